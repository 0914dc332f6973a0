// SPDX-License-Identifier: GPL-2.0-only
/*
 * A target samples SDA when SCL rises and changes SDA when SCL falls (UM10204
 * 3.1.3); SDA that changes while SCL is high is a START or a STOP (3.1.4). A
 * START counts wherever it comes, also in the middle of a byte (3.1.10 note 4),
 * and a target that is read lets go of SDA at every ninth clock: with that, nine
 * clocks free a bus whose master died in the middle of a read (3.1.16).
 */
#include <linux/compiler.h>
#include <linux/errno.h>

#include "clock.h"
#include "target.h"

#define TEN_BIT_MASK	0xf8	/* 11110xxR: xx are A9 and A8 (UM10204 3.1.11) */
#define TEN_BIT_PREFIX	0xf0

static bool is_ten_bit_prefix(u8 byte)
{
	return (byte & TEN_BIT_MASK) == TEN_BIT_PREFIX;
}

static int attach_ten_bit(struct sim_decoder *decoder, struct sim_target *target)
{
	struct sim_target **place = NULL;
	unsigned int i;

	for (i = 0; i < SIM_TEN_BIT_TARGETS; i++) {
		struct sim_target *other = decoder->ten_bit_targets[i];

		if (!other)
			place = &decoder->ten_bit_targets[i];
		else if (other->address == target->address)
			return -EADDRINUSE;
	}
	if (!place)
		return -ENOSPC;
	*place = target;
	return 0;
}

int sim_decoder_attach(struct sim_decoder *decoder, struct sim_target *target)
{
	unsigned int i, count = target->addresses ?: 1;

	if (target->ten_bit)
		return count > 1 ? -EINVAL : attach_ten_bit(decoder, target);
	if (target->address & (count - 1) || target->address + count > SIM_SEVEN_BIT_ADDRESSES)
		return -EINVAL;
	for (i = 0; i < count; i++) {
		if (decoder->by_address[target->address + i])
			return -EADDRINUSE;
	}
	for (i = 0; i < count; i++)
		decoder->by_address[target->address + i] = target;
	return 0;
}

void sim_decoder_detach(struct sim_decoder *decoder, struct sim_target *target)
{
	unsigned int i;

	sim_decoder_settle(decoder);
	if (decoder->selected == target) {
		sim_decoder_drop(decoder);
		decoder->phase_next = SIM_OTHER;
		decoder->sda_low_next = false;
	}
	if (decoder->ten_bit == target)
		decoder->ten_bit = NULL;
	for (i = 0; i < SIM_SEVEN_BIT_ADDRESSES; i++) {
		if (decoder->by_address[i] == target)
			decoder->by_address[i] = NULL;
	}
	for (i = 0; i < SIM_TEN_BIT_TARGETS; i++) {
		if (decoder->ten_bit_targets[i] == target)
			decoder->ten_bit_targets[i] = NULL;
	}
}

static bool select_target(struct sim_decoder *decoder, struct sim_target *target, bool read)
{
	if (!target)
		return false;
	target->block = decoder->address - target->address;
	if (!target->ops->address(target, read, sim_now_ns()))
		return false;
	decoder->selected = target;
	decoder->next = read ? SIM_READ : SIM_WRITE;
	return true;
}

/*
 * The first byte of a 10-bit address: every target with these two high bits
 * acknowledges a write; a read is for the one addressed in full since START.
 */
static bool select_ten_bit_high(struct sim_decoder *decoder, bool read)
{
	struct sim_target *target = decoder->ten_bit;
	u8 high = decoder->shift >> 1 & 3;
	unsigned int i;

	if (read) {
		if (!target || target->address >> 8 != high)
			return false;
		decoder->address = target->address;
		return select_target(decoder, target, true);
	}
	decoder->ten_bit = NULL;
	decoder->ten_bit_high = high;
	decoder->next = SIM_ADDRESS10;
	for (i = 0; i < SIM_TEN_BIT_TARGETS; i++) {
		target = decoder->ten_bit_targets[i];
		if (target && target->address >> 8 == high)
			return true;
	}
	return false;
}

