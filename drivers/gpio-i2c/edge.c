// SPDX-License-Identifier: GPL-2.0-only
#include <linux/kernel.h>
#include <linux/string.h>

#include "edge.h"
#include "limits.h"
#include "trace.h"

/* ------ edges ------ */

/* If writes are posted, SCL's high phase starts with the read that has just ended. */
static void note_look(struct gpio_i2c_edges *edges)
{
	if (unlikely(edges->readback))
		edges->high_since = gpio_i2c_now(&edges->pace) + edges->pace.granule;
}

/**
 * gpio_i2c_edge_scl_is_high - SCL was released: did it rise?
 * @edges: the bus
 *
 * Return: true if it did, or if SCL cannot be read.
 */
bool gpio_i2c_edge_scl_is_high(struct gpio_i2c_edges *edges)
{
	bool high = gpio_i2c_get_scl(&edges->line);

	note_look(edges);
	return high;
}

/**
 * gpio_i2c_edge_get_both - SCL was released: did it rise? SDA is sampled with it
 * @edges: the bus; both lines can be read
 * @sda: where the level of SDA goes
 *
 * Return: true if SCL is high.
 */
bool gpio_i2c_edge_get_both(struct gpio_i2c_edges *edges, bool *sda)
{
	bool high = gpio_i2c_line_get_both(&edges->line, sda);

	note_look(edges);
	return high;
}

/**
 * gpio_i2c_edge_wait_high - SCL was released and is low: wait until it is high
 * @edges: the bus
 *
 * A target stretches the clock, or another master is slower, UM10204, 3.1.7 and 3.1.9. The
 * high phase starts when that ends.
 *
 * Return: true if SCL is high; false after the time-out, if an access failed, or if
 * gpio_i2c_pace_interrupted() says so.
 */
bool gpio_i2c_edge_wait_high(struct gpio_i2c_edges *edges)
{
	u64 start = gpio_i2c_now(&edges->pace), now = start, poll, stretch;
	bool high;

	do {
		gpio_i2c_pace_pause(&edges->pace, now - start, POLL_PAUSE_US);
		poll = gpio_i2c_now(&edges->pace);
		high = gpio_i2c_get_scl(&edges->line);
		now = gpio_i2c_now(&edges->pace);
	} while (!high && poll - start <= edges->pace.timeout && !edges->line.failed &&
		 !gpio_i2c_pace_interrupted(&edges->pace));

	edges->rose = now + edges->pace.granule;
	edges->high_since = edges->rose;
	/* the high phase that follows has its full length */
	edges->fell = edges->rose + edges->plan.high - edges->plan.period;
	stretch = now - start;
	if (stretch > gpio_i2c_us_to_ticks(STRETCH_LEAST_US)) {
		edges->clocks.stretches++;
		edges->clocks.stretch_max = max(edges->clocks.stretch_max, stretch);
		if (trace_stretch_enabled())
			trace_stretch(edges->line.observed.adapter, gpio_i2c_ticks_to_ns(stretch));
	}
	return high;
}

/**
 * gpio_i2c_edge_clock_high - release SCL and wait until it is high
 * @edges: the bus
 *
 * Return: as gpio_i2c_edge_wait_high().
 */
bool gpio_i2c_edge_clock_high(struct gpio_i2c_edges *edges)
{
	gpio_i2c_edge_rise(edges);
	return gpio_i2c_edge_scl_is_high(edges) || gpio_i2c_edge_wait_high(edges);
}

/**
 * gpio_i2c_edge_release - release both lines, at once
 * @edges: the bus
 */
void gpio_i2c_edge_release(struct gpio_i2c_edges *edges)
{
	gpio_i2c_set(&edges->line, edges->line.sda, true);
	gpio_i2c_set(&edges->line, edges->line.scl, true);
	edges->sda_changed = gpio_i2c_now(&edges->pace) + edges->pace.granule;
	edges->rose = edges->sda_changed;
	edges->high_since = edges->sda_changed;
}

/**
 * gpio_i2c_edge_settle - wait until a released line must be high
 * @edges: the bus
 * @released: when it was released, in ticks
 */
void gpio_i2c_edge_settle(struct gpio_i2c_edges *edges, u64 released)
{
	gpio_i2c_pace_until(&edges->pace, released + edges->plan.trise);
}

/**
 * gpio_i2c_edge_start - both lines are high: send a START or a repeated one, UM10204, 3.1.4
 * @edges: the bus; SCL is low afterwards
 */
void gpio_i2c_edge_start(struct gpio_i2c_edges *edges)
{
	const struct gpio_i2c_plan *plan = &edges->plan;
	u64 until = edges->high_since + plan->tsu_sta;

	if (edges->stopped)
		until = max(until, edges->sda_changed + plan->tbuf);
	gpio_i2c_edge_drive(edges, false, false, until, &edges->sda_changed, false);
	edges->stopped = false;
	gpio_i2c_edge_fall_at(edges, edges->sda_changed + plan->thd_sta, false);
	/* the first low phase is as long as any other */
	edges->rose = max(edges->rose, edges->fell - plan->high);
}

