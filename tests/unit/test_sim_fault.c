// SPDX-License-Identifier: GPL-2.0-only
/* The simulator's faults: each does what its command says, then ends. */
#include <stdio.h>
#include <string.h>

#include <linux/kernel.h>

#include "test_sim_bus.h"

#define FIRST_DATA	27	/* bit of read_register(): three bytes come before */

static void test_nak_address(void **state)
{
	u8 value;

	assert_int_equal(command("nak_address 0x20 2"), 0);
	assert_false(write_register(0x20, 1, 1));
	assert_true(write_register(0x50, 1, 1));
	assert_false(read_register(0x20, 1, &value));
	assert_true(read_register(0x20, 1, &value));
	assert_int_equal(value, 0xa5);
	assert_int_equal(fired(SIM_FAULT_NAK_ADDRESS), 2);

	assert_int_equal(command("nak_address 0x150"), 0);
	start();
	assert_true(send(0xf2));
	assert_false(send(0x50));
	stop();
	assert_works();
}

static void test_nak_byte(void **state)
{
	unsigned int n;

	for (n = 0; n < 4; n++) {
		char text[40];
		unsigned int byte;

		snprintf(text, sizeof(text), "nak_byte 0x20 %u times 1", n);
		assert_int_equal(command(text), 0);
		memset(regfile.registers, 0xee, 256);
		start();
		assert_true(send(WRITE(0x20)));
		for (byte = 0; byte < 4 && send(byte + 0x10); byte++)
			;
		stop();
		assert_int_equal(byte, n);
		/* Byte 0 is the register: bytes 1 up to n - 1 were written. */
		for (byte = 0x10; byte < 0x14; byte++)
			assert_int_equal(regfile.registers[byte],
					 byte - 0x10 + 1 < n ? byte + 1 : 0xee);
	}
	assert_works();
}

static void test_stretch(void **state)
{
	u64 begin_ns;
	u8 value;

	assert_int_equal(command("stretch bit 29 500"), 0);
	assert_int_equal(command("stretch byte 0 300"), 0);
	begin_ns = now_ns;
	assert_true(read_register(0x20, 1, &value));
	assert_int_equal(value, 0xa5);
	assert_in_range(now_ns - begin_ns, 800000, 800000 + 60 * 4 * QUARTER_NS);
	assert_in_range(wire.referee.period_max_ns, 500000, 520000);
	/* SCL rose when the time was up, not when the master looked. */
	assert_int_equal(wire.referee.measure[SIM_TLOW].count, 0);
	assert_int_equal(wire.referee.measure[SIM_THIGH].count, 0);
	assert_int_equal(fired(SIM_FAULT_STRETCH), 2);
	assert_works();
}

static void test_stretch_position(void **state)
{
	unsigned int bit;

	assert_int_equal(command("stretch bit 4 500"), 0);
	start();
	for (bit = 0; bit < 8; bit++) {
		clock_bit(true);
		assert_int_equal(!!(wire.low[SIM_SCL] & SIM_STRETCH), bit == 4);
	}
}

/* Each low time of SCL is the stretch, however often the master looks. */
static void test_stretch_each(void **state)
{
	u64 begin_ns = now_ns;
	u8 value;

	assert_int_equal(command("stretch each 110000"), 0);
	assert_true(read_register(0x20, 1, &value));
	assert_int_equal(value, 0xa5);
	/* A fall before each of 36 bits, one before the repeated START, one before STOP. */
	assert_int_equal(fired(SIM_FAULT_STRETCH), 38);
	assert_int_equal(wire.referee.measure[SIM_TLOW].min_ns, 110000);
	assert_in_range(now_ns - begin_ns, 38 * 110000, 38 * 110000 + 60 * 4 * QUARTER_NS);
	assert_int_equal(command("clear"), 0);

	assert_int_equal(command("stretch each 500 times 3"), 0);
	assert_true(read_register(0x20, 1, &value));
	assert_int_equal(fired(SIM_FAULT_STRETCH), 3);
	assert_works();
}

/* Nine clocks with SDA let go and a STOP after each, as UM10204 3.1.16 has it. */
static unsigned int recover(void)
{
	unsigned int clocks;

	drive(SIM_SDA, true);
	scl_high();
	for (clocks = 0; clocks < 9 && !level(SIM_SDA); clocks++) {
		drive(SIM_SCL, false);
		scl_high();
		now_ns += QUARTER_NS;
	}
	if (!level(SIM_SDA))
		return 10;
	drive(SIM_SCL, false);
	stop();
	return clocks;
}

