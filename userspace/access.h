/* SPDX-License-Identifier: GPL-2.0-only */
/* What subcommands that access a target share: options, safety checks, transfers. */
#ifndef GPIOI2C_ACCESS_H
#define GPIOI2C_ACCESS_H

#include <stdbool.h>

#include "bus.h"
#include "options.h"
#include "parse.h"

struct access {
	const char *command;		/* its name, for messages */
	struct address_rules rules;
	bool force;			/* allow targets of a kernel driver */
	unsigned int scl_frequency_hz;	/* ceiling for each transfer; 0: none */
	struct bus bus;			/* after access_open() */
	uint64_t elapsed_ns;		/* of the last transfer */
};

/* Help for OPTIONS_OF_ACCESS. */
#define ACCESS_HELP							\
	"  -a, --all        allow the reserved addresses 0x00-0x07 and 0x78-0x7f\n"	\
	"  -f, --force      allow a target that a kernel driver is bound to\n"		\
	"  -s, --speed HZ   ceiling for SCL in this call, from 100 Hz; k and M allowed\n"	\
	"  -t, --tenbit     every address has 10 bits, without a t in front\n"	\
	"      --json       print JSON\n"						\
	"  -h, --help       print this\n"

/* Take one of these options, but not OPTION_HELP. STATUS_OK, or STATUS_USAGE after a complaint. */
int access_option(struct access *access, int option, const char *argument);

/* Open the bus. An exit status; if not STATUS_OK, it has complained and all is closed. */
int access_open(struct access *access, const char *bus_text);
void access_close(struct access *access);

/* Check that the messages are safe to send. An exit status, after a complaint if they are not. */
int access_allowed(const struct access *access, const struct message_list *list);

/* Send the messages as one transfer. 0 or -errno; the caller reports @transfer. */
int access_try(struct access *access, const struct message_list *list,
	       struct gpio_i2c_transfer *transfer);

/* The same for messages that are safe to send. An exit status; not STATUS_OK after a complaint. */
int access_send(struct access *access, const struct message_list *list);

/* Open the bus, do the same, and close the bus. */
int access_run(struct access *access, const char *bus_text, const struct message_list *list);

#endif /* GPIOI2C_ACCESS_H */
