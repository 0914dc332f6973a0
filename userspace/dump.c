// SPDX-License-Identifier: GPL-2.0-only
/* The layout of i2cdump, byte for byte. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <linux/i2c.h>

#include "access.h"
#include "arguments.h"
#include "commands.h"
#include "ground.h"
#include "json.h"
#include "message.h"
#include "report.h"

static const char help[] =
	"Usage: gpioi2c dump [OPTION...] BUS ADDR [FIRST-LAST]\n"
	"Show the registers of a target, 0x00 to 0xff or FIRST to LAST. XX: no acknowledge.\n\n"
	"  -m, --mode M     b: each byte by itself (default); w: each register as a word, low\n"
	"                   byte first; i: blocks of 32 bytes, the fastest\n"
	ACCESS_HELP
	"\nExample: gpioi2c dump 1 0x50 0x00-0x3f\n";

#define REGISTERS	256

enum value {
	VALUE_NOT_WANTED = -2,
	VALUE_NO_ACKNOWLEDGE = -1,
};

struct mode {
	char letter;
	const char *name;
	unsigned int registers;		/* read by one transfer */
	unsigned int register_bytes;
	unsigned int columns;
	const char *heading;
};

static const struct mode modes[] = {
	{ 'b', "byte", 1, 1, 16,
	  "     0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f    0123456789abcdef" },
	{ 'w', "word", 1, 2, 8, "     0,8  1,9  2,a  3,b  4,c  5,d  6,e  7,f" },
	{ 'i', "block", I2C_SMBUS_BLOCK_MAX, 1, 16,
	  "     0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f    0123456789abcdef" },
};

struct dump {
	struct access access;
	const struct mode *mode;
	struct target target;
	unsigned int first, last;
	int values[REGISTERS];		/* or an enum value */
	unsigned int acknowledged;
};

static void keep(struct dump *dump, unsigned int first, unsigned int count, const uint8_t *data)
{
	unsigned int i;

	for (i = 0; i < count; i++)
		dump->values[first + i] = !data ? VALUE_NO_ACKNOWLEDGE :
			dump->mode->register_bytes == 2 ? data[1] << 8 | data[0] : data[i];
}

/* Read registers from @first on in one transfer. An exit status. */
static int read_registers(struct dump *dump, struct message_list *list, unsigned int first)
{
	const struct gpio_i2c_message *message = &list->messages[1];
	unsigned int count = message->length / dump->mode->register_bytes;
	struct gpio_i2c_transfer transfer;
	int ret;

	*message_data(&list->messages[0]) = first;
	ret = access_try(&dump->access, list, &transfer);
	if (!ret) {
		dump->acknowledged++;
		keep(dump, first, count, message_data(message));
		return STATUS_OK;
	}
	keep(dump, first, count, NULL);
	/* A target need not have every register, but must answer for one. */
	if ((ret == -ENXIO || (ret == -EIO && !transfer.line_failed)) &&
	    (dump->acknowledged || first + count <= dump->last))
		return STATUS_OK;
	report_transfer(&dump->access.bus, list->messages, &transfer, -ret);
	return STATUS_FAILED;
}

static int read_all(struct dump *dump, struct message_list *list)
{
	struct gpio_i2c_message *message = &list->messages[1];
	unsigned int first, count;
	int status = access_allowed(&dump->access, list);

	for (first = 0; first < REGISTERS; first++)
		dump->values[first] = VALUE_NOT_WANTED;
	for (first = dump->first; !status && first <= dump->last; first += count) {
		count = dump->last + 1 - first;
		if (count > dump->mode->registers)
			count = dump->mode->registers;
		message->length = count * dump->mode->register_bytes;
		status = read_registers(dump, list, first);
	}
	return status;
}

static void print_value(const struct dump *dump, int value)
{
	int digits = 2 * dump->mode->register_bytes;

	if (value == VALUE_NOT_WANTED)
		printf("%*s ", digits, "");
	else if (value == VALUE_NO_ACKNOWLEDGE)
		printf("%.*s ", digits, "XXXX");
	else
		printf("%0*x ", digits, value);
}

