// SPDX-License-Identifier: GPL-2.0-only
/*
 * A program like those for /dev/gpioi2c in Linux 2.4, which define its numbers themselves:
 *
 *	legacy NODE hisi8|hisi7 DECODE	all that such programs do; DECODE is the simulator's file
 *	legacy NODE NUMBER WORD		one call; prints the word afterwards, and the error
 *
 * NODE may be the number of an inherited descriptor.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include "case.h"

enum { READ = 1, READ_OF_ANOTHER_HEADER = 2, WRITE = 3 };

/* In the value's high byte, which a read clears and a write ignores. */
#define ABOVE_VALUE	0x4200

static const char *decode;
static bool hisi8;
static int fd;

static uint32_t word_of(unsigned int address, unsigned int pointer, unsigned int value)
{
	return (hisi8 ? address << 1 : address) << 24 | pointer << 16 | value;
}

/* Was the wire used since the last call? */
static bool wire_was_used(void)
{
	FILE *file = fopen(decode, "r+");
	bool used;

	if (!file)
		die("open %s: %s", decode, strerror(errno));
	used = fgetc(file) != EOF;
	rewind(file);
	if (fputs("1", file) < 0 || fclose(file))
		die("write %s: %s", decode, strerror(errno));
	return used;
}

static void call(const char *name, unsigned long number, uint32_t word, int want_error,
		 uint32_t want_word)
{
	uint32_t before = word;
	int error = ioctl(fd, number, &word) ? errno : 0;

	if (!result(error == want_error && word == want_word, "%s", name))
		note("# %#x became %#x, not %#x: %s, not %s", before, word, want_word,
		     strerror(error), strerror(want_error));
}

static void bytes(void)
{
	call("a register is read", READ, word_of(REGISTERS, 0, 0), 0, word_of(REGISTERS, 0, 0x5a));
	call("the whole value is stored", READ, word_of(REGISTERS, 0, ABOVE_VALUE | 0x11), 0,
	     word_of(REGISTERS, 0, 0x5a));
	for (unsigned int pointer = 1; pointer < 0x100; pointer += 0x7f) {
		uint32_t word = word_of(REGISTERS, pointer, ABOVE_VALUE | (0xa5 ^ pointer));

		call("a write, from a descriptor that may only read", WRITE, word, 0, word);
		call("is read back", READ, word_of(REGISTERS, pointer, 0), 0,
		     word_of(REGISTERS, pointer, 0xa5 ^ pointer));
	}
	wire_was_used();
}

static void nobody(void)
{
	call("nobody is there to be read: 0xff and an error", READ, word_of(NOBODY, 7, 0), ENXIO,
	     word_of(NOBODY, 7, 0xff));
	call("nobody is there to be written", WRITE, word_of(NOBODY, 7, 0x11), ENXIO,
	     word_of(NOBODY, 7, 0x11));
	result(wire_was_used(), "both were tried");
}

/* An address of the other kind of program. */
static void other_address(void)
{
	uint32_t word = (hisi8 ? 0x41U : 0x80U) << 24;

	call("no such address to read from: 0xff and an error", READ, word, EINVAL, word | 0xff);
	call("no such address to write to", WRITE, word, EINVAL, word);
	result(!wire_was_used(), "neither was tried");
}

static void bad_pointer(const char *name, void *pointer, bool readable)
{
	result(ioctl(fd, READ, pointer) == -1 && errno == EFAULT, "read: %s", name);
	if (!readable)
		result(ioctl(fd, WRITE, pointer) == -1 && errno == EFAULT, "write: %s", name);
	result(!wire_was_used(), "%s: not tried", name);
}

static void bad_pointers(void)
{
	long page = sysconf(_SC_PAGESIZE);
	char *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
			   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	uint32_t word = word_of(REGISTERS, 0x10, 0x11);

	if (pages == MAP_FAILED)
		die("mmap: %s", strerror(errno));
	memcpy(pages, &word, sizeof(word));
	memcpy(pages + page - sizeof(word) / 2, &word, sizeof(word));
	bad_pointer("no pointer", NULL, false);
	bad_pointer("the number of a register in place of a pointer", (void *)0x10, false);
	bad_pointer("the kernel's memory", (void *)(UINTPTR_MAX - 0xfff), false);
	mprotect(pages + page, page, PROT_NONE);
	bad_pointer("a word that ends where no memory is", pages + page - sizeof(word) / 2, false);
	mprotect(pages, page, PROT_READ);
	bad_pointer("memory that may only be read", pages, true);
	result(ioctl(fd, WRITE, pages) == 0, "which is good enough to write from");
	wire_was_used();
	munmap(pages, 2 * page);
}

static void other_numbers(void)
{
	static const unsigned long numbers[] = { 0, 4, 0x80000001,
						 GPIO_I2C_IOC_INFO, GPIO_I2C_IOC_RECOVER };
	uint32_t block_bytes = word_of(REGISTERS, 0x10, 0x11);

	for (size_t i = 0; i < ARRAY_SIZE(numbers); i++)
		call("another number is refused", numbers[i], word_of(REGISTERS, 0x10, 0x11),
		     ENOTTY, word_of(REGISTERS, 0x10, 0x11));
	/* FIGETBSZ */
	result(!ioctl(fd, READ_OF_ANOTHER_HEADER, &block_bytes) && block_bytes == 4096,
	       "the kernel itself answers 2, with the size of a block");
	result(!wire_was_used(), "nothing of that was tried");
}

int main(int argc, char **argv)
{
	uint32_t word;
	char *end;

	if (argc != 4)
		die("legacy NODE hisi8|hisi7 DECODE, or legacy NODE NUMBER WORD");
	fd = isdigit(argv[1][0]) ? atoi(argv[1]) : open(argv[1], O_RDONLY);
	if (fd < 0) {
		printf("open: %s\n", strerror(errno));
		return 2;
	}
	if (isdigit(argv[2][0])) {
		word = strtoul(argv[3], &end, 0);
		errno = 0;
		ioctl(fd, strtoul(argv[2], &end, 0), &word);
		printf("%#x %s\n", word, strerror(errno));
		return 0;
	}
	hisi8 = !strcmp(argv[2], "hisi8");
	decode = argv[3];
	wire_was_used();
	bytes();
	nobody();
	other_address();
	bad_pointers();
	other_numbers();
	return results();
}
