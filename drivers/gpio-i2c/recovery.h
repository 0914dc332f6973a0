/* SPDX-License-Identifier: GPL-2.0-only */
/* Between transfers: is the bus idle, and what can be done if it is not. */
#ifndef _GPIO_I2C_RECOVERY_H
#define _GPIO_I2C_RECOVERY_H

#include <linux/types.h>

struct gpio_i2c_edges;

bool gpio_i2c_recovery_is_idle(struct gpio_i2c_edges *edges);
int gpio_i2c_recovery_wait_idle(struct gpio_i2c_edges *edges);
bool gpio_i2c_recovery_other_master_active(struct gpio_i2c_edges *edges);
int gpio_i2c_recovery_free_sda(struct gpio_i2c_edges *edges);

#endif /* _GPIO_I2C_RECOVERY_H */
