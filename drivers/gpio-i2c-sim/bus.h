/* SPDX-License-Identifier: GPL-2.0-only */
/* One simulated bus: a wire, the targets on it, and what the GPIO side of it does. */
#ifndef SIM_BUS_H
#define SIM_BUS_H

#include <linux/spinlock.h>

#include "ds1307.h"
#include "eeprom.h"
#include "fault.h"
#include "lm75.h"
#include "regfile.h"
#include "wire.h"

/* What the GPIO controller does to a line. */
enum sim_pin { SIM_PIN_INPUT, SIM_PIN_LOW, SIM_PIN_HIGH };

struct sim_bus {
	/*
	 * Protects wire and fault with all in them, the targets, and changes of pin and
	 * push_pull: lines are accessed by several CPUs and in any context, and
	 * the debugfs files read what the accesses write. Raw, as the lines
	 * don't sleep on a PREEMPT_RT kernel either.
	 */
	raw_spinlock_t lock;
	u8 pin[SIM_LINES];	/* enum sim_pin */
	u8 push_pull;		/* lines so configured, SIM_LEVEL_* */
	struct sim_wire wire;
	struct sim_fault fault;
	int id;
	struct dentry *debugfs;
	unsigned int waiting;	/* targets that may call sim_decoder_ask() */
	u32 write_cycle_ns;	/* of its EEPROMs */

	struct sim_eeprom small_eeprom, large_eeprom;
	struct sim_lm75 lm75;
	struct sim_ds1307 ds1307;
	struct sim_regfile regfile, regfile10;
	u8 small_data[256], large_data[32768];
};

/* With the chips that every bus has, or without. */
struct sim_bus *sim_bus_create(bool chips);
void sim_bus_destroy(struct sim_bus *bus);

/* How long the EEPROMs on it, and those to come, write a page. */
void sim_bus_set_write_cycle(struct sim_bus *bus, u32 ns);

/* Returns as sim_decoder_attach() does. */
int sim_bus_attach(struct sim_bus *bus, struct sim_target *target);

/* When it returns, nobody uses the target. */
void sim_bus_detach(struct sim_bus *bus, struct sim_target *target);

#endif
