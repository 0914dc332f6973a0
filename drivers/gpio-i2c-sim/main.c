// SPDX-License-Identifier: GPL-2.0-only
/*
 * gpio-i2c-sim: simulated wires with I2C targets on them, behind GPIO lines.
 *
 * The buses come from a device tree node "gpio-i2c-sim", or else from a device
 * made here, together with a device for the master of each bus (autobind).
 */
#include <linux/gpio/machine.h>
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/platform_data/i2c-gpio.h>
#include <linux/platform_device.h>
#include <linux/property.h>

#include "chip.h"
#include "clock.h"
#include "compat.h"
#include "control.h"
#include "lab.h"
#include "pin.h"

#define DRIVER_NAME	"gpio-i2c-sim"

static unsigned int buses = 1;
module_param(buses, uint, 0444);
MODULE_PARM_DESC(buses, "number of simulated buses (1 to 128, default 1)");

static bool chips = true;
module_param(chips, bool, 0444);
MODULE_PARM_DESC(chips, "put chips on each bus (default 1)");

static bool autobind = true;
module_param(autobind, bool, 0444);
MODULE_PARM_DESC(autobind, "make a device of the master for each bus (default 1)");

module_param_named(access_ns, sim_access.ns, uint, 0444);
MODULE_PARM_DESC(access_ns, "cost of each GPIO access in ns (at most 1000000, default 0)");

module_param_named(access_jitter_ns, sim_access.jitter_ns, uint, 0444);
MODULE_PARM_DESC(access_jitter_ns,
		 "up to so many ns more, random for each access (at most 1000000, default 0)");

static int edge_at_set(const char *word, const struct kernel_param *param)
{
	return sim_pin_set_edge_at(word);
}

static int edge_at_get(char *buffer, const struct kernel_param *param)
{
	return sysfs_emit(buffer, "%s\n", sim_pin_edge_at());
}

static const struct kernel_param_ops edge_at_ops = { .set = edge_at_set, .get = edge_at_get };

module_param_cb(edge_at, &edge_at_ops, NULL, 0444);
MODULE_PARM_DESC(edge_at, "where in an access its edge is: end (default), start or random");

static unsigned int seed;
module_param(seed, uint, 0444);
MODULE_PARM_DESC(seed, "the random accesses are the same for the same seed (default 0)");

static unsigned int scl_hz = 100000;
module_param(scl_hz, uint, 0444);
MODULE_PARM_DESC(scl_hz, "clock-frequency of each bus in Hz (default 100000)");

static bool single_master;
module_param(single_master, bool, 0444);
MODULE_PARM_DESC(single_master, "the masters have the property single-master (default 0)");

static char *master = "gpio-i2c";
module_param(master, charp, 0444);
MODULE_PARM_DESC(master, "platform driver of the masters (default gpio-i2c)");

/* What a device that we make has instead of a device tree node. */
struct sim_platform_data {
	u32 bus_count;
	bool autobind;
};

/* The device of a bus's master, its properties, and the lookup table of its lines. */
struct sim_master {
	struct platform_device *pdev;
	struct fwnode_handle *fwnode;
	struct gpiod_lookup_table *lookup;
};

static void remove_master(void *data)
{
	struct sim_master *sim_master = data;

	platform_device_unregister(sim_master->pdev);
	gpiod_remove_lookup_table(sim_master->lookup);
	fwnode_remove_software_node(sim_master->fwnode);
}

static struct gpiod_lookup_table *make_lookup(struct device *dev, unsigned int bus_nr)
{
	struct gpiod_lookup_table *lookup;

	lookup = devm_kzalloc(dev, struct_size(lookup, table, SIM_LINES + 1), GFP_KERNEL);
	if (!lookup)
		return NULL;
	lookup->dev_id = devm_kasprintf(dev, GFP_KERNEL, "%s.%u", master, bus_nr);
	lookup->table[0] = GPIO_LOOKUP(SIM_CHIP_LABEL, bus_nr * SIM_LINES + SIM_SDA, "sda",
				       GPIO_ACTIVE_HIGH | GPIO_OPEN_DRAIN);
	lookup->table[1] = GPIO_LOOKUP(SIM_CHIP_LABEL, bus_nr * SIM_LINES + SIM_SCL, "scl",
				       GPIO_ACTIVE_HIGH | GPIO_OPEN_DRAIN);
	return lookup->dev_id ? lookup : NULL;
}

static struct platform_device *make_master_device(struct device *dev, unsigned int bus_nr,
						  struct fwnode_handle *fwnode)
{
	/* Before 6.3 i2c-gpio took its clock from here or from the device tree only. */
	const struct i2c_gpio_platform_data i2c_gpio_data = {
		.udelay = DIV_ROUND_UP(500000, scl_hz),
	};
	struct platform_device_info info = {
		.parent = dev,
		.fwnode = fwnode,
		.name = master,
		.id = bus_nr,
	};

	if (!strcmp(master, "i2c-gpio")) {
		info.data = &i2c_gpio_data;
		info.size_data = sizeof(i2c_gpio_data);
	}
	return platform_device_register_full(&info);
}

