// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "json.h"
#include "print.h"

void print_bytes(const uint8_t *data, size_t length)
{
	static const struct register_format bytes = { .width = WIDTH_8 };

	print_values(&bytes, data, length);
}

void print_values(const struct register_format *format, const uint8_t *data, size_t length)
{
	unsigned int bytes = register_value_bytes(format);
	size_t i;

	for (i = 0; i + bytes <= length; i += bytes)
		printf("%s0x%0*x", i ? " " : "", 2 * bytes,
		       register_value_get(format, data + i));
	putchar('\n');
}

struct json_object *values_json(const struct register_format *format, const uint8_t *data,
				size_t length)
{
	struct json_object *values = json_new_array();
	unsigned int bytes = register_value_bytes(format);
	size_t i;

	for (i = 0; i + bytes <= length; i += bytes)
		json_number_element(values, register_value_get(format, data + i));
	return values;
}
