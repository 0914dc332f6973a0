// SPDX-License-Identifier: GPL-2.0-only
/* The tool's words: numbers, frequencies, addresses, and i2ctransfer's grammar. */
#include <errno.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <linux/i2c.h>

#include "../../userspace/ground.h"
#include "../../userspace/parse.h"

#define WORDS_MAX	300

static void test_numbers(void **state)
{
	static const struct {
		const char *text;
		unsigned long max;
		int ret;
		unsigned long value;
	} cases[] = {
		{ "0", 255, 0, 0 },
		{ "255", 255, 0, 255 },
		{ "0xff", 255, 0, 255 },
		{ "0XfF", 255, 0, 255 },
		{ "010", 255, 0, 8 },
		{ "256", 255, -ERANGE, 0 },
		{ "0x100", 255, -ERANGE, 0 },
		{ "99999999999999999999999", ULONG_MAX, -ERANGE, 0 },
		{ "", 255, -EINVAL, 0 },
		{ " 1", 255, -EINVAL, 0 },
		{ "1 ", 255, -EINVAL, 0 },
		{ "+1", 255, -EINVAL, 0 },
		{ "-1", 255, -EINVAL, 0 },
		{ "0x", 255, -EINVAL, 0 },
		{ "08", 255, -EINVAL, 0 },
		{ "1h", 255, -EINVAL, 0 },
		{ "300h", 255, -EINVAL, 0 },
		{ "ff", 255, -EINVAL, 0 },
		{ "\xff", 255, -EINVAL, 0 },
	};
	unsigned long value;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		if (parse_number(cases[i].text, cases[i].max, &value) != cases[i].ret)
			fail_msg("'%s'", cases[i].text);
		if (!cases[i].ret)
			assert_int_equal(value, cases[i].value);
	}
}

static void test_frequencies(void **state)
{
	static const struct {
		const char *text;
		int ret;
		unsigned int hz;
	} cases[] = {
		{ "100", 0, 100 },
		{ "100000", 0, 100000 },
		{ "400k", 0, 400000 },
		{ "1M", 0, 1000000 },
		{ "0100", 0, 100 },
		{ "4294967295", 0, 4294967295U },
		{ "4294967296", -ERANGE, 0 },
		{ "4294968k", -ERANGE, 0 },
		{ "4295M", -ERANGE, 0 },
		{ "99999999999999999999999", -ERANGE, 0 },
		{ "", -EINVAL, 0 },
		{ "k", -EINVAL, 0 },
		{ "-1", -EINVAL, 0 },
		{ " 1", -EINVAL, 0 },
		{ "1kk", -EINVAL, 0 },
		{ "1K", -EINVAL, 0 },
		{ "0x10", -EINVAL, 0 },
		{ "1.5M", -EINVAL, 0 },
	};
	unsigned int hz;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		if (parse_frequency(cases[i].text, &hz) != cases[i].ret)
			fail_msg("'%s'", cases[i].text);
		if (!cases[i].ret)
			assert_int_equal(hz, cases[i].hz);
	}
}

static void test_targets(void **state)
{
	static const struct {
		const char *text;
		struct address_rules rules;
		bool good;
		struct target target;
	} cases[] = {
		{ "0x08", { 0 }, true, { 0x08, false } },
		{ "0x77", { 0 }, true, { 0x77, false } },
		{ "80", { 0 }, true, { 0x50, false } },
		{ "0x07", { 0 }, false, { 0 } },
		{ "0x78", { 0 }, false, { 0 } },
		{ "0x00", { .all = true }, true, { 0x00 } },
		{ "0x7f", { .all = true }, true, { 0x7f, false } },
		{ "0x80", { .all = true }, false, { 0 } },
		{ "0xa0", { 0 }, false, { 0 } },
		{ "t0", { 0 }, true, { 0, true } },
		{ "t0x50", { 0 }, true, { 0x50, true } },
		{ "t0x3ff", { 0 }, true, { 0x3ff, true } },
		{ "t0x400", { 0 }, false, { 0 } },
		{ "0x150", { 0 }, false, { 0 } },
		{ "0x150", { .ten_bit = true }, true, { 0x150, true } },
		{ "0x3ff", { .ten_bit = true }, true, { 0x3ff, true } },
		{ "0x400", { .ten_bit = true }, false, { 0 } },
		{ "99999999999999999999999", { .ten_bit = true }, false, { 0 } },
		{ "", { 0 }, false, { 0 } },
		{ "t", { 0 }, false, { 0 } },
		{ "tt0x50", { 0 }, false, { 0 } },
		{ "T0x50", { 0 }, false, { 0 } },
		{ "0x50x", { 0 }, false, { 0 } },
		{ "-1", { .all = true }, false, { 0 } },
	};
	struct parse_error error;
	struct target target;
	size_t i;
	int ret;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		error.text[0] = '\0';
		ret = parse_target(cases[i].text, &cases[i].rules, &target, &error);
		if (!ret != cases[i].good)
			fail_msg("'%s'", cases[i].text);
		if (cases[i].good) {
			assert_int_equal(target.address, cases[i].target.address);
			assert_int_equal(target.ten_bit, cases[i].target.ten_bit);
		} else {
			assert_true(error.text[0]);
		}
	}
}

