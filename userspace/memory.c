// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include <linux/i2c.h>

#include "ground.h"
#include "memory.h"
#include "message.h"
#include "progress.h"
#include "report.h"

/* Bytes of one read. All its byte addresses have the same upper bits. */
#define READ_BYTES	256

/* Data sheets promise 5 ms for writing a page, old ones 20 ms. */
#define WRITE_LIMIT_S	0.1

unsigned int memory_blocks(const struct memory *memory)
{
	uint32_t block_bytes = 1U << 8 * memory->address_bytes;

	return (memory->size_bytes + block_bytes - 1) / block_bytes;
}

static struct target block_target(const struct memory *memory, uint32_t offset)
{
	struct target target = memory->target;

	target.address |= offset >> 8 * memory->address_bytes;
	return target;
}

int memory_allowed(const struct memory *memory)
{
	struct message_list list = { .count = memory_blocks(memory) };
	unsigned int i;

	for (i = 0; i < list.count; i++)
		list.messages[i].address = memory->target.address + i;
	return access_allowed(&memory->access, &list);
}

/* ACK polling: the chip does not answer while it writes. */
static int send(struct memory *memory, const struct message_list *list)
{
	double begin_s = progress_now_s();
	struct gpio_i2c_transfer transfer;
	bool is_last;
	int ret;

	/* A busy machine may pass the limit between two tries: try once more after it. */
	do {
		is_last = progress_now_s() - begin_s >= WRITE_LIMIT_S;
		ret = access_try(&memory->access, list, &transfer);
	} while (!is_last && (ret == -ENXIO || (ret == -EIO && transfer.error_at_address)));
	if (ret)
		report_transfer(&memory->access.bus, list->messages, &transfer, -ret);
	return ret;
}

/* Add a message that begins with the byte address @offset. Its buffer after that, or NULL. */
static uint8_t *add_address(const struct memory *memory, struct message_list *list,
			    uint32_t offset, uint32_t length)
{
	struct target target = block_target(memory, offset);
	uint8_t *data = message_list_add(list, &target, 0, memory->address_bytes + length);

	if (data && memory->address_bytes == 2)
		*data++ = offset >> 8;
	if (data)
		*data++ = offset;
	else
		complain("no memory");
	return data;
}

/* Limit @length to the end of the @unit bytes that hold @offset. */
static uint32_t within(uint32_t offset, uint32_t length, uint32_t unit)
{
	uint32_t left = unit - offset % unit;

	return length < left ? length : left;
}

int memory_read(struct memory *memory, uint32_t offset, uint8_t *data, uint32_t length)
{
	struct message_list list = { .count = 0 };
	struct target target = block_target(memory, offset);
	uint8_t *got;
	int ret = -1;

	length = within(offset, length, READ_BYTES);
	if (add_address(memory, &list, offset, 0)) {
		got = message_list_add(&list, &target, I2C_M_RD, length);
		if (!got)
			complain("no memory");
		else if (!send(memory, &list))
			ret = length;
		if (ret > 0)
			memcpy(data, got, length);
	}
	message_list_free(&list);
	return ret;
}

int memory_write(struct memory *memory, uint32_t offset, const uint8_t *data, uint32_t length)
{
	struct message_list list = { .count = 0 };
	uint8_t *room;
	int ret = -1;

	length = within(offset, length, memory->page_bytes);
	room = add_address(memory, &list, offset, length);
	if (room) {
		memcpy(room, data, length);
		if (!send(memory, &list))
			ret = length;
	}
	message_list_free(&list);
	return ret;
}
