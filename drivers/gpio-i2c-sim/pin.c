// SPDX-License-Identifier: GPL-2.0-only
/*
 * An access first takes its time (access_ns) and then takes place: a pin has its
 * new level, and a level is sampled, at the end of the access, so that a level
 * that was set is on the wire when the call returns.
 */
#include <linux/kernel.h>
#include <linux/processor.h>

#include "pin.h"

unsigned int sim_access_ns;
DEFINE_STATIC_KEY_FALSE(sim_access_costs);

void sim_pin_set_access_ns(unsigned int cost_ns)
{
	WRITE_ONCE(sim_access_ns, cost_ns);
	if (cost_ns)
		static_branch_enable(&sim_access_costs);
	else
		static_branch_disable(&sim_access_costs);
}

static void spend_ns(struct sim_bus *bus)
{
	u32 cost_ns = READ_ONCE(sim_access_ns);
	unsigned long flags;
	u64 start_ns;

	if (READ_ONCE(bus->wire.watch) & SIM_WATCH_FAULT) {
		raw_spin_lock_irqsave(&bus->lock, flags);
		cost_ns += sim_fault_access_ns(&bus->wire);
		raw_spin_unlock_irqrestore(&bus->lock, flags);
	}
	if (!cost_ns)
		return;
	start_ns = sim_now_ns();
	while (sim_now_ns() - start_ns < cost_ns)
		cpu_relax();
}

void sim_pin_change(struct sim_bus *bus, enum sim_line line, enum sim_pin pin)
{
	struct sim_wire *wire = &bus->wire;
	u64 now_ns = sim_now_ns();

	bus->pin[line] = pin;
	wire->pushed &= ~BIT(line);
	if (pin == SIM_PIN_HIGH)
		wire->pushed |= bus->push_pull & BIT(line);
	if (wire->watch & SIM_WATCH_FAULT)
		sim_fault_play(wire, now_ns);
	sim_wire_drive(wire, line, SIM_MASTER, pin == SIM_PIN_LOW, now_ns);
}

void sim_pin_set(struct sim_bus *bus, enum sim_line line, enum sim_pin pin)
{
	unsigned long flags;

	spend_ns(bus);
	if (READ_ONCE(bus->pin[line]) == pin)
		return;
	raw_spin_lock_irqsave(&bus->lock, flags);
	sim_pin_change(bus, line, pin);
	raw_spin_unlock_irqrestore(&bus->lock, flags);
}

int sim_pin_get_slowly(struct sim_bus *bus, enum sim_line line)
{
	struct sim_wire *wire = &bus->wire;
	unsigned long flags;
	int level;

	spend_ns(bus);
	if (!(READ_ONCE(wire->watch) & SIM_WATCH_FAULT))
		return READ_ONCE(wire->level) >> line & 1;

	raw_spin_lock_irqsave(&bus->lock, flags);
	sim_fault_play(wire, sim_now_ns());
	level = sim_fault_read_error(wire) ?: wire->level >> line & 1;
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	return level;
}
