/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A bit-bang master on the simulator's wire, and a clock that only it advances.
 * Timing is that of Standard mode with room to spare.
 */
#ifndef TEST_SIM_MASTER_H
#define TEST_SIM_MASTER_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "clock.h"
#include "faultcommand.h"

#define QUARTER_NS	3000
#ifndef POLLS_MAX
#define POLLS_MAX	10000	/* of a stretched SCL */
#endif
#ifndef AFTER_DRIVE
#define AFTER_DRIVE()	do { } while (0)
#endif

static u64 now_ns;
static struct sim_wire wire;
static struct sim_fault fault;

u64 sim_now_ns(void)
{
	return now_ns;
}

static inline void play_wire(struct sim_wire *on, struct sim_fault *faults)
{
	if (on->watch & SIM_WATCH_FAULT)
		sim_fault_play(faults, now_ns);
	if (on->watch & SIM_WATCH_WAITS)
		sim_wire_play(on, now_ns);
}

/* As in the GPIO controller: what is due comes before an access that needs to know. */
static inline void drive_wire(struct sim_wire *to, struct sim_fault *faults, enum sim_line line,
			      bool high)
{
	play_wire(to, faults);
	if (to->watch & SIM_WATCH_AT_ONCE)
		sim_wire_drive(to, line, SIM_MASTER, !high, now_ns);
	else if (high)
		sim_wire_release(to, line);
	else
		sim_wire_pull(to, line);
}

/* A test may look at the referee after every edge. */
static inline void drive(enum sim_line line, bool high)
{
	drive_wire(&wire, &fault, line, high);
	sim_wire_settle(&wire);
	AFTER_DRIVE();
	now_ns += QUARTER_NS;
}

static inline bool level(enum sim_line line)
{
	play_wire(&wire, &fault);
	return wire.level & BIT(line);
}

/* Releases SCL and waits until it is high; false if it stays low. */
static inline bool scl_high(void)
{
	unsigned int polls;

	drive(SIM_SCL, true);
	for (polls = 0; polls < POLLS_MAX && !level(SIM_SCL); polls++)
		now_ns += QUARTER_NS;
	if (polls)
		now_ns += QUARTER_NS;	/* its high phase begins now at the latest */
	return level(SIM_SCL);
}

/* One bit; returns what SDA was while SCL was high. */
static inline bool clock_bit(bool bit)
{
	bool sampled;

	drive(SIM_SDA, bit);
	scl_high();
	now_ns += QUARTER_NS;
	sampled = level(SIM_SDA);
	drive(SIM_SCL, false);
	return sampled;
}

/* On an idle bus a START, in a message a repeated START. */
static inline void start(void)
{
	drive(SIM_SDA, true);
	scl_high();
	now_ns += QUARTER_NS;
	drive(SIM_SDA, false);
	now_ns += QUARTER_NS;
	drive(SIM_SCL, false);
}

static inline void stop(void)
{
	drive(SIM_SDA, false);
	scl_high();
	now_ns += QUARTER_NS;
	drive(SIM_SDA, true);
	now_ns += 2 * QUARTER_NS;
}

/* Returns true if it was acknowledged. */
static inline bool send(u8 byte)
{
	int i;

	for (i = 7; i >= 0; i--)
		clock_bit(byte >> i & 1);
	return !clock_bit(true);
}

static inline u8 receive(bool ack)
{
	u8 byte = 0;
	int i;

	for (i = 0; i < 8; i++)
		byte = byte << 1 | clock_bit(true);
	clock_bit(!ack);
	return byte;
}

#endif
