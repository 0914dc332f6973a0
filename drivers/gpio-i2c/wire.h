/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The callbacks of i2c-algo-bit. They time every edge, and watch the wire for acknowledges,
 * stretched clocks and lost arbitration.
 */
#ifndef _GPIO_I2C_WIRE_H
#define _GPIO_I2C_WIRE_H

#include <linux/gpio-i2c.h>
#include <linux/i2c.h>
#include <linux/i2c-algo-bit.h>

#include "drain.h"
#include "edge.h"
#include "progress.h"

/**
 * struct gpio_i2c_wire - SDA and SCL, and a transfer on them
 * @edges: the lines and when they change
 * @algo: the callbacks for i2c-algo-bit
 * @drain: the lines as i2c-algo-bit sees them after an error
 * @sda: the level that i2c-algo-bit asked for
 * @scl: SCL is high for a START or a STOP, not for a bit
 * @progress: where i2c-algo-bit is in the messages
 * @messages: i2c-algo-bit's copy of the messages
 * @no_ack: the target did not acknowledge this byte
 * @shift: levels of SDA that were sampled in this byte, the last one in bit 0; 0 after
 *	an acknowledge
 * @abort: end the transfer after this byte with that error
 * @error: the transfer failed: nothing goes onto the wire any more
 * @clocks: SCL periods of this transfer
 * @done: how far the transfer came
 *
 * The adapter's bus lock protects all of it but @edges.pace.gone.
 */
struct gpio_i2c_wire {
	struct gpio_i2c_edges edges;
	struct i2c_algo_bit_data algo;
	struct gpio_i2c_drain drain;
	bool sda;
	bool scl;
	bool no_ack;
	u8 shift;
	struct gpio_i2c_progress progress;
	int abort;
	int error;
	u32 clocks;
	struct gpio_i2c_done done;
	struct i2c_msg messages[GPIO_I2C_MESSAGES_MAX];
};

void gpio_i2c_wire_init(struct gpio_i2c_wire *wire, bool single_master, bool readback);
void gpio_i2c_wire_begin(struct gpio_i2c_wire *wire, struct i2c_msg *messages, int count);
int gpio_i2c_wire_end(struct gpio_i2c_wire *wire);

#endif /* _GPIO_I2C_WIRE_H */
