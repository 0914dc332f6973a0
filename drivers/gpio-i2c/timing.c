// SPDX-License-Identifier: GPL-2.0-only
#include <linux/errno.h>
#include <linux/math64.h>

#include "timing.h"

#define NS_PER_S	1000000000ULL

/**
 * struct minimums - one column of UM10204's table of bus timing, in ns
 * @scl_hz: the highest SCL frequency of the mode
 * @tlow_ns: LOW period of SCL
 * @thigh_ns: HIGH period of SCL
 * @thd_sta_ns: hold time of a (repeated) START
 * @tsu_sta_ns: set-up time of a repeated START
 * @thd_dat_ns: data hold time that we give
 * @tsu_dat_ns: data set-up time
 * @tsu_sto_ns: set-up time of a STOP
 * @tbuf_ns: bus free time between STOP and START
 * @trise_ns: longest rise that the mode allows
 */
struct minimums {
	u32 scl_hz;
	u32 tlow_ns;
	u32 thigh_ns;
	u32 thd_sta_ns;
	u32 tsu_sta_ns;
	u32 thd_dat_ns;
	u32 tsu_dat_ns;
	u32 tsu_sto_ns;
	u32 tbuf_ns;
	u32 trise_ns;
};

/* UM10204, table "Characteristics of the SDA and SCL bus lines" */
static const struct minimums modes[] = {
	{	/* Standard-mode */
		.scl_hz = 100000,
		.tlow_ns = 4700, .thigh_ns = 4000,
		.thd_sta_ns = 4000, .tsu_sta_ns = 4700,
		.thd_dat_ns = 300, .tsu_dat_ns = 250,
		.tsu_sto_ns = 4000, .tbuf_ns = 4700,
		.trise_ns = 1000,
	}, {	/* Fast-mode */
		.scl_hz = 400000,
		.tlow_ns = 1300, .thigh_ns = 600,
		.thd_sta_ns = 600, .tsu_sta_ns = 600,
		.thd_dat_ns = 300, .tsu_dat_ns = 100,
		.tsu_sto_ns = 600, .tbuf_ns = 1300,
		.trise_ns = 300,
	}, {	/* Fast-mode Plus, and as fast as its minimums allow */
		.scl_hz = ~0U,
		.tlow_ns = 500, .thigh_ns = 260,
		.thd_sta_ns = 260, .tsu_sta_ns = 260,
		.thd_dat_ns = 0, .tsu_dat_ns = 50,
		.tsu_sto_ns = 260, .tbuf_ns = 500,
		.trise_ns = 120,
	},
};

/* The column of the slowest mode that reaches @scl_hz. */
static const struct minimums *find_mode(u32 scl_hz)
{
	const struct minimums *mode = modes;

	while (scl_hz > mode->scl_hz)
		mode++;
	return mode;
}

/* Rounded up: an interval may be longer than asked for, never shorter. */
static u32 to_ticks(const struct gpio_i2c_want *want, u64 ns)
{
	return div_u64(ns * want->tick_hz + NS_PER_S - 1, NS_PER_S);
}

/* From the end of one wait to that of another. */
static u32 interval(const struct gpio_i2c_want *want, u64 ns)
{
	return to_ticks(want, ns + want->jitter_ns);
}

/**
 * gpio_i2c_plan - plan the intervals for a wanted frequency
 * @plan: where the plan goes; left alone on errors
 * @want: what is asked for
 *
 * No interval is below the minimum of the mode that @want->scl_hz falls in (UM10204, 6.1), no
 * period below 1/f. The high phase gets half of the period's spare time, or more if its accesses
 * take longer. The low phase gets the rest, by waiting for the period to end.
 *
 * Return: 0, or -EINVAL if the frequency or an edge time is out of range.
 */
int gpio_i2c_plan(struct gpio_i2c_plan *plan, const struct gpio_i2c_want *want)
{
	const struct minimums *min = find_mode(want->scl_hz);
	u32 low, high, period, spare, share, cost;

	if (want->scl_hz < GPIO_I2C_SCL_HZ_MIN || want->scl_hz > GPIO_I2C_SCL_HZ_MAX ||
	    want->scl_rise_ns > GPIO_I2C_EDGE_NS_MAX || want->scl_fall_ns > GPIO_I2C_EDGE_NS_MAX ||
	    want->sda_fall_ns > GPIO_I2C_EDGE_NS_MAX || !want->tick_hz)
		return -EINVAL;

	/* A slow edge eats into the phase that it starts. */
	low = interval(want, min->tlow_ns + want->scl_fall_ns);
	high = interval(want, min->thigh_ns + want->scl_rise_ns);
	period = interval(want, div_u64(NS_PER_S + want->scl_hz - 1, want->scl_hz));

	if (period < low + high)
		period = low + high;
	spare = period - low - high;
	share = spare / 2;
	cost = to_ticks(want, want->high_cost_ns);
	if (cost > high + share)
		share = cost - high < spare ? cost - high : spare;

	plan->scl_hz = want->scl_hz;
	plan->period = period;
	plan->low = low;
	plan->high = high + share;
	plan->thigh = high;
	plan->thd_sta = interval(want, min->thd_sta_ns + want->sda_fall_ns);
	plan->tsu_sta = interval(want, min->tsu_sta_ns + want->scl_rise_ns);
	plan->thd_dat = interval(want, min->thd_dat_ns);
	if (want->scl_fall_ns > min->thd_dat_ns)
		plan->thd_dat = interval(want, want->scl_fall_ns);
	plan->tsu_dat = interval(want, min->tsu_dat_ns + min->trise_ns);
	plan->tsu_sto = interval(want, min->tsu_sto_ns + want->scl_rise_ns);
	plan->tbuf = interval(want, min->tbuf_ns + want->scl_rise_ns);
	plan->trise = interval(want, want->scl_rise_ns ?: min->trise_ns);
	return 0;
}

/**
 * gpio_i2c_ticks_to_hz - frequency of events
 * @ticks: how long @periods of them took
 * @periods: how many
 * @tick_hz: rate of the clock
 *
 * Return: the mean frequency in Hz, 0 if @ticks is 0.
 */
u32 gpio_i2c_ticks_to_hz(u64 ticks, u64 periods, u32 tick_hz)
{
	if (!ticks)
		return 0;
	/* a 64-bit dividend holds 2^34 periods of a 1 GHz clock */
	return div64_u64(periods * tick_hz, ticks);
}
