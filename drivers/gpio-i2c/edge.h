/* SPDX-License-Identifier: GPL-2.0-only */
/* Single edges of SDA and SCL, each at its instant. */
#ifndef _GPIO_I2C_EDGE_H
#define _GPIO_I2C_EDGE_H

#include <linux/minmax.h>

#include "wire.h"

bool gpio_i2c_edge_wait_high(struct gpio_i2c_wire *wire);
void gpio_i2c_edge_pause(struct gpio_i2c_wire *wire, u64 start, u64 now);
void gpio_i2c_edge_release(struct gpio_i2c_wire *wire);
bool gpio_i2c_edge_stop(struct gpio_i2c_wire *wire);

/* An access took other than its usual time: learn from it, and allow for it. */
static inline u64 gpio_i2c_edge_unusual(struct gpio_i2c_wire *wire, u32 *usual, u64 begun, s64 took)
{
	s64 more = took - *usual;

	took = max_t(s64, took, 0);
	if (!*usual) {
		*usual = min_t(s64, took, U32_MAX);
		return begun + took;
	}
	wire->noise += min_t(u64, abs(more), *usual);
	if (more > 0)
		*usual += clamp_t(u64, *usual / 8, 1, DIV_ROUND_UP((u32)more, 8));
	else
		*usual = took;
	/* a quarter more is what one edge costs on a chip and the next does not */
	if (more <= gpio_i2c_clock.granule + *usual / 4)
		return begun;
	/* one and a half times is no variation but an interruption */
	return more < *usual / 2 ? begun + more : begun + took + gpio_i2c_clock.granule;
}

/*
 * Drive or release a line once @until has come.
 *
 * Return: the latest instant at which the access can have begun, had it taken
 * the time it usually takes. Intervals between edges are intervals between such
 * instants: what every access costs does not add up. One that took longer was
 * held up, perhaps before its edge, and all that follows waits. Where accesses
 * take any time at all, nothing is certain but that the edge came before the end.
 * @ended is what the specification's minimums start from: the end of the access
 * wherever the period leaves time for that.
 */
static __always_inline u64 gpio_i2c_edge_drive(struct gpio_i2c_wire *wire, struct gpio_desc *desc,
					       u32 *usual, bool high, u64 until, u64 *ended)
{
	u64 begun = gpio_i2c_pace_until(&wire->pace, until);
	s64 took;
	u64 end;

	gpio_i2c_set(&wire->line, desc, high);
	end = gpio_i2c_now(&wire->pace);
	took = end - begun;
	if (unlikely(took != *usual))
		begun = gpio_i2c_edge_unusual(wire, usual, begun, took);
	*ended = begun;
	if (!wire->careful)
		return begun;
	*ended = end + gpio_i2c_clock.granule;
	return wire->noisy ? *ended : begun;
}

static __always_inline void gpio_i2c_edge_sda(struct gpio_i2c_wire *wire, bool high, u64 until)
{
	gpio_i2c_edge_drive(wire, wire->line.sda, &wire->sda_cost[high], high, until,
			    &wire->sda_changed);
}

static __always_inline void gpio_i2c_edge_fall(struct gpio_i2c_wire *wire, u64 until)
{
	wire->fell = gpio_i2c_edge_drive(wire, wire->line.scl, &wire->scl_cost[0], false, until,
					 &wire->low_since);
	if (unlikely(wire->readback && wire->line.scl_readable)) {
		gpio_i2c_get(&wire->line, wire->line.scl);
		wire->low_since = gpio_i2c_now(&wire->pace) + gpio_i2c_clock.granule;
	}
}

static __always_inline u64 gpio_i2c_edge_rise_instant(const struct gpio_i2c_wire *wire)
{
	const struct gpio_i2c_plan *plan = &wire->plan;

	return max3(wire->low_since + plan->low, wire->rose + plan->period,
		    wire->sda_changed + plan->tsu_dat);
}

/* Let go of SCL; it is high if nobody holds it. */
static __always_inline void gpio_i2c_edge_rise(struct gpio_i2c_wire *wire)
{
	wire->rose = gpio_i2c_edge_drive(wire, wire->line.scl, &wire->scl_cost[1], true,
					 gpio_i2c_edge_rise_instant(wire), &wire->high_since);
}

static __always_inline u64 gpio_i2c_edge_fall_instant(const struct gpio_i2c_wire *wire)
{
	const struct gpio_i2c_plan *plan = &wire->plan;

	return max3(wire->rose + plan->high, wire->high_since + plan->thigh,
		    wire->fell + plan->period);
}

#endif /* _GPIO_I2C_EDGE_H */