static void test_sda_stuck(void **state)
{
	unsigned int clocks, bit;
	char text[60];
	u8 value;

	for (bit = 0; bit < 36; bit += 5) {
		for (clocks = 1; clocks <= 9; clocks++) {
			setup(NULL);
			snprintf(text, sizeof(text), "sda_stuck bit %u clocks %u",
				 bit, clocks + 36 - bit);
			assert_int_equal(command(text), 0);
			read_register(0x20, 1, &value);
			assert_true(recover() <= 9);
			assert_int_equal(fired(SIM_FAULT_SDA_STUCK), 1);
			assert_works();
		}
	}

	setup(NULL);
	assert_int_equal(command("sda_stuck now"), 0);
	assert_int_equal(recover(), 10);
	assert_int_equal(command("clear"), 0);
	assert_int_equal(recover(), 0);
	assert_works();

	assert_int_equal(command("sda_stuck now clocks 4"), 0);
	assert_int_equal(recover(), 4);
	assert_works();
}

/* The stuck chip lost track, so it does not write the page. */
static void test_sda_stuck_in_write(void **state)
{
	unsigned int clock;

	assert_int_equal(command("sda_stuck bit 28 clocks 14"), 0);
	start();
	send(WRITE(0x50));
	send(0x10);
	send(0x55);
	send(0xff);
	for (clock = 0; clock < 9; clock++)
		clock_bit(true);
	assert_true(level(SIM_SDA));
	stop();
	assert_int_equal(eeprom_data[0x10], 0xff);
	assert_works();
}

static void test_scl_stuck(void **state)
{
	u64 begin_ns = now_ns;
	u8 value;

	assert_int_equal(command("scl_stuck bit 12 us 2000"), 0);
	assert_true(read_register(0x20, 1, &value));
	assert_int_equal(value, 0xa5);
	assert_true(now_ns - begin_ns >= 2000000);

	assert_int_equal(command("scl_stuck"), 0);
	drive(SIM_SCL, true);
	now_ns += 1000000000;
	assert_false(level(SIM_SCL));
	assert_int_equal(command("clear"), 0);
	assert_works();
}

static void test_pullup(void **state)
{
	assert_int_equal(command("pullup sda off"), 0);
	assert_int_equal(wire.level, SIM_LEVEL_SCL);
	assert_int_equal(command("pullup scl off"), 0);
	assert_int_equal(wire.level, 0);
	assert_int_equal(command("pullup scl on"), 0);
	assert_int_equal(wire.level, SIM_LEVEL_SCL);
	assert_int_equal(command("pullup sda on"), 0);
	stop();
	assert_works();
}

/* Sends @byte until it loses the bus. Returns the bit at which it did, or 8. */
static unsigned int send_until_lost(u8 byte)
{
	unsigned int i;

	for (i = 0; i < 8; i++) {
		bool bit = byte >> (7 - i) & 1;

		drive(SIM_SDA, bit);
		scl_high();
		if (bit && !level(SIM_SDA)) {
			drive(SIM_SDA, true);
			return i;
		}
		now_ns += QUARTER_NS;
		drive(SIM_SCL, false);
	}
	return 8;
}

/* Until it has made its STOP. */
static void wait_for_second(void)
{
	unsigned int waits;

	for (waits = 0; waits < 800 && wire.decoder.phase != SIM_IDLE; waits++) {
		now_ns += QUARTER_NS;
		level(SIM_SCL);
	}
}

static void test_master_wins(void **state)
{
	u8 byte = READ(0x50);	/* 1010 0001 */
	static const u8 lost_at[] = { 0, 2, 2, 7, 7, 7, 7, 7 };
	unsigned int bit;
	char text[40];

	for (bit = 0; bit < 8; bit++) {
		setup(NULL);
		snprintf(text, sizeof(text), "master win bit %u", bit);
		assert_int_equal(command(text), 0);
		start();
		assert_int_equal(send_until_lost(byte), lost_at[bit]);
		/* The second master goes on and frees the bus after its byte. */
		wait_for_second();
		assert_int_equal(wire.decoder.phase, SIM_IDLE);
		assert_int_equal(wire.level, IDLE);
		assert_int_equal(wire.decoder.stops, 1);
		assert_int_equal(wire.decoder.bytes, 1);
		assert_int_equal(wire.decoder.naks, bit < 3);	/* 0x00, 0x40, else 0x50 */
		assert_int_equal(fired(SIM_FAULT_MASTER), 1);
		assert_int_equal(wire.low[SIM_SDA], 0);
		assert_works();
	}
}

