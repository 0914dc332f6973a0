// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "bus.h"
#include "gpioi2c.h"
#include "message.h"

static const char help[] =
	"Usage: gpioi2c list\n"
	"List the buses: node, adapter's name, and, where the node may be opened, lines\n"
	"and SCL frequency asked for.\n\n"
	"  -h, --help       print this\n";

static void print_bus(struct bus *bus)
{
	struct gpio_i2c_info info;

	printf("%s\t%s", bus->node, bus->adapter_name);
	bus->fd = open(bus->node, O_RDWR | O_CLOEXEC);
	if (bus->fd >= 0 && !bus_info(bus, &info))
		printf("\tSDA %s\tSCL %s\t%u Hz", info.sda_name, info.scl_name,
		       info.scl_frequency_hz);
	putchar('\n');
	bus_close(bus);
}

int list_command(int argc, char **argv)
{
	struct bus *buses;
	size_t count, i;
	int status, ret;

	if (!arguments(argc, argv, "list", help, 0, 0, &status))
		return status;
	ret = bus_scan(&buses, &count);
	if (ret) {
		complain("cannot list the buses: %s", strerror(-ret));
		return STATUS_FAILED;
	}
	for (i = 0; i < count; i++)
		print_bus(&buses[i]);
	free(buses);
	return STATUS_OK;
}
