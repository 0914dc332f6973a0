// SPDX-License-Identifier: GPL-2.0-only
/* gpioi2c eeprom on the test's own 24C02; its parts and its progress bar. */
#include "test_tool_run.h"

#include "../../userspace/part.h"
#include "../../userspace/progress.h"

static char command[PATH_MAX + 256];

/* "eeprom WORDS FILE" with a file of the tree. */
static const char *line(const char *words, const char *file)
{
	snprintf(command, sizeof(command), "eeprom %s %s", words, tree_path(file));
	return command;
}

static void assert_file(const char *name, const void *data, size_t length)
{
	FILE *file = fopen(tree_path(name), "r");
	char got[512];

	assert_non_null(file);
	assert_int_equal(fread(got, 1, sizeof(got), file), length);
	assert_memory_equal(got, data, length);
	fclose(file);
}

static void test_read(void **state)
{
	(void)state;
	expect(line("read --part 24c02 1 0x50", "image"), 0, "read: 256 bytes from 0x0000\n");
	assert_file("image", device.memory, 256);
	assert_int_equal(device.transfers, 1);
	/* In an existing file only the bytes read are changed. */
	device.memory[0x12] = 0xaa;
	device.memory[0x14] = 0xbb;
	expect(line("read --size 256 --offset 0x12 --length 2 1 0x50", "image"), 0, NULL);
	device.memory[0x14] = 0x14;
	assert_file("image", device.memory, 256);
	expect("eeprom read -p 24c02 --offset 0x41 --length 3 1 0x50 -", 0, "ABC");
	expect(line("read --json -p 24c01 1 0x50", "image"), 0, NULL);
	assert_non_null(strstr(out, "\"action\":\"read\",\"offset\":0,\"bytes\":128,"));
}

static void test_write(void **state)
{
	(void)state;
	tree_put("image", "From the third byte on, over pages of eight.");
	memset(device.memory, 0xee, 256);
	device.busy = 3;
	expect(line("write -p 24c02 --offset 3 --verify 1 0x50", "image"), 0,
	       "write: 41 bytes from 0x0003, verified\n");
	assert_memory_equal(device.memory,
			    "\xee\xee\xeem the third byte on, over pages of eight.\xee", 45);
	assert_int_equal(device.largest_write, 8);
	expect(line("write --page 16 1 0x50", "image"), 0, "write: 44 bytes from 0x0000\n");
	assert_int_equal(device.largest_write, 16);
	/* The tool reports success only after the last page is written. */
	assert_int_equal(device.busy_left, 0);
}

static void test_verify(void **state)
{
	(void)state;
	tree_put("image", "same");
	memcpy(device.memory, "some", 4);
	expect(line("verify 1 0x50", "image"), 1, "");
	assert_non_null(strstr(err, "byte 0x0001 is 0x6f, not 0x61\n"));
	expect(line("verify --offset 2 1 0x50", "image"), 0, "verify: 2 bytes from 0x0002\n");
	device.stuck = true;
	assert_int_equal(run(line("write --verify 1 0x50", "image")), 1);
	assert_non_null(strstr(err, "byte 0x0001 is 0x6f, not 0x61\n"));
}

static void test_erase(void **state)
{
	unsigned int i;

	(void)state;
	expect("eeprom erase -p 24c01 --verify 1 0x50", 0,
	       "erase: 128 bytes from 0x0000, verified\n");
	for (i = 0; i < 128; i++)
		assert_int_equal(device.memory[i], 0xff);
	assert_int_equal(device.memory[128], 128);
}

/* A larger one has more addresses; none answers here. */
static void test_blocks(void **state)
{
	(void)state;
	expect(line("read -p 24c04 1 0x50", "image"), 1, "");
	assert_non_null(strstr(err, "no acknowledge from 0x51"));
	assert_non_null(strstr(err, "'--offset 0x100' goes on from there"));
	assert_file("image", device.memory, 256);
}

static void test_interrupt(void **state)
{
	(void)state;
	tree_put("image", "sixteen bytes, and then as many again, twice...");
	device.interrupt_at = 2;
	expect(line("write -p 24c02 1 0x50", "image"), 1, "");
	assert_non_null(strstr(err, "write: interrupted before byte 0x0010 of 0x002f\n"));
	assert_non_null(strstr(err, "'--offset 0x10' goes on from there"));
	assert_memory_equal(device.memory, "sixteen bytes, a\x10", 17);
	assert_int_equal(device.transfers, 2);
	expect(line("write --offset 0x10 --verify 1 0x50", "image"), 0, NULL);
	assert_memory_equal(device.memory, "sixteen bytes, and then as many again, twice...", 47);
}

static void test_bad_input(void **state)
{
	static const char * const words[] = {
		"eeprom", "eeprom frob 1 0x50 x", "eeprom read 1 0x50 x", "eeprom erase 1 0x50",
		"eeprom read -p 24c02 1 0x50", "eeprom read -p 24c03 1 0x50 x",
		"eeprom erase -p 24c02 1 0x50 x",
		"eeprom read -p 24c04 1 0x51 x", "eeprom read -p 24c02 1 t0x150 x",
		"eeprom read -p 24c02 --offset 257 1 0x50 x", "eeprom erase --size 4096 1 0x50",
		"eeprom erase -p 24c02 --page 3 1 0x50", "eeprom erase -p 24c02 --page 0 1 0x50",
		"eeprom erase -p 24c02 --offset 1 --length 256 1 0x50",
		"eeprom read --json -p 24c02 1 0x50 -", "eeprom erase -p 24c02 --length 0 1 0x50",
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(words); i++) {
		if (run(words[i]) != STATUS_USAGE)
			fail_msg("'%s' was taken: %s", words[i], err);
		assert_int_equal(device.transfers, 0);
	}
	tree_put("image", "17 bytes are here");
	expect(line("write --size 16 1 0x50", "image"), 2, "");
	expect(line("write --length 18 1 0x50", "image"), 2, "");
	expect(line("write --offset 18 1 0x50", "image"), 2, "");
	expect(line("write 1 0x50", "none"), 1, "");
	expect(line("write 1 0x68", "image"), 1, "");	/* a kernel driver's */
	assert_int_equal(device.transfers, 0);
}

static void test_part_and_bar(void **state)
{
	struct progress progress = { .what = "write", .total_bytes = 1000 };
	char text[128];

	(void)state;
	assert_int_equal(part_find("24c256")->size_bytes, 32768);
	assert_int_equal(part_find("24c16")->address_bytes, 1);
	assert_null(part_find("24c"));
	progress_text(&progress, 500, 2.0, text, sizeof(text));
	assert_non_null(strstr(text, "write  [###############               ]  50 %  "));
	assert_non_null(strstr(text, "      250 B/s     2 s left"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_read),
		TEST(test_write),
		TEST(test_verify),
		TEST(test_erase),
		TEST(test_blocks),
		TEST(test_interrupt),
		TEST(test_bad_input),
		TEST(test_part_and_bar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
