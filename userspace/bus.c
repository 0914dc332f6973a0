// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "bus.h"
#include "message.h"
#include "sysfs.h"

#define NODE_PREFIX	"gpio-i2c-"
#define ADAPTER_PREFIX	"i2c-"
/* Adapters are named NAME_PREFIX and the name of their device. */
#define NAME_PREFIX	"gpio-i2c "

/* The I2C core adds it to a 10-bit address in a device's name. */
#define TEN_BIT_OFFSET	0xa000

const char *bus_dev_root = "/dev";

/* All of @text as a decimal number. */
static bool decimal(const char *text, unsigned int *number)
{
	unsigned long value;
	char *end;

	if (!isdigit((unsigned char)*text))
		return false;
	errno = 0;
	value = strtoul(text, &end, 10);
	if (*end || errno || value > INT_MAX)
		return false;
	*number = value;
	return true;
}

static bool decimal_after(const char *text, const char *prefix, unsigned int *number)
{
	size_t length = strlen(prefix);

	return !strncmp(text, prefix, length) && decimal(text + length, number);
}

bool bus_number(const char *text, unsigned int *number)
{
	const char *slash = strrchr(text, '/');

	if (!slash && decimal(text, number))
		return true;
	if (slash)
		text = slash + 1;
	return decimal_after(text, NODE_PREFIX, number) ||
	       decimal_after(text, ADAPTER_PREFIX, number);
}

static void describe(struct bus *bus, unsigned int number)
{
	char path[PATH_MAX];

	bus->number = number;
	bus->fd = -1;
	bus->adapter_name[0] = '\0';
	snprintf(bus->node, sizeof(bus->node), "%s/" NODE_PREFIX "%u", bus_dev_root, number);
	if (sysfs_path(path, sizeof(path), "class/misc/" NODE_PREFIX "%u/device/name", number))
		sysfs_read(path, bus->adapter_name, sizeof(bus->adapter_name));
}

static int by_number(const void *left, const void *right)
{
	const struct bus *a = left, *b = right;

	return (a->number > b->number) - (a->number < b->number);
}

/* Add a bus to the array. 0 or -ENOMEM. */
static int append(struct bus **buses, size_t *count, unsigned int number)
{
	struct bus *grown = realloc(*buses, (*count + 1) * sizeof(*grown));

	if (!grown)
		return -ENOMEM;
	*buses = grown;
	describe(&grown[(*count)++], number);
	return 0;
}

int bus_scan(struct bus **buses, size_t *count)
{
	struct dirent *entry;
	char path[PATH_MAX];
	unsigned int number;
	int ret = 0;
	DIR *folder;

	*buses = NULL;
	*count = 0;
	if (!sysfs_path(path, sizeof(path), "class/misc"))
		return -ENAMETOOLONG;
	folder = opendir(path);
	if (!folder)	/* a system without misc devices */
		return errno == ENOENT ? 0 : -errno;
	while (!ret && (entry = readdir(folder)))
		if (decimal_after(entry->d_name, NODE_PREFIX, &number))
			ret = append(buses, count, number);
	closedir(folder);
	if (ret) {
		free(*buses);
		*buses = NULL;
		*count = 0;
	} else if (*count) {
		qsort(*buses, *count, sizeof(**buses), by_number);
	}
	return ret;
}

bool bus_device(const char *class_name, const char *node_name, dev_t *device)
{
	unsigned int major_nr, minor_nr;
	char path[PATH_MAX], value[32];

	if (!sysfs_path(path, sizeof(path), "class/%s/%s/dev", class_name, node_name) ||
	    sysfs_read(path, value, sizeof(value)) ||
	    sscanf(value, "%u:%u", &major_nr, &minor_nr) != 2)
		return false;
	*device = makedev(major_nr, minor_nr);
	return true;
}

/* Whether the node at @path, whatever its name, is the bus's, or i2c-dev's for it. */
static bool same_node(const struct bus *bus, const char *path)
{
	struct stat status;
	char name[32];
	dev_t device;

	if (stat(path, &status) || !S_ISCHR(status.st_mode))
		return false;
	snprintf(name, sizeof(name), NODE_PREFIX "%u", bus->number);
	if (bus_device("misc", name, &device) && status.st_rdev == device)
		return true;
	snprintf(name, sizeof(name), ADAPTER_PREFIX "%u", bus->number);
	return bus_device("i2c-dev", name, &device) && status.st_rdev == device;
}

/* Whether @text is the adapter's name, or what follows NAME_PREFIX in it. */
static bool same_name(const struct bus *bus, const char *text)
{
	size_t prefix = strlen(NAME_PREFIX);

	return !strcmp(bus->adapter_name, text) ||
	       (!strncmp(bus->adapter_name, NAME_PREFIX, prefix) &&
		!strcmp(bus->adapter_name + prefix, text));
}

/* The bus that @text means. NULL if there is none, or several have that name. */
static const struct bus *choose(const struct bus *buses, size_t count, const char *text,
				size_t *matches)
{
	const struct bus *found = NULL;
	unsigned int number;
	size_t i;

	*matches = 0;
	if (strchr(text, '/'))
		for (i = 0; i < count; i++)
			if (same_node(&buses[i], text))
				return &buses[i];
	if (bus_number(text, &number)) {
		for (i = 0; i < count; i++)
			if (buses[i].number == number)
				return &buses[i];
		return NULL;
	}
	for (i = 0; i < count; i++) {
		if (same_name(&buses[i], text)) {
			found = &buses[i];
			++*matches;
		}
	}
	return *matches == 1 ? found : NULL;
}

