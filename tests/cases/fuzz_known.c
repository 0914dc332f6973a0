// SPDX-License-Identifier: GPL-2.0-only
/* Calls with a known result, which send nothing. */
#include <errno.h>
#include <unistd.h>
#include <sys/mman.h>
#include <linux/i2c-dev.h>
#include "fuzz.h"

/* ------ our own file: a good transfer with one thing spoiled ------ */

static struct gpio_i2c_transfer request;
static struct gpio_i2c_message messages[MESSAGES], *spoiled;

static void make_transfer(void)
{
	unsigned int count = 1 + below(FEW);

	for (unsigned int i = 0; i < count; i++) {
		uint16_t address = target();

		messages[i] = (struct gpio_i2c_message) {
			.address = address,
			.flags = (address > 0x7f ? I2C_M_TEN : 0) | (below(2) ? I2C_M_RD : 0),
			.length = 1 + below(FEW), .buffer = good_pointer(),
		};
	}
	request = (struct gpio_i2c_transfer) {
		.messages = (uintptr_t)messages, .message_count = count,
		.scl_frequency_hz = one_in(8) ? 100 + below(scl_hz - 100) : 0,
	};
	spoiled = &messages[below(count)];
}

static void spoil_array(void)
{
	request.messages = bad_pointer(request.message_count * sizeof(*messages));
}

static void spoil_count(void)
{
	request.message_count = one_in(3) ? 0 : odd_number(GPIO_I2C_MESSAGES_MAX + 1);
}

static void spoil_frequency(void)
{
	request.scl_frequency_hz = below(2) ? 1 + below(99) : odd_number(scl_hz + 1);
}

static void spoil_flags(void)
{
	request.flags = odd_number(1);
}

static void spoil_reserved(void)
{
	request.reserved[below(ARRAY_SIZE(request.reserved))] = odd_number(1);
}

static void spoil_buffer(void)
{
	spoiled->buffer = bad_pointer(spoiled->length);
}

static void spoil_read_buffer(void)
{
	spoiled->flags |= I2C_M_RD;
	spoiled->buffer = (uintptr_t)read_only + below(page - FEW);
}

static void spoil_address(void)
{
	uint16_t least = spoiled->flags & I2C_M_TEN ? 0x400 : 0x80;

	spoiled->address = least + below(0x10000 - least);
}

static void spoil_message_flags(void)
{
	static const uint16_t unknown[] = { 0x2, 0x4, 0x8, 0x20, 0x40, 0x80, 0x100, 0x200 };

	spoiled->flags |= unknown[below(ARRAY_SIZE(unknown))];
}

static void spoil_length(void)
{
	spoiled->length = odd_number(GPIO_I2C_MESSAGE_BYTES_MAX + 1);
}

static void spoil_total(void)
{
	request.message_count = 17 + below(GPIO_I2C_MESSAGES_MAX - 16);
	for (unsigned int i = 0; i < request.message_count; i++) {
		messages[i] = *spoiled;
		messages[i].length = GPIO_I2C_MESSAGE_BYTES_MAX;
	}
}

/* A block that is written, has no length, no acknowledge, or too small a buffer. */
static void spoil_block(void)
{
	uint8_t *around = memory + below(page);

	*around = 1 + below(4);
	spoiled->flags = (spoiled->flags & I2C_M_TEN) | I2C_M_RD | I2C_M_RECV_LEN;
	spoiled->buffer = (uintptr_t)around;
	spoiled->length = 36;
	switch (below(5)) {
	case 0:
		spoiled->flags &= ~I2C_M_RD;
		break;
	case 1:
		spoiled->flags |= I2C_M_NO_RD_ACK;
		break;
	case 2:
		spoiled->length = 0;
		break;
	case 3:
		*around = 0;
		break;
	default:
		spoiled->length = *around + below(32);
	}
}

static const struct {
	const char *what;
	int error;
	void (*spoil)(void);
} spoils[] = {
	{ "array of messages", EFAULT, spoil_array },
	{ "count of messages", EINVAL, spoil_count },
	{ "frequency", EINVAL, spoil_frequency },
	{ "flags", EINVAL, spoil_flags },
	{ "reserved member", EINVAL, spoil_reserved },
	{ "buffer", EFAULT, spoil_buffer },
	{ "buffer that can only be read", EFAULT, spoil_read_buffer },
	{ "address", EINVAL, spoil_address },
	{ "flags of a message", EINVAL, spoil_message_flags },
	{ "length", EINVAL, spoil_length },
	{ "length of all", EINVAL, spoil_total },
	{ "block", EINVAL, spoil_block },
};

void our_refused(void)
{
	size_t i = below(ARRAY_SIZE(spoils) + 1);
	void *argument;

	make_transfer();
	if (i < ARRAY_SIZE(spoils)) {
		spoils[i].spoil();
		judge(REFUSED, spoils[i].what, call(our_fd, GPIO_I2C_IOC_TRANSFER, &request),
		      spoils[i].error);
		return;
	}
	/* read_only holds a good one. */
	argument = one_in(4) ? read_only : bad_address(sizeof(request));
	judge(REFUSED, "argument", call(our_fd, GPIO_I2C_IOC_TRANSFER, argument), EFAULT);
}

