/* SPDX-License-Identifier: GPL-2.0-only */
/* Shared by the bench's programs: clock and output. */
#ifndef STOPWATCH_H
#define STOPWATCH_H

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* The EEPROM (24C256) that is written and read, and how much of it. */
enum {
	EEPROM = 0x54,
	EEPROM_PAGE = 64,
	EEPROM_BYTES = 256,
};

static inline uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000000ULL + now.tv_nsec;
}

/* "time NAME BYTES ELAPSED_NS", with the bytes on the wire, addresses included. */
static inline void tell_time(const char *name, unsigned int bytes, uint64_t elapsed_ns)
{
	printf("time %s %u %llu\n", name, bytes, (unsigned long long)elapsed_ns);
}

/* The bytes to write: all changes of level, and neighbours differ. */
static inline uint8_t pattern(unsigned int at)
{
	return at * 0x9d ^ at >> 3;
}

static inline void __attribute__((format(printf, 1, 2), noreturn)) die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(2);
}

#endif
