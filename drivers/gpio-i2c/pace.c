// SPDX-License-Identifier: GPL-2.0-only
#include <linux/delay.h>
#include <linux/freezer.h>
#include <linux/gcd.h>
#include <linux/hrtimer.h>
#include <linux/math64.h>
#include <linux/moduleparam.h>
#include <linux/sched/signal.h>

#include "limits.h"
#include "pace.h"

#ifdef CONFIG_X86
#include <asm/cpufeature.h>
#include <asm/tsc.h>
#elif defined(CONFIG_ARM_ARCH_TIMER)
#include <asm/cputype.h>
#include <clocksource/arm_arch_timer.h>
#endif

#ifdef GPIO_I2C_CLOCK_OFFSET
unsigned long long gpio_i2c_clock_offset;
module_param_named(clock_offset, gpio_i2c_clock_offset, ullong, 0644);
MODULE_PARM_DESC(clock_offset, "ticks that the clock is ahead, modulo 2^64 (for tests)");
#endif

struct gpio_i2c_clock gpio_i2c_clock __read_mostly;
DEFINE_STATIC_KEY_TRUE(gpio_i2c_clock_cycles);

/* Is there a counter that all CPUs share and that never stops or changes its rate? */
#if defined(CONFIG_X86)
static bool cycles_usable(void)
{
	return boot_cpu_has(X86_FEATURE_CONSTANT_TSC) &&
	       boot_cpu_has(X86_FEATURE_NONSTOP_TSC) && !check_tsc_unstable();
}
#elif defined(CONFIG_ARM_ARCH_TIMER)
/* On some CPUs a single read does not give a reliable value. */
static bool counter_is_broken(void)
{
	int cpu __maybe_unused;

#if IS_ENABLED(CONFIG_ARM_ARCH_TIMER_OOL_WORKAROUND)
	for_each_possible_cpu(cpu) {
		if (per_cpu(timer_unstable_counter_workaround, cpu))
			return true;
	}
#endif
	return false;
}

static bool cycles_usable(void)
{
	s64 apart;

#ifdef CONFIG_ARM
	/* ID_PFR1, Generic Timer field; without it the read is undefined */
	if (((read_cpuid_ext(CPUID_EXT_PFR1) >> 16) & 0xf) != 1)
		return false;
#endif
	/* If firmware did not set up the virtual counter, CPUs differ: the kernel avoids it. */
	apart = arch_timer_read_counter() - GPIO_I2C_CYCLES();
	return !counter_is_broken() && abs(apart) < USEC_PER_SEC;
}
#else
static bool cycles_usable(void)
{
	return false;
}
#endif

/* Read both clocks at one instant: of several pairs of reads, take the fastest. */
static void read_pair(u64 *cycles, u64 *raw_ns)
{
	u64 best = U64_MAX;
	int i;

	for (i = 0; i < CALIBRATION_ROUNDS; i++) {
		u64 before = GPIO_I2C_CYCLES();
		u64 ns = ktime_get_raw_ns();
		u64 took = GPIO_I2C_CYCLES() - before;

		if (took < best) {
			best = took;
			*cycles = before + took / 2;
			*raw_ns = ns;
		}
	}
}

/* Measure the rate: some boards' firmware reports a wrong one. */
static u32 measure_rate(void)
{
	u64 cycles_start, cycles_end, ns_start, ns_end, cycles, ns;

	read_pair(&cycles_start, &ns_start);
	usleep_range(CALIBRATION_US, 2 * CALIBRATION_US);
	read_pair(&cycles_end, &ns_end);
	if (cycles_end <= cycles_start || ns_end <= ns_start)
		return 0;
	cycles = cycles_end - cycles_start;
	ns = ns_end - ns_start;
	/* after a stall of some seconds the product would overflow */
	for (; cycles > U32_MAX; cycles >>= 1)
		ns >>= 1;
	return min_t(u64, U32_MAX, div64_u64(cycles * NSEC_PER_SEC, ns));
}

/*
 * Return: the smallest step that the clock shows, in ticks. @resolution gets the common divisor
 * of all steps, which is less if the clock advances between two reads.
 */
