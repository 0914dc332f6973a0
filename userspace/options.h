/* SPDX-License-Identifier: GPL-2.0-only */
/* All options of all subcommands. */
#ifndef GPIOI2C_OPTIONS_H
#define GPIOI2C_OPTIONS_H

#include <getopt.h>

/* Low byte: the short option's letter, or 0. Next byte: tells options of one letter apart. */
#define OPTION(letter, id)	((letter) | (id) << 8)

enum option_id {
	OPTION_FIRST_ONLY = '+',	/* comes first: the options end at the first argument */
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
	OPTION_YES = 'y',	/* as in i2c-tools; means nothing here */
	OPTION_REG16 = OPTION(0, 1),
	OPTION_JSON = OPTION(0, 2),	/* option_next() handles it */
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
	OPTION_PROBE = OPTION(0, 13),
	OPTION_COUNT = OPTION(0, 14),
	OPTION_SECONDS = OPTION(0, 15),
	OPTION_VCD = OPTION(0, 16),
	OPTION_SVG = OPTION(0, 17),
	/* Of subcommands that access a target: all, force, speed, tenbit, yes, help. */
	OPTIONS_OF_ACCESS = OPTION(0, 255),
};

/*
 * getopt_long() for the options in @taken, which ends in 0. Gives an option_id, OPTION_WRONG after
 * a complaint, or -1 at the end.
 */
int option_next(int argc, char **argv, const int *taken);

#endif /* GPIOI2C_OPTIONS_H */
