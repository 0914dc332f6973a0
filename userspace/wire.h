/* SPDX-License-Identifier: GPL-2.0-only */
/* SDA and SCL by themselves: to look at them and, where that was asked for, to drive them. */
#ifndef GPIOI2C_WIRE_H
#define GPIOI2C_WIRE_H

#include "bus.h"
#include "search.h"

enum wire_line { WIRE_SDA, WIRE_SCL, WIRE_LINES };

struct wire {
	/* 0, 1 or -errno. */
	int (*level)(struct wire *wire, enum wire_line line);
	/* Drive it low, or release it. 0 or -errno. */
	int (*set)(struct wire *wire, enum wire_line line, bool high);
	char path[WIRE_LINES][PATH_MAX];	/* of a bus: its files in debugfs */
	struct gpio_taken taken[WIRE_LINES];	/* of lines that are no bus */
};

/* The lines of a bus, which stay the driver's: for root, where debugfs is. 0 or -errno. */
int wire_of_bus(struct wire *wire, const struct bus *bus);

/* Free lines, SDA and SCL, to look at, or with @drive to drive too. 0 or -errno. */
int wire_of_lines(struct wire *wire, const struct found_line *lines, bool drive);

/* Lines are free again. */
void wire_close(struct wire *wire);

#endif /* GPIOI2C_WIRE_H */
