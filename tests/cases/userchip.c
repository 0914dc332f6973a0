// SPDX-License-Identifier: GPL-2.0-only
/*
 * A chip that is a program: userchip FILE [HOW]. It has 256 registers, whose pointer is the first
 * byte that is written. Prints the events. HOW is
 *	late	answers the first question after a second, all others at once
 *	quit	ends at the first question
 *	bad	reads the first question to nowhere, and gives wrong answers before the right one
 *	nak	acknowledges nothing but START
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/mman.h>
#include <linux/gpio-i2c-sim.h>
#include "case.h"

static int fd;
static const char *how = "";
static uint8_t registers[256], pointer;
static bool first;	/* the next byte is the pointer */

/* 0 or an errno. */
static int answer(const void *bytes, size_t size)
{
	ssize_t wrote = write(fd, bytes, size);

	if (wrote >= 0 && (size_t)wrote != size)
		die("an answer of %zu bytes: %zd were taken", size, wrote);
	return wrote < 0 ? errno : 0;
}

static void wrong_answers(const struct gpio_i2c_sim_event *event)
{
	struct gpio_i2c_sim_answer right = { .sequence = event->sequence, .value = 1 };
	struct gpio_i2c_sim_answer other = right, two = right, reserved = right;
	uint8_t long_one[8] = { event->sequence, 1 }, buffer[7];

	other.sequence ^= 1;
	two.value = 2;
	reserved.reserved[1] = 1;
	result(answer(&right, 3) == EINVAL, "an answer of 3 bytes");
	result(answer(long_one, sizeof(long_one)) == EINVAL, "an answer of 8 bytes");
	result(answer(&reserved, sizeof(reserved)) == EINVAL, "an answer with a reserved byte");
	result(answer(&two, sizeof(two)) == EINVAL, "2 acknowledges");
	result(answer(&other, sizeof(other)) == ETIMEDOUT, "the sequence of another question");
	result(answer(NULL, sizeof(right)) == EFAULT, "an answer from nowhere");
	result(read(fd, buffer, sizeof(buffer)) < 0 && errno == EINVAL, "a buffer of 7 bytes");
	result(answer(&right, sizeof(right)) == 0, "the right answer after all these");
	result(answer(&right, sizeof(right)) == ETIMEDOUT, "the right answer again");
}

static uint8_t value_for(const struct gpio_i2c_sim_event *event)
{
	switch (event->kind) {
	case GPIO_I2C_SIM_START:
		first = !(event->flags & GPIO_I2C_SIM_READ);
		return 1;
	case GPIO_I2C_SIM_RECEIVED:
		if (!strcmp(how, "nak"))
			return 0;
		if (first)
			pointer = event->value;
		else
			registers[pointer++] = event->value;
		first = false;
		return 1;
	default:
		return registers[pointer++];
	}
}

static void serve(const struct gpio_i2c_sim_event *event)
{
	static const char * const names[] = { "?", "START", "RECEIVED", "WANTED", "STOP" };
	struct gpio_i2c_sim_answer reply = { .sequence = event->sequence };
	int error;

	printf("%s %02x flags %d%s\n", names[event->kind % ARRAY_SIZE(names)], event->value,
	       event->flags, event->sequence ? "" : ", no question");
	if (!event->sequence)
		return;
	reply.value = value_for(event);
	if (!strcmp(how, "quit"))
		_exit(0);
	if (!strcmp(how, "late"))
		sleep(1);
	if (!strcmp(how, "bad"))
		wrong_answers(event);
	if (strcmp(how, "nak"))
		how = "";
	error = answer(&reply, sizeof(reply));
	if (error)
		printf("answer: %s\n", strerror(error));
}

/* An address that the compiler does not know to be wrong. */
static void *nowhere(void)
{
	return mmap(NULL, 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

int main(int argc, char **argv)
{
	struct gpio_i2c_sim_event events[16];
	struct pollfd ready = { .events = POLLIN };
	ssize_t size, i;

	setvbuf(stdout, NULL, _IONBF, 0);
	if (argc < 2)
		die("userchip FILE [HOW]");
	if (argc > 2)
		how = argv[2];
	fd = open(argv[1], O_RDWR | O_NONBLOCK);
	if (fd < 0)
		die("%s: %s", argv[1], strerror(errno));
	if (read(fd, events, sizeof(events)) >= 0 || errno != EAGAIN)
		die("there are events at the start: %s", strerror(errno));
	fcntl(fd, F_SETFL, strcmp(how, "bad") ? 0 : O_NONBLOCK);
	ready.fd = fd;
	puts("ready");
	for (;;) {
		if (!strcmp(how, "bad")) {
			if (poll(&ready, 1, -1) < 0)
				die("poll: %s", strerror(errno));
			result(read(fd, nowhere(), sizeof(events)) < 0 && errno == EFAULT,
			       "a read to nowhere, which loses nothing");
		}
		size = read(fd, events, sizeof(events));
		if (size < 0 && errno == EAGAIN)
			continue;
		if (size < 0)
			break;
		for (i = 0; i < size / (ssize_t)sizeof(*events); i++)
			serve(&events[i]);
	}
	printf("gone: %s\n", strerror(errno));
	return results();
}
