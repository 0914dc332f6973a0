// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every SMBus kind through i2c-dev, with and without PEC: smbus /dev/i2c-N.
 *
 * The register chip knows nothing of SMBus. Counts and PEC bytes for reads are put into its
 * registers first; those of writes are found there afterwards. This program computes the PEC
 * itself, from the bytes on the wire.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <linux/i2c-dev.h>
#include "case.h"

enum { WRITE_ADDRESS = REGISTERS << 1, READ_ADDRESS = WRITE_ADDRESS | 1 };

static struct node node;
static bool with_pec;

/* CRC-8 with x^8 + x^2 + x + 1, SMBus 3.0, 6.4.1.1. */
static uint8_t crc8(const uint8_t *bytes, size_t length)
{
	uint8_t crc = 0;

	while (length--) {
		crc ^= *bytes++;
		for (int bit = 0; bit < 8; bit++)
			crc = crc & 0x80 ? crc << 1 ^ 0x07 : crc << 1;
	}
	return crc;
}

static int smbus(uint8_t read_write, uint8_t command, uint32_t size, union i2c_smbus_data *data)
{
	struct i2c_smbus_ioctl_data arguments = {
		.read_write = read_write, .command = command, .size = size, .data = data,
	};

	return ioctl(node.fd, I2C_SMBUS, &arguments) ? -errno : 0;
}

static void set(uint8_t reg, const void *bytes, size_t length)
{
	int error = poke(&node, REGISTERS, reg, 1, bytes, length);

	if (error)
		die("cannot write registers: %s", strerror(-error));
}

static bool holds(uint8_t reg, const void *bytes, size_t length)
{
	uint8_t got[64] = { 0 };
	int error = peek(&node, REGISTERS, reg, 1, got, length);

	if (error)
		die("cannot read registers: %s", strerror(-error));
	return !memcmp(got, bytes, length);
}

/* Did the write of @length bytes on the wire (address first, command second) arrive? */
static bool arrived(const uint8_t *wire, size_t length)
{
	uint8_t want[64];

	memcpy(want, wire + 2, length - 2);
	want[length - 2] = with_pec ? crc8(wire, length) : 0xee;
	return holds(wire[1], want, length - 1);
}

/* Fills registers with 0xee, which must stay behind the last byte. */
static void fill(uint8_t reg)
{
	uint8_t bytes[48];

	memset(bytes, 0xee, sizeof(bytes));
	set(reg, bytes, sizeof(bytes));
}

static void judge(int error, bool good, const char *name)
{
	if (!result(!error && good, "%s%s", name, with_pec ? " with PEC" : ""))
		note("# ioctl: %s, data %s", strerror(-error), good ? "right" : "wrong");
}

static void quick(void)
{
	static const uint8_t released = 0xff;

	judge(smbus(I2C_SMBUS_WRITE, 0, I2C_SMBUS_QUICK, NULL), true, "quick write");
	/* With a first bit of 0 the target would hold SDA low, and no STOP be possible. */
	set(0x80, &released, 1);
	set(0x80, NULL, 0);
	judge(smbus(I2C_SMBUS_READ, 0, I2C_SMBUS_QUICK, NULL), true, "quick read");
}

static void byte(void)
{
	uint8_t bytes[] = { READ_ADDRESS, 0x3c, 0 };
	const uint8_t sent[] = { WRITE_ADDRESS, 0x40 };
	union i2c_smbus_data data = { 0 };
	const uint8_t pec = crc8(sent, 2);
	int error;

	fill(0x40);
	error = smbus(I2C_SMBUS_WRITE, 0x40, I2C_SMBUS_BYTE, NULL);
	judge(error, with_pec ? holds(0x40, &pec, 1) : true, "send byte");
	bytes[2] = crc8(bytes, 2);
	set(0x40, bytes + 1, 2);
	set(0x40, NULL, 0);
	error = smbus(I2C_SMBUS_READ, 0, I2C_SMBUS_BYTE, &data);
	judge(error, data.byte == 0x3c, "receive byte");
}

static void byte_data(void)
{
	const uint8_t sent[] = { WRITE_ADDRESS, 0x48, 0xa7 };
	uint8_t read[] = { WRITE_ADDRESS, 0x48, READ_ADDRESS, 0x71, 0 };
	union i2c_smbus_data data = { .byte = 0xa7 };
	int error;

	fill(0x48);
	error = smbus(I2C_SMBUS_WRITE, 0x48, I2C_SMBUS_BYTE_DATA, &data);
	judge(error, arrived(sent, sizeof(sent)), "write byte data");
	read[4] = crc8(read, 4);
	set(0x48, read + 3, 2);
	error = smbus(I2C_SMBUS_READ, 0x48, I2C_SMBUS_BYTE_DATA, &data);
	judge(error, data.byte == 0x71, "read byte data");
}

static void word_data(void)
{
	const uint8_t sent[] = { WRITE_ADDRESS, 0x50, 0x34, 0x12 };
	uint8_t read[] = { WRITE_ADDRESS, 0x50, READ_ADDRESS, 0xef, 0xbe, 0 };
	union i2c_smbus_data data = { .word = 0x1234 };
	int error;

	fill(0x50);
	error = smbus(I2C_SMBUS_WRITE, 0x50, I2C_SMBUS_WORD_DATA, &data);
	judge(error, arrived(sent, sizeof(sent)), "write word data");
	read[5] = crc8(read, 5);
	set(0x50, read + 3, 3);
	error = smbus(I2C_SMBUS_READ, 0x50, I2C_SMBUS_WORD_DATA, &data);
	judge(error, data.word == 0xbeef, "read word data");
}

