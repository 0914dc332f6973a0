// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a descriptor that was inherited says to each call: gone FD.
 * Prints "info TEXT", "transfer TEXT", "recover TEXT", "statistics TEXT", "other TEXT",
 * where TEXT is the error's or "Success".
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include "case.h"

static void call(int fd, const char *name, unsigned long request, void *argument)
{
	errno = 0;
	ioctl(fd, request, argument);
	printf("%s %s\n", name, strerror(errno));
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

	if (argc != 2)
		die("gone FD");
	fd = atoi(argv[1]);
	call(fd, "info", GPIO_I2C_IOC_INFO, &info);
	call(fd, "transfer", GPIO_I2C_IOC_TRANSFER, &transfer);
	call(fd, "recover", GPIO_I2C_IOC_RECOVER, NULL);
	call(fd, "statistics", GPIO_I2C_IOC_STATISTICS, &statistics);
	call(fd, "other", _IO(GPIO_I2C_IOC_MAGIC, 0x7f), NULL);
	return 0;
}