static u32 measure_granule(u32 *resolution)
{
	u64 last = gpio_i2c_now(NULL), least = U32_MAX;
	int steps = 0, reads;

	*resolution = 0;
	for (reads = 0; steps < CALIBRATION_ROUNDS && reads < 100000; reads++) {
		u64 now = gpio_i2c_now(NULL);

		if (now != last) {
			least = min(least, now - last);
			*resolution = gcd(*resolution, min_t(u64, now - last, U32_MAX));
			steps++;
		}
		last = now;
	}
	return least;
}

/* How long one turn of a spin takes: the least of several runs. */
static u32 measure_spin_ns(void)
{
	bool cycles = static_key_enabled(&gpio_i2c_clock_cycles);
	u64 least = U64_MAX, start, now;
	int i, turns;

	for (i = 0; i < CALIBRATION_ROUNDS; i++) {
		start = gpio_i2c_now(NULL);
		for (turns = 0; turns < SPIN_TURNS && cycles; turns++)
			now = GPIO_I2C_CYCLES();
		for (; turns < SPIN_TURNS; turns++)
			now = gpio_i2c_now(NULL);
		least = min(least, now - start);
	}
	return DIV_ROUND_UP((u32)gpio_i2c_ticks_to_ns(least), SPIN_TURNS);
}

/**
 * gpio_i2c_clock_init - choose the clock and measure it
 *
 * Sleeps for some milliseconds.
 */
void gpio_i2c_clock_init(void)
{
	struct gpio_i2c_clock *clock = &gpio_i2c_clock;
	u32 granule_ns;

	clock->tick_hz = cycles_usable() ? measure_rate() : 0;
	if (clock->tick_hz < USEC_PER_SEC) {
		static_branch_disable(&gpio_i2c_clock_cycles);
		clock->tick_hz = NSEC_PER_SEC;
	}

	clock->granule = measure_granule(&clock->resolution);
	granule_ns = min_t(u64, gpio_i2c_ticks_to_ns(clock->granule), U32_MAX);
	clock->coarse = granule_ns > GRANULE_NS_MAX;
	if (clock->coarse) {
		static_branch_disable(&gpio_i2c_clock_cycles);
		clock->tick_hz = NSEC_PER_SEC;
		clock->granule = 0;
		clock->resolution = 0;
	} else {
		/* At most a granule: a slower spin reads a new value at each turn. */
		clock->jitter_ns = clamp_t(u32, measure_spin_ns(), 1, granule_ns ?: 1);
	}
	clock->sleep = gpio_i2c_us_to_ticks(SLEEP_ABOVE_US);
	clock->sleep_lead = gpio_i2c_us_to_ticks(SLEEP_LEAD_US);
	clock->longest = gpio_i2c_us_to_ticks(LONGEST_US);
	pr_debug("%s of %u Hz, granule %llu ticks, resolution %u, jitter %u ns\n",
		 static_key_enabled(&gpio_i2c_clock_cycles) ? "CPU counter" :
		 clock->coarse ? "delays" : "ktime",
		 clock->tick_hz, clock->granule, clock->resolution, clock->jitter_ns);
}

u64 gpio_i2c_us_to_ticks(u32 us)
{
	return div_u64((u64)us * gpio_i2c_clock.tick_hz + USEC_PER_SEC - 1, USEC_PER_SEC);
}

u64 gpio_i2c_ticks_to_ns(u64 ticks)
{
	u32 rem;
	u64 seconds = div_u64_rem(ticks, gpio_i2c_clock.tick_hz, &rem);

	return seconds * NSEC_PER_SEC + div_u64((u64)rem * NSEC_PER_SEC, gpio_i2c_clock.tick_hz);
}

/**
 * gpio_i2c_pace_init - copy what waits need of the clock
 * @pace: the bus
 */
void gpio_i2c_pace_init(struct gpio_i2c_pace *pace)
{
	pace->granule = gpio_i2c_clock.granule;
	pace->resolution = gpio_i2c_clock.resolution;
	pace->spin = gpio_i2c_clock.coarse ? 0 : gpio_i2c_clock.sleep;
}

/* When others are to have their next chance to run on this CPU. */
static u64 yield_instant(const struct gpio_i2c_pace *pace)
{
	return pace->may_sleep ? gpio_i2c_now(pace) + gpio_i2c_us_to_ticks(YIELD_US) : U64_MAX;
}

