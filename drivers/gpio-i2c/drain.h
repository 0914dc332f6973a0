/* SPDX-License-Identifier: GPL-2.0-only */
/* What i2c-algo-bit sees after an error. The lines stay untouched. */
#ifndef _GPIO_I2C_DRAIN_H
#define _GPIO_I2C_DRAIN_H

#include <linux/i2c-algo-bit.h>

#include "progress.h"

/**
 * struct gpio_i2c_drain - the lines as i2c-algo-bit sees them after an error
 * @progress: where i2c-algo-bit is in the transfer
 * @sda: the level that i2c-algo-bit asked for
 * @scl: the same for SCL
 */
struct gpio_i2c_drain {
	struct gpio_i2c_progress *progress;
	bool sda;
	bool scl;
};

void gpio_i2c_drain_begin(struct gpio_i2c_drain *drain, struct i2c_algo_bit_data *algo,
			  struct gpio_i2c_progress *progress, bool sda, bool scl);
int gpio_i2c_drain_getscl(void *data);

#endif /* _GPIO_I2C_DRAIN_H */
