// SPDX-License-Identifier: GPL-2.0-only
/* Which GPIO lines could be a bus, and how a device tree would say so. */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "arguments.h"
#include "commands.h"
#include "compat_gpiod.h"
#include "ground.h"
#include "json.h"
#include "message.h"
#include "sysfs.h"

static const char help[] =
	"Usage: gpioi2c lines [SDA [SCL]]\n"
	"List the GPIO lines that have a name, or find lines by name or as CHIP:OFFSET: where\n"
	"they are and who uses them. CHIP is gpiochipN or the chip's label. For a pair, print\n"
	"the properties that a device tree's gpio-i2c node would have.\n\n"
	"      --json       print JSON\n"
	"  -h, --help       print this\n"
	"\nExample: gpioi2c lines GPIO2 GPIO3\n";

#define DEVICE_TREE	"firmware/devicetree/base"
#define PLACE_BYTES	96

struct chip {
	char name[32];
	char label[64];
};

struct found_line {
	const char *wanted;
	unsigned int matches;
	char chip[32];
	unsigned int offset;
	bool used;
};

struct line_search {
	struct chip *chips;		/* what all of them are called */
	size_t chip_count;
	struct found_line lines[2];	/* SDA, SCL */
	int count;			/* how many are wanted; 0: every line with a name */
	struct json_object *array;	/* of what was found; NULL: print it at once */
};

/* The first visit to a chip's first line. */
static void note_chip(const struct gpio_line *line, void *data)
{
	struct line_search *search = data;
	struct chip *grown;

	if (line->offset)
		return;
	grown = realloc(search->chips, (search->chip_count + 1) * sizeof(*grown));
	if (!grown)
		return;
	search->chips = grown;
	grown += search->chip_count++;
	snprintf(grown->name, sizeof(grown->name), "%s", line->chip);
	snprintf(grown->label, sizeof(grown->label), "%s", line->label);
}

static bool is_shared(const struct line_search *search, const char *label)
{
	size_t i, found = 0;

	for (i = 0; i < search->chip_count; i++)
		found += !strcmp(search->chips[i].label, label);
	return found > 1;
}

/* As the driver calls it: by the chip's label, or its name if others have that label too. */
static void print_line(const struct line_search *search, const struct gpio_line *line)
{
	const char *user = "unused";

	if (line->used)
		user = line->consumer ? line->consumer : "?";
	printf("%s:%u\t%s\t%s\t%s\n",
	       is_shared(search, line->label) ? line->chip : line->label, line->offset,
	       line->name ? line->name : "-", line->chip, user);
}

static void add_line(const struct line_search *search, const struct gpio_line *line)
{
	struct json_object *object = json_new();
	char place[PLACE_BYTES];

	snprintf(place, sizeof(place), "%s:%u",
		 is_shared(search, line->label) ? line->chip : line->label, line->offset);
	json_text(object, "place", place);
	if (line->name)
		json_text(object, "name", line->name);
	json_text(object, "chip", line->chip);
	json_text(object, "label", line->label);
	json_number(object, "offset", line->offset);
	json_flag(object, "used", line->used);
	if (line->consumer)
		json_text(object, "user", line->consumer);
	json_element(search->array, object);
}

static void show_line(const struct line_search *search, const struct gpio_line *line)
{
	if (json_wanted)
		add_line(search, line);
	else
		print_line(search, line);
}

static bool is_place(const char *chip, unsigned int offset, const char *wanted)
{
	char place[PLACE_BYTES];

	snprintf(place, sizeof(place), "%s:%u", chip, offset);
	return !strcmp(place, wanted);
}

static bool line_matches(const struct gpio_line *line, const char *wanted)
{
	return (line->name && !strcmp(line->name, wanted)) ||
	       is_place(line->chip, line->offset, wanted) ||
	       is_place(line->label, line->offset, wanted);
}

static void visit(const struct gpio_line *line, void *data)
{
	struct line_search *search = data;
	int i;

	if (!search->count && line->name)
		show_line(search, line);
	for (i = 0; i < search->count; i++) {
		struct found_line *found = &search->lines[i];

		if (!line_matches(line, found->wanted))
			continue;
		show_line(search, line);
		found->matches++;
		found->offset = line->offset;
		found->used = line->used;
		snprintf(found->chip, sizeof(found->chip), "%s", line->chip);
	}
}

/* The path of the chip's node in the device tree. False if it has none. */
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

/* Look for the label whose value in __symbols__ is @node. */
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

static void print_node(const struct line_search *search)
{
	printf("\ni2c-0 {\n"
	       "\tcompatible = \"gpio-i2c\";\n");
	print_property("sda-gpios", &search->lines[0]);
	print_property("scl-gpios", &search->lines[1]);
	printf("\tclock-frequency = <100000>;\n"
	       "};\n");
}

static int check_line(const struct found_line *line)
{
	if (!line->matches) {
		complain("no line '%s'", line->wanted);
		advise("'gpioi2c lines' lists those with a name; others are CHIP:OFFSET");
		return STATUS_FAILED;
	}
	if (line->matches > 1) {
		complain("%u lines are called '%s': give gpiochipN:OFFSET", line->matches,
			 line->wanted);
		return STATUS_FAILED;
	}
	if (line->used)
		complain("line '%s' is in use: a bus gets it after its user is gone",
			 line->wanted);
	return STATUS_OK;
}

static int check_pair(const struct found_line *sda, const struct found_line *scl)
{
	if (strcmp(sda->chip, scl->chip) || sda->offset != scl->offset)
		return STATUS_OK;
	return usage_error("lines", "SDA '%s' and SCL '%s' are the same line", sda->wanted,
			   scl->wanted);
}

static int check_lines(const struct line_search *search)
{
	int i, status = STATUS_OK;

	for (i = 0; !status && i < search->count; i++)
		status = check_line(&search->lines[i]);
	if (!status && search->count == 2)
		status = check_pair(&search->lines[0], &search->lines[1]);
	return status;
}

static int report_visit(int error)
{
	if (!HAVE_GPIOD) {
		complain("lines: built without libgpiod: install libgpiod-dev and build again");
		return STATUS_FAILED;
	}
	if (error == EACCES || error == EPERM)
		complain("GPIO chips: permission denied: be in group gpio, or root");
	else
		complain("GPIO chips: %s", strerror(error));
	return STATUS_FAILED;
}

static void print_json(const struct line_search *search)
{
	struct json_object *object = json_new();

	json_member(object, "lines", search->array);
	json_print(object);
}

int lines_command(int argc, char **argv)
{
	struct line_search search = { .count = 0 };
	int status, ret, i;

	if (!arguments(argc, argv, "lines", help, 0, 2, &status))
		return status;
	gpio_visit_lines(note_chip, &search);	/* a chip that fails does so again */
	search.count = argc - optind;
	for (i = 0; i < search.count; i++)
		search.lines[i].wanted = argv[optind + i];
	if (json_wanted)
		search.array = json_new_array();
	ret = gpio_visit_lines(visit, &search);
	free(search.chips);
	status = ret ? report_visit(-ret) : check_lines(&search);
	if (status)
		json_free(search.array);
	else if (json_wanted)
		print_json(&search);
	else if (search.count == 2)
		print_node(&search);
	return status;
}
