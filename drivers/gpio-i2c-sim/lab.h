/* SPDX-License-Identifier: GPL-2.0-only */
/* Chips that the user puts on buses: /sys/kernel/config/gpio-i2c-sim/. */
#ifndef SIM_LAB_H
#define SIM_LAB_H

#include "bus.h"

#if IS_ENABLED(CONFIG_CONFIGFS_FS)
int sim_lab_init(void);

/* The module goes: its user counts say that there are no chips. */
void sim_lab_exit(void);

/* The bus comes, or goes; its chips then are not live any more. */
int sim_lab_add(struct sim_bus *bus);
void sim_lab_remove(struct sim_bus *bus);
#else
static inline int sim_lab_init(void)
{
	return 0;
}

static inline void sim_lab_exit(void)
{
}

static inline int sim_lab_add(struct sim_bus *bus)
{
	return 0;
}

static inline void sim_lab_remove(struct sim_bus *bus)
{
}
#endif

#endif
