/* SPDX-License-Identifier: GPL-2.0-only */
/* The bytes of an EEPROM: pages, ACK polling, addresses that reach into the target's. */
#ifndef GPIOI2C_MEMORY_H
#define GPIOI2C_MEMORY_H

#include <stdint.h>

#include "access.h"

/* Bits of the target's address that can be the top ones of a byte's. */
#define MEMORY_BLOCKS_MAX	8

struct memory {
	struct access access;		/* opened by the caller */
	struct target target;
	uint32_t size_bytes;
	uint32_t page_bytes;
	unsigned int address_bytes;	/* 1 or 2 */
};

/* How many addresses the target has, which are in a row. */
unsigned int memory_blocks(const struct memory *memory);

/* Whether all of them are free of kernel drivers. An exit status, after a complaint. */
int memory_allowed(const struct memory *memory);

/*
 * Read or write at most @length bytes from @offset on, as many as one transfer can. How many that
 * were, or -1 after a complaint. Both wait for a write that is under way within the chip.
 */
int memory_read(struct memory *memory, uint32_t offset, uint8_t *data, uint32_t length);
int memory_write(struct memory *memory, uint32_t offset, const uint8_t *data, uint32_t length);

#endif /* GPIOI2C_MEMORY_H */