static int make_master(struct device *dev, unsigned int bus_nr)
{
	struct property_entry properties[3] = {
		PROPERTY_ENTRY_U32("clock-frequency", scl_hz),
	};
	struct sim_master *sim_master;
	int ret;

	sim_master = devm_kzalloc(dev, sizeof(*sim_master), GFP_KERNEL);
	if (!sim_master)
		return -ENOMEM;
	sim_master->lookup = make_lookup(dev, bus_nr);
	if (!sim_master->lookup)
		return -ENOMEM;
	if (single_master)
		properties[1] = PROPERTY_ENTRY_BOOL("single-master");
	/* Not by platform_device_info.properties: a device below could not share it. */
	sim_master->fwnode = fwnode_create_software_node(properties, NULL);
	if (IS_ERR(sim_master->fwnode))
		return PTR_ERR(sim_master->fwnode);

	gpiod_add_lookup_table(sim_master->lookup);
	sim_master->pdev = make_master_device(dev, bus_nr, sim_master->fwnode);
	if (IS_ERR(sim_master->pdev)) {
		ret = PTR_ERR(sim_master->pdev);
		goto remove_lookup;
	}
	return devm_add_action_or_reset(dev, remove_master, sim_master);

remove_lookup:
	gpiod_remove_lookup_table(sim_master->lookup);
	fwnode_remove_software_node(sim_master->fwnode);
	return ret;
}

static void remove_control(void *bus)
{
	sim_control_remove(bus);
}

static void remove_lab(void *bus)
{
	sim_lab_remove(bus);
}

/* The bus's files. */
static int show_bus(struct device *dev, struct sim_bus *bus)
{
	int ret;

	sim_control_add(bus);
	ret = devm_add_action_or_reset(dev, remove_control, bus) ?: sim_lab_add(bus);
	return ret ?: devm_add_action_or_reset(dev, remove_lab, bus);
}

/* devm undoes this in reverse: masters, configfs, debugfs, the controller, the buses. */
static int sim_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	const struct sim_platform_data *data = dev_get_platdata(dev);
	u32 bus_count = data ? data->bus_count : 1;
	struct sim_chip *chip;
	unsigned int i;
	int ret;

	device_property_read_u32(dev, "gpio-i2c-sim,buses", &bus_count);
	if (!bus_count || bus_count > SIM_CHIP_BUSES_MAX) {
		dev_err(dev, "%u buses: 1 to %u are possible\n", bus_count, SIM_CHIP_BUSES_MAX);
		return -EINVAL;
	}
	chip = sim_chip_create(dev, bus_count, chips);
	if (IS_ERR(chip))
		return PTR_ERR(chip);

	for (i = 0; i < bus_count; i++) {
		ret = show_bus(dev, chip->bus[i]);
		if (ret)
			return ret;
	}
	for (i = 0; data && data->autobind && i < bus_count; i++) {
		ret = make_master(dev, i);
		if (ret)
			return ret;
	}
	platform_set_drvdata(pdev, chip);
	return 0;
}

static const struct of_device_id __maybe_unused sim_of_match[] = {
	{ .compatible = DRIVER_NAME },
	{ }
};
MODULE_DEVICE_TABLE(of, sim_of_match);

static struct platform_driver sim_driver = {
	.driver = {
		.name = DRIVER_NAME,
		.of_match_table = of_match_ptr(sim_of_match),
	},
	.probe = sim_probe,
};

static struct platform_device *sim_pdev;

static bool described_by_tree(void)
{
	struct device_node *node = of_find_compatible_node(NULL, NULL, DRIVER_NAME);
	bool described = node && of_device_is_available(node);

	of_node_put(node);
	return described;
}

static int make_device(void)
{
	const struct sim_platform_data data = {
		.bus_count = buses,
		.autobind = autobind,
	};
	const struct platform_device_info info = {
		.name = DRIVER_NAME,
		.id = PLATFORM_DEVID_NONE,
		.data = &data,
		.size_data = sizeof(data),
	};

	sim_pdev = platform_device_register_full(&info);
	if (IS_ERR(sim_pdev))
		return PTR_ERR(sim_pdev);
	if (platform_get_drvdata(sim_pdev))
		return 0;
	platform_device_unregister(sim_pdev);	/* its probe failed, and said why */
	return -ENODEV;
}

static int __init sim_init(void)
{
	bool described = described_by_tree();
	struct module *owner = THIS_MODULE;
	int ret;

	if (!scl_hz || sim_access.ns > SIM_ACCESS_NS_MAX ||
	    sim_access.jitter_ns > SIM_ACCESS_NS_MAX) {
		pr_err("%s: scl_hz, access_ns or access_jitter_ns is out of range\n", DRIVER_NAME);
		return -EINVAL;
	}
	sim_clock_init();
	sim_pin_init();
	sim_pin_set_cost(&sim_access.ns, sim_access.ns);
	sim_pin_seed(seed);
	ret = sim_lab_init();
	if (ret)
		return ret;
	sim_control_init();
	/*
	 * gpiolib holds a chip's owner while a line is in use. The masters that we make go before
	 * the chip, and must not keep us loaded.
	 */
	if (autobind && !described)
		owner = NULL;
	ret = __platform_driver_register(&sim_driver, owner, KBUILD_MODNAME);
	if (ret)
		goto exit_control;
	/* Not left to a uevent, so that the bus is there when modprobe returns. */
	if (autobind && request_module("platform:%s", master))
		pr_info("%s: no module for master %s\n", DRIVER_NAME, master);
	ret = described ? 0 : make_device();
	if (ret)
		goto unregister_driver;
	return 0;

unregister_driver:
	platform_driver_unregister(&sim_driver);
exit_control:
	sim_control_exit();
	sim_lab_exit();
	return ret;
}
module_init(sim_init);

static void __exit sim_exit(void)
{
	platform_device_unregister(sim_pdev);	/* NULL if the device tree has the buses */
	platform_driver_unregister(&sim_driver);
	sim_control_exit();
	sim_lab_exit();
}
module_exit(sim_exit);

MODULE_DESCRIPTION("Simulated I2C wires and targets behind GPIO lines");
MODULE_LICENSE("GPL");
