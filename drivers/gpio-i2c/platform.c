// SPDX-License-Identifier: GPL-2.0-only
#include <linux/debugfs.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/pm.h>
#include <linux/property.h>

#include "bus.h"
#include "cdev.h"
#include "compat.h"
#include "debugfs.h"
#include "legacy.h"
#include "limits.h"
#include "platform.h"
#include "runtime.h"
#include "sysfs.h"

/* A "gpio-i2c" device's id is its adapter's number; the other kind has a request. */
static const struct platform_device_id gpio_i2c_ids[] = {
	{ "gpio-i2c" },
	{ GPIO_I2C_RUNTIME_NAME },
	{ }
};
MODULE_DEVICE_TABLE(platform, gpio_i2c_ids);

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

static bool is_present(struct device *dev, const char *name)
{
	const struct gpio_i2c_request *request = gpio_i2c_runtime_request(dev);
	u32 value;

	if (request)
		return gpio_i2c_request_property(request, name, &value);
	return device_property_present(dev, name);
}

static bool read_flag(struct device *dev, const char *name)
{
	const struct gpio_i2c_request *request = gpio_i2c_runtime_request(dev);
	u32 value = 0;

	if (!request)
		return device_property_read_bool(dev, name);
	gpio_i2c_request_property(request, name, &value);
	return value;
}

/* Without such a property, @value is unchanged. */
static int read_number(struct device *dev, const char *name, u32 min, u32 max, u32 *value)
{
	const struct gpio_i2c_request *request = gpio_i2c_runtime_request(dev);
	u32 number;

	if (!is_present(dev, name))
		return 0;
	if (request) {
		gpio_i2c_request_property(request, name, &number);
	} else if (device_property_read_u32(dev, name, &number)) {
		dev_err(dev, "%s is not a 32-bit number\n", name);
		return -EINVAL;
	}
	if (number < min || number > max) {
		dev_err(dev, "%s = <%u> is not between %u and %u\n", name, number, min, max);
		return -EINVAL;
	}
	*value = number;
	return 0;
}

/*
 * i2c-gpio,delay-us is half an SCL period in whole microseconds, and 0 means the default there
 * (i2c-gpio.yaml); clock-frequency is more exact and wins.
 */
static int read_scl_hz(struct device *dev, bool blind, u32 *scl_hz)
{
	u32 delay_us = 0;
	int ret;

	*scl_hz = blind ? SCL_HZ_DEFAULT_BLIND : GPIO_I2C_SCL_HZ_DEFAULT;
	if (is_present(dev, "clock-frequency"))
		return read_number(dev, "clock-frequency", GPIO_I2C_SCL_HZ_MIN,
				   GPIO_I2C_SCL_HZ_MAX, scl_hz);
	ret = read_number(dev, "i2c-gpio,delay-us", 0, DELAY_US_MAX, &delay_us);
	if (delay_us)
		*scl_hz = USEC_PER_SEC / 2 / delay_us;
	return ret;
}

static int read_want(struct device *dev, bool blind, struct gpio_i2c_want *want)
{
	const struct {
		const char *name;
		u32 *ns;
	} edges[] = {
		{ "i2c-scl-rising-time-ns", &want->scl_rise_ns },
		{ "i2c-scl-falling-time-ns", &want->scl_fall_ns },
		{ "i2c-sda-falling-time-ns", &want->sda_fall_ns },
	};
	int i, ret = read_scl_hz(dev, blind, &want->scl_hz);

	for (i = 0; !ret && i < ARRAY_SIZE(edges); i++)
		ret = read_number(dev, edges[i].name, 0, GPIO_I2C_EDGE_NS_MAX, edges[i].ns);
	return ret;
}

/* As for i2c-gpio, 0 means the default. The adapter cuts what is too long, and logs that. */
static int read_timeout_ms(struct device *dev, u32 *timeout_ms)
{
	int ret;

	*timeout_ms = 0;
	ret = read_number(dev, "i2c-gpio,timeout-ms", 0, U32_MAX, timeout_ms);
	if (!*timeout_ms)
		*timeout_ms = TIMEOUT_MS_DEFAULT;
	return ret;
}

static bool push_pull(struct device *dev, const char *open_drain, const char *no_pullup)
{
	return read_flag(dev, open_drain) || read_flag(dev, no_pullup);
}

