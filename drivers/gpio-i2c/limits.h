/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every number that we chose, with its reason. Those of the I2C specification are in timing.c;
 * the range of frequencies is in timing.h, which builds on the host too.
 */
#ifndef _GPIO_I2C_LIMITS_H
#define _GPIO_I2C_LIMITS_H

#include <linux/gpio-i2c.h>
#include <linux/time64.h>

#include "timing.h"

enum gpio_i2c_limits {
	/* ------ speed and time-outs of a bus ------ */

	/* If SCL cannot be read, targets cannot stretch it: leave them time. */
	SCL_HZ_DEFAULT_BLIND = 10000,
	/* As i2c-gpio's default. */
	TIMEOUT_MS_DEFAULT = 100,
	/* A wait is no longer than a transfer may be. */
	TIMEOUT_MS_MAX = GPIO_I2C_TRANSFER_SECONDS_MAX * 1000,
	/* Half a period of the lowest SCL frequency; i2c-gpio takes more. */
	DELAY_US_MAX = USEC_PER_SEC / 2 / GPIO_I2C_SCL_HZ_MIN,
	/* Attempts if another master wins: as with i2c-algo-bit, whose retries are 3. */
	TRIES = 4,

	/* ------ the clock, and waits ------ */

	/* Waits longer than this sleep: waking up takes some 50 us. */
	SLEEP_ABOVE_US = 150,
	/* A sleep ends this long before its instant; the rest is spun. */
	SLEEP_LEAD_US = 5,
	/* Five periods of the slowest bus: for a longer wait, the clock was set back. */
	LONGEST_US = 50000,
	/* A clock with longer steps is too coarse to time edges. */
	GRANULE_NS_MAX = 2000,
	/* Long enough to measure a rate to some parts in a million. */
	CALIBRATION_US = 10000,
	CALIBRATION_ROUNDS = 16,
	SPIN_TURNS = 64,
	/* Let others have the CPU this often, while SCL is low; the bus stands still. */
	YIELD_US = 20000,
	/* A transfer may keep the freezer waiting for this long; it gives up after 20 s. */
	FREEZE_US = 1000000,

	/* ------ a target that stretches SCL ------ */

	/* Poll without pause for this long: enough for ordinary stretching, ... */
	POLL_SPIN_US = 600,
	/* ... then pause for 1/POLL_PART of the time waited: we notice the end that late. */
	POLL_PART = 4,
	POLL_PAUSE_US = 2000,
	/* Standard-mode's longest rise time is no stretching. */
	STRETCH_LEAST_US = 1,

	/* ------ what accesses to the lines cost ------ */

	/* The least of this many measurements is a cost without interrupts. */
	COST_ROUNDS = 64,
	/* Two slow accesses within this many SCL periods are not interrupts. */
	UNEVEN_PERIODS = 32,
	/* Costs are steady after this many SCL periods without an uneven access. */
	JUDGED_CLOCKS = 1024,

	/* ------ other masters, and recovery ------ */

	/* Samples no farther apart than this miss no low phase of Standard-mode. */
	LOOK_US = 2,
	/* Of this many samples, farther apart, one sees a low line if a master sends. */
	LOOKS = 16,
	/* A master of Standard-mode pulls SCL low at least this often. */
	OTHER_PERIOD_US = 10,
	/* SMBus 3.0, 4.2: the bus is free after this. */
	BUS_FREE_US = 50,
	/* A master that sends changes a line in this time, even with pauses. */
	ACTIVITY_US = 500,
	/* Longest pause between samples of a bus that another master has. */
	PAUSE_US = 200,

	/* ------ faults that are made on purpose ------ */

	/* As i2c-gpio's fault injector. */
	FAULT_US_MAX = 100 * USEC_PER_MSEC,
	/* Let others have the CPU after this many samples of SCL. */
	FAULT_YIELD_LOOKS = 1000,
};

#endif /* _GPIO_I2C_LIMITS_H */
