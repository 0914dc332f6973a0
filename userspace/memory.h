/* SPDX-License-Identifier: GPL-2.0-only */
/* The bytes of an EEPROM: pages, ACK polling, byte addresses that use bits of the target's. */
#ifndef GPIOI2C_MEMORY_H
#define GPIOI2C_MEMORY_H

#include <stdint.h>

#include "access.h"

/* How many addresses one EEPROM can have: their low bits are the top ones of a byte's address. */
#define MEMORY_BLOCKS_MAX	8

struct memory {
	struct access access;		/* opened by the caller */
	struct target target;
	uint32_t size_bytes;
	uint32_t page_bytes;
	unsigned int address_bytes;	/* 1 or 2 */
};

/* How many addresses the target has, one after the other. */
unsigned int memory_blocks(const struct memory *memory);

/* Check that no kernel driver is bound to any. An exit status; not STATUS_OK after a complaint. */
int memory_allowed(const struct memory *memory);

/*
 * Read or write up to @length bytes at @offset, as many as one transfer can. The number of bytes,
 * or -1 after a complaint. Both wait until the chip has finished its last write.
 */
int memory_read(struct memory *memory, uint32_t offset, uint8_t *data, uint32_t length);
int memory_write(struct memory *memory, uint32_t offset, const uint8_t *data, uint32_t length);

#endif /* GPIOI2C_MEMORY_H */
