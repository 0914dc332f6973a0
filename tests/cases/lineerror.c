// SPDX-License-Identifier: GPL-2.0-only
/*
 * Reads of a line fail, with any error and anywhere in a transfer: lineerror BUS. The transfer
 * must fail with EIO, and must not blame a target or another master.
 */
#include <errno.h>
#include <string.h>
#include "message.h"

/* Counters of other causes, which must not rise. */
static const char * const others[] = {
	"address_naks", "data_naks", "timeouts", "busy", "arbitrations_lost",
};

static unsigned int bus;

static unsigned long long count_others(void)
{
	unsigned long long sum = 0;

	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		sum += counter(bus, others[i]);
	return sum;
}

static void fails_at(int place, int error, struct node *node)
{
	unsigned long long errors = counter(bus, "line_errors"), innocent = count_others();
	unsigned long long transfers = counter(bus, "transfers");
	char name[128], fault[64];
	const char *said;

	snprintf(fault, sizeof(fault), "access_fail %d error %d times 1", place, error);
	snprintf(name, sizeof(name), "access %d fails with %d in a transfer of %s", place, error,
		 node->ours ? "our node" : "i2c-dev's");
	sim_write("fault", "clear");
	sim_write("fault", fault);
	said = exchanged(node, "w:20:40 r:20:4");
	result(!strncmp(said, "failed", 6), "%s", name);
	if (!result(!strncmp(said, "failed: Input/output error,", 27), "%s: EIO", name))
		note("%s", said);
	result(counter(bus, "line_errors") == errors + 1, "%s: counted", name);
	result(count_others() == innocent, "%s: nothing else is", name);
	result(counter(bus, "transfers") <= transfers + 1, "%s: tried once", name);
}

int main(int argc, char **argv)
{
	static const int errors[] = { ENXIO, EAGAIN, EBUSY, ETIMEDOUT };
	static const int places[] = { 0, 1, 30, 50, 100 };
	struct node nodes[2];

	if (argc != 2)
		die("lineerror BUS");
	bus = bus_open(argv[1], nodes);
	for (size_t e = 0; e < ARRAY_SIZE(errors); e++)
		for (size_t p = 0; p < ARRAY_SIZE(places); p++)
			for (int n = 0; n < 2; n++)
				fails_at(places[p], errors[e], &nodes[n]);
	return results();
}
