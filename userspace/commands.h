/* SPDX-License-Identifier: GPL-2.0-only */
/* The subcommands: a file each. */
#ifndef GPIOI2C_COMMANDS_H
#define GPIOI2C_COMMANDS_H

/*
 * Each takes its own argument vector, with argv[0] being "gpioi2c NAME" for
 * the sake of getopt's messages, and returns an exit status.
 */
int list_command(int argc, char **argv);
int info_command(int argc, char **argv);
int detect_command(int argc, char **argv);
int read_command(int argc, char **argv);
int write_command(int argc, char **argv);
int dump_command(int argc, char **argv);
int eeprom_command(int argc, char **argv);
int bench_command(int argc, char **argv);
int transfer_command(int argc, char **argv);
int speed_command(int argc, char **argv);
int recover_command(int argc, char **argv);
int users_command(int argc, char **argv);
int stats_command(int argc, char **argv);
int lines_command(int argc, char **argv);
int new_command(int argc, char **argv);
int delete_command(int argc, char **argv);
int restore_command(int argc, char **argv);

#endif /* GPIOI2C_COMMANDS_H */
