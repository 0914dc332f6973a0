/* SPDX-License-Identifier: GPL-2.0-only */
/* What differs between kernel versions; everything else is written for the newest. */
#ifndef _GPIO_I2C_COMPAT_H
#define _GPIO_I2C_COMPAT_H

#include <linux/gpio/consumer.h>
#include <linux/gpio/driver.h>
#include <linux/i2c.h>
#include <linux/pagemap.h>
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

/* a write fault for a range that keeps what is there */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 16, 0)
static inline size_t fault_in_safe_writeable(const char __user *start, size_t size)
{
	const char __user *end = start + size - 1, *at = start;
	char byte;

	for (;;) {
		if (get_user(byte, at) || put_user(byte, (char __user *)at))
			return end - at + 1;
		if (at == end)
			return 0;
		at = min((const char __user *)PAGE_ALIGN((unsigned long)at + 1), end);
	}
}
#endif

/* the offset of a line in its chip */
static inline int gpio_i2c_compat_line_offset(struct gpio_desc *desc)
{
	return desc_to_gpio(desc) - gpiod_to_chip(desc)->base;
}

#endif /* _GPIO_I2C_COMPAT_H */
