/* SPDX-License-Identifier: GPL-2.0-only */
/* Messages for a failed call on a bus: the cause, and what to do. */
#ifndef GPIOI2C_REPORT_H
#define GPIOI2C_REPORT_H

#include "message.h"

struct bus;
struct gpio_i2c_message;
struct gpio_i2c_transfer;

/* Name the cause of a failed GPIO_I2C_IOC_TRANSFER; @error is an errno. */
void report_transfer(const struct bus *bus, const struct gpio_i2c_message *messages,
		     const struct gpio_i2c_transfer *transfer, int error);

/* The same for any other call on a bus's node. */
void report_call(const struct bus *bus, const char *call, int error);

#endif /* GPIOI2C_REPORT_H */
