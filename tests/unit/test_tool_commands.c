// SPDX-License-Identifier: GPL-2.0-only
/* The subcommands from end to end, as text. */
#include "test_tool_run.h"

static void test_read(void **state)
{
	(void)state;
	expect("read 1 0x50 0x10", 0, "0x10\n");
	expect("read 1 0x50", 0, "0x11\n");
	expect("read 1 0x50 0x10 4", 0, "0x10 0x11 0x12 0x13\n");
	expect("read 1 0x50 - 2", 0, "0x14 0x15\n");
	expect("read --width=16 1 0x50 0x10 2", 0, "0x1110 0x1312\n");
	expect("read -w 16be 1 0x50 0x10 2", 0, "0x1011 0x1213\n");
	expect("read -b 1 0x50 0x41 3", 0, "ABC");
	expect("read 1 t0x150 0x10", 0, "0x10\n");
	expect("read -t 1 0x150 0x10", 0, "0x10\n");
	/* A 24C02 takes the low byte of a 16-bit register for data. */
	expect("read --reg16 1 0x50 0x2021", 0, "0x21\n");
	assert_int_equal(device.memory[0x20], 0x21);
}

static void test_write(void **state)
{
	(void)state;
	expect("write 1 0x50 0x10 0xca 254", 0, "");
	assert_memory_equal(device.memory + 0x10, "\xca\xfe\x12", 3);
	expect("write 1 0x50 0x80", 0, "");
	expect("read 1 0x50", 0, "0x80\n");
	expect("write 1 0x50 -w 16 0x10 0x1234 0x5678", 0, "");
	assert_memory_equal(device.memory + 0x10, "\x34\x12\x78\x56", 4);
	expect("write 1 0x50 -w 16be 0x10 0x1234", 0, "");
	assert_memory_equal(device.memory + 0x10, "\x12\x34", 2);
	expect("write --reg16 1 0x50 0x3040 5", 0, "");
	assert_memory_equal(device.memory + 0x30, "\x40\x05", 2);
	expect("write 1 0x50 - 0x60 0x61", 0, "");
	assert_int_equal(device.memory[0x60], 0x61);
}

static void test_transfer(void **state)
{
	(void)state;
	device.memory[0x20] = 3;
	expect("transfer 1 w1@0x50 0x10 r4 r1", 0, "0x10 0x11 0x12 0x13\n0x14\n");
	expect("transfer 1 w1@0x50 0x20 r?", 0, "0x03 0x21 0x22 0x23\n");
	expect("transfer -y 1 w1@t0x150 0x10 r1", 0, "0x10\n");
	expect("transfer 1 w3@0x50 0x40 1+", 0, "");
	expect("transfer -v 1 w1@0x50 0x40 r2 w0 r0", 0,
	       "msg 0: addr 0x50, write, len 1, buf 0x40\n"
	       "msg 1: addr 0x50, read, len 2, buf 0x01 0x02\n"
	       "msg 2: addr 0x50, write, len 0\n"
	       "msg 3: addr 0x50, read, len 0\n");
	expect("transfer -v 1 w1@t0x150 0x20 r?", 0,
	       "msg 0: addr 0x150, write, len 1, buf 0x20\n"
	       "msg 1: addr 0x150, read, len 4, buf 0x03 0x21 0x22 0x23\n");
}

/* i2cdetect's grid: three columns a cell, and a blank after the last. */
static void assert_row(unsigned int row, const char *cells)
{
	char line[64], *found;

	snprintf(line, sizeof(line), "\n%02x: %-48s\n", row, cells);
	found = strstr(out, line);
	if (!found)
		fail_msg("no row '%s' in '%s'", line, out);
}