static char character(int value)
{
	if (value == VALUE_NOT_WANTED)
		return ' ';
	if (value == VALUE_NO_ACKNOWLEDGE)
		return 'X';
	if (value == 0x00 || value == 0xff)
		return '.';
	return value < 0x20 || value > 0x7e ? '?' : value;
}

static void print_picture(const struct dump *dump)
{
	unsigned int columns = dump->mode->columns, row, i;

	puts(dump->mode->heading);
	for (row = dump->first / columns * columns; row <= dump->last; row += columns) {
		printf("%02x: ", row);
		for (i = row; i < row + columns; i++)
			print_value(dump, dump->values[i]);
		if (dump->mode->register_bytes == 1) {
			printf("   ");
			for (i = row; i < row + columns; i++)
				putchar(character(dump->values[i]));
		}
		putchar('\n');
	}
}

static void print_json(const struct dump *dump)
{
	struct json_object *object = json_new(), *values = json_new_array();
	unsigned int i;

	for (i = dump->first; i <= dump->last; i++) {
		if (dump->values[i] == VALUE_NO_ACKNOWLEDGE)
			json_element(values, NULL);
		else
			json_number_element(values, dump->values[i]);
	}
	json_number(object, "bus", dump->access.bus.number);
	json_number(object, "address", dump->target.address);
	json_flag(object, "ten_bit", dump->target.ten_bit);
	json_text(object, "mode", dump->mode->name);
	json_number(object, "first", dump->first);
	json_member(object, "values", values);
	json_print(object);
}

static int dump_target(struct dump *dump, const char *bus_text)
{
	struct message_list list = { .count = 0 };
	int status = access_open(&dump->access, bus_text);

	if (status)
		return status;
	if (message_list_add(&list, &dump->target, 0, 1) &&
	    message_list_add(&list, &dump->target, I2C_M_RD, I2C_SMBUS_BLOCK_MAX)) {
		status = read_all(dump, &list);
	} else {
		complain("no memory");
		status = STATUS_FAILED;
	}
	message_list_free(&list);
	access_close(&dump->access);
	if (!status && json_wanted)
		print_json(dump);
	else if (!status)
		print_picture(dump);
	return status;
}

static int choose_mode(struct dump *dump, const char *text)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(modes); i++) {
		if (text[0] != modes[i].letter || text[1])
			continue;
		dump->mode = &modes[i];
		return STATUS_OK;
	}
	return usage_error("dump", "--mode is b, w or i");
}

/* "FIRST-LAST" */
static int parse_range(struct dump *dump, const char *text)
{
	unsigned long first, last;
	char *copy = strdup(text), *dash = copy ? strchr(copy, '-') : NULL;
	int status = STATUS_OK;

	if (dash)
		*dash = '\0';
	if (!dash || parse_number(copy, REGISTERS - 1, &first) ||
	    parse_number(dash + 1, REGISTERS - 1, &last) || first > last) {
		status = usage_error("dump", "'%s' is not a range like 0x00-0xff", text);
	} else {
		dump->first = first;
		dump->last = last;
	}
	free(copy);
	return status;
}

static int parse_arguments(struct dump *dump, int count, char **words)
{
	struct parse_error error;

	if (!argument_count(count, "dump", 2, 3))
		return STATUS_USAGE;
	if (parse_target(words[1], &dump->access.rules, &dump->target, &error))
		return usage_error("dump", "%s", error.text);
	return count == 3 ? parse_range(dump, words[2]) : STATUS_OK;
}

int dump_command(int argc, char **argv)
{
	static const int taken[] = { OPTION_MODE, OPTION_JSON, OPTIONS_OF_ACCESS, 0 };
	struct dump dump = {
		.access.command = "dump",
		.mode = &modes[0],
		.last = REGISTERS - 1,
	};
	int option, status = STATUS_OK;

	while (!status && (option = option_next(argc, argv, taken)) != -1) {
		switch (option) {
		case OPTION_MODE:
			status = choose_mode(&dump, optarg);
			break;
		case OPTION_HELP:
			fputs(help, stdout);
			return STATUS_OK;
		default:
			status = access_option(&dump.access, option, optarg);
		}
	}
	if (!status)
		status = parse_arguments(&dump, argc - optind, argv + optind);
	return status ? status : dump_target(&dump, argv[optind]);
}
