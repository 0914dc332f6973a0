// SPDX-License-Identifier: GPL-2.0-only
/*
 * Arguments that must be refused: badinput NODE STATS.
 *
 * Each row spoils one thing of a good call. The call must fail with the wanted error, leave
 * the arguments as they were, and send nothing: the simulator's statistics in the file STATS
 * must not count an edge.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include "case.h"

enum { MANY = GPIO_I2C_MESSAGES_MAX + 1, BYTES = 64 };

static struct gpio_i2c_transfer *transfer;
static struct gpio_i2c_transfer transfer_home;
static struct gpio_i2c_message messages[MANY];
static uint8_t pointer, bytes[BYTES];
static uint8_t *big;
static struct node node;
static const char *stats;
static uint32_t bus_frequency_hz;

/* @size bytes at the end of a page with @protection; the next page is missing. */
static void *at_page_end(const void *content, size_t size, int protection)
{
	size_t page = sysconf(_SC_PAGESIZE);
	uint8_t *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (pages == MAP_FAILED)
		die("mmap: %s", strerror(errno));
	if (content)
		memcpy(pages + page - size, content, size);
	mprotect(pages, page, protection);
	munmap(pages + page, page);
	return pages + page - size;
}

static void fresh(void)
{
	memset(bytes, 0xa5, sizeof(bytes));
	memset(messages, 0, sizeof(messages));
	messages[0] = write_message(REGISTERS, &pointer, 1);
	messages[1] = read_message(REGISTERS, bytes, 4);
	transfer = &transfer_home;
	memset(transfer, 0, sizeof(*transfer));
	transfer->messages = (uintptr_t)messages;
	transfer->message_count = 2;
}

#define SPOIL(name, statement) \
	static void name(void)	\
	{			\
		statement;	\
	}

/* The message array. */
SPOIL(null_messages, transfer->messages = 0)
SPOIL(no_messages, transfer->message_count = 0)
SPOIL(one_too_many, transfer->message_count = MANY)
SPOIL(most_messages, transfer->message_count = UINT32_MAX)
SPOIL(wrapping_count, transfer->message_count = 0x10000001)
SPOIL(above_4g, transfer->messages += 1ULL << 32)
SPOIL(high_bit, transfer->messages |= 1ULL << 63)
SPOIL(kernel_messages, transfer->messages = 0xffff888000000000)
SPOIL(last_page, transfer->messages = ~0xfffULL)

static void messages_not_there(void)
{
	transfer->messages = (uintptr_t)at_page_end(messages, sizeof(*messages), PROT_NONE);
}

static void messages_end_early(void)
{
	transfer->messages = (uintptr_t)at_page_end(messages, sizeof(*messages), PROT_READ);
}

/* The transfer itself. */
SPOIL(unknown_flag, transfer->flags = 1)
SPOIL(highest_flag, transfer->flags = 1U << 31)
SPOIL(reserved_first, transfer->reserved[0] = 1)
SPOIL(reserved_last, transfer->reserved[2] = 1U << 31)
SPOIL(too_slow, transfer->scl_frequency_hz = 99)
SPOIL(too_fast, transfer->scl_frequency_hz = bus_frequency_hz + 1)
SPOIL(far_too_fast, transfer->scl_frequency_hz = UINT32_MAX)
SPOIL(null_transfer, transfer = NULL)

static void transfer_not_there(void)
{
	transfer = at_page_end(transfer, sizeof(*transfer), PROT_NONE);
}

static void transfer_ends_early(void)
{
	transfer = at_page_end(transfer, sizeof(*transfer) - 8, PROT_READ | PROT_WRITE);
}

static void transfer_read_only(void)
{
	transfer = at_page_end(transfer, sizeof(*transfer), PROT_READ);
}

/* One message. */
static void too_long(void)
{
	messages[0].buffer = (uintptr_t)big;
	messages[0].length = GPIO_I2C_MESSAGE_BYTES_MAX + 1;
}

static void far_too_long(void)
{
	messages[1].buffer = (uintptr_t)big;
	messages[1].length = UINT32_MAX;
}

static void too_much_in_all(void)
{
	transfer->message_count = 18;
	for (unsigned int i = 0; i < 16; i++)
		messages[i] = write_message(REGISTERS, big, GPIO_I2C_MESSAGE_BYTES_MAX);
	messages[16] = write_message(REGISTERS, big, 16);
	messages[17] = write_message(REGISTERS, big, 1);
}

/* The sum wraps in 32 bits, to no more than 1 MiB. */
static void too_much_wrapping(void)
{
	transfer->message_count = 2;
	messages[0] = write_message(REGISTERS, big, 0x80000000);
	messages[1] = write_message(REGISTERS, big, 0x80000004);
}

