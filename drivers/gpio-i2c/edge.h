/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * When each edge happens. All instants, and the rule for what accesses cost, are in this
 * file and edge.c. One SCL period with a bit of data, and what separates its edges:
 *
 *	          fell             rose                 fell
 *	SCL   ~~~~~\_______________/~~~~~~~~~~~~~~~~~~~~~\____
 *	           |<---- low ---->|<------- high ------>|
 *	           |<------------- period -------------->|
 *	SDA   ============X========================================
 *	            thd_dat|tsu_dat|     sample ^
 *
 * SCL rises  at the latest of low_since + low, rose + period, sda_changed + tsu_dat
 * SCL falls  at the latest of high_since + thigh, rose + high, fell + period
 * SDA        changes at low_since + thd_dat, is sampled at rose + sample
 * START      high_since + tsu_sta, after a STOP sda_changed + tbuf too; SCL falls thd_sta later
 * STOP       high_since + tsu_sto; released SDA is high trise later
 *
 * An edge happens somewhere between the start and the end of the access that makes it.
 *  - If all accesses of a kind cost the same, so does the part before the edge: intervals count
 *    from start to start of their accesses, and the cost adds nothing. This part may be longer
 *    for one kind than for another: cost.more.
 *  - If costs vary, and after a single access that took longer than usual (an interrupt), the
 *    edge can be anywhere between start and end. Minimum times then count from the end of one
 *    access to the start of the next.
 * Periods count from fell and rose, minimum times from low_since and high_since. The minimums
 * are those of UM10204, table 10; timing.c makes the plan.
 */
#ifndef _GPIO_I2C_EDGE_H
#define _GPIO_I2C_EDGE_H

#include <linux/minmax.h>

#include "line.h"
#include "pace.h"
#include "timing.h"

/**
 * struct gpio_i2c_cost - what an access of one kind costs
 * @least: the least that was seen, in ticks; 0 before that
 * @more: by how much @least exceeds that of the cheapest kind
 */
struct gpio_i2c_cost {
	u32 least;
	u32 more;
};

/**
 * struct gpio_i2c_costs - what is known of accesses to the lines
 * @sda: driving SDA low [0], releasing it [1]
 * @scl: the same for SCL
 * @release: the least that releasing a line took when the bus was made
 * @sample: the same for sampling
 * @vary: accesses of a kind do not cost the same: all that is known of an edge is that it came
 *	before its access ended
 * @uneven: one cost more or less than its kind in the last @judged_clocks, interrupts apart
 * @uneven_at: when the last one did, interrupts included, in ticks
 * @judged_clocks: SCL periods since it was decided whether costs vary
 */
struct gpio_i2c_costs {
	struct gpio_i2c_cost sda[2];
	struct gpio_i2c_cost scl[2];
	u32 release;
	u32 sample;
	bool vary;
	bool uneven;
	u64 uneven_at;
	u32 judged_clocks;
};

/**
 * struct gpio_i2c_clocks - what SCL did in a transfer
 * @count: periods that were measured, set at the end
 * @ticks: how long they took, set at the end
 * @first_rose: when SCL rose for the first time
 * @last_rose: when it rose for the bit before; 0 before that
 * @period_min: the shortest period, in ticks
 * @period_max: the longest one, in ticks
 * @stretches: how often SCL stayed low after its release
 * @stretch_max: the longest of these times, in ticks
 */
struct gpio_i2c_clocks {
	u32 count;
	u64 ticks;
	u64 first_rose;
	u64 last_rose;
	u64 period_min;
	u64 period_max;
	u32 stretches;
	u64 stretch_max;
};

