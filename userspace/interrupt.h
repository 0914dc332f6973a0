/* SPDX-License-Identifier: GPL-2.0-only */
/* Ctrl-C during work that must not stop in the middle. */
#ifndef GPIOI2C_INTERRUPT_H
#define GPIOI2C_INTERRUPT_H

#include <stdbool.h>

/* Only note SIGINT and SIGTERM until interrupt_release(). */
void interrupt_catch(void);
void interrupt_release(void);

/* Whether one has come. */
bool interrupt_came(void);

#endif /* GPIOI2C_INTERRUPT_H */
