// SPDX-License-Identifier: GPL-2.0-only
#include <linux/math64.h>
#include <linux/minmax.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>

#include "edge.h"
#include "rescue.h"
#include "wire.h"

#define COST_ROUNDS		64
/* A usual cost is one that differs by less than this share of it. */
#define NOISY_SHARE		8
/* Others may have the CPU this often, SCL low; the bus stands still meanwhile. */
#define YIELD_US		20000

/*
 * The first error is the true one. What algo-bit goes on to ask for does not
 * reach the lines; it is followed only so far as to know when it is done.
 */
static void fail(struct gpio_i2c_wire *wire, int error)
{
	if (wire->error)
		return;
	gpio_i2c_edge_release(wire);
	wire->error = error;
}

/* A byte is done and the transfer must not go on: end it with a STOP. */
static void fail_with_stop(struct gpio_i2c_wire *wire, int error)
{
	if (!gpio_i2c_edge_stop(wire) && !gpio_i2c_get_scl(&wire->line))
		error = error == -ENODEV ? error : -ETIMEDOUT;
	fail(wire, error);
}

/* Reasons from outside to end a transfer with the byte at hand. */
static int interrupted(const struct gpio_i2c_wire *wire)
{
	if (READ_ONCE(wire->gone))
		return -ENODEV;
	if (wire->atomic)
		return 0;
	if (fatal_signal_pending(current))
		return -EINTR;
	return 0;
}

/* ------ bytes ------ */

static u16 message_flags(const struct gpio_i2c_wire *wire)
{
	return gpio_i2c_progress_message(&wire->progress)->flags;
}

static void note_outcome(struct gpio_i2c_wire *wire)
{
	struct gpio_i2c_outcome *outcome = &wire->outcome;

	outcome->messages = wire->progress.index;
	outcome->bytes = wire->progress.byte;
	outcome->at_address = wire->progress.address_left;
}

/* SCL fell at the end of a byte. */
static noinline void byte_done(struct gpio_i2c_wire *wire)
{
	struct gpio_i2c_progress *progress = &wire->progress;
	bool was_data = !progress->address_left;
	bool target_is_quiet = !progress->reading ||
			       progress->byte + 1 == gpio_i2c_progress_message(progress)->len;

	if (unlikely(wire->no_ack)) {
		wire->no_ack = false;
		note_outcome(wire);
		fail_with_stop(wire, was_data ? -EIO : -ENXIO);
	}
	gpio_i2c_progress_byte(progress);
	if (wire->error)
		return;

	wire->outcome.total_bytes += was_data;
	note_outcome(wire);
	if (!wire->atomic && wire->fell - wire->yielded > gpio_i2c_us_to_ticks(YIELD_US)) {
		cond_resched();
		wire->yielded = gpio_i2c_now(&wire->pace);
	}
	if (!wire->abort && target_is_quiet && progress->index < progress->count)
		wire->abort = interrupted(wire);
	if (unlikely(wire->abort))
		fail_with_stop(wire, wire->abort);
}

/* ------ the callbacks ------ */

/* A 1 that reads as 0: another master sends, UM10204, 3.1.8. */
static void arbitration_lost(struct gpio_i2c_wire *wire)
{
	wire->stopped = false;
	wire->contended = true;
	note_outcome(wire);
	fail(wire, -EAGAIN);
}

/*
 * SDA that does not follow a STOP: another master sends, unless the target had
 * no chance to let go of it, because nothing was read after its address.
 */
static void check_stop(struct gpio_i2c_wire *wire)
{
	u16 flags = message_flags(wire);
	bool target_has_sda = (flags & I2C_M_RD) &&
			      (!gpio_i2c_progress_message(&wire->progress)->len ||
			       (flags & I2C_M_NO_RD_ACK));

	if (!wire->line.sda_readable || (wire->single_master && !target_has_sda))
		return;
	gpio_i2c_pace_until(&wire->pace, wire->sda_changed + wire->plan.trise);
	if (gpio_i2c_get_sda(&wire->line))
		return;
	if (!target_has_sda)
		arbitration_lost(wire);
	else if (gpio_i2c_rescue_recover(wire))
		fail(wire, -EBUSY);
}

