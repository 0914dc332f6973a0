// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "commands.h"
#include "driver.h"
#include "ground.h"
#include "json.h"
#include "message.h"

static const char help[] =
	"Usage: gpioi2c restore\n"
	"Make the buses of /etc/gpio-i2c.d/*.conf, as at boot. A line of such a file is what the\n"
	"driver's new_device takes, or a comment after \"# \". The driver waits for GPIO lines that\n"
	"are not there yet. Buses that exist are left alone.\n\n"
	"      --json       print JSON\n"
	"  -h, --help       print this\n";

/* Adds the line to @array, unless that is NULL. */
static int restore_line(const char *path, const char *line, struct json_object *array)
{
	char text[1536], reason[1024] = "";
	struct json_object *object;
	int ret = -E2BIG;

	if (snprintf(text, sizeof(text), "%s wait\n", line) < (int)sizeof(text))
		ret = driver_new(text, reason, sizeof(reason));
	if (ret && ret != -EEXIST) {
		driver_report(path, -ret);
		if (*reason)
			advise("%.*s", (int)strcspn(reason, "\n"), reason);
		return STATUS_FAILED;
	}
	if (array) {
		object = json_new();
		json_text(object, "file", path);
		json_text(object, "line", line);
		json_flag(object, "made", !ret);
		json_element(array, object);
	}
	return STATUS_OK;
}

static int restore_file(const char *path, struct json_object *array)
{
	FILE *file = fopen(path, "re");
	int status = STATUS_OK;
	char *line = NULL;
	size_t size = 0;

	if (!file) {
		complain("%s: %s", path, strerror(errno));
		return STATUS_FAILED;
	}
	while (getline(&line, &size, file) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		/* a comment has a blank after #: "#23" is a GPIO line's number */
		if (line[strspn(line, " \t")] && strncmp(line, "# ", 2) && strcmp(line, "#"))
			status |= restore_line(path, line, array);
	}
	free(line);
	fclose(file);
	return status;
}

static int is_config(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name), suffix = strlen(DRIVER_CONFIG_SUFFIX);

	return entry->d_name[0] != '.' && length > suffix &&
	       !strcmp(entry->d_name + length - suffix, DRIVER_CONFIG_SUFFIX);
}

/* With the lock held. Goes on after a file that fails. */
static int restore_files(struct dirent **entries, int count, struct json_object *array)
{
	char path[PATH_MAX];
	int i, status = STATUS_OK;

	for (i = 0; i < count; i++) {
		snprintf(path, sizeof(path), "%s/%s", driver_config_root, entries[i]->d_name);
		status |= restore_file(path, array);
	}
	return status;
}

static int restore(struct json_object *array)
{
	int ret, count, status = STATUS_FAILED;
	struct dirent **entries;

	count = scandir(driver_config_root, &entries, is_config, alphasort);
	if (count < 0 && errno == ENOENT)
		return STATUS_OK;
	if (count < 0) {
		complain("%s: %s", driver_config_root, strerror(errno));
		return STATUS_FAILED;
	}
	ret = count ? driver_lock() : 0;
	if (ret)
		driver_report("new_device", -ret);
	else
		status = restore_files(entries, count, array);
	driver_unlock();
	while (count)
		free(entries[--count]);
	free(entries);
	return status;
}

int restore_command(int argc, char **argv)
{
	struct json_object *array;
	int status;

	if (!arguments(argc, argv, "restore", help, 0, 0, &status))
		return status;
	array = json_wanted ? json_new_array() : NULL;
	status = restore(array);
	if (status || !json_wanted) {
		json_free(array);
		return status;
	}
	json_print_array("lines", array);
	return STATUS_OK;
}
