/* SPDX-License-Identifier: GPL-2.0-only */
/* The two callbacks of the GPIO controller by which a master of open drain makes edges. */
#ifndef SIM_EDGE_H
#define SIM_EDGE_H

#include <linux/gpio/driver.h>

int sim_direction_input(struct gpio_chip *gc, unsigned int offset);
int sim_direction_output(struct gpio_chip *gc, unsigned int offset, int value);

#endif
