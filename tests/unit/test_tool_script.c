// SPDX-License-Identifier: GPL-2.0-only
/* Command lines from a file; bench; detect --names. */
#include "test_tool_run.h"

#include "../../userspace/chips.h"
#include "../../userspace/script.h"

static void test_split(void **state)
{
	static const struct {
		const char *line;
		int count;
		const char *words[4];
	} cases[] = {
		{ "", 0, { NULL } },
		{ " \t\n", 0, { NULL } },
		{ "# read 1", 0, { NULL } },
		{ "read 1\n", 2, { "read", "1" } },
		{ "  read\t1 # 2", 2, { "read", "1" } },
		{ "a#b", 1, { "a#b" } },
		{ "info \"gpio-i2c gpio-i2c.0\"", 2, { "info", "gpio-i2c gpio-i2c.0" } },
		{ "a'b c'd '' e", 3, { "ab cd", "", "e" } },
		{ "'\"' \"'\"", 2, { "\"", "'" } },
		{ "a b c d", 4, { "a", "b", "c", "d" } },
		{ "read 'x", -1, { NULL } },
		{ "\"", -1, { NULL } },
	};
	char *line, **words;
	size_t i;
	int j;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		line = strdup(cases[i].line);
		assert_int_equal(script_split(line, &words), cases[i].count);
		for (j = 0; j < cases[i].count; j++)
			assert_string_equal(words[j], cases[i].words[j]);
		if (cases[i].count >= 0)
			assert_null(words[j]);
		free(words);
		free(line);
	}
}

/* Runs the text as a script; output goes to out and err. */
static int run_script(const char *text, bool go_on)
{
	FILE *file;
	int status, saved_out, saved_err;

	tree_put("script", text);
	file = fopen(tree_path("script"), "r");
	assert_non_null(file);
	saved_out = redirect(stdout, "out");
	saved_err = redirect(stderr, "err");
	status = script_run(file, go_on, run_words);
	restore(stderr, saved_err, "err", err, sizeof(err));
	restore(stdout, saved_out, "out", out, sizeof(out));
	fclose(file);
	return status;
}

static void test_script(void **state)
{
	static const char text[] = "write 1 0x50 0x10 0xca\n\n# and back\n"
		"read --json 1 0x50 0x10\nread 'gpio-i2c gpio-i2c.0' 0x50 0x10 2";

	(void)state;
	assert_int_equal(run_script(text, false), 0);
	assert_string_equal(strchr(out, '\n'), "\n0xca 0x11\n");
	assert_string_equal(err, "");
	assert_int_equal(device.transfers, 3);

	/* It stops at the first failure and names the line. */
	device.transfers = 0;
	assert_int_equal(run_script("read 1 0x50 1\nread 1 0x51\nread 1 0x50 2\n", false), 1);
	assert_string_equal(out, "0x01\n");
	assert_non_null(strstr(err, "no acknowledge from 0x51"));
	assert_non_null(strstr(err, "line 2: the lines after it were not run"));
	assert_int_equal(device.transfers, 2);
	assert_int_equal(run_script("read 1 0x50 'x\nread 1 0x50 2\n", false), 2);

	assert_int_equal(run_script("read 1 0x51\nread 1 0x50 2\n", true), 1);
	assert_string_equal(out, "0x02\n");
}

static void test_bench(void **state)
{
	(void)state;
	device.last_mean_hz = 99500;
	expect("bench 1", 0, NULL);
	assert_non_null(strstr(out, "reads of 256 bytes from 0x50, SCL in Hz\n"));
	assert_non_null(strstr(out, "\n   10000    99500    98000   100000 "));
	assert_non_null(strstr(out, "\n  100000 "));
	assert_null(strstr(out, "\n  400000 "));
	expect("bench --json --length 4 -s 20k 1 0x50", 0, NULL);
	assert_non_null(strstr(out, "{\"bus\":1,\"address\":80,\"length\":4,\"speeds\":[{"));
	assert_non_null(strstr(out, "{\"asked_hz\":20000,\"mean_hz\":99500,"));
	expect("bench --length 0 1", 2, "");
	expect("bench 1 0x51", 1, NULL);
	device.error = EBUSY;
	expect("bench 1", 1, "");
}

static void test_names(void **state)
{
	const char *name, *before = "";
	size_t index = 0, count = 0;

	(void)state;
	while ((name = chip_next(0x48, &index))) {
		assert_int_not_equal(strcmp(name, before), 0);
		before = name;
		count++;
	}
	assert_in_range(count, 10, 100);
	expect("detect --names 1 0x50 0x68", 0, NULL);
	assert_non_null(strstr(out, "\n0x50: 24c02 "));
	assert_non_null(strstr(out, "\n0x68: "));
	assert_non_null(strstr(out, " ds1307"));
	assert_null(strstr(out, "\n0x51: "));
	expect("detect --names --json 1 0x50 0x50", 0, NULL);
	assert_non_null(strstr(out, "{\"address\":80,\"names\":[\"24c02\","));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_split),
		TEST(test_script),
		TEST(test_bench),
		TEST(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
