/* SPDX-License-Identifier: GPL-2.0-only */
/* Where i2c-algo-bit is in a transfer: which message, which byte, which bit. */
#ifndef _GPIO_I2C_PROGRESS_H
#define _GPIO_I2C_PROGRESS_H

#include <linux/i2c.h>

/* in place of a bit's number: no byte is under way */
#define GPIO_I2C_NO_BIT		16

/**
 * struct gpio_i2c_progress - the place in a transfer
 * @asked: the caller's messages, for their flags
 * @messages: i2c-algo-bit's copy: with its lengths, and flags for what it is to do itself
 * @message: the current one of @messages; the last one once all are done
 * @count: how many messages there are
 * @index: number of the current message; @count once all are done
 * @byte: data bytes of it that are done
 * @address_left: address bytes of it that are to come
 * @bit: bits of the current byte that are done; GPIO_I2C_NO_BIT if a START, a repeated START or a
 *	STOP comes next
 * @bits: clocks of a byte that i2c-algo-bit asks for: 9, or 8 without the acknowledge
 * @input: the target drives SDA in this bit: data that are read, or its acknowledge
 * @reading: data come from the target
 * @own_ack: we acknowledge the bytes that are read, not i2c-algo-bit
 * @target_sends: the address had the read bit, and nothing has ended the read: the target drives
 *	SDA
 */
struct gpio_i2c_progress {
	const struct i2c_msg *asked;
	const struct i2c_msg *messages;
	const struct i2c_msg *message;
	int count;
	int index;
	u32 byte;
	u8 address_left;
	u8 bit;
	u8 bits;
	bool input;
	bool reading;
	bool own_ack;
	bool target_sends;
};

/**
 * struct gpio_i2c_done - how far a transfer came
 * @messages: messages that are complete
 * @bytes: data bytes of the next message that are done
 * @total_bytes: data bytes of all messages
 */
struct gpio_i2c_done {
	u32 messages;
	u32 bytes;
	u32 total_bytes;
};

/**
 * struct gpio_i2c_outcome - what came of a transfer
 * @reached: it came to the lines, and was not refused before
 * @at_address: it failed at an address
 * @line_failed: an access to a line failed
 * @done: how far it came
 */
struct gpio_i2c_outcome {
	bool reached;
	bool at_address;
	bool line_failed;
	struct gpio_i2c_done done;
};

void gpio_i2c_progress_begin(struct gpio_i2c_progress *progress, const struct i2c_msg *asked,
			     const struct i2c_msg *messages, int count);
void gpio_i2c_progress_start(struct gpio_i2c_progress *progress);
void gpio_i2c_progress_part(struct gpio_i2c_progress *progress);
void gpio_i2c_progress_note(const struct gpio_i2c_progress *progress,
			    struct gpio_i2c_done *done);

/* The flags of the current message, as its caller has them. */
static inline u16 gpio_i2c_progress_flags(const struct gpio_i2c_progress *progress)
{
	return progress->asked[progress->message - progress->messages].flags;
}

/* A bit is done. Return: true if its byte is done, too: call gpio_i2c_progress_byte(). */
static __always_inline bool gpio_i2c_progress_bit(struct gpio_i2c_progress *progress)
{
	if (likely(++progress->bit < 8))
		return false;
	progress->input = !progress->reading;
	return progress->bit == progress->bits;
}

/* A byte and its acknowledge are done. */
static inline void gpio_i2c_progress_byte(struct gpio_i2c_progress *progress)
{
	progress->bit = 0;
	if (likely(!progress->address_left && progress->byte + 1 < progress->message->len))
		progress->byte++;
	else
		gpio_i2c_progress_part(progress);
	progress->input = progress->reading;
}

#endif /* _GPIO_I2C_PROGRESS_H */
