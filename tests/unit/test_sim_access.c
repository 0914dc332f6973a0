// SPDX-License-Identifier: GPL-2.0-only
/* The simulator's accesses: what each costs, and where in it its edge is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <linux/kernel.h>

#include "access.h"

#define DRAWS	100000
#define TENTHS	10

struct seen {
	u32 end_min, end_max, edge_min, edge_max;
	u32 end_tenth[TENTHS], edge_tenth[TENTHS];	/* of what they may be */
};

static struct seen draw(struct sim_access access, u32 more_ns)
{
	struct seen seen = { .end_min = ~0U, .edge_min = ~0U };
	unsigned int i;

	access.random = sim_random_seed(access.random);
	for (i = 0; i < DRAWS; i++) {
		struct sim_span span = sim_access_draw(&access, more_ns);
		u32 over = span.end_ns - access.ns - more_ns;

		seen.end_min = span.end_ns < seen.end_min ? span.end_ns : seen.end_min;
		seen.end_max = span.end_ns > seen.end_max ? span.end_ns : seen.end_max;
		seen.edge_min = span.edge_ns < seen.edge_min ? span.edge_ns : seen.edge_min;
		seen.edge_max = span.edge_ns > seen.edge_max ? span.edge_ns : seen.edge_max;
		assert_in_range(span.edge_ns, 0, span.end_ns);
		assert_in_range(over, 0, access.jitter_ns);
		seen.end_tenth[(u64)over * TENTHS / (access.jitter_ns + 1)]++;
		seen.edge_tenth[(u64)span.edge_ns * TENTHS / (span.end_ns + 1)]++;
	}
	return seen;
}

static void assert_uniform(const u32 tenth[TENTHS])
{
	unsigned int i;

	for (i = 0; i < TENTHS; i++)
		assert_in_range(tenth[i], DRAWS / TENTHS * 95 / 100, DRAWS / TENTHS * 105 / 100);
}

static void test_steady(void **state)
{
	struct seen seen = draw((struct sim_access){ .ns = 600 }, 0);

	assert_int_equal(seen.end_min, 600);
	assert_int_equal(seen.end_max, 600);
	assert_int_equal(seen.edge_min, 600);
	assert_int_equal(seen.edge_max, 600);
	seen = draw((struct sim_access){ .edge_at = SIM_EDGE_RANDOM }, 0);
	assert_int_equal(seen.end_max, 0);
}

/* Both ends of the range occur, and all values are equally likely. */
static void test_jitter(void **state)
{
	static const u32 jitters_ns[] = { 99, 999, 9999, SIM_ACCESS_NS_MAX - 1 };
	struct sim_access access = { .ns = 600, .jitter_ns = 30 };
	struct seen seen = draw(access, 0);
	unsigned int i;

	assert_int_equal(seen.end_min, 600);
	assert_int_equal(seen.end_max, 630);
	assert_int_equal(seen.edge_min, 600);
	assert_int_equal(seen.edge_max, 630);
	access.ns = SIM_ACCESS_NS_MAX;
	for (i = 0; i < ARRAY_SIZE(jitters_ns); i++) {
		access.jitter_ns = jitters_ns[i];
		seen = draw(access, 0);
		assert_uniform(seen.end_tenth);
	}
}

static void test_edge_at(void **state)
{
	struct sim_access access = { .ns = 200, .jitter_ns = 300, .edge_at = SIM_EDGE_START };
	struct seen seen = draw(access, 0);

	assert_int_equal(seen.edge_max, 0);
	assert_int_equal(seen.end_min, 200);
	assert_int_equal(seen.end_max, 500);
	access.edge_at = SIM_EDGE_RANDOM;
	seen = draw(access, 0);
	assert_int_equal(seen.edge_min, 0);
	assert_in_range(seen.edge_max, 490, 500);
	assert_int_equal(seen.end_min, 200);
	assert_int_equal(seen.end_max, 500);
	access.ns = 1000;
	access.jitter_ns = 9999;
	seen = draw(access, 0);
	assert_uniform(seen.end_tenth);
	assert_uniform(seen.edge_tenth);
}

static void test_slower_by_fault(void **state)
{
	struct seen seen = draw((struct sim_access){ .ns = 100, .jitter_ns = 10 }, 5000);

	assert_int_equal(seen.end_min, 5100);
	assert_int_equal(seen.end_max, 5110);
	assert_int_equal(seen.edge_min, 5100);
}

static void test_seed(void **state)
{
	struct sim_access first = { .jitter_ns = 1000, .edge_at = SIM_EDGE_RANDOM };
	struct sim_access again = first, other = first;
	unsigned int i, same = 0;

	first.random = sim_random_seed(0);
	again.random = sim_random_seed(0);
	other.random = sim_random_seed(1);
	for (i = 0; i < 1000; i++) {
		struct sim_span span = sim_access_draw(&first, 0);
		struct sim_span twin = sim_access_draw(&again, 0);

		assert_int_equal(span.edge_ns, twin.edge_ns);
		assert_int_equal(span.end_ns, twin.end_ns);
		same += span.end_ns == sim_access_draw(&other, 0).end_ns;
	}
	assert_true(same < 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_steady),
		cmocka_unit_test(test_jitter),
		cmocka_unit_test(test_edge_at),
		cmocka_unit_test(test_slower_by_fault),
		cmocka_unit_test(test_seed),
	};

	return cmocka_run_group_tests_name("sim_access", tests, NULL, NULL);
}
