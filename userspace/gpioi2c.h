/* SPDX-License-Identifier: GPL-2.0-only */
/* The subcommands, and what all of them share. */
#ifndef GPIOI2C_H
#define GPIOI2C_H

#ifndef GPIOI2C_VERSION
#define GPIOI2C_VERSION	"0.1.0"
#endif

#include "ground.h"

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

#endif /* GPIOI2C_H */
