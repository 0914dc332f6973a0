/* SPDX-License-Identifier: GPL-2.0-only */
/* Ctrl-C where work must not stop in the middle. */
#ifndef GPIOI2C_INTERRUPT_H
#define GPIOI2C_INTERRUPT_H

#include <stdbool.h>

/* From now on SIGINT and SIGTERM are only noted, until interrupt_release(). */
void interrupt_catch(void);
void interrupt_release(void);

/* Whether one came since. */
bool interrupt_came(void);

#endif /* GPIOI2C_INTERRUPT_H */
