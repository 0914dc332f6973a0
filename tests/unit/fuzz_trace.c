// SPDX-License-Identifier: GPL-2.0-only
/*
 * libFuzzer: any bytes as a recording, which is decoded, worded, drawn and written as VCD. As text,
 * S, P, A and N are START, STOP and acknowledges, two of the digits 0 to 9 and a to f are a byte.
 * All else is an observation, with the two bytes after it as its time and amount.
 */
#include <stdlib.h>
#include <string.h>

#include "../../userspace/decode.h"
#include "../../userspace/json.h"
#include "../../userspace/recording.h"
#include "../../userspace/svg.h"
#include "../../userspace/vcd.h"
#include "../../userspace/wording.h"

/* Stops the fuzzer, which shows the input and where it was. */
#define must(condition) do { if (!(condition)) abort(); } while (0)

#define STEP_NS	2500

static struct recording recording;
static uint64_t now_ns;

static void edge(bool scl, bool level)
{
	now_ns += STEP_NS;
	must(recording_add(&recording, &(struct observation){
		.time_ns = now_ns, .told_ns = now_ns, .scl = scl, .level = level }));
}

static void bit(bool sda)
{
	edge(false, sda);
	edge(true, true);
	edge(true, false);
}

static void observe(uint8_t what, uint8_t when, uint8_t amount)
{
	struct observation observation = {
		.kind = what % (OBSERVED_MISSING + 1), .scl = what & 0x20, .level = what & 0x40,
		.seen = what & 0x80, .amount = (uint64_t)amount << when % 57,
		.result = -amount, .pid = amount,
	};

	memset(observation.command, what, sizeof(observation.command) - 1);
	now_ns += when < 0xf0 ? when * when : (uint64_t)1 << (when & 0x3f);
	observation.time_ns = now_ns - (what & 0x10 ? amount : 0);
	observation.told_ns = now_ns;
	must(recording_add(&recording, &observation));
}

static void take_apart(const uint8_t *data, size_t size)
{
	const uint8_t *end = data + size;
	int i, digit;

	while (data < end) {
		const char *hex = "0123456789abcdef", *at = memchr(hex, *data, 16);
		uint8_t what = *data++;

		if (at) {
			for (digit = at - hex, i = 8; i; i >>= 1)
				bit(digit & i);
		} else if (what == 'A' || what == 'N') {
			bit(what == 'N');
		} else if (what == 'S' || what == 'P') {
			edge(false, what == 'S');
			edge(true, true);
			edge(false, what == 'P');
			if (what == 'S')
				edge(true, false);
		} else if (end - data >= 2) {
			observe(what, data[0], data[1]);
			data += 2;
		}
	}
}

static void check_symbol(void *data, const struct symbol *symbol)
{
	must(symbol->kind <= SYMBOL_MISSING && symbol->observation);
	if (symbol->kind == SYMBOL_BYTE)
		must(symbol->value <= 0xff);
	if (symbol->kind == SYMBOL_ADDRESS)
		must(symbol->value <= 0x7f);
	if (symbol->kind == SYMBOL_ADDRESS10)
		must(symbol->value <= 0x3ff);
	if (symbol->kind == SYMBOL_PARTIAL)
		must(symbol->value && symbol->value <= 8);
	wording_take(data, symbol);
}

static void show(struct wording wording)
{
	struct decoder decoder;
	size_t i;

	decode_begin(&decoder, check_symbol, &wording);
	for (i = 0; i < recording.count; i++)
		decode(&decoder, &recording.items[i]);
	wording_end_line(&wording);
	if (wording.symbols)
		json_print_array("symbols", wording.symbols);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static FILE *sink;
	size_t i;

	if (!sink)
		sink = fopen("/dev/null", "w");
	now_ns = 1000000000;
	take_apart(data, size);
	recording_arrange(&recording);
	for (i = 1; i < recording.count; i++)
		must(recording.items[i - 1].time_ns <= recording.items[i].time_ns);
	show((struct wording){ .with_users = true });
	show((struct wording){ .symbols = json_new_array() });
	vcd_write(sink, 1, &recording);
	must(svg_write(sink, 1, &recording));
	recording_free(&recording);
	return 0;
}
