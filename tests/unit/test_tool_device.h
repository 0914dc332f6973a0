/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Answers the character device's ioctls: a 24C02 at 0x50 and a 10-bit target at 0x150, or any
 * error.
 */
#ifndef TEST_TOOL_DEVICE_H
#define TEST_TOOL_DEVICE_H

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <linux/gpio-i2c.h>
#include <linux/i2c.h>

static struct {
	uint8_t memory[256], pointer;
	bool stuck;			/* writes are acknowledged and change nothing */
	bool refuses;			/* registers from 0x80 on */
	unsigned int busy;		/* addresses without an answer after a write */
	unsigned int busy_left;
	unsigned int largest_write;	/* data bytes */
	unsigned int interrupt_at;	/* the transfer during which Ctrl-C is pressed */
	unsigned int transfers;		/* that would have reached the wire */
	unsigned int recoveries;
	uint32_t scl_frequency_hz;	/* of the last transfer */
	uint32_t last_mean_hz;
	uint32_t last_fastest_hz;	/* 0: 100 kHz */
	/* The next call fails with this, at that place. */
	int error;
	uint32_t messages_done, bytes_done, error_at_address, line_failed;
} device;

static int send_message(const struct gpio_i2c_message *message)
{
	uint8_t *data = (uint8_t *)(uintptr_t)message->buffer;
	bool ten_bit = message->flags & I2C_M_TEN;
	uint32_t i;

	if (message->address != (ten_bit ? 0x150 : 0x50))
		return -ENXIO;
	if (device.busy_left && device.busy_left--)
		return -ENXIO;
	if (!(message->flags & I2C_M_RD) && message->length > 1) {
		device.busy_left = device.busy;
		if (device.largest_write < message->length - 1)
			device.largest_write = message->length - 1;
	}
	if (message->flags & I2C_M_RECV_LEN) {
		assert_true(message->length >= data[0] + 32U);
		data[0] = device.memory[device.pointer];
		for (i = 0; i <= data[0]; i++)
			data[i] = device.memory[device.pointer++];
		return 0;
	}
	if (device.refuses && !(message->flags & I2C_M_RD) && message->length && data[0] & 0x80)
		return -EIO;
	for (i = 0; i < message->length; i++) {
		if (message->flags & I2C_M_RD)
			data[i] = device.memory[device.pointer++];
		else if (!i)
			device.pointer = data[i];
		else if (device.stuck)
			device.pointer++;
		else
			device.memory[device.pointer++] = data[i];
	}
	return 0;
}

static int transfer(struct gpio_i2c_transfer *transfer)
{
	const struct gpio_i2c_message *messages = (void *)(uintptr_t)transfer->messages;
	static const uint32_t reserved[3];
	int error = 0;

	assert_int_equal(transfer->flags, 0);
	assert_memory_equal(transfer->reserved, reserved, sizeof(reserved));
	assert_in_range(transfer->message_count, 1, GPIO_I2C_MESSAGES_MAX);
	device.scl_frequency_hz = transfer->scl_frequency_hz;
	if (++device.transfers == device.interrupt_at)
		raise(SIGINT);
	transfer->messages_done = 0;
	while (!error && transfer->messages_done < transfer->message_count) {
		error = send_message(&messages[transfer->messages_done]);
		if (!error)
			transfer->messages_done++;
	}
	transfer->error_at_address = !!error;
	transfer->elapsed_ns = 1234;
	return error;
}

static int device_call(unsigned long request, void *argument)
{
	struct gpio_i2c_info info = {
		.abi_version = GPIO_I2C_ABI_VERSION,
		.adapter_nr = 1,
		.functionality = I2C_FUNC_I2C | I2C_FUNC_SMBUS_EMUL,
		.scl_frequency_hz = 100000,
		.timeout_ms = 1000,
		.last_scl_mean_hz = device.last_mean_hz,
		.last_scl_min_hz = 98000,
		.last_scl_max_hz = device.last_fastest_hz ? device.last_fastest_hz : 100000,
		.flags = GPIO_I2C_INFO_SINGLE_MASTER,
		.sda_name = "gpiochip1:0",
		.scl_name = "gpiochip1:1",
		.adapter_name = "gpio-i2c gpio-i2c.0",
	};
	struct gpio_i2c_statistics statistics = {
		.transfers = 3,
		.recoveries = device.recoveries,
		.transfer_ns = UINT64_MAX,
	};
	struct gpio_i2c_transfer *failed = argument;

	if (request == GPIO_I2C_IOC_INFO && device.error != ENODEV) {
		memcpy(argument, &info, sizeof(info));
		return 0;
	}
	if (request == GPIO_I2C_IOC_STATISTICS && device.error != ENODEV) {
		memcpy(argument, &statistics, sizeof(statistics));
		return 0;
	}
	if (request == GPIO_I2C_IOC_TRANSFER && device.error) {
		failed->messages_done = device.messages_done;
		failed->bytes_done = device.bytes_done;
		failed->error_at_address = device.error_at_address;
		failed->line_failed = device.line_failed;
	}
	if (device.error)
		return -device.error;
	return request == GPIO_I2C_IOC_TRANSFER ? transfer(argument) : 0;
}

/* Replaces the C library's: the tool's nodes are plain files here. */
int ioctl(int fd, unsigned long request, ...)
{
	va_list arguments;
	void *argument;

	(void)fd;
	va_start(arguments, request);
	argument = va_arg(arguments, void *);
	va_end(arguments);
	errno = -device_call(request, argument);
	return errno ? -1 : 0;
}

#endif /* TEST_TOOL_DEVICE_H */
