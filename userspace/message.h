/* SPDX-License-Identifier: GPL-2.0-only */
/* Messages to the user, on stderr. */
#ifndef GPIOI2C_MESSAGE_H
#define GPIOI2C_MESSAGE_H

#define FORMAT(text, first)	__attribute__((format(printf, text, first)))

/* "gpioi2c: ..." */
void complain(const char *format, ...) FORMAT(1, 2);

/* A second, indented line: what to do about it. */
void advise(const char *format, ...) FORMAT(1, 2);

/* Complain about the command line of a subcommand (NULL: of none). Gives STATUS_USAGE. */
int usage_error(const char *command, const char *format, ...) FORMAT(2, 3);

/* The same, after getopt has complained. */
int try_help(const char *command);

#endif /* GPIOI2C_MESSAGE_H */
