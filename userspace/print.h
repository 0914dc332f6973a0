/* SPDX-License-Identifier: GPL-2.0-only */
/* Data on standard output, as i2c-tools print it, and as JSON. */
#ifndef GPIOI2C_PRINT_H
#define GPIOI2C_PRINT_H

#include <stddef.h>
#include <stdint.h>

#include "registers.h"

struct json_object;

/* One line: "0x00 0x01 ..." */
void print_bytes(const uint8_t *data, size_t length);

/* The same for values of any width: "0x0000 0x0001 ..." */
void print_values(const struct register_format *format, const uint8_t *data, size_t length);

/* The values as an array. */
struct json_object *values_json(const struct register_format *format, const uint8_t *data,
				size_t length);

#endif /* GPIOI2C_PRINT_H */
