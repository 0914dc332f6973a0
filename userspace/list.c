// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "bus.h"
#include "commands.h"
#include "ground.h"
#include "json.h"
#include "message.h"
#include "row.h"

static const char help[] =
	"Usage: gpioi2c list\n"
	"List the buses, one a line: node, adapter's name, lines, SCL frequency asked for and\n"
	"reached by the last transfer, and how often other processes have the bus open (+: some\n"
	"of them cannot be looked into). What follows the name needs permission to open the\n"
	"node; names of lines need libgpiod.\n\n"
	"      --json       print JSON\n"
	"  -h, --help       print this\n";

static void list(struct bus *buses, size_t count)
{
	struct json_object *array = json_wanted ? json_new_array() : NULL;
	struct row row;
	size_t i;

	for (i = 0; i < count; i++) {
		row_look(&row, &buses[i]);
		if (json_wanted)
			json_element(array, row_json(&row));
		else
			row_print(&row);
	}
	if (json_wanted)
		json_print_array("buses", array);
}

int list_command(int argc, char **argv)
{
	struct bus *buses;
	size_t count;
	int status, ret;

	if (!arguments(argc, argv, "list", help, 0, 0, &status))
		return status;
	ret = bus_scan(&buses, &count);
	if (ret) {
		complain("cannot list the buses: %s", strerror(-ret));
		return STATUS_FAILED;
	}
	list(buses, count);
	free(buses);
	return STATUS_OK;
}
