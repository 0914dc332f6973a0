// SPDX-License-Identifier: GPL-2.0-only
/*
 * Structured fuzzer of both device files: fuzz CALLS SEED BUS [keep].
 *
 * Most calls are good ones with one thing spoiled, and must fail with a known error. They are
 * cheap, since nothing may reach the wire. A few calls write bytes, read them back and compare.
 * A few more have several odd things, in memory that a second thread rewrites and unmaps while
 * the kernel reads it. These may end with any result; the case looks for crashes, hangs and
 * lines in the kernel log. With "keep" the bus may go and come back, which must be reported as
 * ENODEV. SIGUSR1 closes the descriptors for a moment.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <linux/i2c-dev.h>
#include "fuzz.h"

enum { OPEN_TRIES = 3000, OPEN_PAUSE_US = 10000, LET_GO_US = 300000, COMPLAINTS_MAX = 10 };

static const char * const kind_names[KINDS] = {
	[REFUSED] = "refused as they must be",
	[CARRIED] = "carried bytes there and back",
	[TOLD] = "only asked",
	[LOOSE] = "near-valid, any result",
};

int our_fd = -1, their_fd = -1, bus;
uint32_t scl_hz;
static bool keep;
static sigset_t let_go;
static char ours[32], theirs[32];
static unsigned long done[KINDS], gone, bad, loose_results[256];

int call(int fd, unsigned long request, const void *argument)
{
	return ioctl(fd, request, argument) < 0 ? errno : 0;
}

void complain(const char *what, const char *got)
{
	if (bad++ < COMPLAINTS_MAX)
		note("# call %lu: %s: %s", done[REFUSED] + done[CARRIED] + done[TOLD] + done[LOOSE],
		     what, got);
}

void judge(enum kind kind, const char *what, int error, int wanted)
{
	done[kind]++;
	if (error == wanted)
		return;
	if (keep && error == ENODEV)
		gone++;
	else
		complain(what, strerror(error));
}

/* ------ bytes written and read back ------ */

/* No other transfer can come between the messages of one. */
static void carry(bool through_ours)
{
	uint16_t address = through_ours && one_in(3) ? REGISTERS10 : REGISTERS;
	uint16_t flags = address > 0x7f ? I2C_M_TEN : 0;
	struct gpio_i2c_message messages[3];
	uint8_t there[1 + FEW + 1], back[FEW + 1];
	struct node node = { .fd = through_ours ? our_fd : their_fd, .ours = through_ours };
	unsigned int length = 1 + below(FEW);
	int error;

	memset(there, 0xa5, sizeof(there));
	memset(back, 0xa5, sizeof(back));
	there[0] = 1 + below(256 - length);
	if (there[0] + length > 256)
		there[0]--;
	for (unsigned int i = 0; i < length; i++)
		there[1 + i] = random_next(&state);
	messages[0] = write_message(address, there, 1 + length);
	messages[1] = write_message(address, there, 1);
	messages[2] = read_message(address, back, length);
	for (unsigned int i = 0; i < 3; i++)
		messages[i].flags |= flags;
	error = -node_transfer(&node, messages, 3);
	judge(CARRIED, through_ours ? "bytes" : "i2c-dev: bytes", error, 0);
	/* The byte behind them must not change. */
	if (!error && memcmp(there + 1, back, FEW + 1))
		complain(through_ours ? "bytes" : "i2c-dev: bytes", "came back as others");
}

/* Register 0 never changes. */
static void carry_smbus(void)
{
	union i2c_smbus_data data = { .byte = 0 };
	struct i2c_smbus_ioctl_data smbus = {
		.read_write = I2C_SMBUS_READ, .command = 0, .size = I2C_SMBUS_BYTE_DATA,
		.data = &data,
	};
	int error;

	call(their_fd, I2C_TENBIT, NULL);
	call(their_fd, I2C_PEC, NULL);
	call(their_fd, I2C_SLAVE_FORCE, (void *)REGISTERS);
	error = call(their_fd, I2C_SMBUS, &smbus);
	judge(CARRIED, "i2c-dev: SMBus byte", error, 0);
	if (!error && data.byte != 0x5a)
		complain("i2c-dev: SMBus byte", "is another");
}

