// SPDX-License-Identifier: GPL-2.0-only
#include "edge.h"
#include "limits.h"
#include "recovery.h"
#include "trace.h"

/* UM10204, 3.1.16 */
#define RECOVERY_CLOCKS		9

/**
 * gpio_i2c_recovery_is_idle - are both lines high?
 * @edges: the bus
 *
 * Return: true if they are; a line that cannot be read counts as high.
 */
bool gpio_i2c_recovery_is_idle(struct gpio_i2c_edges *edges)
{
	return gpio_i2c_get_scl(&edges->line) && gpio_i2c_get_sda(&edges->line);
}

static u64 longer_of(const struct gpio_i2c_edges *edges, u32 us)
{
	return max_t(u64, edges->plan.period, gpio_i2c_us_to_ticks(us));
}

/* How much of the time since the last look one look vouches for; more on slow lines. */
static u64 look_gap(const struct gpio_i2c_edges *edges)
{
	return max_t(u64, gpio_i2c_us_to_ticks(LOOK_US), 8 * (u64)edges->costs.sample);
}

/**
 * gpio_i2c_recovery_wait_idle - wait until no other master uses the bus
 * @edges: the bus; both lines are released
 *
 * With other masters, both lines must stay high for an SCL period, the longer of ours and that of
 * Standard-mode: a master that sends pulls SCL low in that time. If one is known to be there,
 * they must stay high for BUS_FREE_US, and for two looks. A look that comes late counts for a
 * part of the time since the last one only.
 *
 * As single master it waits only for SCL, which a target may stretch. If SDA is low then, a
 * target holds it, and waiting does not help.
 *
 * Return: 0, -EBUSY, the error of a line that could not be read, or that of
 * gpio_i2c_pace_interrupted().
 */
int gpio_i2c_recovery_wait_idle(struct gpio_i2c_edges *edges)
{
	u64 quiet = edges->single_master ? 0 : longer_of(edges, OTHER_PERIOD_US);
	u64 start = gpio_i2c_now(&edges->pace), now = start, last, watched = 0;
	u64 gap = look_gap(edges);
	bool was_idle = true, seen_low = false, is_idle, scl;
	int ret;

	for (;;) {
		scl = gpio_i2c_get_scl(&edges->line);
		is_idle = scl && gpio_i2c_get_sda(&edges->line);
		last = now;
		now = gpio_i2c_now(&edges->pace);
		if (unlikely(edges->line.failed))
			return edges->line.failed;
		if (edges->contended)
			quiet = max(longer_of(edges, BUS_FREE_US), 2 * gap);
		watched = was_idle ? watched + min(now - last, max(gap, quiet / LOOKS)) : 0;
		if (is_idle && watched >= quiet)
			return 0;
		if (now - start > edges->pace.timeout)
			return is_idle && !seen_low ? 0 : -EBUSY;
		ret = gpio_i2c_pace_interrupted(&edges->pace);
		if (ret)
			return ret;
		if (!is_idle) {
			if (edges->single_master && scl)
				return -EBUSY;
			seen_low = true;
			edges->sda_changed = now;
			edges->stopped = true;
			edges->contended = !edges->single_master;
		}
		was_idle = is_idle;
		gpio_i2c_pace_pause(&edges->pace, is_idle ? 0 : now - start, PAUSE_US);
	}
}

/**
 * gpio_i2c_recovery_other_master_active - does another master send?
 * @edges: the bus; both lines are released
 *
 * If so, clocks to free a stuck target would spoil its transfer.
 *
 * Return: true if the lines changed within some of its periods.
 */
bool gpio_i2c_recovery_other_master_active(struct gpio_i2c_edges *edges)
{
	u64 until = gpio_i2c_now(&edges->pace) + longer_of(edges, ACTIVITY_US);
	bool scl, sda;

	if (edges->single_master)
		return false;
	scl = gpio_i2c_get_scl(&edges->line);
	sda = gpio_i2c_get_sda(&edges->line);
	while ((s64)(until - gpio_i2c_now(&edges->pace)) > 0) {
		if (gpio_i2c_get_scl(&edges->line) != scl || gpio_i2c_get_sda(&edges->line) != sda)
			return true;
		gpio_i2c_pace_pause(&edges->pace, 0, 0);
	}
	return false;
}

/**
 * gpio_i2c_recovery_free_sda - free SDA from a target that holds it
 * @edges: the bus; both lines are released
 *
 * A target that was left in the middle of a byte waits for clocks to send the
 * rest of it. Each of them is followed by a STOP as soon as SDA lets us: the
 * target then knows that nobody listens (UM10204, 3.1.16).
 *
 * Return: 0 when the bus is idle, -EBUSY when SCL or SDA is still held low.
 */
int gpio_i2c_recovery_free_sda(struct gpio_i2c_edges *edges)
{
	int i, ret;

	if (!gpio_i2c_get_scl(&edges->line))
		return -EBUSY;
	for (i = 0; i < RECOVERY_CLOCKS && !gpio_i2c_recovery_is_idle(edges); i++) {
		gpio_i2c_edge_fall(edges);
		if (!gpio_i2c_edge_clock_high(edges))
			break;
		gpio_i2c_edge_wait_sample(edges);
		if (!gpio_i2c_get_sda(&edges->line))
			continue;
		gpio_i2c_edge_fall(edges);
		if (gpio_i2c_edge_stop_from_low(edges))
			break;
	}
	gpio_i2c_edge_release(edges);
	edges->stopped = true;
	edges->contended = false;
	ret = gpio_i2c_recovery_is_idle(edges) ? 0 : -EBUSY;
	gpio_i2c_observe_flush(&edges->line.observed);
	trace_recovery(edges->line.observed.adapter, ret);
	return ret;
}
