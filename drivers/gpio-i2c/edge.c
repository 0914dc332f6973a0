// SPDX-License-Identifier: GPL-2.0-only
#include <linux/math64.h>

#include "edge.h"

#define COST_ROUNDS		64
/* A usual cost is one that differs by less than this share of it. */
#define NOISY_SHARE		8

/* A line that should become high is watched without pause at first, then now and then. */
#define POLL_SPIN_US		100
#define POLL_PAUSE_US		200
/* Slow edges are no stretched clocks: Standard-mode's longest rise. */
#define STRETCH_LEAST_US	1

/* Between two looks at a line that should become high. */
void gpio_i2c_edge_pause(struct gpio_i2c_wire *wire, u64 start, u64 now)
{
	if (now - start > gpio_i2c_us_to_ticks(POLL_SPIN_US) && wire->pace.may_sleep)
		gpio_i2c_pace_until(&wire->pace, now + gpio_i2c_us_to_ticks(POLL_PAUSE_US));
	else if (gpio_i2c_clock.coarse)
		gpio_i2c_pace_until(&wire->pace, now + gpio_i2c_us_to_ticks(1));
}

/*
 * SCL was let go and is low: a target stretches the clock, or another master
 * is slower, UM10204, 3.1.7 and 3.1.9. The high phase starts when it ends.
 */
bool gpio_i2c_edge_wait_high(struct gpio_i2c_wire *wire)
{
	u64 start = gpio_i2c_now(&wire->pace), now = start, poll, stretch;
	bool high;

	do {
		gpio_i2c_edge_pause(wire, start, now);
		poll = gpio_i2c_now(&wire->pace);
		high = gpio_i2c_get_scl(&wire->line);
		now = gpio_i2c_now(&wire->pace);
	} while (!high && poll - start <= wire->timeout && !wire->line.failed &&
		 !gpio_i2c_wire_is_cut(wire));

	wire->rose = now + wire->pace.granule;
	wire->high_since = wire->rose;
	/* the high phase that follows is a whole one */
	wire->fell = wire->rose + wire->plan.high - wire->plan.period;
	stretch = now - start;
	if (stretch > gpio_i2c_us_to_ticks(STRETCH_LEAST_US)) {
		wire->outcome.stretches++;
		wire->outcome.stretch_max = max(wire->outcome.stretch_max, stretch);
	}
	return high;
}

/* Let go of both lines, at once. */
void gpio_i2c_edge_release(struct gpio_i2c_wire *wire)
{
	gpio_i2c_set(&wire->line, wire->line.sda, true);
	gpio_i2c_set(&wire->line, wire->line.scl, true);
	wire->sda_changed = gpio_i2c_now(&wire->pace) + wire->pace.granule;
	wire->rose = wire->sda_changed;
	wire->high_since = wire->sda_changed;
}

/* SCL is low: send a STOP, UM10204, 3.1.4. False if the bus did not follow. */
bool gpio_i2c_edge_stop(struct gpio_i2c_wire *wire)
{
	u64 until = wire->low_since + wire->plan.thd_dat;

	gpio_i2c_edge_sda(wire, false, until);
	gpio_i2c_edge_rise(wire);
	if (!gpio_i2c_get_scl(&wire->line) && !gpio_i2c_edge_wait_high(wire))
		return false;
	gpio_i2c_edge_sda(wire, true, wire->high_since + wire->plan.tsu_sto);
	wire->stopped = true;
	gpio_i2c_pace_until(&wire->pace, wire->sda_changed + wire->plan.trise);
	return gpio_i2c_get_sda(&wire->line);
}

/* ------ what an access costs ------ */

/* Accesses whose cost differs so much say nothing of when their edge was. */
static bool is_noisy(u64 difference, u32 cost)
{
	return difference > cost / NOISY_SHARE + gpio_i2c_clock.granule;
}

struct cost {
	u32 least;
	u32 mean;
};

static struct cost measure(struct gpio_i2c_wire *wire, u64 (*access)(struct gpio_i2c_wire *wire))
{
	u64 least = U32_MAX, sum = 0, took;
	int i;

	access(wire);	/* fills the caches */
	for (i = 0; i < COST_ROUNDS; i++) {
		took = min_t(u64, access(wire), U32_MAX);
		least = min(least, took);
		sum += took;
	}
	return (struct cost){ .least = least, .mean = sum / COST_ROUNDS };
}

static u64 time_both(struct gpio_i2c_wire *wire)
{
	u64 start = gpio_i2c_now(&wire->pace);
	bool level;

	gpio_i2c_line_get_both(&wire->line, &level);
	return gpio_i2c_now(&wire->pace) - start;
}

static u64 time_each(struct gpio_i2c_wire *wire)
{
	u64 start = gpio_i2c_now(&wire->pace);

	gpio_i2c_get_scl(&wire->line);
	gpio_i2c_get_sda(&wire->line);
	return gpio_i2c_now(&wire->pace) - start;
}

/* Releasing a line that is released: no edge, and the cost of one. */
static u64 time_release(struct gpio_i2c_wire *wire)
{
	u64 start = gpio_i2c_now(&wire->pace);

	gpio_i2c_set(&wire->line, wire->line.scl, true);
	return gpio_i2c_now(&wire->pace) - start;
}

/* What a release and a sample cost, and whether both lines are better sampled at once. */
void gpio_i2c_edge_measure(struct gpio_i2c_wire *wire)
{
	struct cost release, each, both = { .least = U32_MAX };

	release = measure(wire, time_release);
	wire->release_cost = release.least;
	wire->noise_level = release.mean - release.least;
	wire->noisy = is_noisy(wire->noise_level, release.least);
	each = measure(wire, time_each);
	if (wire->line.sda_readable && wire->line.scl_readable)
		both = measure(wire, time_both);
	wire->line.pair = both.least < each.least;
	wire->sample_cost = wire->line.pair ? both.least : each.least / 2;
}

/* One quiet transfer does not make a noisy machine quiet. */
void gpio_i2c_edge_note_noise(struct gpio_i2c_wire *wire, u32 edges)
{
	u32 noise;

	if (edges < COST_ROUNDS)
		return;
	noise = div_u64(wire->noise, edges);
	wire->noise_level = max(noise, wire->noise_level - wire->noise_level / 8);
	wire->noisy = is_noisy(wire->noise_level, wire->scl_cost[1]);
}
