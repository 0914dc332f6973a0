/* SPDX-License-Identifier: GPL-2.0-only */
/* Make and end buses at run time, and find their files for boot. */
#ifndef GPIOI2C_DRIVER_H
#define GPIOI2C_DRIVER_H

#include <stdbool.h>
#include <stddef.h>

/* Folder of NAME.conf, which has the words that make a bus; unit tests set their own. */
extern const char *driver_config_root;

#define DRIVER_CONFIG_SUFFIX	".conf"

/*
 * Write @text to the driver's new_device, or a name to its delete_device. 0, or -errno with what
 * the kernel log says in @reason. The lock, held until driver_unlock(), keeps other gpioi2c
 * processes out.
 */
int driver_lock(void);
void driver_unlock(void);
int driver_new(const char *text, char *reason, size_t size);
int driver_delete(const char *name);

/* Complain about the driver's files, not about what the user asked. */
void driver_report(const char *what, int error);

/* Path of @name's file. False if @name cannot be a file's name or is too long. */
bool driver_config_path(char *path, size_t size, const char *name);

#endif /* GPIOI2C_DRIVER_H */
