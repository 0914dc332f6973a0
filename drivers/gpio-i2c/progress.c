// SPDX-License-Identifier: GPL-2.0-only
#include <linux/types.h>

#include "progress.h"

static void data_begins(struct gpio_i2c_progress *progress)
{
	u16 flags = progress->message->flags;

	progress->reading = flags & I2C_M_RD;
	progress->bits = progress->reading && (flags & I2C_M_NO_RD_ACK) ? 8 : 9;
	progress->own_ack = progress->bits == 8 &&
			    !(gpio_i2c_progress_flags(progress) & I2C_M_NO_RD_ACK);
	progress->byte = 0;
}

/* Skip messages that are complete: several if empty ones follow without START. */
static void messages_done(struct gpio_i2c_progress *progress)
{
	while (progress->index < progress->count &&
	       progress->byte >= progress->message->len) {
		progress->byte = 0;
		progress->reading = false;
		progress->own_ack = false;
		progress->bits = 9;
		progress->bit = GPIO_I2C_NO_BIT;
		if (++progress->index == progress->count)
			return;
		progress->message++;
		if (!(progress->message->flags & I2C_M_NOSTART))
			return;
		progress->bit = 0;
		data_begins(progress);
	}
}

/**
 * gpio_i2c_progress_begin - nothing of a transfer is on the wire yet
 * @progress: the place
 * @asked: the caller's messages
 * @messages: i2c-algo-bit's copy of them: it may lengthen one with I2C_M_RECV_LEN
 * @count: how many messages
 */
void gpio_i2c_progress_begin(struct gpio_i2c_progress *progress, const struct i2c_msg *asked,
			     const struct i2c_msg *messages, int count)
{
	*progress = (struct gpio_i2c_progress){
		.asked = asked,
		.messages = messages,
		.message = messages,
		.count = count,
		.bits = 9,
		.bit = GPIO_I2C_NO_BIT,
	};
}

/**
 * gpio_i2c_progress_start - a START or repeated START was sent
 * @progress: the place
 *
 * A 10-bit read has a repeated START inside its address, UM10204, 3.1.11.
 */
void gpio_i2c_progress_start(struct gpio_i2c_progress *progress)
{
	u16 flags = progress->message->flags;

	progress->bit = 0;
	progress->target_sends = false;
	if (progress->address_left)
		return;
	if (flags & I2C_M_NOSTART) {
		data_begins(progress);
		messages_done(progress);
		progress->input = progress->reading;
	} else if (!(flags & I2C_M_TEN)) {
		progress->address_left = 1;
	} else {
		progress->address_left = flags & I2C_M_RD ? 3 : 2;
	}
}

/**
 * gpio_i2c_progress_part - an address byte, or the last byte of a message, is done
 * @progress: the place
 */
void gpio_i2c_progress_part(struct gpio_i2c_progress *progress)
{
	u16 flags = progress->message->flags;

	if (!progress->address_left) {
		progress->byte++;
		progress->target_sends = progress->bits == 8 && !progress->own_ack;
	} else {
		if (--progress->address_left) {
			if (progress->address_left == 1 && (flags & I2C_M_RD))
				progress->bit = GPIO_I2C_NO_BIT;
			return;
		}
		progress->target_sends = flags & I2C_M_RD;
		if ((flags & I2C_M_REV_DIR_ADDR) && !(flags & I2C_M_TEN))
			progress->target_sends = !progress->target_sends;
		data_begins(progress);
	}
	messages_done(progress);
}

/**
 * gpio_i2c_progress_note - how far did the transfer come?
 * @progress: the place
 * @done: where that goes
 */
void gpio_i2c_progress_note(const struct gpio_i2c_progress *progress,
			    struct gpio_i2c_done *done)
{
	int i;

	done->messages = progress->index;
	done->bytes = progress->byte;
	done->total_bytes = progress->byte;
	for (i = 0; i < progress->index; i++)
		done->total_bytes += progress->messages[i].len;
}
