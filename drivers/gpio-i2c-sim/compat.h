/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All that differs between kernel versions, 5.10 to 6.18. The callbacks that set
 * a GPIO return int from 6.17 on and void before; since that may be backported,
 * the type of the member decides, not the version.
 */
#ifndef SIM_COMPAT_H
#define SIM_COMPAT_H

#include <linux/gpio/driver.h>
#include <linux/platform_device.h>

typedef int (*sim_set_fn)(struct gpio_chip *gc, unsigned int offset, int value);
typedef int (*sim_set_multiple_fn)(struct gpio_chip *gc, unsigned long *mask,
				   unsigned long *bits);

/* Makes NAME_void() of NAME(), for SIM_GPIO_SET() to choose from. */
#define SIM_DEFINE_VOID_SET(name)						\
static void __maybe_unused name##_void(struct gpio_chip *gc, unsigned int offset, int value) \
{										\
	name(gc, offset, value);						\
}

#define SIM_DEFINE_VOID_SET_MULTIPLE(name)					\
static void __maybe_unused name##_void(struct gpio_chip *gc, unsigned long *mask, \
				       unsigned long *bits)			\
{										\
	name(gc, mask, bits);							\
}

#define SIM_GPIO_SET(name)							\
	__builtin_choose_expr(							\
		__builtin_types_compatible_p(typeof(((struct gpio_chip *)0)->set), sim_set_fn), \
		name, name##_void)

#define SIM_GPIO_SET_MULTIPLE(name)						\
	__builtin_choose_expr(							\
		__builtin_types_compatible_p(typeof(((struct gpio_chip *)0)->set_multiple), \
					     sim_set_multiple_fn),		\
		name, name##_void)

#endif
