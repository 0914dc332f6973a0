// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "driver.h"
#include "kernellog.h"
#include "message.h"
#include "sysfs.h"

#define DRIVER	"bus/platform/drivers/gpio-i2c/"

const char *driver_config_root = "/etc/gpio-i2c.d";
static int lock = -1;

int driver_lock(void)
{
	char path[PATH_MAX];

	if (!sysfs_path(path, sizeof(path), DRIVER "new_device"))
		return -ENAMETOOLONG;
	lock = open(path, O_WRONLY | O_CLOEXEC);
	return lock < 0 || flock(lock, LOCK_EX) ? -errno : 0;
}

void driver_unlock(void)
{
	if (lock >= 0)
		close(lock);
	lock = -1;
}

struct reason {
	char *text;
	size_t size, used;
};

/* A record that is of our driver, and what it says of a new bus. */
static bool note_reason(const char *text, void *data)
{
	struct reason *reason = data;

	if (strncmp(text, "gpio_i2c: new_device: ", strlen("gpio_i2c: new_device: ")) &&
	    strncmp(text, "gpio-i2c gpio-i2c-runtime", strlen("gpio-i2c gpio-i2c-runtime")))
		return true;
	text = strstr(text, ": ") + 2;
	reason->used += snprintf(reason->text + reason->used, reason->size - reason->used,
				 "%s\n", text);
	return reason->used < reason->size;
}

int driver_new(const char *text, char *reason, size_t size)
{
	struct reason said = { .text = reason, .size = size };
	int log = kernellog_open(true), ret;

	*reason = '\0';
	ret = write(lock, text, strlen(text)) < 0 ? -errno : 0;
	if (log >= 0) {
		kernellog_read(log, note_reason, &said);
		close(log);
	}
	return ret;
}

int driver_delete(const char *name)
{
	char path[PATH_MAX];

	if (!sysfs_path(path, sizeof(path), DRIVER "delete_device"))
		return -ENAMETOOLONG;
	return sysfs_write(path, name);
}

void driver_report(const char *what, int error)
{
	switch (error) {
	case ENOENT:
		complain("%s: the driver is not there: modprobe gpio-i2c", what);
		break;
	case EACCES:
	case EPERM:
		complain("%s: permission denied: be root", what);
		break;
	default:
		complain("%s: %s", what, strerror(error));
	}
}

bool driver_config_path(char *path, size_t size, const char *name)
{
	if (!*name || *name == '.' || strchr(name, '/'))
		return false;
	return snprintf(path, size, "%s/%s" DRIVER_CONFIG_SUFFIX, driver_config_root, name) <
	       (int)size;
}
