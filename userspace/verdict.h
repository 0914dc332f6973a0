/* SPDX-License-Identifier: GPL-2.0-only */
/* From what was seen of a bus to what it means and what to do. Touches nothing. */
#ifndef GPIOI2C_VERDICT_H
#define GPIOI2C_VERDICT_H

#include <sys/stat.h>

#include "exam.h"

enum verdict_kind {
	VERDICT_OK,
	VERDICT_UNKNOWN,	/* it cannot be told, and why */
	VERDICT_FAULT,
};

/* A kind of fault. BUS in its fix stands for the bus. */
struct fault {
	const char *name;	/* for programs */
	const char *meaning;
	const char *fix;
};

struct verdict {
	enum verdict_kind kind;
	const char *check;	/* what was checked */
	const struct fault *fault;
	char seen[256];
	char fix[256];
};

#define VERDICTS_MAX	32

struct diagnosis {
	const char *bus;	/* as the user calls it, or "SDA SCL" */
	unsigned int count;
	unsigned int faults;	/* of them */
	struct verdict verdicts[VERDICTS_MAX];
};

/* What asking every address brought. */
struct answers {
	bool answered[128];
	unsigned int count;		/* addresses that answered */
	unsigned int silent;		/* those that did not */
	unsigned int with_driver;	/* a kernel driver's, which were not asked */
	unsigned int unsteady;		/* an address that answered once of twice; 0: none */
	unsigned int client;		/* silent, and a device is declared for it; 0: none */
	char client_name[32];
	unsigned int failed_at;		/* where the bus failed, ... */
	int error;			/* ... with this errno; 0: nowhere */
	bool line_failed;
	uint64_t silent_stretches;	/* counted at addresses where no target answered */
	uint32_t fastest_hz;		/* the fastest SCL period; 0: not known */
	struct gpio_i2c_statistics before, after;
};

/* Who has the lines: those of a bus itself, or free ones (@bus false). True if they are free. */
bool verdict_lines(struct diagnosis *diagnosis, const struct found_line *lines, bool bus);

/* A node: @error is what stat() or else open() gave, 0 if it was opened or need not be. */
void verdict_node(struct diagnosis *diagnosis, const char *path, const struct stat *status,
		  int error);
void verdict_i2c_dev(struct diagnosis *diagnosis, bool loaded);

enum idle {
	IDLE_YES,
	IDLE_SDA_LOW,	/* SCL is high, and nobody moves them */
	IDLE_NO,
	IDLE_UNKNOWN,
};

/* What exam_watch() saw, or its error. With @probe an SDA that is low is judged later. */
enum idle verdict_looks(struct diagnosis *diagnosis, const struct looks *looks, int error,
			bool probe);

/* What exam_free() gave. */
void verdict_free(struct diagnosis *diagnosis, int clocks);

/* What exam_pulls() saw, or its error. True if both lines are fit for use. */
bool verdict_pulls(struct diagnosis *diagnosis, const struct pulls *pulls, int error);

/*
 * The pull-ups as far as the driver's figures tell; @answers is NULL if nobody was asked. False
 * if SCL rises too slowly.
 */
bool verdict_rise(struct diagnosis *diagnosis, const struct gpio_i2c_info *info,
		  const struct answers *answers);

/* Who answered. @swapped: somebody does with SDA and SCL in each other's role. */
void verdict_answers(struct diagnosis *diagnosis, const struct answers *answers, bool swapped);

/*
 * @fastest_hz: the fastest SCL period, 0: there was none. A mean says little of a machine that is
 * busy.
 */
void verdict_speed(struct diagnosis *diagnosis, const struct gpio_i2c_info *info,
		   uint32_t fastest_hz, bool stretched);

/* What the driver counted: since the bus was made, or between @before and @after. */
void verdict_counters(struct diagnosis *diagnosis, const struct gpio_i2c_statistics *before,
		      const struct gpio_i2c_statistics *after, unsigned int timeout_ms);

/* What could not be looked at, and why. */
void verdict_unknown(struct diagnosis *diagnosis, const char *check, const char *why);

#endif /* GPIOI2C_VERDICT_H */
