// SPDX-License-Identifier: GPL-2.0-only
#include <linux/device.h>
#include <linux/err.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "chip.h"
#include "compat.h"

/* "gpiochip" and a number */
#define NAME_BYTES	20

/**
 * struct entry - a GPIO chip as it was when the list was made
 * @chip: what callers get
 * @device: its device, or what compat.h has in place of it
 * @name: its device's name, as in /dev; empty if the kernel does not tell
 * @base: global GPIO number of its first line
 */
struct entry {
	struct gpio_i2c_chip chip;
	struct device *device;
	char name[NAME_BYTES];
	u32 base;
};

/**
 * struct list - all GPIO chips
 * @count: how many there are
 * @room: how many fit into @entries
 * @entries: as many of them as fit
 */
struct list {
	unsigned int count;
	unsigned int room;
	struct entry *entries;
};

/* gpiolib holds a spinlock here in older kernels. */
static void note_chip(struct gpio_chip *gc, void *data)
{
	struct list *list = data;
	struct entry *entry;

	if (list->count++ >= list->room)
		return;
	entry = &list->entries[list->count - 1];
	entry->chip.id = gc->gpiodev;
	entry->chip.label = kstrdup(gc->label ?: "unknown", GFP_ATOMIC);
	entry->chip.line_count = gc->ngpio;
	entry->base = gc->base;
	entry->device = get_device(compat_chip_device(gc));
}

static void list_free(struct list *list)
{
	unsigned int i;

	for (i = 0; i < min(list->count, list->room); i++) {
		kfree(list->entries[i].chip.label);
		put_device(list->entries[i].device);
	}
	kfree(list->entries);
}

static int list_fill(struct list *list)
{
	unsigned int i;

	list->count = 0;
	list->entries = kcalloc(list->room, sizeof(*list->entries), GFP_KERNEL);
	if (!list->entries)
		return -ENOMEM;
	compat_visit_chips(note_chip, list);
	for (i = 0; i < min(list->count, list->room); i++) {
		if (!list->entries[i].chip.label)
			return -ENOMEM;
		compat_chip_name(list->entries[i].name, NAME_BYTES, list->entries[i].device);
	}
	return 0;
}

/* Chips may come while we look: make the list again until all fit. */
static int list_make(struct list *list)
{
	int ret;

	*list = (struct list){ .room = 16 };
	for (;;) {
		ret = list_fill(list);
		if (ret || list->count <= list->room)
			break;
		list_free(list);
		list->room = list->count;
	}
	if (ret)
		list_free(list);
	return ret;
}

static bool label_is_shared(const struct list *list, const char *label)
{
	unsigned int i, found = 0;

	for (i = 0; i < list->count; i++)
		found += !strcmp(list->entries[i].chip.label, label);
	return found > 1;
}

/* The chip whose label or name is @text. */
static struct entry *list_find(const struct list *list, const char *text)
{
	struct entry *found = ERR_PTR(-ENODEV);
	unsigned int i;

	for (i = 0; i < list->count; i++) {
		struct entry *entry = &list->entries[i];

		if (strcmp(entry->chip.label, text) && strcmp(entry->name, text))
			continue;
		if (!IS_ERR(found))
			return ERR_PTR(-ENOTUNIQ);
		found = entry;
	}
	return found;
}

/* Move the chip of @entry, which may be an ERR_PTR, to the caller. */
static int list_give(struct list *list, struct entry *entry, struct gpio_i2c_chip *chip)
{
	if (IS_ERR(entry))
		return PTR_ERR(entry);
	if (label_is_shared(list, entry->chip.label))
		return -ENOTUNIQ;
	*chip = entry->chip;
	entry->chip.label = NULL;
	return 0;
}

/**
 * gpio_i2c_chip_find - find a chip by its label or its name in /dev
 * @chip: what there is to know of it; left alone on errors
 * @text: "pinctrl-bcm2711", or "gpiochip0"
 *
 * Lookup tables know chips by label alone. So a chip that shares its label cannot be used, not by
 * its name in /dev either.
 *
 * Return: 0, -ENODEV if there is none, -ENOTUNIQ if several have the label.
 */
int gpio_i2c_chip_find(struct gpio_i2c_chip *chip, const char *text)
{
	struct list list;
	int ret;

	ret = list_make(&list);
	if (ret)
		return ret;
	ret = list_give(&list, *text ? list_find(&list, text) : ERR_PTR(-ENODEV), chip);
	list_free(&list);
	return ret;
}

/**
 * gpio_i2c_chip_find_number - find the chip of a line by its global GPIO number
 * @chip: what there is to know of it; left alone on errors
 * @number: the line's number, as /sys/kernel/debug/gpio shows it
 * @offset: where the line's offset in the chip goes
 *
 * Return: 0, or an error of gpio_i2c_chip_find().
 */
int gpio_i2c_chip_find_number(struct gpio_i2c_chip *chip, u32 number, u32 *offset)
{
	struct entry *found = ERR_PTR(-ENODEV);
	struct list list;
	unsigned int i;
	int ret;

	ret = list_make(&list);
	if (ret)
		return ret;
	for (i = 0; i < list.count; i++) {
		struct entry *entry = &list.entries[i];

		if (number < entry->base || number - entry->base >= entry->chip.line_count)
			continue;
		*offset = number - entry->base;
		found = entry;
	}
	ret = list_give(&list, found, chip);
	list_free(&list);
	return ret;
}

/* Room for ":" and an offset */
#define OFFSET_BYTES	sizeof(":65535")

/* The label; the name in /dev if the label is shared or too long. */
static const char *choose_name(const struct list *list, const struct gpio_chip *gc, size_t size)
{
	const char *label = gc->label ?: "unknown";
	unsigned int i;

	if (!label_is_shared(list, label) && strlen(label) + OFFSET_BYTES <= size)
		return label;
	for (i = 0; i < list->count; i++) {
		const struct entry *entry = &list->entries[i];

		if (entry->chip.id == gc->gpiodev && *entry->name)
			return entry->name;
	}
	return label;
}

/**
 * gpio_i2c_chip_name_line - the name by which we print a line
 * @name: where "CHIP:OFFSET" goes
 * @size: room there
 * @desc: the line
 *
 * CHIP is the chip's label, or its name in /dev if other chips have that label too or it
 * is too long.
 */
void gpio_i2c_chip_name_line(char *name, size_t size, struct gpio_desc *desc)
{
	struct gpio_chip *gc = gpiod_to_chip(desc);
	int offset = gpiod_hwgpio(desc);
	struct list list;

	if (list_make(&list)) {
		snprintf(name, size, "%s:%d", gc->label ?: "unknown", offset);
		return;
	}
	snprintf(name, size, "%s:%d", choose_name(&list, gc, size), offset);
	list_free(&list);
}
