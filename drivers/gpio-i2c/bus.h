/* SPDX-License-Identifier: GPL-2.0-only */
/* A bus: its lifetime, and all that others may ask of it. */
#ifndef _GPIO_I2C_BUS_H
#define _GPIO_I2C_BUS_H

#include <linux/gpio-i2c.h>

#include "line.h"
#include "progress.h"
#include "timing.h"

struct attribute_group;
struct gpio_i2c_bus;
struct gpio_i2c_edges;
struct i2c_adapter;

/**
 * struct gpio_i2c_bus_options - how a bus is to be
 * @line: how its lines are wired
 * @want: its speed and the board's edge times
 * @timeout_ms: how long SCL may be held low or the bus be busy
 * @number: adapter number, or -1 for any
 * @name: what it is called; NULL for the name of its device
 * @single_master: no other master is on the bus
 * @readback: writes to the lines are posted
 */
struct gpio_i2c_bus_options {
	struct gpio_i2c_line_options line;
	struct gpio_i2c_want want;
	u32 timeout_ms;
	int number;
	const char *name;
	bool single_master;
	bool readback;
};

/**
 * struct gpio_i2c_bus_result - what came of a transfer
 * @outcome: how far it came; all zero if it did not come to the lines
 * @elapsed_ns: time it took on the bus, ns
 */
struct gpio_i2c_bus_result {
	struct gpio_i2c_outcome outcome;
	u64 elapsed_ns;
};

struct gpio_i2c_bus *gpio_i2c_bus_create(struct device *parent,
					 const struct gpio_i2c_bus_options *options,
					 const struct attribute_group **groups);
void gpio_i2c_bus_stop(struct gpio_i2c_bus *bus);
void gpio_i2c_bus_destroy(struct gpio_i2c_bus *bus);
struct gpio_i2c_bus *gpio_i2c_bus_get(struct gpio_i2c_bus *bus);
void gpio_i2c_bus_put(struct gpio_i2c_bus *bus);
bool gpio_i2c_bus_is_gone(const struct gpio_i2c_bus *bus);
struct i2c_adapter *gpio_i2c_bus_adapter(struct gpio_i2c_bus *bus);
struct gpio_i2c_bus *gpio_i2c_bus_of(struct i2c_adapter *adapter);
void gpio_i2c_bus_suspend(struct gpio_i2c_bus *bus, bool suspended);

struct gpio_i2c_edges *gpio_i2c_bus_lock_lines(struct gpio_i2c_bus *bus);
void gpio_i2c_bus_unlock_lines(struct gpio_i2c_bus *bus);
int gpio_i2c_bus_info(struct gpio_i2c_bus *bus, struct gpio_i2c_info *info);
int gpio_i2c_bus_transfer(struct gpio_i2c_bus *bus, struct i2c_msg *messages, int count,
			  u32 scl_hz, struct gpio_i2c_bus_result *result);
int gpio_i2c_bus_set_speed(struct gpio_i2c_bus *bus, u32 scl_hz);
int gpio_i2c_bus_recover(struct gpio_i2c_bus *bus);
int gpio_i2c_bus_statistics(struct gpio_i2c_bus *bus, struct gpio_i2c_statistics *statistics);

#endif /* _GPIO_I2C_BUS_H */
