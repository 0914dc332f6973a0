/* SPDX-License-Identifier: GPL-2.0-only */
/* The driver's trace events as they come, through a tracefs instance of our own. */
#ifndef GPIOI2C_CAPTURE_H
#define GPIOI2C_CAPTURE_H

#include "observation.h"

struct capture;

/*
 * From now on what happens on the bus with this adapter number is kept in the kernel. NULL after
 * a complaint. Until capture_end(), SIGINT, SIGTERM and SIGPIPE do not end the program; see
 * interrupt.h.
 */
struct capture *capture_begin(unsigned int adapter);

/* Hand out what has come since. False, after a complaint, or if @take says so. */
bool capture_read(struct capture *capture,
		  bool (*take)(void *data, const struct observation *observation), void *data);

/* Wait a little for more, or until a signal comes. */
void capture_wait(void);

void capture_end(struct capture *capture);

#endif /* GPIOI2C_CAPTURE_H */
