// SPDX-License-Identifier: GPL-2.0-only
/* The grid of i2cdetect, byte for byte, over the character device. */
#include <stdio.h>
#include <string.h>

#include <linux/i2c.h>

#include "arguments.h"
#include "bus.h"
#include "chips.h"
#include "commands.h"
#include "ground.h"
#include "json.h"
#include "parse.h"
#include "probe.h"
#include "report.h"

static const char help[] =
	"Usage: gpioi2c detect [OPTION...] BUS [FIRST LAST]\n"
	"Show which 7-bit addresses answer, from FIRST to LAST (0x08 to 0x77).\n"
	"An address is probed by a quick write, but 0x30-0x37 and 0x50-0x5f by reading a\n"
	"byte, since a write may harm EEPROMs there. --: no answer; UU: a kernel driver is\n"
	"bound, not probed.\n\n"
	"  -a, --all        probe the reserved addresses 0x00-0x07 and 0x78-0x7f too\n"
	"      --names      name the chips that the kernel knows for the addresses that answer\n"
	"  -q, --quick      quick write for every address (may corrupt an EEPROM)\n"
	"  -r, --read       byte read for every address (may lock up a write-only target)\n"
	"      --json       print JSON\n"
	"  -h, --help       print this\n";

#define ADDRESS_MAX	0x7f
#define DRIVER_BYTES	64

enum probe_kind {
	PROBE_BY_ADDRESS,
	PROBE_QUICK_WRITE,
	PROBE_READ_BYTE,
};

struct scan {
	enum probe_kind probe;
	unsigned int first, last;
	uint64_t functionality;
	bool all;
	bool names;
};

static bool reads(const struct scan *scan, unsigned int address)
{
	if (scan->probe == PROBE_BY_ADDRESS)
		return probe_reads(address);
	return scan->probe == PROBE_READ_BYTE;
}

static bool wanted(const struct scan *scan, unsigned int address)
{
	return address >= scan->first && address <= scan->last &&
	       scan->functionality & probe_functionality(reads(scan, address));
}

enum answer {
	ANSWER_UNKNOWN,		/* out of range, or the bus cannot probe it */
	ANSWER_NONE,
	ANSWER_YES,
	ANSWER_DRIVER,		/* a kernel driver is bound: not probed */
	ANSWER_BUS_FAILED,	/* after a complaint */
};

static enum answer probe(const struct bus *bus, const struct scan *scan, unsigned int address)
{
	struct probe probe;
	int ret = probe_address(bus, address, reads(scan, address), &probe);

	if (ret >= 0)
		return ret ? ANSWER_YES : ANSWER_NONE;
	if (!json_wanted)
		putchar('\n');
	report_transfer(bus, &probe.message, &probe.transfer, -ret);
	return ANSWER_BUS_FAILED;
}

/* Probe the address. If a kernel driver is bound, put its name into DRIVER_BYTES. */
static enum answer look(const struct bus *bus, const struct scan *scan, unsigned int address,
			char *driver)
{
	if (!wanted(scan, address))
		return ANSWER_UNKNOWN;
	if (bus_target_driver(bus, address, false, driver, DRIVER_BYTES))
		return ANSWER_DRIVER;
	return probe(bus, scan, address);
}

/* One cell of the grid. */
static void print_cell(unsigned int address, enum answer answer)
{
	switch (answer) {
	case ANSWER_YES:
		printf("%02x ", address);
		break;
	case ANSWER_NONE:
		fputs("-- ", stdout);
		break;
	case ANSWER_DRIVER:
		fputs("UU ", stdout);
		break;
	default:
		fputs("   ", stdout);
	}
}

static void print_names(unsigned int address)
{
	const char *name;
	size_t index = 0;

	printf("0x%02x:", address);
	while ((name = chip_next(address, &index)))
		printf(" %s", name);
	putchar('\n');
}

static int print_grid(const struct bus *bus, const struct scan *scan)
{
	bool answers[ADDRESS_MAX + 1] = { false };
	char driver[DRIVER_BYTES];
	unsigned int row, column;
	enum answer answer;

	puts("     0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f");
	for (row = 0; row <= ADDRESS_MAX; row += 16) {
		printf("%02x: ", row);
		for (column = 0; column < 16; column++) {
			fflush(stdout);
			answer = look(bus, scan, row + column, driver);
			if (answer == ANSWER_BUS_FAILED)
				return STATUS_FAILED;
			print_cell(row + column, answer);
			answers[row + column] = answer == ANSWER_YES || answer == ANSWER_DRIVER;
		}
		putchar('\n');
	}
	for (row = 0; scan->names && row <= ADDRESS_MAX; row++)
		if (answers[row])
			print_names(row);
	return STATUS_OK;
}

