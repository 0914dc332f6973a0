/* SPDX-License-Identifier: GPL-2.0-only */
/* A target that is a program: /dev/gpio-i2c-sim-user-N-ADDRESS. */
#ifndef SIM_USER_H
#define SIM_USER_H

#include "bus.h"

#define SIM_USER_TIMEOUT_US		20000	/* shorter than the 25 ms of SMBus */
#define SIM_USER_TIMEOUT_US_MAX		10000000

struct sim_user;

/* Puts one on the bus. Returns errors as sim_bus_attach() does, or others. */
struct sim_user *sim_user_create(struct sim_bus *bus, u16 address, bool ten_bit, u32 timeout_us);

/* Takes it off the bus. A program that has its file open keeps it, and gets ENODEV. */
void sim_user_destroy(struct sim_user *user);

#endif
