// SPDX-License-Identifier: GPL-2.0-only
/*
 * The referee looks at the wire alone, never at what a master says. It counts clocks itself, so
 * that it judges the decoder as well.
 *
 * The clock goes in steps of a granule: a measured interval may be up to a granule too short or
 * too long. Only what was certainly too short counts: measured plus a granule is at most the
 * limit. With a granule of 1 ns that is all that measures less than the limit; with one of 16 ns
 * a tLOW that measures 480 ns was shorter than 496 ns and breaks a limit of 500, one of 496 ns
 * may have been legal.
 */
#include <linux/string.h>

#include "referee.h"

enum {
	KNOWN_RISE = 1,		/* rise_ns is SCL's last rise */
	KNOWN_FALL = 2,		/* fall_ns is SCL's last fall */
	CLOCK_ROSE = 4,		/* it rose, or ... */
	CLOCK_FELL = 8,		/* ... fell since START: from there on periods count */
	AFTER_START = 16,	/* START, and SCL has not fallen yet */
	AFTER_STOP = 32,	/* STOP, and no START yet */
	IN_MESSAGE = 64,	/* START was seen, STOP not yet */
	SDA_CHANGED = 128,	/* while SCL is low */
};

enum sim_mode { STANDARD, FAST, FAST_PLUS, BEYOND, MODES };

/* UM10204, table 10, in ns. No mode for open drain goes beyond 1 MHz. */
static const u16 minimum_ns[MODES][SIM_INTERVALS] = {
	[STANDARD] = {
		[SIM_THD_STA] = 4000, [SIM_TLOW] = 4700, [SIM_THIGH] = 4000,
		[SIM_TSU_STA] = 4700, [SIM_TSU_DAT] = 250, [SIM_TSU_STO] = 4000,
		[SIM_TBUF] = 4700,
	},
	[FAST] = {
		[SIM_THD_STA] = 600, [SIM_TLOW] = 1300, [SIM_THIGH] = 600,
		[SIM_TSU_STA] = 600, [SIM_TSU_DAT] = 100, [SIM_TSU_STO] = 600,
		[SIM_TBUF] = 1300,
	},
	[FAST_PLUS] = {
		[SIM_THD_STA] = 260, [SIM_TLOW] = 500, [SIM_THIGH] = 260,
		[SIM_TSU_STA] = 260, [SIM_TSU_DAT] = 50, [SIM_TSU_STO] = 260,
		[SIM_TBUF] = 500,
	},
};

static const char * const interval_names[SIM_INTERVALS] = {
	"tHD;STA", "tLOW", "tHIGH", "tSU;STA", "tHD;DAT", "tSU;DAT", "tSU;STO", "tBUF",
	"period", "fall_period",
};

static const char * const offence_names[SIM_OFFENCES] = {
	"start_in_byte", "stop_in_byte", "void_message", "contention",
};

const char *sim_interval_name(enum sim_interval interval)
{
	return interval_names[interval];
}

const char *sim_offence_name(enum sim_offence offence)
{
	return offence_names[offence];
}

static enum sim_mode mode_of(u32 scl_hz)
{
	if (!scl_hz)
		return FAST_PLUS;
	if (scl_hz <= 100000)
		return STANDARD;
	if (scl_hz <= 400000)
		return FAST;
	return scl_hz <= 1000000 ? FAST_PLUS : BEYOND;
}

void sim_referee_init(struct sim_referee *referee, u32 granule_ns)
{
	memset(referee, 0, sizeof(*referee));
	referee->granule_ns = granule_ns;
	sim_referee_limit(referee, 0);
}

void sim_referee_reset(struct sim_referee *referee)
{
	unsigned int i;

	for (i = 0; i < SIM_INTERVALS; i++) {
		referee->measure[i].count = 0;
		referee->measure[i].min_ns = ~0ULL;
	}
	memset(referee->offences, 0, sizeof(referee->offences));
	referee->period_min_ns = ~0ULL;
	referee->period_max_ns = 0;
	referee->period_sum_ns = 0;
	referee->periods = 0;
}

