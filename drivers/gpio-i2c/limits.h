/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Every number that is a judgement, with its reason. What the I2C specification says is in
 * timing.c; the range of frequencies is in timing.h, which builds on the host too.
 */
#ifndef _GPIO_I2C_LIMITS_H
#define _GPIO_I2C_LIMITS_H

#include <linux/gpio-i2c.h>
#include <linux/time64.h>

#include "timing.h"

enum gpio_i2c_limits {
	/* ------ speed and time-outs of a bus ------ */

	/* A target cannot slow us down where SCL is not read: leave it time. */
	SCL_HZ_DEFAULT_BLIND = 10000,
	/* i2c-gpio's default is as long. */
	TIMEOUT_MS_DEFAULT = 100,
	/* A wait is no longer than a transfer may be. */
	TIMEOUT_MS_MAX = GPIO_I2C_TRANSFER_SECONDS_MAX * 1000,
	/* i2c-gpio goes on, below the SCL frequency that a plan can be made for. */
	DELAY_US_MAX = USEC_PER_SEC / 2 / GPIO_I2C_SCL_HZ_MIN,
	/* Another master won: try again as often as i2c-algo-bit's users do. */
	TRIES = 4,

	/* ------ the clock, and waits ------ */

	/* Waits longer than this sleep: waking up takes some 50 us. */
	SLEEP_ABOVE_US = 150,
	/* A sleep ends so long before the instant, which is then spun for. */
	SLEEP_LEAD_US = 5,
	/* Five periods of the slowest bus: an instant farther away is of a clock set back. */
	LONGEST_US = 50000,
	/* A clock whose steps are longer than this says nothing of I2C's edges. */
	GRANULE_NS_MAX = 2000,
	/* Enough for a rate to some parts in a million. */
	CALIBRATION_US = 10000,
	CALIBRATION_ROUNDS = 16,
	SPIN_TURNS = 64,
	/* Others may have the CPU this often, SCL low; the bus stands still meanwhile. */
	YIELD_US = 20000,
	/* Who is to be frozen may go on for so long: the freezer gives up after 20 s. */
	FREEZE_US = 1000000,

	/* ------ a target that stretches SCL ------ */

	/* Watched without pause for so long, as targets stretch in an ordinary bit, ... */
	POLL_SPIN_US = 600,
	/* ... then with pauses: a part of the time waited, so much later it is noticed. */
	POLL_PART = 4,
	POLL_PAUSE_US = 2000,
	/* Standard-mode's longest rise is no stretch. */
	STRETCH_LEAST_US = 1,

	/* ------ what accesses to the lines cost ------ */

	/* The least of so many is what an access costs without interrupts. */
	COST_ROUNDS = 64,
	/* Two slow accesses within so many SCL periods are no interrupts. */
	UNEVEN_PERIODS = 32,
	/* After so many SCL periods without an odd access costs are steady. */
	JUDGED_CLOCKS = 1024,

	/* ------ other masters, and recovery ------ */

	/* Looks no farther apart than this miss no low phase of Standard-mode. */
	LOOK_US = 2,
	/* Of so many looks, far apart, one finds a line low that a master sends with. */
	LOOKS = 16,
	/* A master of Standard-mode pulls SCL low at least this often. */
	OTHER_PERIOD_US = 10,
	/* SMBus 3.0, 4.2: the bus is free after this. */
	BUS_FREE_US = 50,
	/* Who sends changes a line in this time, even in Standard-mode with pauses. */
	ACTIVITY_US = 500,
	/* Looks at a bus that another master has are this far apart at most. */
	PAUSE_US = 200,

	/* ------ faults that are made on purpose ------ */

	/* As i2c-gpio's fault injector. */
	FAULT_US_MAX = 100 * USEC_PER_MSEC,
	/* Others may have the CPU after so many looks at SCL. */
	FAULT_YIELD_LOOKS = 1000,
};

#endif /* _GPIO_I2C_LIMITS_H */
