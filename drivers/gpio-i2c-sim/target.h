/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The I2C targets of one bus, bit by bit: a decoder follows SDA and SCL, finds
 * the target that is addressed and answers for it. One decoder serves all the
 * targets of a bus, so an edge costs the same with one of them or with many.
 * No kernel calls; the time is asked for at addresses and STOP only.
 */
#ifndef SIM_TARGET_H
#define SIM_TARGET_H

#include <linux/compiler.h>
#include <linux/types.h>

#include "decode.h"

struct sim_target;

/**
 * struct sim_target_ops - a target's side of the protocol, in bytes
 * @address: it is addressed; true acknowledges
 * @offer: the master sent a byte; true acknowledges. NULL: all are acknowledged
 * @write: the master sent a byte, which is acknowledged
 * @read: the next byte for the master
 * @end: it is not addressed any more. @commit: a STOP came straight after a byte that it
 *	acknowledged. Only then do memories keep what was written.
 * @late: it did not reply in time, see sim_decoder_ask()
 *
 * If @address, @offer and @read call sim_decoder_ask(), what they return does not count.
 */
struct sim_target_ops {
	bool (*address)(struct sim_target *target, bool read, u64 now_ns);
	bool (*offer)(struct sim_target *target, u8 byte);
	void (*write)(struct sim_target *target, u8 byte);
	u8 (*read)(struct sim_target *target);
	void (*end)(struct sim_target *target, bool commit, u64 now_ns);
	void (*late)(struct sim_target *target);
};

struct sim_target {
	const struct sim_target_ops *ops;
	u16 address;
	bool ten_bit;
	bool waits;	/* it may call sim_decoder_ask() */
	u8 addresses;	/* 7-bit ones from address on that it has, a power of two; 0 is 1, too */
	u8 block;	/* which of them was sent last */
};

enum sim_phase {
	SIM_IDLE,		/* after STOP */
	SIM_ADDRESS,		/* the byte after START */
	SIM_ADDRESS10,		/* the second byte of a 10-bit address */
	SIM_WRITE,		/* master to target */
	SIM_READ,		/* target to master */
	SIM_OTHER,		/* bytes that are nobody's here, until START or STOP */
};

#define SIM_SEVEN_BIT_ADDRESSES	128
#define SIM_TEN_BIT_TARGETS	16
#define SIM_BITS_PER_BYTE	9	/* with the acknowledge */

/*
 * Work that is due for a byte, a bit each: decide on the acknowledge; hand the byte to its
 * target; record it, and find what comes next; begin the next one. It takes time, and on real
 * lines no edge costs more than another. So it waits until somebody reads a line, or for the next
 * fall of SCL.
 */
enum sim_due { SIM_DUE_ANSWER = 1, SIM_DUE_WRITE = 2, SIM_DUE_RECORD = 4, SIM_DUE_NEXT = 8 };

struct sim_decoder {
	u8 phase;		/* enum sim_phase */
	u8 next;		/* the phase after this byte, if it is acknowledged */
	u8 phase_next;		/* the phase after this byte, when its acknowledge is known */
	u8 bit;			/* rises of SCL in this byte */
	u8 shift;		/* bits sampled */
	u8 out;			/* bits to send */
	u8 out_next;		/* bits to send in the next byte */
	u8 due;			/* enum sim_due */
	bool ack;		/* the targets' answer to the byte at hand */
	bool sda_low_next;	/* they pull SDA after the acknowledge */
	u8 ten_bit_high;	/* A9 and A8 while A7..A0 are awaited */
	bool acked;		/* SDA was low at the ninth rise */
	bool sda_low;		/* the targets pull SDA */
	bool unplugged;		/* nobody answers */
	bool lost;		/* nobody answers until START: sim_decoder_drop() */
	u32 byte_index;		/* bytes since START, through repeated STARTs */
	u32 data_index;		/* bytes since the address */
	u16 address;		/* of the message */
	struct sim_target *selected;
	struct sim_target *ten_bit;	/* its first address byte is enough to read it */
	struct sim_target *asked;	/* NULL: nobody is, see sim_decoder_ask() */
	u64 asked_until_ns;
	bool asked_byte;	/* for a byte, else for an acknowledge */
	bool stopped;		/* the message ends, by a STOP */
	bool (*veto)(struct sim_decoder *decoder);	/* a fault may deny an acknowledge */

	struct sim_target *by_address[SIM_SEVEN_BIT_ADDRESSES];
	struct sim_target *ten_bit_targets[SIM_TEN_BIT_TARGETS];

	u64 starts, repeated_starts, stops, bytes, naks;
	struct sim_decode decode;
};

/*
 * Returns 0, or an error: -EINVAL, there is no such address; -EADDRINUSE, it is taken; -ENOSPC,
 * there are SIM_TEN_BIT_TARGETS others.
 */
int sim_decoder_attach(struct sim_decoder *decoder, struct sim_target *target);

/* A target goes, maybe amid a message: the rest of that is nobody's. */
void sim_decoder_detach(struct sim_decoder *decoder, struct sim_target *target);

/*
 * @target needs time for the acknowledge, or the byte, that it is asked for. It calls this itself,
 * and the wire holds SCL low from its next fall on, until there is a reply or that time is over.
 */
void sim_decoder_ask(struct sim_decoder *decoder, struct sim_target *target, bool byte,
		     u64 until_ns);

/* The reply: a byte, or 1 to acknowledge. @held: SCL has fallen since. */
void sim_decoder_reply(struct sim_decoder *decoder, u8 value, bool held);

/* Does the work that is due, see enum sim_due. */
void sim_decoder_settle(struct sim_decoder *decoder);

/* SCL rose while SDA was @sda. Inline, as most edges are just another bit. */
static __always_inline void sim_decoder_rise(struct sim_decoder *decoder, bool sda)
{
	if (decoder->phase == SIM_IDLE)
		return;
	if (unlikely(decoder->bit >= 8)) {
		decoder->acked = !sda;
		decoder->bit++;
		decoder->due |= SIM_DUE_RECORD;
		return;
	}
	decoder->shift = decoder->shift << 1 | sda;
	decoder->bit++;
	if (unlikely(decoder->bit == 8 && decoder->phase != SIM_READ))
		decoder->due |= SIM_DUE_ANSWER;
}

/* SCL fell: decoder->sda_low is the targets' answer. */
static __always_inline void sim_decoder_fall(struct sim_decoder *decoder)
{
	u8 bit = decoder->bit;

	if (unlikely(decoder->due))
		sim_decoder_settle(decoder);
	if (bit < 8) {
		if (decoder->phase == SIM_READ)
			decoder->sda_low = !(decoder->out << bit & 0x80);
	} else if (bit == 8) {
		decoder->sda_low = decoder->ack;
		if (decoder->phase == SIM_WRITE)
			decoder->due = SIM_DUE_WRITE;
	} else {
		decoder->sda_low = decoder->sda_low_next;
		decoder->bit = 0;
		decoder->due = SIM_DUE_NEXT;
	}
}

/* SDA went to @sda while SCL was high. */
void sim_decoder_sda(struct sim_decoder *decoder, bool sda);

/* The target addressed loses track of the message and waits for the next START. */
void sim_decoder_drop(struct sim_decoder *decoder);

/* Where in the transfer the next bit is: 9 a byte, bit 8 is the acknowledge. */
static inline u32 sim_decoder_position(const struct sim_decoder *decoder)
{
	return decoder->byte_index * SIM_BITS_PER_BYTE + decoder->bit;
}

#endif
