// SPDX-License-Identifier: GPL-2.0-only
/*
 * All of this runs between two accesses of the master and so is a cost that its
 * lines seem to have: nothing here is done twice, and what changes no level ends
 * at once. The targets' answer to a falling SCL has the time of that edge.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "wire.h"

void sim_wire_init(struct sim_wire *wire)
{
	memset(wire, 0, sizeof(*wire));
	wire->level = SIM_LEVEL_SDA | SIM_LEVEL_SCL;
	wire->watch = SIM_WATCH_REFEREE;
	sim_referee_limit(&wire->referee, 0);
}

static void record_edge(struct sim_wire *wire, enum sim_line line, enum sim_driver driver,
			u64 now_ns)
{
	bool sda = wire->level & SIM_LEVEL_SDA, scl = wire->level & SIM_LEVEL_SCL;

	if (wire->watch & SIM_WATCH_LOG)
		sim_edgelog_add(&wire->log, wire->level, now_ns);
	if (!(wire->watch & SIM_WATCH_REFEREE))
		return;
	if (driver & ~(SIM_MASTER | SIM_TARGET | SIM_STRETCH))
		sim_referee_forgive(&wire->referee);
	else if (line == SIM_SCL)
		sim_referee_scl(&wire->referee, scl, now_ns);
	else
		sim_referee_sda(&wire->referee, sda, scl, driver == SIM_MASTER, now_ns);
}

static void change_level(struct sim_wire *wire, enum sim_line line, enum sim_driver driver,
			 u64 now_ns)
{
	wire->level ^= BIT(line);
	wire->edges++;
	if (wire->watch)
		record_edge(wire, line, driver, now_ns);
}

static void tell_targets(struct sim_wire *wire, enum sim_line line, u64 now_ns)
{
	struct sim_decoder *decoder = &wire->decoder;

	if (line == SIM_SDA) {
		if (wire->level & SIM_LEVEL_SCL)
			sim_decoder_sda(decoder, wire->level & SIM_LEVEL_SDA);
		return;
	}
	sim_decoder_scl(decoder, wire->level & SIM_LEVEL_SCL, wire->level & SIM_LEVEL_SDA);
	if (decoder->sda_low != !!(wire->low[SIM_SDA] & SIM_TARGET))
		sim_wire_drive(wire, SIM_SDA, SIM_TARGET, decoder->sda_low, now_ns);
}

/* Kept out of sim_wire_drive(), so that it has few registers to save. */
static noinline void faulty_edge(struct sim_wire *wire, enum sim_line line,
				 enum sim_driver driver, u64 now_ns)
{
	bool idle = wire->decoder.phase == SIM_IDLE, hidden;

	if (line == SIM_SCL && !(wire->level & SIM_LEVEL_SCL))
		sim_fault_before_rise(wire, now_ns);
	change_level(wire, line, driver, now_ns);

	hidden = sim_fault_hides(wire, line, driver);
	if (!hidden)
		tell_targets(wire, line, now_ns);

	if (line == SIM_SCL)
		sim_fault_after_scl(wire, hidden, now_ns);
	else if (idle && wire->decoder.phase != SIM_IDLE)
		sim_fault_start(wire);
}

static noinline void settle_faulty(struct sim_wire *wire, enum sim_line line,
				   enum sim_driver driver, u64 now_ns)
{
	bool high = !wire->low[line] || wire->forced & BIT(line);

	if (high != (wire->level >> line & 1))
		faulty_edge(wire, line, driver, now_ns);
}

void sim_wire_drive(struct sim_wire *wire, enum sim_line line, enum sim_driver driver,
		    bool low, u64 now_ns)
{
	u8 before = wire->low[line];
	u8 after = low ? before | driver : before & ~driver;

	wire->low[line] = after;
	if (unlikely(wire->pushed & BIT(line) && after))
		wire->referee.offences[SIM_CONTENTION]++;
	if (unlikely(wire->watch & SIM_WATCH_FAULT)) {
		settle_faulty(wire, line, driver, now_ns);
		return;
	}
	if (!before == !after)
		return;
	change_level(wire, line, driver, now_ns);
	if (line == SIM_SCL || wire->level & SIM_LEVEL_SCL)
		tell_targets(wire, line, now_ns);
}

void sim_wire_force(struct sim_wire *wire, enum sim_line line, enum sim_driver driver,
		    bool high, u64 now_ns)
{
	if (high)
		wire->forced |= BIT(line);
	else
		wire->forced &= ~BIT(line);
	settle_faulty(wire, line, driver, now_ns);
}
