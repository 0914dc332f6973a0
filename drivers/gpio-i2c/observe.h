/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the lines did, for the trace event "edge". A line that was let go has an edge if it is
 * high when it is looked at next; if it is low, someone holds it and there was none. If nobody
 * looks it has one. Edges are told when one of ours to low follows: in the high phase of SCL
 * there is no time to spare.
 */
#ifndef _GPIO_I2C_OBSERVE_H
#define _GPIO_I2C_OBSERVE_H

#include <linux/types.h>

/**
 * struct gpio_i2c_held_edge - an edge that was not told yet
 * @time_ns: when it was, CLOCK_MONOTONIC
 * @valid: there is one
 * @level: the level after it
 * @seen: someone else made it
 * @certain: it did happen
 */
struct gpio_i2c_held_edge {
	u64 time_ns;
	bool valid;
	bool level;
	bool seen;
	bool certain;
};

/**
 * struct gpio_i2c_observed - what is known of the lines of a bus
 * @on: the event is wanted: accesses are to be told here
 * @adapter: the adapter's number
 * @level: the levels of SDA [0] and SCL [1]
 * @held: an edge of each
 */
struct gpio_i2c_observed {
	bool on;
	int adapter;
	bool level[2];
	struct gpio_i2c_held_edge held[2];
};

void gpio_i2c_observe_begin(struct gpio_i2c_observed *observed, int adapter);
void gpio_i2c_observe_flush(struct gpio_i2c_observed *observed);
void gpio_i2c_observe_drive(struct gpio_i2c_observed *observed, bool scl, bool high);
void gpio_i2c_observe_look(struct gpio_i2c_observed *observed, bool scl, bool high);

#endif /* _GPIO_I2C_OBSERVE_H */
