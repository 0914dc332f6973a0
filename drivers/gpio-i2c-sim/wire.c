// SPDX-License-Identifier: GPL-2.0-only
/*
 * The master's edges usually come by sim_wire_pull() and sim_wire_release() in wire.h; here is
 * what is rare. sim_wire_drive() is for edges that somebody gets at once. The targets' answer to
 * a falling SCL has the time of that edge.
 */
#include <linux/compiler.h>
#include <linux/string.h>

#include "wire.h"

#define REPLY_SETUP_NS	500	/* from a reply on SDA to SCL's rise: tSU;DAT is 250 at most */

void sim_wire_init(struct sim_wire *wire)
{
	memset(wire, 0, sizeof(*wire));
	wire->level = SIM_LEVEL_SDA | SIM_LEVEL_SCL;
	wire->watch = SIM_WATCH_REFEREE;
	sim_referee_init(&wire->referee, 1);
}

/* @line had an edge; the lines are at @level after it. */
static void show_edge(struct sim_wire *wire, u8 level, enum sim_line line,
		      enum sim_driver driver, u64 now_ns)
{
	bool sda = level & SIM_LEVEL_SDA, scl = level & SIM_LEVEL_SCL;

	wire->edges++;
	if (wire->watch & SIM_WATCH_LOG)
		sim_edgelog_add(&wire->log, level, now_ns);
	if (!(wire->watch & SIM_WATCH_REFEREE))
		return;
	if (driver & ~(SIM_MASTER | SIM_TARGET | SIM_STRETCH))
		sim_referee_forgive(&wire->referee);
	else if (line == SIM_SCL)
		sim_referee_scl(&wire->referee, scl, now_ns);
	else
		sim_referee_sda(&wire->referee, sda, scl, driver == SIM_MASTER, now_ns);
}

void sim_wire_settle(struct sim_wire *wire)
{
	struct sim_tape *tape = &wire->tape;
	u32 i;

	for (i = 0; i < tape->count; i++) {
		u64 edge = tape->edge[i];

		show_edge(wire, edge & (SIM_LEVEL_SDA | SIM_LEVEL_SCL),
			  edge & SIM_TAPE_SCL ? SIM_SCL : SIM_SDA,
			  edge & SIM_TAPE_TARGET ? SIM_TARGET : SIM_MASTER,
			  sim_ticks_to_ns(edge >> SIM_TAPE_SHIFT));
	}
	tape->count = 0;
	wire->watch &= ~SIM_WATCH_TAPE_FULL;
	if (wire->decoder.due)
		sim_decoder_settle(&wire->decoder);
}

void sim_wire_condition(struct sim_wire *wire)
{
	sim_decoder_sda(&wire->decoder, wire->level & SIM_LEVEL_SDA);
	if (wire->decoder.phase == SIM_IDLE && wire->tape.count > SIM_TAPE_EDGES / 2)
		sim_wire_settle(wire);
}

static void change_level(struct sim_wire *wire, enum sim_line line, enum sim_driver driver,
			 u64 now_ns)
{
	if (wire->tape.count)
		sim_wire_settle(wire);
	wire->level ^= BIT(line);
	show_edge(wire, wire->level, line, driver, now_ns);
}

static void tell_targets(struct sim_wire *wire, enum sim_line line, u64 now_ns)
{
	struct sim_decoder *decoder = &wire->decoder;

	if (line == SIM_SDA) {
		if (wire->level & SIM_LEVEL_SCL)
			sim_decoder_sda(decoder, wire->level & SIM_LEVEL_SDA);
		return;
	}
	if (wire->level & SIM_LEVEL_SCL)
		sim_decoder_rise(decoder, wire->level & SIM_LEVEL_SDA);
	else
		sim_decoder_fall(decoder);
	if (decoder->due)
		sim_decoder_settle(decoder);
	if (decoder->sda_low != !!(wire->low[SIM_SDA] & SIM_TARGET))
		sim_wire_drive(wire, SIM_SDA, SIM_TARGET, decoder->sda_low, now_ns);
	if (unlikely(decoder->asked) && !(wire->level & SIM_LEVEL_SCL))
		sim_wire_drive(wire, SIM_SCL, SIM_TARGET, true, now_ns);
}

static bool is_held(const struct sim_wire *wire)
{
	return wire->low[SIM_SCL] & SIM_TARGET;
}

void sim_wire_reply(struct sim_wire *wire, u8 value, u64 now_ns)
{
	struct sim_decoder *decoder = &wire->decoder;

	sim_decoder_reply(decoder, value, is_held(wire));
	wire->release_ns = now_ns + REPLY_SETUP_NS;
	if (is_held(wire) && decoder->sda_low != !!(wire->low[SIM_SDA] & SIM_TARGET))
		sim_wire_drive(wire, SIM_SDA, SIM_TARGET, decoder->sda_low, now_ns);
}

void sim_wire_give_up(struct sim_wire *wire, u64 now_ns)
{
	sim_wire_reply(wire, wire->decoder.asked_byte ? 0xff : 0, now_ns);
}

void sim_wire_let_go(struct sim_wire *wire, u64 now_ns)
{
	if (is_held(wire))
		sim_wire_drive(wire, SIM_SCL, SIM_TARGET, false, now_ns);
}

void sim_wire_play(struct sim_wire *wire, u64 now_ns)
{
	struct sim_decoder *decoder = &wire->decoder;
	struct sim_target *asked = decoder->asked;

	if (asked && decoder->asked_until_ns <= now_ns) {
		asked->ops->late(asked);
		sim_wire_give_up(wire, decoder->asked_until_ns);
	}
	if (!decoder->asked && wire->release_ns <= now_ns)
		sim_wire_let_go(wire, wire->release_ns);
}

/* Kept out of sim_wire_drive(), so that it has few registers to save. */
static noinline void faulty_edge(struct sim_wire *wire, enum sim_line line,
				 enum sim_driver driver, u64 now_ns)
{
	bool idle = wire->decoder.phase == SIM_IDLE, hidden;
	struct sim_wire_hooks *hooks = wire->hooks;

	if (line == SIM_SCL && !(wire->level & SIM_LEVEL_SCL))
		hooks->before_rise(hooks, now_ns);
	change_level(wire, line, driver, now_ns);

	hidden = hooks->hides(hooks, line, driver);
	if (!hidden)
		tell_targets(wire, line, now_ns);

	if (line == SIM_SCL)
		hooks->after_scl(hooks, hidden, now_ns);
	else if (idle && wire->decoder.phase != SIM_IDLE)
		hooks->start(hooks);
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
