// SPDX-License-Identifier: GPL-2.0-only
/*
 * From left to right time is to scale, but no interval is drawn longer than some SCL periods,
 * so that a gap takes no room. A row holds some bytes; what follows goes to the next row.
 */
#include <stdlib.h>
#include <string.h>

#include "decode.h"
#include "message.h"
#include "svg.h"

#define PERIOD_PX	16.0	/* the usual interval between two rises of SCL */
#define INTERVAL_MAX_PX	60.0
#define ROW_PX		800.0	/* a row ends with the byte or condition that reaches it */
#define LEFT_PX		40.0
#define RIGHT_PX	45.0
#define LEAD_PX		(PERIOD_PX / 2)	/* of the levels before what a row begins with, and after */
#define ROW_HEIGHT_PX	120.0
#define ROWS_MAX	200	/* what follows is only counted */

/* From the top of a row: conditions, bytes in their boxes, levels, times. */
#define CONDITION_Y	14.0
#define BOX_Y		20.0
#define BOX_PX		17.0
#define BYTE_Y		32.5
#define SCL_Y		46.0
#define SDA_Y		74.0
#define SWING_PX	20.0
#define BOTTOM_Y	(SDA_Y + SWING_PX)
#define TIME_Y		109.0
#define TIME_PX		50.0	/* for a time; what has less room is left out */

struct mark {
	enum symbol_kind kind;
	double left;
	double ninth;		/* of a byte: where the clock of its acknowledge begins */
	double right;
	uint64_t start_ns;
	bool nak;
	char text[24];
};

struct picture {
	const struct recording *recording;
	double *x;		/* of each observation, as if there were one row */
	struct mark *marks;
	size_t mark_count;
	size_t mark_room;
	bool no_memory;
};

static int compare(const void *one, const void *other)
{
	uint64_t a = *(const uint64_t *)one, b = *(const uint64_t *)other;

	return (a > b) - (a < b);
}

/* The median interval between two rises of SCL. */
static uint64_t usual_period(const struct recording *recording)
{
	uint64_t *intervals = calloc(recording->count + 1, sizeof(*intervals)), last = 0, usual = 1;
	size_t i, count = 0;

	if (!intervals)
		return 0;
	for (i = 0; i < recording->count; i++) {
		const struct observation *edge = &recording->items[i];

		if (edge->kind != OBSERVED_EDGE || !edge->scl || !edge->level)
			continue;
		if (last)
			intervals[count++] = edge->time_ns - last;
		last = edge->time_ns;
	}
	qsort(intervals, count, sizeof(*intervals), compare);
	if (count && intervals[count / 2])
		usual = intervals[count / 2];
	free(intervals);
	return usual;
}

static bool place(struct picture *picture)
{
	const struct recording *recording = picture->recording;
	uint64_t period_ns = usual_period(recording);
	double x = 0, by;
	size_t i;

	picture->x = calloc(recording->count + 1, sizeof(*picture->x));
	if (!picture->x || !period_ns)
		return false;
	for (i = 0; i < recording->count; i++) {
		if (i) {
			by = (recording->items[i].time_ns - recording->items[i - 1].time_ns) *
			     PERIOD_PX / period_ns;
			x += by < INTERVAL_MAX_PX ? by : INTERVAL_MAX_PX;
		}
		picture->x[i] = x;
	}
	return true;
}

/* Where an instant is that an observation has. */
static double x_at(const struct picture *picture, uint64_t time_ns)
{
	size_t low = 0, high = picture->recording->count, middle;

	while (low < high) {
		middle = (low + high) / 2;
		if (picture->recording->items[middle].time_ns < time_ns)
			low = middle + 1;
		else
			high = middle;
	}
	return picture->x[low < picture->recording->count ? low : low - 1];
}

static void describe(char *text, size_t size, const struct symbol *symbol)
{
	unsigned int value = symbol->value;

	switch (symbol->kind) {
	case SYMBOL_START:
		snprintf(text, size, "START");
		break;
	case SYMBOL_REPEATED_START:
		snprintf(text, size, "repeated START");
		break;
	case SYMBOL_STOP:
		snprintf(text, size, "STOP");
		break;
	case SYMBOL_ADDRESS:
	case SYMBOL_ADDRESS10:
		snprintf(text, size, "0x%02x %c %s", value, symbol->read ? 'R' : 'W',
			 symbol->nak ? "NAK" : "ACK");
		break;
	case SYMBOL_BYTE:
		snprintf(text, size, "0x%02x %s", value, symbol->nak ? "NAK" : "ACK");
		break;
	case SYMBOL_GAP:
		snprintf(text, size, "%.1f us", symbol->value / 1e3);
		break;
	case SYMBOL_LOSS:
		snprintf(text, size, "arbitration lost");
		break;
	case SYMBOL_MISSING:
		snprintf(text, size, "events lost");
		break;
	default:
		*text = '\0';
	}
}

