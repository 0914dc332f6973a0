// SPDX-License-Identifier: GPL-2.0-only
/*
 * 24Cxx as in their data sheets: bytes written go to a page buffer, whose pointer wraps within
 * the page, and from there into the memory when a STOP comes straight after an acknowledge. Then
 * the chip does not answer until the write cycle ends; masters poll for that. Reads go on through
 * the whole memory and wrap.
 */
#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/string.h>

#include "eeprom.h"

#define ONE_ADDRESS_BYTE_MAX	2048

static struct sim_eeprom *to_eeprom(struct sim_target *target)
{
	return container_of(target, struct sim_eeprom, target);
}

static bool eeprom_address(struct sim_target *target, bool read, u64 now_ns)
{
	struct sim_eeprom *eeprom = to_eeprom(target);

	if (now_ns < eeprom->busy_until_ns)
		return false;
	eeprom->address_left = read ? 0 : eeprom->address_bytes;
	eeprom->latched_count = 0;
	memset(eeprom->latched, 0, sizeof(eeprom->latched));
	return true;
}

static void eeprom_write(struct sim_target *target, u8 byte)
{
	struct sim_eeprom *eeprom = to_eeprom(target);
	u32 offset_mask = eeprom->page_bytes - 1;
	u32 offset = eeprom->pointer & offset_mask;

	if (eeprom->address_left) {
		if (eeprom->address_left == eeprom->address_bytes)
			eeprom->pointer = target->block;
		eeprom->address_left--;
		eeprom->pointer = (eeprom->pointer << 8 | byte) & (eeprom->bytes - 1);
		return;
	}
	eeprom->page[offset] = byte;
	eeprom->latched_count += !eeprom->latched[offset];
	eeprom->latched[offset] = true;
	eeprom->pointer = (eeprom->pointer & ~offset_mask) | ((offset + 1) & offset_mask);
}

static u8 eeprom_read(struct sim_target *target)
{
	struct sim_eeprom *eeprom = to_eeprom(target);
	u8 byte = eeprom->data[eeprom->pointer];

	eeprom->pointer = (eeprom->pointer + 1) & (eeprom->bytes - 1);
	return byte;
}

static void eeprom_end(struct sim_target *target, bool commit, u64 now_ns)
{
	struct sim_eeprom *eeprom = to_eeprom(target);
	u8 *page = eeprom->data + (eeprom->pointer & ~(eeprom->page_bytes - 1));
	u32 i;

	if (commit && eeprom->latched_count) {
		for (i = 0; i < eeprom->page_bytes; i++) {
			if (eeprom->latched[i])
				page[i] = eeprom->page[i];
		}
		eeprom->busy_until_ns = now_ns + eeprom->cycle_ns;
	}
	eeprom->latched_count = 0;
}

static const struct sim_target_ops eeprom_ops = {
	.address = eeprom_address,
	.write = eeprom_write,
	.read = eeprom_read,
	.end = eeprom_end,
};

struct sim_eeprom *sim_eeprom_of(struct sim_target *target)
{
	return target && target->ops == &eeprom_ops ? to_eeprom(target) : NULL;
}

void sim_eeprom_init(struct sim_eeprom *eeprom, u16 address, u8 *data, u32 bytes, u32 page_bytes)
{
	memset(eeprom, 0, sizeof(*eeprom));
	memset(data, 0xff, bytes);	/* as erased */
	eeprom->target.ops = &eeprom_ops;
	eeprom->target.address = address;
	eeprom->data = data;
	eeprom->bytes = bytes;
	eeprom->page_bytes = page_bytes;
	eeprom->address_bytes = bytes > ONE_ADDRESS_BYTE_MAX ? 2 : 1;
	eeprom->target.addresses = max_t(u32, bytes >> 8 * eeprom->address_bytes, 1);
	eeprom->cycle_ns = SIM_EEPROM_CYCLE_NS;
}

static const struct sim_eeprom_part parts[] = {
	{ "24c00", 16, 1 },
	{ "24c01", 128, 8 },
	{ "24c02", 256, 8 },
	{ "24c04", 512, 16 },
	{ "24c08", 1024, 16 },
	{ "24c16", 2048, 16 },
	{ "24c32", 4096, 32 },
	{ "24c64", 8192, 32 },
	{ "24c128", 16384, 64 },
	{ "24c256", 32768, 64 },
	{ "24c512", 65536, 128 },
	{ "24c1024", 131072, 128 },
	{ "24c2048", 262144, 256 },
};

const struct sim_eeprom_part *sim_eeprom_part(const char *name)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(parts); i++) {
		if (!strcmp(parts[i].name, name))
			return &parts[i];
	}
	return NULL;
}

void sim_24c02_init(struct sim_eeprom *eeprom, u16 address, u8 data[256])
{
	sim_eeprom_init(eeprom, address, data, 256, 8);
}

void sim_24c256_init(struct sim_eeprom *eeprom, u16 address, u8 data[32768])
{
	sim_eeprom_init(eeprom, address, data, 32768, 64);
}
