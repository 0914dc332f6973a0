/* SPDX-License-Identifier: GPL-2.0-only */
/* The last edges of a bus, each with its time and the levels after it. */
#ifndef SIM_EDGELOG_H
#define SIM_EDGELOG_H

#include <linux/bits.h>
#include <linux/types.h>

#define SIM_EDGES	BIT(17)	/* of 8 bytes; a power of two */

/* @count runs on for ever; edge i is in ring[i % SIM_EDGES]: ns << 2 | levels. */
struct sim_edgelog {
	u32 count;
	u64 *ring;
};

static inline void sim_edgelog_add(struct sim_edgelog *log, u8 level, u64 now_ns)
{
	log->ring[log->count++ % SIM_EDGES] = now_ns << 2 | level;
}

static inline u32 sim_edgelog_oldest(const struct sim_edgelog *log)
{
	return log->count > SIM_EDGES ? log->count - SIM_EDGES : 0;
}

#endif