static bool is_byte(enum symbol_kind kind)
{
	return kind == SYMBOL_ADDRESS || kind == SYMBOL_ADDRESS10 || kind == SYMBOL_BYTE;
}

/* Where SCL fell for the last time before the edge that ends a byte. */
static double ninth_clock(const struct picture *picture, const struct observation *edge)
{
	size_t i = edge - picture->recording->items;

	while (i && !(edge[-1].kind == OBSERVED_EDGE && edge[-1].scl && !edge[-1].level)) {
		edge--;
		i--;
	}
	return picture->x[i ? i - 1 : 0];
}

static void take(void *data, const struct symbol *symbol)
{
	struct picture *picture = data;
	struct mark mark = {
		.kind = symbol->kind, .start_ns = symbol->start_ns, .nak = symbol->nak,
	};

	describe(mark.text, sizeof(mark.text), symbol);
	if (!*mark.text)
		return;
	if (picture->mark_count == picture->mark_room) {
		size_t room = picture->mark_room ? 2 * picture->mark_room : 256;
		struct mark *marks = realloc(picture->marks, room * sizeof(*marks));

		if (!marks) {
			picture->no_memory = true;
			return;
		}
		picture->marks = marks;
		picture->mark_room = room;
	}
	mark.left = x_at(picture, symbol->start_ns);
	mark.right = x_at(picture, symbol->end_ns);
	if (is_byte(symbol->kind))
		mark.ninth = ninth_clock(picture, symbol->observation);
	picture->marks[picture->mark_count++] = mark;
}

/* One line's levels from @left to @right, in the row whose top is @top. */
static void draw_wave(FILE *file, const struct picture *picture, bool scl, double left,
		      double right, double top)
{
	const struct observation *items = picture->recording->items;
	double high = top + (scl ? SCL_Y : SDA_Y), low = high + SWING_PX, y = high;
	size_t i;

	for (i = 0; i < picture->recording->count && picture->x[i] < left; i++)
		if (items[i].kind == OBSERVED_EDGE && items[i].scl == scl)
			y = items[i].level ? high : low;
	fprintf(file, "<polyline class=\"%s\" points=\"%.1f,%.1f", scl ? "scl" : "sda", LEFT_PX, y);
	for (; i < picture->recording->count && picture->x[i] <= right; i++) {
		double x = LEFT_PX + picture->x[i] - left;

		if (items[i].kind != OBSERVED_EDGE || items[i].scl != scl)
			continue;
		fprintf(file, " %.1f,%.1f", x, y);
		y = items[i].level ? high : low;
		fprintf(file, " %.1f,%.1f", x, y);
	}
	fprintf(file, " %.1f,%.1f\"/>\n", LEFT_PX + right - left, y);
}

/* The first mark that does not fit into the row that begins with mark @first. */
static size_t row_end(const struct picture *picture, size_t first)
{
	size_t i = first;

	while (i < picture->mark_count &&
	       picture->marks[i].right - picture->marks[first].left <= ROW_PX)
		i++;
	return i > first ? i : first + 1;
}

static void draw_box(FILE *file, const char *style, double left, double right, double top,
		     double bottom)
{
	fprintf(file, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n",
		style, left, top, right - left, bottom - top);
}

/* Its box, and behind the levels the clock of its acknowledge. */
static void draw_byte(FILE *file, const struct mark *mark, double left, double top)
{
	draw_box(file, mark->nak ? "nak" : "ack", LEFT_PX + mark->ninth - left,
		 LEFT_PX + mark->right - left, top + BOX_Y, top + BOTTOM_Y);
	draw_box(file, "byte", LEFT_PX + mark->left - left, LEFT_PX + mark->right - left,
		 top + BOX_Y, top + BOX_Y + BOX_PX);
}

/* What a mark says: a condition stands beside its line, all else in the middle. */
static void draw_mark(FILE *file, const struct mark *mark, double left, double top)
{
	double x = LEFT_PX + mark->left - left;

	if (mark->kind == SYMBOL_GAP && mark->right - mark->left < TIME_PX)
		return;
	if (is_byte(mark->kind) || mark->kind == SYMBOL_GAP) {
		fprintf(file, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n",
			mark->kind == SYMBOL_GAP ? "middle" : "middle value",
			LEFT_PX + (mark->left + mark->right) / 2 - left, top + BYTE_Y, mark->text);
		return;
	}
	fprintf(file, "<path d=\"M%.1f,%.1fV%.1f\"/>\n", x, top + CONDITION_Y - 10, top + BOTTOM_Y);
	if (mark->kind == SYMBOL_STOP)
		fprintf(file, "<text class=\"end\" x=\"%.1f\" y=\"%.1f\">%s</text>\n",
			x - 3, top + CONDITION_Y, mark->text);
	else
		fprintf(file, "<text x=\"%.1f\" y=\"%.1f\">%s</text>\n", x + 3,
			top + CONDITION_Y, mark->text);
}

