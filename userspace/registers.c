// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <string.h>

#include "ground.h"
#include "parse.h"
#include "registers.h"

int register_width(struct register_format *format, const char *text)
{
	static const char * const names[] = {
		[WIDTH_8] = "8",
		[WIDTH_16] = "16",
		[WIDTH_16_BE] = "16be",
	};
	unsigned int width;

	for (width = 0; width < ARRAY_SIZE(names); width++) {
		if (strcmp(names[width], text))
			continue;
		format->width = width;
		return 0;
	}
	return -EINVAL;
}

unsigned int register_bytes(const struct register_format *format)
{
	return format->wide_register ? 2 : 1;
}

unsigned int register_value_bytes(const struct register_format *format)
{
	return format->width == WIDTH_8 ? 1 : 2;
}

unsigned long register_max(const struct register_format *format)
{
	return format->wide_register ? UINT16_MAX : UINT8_MAX;
}

unsigned long register_value_max(const struct register_format *format)
{
	return format->width == WIDTH_8 ? UINT8_MAX : UINT16_MAX;
}

int register_parse(const struct register_format *format, const char *text, uint8_t *data)
{
	unsigned long number;
	int ret = parse_number(text, register_max(format), &number);

	if (ret)
		return ret;
	if (format->wide_register)
		*data++ = number >> 8;
	*data = number;
	return 0;
}

unsigned int register_value_get(const struct register_format *format, const uint8_t *data)
{
	switch (format->width) {
	case WIDTH_16:
		return data[1] << 8 | data[0];
	case WIDTH_16_BE:
		return data[0] << 8 | data[1];
	default:
		return data[0];
	}
}

void register_value_put(const struct register_format *format, unsigned int value, uint8_t *data)
{
	switch (format->width) {
	case WIDTH_8:
		data[0] = value;
		break;
	case WIDTH_16:
		data[0] = value;
		data[1] = value >> 8;
		break;
	case WIDTH_16_BE:
		data[0] = value >> 8;
		data[1] = value;
		break;
	}
}

int register_value_parse(const struct register_format *format, const char *text, uint8_t *data)
{
	unsigned long value;
	int ret = parse_number(text, register_value_max(format), &value);

	if (!ret)
		register_value_put(format, value, data);
	return ret;
}
