// SPDX-License-Identifier: GPL-2.0-only
/*
 * The lines are open drain if gpiolib sets PIN_CONFIG_DRIVE_OPEN_DRAIN. Open drain by changing
 * direction works as well: gpiolib drives such lines so, whatever the controller can do.
 */
#include <linux/pinctrl/pinconf-generic.h>

#include "chip.h"
#include "compat.h"
#include "pin.h"

/* ------ edges ------ */

/*
 * The usual way of an edge, from gpiolib to the targets. Its time looks like a cost of the lines.
 * So it is compiled into one piece, lock included, and calls functions only for what comes once a
 * byte or less.
 */

/* sim_pin_quick() with its lock. False: nothing was done. */
static __always_inline bool quick_edge(struct sim_bus *bus, enum sim_line line,
				       enum sim_pin pin)
{
	unsigned long flags;
	bool quick;

	if (static_branch_unlikely(&sim_access_costs))
		return false;
	raw_spin_lock_irqsave(&bus->lock, flags);
	quick = sim_pin_quick(bus, line, pin);
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	return quick;
}

notrace __attribute__((__flatten__))
static int sim_direction_input(struct gpio_chip *gc, unsigned int offset)
{
	struct sim_bus *bus = sim_chip_bus(gc, offset);
	bool quick;

	if (offset % SIM_LINES == SIM_SCL)
		quick = quick_edge(bus, SIM_SCL, SIM_PIN_INPUT);
	else
		quick = quick_edge(bus, SIM_SDA, SIM_PIN_INPUT);
	if (unlikely(!quick))
		sim_pin_set(bus, offset % SIM_LINES, SIM_PIN_INPUT);
	return 0;
}

notrace __attribute__((__flatten__))
static int sim_direction_output(struct gpio_chip *gc, unsigned int offset, int value)
{
	struct sim_bus *bus = sim_chip_bus(gc, offset);
	bool quick = false;

	if (unlikely(value))
		sim_pin_set(bus, offset % SIM_LINES, SIM_PIN_HIGH);
	else if (offset % SIM_LINES == SIM_SCL)
		quick = quick_edge(bus, SIM_SCL, SIM_PIN_LOW);
	else
		quick = quick_edge(bus, SIM_SDA, SIM_PIN_LOW);
	if (unlikely(!quick && !value))
		sim_pin_set(bus, offset % SIM_LINES, SIM_PIN_LOW);
	return 0;
}

/* ------ the other callbacks ------ */

static notrace int sim_get(struct gpio_chip *gc, unsigned int offset)
{
	return sim_pin_get(sim_chip_bus(gc, offset), offset % SIM_LINES);
}

/* An input keeps no output value: direction_output() brings one. */
static int sim_set(struct gpio_chip *gc, unsigned int offset, int value)
{
	struct sim_bus *bus = sim_chip_bus(gc, offset);
	enum sim_line line = offset % SIM_LINES;

	if (READ_ONCE(bus->pin[line]) == SIM_PIN_INPUT)
		sim_direction_input(gc, offset);	/* it changes nothing, but has its cost */
	else
		sim_direction_output(gc, offset, value);
	return 0;
}

COMPAT_SET(sim_set)

static int sim_get_multiple(struct gpio_chip *gc, unsigned long *mask, unsigned long *bits)
{
	unsigned int offset;
	int level;

	for_each_set_bit(offset, mask, gc->ngpio) {
		level = sim_get(gc, offset);
		if (level < 0)
			return level;
		__assign_bit(offset, bits, level);
	}
	return 0;
}

static int sim_set_multiple(struct gpio_chip *gc, unsigned long *mask, unsigned long *bits)
{
	unsigned int offset;

	for_each_set_bit(offset, mask, gc->ngpio)
		sim_set(gc, offset, test_bit(offset, bits));
	return 0;
}

COMPAT_SET_MULTIPLE(sim_set_multiple)

