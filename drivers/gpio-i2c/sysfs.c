// SPDX-License-Identifier: GPL-2.0-only
#include <linux/device.h>
#include <linux/i2c.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "bus.h"
#include "sysfs.h"

static struct gpio_i2c_bus *to_bus(struct device *dev)
{
	return gpio_i2c_bus_of(to_i2c_adapter(dev));
}

/* The SCL frequency that is asked for; root may change it at any time. */
static ssize_t scl_frequency_hz_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct gpio_i2c_info info;
	int ret = gpio_i2c_bus_info(to_bus(dev), &info);

	return ret ?: sysfs_emit(buf, "%u\n", info.scl_frequency_hz);
}

static ssize_t scl_frequency_hz_store(struct device *dev, struct device_attribute *attr,
				      const char *buf, size_t count)
{
	unsigned int scl_hz;
	int ret = kstrtouint(buf, 0, &scl_hz);

	if (!ret)
		ret = gpio_i2c_bus_set_speed(to_bus(dev), scl_hz);
	return ret ?: count;
}
static DEVICE_ATTR_RW(scl_frequency_hz);

/* Mean, slowest and fastest SCL frequency of the last transfer. */
static ssize_t scl_reached_hz_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	struct gpio_i2c_info info;
	int ret = gpio_i2c_bus_info(to_bus(dev), &info);

	return ret ?: sysfs_emit(buf, "%u %u %u\n", info.last_scl_mean_hz,
				 info.last_scl_min_hz, info.last_scl_max_hz);
}
static DEVICE_ATTR_RO(scl_reached_hz);

/* What the bus is called: the adapter's name after "gpio-i2c ". */
static ssize_t bus_name_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%s\n", strchr(to_i2c_adapter(dev)->name, ' ') + 1);
}
static DEVICE_ATTR_RO(bus_name);

/* Writing 1 frees a bus that a target holds. */
static ssize_t recover_store(struct device *dev, struct device_attribute *attr,
			     const char *buf, size_t count)
{
	bool yes;
	int ret = kstrtobool(buf, &yes);

	if (!ret)
		ret = yes ? gpio_i2c_bus_recover(to_bus(dev)) : -EINVAL;
	return ret ?: count;
}
static DEVICE_ATTR_WO(recover);

static struct attribute *bus_attrs[] = {
	&dev_attr_scl_frequency_hz.attr,
	&dev_attr_scl_reached_hz.attr,
	&dev_attr_recover.attr,
	&dev_attr_bus_name.attr,
	NULL
};

static const struct attribute_group bus_group = {
	.attrs = bus_attrs,
};

#define COUNTER(counter)							\
static ssize_t counter##_show(struct device *dev, struct device_attribute *attr, \
			      char *buf)					\
{										\
	struct gpio_i2c_statistics statistics;					\
	int ret = gpio_i2c_bus_statistics(to_bus(dev), &statistics);		\
										\
	return ret ?: sysfs_emit(buf, "%llu\n", statistics.counter);		\
}										\
static struct device_attribute dev_attr_##counter = {				\
	.attr = { .name = #counter, .mode = 0444 },				\
	.show = counter##_show,							\
}

COUNTER(transfers);
COUNTER(messages);
COUNTER(bytes);
COUNTER(address_naks);
COUNTER(data_naks);
COUNTER(timeouts);
COUNTER(busy);
COUNTER(stretches);
COUNTER(stretch_longest_ns);
COUNTER(recoveries);
COUNTER(recoveries_failed);
COUNTER(arbitrations_lost);
COUNTER(awake_ns);
COUNTER(transfer_ns);
COUNTER(line_errors);

static struct attribute *statistics_attrs[] = {
	&dev_attr_transfers.attr,
	&dev_attr_messages.attr,
	&dev_attr_bytes.attr,
	&dev_attr_address_naks.attr,
	&dev_attr_data_naks.attr,
	&dev_attr_timeouts.attr,
	&dev_attr_busy.attr,
	&dev_attr_stretches.attr,
	&dev_attr_stretch_longest_ns.attr,
	&dev_attr_recoveries.attr,
	&dev_attr_recoveries_failed.attr,
	&dev_attr_arbitrations_lost.attr,
	&dev_attr_awake_ns.attr,
	&dev_attr_transfer_ns.attr,
	&dev_attr_line_errors.attr,
	NULL
};

static const struct attribute_group statistics_group = {
	.name = "statistics",
	.attrs = statistics_attrs,
};

const struct attribute_group *gpio_i2c_bus_groups[] = {
	&bus_group,
	&statistics_group,
	NULL
};
