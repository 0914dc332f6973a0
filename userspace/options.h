/* SPDX-License-Identifier: GPL-2.0-only */
/* The one table of all options, of which each subcommand takes some. */
#ifndef GPIOI2C_OPTIONS_H
#define GPIOI2C_OPTIONS_H

#include <getopt.h>

/* The low byte is the short option's letter, if there is one; the next tells those apart. */
#define OPTION(letter, id)	((letter) | (id) << 8)

enum option_id {
	OPTION_FIRST_ONLY = '+',	/* before the others: they end at the first argument */
	OPTION_WRONG = '?',
	OPTION_ALL = 'a',
	OPTION_BINARY = 'b',
	OPTION_FORCE = 'f',
	OPTION_HELP = 'h',
	OPTION_INPUT = 'i',
	OPTION_MASK = 'm',
	OPTION_MODE = OPTION('m', 1),
	OPTION_NAME = 'n',
	OPTION_NUMBER = 'N',
	OPTION_OPTION = 'o',
	OPTION_PART = 'p',
	OPTION_PERSIST = OPTION('p', 1),
	OPTION_QUICK = 'q',
	OPTION_READ = 'r',
	OPTION_READBACK = OPTION('r', 1),
	OPTION_SPEED = 's',
	OPTION_TENBIT = 't',
	OPTION_VERBOSE = 'v',
	OPTION_VERSION = 'V',
	OPTION_WATCH = OPTION('w', 1),
	OPTION_WIDTH = 'w',
	OPTION_YES = 'y',	/* for i2c-tools' sake: nothing is asked here */
	OPTION_REG16 = OPTION(0, 1),
	OPTION_JSON = OPTION(0, 2),	/* sets json_wanted and is not seen by its subcommand */
	OPTION_INTERVAL = OPTION(0, 3),
	OPTION_REPEAT = OPTION(0, 4),
	OPTION_LENGTH = OPTION(0, 5),
	OPTION_OFFSET = OPTION(0, 6),
	OPTION_PAGE = OPTION(0, 7),
	OPTION_SIZE = OPTION(0, 8),
	OPTION_VERIFY = OPTION(0, 9),
	OPTION_NAMES = OPTION(0, 10),
	OPTION_KEEP_GOING = OPTION(0, 11),
	OPTION_SINGLE_MASTER = OPTION(0, 12),
	/* What all that access a target take: all, force, speed, tenbit, yes, help. */
	OPTIONS_OF_ACCESS = OPTION(0, 255),
};

/*
 * getopt_long() for a subcommand that takes the options of @taken, which ends in 0. Gives an
 * option_id, OPTION_WRONG after a complaint, or -1 at the end.
 */
int option_next(int argc, char **argv, const int *taken);

#endif /* GPIOI2C_OPTIONS_H */
