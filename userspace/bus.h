/* SPDX-License-Identifier: GPL-2.0-only */
/* gpio-i2c buses: list them, find the one the user means, call its node. */
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

/* Where the device nodes are; unit tests set a folder of their own. */
extern const char *bus_dev_root;

/* All buses by rising number; the caller frees the array. 0 or -errno. */
int bus_scan(struct bus **buses, size_t *count);

/*
 * The number in "1", "gpio-i2c-1", "i2c-1" or a path that ends in one of the latter two.
 * False if @text is none of these. Does not check that the bus exists.
 */
bool bus_number(const char *text, unsigned int *number);

/* Device number of a node of class "misc" or "i2c-dev". False if there is none. */
bool bus_device(const char *class_name, const char *node_name, dev_t *device);

/*
 * Find the bus that the user means by a number, a node's path or an adapter's name. 0, or -errno
 * after a complaint that lists the buses. bus_find() leaves the node closed.
 */
int bus_find(const char *text, struct bus *bus);
int bus_open(const char *text, struct bus *bus);
void bus_close(struct bus *bus);

/* The ioctls. 0 or -errno, without a complaint. */
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
