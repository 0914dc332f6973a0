// SPDX-License-Identifier: GPL-2.0-only
/* The simulator's targets and its decoder, driven bit by bit over its wire. */
#include <stdio.h>
#include <string.h>

#include <linux/kernel.h>

#include "test_sim_master.h"

#include "ds1307.h"
#include "eeprom.h"
#include "lm75.h"
#include "regfile.h"

#define WRITE(address)	((address) << 1)
#define READ(address)	((address) << 1 | 1)
#define MS		1000000ULL
#define SECOND		1000000000ULL
#define Y2024_02_28	1709078400ULL	/* 00:00:00 UTC, a Wednesday */
#define Y2024_02_29	(Y2024_02_28 + 86400)

static struct sim_eeprom small, large;
static u8 small_data[256], large_data[32768];
static struct sim_lm75 lm75;
static struct sim_ds1307 ds1307;
static struct sim_regfile regfile, regfile10, other10;

static int setup(void **state)
{
	struct sim_target *targets[] = {
		&small.target, &large.target, &lm75.target, &ds1307.target,
		&regfile.target, &regfile10.target, &other10.target,
	};
	unsigned int i;

	now_ns = SECOND;
	sim_wire_init(&wire);
	sim_fault_init(&fault, &wire);
	sim_referee_limit(&wire.referee, 100000);
	sim_24c02_init(&small, 0x50, small_data);
	sim_24c256_init(&large, 0x54, large_data);
	sim_lm75_init(&lm75, 0x48);
	sim_ds1307_init(&ds1307, 0x68, Y2024_02_29 - 2, now_ns);
	sim_regfile_init(&regfile, 0x20, false);
	sim_regfile_init(&regfile10, 0x150, true);
	sim_regfile_init(&other10, 0x133, true);
	for (i = 0; i < ARRAY_SIZE(targets); i++)
		assert_int_equal(sim_decoder_attach(&wire.decoder, targets[i]), 0);
	return 0;
}

/* Everything decoded so far, as in debugfs. */
static const char *decoded(void)
{
	static char all[4096];
	const struct sim_decode *decode = &wire.decoder.decode;
	char text[SIM_DECODE_TEXT_BYTES];
	u32 i;

	all[0] = 0;
	for (i = sim_decode_oldest(decode); i != decode->count; i++) {
		sim_decode_text(decode->ring[i % SIM_DECODE_EVENTS], text);
		strcat(all, text);
	}
	return all;
}

/* The tests' master must not break the rules, unless the test says so. */
static void assert_clean(void)
{
	unsigned int i;

	for (i = 0; i < SIM_INTERVALS; i++)
		assert_int_equal(wire.referee.measure[i].count, 0);
	for (i = 0; i < SIM_OFFENCES; i++)
		assert_int_equal(wire.referee.offences[i], 0);
	assert_int_equal(wire.level, SIM_LEVEL_SDA | SIM_LEVEL_SCL);
}

static void write_bytes(u8 address, const u8 *bytes, unsigned int count)
{
	start();
	assert_true(send(WRITE(address)));
	while (count--)
		assert_true(send(*bytes++));
	stop();
}

static void test_read_with_repeated_start(void **state)
{
	start();
	assert_true(send(WRITE(0x20)));
	assert_true(send(0));
	start();
	assert_true(send(READ(0x20)));
	assert_int_equal(receive(true), SIM_REGFILE_ID);
	assert_int_equal(receive(false), 0);
	stop();
	assert_string_equal(decoded(), "S 20 W A 00 A Sr 20 R A 5a A 00 N P\n");
	assert_int_equal(wire.decoder.starts, 1);
	assert_int_equal(wire.decoder.repeated_starts, 1);
	assert_int_equal(wire.decoder.stops, 1);
	assert_int_equal(wire.decoder.bytes, 5);
	assert_int_equal(wire.decoder.naks, 1);
	assert_clean();
}

static void test_every_address(void **state)
{
	unsigned int address, found = 0;

	for (address = 0; address < 128; address++) {
		start();
		found += send(WRITE(address));
		stop();
		start();
		if (send(READ(address)))
			receive(false);
		stop();
	}
	/* Five with 7 bits, and 11110 01 of the 10-bit ones: 0x79. */
	assert_int_equal(found, 6);
	assert_clean();
}

static void test_registers(void **state)
{
	static const u8 first[] = { 0xfe, 1, 2, 3, 4 };
	static const u8 id[] = { 0x00, 0x77, 0x78 };
	unsigned int i;

	write_bytes(0x20, first, sizeof(first));
	write_bytes(0x20, id, sizeof(id));
	start();
	assert_true(send(WRITE(0x20)));
	assert_true(send(0xfe));
	start();
	assert_true(send(READ(0x20)));
	assert_int_equal(receive(true), 1);
	assert_int_equal(receive(true), 2);
	assert_int_equal(receive(true), SIM_REGFILE_ID);
	assert_int_equal(receive(true), 0x78);
	for (i = 2; i < 254; i++)
		assert_int_equal(receive(true), 0);
	assert_int_equal(receive(false), 1);
	stop();
	assert_clean();
}

