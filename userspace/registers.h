/* SPDX-License-Identifier: GPL-2.0-only */
/* Register numbers and values as bytes of a message. */
#ifndef GPIOI2C_REGISTERS_H
#define GPIOI2C_REGISTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum register_width {
	WIDTH_8,
	WIDTH_16,	/* low byte first, as in an SMBus word */
	WIDTH_16_BE,
};

struct register_format {
	bool wide_register;	/* register numbers have 16 bits, high byte first */
	enum register_width width;
};

/* "8", "16" or "16be". 0 or -EINVAL. */
int register_width(struct register_format *format, const char *text);

/* Bytes of a register number and of a value, and the largest of each. */
unsigned int register_bytes(const struct register_format *format);
unsigned int register_value_bytes(const struct register_format *format);
unsigned long register_max(const struct register_format *format);
unsigned long register_value_max(const struct register_format *format);

/* Parse the number in @text and put its bytes into @data. 0, -EINVAL or -ERANGE. */
int register_parse(const struct register_format *format, const char *text, uint8_t *data);
int register_value_parse(const struct register_format *format, const char *text, uint8_t *data);

/* Get or put the value that begins at @data. */
unsigned int register_value_get(const struct register_format *format, const uint8_t *data);
void register_value_put(const struct register_format *format, unsigned int value, uint8_t *data);

#endif /* GPIOI2C_REGISTERS_H */
