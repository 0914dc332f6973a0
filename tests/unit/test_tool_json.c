// SPDX-License-Identifier: GPL-2.0-only
/* What --json prints: programs rely on it. */
#include "test_tool_run.h"

/* The output has these parts, one after the other; a ' in them stands for a ". */
static void assert_json(const char *const *parts)
{
	char text[4096] = "", *c;

	for (; *parts; parts++)
		strncat(text, *parts, sizeof(text) - strlen(text) - 1);
	for (c = text; *c; c++)
		if (*c == '\'')
			*c = '"';
	if (!strstr(out, text))
		fail_msg("no %s in %s", text, out);
}

#define PARTS(...)	((const char *const[]){ __VA_ARGS__, NULL })

static void expect_json(const char *line, const char *const *parts)
{
	expect(line, 0, NULL);
	assert_json(parts);
	/* One object, one line. */
	assert_int_equal(out[0], '{');
	assert_string_equal(strchr(out, '\n') - 1, "}\n");
}

static void test_buses(void **state)
{
	(void)state;
	device.last_mean_hz = 99500;
	tree_put("proc/self/comm", "x\n");
	tree_put("proc/12/comm", "logger\n");
	tree_link("proc/12/fd/3", "/dev/gpio-i2c-1");
	expect_json("list --json",
		    PARTS("{'buses':[{'bus':1,'node':'", dev, "/gpio-i2c-1',",
			  "'name':'gpio-i2c gpio-i2c.0','sda':{'place':'gpiochip1:0'},",
			  "'scl':{'place':'gpiochip1:1'},'scl_frequency_hz':100000,",
			  "'scl_reached_hz':99500,'users':1,'hidden_processes':0},",
			  "{'bus':2,'node':'", dev, "/gpio-i2c-2',",
			  "'name':'gpio-i2c gpio-i2c.1'}]}\n"));
	expect_json("users --json 1", PARTS("{'users':[{'pid':12,'user':'"));
	assert_json(PARTS("'descriptor':3,'node':'/dev/gpio-i2c-1','command':'logger'}],",
			  "'hidden_processes':0}\n"));
	expect_json("users --json 2", PARTS("{'users':[],'hidden_processes':0}\n"));
	expect("users --json 8", 1, "");
}

static void test_bus(void **state)
{
	(void)state;
	device.last_mean_hz = 99500;
	expect_json("info --json 1",
		    PARTS("'scl':'gpiochip1:1','scl_frequency_hz':100000,'scl_reached':",
			  "{'mean_hz':99500,'slowest_hz':98000,'fastest_hz':100000},",
			  "'timeout_ms':1000,'abi_version':2,'properties':['single_master'],",
			  "'functions':['I2C','SMBus Quick Command',"));
	expect_json("stats --json 1", PARTS("{'bus':1,'transfers':3,"));
	assert_json(PARTS("'transfer_ns':18446744073709551615,"));
	expect_json("speed --json 1", PARTS("{'bus':1,'scl_frequency_hz':100000}\n"));
	expect_json("recover --json 1", PARTS("{'bus':1,'recovered':false}\n"));
}

static void test_targets(void **state)
{
	(void)state;
	expect_json("detect --json 1 0x4f 0x68",
		    PARTS("{'bus':1,'targets':[{'address':80},",
			  "{'address':104,'driver':'rtc-ds1307'}]}\n"));
	expect_json("read --json 1 0x50 0x10 2",
		    PARTS("{'bus':1,'address':80,'ten_bit':false,'values':[16,17]}\n"));
	expect_json("read --json -w 16be 1 t0x150 0x10 2",
		    PARTS("{'bus':1,'address':336,'ten_bit':true,'values':[4113,4627]}\n"));
	expect_json("write --json 1 0x50 0x10 2",
		    PARTS("{'bus':1,'address':80,'ten_bit':false,'written':[16,2]}\n"));
	expect_json("transfer --json 1 w1@0x50 0x40 r2",
		    PARTS("{'bus':1,'elapsed_ns':1234,'messages':[",
			  "{'address':80,'ten_bit':false,'read':false,'data':[64]},",
			  "{'address':80,'ten_bit':false,'read':true,'data':[64,65]}]}\n"));
}

/* Errors are reported as always, no partial object is printed, the next line starts afresh. */
static void test_errors(void **state)
{
	(void)state;
	expect_error("read --json 1 0x51", 1,
		     "gpioi2c: no acknowledge from 0x51 (address, message 0)");
	expect("read 1 0x50 0x10", 0, "0x10\n");
	device.error = EBUSY;
	expect("detect --json 1", 1, "");
	expect("recover --json 1", 1, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_buses),
		TEST(test_bus),
		TEST(test_targets),
		TEST(test_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
