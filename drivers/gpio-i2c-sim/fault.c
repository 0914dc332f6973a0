// SPDX-License-Identifier: GPL-2.0-only
/*
 * Faults fire at a bit of a transfer: bit 9 * byte + i, bytes counted from START on through
 * repeated STARTs, i 0 to 7 the bits and 8 the acknowledge. A bit begins when SCL falls before
 * it. Nothing here has a timer: what begins or ends at some time is played at the next access to
 * the lines, with the time it had.
 */
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "fault.h"
#include "random.h"

#define GLITCH_AFTER_RISE_NS	200
#define SPIKE_LIMIT_NS		50	/* tSP: input filters suppress shorter ones */
#define RANDOM_SCL_STUCK_US	150000	/* longer than masters wait */
#define RANDOM_STRETCH_US	200
#define RANDOM_SLOW_NS		20000
#define RANDOM_FAIL_ERROR	EIO

struct sim_fault_item *sim_fault_add(struct sim_fault *fault)
{
	struct sim_fault_item *item;
	unsigned int i;

	for (i = 0; i < SIM_FAULT_ITEMS; i++) {
		item = &fault->item[i];
		if (item->left)
			continue;
		memset(item, 0, sizeof(*item));
		return item;
	}
	return NULL;
}

static void fired(struct sim_fault *fault, struct sim_fault_item *item)
{
	item->fired++;
	if (item->left != SIM_FAULT_FOREVER)
		item->left--;
	fault->fired[item->kind]++;
}

/* A fault denies the acknowledge that a target is about to give. */
static bool veto(struct sim_decoder *decoder)
{
	struct sim_wire *wire = container_of(decoder, struct sim_wire, decoder);
	struct sim_fault *fault = container_of(wire->hooks, struct sim_fault, hooks);
	unsigned int i;

	for (i = 0; i < SIM_FAULT_ITEMS; i++) {
		struct sim_fault_item *item = &fault->item[i];

		if (!item->left || (item->address != decoder->address &&
				    item->address != SIM_FAULT_ANY_ADDRESS))
			continue;
		if (decoder->phase == SIM_WRITE ?
		    item->kind == SIM_FAULT_NAK_BYTE && item->at == decoder->data_index :
		    item->kind == SIM_FAULT_NAK_ADDRESS) {
			fired(fault, item);
			return true;
		}
	}
	return false;
}

void sim_fault_stick_sda(struct sim_fault *fault, u32 clocks, u64 now_ns)
{
	struct sim_wire *wire = fault->wire;

	fault->stuck_clocks = clocks;
	sim_decoder_drop(&wire->decoder);	/* it is the target itself that is stuck */
	sim_wire_drive(wire, SIM_SDA, SIM_TARGET, false, now_ns);
	sim_wire_drive(wire, SIM_SDA, SIM_STUCK, true, now_ns);
}

void sim_fault_stick_scl(struct sim_fault *fault, u64 ns, u64 now_ns)
{
	struct sim_wire *wire = fault->wire;

	if (!ns) {
		sim_wire_drive(wire, SIM_SCL, SIM_STUCK, true, now_ns);
		return;
	}
	fault->stretch_until_ns = now_ns + ns;
	sim_wire_drive(wire, SIM_SCL, SIM_STRETCH, true, now_ns);
}

static void unplug(struct sim_fault *fault, u32 starts, u64 now_ns)
{
	struct sim_wire *wire = fault->wire;

	wire->decoder.unplugged = true;
	fault->unplugged_starts = starts;
	sim_decoder_drop(&wire->decoder);
	sim_wire_drive(wire, SIM_SDA, SIM_TARGET, false, now_ns);
}

