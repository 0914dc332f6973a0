// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bitmap.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/gpio/driver.h>
#include <linux/slab.h>

#include "chip.h"
#include "compat.h"
#include "line.h"

/* Protects the list of lines in use, and @users of an SCL. */
static DEFINE_MUTEX(lines_lock);
static LIST_HEAD(lines);

/* Devices name their lines, or list SDA first and SCL second. */
static struct gpio_desc *request(struct device *dev, const char *con_id, unsigned int index,
				 enum gpiod_flags flags)
{
	struct gpio_desc *desc = gpiod_get(dev, con_id, flags);

	if (PTR_ERR_OR_ZERO(desc) == -ENOENT)
		desc = gpiod_get_index(dev, NULL, index, flags);
	return desc;
}

/* The bus that has a line; the caller holds lines_lock. */
static struct gpio_i2c_line *user_of(const struct gpio_desc *desc)
{
	struct gpio_i2c_line *line;

	list_for_each_entry(line, &lines, list) {
		if (line->sda == desc || line->scl == desc)
			return line;
	}
	return NULL;
}

/* ------ lines with a proxy before them ------ */

/*
 * If the device tree gives one line to several devices, each gets a proxy for it from gpiolib
 * (gpio-shared-proxy, from 6.19 on). A proxy always sleeps, and with two users it refuses the
 * changes of direction that open drain needs. So we drive the line itself: nobody else can get
 * it, and our buses take turns. gpiolib finds no proxy for a line that is not the first one of a
 * property.
 */
static int find_behind(struct gpio_i2c_proxy *proxy, struct gpio_desc **line, struct device *dev,
		       const char *con_id, struct gpio_desc *desc)
{
	struct fwnode_reference_args reference;
	char name[16];
	int ret;

	snprintf(name, sizeof(name), "%s-gpios", con_id);
	ret = fwnode_property_get_reference_args(dev_fwnode(dev), name, "#gpio-cells", 0, 0,
						 &reference);
	if (ret)
		return ret;
	proxy->owner = gpio_device_find_by_fwnode(reference.fwnode);
	*line = ERR_PTR(-EPROBE_DEFER);
	if (proxy->owner)
		*line = gpio_device_get_desc(proxy->owner,
					     compat_line_offset(proxy->owner, &reference));
	fwnode_handle_put(reference.fwnode);
	if (IS_ERR(*line)) {
		if (proxy->owner)
			gpio_device_put(proxy->owner);
		return PTR_ERR(*line);
	}
	proxy->desc = desc;
	return 0;
}

static int drive_behind(const struct gpio_i2c_proxy *proxy, struct gpio_desc *desc, bool high)
{
	if (proxy->push_pull)
		return compat_set_slowly(desc, high);
	return high ? gpiod_direction_input(desc) : gpiod_direction_output_raw(desc, 0);
}

/* ------ request, and give back ------ */

/* Release a line that no bus has yet. gpiolib does not make lines behind a proxy open drain. */
static int release(const struct gpio_i2c_proxy *proxy, struct gpio_desc *desc)
{
	if (!proxy->desc || proxy->push_pull)
		return gpiod_direction_output(desc, 1);
	return gpiod_direction_input(desc);
}

static void put(const struct gpio_i2c_proxy *proxy, struct gpio_desc *desc)
{
	gpiod_put(proxy->desc ?: desc);
	if (proxy->desc)
		gpio_device_put(proxy->owner);
}

/* Return: the device's line, behind a proxy if there is one; its direction is unchanged. */
static struct gpio_desc *get(struct gpio_i2c_proxy *proxy, struct device *dev, const char *con_id,
			     unsigned int index, bool push_pull)
{
	enum gpiod_flags flags = push_pull ? GPIOD_ASIS : GPIOD_FLAGS_BIT_OPEN_DRAIN;
	struct gpio_desc *desc = request(dev, con_id, index, flags), *line = desc;
	int ret;

	*proxy = (struct gpio_i2c_proxy){ .push_pull = push_pull };
	if (IS_ERR(desc) || !gpiod_is_shared(desc))
		return desc;
	ret = find_behind(proxy, &line, dev, con_id, desc);
	if (ret) {
		gpiod_put(desc);
		return ERR_PTR(ret);
	}
	return line;
}

