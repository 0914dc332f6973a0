/* SPDX-License-Identifier: GPL-2.0-only */
/* Attributes of a bus's adapter in /sys/bus/i2c/devices/i2c-N/. */
#ifndef _GPIO_I2C_SYSFS_H
#define _GPIO_I2C_SYSFS_H

extern const struct attribute_group *gpio_i2c_bus_groups[];

#endif /* _GPIO_I2C_SYSFS_H */