/**
 * struct gpio_i2c_edges - the edges of SDA and SCL on one bus
 * @line: the lines
 * @pace: how waits are done
 * @plan: the intervals between edges
 * @sample: ticks from SCL's rise until SDA is sampled; 0: at once
 * @late_sample: @sample as a transfer begins
 * @careful: minimum times count from the end of an access: the period has room for that, or
 *	@costs.vary demands it
 * @plain: accesses do not sleep, both lines can be read, one at a time, a counter of the CPU is
 *	the clock, and none of @careful, @readback and the trace event "edge" is set
 * @readback: read SCL after each fall, for chips that post their writes
 * @single_master: no other master can be there: do not look for one
 * @stopped: the last condition on the bus was a STOP
 * @contended: another master had the bus after our last STOP
 * @fell: when SCL fell, in ticks: its periods count from there
 * @low_since: since when it counts as low: the minimum times count from there
 * @rose: when SCL rose, as @fell
 * @high_since: since when it counts as high, as @low_since
 * @sda_changed: since when SDA counts as changed
 * @costs: what accesses cost
 * @clocks: what SCL did in this transfer
 *
 * The adapter's bus lock protects all of it but @pace.gone.
 */
struct gpio_i2c_edges {
	struct gpio_i2c_line line;
	struct gpio_i2c_pace pace;
	struct gpio_i2c_plan plan;
	u32 sample;
	u32 late_sample;
	bool careful;
	bool plain;
	bool readback;
	bool single_master;
	bool stopped;
	bool contended;
	u64 fell;
	u64 low_since;
	u64 rose;
	u64 high_since;
	u64 sda_changed;
	struct gpio_i2c_costs costs;
	struct gpio_i2c_clocks clocks;
};

void gpio_i2c_edge_init(struct gpio_i2c_edges *edges, bool single_master, bool readback);
int gpio_i2c_edge_plan(struct gpio_i2c_edges *edges, struct gpio_i2c_want *want);
void gpio_i2c_edge_restart(struct gpio_i2c_edges *edges);
void gpio_i2c_edge_begin(struct gpio_i2c_edges *edges);
void gpio_i2c_edge_choose(struct gpio_i2c_edges *edges);
void gpio_i2c_edge_end(struct gpio_i2c_edges *edges, u32 clocks);
bool gpio_i2c_edge_scl_is_high(struct gpio_i2c_edges *edges);
bool gpio_i2c_edge_get_both(struct gpio_i2c_edges *edges, bool *sda);
bool gpio_i2c_edge_wait_high(struct gpio_i2c_edges *edges);
bool gpio_i2c_edge_clock_high(struct gpio_i2c_edges *edges);
void gpio_i2c_edge_settle(struct gpio_i2c_edges *edges, u64 released);
void gpio_i2c_edge_release(struct gpio_i2c_edges *edges);
void gpio_i2c_edge_start(struct gpio_i2c_edges *edges);
void gpio_i2c_edge_stop(struct gpio_i2c_edges *edges);
bool gpio_i2c_edge_stop_from_low(struct gpio_i2c_edges *edges);
void gpio_i2c_edge_uneven(struct gpio_i2c_edges *edges, struct gpio_i2c_cost *cost, u64 took,
			  u64 end);
void gpio_i2c_edge_note_extreme(struct gpio_i2c_edges *edges, u64 period);
void gpio_i2c_edge_sample_earlier(struct gpio_i2c_edges *edges, u64 late);

/*
 * Wait for @until, then drive or release SCL, if @scl is set, or SDA.
 *
 * Return: the instant that SCL periods count from. @since gets the one that minimum times count
 * from.
 *
 * @plain is a constant and says that gpio_i2c_edges.plain is set.
 */
static __always_inline u64 gpio_i2c_edge_drive(struct gpio_i2c_edges *edges, bool scl, bool high,
					       u64 until, u64 *since, const bool plain)
{
	struct gpio_i2c_cost *cost = scl ? &edges->costs.scl[high] : &edges->costs.sda[high];
	struct gpio_desc *desc = scl ? edges->line.scl : edges->line.sda;
	u64 shown, begun, end;

	begun = __gpio_i2c_pace_until(&edges->pace, until, &shown, plain);
	if (plain)
		gpiod_set_value(desc, high);
	else
		__gpio_i2c_set(&edges->line, desc, high);
	end = plain ? GPIO_I2C_CYCLES() : gpio_i2c_now(&edges->pace);
	if (!plain && unlikely(edges->line.observed.on))
		gpio_i2c_observe_drive(&edges->line.observed, scl, high);
	/* uneven: off by more than is unknown of the start, begun - shown */
	if (unlikely(end - shown - cost->least > begun - shown + edges->pace.resolution)) {
		gpio_i2c_edge_uneven(edges, cost, end - shown, end);
		*since = end + edges->pace.granule;
		return *since;
	}
	if (plain || !edges->careful) {
		*since = begun + cost->more;
		return begun;
	}
	*since = end + edges->pace.granule;
	return edges->costs.vary ? *since : begun;
}

