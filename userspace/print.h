/* SPDX-License-Identifier: GPL-2.0-only */
/* Data on standard output, the way i2c-tools print it, and as JSON. */
#ifndef GPIOI2C_PRINT_H
#define GPIOI2C_PRINT_H

#include <stddef.h>
#include <stdint.h>

#include "registers.h"

struct json_object;

/* "0x00 0x01 ...", a line. */
void print_bytes(const uint8_t *data, size_t length);

/* The same of values that may be wider: "0x0000 0x0001 ..." */
void print_values(const struct register_format *format, const uint8_t *data, size_t length);

/* An array of them. */
struct json_object *values_json(const struct register_format *format, const uint8_t *data,
				size_t length);

#endif /* GPIOI2C_PRINT_H */
