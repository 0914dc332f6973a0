/* SPDX-License-Identifier: GPL-2.0-only */
/* A wire with some of the simulator's targets, a master's calls, and commands for faults. */
#ifndef TEST_SIM_BUS_H
#define TEST_SIM_BUS_H

#include <stdio.h>
#include <string.h>

#include <linux/kernel.h>

#include "test_sim_master.h"

#include "eeprom.h"
#include "regfile.h"

#define WRITE(address)	((address) << 1)
#define READ(address)	((address) << 1 | 1)
#define MS		1000000ULL
#define IDLE		(SIM_LEVEL_SDA | SIM_LEVEL_SCL)

static struct sim_regfile regfile, regfile10;
static struct sim_eeprom eeprom;
static u8 eeprom_data[256];

static inline int setup(void **state)
{
	now_ns = 1000000000;
	sim_wire_init(&wire);
	sim_fault_init(&fault, &wire);
	sim_referee_limit(&wire.referee, 100000);
	sim_regfile_init(&regfile, 0x20, false);
	sim_regfile_init(&regfile10, 0x150, true);
	sim_24c02_init(&eeprom, 0x50, eeprom_data);
	sim_decoder_attach(&wire.decoder, &regfile.target);
	sim_decoder_attach(&wire.decoder, &regfile10.target);
	sim_decoder_attach(&wire.decoder, &eeprom.target);
	regfile.registers[1] = 0xa5;
	return 0;
}

static inline int command(const char *text)
{
	char copy[100];

	snprintf(copy, sizeof(copy), "%s", text);
	return sim_fault_command(&fault, copy, now_ns);
}

static inline bool write_register(u8 address, u8 reg, u8 value)
{
	bool acked;

	start();
	acked = send(WRITE(address)) && send(reg) && send(value);
	stop();
	return acked;
}

/* S 20 W A reg A Sr 20 R A value N P; or less, if there is no acknowledge. */
static inline bool read_register(u8 address, u8 reg, u8 *value)
{
	bool acked;

	start();
	acked = send(WRITE(address)) && send(reg);
	if (acked) {
		start();
		acked = send(READ(address));
	}
	if (acked)
		*value = receive(false);
	stop();
	return acked;
}

static inline void assert_works(void)
{
	u8 value = 0;

	assert_int_equal(wire.level, IDLE);
	assert_true(write_register(0x20, 0x33, 0x77));
	assert_true(read_register(0x20, 0x33, &value));
	assert_int_equal(value, 0x77);
}

static inline void assert_clean(void)
{
	unsigned int i;

	for (i = 0; i < SIM_INTERVALS; i++)
		assert_int_equal(wire.referee.measure[i].count, 0);
	for (i = 0; i < SIM_OFFENCES; i++)
		assert_int_equal(wire.referee.offences[i], 0);
	assert_int_equal(wire.level, IDLE);
}

static inline u64 fired(enum sim_fault_kind kind)
{
	return fault.fired[kind];
}

#endif
