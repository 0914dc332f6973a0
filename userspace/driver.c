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

/* The text after "prefix,sequence,...;" in a record of the kernel log, if our driver wrote it. */
static const char *log_text(char *record)
{
	char *text = strchr(record, ';');

	if (!text)
		return NULL;
	text[strcspn(text, "\n")] = '\0';
	text++;
	if (strncmp(text, "gpio_i2c: new_device: ", strlen("gpio_i2c: new_device: ")) &&
	    strncmp(text, "gpio-i2c gpio-i2c-runtime", strlen("gpio-i2c gpio-i2c-runtime")))
		return NULL;
	return strstr(text, ": ") + 2;
}

/* read() gives one record. EPIPE: the log overwrote some records before we read them. */
static void log_collect(int fd, char *reason, size_t size)
{
	char record[8192];
	const char *text;
	size_t used = 0;
	ssize_t got;

	while (used < size && ((got = read(fd, record, sizeof(record) - 1)) > 0 ||
			       (got < 0 && errno == EPIPE))) {
		record[got > 0 ? got : 0] = '\0';
		text = log_text(record);
		if (text)
			used += snprintf(reason + used, size - used, "%s\n", text);
	}
}

int driver_new(const char *text, char *reason, size_t size)
{
	int log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC), ret;

	*reason = '\0';
	if (log >= 0)
		lseek(log, 0, SEEK_END);
	ret = write(lock, text, strlen(text)) < 0 ? -errno : 0;
	if (log >= 0) {
		log_collect(log, reason, size);
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
