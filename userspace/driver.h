/* SPDX-License-Identifier: GPL-2.0-only */
/* Buses that the driver makes and ends at run time, and those that are to come at boot. */
#ifndef GPIOI2C_DRIVER_H
#define GPIOI2C_DRIVER_H

#include <stdbool.h>
#include <stddef.h>

/* Where a file NAME.conf has the words that make a bus; the unit tests put a folder here. */
extern const char *driver_config_root;

#define DRIVER_CONFIG_SUFFIX	".conf"

/*
 * Write @text to the driver's new_device, or a name to its delete_device. One of these
 * programs at a time: the lock is held until driver_unlock(). 0 or -errno. What the kernel
 * says of it is in @reason then, lines with a newline each.
 */
int driver_lock(void);
void driver_unlock(void);
int driver_new(const char *text, char *reason, size_t size);
int driver_delete(const char *name);

/* What is wrong with the driver's files rather than with what was asked. */
void driver_report(const char *what, int error);

/* The path of @name's file. False if @name is not fit to be one's, or does not fit. */
bool driver_config_path(char *path, size_t size, const char *name);

#endif /* GPIOI2C_DRIVER_H */
