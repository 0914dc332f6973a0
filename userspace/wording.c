// SPDX-License-Identifier: GPL-2.0-only
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "json.h"
#include "message.h"
#include "wording.h"

#define WORDS_A_LINE	12

static const char *const json_names[] = {
	[SYMBOL_START] = "start",
	[SYMBOL_REPEATED_START] = "repeated_start",
	[SYMBOL_ADDRESS] = "address",
	[SYMBOL_ADDRESS10] = "address10",
	[SYMBOL_BYTE] = "byte",
	[SYMBOL_PARTIAL] = "partial_byte",
	[SYMBOL_STOP] = "stop",
	[SYMBOL_GAP] = "gap",
	[SYMBOL_STRETCH] = "stretch",
	[SYMBOL_BEGIN] = "transfer_begin",
	[SYMBOL_END] = "transfer_end",
	[SYMBOL_RECOVERY] = "recovery",
	[SYMBOL_LOSS] = "arbitration_lost",
	[SYMBOL_MISSING] = "events_lost",
};

void wording_end_line(struct wording *wording)
{
	if (wording->column)
		putchar('\n');
	wording->column = 0;
}

/* A line begins with its time. */
static void line(struct wording *wording, uint64_t time_ns, const char *format, ...)
	FORMAT(3, 4);
static void line(struct wording *wording, uint64_t time_ns, const char *format, ...)
{
	va_list arguments;

	wording_end_line(wording);
	/* what began before the first is less than nothing */
	printf("%12.1f us  ", (int64_t)(time_ns - wording->start_ns) / 1e3);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	wording->column = 1;
}

static void word(struct wording *wording, const char *format, ...) FORMAT(2, 3);
static void word(struct wording *wording, const char *format, ...)
{
	va_list arguments;

	if (wording->column++ % WORDS_A_LINE == 0)
		printf("\n%17s", "");
	fputs("  ", stdout);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
}

static const char *answer(const struct symbol *symbol)
{
	return symbol->nak ? "NAK" : "ACK";
}

static void address(struct wording *wording, const struct symbol *symbol, int digits)
{
	word(wording, "0x%0*llx %c %s", digits, (unsigned long long)symbol->value,
	     symbol->read ? 'R' : 'W', answer(symbol));
}

static void print_end(struct wording *wording, const struct symbol *symbol)
{
	int result = symbol->observation->result;

	if (result)
		line(wording, symbol->start_ns, "failed: %s", strerror(-result));
	wording_end_line(wording);
}

static void print(struct wording *wording, const struct symbol *symbol)
{
	const struct observation *observation = symbol->observation;
	unsigned long long value = symbol->value;

	switch (symbol->kind) {
	case SYMBOL_START:
		line(wording, symbol->start_ns, "START");
		break;
	case SYMBOL_REPEATED_START:
		line(wording, symbol->start_ns, "repeated START");
		break;
	case SYMBOL_ADDRESS:
		address(wording, symbol, 2);
		break;
	case SYMBOL_ADDRESS10:
		address(wording, symbol, 3);
		break;
	case SYMBOL_BYTE:
		word(wording, "0x%02llx %s", value, answer(symbol));
		break;
	case SYMBOL_PARTIAL:
		word(wording, "(%llu bits)", value);
		break;
	case SYMBOL_STOP:
		word(wording, "STOP");
		break;
	case SYMBOL_GAP:
		wording_end_line(wording);
		printf("%17sgap %.1f us\n", "", value / 1e3);
		break;
	case SYMBOL_STRETCH:
		word(wording, "(stretched %.1f us)", value / 1e3);
		break;
	case SYMBOL_BEGIN:
		if (wording->with_users)
			line(wording, symbol->start_ns, "%s[%d]", observation->command,
			     observation->pid);
		break;
	case SYMBOL_END:
		print_end(wording, symbol);
		break;
	case SYMBOL_RECOVERY:
		line(wording, symbol->start_ns, "recovery: %s",
		     observation->result ? strerror(-observation->result) : "the bus is free");
		break;
	case SYMBOL_LOSS:
		word(wording, "arbitration lost");
		break;
	case SYMBOL_MISSING:
		if (value)
			line(wording, symbol->start_ns, "%llu events were lost here", value);
		else
			line(wording, symbol->start_ns, "events were lost here");
		break;
	}
}

static struct json_object *object_of(const struct symbol *symbol)
{
	const struct observation *observation = symbol->observation;
	struct json_object *object = json_new();

	json_text(object, "kind", json_names[symbol->kind]);
	json_number(object, "time_ns", symbol->start_ns);
	switch (symbol->kind) {
	case SYMBOL_ADDRESS:
	case SYMBOL_ADDRESS10:
		json_number(object, "address", symbol->value);
		json_flag(object, "read", symbol->read);
		json_flag(object, "ack", !symbol->nak);
		break;
	case SYMBOL_BYTE:
		json_number(object, "value", symbol->value);
		json_flag(object, "ack", !symbol->nak);
		break;
	case SYMBOL_PARTIAL:
		json_number(object, "bits", symbol->value);
		break;
	case SYMBOL_GAP:
	case SYMBOL_STRETCH:
		json_number(object, "duration_ns", symbol->value);
		break;
	case SYMBOL_BEGIN:
		json_number(object, "messages", symbol->value);
		json_number(object, "pid", observation->pid);
		json_text(object, "command", observation->command);
		break;
	case SYMBOL_END:
		json_number(object, "messages", symbol->value);
		if (observation->result)
			json_text(object, "error", strerror(-observation->result));
		break;
	case SYMBOL_RECOVERY:
		json_flag(object, "free", !observation->result);
		break;
	case SYMBOL_MISSING:
		json_number(object, "events", symbol->value);
		break;
	default:
		break;
	}
	return object;
}

void wording_take(void *data, const struct symbol *symbol)
{
	struct wording *wording = data;

	if (!wording->start_ns && (wording->with_users || symbol->kind != SYMBOL_BEGIN))
		wording->start_ns = symbol->start_ns;
	if (wording->symbols)
		json_element(wording->symbols, object_of(symbol));
	else
		print(wording, symbol);
}
