/* SPDX-License-Identifier: GPL-2.0-only */
/* What a trace event of the driver says. */
#ifndef GPIOI2C_OBSERVATION_H
#define GPIOI2C_OBSERVATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum observation_kind {
	OBSERVED_EDGE,
	OBSERVED_BEGIN,		/* of a transfer of @amount messages */
	OBSERVED_END,		/* with @result */
	OBSERVED_STRETCH,	/* of @amount ns */
	OBSERVED_RECOVERY,	/* with @result */
	OBSERVED_LOSS,		/* of arbitration */
	OBSERVED_MISSING,	/* @amount events were lost; 0: nobody knows how many */
};

struct observation {
	enum observation_kind kind;
	uint64_t time_ns;	/* CLOCK_MONOTONIC */
	uint64_t told_ns;	/* when the event was, which for an edge is later */
	bool scl;		/* else SDA */
	bool level;		/* after the edge */
	bool seen;		/* someone else made it, earlier */
	int result;		/* 0 or -errno */
	uint64_t amount;
	int pid;		/* whose transfer it is */
	char command[16];
};

#endif /* GPIOI2C_OBSERVATION_H */
