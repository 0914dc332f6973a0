/* SPDX-License-Identifier: GPL-2.0-only */
/* Sizes of EEPROMs by name, as their makers and the kernel call them. */
#ifndef GPIOI2C_PART_H
#define GPIOI2C_PART_H

#include <stdint.h>

struct part {
	const char *name;
	uint32_t size_bytes;
	uint32_t page_bytes;		/* the smallest of all makers' */
	unsigned int address_bytes;	/* further bits are in the target's address */
};

/* NULL if no part has that name. */
const struct part *part_find(const char *name);

#endif /* GPIOI2C_PART_H */
