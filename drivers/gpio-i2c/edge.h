/* SPDX-License-Identifier: GPL-2.0-only */
/* Single edges of SDA and SCL, each at its instant. */
#ifndef _GPIO_I2C_EDGE_H
#define _GPIO_I2C_EDGE_H

#include <linux/minmax.h>

#include "wire.h"

int gpio_i2c_edge_interrupted(const struct gpio_i2c_wire *wire);
bool gpio_i2c_edge_scl_is_high(struct gpio_i2c_wire *wire);
bool gpio_i2c_edge_wait_high(struct gpio_i2c_wire *wire);
void gpio_i2c_edge_pause(struct gpio_i2c_wire *wire, u64 waited, u32 most_us);
void gpio_i2c_edge_release(struct gpio_i2c_wire *wire);
bool gpio_i2c_edge_stop(struct gpio_i2c_wire *wire);
void gpio_i2c_edge_restart(struct gpio_i2c_wire *wire);
void gpio_i2c_edge_measure(struct gpio_i2c_wire *wire);
void gpio_i2c_edge_uneven(struct gpio_i2c_wire *wire, struct gpio_i2c_cost *cost, u64 took,
			  u64 end);
void gpio_i2c_edge_judge(struct gpio_i2c_wire *wire);
bool gpio_i2c_edge_has_room(const struct gpio_i2c_wire *wire);

/*
 * Drive or release SCL, if @scl is set, or SDA once @until has come.
 *
 * An edge falls somewhere between the start and the end of its access. Where the accesses
 * of a kind all cost the same, each edge falls at the same place in its access, and the
 * intervals between edges are those between the starts of their accesses: what an access
 * costs adds nothing. Where costs vary, only this is certain: an edge comes no earlier than
 * its access starts and no later than it ends. Intervals then count from the end of the
 * access that opens them to the start of the one that closes them. So does every interval
 * after a single access that cost more than usual, since an interrupt can come before its
 * edge.
 *
 * Return: the instant that SCL periods count from. In @since, the one that the minimum
 * times count from: the end of the access also where the period has room for that. What
 * one kind of access costs more than the cheapest may be time before its edge.
 *
 * @plain is a constant and says that gpio_i2c_wire.plain is set.
 */
static __always_inline u64 gpio_i2c_edge_drive(struct gpio_i2c_wire *wire, bool scl, bool high,
					       u64 until, u64 *since, const bool plain)
{
	struct gpio_i2c_cost *cost = scl ? &wire->scl_cost[high] : &wire->sda_cost[high];
	struct gpio_desc *desc = scl ? wire->line.scl : wire->line.sda;
	u64 shown, begun, end;

	begun = __gpio_i2c_pace_until(&wire->pace, until, &shown, plain);
	if (plain)
		gpiod_set_value(desc, high);
	else
		gpio_i2c_set(&wire->line, desc, high);
	end = plain ? GPIO_I2C_CYCLES() : gpio_i2c_now(&wire->pace);
	/* A start that was not watched is known to a granule only. */
	if (unlikely(end - shown - cost->least > begun - shown + wire->pace.resolution)) {
		gpio_i2c_edge_uneven(wire, cost, end - shown, end);
		*since = end + wire->pace.granule;
		return *since;
	}
	if (plain || !wire->careful) {
		*since = begun + cost->more;
		return begun;
	}
	*since = end + wire->pace.granule;
	return wire->cost_varies ? *since : begun;
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
		if (wire->cost_varies)
			wire->fell = wire->low_since;
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
