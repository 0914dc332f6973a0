// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include <linux/i2c.h>

#include "access.h"
#include "arguments.h"
#include "commands.h"
#include "ground.h"
#include "json.h"
#include "message.h"
#include "registers.h"

static const char help[] =
	"Usage: gpioi2c write [OPTION...] BUS ADDR [REG] VALUE...\n"
	"Write a register number and values to a target, as one message. On the wire REG is\n"
	"just the first byte: a lone VALUE is the same as a lone REG. - means no REG.\n\n"
	"  -m, --mask M     write the bits that are 1 in M; the others stay as they were read\n"
	"  -r, --readback   then read the values: one that differs is an error\n"
	"      --reg16      REG has 16 bits, high byte first; without it 8\n"
	"  -w, --width W    a VALUE is 8 (default), 16 (low byte first, as SMBus has it) or\n"
	"                   16be (high byte first) bits wide\n"
	ACCESS_HELP
	"\nExample: gpioi2c write 1 0x50 0x10 0xca 0xfe\n";

struct write_options {
	struct access access;
	struct register_format format;
	const char *mask_text;
	unsigned int mask;		/* bits to write */
	bool readback;
};

static int refuse_number(const char *word, unsigned long max)
{
	return usage_error("write", "'%s' is not a number up to 0x%lx", word, max);
}

/* Bytes of REG; none for "-". */
static unsigned int register_length(const struct write_options *options, const char *word)
{
	return strcmp(word, "-") ? register_bytes(&options->format) : 0;
}

/* Turn REG, if there is one, and the values into one message. */
static int parse_message(const struct write_options *options, int count, char **words,
			 struct message_list *list)
{
	const struct register_format *format = &options->format;
	unsigned int value_bytes = register_value_bytes(format);
	unsigned long length = register_length(options, words[1]) + (count - 2UL) * value_bytes;
	struct parse_error error;
	struct target target;
	uint8_t *data;
	int i;

	if (parse_target(words[0], &options->access.rules, &target, &error))
		return usage_error("write", "%s", error.text);
	if (!length)
		return usage_error("write", "nothing to write");
	if (length > GPIO_I2C_MESSAGE_BYTES_MAX)
		return usage_error("write", "more than %d bytes", GPIO_I2C_MESSAGE_BYTES_MAX);
	data = message_list_add(list, &target, 0, length);
	if (!data) {
		complain("no memory");
		return STATUS_FAILED;
	}
	if (register_length(options, words[1])) {
		if (register_parse(format, words[1], data))
			return refuse_number(words[1], register_max(format));
		data += register_bytes(format);
	}
	for (i = 2; i < count; i++, data += value_bytes)
		if (register_value_parse(format, words[i], data))
			return refuse_number(words[i], register_value_max(format));
	return STATUS_OK;
}

/* Make messages that read what @message writes: same register, same number of bytes. */
static int make_reader(const struct write_options *options,
		       const struct gpio_i2c_message *message, struct message_list *reader)
{
	struct target target = {
		.address = message->address,
		.ten_bit = message->flags & I2C_M_TEN,
	};
	unsigned int skip = register_bytes(&options->format);
	uint8_t *data = message_list_add(reader, &target, 0, skip);

	if (!data || !message_list_add(reader, &target, I2C_M_RD, message->length - skip)) {
		complain("no memory");
		return STATUS_FAILED;
	}
	memcpy(data, message_data(message), skip);
	return STATUS_OK;
}

/* Copy the bits outside the mask into the message. */
static void apply_mask(const struct write_options *options, const struct message_list *reader,
		       const struct gpio_i2c_message *message)
{
	const struct register_format *format = &options->format;
	uint8_t *new = message_data(message) + register_bytes(format);
	const uint8_t *old = message_data(&reader->messages[1]);
	unsigned int i, value;

	for (i = 0; i < reader->messages[1].length; i += register_value_bytes(format)) {
		value = register_value_get(format, old + i) & ~options->mask;
		value |= register_value_get(format, new + i) & options->mask;
		register_value_put(format, value, new + i);
	}
}

