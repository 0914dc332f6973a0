// SPDX-License-Identifier: GPL-2.0-only
/*
 * i2c-algo-bit cannot be stopped in the middle of a transfer. After an error these callbacks make
 * it end quickly without logging anything: every byte is acknowledged, and SCL does not rise
 * where it would read data.
 */
#include "drain.h"

static void drain_setsda(void *data, int high)
{
	struct gpio_i2c_drain *drain = data;

	if (drain->scl && drain->sda && !high) {
		gpio_i2c_progress_start(drain->progress);
		drain->scl = false;
	}
	drain->sda = high;
}

static void drain_setscl(void *data, int high)
{
	struct gpio_i2c_drain *drain = data;

	if (drain->scl && !high && gpio_i2c_progress_bit(drain->progress))
		gpio_i2c_progress_byte(drain->progress);
	drain->scl = high;
}

/**
 * gpio_i2c_drain_getscl - what i2c-algo-bit reads on SCL after an error
 * @data: the struct gpio_i2c_drain
 *
 * Return: 1, or 0 where it would read data: it ends the message then.
 */
int gpio_i2c_drain_getscl(void *data)
{
	const struct gpio_i2c_drain *drain = data;

	return !(drain->progress->reading && drain->progress->bit < 8);
}

static int drain_getsda(void *data)
{
	return 0;
}

/**
 * gpio_i2c_drain_begin - a transfer failed: i2c-algo-bit talks to @drain from now on
 * @drain: the lines as i2c-algo-bit sees them
 * @algo: the callbacks of i2c-algo-bit
 * @progress: where it is in the transfer
 * @sda: the level that it asked for
 * @scl: the same for SCL
 */
void gpio_i2c_drain_begin(struct gpio_i2c_drain *drain, struct i2c_algo_bit_data *algo,
			  struct gpio_i2c_progress *progress, bool sda, bool scl)
{
	*drain = (struct gpio_i2c_drain){ .progress = progress, .sda = sda, .scl = scl };
	algo->data = drain;
	algo->setsda = drain_setsda;
	algo->setscl = drain_setscl;
	algo->getsda = drain_getsda;
	algo->getscl = gpio_i2c_drain_getscl;
}
