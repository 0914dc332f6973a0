// SPDX-License-Identifier: GPL-2.0-only
#include <linux/ktime.h>

#include "observe.h"
#include "trace.h"

/**
 * gpio_i2c_observe_begin - the lines are about to be used
 * @observed: the lines; what is known of them stays so for as long as the event is on
 * @adapter: the adapter's number
 */
void gpio_i2c_observe_begin(struct gpio_i2c_observed *observed, int adapter)
{
	bool on = trace_edge_enabled();

	if (on && !observed->on)
		*observed = (struct gpio_i2c_observed){ .level = { true, true } };
	observed->on = on;
	observed->adapter = adapter;
}

static void tell(struct gpio_i2c_observed *observed, bool scl)
{
	struct gpio_i2c_held_edge *held = &observed->held[scl];

	if (!held->valid)
		return;
	held->valid = false;
	observed->level[scl] = held->level;
	trace_edge(observed->adapter, scl, held->level, held->seen, held->time_ns);
}

/**
 * gpio_i2c_observe_flush - tell the edges that were held back, in the order of their times
 * @observed: the lines
 */
void gpio_i2c_observe_flush(struct gpio_i2c_observed *observed)
{
	const struct gpio_i2c_held_edge *held = observed->held;
	bool scl_first = held[1].valid && held[1].time_ns < held[0].time_ns;

	tell(observed, scl_first);
	tell(observed, !scl_first);
}

/* Keep an edge, and tell what was kept of that line before. */
static void hold(struct gpio_i2c_observed *observed, bool scl, struct gpio_i2c_held_edge edge)
{
	if (observed->held[scl].valid)
		gpio_i2c_observe_flush(observed);
	observed->held[scl] = edge;
}

/**
 * gpio_i2c_observe_drive - a line was driven just now
 * @observed: the lines
 * @scl: it was SCL, else SDA
 * @high: it was let go, else driven low
 */
void gpio_i2c_observe_drive(struct gpio_i2c_observed *observed, bool scl, bool high)
{
	u64 now_ns = ktime_get_mono_fast_ns();

	if (high) {
		if (!observed->level[scl])
			hold(observed, scl, (struct gpio_i2c_held_edge){
				.time_ns = now_ns, .valid = true, .level = true });
		return;
	}
	gpio_i2c_observe_flush(observed);
	if (observed->level[scl])
		trace_edge(observed->adapter, scl, false, false, now_ns);
	observed->level[scl] = false;
}

/**
 * gpio_i2c_observe_look - a line was sampled just now
 * @observed: the lines
 * @scl: it was SCL, else SDA
 * @high: its level
 */
void gpio_i2c_observe_look(struct gpio_i2c_observed *observed, bool scl, bool high)
{
	struct gpio_i2c_held_edge *held = &observed->held[scl];

	if (held->valid && !held->certain) {
		held->certain = true;
		held->valid = high;
		observed->level[scl] = high;
		return;
	}
	if (high == observed->level[scl])
		return;
	hold(observed, scl, (struct gpio_i2c_held_edge){
		.time_ns = ktime_get_mono_fast_ns(), .valid = true, .level = high, .seen = true,
		.certain = true });
	observed->level[scl] = high;
}