static int compare(const struct write_options *options, const struct message_list *reader,
		   const struct gpio_i2c_message *message)
{
	const struct register_format *format = &options->format;
	const uint8_t *wrote = message_data(message) + register_bytes(format);
	const uint8_t *reads = message_data(&reader->messages[1]);
	unsigned int bytes = register_value_bytes(format), i;

	for (i = 0; i < reader->messages[1].length; i += bytes) {
		if (!memcmp(wrote + i, reads + i, bytes))
			continue;
		complain("value %u: wrote 0x%0*x, reads 0x%0*x", i / bytes, 2 * bytes,
			 register_value_get(format, wrote + i), 2 * bytes,
			 register_value_get(format, reads + i));
		return STATUS_FAILED;
	}
	return STATUS_OK;
}

/* Read for --mask, write, read for --readback. */
static int write_message(struct write_options *options, const struct message_list *list)
{
	struct message_list reader = { .count = 0 };
	int status = STATUS_OK;

	if (options->mask_text || options->readback)
		status = make_reader(options, &list->messages[0], &reader);
	if (!status && options->mask_text)
		status = access_send(&options->access, &reader);
	if (!status && options->mask_text)
		apply_mask(options, &reader, &list->messages[0]);
	if (!status)
		status = access_send(&options->access, list);
	if (!status && options->readback)
		status = access_send(&options->access, &reader);
	if (!status && options->readback)
		status = compare(options, &reader, &list->messages[0]);
	message_list_free(&reader);
	return status;
}

static void print_json(const struct access *access, const struct gpio_i2c_message *message)
{
	struct json_object *object = json_new();

	json_number(object, "bus", access->bus.number);
	json_number(object, "address", message->address);
	json_flag(object, "ten_bit", message->flags & I2C_M_TEN);
	json_bytes(object, "written", message_data(message), message->length);
	json_print(object);
}

static int write_target(struct write_options *options, const char *bus_text,
			const struct message_list *list)
{
	int status = access_open(&options->access, bus_text);

	if (status)
		return status;
	status = write_message(options, list);
	access_close(&options->access);
	if (!status && json_wanted)
		print_json(&options->access, &list->messages[0]);
	return status;
}

/* Checks that need the width, or that --mask and --readback have a register. */
static int check_options(struct write_options *options, int count, char **words)
{
	unsigned long max = register_value_max(&options->format), mask;

	if (!options->mask_text && !options->readback)
		return STATUS_OK;
	if (!register_length(options, words[1]) || count < 3)
		return usage_error("write", "--mask and --readback need a REG and a VALUE");
	if (!options->mask_text)
		return STATUS_OK;
	if (parse_number(options->mask_text, max, &mask))
		return refuse_number(options->mask_text, max);
	options->mask = mask;
	return STATUS_OK;
}

static int write_words(struct write_options *options, int count, char **words)
{
	struct message_list list = { .count = 0 };
	int status;

	if (count < 3)
		return usage_error("write", "argument missing");
	status = check_options(options, count - 1, words + 1);
	if (!status)
		status = parse_message(options, count - 1, words + 1, &list);
	if (!status)
		status = write_target(options, words[0], &list);
	message_list_free(&list);
	return status;
}

int write_command(int argc, char **argv)
{
	static const int taken[] = {
		OPTION_MASK, OPTION_READBACK, OPTION_REG16, OPTION_WIDTH, OPTION_JSON,
		OPTIONS_OF_ACCESS, 0
	};
	struct write_options options = { .access.command = "write" };
	int option, status = STATUS_OK;

	while (!status && (option = option_next(argc, argv, taken)) != -1) {
		switch (option) {
		case OPTION_MASK:
			options.mask_text = optarg;
			break;
		case OPTION_READBACK:
			options.readback = true;
			break;
		case OPTION_REG16:
			options.format.wide_register = true;
			break;
		case OPTION_WIDTH:
			if (register_width(&options.format, optarg))
				status = usage_error("write", "--width is 8, 16 or 16be");
			break;
		case OPTION_HELP:
			fputs(help, stdout);
			return STATUS_OK;
		default:
			status = access_option(&options.access, option, optarg);
		}
	}
	return status ? status : write_words(&options, argc - optind, argv + optind);
}
