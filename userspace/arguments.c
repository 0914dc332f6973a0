// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>

#include "arguments.h"
#include "ground.h"
#include "message.h"
#include "options.h"
#include "parse.h"

/* The driver's limits. */
#define SCL_MIN_HZ	100
#define SCL_MAX_HZ	5000000

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

int number_argument(const char *command, const char *option, const char *text, unsigned long min,
		    unsigned long max, unsigned long *value)
{
	if (!parse_number(text, max, value) && *value >= min)
		return STATUS_OK;
	return usage_error(command, "%s%s'%s' is not a number from %lu to %lu", option,
			   *option ? " " : "", text, min, max);
}

int frequency_argument(const char *command, const char *text, unsigned int *frequency_hz)
{
	int ret = parse_frequency(text, frequency_hz);

	if (ret == -EINVAL)
		return usage_error(command, "'%s' is not a frequency in Hz", text);
	if (ret || *frequency_hz < SCL_MIN_HZ || *frequency_hz > SCL_MAX_HZ)
		return usage_error(command, "'%s': the SCL frequency is from %d to %d Hz", text,
				   SCL_MIN_HZ, SCL_MAX_HZ);
	return STATUS_OK;
}

bool arguments(int argc, char **argv, const char *command, const char *help, int min, int max,
	       int *status)
{
	static const int taken[] = { OPTION_JSON, OPTION_HELP, 0 };

	switch (option_next(argc, argv, taken)) {
	case -1:
		*status = STATUS_USAGE;
		return argument_count(argc - optind, command, min, max);
	case OPTION_HELP:
		fputs(help, stdout);
		*status = STATUS_OK;
		return false;
	default:
		*status = try_help(command);
		return false;
	}
}
