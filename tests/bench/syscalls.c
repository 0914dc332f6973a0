// SPDX-License-Identifier: GPL-2.0-only
/*
 * syscalls BUS COUNT: COUNT small transfers (one byte to a register chip) in each of
 * four ways over the two nodes of one bus. Prints for each way
 * "rate NODE MESSAGES_PER_CALL COUNT ELAPSED_NS".
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>
#include <sys/ioctl.h>
#include <linux/gpio-i2c.h>
#include <linux/i2c-dev.h>
#include <linux/i2c.h>
#include "stopwatch.h"

/* The ways take turns of this many transfers, to share the timer's ticks. */
#define TURN		GPIO_I2C_MESSAGES_MAX
#define REGISTERS	0x20

static uint8_t byte;

static void call_i2c_dev(int fd, unsigned int count)
{
	static struct i2c_msg messages[I2C_RDWR_IOCTL_MAX_MSGS];
	struct i2c_rdwr_ioctl_data call = { messages, count };

	for (unsigned int i = 0; i < count; i++)
		messages[i] = (struct i2c_msg){ .addr = REGISTERS, .len = 1, .buf = &byte };
	if (ioctl(fd, I2C_RDWR, &call) != (int)count)
		die("i2c-dev: %s", strerror(errno));
}

static void call_gpio_i2c(int fd, unsigned int count)
{
	static struct gpio_i2c_message messages[GPIO_I2C_MESSAGES_MAX];
	struct gpio_i2c_transfer call = {
		.messages = (uintptr_t)messages,
		.message_count = count,
	};

	for (unsigned int i = 0; i < count; i++)
		messages[i] = (struct gpio_i2c_message){
			.address = REGISTERS, .length = 1, .buffer = (uintptr_t)&byte,
		};
	if (ioctl(fd, GPIO_I2C_IOC_TRANSFER, &call))
		die("gpio-i2c: %s", strerror(errno));
}

static struct way {
	const char *node;
	void (*call)(int fd, unsigned int count);
	unsigned int batch;
	int fd;
	uint64_t elapsed_ns;
} ways[] = {
	{ .node = "i2c", .call = call_i2c_dev, .batch = 1 },
	{ .node = "gpio-i2c", .call = call_gpio_i2c, .batch = 1 },
	{ .node = "i2c", .call = call_i2c_dev, .batch = I2C_RDWR_IOCTL_MAX_MSGS },
	{ .node = "gpio-i2c", .call = call_gpio_i2c, .batch = GPIO_I2C_MESSAGES_MAX },
};

static void take_turn(struct way *way)
{
	uint64_t start_ns = now_ns();
	unsigned int left, count;

	for (left = TURN; left; left -= count) {
		count = left < way->batch ? left : way->batch;
		way->call(way->fd, count);
	}
	way->elapsed_ns += now_ns() - start_ns;
}

int main(int argc, char **argv)
{
	unsigned int way, turn, turns = argc == 3 ? atoi(argv[2]) / TURN : 0;
	char path[48];

	if (!turns)
		die("syscalls BUS COUNT");
	for (way = 0; way < sizeof(ways) / sizeof(ways[0]); way++) {
		snprintf(path, sizeof(path), "/dev/%s-%s", ways[way].node, argv[1]);
		ways[way].fd = open(path, O_RDWR);
		if (ways[way].fd < 0)
			die("%s: %s", path, strerror(errno));
		take_turn(&ways[way]);
		ways[way].elapsed_ns = 0;
	}
	for (turn = 0; turn < turns; turn++)
		for (way = 0; way < sizeof(ways) / sizeof(ways[0]); way++)
			take_turn(&ways[way]);
	for (way = 0; way < sizeof(ways) / sizeof(ways[0]); way++)
		printf("rate %s %u %u %llu\n", ways[way].node, ways[way].batch, turns * TURN,
		       (unsigned long long)ways[way].elapsed_ns);
	return 0;
}
