// SPDX-License-Identifier: GPL-2.0-only
/* Commands of several transfers: dump, write's --mask and --readback, --repeat. */
#include "test_tool_run.h"

#define BYTE_HEADING	"     0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f    0123456789abcdef\n"
#define WORD_HEADING	"     0,8  1,9  2,a  3,b  4,c  5,d  6,e  7,f\n"
#define BLANK		"   "
#define BLANKS_13	"             "

static void test_dump_range(void **state)
{
	static const char picture[] = BYTE_HEADING
		"30: " BLANK BLANK BLANK BLANK BLANK BLANK BLANK BLANK BLANK BLANK BLANK BLANK BLANK
		BLANK "3e 3f                  >?\n"
		"40: 40 ff 00 " BLANK BLANK BLANK BLANK BLANK BLANK BLANK BLANK BLANK BLANK BLANK
		BLANK BLANK "   @.." BLANKS_13 "\n";

	(void)state;
	device.memory[0x41] = 0xff;
	device.memory[0x42] = 0;
	expect("dump 1 0x50 0x3e-0x42", 0, picture);
	assert_int_equal(device.transfers, 5);
	device.transfers = 0;
	expect("dump -m i 1 0x50 0x3e-0x42", 0, picture);
	assert_int_equal(device.transfers, 1);
}

static void test_dump_all(void **state)
{
	(void)state;
	expect("dump 1 0x50", 0, NULL);
	assert_int_equal(strlen(out), strlen(BYTE_HEADING) + 16 * (4 + 48 + 3 + 16 + 1));
	assert_non_null(strstr(out, "\n70: 70 71 72 73 "));
	assert_non_null(strstr(out, " 7d 7e 7f    pqrstuvwxyz{|}~?\n80: "));
	assert_int_equal(device.transfers, 256);
	device.transfers = 0;
	expect("dump -m i 1 0x50", 0, NULL);
	assert_int_equal(device.transfers, 8);
	expect("dump --mode=w 1 0x50 0x06-0x08", 0,
	       WORD_HEADING
	       "00: " BLANKS_13 BLANKS_13 "    0706 0807\x20\n"
	       "08: 0908 " BLANKS_13 BLANKS_13 BLANK BLANK BLANK "\n");
	expect("dump --json 1 0x50 0x10-0x11", 0, NULL);
	assert_non_null(strstr(out, "\"mode\":\"byte\",\"first\":16,\"values\":[16,17]}\n"));
}

static void test_dump_no_acknowledge(void **state)
{
	(void)state;
	device.refuses = true;
	expect("dump 1 0x50 0x7f-0x80", 0, NULL);
	assert_non_null(strstr(out, "7f                   ?\n80: XX "));
	assert_non_null(strstr(out, "   X" BLANKS_13 "\x20\x20\n"));
	expect("dump -m w 1 0x50 0x7f-0x80", 0, NULL);
	assert_non_null(strstr(out, "\n80: XXXX "));
	expect("dump --json 1 0x50 0x7f-0x80", 0, NULL);
	assert_non_null(strstr(out, "\"values\":[127,null]}\n"));
	/* No target, and a bus that fails. */
	expect_error("dump 1 0x51", 1, "gpioi2c: no acknowledge from 0x51 (address, message 0)");
	device.transfers = 0;
	device.error = EBUSY;
	assert_int_equal(run("dump 1 0x50"), 1);
	assert_string_equal(out, "");
}

static void test_mask(void **state)
{
	(void)state;
	expect("write -m 0x0f 1 0x50 0x34 0xab", 0, "");
	assert_int_equal(device.memory[0x34], 0x3b);
	expect("write --mask 0xf00f -w 16 1 0x50 0x10 0xabcd 0", 0, "");
	assert_memory_equal(device.memory + 0x10, "\x1d\xa1\x10\x03", 4);
	expect("write --json -m 1 1 0x50 0x34 0", 0, NULL);
	assert_non_null(strstr(out, "\"written\":[52,58]"));
}

static void test_readback(void **state)
{
	(void)state;
	expect("write -r 1 0x50 0x34 0xab 0xac", 0, "");
	assert_int_equal(device.memory[0x35], 0xac);
	device.transfers = 0;
	device.stuck = true;
	expect_error("write -r 1 0x50 0x35 0xac 0x01", 1,
		     "gpioi2c: value 1: wrote 0x01, reads 0x36");
	assert_int_equal(device.transfers, 2);
	expect_error("write -r -w 16be 1 0x50 0x40 0x1234", 1,
		     "gpioi2c: value 0: wrote 0x1234, reads 0x4041");
}

static void test_repeat(void **state)
{
	(void)state;
	expect("transfer --repeat 3 --interval 1 1 w1@0x50 0x10 r1", 0, "0x10\n0x10\n0x10\n");
	assert_int_equal(device.transfers, 3);
	device.memory[0x20] = 3;
	expect("transfer --repeat 2 1 w1@0x50 0x20 r?", 0,
	       "0x03 0x21 0x22 0x23\n0x03 0x21 0x22 0x23\n");
	/* It stops at the first failure. */
	device.transfers = 0;
	assert_int_equal(run("transfer --repeat 0 1 r1@0x51"), 1);
	assert_int_equal(device.transfers, 1);
	expect("stats --watch --repeat 2 --interval 1 1", 0, NULL);
	assert_non_null(strstr(out, "COUNTER                           VALUE     PER SECOND\n"
			       "transfers                             3              -\n"));
	assert_non_null(strstr(out, "\n\nCOUNTER "));
	assert_non_null(strstr(out, "\ntransfers                             3              0\n"));
}

static void test_bad_input_sends_nothing(void **state)
{
	static const char * const lines[] = {
		"dump", "dump 1", "dump 1 0x50 0", "dump 1 0x50 0-", "dump 1 0x50 -1",
		"dump 1 0x03",
		"dump 1 0x50 1-0", "dump 1 0x50 0-0x100", "dump -m x 1 0x50", "dump -m bb 1 0x50",
		"dump 1 0x50 0-1 1",
		"write -m 256 1 0x50 0 1", "write -m 1 1 0x50 - 1",
		"write -m x 1 0x50 0 1", "write -r 1 0x50 0", "write -r 1 0x50 - 1",
		"transfer --repeat x 1 r1@0x50", "transfer --repeat -1 1 r1@0x50",
		"transfer --interval 86400001 1 r1@0x50", "stats --watch --repeat 1 1 2",
		"read --repeat 1 1 0x50",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(lines); i++) {
		if (run(lines[i]) != STATUS_USAGE)
			fail_msg("'%s' was taken", lines[i]);
		assert_string_equal(out, "");
		assert_true(err[0]);
		assert_int_equal(device.transfers, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_dump_range),
		TEST(test_dump_all),
		TEST(test_dump_no_acknowledge),
		TEST(test_mask),
		TEST(test_readback),
		TEST(test_repeat),
		TEST(test_bad_input_sends_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