/* SCL is low, and the bit at @position begins: does @item start with it? */
static void begin_bit(struct sim_fault *fault, struct sim_fault_item *item, u32 position,
		      u64 now_ns)
{
	bool each = item->kind == SIM_FAULT_STRETCH && item->at == SIM_FAULT_EACH_BIT;
	u32 at = item->kind == SIM_FAULT_STRETCH ? item->at + 1 : item->at;

	if (!each && at != position)
		return;
	switch (item->kind) {
	case SIM_FAULT_STRETCH:
	case SIM_FAULT_SCL_STUCK:
		sim_fault_stick_scl(fault, item->amount * (each ? 1ULL : 1000ULL), now_ns);
		break;
	case SIM_FAULT_SDA_STUCK:
		sim_fault_stick_sda(fault, item->amount, now_ns);
		break;
	case SIM_FAULT_UNPLUG:
		unplug(fault, item->amount, now_ns);
		break;
	case SIM_FAULT_LOST_CLOCK:
		fault->deaf_clocks = item->amount;
		break;
	default:
		return;
	}
	fired(fault, item);
}

/* A second master goes against bits that the master sends, and against its STOP. */
static void contend(struct sim_fault *fault, struct sim_fault_item *item, u32 position, u64 now_ns)
{
	struct sim_wire *wire = fault->wire;
	u8 phase = wire->decoder.phase;

	if (fault->second.wins) {
		fault->second.wins = 0;
		fired(fault, item);
		return;
	}
	if (position < item->at || wire->decoder.bit == 8)
		return;
	if (phase != SIM_READ)
		sim_second_shadow(&fault->second, item->amount, item->random, now_ns);
}

static void begin_bits(struct sim_fault *fault, u64 now_ns)
{
	struct sim_wire *wire = fault->wire;
	u32 position = sim_decoder_position(&wire->decoder);
	unsigned int i;

	for (i = 0; i < SIM_FAULT_ITEMS; i++) {
		struct sim_fault_item *item = &fault->item[i];

		if (!item->left)
			continue;
		if (item->kind == SIM_FAULT_MASTER)
			contend(fault, item, position, now_ns);
		else
			begin_bit(fault, item, position, now_ns);
	}
}

/* SCL is about to rise: the last moment to flip SDA while SCL is low. */
static void before_rise(struct sim_wire_hooks *hooks, u64 now_ns)
{
	struct sim_fault *fault = container_of(hooks, struct sim_fault, hooks);
	struct sim_wire *wire = fault->wire;
	u32 position = sim_decoder_position(&wire->decoder);
	unsigned int i;

	if (wire->decoder.phase == SIM_IDLE)
		return;
	for (i = 0; i < SIM_FAULT_ITEMS; i++) {
		struct sim_fault_item *item = &fault->item[i];

		if (!item->left || item->at != position)
			continue;
		if (item->kind == SIM_FAULT_FLIP) {
			if (wire->level & SIM_LEVEL_SDA)
				sim_wire_drive(wire, SIM_SDA, SIM_FLIP, true, now_ns);
			else
				sim_wire_force(wire, SIM_SDA, SIM_FLIP, true, now_ns);
		} else if (item->kind == SIM_FAULT_GLITCH_SDA ||
			   item->kind == SIM_FAULT_GLITCH_SCL) {
			fault->glitch_line = item->kind == SIM_FAULT_GLITCH_SCL;
			fault->glitch_ns = item->amount;
			fault->glitch_armed = true;
		} else {
			continue;
		}
		fired(fault, item);
	}
}

static void after_fall(struct sim_fault *fault, u64 now_ns)
{
	struct sim_wire *wire = fault->wire;

	sim_wire_drive(wire, SIM_SDA, SIM_FLIP, false, now_ns);
	if (!fault->glitch_on)
		sim_wire_force(wire, SIM_SDA, SIM_FLIP, false, now_ns);
	if (fault->stuck_clocks && !--fault->stuck_clocks)
		sim_wire_drive(wire, SIM_SDA, SIM_STUCK, false, now_ns);
}

static void after_scl(struct sim_wire_hooks *hooks, bool hidden, u64 now_ns)
{
	struct sim_fault *fault = container_of(hooks, struct sim_fault, hooks);
	struct sim_wire *wire = fault->wire;

	sim_second_after_scl(&fault->second, now_ns);
	if (wire->level & SIM_LEVEL_SCL) {
		if (fault->glitch_armed)
			fault->glitch_due_ns = now_ns + GLITCH_AFTER_RISE_NS;
		fault->glitch_armed = false;
		return;
	}
	after_fall(fault, now_ns);
	if (!hidden && wire->decoder.phase != SIM_IDLE)
		begin_bits(fault, now_ns);
}

