// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "json.h"
#include "row.h"
#include "search.h"

static void name_line(const struct gpio_line *line, void *data)
{
	struct row *row = data;

	if (line->name && line_is_at(line, row->info.sda_name))
		snprintf(row->sda_line, sizeof(row->sda_line), "%s", line->name);
	if (line->name && line_is_at(line, row->info.scl_name))
		snprintf(row->scl_line, sizeof(row->scl_line), "%s", line->name);
}

void row_look(struct row *row, struct bus *bus)
{
	memset(row, 0, sizeof(*row));
	row->bus = bus;
	bus->fd = open(bus->node, O_RDWR | O_CLOEXEC);
	row->open = bus->fd >= 0 && !bus_info(bus, &row->info);
	bus_close(bus);
	if (row->open)
		gpio_visit_lines(name_line, row);	/* others are not told the names */
	row->holders.buses = bus;
	row->holders.bus_count = 1;
	row->users_known = !holders_search(&row->holders);
}

static void print_line(const char *role, const char *place, const char *name)
{
	printf("\t%s %s", role, place);
	if (*name)
		printf(" (%s)", name);
}

void row_print(const struct row *row)
{
	const struct gpio_i2c_info *info = &row->info;

	printf("%s\t%s", row->bus->node, row->bus->adapter_name);
	if (row->open) {
		print_line("SDA", info->sda_name, row->sda_line);
		print_line("SCL", info->scl_name, row->scl_line);
		printf("\t%u Hz\treached ", info->scl_frequency_hz);
		if (info->last_scl_mean_hz)
			printf("%u Hz", info->last_scl_mean_hz);
		else
			putchar('-');
		if (row->users_known)
			printf("\tusers %u%s", row->holders.found,
			       row->holders.hidden ? "+" : "");
	}
	putchar('\n');
}

static struct json_object *line_json(const char *place, const char *name)
{
	struct json_object *line = json_new();

	json_text(line, "place", place);
	if (*name)
		json_text(line, "name", name);
	return line;
}

struct json_object *row_json(const struct row *row)
{
	const struct gpio_i2c_info *info = &row->info;
	struct json_object *object = json_new();

	json_number(object, "bus", row->bus->number);
	json_text(object, "node", row->bus->node);
	json_text(object, "name", row->bus->adapter_name);
	if (!row->open)
		return object;
	json_member(object, "sda", line_json(info->sda_name, row->sda_line));
	json_member(object, "scl", line_json(info->scl_name, row->scl_line));
	json_number(object, "scl_frequency_hz", info->scl_frequency_hz);
	if (info->last_scl_mean_hz)
		json_number(object, "scl_reached_hz", info->last_scl_mean_hz);
	if (row->users_known) {
		json_number(object, "users", row->holders.found);
		json_number(object, "hidden_processes", row->holders.hidden);
	}
	return object;
}
