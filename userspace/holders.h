/* SPDX-License-Identifier: GPL-2.0-only */
/* The processes that hold nodes of buses open. */
#ifndef GPIOI2C_HOLDERS_H
#define GPIOI2C_HOLDERS_H

#include "bus.h"

/* Where procfs is mounted; the unit tests put a tree of their own here. */
extern const char *holders_proc_root;

/* One open file descriptor; the strings do not outlive the visit. */
struct holder {
	const char *pid, *descriptor;	/* numbers */
	const char *user, *node, *command;
};

typedef void (*holder_visitor)(const struct holder *holder, void *data);

struct holder_search {
	const struct bus *buses;	/* whose /dev/i2c-N count too */
	size_t bus_count;
	bool every_bus;			/* also the gpio-i2c ones that are gone */
	holder_visitor visit;		/* may be NULL */
	void *data;
	/* What came of it: */
	unsigned int found;
	unsigned int hidden;		/* processes that could not be looked into */
};

/* 0, -ENODATA if there is a folder that is not procfs, or -errno. */
int holders_search(struct holder_search *search);

#endif /* GPIOI2C_HOLDERS_H */
