// SPDX-License-Identifier: GPL-2.0-only
/* The simulator's referee: each interval just legal and just illegal, in each mode. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <linux/kernel.h>

#include "referee.h"

/* UM10204's table, typed a second time on purpose. Order of enum sim_interval. */
static const struct mode {
	u32 scl_hz;
	u64 ns[SIM_INTERVALS];
} modes[] = {
	{ 100000, { 4000, 4700, 4000, 4700, 0, 250, 4000, 4700, 10000, 10000 } },
	{ 99999, { 4000, 4700, 4000, 4700, 0, 250, 4000, 4700, 10000, 10000 } },
	{ 100001, { 600, 1300, 600, 600, 0, 100, 600, 1300, 9999, 9999 } },
	{ 400000, { 600, 1300, 600, 600, 0, 100, 600, 1300, 2500, 2500 } },
	{ 400001, { 260, 500, 260, 260, 0, 50, 260, 500, 2499, 2499 } },
	{ 1000000, { 260, 500, 260, 260, 0, 50, 260, 500, 1000, 1000 } },
	{ 0, { 260, 500, 260, 260, 0, 50, 260, 500, 0, 0 } },
	{ 2000000, { 0, 0, 0, 0, 0, 0, 0, 0, 500, 500 } },
};

#define MODES	ARRAY_SIZE(modes)

static struct sim_referee referee;
static u64 now;

static void wait_ns(u64 ns)
{
	now += ns;
}

static void scl(bool level)
{
	sim_referee_scl(&referee, level, now);
}

static void sda(bool level, bool scl_level)
{
	sim_referee_sda(&referee, level, scl_level, true, now);
}

/* A low phase in which SDA goes to @level. */
static void low_phase(const u64 *ns, bool level)
{
	wait_ns(ns[SIM_TLOW] - ns[SIM_TSU_DAT]);
	sda(level, false);
	wait_ns(ns[SIM_TSU_DAT]);
	scl(true);
}

static void byte(const u64 *ns, unsigned int bits)
{
	for (; bits; bits--) {
		low_phase(ns, bits % 2);
		wait_ns(ns[SIM_THIGH]);
		scl(false);
	}
}

/* START, a byte, repeated START, a byte, STOP, START, with intervals @ns. */
static void transfer(const u64 *ns)
{
	sda(false, true);
	wait_ns(ns[SIM_THD_STA]);
	scl(false);
	byte(ns, 9);

	low_phase(ns, true);
	wait_ns(ns[SIM_TSU_STA]);
	sda(false, true);
	wait_ns(ns[SIM_THD_STA]);
	scl(false);
	byte(ns, 9);

	low_phase(ns, false);
	wait_ns(ns[SIM_TSU_STO]);
	sda(true, true);
	wait_ns(ns[SIM_TBUF]);
	sda(false, true);
}

static void begin(const struct mode *mode)
{
	sim_referee_init(&referee, 1);
	sim_referee_limit(&referee, mode->scl_hz);
	now = 1000000;
}

/* The shortest phases together are shorter than a period of the mode. */
static void any_period(void)
{
	referee.measure[SIM_PERIOD].limit_ns = 0;
	referee.measure[SIM_FALL_PERIOD].limit_ns = 0;
}

static void test_limits(void **state)
{
	unsigned int m, i;

	for (m = 0; m < MODES; m++) {
		begin(&modes[m]);
		for (i = 0; i < SIM_INTERVALS; i++)
			assert_int_equal(referee.measure[i].limit_ns, modes[m].ns[i]);
	}
}

static void test_just_legal(void **state)
{
	unsigned int m, i;

	for (m = 0; m < MODES; m++) {
		begin(&modes[m]);
		any_period();
		transfer(modes[m].ns);
		for (i = 0; i < SIM_INTERVALS; i++)
			assert_int_equal(referee.measure[i].count, 0);
		for (i = 0; i < SIM_OFFENCES; i++)
			assert_int_equal(referee.offences[i], 0);
		for (i = 0; i < SIM_PERIOD; i++) {
			if (i != SIM_THD_DAT)
				assert_int_equal(referee.measure[i].min_ns, modes[m].ns[i]);
		}
	}
}

/* An interval that is a nanosecond too short is reported, and no other. */
static void test_just_illegal(void **state)
{
	unsigned int m, i, other;
	u64 ns[SIM_INTERVALS];

	for (m = 0; m < 7; m++) {
		for (i = 0; i < SIM_PERIOD; i++) {
			if (i == SIM_THD_DAT)
				continue;
			begin(&modes[m]);
			any_period();
			memcpy(ns, modes[m].ns, sizeof(ns));
			ns[i]--;
			transfer(ns);
			assert_true(referee.measure[i].count > 0);
			assert_int_equal(referee.measure[i].min_ns, ns[i]);
			for (other = 0; other < SIM_INTERVALS; other++)
				assert_true(other == i || referee.measure[other].count == 0);
		}
	}
}

