/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How long an access to the GPIO controller takes, the same each time or at random, and at which
 * point in it a pin changes or is sampled. No kernel calls.
 */
#ifndef SIM_ACCESS_H
#define SIM_ACCESS_H

#include <linux/types.h>

#include "random.h"

#define SIM_ACCESS_NS_MAX	1000000

enum sim_edge_at { SIM_EDGE_END, SIM_EDGE_START, SIM_EDGE_RANDOM };

/**
 * struct sim_access - how accesses are
 * @ns: what each one costs at least
 * @jitter_ns: it costs up to this much more, at random, uniformly distributed
 * @edge_at: where in it the edge is
 * @random: the generator's state
 */
struct sim_access {
	unsigned int ns;
	unsigned int jitter_ns;
	enum sim_edge_at edge_at;
	u32 random;
};

/* One access: times from its start on. */
struct sim_span {
	u32 edge_ns;
	u32 end_ns;
};

/* 0 to @most, each as likely as any other */
static inline u32 sim_access_random(struct sim_access *access, u32 most)
{
	return (u64)sim_random(&access->random) * (most + 1) >> 32;
}

/* The next access, which costs @more_ns on top. */
static inline struct sim_span sim_access_draw(struct sim_access *access, u32 more_ns)
{
	struct sim_span span = { .end_ns = access->ns + more_ns };

	if (access->jitter_ns)
		span.end_ns += sim_access_random(access, access->jitter_ns);
	if (access->edge_at == SIM_EDGE_END)
		span.edge_ns = span.end_ns;
	else if (access->edge_at == SIM_EDGE_RANDOM)
		span.edge_ns = sim_access_random(access, span.end_ns);
	return span;
}

#endif
