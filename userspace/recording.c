// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "message.h"
#include "recording.h"

bool recording_add(struct recording *recording, const struct observation *observation)
{
	if (recording->count == recording->room) {
		size_t room = recording->room ? 2 * recording->room : 1024;
		struct observation *items = realloc(recording->items, room * sizeof(*items));

		if (!items) {
			complain("no memory for %zu events", room);
			return false;
		}
		recording->items = items;
		recording->room = room;
	}
	recording->items[recording->count++] = *observation;
	return true;
}

static int compare(const void *one, const void *other)
{
	const struct observation *a = one, *b = other;

	if (a->time_ns != b->time_ns)
		return a->time_ns < b->time_ns ? -1 : 1;
	if (a->told_ns != b->told_ns)
		return a->told_ns < b->told_ns ? -1 : 1;
	return 0;
}

/* The place of the edge before @at; SIZE_MAX if there is none. */
static size_t edge_before(const struct recording *recording, size_t at)
{
	while (at--)
		if (recording->items[at].kind == OBSERVED_EDGE)
			return at;
	return SIZE_MAX;
}

void recording_arrange(struct recording *recording)
{
	struct observation *items = recording->items;
	size_t i, rise, before;

	if (!recording->count)
		return;
	qsort(items, recording->count, sizeof(*items), compare);
	for (i = 0; i < recording->count; i++) {
		if (items[i].kind != OBSERVED_EDGE || items[i].scl || !items[i].seen)
			continue;
		rise = edge_before(recording, i);
		if (rise == SIZE_MAX || !items[rise].scl || !items[rise].level)
			continue;
		before = edge_before(recording, rise);
		items[i].time_ns = items[rise].time_ns;
		if (before != SIZE_MAX)
			items[i].time_ns -= (items[rise].time_ns - items[before].time_ns) / 2;
	}
	qsort(items, recording->count, sizeof(*items), compare);
}

void recording_clear(struct recording *recording)
{
	recording->count = 0;
}

void recording_free(struct recording *recording)
{
	free(recording->items);
	*recording = (struct recording){ 0 };
}
