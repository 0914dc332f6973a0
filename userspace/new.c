// SPDX-License-Identifier: GPL-2.0-only
/* Make a bus on two lines, now and optionally at each boot. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arguments.h"
#include "bus.h"
#include "commands.h"
#include "driver.h"
#include "ground.h"
#include "json.h"
#include "message.h"
#include "options.h"
#include "row.h"
#include "search.h"

static const char help[] =
	"Usage: gpioi2c new [OPTION...] SDA SCL\n"
	"Make a bus on two GPIO lines and print it as 'list' does. A line is its name,\n"
	"CHIP:OFFSET (CHIP is gpiochipN or the chip's label), or the kernel's number for it.\n\n"
	"  -s, --speed HZ       SCL frequency, 100000; HZ may end in k or M\n"
	"  -n, --name NAME      name of the bus, for BUS and in /dev/gpio-i2c-by-name\n"
	"  -N, --number N       number of the adapter, if it is free\n"
	"      --single-master  no other master: arbitration is not checked\n"
	"  -o, --option WORD    any other property of the device tree, PROPERTY or PROPERTY=VALUE\n"
	"  -p, --persist        make it at each boot, too, until 'gpioi2c delete'; needs --name\n"
	"      --json           print JSON\n"
	"  -h, --help           print this\n"
	"\nExample: gpioi2c new --name garden --speed 50k GPIO23 GPIO24\n";

#define TEXT_BYTES	1024
#define REASON_BYTES	1024

struct new_bus {
	char options[TEXT_BYTES];	/* words for the driver, a blank before each */
	const char *name;
	bool persist;
	struct found_line lines[2];
};

/* Add a word. The driver checks it. */
static int add_option(struct new_bus *new, const char *prefix, const char *word)
{
	size_t used = strlen(new->options);

	if (!*word || strpbrk(word, " \t\n"))
		return usage_error("new", "'%s%s' is not one word", prefix, word);
	if (snprintf(new->options + used, sizeof(new->options) - used, " %s%s", prefix, word) >=
	    (int)(sizeof(new->options) - used))
		return usage_error("new", "too many options");
	return STATUS_OK;
}

static int add_speed(struct new_bus *new, const char *text)
{
	unsigned int frequency_hz;
	char word[16];
	int status = frequency_argument("new", text, &frequency_hz);

	if (status)
		return status;
	snprintf(word, sizeof(word), "%u", frequency_hz);
	return add_option(new, "clock-frequency=", word);
}

/* True with the lines at argv[optind], or false and *status. */
static bool options(int argc, char **argv, struct new_bus *new, int *status)
{
	static const int taken[] = {
		OPTION_SPEED, OPTION_NAME, OPTION_NUMBER, OPTION_SINGLE_MASTER, OPTION_OPTION,
		OPTION_PERSIST, OPTION_JSON, OPTION_HELP, 0
	};
	int option;

	*status = STATUS_OK;
	while (!*status && (option = option_next(argc, argv, taken)) != -1) {
		switch (option) {
		case OPTION_SPEED:
			*status = add_speed(new, optarg);
			break;
		case OPTION_NAME:
			new->name = optarg;
			*status = add_option(new, "name=", optarg);
			break;
		case OPTION_NUMBER:
			*status = add_option(new, "number=", optarg);
			break;
		case OPTION_SINGLE_MASTER:
			*status = add_option(new, "", "single-master");
			break;
		case OPTION_OPTION:
			*status = add_option(new, "", optarg);
			break;
		case OPTION_PERSIST:
			new->persist = true;
			break;
		case OPTION_HELP:
			fputs(help, stdout);
			return false;
		default:
			*status = try_help("new");
		}
	}
	if (*status)
		return false;
	*status = STATUS_USAGE;
	if (!argument_count(argc - optind, "new", 2, 2))
		return false;
	if (new->persist && !new->name) {
		usage_error("new", "--persist wants --name NAME");
		return false;
	}
	*status = STATUS_OK;
	return true;
}

static bool is_number(const char *text)
{
	return *text && !text[strspn(text, "0123456789")];
}

/* Without libgpiod, and for numbers, the driver alone finds the lines. */
static int find_lines(struct new_bus *new)
{
	int ret;

	if (!HAVE_GPIOD || is_number(new->lines[0].wanted) || is_number(new->lines[1].wanted))
		return STATUS_OK;
	ret = search_lines(new->lines, 2, NULL, NULL);
	if (ret)
		return report_search("new", -ret);
	return check_lines("new", new->lines, 2);
}

/* Prefer the name: it stays when chips change places. */
static void print_word(char *word, size_t size, const struct found_line *line)
{
	if (is_number(line->wanted))
		snprintf(word, size, "#%s", line->wanted);
	else
		snprintf(word, size, "%s", line->matches && !line->by_name ? line->place :
									     line->wanted);
}

