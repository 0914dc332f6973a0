// SPDX-License-Identifier: GPL-2.0-only
#include <linux/init.h>
#include <linux/module.h>

#include "debugfs.h"
#include "legacy.h"
#include "loadtime.h"
#include "pace.h"
#include "platform.h"
#include "runtime.h"

static int __init gpio_i2c_init(void)
{
	int ret;

	gpio_i2c_clock_init();
	gpio_i2c_debugfs_init();
	ret = gpio_i2c_legacy_init();
	if (ret)
		goto exit_debugfs;
	ret = gpio_i2c_platform_init();
	if (ret)
		goto exit_legacy;
	ret = gpio_i2c_loadtime_init();
	if (ret)
		goto exit_platform;
	return 0;

exit_platform:
	gpio_i2c_platform_exit();
	gpio_i2c_runtime_exit();
exit_legacy:
	gpio_i2c_legacy_exit();
exit_debugfs:
	gpio_i2c_debugfs_exit();
	return ret;
}
module_init(gpio_i2c_init);

static void __exit gpio_i2c_exit(void)
{
	gpio_i2c_platform_exit();
	gpio_i2c_runtime_exit();
	gpio_i2c_legacy_exit();
	gpio_i2c_debugfs_exit();
}
module_exit(gpio_i2c_exit);

MODULE_DESCRIPTION("I2C bus on two GPIO lines");
MODULE_AUTHOR("The gpio-i2c developers");
MODULE_LICENSE("GPL");
