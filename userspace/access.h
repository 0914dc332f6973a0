/* SPDX-License-Identifier: GPL-2.0-only */
/* What read, write and transfer have in common: options, safety checks, one transfer. */
#ifndef GPIOI2C_ACCESS_H
#define GPIOI2C_ACCESS_H

#include <stdbool.h>

#include "options.h"
#include "parse.h"

struct access {
	const char *command;		/* its name, for messages */
	struct address_rules rules;
	bool force;			/* targets that a kernel driver is bound to, too */
	unsigned int scl_frequency_hz;	/* ceiling for this call; 0: none */
};

/* What OPTIONS_OF_ACCESS stands for. */
#define ACCESS_HELP							\
	"  -a, --all        allow the reserved addresses 0x00-0x07 and 0x78-0x7f\n"	\
	"  -f, --force      allow a target that a kernel driver is bound to\n"		\
	"  -s, --speed HZ   ceiling for SCL in this call, from 100 Hz; k and M allowed\n"	\
	"  -t, --tenbit     addresses have 10 bits; without it t0x150 is such a one\n"	\
	"  -h, --help       print this\n"

/*
 * One of the options above, OPTION_HELP excepted. STATUS_OK, or STATUS_USAGE after a complaint.
 */
int access_option(struct access *access, int option, const char *argument);

/*
 * Send the messages to the bus that @bus_text names, as one transfer, if they are safe to send.
 * Gives an exit status, after a complaint if it is not STATUS_OK.
 */
int access_run(const struct access *access, const char *bus_text, struct message_list *list);

#endif /* GPIOI2C_ACCESS_H */
