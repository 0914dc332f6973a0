// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bitmap.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/gpio/driver.h>

#include "compat.h"
#include "line.h"

/*
 * Devices name their lines, or list SDA first and SCL second. A chip that is
 * not there yet is no error: the probe comes again.
 */
static struct gpio_desc *get_one(struct device *dev, const char *con_id,
				 unsigned int index, bool open_drain)
{
	enum gpiod_flags flags = open_drain ? GPIOD_OUT_HIGH : GPIOD_OUT_HIGH_OPEN_DRAIN;
	struct gpio_desc *desc = gpiod_get(dev, con_id, flags);

	if (PTR_ERR_OR_ZERO(desc) == -ENOENT)
		desc = gpiod_get_index(dev, NULL, index, flags);
	if (IS_ERR(desc))
		dev_err_probe(dev, PTR_ERR(desc), "cannot get the %s line\n", con_id);
	return desc;
}

/* A chip that goes away ends its consumers first. */
static void depend_on(struct device *dev, struct gpio_desc *desc)
{
	struct device *supplier = gpiod_to_chip(desc)->parent;

	if (supplier && !device_link_add(dev, supplier, DL_FLAG_AUTOREMOVE_CONSUMER))
		dev_dbg(dev, "no device link to %s\n", dev_name(supplier));
}

static void name_one(char *name, struct gpio_desc *desc)
{
	struct gpio_chip *chip = gpiod_to_chip(desc);

	snprintf(name, GPIO_I2C_LINE_NAME_BYTES, "%s:%d", chip->label ?: "?",
		 gpio_i2c_compat_line_offset(desc));
}

/**
 * gpio_i2c_line_get - request SDA and SCL, both released
 * @line: the lines
 * @dev: the device whose firmware node or lookup table names them
 * @options: how they are wired
 *
 * Return: 0, or the error of gpiod_get(): -EPROBE_DEFER, -ENOENT, -EBUSY.
 */
int gpio_i2c_line_get(struct gpio_i2c_line *line, struct device *dev,
		      const struct gpio_i2c_line_options *options)
{
	line->sda = get_one(dev, "sda", 0, options->sda_open_drain);
	if (IS_ERR(line->sda))
		return PTR_ERR(line->sda);
	line->scl = get_one(dev, "scl", 1, options->scl_open_drain);
	if (IS_ERR(line->scl)) {
		gpiod_put(line->sda);
		return PTR_ERR(line->scl);
	}
	depend_on(dev, line->sda);
	depend_on(dev, line->scl);
	line->may_sleep = gpiod_cansleep(line->sda) || gpiod_cansleep(line->scl);
	line->sda_readable = !options->sda_output_only;
	line->scl_readable = !options->scl_output_only;
	name_one(line->names[0], line->sda);
	name_one(line->names[1], line->scl);
	return 0;
}

/**
 * gpio_i2c_line_put - give the lines back, released
 * @line: the lines
 */
void gpio_i2c_line_put(struct gpio_i2c_line *line)
{
	gpio_i2c_set(line, line->scl, true);
	gpio_i2c_set(line, line->sda, true);
	gpiod_put(line->scl);
	gpiod_put(line->sda);
}

/**
 * gpio_i2c_line_get_both - sample both lines in one access
 * @line: the lines; both can be read
 * @sda: where the level of SDA goes
 *
 * Return: the level of SCL.
 */
bool gpio_i2c_line_get_both(const struct gpio_i2c_line *line, bool *sda)
{
	struct gpio_desc *both[2] = { line->sda, line->scl };
	DECLARE_BITMAP(levels, 2) = { 0 };
	int ret;

	if (line->may_sleep)
		ret = gpiod_get_array_value_cansleep(2, both, NULL, levels);
	else
		ret = gpiod_get_array_value(2, both, NULL, levels);
	*sda = !ret && test_bit(0, levels);
	return !ret && test_bit(1, levels);
}
