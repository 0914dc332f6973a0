/* SPDX-License-Identifier: GPL-2.0-only */
/* GPIO chips by label or name, and the names of lines. */
#ifndef _GPIO_I2C_CHIP_H
#define _GPIO_I2C_CHIP_H

#include <linux/gpio/consumer.h>
#include <linux/types.h>

/**
 * struct gpio_i2c_chip - a GPIO chip
 * @id: identifies the chip; not to be dereferenced
 * @label: what its driver calls it, to be freed with kfree()
 * @line_count: how many lines it has
 */
struct gpio_i2c_chip {
	const void *id;
	char *label;
	u16 line_count;
};

int gpio_i2c_chip_find(struct gpio_i2c_chip *chip, const char *text);
int gpio_i2c_chip_find_number(struct gpio_i2c_chip *chip, u32 number, u32 *offset);
void gpio_i2c_chip_name_line(char *name, size_t size, struct gpio_desc *desc);

#endif /* _GPIO_I2C_CHIP_H */
