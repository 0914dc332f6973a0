/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Judges the times between edges by UM10204's table "Characteristics of the SDA
 * and SCL bus lines", and START and STOP by where they come. No kernel calls.
 */
#ifndef SIM_REFEREE_H
#define SIM_REFEREE_H

#include <linux/types.h>

enum sim_interval {
	SIM_THD_STA, SIM_TLOW, SIM_THIGH, SIM_TSU_STA, SIM_THD_DAT, SIM_TSU_DAT,
	SIM_TSU_STO, SIM_TBUF,
	SIM_PERIOD,		/* rise to rise, and ... */
	SIM_FALL_PERIOD,	/* ... fall to fall of SCL, from START to STOP */
	SIM_INTERVALS
};

enum sim_offence {
	SIM_START_IN_BYTE,	/* START, or ... */
	SIM_STOP_IN_BYTE,	/* ... STOP after bit 1 to 9 of a byte */
	SIM_VOID_MESSAGE,	/* STOP straight after START (UM10204 3.1.10 note 5) */
	SIM_CONTENTION,		/* driven high by push-pull while somebody pulls low */
	SIM_OFFENCES
};

struct sim_measure {
	u64 count;		/* violations */
	u64 min_ns;		/* as the clock showed it; ~0: never measured */
	u64 limit_ns;
};

struct sim_referee {
	u8 known;		/* which of the stamps are valid, KNOWN_* */
	u8 rises;		/* of SCL in this byte, 1 to 9; 0 after START */
	u32 granule_ns;		/* what the clock may be off by, at least 1 */
	u64 rise_ns, fall_ns, sda_ns, start_ns, stop_ns;
	struct sim_measure measure[SIM_INTERVALS];
	u64 offences[SIM_OFFENCES];
	u32 scl_limit_hz;
	u64 period_min_ns, period_max_ns, period_sum_ns, periods;
};

/* @granule_ns: the clock's step. The limits are as of sim_referee_limit() with 0. */
void sim_referee_init(struct sim_referee *referee, u32 granule_ns);

/*
 * Sets the limits: those of the mode that @scl_limit_hz is in, and its period.
 * With 0 those of the fastest mode, and none for the period. Counts start anew.
 */
void sim_referee_limit(struct sim_referee *referee, u32 scl_limit_hz);

/* Forgets counts and minimums, but not what it saw last. */
void sim_referee_reset(struct sim_referee *referee);

/* This edge is not the master's doing: measure no interval across it. */
void sim_referee_forgive(struct sim_referee *referee);

void sim_referee_scl(struct sim_referee *referee, bool scl, u64 now_ns);
void sim_referee_sda(struct sim_referee *referee, bool sda, bool scl, bool by_master, u64 now_ns);

const char *sim_interval_name(enum sim_interval interval);
const char *sim_offence_name(enum sim_offence offence);

#endif
