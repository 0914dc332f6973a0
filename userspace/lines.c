// SPDX-License-Identifier: GPL-2.0-only
/* List GPIO lines, and print the device-tree node for two of them. */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "arguments.h"
#include "commands.h"
#include "compat_gpiod.h"
#include "ground.h"
#include "json.h"
#include "message.h"
#include "search.h"
#include "sysfs.h"

static const char help[] =
	"Usage: gpioi2c lines [SDA [SCL]]\n"
	"List the GPIO lines that have a name, or find lines by name or as CHIP:OFFSET: where\n"
	"they are and who uses them. CHIP is gpiochipN or the chip's label. For a pair, print\n"
	"the properties of a gpio-i2c node in the device tree.\n\n"
	"      --json       print JSON\n"
	"  -h, --help       print this\n"
	"\nExample: gpioi2c lines GPIO2 GPIO3\n";

#define DEVICE_TREE	"firmware/devicetree/base"

static void print_line(const struct gpio_line *line, const char *place)
{
	const char *user = "unused";

	if (line->used)
		user = line->consumer ? line->consumer : "?";
	printf("%s\t%s\t%s\t%s\n", place, line->name ? line->name : "-", line->chip, user);
}

static void add_line(struct json_object *array, const struct gpio_line *line, const char *place)
{
	struct json_object *object = json_new();

	json_text(object, "place", place);
	if (line->name)
		json_text(object, "name", line->name);
	json_text(object, "chip", line->chip);
	json_text(object, "label", line->label);
	json_number(object, "offset", line->offset);
	json_flag(object, "used", line->used);
	if (line->consumer)
		json_text(object, "user", line->consumer);
	json_element(array, object);
}

static void show_line(const struct gpio_line *line, const char *place, void *array)
{
	if (json_wanted)
		add_line(array, line, place);
	else
		print_line(line, place);
}

/* Path of the chip's node in the device tree. False if it has none. */
static bool chip_node(const char *chip, char *node, size_t size)
{
	char path[PATH_MAX], base[PATH_MAX], real[PATH_MAX], real_base[PATH_MAX];
	size_t length;

	if (!sysfs_path(path, sizeof(path), "bus/gpio/devices/%s/of_node", chip) ||
	    !sysfs_path(base, sizeof(base), DEVICE_TREE) ||
	    !realpath(path, real) || !realpath(base, real_base))
		return false;
	length = strlen(real_base);
	if (strncmp(real, real_base, length))
		return false;
	snprintf(node, size, "%s", real + length);
	return true;
}

/* Find the label of @node in __symbols__. */
static bool node_label(const char *node, char *label, size_t size)
{
	char path[PATH_MAX], entry_path[PATH_MAX], value[PATH_MAX];
	struct dirent *entry;
	bool found = false;
	DIR *folder;

	if (!sysfs_path(path, sizeof(path), DEVICE_TREE "/__symbols__"))
		return false;
	folder = opendir(path);
	if (!folder)
		return false;
	while (!found && (entry = readdir(folder))) {
		if (entry->d_name[0] == '.' || !strcmp(entry->d_name, "name") ||
		    snprintf(entry_path, sizeof(entry_path), "%s/%s", path, entry->d_name) >=
		    (int)sizeof(entry_path) || sysfs_read(entry_path, value, sizeof(value)))
			continue;
		found = !strcmp(value, node);
		if (found)
			snprintf(label, size, "%s", entry->d_name);
	}
	closedir(folder);
	return found;
}

static void print_property(const char *name, const struct found_line *line)
{
	char node[PATH_MAX], label[256];

	if (!chip_node(line->chip, node, sizeof(node)))
		printf("\t%s = <&%s %u (GPIO_ACTIVE_HIGH | GPIO_OPEN_DRAIN)>;"
		       " /* put that chip's label */\n", name, line->chip, line->offset);
	else if (node_label(node, label, sizeof(label)))
		printf("\t%s = <&%s %u (GPIO_ACTIVE_HIGH | GPIO_OPEN_DRAIN)>;\n", name, label,
		       line->offset);
	else
		printf("\t%s = <&{%s} %u (GPIO_ACTIVE_HIGH | GPIO_OPEN_DRAIN)>;\n", name, node,
		       line->offset);
}

static void print_node(const struct found_line *lines)
{
	printf("\ni2c-0 {\n"
	       "\tcompatible = \"gpio-i2c\";\n");
	print_property("sda-gpios", &lines[0]);
	print_property("scl-gpios", &lines[1]);
	printf("\tclock-frequency = <100000>;\n"
	       "};\n");
}

/* Find the wanted lines, or all, and show them. */
static int find_lines(struct found_line *lines, int count, struct json_object *array)
{
	int i, status, ret = search_lines(lines, count, show_line, array);

	if (ret)
		return report_search("lines", -ret);
	status = check_lines("lines", lines, count);
	for (i = 0; !status && i < count; i++)
		if (lines[i].used)
			complain("line '%s' is in use: a bus gets it after its user is gone",
				 lines[i].wanted);
	return status;
}

int lines_command(int argc, char **argv)
{
	struct found_line lines[2] = { { .matches = 0 } };
	struct json_object *array;
	int i, status, count;

	if (!arguments(argc, argv, "lines", help, 0, 2, &status))
		return status;
	count = argc - optind;
	for (i = 0; i < count; i++)
		lines[i].wanted = argv[optind + i];
	array = json_wanted ? json_new_array() : NULL;
	status = find_lines(lines, count, array);
	if (status)
		json_free(array);
	else if (json_wanted)
		json_print_array("lines", array);
	else if (count == 2)
		print_node(lines);
	return status;
}
