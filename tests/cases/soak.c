// SPDX-License-Identifier: GPL-2.0-only
/*
 * Random faults on the wire: soak BUS FAULT TRANSFERS SEED PERCENT MASK plain|pec|raw.
 *
 * FAULT is the simulator's file; PERCENT and MASK are arguments of its command "random". A
 * transfer may fail; if it succeeds, its bytes must be right. After a failure the bus must work
 * without help as soon as the fault is over.
 *	plain	writes and reads through the driver's own node
 *	pec	reads with SMBus PEC, which the kernel checks
 *	raw	the same, but this program checks the PEC: it can tell wrong bytes whose PEC
 *		happens to fit, which a CRC of 8 bits cannot exclude, from an unchecked PEC
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/ioctl.h>
#include <linux/i2c-dev.h>
#include "case.h"

enum { AT = 0x40, SIZE = 24, GUARD = 4, COMMAND = 0xc0 };

static struct node ours, theirs;
static const char *fault_path;
static char random_command[64];
static uint64_t state;
static uint8_t held[GUARD + SIZE + GUARD];
static unsigned long seen[256], wrong, collisions, sick;
/* Faults by kind. */
static struct {
	char name[32];
	unsigned long times;
} kinds[16];

static void fault(const char *command)
{
	int fd = open(fault_path, O_WRONLY);

	if (fd < 0 || write(fd, command, strlen(command)) < 0)
		die("%s: %s", fault_path, strerror(errno));
	close(fd);
}

/* Adds what the simulator did, before "clear" makes it forget. */
static void count_faults(void)
{
	FILE *file = fopen(fault_path, "r");
	char line[128], name[32];
	unsigned long times;
	size_t i;

	if (!file)
		die("%s: %s", fault_path, strerror(errno));
	while (fgets(line, sizeof(line), file)) {
		if (sscanf(line, "fired %31s %lu", name, &times) != 2)
			continue;
		for (i = 0; i < ARRAY_SIZE(kinds) - 1 && kinds[i].name[0]; i++)
			if (!strcmp(kinds[i].name, name))
				break;
		strcpy(kinds[i].name, name);
		kinds[i].times += times;
	}
	fclose(file);
}

/* Prints the last transfers on the wire. */
static void show_wire(void)
{
	char path[128], line[512], last[4][512] = { "" };
	unsigned int lines = 0;
	FILE *file;

	snprintf(path, sizeof(path), "%.*s/decode", (int)(strrchr(fault_path, '/') - fault_path),
		 fault_path);
	file = fopen(path, "r");
	if (!file)
		return;
	while (fgets(line, sizeof(line), file))
		strcpy(last[lines++ % ARRAY_SIZE(last)], line);
	fclose(file);
	for (size_t i = 0; i < ARRAY_SIZE(last); i++)
		printf("#   %s", last[(lines + i) % ARRAY_SIZE(last)]);
}

static void complain(const char *what, int error, const uint8_t *got, const uint8_t *want, int size)
{
	if (wrong + sick > 8)
		return;
	printf("# %s: %s", what, strerror(-error));
	for (int i = 0; i < size && got; i++)
		printf(" %02x%s", got[i], got[i] == want[i] ? "" : "!");
	putchar('\n');
	show_wire();
}

/* Without faults: the first transfer works; our bytes are old or new, others unchanged. */
static void settle(const uint8_t *before)
{
	uint8_t got[sizeof(held)];
	int error;

	count_faults();
	fault("clear\n");
	error = peek(&ours, REGISTERS, AT - GUARD, 1, got, sizeof(got));
	if (error) {
		sick++;
		complain("first transfer after the fault", error, NULL, NULL, 0);
		usleep(200000);
		if (peek(&ours, REGISTERS, AT - GUARD, 1, got, sizeof(got)))
			die("the bus stays sick");
	}
	for (size_t i = 0; i < sizeof(held); i++) {
		if (got[i] == held[i] || got[i] == before[i])
			continue;
		wrong++;
		complain("registers after a fault", 0, got, held, sizeof(held));
		break;
	}
	if (poke(&ours, REGISTERS, AT - GUARD, 1, held, sizeof(held)))
		die("cannot write what must be there");
}

static void plain(void)
{
	unsigned int at = random_next(&state) % SIZE;
	unsigned int length = 1 + random_next(&state) % (SIZE - at);
	uint8_t before[sizeof(held)], got[SIZE];
	bool reading = random_next(&state) % 2;
	int error;

	memcpy(before, held, sizeof(held));
	for (unsigned int i = 0; i < length && !reading; i++)
		held[GUARD + at + i] = random_next(&state);
	fault(random_command);
	if (reading)
		error = peek(&ours, REGISTERS, AT + at, 1, got, length);
	else
		error = poke(&ours, REGISTERS, AT + at, 1, held + GUARD + at, length);
	seen[-error & 0xff]++;
	if (!error && reading && memcmp(got, held + GUARD + at, length)) {
		wrong++;
		complain("read", 0, got, held + GUARD + at, length);
	}
	/* After a successful write no old byte is left. */
	settle(error ? before : held);
}

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

