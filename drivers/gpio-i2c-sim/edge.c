// SPDX-License-Identifier: GPL-2.0-only
/*
 * The usual way of an edge, from gpiolib to the targets. All of it is a cost that the
 * lines seem to have, so it is compiled into one piece with the lock included, and
 * calls functions only for what comes once a byte or less.
 */
#include "chip.h"
#include "edge.h"
#include "pin.h"

notrace __attribute__((__flatten__))
int sim_direction_input(struct gpio_chip *gc, unsigned int offset)
{
	struct sim_bus *bus = sim_chip_bus(gc, offset);
	enum sim_line line = offset % SIM_LINES;
	unsigned long flags;

	if (sim_pin_is_slow(bus)) {
		sim_pin_set(bus, line, SIM_PIN_INPUT);
		return 0;
	}
	if (READ_ONCE(bus->pin[line]) == SIM_PIN_INPUT)
		return 0;
	raw_spin_lock_irqsave(&bus->lock, flags);
	if (unlikely(bus->wire.watch & SIM_WATCH_AT_ONCE)) {
		sim_pin_change(bus, line, SIM_PIN_INPUT);
	} else if (line == SIM_SCL) {
		bus->pin[SIM_SCL] = SIM_PIN_INPUT;
		sim_wire_release(&bus->wire, SIM_SCL);
	} else {
		bus->pin[SIM_SDA] = SIM_PIN_INPUT;
		sim_wire_release(&bus->wire, SIM_SDA);
	}
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	return 0;
}

notrace __attribute__((__flatten__))
int sim_direction_output(struct gpio_chip *gc, unsigned int offset, int value)
{
	struct sim_bus *bus = sim_chip_bus(gc, offset);
	enum sim_line line = offset % SIM_LINES;
	unsigned long flags;

	if (unlikely(value) || sim_pin_is_slow(bus)) {
		sim_pin_set(bus, line, value ? SIM_PIN_HIGH : SIM_PIN_LOW);
		return 0;
	}
	if (READ_ONCE(bus->pin[line]) == SIM_PIN_LOW)
		return 0;
	raw_spin_lock_irqsave(&bus->lock, flags);
	if (unlikely(bus->wire.watch & SIM_WATCH_AT_ONCE)) {
		sim_pin_change(bus, line, SIM_PIN_LOW);
	} else if (line == SIM_SCL) {
		bus->pin[SIM_SCL] = SIM_PIN_LOW;
		sim_wire_pull(&bus->wire, SIM_SCL);
	} else {
		bus->pin[SIM_SDA] = SIM_PIN_LOW;
		sim_wire_pull(&bus->wire, SIM_SDA);
	}
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	return 0;
}
