/* SPDX-License-Identifier: GPL-2.0-only */
/* What the tool says when something is wrong: the cause, and what to do. */
#ifndef GPIOI2C_REPORT_H
#define GPIOI2C_REPORT_H

struct bus;
struct gpio_i2c_message;
struct gpio_i2c_transfer;

#define FORMAT(text, first)	__attribute__((format(printf, text, first)))

/* "gpioi2c: ..." to stderr. */
void complain(const char *format, ...) FORMAT(1, 2);

/* A second line with what to do about it, indented, to stderr. */
void advise(const char *format, ...) FORMAT(1, 2);

/* Complain about the command line of a subcommand (NULL: of none). Gives STATUS_USAGE. */
int usage_error(const char *command, const char *format, ...) FORMAT(2, 3);

/* The same, where getopt has complained already. */
int try_help(const char *command);

/* Name the cause of a failed GPIO_I2C_IOC_TRANSFER; @error is an errno. */
void report_transfer(const struct bus *bus, const struct gpio_i2c_message *messages,
		     const struct gpio_i2c_transfer *transfer, int error);

/* Name the cause of any other failed call on a bus's node. */
void report_call(const struct bus *bus, const char *call, int error);

#endif /* GPIOI2C_REPORT_H */
