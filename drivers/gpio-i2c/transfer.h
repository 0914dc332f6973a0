/* SPDX-License-Identifier: GPL-2.0-only */
/* A transfer as the I2C core asks for it: idle check, i2c-algo-bit, true errors, counters. */
#ifndef _GPIO_I2C_TRANSFER_H
#define _GPIO_I2C_TRANSFER_H

#include <linux/i2c.h>

struct gpio_i2c_bus;

extern const struct i2c_algorithm gpio_i2c_transfer_algorithm;
/* for lines that may sleep */
extern const struct i2c_algorithm gpio_i2c_transfer_algorithm_sleeping;

unsigned int gpio_i2c_transfer_timeout(const struct gpio_i2c_bus *bus);
int gpio_i2c_transfer_begin(struct gpio_i2c_bus *bus, bool atomic);
void gpio_i2c_transfer_end(struct gpio_i2c_bus *bus);
int gpio_i2c_transfer_recover(struct gpio_i2c_bus *bus);

#endif /* _GPIO_I2C_TRANSFER_H */
