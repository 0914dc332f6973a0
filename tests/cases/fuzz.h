/* SPDX-License-Identifier: GPL-2.0-only */
/* Shared by the files of the fuzzer. */
#ifndef FUZZ_H
#define FUZZ_H

#include "case.h"

enum { FEW = 4, MESSAGES = GPIO_I2C_MESSAGES_MAX + 2 };

/* How a call is judged. */
enum kind { REFUSED, CARRIED, TOLD, LOOSE, KINDS };

/* Open files; the bus's number and SCL frequency. */
extern int our_fd, their_fd, bus;
extern uint32_t scl_hz;

/* ------ fuzz_odd.c ------ */

/* State of the random numbers. */
extern uint64_t state;
/* Good pages, the missing page behind them, a read-only page, one that comes and goes. */
extern uint8_t *memory, *not_there, *read_only, *fickle;
extern size_t page;

void make_memory(void);
uint32_t below(uint32_t limit);
bool one_in(uint32_t n);
/* A number of at least @least. */
uint32_t odd_number(uint32_t least);
uint16_t target(void);
uintptr_t good_pointer(void);
/* Address of memory with less than @size valid bytes, as __u64 or pointer. */
uint64_t bad_pointer(uint32_t size);
void *bad_address(uint32_t size);
void *bad_address_not_null(uint32_t size);

/* ------ fuzz_known.c ------ */

void our_refused(void);
void our_told(void);
void our_other(void);
void their_refused(void);

/* ------ fuzz.c ------ */

/* 0 or an errno. */
int call(int fd, unsigned long request, const void *argument);
/* Judge a call that ended with @error and should end with @wanted. */
void judge(enum kind kind, const char *what, int error, int wanted);
void complain(const char *what, const char *got);

#endif
