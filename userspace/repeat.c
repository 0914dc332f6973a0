// SPDX-License-Identifier: GPL-2.0-only
#include <limits.h>
#include <stdio.h>
#include <time.h>

#include "arguments.h"
#include "repeat.h"

/* A day. */
#define INTERVAL_MAX_MS		86400000

int repeat_option(struct repeat *repeat, int option, const char *argument)
{
	if (option == OPTION_INTERVAL)
		return number_argument(repeat->command, "--interval", argument, 0, INTERVAL_MAX_MS,
				       &repeat->interval_ms);
	return number_argument(repeat->command, "--repeat", argument, 0, UINT_MAX,
			       &repeat->rounds);
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
