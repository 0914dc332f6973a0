// SPDX-License-Identifier: GPL-2.0-only
/*
 * Structured fuzzer of both device files: fuzz CALLS SEED BUS [keep].
 *
 * Calls are near-valid: good ones with some members spoiled, pointers into memory that is
 * read-only, ends early or is not there, and a thread that rewrites the arguments while the
 * kernel reads them. Any result is right; a crash, a hang or a line in the kernel's log is
 * not, and that is for the case to judge. With "keep" a bus that goes away is waited for
 * (something else unbinds it meanwhile), else it is an error.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <linux/i2c-dev.h>
#include "case.h"

enum { PAGES = 4, MESSAGES = GPIO_I2C_MESSAGES_MAX + 2, LENGTH_USUAL = 24, OPEN_TRIES = 600 };

union argument {
	struct gpio_i2c_transfer transfer;
	struct gpio_i2c_info info;
	struct gpio_i2c_statistics statistics;
	struct i2c_rdwr_ioctl_data rdwr;
	struct i2c_smbus_ioctl_data smbus;
	uint8_t bytes[256];
};

static uint64_t state;
static bool keep;
static char ours[32], theirs[32];
static uint8_t *memory, *read_only, *not_there;
static size_t page;
static struct gpio_i2c_message messages[MESSAGES];
static struct i2c_msg msgs[MESSAGES];
static union argument argument;
static union i2c_smbus_data data;
/* Errors by number, to show that calls reach every part of the driver. */
static unsigned long seen[256];

static uint32_t below(uint32_t limit)
{
	return random_next(&state) % limit;
}

static bool one_in(uint32_t n)
{
	return below(n) == 0;
}

static uint32_t odd_number(void)
{
	static const uint32_t numbers[] = {
		0, 1, 31, 32, 33, 34, 127, 128, 129, 255, 256, 8192, 8193, 65535, 65536, 1 << 20,
		0x7fffffff, 0x80000000, 0xffffffff,
	};

	return one_in(4) ? random_next(&state) : numbers[below(ARRAY_SIZE(numbers))];
}

static uintptr_t good_pointer(void)
{
	return (uintptr_t)memory + below((PAGES - 1) * page);
}

static uint64_t odd_pointer(void)
{
	switch (below(7)) {
	case 0:
		return 0;
	case 1:
		return (uintptr_t)read_only + below(page);
	case 2:
		return (uintptr_t)not_there + below(page);
	case 3:
		return (uintptr_t)memory + PAGES * page - below(64);
	case 4:
		return 0xffff888000000000 + below(1 << 20);
	case 5:
		/* Bits above the address space: never this program's own memory. */
		return 1ULL << (47 + below(17)) | random_next(&state);
	default:
		return good_pointer();
	}
}

/* The same for a structure that has pointers: what is left of it in 32 bits may hit us. */
static uintptr_t odd_address(void)
{
	uint64_t pointer = odd_pointer();

	return pointer == (uintptr_t)pointer ? pointer : (uintptr_t)not_there;
}

static uint16_t address(void)
{
	static const uint16_t addresses[] = {
		REGISTERS, REGISTERS, LM75, EEPROM, EEPROM16, DS1307, REGISTERS10, NOBODY,
	};

	return one_in(12) ? random_next(&state) : addresses[below(ARRAY_SIZE(addresses))];
}

static uint16_t flags(void)
{
	static const uint16_t named[] = {
		I2C_M_TEN, I2C_M_RECV_LEN, I2C_M_NO_RD_ACK, I2C_M_IGNORE_NAK,
		I2C_M_REV_DIR_ADDR, I2C_M_NOSTART, I2C_M_STOP,
	};
	uint16_t value = below(2) ? I2C_M_RD : 0;

	if (one_in(4))
		value |= named[below(ARRAY_SIZE(named))];
	return one_in(40) ? random_next(&state) : value;
}

static uint32_t length(void)
{
	return one_in(30) ? odd_number() : one_in(3000) ? below(65536) : below(LENGTH_USUAL);
}

/* A legal frequency below 100 kHz would make one long transfer last for minutes. */
static uint32_t frequency(void)
{
	uint32_t scl_hz = odd_number();

	return scl_hz >= 100 && scl_hz < 100000 ? scl_hz + 100000 : scl_hz;
}

static void fuzz_transfer(int fd)
{
	unsigned int count = one_in(20) ? below(MESSAGES) : 1 + below(4);

	for (unsigned int i = 0; i < count; i++)
		messages[i] = (struct gpio_i2c_message) {
			.address = address(), .flags = flags(), .length = length(),
			.buffer = one_in(25) ? odd_pointer() : good_pointer(),
		};
	argument.transfer = (struct gpio_i2c_transfer) {
		.messages = one_in(40) ? odd_pointer() : (uintptr_t)messages,
		.message_count = one_in(40) ? odd_number() : count,
		.scl_frequency_hz = one_in(10) ? frequency() : 0,
		.flags = one_in(50) ? odd_number() : 0,
	};
	if (one_in(50))
		argument.transfer.reserved[below(4)] = odd_number();
	if (ioctl(fd, GPIO_I2C_IOC_TRANSFER,
		  one_in(60) ? (void *)odd_address() : &argument))
		seen[errno & 0xff]++;
	else
		seen[0]++;
}

