/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Runs subcommands: argument vector in, text and exit status out, with the test's own character
 * device.
 */
#ifndef TEST_TOOL_RUN_H
#define TEST_TOOL_RUN_H

#include <errno.h>
#include <getopt.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../userspace/bus.h"
#include "../../userspace/commands.h"
#include "../../userspace/ground.h"
#include "../../userspace/sysfs.h"
#include "../../userspace/holders.h"
#include "test_tool_device.h"
#include "test_tool_tree.h"

#define WORDS_MAX	32

static char sys[64], dev[64], proc[64];
static char out[8192], err[4096];

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} commands[] = {
	{ "list", list_command }, { "info", info_command }, { "detect", detect_command },
	{ "read", read_command }, { "write", write_command }, { "dump", dump_command },
	{ "bench", bench_command },
	{ "eeprom", eeprom_command },
	{ "transfer", transfer_command }, { "speed", speed_command },
	{ "recover", recover_command }, { "doctor", doctor_command },
	{ "users", users_command }, { "stats", stats_command },
	{ "new", new_command }, { "delete", delete_command }, { "restore", restore_command },
};

static inline int run_words(int count, char **words)
{
	size_t i;

	optind = 0;
	for (i = 0; i < ARRAY_SIZE(commands); i++)
		if (!strcmp(commands[i].name, words[0]))
			return commands[i].run(count, words);
	fail_msg("no command '%s'", words[0]);
	return -1;
}

static inline int redirect(FILE *stream, const char *name)
{
	int saved = dup(fileno(stream));
	FILE *file = fopen(tree_path(name), "w");

	assert_non_null(file);
	fflush(stream);
	dup2(fileno(file), fileno(stream));
	fclose(file);
	return saved;
}

static inline void restore(FILE *stream, int saved, const char *name, char *text, size_t size)
{
	FILE *file;
	size_t length;

	fflush(stream);
	dup2(saved, fileno(stream));
	close(saved);
	file = fopen(tree_path(name), "r");
	assert_non_null(file);
	length = fread(text, 1, size - 1, file);
	text[length] = '\0';
	fclose(file);
}

/* Run a command line, split at blanks; what it prints goes to out and err. */
static inline int run(const char *line)
{
	char *copy = strdup(line), *words[WORDS_MAX + 1] = { NULL }, *word, *rest;
	int count = 0, status, saved_out, saved_err;

	assert_non_null(copy);
	for (word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
		words[count++] = word;
	saved_out = redirect(stdout, "out");
	saved_err = redirect(stderr, "err");
	status = run_words(count, words);
	restore(stderr, saved_err, "err", err, sizeof(err));
	restore(stdout, saved_out, "out", out, sizeof(out));
	free(copy);
	return status;
}

static inline void expect(const char *line, int status, const char *text)
{
	int got = run(line);

	if (got != status)
		fail_msg("'%s' gave %d: %s", line, got, err);
	if (text)
		assert_string_equal(out, text);
}

/* The first line on stderr. */
static inline void expect_error(const char *line, int status, const char *text)
{
	expect(line, status, "");
	err[strcspn(err, "\n")] = '\0';
	assert_string_equal(err, text);
}

static inline int set_up(void **state)
{
	int i;

	(void)state;
	memset(&device, 0, sizeof(device));
	for (i = 0; i < 256; i++)
		device.memory[i] = i;
	tree_make();
	tree_put("sys/class/misc/gpio-i2c-1/device/name", "gpio-i2c gpio-i2c.0\n");
	tree_put("sys/class/misc/gpio-i2c-1/device/scl_frequency_hz", "100000\n");
	tree_put("sys/class/misc/gpio-i2c-2/device/name", "gpio-i2c gpio-i2c.1\n");
	tree_link("sys/bus/i2c/devices/i2c-1/1-0068/driver", "../../drivers/rtc-ds1307");
	tree_put("dev/gpio-i2c-1", "");
	snprintf(sys, sizeof(sys), "%s/sys", tree_root);
	snprintf(dev, sizeof(dev), "%s/dev", tree_root);
	snprintf(proc, sizeof(proc), "%s/proc", tree_root);
	sysfs_root = sys;
	bus_dev_root = dev;
	holders_proc_root = proc;
	return 0;
}

static inline int tear_down(void **state)
{
	(void)state;
	tree_remove();
	return 0;
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, set_up, tear_down)

#endif /* TEST_TOOL_RUN_H */
