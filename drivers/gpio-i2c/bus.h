/* SPDX-License-Identifier: GPL-2.0-only */
/* One I2C adapter on two lines: transfers, recovery, true errors, lifetime. */
#ifndef _GPIO_I2C_BUS_H
#define _GPIO_I2C_BUS_H

#include <linux/gpio-i2c.h>
#include <linux/i2c.h>
#include <linux/kref.h>
#include <linux/rwsem.h>
#include <linux/spinlock.h>

#include "compat.h"
#include "wire.h"

/* A wait is no longer than a transfer may be. */
#define GPIO_I2C_TIMEOUT_MS_MAX	(GPIO_I2C_TRANSFER_SECONDS_MAX * 1000U)

/**
 * struct gpio_i2c_bus_options - how a bus is to be
 * @line: how its lines are wired
 * @want: its speed and the board's edge times
 * @timeout_ms: how long SCL may be held low, the bus be busy
 * @number: adapter number, or -1 for any
 * @single_master: no other master is on the bus
 * @readback: writes to the lines are posted
 */
struct gpio_i2c_bus_options {
	struct gpio_i2c_line_options line;
	struct gpio_i2c_want want;
	u32 timeout_ms;
	int number;
	bool single_master;
	bool readback;
};

/**
 * struct gpio_i2c_bus - a bus
 * @kref: held by who made the bus, and by each open file
 * @calls: keeps the adapter: held for reading by calls that use it, and taken for
 *	writing, once @wire.gone is set, to wait until none does
 * @adapter: the adapter
 * @lock: the adapter's bus lock, in place of the I2C core's own, which nobody can wait
 *	for and be killed; protects @wire
 * @recovery: what the I2C core needs to know for i2c_recover_bus()
 * @wire: the lines and what is on them
 * @figures_lock: protects the members below, so that reading them need not
 *	wait for a transfer; changes hold the bus lock as well
 * @want: the speed and edge times asked for
 * @statistics: counters since the bus was made
 * @last: the last transfer
 */
struct gpio_i2c_bus {
	struct kref kref;
	struct rw_semaphore calls;	/* see above */
	struct i2c_adapter adapter;
	struct compat_lock lock;	/* see above */
	struct i2c_bus_recovery_info recovery;
	struct gpio_i2c_wire wire;
	spinlock_t figures_lock;	/* see above */
	struct gpio_i2c_want want;
	struct gpio_i2c_statistics statistics;
	struct gpio_i2c_outcome last;
};

/**
 * struct gpio_i2c_bus_result - what came of a transfer
 * @outcome: how far it came
 * @elapsed_ns: time it took on the bus, ns
 */
struct gpio_i2c_bus_result {
	struct gpio_i2c_outcome outcome;
	u64 elapsed_ns;
};

static inline struct gpio_i2c_bus *gpio_i2c_bus_of(struct i2c_adapter *adapter)
{
	return container_of(adapter, struct gpio_i2c_bus, adapter);
}

struct gpio_i2c_bus *gpio_i2c_bus_create(struct device *parent,
					 const struct gpio_i2c_bus_options *options,
					 const struct attribute_group **groups);
void gpio_i2c_bus_stop(struct gpio_i2c_bus *bus);
void gpio_i2c_bus_destroy(struct gpio_i2c_bus *bus);
struct gpio_i2c_bus *gpio_i2c_bus_get(struct gpio_i2c_bus *bus);
void gpio_i2c_bus_put(struct gpio_i2c_bus *bus);
bool gpio_i2c_bus_is_gone(const struct gpio_i2c_bus *bus);
void gpio_i2c_bus_suspend(struct gpio_i2c_bus *bus, bool suspended);

int gpio_i2c_bus_lock(struct gpio_i2c_bus *bus);
void gpio_i2c_bus_unlock(struct gpio_i2c_bus *bus);
int gpio_i2c_bus_lock_lines(struct gpio_i2c_bus *bus);
void gpio_i2c_bus_unlock_lines(struct gpio_i2c_bus *bus);
int gpio_i2c_bus_info(struct gpio_i2c_bus *bus, struct gpio_i2c_info *info);
int gpio_i2c_bus_transfer(struct gpio_i2c_bus *bus, struct i2c_msg *messages, int count,
			  u32 scl_hz, struct gpio_i2c_bus_result *result);
int gpio_i2c_bus_set_speed(struct gpio_i2c_bus *bus, u32 scl_hz);
int gpio_i2c_bus_recover(struct gpio_i2c_bus *bus);
int gpio_i2c_bus_statistics(struct gpio_i2c_bus *bus, struct gpio_i2c_statistics *statistics);

#endif /* _GPIO_I2C_BUS_H */
