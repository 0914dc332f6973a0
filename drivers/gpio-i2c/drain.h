/* SPDX-License-Identifier: GPL-2.0-only */
/* i2c-algo-bit's callbacks after an error, which touch no line. */
#ifndef _GPIO_I2C_DRAIN_H
#define _GPIO_I2C_DRAIN_H

struct gpio_i2c_wire;

void gpio_i2c_drain_begin(struct gpio_i2c_wire *wire);
int gpio_i2c_drain_getscl(void *data);

#endif /* _GPIO_I2C_DRAIN_H */
