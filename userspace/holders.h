/* SPDX-License-Identifier: GPL-2.0-only */
/* Processes that have nodes of buses open. */
#ifndef GPIOI2C_HOLDERS_H
#define GPIOI2C_HOLDERS_H

#include "bus.h"

/* Where procfs is mounted; unit tests set a tree of their own. */
extern const char *holders_proc_root;

/* One open file descriptor; the strings are valid during the visit only. */
struct holder {
	const char *pid, *descriptor;	/* numbers */
	const char *user, *node, *command;
};

typedef void (*holder_visitor)(const struct holder *holder, void *data);

struct holder_search {
	const struct bus *buses;	/* their /dev/i2c-N count too */
	size_t bus_count;
	bool every_bus;			/* also buses that are gone */
	holder_visitor visit;		/* may be NULL */
	void *data;
	/* Results: */
	unsigned int found;
	unsigned int hidden;		/* processes we may not inspect */
};

/* A process may call itself what a terminal obeys: put '?' in place of control characters. */
void holders_printable(char *name);

/* What a process that runs is called, printable. False, and "?", if there is none. */
bool holders_command(const char *pid, char *name, size_t size);

/* 0, -ENODATA if the folder is not a procfs, or another -errno. */
int holders_search(struct holder_search *search);

#endif /* GPIOI2C_HOLDERS_H */
