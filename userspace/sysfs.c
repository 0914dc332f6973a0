// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sysfs.h"

const char *sysfs_root = "/sys";

bool sysfs_path(char *path, size_t size, const char *format, ...)
{
	int used = snprintf(path, size, "%s/", sysfs_root), more;
	va_list arguments;

	if (used < 0 || (size_t)used >= size)
		return false;
	va_start(arguments, format);
	more = vsnprintf(path + used, size - used, format, arguments);
	va_end(arguments);
	return more >= 0 && (size_t)more < size - used;
}

int sysfs_read(const char *path, char *value, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), ret = 0;
	ssize_t got;

	if (fd < 0)
		return -errno;
	got = read(fd, value, size - 1);
	if (got < 0) {
		ret = -errno;
		got = 0;
	}
	value[got] = '\0';
	value[strcspn(value, "\n")] = '\0';
	close(fd);
	return ret;
}

int sysfs_write(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), ret = 0;

	if (fd < 0)
		return -errno;
	if (write(fd, value, strlen(value)) < 0)
		ret = -errno;
	if (close(fd) && !ret)
		ret = -errno;
	return ret;
}
