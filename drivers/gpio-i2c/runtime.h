/* SPDX-License-Identifier: GPL-2.0-only */
/* Buses without a firmware node, asked for in words at run time or as the module is loaded. */
#ifndef _GPIO_I2C_RUNTIME_H
#define _GPIO_I2C_RUNTIME_H

#include <linux/platform_device.h>

#include "request.h"

/* Name of the platform devices that are made here. */
#define GPIO_I2C_RUNTIME_NAME	"gpio-i2c-runtime"

extern const struct attribute_group *gpio_i2c_runtime_groups[];

int gpio_i2c_runtime_new(const char *origin, const char *text);
void gpio_i2c_runtime_exit(void);

/* For the probe: they take any device, also one that was not made here. */
const struct gpio_i2c_request *gpio_i2c_runtime_request(struct device *dev);
int gpio_i2c_runtime_find_lines(struct device *dev);
void gpio_i2c_runtime_probed(struct device *dev, int result);

#endif /* _GPIO_I2C_RUNTIME_H */