/* SCL has been high for long enough, also since another bus that shares it had it. */
static u64 start_instant(const struct gpio_i2c_wire *wire)
{
	u64 instant = wire->high_since + wire->plan.tsu_sta;

	return wire->stopped ? max(instant, wire->sda_changed + wire->plan.tbuf) : instant;
}

static void wire_setsda(void *data, int high)
{
	struct gpio_i2c_wire *wire = data;
	const struct gpio_i2c_progress *progress = &wire->progress;

	if (high == wire->sda)
		return;
	if (likely(!wire->scl)) {
		if (unlikely(!high && progress->reading && progress->bit == 8 && !wire->error)) {
			wire->abort = interrupted(wire);
			if (wire->abort)	/* no acknowledge: the target lets go of SDA */
				return;
		}
		wire->sda = high;
		if (likely(!wire->error))
			gpio_i2c_edge_sda(wire, high, wire->low_since + wire->plan.thd_dat);
		return;
	}

	wire->sda = high;
	if (!high) {
		if (!wire->error)
			gpio_i2c_edge_sda(wire, false, start_instant(wire));
		wire->stopped = false;
		gpio_i2c_progress_start(&wire->progress);
	} else if (!wire->error) {
		gpio_i2c_edge_sda(wire, true, wire->high_since + wire->plan.tsu_sto);
		wire->stopped = true;
		check_stop(wire);
	}
}

/* SCL fell late, perhaps since SDA was sampled too late for the way back to us. */
static noinline void sample_earlier(struct gpio_i2c_wire *wire, u64 late)
{
	wire->sample -= min3((u64)wire->sample - 1, (u64)wire->release_cost, late);
}

static void wire_setscl(void *data, int high)
{
	struct gpio_i2c_wire *wire = data;
	struct gpio_i2c_outcome *outcome = &wire->outcome;
	u64 rose, period, instant;

	wire->scl = high;
	if (high) {
		if (unlikely(wire->error))
			return;
		rose = wire->rose;
		gpio_i2c_edge_rise(wire);
		if (likely(outcome->clocks++)) {
			period = wire->rose - rose;
			if (period < outcome->period_min)
				outcome->period_min = period;
			if (period > outcome->period_max)
				outcome->period_max = period;
		} else {
			wire->first_rose = wire->rose;
		}
		return;
	}

	if (likely(!wire->error)) {
		instant = wire->progress.starting ? wire->sda_changed + wire->plan.thd_sta :
						    gpio_i2c_edge_fall_instant(wire);
		gpio_i2c_edge_fall(wire, instant);
		if (wire->sample && wire->fell - instant > 2 * gpio_i2c_clock.granule)
			sample_earlier(wire, wire->fell - instant);
	}
	if (unlikely(wire->progress.starting)) {
		wire->progress.starting = false;
		wire->progress.bit = 0;
	} else if (unlikely(++wire->progress.bit == wire->progress.bits)) {
		byte_done(wire);
	}
}

/* Sample SCL, and SDA late in the high phase where its level matters. */
static __always_inline bool sample(struct gpio_i2c_wire *wire, bool sda)
{
	if (sda && wire->line.pair) {
		if (wire->sample)
			gpio_i2c_pace_until(&wire->pace, wire->rose + wire->sample);
		return gpio_i2c_line_get_both(&wire->line, &wire->level);
	}
	if (!gpio_i2c_get_scl(&wire->line))
		return false;
	if (sda) {
		if (wire->sample)
			gpio_i2c_pace_until(&wire->pace, wire->rose + wire->sample);
		wire->level = gpio_i2c_get_sda(&wire->line);
	}
	return true;
}

/*
 * The count of an SMBus block is not between 1 and 32: end the transfer here,
 * where algo-bit would complain to the log for every one of them. The target
 * still drives SDA: clock the missing acknowledge before the STOP.
 */
static bool block_count_is_bad(struct gpio_i2c_wire *wire)
{
	u8 count = wire->shift << 1 | wire->level;

	if (count && count <= I2C_SMBUS_BLOCK_MAX)
		return false;
	gpio_i2c_edge_fall(wire, gpio_i2c_edge_fall_instant(wire));
	gpio_i2c_edge_rise(wire);
	if (!gpio_i2c_get_scl(&wire->line))
		gpio_i2c_edge_wait_high(wire);
	gpio_i2c_edge_fall(wire, gpio_i2c_edge_fall_instant(wire));
	note_outcome(wire);
	fail_with_stop(wire, -EPROTO);
	return true;
}

