// SPDX-License-Identifier: GPL-2.0-only
/*
 * Another bus master, in user space: bitbang CHIP SDA SCL ADDRESS REGISTER [BITS].
 * Reads one register through the GPIO character device and prints it in hex. With BITS it
 * dies after that many bits of the register, with SCL high.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/ioctl.h>
#include <linux/gpio.h>
#include "case.h"

enum { SDA = 1, SCL = 2 };

static int lines_fd;

static void wait_us(unsigned int us)
{
	uint64_t end_ns = now_ns() + us * 1000ULL;

	while (now_ns() < end_ns)
		;
}

static void set(unsigned int line, bool high)
{
	struct gpio_v2_line_values values = { .bits = high ? line : 0, .mask = line };

	if (ioctl(lines_fd, GPIO_V2_LINE_SET_VALUES_IOCTL, &values))
		die("set: %s", strerror(errno));
	wait_us(5);
}

static bool sda(void)
{
	struct gpio_v2_line_values values = { .mask = SDA };

	if (ioctl(lines_fd, GPIO_V2_LINE_GET_VALUES_IOCTL, &values))
		die("get: %s", strerror(errno));
	return values.bits & SDA;
}

static bool clock_bit(bool bit)
{
	bool seen;

	set(SDA, bit);
	set(SCL, true);
	seen = sda();
	set(SCL, false);
	return seen;
}

static void start(void)
{
	set(SDA, true);
	set(SCL, true);
	set(SDA, false);
	set(SCL, false);
}

static void stop(void)
{
	set(SDA, false);
	set(SCL, true);
	set(SDA, true);
}

static void send(uint8_t byte)
{
	for (int bit = 7; bit >= 0; bit--)
		clock_bit(byte >> bit & 1);
	if (clock_bit(true))
		die("no acknowledge of %02x", byte);
}

static uint8_t receive(int bits)
{
	uint8_t byte = 0;

	for (int bit = 0; bit < bits; bit++)
		byte = byte << 1 | clock_bit(true);
	return byte;
}

static void request(const char *chip, uint32_t sda_offset, uint32_t scl_offset)
{
	struct gpio_v2_line_request lines = {
		.offsets = { sda_offset, scl_offset },
		.consumer = "bitbang",
		.config = {
			.flags = GPIO_V2_LINE_FLAG_OUTPUT | GPIO_V2_LINE_FLAG_OPEN_DRAIN,
			.num_attrs = 1,
			.attrs = { {
				.attr = {
					.id = GPIO_V2_LINE_ATTR_ID_OUTPUT_VALUES,
					.values = SDA | SCL,
				},
				.mask = SDA | SCL,
			} },
		},
		.num_lines = 2,
	};
	int fd = open(chip, O_RDWR | O_CLOEXEC);

	if (fd < 0 || ioctl(fd, GPIO_V2_GET_LINE_IOCTL, &lines))
		die("%s: %s", chip, strerror(errno));
	close(fd);
	lines_fd = lines.fd;
}

int main(int argc, char **argv)
{
	uint8_t address, byte;

	if (argc < 6)
		die("bitbang CHIP SDA SCL ADDRESS REGISTER [BITS]");
	request(argv[1], atoi(argv[2]), atoi(argv[3]));
	address = strtoul(argv[4], NULL, 0) << 1;
	start();
	send(address);
	send(strtoul(argv[5], NULL, 0));
	start();
	send(address | 1);
	if (argc > 6) {
		receive(atoi(argv[6]));
		set(SCL, true);
		return 0;
	}
	byte = receive(8);
	clock_bit(true);
	stop();
	printf("%02x\n", byte);
	return 0;
}
