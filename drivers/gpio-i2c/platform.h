/* SPDX-License-Identifier: GPL-2.0-only */
/* Where buses come from: firmware nodes, and platform devices with lookups. */
#ifndef _GPIO_I2C_PLATFORM_H
#define _GPIO_I2C_PLATFORM_H

int gpio_i2c_platform_init(void);
void gpio_i2c_platform_exit(void);

#endif /* _GPIO_I2C_PLATFORM_H */
