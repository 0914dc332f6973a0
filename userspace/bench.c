// SPDX-License-Identifier: GPL-2.0-only
/* Measure a bus at the usual SCL frequencies. */
#include <errno.h>
#include <stdio.h>

#include <linux/i2c.h>

#include "access.h"
#include "arguments.h"
#include "commands.h"
#include "ground.h"
#include "json.h"
#include "message.h"
#include "progress.h"
#include "report.h"

static const char help[] =
	"Usage: gpioi2c bench [OPTION...] BUS [ADDR]\n"
	"Read from a target at 10, 50, 100, 400 kHz and 1 MHz, as far as they are below the SCL\n"
	"frequency of the bus, and at that. Show the SCL frequency reached (mean, slowest and\n"
	"fastest period), bytes per second, the share of a CPU, and what a call costs beside its\n"
	"time on the wire. Without ADDR, read from the first target that answers a read.\n\n"
	"      --length N   bytes of each read (256)\n"
	ACCESS_HELP;

#define ADDRESS_FIRST	0x08
#define ADDRESS_LAST	0x77

struct bench {
	struct access access;
	struct target target;
	bool has_target;
	unsigned long length;
	struct json_object *rows;
};

/* The result of one read. */
struct row {
	unsigned int asked_hz;
	struct gpio_i2c_info info;
	double wire_s, call_s, awake_s;
};

static int report_info(const struct bench *bench, int error)
{
	report_call(&bench->access.bus, "GPIO_I2C_IOC_INFO", error);
	return STATUS_FAILED;
}

static int read_once(struct bench *bench, struct message_list *list, struct row *row)
{
	const struct bus *bus = &bench->access.bus;
	struct gpio_i2c_statistics before, after;
	double begin_s;
	int status, ret = bus_statistics(bus, &before);

	if (ret)
		return report_info(bench, -ret);
	bench->access.scl_frequency_hz = row->asked_hz;
	begin_s = progress_now_s();
	status = access_send(&bench->access, list);
	row->call_s = progress_now_s() - begin_s;
	if (status)
		return status;
	row->wire_s = bench->access.elapsed_ns / 1e9;
	ret = bus_statistics(bus, &after);
	if (!ret)
		ret = bus_info(bus, &row->info);
	if (ret)
		return report_info(bench, -ret);
	row->awake_s = (after.awake_ns - before.awake_ns) / 1e9;
	return STATUS_OK;
}

static double per_second(double amount, double seconds)
{
	return seconds > 0 ? amount / seconds : 0;
}

static void add_row(struct bench *bench, const struct row *row)
{
	struct json_object *object = json_new();

	json_number(object, "asked_hz", row->asked_hz);
	json_number(object, "mean_hz", row->info.last_scl_mean_hz);
	json_number(object, "slowest_hz", row->info.last_scl_min_hz);
	json_number(object, "fastest_hz", row->info.last_scl_max_hz);
	json_real(object, "bytes_per_second", per_second(bench->length, row->wire_s));
	json_real(object, "cpu_share", per_second(row->awake_s, row->wire_s));
	json_real(object, "call_overhead_seconds", row->call_s - row->wire_s);
	json_element(bench->rows, object);
}

static void print_row(const struct bench *bench, const struct row *row)
{
	printf("%8u %8u %8u %8u %9.0f %6.1f %8.1f\n", row->asked_hz, row->info.last_scl_mean_hz,
	       row->info.last_scl_min_hz, row->info.last_scl_max_hz,
	       per_second(bench->length, row->wire_s),
	       100 * per_second(row->awake_s, row->wire_s),
	       1e6 * (row->call_s - row->wire_s));
}

static int measure(struct bench *bench, struct message_list *list, unsigned int asked_hz)
{
	struct row row = { .asked_hz = asked_hz };
	int status = read_once(bench, list, &row);

	if (!status && json_wanted)
		add_row(bench, &row);
	else if (!status)
		print_row(bench, &row);
	return status;
}

