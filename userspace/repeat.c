// SPDX-License-Identifier: GPL-2.0-only
#include <limits.h>
#include <stdio.h>
#include <time.h>

#include "ground.h"
#include "message.h"
#include "parse.h"
#include "repeat.h"

/* A day. */
#define INTERVAL_MAX_MS		86400000

int repeat_option(struct repeat *repeat, int option, const char *argument)
{
	bool interval = option == OPTION_INTERVAL;
	unsigned long max = interval ? INTERVAL_MAX_MS : UINT_MAX;

	if (parse_number(argument, max, interval ? &repeat->interval_ms : &repeat->rounds))
		return usage_error(repeat->command, "%s '%s' is not a number from 0 to %lu",
				   interval ? "--interval" : "--repeat", argument, max);
	return STATUS_OK;
}

bool repeat_again(struct repeat *repeat)
{
	struct timespec pause = {
		.tv_sec = repeat->interval_ms / 1000,
		.tv_nsec = repeat->interval_ms % 1000 * 1000000,
	};

	if (++repeat->done == repeat->rounds || fflush(stdout) || ferror(stdout))
		return false;
	nanosleep(&pause, NULL);
	return true;
}
