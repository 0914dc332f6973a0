// SPDX-License-Identifier: GPL-2.0-only
/* Each call on an inherited descriptor must report that the bus is gone: gone FD WHEN. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include "case.h"

static const char *when;

static void call(int fd, const char *name, unsigned long request, void *argument)
{
	errno = 0;
	if (!result(ioctl(fd, request, argument) < 0 && errno == ENODEV, "%s: %s", when, name))
		note("%s", strerror(errno));
}

int main(int argc, char **argv)
{
	uint8_t byte = 0;
	struct gpio_i2c_message message = read_message(REGISTERS, &byte, 1);
	struct gpio_i2c_transfer transfer = {
		.messages = (uintptr_t)&message, .message_count = 1,
	};
	struct gpio_i2c_statistics statistics;
	struct gpio_i2c_info info;
	int fd;

	if (argc != 3)
		die("gone FD WHEN");
	fd = atoi(argv[1]);
	when = argv[2];
	call(fd, "info", GPIO_I2C_IOC_INFO, &info);
	call(fd, "transfer", GPIO_I2C_IOC_TRANSFER, &transfer);
	call(fd, "recover", GPIO_I2C_IOC_RECOVER, NULL);
	call(fd, "statistics", GPIO_I2C_IOC_STATISTICS, &statistics);
	return results();
}
