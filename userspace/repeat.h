/* SPDX-License-Identifier: GPL-2.0-only */
/* Doing the same again and again: --repeat and --interval. */
#ifndef GPIOI2C_REPEAT_H
#define GPIOI2C_REPEAT_H

#include <stdbool.h>

#include "options.h"

struct repeat {
	const char *command;		/* its name, for messages */
	unsigned long rounds;		/* 0: until it fails or is killed */
	unsigned long interval_ms;	/* from the end of one to the start of the next */
	unsigned long done;
};

#define REPEAT_HELP								\
	"      --repeat N   do it N times; 0: until it fails or is interrupted\n"	\
	"      --interval MS  wait so many ms in between\n"

/* OPTION_REPEAT or OPTION_INTERVAL. STATUS_OK, or STATUS_USAGE after a complaint. */
int repeat_option(struct repeat *repeat, int option, const char *argument);

/* After each round: whether there is another, for which it waits. Not if nobody can read it. */
bool repeat_again(struct repeat *repeat);

#endif /* GPIOI2C_REPEAT_H */
