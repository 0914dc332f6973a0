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
#include "print.h"
#include "registers.h"

static const char help[] =
	"Usage: gpioi2c read [OPTION...] BUS ADDR [REG] [LEN]\n"
	"Read LEN values (1) from a target. With REG, write its number first, then read after\n"
	"a repeated START; - means no REG.\n\n"
	"      --reg16      REG has 16 bits, high byte first\n"
	"  -b, --binary     print the bytes as they are\n"
	"  -w, --width W    a value is 8 (default), 16 (low byte first, as SMBus has it) or\n"
	"                   16be (high byte first) bits wide\n"
	ACCESS_HELP
	"\nExample: gpioi2c read 1 0x50 0x10 8\n";

struct read_options {
	struct access access;
	struct register_format format;
	bool binary;
};

static void print_json(const struct read_options *options,
		       const struct gpio_i2c_message *message)
{
	struct json_object *object = json_new();

	json_number(object, "bus", options->access.bus.number);
	json_number(object, "address", message->address);
	json_flag(object, "ten_bit", message->flags & I2C_M_TEN);
	json_member(object, "values", values_json(&options->format, message_data(message),
						  message->length));
	json_print(object);
}

static void print_data(const struct read_options *options, const struct gpio_i2c_message *message)
{
	if (json_wanted)
		print_json(options, message);
	else if (options->binary)
		fwrite(message_data(message), 1, message->length, stdout);
	else
		print_values(&options->format, message_data(message), message->length);
}

/* Turn REG and LEN into one or two messages; the last one reads. */
static int parse_messages(const struct read_options *options, int count, char **words,
			  struct message_list *list)
{
	unsigned int value_bytes = register_value_bytes(&options->format);
	bool has_register = count > 1 && strcmp(words[1], "-");
	unsigned long values = 1;
	struct parse_error error;
	struct target target;
	uint8_t *data;

	if (parse_target(words[0], &options->access.rules, &target, &error))
		return usage_error("read", "%s", error.text);
	if (count > 2 &&
	    (parse_number(words[2], GPIO_I2C_MESSAGE_BYTES_MAX / value_bytes, &values) || !values))
		return usage_error("read", "length '%s' is not a number from 1 to %u", words[2],
				   GPIO_I2C_MESSAGE_BYTES_MAX / value_bytes);
	if (has_register) {
		data = message_list_add(list, &target, 0, register_bytes(&options->format));
		if (!data)
			goto err_memory;
		if (register_parse(&options->format, words[1], data))
			return usage_error("read", "register '%s' is not a number up to 0x%lx",
					   words[1], register_max(&options->format));
	}
	if (message_list_add(list, &target, I2C_M_RD, values * value_bytes))
		return STATUS_OK;
err_memory:
	complain("no memory");
	return STATUS_FAILED;
}

static int read_target(struct read_options *options, int count, char **words)
{
	struct message_list list = { .count = 0 };
	int status = parse_messages(options, count - 1, words + 1, &list);

	if (!status)
		status = access_run(&options->access, words[0], &list);
	if (!status)
		print_data(options, &list.messages[list.count - 1]);
	message_list_free(&list);
	return status;
}

int read_command(int argc, char **argv)
{
	static const int taken[] = {
		OPTION_REG16, OPTION_BINARY, OPTION_WIDTH, OPTION_JSON, OPTIONS_OF_ACCESS, 0
	};
	struct read_options options = { .access.command = "read" };
	int option, status = STATUS_OK;

	while (!status && (option = option_next(argc, argv, taken)) != -1) {
		switch (option) {
		case OPTION_REG16:
			options.format.wide_register = true;
			break;
		case OPTION_BINARY:
			options.binary = true;
			break;
		case OPTION_WIDTH:
			if (register_width(&options.format, optarg))
				status = usage_error("read", "--width is 8, 16 or 16be");
			break;
		case OPTION_HELP:
			fputs(help, stdout);
			return STATUS_OK;
		default:
			status = access_option(&options.access, option, optarg);
		}
	}
	if (status)
		return status;
	if (!argument_count(argc - optind, "read", 2, 4))
		return STATUS_USAGE;
	return read_target(&options, argc - optind, argv + optind);
}
