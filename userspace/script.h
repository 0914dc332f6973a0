/* SPDX-License-Identifier: GPL-2.0-only */
/* Command lines from a file, one after the other. */
#ifndef GPIOI2C_SCRIPT_H
#define GPIOI2C_SCRIPT_H

#include <stdbool.h>
#include <stdio.h>

/*
 * Split a line into words, which lie in @line itself: at blanks, but for those between " or '. What
 * follows a # is a comment. How many that were, or -1 if a quotation does not end; *words is to be
 * freed, and ends in NULL.
 */
int script_split(char *line, char ***words);

/*
 * Run every line of @file until one fails, or all if @go_on. An exit status: the last that is not
 * STATUS_OK.
 */
int script_run(FILE *file, bool go_on, int (*run)(int argc, char **argv));

#endif /* GPIOI2C_SCRIPT_H */
