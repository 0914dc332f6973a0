// SPDX-License-Identifier: GPL-2.0-only
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>

#include "interrupt.h"

static atomic_bool came;
static struct sigaction old_int, old_term;

static void note(int number)
{
	(void)number;
	came = true;
}

void interrupt_catch(void)
{
	struct sigaction action = { .sa_handler = note };

	came = false;
	sigaction(SIGINT, &action, &old_int);
	sigaction(SIGTERM, &action, &old_term);
}

void interrupt_release(void)
{
	sigaction(SIGINT, &old_int, NULL);
	sigaction(SIGTERM, &old_term, NULL);
}

bool interrupt_came(void)
{
	return came;
}
