/* SPDX-License-Identifier: GPL-2.0-only */
/* A target whose kind is chosen by name, and the bytes in it. The caller has the locks. */
#ifndef SIM_PART_H
#define SIM_PART_H

#include "ds1307.h"
#include "eeprom.h"
#include "lm75.h"
#include "regfile.h"

struct sim_part_kind;

/**
 * struct sim_part - a target of any kind
 * @kind: what it is; NULL: not chosen yet
 * @target: the target in one of the structures below
 * @name: the kind's name
 * @size_bytes: bytes of contents
 * @page_bytes: an EEPROM's page; 0 for other kinds
 * @memory: an EEPROM's bytes, else NULL
 */
struct sim_part {
	const struct sim_part_kind *kind;
	struct sim_target *target;
	const char *name;
	u32 size_bytes;
	u32 page_bytes;
	u8 *memory;
	union {
		struct sim_eeprom eeprom;
		struct sim_lm75 lm75;
		struct sim_ds1307 ds1307;
		struct sim_regfile regfile;
	};
};

/*
 * Makes it a new one of that kind. Returns 0, or an error, and nothing has changed: -EINVAL, there
 * is no such kind; -ENOMEM.
 */
int sim_part_choose(struct sim_part *part, const char *name);

/*
 * Makes an EEPROM another one, erased. Returns 0, or an error, and nothing has changed:
 * -EOPNOTSUPP, it is no EEPROM; -ERANGE, there are no such EEPROMs; -ENOMEM.
 */
int sim_part_resize(struct sim_part *part, u32 size_bytes, u32 page_bytes);

/* Makes it one of no kind. */
void sim_part_clear(struct sim_part *part);

/* Copies contents out or in; @size is at most size_bytes. */
void sim_part_read(struct sim_part *part, u8 *to, size_t size);
void sim_part_write(struct sim_part *part, const u8 *from, size_t size);

#endif