static void test_target_text(void **state)
{
	char text[TARGET_TEXT_BYTES];

	(void)state;
	target_text(text, 0x08, false);
	assert_string_equal(text, "0x08");
	target_text(text, 0x50, true);
	assert_string_equal(text, "0x050");
}

/* Split @line at blanks and parse it. */
static int parse(const char *line, const struct address_rules *rules, struct message_list *list,
		 struct parse_error *error)
{
	char *copy = strdup(line), *words[WORDS_MAX], *word, *rest;
	int count = 0, ret;

	assert_non_null(copy);
	for (word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
		words[count++] = word;
	error->text[0] = '\0';
	ret = parse_transfer(count, words, rules, list, error);
	free(copy);
	return ret;
}

static void parse_good(const char *line, struct message_list *list)
{
	struct address_rules rules = { 0 };
	struct parse_error error;

	if (parse(line, &rules, list, &error))
		fail_msg("'%s': %s", line, error.text);
}

static void assert_message(const struct gpio_i2c_message *message, unsigned int address,
			   unsigned int flags, unsigned int length, const void *data)
{
	assert_int_equal(message->address, address);
	assert_int_equal(message->flags, flags);
	assert_int_equal(message->length, length);
	if (data)
		assert_memory_equal(message_data(message), data, length);
}

static void test_messages(void **state)
{
	struct message_list list;

	(void)state;
	parse_good("w1@0x50 0x64 r8", &list);
	assert_int_equal(list.count, 2);
	assert_message(&list.messages[0], 0x50, 0, 1, "\x64");
	assert_message(&list.messages[1], 0x50, I2C_M_RD, 8, "\0\0\0\0\0\0\0\0");
	message_list_free(&list);
	assert_int_equal(list.count, 0);

	parse_good("w3@0x20 1 0x2 03 r0x10 w0@0x21 r0 r010@0x48", &list);
	assert_int_equal(list.count, 5);
	assert_message(&list.messages[0], 0x20, 0, 3, "\1\2\3");
	assert_message(&list.messages[1], 0x20, I2C_M_RD, 16, NULL);
	assert_message(&list.messages[2], 0x21, 0, 0, NULL);
	assert_message(&list.messages[3], 0x21, I2C_M_RD, 0, NULL);
	assert_message(&list.messages[4], 0x48, I2C_M_RD, 8, NULL);
	message_list_free(&list);

	parse_good("r65535@0x50", &list);
	assert_message(&list.messages[0], 0x50, I2C_M_RD, 65535, NULL);
	message_list_free(&list);
}

static void test_suffixes(void **state)
{
	struct message_list list;

	(void)state;
	parse_good("w5@0x50 0x10 7= w4 0xfe+ w4 1- w3 0p w1 5+ w3 1 2= r1", &list);
	assert_int_equal(list.count, 7);
	assert_message(&list.messages[0], 0x50, 0, 5, "\x10\7\7\7\7");
	assert_message(&list.messages[1], 0x50, 0, 4, "\xfe\xff\0\1");
	assert_message(&list.messages[2], 0x50, 0, 4, "\1\0\xff\xfe");
	/* The sequence that i2ctransfer's manual gives. */
	assert_message(&list.messages[3], 0x50, 0, 3, "\0\x50\xb0");
	assert_message(&list.messages[4], 0x50, 0, 1, "\5");
	assert_message(&list.messages[5], 0x50, 0, 3, "\1\2\2");
	message_list_free(&list);
}

static void test_ten_bit_and_block(void **state)
{
	struct address_rules rules = { .ten_bit = true };
	struct message_list list;
	struct parse_error error;

	(void)state;
	parse_good("w1@t0x150 0 r1 r1@0x50", &list);
	assert_message(&list.messages[0], 0x150, I2C_M_TEN, 1, "\0");
	assert_message(&list.messages[1], 0x150, I2C_M_TEN | I2C_M_RD, 1, NULL);
	assert_message(&list.messages[2], 0x50, I2C_M_RD, 1, NULL);
	message_list_free(&list);

	assert_int_equal(parse("r1@0x3ff", &rules, &list, &error), 0);
	assert_message(&list.messages[0], 0x3ff, I2C_M_TEN | I2C_M_RD, 1, NULL);
	message_list_free(&list);

	parse_good("w1@0x50 0 r?", &list);
	assert_message(&list.messages[1], 0x50, I2C_M_RD | I2C_M_RECV_LEN, 33, NULL);
	assert_int_equal(message_data(&list.messages[1])[0], 1);
	message_list_free(&list);
}

static void test_bad_transfers(void **state)
{
	static const char * const lines[] = {
		"",
		"r",
		"w",
		"r1",
		"w1 1",
		"x1@0x50",
		"R1@0x50",
		"1@0x50",
		"@0x50",
		"r@0x50",
		"r-1@0x50",
		"r+1@0x50",
		"r65536@0x50",
		"r99999999999999999999@0x50",
		"r0x@0x50",
		"r08@0x50",
		"r1@",
		"r1@0x",
		"r1@0x50x",
		"r1@0x50@0x51",
		"r1x@0x50",
		"r1=",
		"r1@0x03",
		"r1@0x78",
		"r1@0x150",
		"r1@t0x400",
		"r1@-1",
		"r??@0x50",
		"r?1@0x50",
		"w?@0x50",
		"w?@0x50 1=",
		"w1@0x50",
		"w1@0x50 256",
		"w1@0x50 -1",
		"w1@0x50 +",
		"w1@0x50 0x",
		"w1@0x50 1x",
		"w1@0x50 1==",
		"w1@0x50 1+-",
		"w1@0x50 1 2",
		"w2@0x50 1",
		"w2@0x50 1 r1",
		"w2@0x50 1= 2",
		"w0@0x50 1",
		"r1@0x50 1",
		"r1@0x50 r1@0x51 r1@",
		"w65535@0x50",
	};
	struct address_rules rules = { 0 };
	struct message_list list;
	struct parse_error error;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(lines); i++) {
		if (parse(lines[i], &rules, &list, &error) != -EINVAL)
			fail_msg("'%s' was taken", lines[i]);
		assert_int_equal(list.count, 0);
		assert_true(error.text[0]);
	}
}

