// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>

#include "arguments.h"
#include "bus.h"
#include "commands.h"
#include "ground.h"
#include "json.h"
#include "report.h"

static const char help[] =
	"Usage: gpioi2c recover BUS\n"
	"Free a bus whose SDA is held low by a target that was left in the middle of a byte:\n"
	"up to nine clocks, then a STOP. A bus that is idle is left alone. SCL held low cannot\n"
	"be recovered.\n\n"
	"      --json       print JSON\n"
	"  -h, --help       print this\n";

static int report_recover(const struct bus *bus, int error)
{
	switch (error) {
	case EBUSY:
	case ETIMEDOUT:
		complain("%s: not recovered: SDA or SCL is still low", bus->node);
		advise("the kernel's log names the line, or says that another master sends");
		advise("SCL held low cannot be recovered by clocks");
		advise("power-cycle the targets, or look for a missing pull-up or a short");
		break;
	case EOPNOTSUPP:
		complain("%s: cannot recover: the lines of this bus cannot be read", bus->node);
		break;
	default:
		report_call(bus, "GPIO_I2C_IOC_RECOVER", error);
	}
	return STATUS_FAILED;
}

static void print_outcome(const struct bus *bus, bool idle)
{
	struct json_object *object;

	if (!json_wanted) {
		printf("%s: %s\n", bus->node,
		       idle ? "idle, nothing to recover" : "recovered, the bus is free");
		return;
	}
	object = json_new();
	json_number(object, "bus", bus->number);
	json_flag(object, "recovered", !idle);
	json_print(object);
}

/* The driver's count of recoveries tells whether the bus was idle. */
static int recover_bus(const struct bus *bus)
{
	struct gpio_i2c_statistics before, after;
	int counted = bus_statistics(bus, &before);
	int ret = bus_recover(bus);

	if (ret)
		return report_recover(bus, -ret);
	print_outcome(bus, !counted && !bus_statistics(bus, &after) &&
		      after.recoveries == before.recoveries);
	return STATUS_OK;
}

int recover_command(int argc, char **argv)
{
	struct bus bus;
	int status;

	if (!arguments(argc, argv, "recover", help, 1, 1, &status))
		return status;
	if (bus_open(argv[optind], &bus))
		return STATUS_FAILED;
	status = recover_bus(&bus);
	bus_close(&bus);
	return status;
}
