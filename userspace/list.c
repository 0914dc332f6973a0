// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "bus.h"
#include "commands.h"
#include "compat_gpiod.h"
#include "ground.h"
#include "holders.h"
#include "json.h"
#include "message.h"

static const char help[] =
	"Usage: gpioi2c list\n"
	"List the buses, one a line: node, adapter's name and, where the node may be opened, the\n"
	"lines by chip and offset and, if libgpiod tells, by name, the SCL frequency asked for and\n"
	"reached by the last transfer; then how often other processes have the bus open, with\n"
	"a + if some of them cannot be looked into.\n\n"
	"      --json       print JSON\n"
	"  -h, --help       print this\n";

#define PLACE_BYTES	96
#define LINE_NAME_BYTES	64

/* One row. */
struct entry {
	const struct bus *bus;
	bool open;			/* what follows is known */
	struct gpio_i2c_info info;
	char sda_line[LINE_NAME_BYTES];	/* empty: it has none, or it is not known */
	char scl_line[LINE_NAME_BYTES];
	bool users_known;
	struct holder_search holders;
};

static bool is_place(const struct gpio_line *line, const char *wanted)
{
	char place[PLACE_BYTES];

	snprintf(place, sizeof(place), "%s:%u", line->label, line->offset);
	if (!strcmp(place, wanted))
		return true;
	snprintf(place, sizeof(place), "%s:%u", line->chip, line->offset);
	return !strcmp(place, wanted);
}

static void name_line(const struct gpio_line *line, void *data)
{
	struct entry *entry = data;

	if (line->name && is_place(line, entry->info.sda_name))
		snprintf(entry->sda_line, sizeof(entry->sda_line), "%s", line->name);
	if (line->name && is_place(line, entry->info.scl_name))
		snprintf(entry->scl_line, sizeof(entry->scl_line), "%s", line->name);
}

static void look(struct bus *bus, struct entry *entry)
{
	memset(entry, 0, sizeof(*entry));
	entry->bus = bus;
	bus->fd = open(bus->node, O_RDWR | O_CLOEXEC);
	entry->open = bus->fd >= 0 && !bus_info(bus, &entry->info);
	bus_close(bus);
	if (entry->open)
		gpio_visit_lines(name_line, entry);	/* who may not is not told the names */
	entry->holders.buses = bus;
	entry->holders.bus_count = 1;
	entry->users_known = !holders_search(&entry->holders);
}

static void print_line(const char *role, const char *place, const char *name)
{
	printf("\t%s %s", role, place);
	if (*name)
		printf(" (%s)", name);
}

static void print_entry(const struct entry *entry)
{
	const struct gpio_i2c_info *info = &entry->info;

	printf("%s\t%s", entry->bus->node, entry->bus->adapter_name);
	if (entry->open) {
		print_line("SDA", info->sda_name, entry->sda_line);
		print_line("SCL", info->scl_name, entry->scl_line);
		printf("\t%u Hz\treached ", info->scl_frequency_hz);
		if (info->last_scl_mean_hz)
			printf("%u Hz", info->last_scl_mean_hz);
		else
			putchar('-');
		if (entry->users_known)
			printf("\tusers %u%s", entry->holders.found,
			       entry->holders.hidden ? "+" : "");
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

static struct json_object *entry_json(const struct entry *entry)
{
	const struct gpio_i2c_info *info = &entry->info;
	struct json_object *object = json_new();

	json_number(object, "bus", entry->bus->number);
	json_text(object, "node", entry->bus->node);
	json_text(object, "name", entry->bus->adapter_name);
	if (!entry->open)
		return object;
	json_member(object, "sda", line_json(info->sda_name, entry->sda_line));
	json_member(object, "scl", line_json(info->scl_name, entry->scl_line));
	json_number(object, "scl_frequency_hz", info->scl_frequency_hz);
	if (info->last_scl_mean_hz)
		json_number(object, "scl_reached_hz", info->last_scl_mean_hz);
	if (entry->users_known) {
		json_number(object, "users", entry->holders.found);
		json_number(object, "hidden_processes", entry->holders.hidden);
	}
	return object;
}

static void list(struct bus *buses, size_t count)
{
	struct json_object *object, *array = json_wanted ? json_new_array() : NULL;
	struct entry entry;
	size_t i;

	for (i = 0; i < count; i++) {
		look(&buses[i], &entry);
		if (json_wanted)
			json_element(array, entry_json(&entry));
		else
			print_entry(&entry);
	}
	if (json_wanted) {
		object = json_new();
		json_member(object, "buses", array);
		json_print(object);
	}
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
