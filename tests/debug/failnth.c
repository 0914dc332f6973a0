// SPDX-License-Identifier: GPL-2.0-only
/*
 * Makes the first, second, third... place in an operation fail, until the operation succeeds
 * without a failure. The places are those of the kernel's fault injection: allocations, and
 * copies from and to user memory.
 *
 *   failnth load FILE MODULE [PARAMETERS]            finit_module, rmmod
 *   failnth write FILE TEXT UNDO-FILE UNDO-TEXT [TRACE]
 *                                                    a write to sysfs; TRACE must not
 *                                                    exist after a failure
 *   failnth open NODE                                open, close
 *   failnth calls BUS                                every ioctl of both device files
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <linux/i2c-dev.h>
#include "case.h"

enum { PLACES_MAX = 20000, MANY = 20, LONG = 9000, KNOWN = 0x40, KNOWN_BYTES = 8 };

/*
 * run() returns 0 or a negative errno; undo() undoes a success; clean() checks that a failure has
 * left nothing. @device: the operation makes a device.
 */
struct operation {
	const char *name;
	int (*run)(const struct operation *operation);
	int (*undo)(const struct operation *operation);
	bool (*clean)(const struct operation *operation);
	char **arguments;
	bool device;
	int fd;
	struct gpio_i2c_message *messages;
	unsigned int count;
};

static int nth_fd;
static unsigned long places, failures;

/* Writing the file while it is armed may itself fail, once. */
static void arm(unsigned int nth)
{
	char text[16];
	int length = snprintf(text, sizeof(text), "%u", nth);

	if (pwrite(nth_fd, text, length, 0) != length &&
	    pwrite(nth_fd, text, length, 0) != length)
		die("fail-nth: %s", strerror(errno));
}

/* Reading the file is a copy that may fail: then it had not fired before. */
static bool has_fired(void)
{
	char text[16] = "";

	return pread(nth_fd, text, sizeof(text) - 1, 0) > 0 && atoi(text) == 0;
}

/*
 * Errors that a failing place may cause. A device without a name is invalid to the driver core;
 * new_device drops a device whose probe failed.
 */
static bool is_expected(const struct operation *operation, int error)
{
	return error == -ENOMEM || error == -EFAULT ||
	       (operation->device && (error == -EINVAL || error == -ENODEV));
}

static void fail_each(const struct operation *operation)
{
	unsigned int nth, fired = 0, failed = 0;
	bool good = true, more = true;
	int error = 0;

	for (nth = 1; more && nth < PLACES_MAX; nth++) {
		arm(nth);
		error = operation->run(operation);
		more = has_fired();
		arm(0);
		fired += more;
		if (!error) {
			error = operation->undo ? operation->undo(operation) : 0;
			if (error)
				note("# %s, place %u: undo: %s", operation->name, nth,
				     strerror(-error));
		} else {
			failed++;
			if (!is_expected(operation, error) || !more)
				note("# %s, place %u: %s", operation->name, nth, strerror(-error));
			else
				error = 0;
			if (operation->clean && !operation->clean(operation)) {
				note("# %s, place %u: something was left", operation->name, nth);
				good = false;
			}
		}
		good = good && !error;
	}
	places += fired;
	failures += failed;
	result(good && fired, "%s: %u places failed, %u of them came out as errors",
	       operation->name, fired, failed);
}

/* ------ modules, sysfs, open ------ */

static int run_load(const struct operation *operation)
{
	const char *parameters = operation->arguments[2] ?: "";

	return syscall(SYS_finit_module, operation->fd, parameters, 0) ? -errno : 0;
}

static int undo_load(const struct operation *operation)
{
	return syscall(SYS_delete_module, operation->arguments[1], O_NONBLOCK) ? -errno : 0;
}

static bool clean_load(const struct operation *operation)
{
	char path[128];

	snprintf(path, sizeof(path), "/sys/module/%s", operation->arguments[1]);
	return access(path, F_OK) != 0;
}

/* fd is open: opening it is another operation. */
static int run_write(const struct operation *operation)
{
	const char *text = operation->arguments[1];

	return pwrite(operation->fd, text, strlen(text), 0) < 0 ? -errno : 0;
}

static int undo_write(const struct operation *operation)
{
	const char *path = operation->arguments[2], *text = operation->arguments[3];
	int fd = open(path, O_WRONLY), error = 0;

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		error = -errno;
	close(fd);
	return error;
}

static bool clean_write(const struct operation *operation)
{
	return !operation->arguments[4] || access(operation->arguments[4], F_OK) != 0;
}

static int run_open(const struct operation *operation)
{
	int fd = open(operation->arguments[0], O_RDWR);

	if (fd < 0)
		return -errno;
	close(fd);
	return 0;
}

/* ------ calls ------ */

static int run_info(const struct operation *operation)
{
	struct gpio_i2c_info info;

	return ioctl(operation->fd, GPIO_I2C_IOC_INFO, &info) ? -errno : 0;
}

static int run_statistics(const struct operation *operation)
{
	struct gpio_i2c_statistics statistics;

	return ioctl(operation->fd, GPIO_I2C_IOC_STATISTICS, &statistics) ? -errno : 0;
}

