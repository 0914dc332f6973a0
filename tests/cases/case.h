/* SPDX-License-Identifier: GPL-2.0-only */
/* Shared by the helpers of the cases: results, nodes, transfers. */
#ifndef CASE_H
#define CASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <linux/gpio-i2c.h>
#include <linux/i2c.h>

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

/* The simulator's targets. */
enum {
	REGISTERS = 0x20,
	NOBODY = 0x33,
	LM75 = 0x48,
	EEPROM = 0x50,
	EEPROM16 = 0x54,
	DS1307 = 0x68,
	REGISTERS10 = 0x150,
};

/* An open /dev/gpio-i2c-N or /dev/i2c-N, used through the same calls. */
struct node {
	int fd;
	bool ours;
	/* The last transfer over our own node, with its results. */
	struct gpio_i2c_transfer last;
};

/* Prints "ok NAME" or "not ok NAME"; returns @good. */
bool result(bool good, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The exit status of a helper: 1 if any result was bad. */
int results(void);
/* Prints a diagnostic line. */
void note(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Ends the helper with exit status 2. */
void die(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

struct node node_open(const char *path);
/* Opens our own node of the bus, and i2c-dev's; returns the bus's number. */
unsigned int bus_open(const char *number, struct node nodes[2]);
/* 0 or a negative errno. */
int node_transfer(struct node *node, struct gpio_i2c_message *messages, unsigned int count);

struct gpio_i2c_message write_message(uint16_t address, const void *bytes, uint32_t length);
struct gpio_i2c_message read_message(uint16_t address, void *bytes, uint32_t length);

/* Writes to and reads from a target with a register or memory pointer of @pointer_bytes bytes. */
int poke(struct node *node, uint16_t address, unsigned int pointer, unsigned int pointer_bytes,
	 const void *bytes, uint32_t length);
int peek(struct node *node, uint16_t address, unsigned int pointer, unsigned int pointer_bytes,
	 void *bytes, uint32_t length);

/* A counter of the simulator, from its debugfs file "stats", @path. */
unsigned long long sim_stat(const char *path, const char *name);

/*
 * Write or read a file of the simulator, a counter of the bus, its SCL frequency. Text that is read
 * has a blank for each line end, and none before it.
 */
void sim_write(const char *file, const char *text);
const char *sim_read(const char *file);
/* Since "reset" the wire was used, without a violation. */
void nothing_illegal(const char *when);
unsigned long long counter(unsigned int bus, const char *name);
void set_speed(unsigned int bus, unsigned int scl_hz);

uint64_t now_ns(void);

/* xorshift: the same seed gives the same numbers everywhere. */
uint32_t random_next(uint64_t *state);

#endif
