/* SPDX-License-Identifier: GPL-2.0-only */
/* /dev/gpio-i2c-N: checks calls and their arguments. */
#ifndef _GPIO_I2C_CDEV_H
#define _GPIO_I2C_CDEV_H

struct gpio_i2c_bus;
struct gpio_i2c_node;

struct gpio_i2c_node *gpio_i2c_node_create(struct gpio_i2c_bus *bus);
void gpio_i2c_node_destroy(struct gpio_i2c_node *node);

#endif /* _GPIO_I2C_CDEV_H */
