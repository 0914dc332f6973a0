/* SPDX-License-Identifier: GPL-2.0-only */
/* A request for a bus without a firmware node: words, checked and sorted. */
#ifndef _GPIO_I2C_REQUEST_H
#define _GPIO_I2C_REQUEST_H

#include <linux/types.h>

/**
 * struct gpio_i2c_request - a bus that was asked for in words
 * @origin: who asked, for the log
 * @words: SDA, SCL, then the options
 * @values: values of device tree properties, in the order of request.c's table
 * @given: which of these were given, a bit each
 * @name: what the bus is to be called, or NULL
 * @number: number of its adapter, -1 for any
 * @wait: wait for lines that are not there yet
 */
struct gpio_i2c_request {
	const char *origin;
	char **words;
	u32 values[16];
	unsigned long given;
	const char *name;
	int number;
	bool wait;
};

int gpio_i2c_request_parse(struct gpio_i2c_request *request, const char *origin,
			   const char *text);
void gpio_i2c_request_free(struct gpio_i2c_request *request);
bool gpio_i2c_request_property(const struct gpio_i2c_request *request, const char *name,
			       u32 *value);

#endif /* _GPIO_I2C_REQUEST_H */