/* SCL is low: SDA changes. */
static __always_inline void __gpio_i2c_edge_sda(struct gpio_i2c_edges *edges, bool high,
						const bool plain)
{
	gpio_i2c_edge_drive(edges, false, high, edges->low_since + edges->plan.thd_dat,
			    &edges->sda_changed, plain);
}

static __always_inline void gpio_i2c_edge_fall_at(struct gpio_i2c_edges *edges, u64 until,
						  const bool plain)
{
	edges->fell = gpio_i2c_edge_drive(edges, true, false, until, &edges->low_since, plain);
	if (!plain && unlikely(edges->readback && edges->line.scl_readable)) {
		gpio_i2c_get(&edges->line, edges->line.scl);
		edges->low_since = gpio_i2c_now(&edges->pace) + edges->pace.granule;
		if (edges->costs.vary)
			edges->fell = edges->low_since;
	}
}

/* Release SCL: it rises unless somebody holds it low. */
static __always_inline void __gpio_i2c_edge_rise(struct gpio_i2c_edges *edges, const bool plain)
{
	const struct gpio_i2c_plan *plan = &edges->plan;
	u64 until = max3(edges->low_since + plan->low, edges->rose + plan->period,
			 edges->sda_changed + plan->tsu_dat);

	edges->rose = gpio_i2c_edge_drive(edges, true, true, until, &edges->high_since, plain);
}

/*
 * SCL falls. The high phase is as long as planned; with @plain it may be as short as thigh, to
 * make up for a low phase that took longer.
 *
 * Return: the instant at which SCL should fall.
 */
static __always_inline u64 __gpio_i2c_edge_fall(struct gpio_i2c_edges *edges, const bool plain)
{
	const struct gpio_i2c_plan *plan = &edges->plan;
	u64 until = edges->high_since + plan->thigh;

	if (!plain)
		until = max(until, edges->rose + plan->high);
	until = max(until, edges->fell + plan->period);
	gpio_i2c_edge_fall_at(edges, until, plain);
	return until;
}

static inline void gpio_i2c_edge_sda(struct gpio_i2c_edges *edges, bool high)
{
	__gpio_i2c_edge_sda(edges, high, false);
}

static inline void gpio_i2c_edge_rise(struct gpio_i2c_edges *edges)
{
	__gpio_i2c_edge_rise(edges, false);
}

static inline void gpio_i2c_edge_fall(struct gpio_i2c_edges *edges)
{
	__gpio_i2c_edge_fall(edges, false);
}

/* Sample what a target sends late in the high phase. */
static __always_inline void gpio_i2c_edge_wait_sample(struct gpio_i2c_edges *edges)
{
	if (edges->sample)
		gpio_i2c_pace_until(&edges->pace, edges->rose + edges->sample);
}

/* A bit is over: note how long its period was. */
static __always_inline void gpio_i2c_edge_note_period(struct gpio_i2c_edges *edges)
{
	struct gpio_i2c_clocks *clocks = &edges->clocks;
	u64 period = edges->rose - clocks->last_rose;

	if (unlikely(period < clocks->period_min || period > clocks->period_max))
		gpio_i2c_edge_note_extreme(edges, period);
	clocks->last_rose = edges->rose;
}

/* SCL should fall at @instant. If it fell later, sample SDA earlier from now on. */
static __always_inline void gpio_i2c_edge_note_late(struct gpio_i2c_edges *edges, u64 instant)
{
	u64 usual;

	if (!edges->sample)
		return;
	usual = edges->costs.vary ? edges->costs.scl[0].least : 0;
	if (unlikely(edges->fell - instant > usual + 2 * edges->pace.granule))
		gpio_i2c_edge_sample_earlier(edges, edges->fell - instant);
}

#endif /* _GPIO_I2C_EDGE_H */
