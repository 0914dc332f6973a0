// SPDX-License-Identifier: GPL-2.0-only
/*
 * What i2c-algo-bit sees differs from the wire:
 *  - Its udelay is 0 and setscl(0) does nothing: SCL falls in getscl(), as soon as the bit is
 *    sampled. algo-bit asks for that next in any case. What it does until then is better done
 *    while SCL is low: on a fast bus the high phase has no time to spare. For the same reason a
 *    START takes SCL low, too.
 *  - getsda() reads no line: SDA was sampled in getscl(), late in the high phase.
 *  - A missing acknowledge reads as one. algo-bit would log it, or try again. We end the transfer
 *    with a STOP and its true error.
 *  - We send the acknowledge of a byte that is read, and tell algo-bit I2C_M_NO_RD_ACK: its own
 *    work for a bit takes too long for a fast bus.
 *  - After an error drain.c answers algo-bit.
 */
#include "recovery.h"
#include "trace.h"
#include "wire.h"

/* ------ after an error ------ */

static void note_done(struct gpio_i2c_wire *wire)
{
	gpio_i2c_progress_note(&wire->progress, &wire->done);
	if (wire->progress.bit != GPIO_I2C_NO_BIT)
		wire->clocks += wire->progress.bit;
}

/* Only the first error counts. Return: the value for getscl(). */
static int fail(struct gpio_i2c_wire *wire, int error)
{
	if (!wire->error) {
		note_done(wire);
		gpio_i2c_edge_release(&wire->edges);
		wire->error = error;
		gpio_i2c_drain_begin(&wire->drain, &wire->algo, &wire->progress, wire->sda,
				     wire->scl);
	}
	return gpio_i2c_drain_getscl(&wire->drain);
}

/* A byte is done and the transfer must not go on: end it with a STOP. */
static void fail_with_stop(struct gpio_i2c_wire *wire, int error)
{
	struct gpio_i2c_edges *edges = &wire->edges;

	if (!gpio_i2c_edge_stop_from_low(edges) && !gpio_i2c_get_scl(&edges->line))
		error = gpio_i2c_pace_interrupted(&edges->pace) ?: -ETIMEDOUT;
	fail(wire, error);
}

/* ------ bytes ------ */

static void choose_callbacks(struct gpio_i2c_wire *wire);

/* Let others run now and then. If costs began to vary, drive the lines with more care. */
static __always_inline void between_bytes(struct gpio_i2c_wire *wire)
{
	struct gpio_i2c_edges *edges = &wire->edges;

	if (unlikely(edges->fell > edges->pace.yield_at))
		gpio_i2c_pace_yield(&edges->pace);
	if (unlikely(edges->costs.vary && edges->plain)) {
		gpio_i2c_edge_choose(edges);
		choose_callbacks(wire);
	}
}

/* SCL fell at the end of a byte. */
static void byte_done(struct gpio_i2c_wire *wire)
{
	struct gpio_i2c_progress *progress = &wire->progress;
	int error;

	if (unlikely(wire->no_ack)) {
		wire->no_ack = false;
		if (wire->edges.line.sda_readable &&
		    !(gpio_i2c_progress_flags(progress) & I2C_M_IGNORE_NAK)) {
			fail_with_stop(wire, progress->address_left ? -ENXIO : -EIO);
			gpio_i2c_progress_byte(progress);
			return;
		}
	}
	wire->clocks += progress->bits;
	gpio_i2c_progress_byte(progress);
	between_bytes(wire);
	/* While the target sends, only a missing acknowledge can end the transfer. */
	error = wire->abort;
	if (!error && !progress->reading && progress->index < progress->count)
		error = gpio_i2c_pace_interrupted(&wire->edges.pace);
	if (unlikely(error))
		fail_with_stop(wire, error);
}

/* ------ the callbacks ------ */

/*
 * Our 1 reads as 0: another master sends, UM10204, 3.1.8, or SDA rises slowly. If SCL is low when
 * SDA must have risen, a faster clock than ours has ended the bit, 3.1.7.
 */