static void process_call(void)
{
	uint8_t wire[] = { WRITE_ADDRESS, 0x58, 0x22, 0x11, READ_ADDRESS, 0x66, 0x55, 0 };
	union i2c_smbus_data data = { .word = 0x1122 };
	int error;

	fill(0x58);
	wire[7] = crc8(wire, 7);
	set(0x5a, wire + 5, 3);
	error = smbus(I2C_SMBUS_WRITE, 0x58, I2C_SMBUS_PROC_CALL, &data);
	judge(error, data.word == 0x5566 && holds(0x58, wire + 2, 2), "process call");
}

static void block_data(uint8_t count)
{
	uint8_t wire[3 + I2C_SMBUS_BLOCK_MAX + 2] = { WRITE_ADDRESS, 0x60, count };
	union i2c_smbus_data data;
	char name[64];
	int error;

	fill(0x60);
	data.block[0] = count;
	for (int i = 1; i <= count; i++) {
		data.block[i] = 3 * i + count;
		wire[2 + i] = data.block[i];
	}
	error = smbus(I2C_SMBUS_WRITE, 0x60, I2C_SMBUS_BLOCK_DATA, &data);
	snprintf(name, sizeof(name), "write block data of %u", count);
	judge(error, arrived(wire, 3 + count), name);

	wire[2] = READ_ADDRESS;
	wire[3] = count;
	for (int i = 1; i <= count; i++)
		wire[3 + i] = 7 * i ^ count;
	wire[4 + count] = crc8(wire, 4 + count);
	set(0x60, wire + 3, 2 + count);
	memset(&data, 0, sizeof(data));
	error = smbus(I2C_SMBUS_READ, 0x60, I2C_SMBUS_BLOCK_DATA, &data);
	snprintf(name, sizeof(name), "read block data of %u", count);
	judge(error, !memcmp(data.block, wire + 3, 1 + count), name);
}

static void block_process_call(void)
{
	uint8_t wire[] = { WRITE_ADDRESS, 0xa0, 2, 0x11, 0x22, READ_ADDRESS, 3, 7, 8, 9, 0 };
	union i2c_smbus_data data = { .block = { 2, 0x11, 0x22 } };
	int error;

	fill(0xa0);
	wire[10] = crc8(wire, 10);
	set(0xa3, wire + 6, 5);
	error = smbus(I2C_SMBUS_WRITE, 0xa0, I2C_SMBUS_BLOCK_PROC_CALL, &data);
	judge(error, !memcmp(data.block, wire + 6, 4) && holds(0xa0, wire + 2, 3),
	      "block process call");
}

/* These have no PEC. */
static void i2c_block(void)
{
	union i2c_smbus_data data = { .block = { 5, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5 } };
	static const uint8_t want[] = { 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xee };
	int error;

	fill(0xb0);
	error = smbus(I2C_SMBUS_WRITE, 0xb0, I2C_SMBUS_I2C_BLOCK_DATA, &data);
	judge(error, holds(0xb0, want, 6), "write I2C block data");
	memset(data.block + 1, 0, 5);
	error = smbus(I2C_SMBUS_READ, 0xb0, I2C_SMBUS_I2C_BLOCK_DATA, &data);
	judge(error, data.block[0] == 5 && !memcmp(data.block + 1, want, 5), "read I2C block data");
}

static void bad_count(uint8_t count)
{
	union i2c_smbus_data data = { 0 };
	int error;

	set(0xc0, &count, 1);
	error = smbus(I2C_SMBUS_READ, 0xc0, I2C_SMBUS_BLOCK_DATA, &data);
	if (!result(error == -EPROTO, "block count %u is a protocol error%s", count,
		    with_pec ? " with PEC" : ""))
		note("# %s", strerror(-error));
}

static void bad_pec(void)
{
	uint8_t read[] = { WRITE_ADDRESS, 0xd0, READ_ADDRESS, 0x99, 0 };
	union i2c_smbus_data data = { 0 };
	int error;

	for (int bit = 0; bit < 8; bit++) {
		read[4] = crc8(read, 4) ^ 1 << bit;
		set(0xd0, read + 3, 2);
		error = smbus(I2C_SMBUS_READ, 0xd0, I2C_SMBUS_BYTE_DATA, &data);
		if (error != -EBADMSG)
			break;
	}
	if (!result(error == -EBADMSG, "a wrong PEC is a bad message"))
		note("# %s", strerror(-error));
}

int main(int argc, char **argv)
{
	if (argc != 2)
		die("smbus /dev/i2c-N");
	node = node_open(argv[1]);
	if (ioctl(node.fd, I2C_SLAVE, REGISTERS))
		die("I2C_SLAVE: %s", strerror(errno));
	for (int pec = 0; pec < 2; pec++) {
		with_pec = pec;
		if (ioctl(node.fd, I2C_PEC, pec))
			die("I2C_PEC: %s", strerror(errno));
		quick();
		byte();
		byte_data();
		word_data();
		process_call();
		block_data(1);
		block_data(I2C_SMBUS_BLOCK_MAX);
		block_process_call();
		i2c_block();
		bad_count(0);
		bad_count(I2C_SMBUS_BLOCK_MAX + 1);
	}
	bad_pec();
	return results();
}
