/* SPDX-License-Identifier: GPL-2.0-only */
/* 24Cxx memories: page writes, a write cycle during which nothing is acknowledged. */
#ifndef SIM_EEPROM_H
#define SIM_EEPROM_H

#include "target.h"

#define SIM_EEPROM_PAGE_BYTES_MAX	64
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
	u64 latched;			/* bit i: page[i] waits for STOP */
	u8 page[SIM_EEPROM_PAGE_BYTES_MAX];
};

void sim_24c02_init(struct sim_eeprom *eeprom, u16 address, u8 data[256]);
void sim_24c256_init(struct sim_eeprom *eeprom, u16 address, u8 data[32768]);

#endif
