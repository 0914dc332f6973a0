// SPDX-License-Identifier: GPL-2.0-only
/*
 * Many processes on one bus: stress PROCESSES TRANSFERS SEED BUS.
 *
 * Each process owns a part of the register chip and of the EEPROM, and knows its content. Each
 * transfer goes through /dev/gpio-i2c-BUS or /dev/i2c-BUS, at random.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <linux/i2c-dev.h>
#include "case.h"

enum { PROCESSES_MAX = 8, PART = 28, PAGE = 64, PAGES = 4, WRITE_CYCLE_NS = 200000000 };

struct worker {
	struct node nodes[2];
	uint64_t random;
	uint8_t registers_at;
	uint16_t memory_at;
	uint8_t registers[PART];
	uint8_t memory[PAGES * PAGE];
	unsigned int errors;
};

static uint32_t below(struct worker *worker, uint32_t limit)
{
	return random_next(&worker->random) % limit;
}

static struct node *either(struct worker *worker)
{
	return &worker->nodes[below(worker, 2)];
}

static void wrong(struct worker *worker, const char *what, int error)
{
	if (worker->errors++ < 5)
		note("# %d: %s: %s", (int)getpid(), what, error ? strerror(-error) : "wrong data");
}

static void write_registers(struct worker *worker)
{
	unsigned int at = below(worker, PART), length = 1 + below(worker, PART - at);
	int error;

	for (unsigned int i = 0; i < length; i++)
		worker->registers[at + i] = random_next(&worker->random);
	error = poke(either(worker), REGISTERS, worker->registers_at + at, 1,
		     worker->registers + at, length);
	if (error)
		wrong(worker, "register write", error);
}

static void read_registers(struct worker *worker)
{
	unsigned int at = below(worker, PART), length = 1 + below(worker, PART - at);
	uint8_t bytes[PART];
	int error = peek(either(worker), REGISTERS, worker->registers_at + at, 1, bytes, length);

	if (error || memcmp(bytes, worker->registers + at, length))
		wrong(worker, "register read", error);
}

/* Two writes and two reads of different registers under one bus lock. */
static void combined(struct worker *worker)
{
	unsigned int at = below(worker, PART - 4);
	uint8_t sent[] = { worker->registers_at + at, 0, 0 }, got[2];
	struct gpio_i2c_message messages[] = {
		write_message(REGISTERS, sent, 3),
		read_message(REGISTERS, got, 2),
	};
	int error;

	for (int i = 0; i < 2; i++) {
		worker->registers[at + i] = random_next(&worker->random);
		sent[1 + i] = worker->registers[at + i];
	}
	error = node_transfer(either(worker), messages, 2);
	if (error || memcmp(got, worker->registers + at + 2, 2))
		wrong(worker, "write and read", error);
}

static void smbus_word(struct worker *worker)
{
	unsigned int at = below(worker, PART - 1);
	union i2c_smbus_data data = { .word = random_next(&worker->random) };
	struct i2c_smbus_ioctl_data arguments = {
		.read_write = I2C_SMBUS_WRITE, .command = worker->registers_at + at,
		.size = I2C_SMBUS_WORD_DATA, .data = &data,
	};

	worker->registers[at] = data.word;
	worker->registers[at + 1] = data.word >> 8;
	if (ioctl(worker->nodes[1].fd, I2C_SMBUS, &arguments))
		wrong(worker, "SMBus word write", -errno);
	arguments.read_write = I2C_SMBUS_READ;
	data.word = 0;
	if (ioctl(worker->nodes[1].fd, I2C_SMBUS, &arguments) ||
	    data.word != (worker->registers[at] | worker->registers[at + 1] << 8))
		wrong(worker, "SMBus word read", 0);
}

/* Try again: while the chip writes, it acknowledges no process. */
static int patiently(int (*call)(struct node *node, uint16_t address, unsigned int pointer,
				 unsigned int pointer_bytes, void *bytes, uint32_t length),
		     struct worker *worker, unsigned int at, void *bytes, uint32_t length)
{
	uint64_t end_ns = now_ns() + PROCESSES_MAX * (uint64_t)WRITE_CYCLE_NS;
	int error;

	do {
		error = call(either(worker), EEPROM16, worker->memory_at + at, 2, bytes, length);
	} while (error == -ENXIO && now_ns() < end_ns);
	return error;
}

