// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/bus/platform/drivers/gpio-i2c/new_device takes "SDA SCL [HZ]", and
 * delete_device the name of a device made so. A line is "CHIP:OFFSET", where
 * CHIP is the label that gpiodetect shows, or the line's name.
 */
#include <linux/device.h>
#include <linux/gpio/machine.h>
#include <linux/idr.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/slab.h>

#include "runtime.h"
#include "timing.h"

#define KEY_BYTES	64
#define LINE_BY_NAME	U16_MAX

/**
 * struct made - a device that was made at run time
 * @list: in made_devices
 * @device: the device
 * @id: number in its name
 * @name: its name, as the lookup table knows it
 * @keys: chip labels or line names of SDA and SCL
 * @lookup: which lines are its own
 */
struct made {
	struct list_head list;
	struct platform_device *device;
	int id;
	char name[KEY_BYTES];
	char keys[2][KEY_BYTES];
	struct gpiod_lookup_table *lookup;
};

/* Protects made_devices: one device is made or ended at a time. */
static DEFINE_MUTEX(made_lock);
static LIST_HEAD(made_devices);
static DEFINE_IDA(made_ids);

/* "CHIP:OFFSET" becomes the chip's label and the offset, a name stays whole. */
static int parse_line(char *key, u16 *offset)
{
	char *colon = strrchr(key, ':');
	int ret;

	*offset = LINE_BY_NAME;
	if (!colon)
		return 0;
	ret = kstrtou16(colon + 1, 10, offset);
	if (ret || colon == key || *offset == LINE_BY_NAME)
		return -EINVAL;
	*colon = '\0';
	return 0;
}

static int fill_lookup(struct made *made)
{
	static const char * const con_ids[] = { "sda", "scl" };
	u16 offset;
	int i, ret;

	made->lookup->dev_id = made->name;
	for (i = 0; i < 2; i++) {
		ret = parse_line(made->keys[i], &offset);
		if (ret)
			return ret;
		made->lookup->table[i] = GPIO_LOOKUP(made->keys[i], offset, con_ids[i],
						     GPIO_ACTIVE_HIGH | GPIO_OPEN_DRAIN);
	}
	return 0;
}

static void made_free(struct made *made)
{
	if (made->id >= 0)
		ida_free(&made_ids, made->id);
	kfree(made->lookup);
	kfree(made);
}

static struct made *made_alloc(void)
{
	struct made *made = kzalloc(sizeof(*made), GFP_KERNEL);

	if (!made)
		return NULL;
	made->id = -1;
	made->lookup = kzalloc(struct_size(made->lookup, table, 3), GFP_KERNEL);
	if (made->lookup)
		made->id = ida_alloc(&made_ids, GFP_KERNEL);
	if (made->id < 0) {
		made_free(made);
		return NULL;
	}
	snprintf(made->name, sizeof(made->name), "%s.%d", GPIO_I2C_RUNTIME_NAME, made->id);
	return made;
}

static void made_end(struct made *made)
{
	list_del(&made->list);
	platform_device_unregister(made->device);
	gpiod_remove_lookup_table(made->lookup);
	made_free(made);
}

/*
 * A device that did not get its driver is of no use: its probe said why.
 * @made is gone on errors.
 */
static int made_register(struct made *made, u32 scl_hz)
{
	const struct gpio_i2c_runtime_data data = { .scl_hz = scl_hz };
	const struct platform_device_info info = {
		.name = GPIO_I2C_RUNTIME_NAME,
		.id = made->id,
		.data = &data,
		.size_data = sizeof(data),
	};
	int ret;

	gpiod_add_lookup_table(made->lookup);
	made->device = platform_device_register_full(&info);
	if (IS_ERR(made->device)) {
		ret = PTR_ERR(made->device);
		gpiod_remove_lookup_table(made->lookup);
		made_free(made);
		return ret;
	}
	list_add_tail(&made->list, &made_devices);
	if (platform_get_drvdata(made->device))
		return 0;
	made_end(made);
	return -ENODEV;
}

static ssize_t new_device_store(struct device_driver *driver, const char *buf, size_t count)
{
	u32 scl_hz = GPIO_I2C_SCL_HZ_DEFAULT;
	struct made *made;
	char excess;
	int ret;

	made = made_alloc();
	if (!made)
		return -ENOMEM;
	ret = sscanf(buf, "%63s %63s %u %c", made->keys[0], made->keys[1], &scl_hz, &excess);
	ret = ret == 2 || ret == 3 ? fill_lookup(made) : -EINVAL;
	if (ret) {
		made_free(made);
		return ret;
	}
	mutex_lock(&made_lock);
	ret = made_register(made, scl_hz);
	mutex_unlock(&made_lock);
	return ret ?: count;
}
static DRIVER_ATTR_WO(new_device);

static ssize_t delete_device_store(struct device_driver *driver, const char *buf, size_t count)
{
	ssize_t ret = -ENOENT;
	struct made *made;

	mutex_lock(&made_lock);
	list_for_each_entry(made, &made_devices, list) {
		if (sysfs_streq(buf, made->name)) {
			made_end(made);
			ret = count;
			break;
		}
	}
	mutex_unlock(&made_lock);
	return ret;
}
static DRIVER_ATTR_WO(delete_device);

static struct attribute *runtime_attrs[] = {
	&driver_attr_new_device.attr,
	&driver_attr_delete_device.attr,
	NULL
};

static const struct attribute_group runtime_group = {
	.attrs = runtime_attrs,
};

const struct attribute_group *gpio_i2c_runtime_groups[] = {
	&runtime_group,
	NULL
};

/**
 * gpio_i2c_runtime_exit - end all devices that were made at run time
 *
 * The driver is unregistered: none can be made any more.
 */
void gpio_i2c_runtime_exit(void)
{
	struct made *made, *next;

	list_for_each_entry_safe(made, next, &made_devices, list)
		made_end(made);
}
