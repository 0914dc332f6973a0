/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * When SCL and SDA may change: the I2C specification's minimum times, and the
 * plan for a wanted SCL frequency. Arithmetic only; builds on the host too.
 */
#ifndef _GPIO_I2C_TIMING_H
#define _GPIO_I2C_TIMING_H

#include <linux/types.h>

#define GPIO_I2C_SCL_HZ_MIN	100
#define GPIO_I2C_SCL_HZ_MAX	5000000
#define GPIO_I2C_SCL_HZ_DEFAULT	100000
#define GPIO_I2C_EDGE_NS_MAX	100000

/**
 * struct gpio_i2c_want - what a plan is made from
 * @scl_hz: the SCL frequency that must not be exceeded
 * @scl_rise_ns: longest rise of SCL on the board, 0 if not told
 * @scl_fall_ns: longest fall of SCL, 0 if not told
 * @sda_fall_ns: longest fall of SDA, 0 if not told
 * @tick_hz: rate of the clock that the plan will be paced with
 * @jitter_ns: how late we may notice the end of a wait
 * @high_cost_ns: how long the accesses of one SCL high phase take
 */
struct gpio_i2c_want {
	u32 scl_hz;
	u32 scl_rise_ns;
	u32 scl_fall_ns;
	u32 sda_fall_ns;
	u32 tick_hz;
	u32 jitter_ns;
	u32 high_cost_ns;
};

/**
 * struct gpio_i2c_plan - intervals between edges, in ticks
 * @scl_hz: the frequency that was wanted
 * @period: from one rise or fall of SCL to the next; at least @low + @high
 * @low: least time from SCL's fall to its rise
 * @high: from SCL's rise to its fall: @thigh and a share of the period's spare time
 * @thigh: least time from SCL's rise to its fall
 * @thd_sta: (repeated) START to SCL falls
 * @tsu_sta: SCL rises to repeated START
 * @thd_dat: SCL falls to SDA changes
 * @tsu_dat: SDA changes to SCL rises
 * @tsu_sto: SCL rises to STOP
 * @tbuf: STOP to START
 * @trise: a released line is high by then
 */
struct gpio_i2c_plan {
	u32 scl_hz;
	u32 period;
	u32 low;
	u32 high;
	u32 thigh;
	u32 thd_sta;
	u32 tsu_sta;
	u32 thd_dat;
	u32 tsu_dat;
	u32 tsu_sto;
	u32 tbuf;
	u32 trise;
};

int gpio_i2c_plan(struct gpio_i2c_plan *plan, const struct gpio_i2c_want *want);
u32 gpio_i2c_ticks_to_hz(u64 ticks, u64 periods, u32 tick_hz);

#endif /* _GPIO_I2C_TIMING_H */