static int poke_any(struct node *node, uint16_t address, unsigned int pointer,
		    unsigned int pointer_bytes, void *bytes, uint32_t length)
{
	return poke(node, address, pointer, pointer_bytes, bytes, length);
}

static void write_memory(struct worker *worker)
{
	unsigned int page = below(worker, PAGES) * PAGE, at = below(worker, PAGE);
	unsigned int length = 1 + below(worker, PAGE - at);
	int error;

	for (unsigned int i = 0; i < length; i++)
		worker->memory[page + at + i] = random_next(&worker->random);
	error = patiently(poke_any, worker, page + at, worker->memory + page + at, length);
	if (error)
		wrong(worker, "EEPROM write", error);
}

static void read_memory(struct worker *worker)
{
	unsigned int at = below(worker, sizeof(worker->memory));
	unsigned int length = 1 + below(worker, sizeof(worker->memory) - at);
	uint8_t bytes[PAGES * PAGE];
	int error = patiently(peek, worker, at, bytes, length);

	if (error || memcmp(bytes, worker->memory + at, length))
		wrong(worker, "EEPROM read", error);
}

static void nobody(struct worker *worker)
{
	uint8_t byte;
	struct gpio_i2c_message message = read_message(NOBODY, &byte, 1);
	int error = node_transfer(either(worker), &message, 1);

	if (error != -ENXIO)
		wrong(worker, "read of an empty address", error);
}

static void start(struct worker *worker, unsigned int index, uint64_t seed, const char *bus)
{
	char path[32];
	int error;

	*worker = (struct worker) {
		.random = seed * 0x9e3779b97f4a7c15 + index + 1,
		.registers_at = 0x10 + index * PART,
		.memory_at = index * 4096,
	};
	snprintf(path, sizeof(path), "/dev/gpio-i2c-%s", bus);
	worker->nodes[0] = node_open(path);
	snprintf(path, sizeof(path), "/dev/i2c-%s", bus);
	worker->nodes[1] = node_open(path);
	if (ioctl(worker->nodes[1].fd, I2C_SLAVE, REGISTERS))
		die("I2C_SLAVE: %s", strerror(errno));
	error = poke(&worker->nodes[0], REGISTERS, worker->registers_at, 1, worker->registers,
		     PART);
	for (unsigned int page = 0; page < PAGES && !error; page++)
		error = patiently(poke_any, worker, page * PAGE, worker->memory + page * PAGE,
				  PAGE);
	if (error)
		wrong(worker, "first write", error);
}

static unsigned int work(struct worker *worker, unsigned int transfers)
{
	static void (*const kinds[])(struct worker *worker) = {
		write_registers, read_registers, combined, smbus_word, read_registers,
		write_registers, nobody, combined, write_registers, read_registers,
	};

	for (unsigned int i = 0; i < transfers; i++) {
		/* Seldom, since all processes wait for the EEPROM's write cycle. */
		if (i % 64 == 63)
			write_memory(worker);
		else if (i % 16 == 15)
			read_memory(worker);
		else
			kinds[below(worker, ARRAY_SIZE(kinds))](worker);
	}
	return worker->errors;
}

int main(int argc, char **argv)
{
	unsigned int processes, transfers, failed = 0;
	struct worker worker;
	uint64_t seed, time_ns;
	int status;

	if (argc != 5)
		die("stress PROCESSES TRANSFERS SEED BUS");
	processes = atoi(argv[1]);
	transfers = atoi(argv[2]);
	seed = strtoull(argv[3], NULL, 0);
	if (!processes || processes > PROCESSES_MAX)
		die("1 to %u processes", PROCESSES_MAX);
	time_ns = now_ns();
	for (unsigned int i = 0; i < processes; i++) {
		fflush(stdout);
		if (fork())
			continue;
		start(&worker, i, seed, argv[4]);
		_exit(work(&worker, transfers) ? 1 : 0);
	}
	for (unsigned int i = 0; i < processes; i++)
		if (wait(&status) < 0 || status)
			failed++;
	note("# seed %llu, %.1f s", (unsigned long long)seed, (now_ns() - time_ns) / 1e9);
	result(!failed, "%u processes, %u transfers each, both nodes", processes, transfers);
	return results();
}
