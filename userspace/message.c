// SPDX-License-Identifier: GPL-2.0-only
#include <stdarg.h>
#include <stdio.h>

#include "ground.h"
#include "message.h"

void complain(const char *format, ...)
{
	va_list arguments;

	fflush(stdout);
	fputs("gpioi2c: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}

void advise(const char *format, ...)
{
	va_list arguments;

	fputs("  ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
}

int try_help(const char *command)
{
	fprintf(stderr, "Try 'gpioi2c %s%s--help'.\n", command ? command : "",
		command ? " " : "");
	return STATUS_USAGE;
}

int usage_error(const char *command, const char *format, ...)
{
	va_list arguments;

	fprintf(stderr, "gpioi2c%s%s: ", command ? " " : "", command ? command : "");
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	return try_help(command);
}