/* A word of any length must fit the message about it. */
static void test_long_words(void **state)
{
	struct address_rules rules = { 0 };
	struct message_list list;
	struct parse_error error;
	char word[1000];

	(void)state;
	memset(word, 'r', sizeof(word) - 1);
	word[sizeof(word) - 1] = '\0';
	assert_int_equal(parse(word, &rules, &list, &error), -EINVAL);
	memcpy(word, "r1@", 3);
	assert_int_equal(parse(word, &rules, &list, &error), -EINVAL);
	memset(word + 3, '1', sizeof(word) - 4);
	assert_int_equal(parse(word, &rules, &list, &error), -EINVAL);
	memset(word + 1, '1', sizeof(word) - 2);
	assert_int_equal(parse(word, &rules, &list, &error), -EINVAL);
}

/* @count messages that read @length bytes each. */
static int parse_many(int count, const char *first, char *other, struct parse_error *error)
{
	struct address_rules rules = { 0 };
	struct message_list list;
	char *words[WORDS_MAX];
	int i, ret;

	words[0] = (char *)first;
	for (i = 1; i < count; i++)
		words[i] = other;
	ret = parse_transfer(count, words, &rules, &list, error);
	if (!ret) {
		assert_int_equal(list.count, count);
		message_list_free(&list);
	}
	return ret;
}

static void test_limits(void **state)
{
	char one[] = "r1", large[] = "r65535";
	struct parse_error error;

	(void)state;
	assert_int_equal(parse_many(128, "r1@0x50", one, &error), 0);
	assert_int_equal(parse_many(129, "r1@0x50", one, &error), -EINVAL);
	/* 16 times 65535 and 16 bytes are 1 MiB. */
	assert_int_equal(parse_many(17, "r16@0x50", large, &error), 0);
	assert_int_equal(parse_many(17, "r17@0x50", large, &error), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_frequencies),
		cmocka_unit_test(test_targets),
		cmocka_unit_test(test_target_text),
		cmocka_unit_test(test_messages),
		cmocka_unit_test(test_suffixes),
		cmocka_unit_test(test_ten_bit_and_block),
		cmocka_unit_test(test_bad_transfers),
		cmocka_unit_test(test_long_words),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