static void read_line_options(struct device *dev, struct gpio_i2c_line_options *line)
{
	const struct gpio_i2c_request *request = gpio_i2c_runtime_request(dev);

	line->sda_push_pull = push_pull(dev, "i2c-gpio,sda-open-drain",
					"i2c-gpio,sda-has-no-pullup");
	line->scl_push_pull = push_pull(dev, "i2c-gpio,scl-open-drain",
					"i2c-gpio,scl-has-no-pullup");
	line->sda_output_only = read_flag(dev, "i2c-gpio,sda-output-only");
	line->scl_output_only = read_flag(dev, "i2c-gpio,scl-output-only");
	if (request && !request->wait) {
		line->sda_name = request->words[0];
		line->scl_name = request->words[1];
	}
}

/*
 * The adapter's number may be in an alias, which the I2C core reads, or in reg, as a Raspberry
 * Pi's kernel has it for i2c-gpio: there -1 is any.
 */
static void read_identity(struct platform_device *pdev, struct gpio_i2c_bus_options *options)
{
	const struct gpio_i2c_request *request = gpio_i2c_runtime_request(&pdev->dev);
	u32 reg;

	if (request) {
		options->number = request->number;
		options->name = request->name;
		return;
	}
	options->number = pdev->id_auto ? PLATFORM_DEVID_NONE : pdev->id;
	if (!device_property_read_u32(&pdev->dev, "reg", &reg) && reg <= INT_MAX)
		options->number = reg;
	device_property_read_string(&pdev->dev, "label", &options->name);
}

static int read_options(struct platform_device *pdev, struct gpio_i2c_bus_options *options)
{
	struct device *dev = &pdev->dev;
	int ret;

	read_line_options(dev, &options->line);
	ret = read_want(dev, options->line.scl_output_only, &options->want);
	if (!ret)
		ret = read_timeout_ms(dev, &options->timeout_ms);
	options->single_master = read_flag(dev, "single-master");
	options->readback = read_flag(dev, "gpio-i2c,readback");
	read_identity(pdev, options);
	return ret;
}

static int make_bus(struct platform_device *pdev)
{
	struct gpio_i2c_bus_options options = { .number = -1 };
	struct device_parts *parts;
	struct gpio_i2c_info info;
	int ret;

	parts = devm_kzalloc(&pdev->dev, sizeof(*parts), GFP_KERNEL);
	if (!parts)
		return -ENOMEM;
	ret = read_options(pdev, &options);
	if (ret)
		return ret;

	parts->bus = gpio_i2c_bus_create(&pdev->dev, &options, gpio_i2c_bus_groups);
	if (IS_ERR(parts->bus))
		return PTR_ERR(parts->bus);
	parts->node = gpio_i2c_node_create(parts->bus);
	if (IS_ERR(parts->node)) {
		ret = PTR_ERR(parts->node);
		goto destroy_bus;
	}

	gpio_i2c_legacy_add(parts->bus);
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

static int gpio_i2c_probe(struct platform_device *pdev)
{
	int ret = gpio_i2c_runtime_find_lines(&pdev->dev);

	if (!ret)
		ret = make_bus(pdev);
	gpio_i2c_runtime_probed(&pdev->dev, ret);
	return ret;
}

static void gpio_i2c_remove(struct platform_device *pdev)
{
	struct device_parts *parts = platform_get_drvdata(pdev);

	gpio_i2c_bus_stop(parts->bus);
	debugfs_remove(parts->debugfs);
	gpio_i2c_legacy_remove(parts->bus);
	gpio_i2c_node_destroy(parts->node);
	gpio_i2c_bus_destroy(parts->bus);
}

COMPAT_REMOVE(gpio_i2c_remove)

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
	.remove = compat_callback(((struct platform_driver *)0)->remove, gpio_i2c_remove),
	.id_table = gpio_i2c_ids,
	.driver = {
		.name = "gpio-i2c",
		.of_match_table = gpio_i2c_of_match,
		.groups = gpio_i2c_runtime_groups,
		/* new_device returns the result */
		.probe_type = PROBE_FORCE_SYNCHRONOUS,
		.pm = &gpio_i2c_pm,
	},
};

int gpio_i2c_platform_init(void)
{
	return platform_driver_register(&gpio_i2c_driver);
}

void gpio_i2c_platform_exit(void)
{
	platform_driver_unregister(&gpio_i2c_driver);
}
