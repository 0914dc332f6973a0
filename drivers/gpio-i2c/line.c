// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bitmap.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/gpio/driver.h>
#include <linux/slab.h>

#include "chip.h"
#include "compat.h"
#include "line.h"

/* Protects the list, and @users of what is in it. */
static DEFINE_MUTEX(scl_list_lock);
static LIST_HEAD(scl_list);

/* Devices name their lines, or list SDA first and SCL second. */
static struct gpio_desc *request(struct device *dev, const char *con_id, unsigned int index,
				 enum gpiod_flags flags)
{
	struct gpio_desc *desc = gpiod_get(dev, con_id, flags);

	if (PTR_ERR_OR_ZERO(desc) == -ENOENT)
		desc = gpiod_get_index(dev, NULL, index, flags);
	return desc;
}

static enum gpiod_flags released(bool open_drain)
{
	return open_drain ? GPIOD_OUT_HIGH : GPIOD_OUT_HIGH_OPEN_DRAIN;
}

static struct gpio_i2c_scl *find_scl(const struct gpio_desc *desc)
{
	struct gpio_i2c_scl *scl;

	list_for_each_entry(scl, &scl_list, list) {
		if (scl->desc == desc)
			return scl;
	}
	return NULL;
}

static struct gpio_i2c_scl *add_scl(struct gpio_desc *desc)
{
	struct gpio_i2c_scl *scl = kzalloc(sizeof(*scl), GFP_KERNEL);

	if (!scl) {
		gpiod_put(desc);
		return ERR_PTR(-ENOMEM);
	}
	mutex_init(&scl->lock);
	scl->desc = desc;
	scl->users = 1;
	list_add(&scl->list, &scl_list);
	return scl;
}

/*
 * A line that is neither free nor ours was asked for not exclusively. Had its owner just let
 * go of it, that took it after all: as an input, by a name of ours. Who else has it for a bus
 * drives it, and who only listens gives it another name.
 */
static bool was_taken(struct device *dev, struct gpio_desc *desc)
{
	return gpiod_get_direction(desc) == 1 &&
	       (compat_line_has_label(desc, "scl") ||
		compat_line_has_label(desc, dev_name(dev)));
}

/*
 * SFP cages, for one, have an SDA each and one SCL. A line that is taken is
 * asked for once more, not exclusively, to learn whether we have it ourselves;
 * such a request takes nothing, so nothing is to be given back, unless the line
 * became free meanwhile. The caller holds scl_list_lock.
 */
static struct gpio_i2c_scl *get_scl(struct device *dev, const struct gpio_desc *sda,
				    bool open_drain)
{
	struct gpio_i2c_scl *scl;
	struct gpio_desc *desc;

	for (;;) {
		desc = request(dev, "scl", 1, released(open_drain));
		if (!IS_ERR(desc))
			return add_scl(desc);
		if (PTR_ERR(desc) != -EBUSY)
			return ERR_CAST(desc);
		desc = request(dev, "scl", 1, GPIOD_IN | GPIOD_FLAGS_BIT_NONEXCLUSIVE);
		if (IS_ERR(desc))
			return ERR_CAST(desc);
		if (desc == sda) {
			dev_err(dev, "SDA and SCL are the same line\n");
			return ERR_PTR(-EINVAL);
		}
		scl = find_scl(desc);
		if (scl) {
			scl->users++;
			return scl;
		}
		if (!was_taken(dev, desc))
			return ERR_PTR(-EBUSY);
		gpiod_put(desc);
	}
}

static void put_scl(struct gpio_i2c_line *line)
{
	struct gpio_i2c_scl *scl = line->shared;

	mutex_lock(&scl_list_lock);
	if (!--scl->users) {
		list_del(&scl->list);
		gpio_i2c_set(line, scl->desc, true);
		gpiod_put(scl->desc);
		kfree(scl);
	}
	mutex_unlock(&scl_list_lock);
}

/* A chip that goes away ends its consumers first. */
static void depend_on(struct device *dev, struct gpio_desc *desc)
{
	struct device *supplier = gpiod_to_chip(desc)->parent;

	if (supplier && !device_link_add(dev, supplier, DL_FLAG_AUTOREMOVE_CONSUMER))
		dev_dbg(dev, "no device link to %s\n", dev_name(supplier));
}

/* Say why there is no bus. Who waits for one is not told to wait for a line that may come. */
static int refuse(struct device *dev, const char *which, const char *name, int error)
{
	if (!name)
		return dev_err_probe(dev, error, "cannot get the %s line\n", which);
	switch (error) {
	case -ENOENT:
	case -EPROBE_DEFER:
		dev_err(dev, "%s: no line named '%s'\n", which, name);
		return -ENODEV;
	case -EBUSY:
		dev_err(dev, "%s: line '%s' is taken, gpioinfo shows by whom\n", which, name);
		return error;
	default:
		dev_err(dev, "%s: cannot get line '%s', error %d\n", which, name, error);
		return error;
	}
}

