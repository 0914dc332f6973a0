// SPDX-License-Identifier: GPL-2.0-only
/*
 * Each fault of the simulator in each kind of transfer, over both nodes: the right error, or the
 * right data if the bus survives the fault. Afterwards the bus must be free and work.
 *	faults BUS all		everything. KINDS, TRIES and HALF_NS, half a period of the other
 *				master, may be set in the environment
 *	faults BUS healthy WHAT	after WHAT the bus works, and nothing has changed
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/ioctl.h>
#include "message.h"

enum { SCL_HZ = 400000, LOOKS = 10 };

static const char * const kinds[][2] = {
	{ "write", "w:20:60c1c2c3" },
	{ "read", "w:20:40 r:20:4" },
	{ "three", "w:20:40 r:20:1 r:20:3" },
	{ "ten-bit", "wt:150:40 rt:150:4" },
};

static unsigned int bus, tries, half_ns;
static struct node nodes[2];

static const char *messages_of(const char *kind)
{
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++)
		if (!strcmp(kinds[i][0], kind))
			return kinds[i][1];
	die("no kind of transfer: %s", kind);
}

/* HALF in a fault stands for half a period of the other master. */
static void make_fault(const char *fault)
{
	char command[128];
	const char *half = strstr(fault, "HALF");

	if (half)
		snprintf(command, sizeof(command), "%.*shalf %u%s", (int)(half - fault), fault,
			 half_ns, half + strlen("HALF"));
	else
		snprintf(command, sizeof(command), "%s", fault);
	sim_write("fault", "clear");
	sim_write("fault", command);
}

static bool is_free(void)
{
	unsigned long long before = counter(bus, "recoveries");

	return !ioctl(nodes[0].fd, GPIO_I2C_IOC_RECOVER) && counter(bus, "recoveries") == before;
}

/* Without the fault everything works and nothing has changed. */
static void healthy(const char *what)
{
	const char *data;

	sim_write("fault", "clear");
	data = exchanged(&nodes[0], "w:20:40 r:20:4 w:54:0040 r:54:2 wt:150:40 rt:150:4");
	result(strncmp(data, "failed", 6), "%s: works afterwards", what);
	if (!result(!strcmp(data, "11 92 33 94 5e 5f a1 22 a3 24 done"),
		    "%s: right data afterwards", what))
		note("%s", data);
	result(is_free(), "%s: the bus is free", what);
}

static const char *name_of(const char *fault, const char *kind, const struct node *node)
{
	static char name[256];

	snprintf(name, sizeof(name), "%s, %s over %s", fault, kind,
		 node->ours ? "our node" : "i2c-dev's");
	return name;
}

static void fails(const char *fault, const char *kind, int error)
{
	char wanted[64];

	snprintf(wanted, sizeof(wanted), "failed: %s,", strerror(error));
	for (int n = 0; n < 2; n++) {
		const char *name = name_of(fault, kind, &nodes[n]), *said;

		make_fault(fault);
		said = exchanged(&nodes[n], messages_of(kind));
		result(!strncmp(said, "failed", 6), "%s fails", name);
		if (!result(!strncmp(said, wanted, strlen(wanted)), "%s: %s", name, wanted))
			note("%s", said);
		healthy(name);
	}
}

/* Try again: another master does not wait for a machine too slow to see its clock. */
static const char *persist(const char *fault, struct node *node, const char *messages)
{
	const char *said = NULL;

	for (unsigned int i = 0; i < tries; i++) {
		make_fault(fault);
		said = exchanged(node, messages);
		if (strncmp(said, "failed", 6))
			break;
	}
	return said;
}

/* A second master shows on the wire; other faults have a line "fired KIND TIMES". */
static bool has_fired(void)
{
	const char *fired = sim_read("fault");

	while ((fired = strstr(fired, "fired "))) {
		fired += strlen("fired ");
		if (isalpha(*fired))
			return true;
	}
	return strstr(sim_read("decode"), "S 55 W");
}

static void lives(const char *fault, const char *kind)
{
	const char *messages = messages_of(kind);
	char wanted[128];

	sim_write("fault", "clear");
	snprintf(wanted, sizeof(wanted), "%s", exchanged(&nodes[0], messages));
	for (int n = 0; n < 2; n++) {
		const char *name = name_of(fault, kind, &nodes[n]), *said;

		sim_write("decode", "1");
		/* Warm up first: with cold caches we may be too slow, too. */
		if (!strncmp(fault, "master win", 10))
			persist(fault, &nodes[n], messages);
		said = persist(fault, &nodes[n], messages);
		result(strncmp(said, "failed", 6), "%s", name);
		if (!result(!strcmp(said, wanted), "%s: the same data", name))
			note("%s", said);
		result(has_fired(), "%s: it fired", name);
		healthy(name);
	}
}

static const char * const live_faults[] = {
	"stretch bit 3 2000", "stretch bit 8 2000", "stretch bit 12 2000", "stretch bit 17 2000",
	"stretch byte 1 2000", "access_slow 30000 50", "sda_stuck now clocks 5",
	"glitch sda 40 bit 1", "glitch sda 40 bit 8", "glitch sda 40 bit 13",
	"glitch sda 40 bit 17", "glitch scl 40 bit 1", "glitch scl 40 bit 8",
	"glitch scl 40 bit 13", "glitch scl 40 bit 17",
	"master busy 60000 HALF",
};