/* What algo-bit is told once nothing matters any more. */
static int drained(const struct gpio_i2c_wire *wire)
{
	return !(wire->progress.reading && wire->progress.bit < 8);
}

/* SCL stays low, or cannot be read. */
static noinline int give_up(struct gpio_i2c_wire *wire)
{
	note_outcome(wire);
	if (wire->line.failed)
		fail(wire, wire->line.failed);
	else
		fail(wire, READ_ONCE(wire->gone) ? -ENODEV : -ETIMEDOUT);
	return drained(wire);
}

static int wire_getscl(void *data)
{
	struct gpio_i2c_wire *wire = data;
	bool input = gpio_i2c_progress_input(&wire->progress), arbitrate;

	if (unlikely(wire->error))
		return drained(wire);
	arbitrate = !input && wire->sda && !wire->single_master && !wire->progress.reading;

	while (unlikely(!sample(wire, input || arbitrate)))
		if (wire->line.failed || !gpio_i2c_edge_wait_high(wire))
			return give_up(wire);
	if (unlikely(wire->line.failed))
		return give_up(wire);
	if (arbitrate && unlikely(!wire->level)) {
		arbitration_lost(wire);
	} else if (input && wire->progress.bit == 8) {
		if (wire->level && wire->line.sda_readable)
			wire->no_ack = !(message_flags(wire) & I2C_M_IGNORE_NAK);
	} else if (input) {
		if (unlikely(wire->progress.bit == 7 && !wire->progress.byte &&
			     (message_flags(wire) & I2C_M_RECV_LEN) && block_count_is_bad(wire)))
			return drained(wire);
		wire->shift = wire->shift << 1 | wire->level;
	}
	return 1;
}

/* Acknowledges are our business: algo-bit would complain to the log, or retry. */
static int wire_getsda(void *data)
{
	struct gpio_i2c_wire *wire = data;

	return wire->progress.reading && !wire->error && wire->level;
}

/* ------ what the bus asks for ------ */

/* Accesses whose cost differs so much say nothing of when their edge was. */
static bool is_noisy(u64 difference, u32 cost)
{
	return difference > cost / NOISY_SHARE + gpio_i2c_clock.granule;
}

struct cost {
	u32 least;
	u32 mean;
};

static struct cost measure(struct gpio_i2c_wire *wire, u64 (*access)(struct gpio_i2c_wire *wire))
{
	u64 least = U32_MAX, sum = 0, took;
	int i;

	access(wire);	/* fills the caches */
	for (i = 0; i < COST_ROUNDS; i++) {
		took = min_t(u64, access(wire), U32_MAX);
		least = min(least, took);
		sum += took;
	}
	return (struct cost){ .least = least, .mean = sum / COST_ROUNDS };
}

static u64 time_both(struct gpio_i2c_wire *wire)
{
	u64 start = gpio_i2c_now(&wire->pace);

	gpio_i2c_line_get_both(&wire->line, &wire->level);
	return gpio_i2c_now(&wire->pace) - start;
}

static u64 time_each(struct gpio_i2c_wire *wire)
{
	u64 start = gpio_i2c_now(&wire->pace);

	gpio_i2c_get_scl(&wire->line);
	wire->level = gpio_i2c_get_sda(&wire->line);
	return gpio_i2c_now(&wire->pace) - start;
}

/* Releasing a line that is released: no edge, and the cost of one. */
static u64 time_release(struct gpio_i2c_wire *wire)
{
	u64 start = gpio_i2c_now(&wire->pace);

	gpio_i2c_set(&wire->line, wire->line.scl, true);
	return gpio_i2c_now(&wire->pace) - start;
}

/**
 * gpio_i2c_wire_init - get to know the lines
 * @wire: its lines are requested and released
 */
