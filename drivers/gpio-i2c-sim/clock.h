/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The simulator's time: ktime_get_ns() at the cost of reading the CPU's counter. An edge keeps
 * its ticks, which become ns later. Tests on the host bring a clock of their own, whose ticks are
 * ns.
 */
#ifndef SIM_CLOCK_H
#define SIM_CLOCK_H

#include <linux/types.h>

#define SIM_TICKS_BITS	60	/* kept bits of the counter: years of the fastest one */

#ifdef __KERNEL__
#include <linux/bits.h>
#include <linux/ktime.h>
#include <linux/math64.h>

#if defined(CONFIG_X86)
#include <asm/msr.h>
#define SIM_TICKS()	rdtsc()
#elif defined(CONFIG_ARM64)
#include <asm/arch_timer.h>
#define SIM_TICKS()	arch_timer_read_cntvct_el0()	/* only stores follow: no barrier */
#elif defined(CONFIG_ARM_ARCH_TIMER)
#include <asm/arch_timer.h>
#define SIM_TICKS()	__arch_counter_get_cntvct()
#else
#define SIM_TICKS()	0	/* sim_clock.mult is 0 too */
#endif

#define SIM_CLOCK_SHIFT	24

/**
 * struct sim_clock - the clock, found when the module is loaded
 * @base_ns: what ktime_get_ns() was at @base_ticks
 * @base_ticks: the counter at that time
 * @mult: ns of a tick of the counter, << SIM_CLOCK_SHIFT; 0 if it can't be used
 * @granule_ns: the clock is off by less than this
 */
struct sim_clock {
	u64 base_ns;
	u64 base_ticks;
	u32 mult;
	u32 granule_ns;
};

extern struct sim_clock sim_clock;

void sim_clock_init(void);

/* Only if sim_clock.mult is not 0. */
static __always_inline u64 sim_ticks(void)
{
	return SIM_TICKS();
}

static inline u64 sim_ticks_to_ns(u64 ticks)
{
	ticks = (ticks - sim_clock.base_ticks) & GENMASK_ULL(SIM_TICKS_BITS - 1, 0);
	return sim_clock.base_ns + mul_u64_u32_shr(ticks, sim_clock.mult, SIM_CLOCK_SHIFT);
}

static inline u64 sim_now_ns(void)
{
	if (unlikely(!sim_clock.mult))
		return ktime_get_ns();
	return sim_ticks_to_ns(sim_ticks());
}
#else
u64 sim_now_ns(void);

static inline u64 sim_ticks(void)
{
	return sim_now_ns();
}

static inline u64 sim_ticks_to_ns(u64 ticks)
{
	return ticks;
}
#endif

#endif