static void test_ten_bit(void **state)
{
	start();
	assert_true(send(0xf2));	/* 11110 01 W */
	assert_true(send(0x50));
	assert_true(send(0x10));
	assert_true(send(0xab));
	start();
	assert_true(send(0xf2));
	assert_true(send(0x50));
	assert_true(send(0x10));
	start();
	assert_true(send(0xf3));
	assert_int_equal(receive(false), 0xab);
	stop();
	assert_string_equal(decoded(),
			    "S 150 W A 10 A ab A Sr 150 W A 10 A Sr 150 R A ab N P\n");
	assert_clean();
}

/* The second byte decides; a read needs the full address earlier in the transfer. */
static void test_ten_bit_strangers(void **state)
{
	start();
	assert_true(send(0xf2));
	assert_false(send(0x51));
	stop();
	start();
	assert_false(send(0xf3));
	stop();
	start();
	assert_false(send(0xf4));	/* nobody has A9 A8 = 2 */
	stop();
	start();
	assert_true(send(0xf2));
	assert_true(send(0x33));
	assert_true(send(0x00));
	start();
	assert_false(send(0xf5));	/* not its A9 A8 */
	stop();
	start();
	assert_true(send(0xf2));
	assert_true(send(0x33));
	start();
	assert_true(send(WRITE(0x20)));	/* forgets the 10-bit one */
	start();
	assert_false(send(0xf3));
	stop();
	assert_string_equal(decoded(), "S 151 W N P\nS 79 R N P\nS 7a W N P\n"
				       "S 133 W A 00 A Sr 7a R N P\n"
				       "S 133 W A Sr 20 W A Sr 79 R N P\n");
	assert_clean();
}

static void test_page_wrap(void **state)
{
	static const u8 bytes[] = { 0x0d, 1, 2, 3, 4, 5, 6, 7, 8, 9 };

	write_bytes(0x50, bytes, sizeof(bytes));
	/* The page is 8..15: 9 bytes from 13 on, the ninth over the first. */
	assert_memory_equal(small_data + 8, ((u8[]){ 4, 5, 6, 7, 8, 9, 2, 3 }), 8);
	assert_int_equal(small_data[7], 0xff);
	assert_int_equal(small_data[16], 0xff);
	assert_clean();
}

static void test_large_page(void **state)
{
	u8 bytes[66] = { 0x7f, 0xfe };
	unsigned int i;

	for (i = 2; i < sizeof(bytes); i++)
		bytes[i] = i;
	write_bytes(0x54, bytes, sizeof(bytes));
	assert_int_equal(large_data[0x7ffe], 2);
	assert_int_equal(large_data[0x7fff], 3);
	assert_int_equal(large_data[0x7fc0], 4);
	assert_int_equal(large_data[0x7ffd], 65);
	assert_int_equal(large_data[0], 0xff);
	assert_clean();
}

static void test_write_cycle(void **state)
{
	static const u8 bytes[] = { 0x00, 0x11 };
	u64 begin_ns;
	unsigned int polls = 0;
	bool ack;

	write_bytes(0x50, bytes, sizeof(bytes));
	begin_ns = now_ns;
	do {
		start();
		ack = send(WRITE(0x50));
		stop();
		polls++;
	} while (!ack);
	assert_true(polls > 10);
	assert_in_range(now_ns - begin_ns, 5 * MS - 40 * QUARTER_NS, 5 * MS + 100 * QUARTER_NS);
	assert_clean();
}

static void test_no_cycle_without_data(void **state)
{
	static const u8 pointer[] = { 0x10 };

	write_bytes(0x50, pointer, 1);
	start();
	assert_true(send(READ(0x50)));
	assert_int_equal(receive(false), 0xff);
	stop();
	assert_clean();
}

static void test_sequential_read(void **state)
{
	unsigned int i;

	for (i = 0; i < 256; i++)
		small_data[i] = i ^ 0xa5;
	start();
	assert_true(send(WRITE(0x50)));
	assert_true(send(0xf0));
	start();
	assert_true(send(READ(0x50)));
	for (i = 0xf0; i < 0x110; i++)
		assert_int_equal(receive(i != 0x10f), (i & 0xff) ^ 0xa5);
	stop();
	assert_clean();
}