/**
 * gpio_i2c_pace_begin - the lines were locked: time-outs count from now on
 * @pace: the bus
 * @timeout_us: how long SCL may be held low or the bus be busy, us
 * @may_sleep: long waits may sleep
 */
void gpio_i2c_pace_begin(struct gpio_i2c_pace *pace, u32 timeout_us, bool may_sleep)
{
	pace->timeout = gpio_i2c_us_to_ticks(timeout_us);
	pace->may_sleep = may_sleep;
	pace->begun = gpio_i2c_now(pace);
}

/**
 * gpio_i2c_pace_transfer - a START is about to be sent
 * @pace: the bus
 */
void gpio_i2c_pace_transfer(struct gpio_i2c_pace *pace)
{
	pace->slept_ns = 0;
	pace->yield_at = yield_instant(pace);
}

/**
 * gpio_i2c_pace_interrupted - does anything from outside end the transfer?
 * @pace: the bus
 *
 * Return: 0; -ENODEV if the device is about to go; -EINTR if the caller was killed;
 * -ESHUTDOWN if the system goes to sleep.
 */
int gpio_i2c_pace_interrupted(const struct gpio_i2c_pace *pace)
{
	if (gpio_i2c_pace_is_gone(pace) && pace->for_file)
		return -ENODEV;
	if (!pace->may_sleep)
		return 0;
	if (fatal_signal_pending(current))
		return -EINTR;
	if (unlikely(freezing(current)) &&
	    gpio_i2c_now(pace) - pace->begun > gpio_i2c_us_to_ticks(FREEZE_US))
		return -ESHUTDOWN;
	return 0;
}

/**
 * gpio_i2c_pace_yield - let others run on this CPU: SCL is low, and @yield_at has come
 * @pace: the bus
 */
void gpio_i2c_pace_yield(struct gpio_i2c_pace *pace)
{
	cond_resched();
	pace->yield_at = yield_instant(pace);
}

/* With a coarse clock each wait is a delay: too long, never too short. */
static void delay_until(struct gpio_i2c_pace *pace, u64 until)
{
	u64 ns = until - pace->delayed;

	for (; ns > NSEC_PER_MSEC; ns -= NSEC_PER_MSEC)
		mdelay(1);
	ndelay(ns);
	pace->delayed = until;
}

/**
 * gpio_i2c_pace_long - the part of a long wait that is not spun
 * @pace: the bus
 * @now: the time
 * @until: the instant that is waited for
 *
 * Return: @until, or the end of the longest wait allowed. Usually that is still to come.
 */
u64 gpio_i2c_pace_long(struct gpio_i2c_pace *pace, u64 now, u64 until)
{
	const struct gpio_i2c_clock *clock = &gpio_i2c_clock;

	until = min(until, now + clock->longest);
	if (pace->may_sleep && until - now > clock->sleep) {
		u64 ns = gpio_i2c_ticks_to_ns(until - now - clock->sleep_lead);
		ktime_t expires = ns_to_ktime(ns), start = ktime_get();

		set_current_state(TASK_UNINTERRUPTIBLE);
		schedule_hrtimeout_range(&expires, 0, HRTIMER_MODE_REL);
		pace->slept_ns += ktime_to_ns(ktime_sub(ktime_get(), start));
		if (clock->coarse)
			pace->delayed = until - clock->sleep_lead;
	}
	if (clock->coarse)
		delay_until(pace, until);
	return until;
}

/**
 * gpio_i2c_pace_pause - pause between two samples of a line
 * @pace: the bus
 * @waited: how long the line has been polled, in ticks
 * @most_us: the longest pause, us; there is none if sleeping is forbidden
 */
void gpio_i2c_pace_pause(struct gpio_i2c_pace *pace, u64 waited, u32 most_us)
{
	u64 pause = 0;

	if (pace->may_sleep && waited > gpio_i2c_us_to_ticks(POLL_SPIN_US))
		pause = min(waited / POLL_PART, gpio_i2c_us_to_ticks(most_us));
	else if (gpio_i2c_clock.coarse)
		pause = gpio_i2c_us_to_ticks(1);
	if (pause)
		gpio_i2c_pace_until(pace, gpio_i2c_now(pace) + pause);
}