/**
 * gpio_i2c_edge_stop - SCL is high and SDA low: send a STOP, UM10204, 3.1.4
 * @edges: the bus
 */
void gpio_i2c_edge_stop(struct gpio_i2c_edges *edges)
{
	gpio_i2c_edge_drive(edges, false, true, edges->high_since + edges->plan.tsu_sto,
			    &edges->sda_changed, false);
	edges->stopped = true;
}

/**
 * gpio_i2c_edge_stop_from_low - SCL is low: send a STOP
 * @edges: the bus
 *
 * Return: false if SCL or SDA did not follow.
 */
bool gpio_i2c_edge_stop_from_low(struct gpio_i2c_edges *edges)
{
	gpio_i2c_edge_sda(edges, false);
	if (!gpio_i2c_edge_clock_high(edges))
		return false;
	gpio_i2c_edge_stop(edges);
	gpio_i2c_edge_settle(edges, edges->sda_changed);
	return gpio_i2c_get_sda(&edges->line);
}

/* A period sets a record, or this is the first rise of a transfer, where periods begin. */
void gpio_i2c_edge_note_extreme(struct gpio_i2c_edges *edges, u64 period)
{
	struct gpio_i2c_clocks *clocks = &edges->clocks;

	if (!clocks->last_rose) {
		clocks->first_rose = edges->rose;
		return;
	}
	clocks->period_min = min(clocks->period_min, period);
	clocks->period_max = max(clocks->period_max, period);
}

void gpio_i2c_edge_sample_earlier(struct gpio_i2c_edges *edges, u64 late)
{
	edges->sample -= min3((u64)edges->sample, (u64)edges->costs.release, late);
}

/**
 * gpio_i2c_edge_restart - forget when edges were
 * @edges: the bus; the clock may have been set back meanwhile
 */
void gpio_i2c_edge_restart(struct gpio_i2c_edges *edges)
{
	u64 now = gpio_i2c_now(&edges->pace);

	edges->rose = now;
	edges->high_since = now;
	edges->fell = now;
	edges->low_since = now;
	edges->sda_changed = now;
	edges->costs.uneven_at = now;
}

/* ------ what an access costs ------ */

/* Note whether costs vary. If so, learn them anew, for when they are steady again. */
static void set_vary(struct gpio_i2c_edges *edges, bool cost_varies)
{
	edges->costs.vary = cost_varies;
	edges->costs.uneven = false;
	edges->costs.judged_clocks = 0;
	if (cost_varies) {
		edges->careful = true;
		memset(edges->costs.sda, 0, sizeof(edges->costs.sda));
		memset(edges->costs.scl, 0, sizeof(edges->costs.scl));
	}
}

