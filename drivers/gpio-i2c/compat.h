/* SPDX-License-Identifier: GPL-2.0-only */
/* What differs between kernel versions; everything else is written for the newest. */
#ifndef _GPIO_I2C_COMPAT_H
#define _GPIO_I2C_COMPAT_H

#include <linux/gpio/consumer.h>
#include <linux/gpio/driver.h>
#include <linux/platform_device.h>
#include <linux/version.h>

/* platform_driver.remove returns nothing */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 11, 0)
#define GPIO_I2C_COMPAT_REMOVE(name)					\
static int name##_compat(struct platform_device *pdev)			\
{									\
	name(pdev);							\
	return 0;							\
}
#define gpio_i2c_compat_remove(name)	name##_compat
#else
#define GPIO_I2C_COMPAT_REMOVE(name)
#define gpio_i2c_compat_remove(name)	name
#endif

/* the offset of a line in its chip */
static inline int gpio_i2c_compat_line_offset(struct gpio_desc *desc)
{
	return desc_to_gpio(desc) - gpiod_to_chip(desc)->base;
}

#endif /* _GPIO_I2C_COMPAT_H */
