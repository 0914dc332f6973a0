/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The differences between kernels, from 5.10 on; all other files are written for the newest.
 * Kbuild beside this file sets COMPAT_HAS_* for what the kernel has.
 */
#ifndef _GPIO_I2C_COMPAT_H
#define _GPIO_I2C_COMPAT_H

#include <linux/device.h>
#include <linux/gpio/consumer.h>
#include <linux/gpio/driver.h>
#include <linux/gpio/machine.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/of.h>
#include <linux/pagemap.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/rtmutex.h>
#include <linux/string.h>
#include <linux/uaccess.h>

/*
 * For a callback whose type changed: NAME has the new type, COMPAT_*(NAME) wraps it in the old
 * one. compat_callback() picks the one that fits MEMBER, "((struct s *)0)->member".
 */
#define compat_callback(member, name)							\
	__builtin_choose_expr(								\
		__builtin_types_compatible_p(typeof(member), typeof(name) *),		\
		name, name##_compat)

/* platform_driver.remove returned an int before 6.11 */
#define COMPAT_REMOVE(name)								\
static int __maybe_unused name##_compat(struct platform_device *pdev)			\
{											\
	name(pdev);									\
	return 0;									\
}

/* gpio_chip.set and .set_multiple returned nothing before 6.17 */
#define COMPAT_SET(name)								\
static void __maybe_unused name##_compat(struct gpio_chip *gc, unsigned int offset, int value) \
{											\
	name(gc, offset, value);							\
}

#define COMPAT_SET_MULTIPLE(name)							\
static void __maybe_unused name##_compat(struct gpio_chip *gc, unsigned long *mask,	\
					 unsigned long *bits)				\
{											\
	name(gc, mask, bits);								\
}

/* a bare initialiser before 5.14, no compound literal */
#ifndef COMPAT_HAS_LOOKUP_LITERAL
#undef GPIO_LOOKUP
#define GPIO_LOOKUP(key, chip_hwnum, con_id, flags)	\
	((struct gpiod_lookup)GPIO_LOOKUP_IDX(key, chip_hwnum, con_id, 0, flags))
#endif

/* the offset of a line in its chip */
#ifndef COMPAT_HAS_HWGPIO
static inline int gpiod_hwgpio(const struct gpio_desc *desc)
{
	return desc_to_gpio(desc) - gpiod_to_chip(desc)->base;
}
#endif

/* From 6.19 on several devices can share a line, each with a descriptor of its own. */
#ifndef COMPAT_HAS_IS_SHARED
static inline bool gpiod_is_shared(const struct gpio_desc *desc)
{
	return false;
}

/* called for shared lines only */
static inline struct gpio_device *compat_find_by_fwnode(const struct fwnode_handle *fwnode)
{
	return NULL;
}

static inline struct gpio_desc *compat_get_desc(struct gpio_device *gdev, unsigned int offset)
{
	return ERR_PTR(-ENODEV);
}

static inline void compat_device_put(struct gpio_device *gdev)
{
}

#define gpio_device_find_by_fwnode	compat_find_by_fwnode
#define gpio_device_get_desc		compat_get_desc
#define gpio_device_put			compat_device_put
#endif

/* The offset that a reference with two cells names, as gpiolib finds it for shared lines. */
static inline unsigned int compat_line_offset(struct gpio_device *gdev,
					      const struct fwnode_reference_args *reference)
{
#if defined(CONFIG_OF_GPIO) && defined(COMPAT_HAS_IS_SHARED)
	struct gpio_chip *gc = gpio_device_get_chip(gdev);
	struct of_phandle_args spec = {
		.np = to_of_node(reference->fwnode),
		.args_count = 2,
		.args = { reference->args[0], reference->args[1] },
	};
	int offset = gc->of_xlate ? gc->of_xlate(gc, &spec, NULL) : -EINVAL;

	if (offset >= 0)
		return offset;
#endif
	return reference->args[0];
}

/* The module's name is an argument from 7.1 on. */
#ifndef COMPAT_HAS_DRIVER_MOD_NAME
static inline int compat_platform_driver_register(struct platform_driver *driver,
						  struct module *owner, const char *mod_name)
{
	return __platform_driver_register(driver, owner);
}

#undef __platform_driver_register
#define __platform_driver_register	compat_platform_driver_register
#undef platform_driver_register
#define platform_driver_register(driver)	\
	compat_platform_driver_register(driver, THIS_MODULE, KBUILD_MODNAME)
#endif

/* A lock whose wait can be killed: with priority inheritance from 5.19 on, a mutex before. */
#ifdef COMPAT_HAS_KILLABLE_RT_MUTEX
#define compat_lock		rt_mutex
#define compat_lock_init	rt_mutex_init
#define compat_lock_wait	rt_mutex_lock
#define compat_lock_killable	rt_mutex_lock_killable
#define compat_lock_try		rt_mutex_trylock
#define compat_lock_release	rt_mutex_unlock
#else
#define compat_lock		mutex
#define compat_lock_init	mutex_init
#define compat_lock_wait	mutex_lock
#define compat_lock_killable	mutex_lock_killable
#define compat_lock_try		mutex_trylock
#define compat_lock_release	mutex_unlock
#endif