/* 667 bytes of nine bits, addresses included. */
static void too_long_for_its_speed(void)
{
	transfer->scl_frequency_hz = 100;
	messages[1].buffer = (uintptr_t)big;
	messages[1].length = 664;
}

SPOIL(address_7_bit, messages[0].address = 0x80)
SPOIL(address_last, messages[1].address = 0x80)
SPOIL(address_16_bit, messages[0].address = 0xffff)

static void address_10_bit(void)
{
	messages[0].address = 0x400;
	messages[0].flags |= I2C_M_TEN;
}

/* Receive length: SMBus 3.0, 6.5.7. */
static void receive_length(uint32_t length, uint8_t first)
{
	messages[1].flags |= I2C_M_RECV_LEN;
	messages[1].length = length;
	bytes[0] = first;
}

SPOIL(recv_len_write, messages[0].flags |= I2C_M_RECV_LEN)
SPOIL(recv_len_no_room, receive_length(0, 1))
SPOIL(recv_len_zero, receive_length(BYTES, 0))
SPOIL(recv_len_too_small, receive_length(32, 1))
SPOIL(recv_len_pec_too_small, receive_length(33, 2))
SPOIL(recv_len_first_too_big, receive_length(BYTES, 255))

static void recv_len_not_there(void)
{
	receive_length(34, 1);
	messages[1].buffer = (uintptr_t)at_page_end(NULL, 34, PROT_NONE);
}

/* The data buffers. */
SPOIL(null_write, messages[0].buffer = 0)
SPOIL(null_read, messages[1].buffer = 0)
SPOIL(kernel_write, messages[0].buffer = 0xffff888000000000)
SPOIL(kernel_read, messages[1].buffer = 0xffff888000000000)
SPOIL(write_above_4g, messages[0].buffer += 1ULL << 32)
SPOIL(read_above_4g, messages[1].buffer += 1ULL << 32)
SPOIL(read_tagged, messages[1].buffer |= 1ULL << 56)

static void write_not_there(void)
{
	messages[0].buffer = (uintptr_t)at_page_end(bytes, 1, PROT_NONE);
}

static void write_ends_early(void)
{
	messages[0].buffer = (uintptr_t)at_page_end(bytes, 8, PROT_READ);
	messages[0].length = 9;
}

static void read_not_there(void)
{
	messages[1].buffer = (uintptr_t)at_page_end(bytes, 4, PROT_NONE);
}

static void read_ends_early(void)
{
	messages[1].buffer = (uintptr_t)at_page_end(bytes, 8, PROT_READ | PROT_WRITE);
	messages[1].length = 9;
}

static void read_read_only(void)
{
	messages[1].buffer = (uintptr_t)at_page_end(bytes, 4, PROT_READ);
}

/* A buffer of two pages, the second read-only. */
static void read_half_read_only(void)
{
	size_t page = sysconf(_SC_PAGESIZE);
	uint8_t *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	mprotect(pages + page, page, PROT_READ);
	messages[1].buffer = (uintptr_t)pages + page - 4;
	messages[1].length = 8;
}

