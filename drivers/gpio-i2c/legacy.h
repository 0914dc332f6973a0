/* SPDX-License-Identifier: GPL-2.0-only */
/* /dev/gpioi2c: one bus for programs of the 2.4 days. */
#ifndef _GPIO_I2C_LEGACY_H
#define _GPIO_I2C_LEGACY_H

struct gpio_i2c_bus;

int gpio_i2c_legacy_init(void);
void gpio_i2c_legacy_exit(void);
void gpio_i2c_legacy_add(struct gpio_i2c_bus *bus);
void gpio_i2c_legacy_remove(struct gpio_i2c_bus *bus);

#endif /* _GPIO_I2C_LEGACY_H */
