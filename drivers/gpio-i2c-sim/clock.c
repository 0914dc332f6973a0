// SPDX-License-Identifier: GPL-2.0-only
/*
 * The counter that the kernel itself takes its time from, at the rate that it takes
 * it to have, where all CPUs agree on it and reading it is cheap.
 */
#include <linux/irqflags.h>

#include "clock.h"

#if defined(CONFIG_X86)
#include <asm/cpufeature.h>
#include <asm/tsc.h>
#elif defined(CONFIG_ARM64)
#include <asm/arch_timer.h>
#endif

/* What SIM_CLOCK_SHIFT has room for, and 7 digits of. */
#define HZ_MIN	4000000U
#define HZ_MAX	4000000000U

struct sim_clock sim_clock __read_mostly;

static u64 counter_hz(void)
{
#if defined(CONFIG_X86)
	if (boot_cpu_has(X86_FEATURE_CONSTANT_TSC) && !check_tsc_unstable())
		return tsc_khz * 1000ULL;
#elif defined(CONFIG_ARM64)
	return arch_timer_get_cntfrq();
#endif
	return 0;
}

void sim_clock_init(void)
{
	u64 hz = counter_hz();
	unsigned long flags;

	if (hz < HZ_MIN || hz > HZ_MAX)
		return;
	local_irq_save(flags);
	sim_clock.base_ns = ktime_get_ns();
	sim_clock.base_ticks = get_cycles();
	local_irq_restore(flags);
	sim_clock.mult = div_u64(((u64)NSEC_PER_SEC << SIM_CLOCK_SHIFT) + hz / 2, hz);
}
