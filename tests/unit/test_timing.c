// SPDX-License-Identifier: GPL-2.0-only
/* Compares every plan with the I2C specification's table, in nanoseconds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <errno.h>
#include <cmocka.h>

#include "timing.h"

/* UM10204, table "Characteristics of the SDA and SCL bus lines" */
struct column {
	uint32_t scl_hz, tlow, thigh, thd_sta, tsu_sta, tsu_dat, tsu_sto, tbuf;
};

static const struct column table[] = {
	{ 100000, 4700, 4000, 4000, 4700, 250, 4000, 4700 },
	{ 400000, 1300, 600, 600, 600, 100, 600, 1300 },
	/* up to 1000000 there; faster buses keep its minimums */
	{ GPIO_I2C_SCL_HZ_MAX, 500, 260, 260, 260, 50, 260, 500 },
};

static const struct column *column_of(uint32_t scl_hz)
{
	const struct column *column = table;

	while (scl_hz > column->scl_hz)
		column++;
	return column;
}

/* The ticks that have passed for certain cover the interval. */
static void assert_covers(uint32_t ticks, uint32_t tick_hz, double least_ns)
{
	assert_true(ticks * 1e9 / tick_hz >= least_ns * 0.999999999999);
}

static void check_plan(const struct gpio_i2c_want *want)
{
	const struct column *spec = column_of(want->scl_hz);
	double jitter = want->jitter_ns;
	struct gpio_i2c_plan plan;
	uint32_t hz = want->tick_hz;

	assert_int_equal(gpio_i2c_plan(&plan, want), 0);
	assert_int_equal(plan.scl_hz, want->scl_hz);
	assert_true(plan.low + plan.high <= plan.period);
	assert_covers(plan.period, hz, 1e9 / want->scl_hz + jitter);
	assert_covers(plan.low, hz, spec->tlow + want->scl_fall_ns + jitter);
	assert_covers(plan.thigh, hz, spec->thigh + want->scl_rise_ns + jitter);
	assert_true(plan.thigh <= plan.high);
	assert_covers(plan.thd_sta, hz, spec->thd_sta + want->sda_fall_ns + jitter);
	assert_covers(plan.tsu_sta, hz, spec->tsu_sta + want->scl_rise_ns + jitter);
	assert_covers(plan.tsu_dat, hz, spec->tsu_dat + jitter);
	assert_covers(plan.tsu_sto, hz, spec->tsu_sto + want->scl_rise_ns + jitter);
	assert_covers(plan.tbuf, hz, spec->tbuf + jitter);
	assert_covers(plan.thd_dat, hz, want->scl_fall_ns);
	/* data can change and settle inside a low phase */
	if (!want->scl_fall_ns)
		assert_true(plan.thd_dat + plan.tsu_dat <= plan.low + 4);
}

/* Where the specification allows the frequency: at most two ticks too slow. */
static void check_not_slow(const struct gpio_i2c_want *want)
{
	const struct column *spec = column_of(want->scl_hz);
	double period = 1e9 / want->scl_hz + want->jitter_ns, tick = 1e9 / want->tick_hz;
	struct gpio_i2c_plan plan;

	if (spec->tlow + spec->thigh + 2 * want->jitter_ns + 2 * tick > period)
		return;
	assert_int_equal(gpio_i2c_plan(&plan, want), 0);
	assert_true(plan.period * tick <= period + tick + 1);
}

static const uint32_t tick_rates[] = {
	1000000, 19200000, 24000000, 62500000, 1000000000, 3400000000U
};

static void every_frequency(void **state)
{
	(void)state;
	for (uint32_t scl_hz = GPIO_I2C_SCL_HZ_MIN; scl_hz <= GPIO_I2C_SCL_HZ_MAX; scl_hz++) {
		struct gpio_i2c_want want = {
			.scl_hz = scl_hz,
			.tick_hz = tick_rates[scl_hz % 6],
			.jitter_ns = scl_hz % 40,
			.high_cost_ns = scl_hz * 7 % 3000,
		};

		check_plan(&want);
		check_not_slow(&want);
	}
}

