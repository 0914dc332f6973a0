// SPDX-License-Identifier: GPL-2.0-only
/* Commands of the file "fault": good and bad ones, and what the file shows. */
#include <errno.h>

#include "test_sim_bus.h"

static void test_access(void **state)
{
	unsigned int i;

	assert_int_equal(command("access_fail 3 error 6 times 2"), 0);
	for (i = 0; i < 10; i++)
		assert_int_equal(sim_fault_read_error(&fault), i == 3 || i == 4 ? -6 : 0);
	assert_int_equal(command("access_slow 700 3"), 0);
	for (i = 0; i < 10; i++)
		assert_int_equal(sim_fault_access_ns(&fault), i < 3 ? 700 : 0);
	assert_int_equal(command("access_slow 1000000 1"), 0);
	assert_int_equal(sim_fault_access_ns(&fault), 1000000);
}

static void test_bad_commands(void **state)
{
	static const char * const bad[] = {
		"nonsense", "nak_address", "nak_address 0x400", "nak_address x",
		"nak_byte 0x50", "stretch 1 2", "stretch bit 1", "stretch bit 1 0",
		"stretch each", "stretch each 0", "stretch each bit 1 2", "stretch byte each 2",
		"stretch bit 4294967295 1", "stretch byte 477218588 1",
		"sda_stuck", "sda_stuck bit", "sda_stuck bit 1 clocks", "sda_stuck now 3",
		"scl_stuck bit", "scl_stuck us", "pullup sda", "pullup x off",
		"master win 3", "master busy", "master busy 1000001", "master busy 1 half 0",
		"glitch scl", "glitch scl 0", "flip 3", "flip bit 3 times", "flip bit 3 times x",
		"flip bit 3 4", "unplug", "lost_clock 3", "access_fail", "access_slow 3",
		"access_fail 1 error 0", "access_fail 1 error 4096",
		"access_slow 1000001 1", "access_slow 4294967295 1",
		"seed", "seed -1", "random 101 1", "random 1", "random 10 0x2000",
		"clear all", "flip bit 1 2 3 4 5 6 7 8 9", "master win bit 3 half 0",
		"master busy 1 hold", "master busy 1 hold 1 half 1",
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(bad); i++)
		assert_int_equal(command(bad[i]), -EINVAL);
	assert_int_equal(command(""), 0);
	assert_int_equal(command("  \t "), 0);
	for (i = 0; i < SIM_FAULT_ITEMS; i++)
		assert_int_equal(command("flip bit 1000"), 0);
	assert_int_equal(command("flip bit 1000"), -ENOSPC);
	assert_int_equal(command("clear"), 0);
	assert_works();
}

static void test_text(void **state)
{
	char text[80];

	assert_int_equal(command("flip bit 12 times 3"), 0);
	assert_int_equal(command("nak_byte 0x50 2"), 0);
	assert_true(sim_fault_item_text(&fault, 0, text, sizeof(text)));
	assert_string_equal(text, "flip at 12 amount 0 left 3 fired 0\n");
	assert_true(sim_fault_item_text(&fault, 1, text, sizeof(text)));
	assert_string_equal(text, "nak_byte at 2 amount 0 left forever fired 0\n");
	assert_int_equal(command("stretch each 300"), 0);
	assert_true(sim_fault_item_text(&fault, 2, text, sizeof(text)));
	assert_string_equal(text, "stretch at each amount 300 left forever fired 0\n");
	assert_false(sim_fault_item_text(&fault, 3, text, sizeof(text)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_access, setup),
		cmocka_unit_test_setup(test_bad_commands, setup),
		cmocka_unit_test_setup(test_text, setup),
	};

	return cmocka_run_group_tests_name("sim_faultcommand", tests, NULL, NULL);
}
