/* SPDX-License-Identifier: GPL-2.0-only */
/* Buses that root makes and ends at run time, by writing to sysfs. */
#ifndef _GPIO_I2C_RUNTIME_H
#define _GPIO_I2C_RUNTIME_H

#include <linux/types.h>

/* Name of the platform devices that are made here. */
#define GPIO_I2C_RUNTIME_NAME	"gpio-i2c-runtime"

/**
 * struct gpio_i2c_runtime_data - platform data of such a device
 * @scl_hz: its SCL frequency, in place of the property clock-frequency
 * @names: what the one who waits for it calls SDA and SCL
 * @probed: where the probe leaves what it returns
 */
struct gpio_i2c_runtime_data {
	u32 scl_hz;
	const char *names[2];
	int *probed;
};

extern const struct attribute_group *gpio_i2c_runtime_groups[];

void gpio_i2c_runtime_exit(void);

#endif /* _GPIO_I2C_RUNTIME_H */
