// SPDX-License-Identifier: GPL-2.0-only
#include <linux/init.h>
#include <linux/module.h>

#include "cdev.h"
#include "pace.h"
#include "platform.h"

static int __init gpio_i2c_init(void)
{
	int ret;

	gpio_i2c_clock_init();
	ret = gpio_i2c_cdev_init();
	if (ret)
		return ret;
	ret = gpio_i2c_platform_init();
	if (ret)
		gpio_i2c_cdev_exit();
	return ret;
}
module_init(gpio_i2c_init);

static void __exit gpio_i2c_exit(void)
{
	gpio_i2c_platform_exit();
	gpio_i2c_cdev_exit();
}
module_exit(gpio_i2c_exit);

MODULE_DESCRIPTION("I2C bus on two GPIO lines");
MODULE_AUTHOR("The gpio-i2c developers");
MODULE_LICENSE("GPL");