static const struct row {
	const char *name;
	int error;
	void (*spoil)(void);
} rows[] = {
	{ "messages: NULL", EFAULT, null_messages },
	{ "messages: none", EINVAL, no_messages },
	{ "messages: one too many", EINVAL, one_too_many },
	{ "messages: 2^32 - 1", EINVAL, most_messages },
	{ "messages: a count whose bytes wrap", EINVAL, wrapping_count },
	{ "messages: 4 GiB too high", EFAULT, above_4g },
	{ "messages: address with bit 63", EFAULT, high_bit },
	{ "messages: kernel address", EFAULT, kernel_messages },
	{ "messages: last page", EFAULT, last_page },
	{ "messages: PROT_NONE", EFAULT, messages_not_there },
	{ "messages: the second not there", EFAULT, messages_end_early },
	{ "transfer: NULL", EFAULT, null_transfer },
	{ "transfer: PROT_NONE", EFAULT, transfer_not_there },
	{ "transfer: ends early", EFAULT, transfer_ends_early },
	{ "transfer: read-only memory", EFAULT, transfer_read_only },
	{ "transfer: flags 1", EINVAL, unknown_flag },
	{ "transfer: flags 2^31", EINVAL, highest_flag },
	{ "transfer: reserved[0]", EINVAL, reserved_first },
	{ "transfer: reserved[2]", EINVAL, reserved_last },
	{ "transfer: 99 Hz", EINVAL, too_slow },
	{ "transfer: 1 Hz above the bus", EINVAL, too_fast },
	{ "transfer: 2^32 - 1 Hz", EINVAL, far_too_fast },
	{ "length: 65536", EINVAL, too_long },
	{ "length: 2^32 - 1", EINVAL, far_too_long },
	{ "length: 1 MiB and a byte in all", EINVAL, too_much_in_all },
	{ "length: a sum that wraps", EINVAL, too_much_wrapping },
	{ "length: more than 60 s at 100 Hz", EINVAL, too_long_for_its_speed },
	{ "address: 0x80", EINVAL, address_7_bit },
	{ "address: 0x80 in the last message", EINVAL, address_last },
	{ "address: 0xffff", EINVAL, address_16_bit },
	{ "address: 0x400 with TEN", EINVAL, address_10_bit },
	{ "RECV_LEN: without RD", EINVAL, recv_len_write },
	{ "RECV_LEN: length 0", EINVAL, recv_len_no_room },
	{ "RECV_LEN: first byte 0", EINVAL, recv_len_zero },
	{ "RECV_LEN: 32 bytes for 33", EINVAL, recv_len_too_small },
	{ "RECV_LEN: 33 bytes for 34", EINVAL, recv_len_pec_too_small },
	{ "RECV_LEN: first byte 255", EINVAL, recv_len_first_too_big },
	{ "RECV_LEN: PROT_NONE", EFAULT, recv_len_not_there },
	{ "write buffer: NULL", EFAULT, null_write },
	{ "write buffer: kernel address", EFAULT, kernel_write },
	{ "write buffer: 4 GiB too high", EFAULT, write_above_4g },
	{ "write buffer: PROT_NONE", EFAULT, write_not_there },
	{ "write buffer: ends early", EFAULT, write_ends_early },
	{ "read buffer: NULL", EFAULT, null_read },
	{ "read buffer: kernel address", EFAULT, kernel_read },
	{ "read buffer: 4 GiB too high", EFAULT, read_above_4g },
	{ "read buffer: tag in the highest byte", EFAULT, read_tagged },
	{ "read buffer: PROT_NONE", EFAULT, read_not_there },
	{ "read buffer: ends early", EFAULT, read_ends_early },
	{ "read buffer: read-only memory", EFAULT, read_read_only },
	{ "read buffer: second page read-only", EFAULT, read_half_read_only },
};

static unsigned long long edges(void)
{
	return sim_stat(stats, "edges");
}

/* Can a transfer be read there? write() tells without a crash. */
static bool readable(const void *memory)
{
	int pipe_fds[2];
	bool good;

	if (pipe(pipe_fds))
		die("pipe: %s", strerror(errno));
	good = write(pipe_fds[1], memory, sizeof(struct gpio_i2c_transfer)) ==
		sizeof(struct gpio_i2c_transfer);
	close(pipe_fds[0]);
	close(pipe_fds[1]);
	return good;
}

static void refused(const char *name, int want)
{
	struct gpio_i2c_transfer transfer_before;
	static struct gpio_i2c_message messages_before[MANY];
	bool can_look = readable(transfer), untouched = true;
	uint8_t bytes_before[BYTES];
	unsigned long long edges_before;
	int error;

	if (can_look)
		transfer_before = *transfer;
	memcpy(messages_before, messages, sizeof(messages));
	memcpy(bytes_before, bytes, sizeof(bytes));
	edges_before = edges();
	error = ioctl(node.fd, GPIO_I2C_IOC_TRANSFER, transfer) ? errno : 0;
	if (!result(error == want, "%s", name))
		note("# %s, not %s", strerror(error), strerror(want));
	if (edges() != edges_before)
		result(false, "%s: nothing on the wire", name);
	if (can_look)
		untouched = !memcmp(&transfer_before, transfer, sizeof(*transfer));
	untouched &= !memcmp(messages_before, messages, sizeof(messages));
	untouched &= !memcmp(bytes_before, bytes, sizeof(bytes));
	if (!untouched)
		result(false, "%s: arguments left as they were", name);
}

/* Each message flag that the ABI does not define. */
static void unknown_message_flags(void)
{
	static const uint16_t known = I2C_M_RD | I2C_M_TEN | I2C_M_RECV_LEN | I2C_M_NO_RD_ACK |
		I2C_M_IGNORE_NAK | I2C_M_REV_DIR_ADDR | I2C_M_NOSTART | I2C_M_STOP;
	char name[32];

	for (unsigned int bit = 0; bit < 16; bit++) {
		if (known & 1 << bit)
			continue;
		fresh();
		messages[1].flags |= 1 << bit;
		snprintf(name, sizeof(name), "message: flag 0x%04x", 1 << bit);
		refused(name, EINVAL);
	}
}

