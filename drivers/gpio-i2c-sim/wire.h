/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two open drain lines with a pull-up each: low while anybody pulls, else high. The targets see
 * every edge at once; referee and edge log, if they are on, see it later. No kernel calls. The
 * caller holds the lock of the bus.
 */
#ifndef SIM_WIRE_H
#define SIM_WIRE_H

#include <linux/bits.h>
#include <linux/types.h>

#include "clock.h"
#include "edgelog.h"
#include "referee.h"
#include "tape.h"
#include "target.h"

enum sim_line { SIM_SDA, SIM_SCL, SIM_LINES };

#define SIM_LEVEL_SDA	BIT(SIM_SDA)
#define SIM_LEVEL_SCL	BIT(SIM_SCL)

/* Who may pull a line low, a bit each. */
enum sim_driver {
	SIM_MASTER = 1,		/* the GPIO lines */
	SIM_TARGET = 2,		/* the simulated chips; SCL: one that needs time to reply */
	SIM_SECOND = 4,		/* a second master */
	SIM_STRETCH = 8,	/* faults: a target stretches SCL, ... */
	SIM_STUCK = 16,		/* ... a line is stuck, ... */
	SIM_NO_PULLUP = 32,	/* ... it has no pull-up, ... */
	SIM_FLIP = 64,		/* ... a bit is flipped, ... */
	SIM_GLITCH = 128,	/* ... a spike */
};

/* Who gets each edge, a bit each. */
enum sim_watch {
	SIM_WATCH_REFEREE = 1,
	SIM_WATCH_LOG = 2,
	/* The others get it at once, with its time. */
	SIM_WATCH_FAULT = 4,
	SIM_WATCH_PUSH_PULL = 8,	/* a line is push-pull: see pushed */
	SIM_WATCH_NO_TICKS = 16,	/* the counter can't be used: there is only ktime */
	SIM_WATCH_TAPE_FULL = 32,
	SIM_WATCH_WAITS = 64,		/* a target may hold SCL: see sim_wire_play() */
};

#define SIM_WATCH_AT_ONCE	(SIM_WATCH_FAULT | SIM_WATCH_PUSH_PULL |	\
				 SIM_WATCH_NO_TICKS | SIM_WATCH_TAPE_FULL | SIM_WATCH_WAITS)

/* The maker of faults on the wire; called while SIM_WATCH_FAULT is set. */
struct sim_wire_hooks {
	/* SCL is about to rise. */
	void (*before_rise)(struct sim_wire_hooks *hooks, u64 now_ns);
	/* SCL changed; the targets did not see it if that was @hidden. */
	void (*after_scl)(struct sim_wire_hooks *hooks, bool hidden, u64 now_ns);
	/* A START on an idle bus. */
	void (*start)(struct sim_wire_hooks *hooks);
	/* Is this edge hidden from the targets? */
	bool (*hides)(struct sim_wire_hooks *hooks, enum sim_line line,
		      enum sim_driver driver);
};

struct sim_wire {
	u8 low[SIM_LINES];	/* who pulls, enum sim_driver */
	u8 level;		/* what is on the lines, SIM_LEVEL_* */
	u8 pushed;		/* lines the master drives high by push-pull, SIM_LEVEL_* */
	u8 forced;		/* lines that a fault holds high, SIM_LEVEL_* */
	u8 watch;		/* enum sim_watch */
	u64 edges;		/* without those on the tape */
	u64 release_ns;		/* when a target lets go of SCL, once it has replied */
	struct sim_tape tape;
	struct sim_decoder decoder;
	struct sim_referee referee;
	struct sim_edgelog log;
	struct sim_wire_hooks *hooks;	/* not NULL while SIM_WATCH_FAULT is set */
};

void sim_wire_init(struct sim_wire *wire);

/* Shows the edges on the tape to referee and edge log: before these are touched. */
void sim_wire_settle(struct sim_wire *wire);

