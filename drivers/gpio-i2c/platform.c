// SPDX-License-Identifier: GPL-2.0-only
#include <linux/debugfs.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/pm.h>
#include <linux/property.h>
#include <linux/slab.h>

#include "bus.h"
#include "cdev.h"
#include "compat.h"
#include "debugfs.h"
#include "platform.h"
#include "runtime.h"
#include "sysfs.h"

#define TIMEOUT_MS_DEFAULT	100
/* Without a look at SCL a target cannot slow us down: leave it time. */
#define BLIND_SCL_HZ_DEFAULT	10000

/* The number of a board's device is its adapter's; one made at run time takes any. */
static const struct platform_device_id gpio_i2c_ids[] = {
	{ "gpio-i2c" },
	{ GPIO_I2C_RUNTIME_NAME },
	{ }
};
MODULE_DEVICE_TABLE(platform, gpio_i2c_ids);

static bool is_runtime(struct platform_device *pdev)
{
	const struct platform_device_id *id = platform_get_device_id(pdev);

	return id && !strcmp(id->name, GPIO_I2C_RUNTIME_NAME);
}

/**
 * struct device_parts - what a device has while it is bound
 * @bus: its bus
 * @node: the bus's device node
 * @debugfs: its directory of faults
 */
struct device_parts {
	struct gpio_i2c_bus *bus;
	struct gpio_i2c_node *node;
	struct dentry *debugfs;
};

/*
 * i2c-gpio,delay-us is half an SCL period in whole microseconds, and 0 means 5
 * there (i2c-gpio.yaml); clock-frequency says more and wins.
 */
static u32 wanted_scl_hz(struct device *dev, bool blind)
{
	const struct gpio_i2c_runtime_data *data = dev_get_platdata(dev);
	u32 scl_hz, delay_us;

	if (data && is_runtime(to_platform_device(dev)))
		return data->scl_hz;
	if (!device_property_read_u32(dev, "clock-frequency", &scl_hz))
		return scl_hz;
	if (!device_property_read_u32(dev, "i2c-gpio,delay-us", &delay_us) && delay_us)
		return USEC_PER_SEC / 2 / delay_us;
	return blind ? BLIND_SCL_HZ_DEFAULT : GPIO_I2C_SCL_HZ_DEFAULT;
}

static bool push_pull(struct device *dev, const char *open_drain, const char *no_pullup)
{
	return device_property_read_bool(dev, open_drain) ||
	       device_property_read_bool(dev, no_pullup);
}

static void read_options(struct platform_device *pdev, struct gpio_i2c_bus_options *options)
{
	struct device *dev = &pdev->dev;
	struct gpio_i2c_line_options *line = &options->line;
	struct gpio_i2c_want *want = &options->want;

	line->sda_open_drain = push_pull(dev, "i2c-gpio,sda-open-drain",
					 "i2c-gpio,sda-has-no-pullup");
	line->scl_open_drain = push_pull(dev, "i2c-gpio,scl-open-drain",
					 "i2c-gpio,scl-has-no-pullup");
	line->sda_output_only = device_property_read_bool(dev, "i2c-gpio,sda-output-only");
	line->scl_output_only = device_property_read_bool(dev, "i2c-gpio,scl-output-only");

	want->scl_hz = wanted_scl_hz(dev, line->scl_output_only);
	device_property_read_u32(dev, "i2c-scl-rising-time-ns", &want->scl_rise_ns);
	device_property_read_u32(dev, "i2c-scl-falling-time-ns", &want->scl_fall_ns);
	device_property_read_u32(dev, "i2c-sda-falling-time-ns", &want->sda_fall_ns);

	options->timeout_ms = TIMEOUT_MS_DEFAULT;
	device_property_read_u32(dev, "i2c-gpio,timeout-ms", &options->timeout_ms);
	options->single_master = device_property_read_bool(dev, "single-master");
	options->readback = device_property_read_bool(dev, "gpio-i2c,readback");
	options->number = pdev->id;
	if (pdev->id_auto || is_runtime(pdev))
		options->number = PLATFORM_DEVID_NONE;
}

static int gpio_i2c_probe(struct platform_device *pdev)
{
	struct gpio_i2c_bus_options options = { .number = -1 };
	struct device_parts *parts;
	struct gpio_i2c_info info;
	int ret;

	parts = devm_kzalloc(&pdev->dev, sizeof(*parts), GFP_KERNEL);
	if (!parts)
		return -ENOMEM;
	read_options(pdev, &options);

	parts->bus = gpio_i2c_bus_create(&pdev->dev, &options, gpio_i2c_bus_groups);
	if (IS_ERR(parts->bus))
		return PTR_ERR(parts->bus);
	parts->node = gpio_i2c_node_create(parts->bus);
	if (IS_ERR(parts->node)) {
		ret = PTR_ERR(parts->node);
		goto destroy_bus;
	}

	parts->debugfs = gpio_i2c_debugfs_add(parts->bus);
	platform_set_drvdata(pdev, parts);
	if (!gpio_i2c_bus_info(parts->bus, &info))
		dev_info(&pdev->dev, "adapter %u, SDA %s, SCL %s, %u Hz\n", info.adapter_nr,
			 info.sda_name, info.scl_name, info.scl_frequency_hz);
	return 0;

destroy_bus:
	gpio_i2c_bus_destroy(parts->bus);
	return ret;
}

static void gpio_i2c_remove(struct platform_device *pdev)
{
	struct device_parts *parts = platform_get_drvdata(pdev);

	gpio_i2c_bus_stop(parts->bus);
	debugfs_remove(parts->debugfs);
	gpio_i2c_node_destroy(parts->node);
	gpio_i2c_bus_destroy(parts->bus);
}

GPIO_I2C_COMPAT_REMOVE(gpio_i2c_remove)

static int __maybe_unused gpio_i2c_suspend(struct device *dev)
{
	struct device_parts *parts = dev_get_drvdata(dev);

	gpio_i2c_bus_suspend(parts->bus, true);
	return 0;
}

static int __maybe_unused gpio_i2c_resume(struct device *dev)
{
	struct device_parts *parts = dev_get_drvdata(dev);

	gpio_i2c_bus_suspend(parts->bus, false);
	return 0;
}

static const struct dev_pm_ops gpio_i2c_pm = {
	SET_NOIRQ_SYSTEM_SLEEP_PM_OPS(gpio_i2c_suspend, gpio_i2c_resume)
};

static const struct of_device_id gpio_i2c_of_match[] = {
	{ .compatible = "gpio-i2c" },
	{ }
};
MODULE_DEVICE_TABLE(of, gpio_i2c_of_match);

static struct platform_driver gpio_i2c_driver = {
	.probe = gpio_i2c_probe,
	.remove = gpio_i2c_compat_remove(gpio_i2c_remove),
	.id_table = gpio_i2c_ids,
	.driver = {
		.name = "gpio-i2c",
		.of_match_table = gpio_i2c_of_match,
		.groups = gpio_i2c_runtime_groups,
		.pm = &gpio_i2c_pm,
	},
};

int gpio_i2c_platform_init(void)
{
	int ret;

	gpio_i2c_debugfs_init();
	ret = platform_driver_register(&gpio_i2c_driver);
	if (ret)
		gpio_i2c_debugfs_exit();
	return ret;
}

void gpio_i2c_platform_exit(void)
{
	platform_driver_unregister(&gpio_i2c_driver);
	gpio_i2c_runtime_exit();
	gpio_i2c_debugfs_exit();
}
