// SPDX-License-Identifier: GPL-2.0-only
/* gpioi2c - I2C transfers over /dev/gpio-i2c-N. Finds and runs the subcommand. */
#include <stdio.h>
#include <string.h>

#include <linux/gpio-i2c.h>

#include "commands.h"
#include "ground.h"
#include "message.h"
#include "options.h"
#include "script.h"

#ifndef GPIOI2C_VERSION
#define GPIOI2C_VERSION	"0.1.0"
#endif

static const struct command {
	const char *name;
	const char *title;	/* its argv[0] */
	const char *summary;
	int (*run)(int argc, char **argv);
} commands[] = {
	{ "list", "gpioi2c list", "list all buses", list_command },
	{ "info", "gpioi2c info", "describe a bus", info_command },
	{ "detect", "gpioi2c detect", "show which addresses answer", detect_command },
	{ "read", "gpioi2c read", "read bytes or registers", read_command },
	{ "write", "gpioi2c write", "write bytes or registers", write_command },
	{ "dump", "gpioi2c dump", "show all registers of a target", dump_command },
	{ "eeprom", "gpioi2c eeprom", "read, write, verify or erase an EEPROM", eeprom_command },
	{ "transfer", "gpioi2c transfer", "send messages of any kind as one transfer",
	  transfer_command },
	{ "bench", "gpioi2c bench", "measure how fast a bus is", bench_command },
	{ "speed", "gpioi2c speed", "show or set the SCL frequency", speed_command },
	{ "recover", "gpioi2c recover", "free a bus that a target holds", recover_command },
	{ "doctor", "gpioi2c doctor", "look for what is wrong with a bus, or two lines",
	  doctor_command },
	{ "users", "gpioi2c users", "name the processes that hold a bus", users_command },
	{ "stats", "gpioi2c stats", "show the counters of a bus", stats_command },
	{ "trace", "gpioi2c trace", "record what went over a bus, edge by edge", trace_command },
	{ "monitor", "gpioi2c monitor", "show what goes over a bus, and who sends it",
	  monitor_command },
	{ "lines", "gpioi2c lines", "find GPIO lines by name", lines_command },
	{ "new", "gpioi2c new", "make a bus on two lines", new_command },
	{ "delete", "gpioi2c delete", "delete a bus that was made at run time", delete_command },
	{ "restore", "gpioi2c restore", "make the buses of /etc/gpio-i2c.d", restore_command },
};

static const struct command *command_find(const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(commands); i++)
		if (!strcmp(commands[i].name, name))
			return &commands[i];
	return NULL;
}

static void print_help(void)
{
	size_t i;

	printf("Usage: gpioi2c COMMAND [OPTION...] [ARGUMENT...]\n"
	       "I2C buses made of two GPIO lines, over /dev/gpio-i2c-N.\n\n"
	       "Commands:\n");
	for (i = 0; i < ARRAY_SIZE(commands); i++)
		printf("  %-10s %s\n", commands[i].name, commands[i].summary);
	printf("\nA BUS is a number as in /dev/gpio-i2c-N, the path of that node, or the\n"
	       "name of the bus or of its adapter. 'gpioi2c COMMAND --help' tells more.\n\n"
	       "  -i, --input    take command lines, without gpioi2c, from standard input; stop at\n"
	       "                 the first that fails, or with --keep-going at the end\n"
	       "  -h, --help     print this\n"
	       "  -V, --version  print the version\n\n"
	       "Exit status: 0 done, 1 failed, 2 the command line is wrong or asks for what the\n"
	       "bus cannot do (nothing was sent then).\n");
}

static int run(const struct command *command, int argc, char **argv)
{
	char title[32];

	snprintf(title, sizeof(title), "%s", command->title);
	argv[0] = title;
	optind = 0;	/* GNU: start a new scan */
	return command->run(argc, argv);
}

static int dispatch(int argc, char **argv)
{
	const struct command *command = command_find(argv[0]);
	char help[] = "--help";
	char *help_argv[] = { NULL, help, NULL };

	if (command)
		return run(command, argc, argv);
	if (strcmp(argv[0], "help"))
		return usage_error(NULL, "no command '%s'", argv[0]);
	if (argc == 1) {
		print_help();
		return STATUS_OK;
	}
	command = command_find(argv[1]);
	if (!command)
		return usage_error(NULL, "no command '%s'", argv[1]);
	return run(command, 2, help_argv);
}

static int options(int argc, char **argv)
{
	static const int taken[] = {
		OPTION_FIRST_ONLY, OPTION_INPUT, OPTION_KEEP_GOING, OPTION_HELP, OPTION_VERSION, 0
	};
	bool input = false, keep_going = false;
	int option;

	while ((option = option_next(argc, argv, taken)) != -1) {
		switch (option) {
		case OPTION_INPUT:
			input = true;
			break;
		case OPTION_KEEP_GOING:
			keep_going = true;
			break;
		case OPTION_HELP:
			print_help();
			return STATUS_OK;
		case OPTION_VERSION:
			printf("gpioi2c %s, device ABI %d\n", GPIOI2C_VERSION,
			       GPIO_I2C_ABI_VERSION);
			return STATUS_OK;
		default:
			return try_help(NULL);
		}
	}
	if (input && optind < argc)
		return usage_error(NULL, "--input: the command lines are on standard input");
	if (input)
		return script_run(stdin, keep_going, dispatch);
	if (optind == argc)
		return usage_error(NULL, "which command?");
	return dispatch(argc - optind, argv + optind);
}

int main(int argc, char **argv)
{
	int status = options(argc, argv);

	/* A full disk or a closed pipe is a failure. */
	if (fflush(stdout) || ferror(stdout)) {
		complain("cannot write the output");
		return STATUS_FAILED;
	}
	return status;
}
