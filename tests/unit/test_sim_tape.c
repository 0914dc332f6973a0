// SPDX-License-Identifier: GPL-2.0-only
/*
 * The simulator's tape: referee and edge log report the same, whether they see an edge at
 * once or later with others. Every edge is made on two wires: on one it is processed at
 * once, on the other at random times or when the tape is full.
 */
#include <stdio.h>
#include <string.h>

#include <linux/kernel.h>

#include "test_sim_master.h"

#include "eeprom.h"
#include "regfile.h"

#define STEPS		2000
#define STEP_NS_MAX	6000

struct side {
	struct sim_wire wire;
	struct sim_fault fault;
	struct sim_eeprom eeprom;
	struct sim_regfile regfile, regfile10;
	u8 data[256];
	u64 log[SIM_EDGES];
};

static struct side at_once, later;
static u32 seed;

static u32 below(u32 bound)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % bound;
}

static void setup_side(struct side *side)
{
	memset(side, 0, sizeof(*side));
	sim_wire_init(&side->wire);
	sim_fault_init(&side->fault, &side->wire);
	side->wire.referee.granule_ns = 16;
	side->wire.watch |= SIM_WATCH_LOG;
	side->wire.log.ring = side->log;
	sim_referee_limit(&side->wire.referee, 400000);
	sim_24c02_init(&side->eeprom, 0x50, side->data);
	sim_regfile_init(&side->regfile, 0x20, false);
	sim_regfile_init(&side->regfile10, 0x150, true);
	sim_decoder_attach(&side->wire.decoder, &side->eeprom.target);
	sim_decoder_attach(&side->wire.decoder, &side->regfile.target);
	sim_decoder_attach(&side->wire.decoder, &side->regfile10.target);
}

static int setup(void **state)
{
	const char *wanted = getenv("SEED");

	seed = wanted ? strtoul(wanted, NULL, 0) : 1;
	now_ns = 1000;
	setup_side(&at_once);
	setup_side(&later);
	return 0;
}

static void both(enum sim_line line, bool high)
{
	if (at_once.wire.watch & SIM_WATCH_FAULT)
		sim_fault_play(&at_once.fault, now_ns);
	sim_wire_drive(&at_once.wire, line, SIM_MASTER, !high, now_ns);
	drive_wire(&later.wire, &later.fault, line, high);
	now_ns += 1 + below(below(20) ? 700 : STEP_NS_MAX);
}

static bool bit_of_both(bool bit)
{
	bool sampled;

	both(SIM_SDA, bit);
	both(SIM_SCL, true);
	sampled = later.wire.level & SIM_LEVEL_SDA;
	both(SIM_SCL, false);
	return sampled;
}

static void byte_of_both(u8 byte, bool ninth)
{
	int i;

	for (i = 7; i >= 0; i--)
		bit_of_both(byte >> i & 1);
	bit_of_both(ninth);
}

/* Broken-off pieces of transfers. */
static void piece(void)
{
	static const u8 first[] = { 0x40, 0x41, 0xa0, 0xa1, 0xf2, 0xf3, 0x66 };
	unsigned int bytes = below(20), edges = below(10);

	both(SIM_SDA, true);
	both(SIM_SCL, true);
	both(SIM_SDA, false);
	both(SIM_SCL, false);
	byte_of_both(first[below(ARRAY_SIZE(first))], true);
	while (bytes--)
		byte_of_both(below(3) ? 0xff : below(256), below(2));
	while (edges--)
		both(below(2), below(2));
	if (below(2))
		return;
	both(SIM_SDA, false);
	both(SIM_SCL, true);
	both(SIM_SDA, true);
}

