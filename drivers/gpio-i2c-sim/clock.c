// SPDX-License-Identifier: GPL-2.0-only
/*
 * The clock is the counter of the kernel's own timekeeping, at the rate that the kernel uses, if
 * all CPUs agree on it and reading it is cheap.
 */
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/percpu.h>

#include "clock.h"

#if defined(CONFIG_X86)
#include <asm/cpufeature.h>
#include <asm/tsc.h>
#elif defined(CONFIG_ARM_ARCH_TIMER)
#include <asm/cputype.h>
#include <clocksource/arm_arch_timer.h>
#endif

/* Between these, sim_clock.mult fits into 32 bits and has 7 digits. */
#define HZ_MIN		4000000U
#define HZ_MAX		4000000000U
/* Rates and counters are the same if they differ by less than 1 in this many. */
#define RATE_PARTS	1000
#define STEPS		16

struct sim_clock sim_clock __read_mostly;

#if defined(CONFIG_X86)
static u64 counter_hz(void)
{
	if (boot_cpu_has(X86_FEATURE_CONSTANT_TSC) && !check_tsc_unstable())
		return tsc_khz * 1000ULL;
	return 0;
}
#elif defined(CONFIG_ARM_ARCH_TIMER)
static u64 counter_hz(void)
{
	int cpu __maybe_unused;
	u32 hz;

#ifdef CONFIG_ARM
	/* ID_PFR1, Generic Timer field; without it there is nothing to read */
	if (((read_cpuid_ext(CPUID_EXT_PFR1) >> 16) & 0xf) != 1)
		return 0;
#endif
#if IS_ENABLED(CONFIG_ARM_ARCH_TIMER_OOL_WORKAROUND)
	/* An erratum: the kernel reads several times to get a reliable value. */
	for_each_possible_cpu(cpu) {
		if (per_cpu(timer_unstable_counter_workaround, cpu))
			return 0;
	}
#endif
	hz = arch_timer_get_cntfrq();
	/* If the virtual counter has an offset, the kernel takes the physical one. */
	return abs((s64)(arch_timer_read_counter() - sim_ticks())) < hz / RATE_PARTS ? hz : 0;
}
#else
static u64 counter_hz(void)
{
	return 0;
}
#endif

/*
 * A step of the counter. If it is not a whole number of ns, each stamp is rounded down, which
 * adds a ns to the error of an interval.
 */
static u32 counter_granule_ns(u64 hz)
{
	u32 whole_ns = div64_u64(NSEC_PER_SEC + hz / 2, hz);
	s64 off = whole_ns * hz - NSEC_PER_SEC;

	if (abs(off) < NSEC_PER_SEC / RATE_PARTS)
		return whole_ns;
	return div64_u64(NSEC_PER_SEC + hz - 1, hz) + 1;
}

/* The least step that was seen; the clock's own is no longer. */
static u32 ktime_granule_ns(void)
{
	u64 last_ns = ktime_get_ns(), least_ns = U32_MAX;
	int steps = 0;

	while (steps < STEPS) {
		u64 now_ns = ktime_get_ns();

		if (now_ns == last_ns)
			continue;
		least_ns = min(least_ns, now_ns - last_ns);
		last_ns = now_ns;
		steps++;
	}
	return least_ns;
}

void sim_clock_init(void)
{
	u64 hz = counter_hz();
	unsigned long flags;

	if (hz < HZ_MIN || hz > HZ_MAX) {
		sim_clock.granule_ns = ktime_granule_ns();
		return;
	}
	local_irq_save(flags);
	sim_clock.base_ns = ktime_get_ns();
	sim_clock.base_ticks = sim_ticks();
	local_irq_restore(flags);
	sim_clock.mult = div_u64(((u64)NSEC_PER_SEC << SIM_CLOCK_SHIFT) + hz / 2, hz);
	sim_clock.granule_ns = counter_granule_ns(hz);
}