static noinline bool is_lost(struct gpio_i2c_wire *wire)
{
	struct gpio_i2c_edges *edges = &wire->edges;

	if (wire->progress.target_sends)
		return false;
	if (!edges->sample)
		return true;
	gpio_i2c_edge_settle(edges, edges->rose);
	return !gpio_i2c_get_sda(&edges->line) || !gpio_i2c_get_scl(&edges->line);
}

static int arbitration_lost(struct gpio_i2c_wire *wire)
{
	wire->scl = true;
	wire->edges.stopped = false;
	wire->edges.contended = true;
	gpio_i2c_observe_flush(&wire->edges.line.observed);
	trace_arbitration_lost(wire->edges.line.observed.adapter);
	return fail(wire, -EAGAIN);
}

/*
 * If SDA stays low at a STOP, another master sends; or the target still holds SDA, since nothing
 * was read after its address.
 */
static void check_stop(struct gpio_i2c_wire *wire)
{
	bool target_has_sda = wire->progress.target_sends;
	struct gpio_i2c_edges *edges = &wire->edges;

	if (!edges->line.sda_readable || (edges->single_master && !target_has_sda))
		return;
	gpio_i2c_edge_settle(edges, edges->sda_changed);
	if (gpio_i2c_get_sda(&edges->line))
		return;
	if (!target_has_sda)
		arbitration_lost(wire);
	else if (gpio_i2c_recovery_free_sda(edges))
		fail(wire, -EBUSY);
}

/* A START, with the fall of SCL after it, or a STOP. */
static noinline void set_condition(struct gpio_i2c_wire *wire, bool high)
{
	wire->sda = high;
	if (high) {
		gpio_i2c_edge_stop(&wire->edges);
		check_stop(wire);
		return;
	}
	gpio_i2c_edge_start(&wire->edges);
	wire->scl = false;
	gpio_i2c_progress_start(&wire->progress);
}

static __always_inline void change_sda(struct gpio_i2c_wire *wire, bool high, const bool plain)
{
	if (unlikely(wire->scl)) {
		set_condition(wire, high);
		return;
	}
	if (!high && wire->progress.reading) {
		wire->abort = gpio_i2c_pace_interrupted(&wire->edges.pace);
		if (unlikely(wire->abort))	/* no acknowledge: the target lets go of SDA */
			return;
	}
	wire->sda = high;
	__gpio_i2c_edge_sda(&wire->edges, high, plain);
}

/* Does the level of SDA matter in this bit? Another master may pull it low while we send a 1. */
static __always_inline bool watch_sda(const struct gpio_i2c_wire *wire)
{
	return wire->progress.input ||
	       (!wire->edges.single_master && wire->sda && !wire->progress.reading);
}

/*
 * Sample SCL, and SDA where its level matters: what a target sends late in the high phase,
 * a 1 of our own at once, since another master may be about to send its next bit. False if
 * SCL is low, or if an access failed.
 */
static __always_inline bool sample(struct gpio_i2c_wire *wire, bool *level, const bool plain)
{
	struct gpio_i2c_edges *edges = &wire->edges;
	struct gpio_i2c_line *line = &edges->line;

	if (!plain && unlikely(line->failed))
		return false;
	if (!plain && line->pair && watch_sda(wire)) {
		if (wire->progress.input)
			gpio_i2c_edge_wait_sample(edges);
		return gpio_i2c_edge_get_both(edges, level);
	}
	if (plain ? !__gpio_i2c_get(line, line->scl, false) : !gpio_i2c_edge_scl_is_high(edges))
		return false;
	if (!watch_sda(wire)) {
		if (!plain)
			gpio_i2c_observe_sda(line);
		return true;
	}
	if (wire->progress.input)
		gpio_i2c_edge_wait_sample(edges);
	*level = plain ? __gpio_i2c_get(line, line->sda, false) : gpio_i2c_get_sda(line);
	return *level || !line->failed;
}

