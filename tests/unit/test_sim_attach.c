// SPDX-License-Identifier: GPL-2.0-only
/* Targets that come to a bus, and go amid a message. */
#include <stdio.h>
#include <string.h>

#include <linux/kernel.h>

#include "test_sim_bus.h"

#include "lm75.h"

static struct sim_lm75 lm75;

static int setup_attach(void **state)
{
	setup(state);
	sim_lm75_init(&lm75, 0x48);
	return sim_decoder_attach(&wire.decoder, &lm75.target);
}

static void test_refused(void **state)
{
	static struct sim_regfile twin, far, many[SIM_TEN_BIT_TARGETS];
	static struct sim_eeprom odd;
	static u8 odd_data[2048];
	unsigned int i;

	sim_regfile_init(&twin, 0x20, false);
	assert_int_equal(sim_decoder_attach(&wire.decoder, &twin.target), -EADDRINUSE);
	sim_regfile_init(&twin, 0x150, true);
	assert_int_equal(sim_decoder_attach(&wire.decoder, &twin.target), -EADDRINUSE);
	sim_regfile_init(&far, 0x80, false);
	assert_int_equal(sim_decoder_attach(&wire.decoder, &far.target), -EINVAL);

	/* A 24C16 has eight addresses, a 24C04 two; none is taken if not all are free. */
	sim_eeprom_init(&odd, 0x50, odd_data, 2048, 16);
	assert_int_equal(sim_decoder_attach(&wire.decoder, &odd.target), -EADDRINUSE);
	sim_eeprom_init(&odd, 0x53, odd_data, 512, 16);
	assert_int_equal(sim_decoder_attach(&wire.decoder, &odd.target), -EINVAL);
	odd.target.address = 0x52;
	assert_int_equal(sim_decoder_attach(&wire.decoder, &odd.target), 0);
	odd.target.ten_bit = true;
	assert_int_equal(sim_decoder_attach(&wire.decoder, &odd.target), -EINVAL);

	for (i = 1; i < SIM_TEN_BIT_TARGETS; i++) {
		sim_regfile_init(&many[i], i, true);
		assert_int_equal(sim_decoder_attach(&wire.decoder, &many[i].target), 0);
	}
	sim_regfile_init(&far, 0x3ff, true);
	assert_int_equal(sim_decoder_attach(&wire.decoder, &far.target), -ENOSPC);
}

/* An EEPROM whose address has the upper bits of the byte's. */
static void test_eeprom_blocks(void **state)
{
	static struct sim_eeprom eeprom;
	static u8 data[2048];

	sim_eeprom_init(&eeprom, 0x30, data, sizeof(data), 16);
	assert_int_equal(sim_decoder_attach(&wire.decoder, &eeprom.target), 0);
	start();
	assert_true(send(WRITE(0x33)));
	assert_true(send(0x42));
	assert_true(send(0x77));
	stop();
	assert_int_equal(data[0x342], 0x77);
	now_ns += 5 * MS;
	data[0x7ff] = 0x12;
	data[0] = 0x34;
	start();
	assert_true(send(WRITE(0x37)));
	assert_true(send(0xff));
	start();
	assert_true(send(READ(0x37)));
	assert_int_equal(receive(true), 0x12);
	assert_int_equal(receive(false), 0x34);
	stop();
	assert_clean();
}

/* Bit @i of a message with this first byte: bytes of 1, which are acknowledged if they are read. */
static bool message_bit(u8 first, unsigned int i)
{
	return i < 8 ? first << i & 0x80 : i % SIM_BITS_PER_BYTE != 8 || i == 8;
}

/* Amid a message, wherever it is, a target goes: nobody answers for it any more. */
static void test_detach(void **state)
{
	unsigned int halves, i;
	u8 first;

	for (halves = 0; halves < 144; halves++) {
		setup_attach(state);
		memset(regfile.registers, 0, sizeof(regfile.registers));
		first = halves % 2 ? READ(0x20) : WRITE(0x20);
		start();
		for (i = 0; i < halves / 4; i++)
			clock_bit(message_bit(first, i));
		if (halves & 2) {	/* while SCL is high */
			drive(SIM_SDA, message_bit(first, i));
			scl_high();
		}
		sim_decoder_detach(&wire.decoder, &regfile.target);
		if (halves & 2)
			drive(SIM_SCL, false);
		memset(&regfile, 0xff, sizeof(regfile));	/* whoever uses it now crashes */
		clock_bit(true);
		for (i = 0; i < 2 * SIM_BITS_PER_BYTE; i++)
			assert_true(clock_bit(true));
		stop();
		assert_int_equal(wire.level, SIM_LEVEL_SDA | SIM_LEVEL_SCL);
		start();
		assert_false(send(WRITE(0x20)));
		stop();
		start();
		assert_true(send(WRITE(0x48)));
		stop();
	}
	start();
	assert_true(send(0xf2));	/* 11110, A9 and A8 of 0x150, write */
	assert_true(send(0x50));
	sim_decoder_detach(&wire.decoder, &regfile10.target);
	memset(&regfile10, 0xff, sizeof(regfile10));
	start();
	assert_false(send(0xf3));
	stop();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_refused, setup_attach),
		cmocka_unit_test_setup(test_eeprom_blocks, setup_attach),
		cmocka_unit_test_setup(test_detach, setup_attach),
	};

	return cmocka_run_group_tests_name("sim_attach", tests, NULL, NULL);
}
