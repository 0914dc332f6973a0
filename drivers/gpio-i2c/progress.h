/* SPDX-License-Identifier: GPL-2.0-only */
/* Where i2c-algo-bit is in a transfer: which message, which byte, which bit. */
#ifndef _GPIO_I2C_PROGRESS_H
#define _GPIO_I2C_PROGRESS_H

#include <linux/i2c.h>

/**
 * struct gpio_i2c_progress - the place in a transfer
 * @messages: the transfer
 * @count: how many messages there are
 * @index: the message at hand
 * @byte: data bytes of it that are done
 * @address_left: address bytes of it that are to come
 * @bit: bits of the byte at hand that are done
 * @bits: bits of a byte with its acknowledge
 * @starting: a START is on the wire, SCL has not fallen yet
 * @reading: data come from the target
 */
struct gpio_i2c_progress {
	const struct i2c_msg *messages;
	int count;
	int index;
	u32 byte;
	u8 address_left;
	u8 bit;
	u8 bits;
	bool starting;
	bool reading;
};

void gpio_i2c_progress_begin(struct gpio_i2c_progress *progress,
			     const struct i2c_msg *messages, int count);
void gpio_i2c_progress_start(struct gpio_i2c_progress *progress);
void gpio_i2c_progress_byte(struct gpio_i2c_progress *progress);

/* The message at hand; the last one once all are done. */
static inline const struct i2c_msg *
gpio_i2c_progress_message(const struct gpio_i2c_progress *progress)
{
	int last = progress->count - 1;

	return &progress->messages[progress->index < last ? progress->index : last];
}

/* The target drives SDA in this bit: data that are read, or its acknowledge. */
static inline bool gpio_i2c_progress_input(const struct gpio_i2c_progress *progress)
{
	return progress->reading ? progress->bit < 8 : progress->bit == 8;
}

#endif /* _GPIO_I2C_PROGRESS_H */
