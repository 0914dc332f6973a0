/* SPDX-License-Identifier: GPL-2.0-only */
/* A gpio-i2c bus: which ones there are, which one is meant, and the calls on its node. */
#ifndef GPIOI2C_BUS_H
#define GPIOI2C_BUS_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include <linux/gpio-i2c.h>

struct bus {
	unsigned int number;		/* of the I2C adapter */
	int fd;				/* -1 while closed */
	char node[PATH_MAX];		/* "/dev/gpio-i2c-N" */
	char adapter_name[GPIO_I2C_ADAPTER_NAME_BYTES];
};

/* Where the device nodes are; the unit tests put a folder of their own here. */
extern const char *bus_dev_root;

/* All buses by rising number; the array is to be freed. 0 or -errno. */
int bus_scan(struct bus **buses, size_t *count);

/*
 * The number in "1", "gpio-i2c-1", "i2c-1" or a path that ends in one of the latter two.
 * Whether there is such a bus is not looked at. False if @text is none of these.
 */
bool bus_number(const char *text, unsigned int *number);

/* The device number of a node of a class, "misc" or "i2c-dev". False if there is none. */
bool bus_device(const char *class_name, const char *node_name, dev_t *device);

/*
 * The bus that a user means by a number, a node's path or an adapter's name, or complain and
 * say which buses there are. 0 or -errno. bus_find() leaves the node closed.
 */
int bus_find(const char *text, struct bus *bus);
int bus_open(const char *text, struct bus *bus);
void bus_close(struct bus *bus);

/* The calls of the ABI. 0 or -errno; none of them complains. */
int bus_info(const struct bus *bus, struct gpio_i2c_info *info);
int bus_transfer(const struct bus *bus, struct gpio_i2c_transfer *transfer);
int bus_recover(const struct bus *bus);
int bus_statistics(const struct bus *bus, struct gpio_i2c_statistics *statistics);

/*
 * Name of the kernel driver that is bound to a target on the bus or on a multiplexer behind it.
 * False if there is none.
 */
bool bus_target_driver(const struct bus *bus, unsigned int address, bool ten_bit, char *driver,
		       size_t size);

#endif /* GPIOI2C_BUS_H */
