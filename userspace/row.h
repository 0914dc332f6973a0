/* SPDX-License-Identifier: GPL-2.0-only */
/* What list and new tell of a bus, as text or JSON. */
#ifndef GPIOI2C_ROW_H
#define GPIOI2C_ROW_H

#include <stdbool.h>

#include "bus.h"
#include "holders.h"

#define LINE_NAME_BYTES	64

struct json_object;

struct row {
	const struct bus *bus;
	bool open;			/* what follows is known */
	struct gpio_i2c_info info;
	char sda_line[LINE_NAME_BYTES];	/* empty: it has none, or it is not known */
	char scl_line[LINE_NAME_BYTES];
	bool users_known;
	struct holder_search holders;
};

/* Ask the bus, the GPIO chips and /proc. The row has to do with @bus as long as it is used. */
void row_look(struct row *row, struct bus *bus);

void row_print(const struct row *row);
struct json_object *row_json(const struct row *row);

#endif /* GPIOI2C_ROW_H */