/* @driver pulls @line low or releases it. */
void sim_wire_drive(struct sim_wire *wire, enum sim_line line, enum sim_driver driver,
		    bool low, u64 now_ns);

/* Holds @line high whoever pulls it, or stops that. For faults. */
void sim_wire_force(struct sim_wire *wire, enum sim_line line, enum sim_driver driver,
		    bool high, u64 now_ns);

/*
 * A target that holds SCL lets go of it, if it is time. There is no timer: with SIM_WATCH_WAITS
 * this comes before anybody looks at the lines, drives one, or replies.
 */
void sim_wire_play(struct sim_wire *wire, u64 now_ns);

/* The target that is asked replies: a byte, or 1 to acknowledge; or it has no reply. */
void sim_wire_reply(struct sim_wire *wire, u8 value, u64 now_ns);
void sim_wire_give_up(struct sim_wire *wire, u64 now_ns);

/* No target needs SCL low: it is released at once. */
void sim_wire_let_go(struct sim_wire *wire, u64 now_ns);

/*
 * The rest is for edges of the master that nobody gets at once, see SIM_WATCH_AT_ONCE. The time
 * that such an edge takes looks like a cost of the lines. So the usual case is inline and short.
 */

/* SDA changed while SCL is high. */
void sim_wire_condition(struct sim_wire *wire);

/* If a level @changed, put the edge on the tape; @what is SIM_TAPE_*. */
static __always_inline void sim_wire_tape(struct sim_wire *wire, u64 ticks, u8 what, bool changed)
{
	u32 at = wire->tape.count;

	wire->tape.edge[at] = ticks << SIM_TAPE_SHIFT | what | wire->level;
	wire->tape.count = at + changed;
	if (unlikely(at + changed > SIM_TAPE_EDGES))
		wire->watch |= SIM_WATCH_TAPE_FULL;
}

/*
 * Targets pull or release SDA, with the time of SCL's fall. It costs the same if SDA does not
 * change.
 */
static __always_inline void sim_wire_answer(struct sim_wire *wire, u64 ticks)
{
	u8 before = wire->low[SIM_SDA];
	u8 after = (before & ~SIM_TARGET) | wire->decoder.sda_low * SIM_TARGET;
	bool changed = !before != !after;

	wire->low[SIM_SDA] = after;
	wire->level ^= changed << SIM_SDA;
	sim_wire_tape(wire, ticks, SIM_TAPE_TARGET, changed);
}

/* The master pulls @line low. */
static __always_inline void sim_wire_pull(struct sim_wire *wire, enum sim_line line)
{
	u8 before = wire->low[line];
	u64 ticks;

	wire->low[line] = before | SIM_MASTER;
	if (unlikely(before))
		return;
	ticks = sim_ticks();
	wire->level &= ~BIT(line);
	sim_wire_tape(wire, ticks, line == SIM_SCL ? SIM_TAPE_SCL : 0, true);
	if (line == SIM_SDA) {
		if (unlikely(wire->level & SIM_LEVEL_SCL))
			sim_wire_condition(wire);
		return;
	}
	sim_decoder_fall(&wire->decoder);
	sim_wire_answer(wire, ticks);
}

/* The master releases @line. */
static __always_inline void sim_wire_release(struct sim_wire *wire, enum sim_line line)
{
	u8 before = wire->low[line];

	wire->low[line] = before & ~SIM_MASTER;
	if (unlikely(before != SIM_MASTER))
		return;
	wire->level |= BIT(line);
	sim_wire_tape(wire, sim_ticks(), line == SIM_SCL ? SIM_TAPE_SCL : 0, true);
	if (line == SIM_SCL)
		sim_decoder_rise(&wire->decoder, wire->level & SIM_LEVEL_SDA);
	else if (unlikely(wire->level & SIM_LEVEL_SCL))
		sim_wire_condition(wire);
}

#endif