static struct json_object *names_json(unsigned int address)
{
	struct json_object *names = json_new_array();
	const char *name;
	size_t index = 0;

	while ((name = chip_next(address, &index)))
		json_text_element(names, name);
	return names;
}

static struct json_object *target_json(const struct scan *scan, unsigned int address,
				       enum answer answer, const char *driver)
{
	struct json_object *target = json_new();

	json_number(target, "address", address);
	if (answer == ANSWER_DRIVER)
		json_text(target, "driver", driver);
	if (scan->names)
		json_member(target, "names", names_json(address));
	return target;
}

static int print_json(const struct bus *bus, const struct scan *scan)
{
	struct json_object *object = json_new(), *targets = json_new_array();
	char driver[DRIVER_BYTES];
	unsigned int address;
	enum answer answer;

	json_number(object, "bus", bus->number);
	json_member(object, "targets", targets);
	for (address = 0; address <= ADDRESS_MAX; address++) {
		answer = look(bus, scan, address, driver);
		if (answer == ANSWER_BUS_FAILED) {
			json_free(object);
			return STATUS_FAILED;
		}
		if (answer == ANSWER_YES || answer == ANSWER_DRIVER)
			json_element(targets, target_json(scan, address, answer, driver));
	}
	json_print(object);
	return STATUS_OK;
}

static int detect(const char *bus_text, struct scan *scan)
{
	struct gpio_i2c_info info;
	struct bus bus;
	int status = STATUS_FAILED, ret;

	if (bus_open(bus_text, &bus))
		return STATUS_FAILED;
	ret = bus_info(&bus, &info);
	if (ret) {
		report_call(&bus, "GPIO_I2C_IOC_INFO", -ret);
		goto out_close;
	}
	scan->functionality = info.functionality;
	if (!(info.functionality & I2C_FUNC_SMBUS_QUICK) ||
	    !(info.functionality & I2C_FUNC_SMBUS_READ_BYTE))
		advise("this bus cannot probe every address: some are left blank");
	status = json_wanted ? print_json(&bus, scan) : print_grid(&bus, scan);
out_close:
	bus_close(&bus);
	return status;
}

/* Both FIRST and LAST, or neither. */
static int parse_range(int count, char **words, struct scan *scan)
{
	struct address_rules rules = { .all = scan->all };
	struct target first, last;
	struct parse_error error;

	scan->first = scan->all ? 0 : PROBE_FIRST;
	scan->last = scan->all ? ADDRESS_MAX : PROBE_LAST;
	if (!count)
		return STATUS_OK;
	if (count == 1)
		return usage_error("detect", "FIRST needs a LAST");
	if (parse_target(words[0], &rules, &first, &error) ||
	    parse_target(words[1], &rules, &last, &error))
		return usage_error("detect", "%s", error.text);
	if (first.ten_bit || last.ten_bit)
		return usage_error("detect", "only 7-bit addresses are scanned");
	if (first.address > last.address)
		return usage_error("detect", "FIRST is above LAST");
	scan->first = first.address;
	scan->last = last.address;
	return STATUS_OK;
}

static int choose_probe(struct scan *scan, enum probe_kind wanted_probe)
{
	if (scan->probe != PROBE_BY_ADDRESS && scan->probe != wanted_probe)
		return usage_error("detect", "--quick and --read exclude each other");
	scan->probe = wanted_probe;
	return STATUS_OK;
}

int detect_command(int argc, char **argv)
{
	static const int taken[] = {
		OPTION_ALL, OPTION_NAMES, OPTION_QUICK, OPTION_READ, OPTION_JSON, OPTION_YES,
		OPTION_HELP, 0
	};
	struct scan scan = { .probe = PROBE_BY_ADDRESS };
	int option, status = STATUS_OK;

	while (!status && (option = option_next(argc, argv, taken)) != -1) {
		switch (option) {
		case OPTION_ALL:
			scan.all = true;
			break;
		case OPTION_NAMES:
			scan.names = true;
			break;
		case OPTION_QUICK:
			status = choose_probe(&scan, PROBE_QUICK_WRITE);
			break;
		case OPTION_READ:
			status = choose_probe(&scan, PROBE_READ_BYTE);
			break;
		case OPTION_YES:
			break;
		case OPTION_HELP:
			fputs(help, stdout);
			return STATUS_OK;
		default:
			status = try_help("detect");
		}
	}
	if (status)
		return status;
	if (!argument_count(argc - optind, "detect", 1, 3))
		return STATUS_USAGE;
	status = parse_range(argc - optind - 1, argv + optind + 1, &scan);
	return status ? status : detect(argv[optind], &scan);
}