/* All that a wire shows, and its targets' memory. */
static void assert_same(void)
{
	struct sim_decoder *a = &at_once.wire.decoder, *b = &later.wire.decoder;

	sim_wire_settle(&later.wire);
	assert_int_equal(at_once.wire.level, later.wire.level);
	assert_memory_equal(at_once.wire.low, later.wire.low, sizeof(later.wire.low));
	assert_int_equal(at_once.wire.edges, later.wire.edges);
	assert_memory_equal(&at_once.wire.referee, &later.wire.referee,
			    sizeof(later.wire.referee));
	assert_int_equal(at_once.wire.log.count, later.wire.log.count);
	assert_memory_equal(at_once.log, later.log, sizeof(later.log));
	assert_memory_equal(&a->decode, &b->decode, sizeof(b->decode));
	assert_int_equal(a->starts, b->starts);
	assert_int_equal(a->repeated_starts, b->repeated_starts);
	assert_int_equal(a->stops, b->stops);
	assert_int_equal(a->bytes, b->bytes);
	assert_int_equal(a->naks, b->naks);
	assert_int_equal(a->phase, b->phase);
	assert_int_equal(a->bit, b->bit);
	assert_memory_equal(at_once.data, later.data, sizeof(later.data));
	assert_memory_equal(at_once.regfile.registers, later.regfile.registers, 256);
}

static void test_same(void **state)
{
	unsigned int step;

	for (step = 0; step < STEPS; step++) {
		piece();
		if (!below(10))
			assert_same();
	}
	assert_same();
	assert_true(later.wire.decoder.bytes > STEPS);
	assert_true(later.wire.referee.measure[SIM_TLOW].count > 0);
	assert_true(later.wire.referee.measure[SIM_TBUF].count > 0);
}

/* Faults act at once: they come while edges are on the tape, and go again. */
static void test_same_with_faults(void **state)
{
	static const char * const commands[] = {
		"flip bit 30", "glitch sda 30 bit 12", "glitch scl 500 bit 20", "stretch byte 1 7",
		"sda_stuck bit 14 clocks 3", "master win bit 2", "unplug 12 starts 1",
		"lost_clock bit 15 clocks 2", "nak_address 0x50", "pullup sda off",
	};
	unsigned int step;
	char a[40], b[40];

	for (step = 0; step < STEPS; step++) {
		snprintf(a, sizeof(a), "%s",
			 below(2) ? "clear" : commands[below(ARRAY_SIZE(commands))]);
		memcpy(b, a, sizeof(b));
		sim_fault_command(&at_once.fault, a, now_ns);
		sim_fault_command(&later.fault, b, now_ns);
		piece();
		if (!below(10))
			assert_same();
	}
	assert_same();
}

/* The tape empties itself: when it is full, in a message that does not end, ... */
static void test_full(void **state)
{
	unsigned int edges;

	both(SIM_SDA, false);
	for (edges = 1; edges < SIM_TAPE_EDGES; edges++)
		both(SIM_SCL, !(edges % 2));
	assert_int_equal(later.wire.tape.count, SIM_TAPE_EDGES);
	assert_int_equal(later.wire.edges, 0);
	both(SIM_SCL, true);
	both(SIM_SCL, false);
	assert_int_equal(later.wire.edges, SIM_TAPE_EDGES + 2);
	both(SIM_SCL, true);
	assert_int_equal(later.wire.tape.count, 1);
	assert_same();
}

/* ... and at a STOP if it is more than half full, but not in the middle of a message. */
static void test_stop(void **state)
{
	unsigned int edges;

	both(SIM_SDA, false);
	for (edges = 1; edges <= SIM_TAPE_EDGES / 2; edges++)
		both(SIM_SCL, !(edges % 2));
	assert_int_equal(later.wire.edges, 0);
	both(SIM_SDA, true);
	assert_int_equal(later.wire.edges, SIM_TAPE_EDGES / 2 + 2);
	assert_int_equal(later.wire.tape.count, 0);
	assert_same();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_same, setup),
		cmocka_unit_test_setup(test_same_with_faults, setup),
		cmocka_unit_test_setup(test_full, setup),
		cmocka_unit_test_setup(test_stop, setup),
	};

	return cmocka_run_group_tests_name("sim_tape", tests, NULL, NULL);
}
