/* SPDX-License-Identifier: GPL-2.0-only */
/* How register numbers and values lie in the bytes of read's and write's messages. */
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

/* Bytes that a register number and a value take, and the largest of each. */
unsigned int register_bytes(const struct register_format *format);
unsigned int register_value_bytes(const struct register_format *format);
unsigned long register_max(const struct register_format *format);
unsigned long register_value_max(const struct register_format *format);

/* Put the number that @text is into as many bytes of @data. 0, -EINVAL or -ERANGE. */
int register_parse(const struct register_format *format, const char *text, uint8_t *data);
int register_value_parse(const struct register_format *format, const char *text, uint8_t *data);

/* The value that begins at @data, and the other way round. */
unsigned int register_value_get(const struct register_format *format, const uint8_t *data);
void register_value_put(const struct register_format *format, unsigned int value, uint8_t *data);

#endif /* GPIOI2C_REGISTERS_H */
