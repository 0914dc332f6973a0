// SPDX-License-Identifier: GPL-2.0-only
#include <linux/freezer.h>
#include <linux/kernel.h>
#include <linux/sched/signal.h>
#include <linux/string.h>

#include "edge.h"

#define COST_ROUNDS		64
/* Two accesses within so many SCL periods that cost much more than usual are no interrupts. */
#define UNEVEN_PERIODS		32
/* After so many SCL periods without an access that cost other than usual, costs are steady. */
#define JUDGED_CLOCKS		1024

/*
 * SCL that should become high is watched without pause for as long as a target stretches
 * it in an ordinary bit; then a pause is a part of the time waited so far, so that the
 * stretch is noticed late by no more than that.
 */
#define POLL_SPIN_US		600
#define POLL_PART		4
#define POLL_PAUSE_US		2000
/* Slow edges are no stretched clocks: Standard-mode's longest rise. */
#define STRETCH_LEAST_US	1

/* Who is to be frozen may go on for so long: the freezer gives up after 20 s. */
#define FREEZE_US		1000000

/* Reasons from outside to end a transfer. */
int gpio_i2c_edge_interrupted(const struct gpio_i2c_wire *wire)
{
	if (READ_ONCE(wire->gone) && wire->for_file)
		return -ENODEV;
	if (!wire->pace.may_sleep)
		return 0;
	if (fatal_signal_pending(current))
		return -EINTR;
	if (unlikely(freezing(current)) &&
	    gpio_i2c_now(&wire->pace) - wire->begun > gpio_i2c_us_to_ticks(FREEZE_US))
		return -ESHUTDOWN;
	return 0;
}

/* Between two looks at a line, after @waited ticks, for at most so long if it may sleep. */
void gpio_i2c_edge_pause(struct gpio_i2c_wire *wire, u64 waited, u32 most_us)
{
	u64 pause = 0;

	if (wire->pace.may_sleep && waited > gpio_i2c_us_to_ticks(POLL_SPIN_US))
		pause = min(waited / POLL_PART, gpio_i2c_us_to_ticks(most_us));
	else if (gpio_i2c_clock.coarse)
		pause = gpio_i2c_us_to_ticks(1);
	if (pause)
		gpio_i2c_pace_until(&wire->pace, gpio_i2c_now(&wire->pace) + pause);
}

/* SCL was let go. Where writes are posted, its high phase starts with this look. */
bool gpio_i2c_edge_scl_is_high(struct gpio_i2c_wire *wire)
{
	bool high = gpio_i2c_get_scl(&wire->line);

	if (unlikely(wire->readback))
		wire->high_since = gpio_i2c_now(&wire->pace) + wire->pace.granule;
	return high;
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
		gpio_i2c_edge_pause(wire, now - start, POLL_PAUSE_US);
		poll = gpio_i2c_now(&wire->pace);
		high = gpio_i2c_get_scl(&wire->line);
		now = gpio_i2c_now(&wire->pace);
	} while (!high && poll - start <= wire->timeout && !wire->line.failed &&
		 !gpio_i2c_edge_interrupted(wire));

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
	if (!gpio_i2c_edge_scl_is_high(wire) && !gpio_i2c_edge_wait_high(wire))
		return false;
	gpio_i2c_edge_sda(wire, true, wire->high_since + wire->plan.tsu_sto);
	wire->stopped = true;
	gpio_i2c_pace_until(&wire->pace, wire->sda_changed + wire->plan.trise);
	return gpio_i2c_get_sda(&wire->line);
}

/* Nothing is known of when edges were: the clock may have been set back meanwhile. */
void gpio_i2c_edge_restart(struct gpio_i2c_wire *wire)
{
	u64 now = gpio_i2c_now(&wire->pace);

	wire->rose = now;
	wire->high_since = now;
	wire->fell = now;
	wire->low_since = now;
	wire->sda_changed = now;
	wire->uneven_at = now;
}

/* ------ what an access costs ------ */