static struct gpio_i2c_scl *add_scl(struct gpio_i2c_line *line)
{
	struct gpio_i2c_scl *scl = kzalloc(sizeof(*scl), GFP_KERNEL);
	int ret = scl ? release(&line->scl_proxy, line->scl) : -ENOMEM;

	if (ret) {
		kfree(scl);
		put(&line->scl_proxy, line->scl);
		return ERR_PTR(ret);
	}
	mutex_init(&scl->lock);
	scl->users = 1;
	return scl;
}

/*
 * Did the second, non-exclusive request take the line? It does if the owner gave it back after
 * the first one: then the line has our label and is an input. Another bus's line is an output; a
 * mere listener gives the line another label. The label comes first: from 6.9 on
 * gpiod_get_direction() stores all flags of a line at once, so that a line whose owner gives it
 * back meanwhile stays busy for ever.
 */
static bool was_taken(struct device *dev, struct gpio_desc *desc)
{
	return (compat_line_has_label(desc, "scl") ||
		compat_line_has_label(desc, dev_name(dev))) &&
	       gpiod_get_direction(desc) == 1;
}

/* Share the line with the bus that has it as SCL. NULL: no bus has it. */
static struct gpio_i2c_scl *share_scl(const struct gpio_i2c_line *line, struct device *dev,
				      const struct gpio_desc *desc)
{
	struct gpio_i2c_line *other = user_of(desc);

	if (desc == line->sda) {
		dev_err(dev, "SDA and SCL are the same line\n");
		return ERR_PTR(-EINVAL);
	}
	if (!other)
		return NULL;
	if (other->scl != desc)
		return ERR_PTR(-EBUSY);
	other->shared->users++;
	return other->shared;
}

/*
 * Several buses may share SCL: SFP cages have an SDA each and one SCL. If the line is busy,
 * request it again, not exclusively, to learn which line it is. That takes nothing that we had to
 * give back, unless the line became free meanwhile. The caller holds lines_lock.
 */
static struct gpio_i2c_scl *get_scl(struct gpio_i2c_line *line, struct device *dev, bool push_pull)
{
	struct gpio_i2c_scl *scl;

	for (;;) {
		line->scl = get(&line->scl_proxy, dev, "scl", 1, push_pull);
		if (line->scl_proxy.desc) {
			scl = share_scl(line, dev, line->scl);
			if (IS_ERR(scl))
				put(&line->scl_proxy, line->scl);
			return scl ?: add_scl(line);
		}
		if (!IS_ERR(line->scl))
			return add_scl(line);
		if (PTR_ERR(line->scl) != -EBUSY)
			return ERR_CAST(line->scl);
		line->scl = request(dev, "scl", 1, GPIOD_IN | GPIOD_FLAGS_BIT_NONEXCLUSIVE);
		if (IS_ERR(line->scl))
			return ERR_CAST(line->scl);
		scl = share_scl(line, dev, line->scl);
		if (scl)
			return scl;
		if (!was_taken(dev, line->scl))
			return ERR_PTR(-EBUSY);
		gpiod_put(line->scl);
	}
}

/* The last user gives the line back. With a proxy, each user gives back its own. */
static void put_scl(struct gpio_i2c_line *line)
{
	bool last = !--line->shared->users;

	if (last) {
		gpio_i2c_set(line, line->scl, true);
		kfree(line->shared);
	}
	if (last || line->scl_proxy.desc)
		put(&line->scl_proxy, line->scl);
}

/* SDA is never shared. */
static struct gpio_desc *get_sda(struct gpio_i2c_line *line, struct device *dev, bool push_pull)
{
	struct gpio_desc *sda = get(&line->sda_proxy, dev, "sda", 0, push_pull);
	int ret;

	if (IS_ERR(sda))
		return sda;
	ret = user_of(sda) ? -EBUSY : release(&line->sda_proxy, sda);
	if (ret) {
		put(&line->sda_proxy, sda);
		return ERR_PTR(ret);
	}
	return sda;
}

/* When the chip goes away, its consumers are unbound first. */
static void depend_on(struct device *dev, struct gpio_desc *desc)
{
	struct device *supplier = gpiod_to_chip(desc)->parent;

	if (supplier && !device_link_add(dev, supplier, DL_FLAG_AUTOREMOVE_CONSUMER))
		dev_dbg(dev, "no device link to %s\n", dev_name(supplier));
}