static void every_tick_rate_at_the_modes_edges(void **state)
{
	static const uint32_t edges[] = {
		100, 99999, 100000, 100001, 399999, 400000, 400001, 1000000, 1000001, 4999999,
		GPIO_I2C_SCL_HZ_MAX
	};

	(void)state;
	for (size_t i = 0; i < sizeof(edges) / sizeof(edges[0]); i++) {
		for (size_t j = 0; j < sizeof(tick_rates) / sizeof(tick_rates[0]); j++) {
			struct gpio_i2c_want want = {
				.scl_hz = edges[i],
				.tick_hz = tick_rates[j],
			};

			check_plan(&want);
			check_not_slow(&want);
			want.jitter_ns = 279;
			want.high_cost_ns = 100000;
			check_plan(&want);
		}
	}
}

static void slow_edges_lengthen_what_they_eat_into(void **state)
{
	struct gpio_i2c_want want = { .scl_hz = 400000, .tick_hz = 1000000000, };
	struct gpio_i2c_plan fast, slow;

	(void)state;
	assert_int_equal(gpio_i2c_plan(&fast, &want), 0);
	want.scl_rise_ns = 1000;
	want.scl_fall_ns = 300;
	want.sda_fall_ns = 200;
	check_plan(&want);
	assert_int_equal(gpio_i2c_plan(&slow, &want), 0);
	assert_true(slow.period > fast.period);
	assert_true(slow.thd_sta >= fast.thd_sta + 200);
}

static void costly_high_phase_takes_from_the_low_one(void **state)
{
	struct gpio_i2c_want want = {
		.scl_hz = 400000,
		.tick_hz = 1000000000,
		.high_cost_ns = 1200,
	};
	struct gpio_i2c_plan plan;

	(void)state;
	assert_int_equal(gpio_i2c_plan(&plan, &want), 0);
	assert_int_equal(plan.period, 2500);
	assert_int_equal(plan.low, 1300);
	assert_int_equal(plan.high, 1200);
	want.high_cost_ns = 5000;
	assert_int_equal(gpio_i2c_plan(&plan, &want), 0);
	assert_int_equal(plan.low, 1300);
}

static void out_of_range_changes_nothing(void **state)
{
	static const struct gpio_i2c_want bad[] = {
		{ .scl_hz = 0, .tick_hz = 1000000000 },
		{ .scl_hz = 99, .tick_hz = 1000000000 },
		{ .scl_hz = GPIO_I2C_SCL_HZ_MAX + 1, .tick_hz = 1000000000 },
		{ .scl_hz = 0xffffffff, .tick_hz = 1000000000 },
		{ .scl_hz = 100000, .tick_hz = 0 },
		{ .scl_hz = 100000, .tick_hz = 1000000000, .scl_rise_ns = 100001 },
		{ .scl_hz = 100000, .tick_hz = 1000000000, .scl_fall_ns = 0xffffffff },
		{ .scl_hz = 100000, .tick_hz = 1000000000, .sda_fall_ns = 0xffffffff },
	};
	struct gpio_i2c_plan plan, before;

	(void)state;
	memset(&plan, 0x5a, sizeof(plan));
	before = plan;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(gpio_i2c_plan(&plan, &bad[i]), -EINVAL);
		assert_memory_equal(&plan, &before, sizeof(plan));
	}
}

static void ticks_become_frequencies(void **state)
{
	(void)state;
	assert_int_equal(gpio_i2c_ticks_to_hz(0, 5, 1000000000), 0);
	assert_int_equal(gpio_i2c_ticks_to_hz(10000, 1, 1000000000), 100000);
	assert_int_equal(gpio_i2c_ticks_to_hz(157, 1, 62500000), 398089);
	assert_int_equal(gpio_i2c_ticks_to_hz(90000000000ULL, 9000000, 1000000000), 100000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_frequency),
		cmocka_unit_test(every_tick_rate_at_the_modes_edges),
		cmocka_unit_test(slow_edges_lengthen_what_they_eat_into),
		cmocka_unit_test(costly_high_phase_takes_from_the_low_one),
		cmocka_unit_test(out_of_range_changes_nothing),
		cmocka_unit_test(ticks_become_frequencies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
