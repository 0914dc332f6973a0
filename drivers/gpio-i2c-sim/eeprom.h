/* SPDX-License-Identifier: GPL-2.0-only */
/* 24Cxx memories: page writes, a write cycle during which nothing is acknowledged. */
#ifndef SIM_EEPROM_H
#define SIM_EEPROM_H

#include "target.h"

#define SIM_EEPROM_PAGE_BYTES_MAX	256
#define SIM_EEPROM_BYTES_MIN		16
#define SIM_EEPROM_BYTES_MAX		262144
#define SIM_EEPROM_CYCLE_NS		5000000

struct sim_eeprom {
	struct sim_target target;
	u8 *data;
	u32 bytes;			/* a power of two */
	u32 page_bytes;			/* a power of two */
	u32 pointer;
	u8 address_bytes;
	u8 address_left;		/* address bytes still to come in this message */
	u32 cycle_ns;
	u64 busy_until_ns;
	u32 latched_count;		/* bytes of page that wait for STOP */
	bool latched[SIM_EEPROM_PAGE_BYTES_MAX];
	u8 page[SIM_EEPROM_PAGE_BYTES_MAX];
};

/* An EEPROM by the name that the kernel's at24 has for it. */
struct sim_eeprom_part {
	const char *name;
	u32 bytes;
	u32 page_bytes;
};

/* NULL: there is no such part. */
const struct sim_eeprom_part *sim_eeprom_part(const char *name);

/*
 * An erased memory. Up to 2 KiB, it takes one address byte, else two. What these can't tell is in
 * the I2C address: a 24C04 has two addresses, a 24C16 eight.
 */
void sim_eeprom_init(struct sim_eeprom *eeprom, u16 address, u8 *data, u32 bytes, u32 page_bytes);

/* The EEPROM that is this target, or NULL. */
struct sim_eeprom *sim_eeprom_of(struct sim_target *target);

void sim_24c02_init(struct sim_eeprom *eeprom, u16 address, u8 data[256]);
void sim_24c256_init(struct sim_eeprom *eeprom, u16 address, u8 data[32768]);

#endif
