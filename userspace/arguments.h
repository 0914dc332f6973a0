/* SPDX-License-Identifier: GPL-2.0-only */
/* Arguments of subcommands whose only options are --json and --help. */
#ifndef GPIOI2C_ARGUMENTS_H
#define GPIOI2C_ARGUMENTS_H

#include <stdbool.h>

#include "options.h"

/*
 * Scan the options and count the arguments, which begin at argv[optind]. False if the caller has
 * only to return *status.
 */
bool arguments(int argc, char **argv, const char *command, const char *help, int min, int max,
	       int *status);

/* Count only, for subcommands that scan options of their own. False after a complaint. */
bool argument_count(int count, const char *command, int min, int max);

/*
 * Parse a number from @min to @max, that of @option; of none if that is "". STATUS_OK, or
 * STATUS_USAGE after a complaint.
 */
int number_argument(const char *command, const char *option, const char *text, unsigned long min,
		    unsigned long max, unsigned long *value);

/* Parse an SCL frequency that a bus can have. STATUS_OK, or STATUS_USAGE after a complaint. */
int frequency_argument(const char *command, const char *text, unsigned int *frequency_hz);

#endif /* GPIOI2C_ARGUMENTS_H */
