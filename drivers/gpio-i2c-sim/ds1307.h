/* SPDX-License-Identifier: GPL-2.0-only */
/* DS1307 real-time clock with 56 bytes of RAM; it runs on the machine's clock. */
#ifndef SIM_DS1307_H
#define SIM_DS1307_H

#include "target.h"

#define SIM_DS1307_REGISTERS	64

struct sim_ds1307 {
	struct sim_target target;
	u8 registers[SIM_DS1307_REGISTERS];	/* 0..6 as of the last START */
	u8 pointer;
	bool first;		/* the next byte written is the pointer */
	bool set;		/* time registers were written in this message */
	u32 base_s;		/* seconds since 2000 at base_ns; 32 bits reach 2099 */
	u64 base_ns;
};

/* @now_s: seconds since 1970 at @now_ns of sim_now_ns() */
void sim_ds1307_init(struct sim_ds1307 *ds1307, u16 address, u64 now_s, u64 now_ns);

/* Brings the time in registers up to date. */
void sim_ds1307_show(struct sim_ds1307 *ds1307, u64 now_ns);

/* The time in registers is new: the clock goes on from there. */
void sim_ds1307_set(struct sim_ds1307 *ds1307, u64 now_ns);

#endif