static void accepted(const char *name)
{
	unsigned long long edges_before = edges();
	int error = ioctl(node.fd, GPIO_I2C_IOC_TRANSFER, transfer) ? errno : 0;

	if (!result(!error && edges() > edges_before &&
		    transfer->messages_done == transfer->message_count, "%s", name))
		note("# %s", strerror(error));
}

/* Good calls: a driver that refuses everything must not pass. */
static void good_calls(void)
{
	fresh();
	accepted("good: write and read");
	fresh();
	transfer->messages_done = 7;
	transfer->bytes_done = 7;
	transfer->error_at_address = 7;
	transfer->elapsed_ns = UINT64_MAX;
	accepted("good: anything in the out members");
	fresh();
	transfer->scl_frequency_hz = bus_frequency_hz;
	accepted("good: the bus's own frequency");
	fresh();
	transfer->messages = (uintptr_t)at_page_end(messages, 2 * sizeof(*messages), PROT_READ);
	accepted("good: messages and write buffer in read-only memory");
	fresh();
	messages[1].buffer = (uintptr_t)at_page_end(NULL, 4, PROT_READ | PROT_WRITE);
	accepted("good: read buffer up to the end of a page");
	fresh();
	messages[0].length = 0;
	messages[0].buffer = 0;
	transfer->message_count = 1;
	accepted("good: no bytes at NULL");
}

static void other_calls(void)
{
	static const unsigned long unknown[] = {
		0, ~0U, 0x5401, 0x0707, _IO(GPIO_I2C_IOC_MAGIC, 0x01),
		_IO(GPIO_I2C_IOC_MAGIC, 0x04), _IO(GPIO_I2C_IOC_MAGIC, 0xff),
		_IOR(GPIO_I2C_IOC_MAGIC, 0x01, struct gpio_i2c_transfer),
		_IOWR(GPIO_I2C_IOC_MAGIC, 0x01, struct gpio_i2c_message),
		_IOWR(GPIO_I2C_IOC_MAGIC, 0x00, struct gpio_i2c_info),
		_IOWR(GPIO_I2C_IOC_MAGIC - 1, 0x01, struct gpio_i2c_transfer),
	};
	struct gpio_i2c_info info = { 0 };
	struct gpio_i2c_statistics statistics = { 0 };
	unsigned long long edges_before = edges();

	for (size_t i = 0; i < ARRAY_SIZE(unknown); i++) {
		fresh();
		result(ioctl(node.fd, unknown[i], transfer) == -1 && errno == ENOTTY,
		       "ioctl 0x%lx does not exist", unknown[i]);
	}
	result(ioctl(node.fd, GPIO_I2C_IOC_INFO, NULL) == -1 && errno == EFAULT, "info: NULL");
	result(ioctl(node.fd, GPIO_I2C_IOC_INFO, at_page_end(&info, sizeof(info), PROT_READ)) ==
	       -1 && errno == EFAULT, "info: read-only memory");
	result(ioctl(node.fd, GPIO_I2C_IOC_INFO,
		     at_page_end(&info, sizeof(info) - 8, PROT_READ | PROT_WRITE)) == -1 &&
	       errno == EFAULT, "info: ends early");
	result(ioctl(node.fd, GPIO_I2C_IOC_STATISTICS, NULL) == -1 && errno == EFAULT,
	       "statistics: NULL");
	result(ioctl(node.fd, GPIO_I2C_IOC_STATISTICS,
		     at_page_end(&statistics, sizeof(statistics), PROT_READ)) == -1 &&
	       errno == EFAULT, "statistics: read-only memory");
	result(read(node.fd, bytes, 1) == -1 && errno == EINVAL, "read() is refused");
	result(write(node.fd, bytes, 1) == -1 && errno == EINVAL, "write() is refused");
	result(mmap(NULL, 4096, PROT_READ, MAP_SHARED, node.fd, 0) == MAP_FAILED &&
	       errno == ENODEV, "mmap() is refused");
	result(edges() == edges_before, "other calls: nothing on the wire");
}

int main(int argc, char **argv)
{
	struct gpio_i2c_info info;

	if (argc != 3)
		die("badinput NODE STATS");
	node = node_open(argv[1]);
	stats = argv[2];
	big = calloc(1, GPIO_I2C_MESSAGE_BYTES_MAX + 1);
	if (ioctl(node.fd, GPIO_I2C_IOC_INFO, &info))
		die("info: %s", strerror(errno));
	bus_frequency_hz = info.scl_frequency_hz;
	good_calls();
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		fresh();
		rows[i].spoil();
		refused(rows[i].name, rows[i].error);
	}
	unknown_message_flags();
	other_calls();
	fresh();
	accepted("good: still, after all that was bad");
	return results();
}