/* Log why there is no bus. If somebody waits for the result (@name), do not defer the probe. */
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
 * Return: 0, or the error of gpiod_get(): -EPROBE_DEFER, -ENOENT, -EBUSY; -EINVAL if both are the
 * same line; -ENODEV in place of the first two if @options names the line.
 */
int gpio_i2c_line_get(struct gpio_i2c_line *line, struct device *dev,
		      const struct gpio_i2c_line_options *options)
{
	mutex_lock(&lines_lock);
	line->sda = get_sda(line, dev, options->sda_push_pull);
	if (IS_ERR(line->sda)) {
		mutex_unlock(&lines_lock);
		return refuse(dev, "SDA", options->sda_name, PTR_ERR(line->sda));
	}
	line->shared = get_scl(line, dev, options->scl_push_pull);
	if (IS_ERR(line->shared)) {
		put(&line->sda_proxy, line->sda);
		mutex_unlock(&lines_lock);
		return refuse(dev, "SCL", options->scl_name, PTR_ERR(line->shared));
	}
	list_add(&line->list, &lines);
	mutex_unlock(&lines_lock);
	depend_on(dev, line->sda);
	depend_on(dev, line->scl);
	line->may_sleep = gpiod_cansleep(line->sda) || gpiod_cansleep(line->scl);
	line->set_slowly = line->may_sleep || line->sda_proxy.desc || line->scl_proxy.desc;
	line->sda_readable = !options->sda_output_only;
	line->scl_readable = !options->scl_output_only;
	gpio_i2c_chip_name_line(line->sda_name, sizeof(line->sda_name), line->sda);
	gpio_i2c_chip_name_line(line->scl_name, sizeof(line->scl_name), line->scl);
	return 0;
}

/**
 * gpio_i2c_line_put - give the lines back, released
 * @line: the lines
 */
void gpio_i2c_line_put(struct gpio_i2c_line *line)
{
	mutex_lock(&lines_lock);
	list_del(&line->list);
	put_scl(line);
	gpio_i2c_set(line, line->sda, true);
	put(&line->sda_proxy, line->sda);
	mutex_unlock(&lines_lock);
}

/**
 * gpio_i2c_line_lock - lock the lines, and forget an earlier failure
 * @line: the lines
 * @may_sleep: wait for them
 *
 * Return: 0; -EAGAIN if another bus uses SCL and @may_sleep is not set; -EINTR if the
 * caller was killed.
 */
int gpio_i2c_line_lock(struct gpio_i2c_line *line, bool may_sleep)
{
	int ret;

	if (!may_sleep)
		ret = mutex_trylock(&line->shared->lock) ? 0 : -EAGAIN;
	else	/* an expander's own bus may be one of ours, with such a lock */
		ret = mutex_lock_killable_nested(&line->shared->lock, line->may_sleep);
	if (!ret)
		line->failed = 0;
	return ret;
}

void gpio_i2c_line_unlock(struct gpio_i2c_line *line)
{
	mutex_unlock(&line->shared->lock);
}

/**
 * gpio_i2c_line_fail - an access failed
 * @line: the lines; they keep the first failure only
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
		 desc == line->scl ? line->scl_name : line->sda_name);
}

/**
 * gpio_i2c_line_set_slowly - drive a line that may sleep, or is behind a proxy
 * @line: the lines
 * @desc: one of them
 * @high: release it; else drive it low
 */
void gpio_i2c_line_set_slowly(struct gpio_i2c_line *line, struct gpio_desc *desc, bool high)
{
	const struct gpio_i2c_proxy *proxy = desc == line->sda ? &line->sda_proxy :
								 &line->scl_proxy;
	int ret = proxy->desc ? drive_behind(proxy, desc, high) : compat_set_slowly(desc, high);

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
	bool scl;
	int ret;

	if (line->may_sleep)
		ret = gpiod_get_array_value_cansleep(2, both, NULL, levels);
	else
		ret = gpiod_get_array_value(2, both, NULL, levels);
	if (unlikely(ret))
		gpio_i2c_line_fail(line, NULL, ret);
	*sda = !ret && test_bit(0, levels);
	scl = !ret && test_bit(1, levels);
	if (unlikely(line->observed.on)) {
		gpio_i2c_observe_look(&line->observed, true, scl);
		gpio_i2c_observe_look(&line->observed, false, *sda);
	}
	return scl;
}
