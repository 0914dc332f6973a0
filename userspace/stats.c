// SPDX-License-Identifier: GPL-2.0-only
#include <stddef.h>
#include <stdio.h>

#include "arguments.h"
#include "bus.h"
#include "gpioi2c.h"
#include "json.h"
#include "report.h"

static const char help[] =
	"Usage: gpioi2c stats BUS\n"
	"Show the counters of a bus since it was made, one a line: name and value.\n\n"
	"      --json       print JSON\n"
	"  -h, --help       print this\n";

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

int stats_command(int argc, char **argv)
{
	struct gpio_i2c_statistics statistics;
	struct bus bus;
	int status, ret;

	if (!arguments(argc, argv, "stats", help, 1, 1, &status))
		return status;
	if (bus_open(argv[optind], &bus))
		return STATUS_FAILED;
	ret = bus_statistics(&bus, &statistics);
	if (ret) {
		report_call(&bus, "GPIO_I2C_IOC_STATISTICS", -ret);
		status = STATUS_FAILED;
	} else if (json_wanted) {
		print_json(&bus, &statistics);
		status = STATUS_OK;
	} else {
		print_statistics(&statistics);
		status = STATUS_OK;
	}
	bus_close(&bus);
	return status;
}
