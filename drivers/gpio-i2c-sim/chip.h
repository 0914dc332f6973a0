/* SPDX-License-Identifier: GPL-2.0-only */
/* The GPIO controller: lines 2n and 2n + 1 are SDA and SCL of bus n. */
#ifndef SIM_CHIP_H
#define SIM_CHIP_H

#include <linux/gpio/driver.h>

#include "bus.h"

#define SIM_CHIP_LABEL		"gpio-i2c-sim"
#define SIM_CHIP_BUSES_MAX	128

struct sim_chip {
	struct gpio_chip gc;
	unsigned int bus_count;
	struct sim_bus *bus[];
};

static __always_inline struct sim_bus *sim_chip_bus(struct gpio_chip *gc, unsigned int offset)
{
	struct sim_chip *chip = container_of(gc, struct sim_chip, gc);

	return chip->bus[offset / SIM_LINES];
}

/*
 * Makes the buses, with @chips or without, and registers the controller; all ends with @dev's
 * driver.
 */
struct sim_chip *sim_chip_create(struct device *dev, unsigned int bus_count, bool chips);

#endif
