/* SPDX-License-Identifier: GPL-2.0-only */
/* Asking an address whether a target is there. */
#ifndef GPIOI2C_PROBE_H
#define GPIOI2C_PROBE_H

#include <stdbool.h>

#include "bus.h"

/* The addresses that UM10204, 3.1.12, leaves to targets. */
#define PROBE_FIRST	0x08
#define PROBE_LAST	0x77

/*
 * Is reading a byte what disturbs a target at @address least? Elsewhere it is a quick write, which
 * corrupts the AT24RF08 EEPROM (0x50-0x5f) and may protect memory modules' EEPROMs for ever
 * (0x30-0x37).
 */
bool probe_reads(unsigned int address);

/* What kind of transfer that is, I2C_FUNC_*. */
uint64_t probe_functionality(bool read);

struct probe {
	struct gpio_i2c_message message;
	struct gpio_i2c_transfer transfer;
	uint8_t byte;
};

/* 1 if a target answered, 0 if none did, or -errno with @probe to be reported. */
int probe_address(const struct bus *bus, unsigned int address, bool read, struct probe *probe);

#endif /* GPIOI2C_PROBE_H */