static void test_detect(void **state)
{
	static const char head[] = "     0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f\n";
	unsigned int row;

	(void)state;
	expect("detect 1 0x4f 0x51", 0, NULL);
	assert_int_equal(strncmp(out, head, strlen(head)), 0);
	assert_int_equal(strlen(out), strlen(head) + 8 * (4 + 48 + 1));
	for (row = 0; row < 0x80; row += 0x10)
		if (row != 0x40 && row != 0x50)
			assert_row(row, "");
	assert_row(0x40, "                                             --");
	assert_row(0x50, "50 --");
	assert_int_equal(device.transfers, 3);

	/* The address with a driver is not probed. */
	device.transfers = 0;
	expect("detect 1 0x68 0x69", 0, NULL);
	assert_non_null(strstr(out, "60:                         UU -- "));
	assert_int_equal(device.transfers, 1);

	device.transfers = 0;
	expect("detect 1", 0, NULL);
	assert_int_equal(device.transfers, 0x77 - 0x08);
	device.transfers = 0;
	expect("detect -a 1", 0, NULL);
	assert_int_equal(device.transfers, 127);
}

static void test_detect_probe(void **state)
{
	(void)state;
	/* A byte read moves the pointer of the EEPROM, a quick write does not. */
	expect("detect 1 0x50 0x50", 0, NULL);
	assert_int_equal(device.pointer, 1);
	expect("detect -q 1 0x50 0x50", 0, NULL);
	assert_int_equal(device.pointer, 1);
	expect("detect -r 1 0x50 0x50", 0, NULL);
	assert_int_equal(device.pointer, 2);
}

static void test_bus_fails_during_detect(void **state)
{
	(void)state;
	device.error = EBUSY;
	assert_int_equal(run("detect 1"), 1);
	assert_non_null(strstr(err, "did not become idle"));
	assert_null(strstr(out, "--"));
	device.error = ETIMEDOUT;
	assert_int_equal(run("detect 1"), 1);
	assert_non_null(strstr(err, "SCL held low for longer than 1000 ms"));
}

