// SPDX-License-Identifier: GPL-2.0-only
/*
 * One transfer of any shape: xfer [-q] [-i] [-f HZ] [-t N] NODE MESSAGE...
 *
 * MESSAGE is LETTERS:ADDRESS:BYTES. LETTERS: r read, w write, t ten-bit, n NOSTART,
 * i IGNORE_NAK, v REV_DIR_ADDR, a NO_RD_ACK, l RECV_LEN, s STOP. BYTES are hex digits to
 * write, or a decimal count to read; "l" takes the buffer's size and after a comma its first
 * byte. NODE may be a number: a descriptor that was inherited (-i: i2c-dev's). -t sets i2c-dev's
 * I2C_TIMEOUT first, in units of 10 ms.
 *
 * Prints the bytes of each read message on a line of hex (-q: not), then "done" or "failed".
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/ioctl.h>
#include <linux/i2c-dev.h>
#include "case.h"

static uint16_t flags_of(const char *letters)
{
	static const struct { char letter; uint16_t flag; } known[] = {
		{ 'r', I2C_M_RD }, { 'w', 0 }, { 't', I2C_M_TEN }, { 'n', I2C_M_NOSTART },
		{ 'i', I2C_M_IGNORE_NAK }, { 'v', I2C_M_REV_DIR_ADDR }, { 's', I2C_M_STOP },
		{ 'a', I2C_M_NO_RD_ACK }, { 'l', I2C_M_RECV_LEN },
	};
	uint16_t flags = 0;

	for (; *letters; letters++) {
		size_t i = 0;

		while (i < ARRAY_SIZE(known) && known[i].letter != *letters)
			i++;
		if (i == ARRAY_SIZE(known))
			die("no message letter %c", *letters);
		flags |= known[i].flag;
	}
	return flags;
}

static uint8_t *bytes_of(const char *hex, uint32_t *length)
{
	uint8_t *bytes = malloc(strlen(hex) / 2 + 1);

	for (*length = 0; hex[0] && hex[1]; hex += 2)
		if (sscanf(hex, "%2hhx", &bytes[(*length)++]) != 1)
			die("no hex: %s", hex);
	return bytes;
}

static struct gpio_i2c_message message_of(char *text)
{
	char *letters = strtok(text, ":"), *address = strtok(NULL, ":"), *rest = strtok(NULL, "");
	struct gpio_i2c_message message;
	unsigned int length = 0;
	uint8_t *bytes, first = 0;

	if (!letters || !address)
		die("a message is LETTERS:ADDRESS:BYTES");
	message = (struct gpio_i2c_message) {
		.address = strtoul(address, NULL, 16), .flags = flags_of(letters),
	};
	if (message.flags & I2C_M_RD) {
		if (rest && sscanf(rest, "%u,%hhu", &length, &first) < 1)
			die("no length: %s", rest);
		bytes = calloc(1, length + 1);
		bytes[0] = first;
		message.length = length;
	} else {
		bytes = bytes_of(rest ? rest : "", &message.length);
	}
	message.buffer = (uintptr_t)bytes;
	return message;
}

static void print(const struct gpio_i2c_message *message)
{
	const uint8_t *bytes = (void *)(uintptr_t)message->buffer;
	uint32_t length = message->length;

	if (message->flags & I2C_M_RECV_LEN)
		length = bytes[0] + 1;
	for (uint32_t i = 0; i < length; i++)
		printf("%s%02x", i ? " " : "", bytes[i]);
	putchar('\n');
}

int main(int argc, char **argv)
{
	struct gpio_i2c_message messages[GPIO_I2C_MESSAGES_MAX];
	const char *timeout = NULL;
	uint32_t scl_frequency_hz = 0;
	bool quiet = false, ours = true;
	struct node node;
	int count = 0, error, option;

	while ((option = getopt(argc, argv, "qif:t:")) != -1) {
		if (option == 'q')
			quiet = true;
		else if (option == 'i')
			ours = false;
		else if (option == 'f')
			scl_frequency_hz = strtoul(optarg, NULL, 0);
		else if (option == 't')
			timeout = optarg;
		else
			return 2;
	}
	if (argc - optind < 2 || argc - optind - 1 > GPIO_I2C_MESSAGES_MAX)
		die("xfer [-q] [-i] [-f HZ] [-t N] NODE MESSAGE...");
	if (strchr(argv[optind], '/'))
		node = node_open(argv[optind]);
	else
		node = (struct node) { .fd = atoi(argv[optind]), .ours = ours };
	if (timeout && ioctl(node.fd, I2C_TIMEOUT, strtoul(timeout, NULL, 0)))
		die("I2C_TIMEOUT: %s", strerror(errno));
	node.last.scl_frequency_hz = scl_frequency_hz;
	while (++optind < argc)
		messages[count++] = message_of(argv[optind]);
	error = node_transfer(&node, messages, count);
	if (error) {
		printf("failed: %s, messages %u, bytes %u, address %u\n", strerror(-error),
		       node.last.messages_done, node.last.bytes_done, node.last.error_at_address);
		return 1;
	}
	for (int i = 0; i < count && !quiet; i++)
		if (messages[i].flags & I2C_M_RD)
			print(&messages[i]);
	puts("done");
	return 0;
}
