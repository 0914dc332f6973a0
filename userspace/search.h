/* SPDX-License-Identifier: GPL-2.0-only */
/* Find GPIO lines by name or place. */
#ifndef GPIOI2C_SEARCH_H
#define GPIOI2C_SEARCH_H

#include <stdbool.h>

#include "compat_gpiod.h"

struct found_line {
	const char *wanted;	/* a name, or CHIP:OFFSET with either name of the chip */
	unsigned int matches;
	char chip[32];		/* "gpiochip0" */
	unsigned int offset;
	char place[96];		/* "CHIP:OFFSET" as the driver prints it */
	char name[64];		/* empty if it has none */
	bool by_name;		/* @wanted is its name */
	bool used;
	char consumer[64];	/* empty if unused or unknown */
};

/* Is @wanted its CHIP:OFFSET, with either name of the chip? */
bool line_is_at(const struct gpio_line *line, const char *wanted);

/* Called for a wanted line, with its place as the driver prints it. */
typedef void (*found_visitor)(const struct gpio_line *line, const char *place, void *data);

/*
 * Find @count lines; if @count is 0, visit every line that has a name. @visit may be NULL. 0 or
 * -errno, without a complaint.
 */
int search_lines(struct found_line *lines, int count, found_visitor visit, void *data);

/* Check that each was found once. STATUS_OK, or an exit status after a complaint. */
int check_lines(const char *command, const struct found_line *lines, int count);

/* Complain about a failed search. STATUS_FAILED. */
int report_search(const char *command, int error);

#endif /* GPIOI2C_SEARCH_H */
