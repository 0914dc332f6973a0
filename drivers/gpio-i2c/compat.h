/* SPDX-License-Identifier: GPL-2.0-only */
/* What differs between kernel versions; everything else is written for the newest. */
#ifndef _GPIO_I2C_COMPAT_H
#define _GPIO_I2C_COMPAT_H

#include <linux/device.h>
#include <linux/gpio/consumer.h>
#include <linux/gpio/driver.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/pagemap.h>
#include <linux/platform_device.h>
#include <linux/rtmutex.h>
#include <linux/string.h>
#include <linux/version.h>

/* platform_driver.remove returns nothing */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 11, 0)
#define GPIO_I2C_COMPAT_REMOVE(name)					\
static int name##_compat(struct platform_device *pdev)			\
{									\
	name(pdev);							\
	return 0;							\
}
#define gpio_i2c_compat_remove(name)	name##_compat
#else
#define GPIO_I2C_COMPAT_REMOVE(name)
#define gpio_i2c_compat_remove(name)	name
#endif

/* a lock with priority inheritance that a process waits for until it is killed */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 19, 0)
#define gpio_i2c_compat_lock		mutex
#define gpio_i2c_compat_lock_init	mutex_init
#define gpio_i2c_compat_lock_wait	mutex_lock
#define gpio_i2c_compat_lock_killable	mutex_lock_killable
#define gpio_i2c_compat_lock_try	mutex_trylock
#define gpio_i2c_compat_lock_release	mutex_unlock
#else
#define gpio_i2c_compat_lock		rt_mutex
#define gpio_i2c_compat_lock_init	rt_mutex_init
#define gpio_i2c_compat_lock_wait	rt_mutex_lock
#define gpio_i2c_compat_lock_killable	rt_mutex_lock_killable
#define gpio_i2c_compat_lock_try	rt_mutex_trylock
#define gpio_i2c_compat_lock_release	rt_mutex_unlock
#endif

/* Can memory of a user be written? Without writing. Returns how much of it cannot. */
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 16, 0)
static inline size_t gpio_i2c_compat_fault_in(const char __user *start, size_t size)
{
	unsigned long at = (unsigned long)start & PAGE_MASK;
	size_t pages = DIV_ROUND_UP(offset_in_page(start) + size, PAGE_SIZE);
	bool unlocked;

	mmap_read_lock(current->mm);
	for (; pages; pages--, at += PAGE_SIZE)
		if (fixup_user_fault(current->mm, at, FAULT_FLAG_WRITE, &unlocked))
			break;
	mmap_read_unlock(current->mm);
	return pages;
}
#else
#define gpio_i2c_compat_fault_in	fault_in_safe_writeable
#endif

/* Setting a line tells of errors from 6.15 on, or where that was taken over. */
#define gpio_i2c_compat_result(call)							\
	__builtin_choose_expr(__builtin_types_compatible_p(typeof(call), void),		\
			      ({ call; 0; }), call)

/* the offset of a line in its chip */
static inline int gpio_i2c_compat_line_offset(struct gpio_desc *desc)
{
	return desc_to_gpio(desc) - gpiod_to_chip(desc)->base;
}

/* A walk over all GPIO chips. */
struct gpio_i2c_compat_walk {
	void (*visit)(struct gpio_chip *gc, void *data);
	void *data;
};

static inline int gpio_i2c_compat_visit(struct gpio_chip *gc, const void *data)
{
	const struct gpio_i2c_compat_walk *walk = data;

	walk->visit(gc, walk->data);
	return 0;
}

/* gpiochip_find() wants it so, and gpio_device_find() before 6.9 */
static inline int gpio_i2c_compat_visit_mutable(struct gpio_chip *gc, void *data)
{
	return gpio_i2c_compat_visit(gc, data);
}

/* Kbuild looks whether there is struct gpio_device: some distributions backport it. */
#ifdef GPIO_I2C_COMPAT_GPIO_DEVICE
/* never called: the type that gpio_device_find() has from 6.9 on */
struct gpio_device *gpio_i2c_compat_find_type(const void *data,
					      int (*match)(struct gpio_chip *gc, const void *data));

#define GPIO_I2C_COMPAT_VISIT							\
	__builtin_choose_expr(							\
		__builtin_types_compatible_p(typeof(gpio_device_find),		\
					     typeof(gpio_i2c_compat_find_type)), \
		gpio_i2c_compat_visit, gpio_i2c_compat_visit_mutable)
#define GPIO_I2C_COMPAT_FIND	gpio_device_find
#else
#define GPIO_I2C_COMPAT_VISIT	gpio_i2c_compat_visit_mutable
#define GPIO_I2C_COMPAT_FIND	gpiochip_find
#endif

/* @visit must not sleep. */
static inline void gpio_i2c_compat_visit_chips(void (*visit)(struct gpio_chip *gc, void *data),
					       void *data)
{
	struct gpio_i2c_compat_walk walk = { .visit = visit, .data = data };

	/* None is wanted, so none is returned. */
	GPIO_I2C_COMPAT_FIND(&walk, GPIO_I2C_COMPAT_VISIT);
}

/*
 * The device of a chip, and its name. Before 6.7 gpiolib keeps it to itself: there it is the
 * device that the chip is on, and the name is that of the chip below it, if there is just one.
 */
#ifdef GPIO_I2C_COMPAT_GPIO_DEVICE
static inline struct device *gpio_i2c_compat_chip_device(struct gpio_chip *gc)
{
	return gpio_device_to_device(gc->gpiodev);
}

static inline void gpio_i2c_compat_chip_name(char *name, size_t size, struct device *device)
{
	strscpy(name, dev_name(device), size);
}
#else
static inline struct device *gpio_i2c_compat_chip_device(struct gpio_chip *gc)
{
	return gc->parent;
}

struct gpio_i2c_compat_child {
	char *name;
	size_t size;
	unsigned int count;
};

static inline int gpio_i2c_compat_note_child(struct device *device, void *data)
{
	struct gpio_i2c_compat_child *child = data;

	if (device->bus && !strcmp(device->bus->name, "gpio")) {
		strscpy(child->name, dev_name(device), child->size);
		child->count++;
	}
	return 0;
}

static inline void gpio_i2c_compat_chip_name(char *name, size_t size, struct device *device)
{
	struct gpio_i2c_compat_child child = { .name = name, .size = size };

	if (device)
		device_for_each_child(device, &child, gpio_i2c_compat_note_child);
	if (child.count != 1)
		*name = '\0';
}
#endif

#endif /* _GPIO_I2C_COMPAT_H */