void gpio_i2c_wire_init(struct gpio_i2c_wire *wire)
{
	struct cost release, each, both = { .least = U32_MAX };

	wire->algo.data = wire;
	wire->algo.setsda = wire_setsda;
	wire->algo.setscl = wire_setscl;
	wire->algo.getsda = wire_getsda;
	wire->algo.getscl = wire_getscl;
	wire->algo.udelay = 0;
	wire->algo.timeout = -1;	/* ours has passed when getscl says so */
	wire->algo.can_do_atomic = !wire->line.may_sleep;

	release = measure(wire, time_release);
	wire->release_cost = release.least;
	wire->noise_level = release.mean - release.least;
	wire->noisy = is_noisy(wire->noise_level, release.least);
	each = measure(wire, time_each);
	if (wire->line.sda_readable && wire->line.scl_readable)
		both = measure(wire, time_both);
	wire->line.pair = both.least < each.least;
	wire->sample_cost = wire->line.pair ? both.least : each.least / 2;
	wire->sda = true;
	wire->scl = true;
	wire->sda_changed = gpio_i2c_now(&wire->pace);
	wire->stopped = true;
}

/**
 * gpio_i2c_wire_plan - choose the intervals for the transfers to come
 * @wire: the wire; unchanged on errors
 * @want: what is asked for; what the wire knows is filled in
 *
 * Return: 0, or -EINVAL as of gpio_i2c_plan().
 */
int gpio_i2c_wire_plan(struct gpio_i2c_wire *wire, struct gpio_i2c_want *want)
{
	/* what lies between the sample and SCL's fall takes about as long as a release */
	u64 high_cost = 2 * (u64)wire->release_cost + 2 * wire->sample_cost;
	int ret;

	want->tick_hz = gpio_i2c_clock.tick_hz;
	want->jitter_ns = gpio_i2c_clock.jitter_ns;
	want->high_cost_ns = min_t(u64, gpio_i2c_ticks_to_ns(high_cost), U32_MAX);
	ret = gpio_i2c_plan(&wire->plan, want);
	if (ret)
		return ret;
	wire->late_sample = 0;
	if (wire->plan.high > high_cost)
		wire->late_sample = wire->plan.high - high_cost + wire->release_cost;
	return 0;
}

/**
 * gpio_i2c_wire_begin - a transfer is about to be handed to i2c-algo-bit
 * @wire: the wire; the bus is idle
 * @messages: what will be transferred
 * @count: how many messages
 * @atomic: the transfer must not sleep
 */
void gpio_i2c_wire_begin(struct gpio_i2c_wire *wire, struct i2c_msg *messages, int count,
			 bool atomic)
{
	gpio_i2c_progress_begin(&wire->progress, messages, count);
	wire->no_ack = false;
	wire->abort = 0;
	wire->error = 0;
	wire->atomic = atomic;
	wire->noise = 0;
	wire->sample = wire->late_sample;
	wire->careful = wire->noisy ||
			wire->plan.period > wire->plan.low + wire->plan.high +
			2 * wire->release_cost + wire->scl_cost[0] + wire->scl_cost[1];
	wire->line.failed = 0;
	wire->yielded = gpio_i2c_now(&wire->pace);
	if (wire->line.shared->users > 1)
		wire->high_since = wire->yielded;
	memset(&wire->outcome, 0, sizeof(wire->outcome));
	wire->outcome.period_min = U64_MAX;
}

/* One quiet transfer does not make a noisy machine quiet. */
static void note_noise(struct gpio_i2c_wire *wire, u32 noise)
{
	wire->noise_level = max(noise, wire->noise_level - wire->noise_level / 8);
	wire->noisy = is_noisy(wire->noise_level, wire->scl_cost[1]);
}

/**
 * gpio_i2c_wire_end - i2c-algo-bit has returned
 * @wire: the wire
 *
 * Return: the error that ended the transfer early, or 0.
 */
int gpio_i2c_wire_end(struct gpio_i2c_wire *wire)
{
	u32 edges = 2 * wire->outcome.clocks;

	wire->outcome.clocks_ticks = wire->rose - wire->first_rose;
	if (edges >= COST_ROUNDS)
		note_noise(wire, div_u64(wire->noise, edges));
	if (wire->stopped)
		wire->contended = false;
	wire->sda = true;
	wire->scl = true;
	wire->progress.messages = NULL;
	return wire->error;
}
