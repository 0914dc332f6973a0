/* SPDX-License-Identifier: GPL-2.0-only */
/* For the subcommands that have no options but --json and --help. */
#ifndef GPIOI2C_ARGUMENTS_H
#define GPIOI2C_ARGUMENTS_H

#include <stdbool.h>

#include "options.h"

/*
 * Scan the options and count the arguments, which then begin at argv[optind]. False if there is
 * nothing left to do but return *status.
 */
bool arguments(int argc, char **argv, const char *command, const char *help, int min, int max,
	       int *status);

/* The second half alone, for those that scan options of their own. Complains. */
bool argument_count(int count, const char *command, int min, int max);

/* An SCL frequency that a bus can have. STATUS_OK, or STATUS_USAGE after a complaint. */
int frequency_argument(const char *command, const char *text, unsigned int *frequency_hz);

#endif /* GPIOI2C_ARGUMENTS_H */