static void test_bad_input_sends_nothing(void **state)
{
	static const char * const lines[] = {
		"read", "read 1", "read 1 0x50 0 1 1", "read 1 0x50 256", "read 1 0x50 0x10 0",
		"read 1 0x50 0 65536", "read -w 16 1 0x50 0 32768", "read 1 0x03", "read 1 0x80",
		"read 1 0x150", "read 1 t0x400", "read 1 0x50 x", "read 1 0x50 -1",
		"read -w 9 1 0x50", "read -w", "read --frob 1 0x50", "read -s x 1 0x50",
		"read -s 99 1 0x50", "read -s 200k 1 0x50", "read --reg16 1 0x50 0x10000",
		"write", "write 1", "write 1 0x50", "write 1 0x50 -", "write 1 0x50 256",
		"write 1 0x50 0 256", "write 1 0x50 0 -1", "write 1 0x50 0 1 x",
		"write -w 16 1 0x50 0 0x10000",
		"write 1 0x78 0", "write -Z 1 0x50 0",
		"transfer", "transfer 1", "transfer 1 r1", "transfer 1 w2@0x50 1",
		"transfer 1 w1@0x50 256", "transfer 1 r1@0x50 r1@0x80",
		"detect", "detect 1 0x10", "detect 1 0x10 0x0f", "detect 1 0x03 0x10",
		"detect 1 0x10 0x78", "detect -q -r 1", "detect 1 t0x10 0x20", "detect 1 1 2 3",
		"detect --frob 1", "info", "info 1 2", "info -x 1", "recover", "recover 1 1",
		"stats", "stats 1 1", "speed", "speed 1 0", "speed 1 99", "speed 1 5000001",
		"speed 1 99999999999", "speed 1 x", "speed 1 1 1", "read -s 6M 1 0x50",
		"users 1 1", "list 1",
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

/* The error names what is wrong with the command line. */
static void test_bad_input_is_named(void **state)
{
	static const char range[] = "the SCL frequency is from 100 to 5000000 Hz";
	static const struct { const char *line, *text; } cases[] = {
		{ "read", "gpioi2c read: argument missing" },
		{ "read 1 0x80", "0x80" }, { "read 1 0x03", "0x03" }, { "read 1 fifty", "fifty" },
		{ "write 1 0x20 0x30 256", "'256'" }, { "read 1 0x20 0 65536", "'65536'" },
		{ "read --speed 1M 1 0x20 0", "above what the bus is set to" },
		{ "transfer 1", "gpioi2c transfer: argument missing" },
		{ "transfer", "gpioi2c transfer: argument missing" },
		{ "transfer 1 w2@0x20 0x30", "gpioi2c transfer" },
		{ "speed 1 0", range }, { "speed 1 99", "'99': the SCL" },
		{ "speed 1 5000001", range },
		{ "speed 1 99999999999", range }, { "read --speed 0 1 0x20 0", range },
		{ "read --speed 99 1 0x20 0", "'99': the SCL" },
		{ "read --speed 5000001 1 0x20 0", range },
		{ "read --speed 99999999999 1 0x20 0", range },
		{ "speed 1 4x", "'4x' is not a frequency in Hz" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		if (run(cases[i].line) != STATUS_USAGE || !strstr(err, cases[i].text))
			fail_msg("'%s' said: %s", cases[i].line, err);
		assert_int_equal(device.transfers, 0);
	}
}

static void test_help(void **state)
{
	char line[32], text[32];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(commands); i++) {
		snprintf(line, sizeof(line), "%s --help", commands[i].name);
		expect(line, 0, NULL);
		snprintf(text, sizeof(text), "Usage: gpioi2c %s", commands[i].name);
		assert_int_equal(strncmp(out, text, strlen(text)), 0);
		assert_string_equal(err, "");
		snprintf(line, sizeof(line), "%s --no-such-option", commands[i].name);
		expect(line, STATUS_USAGE, "");
		snprintf(text, sizeof(text), "gpioi2c %s", commands[i].name);
		assert_non_null(strstr(err, text));
		assert_int_equal(device.transfers, 0);
	}
}

static void fail_next(int error, uint32_t messages_done, uint32_t bytes_done, uint32_t at_address)
{
	device.error = error;
	device.messages_done = messages_done;
	device.bytes_done = bytes_done;
	device.error_at_address = at_address;
}

#define TOO_LONG	"SCL held low for longer than 1000 ms"
#define PULL_UP		": stuck target or missing pull-up?"
#define BLOCK_LENGTH	" sent a block length that SMBus does not allow (1 to 32)"

static void test_causes(void **state)
{
	static const struct {
		int error;
		uint32_t messages_done, bytes_done, at_address;
		const char *text;
	} cases[] = {
		{ ENXIO, 0, 0, 1, "no acknowledge from 0x50 (address, message 0)" },
		{ ENXIO, 1, 0, 1, "no acknowledge from 0x150 (address, message 1)" },
		{ EIO, 1, 0, 1, "no acknowledge from 0x150 (address, message 1)" },
		{ EIO, 0, 1, 0, "no acknowledge from 0x50 at message 0, byte 1" },
		{ EIO, 1, 0, 0, "no acknowledge from 0x150 at message 1, byte 0" },
		{ ETIMEDOUT, 0, 2, 0, TOO_LONG " at message 0, byte 2" PULL_UP },
		{ ETIMEDOUT, 2, 0, 0, TOO_LONG " at message 2, byte 0" PULL_UP },
		{ EPROTO, 1, 0, 0, "0x150" BLOCK_LENGTH " at message 1" },
		{ 0, 0, 0, 0, NULL },
	};
	char text[256];
	size_t i;

	(void)state;
	for (i = 0; cases[i].error; i++) {
		fail_next(cases[i].error, cases[i].messages_done, cases[i].bytes_done,
			  cases[i].at_address);
		snprintf(text, sizeof(text), "gpioi2c: %s", cases[i].text);
		expect_error("transfer 1 w2@0x50 1 2 r1@t0x150", 1, text);
	}
}

static void test_too_long(void **state)
{
	(void)state;
	fail_next(EINVAL, 0, 0, 0);
	expect_error("read -s 100 1 0x50 0 1000", 2,
		     "gpioi2c: it would take more than 60 s on the wire; nothing was sent");
}

/* The target is not to blame. */
static void test_line_failed(void **state)
{
	(void)state;
	fail_next(EIO, 0, 1, 0);
	device.line_failed = 1;
	expect_error("transfer 1 w2@0x50 1 2", 1,
		     "gpioi2c: SDA or SCL could not be accessed at message 0, byte 1");
	/* no address without a target */
	assert_int_equal(run("detect 1 0x50 0x51"), 1);
	assert_non_null(strstr(err, "SDA or SCL could not be accessed"));
}

/* Errors of the bus begin with its node. */
static void test_bus_causes(void **state)
{
	static const struct {
		int error;
		const char *text;
	} cases[] = {
		{ EBUSY, "the bus did not become idle: SDA or SCL is held low" },
		{ ENODEV, "the bus is gone (unbound, or its GPIO chip removed)" },
		{ ESHUTDOWN, "the bus is suspended, or the system went to sleep" },
		{ EAGAIN, "another master won the bus, again after every retry" },
		{ EOPNOTSUPP, "the bus cannot do this kind of transfer" },
		{ ENOTTY, "not the node of a gpio-i2c bus" },
		{ EREMOTEIO, "transfer to 0x50 at message 2, byte 0: Remote I/O error" },
	};
	char text[256];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		fail_next(cases[i].error, 2, 0, 0);
		snprintf(text, sizeof(text), "gpioi2c: %s/gpio-i2c-1: %s", dev, cases[i].text);
		expect_error("read 1 0x50 0x10", 1, text);
	}
	/* Two messages succeeded, the STOP failed: the second's target holds the bus. */
	fail_next(EREMOTEIO, 2, 0, 0);
	snprintf(text, sizeof(text), "gpioi2c: %s/gpio-i2c-1: %s", dev,
		 "transfer to 0x150 at message 2, byte 0: Remote I/O error");
	expect_error("transfer 1 w1@0x50 1 r1@t0x150", 1, text);
}

static void test_safety(void **state)
{
	(void)state;
	expect_error("read 1 0x68", 1,
		     "gpioi2c: 0x68 is in use by the kernel driver rtc-ds1307; nothing was sent");
	expect_error("transfer 1 w1@0x50 0 r1@0x68", 1,
		     "gpioi2c: 0x68 is in use by the kernel driver rtc-ds1307; nothing was sent");
	assert_int_equal(device.transfers, 0);
	/* Nobody answers there, but the tool has tried. */
	expect_error("read -f 1 0x68", 1, "gpioi2c: no acknowledge from 0x68 (address, message 0)");
	assert_int_equal(device.transfers, 1);
}

static void test_speed(void **state)
{
	(void)state;
	expect("read --speed 50k 1 0x50 0", 0, "0x00\n");
	assert_int_equal(device.scl_frequency_hz, 50000);
	expect("read 1 0x50 0", 0, "0x00\n");
	assert_int_equal(device.scl_frequency_hz, 0);
	expect("speed 1", 0, "100000 Hz\n");
	expect("speed 1 400k", 0, "400000 Hz\n");
	assert_int_equal(run("speed 2"), 1);
}

static void test_info_list_stats(void **state)
{
	(void)state;
	expect("info gpio-i2c.0", 0, NULL);
	assert_non_null(strstr(out, "SDA:           gpiochip1:0\n"));
	assert_non_null(strstr(out, "SCL reached:   no transfer yet\n"));
	assert_non_null(strstr(out, "property:      single master"));
	assert_non_null(strstr(out, "SMBus Quick Command              yes\n"));
	assert_non_null(strstr(out, "10-bit addresses                 no\n"));
	device.last_mean_hz = 99500;
	expect("info 1", 0, NULL);
	assert_non_null(strstr(out, "SCL reached:   99500 Hz, 98000 to 100000 Hz a period"));
	expect("list", 0, NULL);
	assert_non_null(strstr(out, "/gpio-i2c-1\tgpio-i2c gpio-i2c.0\tSDA gpiochip1:0\t"));
	assert_non_null(strstr(out, "\tSCL gpiochip1:1\t100000 Hz\treached 99500 Hz\n"));
	assert_non_null(strstr(out, "/gpio-i2c-2\tgpio-i2c gpio-i2c.1\n"));
	expect("stats 1", 0, NULL);
	assert_non_null(strstr(out, "transfers          3\n"));
	assert_non_null(strstr(out, "transfer_ns        18446744073709551615\n"));
	device.error = ENODEV;
	assert_int_equal(run("info 1"), 1);
	assert_int_equal(run("stats 1"), 1);
}

static void test_recover(void **state)
{
	(void)state;
	assert_int_equal(run("recover 1"), 0);
	assert_non_null(strstr(out, "idle, nothing to recover"));
	device.error = EBUSY;
	assert_int_equal(run("recover 1"), 1);
	assert_non_null(strstr(err, "not recovered: SDA or SCL is still low"));
	device.error = EOPNOTSUPP;
	assert_int_equal(run("recover 1"), 1);
	assert_non_null(strstr(err, "cannot be read"));
}

static void test_users(void **state)
{
	char own[64];

	(void)state;
	tree_put("proc/12/comm", "i2cget\n");
	tree_link("proc/12/fd/3", "/dev/i2c-1");
	tree_link("proc/12/fd/4", "/dev/i2c-7");
	tree_put("proc/13/comm", "logger\n");
	tree_link("proc/13/fd/7", "/dev/gpio-i2c-1");
	tree_link("proc/13/fd/8", "socket:[12345]");
	tree_put("proc/14/comm", "late\n");
	tree_link("proc/14/fd/9", "/dev/gpio-i2c-9 (deleted)");
	tree_put("proc/self/comm", "x\n");
	/* The tool itself may have inherited a descriptor. */
	snprintf(own, sizeof(own), "proc/%d/fd/5", getpid());
	tree_link(own, "/dev/gpio-i2c-2");

	expect("users 1", 0, NULL);
	assert_non_null(strstr(out, "/dev/i2c-1               i2cget\n"));
	assert_non_null(strstr(out, "/dev/gpio-i2c-1          logger\n"));
	assert_null(strstr(out, "i2c-7"));
	assert_null(strstr(out, "late"));
	/* A bus that is gone. */
	expect("users 9", 0, NULL);
	assert_non_null(strstr(out, "14 "));
	assert_non_null(strstr(out, " 9 /dev/gpio-i2c-9 (deleted) late\n"));
	expect("users", 0, NULL);
	assert_non_null(strstr(out, "i2cget"));
	assert_non_null(strstr(out, "logger"));
	assert_non_null(strstr(out, "late"));
	assert_null(strstr(out, "i2c-7"));
	expect("users 2", 0, "no user\n");
	expect_error("users 8", 1, "gpioi2c: no bus '8'");
	/* A process may call itself what a terminal obeys. */
	tree_put("proc/14/comm", "l\033[2Jte\n");
	expect("users 9", 0, NULL);
	assert_non_null(strstr(out, " l?[2Jte\n"));
}

/* A folder without processes is not a procfs. */
static void test_users_without_proc(void **state)
{
	char text[128];

	(void)state;
	snprintf(text, sizeof(text), "gpioi2c: %s: No such file or directory", proc);
	expect_error("users 1", 1, text);
	tree_put("proc/x", "");
	snprintf(text, sizeof(text), "gpioi2c: %s: not mounted, so nothing is known of processes",
		 proc);
	expect_error("users 1", 1, text);
	expect_error("users", 1, text);
}

static void test_nodes(void **state)
{
	(void)state;
	expect_error("read 3 0x50", 1, "gpioi2c: no bus '3'");
	assert_int_equal(run("read 2 0x50"), 1);
	assert_non_null(strstr(err, "no such node"));
	if (geteuid()) {
		tree_put("dev/gpio-i2c-2", "");
		chmod(tree_path("dev/gpio-i2c-2"), 0);
		assert_int_equal(run("read 2 0x50"), 1);
		assert_non_null(strstr(err, "permission denied: be in group i2c, or root"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_read),
		TEST(test_write),
		TEST(test_transfer),
		TEST(test_detect),
		TEST(test_detect_probe),
		TEST(test_bus_fails_during_detect),
		TEST(test_bad_input_sends_nothing),
		TEST(test_bad_input_is_named),
		TEST(test_help),
		TEST(test_causes),
		TEST(test_too_long),
		TEST(test_line_failed),
		TEST(test_bus_causes),
		TEST(test_safety),
		TEST(test_speed),
		TEST(test_info_list_stats),
		TEST(test_recover),
		TEST(test_users),
		TEST(test_users_without_proc),
		TEST(test_nodes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
