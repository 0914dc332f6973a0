// SPDX-License-Identifier: GPL-2.0-only
#include "decode.h"

/* The first byte of a 10-bit address: 11110, two bits of it, R/W; UM10204, 3.1.11. */
#define IS_TEN_BIT(byte)	(((byte) & 0xf8) == 0xf0)
#define HIGH_BITS(byte)		((byte) << 7 & 0x300)

void decode_begin(struct decoder *decoder,
		  void (*take)(void *data, const struct symbol *symbol), void *data)
{
	*decoder = (struct decoder){ .take = take, .data = data, .scl = true, .sda = true };
}

static void put(struct decoder *decoder, struct symbol symbol)
{
	decoder->take(decoder->data, &symbol);
}

static void put_address(struct decoder *decoder, const struct observation *edge, bool nak)
{
	unsigned int byte = decoder->shift >> 1;
	struct symbol symbol = {
		.kind = SYMBOL_ADDRESS, .start_ns = decoder->byte_start_ns,
		.end_ns = edge->time_ns, .value = byte >> 1, .read = byte & 1, .nak = nak,
		.observation = edge,
	};

	decoder->after_address = true;
	if (IS_TEN_BIT(byte)) {
		symbol.kind = SYMBOL_ADDRESS10;
		symbol.value = HIGH_BITS(byte) | (decoder->address10 & 0xff);
		if (!symbol.read && !nak) {
			decoder->ten_bit = true;
			decoder->high_bits = HIGH_BITS(byte);
			decoder->address_start_ns = decoder->byte_start_ns;
			return;
		}
		if (!symbol.read)	/* nobody has such an address: the rest was not sent */
			symbol.value = HIGH_BITS(byte);
	}
	put(decoder, symbol);
}

/* The edge that ends the clock of an acknowledge. */
static void byte_done(struct decoder *decoder, const struct observation *edge)
{
	bool nak = decoder->shift & 1;
	unsigned int byte = decoder->shift >> 1;

	if (!decoder->after_address) {
		put_address(decoder, edge, nak);
	} else if (decoder->ten_bit) {
		decoder->ten_bit = false;
		decoder->address10 = decoder->high_bits | byte;
		put(decoder, (struct symbol){
			.kind = SYMBOL_ADDRESS10, .start_ns = decoder->address_start_ns,
			.end_ns = edge->time_ns, .value = decoder->address10, .nak = nak,
			.observation = edge });
	} else {
		put(decoder, (struct symbol){
			.kind = SYMBOL_BYTE, .start_ns = decoder->byte_start_ns,
			.end_ns = edge->time_ns, .value = byte, .nak = nak,
			.observation = edge });
	}
	decoder->bits = 0;
	decoder->shift = 0;
	decoder->byte_start_ns = edge->time_ns;
}

static void scl_edge(struct decoder *decoder, const struct observation *edge)
{
	decoder->scl = edge->level;
	if (!decoder->active)
		return;
	if (edge->level) {
		decoder->rose_ns = edge->time_ns;
		return;
	}
	if (!decoder->rose_ns) {	/* the fall after a START */
		decoder->byte_start_ns = edge->time_ns;
		return;
	}
	decoder->shift = decoder->shift << 1 | decoder->sda;
	if (++decoder->bits == 9)
		byte_done(decoder, edge);
}

/* What was begun and does not end with an acknowledge. */
static void put_partial(struct decoder *decoder, const struct observation *observation)
{
	if (decoder->bits)
		put(decoder, (struct symbol){
			.kind = SYMBOL_PARTIAL, .start_ns = decoder->byte_start_ns,
			.end_ns = observation->time_ns, .value = decoder->bits,
			.observation = observation });
	decoder->bits = 0;
	decoder->shift = 0;
	decoder->ten_bit = false;
}

static void condition(struct decoder *decoder, const struct observation *edge)
{
	struct symbol symbol = {
		.kind = SYMBOL_STOP, .start_ns = edge->time_ns, .end_ns = edge->time_ns,
		.observation = edge,
	};

	if (decoder->active)
		put_partial(decoder, edge);
	if (edge->level) {
		if (decoder->active)
			put(decoder, symbol);
		decoder->active = false;
		decoder->stopped_ns = edge->time_ns;
		return;
	}
	if (!decoder->active && decoder->stopped_ns)
		put(decoder, (struct symbol){
			.kind = SYMBOL_GAP, .start_ns = decoder->stopped_ns,
			.end_ns = edge->time_ns, .value = edge->time_ns - decoder->stopped_ns,
			.observation = edge });
	symbol.kind = decoder->active ? SYMBOL_REPEATED_START : SYMBOL_START;
	put(decoder, symbol);
	decoder->active = true;
	decoder->after_address = false;
	decoder->rose_ns = 0;
}

static void sda_edge(struct decoder *decoder, const struct observation *edge)
{
	decoder->sda = edge->level;
	/* Who saw it did not see when: it is no condition. */
	if (decoder->scl && !edge->seen)
		condition(decoder, edge);
}

/* What we sent ends here, without a STOP of ours. */
static void end_early(struct decoder *decoder, const struct observation *observation)
{
	put_partial(decoder, observation);
	decoder->active = false;
	decoder->stopped_ns = 0;
}

void decode(struct decoder *decoder, const struct observation *observation)
{
	static const enum symbol_kind kinds[] = {
		[OBSERVED_BEGIN] = SYMBOL_BEGIN,
		[OBSERVED_END] = SYMBOL_END,
		[OBSERVED_STRETCH] = SYMBOL_STRETCH,
		[OBSERVED_RECOVERY] = SYMBOL_RECOVERY,
		[OBSERVED_LOSS] = SYMBOL_LOSS,
		[OBSERVED_MISSING] = SYMBOL_MISSING,
	};
	struct symbol symbol = {
		.start_ns = observation->time_ns, .end_ns = observation->time_ns,
		.value = observation->amount, .observation = observation,
	};

	if (observation->kind == OBSERVED_EDGE) {
		if (observation->scl)
			scl_edge(decoder, observation);
		else
			sda_edge(decoder, observation);
		return;
	}
	symbol.kind = kinds[observation->kind];
	if (observation->kind == OBSERVED_STRETCH)
		symbol.start_ns -= observation->amount;
	if (observation->kind == OBSERVED_LOSS || observation->kind == OBSERVED_MISSING)
		end_early(decoder, observation);
	put(decoder, symbol);
}
