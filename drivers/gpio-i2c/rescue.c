// SPDX-License-Identifier: GPL-2.0-only
#include "edge.h"
#include "rescue.h"

/* UM10204, 3.1.16 */
#define RECOVERY_CLOCKS		9
#define BUS_FREE_US		50
#define OTHER_PERIOD_US		10
/* Looks at the lines that are no farther apart miss no low phase of Standard-mode. */
#define LOOK_US			2
/* One of so many looks, far apart, finds a line low that a master sends with. */
#define LOOKS			16
#define ACTIVITY_US		500

/**
 * gpio_i2c_rescue_is_idle - are both lines high?
 * @wire: the wire
 *
 * Return: true if they are; a line that cannot be read counts as high.
 */
bool gpio_i2c_rescue_is_idle(struct gpio_i2c_wire *wire)
{
	return gpio_i2c_get_scl(&wire->line) && gpio_i2c_get_sda(&wire->line);
}

static u64 longer_of(const struct gpio_i2c_wire *wire, u32 us)
{
	return max_t(u64, wire->plan.period, gpio_i2c_us_to_ticks(us));
}

/* What a look says of the time since the last one, at most; a slow line needs more. */
static u64 look_gap(const struct gpio_i2c_wire *wire)
{
	return max_t(u64, gpio_i2c_us_to_ticks(LOOK_US), 8 * (u64)wire->sample_cost);
}

/**
 * gpio_i2c_rescue_wait_idle - wait until no other master uses the bus
 * @wire: the wire; both lines are released
 *
 * Where other masters can be, both lines must stay high for an SCL period, ours
 * or that of Standard-mode: one that sends pulls SCL low in that time. If one is
 * known to be there, for as long as SMBus says (3.0, 4.2: 50 us), and for some
 * looks where a look takes long. A look that comes late says little of the time
 * since the last one, so lines that became slower than they were take more looks.
 * Waits up to the time-out.
 *
 * Return: 0, -EBUSY, or the error of a line that could not be read.
 */
int gpio_i2c_rescue_wait_idle(struct gpio_i2c_wire *wire)
{
	u64 quiet = wire->single_master ? 0 : longer_of(wire, OTHER_PERIOD_US);
	u64 start = gpio_i2c_now(&wire->pace), now = start, last, watched = 0;
	u64 gap = look_gap(wire);
	bool was_idle = true, seen_low = false, is_idle;

	for (;;) {
		is_idle = gpio_i2c_rescue_is_idle(wire);
		last = now;
		now = gpio_i2c_now(&wire->pace);
		if (unlikely(wire->line.failed))
			return wire->line.failed;
		if (wire->contended)
			quiet = max(longer_of(wire, BUS_FREE_US), 2 * gap);
		watched = was_idle ? watched + min(now - last, max(gap, quiet / LOOKS)) : 0;
		if (is_idle && watched >= quiet)
			return 0;
		if (now - start > wire->timeout)
			return is_idle && !seen_low ? 0 : -EBUSY;
		if (!is_idle) {
			if (wire->single_master || gpio_i2c_wire_is_cut(wire))
				return -EBUSY;
			seen_low = true;
			wire->sda_changed = now;
			wire->stopped = true;
			wire->contended = true;
		}
		was_idle = is_idle;
		gpio_i2c_edge_pause(wire, is_idle ? now : start, now);
	}
}

/**
 * gpio_i2c_rescue_is_used - does another master send?
 * @wire: the wire; both lines are released
 *
 * Clocks for a target that is stuck would spoil what the other master sends.
 *
 * Return: true if the lines changed within some of its periods.
 */
bool gpio_i2c_rescue_is_used(struct gpio_i2c_wire *wire)
{
	u64 until = gpio_i2c_now(&wire->pace) + longer_of(wire, ACTIVITY_US);
	bool scl, sda;

	if (wire->single_master)
		return false;
	scl = gpio_i2c_get_scl(&wire->line);
	sda = gpio_i2c_get_sda(&wire->line);
	while ((s64)(until - gpio_i2c_now(&wire->pace)) > 0) {
		if (gpio_i2c_get_scl(&wire->line) != scl || gpio_i2c_get_sda(&wire->line) != sda)
			return true;
		gpio_i2c_edge_pause(wire, until, until);
	}
	return false;
}

/**
 * gpio_i2c_rescue_recover - free SDA from a target that holds it
 * @wire: the wire; both lines are released
 *
 * A target that was left in the middle of a byte waits for clocks to send the
 * rest of it. Each of them is followed by a STOP as soon as SDA lets us: the
 * target then knows that nobody listens (UM10204, 3.1.16).
 *
 * Return: 0 when the bus is idle, -EBUSY when SCL or SDA is still held low.
 */
int gpio_i2c_rescue_recover(struct gpio_i2c_wire *wire)
{
	int i;

	if (!gpio_i2c_get_scl(&wire->line))
		return -EBUSY;
	for (i = 0; i < RECOVERY_CLOCKS && !gpio_i2c_rescue_is_idle(wire); i++) {
		gpio_i2c_edge_fall(wire, gpio_i2c_edge_fall_instant(wire));
		gpio_i2c_edge_rise(wire);
		if (!gpio_i2c_get_scl(&wire->line) && !gpio_i2c_edge_wait_high(wire))
			break;
		gpio_i2c_pace_until(&wire->pace, wire->rose + wire->sample);
		if (!gpio_i2c_get_sda(&wire->line))
			continue;
		gpio_i2c_edge_fall(wire, gpio_i2c_edge_fall_instant(wire));
		if (gpio_i2c_edge_stop(wire))
			break;
	}
	gpio_i2c_edge_release(wire);
	wire->stopped = true;
	wire->contended = false;
	return gpio_i2c_rescue_is_idle(wire) ? 0 : -EBUSY;
}
