/* SPDX-License-Identifier: GPL-2.0-only */
/* 256 registers of a byte; register 0 is an id that can't be written. */
#ifndef SIM_REGFILE_H
#define SIM_REGFILE_H

#include "target.h"

#define SIM_REGFILE_ID	0x5a

struct sim_regfile {
	struct sim_target target;
	u8 registers[256];
	u8 pointer;
	bool first;		/* the next byte written is the pointer */
};

void sim_regfile_init(struct sim_regfile *regfile, u16 address, bool ten_bit);

#endif
