// SPDX-License-Identifier: GPL-2.0-only
/*
 * The commands of debugfs's file "fault", one a line. Bits are counted as in
 * fault.c: 9 * byte + i from START on, i = 8 the acknowledge; byte 0 is the address.
 * "times T": the fault fires T times, with 0 until "clear"; once, if it does not say otherwise.
 *
 * nak_address ADDR [times T]	ADDR doesn't acknowledge its address (default: times 0)
 * nak_byte ADDR N [times T]	ADDR doesn't acknowledge data byte N of a message, 0 being the
 *				first (default: times 0)
 * stretch bit|byte N US [times T]
 *				SCL is held low for US after bit or byte N
 * stretch each NS [times T]	SCL is held low for NS in each clock of a transfer, counted
 *				from its fall (default: times 0)
 * sda_stuck now|bit N [clocks K] [times T]
 *				the target addressed loses track and holds SDA low, from
 *				now or from bit N on, until SCL has fallen K times
 *				(default, and "clocks 0": until "clear")
 * scl_stuck now|bit N [us US] [times T]
 *				SCL is held low, for US (default: until "clear")
 * pullup sda|scl off|on	without its pull-up a line stays low
 * master win bit N [half NS] [times T]
 *				a second master starts with this one, sends the same, and
 *				zeros from bit N on: at the next bit where this one sends
 *				a 1 (or makes a STOP or repeated START) it has won. Then
 *				it ends the byte, with ones and zeros, and the transfer;
 *				half a period of its clock is NS (default 5000).
 * master busy US [half NS] [hold NS]
 *				a second master has the bus for US, at most a second; after
 *				its START its first SCL fall is NS away (default: a half)
 * glitch sda|scl NS [bit N] [times T]
 *				the level is inverted for NS, 200 ns after SCL's rise in bit N
 *				(default 0). Targets don't see less than 50 ns.
 * flip bit N [times T]		SDA is inverted for the whole of bit N
 * unplug N [starts K]		no target is there from bit N on, and for the next K - 1
 *				transfers (default, and 0: until "clear")
 * lost_clock bit N [clocks K] [times T]
 *				the targets miss K clocks (default 1) from bit N on: at
 *				the end of a read one of them still holds SDA low
 * access_fail N [error E] [times T]
 *				the reads of a line after the next N fail with -E
 *				(default 5, EIO)
 * access_slow NS N		each of the next N accesses costs NS more, at most 1000000
 * seed N			begins the random numbers anew; the same for the same N
 * random PERCENT MASK [N]	PERCENT of the transfers get one fault, once, of a kind in
 *				MASK, at a random bit up to N (default 63):
 *				  1 nak_address		 40 glitch sda (under 50 ns)
 *				  2 nak_byte		 80 glitch scl (under 50 ns)
 *				  4 stretch (to 200 us)	100 flip
 *				  8 sda_stuck (1 to 9)	200 unplug (to the next START)
 *				 10 scl_stuck (150 ms)	400 lost_clock (1 to 9)
 *				 20 master win (in the	800 access_fail
 *				    address, zeros)	1000 access_slow (20 us, once)
 *				Plain I2C shows no error for 8, 100, 200 and 400 within
 *				the data of a read: only a PEC does.
 * clear			ends all faults, and forgets the counts
 *
 * Reading the file shows each fault that waits and each kind that fired:
 * "flip at 12 amount 0 left 1 fired 0" and "fired flip 3".
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/string.h>

#include "access.h"
#include "faultcommand.h"
#include "random.h"

#define ERROR_MAX	4095
#define BUSY_US_MAX	1000000
#define WORDS_MAX	8
#define LAST_BIT	63

struct words {
	char *word[WORDS_MAX];
	unsigned int count;
	unsigned int at;
};

struct command {
	const char *name;
	int (*run)(struct sim_fault *fault, struct words *words, u64 now_ns);
};

static const char * const kind_names[SIM_FAULT_KINDS] = {
	[SIM_FAULT_NAK_ADDRESS] = "nak_address",
	[SIM_FAULT_NAK_BYTE] = "nak_byte",
	[SIM_FAULT_STRETCH] = "stretch",
	[SIM_FAULT_SDA_STUCK] = "sda_stuck",
	[SIM_FAULT_SCL_STUCK] = "scl_stuck",
	[SIM_FAULT_MASTER] = "master",
	[SIM_FAULT_GLITCH_SDA] = "glitch_sda",
	[SIM_FAULT_GLITCH_SCL] = "glitch_scl",
	[SIM_FAULT_FLIP] = "flip",
	[SIM_FAULT_UNPLUG] = "unplug",
	[SIM_FAULT_LOST_CLOCK] = "lost_clock",
	[SIM_FAULT_ACCESS_FAIL] = "access_fail",
	[SIM_FAULT_ACCESS_SLOW] = "access_slow",
};

const char *sim_fault_name(enum sim_fault_kind kind)
{
	return kind_names[kind];
}

static bool take_word(struct words *words, const char *word)
{
	if (words->at == words->count || strcmp(words->word[words->at], word))
		return false;
	words->at++;
	return true;
}

static bool take_number(struct words *words, u32 *number)
{
	if (words->at == words->count || kstrtou32(words->word[words->at], 0, number))
		return false;
	words->at++;
	return true;
}

/* "NAME number", or nothing, which leaves the number as it is. */
static bool take_option(struct words *words, const char *name, u32 *number)
{
	return !take_word(words, name) || take_number(words, number);
}

