/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a decoder saw on the wire: a ring of events, and their text, a transfer a line:
 * "S 50 W A 00 A Sr 50 R A ff N P". No kernel calls.
 */
#ifndef SIM_DECODE_H
#define SIM_DECODE_H

#include <linux/types.h>

#define SIM_DECODE_EVENTS	8192	/* a power of two */
#define SIM_DECODE_TEXT_BYTES	12	/* the longest text of one event */

enum sim_decode_kind {
	SIM_EVENT_START,
	SIM_EVENT_RESTART,
	SIM_EVENT_STOP,
	SIM_EVENT_ADDRESS,	/* value: 7-bit address */
	SIM_EVENT_ADDRESS10,	/* value: 10-bit address */
	SIM_EVENT_BYTE,		/* value: the byte */
	SIM_EVENT_PARTIAL,	/* value: how many bits of a byte came before START or STOP */
};

#define SIM_EVENT_READ		0x10000U
#define SIM_EVENT_NAK		0x20000U
#define SIM_EVENT(kind, value)	((u32)(kind) << 24 | (value))
#define SIM_EVENT_KIND(event)	((event) >> 24)

/* @count runs on for ever; event number i is at ring[i % SIM_DECODE_EVENTS]. */
struct sim_decode {
	u32 count;
	u32 first;		/* events before this one were cleared */
	u32 ring[SIM_DECODE_EVENTS];
};

static inline void sim_decode_add(struct sim_decode *decode, u32 event)
{
	decode->ring[decode->count++ % SIM_DECODE_EVENTS] = event;
}

/* Number of the oldest event that is still in the ring. */
u32 sim_decode_oldest(const struct sim_decode *decode);

/* The event as text, with its blank before or newline after it; returns the length. */
int sim_decode_text(u32 event, char text[SIM_DECODE_TEXT_BYTES]);

#endif