/* Targets' input filters suppress short spikes; lost clocks reach no target. */
static bool hides(struct sim_wire_hooks *hooks, enum sim_line line, enum sim_driver driver)
{
	struct sim_fault *fault = container_of(hooks, struct sim_fault, hooks);
	struct sim_wire *wire = fault->wire;

	if (driver == SIM_GLITCH)
		return fault->glitch_ns < SPIKE_LIMIT_NS;
	if (line != SIM_SCL || !fault->deaf_clocks)
		return false;
	if (!(wire->level & SIM_LEVEL_SCL))
		fault->deaf_clocks--;
	return true;
}

/* The same seed gives the same faults. */
static u32 random_below(struct sim_fault *fault, u32 bound)
{
	return sim_random(&fault->random_state) % bound;
}

static u32 random_amount(struct sim_fault *fault, u8 kind)
{
	switch (kind) {
	case SIM_FAULT_STRETCH:
		return 1 + random_below(fault, RANDOM_STRETCH_US);
	case SIM_FAULT_SDA_STUCK:
	case SIM_FAULT_LOST_CLOCK:
		return 1 + random_below(fault, 9);
	case SIM_FAULT_SCL_STUCK:
		return RANDOM_SCL_STUCK_US;
	case SIM_FAULT_GLITCH_SDA:
	case SIM_FAULT_GLITCH_SCL:
		return 1 + random_below(fault, SPIKE_LIMIT_NS - 1);
	case SIM_FAULT_ACCESS_SLOW:
		return RANDOM_SLOW_NS;
	case SIM_FAULT_MASTER:
		return SIM_SECOND_HALF_NS;
	case SIM_FAULT_ACCESS_FAIL:
		return RANDOM_FAIL_ERROR;
	default:
		return 1;
	}
}

/*
 * A second master contends from the first bit on, with zeros: it wins at the address's first 1,
 * and nobody acknowledges. If it wrote into a target, that could come between two bytes
 * unnoticed: a GPIO master that is held up while SCL is high misses clocks of another master that
 * has sent the same so far.
 */
static void choose_random(struct sim_fault *fault, struct sim_fault_item *item)
{
	u32 mask = fault->random_mask;
	u32 skip = random_below(fault, hweight32(mask));

	while (skip--)
		mask &= mask - 1;
	item->kind = ffs(mask) - 1;
	item->random = true;
	item->address = SIM_FAULT_ANY_ADDRESS;
	item->at = random_below(fault, fault->random_last_bit + 1);
	if (item->kind == SIM_FAULT_NAK_BYTE)
		item->at /= SIM_BITS_PER_BYTE;
	else if (item->kind == SIM_FAULT_MASTER)
		item->at = 0;
	item->amount = random_amount(fault, item->kind);
	item->left = 1;
}

/* A START on an idle bus: the random fault of the last transfer is over. */
static void start(struct sim_wire_hooks *hooks)
{
	struct sim_fault *fault = container_of(hooks, struct sim_fault, hooks);
	struct sim_wire *wire = fault->wire;
	struct sim_fault_item *item;
	unsigned int i;

	for (i = 0; i < SIM_FAULT_ITEMS; i++) {
		if (fault->item[i].random)
			fault->item[i].left = 0;
	}
	if (wire->decoder.unplugged && fault->unplugged_starts && !--fault->unplugged_starts)
		wire->decoder.unplugged = false;
	wire->decoder.veto = veto;
	fault->second.wins = 0;

	if (!fault->random_mask || fault->second.state ||
	    random_below(fault, 100) >= fault->random_percent)
		return;
	item = sim_fault_add(fault);
	if (item)
		choose_random(fault, item);
}

