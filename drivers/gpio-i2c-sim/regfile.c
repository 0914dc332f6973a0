// SPDX-License-Identifier: GPL-2.0-only
/*
 * The first byte of a write sets the pointer; further ones go to the registers from there on.
 * Reads start at the pointer. It wraps from 255 to 0.
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "regfile.h"

static struct sim_regfile *to_regfile(struct sim_target *target)
{
	return container_of(target, struct sim_regfile, target);
}

static bool regfile_address(struct sim_target *target, bool read, u64 now_ns)
{
	to_regfile(target)->first = !read;
	return true;
}

static void regfile_write(struct sim_target *target, u8 byte)
{
	struct sim_regfile *regfile = to_regfile(target);

	if (regfile->first) {
		regfile->pointer = byte;
		regfile->first = false;
		return;
	}
	if (regfile->pointer)
		regfile->registers[regfile->pointer] = byte;
	regfile->pointer++;
}

static u8 regfile_read(struct sim_target *target)
{
	struct sim_regfile *regfile = to_regfile(target);

	return regfile->registers[regfile->pointer++];
}

static void regfile_end(struct sim_target *target, bool commit, u64 now_ns)
{
}

static const struct sim_target_ops regfile_ops = {
	.address = regfile_address,
	.write = regfile_write,
	.read = regfile_read,
	.end = regfile_end,
};

void sim_regfile_init(struct sim_regfile *regfile, u16 address, bool ten_bit)
{
	memset(regfile, 0, sizeof(*regfile));
	regfile->target.ops = &regfile_ops;
	regfile->target.address = address;
	regfile->target.ten_bit = ten_bit;
	regfile->registers[0] = SIM_REGFILE_ID;
}
