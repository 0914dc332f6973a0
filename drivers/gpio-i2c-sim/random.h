/* SPDX-License-Identifier: GPL-2.0-only */
/* Random numbers that are the same again for the same seed. No kernel calls. */
#ifndef SIM_RANDOM_H
#define SIM_RANDOM_H

#include <linux/types.h>

/* A generator's first state: never 0, which would stay 0. */
static inline u32 sim_random_seed(u32 seed)
{
	return seed * 2654435761U ?: 1;
}

/* xorshift32 */
static inline u32 sim_random(u32 *state)
{
	u32 x = *state;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	*state = x;
	return x;
}

#endif
