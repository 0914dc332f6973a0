// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "progress.h"

#define BAR_COLUMNS		30
#define SHOW_EACH_S		0.1

double progress_now_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec + now.tv_nsec / 1e9;
}

void progress_begin(struct progress *progress, const char *what, uint32_t total_bytes)
{
	progress->what = what;
	progress->total_bytes = total_bytes;
	progress->begin_s = progress_now_s();
	progress->shown_s = progress->begin_s;
}

void progress_text(const struct progress *progress, uint32_t done_bytes, double seconds, char *text,
		   unsigned int size)
{
	static const char full[] = "##############################";
	uint64_t total = progress->total_bytes;
	int filled = done_bytes * BAR_COLUMNS / total;
	double rate = seconds > 0 ? done_bytes / seconds : 0;

	snprintf(text, size, "%-6s [%-*.*s] %3u %% %8.0f B/s %5.0f s left", progress->what,
		 BAR_COLUMNS, filled, full, (unsigned int)(done_bytes * 100ULL / total), rate,
		 rate > 0 ? (total - done_bytes) / rate : 0);
}

void progress_show(struct progress *progress, uint32_t done_bytes)
{
	double now_s = progress_now_s();
	char text[128];

	if (!progress->total_bytes || now_s - progress->shown_s < SHOW_EACH_S ||
	    !isatty(STDERR_FILENO))
		return;
	progress->shown_s = now_s;
	progress_text(progress, done_bytes, now_s - progress->begin_s, text, sizeof(text));
	fprintf(stderr, "\r%s", text);
}

double progress_end(struct progress *progress)
{
	if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
	return progress_now_s() - progress->begin_s;
}
