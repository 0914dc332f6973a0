// SPDX-License-Identifier: GPL-2.0-only
#include <stddef.h>
#include <string.h>

#include "ground.h"
#include "part.h"

/* From data sheets of Microchip (Atmel) and ST; names as in the kernel's driver at24. */
static const struct part parts[] = {
	{ "24c00", 16, 1, 1 },
	{ "24c01", 128, 8, 1 },
	{ "24c02", 256, 8, 1 },
	{ "24c04", 512, 16, 1 },
	{ "24c08", 1024, 16, 1 },
	{ "24c16", 2048, 16, 1 },
	{ "24c32", 4096, 32, 2 },
	{ "24c64", 8192, 32, 2 },
	{ "24c128", 16384, 64, 2 },
	{ "24c256", 32768, 64, 2 },
	{ "24c512", 65536, 128, 2 },
	{ "24c1024", 131072, 128, 2 },
	{ "24c2048", 262144, 256, 2 },
};

const struct part *part_find(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(parts); i++)
		if (!strcmp(parts[i].name, name))
			return &parts[i];
	return NULL;
}