/* Its clock is as slow as it was told to be. */
static void test_master_half(void **state)
{
	u64 lost_ns;

	assert_int_equal(command("master win bit 2 half 20000"), 0);
	start();
	assert_int_equal(send_until_lost(READ(0x50)), 2);
	lost_ns = now_ns;
	wait_for_second();
	/* six bits, an acknowledge, a STOP */
	assert_in_range(now_ns - lost_ns, 7 * 40000, 8 * 40000);
	assert_works();
}

/* At a STOP: SDA stays low though the master released it. */
static void test_master_wins_at_stop(void **state)
{
	assert_int_equal(command("master win bit 18"), 0);
	start();
	assert_true(send(WRITE(0x20)));
	assert_true(send(0x01));
	stop();
	assert_false(level(SIM_SDA));
	wait_for_second();
	assert_int_equal(wire.level, IDLE);
	assert_int_equal(fired(SIM_FAULT_MASTER), 1);
	assert_works();
}

static void test_master_busy(void **state)
{
	bool seen_low[SIM_LINES] = { false, false };
	u64 begin_ns = now_ns;

	assert_int_equal(command("master busy 1000"), 0);
	assert_int_equal(command("master busy 1000"), -EBUSY);
	while (now_ns - begin_ns < 1000000) {
		seen_low[SIM_SDA] |= !level(SIM_SDA);
		seen_low[SIM_SCL] |= !level(SIM_SCL);
		now_ns += 1000;
	}
	assert_true(seen_low[SIM_SDA] && seen_low[SIM_SCL]);
	now_ns += 100000;	/* it ends its byte */
	level(SIM_SCL);
	assert_int_equal(wire.level, IDLE);
	assert_true(wire.decoder.bytes > 8);
	assert_works();
}

static void test_master_busy_hold(void **state)
{
	assert_int_equal(command("master busy 1000 hold 200000"), 0);
	now_ns += 199999;
	assert_false(level(SIM_SDA));
	assert_true(level(SIM_SCL));
	now_ns += 1;
	assert_false(level(SIM_SCL));
}

static void test_short_glitches(void **state)
{
	unsigned int bit;
	char text[40];
	u8 value;

	for (bit = 0; bit < 37; bit++) {
		setup(NULL);
		snprintf(text, sizeof(text), "glitch scl 49 bit %u", bit);
		assert_int_equal(command(text), 0);
		snprintf(text, sizeof(text), "glitch sda 49 bit %u", bit);
		assert_int_equal(command(text), 0);
		assert_true(read_register(0x20, 1, &value));
		assert_int_equal(value, 0xa5);
		assert_int_equal(fired(SIM_FAULT_GLITCH_SCL), 1);
		assert_int_equal(fired(SIM_FAULT_GLITCH_SDA), 1);
		assert_works();
	}
}

/* A spike that passes the filter clocks the target: it is a bit ahead. */
static void test_long_glitch(void **state)
{
	u8 value;

	assert_int_equal(command("glitch scl 1000 bit 27"), 0);
	assert_true(read_register(0x20, 1, &value));
	assert_int_not_equal(value, 0xa5);
	recover();
	assert_works();
}

static void test_flip(void **state)
{
	unsigned int bit;
	char text[40];
	u8 value;

	for (bit = 0; bit < 8; bit++) {
		setup(NULL);
		snprintf(text, sizeof(text), "flip bit %u", FIRST_DATA + bit);
		assert_int_equal(command(text), 0);
		assert_true(read_register(0x20, 1, &value));
		assert_int_equal(value, 0xa5 ^ 0x80 >> bit);

		snprintf(text, sizeof(text), "flip bit %u", 18 + bit);
		assert_int_equal(command(text), 0);
		assert_true(write_register(0x20, 1, 0xa5));
		assert_int_equal(regfile.registers[1], 0xa5 ^ 0x80 >> bit);
		assert_works();
	}
	assert_int_equal(command("flip bit 8"), 0);
	assert_false(write_register(0x20, 1, 1));
	assert_int_equal(command("flip bit 8"), 0);
	start();
	assert_true(send(WRITE(0x21)));		/* nobody is there */
	stop();
	assert_works();
}

