// SPDX-License-Identifier: GPL-2.0-only
#include <unistd.h>

#include "sysfs.h"
#include "wire.h"

static int file_level(struct wire *wire, enum wire_line line)
{
	char value[8];
	int ret = sysfs_read(wire->path[line], value, sizeof(value));

	return ret ? ret : *value == '1';
}

static int file_set(struct wire *wire, enum wire_line line, bool high)
{
	return sysfs_write(wire->path[line], high ? "1\n" : "0\n");
}

int wire_of_bus(struct wire *wire, const struct bus *bus)
{
	static const char * const names[WIRE_LINES] = { "sda", "scl" };
	int line;

	memset(wire, 0, sizeof(*wire));
	wire->level = file_level;
	wire->set = file_set;
	for (line = 0; line < WIRE_LINES; line++) {
		if (!sysfs_path(wire->path[line], sizeof(wire->path[line]),
				"kernel/debug/gpio-i2c/i2c-%u/%s", bus->number, names[line]))
			return -ENAMETOOLONG;
		if (access(wire->path[line], R_OK | W_OK))
			return -errno;
	}
	return 0;
}

static int taken_level(struct wire *wire, enum wire_line line)
{
	return gpio_level(&wire->taken[line]);
}

static int taken_set(struct wire *wire, enum wire_line line, bool high)
{
	return gpio_set(&wire->taken[line], high);
}

int wire_of_lines(struct wire *wire, const struct found_line *lines, bool drive)
{
	int line, ret = 0;

	memset(wire, 0, sizeof(*wire));
	wire->level = taken_level;
	wire->set = taken_set;
	for (line = 0; !ret && line < WIRE_LINES; line++)
		ret = gpio_take(lines[line].chip, lines[line].offset, drive, &wire->taken[line]);
	if (ret)
		wire_close(wire);
	return ret;
}

void wire_close(struct wire *wire)
{
	int line;

	for (line = 0; line < WIRE_LINES; line++)
		gpio_give_back(&wire->taken[line]);
}