/* Write the file that makes the bus at boot, under a temporary name that boot ignores. */
static int write_config(const char *path, const char *text)
{
	FILE *file;
	bool ok;

	if (mkdir(driver_config_root, 0755) && errno != EEXIST)
		return -errno;
	file = fopen(path, "we");
	if (!file)
		return -errno;
	ok = fputs(text, file) >= 0;
	ok = !fflush(file) && !fsync(fileno(file)) && ok;
	return !fclose(file) && ok ? 0 : -EIO;
}

static void report_new(const struct new_bus *new, int error, const char *reason)
{
	int i;

	driver_report("new_device", error);
	while (*reason) {
		advise("%.*s", (int)strcspn(reason, "\n"), reason);
		reason += strcspn(reason, "\n") + 1;
	}
	for (i = 0; error == EBUSY && i < 2; i++)
		if (new->lines[i].used)
			advise("'%s' is used by '%s'", new->lines[i].wanted,
			       new->lines[i].consumer);
}

/* An empty object if the bus still waits for its lines. */
static void show_bus(struct bus *bus)
{
	struct row row;

	if (bus)
		row_look(&row, bus);
	if (json_wanted)
		json_print(bus ? row_json(&row) : json_new());
	else if (bus)
		row_print(&row);
}

static bool is_among(const struct bus *bus, const struct bus *buses, size_t count)
{
	while (count && buses[count - 1].number != bus->number)
		count--;
	return count;
}

/* Show the bus that was not there before. The lock keeps others from making one meanwhile. */
static void show_new(const struct bus *before, size_t before_count)
{
	struct bus *buses, *made = NULL;
	size_t count, i;

	if (bus_scan(&buses, &count))
		return;
	for (i = 0; !made && i < count; i++)
		if (!is_among(&buses[i], before, before_count))
			made = &buses[i];
	show_bus(made);
	free(buses);
}

/* The driver found the words wrong: that is a usage error. */
static int refused(int error)
{
	return error == EINVAL || error == ERANGE ? STATUS_USAGE : STATUS_FAILED;
}

/* With the lock held. */
static int make_locked(const struct new_bus *new, const char *text)
{
	char reason[REASON_BYTES];
	struct bus *before;
	size_t count;
	int ret = bus_scan(&before, &count);

	if (ret) {
		complain("cannot list the buses: %s", strerror(-ret));
		return STATUS_FAILED;
	}
	ret = driver_new(text, reason, sizeof(reason));
	if (ret)
		report_new(new, -ret, reason);
	else
		show_new(before, count);
	free(before);
	return ret ? refused(-ret) : STATUS_OK;
}

static int make_bus(const struct new_bus *new, const char *text)
{
	int ret = driver_lock(), status = STATUS_FAILED;

	if (ret)
		driver_report("new_device", -ret);
	else
		status = make_locked(new, text);
	driver_unlock();
	return status;
}

static int make_lasting_bus(const struct new_bus *new, const char *text)
{
	char path[PATH_MAX], temporary[PATH_MAX + 1];
	int ret, status;

	if (!driver_config_path(path, sizeof(path), new->name))
		return usage_error("new", "'%s' cannot be the name of a file", new->name);
	if (!access(path, F_OK)) {
		complain("%s is there already: 'gpioi2c delete %s' first", path, new->name);
		return STATUS_FAILED;
	}
	snprintf(temporary, sizeof(temporary), "%s~", path);
	ret = write_config(temporary, text);
	if (ret) {
		complain("%s: %s", temporary, strerror(-ret));
		return STATUS_FAILED;
	}
	status = make_bus(new, text);
	if (status || !rename(temporary, path))
		goto out;
	complain("%s: %s: the bus is there, but not after a boot", path, strerror(errno));
	status = STATUS_FAILED;
out:
	if (status)
		unlink(temporary);
	return status;
}

int new_command(int argc, char **argv)
{
	char sda[128], scl[128], text[TEXT_BYTES + 2 * 128 + 2];
	struct new_bus new = { .name = NULL };
	int status;

	if (!options(argc, argv, &new, &status))
		return status;
	new.lines[0].wanted = argv[optind];
	new.lines[1].wanted = argv[optind + 1];
	status = find_lines(&new);
	if (status)
		return status;
	print_word(sda, sizeof(sda), &new.lines[0]);
	print_word(scl, sizeof(scl), &new.lines[1]);
	snprintf(text, sizeof(text), "%s %s%s\n", sda, scl, new.options);
	return new.persist ? make_lasting_bus(&new, text) : make_bus(&new, text);
}
