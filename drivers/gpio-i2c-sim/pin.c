// SPDX-License-Identifier: GPL-2.0-only
/*
 * An access takes time, and at some point in it, by default at its end, a pin changes or a level
 * is sampled. We wait until that point, make the edge, and wait for the rest of the access.
 */
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/mutex.h>
#include <linux/rbtree.h>	/* 5.10's mutex.h for RT uses it */
#include <linux/string.h>

#include "pin.h"

/* A turn is measured over COUNT_TURNS of them, COUNT_ROUNDS times. */
#define COUNT_TURNS	16384
#define COUNT_ROUNDS	8
#define TURNS_SHIFT	16

struct sim_access sim_access = { .random = 1 };
DEFINE_STATIC_KEY_FALSE(sim_access_costs);

/* turns of spin() in a ns, << TURNS_SHIFT */
static u32 turns_mult __read_mostly;

/* Protects sim_access_costs, which has to agree with sim_access. */
static DEFINE_MUTEX(costs_lock);

void sim_pin_set_cost(unsigned int *cost_ns, unsigned int ns)
{
	mutex_lock(&costs_lock);
	WRITE_ONCE(*cost_ns, ns);
	if (sim_access.ns || sim_access.jitter_ns)
		static_branch_enable(&sim_access_costs);
	else
		static_branch_disable(&sim_access_costs);
	mutex_unlock(&costs_lock);
}

static const char * const edge_at_words[] = {
	[SIM_EDGE_END] = "end", [SIM_EDGE_START] = "start", [SIM_EDGE_RANDOM] = "random",
};

int sim_pin_set_edge_at(const char *word)
{
	int found = sysfs_match_string(edge_at_words, word);

	if (found < 0)
		return found;
	WRITE_ONCE(sim_access.edge_at, found);
	return 0;
}

const char *sim_pin_edge_at(void)
{
	return edge_at_words[READ_ONCE(sim_access.edge_at)];
}

void sim_pin_seed(u32 seed)
{
	WRITE_ONCE(sim_access.random, sim_random_seed(seed));
}

/* Accesses of two CPUs may draw the same number, which does no harm. */
static struct sim_span draw(struct sim_bus *bus)
{
	struct sim_access access = {
		.ns = READ_ONCE(sim_access.ns),
		.jitter_ns = READ_ONCE(sim_access.jitter_ns),
		.edge_at = READ_ONCE(sim_access.edge_at),
		.random = READ_ONCE(sim_access.random),
	};
	struct sim_span span;
	unsigned long flags;
	u32 more_ns = 0;

	if (READ_ONCE(bus->wire.watch) & SIM_WATCH_FAULT) {
		raw_spin_lock_irqsave(&bus->lock, flags);
		more_ns = sim_fault_access_ns(&bus->fault);
		raw_spin_unlock_irqrestore(&bus->lock, flags);
	}
	span = sim_access_draw(&access, more_ns);
	WRITE_ONCE(sim_access.random, access.random);
	return span;
}

void sim_pin_settle(struct sim_bus *bus)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&bus->lock, flags);
	sim_decoder_settle(&bus->wire.decoder);
	raw_spin_unlock_irqrestore(&bus->lock, flags);
}

static noinline void spin(u32 turns)
{
	while (turns--)
		barrier();
}

/* Counts turns and does not read the clock: its steps would make accesses uneven. */
static void spend_ns(u32 ns)
{
	spin(mul_u64_u32_shr(ns, turns_mult, TURNS_SHIFT));
}

void sim_pin_init(void)
{
	u64 least_ns = U64_MAX, ns;
	unsigned long flags;
	int i;

	for (i = 0; i < COUNT_ROUNDS; i++) {
		local_irq_save(flags);
		ns = sim_now_ns();
		spin(COUNT_TURNS);
		ns = sim_now_ns() - ns;
		local_irq_restore(flags);
		least_ns = min(least_ns, ns);
	}
	turns_mult = div64_u64((u64)COUNT_TURNS << TURNS_SHIFT, max_t(u64, least_ns, 1));
}

/* What is due by now comes first; bus->lock is held. */
static void play(struct sim_bus *bus, u64 now_ns)
{
	if (bus->wire.watch & SIM_WATCH_FAULT)
		sim_fault_play(&bus->fault, now_ns);
	if (bus->wire.watch & SIM_WATCH_WAITS)
		sim_wire_play(&bus->wire, now_ns);
}

/* Changes a pin, and tells those who get edges at once; bus->lock is held. */
static void change(struct sim_bus *bus, enum sim_line line, enum sim_pin pin)
{
	struct sim_wire *wire = &bus->wire;
	u64 now_ns = sim_now_ns();

	bus->pin[line] = pin;
	wire->pushed &= ~BIT(line);
	if (pin == SIM_PIN_HIGH)
		wire->pushed |= bus->push_pull & BIT(line);
	play(bus, now_ns);
	sim_wire_drive(wire, line, SIM_MASTER, pin == SIM_PIN_LOW, now_ns);
}

void sim_pin_set(struct sim_bus *bus, enum sim_line line, enum sim_pin pin)
{
	struct sim_span span = draw(bus);
	unsigned long flags;

	spend_ns(span.edge_ns);
	if (READ_ONCE(bus->pin[line]) != pin) {
		raw_spin_lock_irqsave(&bus->lock, flags);
		if (pin == SIM_PIN_HIGH || !sim_pin_quick(bus, line, pin))
			change(bus, line, pin);
		raw_spin_unlock_irqrestore(&bus->lock, flags);
	}
	spend_ns(span.end_ns - span.edge_ns);
}

static int sample(struct sim_bus *bus, enum sim_line line)
{
	struct sim_wire *wire = &bus->wire;
	unsigned long flags;
	int level;

	if (!(READ_ONCE(wire->watch) & (SIM_WATCH_FAULT | SIM_WATCH_WAITS))) {
		if (READ_ONCE(wire->decoder.due))
			sim_pin_settle(bus);
		return READ_ONCE(wire->level) >> line & 1;
	}

	raw_spin_lock_irqsave(&bus->lock, flags);
	play(bus, sim_now_ns());
	level = sim_fault_read_error(&bus->fault) ?: wire->level >> line & 1;
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	return level;
}

int sim_pin_get_slowly(struct sim_bus *bus, enum sim_line line)
{
	struct sim_span span = draw(bus);
	int level;

	spend_ns(span.edge_ns);
	level = sample(bus, line);
	spend_ns(span.end_ns - span.edge_ns);
	return level;
}
