/* SPDX-License-Identifier: GPL-2.0-only */
/* What was decoded, as lines of text or as JSON. */
#ifndef GPIOI2C_WORDING_H
#define GPIOI2C_WORDING_H

#include "decode.h"

struct json_object;

struct wording {
	bool with_users;	/* say whose transfer it is */
	uint64_t start_ns;	/* times count from there; 0 for those of the first that is told */
	unsigned int column;	/* words on this line */
	struct json_object *symbols;	/* an array, in place of lines; NULL for those */
};

/* For decode_begin(); @data is the struct wording. */
void wording_take(void *data, const struct symbol *symbol);

/* End the line that is begun. */
void wording_end_line(struct wording *wording);

#endif /* GPIOI2C_WORDING_H */
