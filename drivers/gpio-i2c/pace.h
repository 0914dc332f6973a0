/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * When the next edge may happen, and waiting until then: spinning for short
 * waits, sleeping for long ones, never sleeping where that is forbidden.
 */
#ifndef _GPIO_I2C_PACE_H
#define _GPIO_I2C_PACE_H

#include <linux/jump_label.h>
#include <linux/ktime.h>
#include <linux/types.h>

#if defined(CONFIG_ARM64)
#include <asm/barrier.h>
#include <asm/sysreg.h>
/* No barrier behind the read: an edge follows, and no CPU writes ahead of its turn. */
#define GPIO_I2C_CYCLES()	({ isb(); read_sysreg(cntvct_el0); })
#elif defined(CONFIG_ARM_ARCH_TIMER)
#include <asm/arch_timer.h>
#define GPIO_I2C_CYCLES()	__arch_counter_get_cntvct()
#elif defined(CONFIG_X86)
#include <asm/msr.h>
#define GPIO_I2C_CYCLES()	rdtsc()
#else
#define GPIO_I2C_CYCLES()	ktime_get_mono_fast_ns()
#endif

/* A debug kernel can set the clock back, as suspend to RAM does with some. */
#ifdef CONFIG_KASAN
#define GPIO_I2C_CLOCK_OFFSET
#endif
#ifdef GPIO_I2C_CLOCK_OFFSET
extern unsigned long long gpio_i2c_clock_offset;
static __always_inline u64 gpio_i2c_cycles(void)
{
	return GPIO_I2C_CYCLES() + READ_ONCE(gpio_i2c_clock_offset);
}

#undef GPIO_I2C_CYCLES
#define GPIO_I2C_CYCLES()	gpio_i2c_cycles()
#endif

/**
 * struct gpio_i2c_clock - the clock that paces every bus, found at module load
 * @coarse: ktime is too coarse to time edges: only delays are left
 * @tick_hz: ticks a second
 * @granule: the clock's smallest step, in ticks
 * @resolution: how far off a measured time may be, in ticks
 * @jitter_ns: how late a spin may notice its end
 * @sleep: waits longer than this many ticks sleep, where that is allowed
 * @sleep_lead: a sleep is over this many ticks before the end of the wait
 * @longest: no wait is longer than this many ticks
 */
struct gpio_i2c_clock {
	bool coarse;
	u32 tick_hz;
	u64 granule;
	u32 resolution;
	u32 jitter_ns;
	u32 sleep;
	u32 sleep_lead;
	u64 longest;
};

/**
 * struct gpio_i2c_pace - how one bus waits, and for how long
 * @granule: that of the clock
 * @resolution: that of the clock
 * @spin: ticks of the longest wait that just spins
 * @may_sleep: long waits may sleep
 * @for_file: a user of a file waits: once @gone is set, its transfer ends after the current byte;
 *	those of the I2C core go on until the adapter is gone
 * @gone: the device is about to go; set at any time, all else with the bus lock held
 * @begun: when this transfer came to the lines, in ticks
 * @timeout: how long SCL may be held low or the bus be busy, in ticks
 * @yield_at: when others are to have a chance to run on this CPU, in ticks
 * @delayed: the time, as the delays add up, if the clock is coarse
 * @slept_ns: for how long this transfer slept, ns
 */
struct gpio_i2c_pace {
	u64 granule;
	u64 resolution;
	u64 spin;
	bool may_sleep;
	bool for_file;
	bool gone;
	u64 begun;
	u64 timeout;
	u64 yield_at;
	u64 delayed;
	u64 slept_ns;
};

extern struct gpio_i2c_clock gpio_i2c_clock;

/* The clock is a counter of the CPU; else it is ktime. */
DECLARE_STATIC_KEY_TRUE(gpio_i2c_clock_cycles);

void gpio_i2c_clock_init(void);
void gpio_i2c_pace_init(struct gpio_i2c_pace *pace);
void gpio_i2c_pace_begin(struct gpio_i2c_pace *pace, u32 timeout_us, bool may_sleep);
void gpio_i2c_pace_transfer(struct gpio_i2c_pace *pace);
int gpio_i2c_pace_interrupted(const struct gpio_i2c_pace *pace);
void gpio_i2c_pace_yield(struct gpio_i2c_pace *pace);
void gpio_i2c_pace_pause(struct gpio_i2c_pace *pace, u64 waited, u32 most_us);
u64 gpio_i2c_pace_long(struct gpio_i2c_pace *pace, u64 now, u64 until);
u64 gpio_i2c_us_to_ticks(u32 us);
u64 gpio_i2c_ticks_to_ns(u64 ticks);

static inline void gpio_i2c_pace_set_gone(struct gpio_i2c_pace *pace)
{
	WRITE_ONCE(pace->gone, true);
}

static inline bool gpio_i2c_pace_is_gone(const struct gpio_i2c_pace *pace)
{
	return READ_ONCE(pace->gone);
}

static inline void gpio_i2c_pace_set_for_file(struct gpio_i2c_pace *pace, bool for_file)
{
	pace->for_file = for_file;
}

static __always_inline u64 gpio_i2c_now(const struct gpio_i2c_pace *pace)
{
	if (static_branch_likely(&gpio_i2c_clock_cycles))
		return GPIO_I2C_CYCLES();
	if (unlikely(gpio_i2c_clock.coarse))
		return pace->delayed;
	return ktime_get_mono_fast_ns();
}

/*
 * No cpu_relax(): on some CPUs it takes longer than a fast bus can wait. Each clock has a loop of
 * its own: the shorter a turn, the more exact the edges.
 */
static __always_inline u64 gpio_i2c_spin(const struct gpio_i2c_pace *pace, u64 until)
{
	u64 now;

	if (static_branch_likely(&gpio_i2c_clock_cycles)) {
		do
			now = GPIO_I2C_CYCLES();
		while ((s64)(until - now) > 0);
	} else {
		do
			now = gpio_i2c_now(pace);
		while ((s64)(until - now) > 0);
	}
	return now;
}

/**
 * __gpio_i2c_pace_until - wait for an instant
 * @pace: the bus
 * @until: the instant, in ticks
 * @shown: where the clock's last value goes
 * @cycles: a constant: the clock is known to be a counter of the CPU
 *
 * Return: the latest instant at which the wait can have ended: what the clock showed if the loop
 * saw it pass @until, otherwise a granule later. A read before the loop does not count: more than
 * one turn lies between it and the next one.
 */
static __always_inline u64 __gpio_i2c_pace_until(struct gpio_i2c_pace *pace, u64 until,
						 u64 *shown, const bool cycles)
{
	u64 now = cycles ? GPIO_I2C_CYCLES() : gpio_i2c_now(pace);

	*shown = now;
	/* Late already: return at once. */
	if (likely((s64)(until - now) <= 0))
		return now + pace->granule;
	if (unlikely(until - now > pace->spin))
		until = gpio_i2c_pace_long(pace, now, until);
	now = gpio_i2c_now(pace);
	*shown = now;
	if ((s64)(until - now) <= 0)
		return now + pace->granule;
	now = gpio_i2c_spin(pace, until);
	*shown = now;
	return now - until < pace->granule ? now : now + pace->granule;
}

static __always_inline u64 gpio_i2c_pace_until(struct gpio_i2c_pace *pace, u64 until)
{
	u64 shown;

	return __gpio_i2c_pace_until(pace, until, &shown, false);
}

#endif /* _GPIO_I2C_PACE_H */