/* A word and its PEC as the target sends them, after the other bytes that PEC covers. */
struct word {
	uint8_t wire[6];
};

static void prepare(struct word *word)
{
	uint8_t *wire = word->wire;

	fault("clear\n");
	wire[0] = REGISTERS << 1;
	wire[1] = COMMAND;
	wire[2] = REGISTERS << 1 | 1;
	wire[3] = random_next(&state);
	wire[4] = random_next(&state);
	wire[5] = crc8(wire, 5);
	if (poke(&ours, REGISTERS, COMMAND, 1, wire + 3, 3))
		die("cannot write the word");
	fault(random_command);
}

static void pec(void)
{
	union i2c_smbus_data data = { 0 };
	struct i2c_smbus_ioctl_data arguments = {
		.read_write = I2C_SMBUS_READ, .command = COMMAND,
		.size = I2C_SMBUS_WORD_DATA, .data = &data,
	};
	struct word word;
	uint8_t got[2];
	int error;

	prepare(&word);
	error = ioctl(theirs.fd, I2C_SMBUS, &arguments) ? -errno : 0;
	seen[-error & 0xff]++;
	got[0] = data.word;
	got[1] = data.word >> 8;
	if (!error && memcmp(got, word.wire + 3, 2)) {
		wrong++;
		complain("word with PEC", 0, got, word.wire + 3, 2);
	}
	settle(held);
}

static void raw(void)
{
	struct word word, got;
	int error;

	prepare(&word);
	got = word;
	memset(got.wire + 3, 0, 3);
	error = peek(&ours, REGISTERS, COMMAND, 1, got.wire + 3, 3);
	if (!error && crc8(got.wire, 5) != got.wire[5])
		error = -EBADMSG;
	seen[-error & 0xff]++;
	if (!error && memcmp(got.wire, word.wire, sizeof(word)))
		collisions++;
	settle(held);
}

static void run(void (*transfer)(void), unsigned long count)
{
	uint64_t time_ns = now_ns();

	fault("clear\n");
	for (size_t i = 0; i < sizeof(held); i++)
		held[i] = random_next(&state);
	if (poke(&ours, REGISTERS, AT - GUARD, 1, held, sizeof(held)))
		die("cannot write what must be there");
	for (unsigned long i = 0; i < count; i++)
		transfer();
	for (size_t i = 0; i < ARRAY_SIZE(seen); i++)
		if (seen[i])
			note("# %8lu %s", seen[i], strerror(i));
	for (size_t i = 0; i < ARRAY_SIZE(kinds) && kinds[i].name[0]; i++)
		note("# %8lu times %s", kinds[i].times, kinds[i].name);
	note("# %lu transfers in %.1f s, %lu PECs that fitted wrong bytes", count,
	     (now_ns() - time_ns) / 1e9, collisions);
}

int main(int argc, char **argv)
{
	void (*transfer)(void) = plain;
	unsigned long count;
	char path[32];

	if (argc != 8)
		die("soak BUS FAULT TRANSFERS SEED PERCENT MASK plain|pec|raw");
	snprintf(path, sizeof(path), "/dev/gpio-i2c-%.8s", argv[1]);
	ours = node_open(path);
	snprintf(path, sizeof(path), "/dev/i2c-%.8s", argv[1]);
	theirs = node_open(path);
	if (ioctl(theirs.fd, I2C_SLAVE, REGISTERS) || ioctl(theirs.fd, I2C_PEC, 1))
		die("i2c-dev: %s", strerror(errno));
	fault_path = argv[2];
	count = strtoul(argv[3], NULL, 0);
	state = (strtoull(argv[4], NULL, 0) + 1) * 0x9e3779b97f4a7c15;
	snprintf(random_command, sizeof(random_command), "random %.8s %.8s\n", argv[5], argv[6]);
	if (!strcmp(argv[7], "pec"))
		transfer = pec;
	else if (!strcmp(argv[7], "raw"))
		transfer = raw;
	snprintf(path, sizeof(path), "seed %.10s\n", argv[4]);
	fault(path);
	run(transfer, count);
	result(!wrong, "%s: not one wrong byte without an error", argv[7]);
	result(!sick, "%s: the bus is in order after each fault", argv[7]);
	/* One in 256 wrong words may have an 8-bit CRC that fits. */
	result(collisions <= 2 + count / 100, "%s: few PECs fit wrong bytes", argv[7]);
	return results();
}
