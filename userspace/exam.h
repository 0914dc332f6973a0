/* SPDX-License-Identifier: GPL-2.0-only */
/* What SDA and SCL themselves tell: by looking at them, and by driving them slowly. */
#ifndef GPIOI2C_EXAM_H
#define GPIOI2C_EXAM_H

#include "wire.h"

/* How long a line is watched for another master. */
#define EXAM_WATCH_MS	50

/* UM10204, 3.1.16 */
#define EXAM_CLOCKS_MAX	9

struct looks {
	unsigned int count;
	unsigned int low[WIRE_LINES];	/* of them */
	unsigned int changes;		/* of either line, from look to look */
	enum wire_line failed;		/* the line that could not be looked at */
};

/* Puts nothing onto the wire. 0 or -errno. */
int exam_watch(struct wire *wire, struct looks *looks);

/*
 * Free SDA from a target that holds it: clocks, and a STOP as soon as SDA lets us. How many
 * clocks it took, EXAM_CLOCKS_MAX + 1 if SDA is still low after so many, or -errno.
 */
int exam_free(struct wire *wire);

struct rise {
	bool rises;
	uint64_t least_ns;	/* it takes longer than this from release to high, ... */
	uint64_t most_ns;	/* ... and not longer than this */
};

struct pulls {
	struct rise rise[WIRE_LINES];
	bool shorted;		/* who drives one line low has both low */
};

/* On idle lines, no START among it unless they are shorted. 0 or -errno. */
int exam_pulls(struct wire *wire, struct pulls *pulls);

/* Which addresses answer, with the two lines in each other's role if @swapped. 0 or -errno. */
int exam_answers(struct wire *wire, bool swapped, bool answers[128]);

#endif /* GPIOI2C_EXAM_H */
