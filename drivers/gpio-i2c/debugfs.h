/* SPDX-License-Identifier: GPL-2.0-only */
/* Faults that root makes on the wires of a bus, to test other masters on them. */
#ifndef _GPIO_I2C_DEBUGFS_H
#define _GPIO_I2C_DEBUGFS_H

struct dentry;
struct gpio_i2c_bus;

void gpio_i2c_debugfs_init(void);
void gpio_i2c_debugfs_exit(void);
struct dentry *gpio_i2c_debugfs_add(struct gpio_i2c_bus *bus);

#endif /* _GPIO_I2C_DEBUGFS_H */