/*
 * If the count of an SMBus block is not between 1 and 32, end the transfer here: algo-bit would
 * log each one. The target still drives SDA, so a clock without acknowledge comes before the
 * STOP.
 */
static bool block_count_is_bad(struct gpio_i2c_wire *wire)
{
	struct gpio_i2c_edges *edges = &wire->edges;
	u8 count = wire->shift;

	if (count && count <= I2C_SMBUS_BLOCK_MAX)
		return false;
	gpio_i2c_edge_fall(edges);
	gpio_i2c_edge_clock_high(edges);
	gpio_i2c_edge_fall(edges);
	fail_with_stop(wire, -EPROTO);
	return true;
}

/* SCL stays low, or cannot be read. */
static noinline int give_up(struct gpio_i2c_wire *wire)
{
	wire->scl = true;
	if (wire->edges.line.failed)
		return fail(wire, wire->edges.line.failed);
	return fail(wire, gpio_i2c_pace_interrupted(&wire->edges.pace) ?: -ETIMEDOUT);
}

/*
 * A read of no bytes, before a repeated START: the target has begun to send and may hold SDA
 * low. It lets go of SDA when it sends a 1, at the latest when it waits for our acknowledge.
 * SCL is high, before and after.
 */
static noinline void take_sda(struct gpio_i2c_wire *wire)
{
	struct gpio_i2c_edges *edges = &wire->edges;
	int bit;

	for (bit = 0; bit < 9 && !gpio_i2c_get_sda(&edges->line); bit++) {
		gpio_i2c_edge_fall(edges);
		if (!gpio_i2c_edge_clock_high(edges)) {
			give_up(wire);
			return;
		}
		gpio_i2c_edge_settle(edges, edges->rose);
	}
	if (!gpio_i2c_get_sda(&edges->line))
		fail(wire, -EBUSY);
}

/*
 * See to the last bit of a byte, its acknowledge, or SCL high for a START or a STOP. Return: true
 * if SCL is to fall now, as after any other bit.
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

/* SCL stays low at an acknowledge that we send: i2c-algo-bit still gets that byte. */
static noinline int give_up_after_byte(struct gpio_i2c_wire *wire, bool ack)
{
	give_up(wire);
	if (!ack)
		gpio_i2c_progress_byte(&wire->progress);
	wire->drain.scl = false;
	return 1;
}

/* Wait until SCL is high. False: the time-out passed, or an access failed. */
static __always_inline bool wait_high(struct gpio_i2c_edges *edges, const bool plain)
{
	while (unlikely(plain ? !__gpio_i2c_get(&edges->line, edges->line.scl, false) :
				!gpio_i2c_edge_scl_is_high(edges)))
		if (edges->line.failed || !gpio_i2c_edge_wait_high(edges))
			return false;
	return true;
}

/*
 * Acknowledge a byte that was read, unless it is the last one or the transfer is to end. The
 * place in the transfer moves on before SCL rises, while there is time.
 */
static __always_inline int acknowledge(struct gpio_i2c_wire *wire, const bool plain)
{
	struct gpio_i2c_progress *progress = &wire->progress;
	bool ack = progress->byte + 1 < progress->message->len;
	struct gpio_i2c_edges *edges = &wire->edges;

	if (ack) {
		wire->abort = gpio_i2c_pace_interrupted(&edges->pace);
		ack = !wire->abort;
	}
	if (ack) {
		__gpio_i2c_edge_sda(edges, false, plain);
		wire->clocks += progress->bits;
		gpio_i2c_progress_byte(progress);
	}
	wire->clocks++;
	__gpio_i2c_edge_rise(edges, plain);
	if (!wait_high(edges, plain))
		return give_up_after_byte(wire, ack);
	if (!plain && !ack)
		gpio_i2c_observe_sda(&edges->line);
	gpio_i2c_edge_note_period(edges);
	__gpio_i2c_edge_fall(edges, plain);
	if (ack) {
		__gpio_i2c_edge_sda(edges, true, plain);
		between_bytes(wire);
	} else {
		byte_done(wire);
	}
	return 1;
}

