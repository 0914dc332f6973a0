/* SPDX-License-Identifier: GPL-2.0-only */
/* A bus as list and new show it, as text or JSON. */
#ifndef GPIOI2C_ROW_H
#define GPIOI2C_ROW_H

#include <stdbool.h>

#include "bus.h"
#include "holders.h"

#define LINE_NAME_BYTES	64

struct json_object;

struct row {
	const struct bus *bus;
	bool open;			/* the next members are valid */
	struct gpio_i2c_info info;
	char sda_line[LINE_NAME_BYTES];	/* empty: none, or not known */
	char scl_line[LINE_NAME_BYTES];
	bool users_known;
	struct holder_search holders;
};

/* Ask the bus, the GPIO chips and /proc. @bus must live as long as the row. */
void row_look(struct row *row, struct bus *bus);

void row_print(const struct row *row);
struct json_object *row_json(const struct row *row);

#endif /* GPIOI2C_ROW_H */
