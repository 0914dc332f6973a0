/* SPDX-License-Identifier: GPL-2.0-only */
/* Chips by address. */
#ifndef GPIOI2C_CHIPS_H
#define GPIOI2C_CHIPS_H

#include <stddef.h>

/* The next chip that can have the 7-bit address; *index starts at 0. NULL at the end. */
const char *chip_next(unsigned int address, size_t *index);

#endif /* GPIOI2C_CHIPS_H */
