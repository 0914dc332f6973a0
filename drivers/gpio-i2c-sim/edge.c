// SPDX-License-Identifier: GPL-2.0-only
/*
 * The usual way of an edge, from gpiolib to the targets. All of it is a cost that the
 * lines seem to have, so it is compiled into one piece with the lock included, and
 * calls functions only for what comes once a byte or less.
 */
#include "chip.h"
#include "edge.h"
#include "pin.h"

/*
 * The master changes a pin to @pin, input or low. False: somebody wants to know at once,
 * nothing was done.
 */
static __always_inline bool quick_edge(struct sim_bus *bus, enum sim_line line,
				       enum sim_pin pin)
{
	unsigned long flags;
	bool quick;

	if (static_branch_unlikely(&sim_access_costs))
		return false;
	raw_spin_lock_irqsave(&bus->lock, flags);
	quick = sim_pin_quick(bus, line, pin);
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	return quick;
}

notrace __attribute__((__flatten__))
int sim_direction_input(struct gpio_chip *gc, unsigned int offset)
{
	struct sim_bus *bus = sim_chip_bus(gc, offset);
	bool quick;

	if (offset % SIM_LINES == SIM_SCL)
		quick = quick_edge(bus, SIM_SCL, SIM_PIN_INPUT);
	else
		quick = quick_edge(bus, SIM_SDA, SIM_PIN_INPUT);
	if (unlikely(!quick))
		sim_pin_set(bus, offset % SIM_LINES, SIM_PIN_INPUT);
	return 0;
}

notrace __attribute__((__flatten__))
int sim_direction_output(struct gpio_chip *gc, unsigned int offset, int value)
{
	struct sim_bus *bus = sim_chip_bus(gc, offset);
	bool quick = false;

	if (unlikely(value))
		sim_pin_set(bus, offset % SIM_LINES, SIM_PIN_HIGH);
	else if (offset % SIM_LINES == SIM_SCL)
		quick = quick_edge(bus, SIM_SCL, SIM_PIN_LOW);
	else
		quick = quick_edge(bus, SIM_SDA, SIM_PIN_LOW);
	if (unlikely(!quick && !value))
		sim_pin_set(bus, offset % SIM_LINES, SIM_PIN_LOW);
	return 0;
}
