// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "bus.h"
#include "commands.h"
#include "driver.h"
#include "ground.h"
#include "json.h"
#include "message.h"
#include "sysfs.h"

static const char help[] =
	"Usage: gpioi2c delete BUS\n"
	"Delete a bus that was made at run time, and its file for boot. Waits while a process\n"
	"has /dev/i2c-N open: 'gpioi2c users BUS' names it.\n\n"
	"      --json       print JSON\n"
	"  -h, --help       print this\n";

#define RUNTIME_PREFIX	"gpio-i2c-runtime."

/* Name of the adapter's parent, the platform device. */
static bool device_name(const struct bus *bus, char *name, size_t size)
{
	char path[PATH_MAX], real[PATH_MAX], *slash;

	if (!sysfs_path(path, sizeof(path), "class/misc/gpio-i2c-%u/device", bus->number) ||
	    !realpath(path, real))
		return false;
	slash = strrchr(real, '/');
	*slash = '\0';
	slash = strrchr(real, '/');
	snprintf(name, size, "%s", slash ? slash + 1 : "");
	return true;
}

/* Print what was deleted; @path may be NULL. */
static void print_gone(const char *name, const char *path)
{
	struct json_object *object;

	if (!json_wanted)
		return;
	object = json_new();
	json_text(object, "name", name);
	if (path)
		json_text(object, "file", path);
	json_print(object);
}

static int delete_bus(const struct bus *bus, const char *device)
{
	int ret;

	if (strncmp(device, RUNTIME_PREFIX, strlen(RUNTIME_PREFIX))) {
		complain("%s: '%s' was not made at run time", bus->node, device);
		advise("a device tree or other firmware has it; its driver can be unbound");
		return STATUS_FAILED;
	}
	ret = driver_delete(device);
	if (ret)
		driver_report(bus->node, -ret);
	return ret ? STATUS_FAILED : STATUS_OK;
}

static int delete_file(const char *path, const char *name)
{
	if (unlink(path)) {
		complain("%s: %s", path, strerror(errno));
		return STATUS_FAILED;
	}
	print_gone(name, path);
	return STATUS_OK;
}

/* Delete a bus that has a file. It may wait for its lines, or be gone with them. */
static int delete_lasting(const char *path, const char *name)
{
	int ret = driver_delete(name);

	if (ret == -EACCES || ret == -EPERM) {
		driver_report(name, -ret);
		return STATUS_FAILED;
	}
	return delete_file(path, name);
}

static bool config_path(char *path, size_t size, const char *name)
{
	return driver_config_path(path, size, name) && !access(path, F_OK);
}

/* Delete a bus that has no file of its name. */
static int delete_found(const struct bus *bus)
{
	char path[PATH_MAX], device[NAME_MAX + 1];
	const char *name = strchr(bus->adapter_name, ' ');

	if (!device_name(bus, device, sizeof(device))) {
		complain("%s: the bus is gone", bus->node);
		return STATUS_FAILED;
	}
	if (delete_bus(bus, device))
		return STATUS_FAILED;
	name = name ? name + 1 : device;
	if (config_path(path, sizeof(path), name))
		return delete_file(path, name);
	print_gone(name, NULL);
	return STATUS_OK;
}

int delete_command(int argc, char **argv)
{
	char path[PATH_MAX];
	struct bus bus;
	int status;

	if (!arguments(argc, argv, "delete", help, 1, 1, &status))
		return status;
	if (config_path(path, sizeof(path), argv[optind]))
		return delete_lasting(path, argv[optind]);
	return bus_find(argv[optind], &bus) ? STATUS_FAILED : delete_found(&bus);
}
