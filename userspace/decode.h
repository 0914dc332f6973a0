/* SPDX-License-Identifier: GPL-2.0-only */
/* From the edges of SDA and SCL to what they mean. */
#ifndef GPIOI2C_DECODE_H
#define GPIOI2C_DECODE_H

#include "observation.h"

enum symbol_kind {
	SYMBOL_START,
	SYMBOL_REPEATED_START,
	SYMBOL_ADDRESS,		/* @value, @read, @nak */
	SYMBOL_ADDRESS10,	/* of 10 bits, with both of its bytes */
	SYMBOL_BYTE,		/* @value, @nak */
	SYMBOL_PARTIAL,		/* @value bits of a byte that did not end */
	SYMBOL_STOP,
	SYMBOL_GAP,		/* nothing from a STOP to the next START */
	SYMBOL_STRETCH,		/* @value ns, to @end_ns */
	SYMBOL_BEGIN,		/* the rest is what was observed */
	SYMBOL_END,
	SYMBOL_RECOVERY,
	SYMBOL_LOSS,
	SYMBOL_MISSING,
};

struct symbol {
	enum symbol_kind kind;
	uint64_t start_ns;
	uint64_t end_ns;
	uint64_t value;
	bool read;
	bool nak;
	const struct observation *observation;	/* the last one that it is made of */
};

struct decoder {
	void (*take)(void *data, const struct symbol *symbol);
	void *data;
	bool scl;
	bool sda;
	bool active;		/* between START and STOP */
	bool after_address;	/* the address, in both bytes if it has 10 bits, has come */
	bool ten_bit;		/* the next byte is the second of an address */
	unsigned int bits;	/* of this byte that have come, 9 with its acknowledge */
	unsigned int shift;
	unsigned int high_bits;	/* of a 10-bit address */
	unsigned int address10;	/* the last one that was written to */
	bool high_nak;
	uint64_t byte_start_ns;
	uint64_t address_start_ns;
	uint64_t rose_ns;
	uint64_t stopped_ns;	/* 0 before the first STOP */
};

/* What is decoded goes to @take, with @data. Both lines are high before the first edge. */
void decode_begin(struct decoder *decoder,
		  void (*take)(void *data, const struct symbol *symbol), void *data);

/* The next observation of a recording that was arranged. */
void decode(struct decoder *decoder, const struct observation *observation);

#endif /* GPIOI2C_DECODE_H */