static bool take_line(struct words *words, enum sim_line *line)
{
	*line = SIM_SDA;
	if (take_word(words, "sda"))
		return true;
	*line = SIM_SCL;
	return take_word(words, "scl");
}

/* Takes the rest of the command, "times T", and adds the fault. */
static int add(struct sim_fault *fault, struct words *words, struct sim_fault_item wanted,
	       u32 times)
{
	struct sim_fault_item *item;

	if (!take_option(words, "times", &times) || words->at != words->count)
		return -EINVAL;
	item = sim_fault_add(fault);
	if (!item)
		return -ENOSPC;
	*item = wanted;
	item->left = times ?: SIM_FAULT_FOREVER;
	return 0;
}

static int run_nak_address(struct sim_fault *fault, struct words *words, u64 now_ns)
{
	u32 address, times = 0;

	if (!take_number(words, &address) || address > 0x3ff)
		return -EINVAL;
	take_number(words, &times);	/* the word "times" may be left out here */
	return add(fault, words, (struct sim_fault_item){
		   .kind = SIM_FAULT_NAK_ADDRESS, .address = address }, times);
}

static int run_nak_byte(struct sim_fault *fault, struct words *words, u64 now_ns)
{
	u32 address, byte;

	if (!take_number(words, &address) || address > 0x3ff || !take_number(words, &byte))
		return -EINVAL;
	return add(fault, words, (struct sim_fault_item){
		   .kind = SIM_FAULT_NAK_BYTE, .address = address, .at = byte }, 0);
}

static int run_stretch(struct sim_fault *fault, struct words *words, u64 now_ns)
{
	bool each = take_word(words, "each");
	bool byte = !each && take_word(words, "byte");
	u32 at = SIM_FAULT_EACH_BIT, amount;

	if (!each && ((!byte && !take_word(words, "bit")) || !take_number(words, &at) ||
		      at >= SIM_FAULT_EACH_BIT / SIM_BITS_PER_BYTE))
		return -EINVAL;
	if (!take_number(words, &amount) || !amount)
		return -EINVAL;
	if (byte)
		at = at * SIM_BITS_PER_BYTE + SIM_BITS_PER_BYTE - 1;
	return add(fault, words, (struct sim_fault_item){
		   .kind = SIM_FAULT_STRETCH, .at = at, .amount = amount }, each ? 0 : 1);
}

static int run_sda_stuck(struct sim_fault *fault, struct words *words, u64 now_ns)
{
	bool now = take_word(words, "now");
	u32 at = 0, clocks = 0;

	if (!now && (!take_word(words, "bit") || !take_number(words, &at)))
		return -EINVAL;
	if (!take_word(words, "forever") &&
	    take_word(words, "clocks") && !take_word(words, "forever") &&
	    !take_number(words, &clocks))
		return -EINVAL;
	if (!now)
		return add(fault, words, (struct sim_fault_item){
			   .kind = SIM_FAULT_SDA_STUCK, .at = at, .amount = clocks }, 1);
	if (words->at != words->count)
		return -EINVAL;
	sim_fault_stick_sda(fault, clocks, now_ns);
	fault->fired[SIM_FAULT_SDA_STUCK]++;
	return 0;
}