static void play_glitch(struct sim_fault *fault, u64 now_ns)
{
	struct sim_wire *wire = fault->wire;
	enum sim_line line = fault->glitch_line;

	fault->glitch_due_ns = 0;
	fault->glitch_on = !fault->glitch_on;
	if (!fault->glitch_on) {
		sim_wire_drive(wire, line, SIM_GLITCH, false, now_ns);
		sim_wire_force(wire, line, SIM_GLITCH, false, now_ns);
		return;
	}
	fault->glitch_due_ns = now_ns + fault->glitch_ns;
	if (wire->level & BIT(line))
		sim_wire_drive(wire, line, SIM_GLITCH, true, now_ns);
	else if (line == SIM_SDA)
		sim_wire_force(wire, line, SIM_GLITCH, true, now_ns);
}

static u64 sooner(u64 a_ns, u64 b_ns)
{
	return b_ns && b_ns < a_ns ? b_ns : a_ns;
}

void sim_fault_play(struct sim_fault *fault, u64 now_ns)
{
	struct sim_wire *wire = fault->wire;
	u64 due_ns;

	for (;;) {
		due_ns = sooner(~0ULL, fault->stretch_until_ns);
		due_ns = sooner(due_ns, fault->glitch_due_ns);
		due_ns = sooner(due_ns, fault->second.due_ns);
		if (due_ns > now_ns)
			return;
		if (due_ns == fault->stretch_until_ns) {
			fault->stretch_until_ns = 0;
			sim_wire_drive(wire, SIM_SCL, SIM_STRETCH, false, due_ns);
		} else if (due_ns == fault->glitch_due_ns) {
			play_glitch(fault, due_ns);
		} else {
			sim_second_play(&fault->second, due_ns);
		}
	}
}

int sim_fault_read_error(struct sim_fault *fault)
{
	int error = 0;
	unsigned int i;

	for (i = 0; i < SIM_FAULT_ITEMS; i++) {
		struct sim_fault_item *item = &fault->item[i];

		if (!item->left || item->kind != SIM_FAULT_ACCESS_FAIL)
			continue;
		if (item->at) {
			item->at--;
			continue;
		}
		fired(fault, item);
		error = -(int)item->amount;
	}
	return error;
}

u32 sim_fault_access_ns(struct sim_fault *fault)
{
	u32 ns = 0;
	unsigned int i;

	for (i = 0; i < SIM_FAULT_ITEMS; i++) {
		struct sim_fault_item *item = &fault->item[i];

		if (!item->left || item->kind != SIM_FAULT_ACCESS_SLOW)
			continue;
		fired(fault, item);
		ns += item->amount;
	}
	return ns;
}

void sim_fault_clear(struct sim_fault *fault, u64 now_ns)
{
	struct sim_wire *wire = fault->wire;
	unsigned int line;

	memset(fault->item, 0, sizeof(fault->item));
	memset(fault->fired, 0, sizeof(fault->fired));
	fault->stuck_clocks = 0;
	fault->stretch_until_ns = 0;
	fault->glitch_due_ns = 0;
	fault->glitch_armed = false;
	fault->glitch_on = false;
	fault->deaf_clocks = 0;
	fault->random_mask = 0;
	wire->decoder.unplugged = false;
	wire->decoder.veto = NULL;
	sim_second_off(&fault->second, now_ns);
	for (line = 0; line < SIM_LINES; line++) {
		sim_wire_drive(wire, line, SIM_STRETCH | SIM_STUCK | SIM_NO_PULLUP |
			       SIM_FLIP | SIM_GLITCH, false, now_ns);
		sim_wire_force(wire, line, SIM_FLIP, false, now_ns);
	}
}

void sim_fault_init(struct sim_fault *fault, struct sim_wire *wire)
{
	memset(fault, 0, sizeof(*fault));
	fault->wire = wire;
	fault->second.wire = wire;
	fault->hooks = (struct sim_wire_hooks){
		.before_rise = before_rise,
		.after_scl = after_scl,
		.start = start,
		.hides = hides,
	};
	wire->hooks = &fault->hooks;
}
