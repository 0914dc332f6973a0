/* SPDX-License-Identifier: GPL-2.0-only */
/* GPIO lines by name or place, and what the driver calls them. */
#ifndef GPIOI2C_SEARCH_H
#define GPIOI2C_SEARCH_H

#include <stdbool.h>

#include "compat_gpiod.h"

struct found_line {
	const char *wanted;	/* its name, or CHIP:OFFSET by either of the chip's names */
	unsigned int matches;
	char chip[32];		/* "gpiochip0" */
	unsigned int offset;
	char place[96];		/* "CHIP:OFFSET" as the driver prints it */
	bool by_name;		/* @wanted is its name */
	bool used;
	char consumer[64];	/* empty if nobody, or nobody knows who */
};

/* Is @wanted its CHIP:OFFSET, by either of the chip's names? */
bool line_is_at(const struct gpio_line *line, const char *wanted);

/* Called for a line that is wanted, with its place as the driver prints it. */
typedef void (*found_visitor)(const struct gpio_line *line, const char *place, void *data);

/*
 * Find @count lines, or with none visit every line that has a name. @visit may be NULL.
 * 0 or -errno, without a complaint.
 */
int search_lines(struct found_line *lines, int count, found_visitor visit, void *data);

/* Is each of them there, and one line only? STATUS_OK, or a complaint and its status. */
int check_lines(const char *command, const struct found_line *lines, int count);

/* What a failed search means. STATUS_FAILED. */
int report_search(const char *command, int error);

#endif /* GPIOI2C_SEARCH_H */
