// SPDX-License-Identifier: GPL-2.0-only
#include <linux/init.h>
#include <linux/module.h>

#include "pace.h"
#include "platform.h"

static int __init gpio_i2c_init(void)
{
	gpio_i2c_clock_init();
	return gpio_i2c_platform_init();
}
module_init(gpio_i2c_init);

static void __exit gpio_i2c_exit(void)
{
	gpio_i2c_platform_exit();
}
module_exit(gpio_i2c_exit);

MODULE_DESCRIPTION("I2C bus on two GPIO lines");
MODULE_AUTHOR("The gpio-i2c developers");
MODULE_LICENSE("GPL");
