// SPDX-License-Identifier: GPL-2.0-only
/*
 * Buses on lines whose accesses vary in length, in many ways: jitter BUS DEVICE SEED
 * [single-master]. No interval may be too short, no period shorter than 1/f.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "message.h"

#define END	(~0U)
#define DRIVER	"/sys/bus/platform/drivers/gpio-i2c/"

/* An access costs @access_ns and up to @jitter_ns more, with its edge at @edge_at. */
struct lines {
	unsigned int access_ns, jitter_ns;
	const char *edge_at;
};

static const char *number, *device, *seed, *single = "";

static void drive(const char *file)
{
	FILE *to = fopen(file, "w");

	if (!to || fputs(device, to) < 0 || fclose(to))
		die("%s: %s", file, strerror(errno));
}

static void set_sim(const char *file, unsigned int value)
{
	char text[16];

	snprintf(text, sizeof(text), "%u", value);
	sim_write(file, text);
}

/* Set the lines up, and bind the bus to them again. */
static unsigned int remake(const struct lines *lines, struct node nodes[2])
{
	set_sim("../seed", lines->access_ns + lines->jitter_ns + atoi(seed));
	drive(DRIVER "unbind");
	set_sim("../access_ns", lines->access_ns);
	set_sim("../access_jitter_ns", lines->jitter_ns);
	sim_write("../edge_at", lines->edge_at);
	drive(DRIVER "bind");
	return bus_open(number, nodes);
}

/* A write and a read of either chip, with repeated STARTs, and one at a 10-bit address. */
static bool transfers(struct node *node)
{
	return strncmp(exchanged(node, "w:20:40 r:20:24 w:48:00 r:48:2"), "failed", 6) &&
	       strncmp(exchanged(node, "w:20:80ff00a55a0180"), "failed", 6) &&
	       strncmp(exchanged(node, "wt:150:00 rt:150:8"), "failed", 6);
}

static void judge(const struct lines *lines)
{
	static const unsigned int modes_hz[] = { 100000, 400000, 1000000 };
	struct node nodes[2];
	unsigned int bus = remake(lines, nodes);
	char name[128];

	for (size_t i = 0; i < ARRAY_SIZE(modes_hz); i++) {
		snprintf(name, sizeof(name), "%u to %u ns, edges at %s, %u Hz%s", lines->access_ns,
			 lines->access_ns + lines->jitter_ns, lines->edge_at, modes_hz[i], single);
		set_speed(bus, modes_hz[i]);
		set_sim("scl_limit_hz", modes_hz[i]);
		result(transfers(&nodes[0]), "%s: transfers", name);
		nothing_illegal(name);
	}
	close(nodes[0].fd);
	close(nodes[1].fd);
}

/* Every cost with every jitter and every place of the edge. */
static void judge_all(const unsigned int *costs_ns, const unsigned int *jitters_ns)
{
	static const char * const places[] = { "start", "end", "random" };
	struct lines lines;

	for (; *costs_ns != END; costs_ns++)
		for (size_t place = 0; place < ARRAY_SIZE(places); place++)
			for (size_t i = 0; jitters_ns[i] != END; i++) {
				lines = (struct lines){ *costs_ns, jitters_ns[i], places[place] };
				/*
				 * Without jitter, edges anywhere in the access look like steady
				 * ones: the driver cannot tell.
				 */
				if (lines.jitter_ns || strcmp(lines.edge_at, "random"))
					judge(&lines);
			}
}

int main(int argc, char **argv)
{
	static const unsigned int costs_ns[] = { 0, 200, 600, 1000, END };
	static const unsigned int jitters_ns[] = { 0, 30, 100, 300, 1000, 10000, END };
	static const unsigned int single_costs_ns[] = { 0, 200, 600, END };
	static const unsigned int single_jitters_ns[] = { 30, 300, 1000, END };
	/* A little more than a step of the clock: shows seldom. */
	static const struct lines seldom[] = {
		{ 605, 24, "random" }, { 605, 40, "random" },
		{ 609, 24, "random" }, { 609, 40, "random" },
	};

	if (argc < 4)
		die("jitter BUS DEVICE SEED [single-master]");
	number = argv[1];
	device = argv[2];
	seed = argv[3];
	if (argc > 4) {
		single = ", single-master";
		judge_all(single_costs_ns, single_jitters_ns);
		return results();
	}
	judge_all(costs_ns, jitters_ns);
	for (size_t i = 0; i < ARRAY_SIZE(seldom); i++)
		judge(&seldom[i]);
	return results();
}