/* When the row's conditions and bytes begin, in us from the first. */
static void draw_times(FILE *file, const struct picture *picture, size_t first, size_t end,
		       double left, double top)
{
	double next = left, x;
	size_t i;

	for (i = first; i < end; i++) {
		const struct mark *mark = &picture->marks[i];

		if (mark->left < next || mark->kind == SYMBOL_GAP)
			continue;
		x = LEFT_PX + mark->left - left;
		fprintf(file, "<path class=\"tick\" d=\"M%.1f,%.1fv4\"/>\n"
			"<text class=\"time\" x=\"%.1f\" y=\"%.1f\">%.1f us</text>\n",
			x, top + BOTTOM_Y + 2, x, top + TIME_Y,
			(mark->start_ns - picture->marks[0].start_ns) / 1e3);
		next = mark->left + TIME_PX;
	}
}

static void draw_row(FILE *file, const struct picture *picture, size_t first, size_t end,
		     double top)
{
	double left = picture->marks[first].left - LEAD_PX;
	double right = picture->marks[end - 1].right + LEAD_PX;
	size_t i;

	for (i = first; i < end; i++)
		if (is_byte(picture->marks[i].kind))
			draw_byte(file, &picture->marks[i], left, top);
	fprintf(file, "<text x=\"8\" y=\"%.1f\">SCL</text><text x=\"8\" y=\"%.1f\">SDA</text>\n",
		top + SCL_Y + SWING_PX - 5, top + SDA_Y + SWING_PX - 5);
	draw_wave(file, picture, true, left, right, top);
	draw_wave(file, picture, false, left, right, top);
	for (i = first; i < end; i++)
		draw_mark(file, &picture->marks[i], left, top);
	draw_times(file, picture, first, end, left, top);
}

static void draw(FILE *file, unsigned int bus, const struct picture *picture)
{
	size_t rows = 0, first, shown = 0;
	double width = 0, height;

	for (first = 0; first < picture->mark_count && rows < ROWS_MAX; rows++) {
		double left = picture->marks[first].left;

		first = row_end(picture, first);
		shown = first;
		if (picture->marks[first - 1].right - left > width)
			width = picture->marks[first - 1].right - left;
	}
	if (width < ROW_PX / 4)
		width = ROW_PX / 4;
	width += LEFT_PX + 2 * LEAD_PX + RIGHT_PX;
	height = (rows + (!rows || shown < picture->mark_count)) * ROW_HEIGHT_PX;
	fprintf(file, "<svg xmlns=\"http://www.w3.org/2000/svg\"");
	fprintf(file, " width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\">\n", width, height,
		width, height);
	fprintf(file, "<title>gpioi2c trace of bus %u</title>\n"
		"<style>polyline, path { fill: none; stroke-width: 1.5 } .scl { stroke: #1f6fb4 }\n"
		".sda { stroke: #c2410c } text { font: 11px sans-serif; fill: #222 }\n"
		".middle, .value { text-anchor: middle } .value { font-weight: bold }\n"
		".end { text-anchor: end } .time { font-size: 10px; fill: #666 }\n"
		"path { stroke: #999; stroke-width: 1; stroke-dasharray: 3 2 }\n"
		".tick { stroke-dasharray: none }\n"
		".byte { fill: none; stroke: #999 } .ack { fill: #d3efd3 } .nak { fill: #f8cfc9 }</style>\n"
		"<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n", bus);
	for (first = 0, rows = 0; first < shown; rows++) {
		size_t end = row_end(picture, first);

		draw_row(file, picture, first, end, rows * ROW_HEIGHT_PX);
		first = end;
	}
	if (shown < picture->mark_count)
		fprintf(file, "<text x=\"%.0f\" y=\"%.0f\">%zu more bytes and conditions</text>\n",
			LEFT_PX, rows * ROW_HEIGHT_PX + CONDITION_Y, picture->mark_count - shown);
	fprintf(file, "</svg>\n");
}

bool svg_write(FILE *file, unsigned int bus, const struct recording *recording)
{
	struct picture picture = { .recording = recording };
	struct decoder decoder;
	bool done = place(&picture);
	size_t i;

	if (done) {
		decode_begin(&decoder, take, &picture);
		for (i = 0; i < recording->count; i++)
			decode(&decoder, &recording->items[i]);
		done = !picture.no_memory;
	}
	if (done)
		draw(file, bus, &picture);
	else
		complain("no memory for the picture");
	free(picture.x);
	free(picture.marks);
	return done;
}
