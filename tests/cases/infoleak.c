// SPDX-License-Identifier: GPL-2.0-only
/*
 * No kernel memory may leak: infoleak NODE.
 * Buffers hold a mark, 0xa5 or 0x5a. Bytes that no target sent must still hold it, however
 * the call ends.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include "case.h"

enum { SIZE = 4096, BLOCK = 5 };

static struct node node;
static uint8_t first[SIZE], second[SIZE];

static bool marked(const uint8_t *bytes, size_t from, size_t to, uint8_t mark)
{
	for (size_t i = from; i < to; i++)
		if (bytes[i] != mark)
			return false;
	return true;
}

static void mark_all(uint8_t mark)
{
	memset(first, mark, SIZE);
	memset(second, mark, SIZE);
}

/* Nobody answers: nothing was read. */
static void nobody(uint8_t mark)
{
	struct gpio_i2c_message message = read_message(NOBODY, first, SIZE);
	int error;

	mark_all(mark);
	error = node_transfer(&node, &message, 1);
	result(error == -ENXIO && marked(first, 0, SIZE, mark), "read of an empty address");
}

/* The first message succeeds, the second fails, the third does not start. */
static void half(uint8_t mark)
{
	uint8_t pointer = 0x70, want[16];
	struct gpio_i2c_message messages[] = {
		write_message(REGISTERS, &pointer, 1),
		read_message(REGISTERS, first, sizeof(want)),
		read_message(NOBODY, second, SIZE / 2),
		read_message(REGISTERS, second + SIZE / 2, SIZE / 2),
	};

	memset(want, 0xc3, sizeof(want));
	poke(&node, REGISTERS, pointer, 1, want, sizeof(want));
	mark_all(mark);
	if (!result(node_transfer(&node, messages, 4) == -ENXIO && node.last.messages_done == 2 &&
		    node.last.error_at_address, "read of an empty address after a good one"))
		note("# %u messages", node.last.messages_done);
	result(marked(first, 0, sizeof(want), 0xc3) && marked(first, sizeof(want), SIZE, mark),
	       "the good message's buffer");
	result(marked(second, 0, SIZE, mark), "the other messages' buffers");
}

/* A block may be shorter than its buffer. */
static void block(uint8_t mark)
{
	static const uint8_t want[1 + BLOCK] = { BLOCK, 11, 22, 33, 44, 55 };
	uint8_t pointer = 0x90;
	struct gpio_i2c_message messages[] = {
		write_message(REGISTERS, &pointer, 1),
		read_message(REGISTERS, first, SIZE),
	};

	poke(&node, REGISTERS, pointer, 1, want, sizeof(want));
	mark_all(mark);
	messages[1].flags |= I2C_M_RECV_LEN;
	first[0] = 1;
	if (!result(!node_transfer(&node, messages, 2) &&
		    !memcmp(first, want, sizeof(want)), "block read"))
		note("# %02x %02x %02x ...", first[0], first[1], first[2]);
	result(marked(first, sizeof(want), SIZE, mark), "what is behind a block");
}

/* A block whose count is not allowed in SMBus. */
static void bad_block(uint8_t mark)
{
	uint8_t pointer = 0x90, count = 0xff;
	struct gpio_i2c_message messages[] = {
		write_message(REGISTERS, &pointer, 1),
		read_message(REGISTERS, first, SIZE),
	};

	poke(&node, REGISTERS, pointer, 1, &count, 1);
	mark_all(mark);
	messages[1].flags |= I2C_M_RECV_LEN;
	first[0] = 1;
	result(node_transfer(&node, messages, 2) == -EPROTO && marked(first, 1, SIZE, mark),
	       "block of a count that cannot be");
}

/* INFO and STATISTICS fill every byte. */
static void tell(uint8_t mark)
{
	struct gpio_i2c_statistics statistics;
	struct gpio_i2c_info info;
	size_t length;

	memset(&info, mark, sizeof(info));
	memset(&statistics, mark, sizeof(statistics));
	if (ioctl(node.fd, GPIO_I2C_IOC_INFO, &info) ||
	    ioctl(node.fd, GPIO_I2C_IOC_STATISTICS, &statistics)) {
		result(false, "info and statistics: %s", strerror(errno));
		return;
	}
	length = strnlen(info.sda_name, sizeof(info.sda_name));
	result(marked((uint8_t *)info.sda_name, length, sizeof(info.sda_name), 0) && length,
	       "info: SDA's name");
	length = strnlen(info.scl_name, sizeof(info.scl_name));
	result(marked((uint8_t *)info.scl_name, length, sizeof(info.scl_name), 0) && length,
	       "info: SCL's name");
	length = strnlen(info.adapter_name, sizeof(info.adapter_name));
	result(marked((uint8_t *)info.adapter_name, length, sizeof(info.adapter_name), 0) &&
	       length, "info: adapter's name");
	result(marked((uint8_t *)info.reserved, 0, sizeof(info.reserved), 0), "info: reserved");
	result(marked((uint8_t *)statistics.reserved, 0, sizeof(statistics.reserved), 0),
	       "statistics: reserved");
}

int main(int argc, char **argv)
{
	static const uint8_t marks[] = { 0xa5, 0x5a };

	if (argc != 2)
		die("infoleak NODE");
	node = node_open(argv[1]);
	for (size_t i = 0; i < ARRAY_SIZE(marks); i++) {
		nobody(marks[i]);
		half(marks[i]);
		block(marks[i]);
		bad_block(marks[i]);
		tell(marks[i]);
	}
	return results();
}