/* The winner of the arbitration goes first, then we send. */
static const char * const winners[] = { "master win bit 1 HALF", "master win bit 2 HALF" };

static const struct {
	const char *fault;
	int error;
} fail_faults[] = {
	{ "scl_stuck bit 0", ETIMEDOUT }, { "scl_stuck bit 4", ETIMEDOUT },
	{ "scl_stuck bit 8", ETIMEDOUT }, { "scl_stuck bit 12", ETIMEDOUT },
	{ "scl_stuck bit 20", ETIMEDOUT }, { "scl_stuck now", EBUSY }, { "sda_stuck now", EBUSY },
	{ "pullup scl off", EBUSY }, { "pullup sda off", EBUSY },
};

static void each_fault(const char *kind)
{
	for (size_t i = 0; i < ARRAY_SIZE(live_faults); i++)
		lives(live_faults[i], kind);
	for (size_t i = 0; i < ARRAY_SIZE(winners); i++)
		lives(winners[i], kind);
	/* A faster clock than ours is at the next bit when our high phase ends. */
	set_speed(bus, 250000000 / half_ns);
	for (size_t i = 0; i < ARRAY_SIZE(winners); i++)
		lives(winners[i], kind);
	set_speed(bus, SCL_HZ);
	for (size_t i = 0; i < ARRAY_SIZE(fail_faults); i++)
		fails(fail_faults[i].fault, kind, fail_faults[i].error);
}

/* A driver that looks at the lines seldom misses what is sent in between. */
static void seldom_looked_at(void)
{
	static const char what[] = "a busy bus, looked at now and then";
	unsigned int right = 0;

	for (int i = 0; i < LOOKS; i++) {
		make_fault("master busy 60000 HALF");
		sim_write("fault", "access_slow 57000 400");
		right += !strcmp(exchanged(&nodes[0], messages_of("read")), "11 92 33 94 done");
	}
	result(right == LOOKS, "%s: the data, each time", what);
	healthy(what);
}

/* Another master that keeps the bus is reported and not disturbed. */
static void stays(const char *what, bool recovery)
{
	const char *wire, *end;
	int error = 0;

	sim_write("decode", "1");
	make_fault("master busy 600000");
	if (recovery)
		error = ioctl(nodes[0].fd, GPIO_I2C_IOC_RECOVER) ? errno : 0;
	else if (!strncmp(exchanged(&nodes[0], messages_of("read")),
			  "failed: Device or resource busy", 31))
		error = EBUSY;
	result(error, "another master for long, %s fails", what);
	result(error == EBUSY, "another master for long, %s: why", what);
	sleep(1);
	healthy("another master for long");
	wire = sim_read("decode");
	for (end = wire + strlen("S 55 W N"); !strncmp(end, " aa N", 5); )
		end += 5;
	result(!strncmp(wire, "S 55 W N", 8) && !strncmp(end, " P", 2),
	       "another master for long, %s: what it sent is whole", what);
}

static void counted(void)
{
	static const char * const names[] = {
		"stretches", "arbitrations_lost", "recoveries", "timeouts", "busy",
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		result(counter(bus, names[i]), "%s were counted", names[i]);
	result(counter(bus, "stretch_longest_ns") > 1500000, "so was the longest stretch");
}

static void all(void)
{
	static const char * const naks[] = { "write", "read", "three" };
	char *chosen = strdup(getenv("KINDS") ?: "write read ten-bit"), *rest, *kind;

	for (size_t i = 0; i < ARRAY_SIZE(naks); i++) {
		fails("nak_address 0x20 times 1", naks[i], ENXIO);
		fails("nak_byte 0x20 0 times 1", naks[i], EIO);
	}
	fails("nak_byte 0x20 2 times 1", "write", EIO);
	fails("nak_address 0x150 times 1", "ten-bit", ENXIO);
	for (kind = strtok_r(chosen, " ", &rest); kind; kind = strtok_r(NULL, " ", &rest))
		each_fault(kind);
	free(chosen);
	counted();
	/* A master that always wins: we give up in the end. Every try must lose cleanly. */
	if (tries == 1)
		fails("master win bit 2 HALF times 50", "read", EAGAIN);
	seldom_looked_at();
	/*
	 * The other master stays high for long between low phases. Once we have seen it we wait for
	 * more than one of them; its START lasts until we have.
	 */
	lives("master busy 60000 half 25000 hold 5000000", "read");
	/* A machine that needs several tries looks too seldom to see it. */
	if (tries == 1) {
		stays("a transfer", false);
		stays("a recovery", true);
	}
	/* A missing chip reads as ones and acknowledges no write. */
	fails("unplug 12", "write", EIO);
	fails("unplug 3", "read", ENXIO);
}

int main(int argc, char **argv)
{
	if (argc < 3)
		die("faults BUS all|healthy [WHAT]");
	bus = bus_open(argv[1], nodes);
	tries = atoi(getenv("TRIES") ?: "1");
	half_ns = atoi(getenv("HALF_NS") ?: "5000");
	if (argc > 3)
		healthy(argv[3]);
	else
		all();
	return results();
}