/* The usual frequencies below that of --speed, or else of the bus; then that one. */
static int measure_all(struct bench *bench, struct message_list *list)
{
	static const unsigned int usual_hz[] = { 10000, 50000, 100000, 400000, 1000000 };
	unsigned int top_hz = bench->access.scl_frequency_hz;
	struct gpio_i2c_info info;
	int status = STATUS_OK, ret;
	size_t i;

	ret = bus_info(&bench->access.bus, &info);
	if (ret)
		return report_info(bench, -ret);
	if (!top_hz)
		top_hz = info.scl_frequency_hz;
	if (!json_wanted)
		printf("reads of %lu bytes from 0x%02x, SCL in Hz\n%8s %8s %8s %8s %9s %6s %8s\n",
		       bench->length, bench->target.address, "asked", "mean", "slowest",
		       "fastest", "bytes/s", "CPU %", "call us");
	for (i = 0; !status && i < ARRAY_SIZE(usual_hz); i++)
		if (usual_hz[i] < top_hz)
			status = measure(bench, list, usual_hz[i]);
	return status ? status : measure(bench, list, top_hz);
}

/* The first target that answers a read and has no kernel driver. */
static int find_target(struct bench *bench)
{
	struct gpio_i2c_transfer transfer;
	char driver[64];
	unsigned int address;
	uint8_t byte;
	int ret;
	struct message_list list = {
		.messages = { { .flags = I2C_M_RD, .length = 1, .buffer = (uintptr_t)&byte } },
		.count = 1,
	};

	for (address = ADDRESS_FIRST; address <= ADDRESS_LAST; address++) {
		if (bus_target_driver(&bench->access.bus, address, false, driver, sizeof(driver)))
			continue;
		list.messages[0].address = address;
		bench->target.address = address;
		ret = access_try(&bench->access, &list, &transfer);
		if (!ret)
			return STATUS_OK;
		if (ret == -ENXIO)
			continue;
		report_transfer(&bench->access.bus, list.messages, &transfer, -ret);
		return STATUS_FAILED;
	}
	complain("%s: no target answers a read: give an ADDR", bench->access.bus.node);
	return STATUS_FAILED;
}

static void print_json(struct bench *bench)
{
	struct json_object *object = json_new();

	json_number(object, "bus", bench->access.bus.number);
	json_number(object, "address", bench->target.address);
	json_number(object, "length", bench->length);
	json_member(object, "speeds", bench->rows);
	json_print(object);
}

static int run(struct bench *bench)
{
	struct message_list list = { .count = 0 };
	int status = bench->has_target ? STATUS_OK : find_target(bench);

	if (status)
		return status;
	if (!message_list_add(&list, &bench->target, I2C_M_RD, bench->length)) {
		complain("no memory");
		return STATUS_FAILED;
	}
	if (json_wanted)
		bench->rows = json_new_array();
	status = measure_all(bench, &list);
	if (status)
		json_free(bench->rows);
	else if (json_wanted)
		print_json(bench);
	message_list_free(&list);
	return status;
}

static int parse_arguments(struct bench *bench, int count, char **words)
{
	struct parse_error error;

	if (!argument_count(count, "bench", 1, 2))
		return STATUS_USAGE;
	bench->has_target = count == 2;
	if (count == 2 && parse_target(words[1], &bench->access.rules, &bench->target, &error))
		return usage_error("bench", "%s", error.text);
	return STATUS_OK;
}

int bench_command(int argc, char **argv)
{
	static const int taken[] = { OPTION_LENGTH, OPTION_JSON, OPTIONS_OF_ACCESS, 0 };
	struct bench bench = { .access.command = "bench", .length = 256 };
	int option, status = STATUS_OK;

	while (!status && (option = option_next(argc, argv, taken)) != -1) {
		switch (option) {
		case OPTION_LENGTH:
			if (parse_number(optarg, GPIO_I2C_MESSAGE_BYTES_MAX, &bench.length) ||
			    !bench.length)
				status = usage_error("bench", "--length is from 1 to %d",
						     GPIO_I2C_MESSAGE_BYTES_MAX);
			break;
		case OPTION_HELP:
			fputs(help, stdout);
			return STATUS_OK;
		default:
			status = access_option(&bench.access, option, optarg);
		}
	}
	if (!status)
		status = parse_arguments(&bench, argc - optind, argv + optind);
	if (!status)
		status = access_open(&bench.access, argv[optind]);
	if (status)
		return status;
	status = run(&bench);
	access_close(&bench.access);
	return status;
}
