// SPDX-License-Identifier: GPL-2.0-only
/*
 * After an error what algo-bit goes on to ask for does not reach the lines. It is followed
 * only so far as to know what makes it end quickly and silently: everything is acknowledged,
 * and SCL does not rise where data would be read.
 */
#include "drain.h"
#include "wire.h"

static void drain_setsda(void *data, int high)
{
	struct gpio_i2c_wire *wire = data;

	if (wire->scl && wire->sda && !high) {
		gpio_i2c_progress_start(&wire->progress);
		wire->scl = false;
	}
	wire->sda = high;
}

static void drain_setscl(void *data, int high)
{
	struct gpio_i2c_wire *wire = data;

	if (wire->scl && !high && gpio_i2c_progress_bit(&wire->progress))
		gpio_i2c_progress_byte(&wire->progress);
	wire->scl = high;
}

int gpio_i2c_drain_getscl(void *data)
{
	const struct gpio_i2c_wire *wire = data;

	return !(wire->progress.reading && wire->progress.bit < 8);
}

static int drain_getsda(void *data)
{
	return 0;
}

/* The transfer failed: algo-bit talks to the functions above from now on. */
void gpio_i2c_drain_begin(struct gpio_i2c_wire *wire)
{
	wire->algo.setsda = drain_setsda;
	wire->algo.setscl = drain_setscl;
	wire->algo.getsda = drain_getsda;
	wire->algo.getscl = gpio_i2c_drain_getscl;
}
