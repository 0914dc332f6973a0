// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "ground.h"
#include "message.h"
#include "search.h"

struct chip {
	char name[32];
	char label[64];
};

struct search {
	struct chip *chips;		/* names of all chips */
	size_t chip_count;
	struct found_line *lines;
	int count;			/* how many are wanted; 0: every line with a name */
	found_visitor visit;
	void *data;
};

/* Note the chip when its first line is visited. */
static void note_chip(const struct gpio_line *line, void *data)
{
	struct search *search = data;
	struct chip *grown;

	if (line->offset)
		return;
	grown = realloc(search->chips, (search->chip_count + 1) * sizeof(*grown));
	if (!grown)
		return;
	search->chips = grown;
	grown += search->chip_count++;
	snprintf(grown->name, sizeof(grown->name), "%s", line->chip);
	snprintf(grown->label, sizeof(grown->label), "%s", line->label);
}

static bool is_shared(const struct search *search, const char *label)
{
	size_t i, found = 0;

	for (i = 0; i < search->chip_count; i++)
		found += !strcmp(search->chips[i].label, label);
	return found > 1;
}

bool line_is_at(const struct gpio_line *line, const char *wanted)
{
	char place[PATH_MAX];

	snprintf(place, sizeof(place), "%s:%u", line->label, line->offset);
	if (!strcmp(place, wanted))
		return true;
	snprintf(place, sizeof(place), "%s:%u", line->chip, line->offset);
	return !strcmp(place, wanted);
}

static void note_line(struct found_line *found, const struct gpio_line *line, const char *place)
{
	found->matches++;
	found->offset = line->offset;
	found->used = line->used;
	found->by_name = line->name && !strcmp(line->name, found->wanted);
	snprintf(found->chip, sizeof(found->chip), "%s", line->chip);
	snprintf(found->place, sizeof(found->place), "%s", place);
	snprintf(found->name, sizeof(found->name), "%s", line->name ? line->name : "");
	snprintf(found->consumer, sizeof(found->consumer), "%s",
		 line->consumer ? line->consumer : "");
}

/* A place is the chip's label, or its name if the label is not unique, and the offset. */
static void visit(const struct gpio_line *line, void *data)
{
	struct search *search = data;
	char place[96];
	int i;

	snprintf(place, sizeof(place), "%s:%u",
		 is_shared(search, line->label) ? line->chip : line->label, line->offset);
	if (!search->count && line->name)
		search->visit(line, place, search->data);
	for (i = 0; i < search->count; i++) {
		struct found_line *found = &search->lines[i];

		if (!(line->name && !strcmp(line->name, found->wanted)) &&
		    !line_is_at(line, found->wanted))
			continue;
		if (search->visit)
			search->visit(line, place, search->data);
		note_line(found, line, place);
	}
}

int search_lines(struct found_line *lines, int count, found_visitor found, void *data)
{
	struct search search = { .lines = lines, .count = count, .visit = found, .data = data };
	int ret;

	gpio_visit_lines(note_chip, &search);	/* the next walk reports errors */
	ret = gpio_visit_lines(visit, &search);
	free(search.chips);
	return ret;
}

static int check_line(const struct found_line *line)
{
	if (!line->matches) {
		complain("no line '%s'", line->wanted);
		advise("'gpioi2c lines' lists those with a name; others are CHIP:OFFSET");
		return STATUS_FAILED;
	}
	if (line->matches > 1) {
		complain("%u lines are called '%s': give gpiochipN:OFFSET", line->matches,
			 line->wanted);
		return STATUS_FAILED;
	}
	return STATUS_OK;
}

int check_lines(const char *command, const struct found_line *lines, int count)
{
	int i, status = STATUS_OK;

	for (i = 0; !status && i < count; i++)
		status = check_line(&lines[i]);
	if (!status && count == 2 && !strcmp(lines[0].chip, lines[1].chip) &&
	    lines[0].offset == lines[1].offset)
		status = usage_error(command, "SDA '%s' and SCL '%s' are the same line",
				     lines[0].wanted, lines[1].wanted);
	return status;
}

int report_search(const char *command, int error)
{
	if (!HAVE_GPIOD)
		complain("%s: built without libgpiod: install libgpiod-dev and build again",
			 command);
	else if (error == EACCES || error == EPERM)
		complain("GPIO chips: permission denied: be in group gpio, or root");
	else
		complain("GPIO chips: %s", strerror(error));
	return STATUS_FAILED;
}