void sim_referee_limit(struct sim_referee *referee, u32 scl_limit_hz)
{
	enum sim_mode mode = mode_of(scl_limit_hz);
	unsigned int i;

	for (i = 0; i < SIM_INTERVALS; i++)
		referee->measure[i].limit_ns = minimum_ns[mode][i];
	referee->scl_limit_hz = scl_limit_hz;
	if (scl_limit_hz) {
		referee->measure[SIM_PERIOD].limit_ns = 1000000000U / scl_limit_hz;
		referee->measure[SIM_FALL_PERIOD].limit_ns = 1000000000U / scl_limit_hz;
	}
	sim_referee_reset(referee);
}

void sim_referee_forgive(struct sim_referee *referee)
{
	referee->known = 0;
}

static void judge(struct sim_referee *referee, enum sim_interval interval, u64 ns)
{
	struct sim_measure *measure = &referee->measure[interval];

	if (ns < measure->min_ns)
		measure->min_ns = ns;
	if (ns + referee->granule_ns <= measure->limit_ns)
		measure->count++;
}

static void count_period(struct sim_referee *referee, u64 ns)
{
	referee->periods++;
	referee->period_sum_ns += ns;
	if (ns < referee->period_min_ns)
		referee->period_min_ns = ns;
	if (ns > referee->period_max_ns)
		referee->period_max_ns = ns;
	judge(referee, SIM_PERIOD, ns);
}

void sim_referee_scl(struct sim_referee *referee, bool scl, u64 now_ns)
{
	u8 known = referee->known;

	if (scl) {
		if (known & KNOWN_FALL)
			judge(referee, SIM_TLOW, now_ns - referee->fall_ns);
		if (known & SDA_CHANGED)
			judge(referee, SIM_TSU_DAT, now_ns - referee->sda_ns);
		if (known & CLOCK_ROSE)
			count_period(referee, now_ns - referee->rise_ns);
		referee->rise_ns = now_ns;
		referee->rises = referee->rises < 9 ? referee->rises + 1 : 1;
		known |= KNOWN_RISE | (known & IN_MESSAGE ? CLOCK_ROSE : 0);
		referee->known = known & ~SDA_CHANGED;
		return;
	}

	if (known & AFTER_START)
		judge(referee, SIM_THD_STA, now_ns - referee->start_ns);
	else if (known & KNOWN_RISE)
		judge(referee, SIM_THIGH, now_ns - referee->rise_ns);
	if (known & CLOCK_FELL)
		judge(referee, SIM_FALL_PERIOD, now_ns - referee->fall_ns);
	referee->fall_ns = now_ns;
	known |= KNOWN_FALL | (known & IN_MESSAGE ? CLOCK_FELL : 0);
	referee->known = known & ~(AFTER_START | AFTER_STOP);
}

static void judge_start(struct sim_referee *referee, u64 now_ns)
{
	u8 known = referee->known;

	if (known & AFTER_STOP)
		judge(referee, SIM_TBUF, now_ns - referee->stop_ns);
	else if (known & IN_MESSAGE && known & KNOWN_RISE)
		judge(referee, SIM_TSU_STA, now_ns - referee->rise_ns);
	if (known & IN_MESSAGE && referee->rises != 1)
		referee->offences[SIM_START_IN_BYTE]++;
	referee->start_ns = now_ns;
	referee->rises = 0;
	known |= AFTER_START | IN_MESSAGE;
	referee->known = known & ~(AFTER_STOP | CLOCK_ROSE | CLOCK_FELL);
}

static void judge_stop(struct sim_referee *referee, u64 now_ns)
{
	u8 known = referee->known;

	if (known & AFTER_START)
		referee->offences[SIM_VOID_MESSAGE]++;
	else if (known & KNOWN_RISE)
		judge(referee, SIM_TSU_STO, now_ns - referee->rise_ns);
	if (known & IN_MESSAGE && referee->rises > 1)
		referee->offences[SIM_STOP_IN_BYTE]++;
	referee->stop_ns = now_ns;
	referee->known = (known & (KNOWN_RISE | KNOWN_FALL)) | AFTER_STOP;
}

void sim_referee_sda(struct sim_referee *referee, bool sda, bool scl, bool by_master, u64 now_ns)
{
	if (scl) {
		if (sda)
			judge_stop(referee, now_ns);
		else
			judge_start(referee, now_ns);
		return;
	}
	if (by_master && referee->known & KNOWN_FALL)
		judge(referee, SIM_THD_DAT, now_ns - referee->fall_ns);
	referee->sda_ns = now_ns;
	referee->known |= SDA_CHANGED;
}
