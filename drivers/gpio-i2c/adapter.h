/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * An I2C adapter on two lines. A transfer as the I2C core asks for it: its lock, idle
 * check, i2c-algo-bit, true errors, counters, recovery.
 */
#ifndef _GPIO_I2C_ADAPTER_H
#define _GPIO_I2C_ADAPTER_H

#include <linux/gpio-i2c.h>
#include <linux/i2c.h>
#include <linux/spinlock.h>

#include "compat.h"
#include "wire.h"

/**
 * struct gpio_i2c_figures - what is reported of a bus
 * @statistics: counters since it was made
 * @last: what SCL did in the last transfer
 */
struct gpio_i2c_figures {
	struct gpio_i2c_statistics statistics;
	struct gpio_i2c_clocks last;
};

/**
 * struct gpio_i2c_adapter - an adapter
 * @core: what the I2C core knows of it
 * @lock: its bus lock. The wait for the I2C core's own cannot be killed, so this replaces it;
 *	protects @wire, @want and @outcome
 * @recovery: what the I2C core needs to know for i2c_recover_bus()
 * @want: the speed and edge times asked for; the speed may be read at any time
 * @wire: the lines and what is on them
 * @outcome: what came of the last transfer
 * @figures_lock: protects @figures, so that reading them need not wait for a transfer
 * @figures: what is reported of the bus
 */
struct gpio_i2c_adapter {
	struct i2c_adapter core;
	struct compat_lock lock;	/* see above */
	struct i2c_bus_recovery_info recovery;
	struct gpio_i2c_want want;
	struct gpio_i2c_wire wire;
	struct gpio_i2c_outcome outcome;
	spinlock_t figures_lock;	/* see above */
	struct gpio_i2c_figures figures;
};

static inline struct gpio_i2c_adapter *gpio_i2c_adapter_of(struct i2c_adapter *core)
{
	return container_of(core, struct gpio_i2c_adapter, core);
}

void gpio_i2c_adapter_init(struct gpio_i2c_adapter *adapter, struct device *parent,
			   const char *name, u32 timeout_ms);
int gpio_i2c_adapter_plan(struct gpio_i2c_adapter *adapter, u32 scl_hz);
int gpio_i2c_adapter_set_speed(struct gpio_i2c_adapter *adapter, u32 scl_hz);
unsigned int gpio_i2c_adapter_timeout(const struct gpio_i2c_adapter *adapter);
int gpio_i2c_adapter_lock_lines(struct gpio_i2c_adapter *adapter, bool may_sleep);
void gpio_i2c_adapter_unlock_lines(struct gpio_i2c_adapter *adapter);
int gpio_i2c_adapter_transfer(struct gpio_i2c_adapter *adapter, struct i2c_msg *messages,
			      int count);
int gpio_i2c_adapter_recover(struct gpio_i2c_adapter *adapter);
void gpio_i2c_adapter_figures(struct gpio_i2c_adapter *adapter,
			      struct gpio_i2c_figures *figures);

#endif /* _GPIO_I2C_ADAPTER_H */
