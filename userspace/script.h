/* SPDX-License-Identifier: GPL-2.0-only */
/* Command lines from a file. */
#ifndef GPIOI2C_SCRIPT_H
#define GPIOI2C_SCRIPT_H

#include <stdbool.h>
#include <stdio.h>

/*
 * Split a line at blanks into words; " or ' keep blanks together, # starts a comment. The words lie
 * in @line itself. The caller frees *words, which ends in NULL. The number of words, or -1 if a
 * quotation does not end.
 */
int script_split(char *line, char ***words);

/*
 * Run the lines of @file until one fails, or all if @go_on. The exit status of the last that
 * failed, or STATUS_OK.
 */
int script_run(FILE *file, bool go_on, int (*run)(int argc, char **argv));

#endif /* GPIOI2C_SCRIPT_H */