/* Lines that became slower cost the same again some day: costs are learned anew. */
static void judge(struct gpio_i2c_wire *wire, bool cost_varies)
{
	wire->cost_varies = cost_varies;
	wire->uneven = false;
	wire->judged_clocks = 0;
	if (cost_varies) {
		wire->careful = true;
		memset(wire->sda_cost, 0, sizeof(wire->sda_cost));
		memset(wire->scl_cost, 0, sizeof(wire->scl_cost));
	}
}

/* A kind of access costs less than was known. */
static void note_least(struct gpio_i2c_wire *wire, struct gpio_i2c_cost *cost, u32 took)
{
	struct gpio_i2c_cost *kinds[] = { &wire->sda_cost[0], &wire->sda_cost[1],
					  &wire->scl_cost[0], &wire->scl_cost[1] };
	u32 least = U32_MAX;
	int i;

	cost->least = took;
	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		if (kinds[i]->least)
			least = min(least, kinds[i]->least);
	for (i = 0; i < ARRAY_SIZE(kinds); i++)
		kinds[i]->more = kinds[i]->least ? kinds[i]->least - least : 0;
}

/*
 * An access did not cost what its kind does. Costs vary if that is less than twice the usual,
 * or if it comes again soon: an interrupt takes longer, and does not. SCL is what is judged
 * by, as it has most edges and none that means a START or a STOP.
 */
void gpio_i2c_edge_uneven(struct gpio_i2c_wire *wire, struct gpio_i2c_cost *cost, u64 took,
			  u64 end)
{
	u64 usual = cost->least, apart = took < usual ? usual - took : took - usual;
	bool is_scl = cost == &wire->scl_cost[0] || cost == &wire->scl_cost[1];
	bool again = end - wire->uneven_at < UNEVEN_PERIODS * (u64)wire->plan.period;

	if (!usual || took < usual)
		note_least(wire, cost, min_t(u64, took, U32_MAX));
	if (!usual || !is_scl || apart <= wire->pace.resolution)
		return;
	wire->uneven_at = end;
	if (apart >= usual && !again)
		return;
	wire->uneven = true;
	if (!wire->cost_varies)
		judge(wire, true);
}

/* A transfer is over: do costs vary? */
void gpio_i2c_edge_judge(struct gpio_i2c_wire *wire)
{
	wire->judged_clocks += wire->outcome.clocks;
	if (wire->judged_clocks >= JUDGED_CLOCKS)
		judge(wire, wire->uneven);
}

/*
 * Does the period have room for minimum times that count from the end of an access? The
 * wait for the high phase then ends no earlier than it would anyway, nor does the low one.
 */
bool gpio_i2c_edge_has_room(const struct gpio_i2c_wire *wire)
{
	const struct gpio_i2c_plan *plan = &wire->plan;
	u64 rise = max(wire->scl_cost[1].least, wire->release_cost);
	u64 fall = max(wire->scl_cost[0].least, wire->release_cost);

	return max_t(u64, plan->high, plan->thigh + rise) + fall + plan->low <= plan->period;
}

struct cost {
	u32 least;
	bool varies;
};

static struct cost measure(struct gpio_i2c_wire *wire, u64 (*access)(struct gpio_i2c_wire *wire))
{
	struct cost cost = { .least = U32_MAX };
	u32 took[COST_ROUNDS];
	int i;

	access(wire);	/* fills the caches */
	for (i = 0; i < COST_ROUNDS; i++) {
		took[i] = min_t(u64, access(wire), U32_MAX);
		cost.least = min(cost.least, took[i]);
	}
	for (i = 0; i < COST_ROUNDS; i++) {
		u32 apart = took[i] - cost.least;

		/* what takes longer than that was an interrupt */
		cost.varies |= apart > gpio_i2c_clock.resolution && apart < cost.least;
	}
	return cost;
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
	wire->cost_varies = release.varies;
	each = measure(wire, time_each);
	if (wire->line.sda_readable && wire->line.scl_readable)
		both = measure(wire, time_both);
	wire->line.pair = both.least < each.least;
	wire->sample_cost = wire->line.pair ? both.least : each.least / 2;
}
