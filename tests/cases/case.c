// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <sys/ioctl.h>
#include <linux/i2c-dev.h>
#include "case.h"

enum { POINTER_BYTES_MAX = 2, POKE_BYTES_MAX = 8192 };

static bool any_bad;

bool result(bool good, const char *format, ...)
{
	va_list arguments;

	if (!good)
		any_bad = true;
	fputs(good ? "ok " : "not ok ", stdout);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
	fflush(stdout);
	return good;
}

int results(void)
{
	return any_bad;
}

void note(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
	fflush(stdout);
}

void die(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
	exit(2);
}

struct node node_open(const char *path)
{
	struct node node = { .ours = strstr(path, "gpio-i2c") };

	node.fd = open(path, O_RDWR | O_CLOEXEC);
	if (node.fd < 0)
		die("open %s: %s", path, strerror(errno));
	return node;
}

unsigned int bus_open(const char *number, struct node nodes[2])
{
	char path[64];

	snprintf(path, sizeof(path), "/dev/gpio-i2c-%s", number);
	nodes[0] = node_open(path);
	snprintf(path, sizeof(path), "/dev/i2c-%s", number);
	nodes[1] = node_open(path);
	return atoi(number);
}

static int rdwr(int fd, const struct gpio_i2c_message *messages, unsigned int count)
{
	struct i2c_msg msgs[I2C_RDWR_IOCTL_MAX_MSGS];
	struct i2c_rdwr_ioctl_data data = { .msgs = msgs, .nmsgs = count };
	int done;

	if (count > ARRAY_SIZE(msgs))
		return -EINVAL;
	for (unsigned int i = 0; i < count; i++) {
		msgs[i].addr = messages[i].address;
		msgs[i].flags = messages[i].flags;
		msgs[i].len = messages[i].length;
		msgs[i].buf = (void *)(uintptr_t)messages[i].buffer;
	}
	done = ioctl(fd, I2C_RDWR, &data);
	if (done < 0)
		return -errno;
	return done == (int)count ? 0 : -EREMOTEIO;
}

int node_transfer(struct node *node, struct gpio_i2c_message *messages, unsigned int count)
{
	if (!node->ours)
		return rdwr(node->fd, messages, count);
	node->last = (struct gpio_i2c_transfer) {
		.messages = (uintptr_t)messages,
		.message_count = count,
		.scl_frequency_hz = node->last.scl_frequency_hz,
	};
	return ioctl(node->fd, GPIO_I2C_IOC_TRANSFER, &node->last) ? -errno : 0;
}

struct gpio_i2c_message write_message(uint16_t address, const void *bytes, uint32_t length)
{
	return (struct gpio_i2c_message) {
		.address = address, .length = length, .buffer = (uintptr_t)bytes,
	};
}

struct gpio_i2c_message read_message(uint16_t address, void *bytes, uint32_t length)
{
	return (struct gpio_i2c_message) {
		.address = address, .flags = I2C_M_RD, .length = length,
		.buffer = (uintptr_t)bytes,
	};
}

static void put_pointer(uint8_t *bytes, unsigned int pointer, unsigned int pointer_bytes)
{
	for (unsigned int i = 0; i < pointer_bytes; i++)
		bytes[i] = pointer >> (8 * (pointer_bytes - 1 - i));
}

int poke(struct node *node, uint16_t address, unsigned int pointer, unsigned int pointer_bytes,
	 const void *bytes, uint32_t length)
{
	uint8_t buffer[POINTER_BYTES_MAX + POKE_BYTES_MAX];
	struct gpio_i2c_message message = write_message(address, buffer, pointer_bytes + length);

	if (address > 0x7f)
		message.flags |= I2C_M_TEN;
	put_pointer(buffer, pointer, pointer_bytes);
	if (length)
		memcpy(buffer + pointer_bytes, bytes, length);
	return node_transfer(node, &message, 1);
}

int peek(struct node *node, uint16_t address, unsigned int pointer, unsigned int pointer_bytes,
	 void *bytes, uint32_t length)
{
	uint8_t buffer[POINTER_BYTES_MAX];
	struct gpio_i2c_message messages[] = {
		write_message(address, buffer, pointer_bytes),
		read_message(address, bytes, length),
	};

	if (address > 0x7f) {
		messages[0].flags |= I2C_M_TEN;
		messages[1].flags |= I2C_M_TEN;
	}
	put_pointer(buffer, pointer, pointer_bytes);
	return node_transfer(node, messages, 2);
}

unsigned long long sim_stat(const char *path, const char *name)
{
	unsigned long long value;
	char line_name[64];
	FILE *file = fopen(path, "r");

	if (!file)
		die("open %s: %s", path, strerror(errno));
	while (fscanf(file, "%63s %llu%*[^\n]", line_name, &value) == 2)
		if (!strcmp(line_name, name)) {
			fclose(file);
			return value;
		}
	die("%s has no line %s", path, name);
}

#define SIM		"/sys/kernel/debug/gpio-i2c-sim/0/"
#define ADAPTER		"/sys/bus/i2c/devices/i2c-%u/"

/* The name may lead out of SIM's folder, as "../access_ns". */
static FILE *open_file(const char *mode, const char *format, ...)
{
	va_list arguments;
	char path[256];
	FILE *file;

	va_start(arguments, format);
	vsnprintf(path, sizeof(path), format, arguments);
	va_end(arguments);
	file = fopen(path, mode);
	if (!file)
		die("open %s: %s", path, strerror(errno));
	return file;
}

static void close_written(FILE *file, const char *what, const char *text)
{
	if (fclose(file))
		die("%s does not take '%s': %s", what, text, strerror(errno));
}

void sim_write(const char *file, const char *text)
{
	FILE *to = open_file("w", SIM "%s", file);

	fputs(text, to);
	close_written(to, file, text);
}

const char *sim_read(const char *file)
{
	static char text[1 << 17];
	FILE *from = open_file("r", SIM "%s", file);
	size_t length = 0, room = 0;
	char *line = NULL;
	ssize_t read;

	text[0] = '\0';
	while ((read = getline(&line, &room, from)) > 0) {
		while (read && (line[read - 1] == ' ' || line[read - 1] == '\n'))
			line[--read] = '\0';
		length += snprintf(text + length, sizeof(text) - length, "%s%s",
				   length ? " " : "", line);
		if (length >= sizeof(text))
			die("%s is too long", file);
	}
	free(line);
	fclose(from);
	return text;
}

void nothing_illegal(const char *when)
{
	const char *text = sim_read("violations"), *line = text;
	unsigned long long times, sum = 0;
	int read;

	/* NAME TIMES SHORTEST LIMIT */
	for (; sscanf(line, "%*s %llu %*s %*s%n", &times, &read) == 1; line += read)
		sum += times;
	if (!result(!sum && line != text && !strstr(text, "tLOW 0 -"),
		    "%s: nothing illegal on the wire", when))
		note("%s", text);
}

unsigned long long counter(unsigned int bus, const char *name)
{
	FILE *file = open_file("r", ADAPTER "statistics/%s", bus, name);
	unsigned long long value;

	if (fscanf(file, "%llu", &value) != 1)
		die("no number in %s", name);
	fclose(file);
	return value;
}

void set_speed(unsigned int bus, unsigned int scl_hz)
{
	FILE *file = open_file("w", ADAPTER "scl_frequency_hz", bus);

	fprintf(file, "%u", scl_hz);
	close_written(file, "scl_frequency_hz", "that");
}

uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ULL + now.tv_nsec;
}

uint32_t random_next(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state >> 32;
}