/* An access cost less than any of its kind so far. */
static void note_least(struct gpio_i2c_edges *edges, struct gpio_i2c_cost *cost, u32 took)
{
	struct gpio_i2c_cost *kinds[] = { &edges->costs.sda[0], &edges->costs.sda[1],
					  &edges->costs.scl[0], &edges->costs.scl[1] };
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
 * An access took longer or shorter than its kind does. An interrupt takes more than an access
 * and does not come again soon. Anything else means that costs vary. Only SCL counts: it has
 * the most edges, and none of them is a START or a STOP.
 */
void gpio_i2c_edge_uneven(struct gpio_i2c_edges *edges, struct gpio_i2c_cost *cost, u64 took,
			  u64 end)
{
	u64 usual = cost->least, apart = took < usual ? usual - took : took - usual;
	bool is_scl = cost == &edges->costs.scl[0] || cost == &edges->costs.scl[1];
	bool again = end - edges->costs.uneven_at < UNEVEN_PERIODS * (u64)edges->plan.period;

	if (!usual || took < usual)
		note_least(edges, cost, min_t(u64, took, U32_MAX));
	if (!usual || !is_scl || apart <= edges->pace.resolution)
		return;
	edges->costs.uneven_at = end;
	if (apart >= usual && !again)
		return;
	edges->costs.uneven = true;
	if (!edges->costs.vary)
		set_vary(edges, true);
}

/*
 * Can minimum times count from the end of an access, and the period still be met? If the
 * phases are long enough for that, being careful costs nothing.
 */
static bool has_room(const struct gpio_i2c_edges *edges)
{
	const struct gpio_i2c_plan *plan = &edges->plan;
	u64 rise = max(edges->costs.scl[1].least, edges->costs.release);
	u64 fall = max(edges->costs.scl[0].least, edges->costs.release);

	return max_t(u64, plan->high, plan->thigh + rise) + fall + plan->low <= plan->period;
}

struct cost {
	u32 least;
	bool varies;
};

static struct cost measure(struct gpio_i2c_edges *edges,
			   u64 (*access)(struct gpio_i2c_edges *edges))
{
	struct cost cost = { .least = U32_MAX };
	u32 took[COST_ROUNDS];
	int i;

	access(edges);	/* fills the caches */
	for (i = 0; i < COST_ROUNDS; i++) {
		took[i] = min_t(u64, access(edges), U32_MAX);
		cost.least = min(cost.least, took[i]);
	}
	for (i = 0; i < COST_ROUNDS; i++) {
		u32 apart = took[i] - cost.least;

		/* at twice the least or more it was an interrupt */
		cost.varies |= apart > gpio_i2c_clock.resolution && apart < cost.least;
	}
	return cost;
}

static u64 time_both(struct gpio_i2c_edges *edges)
{
	u64 start = gpio_i2c_now(&edges->pace);
	bool level;

	gpio_i2c_line_get_both(&edges->line, &level);
	return gpio_i2c_now(&edges->pace) - start;
}

static u64 time_each(struct gpio_i2c_edges *edges)
{
	u64 start = gpio_i2c_now(&edges->pace);

	gpio_i2c_get_scl(&edges->line);
	gpio_i2c_get_sda(&edges->line);
	return gpio_i2c_now(&edges->pace) - start;
}

/* Releasing a line that is released: no edge, and the cost of one. */
static u64 time_release(struct gpio_i2c_edges *edges)
{
	u64 start = gpio_i2c_now(&edges->pace);

	gpio_i2c_set(&edges->line, edges->line.scl, true);
	return gpio_i2c_now(&edges->pace) - start;
}

/* What a release and a sample cost, and whether both lines are better sampled at once. */
static void measure_costs(struct gpio_i2c_edges *edges)
{
	struct cost release, each, both = { .least = U32_MAX };

	release = measure(edges, time_release);
	edges->costs.release = release.least;
	edges->costs.vary = release.varies;
	each = measure(edges, time_each);
	if (edges->line.sda_readable && edges->line.scl_readable)
		both = measure(edges, time_both);
	edges->line.pair = both.least < each.least;
	edges->costs.sample = edges->line.pair ? both.least : each.least / 2;
}

/* ------ a bus, and its transfers ------ */

/**
 * gpio_i2c_edge_init - get to know the lines
 * @edges: the bus; its lines are requested and released
 * @single_master: no other master can be there
 * @readback: writes to the lines are posted
 */
void gpio_i2c_edge_init(struct gpio_i2c_edges *edges, bool single_master, bool readback)
{
	edges->single_master = single_master;
	edges->readback = readback;
	gpio_i2c_pace_init(&edges->pace);
	measure_costs(edges);
	gpio_i2c_edge_restart(edges);
	edges->stopped = true;
}

/**
 * gpio_i2c_edge_plan - choose the intervals for the transfers to come
 * @edges: the bus; unchanged on errors
 * @want: what is asked for; the properties of the clock and the lines are filled in
 *
 * Return: 0, or -EINVAL as of gpio_i2c_plan().
 */
int gpio_i2c_edge_plan(struct gpio_i2c_edges *edges, struct gpio_i2c_want *want)
{
	u64 high_cost = edges->costs.release + 2 * (u64)edges->costs.sample;
	int ret;

	want->tick_hz = gpio_i2c_clock.tick_hz;
	want->jitter_ns = gpio_i2c_clock.jitter_ns;
	want->high_cost_ns = min_t(u64, gpio_i2c_ticks_to_ns(high_cost), U32_MAX);
	ret = gpio_i2c_plan(&edges->plan, want);
	if (ret)
		return ret;
	/* Leave time for the sample, for the way from there to SCL's fall, and a reserve. */
	edges->late_sample = 0;
	if (edges->plan.high > 2 * high_cost)
		edges->late_sample = edges->plan.high - high_cost;
	return 0;
}

/**
 * gpio_i2c_edge_choose - can the fast callbacks drive the lines? set @edges->plain
 * @edges: the bus
 */
void gpio_i2c_edge_choose(struct gpio_i2c_edges *edges)
{
	edges->plain = !edges->careful && !edges->line.set_slowly && !edges->line.pair &&
		       !edges->readback && !edges->line.observed.on && edges->line.sda_readable &&
		       edges->line.scl_readable && static_key_enabled(&gpio_i2c_clock_cycles);
}

/**
 * gpio_i2c_edge_begin - a transfer is about to begin
 * @edges: the bus
 */
void gpio_i2c_edge_begin(struct gpio_i2c_edges *edges)
{
	edges->sample = edges->late_sample;
	edges->careful = edges->costs.vary || has_room(edges);
	gpio_i2c_edge_choose(edges);
	if (edges->line.shared->users > 1)
		edges->high_since = gpio_i2c_now(&edges->pace);
	edges->clocks = (struct gpio_i2c_clocks){ .period_min = U64_MAX };
}

/**
 * gpio_i2c_edge_end - a transfer is over: how fast was it, and do costs vary?
 * @edges: the bus
 * @clocks: how many SCL periods it had
 */
void gpio_i2c_edge_end(struct gpio_i2c_edges *edges, u32 clocks)
{
	edges->clocks.count = clocks;
	edges->clocks.ticks = edges->clocks.last_rose - edges->clocks.first_rose;
	edges->costs.judged_clocks += clocks;
	if (edges->costs.judged_clocks >= JUDGED_CLOCKS)
		set_vary(edges, edges->costs.uneven);
}
