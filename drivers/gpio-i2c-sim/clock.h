/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The simulator's time: that of ktime_get_ns(), at the price of reading the CPU's
 * counter, since it is read at every edge. A test on the host brings its own.
 */
#ifndef SIM_CLOCK_H
#define SIM_CLOCK_H

#include <linux/types.h>

#ifdef __KERNEL__
#include <linux/ktime.h>
#include <linux/math64.h>
#include <linux/timex.h>

#define SIM_CLOCK_SHIFT	24

/* @mult: ns of a tick of the counter, << SIM_CLOCK_SHIFT; 0 if it can't be used. */
struct sim_clock {
	u64 base_ns;
	u64 base_ticks;
	u32 mult;
};

extern struct sim_clock sim_clock;

void sim_clock_init(void);

static inline u64 sim_now_ns(void)
{
	if (unlikely(!sim_clock.mult))
		return ktime_get_ns();
	return sim_clock.base_ns + mul_u64_u32_shr(get_cycles() - sim_clock.base_ticks,
						   sim_clock.mult, SIM_CLOCK_SHIFT);
}
#else
u64 sim_now_ns(void);
#endif

#endif