/**
 * gpio_i2c_line_get - request SDA and SCL, both released
 * @line: the lines
 * @dev: the device whose firmware node or lookup table names them
 * @options: how they are wired
 *
 * Return: 0, or the error of gpiod_get(): -EPROBE_DEFER, -ENOENT, -EBUSY; -EINVAL if
 * both are the same line; -ENODEV in place of the first two if somebody waits.
 */
int gpio_i2c_line_get(struct gpio_i2c_line *line, struct device *dev,
		      const struct gpio_i2c_line_options *options)
{
	line->sda = request(dev, "sda", 0, released(options->sda_open_drain));
	if (IS_ERR(line->sda))
		return refuse(dev, "SDA", options->names[0], PTR_ERR(line->sda));
	mutex_lock(&scl_list_lock);
	line->shared = get_scl(dev, line->sda, options->scl_open_drain);
	mutex_unlock(&scl_list_lock);
	if (IS_ERR(line->shared)) {
		gpiod_put(line->sda);
		return refuse(dev, "SCL", options->names[1], PTR_ERR(line->shared));
	}
	line->scl = line->shared->desc;
	depend_on(dev, line->sda);
	depend_on(dev, line->scl);
	line->may_sleep = gpiod_cansleep(line->sda) || gpiod_cansleep(line->scl);
	line->sda_readable = !options->sda_output_only;
	line->scl_readable = !options->scl_output_only;
	gpio_i2c_chip_name_line(line->names[0], sizeof(line->names[0]), line->sda);
	gpio_i2c_chip_name_line(line->names[1], sizeof(line->names[1]), line->scl);
	return 0;
}

/**
 * gpio_i2c_line_put - give the lines back, released
 * @line: the lines
 */
void gpio_i2c_line_put(struct gpio_i2c_line *line)
{
	put_scl(line);
	gpio_i2c_set(line, line->sda, true);
	gpiod_put(line->sda);
}

/**
 * gpio_i2c_line_lock - have the lines to oneself
 * @line: the lines
 * @atomic: do not sleep
 *
 * Return: 0; -EAGAIN if another bus uses SCL and @atomic is set; -EINTR if the
 * caller was killed.
 */
int gpio_i2c_line_lock(struct gpio_i2c_line *line, bool atomic)
{
	if (atomic)
		return mutex_trylock(&line->shared->lock) ? 0 : -EAGAIN;
	/* lines of an expander: its own bus has lines and a lock as well */
	return mutex_lock_killable_nested(&line->shared->lock, line->may_sleep);
}

void gpio_i2c_line_unlock(struct gpio_i2c_line *line)
{
	mutex_unlock(&line->shared->lock);
}

/**
 * gpio_i2c_line_fail - an access failed
 * @line: the lines; they remember the first one
 * @desc: the line, NULL for both at once
 * @error: the error
 */
void gpio_i2c_line_fail(struct gpio_i2c_line *line, const struct gpio_desc *desc, int error)
{
	if (line->failed)
		return;
	line->failed = error;
	snprintf(line->failed_name, sizeof(line->failed_name), "%s (%s)",
		 !desc ? "SDA, SCL" : desc == line->sda ? "SDA" : "SCL",
		 line->names[desc == line->scl]);
}

void gpio_i2c_line_set_slowly(struct gpio_i2c_line *line, struct gpio_desc *desc, bool high)
{
	int ret = compat_set_slowly(desc, high);

	if (unlikely(ret))
		gpio_i2c_line_fail(line, desc, ret);
}

/**
 * gpio_i2c_line_get_both - sample both lines in one access
 * @line: the lines; both can be read
 * @sda: where the level of SDA goes
 *
 * Return: the level of SCL.
 */
bool gpio_i2c_line_get_both(struct gpio_i2c_line *line, bool *sda)
{
	struct gpio_desc *both[2] = { line->sda, line->scl };
	DECLARE_BITMAP(levels, 2) = { 0 };
	int ret;

	if (line->may_sleep)
		ret = gpiod_get_array_value_cansleep(2, both, NULL, levels);
	else
		ret = gpiod_get_array_value(2, both, NULL, levels);
	if (unlikely(ret))
		gpio_i2c_line_fail(line, NULL, ret);
	*sda = !ret && test_bit(0, levels);
	return !ret && test_bit(1, levels);
}
