// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "arguments.h"
#include "gpioi2c.h"
#include "report.h"

bool argument_count(int count, const char *command, int min, int max)
{
	if (count < min)
		usage_error(command, "argument missing");
	else if (count > max)
		usage_error(command, "too many arguments");
	else
		return true;
	return false;
}

bool arguments(int argc, char **argv, const char *command, const char *help, int min, int max,
	       int *status)
{
	static const struct option options[] = {
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};

	switch (getopt_long(argc, argv, "h", options, NULL)) {
	case -1:
		*status = STATUS_USAGE;
		return argument_count(argc - optind, command, min, max);
	case 'h':
		fputs(help, stdout);
		*status = STATUS_OK;
		return false;
	default:
		*status = try_help(command);
		return false;
	}
}