static int sim_get_direction(struct gpio_chip *gc, unsigned int offset)
{
	struct sim_bus *bus = sim_chip_bus(gc, offset);

	if (READ_ONCE(bus->pin[offset % SIM_LINES]) == SIM_PIN_INPUT)
		return GPIO_LINE_DIRECTION_IN;
	return GPIO_LINE_DIRECTION_OUT;
}

static int sim_set_config(struct gpio_chip *gc, unsigned int offset, unsigned long config)
{
	struct sim_bus *bus = sim_chip_bus(gc, offset);
	u8 line = BIT(offset % SIM_LINES);
	unsigned long flags;
	int ret = 0;

	raw_spin_lock_irqsave(&bus->lock, flags);
	switch (pinconf_to_config_param(config)) {
	case PIN_CONFIG_DRIVE_OPEN_DRAIN:
		bus->push_pull &= ~line;
		bus->wire.pushed &= ~line;
		break;
	case PIN_CONFIG_DRIVE_PUSH_PULL:
		bus->push_pull |= line;
		break;
	case PIN_CONFIG_BIAS_PULL_UP:	/* the bus has its own */
		break;
	default:
		ret = -ENOTSUPP;
	}
	if (bus->push_pull)
		bus->wire.watch |= SIM_WATCH_PUSH_PULL;
	else
		bus->wire.watch &= ~SIM_WATCH_PUSH_PULL;
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	return ret;
}

/* Release a line that nobody has, so that the next user finds an idle bus. */
static void sim_free(struct gpio_chip *gc, unsigned int offset)
{
	sim_direction_input(gc, offset);
}

static void destroy_bus(void *bus)
{
	sim_bus_destroy(bus);
}

static int create_buses(struct device *dev, struct sim_chip *chip, bool chips, const char **names)
{
	unsigned int i;
	int ret;

	for (i = 0; i < chip->bus_count; i++) {
		struct sim_bus *bus = sim_bus_create(chips);

		if (IS_ERR(bus))
			return PTR_ERR(bus);
		ret = devm_add_action_or_reset(dev, destroy_bus, bus);
		if (ret)
			return ret;
		chip->bus[i] = bus;
		names[2 * i + SIM_SDA] = devm_kasprintf(dev, GFP_KERNEL, "sim%d-sda", bus->id);
		names[2 * i + SIM_SCL] = devm_kasprintf(dev, GFP_KERNEL, "sim%d-scl", bus->id);
		if (!names[2 * i + SIM_SDA] || !names[2 * i + SIM_SCL])
			return -ENOMEM;
	}
	return 0;
}

struct sim_chip *sim_chip_create(struct device *dev, unsigned int bus_count, bool chips)
{
	struct sim_chip *chip;
	const char **names;
	struct gpio_chip *gc;
	int ret;

	chip = devm_kzalloc(dev, struct_size(chip, bus, bus_count), GFP_KERNEL);
	names = devm_kcalloc(dev, bus_count * SIM_LINES, sizeof(*names), GFP_KERNEL);
	if (!chip || !names)
		return ERR_PTR(-ENOMEM);
	chip->bus_count = bus_count;
	ret = create_buses(dev, chip, chips, names);
	if (ret)
		return ERR_PTR(ret);

	gc = &chip->gc;
	gc->label = SIM_CHIP_LABEL;
	gc->parent = dev;
	gc->base = -1;
	gc->ngpio = bus_count * SIM_LINES;
	gc->names = names;
	gc->free = sim_free;
	gc->get_direction = sim_get_direction;
	gc->direction_input = sim_direction_input;
	gc->direction_output = sim_direction_output;
	gc->get = sim_get;
	gc->get_multiple = sim_get_multiple;
	gc->set = compat_callback(((struct gpio_chip *)0)->set, sim_set);
	gc->set_multiple = compat_callback(((struct gpio_chip *)0)->set_multiple, sim_set_multiple);
	gc->set_config = sim_set_config;
	ret = devm_gpiochip_add_data(dev, gc, chip);
	return ret ? ERR_PTR(ret) : chip;
}
