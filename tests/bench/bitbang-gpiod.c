// SPDX-License-Identifier: GPL-2.0-only
/*
 * A typical bus master in user space, through libgpiod 1.6: waits half a period
 * after each edge of SCL.
 *   bitbang-gpiod HZ: writes 256 bytes to the EEPROM, reads them, times both.
 */
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <gpiod.h>
#include "stopwatch.h"

#define STRETCH_NS	100000000ULL

static struct gpiod_line *sda, *scl;
static uint64_t half_ns;

static struct gpiod_line *get_line(struct gpiod_chip *chip, unsigned int offset)
{
	struct gpiod_line *line = gpiod_chip_get_line(chip, offset);

	if (!line || gpiod_line_request_output_flags(line, "bitbang-gpiod",
						     GPIOD_LINE_REQUEST_FLAG_OPEN_DRAIN, 1))
		die("line %u: %s", offset, strerror(errno));
	return line;
}

static void wait_half(void)
{
	uint64_t start_ns = now_ns();

	while (now_ns() - start_ns < half_ns)
		;
}

static void set(struct gpiod_line *line, bool high)
{
	if (gpiod_line_set_value(line, high))
		die("set: %s", strerror(errno));
}

static bool get(struct gpiod_line *line)
{
	int level = gpiod_line_get_value(line);

	if (level < 0)
		die("get: %s", strerror(errno));
	return level;
}

static void scl_low(void)
{
	set(scl, false);
	wait_half();
}

static void scl_high(void)
{
	uint64_t start_ns = now_ns();

	set(scl, true);
	while (!get(scl))
		if (now_ns() - start_ns > STRETCH_NS)
			die("SCL is held low");
	wait_half();
}

static bool clock_bit(bool bit)
{
	bool level;

	set(sda, bit);
	scl_high();
	level = get(sda);
	scl_low();
	return level;
}

static void start(void)
{
	set(sda, true);
	scl_high();
	set(sda, false);
	wait_half();
	scl_low();
}

static void stop(void)
{
	set(sda, false);
	scl_high();
	set(sda, true);
	wait_half();
}

static void send(uint8_t byte)
{
	for (int bit = 7; bit >= 0; bit--)
		clock_bit(byte >> bit & 1);
	if (clock_bit(true))
		die("no acknowledge of %02x", byte);
}

static uint8_t receive(bool last)
{
	uint8_t byte = 0;

	for (int bit = 0; bit < 8; bit++)
		byte = byte << 1 | clock_bit(true);
	clock_bit(last);
	return byte;
}

static void point(unsigned int at)
{
	start();
	send(EEPROM << 1);
	send(at >> 8);
	send(at);
}

static void write_eeprom(void)
{
	uint64_t start_ns = now_ns();
	unsigned int at, bytes = 0;

	for (at = 0; at < EEPROM_BYTES; at++) {
		if (at % EEPROM_PAGE == 0)
			point(at);
		send(pattern(at));
		if ((at + 1) % EEPROM_PAGE == 0) {
			stop();
			bytes += 3 + EEPROM_PAGE;
		}
	}
	tell_time("write", bytes, now_ns() - start_ns);
}

static void read_eeprom(void)
{
	uint64_t start_ns;
	uint8_t data[EEPROM_BYTES];
	unsigned int at;

	start_ns = now_ns();
	point(0);
	start();
	send(EEPROM << 1 | 1);
	for (at = 0; at < EEPROM_BYTES; at++)
		data[at] = receive(at == EEPROM_BYTES - 1);
	stop();
	tell_time("read", 4 + sizeof(data), now_ns() - start_ns);
	for (at = 0; at < EEPROM_BYTES; at++)
		if (data[at] != pattern(at))
			die("byte %u read as %02x, %02x was written", at, data[at], pattern(at));
}

int main(int argc, char **argv)
{
	struct gpiod_chip *chip = gpiod_chip_open_by_label("gpio-i2c-sim");
	unsigned int scl_hz = argc == 2 ? atoi(argv[1]) : 0;

	if (!scl_hz)
		die("bitbang-gpiod HZ");
	if (!chip)
		die("no GPIO chip gpio-i2c-sim: %s", strerror(errno));
	half_ns = 500000000 / scl_hz;
	sda = get_line(chip, 0);
	scl = get_line(chip, 1);
	write_eeprom();
	read_eeprom();
	gpiod_chip_close(chip);
	return 0;
}
