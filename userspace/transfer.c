// SPDX-License-Identifier: GPL-2.0-only
/* i2ctransfer's words and output, plus 10-bit addresses. */
#include <stdio.h>

#include <linux/i2c.h>

#include "access.h"
#include "arguments.h"
#include "commands.h"
#include "ground.h"
#include "json.h"
#include "message.h"
#include "print.h"
#include "repeat.h"

static const char help[] =
	"Usage: gpioi2c transfer [OPTION...] BUS DESC [DATA...] [DESC [DATA...]]...\n"
	"Send messages as one transfer, joined by repeated STARTs, and print what was read,\n"
	"a line for each message that reads.\n\n"
	"DESC is {r|w}LENGTH[@ADDR]; without @ADDR, that of the message before. A read's\n"
	"LENGTH may be ?: the target's first byte says how many follow (SMBus block read).\n"
	"DATA are the bytes of a w message; a suffix fills the rest of the message:\n"
	"  = the same byte, + one more each time, - one less, p pseudo-random\n\n"
	"  -v, --verbose    print every message\n"
	REPEAT_HELP
	ACCESS_HELP
	"\nExample: gpioi2c transfer 1 w1@0x50 0x64 r8\n";

/* With I2C_M_RECV_LEN the first byte is the count; .length is the buffer's. */
static uint32_t message_length(const struct gpio_i2c_message *message)
{
	uint32_t length = message->length;

	if (message->flags & I2C_M_RECV_LEN && message_data(message)[0] < length)
		length = message_data(message)[0] + 1;
	return length;
}

static void print_verbose(unsigned int index, const struct gpio_i2c_message *message)
{
	char target[TARGET_TEXT_BYTES];
	uint32_t length = message_length(message);

	target_text(target, message->address, message->flags & I2C_M_TEN);
	printf("msg %u: addr %s, %s, len %u", index, target,
	       message->flags & I2C_M_RD ? "read" : "write", length);
	if (length) {
		printf(", buf ");
		print_bytes(message_data(message), length);
	} else {
		putchar('\n');
	}
}

static void print_json(const struct access *access, const struct message_list *list)
{
	struct json_object *object = json_new(), *messages = json_new_array(), *element;
	unsigned int i;

	for (i = 0; i < list->count; i++) {
		const struct gpio_i2c_message *message = &list->messages[i];

		element = json_new();
		json_number(element, "address", message->address);
		json_flag(element, "ten_bit", message->flags & I2C_M_TEN);
		json_flag(element, "read", message->flags & I2C_M_RD);
		json_bytes(element, "data", message_data(message), message_length(message));
		json_element(messages, element);
	}
	json_number(object, "bus", access->bus.number);
	json_number(object, "elapsed_ns", access->elapsed_ns);
	json_member(object, "messages", messages);
	json_print(object);
}

static void print_messages(const struct message_list *list, bool verbose)
{
	unsigned int i;

	for (i = 0; i < list->count; i++) {
		const struct gpio_i2c_message *message = &list->messages[i];

		if (verbose)
			print_verbose(i, message);
		else if (message->flags & I2C_M_RD && message->length)
			print_bytes(message_data(message), message_length(message));
	}
}

struct transfer_options {
	struct access access;
	struct repeat repeat;
	bool verbose;
};

static int transfer_again_and_again(struct transfer_options *options, struct message_list *list)
{
	int status;

	do {
		message_list_again(list);
		status = access_send(&options->access, list);
		if (!status && json_wanted)
			print_json(&options->access, list);
		else if (!status)
			print_messages(list, options->verbose);
	} while (!status && repeat_again(&options->repeat));
	return status;
}

static int transfer(struct transfer_options *options, int count, char **words)
{
	struct parse_error error;
	struct message_list list;
	int status;

	if (parse_transfer(count - 1, words + 1, &options->access.rules, &list, &error))
		return usage_error("transfer", "%s", error.text);
	status = access_open(&options->access, words[0]);
	if (!status) {
		status = transfer_again_and_again(options, &list);
		access_close(&options->access);
	}
	message_list_free(&list);
	return status;
}

int transfer_command(int argc, char **argv)
{
	static const int taken[] = {
		OPTION_VERBOSE, OPTION_REPEAT, OPTION_INTERVAL, OPTION_JSON, OPTIONS_OF_ACCESS, 0
	};
	struct transfer_options options = {
		.access.command = "transfer",
		.repeat = { .command = "transfer", .rounds = 1 },
	};
	int option, status = STATUS_OK;

	while (!status && (option = option_next(argc, argv, taken)) != -1) {
		switch (option) {
		case OPTION_VERBOSE:
			options.verbose = true;
			break;
		case OPTION_REPEAT:
		case OPTION_INTERVAL:
			status = repeat_option(&options.repeat, option, optarg);
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
	if (argc - optind < 2)
		return usage_error("transfer", "argument missing");
	return transfer(&options, argc - optind, argv + optind);
}
