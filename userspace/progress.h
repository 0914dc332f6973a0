/* SPDX-License-Identifier: GPL-2.0-only */
/* A progress bar with rate and time left, if stderr is a terminal. */
#ifndef GPIOI2C_PROGRESS_H
#define GPIOI2C_PROGRESS_H

#include <stdint.h>

struct progress {
	const char *what;
	uint32_t total_bytes;
	double begin_s, shown_s;	/* by the monotonic clock */
};

double progress_now_s(void);

void progress_begin(struct progress *progress, const char *what, uint32_t total_bytes);
void progress_show(struct progress *progress, uint32_t done_bytes);
/* Erase the bar. Gives the seconds since the beginning. */
double progress_end(struct progress *progress);

/* The bar as text, in @size bytes. */
void progress_text(const struct progress *progress, uint32_t done_bytes, double seconds, char *text,
		   unsigned int size);

#endif /* GPIOI2C_PROGRESS_H */
