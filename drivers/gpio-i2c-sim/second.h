/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A second master on the wire. Either it starts together with the first one, sends the same, and
 * then a 0 where the first one sends a 1; or it has the bus when the first one wants it. It has
 * no timer: what it did meanwhile is played when somebody accesses the lines. No kernel calls.
 */
#ifndef SIM_SECOND_H
#define SIM_SECOND_H

#include "wire.h"

#define SIM_SECOND_HALF_NS	5000	/* half a period of its clock */

enum sim_second_state {
	SIM_SECOND_OFF,
	SIM_SECOND_SHADOW,	/* sends along with the first master, zeros from its bit on */
	SIM_SECOND_HIGH,	/* it is alone and has released SCL */
	SIM_SECOND_LOW,		/* it holds SCL low */
	SIM_SECOND_WAIT,	/* it released SCL, and somebody else holds it */
	SIM_SECOND_STOP,	/* SCL is high, SDA low, and it is about to make a STOP */
};

struct sim_second {
	struct sim_wire *wire;
	u8 state;		/* enum sim_second_state */
	bool stopping;		/* the next SCL rise is that of its STOP */
	bool zeros;		/* it sends nothing else */
	u8 clocks;		/* rises since it is alone */
	u64 due_ns;		/* when it acts next; 0: it waits for an edge */
	u64 until_ns;		/* it sends further bytes until then */
	u32 half_ns;		/* half a period */
	u32 wins;
};

/*
 * It takes the bus now and keeps it until @until_ns; its START is held for @hold_ns. False if
 * the bus isn't free.
 */
bool sim_second_busy(struct sim_second *second, u32 half_ns, u32 hold_ns, u64 until_ns, u64 now_ns);

/*
 * The first master's next bit begins: from here on, send zeros against it. Once alone it sends
 * ones and zeros; with @zeros zeros only, which even a late master sees.
 */
void sim_second_shadow(struct sim_second *second, u32 half_ns, bool zeros, u64 now_ns);

void sim_second_after_scl(struct sim_second *second, u64 now_ns);
void sim_second_play(struct sim_second *second, u64 now_ns);
void sim_second_off(struct sim_second *second, u64 now_ns);

#endif
