// SPDX-License-Identifier: GPL-2.0-only
/* A target that needs time for its replies, and holds SCL meanwhile. */
#include <stdio.h>
#include <string.h>

#include <linux/kernel.h>

#include "test_sim_bus.h"

static unsigned int questions, lates, ends;

static void ask(struct sim_target *target, bool byte)
{
	questions++;
	sim_decoder_ask(&wire.decoder, target, byte, now_ns + 20 * MS);
}

static bool slow_address(struct sim_target *target, bool read, u64 now)
{
	ask(target, false);
	return true;
}

static bool slow_offer(struct sim_target *target, u8 byte)
{
	ask(target, false);
	return true;
}

static void slow_write(struct sim_target *target, u8 byte)
{
}

static u8 slow_read(struct sim_target *target)
{
	ask(target, true);
	return 0xff;
}

static void slow_late(struct sim_target *target)
{
	lates++;
}

static void slow_end(struct sim_target *target, bool commit, u64 now)
{
	ends++;
}

static const struct sim_target_ops slow_ops = {
	.address = slow_address,
	.offer = slow_offer,
	.write = slow_write,
	.read = slow_read,
	.late = slow_late,
	.end = slow_end,
};

static struct sim_target slow = { .ops = &slow_ops, .address = 0x30, .waits = true };

static int setup_slow(void **state)
{
	setup(state);
	questions = 0;
	lates = 0;
	ends = 0;
	wire.watch |= SIM_WATCH_WAITS;
	return sim_decoder_attach(&wire.decoder, &slow);
}

/* Eight bits, then the master lets go of both lines: SCL stays low. */
static void send_and_wait(u8 byte)
{
	int i;

	for (i = 7; i >= 0; i--)
		clock_bit(byte >> i & 1);
	drive(SIM_SDA, true);
	drive(SIM_SCL, true);
	now_ns += MS;
	assert_false(level(SIM_SCL));
}

/* The reply comes, SCL rises a while later; returns SDA then. */
static bool sda_after(u8 value)
{
	bool sda;

	sim_wire_reply(&wire, value, now_ns);
	assert_false(level(SIM_SCL));
	now_ns += QUARTER_NS;
	assert_true(level(SIM_SCL));
	now_ns += QUARTER_NS;
	sda = level(SIM_SDA);
	now_ns += QUARTER_NS;
	drive(SIM_SCL, false);
	return sda;
}

static void test_slow_write(void **state)
{
	start();
	send_and_wait(WRITE(0x30));
	assert_false(sda_after(1));
	send_and_wait(0x55);
	assert_false(sda_after(1));
	send_and_wait(0x66);
	assert_true(sda_after(0));
	assert_false(send(0x77));	/* it did not acknowledge: it is not asked any more */
	stop();
	assert_int_equal(questions, 3);
	start();
	send_and_wait(WRITE(0x30));
	assert_true(sda_after(0));
	assert_false(send(0x55));
	stop();
	assert_int_equal(questions, 4);
	assert_int_equal(lates, 0);
	assert_int_equal(ends, 1);	/* it was addressed only once */
	assert_clean();
}

/* It does not acknowledge, and somebody else does: that is nothing to it. */
static void test_slow_nak(void **state)
{
	start();
	send_and_wait(WRITE(0x30));
	drive(SIM_SCL, false);
	drive(SIM_SDA, false);
	drive(SIM_SCL, true);
	assert_false(sda_after(0));
	assert_false(send(0x77));
	stop();
	assert_int_equal(questions, 1);
	assert_int_equal(ends, 0);
}

static void test_slow_read(void **state)
{
	u8 byte;
	int i;

	start();
	send_and_wait(READ(0x30));
	assert_false(sda_after(1));
	drive(SIM_SDA, true);
	drive(SIM_SCL, true);
	assert_false(level(SIM_SCL));
	byte = sda_after(0x3c);
	for (i = 0; i < 7; i++)
		byte = byte << 1 | clock_bit(true);
	assert_int_equal(byte, 0x3c);
	clock_bit(true);
	stop();
	assert_int_equal(questions, 2);
	assert_clean();
}

/* A bit, and the reply to what it asks comes while SCL is high still. Returns the bit. */
static bool reply_in_bit(bool bit, u8 value)
{
	drive(SIM_SDA, bit);
	scl_high();
	bit = level(SIM_SDA);
	assert_ptr_equal(wire.decoder.asked, &slow);
	sim_wire_reply(&wire, value, now_ns);
	now_ns += QUARTER_NS;
	drive(SIM_SCL, false);
	return bit;
}

static bool send_with_reply(u8 byte, u8 value)
{
	int i;

	for (i = 7; i > 0; i--)
		clock_bit(byte >> i & 1);
	reply_in_bit(byte & 1, value);
	return !clock_bit(true);
}

/* Then SCL is not held. */
static void test_slow_at_once(void **state)
{
	int i;

	start();
	assert_true(send_with_reply(WRITE(0x30), 1));
	assert_true(send_with_reply(0x12, 1));
	assert_false(send_with_reply(0x34, 0));
	start();
	for (i = 7; i > 0; i--)
		clock_bit(READ(0x30) >> i & 1);
	reply_in_bit(1, 1);
	assert_false(reply_in_bit(true, 0x5e));	/* the acknowledge */
	assert_int_equal(receive(false), 0x5e);
	stop();
	assert_int_equal(questions, 5);
	assert_clean();
}

/* No reply in time: no acknowledge, or 0xff. */
static void test_slow_late(void **state)
{
	start();
	send_and_wait(WRITE(0x30));
	now_ns += 20 * MS;
	assert_true(level(SIM_SCL));
	assert_true(level(SIM_SDA));
	assert_null(wire.decoder.asked);
	assert_int_equal(lates, 1);
	drive(SIM_SCL, false);
	stop();

	start();
	send_and_wait(READ(0x30));
	assert_false(sda_after(1));
	now_ns += 20 * MS;
	assert_int_equal(receive(false), 0xff);
	assert_int_equal(lates, 2);
	stop();
	assert_clean();
	start();
	assert_true(send(WRITE(0x20)));
	stop();
}

/* It goes while it holds SCL. */
static void test_slow_detach(void **state)
{
	start();
	send_and_wait(WRITE(0x30));
	sim_decoder_detach(&wire.decoder, &slow);
	assert_null(wire.decoder.asked);
	sim_wire_let_go(&wire, now_ns);
	assert_true(level(SIM_SCL));
	now_ns += QUARTER_NS;
	drive(SIM_SCL, false);
	assert_false(send(0x12));
	stop();
	assert_int_equal(questions, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_slow_write, setup_slow),
		cmocka_unit_test_setup(test_slow_nak, setup_slow),
		cmocka_unit_test_setup(test_slow_read, setup_slow),
		cmocka_unit_test_setup(test_slow_at_once, setup_slow),
		cmocka_unit_test_setup(test_slow_late, setup_slow),
		cmocka_unit_test_setup(test_slow_detach, setup_slow),
	};

	return cmocka_run_group_tests_name("sim_slow", tests, NULL, NULL);
}
