/* SPDX-License-Identifier: GPL-2.0-only */
/* The two GPIO lines: drive them low, release them, sample them. */
#ifndef _GPIO_I2C_LINE_H
#define _GPIO_I2C_LINE_H

#include <linux/gpio/consumer.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/types.h>

#include "observe.h"

#define GPIO_I2C_LINE_NAME_BYTES	32

/**
 * struct gpio_i2c_line_options - how the lines are wired
 * @sda_push_pull: drive SDA high and low: something else makes it open drain
 * @scl_push_pull: the same for SCL
 * @sda_output_only: SDA cannot be read
 * @scl_output_only: SCL cannot be read
 * @sda_name: SDA's name for somebody who waits for the result; NULL if nobody does
 * @scl_name: the same for SCL
 */
struct gpio_i2c_line_options {
	bool sda_push_pull;
	bool scl_push_pull;
	bool sda_output_only;
	bool scl_output_only;
	const char *sda_name;
	const char *scl_name;
};

/**
 * struct gpio_i2c_scl - an SCL line, which several buses may share
 * @users: buses that have it
 * @lock: held by the bus that has a transfer on it, inside its adapter's lock
 */
struct gpio_i2c_scl {
	unsigned int users;
	struct mutex lock;	/* see above */
};

/**
 * struct gpio_i2c_proxy - gpiolib's stand-in for a line that several devices share
 * @desc: the stand-in's descriptor; NULL if we were given the line itself
 * @owner: the chip of the line behind it, referenced
 * @push_pull: drive the line high and low
 */
struct gpio_i2c_proxy {
	struct gpio_desc *desc;
	struct gpio_device *owner;
	bool push_pull;
};

/**
 * struct gpio_i2c_line - the lines of one bus
 * @list: in the list of all buses
 * @sda: SDA
 * @scl: SCL
 * @sda_proxy: SDA's proxy
 * @scl_proxy: SCL's proxy
 * @shared: what buses that share this SCL have in common
 * @failed: error of the first access that failed since the lines were locked
 * @failed_name: the line that it was, as "SCL (chip label:offset)"
 * @may_sleep: an access to a line may sleep
 * @set_slowly: gpio_i2c_line_set_slowly() has to drive the lines
 * @sda_readable: SDA can be sampled
 * @scl_readable: SCL can be sampled
 * @pair: sampling both lines at once is cheaper than one by one
 * @observed: what is known of them while the trace event "edge" is on
 * @sda_name: "CHIP:OFFSET" of SDA
 * @scl_name: the same for SCL
 */
struct gpio_i2c_line {
	struct list_head list;
	struct gpio_desc *sda;
	struct gpio_desc *scl;
	struct gpio_i2c_proxy sda_proxy;
	struct gpio_i2c_proxy scl_proxy;
	struct gpio_i2c_scl *shared;
	int failed;
	char failed_name[GPIO_I2C_LINE_NAME_BYTES + 12];
	bool may_sleep;
	bool set_slowly;
	bool sda_readable;
	bool scl_readable;
	bool pair;
	struct gpio_i2c_observed observed;
	char sda_name[GPIO_I2C_LINE_NAME_BYTES];
	char scl_name[GPIO_I2C_LINE_NAME_BYTES];
};

int gpio_i2c_line_get(struct gpio_i2c_line *line, struct device *dev,
		      const struct gpio_i2c_line_options *options);
void gpio_i2c_line_put(struct gpio_i2c_line *line);
int gpio_i2c_line_lock(struct gpio_i2c_line *line, bool may_sleep);
void gpio_i2c_line_unlock(struct gpio_i2c_line *line);
void gpio_i2c_line_fail(struct gpio_i2c_line *line, const struct gpio_desc *desc, int error);
void gpio_i2c_line_set_slowly(struct gpio_i2c_line *line, struct gpio_desc *desc, bool high);
bool gpio_i2c_line_get_both(struct gpio_i2c_line *line, bool *sda);

/* An expander's lines may sleep and fail; a shared line needs more than gpiod_set_value(). */
static __always_inline void __gpio_i2c_set(struct gpio_i2c_line *line,
					   struct gpio_desc *desc, bool high)
{
	if (unlikely(line->set_slowly))
		gpio_i2c_line_set_slowly(line, desc, high);
	else
		gpiod_set_value(desc, high);
}

static inline void gpio_i2c_set(struct gpio_i2c_line *line, struct gpio_desc *desc, bool high)
{
	__gpio_i2c_set(line, desc, high);
	if (unlikely(line->observed.on))
		gpio_i2c_observe_drive(&line->observed, desc == line->scl, high);
}

/* An access that fails reads as low, and is remembered. */
static __always_inline bool __gpio_i2c_get(struct gpio_i2c_line *line, struct gpio_desc *desc,
					   const bool may_sleep)
{
	int level;

	if (unlikely(may_sleep))
		level = gpiod_get_value_cansleep(desc);
	else
		level = gpiod_get_value(desc);
	if (unlikely(level < 0))
		gpio_i2c_line_fail(line, desc, level);
	return level > 0;
}

static __always_inline bool gpio_i2c_get(struct gpio_i2c_line *line, struct gpio_desc *desc)
{
	return __gpio_i2c_get(line, desc, line->may_sleep);
}

static inline bool gpio_i2c_get_sda(struct gpio_i2c_line *line)
{
	bool high;

	if (!line->sda_readable)
		return true;
	high = gpio_i2c_get(line, line->sda);
	if (unlikely(line->observed.on))
		gpio_i2c_observe_look(&line->observed, false, high);
	return high;
}

/* Nobody wants to know whether a target let go of SDA, but for the trace event "edge". */
static inline void gpio_i2c_observe_sda(struct gpio_i2c_line *line)
{
	if (unlikely(line->observed.on))
		gpio_i2c_get_sda(line);
}

static inline bool gpio_i2c_get_scl(struct gpio_i2c_line *line)
{
	bool high;

	if (!line->scl_readable)
		return true;
	high = gpio_i2c_get(line, line->scl);
	if (unlikely(line->observed.on))
		gpio_i2c_observe_look(&line->observed, true, high);
	return high;
}

#endif /* _GPIO_I2C_LINE_H */