static void test_unplug(void **state)
{
	u8 value;

	assert_int_equal(command("unplug 31"), 0);
	assert_true(read_register(0x20, 1, &value));
	assert_int_equal(value, 0xaf);		/* 1010 and nobody */
	assert_false(read_register(0x20, 1, &value));
	assert_int_equal(command("clear"), 0);
	assert_works();

	assert_int_equal(command("unplug 20 starts 2"), 0);
	assert_false(write_register(0x20, 1, 0));
	assert_false(write_register(0x20, 1, 0));
	assert_int_equal(regfile.registers[1], 0xa5);
	assert_works();
}

/* The target is behind and still in its byte when the master is done. */
static void test_lost_clock(void **state)
{
	unsigned int clocks;
	char text[40];
	u8 value;

	for (clocks = 2; clocks <= 7; clocks++) {
		setup(NULL);
		regfile.registers[1] = 0;
		snprintf(text, sizeof(text), "lost_clock bit 28 clocks %u", clocks);
		assert_int_equal(command(text), 0);
		assert_true(read_register(0x20, 1, &value));
		assert_false(level(SIM_SDA));
		assert_in_range(recover(), 1, 9);
		assert_works();
	}
}

/* Counts by kind what fires in 200 transfers with @seed. */
static void run_random(unsigned int seed, u64 counts[SIM_FAULT_KINDS])
{
	char text[40];
	unsigned int i, waits;
	u8 value;

	setup(NULL);
	snprintf(text, sizeof(text), "seed %u", seed);
	assert_int_equal(command(text), 0);
	assert_int_equal(command("random 60 0x1fff 40"), 0);
	for (i = 0; i < 200; i++) {
		read_register(0x20, 1, &value);
		for (waits = 0; waits < 100; waits++) {
			now_ns += QUARTER_NS;
			level(SIM_SCL);
			sim_fault_read_error(&fault);
			sim_fault_access_ns(&fault);
		}
		recover();
	}
	memcpy(counts, fault.fired, sizeof(fault.fired));
	assert_int_equal(command("clear"), 0);
	recover();
	assert_works();
}

static void test_random(void **state)
{
	u64 first[SIM_FAULT_KINDS], again[SIM_FAULT_KINDS], other[SIM_FAULT_KINDS];
	unsigned int kind;

	run_random(7, first);
	run_random(7, again);
	run_random(8, other);
	assert_memory_equal(first, again, sizeof(first));
	assert_memory_not_equal(first, other, sizeof(first));
	for (kind = 0; kind < SIM_FAULT_KINDS; kind++)
		assert_true(first[kind] > 0);
}

static void test_random_percent(void **state)
{
	u8 value;
	unsigned int i;

	assert_int_equal(command("random 25 1"), 0);
	for (i = 0; i < 1000; i++)
		read_register(0x20, 1, &value);
	assert_in_range(fired(SIM_FAULT_NAK_ADDRESS), 180, 320);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_nak_address, setup),
		cmocka_unit_test_setup(test_nak_byte, setup),
		cmocka_unit_test_setup(test_stretch, setup),
		cmocka_unit_test_setup(test_stretch_position, setup),
		cmocka_unit_test_setup(test_stretch_each, setup),
		cmocka_unit_test_setup(test_sda_stuck, setup),
		cmocka_unit_test_setup(test_sda_stuck_in_write, setup),
		cmocka_unit_test_setup(test_scl_stuck, setup),
		cmocka_unit_test_setup(test_pullup, setup),
		cmocka_unit_test_setup(test_master_wins, setup),
		cmocka_unit_test_setup(test_master_half, setup),
		cmocka_unit_test_setup(test_master_wins_at_stop, setup),
		cmocka_unit_test_setup(test_master_busy, setup),
		cmocka_unit_test_setup(test_master_busy_hold, setup),
		cmocka_unit_test_setup(test_short_glitches, setup),
		cmocka_unit_test_setup(test_long_glitch, setup),
		cmocka_unit_test_setup(test_flip, setup),
		cmocka_unit_test_setup(test_unplug, setup),
		cmocka_unit_test_setup(test_lost_clock, setup),
		cmocka_unit_test_setup(test_random, setup),
		cmocka_unit_test_setup(test_random_percent, setup),
	};

	return cmocka_run_group_tests_name("sim_fault", tests, NULL, NULL);
}
