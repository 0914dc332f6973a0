// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "bus.h"
#include "commands.h"
#include "ground.h"
#include "json.h"
#include "message.h"
#include "sysfs.h"

static const char help[] =
	"Usage: gpioi2c speed BUS [HZ]\n"
	"Show the SCL frequency that the bus is set to, or set it (root only): 100 Hz to 5 MHz,\n"
	"and HZ may end in k or M. It is a ceiling: 'gpioi2c info' shows what the last transfer\n"
	"reached.\n\n"
	"      --json       print JSON\n"
	"  -h, --help       print this\n";

#define ATTRIBUTE	"scl_frequency_hz"

static int report_attribute(const struct bus *bus, const char *action, int error)
{
	switch (error) {
	case EACCES:
	case EPERM:
		complain("%s: cannot %s the speed: permission denied: be root", bus->node, action);
		break;
	case ENOENT:
	case ENODEV:
		complain("%s: the bus is gone, or its driver has no " ATTRIBUTE, bus->node);
		break;
	case EINVAL:
	case ERANGE:
		complain("%s: the bus does not take that frequency", bus->node);
		break;
	default:
		complain("%s: cannot %s the speed: %s", bus->node, action, strerror(error));
	}
	return STATUS_FAILED;
}

static void print_speed(const struct bus *bus, const char *frequency_hz)
{
	struct json_object *object;

	if (!json_wanted) {
		printf("%s Hz\n", frequency_hz);
		return;
	}
	object = json_new();
	json_number(object, "bus", bus->number);
	json_number(object, "scl_frequency_hz", strtoul(frequency_hz, NULL, 10));
	json_print(object);
}

static int speed(const char *bus_text, unsigned int frequency_hz)
{
	char path[PATH_MAX], value[32];
	struct bus bus;
	int ret;

	if (bus_find(bus_text, &bus))
		return STATUS_FAILED;
	if (!sysfs_path(path, sizeof(path), "class/misc/gpio-i2c-%u/device/" ATTRIBUTE,
			bus.number))
		return report_attribute(&bus, "read", ENAMETOOLONG);
	if (frequency_hz) {
		snprintf(value, sizeof(value), "%u", frequency_hz);
		ret = sysfs_write(path, value);
		if (ret)
			return report_attribute(&bus, "set", -ret);
	}
	ret = sysfs_read(path, value, sizeof(value));
	if (ret)
		return report_attribute(&bus, "read", -ret);
	print_speed(&bus, value);
	return STATUS_OK;
}

int speed_command(int argc, char **argv)
{
	unsigned int frequency_hz = 0;
	int status;

	if (!arguments(argc, argv, "speed", help, 1, 2, &status))
		return status;
	if (argc - optind == 2 &&
	    frequency_argument("speed", argv[optind + 1], &frequency_hz))
		return STATUS_USAGE;
	return speed(argv[optind], frequency_hz);
}
