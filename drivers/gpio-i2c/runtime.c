// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/bus/platform/drivers/gpio-i2c/new_device takes "SDA SCL [HZ]", and
 * delete_device the name of a device made so. A line is "CHIP:OFFSET", where
 * CHIP is what gpiodetect shows, label or gpiochipN, or else the line's name.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": new_device: " fmt

#include <linux/device.h>
#include <linux/gpio/machine.h>
#include <linux/idr.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "chip.h"
#include "compat.h"
#include "runtime.h"
#include "timing.h"

#define NAME_BYTES	32
#define LINE_BY_NAME	U16_MAX

/**
 * struct made_line - a line as it was asked for
 * @chip: its chip, unless it was asked for by its name
 * @offset: its place there
 */
struct made_line {
	struct gpio_i2c_chip chip;
	u16 offset;
};

/**
 * struct made - a device that was made at run time
 * @list: in made_devices
 * @device: the device
 * @id: number in its name
 * @name: its name, as the lookup table knows it
 * @words: what was asked for, a word each: SDA, SCL, options
 * @lines: SDA and SCL
 * @scl_hz: its SCL frequency
 * @probed: what its probe returned, more than 0 before
 * @lookup: which lines are its own
 */
struct made {
	struct list_head list;
	struct platform_device *device;
	int id;
	char name[NAME_BYTES];
	char **words;
	struct made_line lines[2];
	u32 scl_hz;
	int probed;
	struct gpiod_lookup_table *lookup;
};

/* Protects made_devices: one device is made or ended at a time. */
static DEFINE_MUTEX(made_lock);
static LIST_HEAD(made_devices);
static DEFINE_IDA(made_ids);

/* ------ what is asked for ------ */

/* One line of at least two words; a '\0' would hide what follows it. */
static int split(struct made *made, const char *text, size_t length)
{
	const char *end = strchr(text, '\n');
	int count;

	if (strlen(text) != length || (end && end[1])) {
		pr_err("one bus at a time: SDA SCL [HZ] in one line\n");
		return -EINVAL;
	}
	made->words = argv_split(GFP_KERNEL, text, &count);
	if (!made->words)
		return -ENOMEM;
	if (count >= 2)
		return 0;
	pr_err("SDA SCL [HZ] is wanted\n");
	return -EINVAL;
}

static int find_chip(struct made_line *line, const char *text, u32 offset)
{
	int ret = gpio_i2c_chip_find(&line->chip, text);

	switch (ret) {
	case 0:
		break;
	case -ENODEV:	/* A line's name may look like that, too. */
		pr_notice("no GPIO chip '%s'\n", text);
		return 0;
	case -ENOTUNIQ:
		pr_err("several GPIO chips have the label of '%s': name the line\n", text);
		return -EINVAL;
	default:
		return ret;
	}
	if (offset >= line->chip.line_count) {
		pr_err("GPIO chip '%s' has %u lines, no line %u\n", text,
		       line->chip.line_count, offset);
		return -ENODEV;
	}
	line->offset = offset;
	return 0;
}

/* "CHIP:OFFSET" if there is such a chip, else the line's name. */
static int find_line(struct made_line *line, char *word)
{
	char *colon = strrchr(word, ':');
	u32 offset;
	int ret;

	line->offset = LINE_BY_NAME;
	if (!colon || kstrtou32(colon + 1, 10, &offset))
		return 0;
	*colon = '\0';
	ret = find_chip(line, word, offset);
	*colon = ':';
	return ret;
}

/* One line under two names is left to the probe. */
static bool is_same_line(const struct made *made)
{
	const struct made_line *sda = &made->lines[0], *scl = &made->lines[1];

	if (sda->offset != scl->offset)
		return false;
	if (sda->offset == LINE_BY_NAME)
		return !strcmp(made->words[0], made->words[1]);
	return sda->chip.id == scl->chip.id;
}

