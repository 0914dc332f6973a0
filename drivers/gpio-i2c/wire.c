// SPDX-License-Identifier: GPL-2.0-only
#include <linux/minmax.h>
#include <linux/sched.h>

#include "drain.h"
#include "edge.h"
#include "rescue.h"
#include "wire.h"

/* Others may have the CPU this often, SCL low; the bus stands still meanwhile. */
#define YIELD_US		20000

/* ------ after an error ------ */

static void note_outcome(struct gpio_i2c_wire *wire)
{
	const struct gpio_i2c_progress *progress = &wire->progress;
	struct gpio_i2c_outcome *outcome = &wire->outcome;
	int i;

	outcome->messages = progress->index;
	outcome->bytes = progress->byte;
	outcome->at_address = progress->address_left;
	if (progress->bit != GPIO_I2C_NO_BIT)
		outcome->clocks += progress->bit;
	outcome->total_bytes = progress->byte;
	for (i = 0; i < progress->index; i++)
		outcome->total_bytes += progress->messages[i].len;
}

/* The first error is the true one. Return: what getscl says. */
static int fail(struct gpio_i2c_wire *wire, int error)
{
	if (!wire->error) {
		note_outcome(wire);
		gpio_i2c_edge_release(wire);
		wire->error = error;
		gpio_i2c_drain_begin(wire);
	}
	return gpio_i2c_drain_getscl(wire);
}

/* A byte is done and the transfer must not go on: end it with a STOP. */
static void fail_with_stop(struct gpio_i2c_wire *wire, int error)
{
	if (!gpio_i2c_edge_stop(wire) && !gpio_i2c_get_scl(&wire->line))
		error = gpio_i2c_edge_interrupted(wire) ?: -ETIMEDOUT;
	fail(wire, error);
}

/* ------ bytes ------ */

static void choose_callbacks(struct gpio_i2c_wire *wire);

/* When others are to have their next chance to run on this CPU. */
static u64 yield_instant(const struct gpio_i2c_wire *wire)
{
	if (!wire->pace.may_sleep)
		return U64_MAX;
	return gpio_i2c_now(&wire->pace) + gpio_i2c_us_to_ticks(YIELD_US);
}

/* Others may run, and lines whose accesses began to vary are driven with more care. */
static __always_inline void between_bytes(struct gpio_i2c_wire *wire)
{
	if (unlikely(wire->fell > wire->yield_at)) {
		cond_resched();
		wire->yield_at = yield_instant(wire);
	}
	if (unlikely(wire->cost_varies && wire->plain))
		choose_callbacks(wire);
}

/* SCL fell at the end of a byte. */
static void byte_done(struct gpio_i2c_wire *wire)
{
	struct gpio_i2c_progress *progress = &wire->progress;
	int error;

	if (unlikely(wire->no_ack)) {
		wire->no_ack = false;
		if (wire->line.sda_readable &&
		    !(gpio_i2c_progress_flags(progress) & I2C_M_IGNORE_NAK)) {
			fail_with_stop(wire, progress->address_left ? -ENXIO : -EIO);
			gpio_i2c_progress_byte(progress);
			return;
		}
	}
	wire->outcome.clocks += progress->bits;
	gpio_i2c_progress_byte(progress);
	between_bytes(wire);
	/* where the target goes on sending, its next acknowledge is the place */
	error = wire->abort;
	if (!error && !progress->reading && progress->index < progress->count)
		error = gpio_i2c_edge_interrupted(wire);
	if (unlikely(error))
		fail_with_stop(wire, error);
}

/* ------ the callbacks ------ */

/*
 * A 1 reads as 0: another master sends, UM10204, 3.1.8, unless the edge of SDA was slow. If
 * SCL is low by then, a faster clock than ours has ended the bit, 3.1.7.
 */
static noinline bool is_lost(struct gpio_i2c_wire *wire)
{
	if (wire->progress.target_sends)
		return false;
	if (!wire->sample)
		return true;
	gpio_i2c_pace_until(&wire->pace, wire->rose + wire->plan.trise);
	return !gpio_i2c_get_sda(&wire->line) || !gpio_i2c_get_scl(&wire->line);
}

