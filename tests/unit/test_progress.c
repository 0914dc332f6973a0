// SPDX-License-Identifier: GPL-2.0-only
/*
 * The place in a transfer, compared with what i2c-algo-bit does. The driver ends a bit's high
 * phase before i2c-algo-bit asks, so it must know a bit from a START or a STOP.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "progress.h"

#define MESSAGES	4
#define ROUNDS		200000

static struct gpio_i2c_progress progress;

/* A START, repeated START or STOP. */
static void condition(void)
{
	assert_int_equal(progress.bit, GPIO_I2C_NO_BIT);
}

static void start(void)
{
	condition();
	gpio_i2c_progress_start(&progress);
}

static void one_bit(int at, bool input, bool last)
{
	assert_int_equal(progress.bit, at);
	assert_int_equal(progress.input, input);
	assert_int_equal(gpio_i2c_progress_bit(&progress), last);
	if (last)
		gpio_i2c_progress_byte(&progress);
}

/* i2c_outb() */
static void out(void)
{
	int at;

	for (at = 0; at < 8; at++)
		one_bit(at, false, false);
	one_bit(8, true, true);
}

/* i2c_inb() and acknak() */
static void in(struct i2c_msg *message, int *add)
{
	bool ack = !(message->flags & I2C_M_NO_RD_ACK);
	int at;

	for (at = 0; at < 8; at++)
		one_bit(at, true, at == 7 && !ack);
	message->len += *add;
	*add = 0;
	if (ack)
		one_bit(8, false, true);
}

/* bit_doAddress() */
static void address(const struct i2c_msg *message)
{
	out();
	if (!(message->flags & I2C_M_TEN))
		return;
	out();
	if (message->flags & I2C_M_RD) {
		start();
		out();
	}
}

/* bit_xfer() */
static void transfer(struct i2c_msg *messages, int count)
{
	int i, done, add;

	gpio_i2c_progress_begin(&progress, messages, messages, count);
	start();
	for (i = 0; i < count; i++) {
		struct i2c_msg *message = &messages[i];

		if (!(message->flags & I2C_M_NOSTART)) {
			if (i)
				start();
			address(message);
		}
		add = message->flags & I2C_M_RECV_LEN ? rand() % 3 : 0;
		for (done = 0; done < message->len; done++) {
			if (!(message->flags & I2C_M_RD)) {
				out();
				continue;
			}
			assert_int_equal(progress.index, i);
			assert_int_equal(progress.byte, done);
			in(message, &add);
		}
	}
	condition();
	assert_int_equal(progress.index, count);
	assert_int_equal(progress.byte, 0);
}

static struct i2c_msg random_message(void)
{
	struct i2c_msg message = { .len = rand() % 4 };

	if (rand() % 2)
		message.flags |= I2C_M_RD;
	if (rand() % 3 == 0)
		message.flags |= I2C_M_TEN;
	if (rand() % 3 == 0)
		message.flags |= I2C_M_NOSTART;
	if (rand() % 4 == 0)
		message.flags |= I2C_M_NO_RD_ACK;
	else if ((message.flags & I2C_M_RD) && message.len && rand() % 3 == 0)
		message.flags |= I2C_M_RECV_LEN;
	return message;
}

static void any_messages(void **state)
{
	struct i2c_msg messages[MESSAGES];
	int round, i, count;

	(void)state;
	srand(1);
	for (round = 0; round < ROUNDS; round++) {
		count = 1 + rand() % MESSAGES;
		for (i = 0; i < count; i++)
			messages[i] = random_message();
		transfer(messages, count);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_messages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
