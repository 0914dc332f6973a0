// SPDX-License-Identifier: GPL-2.0-only
/* Parts of the fuzzer's calls: odd numbers, targets, and bad pointers. */
#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <sys/mman.h>
#include "fuzz.h"

enum { PAGES = 4 };

uint64_t state;
uint8_t *memory, *not_there, *read_only, *fickle;
size_t page;

uint32_t below(uint32_t limit)
{
	return random_next(&state) % limit;
}

bool one_in(uint32_t n)
{
	return below(n) == 0;
}

/* A number of at least @least. */
uint32_t odd_number(uint32_t least)
{
	static const uint32_t numbers[] = {
		0, 1, 31, 32, 33, 34, 127, 128, 129, 255, 256, 8192, 8193, 65535, 65536, 1 << 20,
		0x7fffffff, 0x80000000, 0xffffffff,
	};
	uint32_t number = one_in(3) ? random_next(&state) : numbers[below(ARRAY_SIZE(numbers))];

	return number >= least ? number : least + number;
}

uintptr_t good_pointer(void)
{
	return (uintptr_t)memory + below((PAGES - 1) * page);
}

/* Address of memory with less than @size valid bytes. */
static uintptr_t short_pointer(uint32_t size)
{
	return (uintptr_t)not_there - below(size);
}

/* An address that is not ours, as a __u64. */
uint64_t bad_pointer(uint32_t size)
{
	switch (below(5)) {
	case 0:
		return 0;
	case 1:
		return (uintptr_t)not_there + below(page - 256);
	case 2:
		return 0xffff888000000000 + below(1 << 20);
	case 3:
		return 1ULL << (47 + below(17)) | random_next(&state);
	default:
		return short_pointer(size);
	}
}

/* The same as a pointer. An address cut to 32 bits might be ours. */
void *bad_address(uint32_t size)
{
	uint64_t pointer = bad_pointer(size);

	return (void *)(pointer == (uintptr_t)pointer ? (uintptr_t)pointer : (uintptr_t)not_there);
}

void *bad_address_not_null(uint32_t size)
{
	void *address = bad_address(size);

	return address ? address : not_there;
}

uint16_t target(void)
{
	static const uint16_t targets[] = {
		REGISTERS, REGISTERS, LM75, EEPROM, EEPROM16, DS1307, REGISTERS10, NOBODY,
	};

	return targets[below(ARRAY_SIZE(targets))];
}

/* The read-only page holds a transfer that is good otherwise. */
void make_memory(void)
{
	struct gpio_i2c_message message;

	page = sysconf(_SC_PAGESIZE);
	memory = mmap(NULL, (PAGES + 3) * page, PROT_READ | PROT_WRITE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED)
		die("mmap: %s", strerror(errno));
	not_there = memory + PAGES * page;
	read_only = not_there + page;
	fickle = read_only + page;
	message = read_message(REGISTERS, memory, 1);
	*(struct gpio_i2c_transfer *)read_only = (struct gpio_i2c_transfer) {
		.messages = (uintptr_t)memcpy(read_only + 256, &message, sizeof(message)),
		.message_count = 1,
	};
	if (mprotect(not_there, page, PROT_NONE) || mprotect(read_only, page, PROT_READ))
		die("mprotect: %s", strerror(errno));
}