/*
 * Checks, without writing, whether user memory can be written. Returns how many bytes cannot.
 * There from 5.16 on, but until 6.15, and later in stable kernels, it overlooked pages behind the
 * first: so each page is checked alone.
 */
#ifndef COMPAT_HAS_FAULT_IN
static inline size_t fault_in_safe_writeable(const char __user *start, size_t size)
{
	bool unlocked;
	int ret;

	mmap_read_lock(current->mm);
	ret = fixup_user_fault(current->mm, (unsigned long)start & PAGE_MASK, FAULT_FLAG_WRITE,
			       &unlocked);
	mmap_read_unlock(current->mm);
	return ret ? size : 0;
}
#endif

static inline size_t compat_fault_in(const char __user *start, size_t size)
{
	while (size) {
		size_t part = min_t(size_t, size, PAGE_SIZE - offset_in_page(start));

		if (fault_in_safe_writeable(start, part))
			break;
		start += part;
		size -= part;
	}
	return size;
}

#define fault_in_safe_writeable		compat_fault_in

/* gpiod_set_value_cansleep() returns errors from 6.15 on, or with a backport. */
static inline int compat_set_slowly(struct gpio_desc *desc, int value)
{
	return __builtin_choose_expr(__builtin_types_compatible_p(typeof(gpiod_set_value_cansleep),
								  void(struct gpio_desc *, int)),
				     ({ gpiod_set_value_cansleep(desc, value); 0; }),
				     gpiod_set_value_cansleep(desc, value));
}

/*
 * Is @label the line's consumer label? Before 6.8 the consumer may free it while we read: what
 * was read counts only if the line has the very same label afterwards.
 */
static inline bool compat_line_has_label(struct gpio_desc *desc, const char *label)
{
	struct gpio_chip *chip = gpiod_to_chip(desc);
#ifdef COMPAT_HAS_DUP_LINE_LABEL
	char *has = gpiochip_dup_line_label(chip, gpiod_hwgpio(desc));
	bool same = !IS_ERR_OR_NULL(has) && !strcmp(has, label);

	if (!IS_ERR(has))
		kfree(has);
	return same;
#else
	const char *has = gpiochip_is_requested(chip, gpiod_hwgpio(desc));
	const char *at = has;
	char c;

	if (!has)
		return false;
	do {
		if (copy_from_kernel_nofault(&c, at++, sizeof(c)) || c != *label)
			return false;
	} while (*label++);
	return gpiochip_is_requested(chip, gpiod_hwgpio(desc)) == has;
#endif
}

/* A walk over all GPIO chips. */
struct compat_walk {
	void (*visit)(struct gpio_chip *gc, void *data);
	void *data;
};

static inline int compat_visit(struct gpio_chip *gc, const void *data)
{
	const struct compat_walk *walk = data;

	walk->visit(gc, walk->data);
	return 0;
}

/* the type for gpiochip_find(), and for gpio_device_find() before 6.9 */
static inline int compat_visit_mutable(struct gpio_chip *gc, void *data)
{
	return compat_visit(gc, data);
}

#ifdef COMPAT_HAS_GPIO_DEVICE
/* never called: it has the type of gpio_device_find() from 6.9 on */
struct gpio_device *compat_find_type(const void *data,
				     int (*match)(struct gpio_chip *gc, const void *data));

#define COMPAT_VISIT							\
	__builtin_choose_expr(							\
		__builtin_types_compatible_p(typeof(gpio_device_find),		\
					     typeof(compat_find_type)), \
		compat_visit, compat_visit_mutable)
#define COMPAT_FIND	gpio_device_find
#else
#define COMPAT_VISIT	compat_visit_mutable
#define COMPAT_FIND	gpiochip_find
#endif

/* @visit must not sleep. */
static inline void compat_visit_chips(void (*visit)(struct gpio_chip *gc, void *data),
				      void *data)
{
	struct compat_walk walk = { .visit = visit, .data = data };

	/* compat_visit() matches no chip, so none is returned that we had to put. */
	COMPAT_FIND(&walk, COMPAT_VISIT);
}

/*
 * A chip's device, and the chip's name. Before 6.7 gpiolib hides the device: there it is the
 * chip's parent, and the name is that of the chip below it, empty unless there is just one.
 */
#ifdef COMPAT_HAS_GPIO_DEVICE
static inline struct device *compat_chip_device(struct gpio_chip *gc)
{
	return gpio_device_to_device(gc->gpiodev);
}

static inline void compat_chip_name(char *name, size_t size, struct device *device)
{
	strscpy(name, dev_name(device), size);
}
#else
static inline struct device *compat_chip_device(struct gpio_chip *gc)
{
	return gc->parent;
}

struct compat_child {
	char *name;
	size_t size;
	unsigned int count;
};

static inline int compat_note_child(struct device *device, void *data)
{
	struct compat_child *child = data;

	if (device->bus && !strcmp(device->bus->name, "gpio")) {
		strscpy(child->name, dev_name(device), child->size);
		child->count++;
	}
	return 0;
}

static inline void compat_chip_name(char *name, size_t size, struct device *device)
{
	struct compat_child child = { .name = name, .size = size };

	if (device)
		device_for_each_child(device, &child, compat_note_child);
	if (child.count != 1)
		*name = '\0';
}
#endif

#endif /* _GPIO_I2C_COMPAT_H */
