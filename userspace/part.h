/* SPDX-License-Identifier: GPL-2.0-only */
/* Sizes of EEPROMs, by the names that their makers and the kernel give them. */
#ifndef GPIOI2C_PART_H
#define GPIOI2C_PART_H

#include <stdint.h>

struct part {
	const char *name;
	uint32_t size_bytes;
	uint32_t page_bytes;		/* that one write may reach; the smallest of all makers' */
	unsigned int address_bytes;	/* of a byte's address; the rest is in the target's */
};

/* NULL if there is none of that name. */
const struct part *part_find(const char *name);

#endif /* GPIOI2C_PART_H */
