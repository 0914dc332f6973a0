/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef GPIOI2C_USERS_H
#define GPIOI2C_USERS_H

/* Where procfs is mounted; the unit tests put a tree of their own here. */
extern const char *users_proc_root;

#endif /* GPIOI2C_USERS_H */
