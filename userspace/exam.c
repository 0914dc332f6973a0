// SPDX-License-Identifier: GPL-2.0-only
#include <time.h>

#include "exam.h"
#include "probe.h"

/* Longer than every interval of Standard-mode. */
#define HALF_PERIOD_NS	10000
/* SMBus 3.0, 4.2.5: no target holds SCL for longer. */
#define STRETCH_NS	35000000
/* So many times a rise is looked at: what the CPU was away for is in one of them. */
#define RISE_ROUNDS	8
/* A line that is not high by now has no pull-up. */
#define RISE_NS		20000000

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ULL + now.tv_nsec;
}

static void pause_ns(long ns)
{
	struct timespec pause = { .tv_nsec = ns };

	nanosleep(&pause, NULL);
}

int exam_watch(struct wire *wire, struct looks *looks)
{
	uint64_t end_ns = now_ns() + EXAM_WATCH_MS * 1000000ULL;
	int line, level, last[WIRE_LINES] = { -1, -1 };

	memset(looks, 0, sizeof(*looks));
	do {
		for (line = 0; line < WIRE_LINES; line++) {
			level = wire->level(wire, line);
			looks->failed = line;
			if (level < 0)
				return level;
			looks->low[line] += !level;
			looks->changes += last[line] >= 0 && level != last[line];
			last[line] = level;
		}
		looks->count++;
		pause_ns(HALF_PERIOD_NS);
	} while (now_ns() < end_ns);
	return 0;
}

/* A level, and the time that it is to last. */
static int set(struct wire *wire, enum wire_line line, bool high)
{
	int ret = wire->set(wire, line, high);

	pause_ns(HALF_PERIOD_NS);
	return ret;
}

/* Whatever happened, both lines are left released. */
static int release(struct wire *wire, int ret)
{
	int sda = set(wire, WIRE_SDA, true), scl = set(wire, WIRE_SCL, true);

	return ret ? ret : sda ? sda : scl;
}

/* SCL to low and back. 0 or -errno. */
static int clock_once(struct wire *wire)
{
	int ret = set(wire, WIRE_SCL, false);

	return ret ? ret : set(wire, WIRE_SCL, true);
}

/* From SCL high: a STOP, as far as targets let SDA rise. 1 if it did, 0 if not, or -errno. */
static int stop(struct wire *wire)
{
	int ret = set(wire, WIRE_SCL, false);

	if (!ret)
		ret = set(wire, WIRE_SDA, false);
	if (!ret)
		ret = set(wire, WIRE_SCL, true);
	if (!ret)
		ret = set(wire, WIRE_SDA, true);
	return ret ? ret : wire->level(wire, WIRE_SDA);
}

int exam_free(struct wire *wire)
{
	int clocks, ret = 0;

	for (clocks = 1; !ret && clocks <= EXAM_CLOCKS_MAX; clocks++) {
		ret = clock_once(wire);
		if (!ret)
			ret = wire->level(wire, WIRE_SDA);
		if (ret > 0) {
			ret = stop(wire);
			if (ret > 0)
				return clocks;
			clocks++;	/* the target took it for one */
		}
	}
	ret = release(wire, ret);
	return ret ? ret : EXAM_CLOCKS_MAX + 1;
}

/* From low to high once. 0 or -errno. */
static int watch_rise(struct wire *wire, enum wire_line line, struct rise *rise)
{
	uint64_t begin_ns, released_ns, look_ns, least_ns = 0;
	int level, ret = set(wire, line, false);

	if (ret)
		return ret;
	begin_ns = now_ns();
	ret = wire->set(wire, line, true);
	released_ns = now_ns();
	while (!ret) {
		look_ns = now_ns();
		level = wire->level(wire, line);
		if (level < 0)
			return level;
		rise->rises = level;
		if (level || look_ns - released_ns > RISE_NS)
			break;
		least_ns = look_ns - released_ns;
	}
	if (ret)
		return ret;
	if (now_ns() - begin_ns < rise->most_ns)
		rise->most_ns = now_ns() - begin_ns;
	if (least_ns > rise->least_ns)
		rise->least_ns = least_ns;
	pause_ns(HALF_PERIOD_NS);
	return 0;
}

