/* SPDX-License-Identifier: GPL-2.0-only */
/* Data on standard output, the way i2c-tools print it. */
#ifndef GPIOI2C_PRINT_H
#define GPIOI2C_PRINT_H

#include <stddef.h>
#include <stdint.h>

/* "0x00 0x01 ...", a line. */
void print_bytes(const uint8_t *data, size_t length);

#endif /* GPIOI2C_PRINT_H */
