// SPDX-License-Identifier: GPL-2.0-only
/*
 * eeprom BUS: writes 256 bytes to the EEPROM over /dev/i2c-BUS and reads them, again and
 * again. Prints the least time of each, which nothing else disturbed.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include "stopwatch.h"

/* Several ticks of the system's timer: some repetition runs without one. */
#define REPEAT_NS	40000000

static int bus;

static void transfer(struct i2c_msg *messages, unsigned int count)
{
	struct i2c_rdwr_ioctl_data call = { messages, count };

	if (ioctl(bus, I2C_RDWR, &call) != (int)count)
		die("transfer: %s", strerror(errno));
}

static uint64_t write_eeprom(unsigned int *bytes)
{
	uint64_t start_ns = now_ns();
	uint8_t page[2 + EEPROM_PAGE];
	struct i2c_msg message = { .addr = EEPROM, .len = sizeof(page), .buf = page };
	unsigned int at;

	*bytes = 0;
	for (at = 0; at < EEPROM_BYTES; at++) {
		page[2 + at % EEPROM_PAGE] = pattern(at);
		if ((at + 1) % EEPROM_PAGE)
			continue;
		page[0] = 0;
		page[1] = at + 1 - EEPROM_PAGE;
		transfer(&message, 1);
		*bytes += 1 + sizeof(page);
	}
	return now_ns() - start_ns;
}

static uint64_t read_eeprom(unsigned int *bytes)
{
	uint64_t start_ns, elapsed_ns;
	uint8_t from[2] = { 0, 0 }, data[EEPROM_BYTES] = { 0 };
	struct i2c_msg messages[] = {
		{ .addr = EEPROM, .len = sizeof(from), .buf = from },
		{ .addr = EEPROM, .len = sizeof(data), .buf = data, .flags = I2C_M_RD },
	};
	unsigned int at;

	start_ns = now_ns();
	transfer(messages, 2);
	elapsed_ns = now_ns() - start_ns;
	*bytes = 2 + sizeof(from) + sizeof(data);
	for (at = 0; at < EEPROM_BYTES; at++)
		if (data[at] != pattern(at))
			die("byte %u read as %02x, %02x was written", at, data[at], pattern(at));
	return elapsed_ns;
}

static void least(const char *name, uint64_t (*access)(unsigned int *bytes))
{
	uint64_t least_ns = UINT64_MAX, start_ns = now_ns(), ns;
	unsigned int bytes;

	do {
		ns = access(&bytes);
		if (ns < least_ns)
			least_ns = ns;
	} while (now_ns() - start_ns < REPEAT_NS);
	tell_time(name, bytes, least_ns);
}

int main(int argc, char **argv)
{
	char path[32];

	if (argc != 2)
		die("eeprom BUS");
	snprintf(path, sizeof(path), "/dev/i2c-%s", argv[1]);
	bus = open(path, O_RDWR);
	if (bus < 0)
		die("%s: %s", path, strerror(errno));
	least("write", write_eeprom);
	least("read", read_eeprom);
	return 0;
}
