/* SPDX-License-Identifier: GPL-2.0-only */
/* Repeated work: --repeat and --interval. */
#ifndef GPIOI2C_REPEAT_H
#define GPIOI2C_REPEAT_H

#include <stdbool.h>

#include "options.h"

struct repeat {
	const char *command;		/* its name, for messages */
	unsigned long rounds;		/* 0: until it fails or is killed */
	unsigned long interval_ms;	/* pause between two */
	unsigned long done;
};

#define REPEAT_HELP								\
	"      --repeat N   do it N times; 0: until it fails or is interrupted\n"	\
	"      --interval MS  wait so many ms in between\n"

/* Take OPTION_REPEAT or OPTION_INTERVAL. STATUS_OK, or STATUS_USAGE after a complaint. */
int repeat_option(struct repeat *repeat, int option, const char *argument);

/* After each round: wait, then true if there is another. False if output fails. */
bool repeat_again(struct repeat *repeat);

#endif /* GPIOI2C_REPEAT_H */
