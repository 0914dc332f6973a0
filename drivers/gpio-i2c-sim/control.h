/* SPDX-License-Identifier: GPL-2.0-only */
/* The simulator's face in debugfs: /sys/kernel/debug/gpio-i2c-sim/. */
#ifndef SIM_CONTROL_H
#define SIM_CONTROL_H

#include "bus.h"

void sim_control_init(void);
void sim_control_exit(void);

/* Make and remove the bus's directory, named by its id. */
void sim_control_add(struct sim_bus *bus);
void sim_control_remove(struct sim_bus *bus);

#endif