/* The master's NAK ends a read: the target sends no more and releases SDA. */
static void test_nak_ends_read(void **state)
{
	small_data[0] = 0;
	small_data[1] = 0;
	small.pointer = 0;
	start();
	assert_true(send(READ(0x50)));
	assert_int_equal(receive(false), 0);
	assert_int_equal(receive(true), 0xff);
	assert_int_equal(receive(true), 0xff);
	stop();
	assert_string_equal(decoded(), "S 50 R A 00 N ff A ff A P\n");
	assert_clean();
}

/* A STOP in the middle of a byte: nothing of the message reaches the memory. */
static void test_stop_in_byte(void **state)
{
	start();
	assert_true(send(WRITE(0x50)));
	assert_true(send(0x00));
	assert_true(send(0x12));
	clock_bit(false);
	clock_bit(false);
	clock_bit(false);
	stop();
	assert_string_equal(decoded(), "S 50 W A 00 A 12 A *3 P\n");
	assert_int_equal(small_data[0], 0xff);
	assert_int_equal(wire.referee.offences[SIM_STOP_IN_BYTE], 1);
	wire.referee.offences[SIM_STOP_IN_BYTE] = 0;
	start();
	assert_true(send(WRITE(0x50)));	/* and no write cycle */
	stop();
	assert_clean();
}

static void test_start_in_byte(void **state)
{
	start();
	assert_true(send(WRITE(0x20)));
	clock_bit(true);
	clock_bit(true);
	start();
	assert_true(send(READ(0x20)));
	assert_int_equal(receive(false), SIM_REGFILE_ID);
	stop();
	assert_string_equal(decoded(), "S 20 W A *2 Sr 20 R A 5a N P\n");
	assert_int_equal(wire.referee.offences[SIM_START_IN_BYTE], 1);
	wire.referee.offences[SIM_START_IN_BYTE] = 0;
	assert_clean();
}

/* Data that a repeated START follows, not a STOP, is dropped. */
static void test_restart_drops_page(void **state)
{
	start();
	assert_true(send(WRITE(0x50)));
	assert_true(send(0x00));
	assert_true(send(0x12));
	start();
	assert_true(send(READ(0x50)));
	receive(false);
	stop();
	assert_int_equal(small_data[0], 0xff);
	assert_clean();
}

/*
 * A master dies after @bits of a byte of zeros, with SCL high as after a reset.
 * Nine clocks with SDA released must be enough to see SDA high.
 */
static void die_in_read(unsigned int bits)
{
	unsigned int i;

	setup(NULL);
	memset(small_data, 0, sizeof(small_data));
	start();
	assert_true(send(READ(0x50)));
	for (i = 0; i < bits; i++)
		clock_bit(true);
	drive(SIM_SCL, true);
	if (bits % 9 != 8)
		assert_false(level(SIM_SDA));
	for (i = 0; i < 9 && !level(SIM_SDA); i++) {
		drive(SIM_SCL, false);
		drive(SIM_SCL, true);
	}
	assert_true(level(SIM_SDA));
	drive(SIM_SCL, false);
	stop();
	start();
	assert_true(send(READ(0x20)));
	assert_int_equal(receive(false), SIM_REGFILE_ID);
	stop();
}

static void test_dead_master(void **state)
{
	unsigned int bits;

	for (bits = 0; bits < 8; bits++)
		die_in_read(bits);
}

/* A target left at its acknowledge holds SDA for one clock. */
static void test_dead_master_in_write(void **state)
{
	int i;

	start();
	send(WRITE(0x50));
	send(0x00);
	for (i = 0; i < 8; i++)
		clock_bit(false);
	drive(SIM_SDA, true);
	drive(SIM_SCL, true);
	assert_false(level(SIM_SDA));
	drive(SIM_SCL, false);
	assert_true(level(SIM_SDA));
	drive(SIM_SDA, false);
	drive(SIM_SCL, true);
	now_ns += QUARTER_NS;
	drive(SIM_SDA, true);
	assert_string_equal(decoded(), "S 50 W A 00 A 00 A P\n");
}

static void test_lm75(void **state)
{
	static const u8 limits[] = { 3, 0x1e, 0xff };

	write_bytes(0x48, limits, sizeof(limits));
	start();
	assert_true(send(READ(0x48)));
	assert_int_equal(receive(true), 0x1e);
	assert_int_equal(receive(true), 0x80);	/* 9 bits count */
	assert_int_equal(receive(false), 0x1e);
	start();
	assert_true(send(WRITE(0x48)));
	assert_true(send(0));
	start();
	assert_true(send(READ(0x48)));
	assert_int_equal(receive(true), 25);
	assert_int_equal(receive(false), 0);
	stop();
	assert_clean();
}

static void read_clock(u8 time[7])
{
	int i;

	start();
	assert_true(send(WRITE(0x68)));
	assert_true(send(0));
	start();
	assert_true(send(READ(0x68)));
	for (i = 0; i < 7; i++)
		time[i] = receive(i < 6);
	stop();
}

