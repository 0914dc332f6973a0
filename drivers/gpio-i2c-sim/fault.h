/* SPDX-License-Identifier: GPL-2.0-only */
/* Faults on the wire: those that wait (items), and those under way. No kernel calls. */
#ifndef SIM_FAULT_H
#define SIM_FAULT_H

#include "second.h"
#include "wire.h"

/* Bit 1 << kind is the kind's bit in the mask of the command "random". */
enum sim_fault_kind {
	SIM_FAULT_NAK_ADDRESS,
	SIM_FAULT_NAK_BYTE,
	SIM_FAULT_STRETCH,
	SIM_FAULT_SDA_STUCK,
	SIM_FAULT_SCL_STUCK,
	SIM_FAULT_MASTER,
	SIM_FAULT_GLITCH_SDA,
	SIM_FAULT_GLITCH_SCL,
	SIM_FAULT_FLIP,
	SIM_FAULT_UNPLUG,
	SIM_FAULT_LOST_CLOCK,
	SIM_FAULT_ACCESS_FAIL,
	SIM_FAULT_ACCESS_SLOW,
	SIM_FAULT_KINDS
};

#define SIM_FAULT_ITEMS		16
#define SIM_FAULT_ANY_ADDRESS	0xffff
#define SIM_FAULT_FOREVER	(~0U)
#define SIM_FAULT_EACH_BIT	(~0U)	/* a stretch of each clock */

/* A fault that waits for its bit. */
struct sim_fault_item {
	u8 kind;		/* enum sim_fault_kind */
	bool random;		/* for this transfer only */
	u16 address;		/* of the target, for NAKs */
	u32 at;			/* bit from START on, data byte, or access */
	u32 amount;		/* clocks, us or ns, by kind; ns for SIM_FAULT_EACH_BIT */
	u32 left;		/* times it will still fire; 0: the item is free */
	u32 fired;
};

struct sim_fault {
	struct sim_wire *wire;
	struct sim_wire_hooks hooks;
	struct sim_second second;
	struct sim_fault_item item[SIM_FAULT_ITEMS];
	u64 fired[SIM_FAULT_KINDS];	/* since the command "clear" */

	u32 stuck_clocks;		/* SDA is released after this many; 0: never */
	u64 stretch_until_ns;		/* 0: SCL is not stretched */
	u64 glitch_due_ns;		/* the spike begins or ends; 0: none */
	u32 glitch_ns;
	u8 glitch_line;			/* enum sim_line */
	bool glitch_armed;		/* it comes after the next rise of SCL */
	bool glitch_on;
	u32 deaf_clocks;		/* SCL's next clocks don't reach the targets */
	u32 unplugged_starts;		/* STARTs until the targets are back; 0: never */

	u32 random_state;
	u8 random_percent;
	u32 random_mask;
	u32 random_last_bit;
};

/* Faults of @wire, none so far. */
void sim_fault_init(struct sim_fault *fault, struct sim_wire *wire);

/* Before anybody looks at the lines or drives one: all that is due by @now_ns. */
void sim_fault_play(struct sim_fault *fault, u64 now_ns);

/* For each access of the master: a read's error, or 0; what any access costs more. */
int sim_fault_read_error(struct sim_fault *fault);
u32 sim_fault_access_ns(struct sim_fault *fault);

/* What commands do. */
void sim_fault_clear(struct sim_fault *fault, u64 now_ns);
void sim_fault_stick_sda(struct sim_fault *fault, u32 clocks, u64 now_ns);
void sim_fault_stick_scl(struct sim_fault *fault, u64 ns, u64 now_ns);
struct sim_fault_item *sim_fault_add(struct sim_fault *fault);

#endif
