/* SPDX-License-Identifier: GPL-2.0-only */
/* The subcommands: a file each. */
#ifndef GPIOI2C_COMMANDS_H
#define GPIOI2C_COMMANDS_H

/*
 * Each returns an exit status. argv[0] is "gpioi2c NAME", for getopt's messages.
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
int doctor_command(int argc, char **argv);
int users_command(int argc, char **argv);
int stats_command(int argc, char **argv);
int trace_command(int argc, char **argv);
int monitor_command(int argc, char **argv);
int lines_command(int argc, char **argv);
int new_command(int argc, char **argv);
int delete_command(int argc, char **argv);
int restore_command(int argc, char **argv);

#endif /* GPIOI2C_COMMANDS_H */
