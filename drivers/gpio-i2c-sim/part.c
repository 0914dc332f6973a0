// SPDX-License-Identifier: GPL-2.0-only
/*
 * The contents of an EEPROM or register file are its bytes; those of a DS1307 are time, control and
 * RAM; those of an LM75 four words, most significant byte first: temperature, configuration,
 * hysteresis, overtemperature.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/ktime.h>
#include <linux/log2.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "clock.h"
#include "part.h"

/**
 * struct sim_part_kind - what parts of a kind have in common
 * @name: as the user writes it; NULL for EEPROMs, which have several
 * @size_bytes: bytes of contents
 * @init: makes the target, which has no address yet
 * @read: contents out; @read and @write may be called while the part is on a bus
 * @write: contents in
 */
struct sim_part_kind {
	const char *name;
	u32 size_bytes;
	struct sim_target *(*init)(struct sim_part *part);
	void (*read)(struct sim_part *part, u8 *to, size_t size);
	void (*write)(struct sim_part *part, const u8 *from, size_t size);
};

/* ------ EEPROMs ------ */

static struct sim_target *eeprom_init(struct sim_part *part)
{
	sim_eeprom_init(&part->eeprom, 0, part->memory, part->size_bytes, part->page_bytes);
	return &part->eeprom.target;
}

static void eeprom_read(struct sim_part *part, u8 *to, size_t size)
{
	memcpy(to, part->memory, size);
}

static void eeprom_write(struct sim_part *part, const u8 *from, size_t size)
{
	memcpy(part->memory, from, size);
}

static const struct sim_part_kind eeprom_kind = {
	.init = eeprom_init,
	.read = eeprom_read,
	.write = eeprom_write,
};

/* ------ LM75 ------ */

static struct sim_target *lm75_init(struct sim_part *part)
{
	sim_lm75_init(&part->lm75, 0);
	return &part->lm75.target;
}

static void lm75_read(struct sim_part *part, u8 *to, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		to[i] = part->lm75.registers[i / 2] >> (i % 2 ? 0 : 8);
}

static void lm75_write(struct sim_part *part, const u8 *from, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++) {
		u16 *value = &part->lm75.registers[i / 2];

		*value = i % 2 ? (*value & 0xff00) | from[i] : (*value & 0xff) | from[i] << 8;
	}
}

/* ------ DS1307 ------ */

static struct sim_target *ds1307_init(struct sim_part *part)
{
	sim_ds1307_init(&part->ds1307, 0, ktime_get_real_seconds(), sim_now_ns());
	return &part->ds1307.target;
}

static void ds1307_read(struct sim_part *part, u8 *to, size_t size)
{
	sim_ds1307_show(&part->ds1307, sim_now_ns());
	memcpy(to, part->ds1307.registers, size);
}

static void ds1307_write(struct sim_part *part, const u8 *from, size_t size)
{
	sim_ds1307_show(&part->ds1307, sim_now_ns());
	memcpy(part->ds1307.registers, from, size);
	sim_ds1307_set(&part->ds1307, sim_now_ns());
}

/* ------ register file ------ */

static struct sim_target *regfile_init(struct sim_part *part)
{
	sim_regfile_init(&part->regfile, 0, false);
	return &part->regfile.target;
}

static void regfile_read(struct sim_part *part, u8 *to, size_t size)
{
	memcpy(to, part->regfile.registers, size);
}

static void regfile_write(struct sim_part *part, const u8 *from, size_t size)
{
	memcpy(part->regfile.registers, from, size);
}

static const struct sim_part_kind kinds[] = {
	{
		.name = "lm75",
		.size_bytes = sizeof_field(struct sim_lm75, registers),
		.init = lm75_init,
		.read = lm75_read,
		.write = lm75_write,
	}, {
		.name = "ds1307",
		.size_bytes = sizeof_field(struct sim_ds1307, registers),
		.init = ds1307_init,
		.read = ds1307_read,
		.write = ds1307_write,
	}, {
		.name = "regfile",
		.size_bytes = sizeof_field(struct sim_regfile, registers),
		.init = regfile_init,
		.read = regfile_read,
		.write = regfile_write,
	},
};

/* ------ all kinds ------ */

/* In place of what it was. */
static void become(struct sim_part *part, const struct sim_part_kind *kind, const char *name)
{
	part->kind = kind;
	part->name = name;
	part->target = kind->init(part);
}

static int become_eeprom(struct sim_part *part, const char *name, u32 size_bytes, u32 page_bytes)
{
	u8 *memory = kvmalloc(size_bytes, GFP_KERNEL);

	if (!memory)
		return -ENOMEM;
	kvfree(part->memory);
	part->memory = memory;
	part->size_bytes = size_bytes;
	part->page_bytes = page_bytes;
	become(part, &eeprom_kind, name);
	return 0;
}

int sim_part_choose(struct sim_part *part, const char *name)
{
	const struct sim_eeprom_part *eeprom = sim_eeprom_part(name);
	unsigned int i;

	if (eeprom)
		return become_eeprom(part, eeprom->name, eeprom->bytes, eeprom->page_bytes);
	for (i = 0; i < ARRAY_SIZE(kinds); i++) {
		if (strcmp(kinds[i].name, name))
			continue;
		sim_part_clear(part);
		part->size_bytes = kinds[i].size_bytes;
		become(part, &kinds[i], kinds[i].name);
		return 0;
	}
	return -EINVAL;
}

int sim_part_resize(struct sim_part *part, u32 size_bytes, u32 page_bytes)
{
	if (part->kind != &eeprom_kind)
		return -EOPNOTSUPP;
	if (!is_power_of_2(size_bytes) || size_bytes < SIM_EEPROM_BYTES_MIN ||
	    size_bytes > SIM_EEPROM_BYTES_MAX || !is_power_of_2(page_bytes) ||
	    page_bytes > min_t(u32, size_bytes, SIM_EEPROM_PAGE_BYTES_MAX))
		return -ERANGE;
	return become_eeprom(part, part->name, size_bytes, page_bytes);
}

void sim_part_clear(struct sim_part *part)
{
	kvfree(part->memory);
	memset(part, 0, sizeof(*part));
}

void sim_part_read(struct sim_part *part, u8 *to, size_t size)
{
	part->kind->read(part, to, size);
}

void sim_part_write(struct sim_part *part, const u8 *from, size_t size)
{
	part->kind->write(part, from, size);
}
