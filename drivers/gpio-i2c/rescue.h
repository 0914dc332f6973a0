/* SPDX-License-Identifier: GPL-2.0-only */
/* Between transfers: is the bus idle, and what can be done if it is not. */
#ifndef _GPIO_I2C_RESCUE_H
#define _GPIO_I2C_RESCUE_H

#include <linux/types.h>

struct gpio_i2c_wire;

bool gpio_i2c_rescue_is_idle(struct gpio_i2c_wire *wire);
int gpio_i2c_rescue_wait_idle(struct gpio_i2c_wire *wire);
bool gpio_i2c_rescue_is_used(struct gpio_i2c_wire *wire);
int gpio_i2c_rescue_recover(struct gpio_i2c_wire *wire);

#endif /* _GPIO_I2C_RESCUE_H */