static int watch_rises(struct wire *wire, enum wire_line line, struct rise *rise)
{
	int i, ret = 0;

	*rise = (struct rise){ .rises = true, .most_ns = UINT64_MAX };
	for (i = 0; !ret && rise->rises && i < RISE_ROUNDS; i++)
		ret = watch_rise(wire, line, rise);
	return ret;
}

/* Does @other go low with @line? 1, 0 or -errno. */
static int follows(struct wire *wire, enum wire_line line, enum wire_line other)
{
	int ret = set(wire, line, false), level;

	if (ret)
		return ret;
	level = wire->level(wire, other);
	ret = set(wire, line, true);
	return ret ? ret : level < 0 ? level : !level;
}

/* SDA moves while SCL is low only, so that no target sees a START. */
int exam_pulls(struct wire *wire, struct pulls *pulls)
{
	int ret = follows(wire, WIRE_SCL, WIRE_SDA);

	memset(pulls, 0, sizeof(*pulls));
	if (ret > 0)
		ret = follows(wire, WIRE_SDA, WIRE_SCL);
	pulls->shorted = ret > 0;
	if (ret)
		return release(wire, ret > 0 ? 0 : ret);
	ret = watch_rises(wire, WIRE_SCL, &pulls->rise[WIRE_SCL]);
	if (!ret && pulls->rise[WIRE_SCL].rises) {
		ret = set(wire, WIRE_SCL, false);
		if (!ret)
			ret = watch_rises(wire, WIRE_SDA, &pulls->rise[WIRE_SDA]);
	}
	return release(wire, ret);
}

/* ------ addresses ------ */

/* The two lines, each in its role. */
struct master {
	struct wire *wire;
	enum wire_line sda, scl;
	int error;
};

static void put(struct master *master, enum wire_line line, bool high)
{
	if (!master->error)
		master->error = set(master->wire, line, high);
}

static bool look(struct master *master, enum wire_line line)
{
	int level = master->error ? 0 : master->wire->level(master->wire, line);

	if (level < 0)
		master->error = level;
	return level > 0;
}

/* A target may stretch the clock. */
static void raise_scl(struct master *master)
{
	uint64_t end_ns = now_ns() + STRETCH_NS;

	put(master, master->scl, true);
	while (!master->error && !look(master, master->scl))
		if (!master->error && now_ns() > end_ns)
			master->error = -ETIMEDOUT;
}

/* What SDA was while SCL was high. */
static bool send_bit(struct master *master, bool bit)
{
	bool level;

	put(master, master->sda, bit);
	raise_scl(master);
	level = look(master, master->sda);
	put(master, master->scl, false);
	return level;
}

static bool answers_at(struct master *master, unsigned int address)
{
	bool read = probe_reads(address), acknowledged;
	unsigned int byte = address << 1 | read;
	int bit;

	put(master, master->sda, false);
	put(master, master->scl, false);
	for (bit = 7; bit >= 0; bit--)
		send_bit(master, byte >> bit & 1);
	acknowledged = !send_bit(master, true);
	for (bit = 0; acknowledged && read && bit < 9; bit++)
		send_bit(master, true);
	put(master, master->sda, false);
	raise_scl(master);
	put(master, master->sda, true);
	return acknowledged;
}

int exam_answers(struct wire *wire, bool swapped, bool answers[128])
{
	struct master master = {
		.wire = wire,
		.sda = swapped ? WIRE_SCL : WIRE_SDA,
		.scl = swapped ? WIRE_SDA : WIRE_SCL,
	};
	unsigned int address;

	memset(answers, 0, 128 * sizeof(*answers));
	for (address = PROBE_FIRST; !master.error && address <= PROBE_LAST; address++) {
		answers[address] = answers_at(&master, address);
		if (!master.error && !look(&master, master.sda))
			master.error = -EBUSY;
	}
	return release(wire, master.error);
}