static bool select_ten_bit(struct sim_decoder *decoder)
{
	unsigned int i;

	for (i = 0; i < SIM_TEN_BIT_TARGETS; i++) {
		struct sim_target *target = decoder->ten_bit_targets[i];

		if (!target || target->address != decoder->address)
			continue;
		decoder->ten_bit = target;
		return select_target(decoder, target, false);
	}
	return false;
}

static bool select_first(struct sim_decoder *decoder)
{
	bool read = decoder->shift & 1;

	if (is_ten_bit_prefix(decoder->shift))
		return select_ten_bit_high(decoder, read);
	decoder->ten_bit = NULL;
	return select_target(decoder, decoder->by_address[decoder->shift >> 1], read);
}

static bool offer(struct sim_decoder *decoder)
{
	const struct sim_target_ops *ops = decoder->selected->ops;

	return !ops->offer || ops->offer(decoder->selected, decoder->shift);
}

/* Eight bits are there: who acknowledges? */
static void answer(struct sim_decoder *decoder)
{
	bool ack = false;

	decoder->ack = false;
	if (decoder->phase == SIM_OTHER)
		return;
	if (decoder->phase == SIM_ADDRESS)
		decoder->address = decoder->shift >> 1;
	else if (decoder->phase == SIM_ADDRESS10)
		decoder->address = decoder->ten_bit_high << 8 | decoder->shift;
	if (decoder->unplugged || decoder->lost)
		goto answer;
	if (unlikely(decoder->veto) && decoder->veto(decoder))
		goto answer;
	if (decoder->phase == SIM_WRITE)
		ack = offer(decoder);
	else if (decoder->phase == SIM_ADDRESS)
		ack = select_first(decoder);
	else
		ack = select_ten_bit(decoder);
answer:
	if (!ack && decoder->next != SIM_ADDRESS10)
		decoder->next = SIM_OTHER;
	decoder->ack = ack;
}

/* The acknowledge is known: what comes next? */
static void prepare_next(struct sim_decoder *decoder)
{
	if (!decoder->acked)
		decoder->next = SIM_OTHER;
	decoder->phase_next = decoder->next;
	decoder->sda_low_next = false;
	if (decoder->phase_next == SIM_ADDRESS10) {
		decoder->next = SIM_OTHER;
	} else if (decoder->phase_next == SIM_READ) {
		decoder->out_next = decoder->selected->ops->read(decoder->selected);
		decoder->sda_low_next = !(decoder->out_next & 0x80);
	}
}

void sim_decoder_ask(struct sim_decoder *decoder, struct sim_target *target, bool byte,
		     u64 until_ns)
{
	decoder->asked = target;
	decoder->asked_byte = byte;
	decoder->asked_until_ns = until_ns;
}

void sim_decoder_reply(struct sim_decoder *decoder, u8 value, bool held)
{
	decoder->asked = NULL;
	if (decoder->asked_byte) {
		decoder->out_next = value;
		decoder->sda_low_next = !(value & 0x80);
		if (held) {
			decoder->out = value;
			decoder->sda_low = decoder->sda_low_next;
		}
		return;
	}
	decoder->ack = value;
	if (held)
		decoder->sda_low = value;
	if (value)
		return;
	decoder->next = SIM_OTHER;
	if (decoder->phase != SIM_WRITE)
		decoder->selected = NULL;
}

static void next_byte(struct sim_decoder *decoder)
{
	if (decoder->phase == SIM_ADDRESS || decoder->phase == SIM_ADDRESS10)
		decoder->data_index = 0;
	else
		decoder->data_index++;
	decoder->byte_index++;
	decoder->phase = decoder->phase_next;
	decoder->out = decoder->out_next;
	/* a target that is read lets go of SDA */
	decoder->ack = false;
}

