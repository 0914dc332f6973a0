// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <linux/i2c.h>

#include "parse.h"

/* Addresses that UM10204, 3.1.12, does not reserve. */
#define ADDRESS_FIRST		0x08
#define ADDRESS_LAST		0x77
#define ADDRESS_MAX		0x7f
#define ADDRESS_TEN_BIT_MAX	0x3ff

/* With I2C_M_RECV_LEN: one byte for the count, and room for the block. */
#define BLOCK_EXTRA_BYTES	1
#define BLOCK_BUFFER_BYTES	(BLOCK_EXTRA_BYTES + I2C_SMBUS_BLOCK_MAX)

#define refuse(error, ...)	snprintf((error)->text, sizeof((error)->text), __VA_ARGS__)

/* The number at the start of @text; @end points behind it. */
static int number_at(const char *text, unsigned long max, unsigned long *value, const char **end)
{
	char *rest;

	/* strtoul() would accept blanks and a sign. */
	if (!isdigit((unsigned char)*text))
		return -EINVAL;
	errno = 0;
	*value = strtoul(text, &rest, 0);
	*end = rest;
	return errno || *value > max ? -ERANGE : 0;
}

int parse_number(const char *text, unsigned long max, unsigned long *value)
{
	const char *end;
	int ret = number_at(text, max, value, &end);

	if (ret != -EINVAL && *end)
		return -EINVAL;
	return ret;
}

int parse_frequency(const char *text, unsigned int *frequency_hz)
{
	unsigned long long value, unit = 1;
	char *end;

	if (!isdigit((unsigned char)*text))
		return -EINVAL;
	errno = 0;
	value = strtoull(text, &end, 10);
	if (*end == 'k' || *end == 'M')
		unit = *end++ == 'k' ? 1000 : 1000000;
	if (*end)
		return -EINVAL;
	if (errno || value > UINT_MAX / unit)
		return -ERANGE;
	*frequency_hz = value * unit;
	return 0;
}

void target_text(char *text, unsigned int address, bool ten_bit)
{
	snprintf(text, TARGET_TEXT_BYTES, ten_bit ? "0x%03x" : "0x%02x", address);
}

int parse_target(const char *text, const struct address_rules *rules, struct target *target,
		 struct parse_error *error)
{
	bool ten_bit = rules->ten_bit;
	const char *number = text;
	unsigned long first, last, value;

	if (*number == 't') {
		ten_bit = true;
		number++;
	}
	first = ten_bit || rules->all ? 0 : ADDRESS_FIRST;
	last = ten_bit ? ADDRESS_TEN_BIT_MAX : rules->all ? ADDRESS_MAX : ADDRESS_LAST;
	if (parse_number(number, ULONG_MAX, &value) == -EINVAL) {
		refuse(error, "'%.40s' is not an address", text);
		return -EINVAL;
	}
	if (value < first || value > last) {
		const char *hint = "";

		if (!ten_bit && value <= ADDRESS_MAX)
			hint = "; --all allows the reserved ones";
		else if (!ten_bit && value <= ADDRESS_TEN_BIT_MAX)
			hint = "; a 10-bit one is written t0x150, or needs --tenbit";
		refuse(error, "address '%.40s' is out of range (0x%02lx to 0x%02lx%s)", text,
		       first, last, hint);
		return -EINVAL;
	}
	target->address = value;
	target->ten_bit = ten_bit;
	return 0;
}

uint8_t *message_data(const struct gpio_i2c_message *message)
{
	return (uint8_t *)(uintptr_t)message->buffer;
}

uint8_t *message_list_add(struct message_list *list, const struct target *target,
			  uint16_t flags, uint32_t length)
{
	struct gpio_i2c_message *message = &list->messages[list->count];
	uint8_t *data = calloc(1, length ? length : 1);

	if (!data)
		return NULL;
	message->address = target->address;
	message->flags = flags | (target->ten_bit ? I2C_M_TEN : 0);
	message->length = length;
	message->buffer = (uintptr_t)data;
	list->count++;
	return data;
}

/* A block read overwrote BLOCK_EXTRA_BYTES in the first byte with the target's count. */
void message_list_again(struct message_list *list)
{
	unsigned int i;

	for (i = 0; i < list->count; i++)
		if (list->messages[i].flags & I2C_M_RECV_LEN)
			*message_data(&list->messages[i]) = BLOCK_EXTRA_BYTES;
}

void message_list_free(struct message_list *list)
{
	while (list->count)
		free(message_data(&list->messages[--list->count]));
}

struct description {
	struct target target;
	uint16_t flags;
	uint32_t length;
};

/* {r|w}LENGTH[@ADDRESS]; without an address, @description's is kept. */
static int parse_description(const char *word, const struct address_rules *rules,
			     bool have_target, struct description *description,
			     struct parse_error *error)
{
	unsigned long length = BLOCK_BUFFER_BYTES;
	const char *end = word + 1;

