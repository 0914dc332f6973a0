// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include <linux/i2c.h>

#include "access.h"
#include "arguments.h"
#include "gpioi2c.h"
#include "json.h"
#include "message.h"
#include "registers.h"

static const char help[] =
	"Usage: gpioi2c write [OPTION...] BUS ADDR [REG] VALUE...\n"
	"Write a register number and values to a target, as one message. On the wire REG is\n"
	"nothing but the first byte, so that a lone VALUE is the same as a lone REG; - stands\n"
	"for no REG.\n\n"
	"      --reg16      REG has 16 bits, high byte first; without it 8\n"
	"  -w, --width W    a VALUE is 8 (default), 16 (low byte first, as SMBus has it) or\n"
	"                   16be (high byte first) bits wide\n"
	ACCESS_HELP
	"\nExample: gpioi2c write 1 0x50 0x10 0xca 0xfe\n";

static int refuse_number(const char *word, unsigned long max)
{
	return usage_error("write", "'%s' is not a number up to 0x%lx", word, max);
}

/* REG, if there is one, and the values into one message. */
static int parse_message(const struct access *access, const struct register_format *format,
			 int count, char **words, struct message_list *list)
{
	bool has_register = strcmp(words[1], "-");
	unsigned int value_bytes = register_value_bytes(format);
	unsigned long length = (count - 2UL) * value_bytes;
	struct parse_error error;
	struct target target;
	uint8_t *data;
	int i;

	if (has_register)
		length += register_bytes(format);
	if (parse_target(words[0], &access->rules, &target, &error))
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
	if (has_register) {
		if (register_parse(format, words[1], data))
			return refuse_number(words[1], register_max(format));
		data += register_bytes(format);
	}
	for (i = 2; i < count; i++, data += value_bytes)
		if (register_value_parse(format, words[i], data))
			return refuse_number(words[i], register_value_max(format));
	return STATUS_OK;
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

static int write_target(struct access *access, const struct register_format *format,
			int count, char **words)
{
	struct message_list list = { .count = 0 };
	int status = parse_message(access, format, count - 1, words + 1, &list);

	if (!status)
		status = access_run(access, words[0], &list);
	if (!status && json_wanted)
		print_json(access, &list.messages[0]);
	message_list_free(&list);
	return status;
}

int write_command(int argc, char **argv)
{
	static const int taken[] = {
		OPTION_REG16, OPTION_WIDTH, OPTION_JSON, OPTIONS_OF_ACCESS, 0
	};
	struct register_format format = { .width = WIDTH_8 };
	struct access access = { .command = "write" };
	int option, status = STATUS_OK;

	while (!status && (option = option_next(argc, argv, taken)) != -1) {
		switch (option) {
		case OPTION_REG16:
			format.wide_register = true;
			break;
		case OPTION_WIDTH:
			if (register_width(&format, optarg))
				status = usage_error("write", "--width is 8, 16 or 16be");
			break;
		case OPTION_HELP:
			fputs(help, stdout);
			return STATUS_OK;
		default:
			status = access_option(&access, option, optarg);
		}
	}
	if (status)
		return status;
	if (argc - optind < 3)
		return usage_error("write", "argument missing");
	return write_target(&access, &format, argc - optind, argv + optind);
}
