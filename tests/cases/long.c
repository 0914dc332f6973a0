// SPDX-License-Identifier: GPL-2.0-only
/*
 * As much as one call may carry, divided by SHARE: long /dev/gpio-i2c-N SHARE. Uses the register
 * chip.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "case.h"

enum { RING = 256 };

static struct node node;
static uint32_t most = GPIO_I2C_MESSAGE_BYTES_MAX;
static size_t most_in_all = GPIO_I2C_TRANSFER_BYTES_MAX;
/* What the registers must hold, without register 0, the chip's id. */
static uint8_t ring[RING];

static bool whole(int error, unsigned int count)
{
	if (!error && node.last.messages_done == count && node.last.bytes_done == 0)
		return true;
	note("# %s, %u of %u messages, %u bytes of the next", strerror(-error),
	     node.last.messages_done, count, node.last.bytes_done);
	return false;
}

/* How many bytes differ from the registers, from @pointer on. */
static size_t wrong(const uint8_t *bytes, size_t length, unsigned int pointer)
{
	size_t count = 0;

	for (size_t i = 0; i < length; i++)
		if ((pointer + i) % RING && bytes[i] != ring[(pointer + i) % RING])
			count++;
	return count;
}

static void long_write(void)
{
	uint8_t *bytes = malloc(most);
	struct gpio_i2c_message message = write_message(REGISTERS, bytes, most);

	bytes[0] = 1;
	for (unsigned int i = 1; i < most; i++) {
		bytes[i] = (i ^ i >> 8) * 7;
		ring[i % RING] = bytes[i];
	}
	result(whole(node_transfer(&node, &message, 1), 1), "write of %u bytes", most);
	free(bytes);
}

static void long_read(void)
{
	uint8_t *bytes = calloc(1, most);
	uint8_t pointer = 1;
	struct gpio_i2c_message messages[] = {
		write_message(REGISTERS, &pointer, 1),
		read_message(REGISTERS, bytes, most),
	};
	bool good = whole(node_transfer(&node, messages, 2), 2);

	result(good && !wrong(bytes, most, 1), "read of %u bytes", most);
	free(bytes);
}

static void many_messages(void)
{
	enum { COUNT = GPIO_I2C_MESSAGES_MAX, PAIRS = COUNT / 2 };
	struct gpio_i2c_message messages[COUNT];
	uint8_t pointers[PAIRS], bytes[PAIRS][4];
	size_t bad = 0;
	bool good;

	for (unsigned int i = 0; i < PAIRS; i++) {
		pointers[i] = 37 * i + 1;
		messages[2 * i] = write_message(REGISTERS, &pointers[i], 1);
		messages[2 * i + 1] = read_message(REGISTERS, bytes[i], 4);
	}
	good = whole(node_transfer(&node, messages, COUNT), COUNT);
	for (unsigned int i = 0; i < PAIRS; i++)
		bad += wrong(bytes[i], 4, pointers[i]);
	result(good && !bad, "%u messages in a call", COUNT);
}

static void all_at_once(void)
{
	enum { COUNT = 18 };
	uint8_t *bytes = calloc(1, most_in_all), pointer = 1;
	struct gpio_i2c_message messages[COUNT] = { write_message(REGISTERS, &pointer, 1) };
	size_t at = 0, left = most_in_all - 1;
	uint64_t elapsed_ns, bits = 9ULL * most_in_all;
	bool good;

	for (unsigned int i = 1; i < COUNT; i++) {
		uint32_t length = left < most ? left : most;

		messages[i] = read_message(REGISTERS, bytes + at, length);
		at += length;
		left -= length;
	}
	elapsed_ns = now_ns();
	good = whole(node_transfer(&node, messages, COUNT), COUNT);
	elapsed_ns = now_ns() - elapsed_ns;
	result(good && !wrong(bytes, at, 1), "%zu KiB in a call", most_in_all / 1024);
	note("# %llu bit/s", (unsigned long long)(bits * 1000000000 / elapsed_ns));
	if (!result(node.last.elapsed_ns <= elapsed_ns &&
		    node.last.elapsed_ns >= elapsed_ns / 100 * 90, "elapsed_ns tells the time"))
		note("# told %llu, took %llu", (unsigned long long)node.last.elapsed_ns,
		     (unsigned long long)elapsed_ns);
	free(bytes);
}

int main(int argc, char **argv)
{
	unsigned int share = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;

	if (!share)
		die("long /dev/gpio-i2c-N SHARE");
	most /= share;
	most_in_all /= share;
	node = node_open(argv[1]);
	long_write();
	long_read();
	many_messages();
	all_at_once();
	return results();
}