/* List the buses, since the wanted one is not there. */
static void advise_buses(const struct bus *buses, size_t count, const char *text)
{
	char path[PATH_MAX], name[64];
	unsigned int number;
	size_t i;

	if (bus_number(text, &number) &&
	    sysfs_path(path, sizeof(path), "bus/i2c/devices/i2c-%u/name", number) &&
	    !sysfs_read(path, name, sizeof(name)))
		advise("i2c-%u (%s) is an adapter of another driver: use i2c-tools for it",
		       number, name);
	if (!count) {
		advise("there is none: is the module gpio-i2c loaded, and bound to a device?");
		return;
	}
	advise("there %s:", count == 1 ? "is" : "are");
	for (i = 0; i < count; i++)
		advise("  %u (%s)", buses[i].number, buses[i].adapter_name);
}

int bus_find(const char *text, struct bus *bus)
{
	const struct bus *found;
	struct bus *buses;
	size_t count, matches;
	int ret = bus_scan(&buses, &count);

	if (ret) {
		complain("%s/class/misc: %s", sysfs_root, strerror(-ret));
		return ret;
	}
	found = choose(buses, count, text, &matches);
	if (found) {
		*bus = *found;
	} else {
		if (matches > 1)
			complain("%zu buses are called '%s': give a number", matches, text);
		else
			complain("no bus '%s'", text);
		advise_buses(buses, count, text);
		ret = -ENODEV;
	}
	free(buses);
	return ret;
}

static void report_open(const struct bus *bus, int error)
{
	switch (error) {
	case EACCES:
	case EPERM:
		complain("%s: permission denied: be in group i2c, or root", bus->node);
		break;
	case ENOENT:
		complain("%s: no such node, though the bus is there: is udev or devtmpfs missing?",
			 bus->node);
		break;
	case ENODEV:
	case ENXIO:
		complain("%s: the bus is gone (unbound, or its module unloaded)", bus->node);
		break;
	default:
		complain("%s: %s", bus->node, strerror(error));
	}
}

int bus_open(const char *text, struct bus *bus)
{
	int ret = bus_find(text, bus);

	if (ret)
		return ret;
	bus->fd = open(bus->node, O_RDWR | O_CLOEXEC);
	if (bus->fd < 0) {
		ret = -errno;
		report_open(bus, errno);
	}
	return ret;
}

void bus_close(struct bus *bus)
{
	if (bus->fd >= 0)
		close(bus->fd);
	bus->fd = -1;
}

static int call(const struct bus *bus, unsigned long request, void *argument)
{
	return ioctl(bus->fd, request, argument) < 0 ? -errno : 0;
}

int bus_info(const struct bus *bus, struct gpio_i2c_info *info)
{
	memset(info, 0, sizeof(*info));
	return call(bus, GPIO_I2C_IOC_INFO, info);
}

int bus_transfer(const struct bus *bus, struct gpio_i2c_transfer *transfer)
{
	return call(bus, GPIO_I2C_IOC_TRANSFER, transfer);
}

int bus_recover(const struct bus *bus)
{
	return call(bus, GPIO_I2C_IOC_RECOVER, NULL);
}

int bus_statistics(const struct bus *bus, struct gpio_i2c_statistics *statistics)
{
	memset(statistics, 0, sizeof(*statistics));
	return call(bus, GPIO_I2C_IOC_STATISTICS, statistics);
}

/* Whether the device with that address on the adapter at @adapter_path has a driver. */
static bool client_driver(const char *adapter_path, unsigned int number, unsigned int address,
			  char *driver, size_t size)
{
	char path[PATH_MAX], target[PATH_MAX];
	const char *name;
	ssize_t length;

	if (snprintf(path, sizeof(path), "%s/%u-%04x/driver", adapter_path, number, address) >=
	    (int)sizeof(path))
		return false;
	length = readlink(path, target, sizeof(target) - 1);
	if (length < 0)
		return false;
	target[length] = '\0';
	name = strrchr(target, '/');
	snprintf(driver, size, "%s", name ? name + 1 : target);
	return true;
}

/* The adapter, then those of multiplexers, whose folders are inside it. */
static bool adapter_driver(const char *adapter_path, unsigned int number, unsigned int address,
			   char *driver, size_t size)
{
	char path[PATH_MAX];
	struct dirent *entry;
	unsigned int inner;
	bool found = client_driver(adapter_path, number, address, driver, size);
	DIR *folder;

	if (found)
		return true;
	folder = opendir(adapter_path);
	if (!folder)
		return false;
	while (!found && (entry = readdir(folder))) {
		if (!decimal_after(entry->d_name, ADAPTER_PREFIX, &inner) ||
		    entry->d_type != DT_DIR ||
		    snprintf(path, sizeof(path), "%s/%s", adapter_path, entry->d_name) >=
		    (int)sizeof(path))
			continue;
		found = adapter_driver(path, inner, address, driver, size);
	}
	closedir(folder);
	return found;
}

bool bus_target_driver(const struct bus *bus, unsigned int address, bool ten_bit, char *driver,
		       size_t size)
{
	char path[PATH_MAX];

	if (!sysfs_path(path, sizeof(path), "bus/i2c/devices/i2c-%u", bus->number))
		return false;
	return adapter_driver(path, bus->number, address | (ten_bit ? TEN_BIT_OFFSET : 0), driver,
			      size);
}
