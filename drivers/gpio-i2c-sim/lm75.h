/* SPDX-License-Identifier: GPL-2.0-only */
/* LM75 thermometer: it always measures 25.0 degrees Celsius. */
#ifndef SIM_LM75_H
#define SIM_LM75_H

#include "target.h"

struct sim_lm75 {
	struct sim_target target;
	u16 registers[4];	/* temperature, configuration, hysteresis, overtemperature */
	u8 pointer;
	u8 shown;		/* the register read last: numbers 4 to 7 repeat it */
	u8 index;		/* bytes of this message so far */
};

void sim_lm75_init(struct sim_lm75 *lm75, u16 address);

#endif
