/* SPDX-License-Identifier: GPL-2.0-only */
/* Attributes below /sys: one short line each. */
#ifndef GPIOI2C_SYSFS_H
#define GPIOI2C_SYSFS_H

#include <stdbool.h>
#include <stddef.h>

/* Where sysfs is mounted; unit tests set a tree of their own. */
extern const char *sysfs_root;

/* Format a path below sysfs_root. False if it does not fit. */
bool sysfs_path(char *path, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Read the first line of an attribute, without its newline. 0 or -errno. */
int sysfs_read(const char *path, char *value, size_t size);

/* 0 or -errno. */
int sysfs_write(const char *path, const char *value);

#endif /* GPIOI2C_SYSFS_H */
