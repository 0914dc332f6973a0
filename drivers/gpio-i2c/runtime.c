// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/bus/platform/drivers/gpio-i2c/new_device takes what request.c understands, and
 * delete_device the name of a device made so, or of its bus. A line is "CHIP:OFFSET", CHIP being
 * the label or gpiochipN that gpiodetect shows; or "#N", N being its global GPIO number; or else
 * the line's name.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/device.h>
#include <linux/gpio/machine.h>
#include <linux/idr.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "chip.h"
#include "compat.h"
#include "runtime.h"

#define NAME_BYTES	32
#define LINE_BY_NAME	U16_MAX

#define complain(device, fmt, ...) \
	pr_err("%s: " fmt, (device)->request.origin, ##__VA_ARGS__)

/**
 * struct runtime_line - a line as it was found
 * @chip: its chip, unless it was asked for by its name
 * @offset: its offset there
 */
struct runtime_line {
	struct gpio_i2c_chip chip;
	u16 offset;
};

/**
 * struct runtime_device - a device without a firmware node
 * @list: in runtime_devices
 * @pdev: the device
 * @id: number in its name
 * @name: its name, as the lookup table knows it
 * @request: what was asked for
 * @lines: SDA and SCL
 * @probed: what its probe returned; 1 before
 * @lookup: the lookup table for its lines
 * @looked_up: gpiolib has @lookup
 */
struct runtime_device {
	struct list_head list;
	struct platform_device *pdev;
	int id;
	char name[NAME_BYTES];
	struct gpio_i2c_request request;
	struct runtime_line lines[2];
	int probed;
	struct gpiod_lookup_table *lookup;
	bool looked_up;
};

/* Protects runtime_devices: one device is made or ended at a time. */
static DEFINE_MUTEX(runtime_lock);
static LIST_HEAD(runtime_devices);
static DEFINE_IDA(runtime_ids);

/* ------ lines ------ */

/* The chip is not there. With the option wait, try again when it may have come. */
static int no_chip(const struct runtime_device *device, const char *text)
{
	if (device->request.wait)
		return dev_err_probe(&device->pdev->dev, -EPROBE_DEFER,
				     "waiting for GPIO chip '%s'\n", text);
	pr_notice("%s: no GPIO chip '%s'\n", device->request.origin, text);
	return -ENODEV;
}

static int find_on_chip(const struct runtime_device *device, struct runtime_line *line,
			const char *text, u32 offset)
{
	int ret = gpio_i2c_chip_find(&line->chip, text);

	if (ret == -ENODEV) {
		ret = no_chip(device, text);
		/* it may be the name of a line instead */
		return ret == -ENODEV ? 0 : ret;
	}
	if (ret == -ENOTUNIQ) {
		complain(device, "several GPIO chips have the label of '%s': name the line\n",
			 text);
		return -EINVAL;
	}
	if (ret)
		return ret;
	if (offset >= line->chip.line_count) {
		complain(device, "GPIO chip '%s' has %u lines, no line %u\n", text,
			 line->chip.line_count, offset);
		return -ENODEV;
	}
	line->offset = offset;
	return 0;
}

static int find_number(const struct runtime_device *device, struct runtime_line *line,
		       const char *word)
{
	u32 number, offset;
	int ret;

	ret = kstrtou32(word + 1, 10, &number);
	if (!ret)
		ret = gpio_i2c_chip_find_number(&line->chip, number, &offset);
	switch (ret) {
	case 0:
		line->offset = offset;
		return 0;
	case -ENOTUNIQ:
		complain(device, "several GPIO chips have the label of '%s': name the line\n",
			 word);
		return -EINVAL;
	case -ENODEV:
		return no_chip(device, word);
	default:
		complain(device, "'%s' is not the number of a line\n", word);
		return ret;
	}
}

/* "#NUMBER", "CHIP:OFFSET" if there is such a chip, else the line's name. */
static int find_line(const struct runtime_device *device, struct runtime_line *line, char *word)
{
	char *colon = strrchr(word, ':');
	u32 offset;
	int ret;

	kfree(line->chip.label);
	*line = (struct runtime_line){ .offset = LINE_BY_NAME };
	if (*word == '#')
		return find_number(device, line, word);
	if (!colon || kstrtou32(colon + 1, 10, &offset))
		return 0;
	*colon = '\0';
	ret = find_on_chip(device, line, word, offset);
	*colon = ':';
	return ret;
}

/* Other means make the line open drain, so gpiolib must not. */
static bool is_push_pull(const struct gpio_i2c_request *request, const char *open_drain,
			 const char *no_pullup)
{
	u32 yes = 0, other = 0;

	gpio_i2c_request_property(request, open_drain, &yes);
	gpio_i2c_request_property(request, no_pullup, &other);
	return yes || other;
}

static void fill_lookup(struct runtime_device *device)
{
	static const char * const con_ids[] = { "sda", "scl" };
	const bool push_pull[] = {
		is_push_pull(&device->request, "i2c-gpio,sda-open-drain",
			     "i2c-gpio,sda-has-no-pullup"),
		is_push_pull(&device->request, "i2c-gpio,scl-open-drain",
			     "i2c-gpio,scl-has-no-pullup"),
	};
	int i;

	device->lookup->dev_id = device->name;
	for (i = 0; i < 2; i++) {
		const struct runtime_line *line = &device->lines[i];
		const char *key = line->chip.label ?: device->request.words[i];

		device->lookup->table[i] = GPIO_LOOKUP(key, line->offset, con_ids[i],
						       GPIO_ACTIVE_HIGH |
						       (push_pull[i] ? 0 : GPIO_OPEN_DRAIN));
	}
}

static void forget_lines(struct runtime_device *device)
{
	if (device->looked_up)
		gpiod_remove_lookup_table(device->lookup);
	device->looked_up = false;
}

static struct runtime_device *runtime_device_of(struct device *dev)
{
	const struct platform_device_id *id = platform_get_device_id(to_platform_device(dev));
	struct runtime_device **device = dev_get_platdata(dev);

	if (!id || strcmp(id->name, GPIO_I2C_RUNTIME_NAME) || !device)
		return NULL;
	return *device;
}

/**
 * gpio_i2c_runtime_find_lines - find a device's lines and tell gpiolib
 * @dev: the device
 *
 * Each probe looks for them again: chips come and go.
 *
 * Return: 0, also for a device that was not made here; -EPROBE_DEFER if a line may come; -ENODEV,
 * -EINVAL, -ENOMEM.
 */
int gpio_i2c_runtime_find_lines(struct device *dev)
{
	struct runtime_device *device = runtime_device_of(dev);
	int i, ret;

	if (!device)
		return 0;
	forget_lines(device);
	for (i = 0; i < 2; i++) {
		ret = find_line(device, &device->lines[i], device->request.words[i]);
		if (ret)
			return ret;
	}
	fill_lookup(device);
	gpiod_add_lookup_table(device->lookup);
	device->looked_up = true;
	return 0;
}

/**
 * gpio_i2c_runtime_request - the request behind a device
 * @dev: the device
 *
 * Return: the request, or NULL if a firmware node or board code describes the device.
 */
const struct gpio_i2c_request *gpio_i2c_runtime_request(struct device *dev)
{
	struct runtime_device *device = runtime_device_of(dev);

	return device ? &device->request : NULL;
}

/**
 * gpio_i2c_runtime_probed - note the probe's result for new_device
 * @dev: the device
 * @result: what the probe returns
 */
void gpio_i2c_runtime_probed(struct device *dev, int result)
{
	struct runtime_device *device = runtime_device_of(dev);

	if (device)
		device->probed = result;
}

/* ------ devices ------ */

static void runtime_device_free(struct runtime_device *device)
{
	forget_lines(device);
	if (device->id >= 0)
		ida_free(&runtime_ids, device->id);
	kfree(device->lines[0].chip.label);
	kfree(device->lines[1].chip.label);
	gpio_i2c_request_free(&device->request);
	kfree(device->lookup);
	kfree(device);
}

static struct runtime_device *runtime_device_alloc(void)
{
	struct runtime_device *device = kzalloc(sizeof(*device), GFP_KERNEL);

	if (!device)
		return NULL;
	device->id = -1;
	device->probed = 1;
	device->lookup = kzalloc(struct_size(device->lookup, table, 3), GFP_KERNEL);
	if (device->lookup)
		device->id = ida_alloc(&runtime_ids, GFP_KERNEL);
	if (device->id < 0) {
		runtime_device_free(device);
		return NULL;
	}
	snprintf(device->name, sizeof(device->name), "%s.%d", GPIO_I2C_RUNTIME_NAME, device->id);
	return device;
}

/* By the device's name or the bus's; the caller holds runtime_lock. */
static struct runtime_device *runtime_device_find(const char *name)
{
	struct runtime_device *device;

	list_for_each_entry(device, &runtime_devices, list) {
		if (sysfs_streq(name, device->name) ||
		    (device->request.name && sysfs_streq(name, device->request.name)))
			return device;
	}
	return NULL;
}

static void runtime_device_end(struct runtime_device *device)
{
	list_del(&device->list);
	platform_device_unregister(device->pdev);
	runtime_device_free(device);
}

/*
 * The probe runs before this returns. Options are platform data: a software node whose link in
 * sysfs fails, for want of memory, is put once too often as its device goes.
 */
static int runtime_device_register(struct runtime_device *device)
{
	int ret;

	device->pdev = platform_device_alloc(GPIO_I2C_RUNTIME_NAME, device->id);
	if (!device->pdev)
		return -ENOMEM;
	ret = platform_device_add_data(device->pdev, &device, sizeof(device));
	if (!ret)
		ret = platform_device_add(device->pdev);
	if (ret)
		platform_device_put(device->pdev);
	return ret;
}

/* A device whose probe failed is removed unless it waits. On errors @device is freed. */
static int runtime_device_begin(struct runtime_device *device)
{
	const char *name = device->request.name;
	int ret = 0;

	if (name && runtime_device_find(name)) {
		complain(device, "another bus has the name '%s'\n", name);
		ret = -EEXIST;
	}
	if (!ret) {
		ret = runtime_device_register(device);
		if (ret)
			complain(device, "no device, error %d\n", ret);
	}
	if (ret) {
		runtime_device_free(device);
		return ret;
	}
	list_add_tail(&device->list, &runtime_devices);
	ret = device->probed;
	if (ret > 0) {
		complain(device, "the driver was not asked: is drivers_autoprobe 0?\n");
		ret = -ENODEV;
	}
	if (ret == -EPROBE_DEFER && device->request.wait)
		ret = 0;
	if (ret)
		runtime_device_end(device);
	return ret;
}

/**
 * gpio_i2c_runtime_new - make a device
 * @origin: who asks, for the log; has to outlive the device
 * @text: what is asked for
 *
 * Return: 0 if there is a bus, or one that waits for its lines; what
 * gpio_i2c_request_parse() or the probe returned; -EEXIST if the name is taken.
 */
int gpio_i2c_runtime_new(const char *origin, const char *text)
{
	struct runtime_device *device = runtime_device_alloc();
	int ret;

	if (!device)
		return -ENOMEM;
	ret = gpio_i2c_request_parse(&device->request, origin, text);
	if (ret) {
		runtime_device_free(device);
		return ret;
	}
	mutex_lock(&runtime_lock);
	ret = runtime_device_begin(device);
	mutex_unlock(&runtime_lock);
	return ret;
}

/* A '\0' would hide what follows it. */
static ssize_t new_device_store(struct device_driver *driver, const char *buf, size_t count)
{
	int ret;

	if (strlen(buf) != count) {
		pr_err("new_device: one bus at a time: there is a NUL in the text\n");
		return -EINVAL;
	}
	ret = gpio_i2c_runtime_new("new_device", buf);
	return ret ?: count;
}
static DRIVER_ATTR_WO(new_device);

static ssize_t delete_device_store(struct device_driver *driver, const char *buf, size_t count)
{
	struct runtime_device *device;

	mutex_lock(&runtime_lock);
	device = runtime_device_find(buf);
	if (device)
		runtime_device_end(device);
	mutex_unlock(&runtime_lock);
	return device ? count : -ENOENT;
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
 * gpio_i2c_runtime_exit - end all devices that were made here
 *
 * The driver is unregistered: none can be made any more.
 */
void gpio_i2c_runtime_exit(void)
{
	struct runtime_device *device, *next;

	list_for_each_entry_safe(device, next, &runtime_devices, list)
		runtime_device_end(device);
}
