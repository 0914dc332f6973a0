/* SPDX-License-Identifier: GPL-2.0-only */
/* Observations that are kept. */
#ifndef GPIOI2C_RECORDING_H
#define GPIOI2C_RECORDING_H

#include "observation.h"

struct recording {
	struct observation *items;
	size_t count;
	size_t room;
};

/* False, after a complaint, if there is no memory. */
bool recording_add(struct recording *recording, const struct observation *observation);

/*
 * In the order of time. SDA that was seen to differ while SCL is high was changed by a target
 * while SCL was low: that edge goes to the middle of that phase.
 */
void recording_arrange(struct recording *recording);

/* Forget what is in it. */
void recording_clear(struct recording *recording);
void recording_free(struct recording *recording);

#endif /* GPIOI2C_RECORDING_H */
