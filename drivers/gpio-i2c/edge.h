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
void gpio_i2c_edge_measure(struct gpio_i2c_wire *wire);
void gpio_i2c_edge_note_noise(struct gpio_i2c_wire *wire, u32 edges);

/* An access took other than its usual time: learn from it, and allow for it. */
static inline u64 gpio_i2c_edge_unusual(struct gpio_i2c_wire *wire, u64 *usual, u64 begun, s64 took)
{
	u64 more, granule = wire->pace.granule;

	took = max_t(s64, took, 0);
	if (!*usual) {
		*usual = took;
		return begun + took;
	}
	if (took < *usual) {
		wire->noise += *usual - took;
		*usual = took;
		return begun;
	}
	more = took - *usual;
	wire->noise += min(more, *usual);
	*usual += clamp_t(u64, *usual / 8, 1, (more + 7) / 8);
	/* a quarter more is what one edge costs on a chip and the next does not */
	if (more <= granule + *usual / 4)
		return begun;
	/* twice as much is no variation but an interruption */
	return begun + (more < *usual ? more : took) + granule;
}

/*
 * Drive or release SCL, if @scl is set, or SDA once @until has come.
 *
 * Return: the latest instant at which the access can have begun, had it taken
 * the time it usually takes. Intervals between edges are intervals between such
 * instants: what every access costs does not add up. One that took longer was
 * held up, perhaps before its edge, and all that follows waits. Where accesses
 * take any time at all, nothing is certain but that the edge came before the end.
 * @ended is what the specification's minimums start from: the end of the access
 * wherever the period leaves time for that. @plain, a constant, says that
 * gpio_i2c_wire.plain is set.
 */
static __always_inline u64 gpio_i2c_edge_drive(struct gpio_i2c_wire *wire, bool scl, bool high,
					       u64 until, u64 *ended, const bool plain)
{
	u64 *usual = scl ? &wire->scl_cost[high] : &wire->sda_cost[high];
	u64 begun = __gpio_i2c_pace_until(&wire->pace, until, plain);
	struct gpio_desc *desc = scl ? wire->line.scl : wire->line.sda;
	u64 end, took;

	if (plain)
		gpiod_set_value(desc, high);
	else
		gpio_i2c_set(&wire->line, desc, high);
	end = plain ? GPIO_I2C_CYCLES() : gpio_i2c_now(&wire->pace);
	took = end - begun;
	if (unlikely(took - *usual > wire->pace.granule))
		begun = gpio_i2c_edge_unusual(wire, usual, begun, took);
	*ended = begun;
	if (plain || !wire->careful)
		return begun;
	*ended = end + wire->pace.granule;
	return wire->noisy ? *ended : begun;
}

static __always_inline void __gpio_i2c_edge_sda(struct gpio_i2c_wire *wire, bool high, u64 until,
						const bool plain)
{
	gpio_i2c_edge_drive(wire, false, high, until, &wire->sda_changed, plain);
}

static __always_inline void __gpio_i2c_edge_fall(struct gpio_i2c_wire *wire, u64 until,
						 const bool plain)
{
	wire->fell = gpio_i2c_edge_drive(wire, true, false, until, &wire->low_since, plain);
	if (!plain && unlikely(wire->readback && wire->line.scl_readable)) {
		gpio_i2c_get(&wire->line, wire->line.scl);
		wire->low_since = gpio_i2c_now(&wire->pace) + wire->pace.granule;
	}
}

/* Let go of SCL; it is high if nobody holds it. */
static __always_inline void __gpio_i2c_edge_rise(struct gpio_i2c_wire *wire, const bool plain)
{
	const struct gpio_i2c_plan *plan = &wire->plan;
	u64 until = max3(wire->low_since + plan->low, wire->rose + plan->period,
			 wire->sda_changed + plan->tsu_dat);

	wire->rose = gpio_i2c_edge_drive(wire, true, true, until, &wire->high_since, plain);
}

/*
 * The high phase is as long as planned; on a fast bus, where plans are hard to keep,
 * it makes up for a low phase that took longer.
 */
static __always_inline u64 __gpio_i2c_edge_fall_instant(const struct gpio_i2c_wire *wire,
							const bool plain)
{
	const struct gpio_i2c_plan *plan = &wire->plan;
	u64 least = wire->high_since + plan->thigh;

	if (!plain)
		least = max(least, wire->rose + plan->high);
	return max(least, wire->fell + plan->period);
}

static inline void gpio_i2c_edge_sda(struct gpio_i2c_wire *wire, bool high, u64 until)
{
	__gpio_i2c_edge_sda(wire, high, until, false);
}

static inline void gpio_i2c_edge_fall(struct gpio_i2c_wire *wire, u64 until)
{
	__gpio_i2c_edge_fall(wire, until, false);
}

static inline void gpio_i2c_edge_rise(struct gpio_i2c_wire *wire)
{
	__gpio_i2c_edge_rise(wire, false);
}

static inline u64 gpio_i2c_edge_fall_instant(const struct gpio_i2c_wire *wire)
{
	return __gpio_i2c_edge_fall_instant(wire, false);
}

#endif /* _GPIO_I2C_EDGE_H */