static int arbitration_lost(struct gpio_i2c_wire *wire)
{
	wire->scl = true;
	wire->stopped = false;
	wire->contended = true;
	return fail(wire, -EAGAIN);
}

/*
 * SDA that does not follow a STOP: another master sends, unless the target had
 * no chance to let go of it, because nothing was read after its address.
 */
static void check_stop(struct gpio_i2c_wire *wire)
{
	bool target_has_sda = wire->progress.target_sends;

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

/* A START, with the fall of SCL after it, or a STOP. */
static noinline void set_condition(struct gpio_i2c_wire *wire, bool high)
{
	wire->sda = high;
	if (high) {
		gpio_i2c_edge_sda(wire, true, wire->high_since + wire->plan.tsu_sto);
		wire->stopped = true;
		check_stop(wire);
		return;
	}
	gpio_i2c_edge_sda(wire, false, start_instant(wire));
	wire->stopped = false;
	wire->scl = false;
	gpio_i2c_edge_fall(wire, wire->sda_changed + wire->plan.thd_sta);
	/* of the first low phase as much as of any other */
	wire->rose = max(wire->rose, wire->fell - wire->plan.high);
	gpio_i2c_progress_start(&wire->progress);
}

static __always_inline void change_sda(struct gpio_i2c_wire *wire, bool high, const bool plain)
{
	if (unlikely(wire->scl)) {
		set_condition(wire, high);
		return;
	}
	if (!high && wire->progress.reading) {
		wire->abort = gpio_i2c_edge_interrupted(wire);
		if (unlikely(wire->abort))	/* no acknowledge: the target lets go of SDA */
			return;
	}
	wire->sda = high;
	__gpio_i2c_edge_sda(wire, high, wire->low_since + wire->plan.thd_dat, plain);
}

/* SCL fell late, perhaps since SDA was sampled too late for the way back to us. */
static noinline void sample_earlier(struct gpio_i2c_wire *wire, u64 late)
{
	wire->sample -= min3((u64)wire->sample, (u64)wire->release_cost, late);
}

static noinline void note_extreme(struct gpio_i2c_wire *wire, u64 period)
{
	struct gpio_i2c_outcome *outcome = &wire->outcome;

	if (!wire->last_rose) {
		wire->first_rose = wire->rose;
		return;
	}
	outcome->period_min = min(outcome->period_min, period);
	outcome->period_max = max(outcome->period_max, period);
}

static __always_inline void note_period(struct gpio_i2c_wire *wire)
{
	const struct gpio_i2c_outcome *outcome = &wire->outcome;
	u64 period = wire->rose - wire->last_rose;

	if (unlikely(period < outcome->period_min || period > outcome->period_max))
		note_extreme(wire, period);
	wire->last_rose = wire->rose;
}

/* Does the level of SDA matter in this bit? Another master may drive it as we send a 1. */
static __always_inline bool watch_sda(const struct gpio_i2c_wire *wire)
{
	return wire->progress.input ||
	       (!wire->single_master && wire->sda && !wire->progress.reading);
}

/*
 * Sample SCL, and SDA where its level matters: what a target sends late in the high phase,
 * a 1 of our own at once, since another master may be about to send its next bit. False if
 * SCL is low, or if an access failed.
 */
static __always_inline bool sample(struct gpio_i2c_wire *wire, bool *level, const bool plain)
{
	bool scl;

	if (!plain && unlikely(wire->line.failed))
		return false;
	if (!plain && wire->line.pair && watch_sda(wire)) {
		if (wire->progress.input && wire->sample)
			gpio_i2c_pace_until(&wire->pace, wire->rose + wire->sample);
		scl = gpio_i2c_line_get_both(&wire->line, level);
		if (unlikely(wire->readback))
			wire->high_since = gpio_i2c_now(&wire->pace) + wire->pace.granule;
		return scl;
	}
	if (plain ? !__gpio_i2c_get(&wire->line, wire->line.scl, false) :
		    !gpio_i2c_edge_scl_is_high(wire))
		return false;
	if (!watch_sda(wire))
		return true;
	if (wire->progress.input && wire->sample)
		gpio_i2c_pace_until(&wire->pace, wire->rose + wire->sample);
	*level = plain ? __gpio_i2c_get(&wire->line, wire->line.sda, false) :
			 gpio_i2c_get_sda(&wire->line);
	return *level || !wire->line.failed;
}

/*
 * The count of an SMBus block is not between 1 and 32: end the transfer here,
 * where algo-bit would complain to the log for every one of them. The target
 * still drives SDA: clock the missing acknowledge before the STOP.
 */
static bool block_count_is_bad(struct gpio_i2c_wire *wire)
{
	u8 count = wire->shift;

	if (count && count <= I2C_SMBUS_BLOCK_MAX)
		return false;
	gpio_i2c_edge_fall(wire, gpio_i2c_edge_fall_instant(wire));
	gpio_i2c_edge_rise(wire);
	if (!gpio_i2c_edge_scl_is_high(wire))
		gpio_i2c_edge_wait_high(wire);
	gpio_i2c_edge_fall(wire, gpio_i2c_edge_fall_instant(wire));
	fail_with_stop(wire, -EPROTO);
	return true;
}

/* SCL stays low, or cannot be read. */
static noinline int give_up(struct gpio_i2c_wire *wire)
{
	wire->scl = true;
	if (wire->line.failed)
		return fail(wire, wire->line.failed);
	return fail(wire, gpio_i2c_edge_interrupted(wire) ?: -ETIMEDOUT);
}

/*
 * Nothing was read after an address with the read bit: the target has begun to send, and a
 * repeated START needs SDA. It lets go of it for a 1, and at the latest where it waits for
 * our acknowledge. SCL is high, before and after.
 */
static noinline void take_sda(struct gpio_i2c_wire *wire)
{
	int bit;

	for (bit = 0; bit < 9 && !gpio_i2c_get_sda(&wire->line); bit++) {
		gpio_i2c_edge_fall(wire, gpio_i2c_edge_fall_instant(wire));
		gpio_i2c_edge_rise(wire);
		if (!gpio_i2c_edge_scl_is_high(wire) && !gpio_i2c_edge_wait_high(wire)) {
			give_up(wire);
			return;
		}
		gpio_i2c_pace_until(&wire->pace, wire->rose + wire->plan.trise);
	}
	if (!gpio_i2c_get_sda(&wire->line))
		fail(wire, -EBUSY);
}

/*
 * What needs more than its level in a byte's last bit, or as acknowledge. False: it is
 * no bit that ended with SCL low.
 */
static __always_inline bool check_bit(struct gpio_i2c_wire *wire, bool level)
{
	const struct gpio_i2c_progress *progress = &wire->progress;

	if (progress->bit == 8) {
		wire->no_ack = progress->input && level;
		wire->shift = 0;
		return true;
	}
	if (unlikely(progress->bit == GPIO_I2C_NO_BIT)) {
		wire->scl = true;
		if (unlikely(progress->target_sends && wire->sda))
			take_sda(wire);
		return false;
	}
	return !progress->reading || likely(progress->byte) ||
	       !(gpio_i2c_progress_flags(progress) & I2C_M_RECV_LEN) ||
	       !block_count_is_bad(wire);
}

/* SCL stays low at the acknowledge of a byte that i2c-algo-bit is about to get. */
static noinline int give_up_after_byte(struct gpio_i2c_wire *wire, bool ack)
{
	give_up(wire);
	if (!ack)
		gpio_i2c_progress_byte(&wire->progress);
	wire->scl = false;
	return 1;
}

/*
 * The acknowledge of a byte that was read, unless it was the last one or nobody waits for
 * more. i2c-algo-bit does not know of it: what it does for a bit takes longer than a bit of
 * a fast bus may. For the same reason the place in the transfer moves on while we wait.
 */
static __always_inline int acknowledge(struct gpio_i2c_wire *wire, const bool plain)
{
	struct gpio_i2c_progress *progress = &wire->progress;
	bool ack = progress->byte + 1 < progress->message->len;

	if (ack) {
		wire->abort = gpio_i2c_edge_interrupted(wire);
		ack = !wire->abort;
	}
	if (ack) {
		__gpio_i2c_edge_sda(wire, false, wire->low_since + wire->plan.thd_dat, plain);
		wire->outcome.clocks += progress->bits;
		gpio_i2c_progress_byte(progress);
	}
	wire->outcome.clocks++;
	__gpio_i2c_edge_rise(wire, plain);
	while (unlikely(plain ? !__gpio_i2c_get(&wire->line, wire->line.scl, false) :
				!gpio_i2c_edge_scl_is_high(wire)))
		if (wire->line.failed || !gpio_i2c_edge_wait_high(wire))
			return give_up_after_byte(wire, ack);
	note_period(wire);
	__gpio_i2c_edge_fall(wire, __gpio_i2c_edge_fall_instant(wire, plain), plain);
	if (ack) {
		__gpio_i2c_edge_sda(wire, true, wire->low_since + wire->plan.thd_dat, plain);
		between_bytes(wire);
	} else {
		byte_done(wire);
	}
	return 1;
}

/* SCL falls later than its high phase needs, if it falls where accesses vary. */
static bool is_late(const struct gpio_i2c_wire *wire, u64 instant)
{
	u64 usual = wire->cost_varies ? wire->scl_cost[0].least : 0;

	return wire->fell - instant > usual + 2 * wire->pace.granule;
}

/*
 * Once a bit has been seen, its high phase ends here: that algo-bit is about to ask
 * for it is certain, and what it does until then is better done while SCL is low. On
 * a fast bus the high phase has nothing to spare. A START is followed by SCL's fall in
 * the same way, so nothing is left to do when algo-bit asks for one.
 */
static __always_inline int get_scl(struct gpio_i2c_wire *wire, const bool plain)
{
	bool level = true;
	u64 instant;

	while (unlikely(!sample(wire, &level, plain)))
		if (wire->line.failed || !gpio_i2c_edge_wait_high(wire))
			return give_up(wire);
	if (wire->progress.input)
		wire->shift = wire->shift << 1 | level;
	else if (unlikely(!level) && is_lost(wire))
		return arbitration_lost(wire);
	if (unlikely(wire->progress.bit >= 7) && !check_bit(wire, level))
		return wire->error ? gpio_i2c_drain_getscl(wire) : 1;

	instant = __gpio_i2c_edge_fall_instant(wire, plain);
	__gpio_i2c_edge_fall(wire, instant, plain);
	note_period(wire);
	if (wire->sample && unlikely(is_late(wire, instant)))
		sample_earlier(wire, wire->fell - instant);
	if (unlikely(gpio_i2c_progress_bit(&wire->progress))) {
		if (wire->progress.own_ack)
			return acknowledge(wire, plain);
		byte_done(wire);
	}
	return 1;
}

static void wire_setsda(void *data, int high)
{
	struct gpio_i2c_wire *wire = data;

	if (high != wire->sda)
		change_sda(wire, high, false);
}

static void wire_setscl(void *data, int high)
{
	struct gpio_i2c_wire *wire = data;

	if (high)
		gpio_i2c_edge_rise(wire);
}

static int wire_getscl(void *data)
{
	return get_scl(data, false);
}

/*
 * The same for plain lines on a fast bus, without what only others need. What is done
 * already comes first, so that it takes as little time as can be.
 */
static notrace void wire_setsda_plain(void *data, int high)
{
	struct gpio_i2c_wire *wire = data;

	if (high == wire->sda)
		return;
	change_sda(wire, high, true);
}

static notrace void wire_setscl_plain(void *data, int high)
{
	struct gpio_i2c_wire *wire = data;

	if (!high)
		return;
	__gpio_i2c_edge_rise(wire, true);
}

static notrace int wire_getscl_plain(void *data)
{
	return get_scl(data, true);
}

/* Acknowledges are our business: algo-bit would complain to the log, or retry. */
static notrace int wire_getsda(void *data)
{
	const struct gpio_i2c_wire *wire = data;

	return wire->shift & 1;
}

static void choose_callbacks(struct gpio_i2c_wire *wire)
{
	wire->plain = !wire->careful && !wire->line.set_slowly && !wire->line.pair &&
		      !wire->readback && wire->line.sda_readable && wire->line.scl_readable &&
		      static_key_enabled(&gpio_i2c_clock_cycles);
	wire->algo.setsda = wire->plain ? wire_setsda_plain : wire_setsda;
	wire->algo.setscl = wire->plain ? wire_setscl_plain : wire_setscl;
	wire->algo.getscl = wire->plain ? wire_getscl_plain : wire_getscl;
	wire->algo.getsda = wire_getsda;
}

/* ------ what the bus asks for ------ */

/**
 * gpio_i2c_wire_init - get to know the lines
 * @wire: its lines are requested and released
 */
void gpio_i2c_wire_init(struct gpio_i2c_wire *wire)
{
	wire->algo.data = wire;
	wire->algo.udelay = 0;
	wire->algo.timeout = -1;	/* ours has passed when getscl says so */
	wire->algo.can_do_atomic = !wire->line.may_sleep;

	gpio_i2c_pace_init(&wire->pace);
	gpio_i2c_edge_measure(wire);
	wire->sda = true;
	wire->scl = true;
	gpio_i2c_edge_restart(wire);
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
	u64 high_cost = wire->release_cost + 2 * (u64)wire->sample_cost;
	int ret;

	want->tick_hz = gpio_i2c_clock.tick_hz;
	want->jitter_ns = gpio_i2c_clock.jitter_ns;
	want->high_cost_ns = min_t(u64, gpio_i2c_ticks_to_ns(high_cost), U32_MAX);
	ret = gpio_i2c_plan(&wire->plan, want);
	if (ret)
		return ret;
	/* Time for it, for what lies between it and SCL's fall, and to spare. */
	wire->late_sample = 0;
	if (wire->plan.high > 2 * high_cost)
		wire->late_sample = wire->plan.high - high_cost;
	return 0;
}

/**
 * gpio_i2c_wire_begin - a transfer is about to be handed to i2c-algo-bit
 * @wire: the wire; the bus is idle
 * @messages: what will be transferred
 * @count: how many messages
 */
void gpio_i2c_wire_begin(struct gpio_i2c_wire *wire, struct i2c_msg *messages, int count)
{
	int i;

	for (i = 0; i < count; i++) {
		wire->messages[i] = messages[i];
		if ((messages[i].flags & I2C_M_RD) && !(messages[i].flags & I2C_M_RECV_LEN))
			wire->messages[i].flags |= I2C_M_NO_RD_ACK;
	}
	gpio_i2c_progress_begin(&wire->progress, messages, wire->messages, count);
	wire->no_ack = false;
	wire->scl = true;
	wire->abort = 0;
	wire->error = 0;
	wire->sample = wire->late_sample;
	wire->careful = wire->cost_varies || gpio_i2c_edge_has_room(wire);
	choose_callbacks(wire);
	wire->line.failed = 0;
	wire->yield_at = yield_instant(wire);
	if (wire->line.shared->users > 1)
		wire->high_since = gpio_i2c_now(&wire->pace);
	wire->last_rose = 0;
	memset(&wire->outcome, 0, sizeof(wire->outcome));
	wire->outcome.period_min = U64_MAX;
}

/**
 * gpio_i2c_wire_end - i2c-algo-bit has returned
 * @wire: the wire
 *
 * Return: the error that ended the transfer early, or 0.
 */
int gpio_i2c_wire_end(struct gpio_i2c_wire *wire)
{
	if (!wire->error)
		note_outcome(wire);
	wire->outcome.clocks_ticks = wire->last_rose - wire->first_rose;
	gpio_i2c_edge_judge(wire);
	if (wire->stopped)
		wire->contended = false;
	wire->sda = true;
	wire->scl = true;
	wire->progress.messages = NULL;
	return wire->error;
}