/* With a clock of 16 ns steps, a measured interval may be 15 ns off. */
static void test_granule(void **state)
{
	unsigned int m, i, other;
	u64 ns[SIM_INTERVALS];

	for (m = 0; m < 7; m++) {
		for (i = 0; i < SIM_PERIOD; i++) {
			if (i == SIM_THD_DAT)
				continue;
			for (other = 0; other < SIM_INTERVALS; other++)
				ns[other] = modes[m].ns[other] + 1600;
			ns[SIM_TSU_DAT] = modes[m].ns[SIM_TSU_DAT];	/* it is part of tLOW */
			ns[i] = modes[m].ns[i] - 15;
			begin(&modes[m]);
			any_period();
			referee.granule_ns = 16;
			transfer(ns);
			assert_int_equal(referee.measure[i].count, 0);
			assert_int_equal(referee.measure[i].min_ns, ns[i]);

			ns[i]--;
			begin(&modes[m]);
			any_period();
			referee.granule_ns = 16;
			transfer(ns);
			for (other = 0; other < SIM_INTERVALS; other++)
				assert_int_equal(referee.measure[other].count > 0, other == i);
			assert_int_equal(referee.measure[i].min_ns, ns[i]);
		}
	}
}

static void test_period(void **state)
{
	u64 ns[SIM_INTERVALS];

	memcpy(ns, modes[3].ns, sizeof(ns));
	ns[SIM_TLOW] = ns[SIM_PERIOD] - ns[SIM_THIGH];
	begin(&modes[3]);
	transfer(ns);
	assert_int_equal(referee.measure[SIM_PERIOD].count, 0);
	assert_int_equal(referee.measure[SIM_FALL_PERIOD].count, 0);

	ns[SIM_TLOW]--;
	begin(&modes[3]);
	transfer(ns);
	/* Rises: nine and that before Sr or STOP. Falls: that after START and nine. */
	assert_int_equal(referee.periods, 18);
	assert_int_equal(referee.measure[SIM_PERIOD].count, 18);
	assert_int_equal(referee.measure[SIM_FALL_PERIOD].count, 18);
	assert_int_equal(referee.period_min_ns, 2499);
	assert_int_equal(referee.period_max_ns, 2499);
	assert_int_equal(referee.period_sum_ns, 18 * 2499);
}

static void test_bits_in_byte(void **state)
{
	unsigned int bits;

	for (bits = 0; bits <= 9; bits++) {
		begin(&modes[6]);
		sda(false, true);
		wait_ns(1000);
		scl(false);
		byte(modes[6].ns, bits);
		wait_ns(1000);
		sda(false, false);
		wait_ns(1000);
		scl(true);
		wait_ns(1000);
		sda(true, true);
		assert_int_equal(referee.offences[SIM_STOP_IN_BYTE], bits % 9 != 0);
		assert_int_equal(referee.offences[SIM_START_IN_BYTE], 0);
		assert_int_equal(referee.offences[SIM_VOID_MESSAGE], 0);
	}
}

static void test_void_message(void **state)
{
	begin(&modes[6]);
	sda(false, true);
	wait_ns(1000);
	sda(true, true);
	assert_int_equal(referee.offences[SIM_VOID_MESSAGE], 1);
}

static void test_reset(void **state)
{
	begin(&modes[0]);
	transfer(modes[3].ns);
	assert_true(referee.measure[SIM_TLOW].count > 0);
	sim_referee_reset(&referee);
	assert_int_equal(referee.measure[SIM_TLOW].count, 0);
	assert_int_equal(referee.measure[SIM_TLOW].limit_ns, 4700);
	assert_int_equal(referee.periods, 0);
}

static void test_forgive(void **state)
{
	begin(&modes[0]);
	sda(false, true);
	sim_referee_forgive(&referee);
	wait_ns(1);
	scl(false);
	assert_int_equal(referee.measure[SIM_THD_STA].count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_just_legal),
		cmocka_unit_test(test_just_illegal),
		cmocka_unit_test(test_granule),
		cmocka_unit_test(test_period),
		cmocka_unit_test(test_bits_in_byte),
		cmocka_unit_test(test_void_message),
		cmocka_unit_test(test_reset),
		cmocka_unit_test(test_forgive),
	};

	return cmocka_run_group_tests_name("sim_referee", tests, NULL, NULL);
}
