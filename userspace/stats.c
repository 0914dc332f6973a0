// SPDX-License-Identifier: GPL-2.0-only
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "bus.h"
#include "commands.h"
#include "ground.h"
#include "json.h"
#include "progress.h"
#include "repeat.h"
#include "report.h"

static const char help[] =
	"Usage: gpioi2c stats [OPTION...] BUS\n"
	"Show the counters of a bus since it was made, one a line: name and value.\n\n"
	"  -w, --watch      again and again, with the gain of each per second\n"
	REPEAT_HELP
	"      --json       print JSON\n"
	"  -h, --help       print this\n";

/* Without --interval. */
#define WATCH_INTERVAL_MS	1000

#define ROUNDS_NOT_GIVEN	ULONG_MAX

#define COUNTER(name)	{ #name, offsetof(struct gpio_i2c_statistics, name) }

static const struct {
	const char *name;
	size_t offset;
} counters[] = {
	COUNTER(transfers),
	COUNTER(messages),
	COUNTER(bytes),
	COUNTER(address_naks),
	COUNTER(data_naks),
	COUNTER(timeouts),
	COUNTER(busy),
	COUNTER(stretches),
	COUNTER(stretch_longest_ns),
	COUNTER(recoveries),
	COUNTER(recoveries_failed),
	COUNTER(arbitrations_lost),
	COUNTER(awake_ns),
	COUNTER(transfer_ns),
	COUNTER(line_errors),
};

static uint64_t counter(const struct gpio_i2c_statistics *statistics, size_t index)
{
	const char *start = (const char *)statistics;
	const uint64_t *value = (const void *)(start + counters[index].offset);

	return *value;
}

static void print_statistics(const struct gpio_i2c_statistics *statistics)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(counters); i++)
		printf("%-18s %llu\n", counters[i].name,
		       (unsigned long long)counter(statistics, i));
}

static void print_json(const struct bus *bus, const struct gpio_i2c_statistics *statistics)
{
	struct json_object *object = json_new();
	size_t i;

	json_number(object, "bus", bus->number);
	for (i = 0; i < ARRAY_SIZE(counters); i++)
		json_number(object, counters[i].name, counter(statistics, i));
	json_print(object);
}

/* The counters at one time. */
struct reading {
	struct gpio_i2c_statistics statistics;
	double seconds;
};

static int take(const struct bus *bus, struct reading *reading)
{
	int ret = bus_statistics(bus, &reading->statistics);

	if (ret) {
		report_call(bus, "GPIO_I2C_IOC_STATISTICS", -ret);
		return STATUS_FAILED;
	}
	reading->seconds = progress_now_s();
	return STATUS_OK;
}

/* On a terminal, redraw the screen; elsewhere a blank line ends a table. */
static void print_watched(const struct reading *before, const struct reading *now, bool first)
{
	bool screen = isatty(STDOUT_FILENO);
	size_t i;

	if (screen)
		fputs("\033[H\033[J", stdout);
	else if (!first)
		putchar('\n');
	printf("%-18s %20s %14s\n", "COUNTER", "VALUE", "PER SECOND");
	for (i = 0; i < ARRAY_SIZE(counters); i++) {
		uint64_t value = counter(&now->statistics, i);
		uint64_t gained = value - counter(&before->statistics, i);

		printf("%-18s %20llu", counters[i].name, (unsigned long long)value);
		if (first)
			printf(" %14s\n", "-");
		else
			printf(" %14.0f\n", gained / (now->seconds - before->seconds));
	}
}

static int show(const struct bus *bus, bool watch, struct repeat *repeat)
{
	struct reading before, now;
	bool first = true;

	memset(&before, 0, sizeof(before));
	do {
		if (take(bus, &now))
			return STATUS_FAILED;
		if (json_wanted)
			print_json(bus, &now.statistics);
		else if (watch)
			print_watched(&before, &now, first);
		else
			print_statistics(&now.statistics);
		before = now;
		first = false;
	} while (repeat_again(repeat));
	return STATUS_OK;
}

int stats_command(int argc, char **argv)
{
	static const int taken[] = {
		OPTION_WATCH, OPTION_REPEAT, OPTION_INTERVAL, OPTION_JSON, OPTION_HELP, 0
	};
	struct repeat repeat = {
		.command = "stats",
		.rounds = ROUNDS_NOT_GIVEN,
		.interval_ms = WATCH_INTERVAL_MS,
	};
	int option, status = STATUS_OK;
	bool watch = false;
	struct bus bus;

	while (!status && (option = option_next(argc, argv, taken)) != -1) {
		switch (option) {
		case OPTION_WATCH:
			watch = true;
			break;
		case OPTION_REPEAT:
		case OPTION_INTERVAL:
			status = repeat_option(&repeat, option, optarg);
			break;
		case OPTION_HELP:
			fputs(help, stdout);
			return STATUS_OK;
		default:
			status = try_help("stats");
		}
	}
	if (status)
		return status;
	if (!argument_count(argc - optind, "stats", 1, 1))
		return STATUS_USAGE;
	if (repeat.rounds == ROUNDS_NOT_GIVEN)
		repeat.rounds = watch ? 0 : 1;
	if (bus_open(argv[optind], &bus))
		return STATUS_FAILED;
	status = show(&bus, watch, &repeat);
	bus_close(&bus);
	return status;
}