static void carried(void)
{
	switch (below(4)) {
	case 0:
		carry(false);
		break;
	case 1:
		carry_smbus();
		break;
	default:
		carry(true);
	}
}

/* ------ near-valid calls ------ */

/* The second thread rewrites it. */
static struct gpio_i2c_transfer loose_request;
static struct gpio_i2c_message loose_messages[MESSAGES];

static uint64_t loose_pointer(void)
{
	return one_in(20) ? bad_pointer(FEW) : one_in(4) ? (uintptr_t)fickle : good_pointer();
}

static uint16_t loose_flags(void)
{
	static const uint16_t named[] = {
		I2C_M_TEN, I2C_M_RECV_LEN, I2C_M_NO_RD_ACK, I2C_M_IGNORE_NAK,
		I2C_M_REV_DIR_ADDR, I2C_M_NOSTART, I2C_M_STOP,
	};
	uint16_t flags = below(2) ? I2C_M_RD : 0;

	if (one_in(3))
		flags |= named[below(ARRAY_SIZE(named))];
	return one_in(40) ? random_next(&state) : flags;
}

static void loose(int error)
{
	done[LOOSE]++;
	loose_results[error & 0xff]++;
}

static void loose_transfer(void)
{
	unsigned int count = one_in(100) ? below(MESSAGES) : 1 + below(3);

	for (unsigned int i = 0; i < count; i++)
		loose_messages[i] = (struct gpio_i2c_message) {
			.address = one_in(12) ? random_next(&state) : target(),
			.flags = loose_flags(), .buffer = loose_pointer(),
			.length = one_in(30) ? odd_number(0) : one_in(8) ? 33 + below(4) : below(6),
		};
	loose_request = (struct gpio_i2c_transfer) {
		.messages = (uintptr_t)loose_messages,
		.message_count = one_in(40) ? odd_number(0) : count,
	};
	loose(call(our_fd, GPIO_I2C_IOC_TRANSFER, &loose_request));
}

static void loose_rdwr(void)
{
	struct i2c_msg msgs[3];
	struct i2c_rdwr_ioctl_data data = { .msgs = msgs, .nmsgs = 1 + below(ARRAY_SIZE(msgs)) };

	for (unsigned int i = 0; i < data.nmsgs; i++)
		msgs[i] = (struct i2c_msg) {
			.addr = one_in(12) ? random_next(&state) : target(),
			.flags = loose_flags(),
			.len = one_in(8) ? 33 + below(4) : below(6),
			.buf = one_in(4) ? fickle : (void *)good_pointer(),
		};
	loose(call(their_fd, I2C_RDWR, &data));
}

static void loose_smbus(void)
{
	union i2c_smbus_data data = { .block = { below(36) } };
	struct i2c_smbus_ioctl_data smbus = {
		.read_write = below(2), .command = random_next(&state), .size = below(9),
		.data = one_in(10) ? bad_address(4) : &data,
	};

	call(their_fd, I2C_TENBIT, (void *)(uintptr_t)one_in(20));
	call(their_fd, I2C_PEC, (void *)(uintptr_t)below(2));
	call(their_fd, I2C_SLAVE_FORCE, (void *)(uintptr_t)target());
	loose(call(their_fd, I2C_SMBUS, &smbus));
}

static void any_result(void)
{
	switch (below(8)) {
	case 0:
		loose(call(our_fd, GPIO_I2C_IOC_RECOVER, (void *)good_pointer()));
		break;
	case 1:
		loose_rdwr();
		break;
	case 2:
		loose_smbus();
		break;
	default:
		loose_transfer();
	}
}

