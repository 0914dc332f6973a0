/* SPDX-License-Identifier: GPL-2.0-only */
/* Which chips there are for an address. */
#ifndef GPIOI2C_CHIPS_H
#define GPIOI2C_CHIPS_H

#include <stddef.h>

/*
 * The next chip that can have that 7-bit address; *index is 0 for the
 * first and is moved on. NULL at the end.
 */
const char *chip_next(unsigned int address, size_t *index);

#endif /* GPIOI2C_CHIPS_H */
