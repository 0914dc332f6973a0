// SPDX-License-Identifier: GPL-2.0-only
/*
 * The National Semiconductor LM75. Its registers have 16 bits, most significant byte first, the
 * configuration 8; temperatures are in the upper 9 bits. The pointer has three bits. Registers 4
 * to 7 show what was read last, by which the kernel and lm-sensors detect an LM75.
 */
#include <linux/kernel.h>
#include <linux/string.h>

#include "lm75.h"

enum { TEMPERATURE, CONFIGURATION, HYSTERESIS, OVERTEMPERATURE, REGISTERS };

#define CONFIGURATION_MASK	0x1f
#define TEMPERATURE_MASK	0xff80
#define CELSIUS(degrees)	((degrees) << 8)

static struct sim_lm75 *to_lm75(struct sim_target *target)
{
	return container_of(target, struct sim_lm75, target);
}

static bool lm75_address(struct sim_target *target, bool read, u64 now_ns)
{
	to_lm75(target)->index = 0;
	return true;
}

static void lm75_write(struct sim_target *target, u8 byte)
{
	struct sim_lm75 *lm75 = to_lm75(target);
	u16 *value = &lm75->registers[lm75->pointer % REGISTERS];
	u8 index = lm75->index;

	if (index < 3)
		lm75->index++;
	if (index == 0) {
		lm75->pointer = byte & 7;
		return;
	}
	if (lm75->pointer == CONFIGURATION && index == 1)
		*value = byte & CONFIGURATION_MASK;
	if (lm75->pointer != HYSTERESIS && lm75->pointer != OVERTEMPERATURE)
		return;
	if (index == 1)
		*value = byte << 8 | (*value & 0xff);
	else if (index == 2)
		*value = ((*value & 0xff00) | byte) & TEMPERATURE_MASK;
}

static u8 lm75_read(struct sim_target *target)
{
	struct sim_lm75 *lm75 = to_lm75(target);
	u16 value;

	if (lm75->pointer < REGISTERS)
		lm75->shown = lm75->pointer;
	value = lm75->registers[lm75->shown];
	if (lm75->shown == CONFIGURATION)
		return value;
	lm75->index ^= 1;
	return lm75->index ? value >> 8 : value;
}

static void lm75_end(struct sim_target *target, bool commit, u64 now_ns)
{
}

static const struct sim_target_ops lm75_ops = {
	.address = lm75_address,
	.write = lm75_write,
	.read = lm75_read,
	.end = lm75_end,
};

void sim_lm75_init(struct sim_lm75 *lm75, u16 address)
{
	memset(lm75, 0, sizeof(*lm75));
	lm75->target.ops = &lm75_ops;
	lm75->target.address = address;
	lm75->registers[TEMPERATURE] = CELSIUS(25);
	lm75->registers[HYSTERESIS] = CELSIUS(75);
	lm75->registers[OVERTEMPERATURE] = CELSIUS(80);
}
