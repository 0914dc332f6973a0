// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "print.h"

void print_bytes(const uint8_t *data, size_t length)
{
	size_t i;

	for (i = 0; i < length; i++)
		printf("%s0x%02x", i ? " " : "", data[i]);
	putchar('\n');
}