static void test_ds1307(void **state)
{
	static const u8 set[] = { 0, 0x59, 0x59, 0x23, 1, 0x31, 0x12, 0x99 };
	static const u8 ram[] = { 63, 0xaa, 0x30 };	/* wraps to the seconds */
	u8 time[7];

	read_clock(time);
	assert_memory_equal(time, ((u8[]){ 0x58, 0x59, 0x23, 4, 0x28, 0x02, 0x24 }), 7);
	now_ns += 2 * SECOND;
	read_clock(time);
	assert_memory_equal(time, ((u8[]){ 0x00, 0x00, 0x00, 5, 0x29, 0x02, 0x24 }), 7);

	write_bytes(0x68, set, sizeof(set));
	read_clock(time);
	assert_memory_equal(time, set + 1, 7);
	now_ns += 900 * MS;
	read_clock(time);
	assert_int_equal(time[0], 0x59);
	now_ns += 100 * MS;
	read_clock(time);
	assert_int_equal(time[0], 0);
	assert_int_equal(time[6], 0);

	write_bytes(0x68, ram, sizeof(ram));
	read_clock(time);
	assert_int_equal(time[0], 0x30);
	assert_int_equal(ds1307.registers[63], 0xaa);
	assert_clean();
}

static void test_ds1307_halt_and_12h(void **state)
{
	static const u8 halt[] = { 0, 0x80 };
	static const u8 evening[] = { 0, 0x59, 0x59, 0x71, 1, 0x01, 0x03, 0x24 };
	u8 time[7];

	write_bytes(0x68, halt, sizeof(halt));
	now_ns += 10 * SECOND;
	read_clock(time);
	assert_int_equal(time[0], 0x80);

	write_bytes(0x68, evening, sizeof(evening));	/* 11:59:59 PM */
	now_ns += SECOND;
	read_clock(time);
	assert_int_equal(time[2], 0x52);		/* 12 AM */
	assert_int_equal(time[4], 0x02);
	assert_clean();
}

static void test_unplugged(void **state)
{
	start();
	assert_true(send(READ(0x50)));
	wire.decoder.unplugged = true;
	sim_decoder_drop(&wire.decoder);
	sim_wire_drive(&wire, SIM_SDA, SIM_TARGET, false, now_ns);
	assert_int_equal(receive(true), 0xff);
	start();
	assert_false(send(WRITE(0x50)));
	stop();
	wire.decoder.unplugged = false;
	start();
	assert_true(send(WRITE(0x50)));
	stop();
	assert_clean();
}

/* The ring keeps the newest events, and clearing leaves none. */
static void test_decode_ring(void **state)
{
	struct sim_decode *decode = &wire.decoder.decode;
	unsigned int i;

	for (i = 0; i < SIM_DECODE_EVENTS; i++) {
		start();
		send(WRITE(0x20));
		stop();
	}
	assert_int_equal(decode->count, 3 * SIM_DECODE_EVENTS);
	assert_int_equal(decode->count - sim_decode_oldest(decode), SIM_DECODE_EVENTS);
	decode->first = decode->count;
	assert_int_equal(sim_decode_oldest(decode), decode->count);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_read_with_repeated_start, setup),
		cmocka_unit_test_setup(test_every_address, setup),
		cmocka_unit_test_setup(test_registers, setup),
		cmocka_unit_test_setup(test_ten_bit, setup),
		cmocka_unit_test_setup(test_ten_bit_strangers, setup),
		cmocka_unit_test_setup(test_page_wrap, setup),
		cmocka_unit_test_setup(test_large_page, setup),
		cmocka_unit_test_setup(test_write_cycle, setup),
		cmocka_unit_test_setup(test_no_cycle_without_data, setup),
		cmocka_unit_test_setup(test_sequential_read, setup),
		cmocka_unit_test_setup(test_nak_ends_read, setup),
		cmocka_unit_test_setup(test_stop_in_byte, setup),
		cmocka_unit_test_setup(test_start_in_byte, setup),
		cmocka_unit_test_setup(test_restart_drops_page, setup),
		cmocka_unit_test(test_dead_master),
		cmocka_unit_test_setup(test_dead_master_in_write, setup),
		cmocka_unit_test_setup(test_lm75, setup),
		cmocka_unit_test_setup(test_ds1307, setup),
		cmocka_unit_test_setup(test_ds1307_halt_and_12h, setup),
		cmocka_unit_test_setup(test_unplugged, setup),
		cmocka_unit_test_setup(test_decode_ring, setup),
	};

	return cmocka_run_group_tests_name("sim_target", tests, NULL, NULL);
}