/* The address as it was sent; a 10-bit one is known after its second byte. */
static u32 address_event(const struct sim_decoder *decoder)
{
	u32 read = decoder->shift & 1 ? SIM_EVENT_READ : 0;

	if (is_ten_bit_prefix(decoder->shift) && decoder->selected)
		return SIM_EVENT(SIM_EVENT_ADDRESS10, decoder->address) | read;
	return SIM_EVENT(SIM_EVENT_ADDRESS, decoder->address) | read;
}

static void record_byte(struct sim_decoder *decoder)
{
	u32 event;

	decoder->bytes++;
	decoder->naks += !decoder->acked;
	if (decoder->phase == SIM_ADDRESS && decoder->next == SIM_ADDRESS10 && decoder->acked)
		return;
	if (decoder->phase == SIM_ADDRESS)
		event = address_event(decoder);
	else if (decoder->phase == SIM_ADDRESS10)
		event = SIM_EVENT(SIM_EVENT_ADDRESS10, decoder->address);
	else
		event = SIM_EVENT(SIM_EVENT_BYTE, decoder->shift);
	sim_decode_add(&decoder->decode, event | (decoder->acked ? 0 : SIM_EVENT_NAK));
}

void sim_decoder_settle(struct sim_decoder *decoder)
{
	u8 due = decoder->due;

	decoder->due = 0;
	if (due & SIM_DUE_ANSWER)
		answer(decoder);
	if ((due & SIM_DUE_WRITE) && decoder->ack)
		decoder->selected->ops->write(decoder->selected, decoder->shift);
	if (due & SIM_DUE_RECORD) {
		record_byte(decoder);
		prepare_next(decoder);
	}
	if (due & SIM_DUE_NEXT)
		next_byte(decoder);
}

/*
 * The bus goes to another message or none. The rise of SCL that comes before a
 * START or STOP was sampled as a bit: that one is no part of a broken byte.
 */
static void end_message(struct sim_decoder *decoder, bool stop)
{
	struct sim_target *target = decoder->selected;
	bool commit = stop && decoder->phase == SIM_WRITE && decoder->bit == 1;

	if (decoder->bit > 1 && decoder->bit <= 8)
		sim_decode_add(&decoder->decode,
			       SIM_EVENT(SIM_EVENT_PARTIAL, decoder->bit - 1));
	decoder->asked = NULL;
	decoder->stopped = stop;
	if (target)
		target->ops->end(target, commit, sim_now_ns());
	decoder->selected = NULL;
	decoder->sda_low = false;
	decoder->bit = 0;
	decoder->next = SIM_OTHER;
}

void sim_decoder_sda(struct sim_decoder *decoder, bool sda)
{
	sim_decoder_settle(decoder);
	if (sda) {
		if (decoder->phase == SIM_IDLE)
			return;
		end_message(decoder, true);
		decoder->phase = SIM_IDLE;
		decoder->stops++;
		sim_decode_add(&decoder->decode, SIM_EVENT(SIM_EVENT_STOP, 0));
		return;
	}
	if (decoder->phase == SIM_IDLE) {
		decoder->byte_index = 0;
		decoder->bit = 0;
		decoder->ten_bit = NULL;
		decoder->starts++;
		sim_decode_add(&decoder->decode, SIM_EVENT(SIM_EVENT_START, 0));
	} else {
		end_message(decoder, false);
		decoder->repeated_starts++;
		sim_decode_add(&decoder->decode, SIM_EVENT(SIM_EVENT_RESTART, 0));
	}
	decoder->phase = SIM_ADDRESS;
	decoder->lost = false;
}

void sim_decoder_drop(struct sim_decoder *decoder)
{
	struct sim_target *target = decoder->selected;

	sim_decoder_settle(decoder);
	decoder->lost = true;
	decoder->asked = NULL;
	decoder->stopped = false;
	decoder->ack = false;
	decoder->sda_low = false;
	if (target)
		target->ops->end(target, false, sim_now_ns());
	decoder->selected = NULL;
	decoder->next = SIM_OTHER;
	if (decoder->phase == SIM_WRITE || decoder->phase == SIM_READ)
		decoder->phase = SIM_OTHER;
}