static int find_lines(struct made *made)
{
	int i, ret;

	for (i = 0; i < 2; i++) {
		ret = find_line(&made->lines[i], made->words[i]);
		if (ret)
			return ret;
	}
	if (!is_same_line(made))
		return 0;
	pr_err("SDA and SCL are the same line\n");
	return -EINVAL;
}

static int parse_scl_hz(u32 *scl_hz, const char *word)
{
	int ret = kstrtou32(word, 10, scl_hz);

	if (ret == -EINVAL) {
		pr_err("'%s' is not an SCL frequency in Hz\n", word);
		return ret;
	}
	if (!ret && *scl_hz >= GPIO_I2C_SCL_HZ_MIN && *scl_hz <= GPIO_I2C_SCL_HZ_MAX)
		return 0;
	pr_err("SCL frequency %s Hz is not between %u and %u\n", word, GPIO_I2C_SCL_HZ_MIN,
	       GPIO_I2C_SCL_HZ_MAX);
	return -ERANGE;
}

/* What follows the lines. */
static int parse_options(struct made *made)
{
	char **word = made->words + 2;
	int ret = 0;

	made->scl_hz = GPIO_I2C_SCL_HZ_DEFAULT;
	if (*word)
		ret = parse_scl_hz(&made->scl_hz, *word++);
	if (ret || !*word)
		return ret;
	pr_err("'%s' after the SCL frequency makes no sense\n", *word);
	return -EINVAL;
}

/* ------ devices ------ */

static void fill_lookup(struct made *made)
{
	static const char * const con_ids[] = { "sda", "scl" };
	int i;

	made->lookup->dev_id = made->name;
	for (i = 0; i < 2; i++) {
		const struct made_line *line = &made->lines[i];

		made->lookup->table[i] = GPIO_LOOKUP(line->chip.label ?: made->words[i],
						     line->offset, con_ids[i],
						     GPIO_ACTIVE_HIGH | GPIO_OPEN_DRAIN);
	}
}

static void made_free(struct made *made)
{
	if (made->id >= 0)
		ida_free(&made_ids, made->id);
	kfree(made->lines[0].chip.label);
	kfree(made->lines[1].chip.label);
	if (made->words)
		argv_free(made->words);
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
 * The probe runs before this returns. Options go by platform data: a software node that gets
 * no link in sysfs, for want of memory, is put once too often as its device goes.
 */
static int made_register(struct made *made)
{
	const struct gpio_i2c_runtime_data data = {
		.scl_hz = made->scl_hz,
		.names = { made->words[0], made->words[1] },
		.probed = &made->probed,
	};
	const struct platform_device_info info = {
		.name = GPIO_I2C_RUNTIME_NAME,
		.id = made->id,
		.data = &data,
		.size_data = sizeof(data),
	};

	made->device = platform_device_register_full(&info);
	return PTR_ERR_OR_ZERO(made->device);
}

/* A device that did not get its driver is of no use. @made is gone on errors. */
static int made_begin(struct made *made)
{
	int ret;

	fill_lookup(made);
	gpiod_add_lookup_table(made->lookup);
	made->probed = 1;
	ret = made_register(made);
	if (ret) {
		pr_err("no device, error %d\n", ret);
		gpiod_remove_lookup_table(made->lookup);
		made_free(made);
		return ret;
	}
	list_add_tail(&made->list, &made_devices);
	ret = made->probed;
	if (ret > 0) {
		pr_err("the driver was not asked: is drivers_autoprobe 0?\n");
		ret = -ENODEV;
	}
	if (ret)
		made_end(made);
	return ret;
}

static ssize_t new_device_store(struct device_driver *driver, const char *buf, size_t count)
{
	struct made *made = made_alloc();
	int ret;

	if (!made)
		return -ENOMEM;
	ret = split(made, buf, count);
	if (!ret)
		ret = find_lines(made);
	if (!ret)
		ret = parse_options(made);
	if (ret) {
		made_free(made);
		return ret;
	}
	mutex_lock(&made_lock);
	ret = made_begin(made);
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