	if (*word != 'r' && *word != 'w') {
		refuse(error, "'%.40s': a message begins with r or w", word);
		return -EINVAL;
	}
	description->flags = *word == 'r' ? I2C_M_RD : 0;
	if (*end == '?') {
		if (!description->flags) {
			refuse(error, "'%.40s': only a read can leave its length to the target",
			       word);
			return -EINVAL;
		}
		description->flags |= I2C_M_RECV_LEN;
		end++;
	} else if (number_at(end, GPIO_I2C_MESSAGE_BYTES_MAX, &length, &end)) {
		refuse(error, "'%.40s': the length is a number from 0 to %d", word,
		       GPIO_I2C_MESSAGE_BYTES_MAX);
		return -EINVAL;
	}
	description->length = length;
	if (*end == '@')
		return parse_target(end + 1, rules, &description->target, error);
	if (*end) {
		refuse(error, "'%.40s': '%.20s' makes no sense after the length", word, end);
		return -EINVAL;
	}
	if (!have_target) {
		refuse(error, "'%.40s': the first message needs an address", word);
		return -EINVAL;
	}
	return 0;
}

/* The next byte of i2ctransfer's pseudo-random sequence. */
static uint8_t pseudo_random(uint8_t value)
{
	value = (value ^ 27) + 13;
	return value << 1 | value >> 7;
}

static void fill(uint8_t *data, uint32_t length, char suffix)
{
	uint32_t i;

	for (i = 1; i < length; i++) {
		switch (suffix) {
		case '=':
			data[i] = data[i - 1];
			break;
		case '+':
			data[i] = data[i - 1] + 1;
			break;
		case '-':
			data[i] = data[i - 1] - 1;
			break;
		case 'p':
			data[i] = pseudo_random(data[i - 1]);
			break;
		}
	}
}

/* Put one data word into the @left bytes at @data. The number of bytes, or -EINVAL. */
static long parse_data(const char *word, uint8_t *data, uint32_t left, struct parse_error *error)
{
	unsigned long value;
	const char *end;

	if (number_at(word, UINT8_MAX, &value, &end)) {
		refuse(error, "data '%.40s' is not a byte (0 to 0xff)", word);
		return -EINVAL;
	}
	*data = value;
	if (!*end)
		return 1;
	if (!strchr("=+-p", *end) || end[1]) {
		refuse(error, "data '%.40s': the suffix is one of = + - p", word);
		return -EINVAL;
	}
	fill(data, left, *end);
	return left;
}

/* Parse the data words of a write message. The number of words, or -EINVAL. */
static int parse_write(int count, char *const *words, uint8_t *data, uint32_t length,
		       struct parse_error *error)
{
	uint32_t done = 0;
	int used = 0;

	while (done < length) {
		long given;

		if (used == count) {
			refuse(error, "%u of the %u data bytes of the last message are missing",
			       length - done, length);
			return -EINVAL;
		}
		given = parse_data(words[used++], data + done, length - done, error);
		if (given < 0)
			return given;
		done += given;
	}
	return used;
}

/* Parse the message at the first of @count words. The number of words it took. */
static int parse_message(int count, char *const *words, const struct address_rules *rules,
			 struct description *description, struct message_list *list,
			 struct parse_error *error)
{
	uint8_t *data;
	int used;

	if (list->count == GPIO_I2C_MESSAGES_MAX) {
		refuse(error, "more than %d messages", GPIO_I2C_MESSAGES_MAX);
		return -EINVAL;
	}
	if (parse_description(words[0], rules, list->count > 0, description, error))
		return -EINVAL;
	data = message_list_add(list, &description->target, description->flags,
				description->length);
	if (!data) {
		refuse(error, "no memory");
		return -ENOMEM;
	}
	if (description->flags & I2C_M_RECV_LEN)
		data[0] = BLOCK_EXTRA_BYTES;
	if (description->flags & I2C_M_RD)
		return 1;
	used = parse_write(count - 1, words + 1, data, description->length, error);
	return used < 0 ? used : used + 1;
}

int parse_transfer(int count, char *const *words, const struct address_rules *rules,
		   struct message_list *list, struct parse_error *error)
{
	struct description description = { 0 };
	unsigned long total = 0;
	int used;

	list->count = 0;
	while (count) {
		used = parse_message(count, words, rules, &description, list, error);
		if (used < 0)
			goto err_free;
		count -= used;
		words += used;
		total += description.length;
		if (total > GPIO_I2C_TRANSFER_BYTES_MAX) {
			refuse(error, "more than %d bytes in all", GPIO_I2C_TRANSFER_BYTES_MAX);
			used = -EINVAL;
			goto err_free;
		}
	}
	if (!list->count) {
		refuse(error, "no message");
		used = -EINVAL;
		goto err_free;
	}
	return 0;

err_free:
	message_list_free(list);
	return used;
}
