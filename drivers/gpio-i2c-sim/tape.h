/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Edges that referee and edge log have not seen yet, of the master and the targets only: to put
 * one here costs little. sim_wire_settle() shows them to these two: before somebody reads their
 * results, at a STOP if the tape is more than half full, and when it is full.
 */
#ifndef SIM_TAPE_H
#define SIM_TAPE_H

#include <linux/types.h>

/* A power of two. In 256 bytes SCL has 4700 edges and SDA half as many, or less. */
#define SIM_TAPE_EDGES		32768

/* Levels after the edge are in bits 0 and 1, above the rest there are the ticks. */
#define SIM_TAPE_SCL		4	/* it is an edge of SCL */
#define SIM_TAPE_TARGET		8	/* it is a target's doing */
#define SIM_TAPE_SHIFT		4

/* The edge that finds the tape full still goes on it, and so does a target's answer. */
struct sim_tape {
	u32 count;
	u64 edge[SIM_TAPE_EDGES + 3];
};

#endif
