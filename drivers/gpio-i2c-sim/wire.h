/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Two open drain lines with a pull-up each: low while anybody pulls, else high.
 * Every edge goes to the referee, to the edge log and to the targets, as far as
 * these are on. No kernel calls. The caller holds the lock of the bus.
 */
#ifndef SIM_WIRE_H
#define SIM_WIRE_H

#include <linux/bits.h>
#include <linux/types.h>

#include "edgelog.h"
#include "fault.h"
#include "referee.h"
#include "second.h"
#include "target.h"

enum sim_line { SIM_SDA, SIM_SCL, SIM_LINES };

#define SIM_LEVEL_SDA	BIT(SIM_SDA)
#define SIM_LEVEL_SCL	BIT(SIM_SCL)

/* Who may pull a line low, a bit each. */
enum sim_driver {
	SIM_MASTER = 1,		/* the GPIO lines */
	SIM_TARGET = 2,		/* the simulated chips */
	SIM_SECOND = 4,		/* a second master */
	SIM_STRETCH = 8,	/* faults: a target stretches SCL, ... */
	SIM_STUCK = 16,		/* ... a line is stuck, ... */
	SIM_NO_PULLUP = 32,	/* ... it has no pull-up, ... */
	SIM_FLIP = 64,		/* ... a bit is flipped, ... */
	SIM_GLITCH = 128,	/* ... a spike */
};

/* What needs the time of each edge, a bit each. */
enum sim_watch {
	SIM_WATCH_REFEREE = 1,
	SIM_WATCH_LOG = 2,
	SIM_WATCH_FAULT = 4,
};

struct sim_wire {
	u8 low[SIM_LINES];	/* who pulls, enum sim_driver */
	u8 level;		/* what is on the lines, SIM_LEVEL_* */
	u8 pushed;		/* lines the master drives high by push-pull, SIM_LEVEL_* */
	u8 forced;		/* lines that a fault holds high, SIM_LEVEL_* */
	u8 watch;		/* enum sim_watch; with none of them no clock is read */
	u64 edges;
	struct sim_decoder decoder;
	struct sim_referee referee;
	struct sim_edgelog log;
	struct sim_fault fault;
	struct sim_second second;
};

void sim_wire_init(struct sim_wire *wire);

/* @driver pulls @line low or lets it go. @now_ns counts only if wire->watch. */
void sim_wire_drive(struct sim_wire *wire, enum sim_line line, enum sim_driver driver,
		    bool low, u64 now_ns);

/* @line is high whoever pulls, or no longer so. For faults. */
void sim_wire_force(struct sim_wire *wire, enum sim_line line, enum sim_driver driver,
		    bool high, u64 now_ns);

#endif