static void fuzz_other(int fd)
{
	static const unsigned long requests[] = {
		GPIO_I2C_IOC_INFO, GPIO_I2C_IOC_STATISTICS, GPIO_I2C_IOC_RECOVER,
	};
	unsigned long request = requests[below(ARRAY_SIZE(requests))];

	if (one_in(4))
		request = _IOC(below(4), GPIO_I2C_IOC_MAGIC, below(8), below(200));
	/* A random request may be a transfer of whatever is in there. */
	memset(&argument, below(2) ? 0 : random_next(&state), sizeof(argument));
	if (ioctl(fd, request, one_in(8) ? (void *)odd_address() : &argument))
		seen[errno & 0xff]++;
	else
		seen[0]++;
}

static void fuzz_rdwr(int fd)
{
	unsigned int count = one_in(20) ? below(MESSAGES) : 1 + below(4);

	for (unsigned int i = 0; i < count; i++)
		msgs[i] = (struct i2c_msg) {
			.addr = address(), .flags = flags(), .len = length(),
			.buf = (void *)(one_in(25) ? odd_address() : good_pointer()),
		};
	argument.rdwr = (struct i2c_rdwr_ioctl_data) {
		.msgs = one_in(40) ? (void *)odd_address() : msgs,
		.nmsgs = one_in(40) ? odd_number() : count,
	};
	if (ioctl(fd, I2C_RDWR, &argument))
		seen[errno & 0xff]++;
	else
		seen[0]++;
}

static void fuzz_smbus(int fd)
{
	ioctl(fd, I2C_TENBIT, below(20) == 0);
	ioctl(fd, I2C_SLAVE_FORCE, (unsigned long)address());
	ioctl(fd, I2C_PEC, (unsigned long)below(2));
	data.block[0] = below(36);
	argument.smbus = (struct i2c_smbus_ioctl_data) {
		.read_write = one_in(30) ? below(256) : below(2),
		.command = random_next(&state), .size = below(11),
		.data = one_in(25) ? (void *)odd_address() : &data,
	};
	if (ioctl(fd, I2C_SMBUS, &argument))
		seen[errno & 0xff]++;
	else
		seen[0]++;
}

static int open_any(const char *path)
{
	for (int tries = 0; tries < OPEN_TRIES; tries++) {
		int fd = open(path, O_RDWR | O_CLOEXEC);

		if (fd >= 0)
			return fd;
		if (!keep)
			break;
		usleep(50000);
	}
	die("open %s: %s", path, strerror(errno));
}

/* Rewrites what the kernel is about to read, or has just checked. */
static void *rewrite(void *unused)
{
	uint64_t own = state ^ 0x5eed;

	for (;;) {
		uint32_t random = random_next(&own);
		struct gpio_i2c_message *message = &messages[random % 4];

		if (random & 1 << 20)
			message->length = random >> 8 & 0xff;
		else if (random & 1 << 21)
			message->length = 0xffffffff;
		else if (random & 1 << 22)
			message->flags ^= I2C_M_RD;
		else
			argument.transfer.message_count = random >> 8 & 0xff;
		memory[random % page] = random;
		usleep(random >> 24);
	}
	return unused;
}

static void make_memory(void)
{
	page = sysconf(_SC_PAGESIZE);
	memory = mmap(NULL, (PAGES + 1) * page, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	read_only = mmap(NULL, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	not_there = mmap(NULL, page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED || read_only == MAP_FAILED || not_there == MAP_FAILED)
		die("mmap: %s", strerror(errno));
	munmap(memory + PAGES * page, page);
}

static void fuzz(unsigned long calls)
{
	int our_fd = open_any(ours), their_fd = open_any(theirs);

	for (unsigned long i = 0; i < calls; i++) {
		/* The descriptors age, or a bus that is gone would be all that is fuzzed. */
		if (one_in(500)) {
			close(our_fd);
			close(their_fd);
			our_fd = open_any(ours);
			their_fd = open_any(theirs);
		}
		switch (below(8)) {
		case 0:
			fuzz_other(our_fd);
			break;
		case 1:
			fuzz_rdwr(their_fd);
			break;
		case 2:
			fuzz_smbus(their_fd);
			break;
		default:
			fuzz_transfer(our_fd);
		}
	}
	close(our_fd);
	close(their_fd);
}

int main(int argc, char **argv)
{
	unsigned long calls;
	pthread_t thread;

	if (argc < 4)
		die("fuzz CALLS SEED BUS [keep]");
	calls = strtoul(argv[1], NULL, 0);
	state = (strtoull(argv[2], NULL, 0) + 1) * 0x9e3779b97f4a7c15;
	snprintf(ours, sizeof(ours), "/dev/gpio-i2c-%.8s", argv[3]);
	snprintf(theirs, sizeof(theirs), "/dev/i2c-%.8s", argv[3]);
	keep = argc > 4;
	make_memory();
	if (pthread_create(&thread, NULL, rewrite, NULL))
		die("pthread_create");
	fuzz(calls);
	for (size_t i = 0; i < ARRAY_SIZE(seen); i++)
		if (seen[i])
			note("# %8lu %s", seen[i], strerror(i));
	result(true, "%lu calls, seed %s", calls, argv[2]);
	return results();
}