/* SCL was released for a bit: sample the bit, and end it. */
static __always_inline int get_scl(struct gpio_i2c_wire *wire, const bool plain)
{
	struct gpio_i2c_edges *edges = &wire->edges;
	bool level = true;
	u64 instant;

	while (unlikely(!sample(wire, &level, plain)))
		if (edges->line.failed || !gpio_i2c_edge_wait_high(edges))
			return give_up(wire);
	if (wire->progress.input)
		wire->shift = wire->shift << 1 | level;
	else if (unlikely(!level) && is_lost(wire))
		return arbitration_lost(wire);
	if (unlikely(wire->progress.bit >= 7) && !check_bit(wire, level))
		return wire->error ? gpio_i2c_drain_getscl(&wire->drain) : 1;

	instant = __gpio_i2c_edge_fall(edges, plain);
	gpio_i2c_edge_note_period(edges);
	gpio_i2c_edge_note_late(edges, instant);
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
		gpio_i2c_edge_rise(&wire->edges);
}

static int wire_getscl(void *data)
{
	return get_scl(data, false);
}

/*
 * The same for plain lines, see struct gpio_i2c_edges. What a bus on plain lines does not need is
 * compiled out, and calls that change nothing return first. Without that, periods at 1 MHz are
 * longer by 5.5, 4.4, 3.4, 2.2 % where an access costs 0, 100, 300, 600 ns, and those at 400 kHz
 * by 2.4 and 2.1 % at 300 and 600 ns (make bench, arm64).
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
	__gpio_i2c_edge_rise(&wire->edges, true);
}

static notrace int wire_getscl_plain(void *data)
{
	return get_scl(data, true);
}

static notrace int wire_getsda(void *data)
{
	const struct gpio_i2c_wire *wire = data;

	return wire->shift & 1;
}

static void choose_callbacks(struct gpio_i2c_wire *wire)
{
	bool plain = wire->edges.plain;

	wire->algo.data = wire;
	wire->algo.setsda = plain ? wire_setsda_plain : wire_setsda;
	wire->algo.setscl = plain ? wire_setscl_plain : wire_setscl;
	wire->algo.getscl = plain ? wire_getscl_plain : wire_getscl;
	wire->algo.getsda = wire_getsda;
}

/* ------ what the bus asks for ------ */

/**
 * gpio_i2c_wire_init - get to know the lines
 * @wire: its lines are requested and released
 * @single_master: no other master can be there
 * @readback: writes to the lines are posted
 */
void gpio_i2c_wire_init(struct gpio_i2c_wire *wire, bool single_master, bool readback)
{
	wire->algo.udelay = 0;
	wire->algo.timeout = -1;	/* getscl() has already waited */
	wire->algo.can_do_atomic = !wire->edges.line.may_sleep;
	wire->sda = true;
	wire->scl = true;
	gpio_i2c_edge_init(&wire->edges, single_master, readback);
}

/**
 * gpio_i2c_wire_begin - a transfer is about to be handed to i2c-algo-bit
 * @wire: the wire
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
	wire->clocks = 0;
	wire->done = (struct gpio_i2c_done){ 0 };
	gpio_i2c_edge_begin(&wire->edges);
	choose_callbacks(wire);
}

/**
 * gpio_i2c_wire_end - i2c-algo-bit has returned
 * @wire: the wire
 *
 * Return: the error that ended the transfer early, or 0.
 */
int gpio_i2c_wire_end(struct gpio_i2c_wire *wire)
{
	struct gpio_i2c_edges *edges = &wire->edges;

	if (!wire->error)
		note_done(wire);
	gpio_i2c_edge_end(edges, wire->clocks);
	if (edges->stopped)
		edges->contended = false;
	wire->sda = true;
	wire->scl = true;
	wire->progress.messages = NULL;
	return wire->error;
}
