/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The callbacks of i2c-algo-bit: every edge at its own instant, and an eye on
 * what goes over the wire: acknowledges, stretched clocks, lost arbitration.
 */
#ifndef _GPIO_I2C_WIRE_H
#define _GPIO_I2C_WIRE_H

#include <linux/gpio-i2c.h>
#include <linux/i2c.h>
#include <linux/i2c-algo-bit.h>

#include "line.h"
#include "pace.h"
#include "progress.h"
#include "timing.h"

/**
 * struct gpio_i2c_outcome - how far a transfer came
 * @reached: it was not refused before it came to the lines
 * @messages: messages that went through whole
 * @bytes: data bytes of the next message that went through
 * @at_address: that message failed at its address
 * @line_failed: an access to a line failed
 * @total_bytes: data bytes of all messages
 * @clocks: SCL periods that were measured
 * @clocks_ticks: how long they took
 * @period_min: the shortest of them, in ticks
 * @period_max: the longest of them, in ticks
 * @stretches: how often SCL stayed low when it was let go
 * @stretch_max: the longest of these times, in ticks
 */
struct gpio_i2c_outcome {
	bool reached;
	u32 messages;
	u32 bytes;
	bool at_address;
	bool line_failed;
	u32 total_bytes;
	u32 clocks;
	u64 clocks_ticks;
	u64 period_min;
	u64 period_max;
	u32 stretches;
	u64 stretch_max;
};

/**
 * struct gpio_i2c_cost - what an access of one kind costs
 * @least: the least that was seen, in ticks; 0 before that
 * @more: by how much that is more than the cheapest kind's
 */
struct gpio_i2c_cost {
	u32 least;
	u32 more;
};

/**
 * struct gpio_i2c_wire - the state of SDA and SCL, and of a transfer on them
 * @line: the lines
 * @pace: how waits are done
 * @algo: what i2c-algo-bit is given
 * @plan: the intervals between edges
 * @sample: ticks from SCL's rise until SDA is sampled; 0 for at once
 * @late_sample: what that is for the first bit of a transfer
 * @single_master: no other master can be there: do not look for one
 * @readback: read SCL after each fall, for chips that post their writes
 * @gone: set from outside: the device is about to go
 * @for_file: the bus is locked for a user of a file, whose transfer then ends with the
 *	byte at hand; those of the I2C core go on until the adapter is gone
 * @sda: the level that algo-bit asked for
 * @scl: SCL is high for a START or a STOP, not for a bit; after an error, the level that
 *	algo-bit asked for
 * @stopped: the last condition on the bus was a STOP
 * @contended: another master had the bus after our last STOP
 * @fell: when SCL fell, in ticks: its periods count from there
 * @low_since: since when it counts as low: the minimum times count from there
 * @first_rose: when SCL rose for the first time in this transfer
 * @last_rose: when it rose for the bit before; 0 before that
 * @rose: when SCL rose, as @fell
 * @high_since: since when it counts as high, as @low_since
 * @sda_changed: since when SDA counts as changed
 * @sda_cost: what driving SDA low [0], releasing it [1] costs
 * @scl_cost: the same for SCL
 * @uneven: an access cost other than its kind does in the last @judged_clocks, interrupts apart
 * @uneven_at: when the last one did, interrupts included, in ticks
 * @judged_clocks: SCL periods since it was decided whether costs vary
 * @cost_varies: accesses of a kind do not cost the same: nothing is known of an edge but
 *	that it came before its access ended
 * @careful: minimum times count from the end of an access: the period has room for
 *	that, or @cost_varies leaves no other way
 * @plain: accesses do not sleep, lines are read one at a time, a counter of the CPU is the
 *	clock, and none of @careful, @readback and lines that cannot be read is to be
 *	thought of
 * @release_cost: the least that releasing a line took when the bus was made
 * @sample_cost: the same for sampling
 * @progress: where algo-bit is in the messages
 * @no_ack: the target did not acknowledge this byte
 * @shift: levels of SDA that were sampled in this byte, the last one in bit 0; 0 after
 *	an acknowledge
 * @messages: what i2c-algo-bit is given
 * @abort: end the transfer after this byte with that error
 * @error: the transfer failed: nothing goes onto the wire any more
 * @begun: when this transfer came to the lines, in ticks
 * @yield_at: when others are to have a chance to run on this CPU, in ticks
 * @timeout: how long SCL may be held low, in ticks
 * @outcome: how far the transfer came
 *
 * All of it is protected by the adapter's bus lock, but @gone.
 */
struct gpio_i2c_wire {
	struct gpio_i2c_line line;
	struct gpio_i2c_pace pace;
	struct i2c_algo_bit_data algo;
	struct gpio_i2c_plan plan;
	u32 sample;
	u32 late_sample;
	bool single_master;
	bool readback;
	bool gone;
	bool for_file;

	bool sda;
	bool scl;
	bool stopped;
	bool contended;
	u64 fell;
	u64 low_since;
	u64 first_rose;
	u64 last_rose;
	u64 rose;
	u64 high_since;
	u64 sda_changed;
	struct gpio_i2c_cost sda_cost[2];
	struct gpio_i2c_cost scl_cost[2];
	bool uneven;
	u64 uneven_at;
	u32 judged_clocks;
	bool cost_varies;
	bool careful;
	bool plain;
	u32 release_cost;
	u32 sample_cost;

	struct gpio_i2c_progress progress;
	bool no_ack;
	u8 shift;
	struct i2c_msg messages[GPIO_I2C_MESSAGES_MAX];
	int abort;
	int error;
	u64 begun;
	u64 yield_at;
	u64 timeout;
	struct gpio_i2c_outcome outcome;
};

void gpio_i2c_wire_init(struct gpio_i2c_wire *wire);
int gpio_i2c_wire_plan(struct gpio_i2c_wire *wire, struct gpio_i2c_want *want);
void gpio_i2c_wire_begin(struct gpio_i2c_wire *wire, struct i2c_msg *messages, int count);
int gpio_i2c_wire_end(struct gpio_i2c_wire *wire);

#endif /* _GPIO_I2C_WIRE_H */