void our_told(void)
{
	struct gpio_i2c_statistics statistics;
	struct gpio_i2c_info info;
	void *argument;
	int error;

	switch (below(4)) {
	case 0:
		judge(TOLD, "info", error = call(our_fd, GPIO_I2C_IOC_INFO, &info), 0);
		if (!error && (info.abi_version != GPIO_I2C_ABI_VERSION ||
			       (int)info.adapter_nr != bus || info.reserved[below(8)]))
			complain("info", "nonsense");
		break;
	case 1:
		judge(TOLD, "statistics",
		      error = call(our_fd, GPIO_I2C_IOC_STATISTICS, &statistics), 0);
		if (!error && statistics.reserved[below(3)])
			complain("statistics", "nonsense");
		break;
	case 2:
		argument = one_in(4) ? read_only : bad_address(sizeof(info));
		judge(REFUSED, "info to nowhere",
		      call(our_fd, GPIO_I2C_IOC_INFO, argument), EFAULT);
		break;
	default:
		argument = one_in(4) ? read_only : bad_address(sizeof(statistics));
		judge(REFUSED, "statistics to nowhere",
		      call(our_fd, GPIO_I2C_IOC_STATISTICS, argument), EFAULT);
	}
}

/* Other ioctls, and other calls on the file. */
void our_other(void)
{
	static const uint8_t types[] = { GPIO_I2C_IOC_MAGIC, GPIO_I2C_IOC_MAGIC, 0x07, 0xb8, 0xba };
	unsigned long command = _IOC(below(4), types[below(ARRAY_SIZE(types))], below(256),
				     below(1 << _IOC_SIZEBITS));
	void *argument = below(2) ? bad_address(64) : (void *)good_pointer();

	switch (below(16)) {
	case 0:
		judge(REFUSED, "read", read(our_fd, argument, 1) < 0 ? errno : 0, EINVAL);
		break;
	case 1:
		judge(REFUSED, "write", write(our_fd, argument, 1) < 0 ? errno : 0, EINVAL);
		break;
	case 2:
		judge(REFUSED, "lseek", lseek(our_fd, 0, SEEK_SET) < 0 ? errno : 0, ESPIPE);
		break;
	case 3:
		judge(REFUSED, "mmap", mmap(NULL, page, PROT_READ, MAP_SHARED, our_fd, 0) ==
		      MAP_FAILED ? errno : 0, ENODEV);
		break;
	default:
		if (_IOC_TYPE(command) == GPIO_I2C_IOC_MAGIC && _IOC_NR(command) < 4)
			command ^= 1UL << (_IOC_NRSHIFT + 7);
		judge(REFUSED, "command", call(our_fd, command, argument), ENOTTY);
	}
}

/* ------ i2c-dev's file ------ */

static struct i2c_msg msgs[I2C_RDWR_IOCTL_MAX_MSGS];

static void rdwr_refused(void)
{
	struct i2c_rdwr_ioctl_data data = { .msgs = msgs, .nmsgs = 1 + below(FEW) };
	struct i2c_msg *msg = &msgs[below(data.nmsgs)];
	int error = EINVAL;

	for (unsigned int i = 0; i < data.nmsgs; i++)
		msgs[i] = (struct i2c_msg) {
			.addr = REGISTERS, .flags = below(2) ? I2C_M_RD : 0, .len = 1 + below(FEW),
			.buf = (void *)good_pointer(),
		};
	switch (below(5)) {
	case 0:
		data.nmsgs = one_in(3) ? 0 : odd_number(I2C_RDWR_IOCTL_MAX_MSGS + 1);
		break;
	case 1:
		msg->len = 8193 + below(65536 - 8193);
		break;
	case 2:
		msg->flags = I2C_M_RECV_LEN | (below(2) ? I2C_M_RD : 0);
		break;
	case 3:
		msg->buf = bad_address(msg->len);
		error = EFAULT;
		break;
	default:
		data.msgs = bad_address_not_null(data.nmsgs * sizeof(*msgs));
		error = EFAULT;
	}
	judge(REFUSED, "i2c-dev: messages", call(their_fd, I2C_RDWR, &data), error);
}

static void smbus_refused(void)
{
	union i2c_smbus_data data = { .byte = 1 };
	struct i2c_smbus_ioctl_data smbus = {
		.read_write = below(2), .command = below(256), .size = I2C_SMBUS_BYTE_DATA,
		.data = &data,
	};
	int error = EINVAL;

	switch (below(4)) {
	case 0:
		smbus.size = odd_number(I2C_SMBUS_I2C_BLOCK_DATA + 1);
		break;
	case 1:
		smbus.read_write = 2 + below(254);
		break;
	case 2:
		smbus.data = NULL;
		break;
	default:
		smbus.read_write = I2C_SMBUS_WRITE;
		smbus.data = bad_address_not_null(1);
		error = EFAULT;
	}
	judge(REFUSED, "i2c-dev: SMBus", call(their_fd, I2C_SMBUS, &smbus), error);
}

void their_refused(void)
{
	uintptr_t number = odd_number(0x400);

	switch (below(6)) {
	case 0:
	case 1:
		rdwr_refused();
		break;
	case 2:
	case 3:
		smbus_refused();
		break;
	case 4:
		judge(REFUSED, "i2c-dev: address", call(their_fd, below(2) ? I2C_SLAVE :
		      I2C_SLAVE_FORCE, (void *)number), EINVAL);
		break;
	default:
		judge(REFUSED, "i2c-dev: command",
		      call(their_fd, 0x0740 + below(64), (void *)good_pointer()), ENOTTY);
	}
}