/* Rewrites what the kernel is about to read or has just checked, and unmaps a page. */
static void *rewrite(void *unused)
{
	uint64_t own = state ^ 0x5eed;

	for (;;) {
		uint32_t random = random_next(&own);
		struct gpio_i2c_message *message = &loose_messages[random % 4];

		switch (random >> 16 & 7) {
		case 0:
			message->length = random >> 8 & 0x3f;
			break;
		case 1:
			message->length = 0xffffffff;
			break;
		case 2:
			message->flags ^= I2C_M_RD;
			break;
		case 3:
			message->flags ^= I2C_M_RECV_LEN;
			break;
		case 4:
			loose_request.message_count = random >> 8 & 3;
			break;
		case 5:
			memory[random % page] = random;
			break;
		default:
			mprotect(fickle, page, random >> 20 & 3 ? PROT_READ | PROT_WRITE :
				 PROT_NONE);
		}
		usleep(random >> 22);
	}
	return unused;
}

/* ------ main ------ */

static int open_any(const char *path)
{
	for (int tries = 0; tries < OPEN_TRIES; tries++) {
		int fd = open(path, O_RDWR | O_CLOEXEC);

		if (fd >= 0)
			return fd;
		if (!keep)
			break;
		usleep(OPEN_PAUSE_US);
	}
	die("open %s: %s", path, strerror(errno));
}

static void reopen(unsigned int pause_us)
{
	close(our_fd);
	close(their_fd);
	usleep(pause_us);
	our_fd = open_any(ours);
	their_fd = open_any(theirs);
}

static void block_signal(void)
{
	sigemptyset(&let_go);
	sigaddset(&let_go, SIGUSR1);
	sigprocmask(SIG_BLOCK, &let_go, NULL);
	signal(SIGUSR1, SIG_DFL);
}

static bool told_to_let_go(void)
{
	static const struct timespec now;

	return sigtimedwait(&let_go, NULL, &now) == SIGUSR1;
}

static void fuzz_one(void)
{
	uint32_t permille = below(1000);

	if (permille < 15)
		carried();
	else if (permille < 30)
		any_result();
	else if (permille < 130)
		our_told();
	else if (permille < 230)
		our_other();
	else if (permille < 430)
		their_refused();
	else
		our_refused();
}

int main(int argc, char **argv)
{
	unsigned long calls, gone_before = 0;
	uint64_t begin_ns = now_ns();
	struct gpio_i2c_info info;
	pthread_t thread;

	if (argc < 4)
		die("fuzz CALLS SEED BUS [keep]");
	block_signal();
	calls = strtoul(argv[1], NULL, 0);
	state = (strtoull(argv[2], NULL, 0) + 1) * 0x9e3779b97f4a7c15;
	bus = atoi(argv[3]);
	snprintf(ours, sizeof(ours), "/dev/gpio-i2c-%.8s", argv[3]);
	snprintf(theirs, sizeof(theirs), "/dev/i2c-%.8s", argv[3]);
	keep = argc > 4;
	make_memory();
	reopen(0);
	while (ioctl(our_fd, GPIO_I2C_IOC_INFO, &info)) {
		if (!keep)
			die("info: %s", strerror(errno));
		reopen(50000);
	}
	scl_hz = info.scl_frequency_hz;
	if (pthread_create(&thread, NULL, rewrite, NULL))
		die("pthread_create");
	for (unsigned long i = 0; i < calls; i++) {
		/* Fuzz a bus that is gone for a while, then open it again. */
		if (i % 16 == 0 && told_to_let_go()) {
			reopen(LET_GO_US);
			told_to_let_go(); /* a second signal meanwhile: done */
		} else if (one_in(500) || gone > gone_before + 20) {
			reopen(0);
			gone_before = gone;
		}
		fuzz_one();
	}
	close(our_fd);
	close(their_fd);
	for (int i = 0; i < KINDS; i++)
		note("# %8lu %s", done[i], kind_names[i]);
	for (size_t i = 0; i < ARRAY_SIZE(loose_results); i++)
		if (loose_results[i])
			note("# %8lu   %s", loose_results[i], strerror(i));
	if (keep)
		note("# %8lu met a bus that was gone", gone);
	note("# %.0f calls a second", calls / ((now_ns() - begin_ns) / 1e9));
	result(!bad, "%lu calls, seed %s: each ended as it must", calls, argv[2]);
	return results();
}