static int run_scl_stuck(struct sim_fault *fault, struct words *words, u64 now_ns)
{
	bool bit = take_word(words, "bit");
	u32 at = 0, us = 0;

	if (bit && !take_number(words, &at))
		return -EINVAL;
	if (!bit)
		take_word(words, "now");
	if (!take_option(words, "us", &us))
		return -EINVAL;
	if (bit)
		return add(fault, words, (struct sim_fault_item){
			   .kind = SIM_FAULT_SCL_STUCK, .at = at, .amount = us }, 1);
	if (words->at != words->count)
		return -EINVAL;
	sim_fault_stick_scl(fault, us * 1000ULL, now_ns);
	fault->fired[SIM_FAULT_SCL_STUCK]++;
	return 0;
}

static int run_pullup(struct sim_fault *fault, struct words *words, u64 now_ns)
{
	enum sim_line line;
	bool off;

	if (!take_line(words, &line))
		return -EINVAL;
	off = take_word(words, "off");
	if ((!off && !take_word(words, "on")) || words->at != words->count)
		return -EINVAL;
	sim_wire_drive(fault->wire, line, SIM_NO_PULLUP, off, now_ns);
	return 0;
}

static int run_master(struct sim_fault *fault, struct words *words, u64 now_ns)
{
	u32 at, us, half_ns = SIM_SECOND_HALF_NS, hold_ns = 0;

	if (take_word(words, "win")) {
		if (!take_word(words, "bit") || !take_number(words, &at) ||
		    !take_option(words, "half", &half_ns) || !half_ns)
			return -EINVAL;
		return add(fault, words, (struct sim_fault_item){
			   .kind = SIM_FAULT_MASTER, .at = at, .amount = half_ns }, 1);
	}
	if (!take_word(words, "busy") || !take_number(words, &us) || us > BUSY_US_MAX ||
	    !take_option(words, "half", &half_ns) || !half_ns ||
	    !take_option(words, "hold", &hold_ns) || words->at != words->count)
		return -EINVAL;
	return sim_second_busy(&fault->second, half_ns, hold_ns ?: half_ns,
			       now_ns + us * 1000ULL, now_ns) ? 0 : -EBUSY;
}

static int run_glitch(struct sim_fault *fault, struct words *words, u64 now_ns)
{
	enum sim_line line;
	u32 ns, at = 0;

	if (!take_line(words, &line) || !take_number(words, &ns) || !ns ||
	    !take_option(words, "bit", &at))
		return -EINVAL;
	return add(fault, words, (struct sim_fault_item){
		   .kind = line == SIM_SDA ? SIM_FAULT_GLITCH_SDA : SIM_FAULT_GLITCH_SCL,
		   .at = at, .amount = ns }, 1);
}

static int run_flip(struct sim_fault *fault, struct words *words, u64 now_ns)
{
	u32 at;

	if (!take_word(words, "bit") || !take_number(words, &at))
		return -EINVAL;
	return add(fault, words, (struct sim_fault_item){
		   .kind = SIM_FAULT_FLIP, .at = at }, 1);
}

static int run_unplug(struct sim_fault *fault, struct words *words, u64 now_ns)
{
	u32 at, starts = 0;

	if (!take_number(words, &at) || !take_option(words, "starts", &starts))
		return -EINVAL;
	return add(fault, words, (struct sim_fault_item){
		   .kind = SIM_FAULT_UNPLUG, .at = at, .amount = starts }, 1);
}

static int run_lost_clock(struct sim_fault *fault, struct words *words, u64 now_ns)
{
	u32 at, clocks = 1;

	if (!take_word(words, "bit") || !take_number(words, &at) ||
	    !take_option(words, "clocks", &clocks))
		return -EINVAL;
	return add(fault, words, (struct sim_fault_item){
		   .kind = SIM_FAULT_LOST_CLOCK, .at = at, .amount = clocks }, 1);
}