static int run_recover(const struct operation *operation)
{
	return ioctl(operation->fd, GPIO_I2C_IOC_RECOVER) ? -errno : 0;
}

static int run_transfer(const struct operation *operation)
{
	struct gpio_i2c_transfer transfer = {
		.messages = (uintptr_t)operation->messages, .message_count = operation->count,
	};

	return ioctl(operation->fd, GPIO_I2C_IOC_TRANSFER, &transfer) ? -errno : 0;
}

static int run_rdwr(const struct operation *operation)
{
	struct node node = { .fd = operation->fd };

	return node_transfer(&node, operation->messages, operation->count);
}

static int run_smbus(const struct operation *operation)
{
	union i2c_smbus_data data = { .block = { I2C_SMBUS_BLOCK_MAX } };
	struct i2c_smbus_ioctl_data argument = {
		.read_write = I2C_SMBUS_READ, .command = KNOWN,
		.size = I2C_SMBUS_I2C_BLOCK_DATA, .data = &data,
	};

	if (ioctl(operation->fd, I2C_SLAVE, REGISTERS))
		return -errno;
	return ioctl(operation->fd, I2C_SMBUS, &argument) ? -errno : 0;
}

/* The places in transfers of many shapes, and the data that they read. */
static void fail_transfers(int ours, int theirs)
{
	static uint8_t bytes[LONG], back[KNOWN_BYTES];
	static struct gpio_i2c_message many[MANY];
	uint8_t known[1 + KNOWN_BYTES] = { KNOWN, 1, 2, 3, 4, 5, 6, 7, 8 };
	uint8_t block[I2C_SMBUS_BLOCK_MAX + 1] = { 1 };
	struct gpio_i2c_message out = write_message(REGISTERS, known, sizeof(known));
	struct gpio_i2c_message read[] = {
		write_message(REGISTERS, known, 1), read_message(REGISTERS, back, sizeof(back)),
	};
	struct gpio_i2c_message lengthy = read_message(REGISTERS, bytes, sizeof(bytes));
	struct gpio_i2c_message counted[] = {
		write_message(REGISTERS, known, 1), read_message(REGISTERS, block, sizeof(block)),
	};
	const struct operation operations[] = {
		{ "a write", run_transfer, .fd = ours, .messages = &out, .count = 1 },
		{ "a read", run_transfer, .fd = ours, .messages = read, .count = 2 },
		{ "a block read", run_transfer, .fd = ours, .messages = counted, .count = 2 },
		{ "a long read", run_transfer, .fd = ours, .messages = &lengthy, .count = 1 },
		{ "many messages", run_transfer, .fd = ours, .messages = many, .count = MANY },
		{ "i2c-dev: a read", run_rdwr, .fd = theirs, .messages = read, .count = 2 },
		{ "i2c-dev: SMBus", run_smbus, .fd = theirs },
	};

	counted[1].flags |= I2C_M_RECV_LEN;
	for (int i = 0; i < MANY; i++)
		many[i] = read_message(REGISTERS, &bytes[i], 1);
	for (size_t i = 0; i < ARRAY_SIZE(operations); i++)
		fail_each(&operations[i]);
	result(!memcmp(back, known + 1, sizeof(back)), "and the data is right");
}

static void fail_calls(const char *bus)
{
	char path[32];
	struct node ours, theirs;

	snprintf(path, sizeof(path), "/dev/gpio-i2c-%.8s", bus);
	ours = node_open(path);
	snprintf(path, sizeof(path), "/dev/i2c-%.8s", bus);
	theirs = node_open(path);

	fail_each(&(struct operation){ "info", run_info, .fd = ours.fd });
	fail_each(&(struct operation){ "statistics", run_statistics, .fd = ours.fd });
	fail_transfers(ours.fd, theirs.fd);
	result(!run_recover(&(struct operation){ .fd = ours.fd }), "recover has no such place");
}

static int open_or_die(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);

	if (fd < 0)
		die("open %s: %s", path, strerror(errno));
	return fd;
}

int main(int argc, char **argv)
{
	struct operation operation = { .arguments = argv + 2 };

	if (argc < 3)
		die("failnth load|write|open|calls ARGUMENT...");
	operation.name = getenv("NAME") ?: argv[1];
	nth_fd = open_or_die("/proc/thread-self/fail-nth", O_RDWR);
	if (!strcmp(argv[1], "load") && argc >= 4) {
		operation.run = run_load;
		operation.undo = undo_load;
		operation.clean = clean_load;
		operation.device = true;
		operation.fd = open_or_die(argv[2], O_RDONLY);
		fail_each(&operation);
	} else if (!strcmp(argv[1], "write") && argc >= 6) {
		operation.run = run_write;
		operation.undo = undo_write;
		operation.clean = clean_write;
		operation.device = argc > 6;
		operation.fd = open_or_die(argv[2], O_WRONLY);
		fail_each(&operation);
	} else if (!strcmp(argv[1], "open")) {
		operation.run = run_open;
		fail_each(&operation);
	} else if (!strcmp(argv[1], "calls")) {
		fail_calls(argv[2]);
	} else {
		die("no such operation: %s", argv[1]);
	}
	note("# %lu places failed, %lu errors", places, failures);
	return results();
}
