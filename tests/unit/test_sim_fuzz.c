// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random edges and random fault commands on the simulator's wire, under the
 * sanitizers. SEED in the environment changes them.
 */
#include <stdio.h>
#include <string.h>

#include <linux/kernel.h>

#define POLLS_MAX	20	/* of a stretched SCL */

static void assert_sane(void);
#define AFTER_DRIVE()	assert_sane()

#include "test_sim_master.h"

#include "ds1307.h"
#include "eeprom.h"
#include "lm75.h"
#include "regfile.h"

#define STEPS		1000000
#define STEP_NS_MAX	20000

static struct sim_eeprom small, large;
static u8 small_data[256], large_data[32768];
static struct sim_lm75 lm75;
static struct sim_ds1307 ds1307;
static struct sim_regfile regfile, regfile10;
static u32 seed = 1;

static u32 below(u32 bound)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % bound;
}

static int setup(void **state)
{
	struct sim_target *targets[] = {
		&small.target, &large.target, &lm75.target, &ds1307.target,
		&regfile.target, &regfile10.target,
	};
	const char *wanted = getenv("SEED");
	unsigned int i;

	seed = wanted ? strtoul(wanted, NULL, 0) : 1;
	now_ns = 1;
	sim_wire_init(&wire);
	sim_fault_init(&fault, &wire);
	sim_24c02_init(&small, 0x50, small_data);
	sim_24c256_init(&large, 0x54, large_data);
	sim_lm75_init(&lm75, 0x48);
	sim_ds1307_init(&ds1307, 0x68, 0, now_ns);
	sim_regfile_init(&regfile, 0x20, false);
	sim_regfile_init(&regfile10, 0x150, true);
	for (i = 0; i < ARRAY_SIZE(targets); i++)
		assert_int_equal(sim_decoder_attach(&wire.decoder, targets[i]), 0);
	return 0;
}

static void assert_sane(void)
{
	unsigned int line;

	assert_in_range(wire.decoder.phase, SIM_IDLE, SIM_OTHER);
	assert_in_range(wire.decoder.bit, 0, 9);
	assert_in_range(wire.referee.rises, 0, 9);
	for (line = 0; line < SIM_LINES; line++)
		assert_int_equal(wire.level >> line & 1,
				 !wire.low[line] || wire.forced >> line & 1);
}

/* A target may pull SDA only while SCL is low, and release it at any time. */
static void random_edge(void)
{
	bool scl = level(SIM_SCL), pulled = wire.low[SIM_SDA] & SIM_TARGET;
	enum sim_line line = below(2);
	bool high = below(2);

	drive(line, high);
	if (scl && !(line == SIM_SCL && !high))
		assert_true(pulled || !(wire.low[SIM_SDA] & SIM_TARGET));
	if (wire.decoder.phase == SIM_IDLE)
		assert_false(wire.low[SIM_SDA] & SIM_TARGET);
	now_ns += below(STEP_NS_MAX);
}

/* Broken-off pieces of transfers get further than random edges. */
static void random_piece(void)
{
	static const u8 addresses[] = { 0x20, 0x48, 0x50, 0x54, 0x68, 0x79 };
	unsigned int bytes = below(6);

	start();
	send(addresses[below(sizeof(addresses))] << 1 | below(2));
	while (bytes--) {
		if (below(2))
			send(below(256));
		else
			receive(below(2));
	}
	if (below(2))
		stop();
}

static void test_edges(void **state)
{
	unsigned int step;

	for (step = 0; step < STEPS; step++) {
		if (!below(100))
			random_piece();
		random_edge();
	}
	assert_true(wire.decoder.bytes > 1000);
}

static void random_command(void)
{
	static const char * const commands[] = {
		"nak_address 0x50 times %u", "nak_byte 0x50 %u times 2", "stretch bit %u 100",
		"stretch byte %u 7", "sda_stuck bit %u clocks 3", "sda_stuck now clocks %u",
		"scl_stuck bit %u us 50", "scl_stuck now us %u", "pullup sda off",
		"pullup scl off", "master win bit %u", "master busy %u", "glitch sda 30 bit %u",
		"glitch scl 500 bit %u times 3", "glitch sda 5000 bit %u", "flip bit %u",
		"unplug %u starts 2", "lost_clock bit %u clocks 5", "access_fail %u",
		"access_slow 10 %u", "seed %u", "random 50 %u", "clear", "nonsense %u",
		"stretch each %u", "stretch each 700 times %u",
	};
	char command[80];
	int i;

	if (below(10) < 3)	/* else all items are soon in use */
		strcpy(command, "clear");
	else
		snprintf(command, sizeof(command),
			 commands[below(ARRAY_SIZE(commands))],
			 below(10) ? below(100) : below(0x2000));
	for (i = below(4) ? 0 : below(3); i > 0; i--)
		command[below(strlen(command))] = " 0x9\t"[below(5)];
	sim_fault_command(&fault, command, now_ns);
}

static void test_faults(void **state)
{
	unsigned int step;

	for (step = 0; step < STEPS / 10; step++) {
		if (!below(20))
			random_command();
		if (!below(20))
			random_piece();
		drive(below(2), below(2));
		now_ns += below(STEP_NS_MAX);
		sim_fault_access_ns(&fault);
		sim_fault_read_error(&fault);
	}
	sim_fault_command(&fault, (char[]){ "clear" }, now_ns);
	drive(SIM_SDA, true);
	drive(SIM_SCL, true);
	assert_int_equal(wire.low[SIM_SCL], 0);
	assert_int_equal(wire.low[SIM_SDA] & ~SIM_TARGET, 0);
	assert_int_equal(wire.forced, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_edges, setup),
		cmocka_unit_test_setup(test_faults, setup),
	};

	return cmocka_run_group_tests_name("sim_fuzz", tests, NULL, NULL);
}