static int run_access_fail(struct sim_fault *fault, struct words *words, u64 now_ns)
{
	u32 at, error = EIO;

	if (!take_number(words, &at) || !take_option(words, "error", &error) || !error ||
	    error > ERROR_MAX)
		return -EINVAL;
	return add(fault, words, (struct sim_fault_item){
		   .kind = SIM_FAULT_ACCESS_FAIL, .at = at, .amount = error }, 1);
}

static int run_access_slow(struct sim_fault *fault, struct words *words, u64 now_ns)
{
	u32 ns, times;

	if (!take_number(words, &ns) || ns > SIM_ACCESS_NS_MAX || !take_number(words, &times))
		return -EINVAL;
	return add(fault, words, (struct sim_fault_item){
		   .kind = SIM_FAULT_ACCESS_SLOW, .amount = ns }, times);
}

static int run_seed(struct sim_fault *fault, struct words *words, u64 now_ns)
{
	u32 seed;

	if (!take_number(words, &seed) || words->at != words->count)
		return -EINVAL;
	fault->random_state = sim_random_seed(seed);
	return 0;
}

static int run_random(struct sim_fault *fault, struct words *words, u64 now_ns)
{
	u32 percent, mask, last_bit = LAST_BIT;

	if (!take_number(words, &percent) || percent > 100 || !take_number(words, &mask) ||
	    mask >> SIM_FAULT_KINDS)
		return -EINVAL;
	take_number(words, &last_bit);
	if (words->at != words->count)
		return -EINVAL;
	fault->random_percent = percent;
	fault->random_mask = mask;
	fault->random_last_bit = min_t(u32, last_bit, ~0U - 1);
	if (!fault->random_state)
		fault->random_state = 1;
	return 0;
}

static int run_clear(struct sim_fault *fault, struct words *words, u64 now_ns)
{
	if (words->at != words->count)
		return -EINVAL;
	sim_fault_clear(fault, now_ns);
	fault->wire->watch &= ~SIM_WATCH_FAULT;
	return 0;
}

static const struct command commands[] = {
	{ "nak_address", run_nak_address },
	{ "nak_byte", run_nak_byte },
	{ "stretch", run_stretch },
	{ "sda_stuck", run_sda_stuck },
	{ "scl_stuck", run_scl_stuck },
	{ "pullup", run_pullup },
	{ "master", run_master },
	{ "glitch", run_glitch },
	{ "flip", run_flip },
	{ "unplug", run_unplug },
	{ "lost_clock", run_lost_clock },
	{ "access_fail", run_access_fail },
	{ "access_slow", run_access_slow },
	{ "seed", run_seed },
	{ "random", run_random },
	{ "clear", run_clear },
};

int sim_fault_command(struct sim_fault *fault, char *command, u64 now_ns)
{
	struct words words = { .count = 0 };
	char *word;
	unsigned int i;

	while ((word = strsep(&command, " \t")) != NULL) {
		if (!*word)
			continue;
		if (words.count == WORDS_MAX)
			return -EINVAL;
		words.word[words.count++] = word;
	}
	if (!words.count)
		return 0;
	fault->wire->watch |= SIM_WATCH_FAULT;
	sim_fault_play(fault, now_ns);
	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		if (take_word(&words, commands[i].name))
			return commands[i].run(fault, &words, now_ns);
	}
	return -EINVAL;
}

bool sim_fault_item_text(const struct sim_fault *fault, unsigned int index, char *text, int size)
{
	const struct sim_fault_item *item = &fault->item[index];
	char left[12] = "forever", at[12] = "each";

	if (!item->left)
		return false;
	if (item->left != SIM_FAULT_FOREVER)
		snprintf(left, sizeof(left), "%u", item->left);
	if (item->kind != SIM_FAULT_STRETCH || item->at != SIM_FAULT_EACH_BIT)
		snprintf(at, sizeof(at), "%u", item->at);
	snprintf(text, size, "%s at %s amount %u left %s fired %u\n", kind_names[item->kind],
		 at, item->amount, left, item->fired);
	return true;
}
