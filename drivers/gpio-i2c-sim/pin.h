/* SPDX-License-Identifier: GPL-2.0-only */
/* What the GPIO controller does to a bus: a pin changes, the level of a line is read. */
#ifndef SIM_PIN_H
#define SIM_PIN_H

#include <linux/compiler.h>
#include <linux/jump_label.h>

#include "access.h"
#include "bus.h"

/* What each access to a line costs beyond the simulator's own work. */
extern struct sim_access sim_access;

/* Is that more than 0? A static branch, so that asking costs nothing. */
DECLARE_STATIC_KEY_FALSE(sim_access_costs);

/* Measures the delay loop, as the module is loaded; after sim_clock_init(). */
void sim_pin_init(void);

/* @cost_ns is sim_access's ns or jitter_ns. Sleeps. */
void sim_pin_set_cost(unsigned int *cost_ns, unsigned int ns);

/* Where in an access the edge is, as a word: end, start or random. */
int sim_pin_set_edge_at(const char *word);
const char *sim_pin_edge_at(void);

/* Begins the random numbers of accesses anew: the same for the same seed. */
void sim_pin_seed(u32 seed);

/* The master writes a line; returns when the access is over. */
void sim_pin_set(struct sim_bus *bus, enum sim_line line, enum sim_pin pin);

/* for sim_pin_get(), if sim_pin_is_slow() */
int sim_pin_get_slowly(struct sim_bus *bus, enum sim_line line);

/*
 * The master changes a pin to @pin, input or low, with bus->lock held. False: somebody gets edges
 * at once, nothing was done.
 */
static __always_inline bool sim_pin_quick(struct sim_bus *bus, enum sim_line line,
					  enum sim_pin pin)
{
	if (unlikely(bus->wire.watch & SIM_WATCH_AT_ONCE))
		return false;
	bus->pin[line] = pin;
	if (pin == SIM_PIN_LOW)
		sim_wire_pull(&bus->wire, line);
	else
		sim_wire_release(&bus->wire, line);
	return true;
}

/* Does what is due for a byte. */
void sim_pin_settle(struct sim_bus *bus);

/* An access takes its time, there are faults, or SCL may be held. */
static __always_inline bool sim_pin_is_slow(const struct sim_bus *bus)
{
	return static_branch_unlikely(&sim_access_costs) ||
	       unlikely(READ_ONCE(bus->wire.watch) & (SIM_WATCH_FAULT | SIM_WATCH_WAITS));
}

/* The level of a line, or an error if a fault makes one. */
static __always_inline int sim_pin_get(struct sim_bus *bus, enum sim_line line)
{
	if (sim_pin_is_slow(bus))
		return sim_pin_get_slowly(bus, line);
	if (unlikely(READ_ONCE(bus->wire.decoder.due)))
		sim_pin_settle(bus);
	return READ_ONCE(bus->wire.level) >> line & 1;
}

#endif
