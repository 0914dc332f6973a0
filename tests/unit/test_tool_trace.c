// SPDX-License-Identifier: GPL-2.0-only
/* What edges mean, as symbols, text and JSON. */
#include "test_tool_wire.h"

#include "../../userspace/decode.h"
#include "../../userspace/json.h"
#include "../../userspace/wording.h"

static char text[2048];

static void take(void *data, const struct symbol *symbol)
{
	static const char *const names[] = {
		"S", "Sr", "a", "A", "b", "partial", "P", "gap", "stretch", "begin", "end",
		"recovery", "lost", "missing",
	};
	char *end = text + strlen(text);

	(void)data;
	assert_true(symbol->start_ns <= symbol->end_ns);
	end += sprintf(end, "%s", names[symbol->kind]);
	if (symbol->value)
		end += sprintf(end, "%llx", (unsigned long long)symbol->value);
	sprintf(end, "%s%s ", symbol->read ? "R" : "", symbol->nak ? "N" : "");
}

static void expect_decoded(const char *wanted)
{
	struct decoder decoder;
	size_t i;

	text[0] = '\0';
	recording_arrange(&recording);
	decode_begin(&decoder, take, NULL);
	for (i = 0; i < recording.count; i++)
		decode(&decoder, &recording.items[i]);
	assert_string_equal(text, wanted);
}

static void test_write(void **state)
{
	(void)state;
	start();
	byte(0x40, false, false);
	byte(0x00, false, false);
	byte(0xff, false, true);
	stop();
	expect_decoded("S a20 b bffN P ");
}

static void test_read(void **state)
{
	(void)state;
	start();
	byte(0x40, false, false);
	byte(0x55, false, false);
	let_go();
	start();
	byte(0x41, false, false);
	byte(0xa5, true, false);
	byte(0x5a, true, true);
	stop();
	expect_decoded("S a20 b55 Sr a20R ba5 b5aN P ");
}

static void test_nobody(void **state)
{
	(void)state;
	start();
	byte(0x66, false, true);
	stop();
	now_ns += 0x1000 - HALF_NS;
	start();
	byte(0xf4, false, true);
	stop();
	expect_decoded("S a33N P gap1000 S A200N P ");
}

static void test_ten_bit(void **state)
{
	(void)state;
	start();
	byte(0xf2, false, false);
	byte(0x50, false, false);
	byte(0x77, false, false);
	let_go();
	start();
	byte(0xf3, false, false);
	byte(0x12, true, true);
	stop();
	expect_decoded("S A150 b77 Sr A150R b12N P ");
}

static void test_errors(void **state)
{
	(void)state;
	observe((struct observation){ .kind = OBSERVED_BEGIN, .amount = 1 });
	start();
	bit(1, false);
	bit(0, false);
	observe((struct observation){ .kind = OBSERVED_LOSS });
	now_ns += 100;
	observe((struct observation){ .kind = OBSERVED_END, .result = -11 });
	now_ns += 100;
	/* another master's edges, which were seen late, are none of ours */
	edge(true, true, true);
	edge(false, true, true);
	now_ns += 100;
	edge(false, false, true);
	edge(false, true, true);
	observe((struct observation){ .kind = OBSERVED_MISSING, .amount = 7 });
	start();
	byte(0x40, false, false);
	stop();
	expect_decoded("begin1 S partial2 lost end missing7 S a20 P ");
}

/* Its second byte is not for the transfer after it. */
static void test_ten_bit_cut(void **state)
{
	(void)state;
	start();
	byte(0xf2, false, false);
	bit(1, false);
	let_go();
	start();
	byte(0x40, false, false);
	byte(0x77, false, false);
	stop();
	/* of a read alone the low bits are those of the last write */
	start();
	byte(0xf2, false, false);
	byte(0x50, false, false);
	let_go();
	start();
	byte(0xf5, false, true);
	stop();
	/* nobody has the high bits of the next: its low bits were not sent */
	start();
	byte(0xf4, false, true);
	stop();
	expect_decoded("S partial1 Sr a20 b77 P gap1388 S A150 Sr A250RN P gap1388 S A200N P ");
}

/* What was lost may have been a STOP: then no gap is known. */
static void test_holes(void **state)
{
	(void)state;
	start();
	byte(0x40, false, false);
	stop();
	observe((struct observation){ .kind = OBSERVED_MISSING });
	start();
	byte(0x40, false, false);
	bit(1, false);
	observe((struct observation){ .kind = OBSERVED_MISSING, .amount = 3 });
	let_go();
	start();
	byte(0x42, false, false);
	stop();
	expect_decoded("S a20 P missing S a20 partial1 missing3 S a21 P ");
}

struct span {
	enum symbol_kind kind;
	uint64_t start_ns;
	uint64_t end_ns;
};

static void take_span(void *data, const struct symbol *symbol)
{
	struct span **next = data;

	assert_int_equal(symbol->kind, (*next)->kind);
	assert_int_equal(symbol->start_ns - 1000000000, (*next)->start_ns);
	assert_int_equal(symbol->end_ns - 1000000000, (*next)->end_ns);
	(*next)++;
}

static void test_times(void **state)
{
	struct span spans[] = {
		{ SYMBOL_START, 5000, 5000 },
		{ SYMBOL_ADDRESS10, 10000, 190000 },
		{ SYMBOL_STRETCH, 188500, 190000 },
		{ SYMBOL_BYTE, 190000, 280000 },
		{ SYMBOL_PARTIAL, 280000, 300000 },
		{ SYMBOL_STOP, 300000, 300000 },
		{ SYMBOL_GAP, 300000, 305000 },
		{ SYMBOL_START, 305000, 305000 },
	}, *next = spans;
	struct decoder decoder;
	size_t i;

	(void)state;
	start();
	byte(0xf2, false, false);
	byte(0x50, false, false);
	observe((struct observation){ .kind = OBSERVED_STRETCH, .amount = 1500 });
	byte(0x77, false, false);
	bit(0, false);
	stop();
	start();
	recording_arrange(&recording);
	decode_begin(&decoder, take_span, &next);
	for (i = 0; i < recording.count; i++)
		decode(&decoder, &recording.items[i]);
	assert_ptr_equal(next, spans + 8);
}

/* A line, and what is not one: what wording prints. */
static char *worded(struct wording wording)
{
	static char buffer[8192];
	FILE *saved = stdout;
	struct decoder decoder;
	size_t i;

	recording_arrange(&recording);
	stdout = fmemopen(buffer, sizeof(buffer), "w");
	assert_non_null(stdout);
	decode_begin(&decoder, wording_take, &wording);
	for (i = 0; i < recording.count; i++)
		decode(&decoder, &recording.items[i]);
	wording_end_line(&wording);
	if (wording.symbols)
		json_print_array("symbols", wording.symbols);
	fclose(stdout);
	stdout = saved;
	return buffer;
}

/* The text is these pieces, of which the last is NULL. */
static void assert_pieces(const char *all, const char *const *piece)
{
	for (; *piece; all += strlen(*piece++))
		if (strncmp(all, *piece, strlen(*piece)))
			fail_msg("'%s' does not begin with '%s'", all, *piece);
	assert_string_equal(all, "");
}

static void test_wording(void **state)
{
	static const char *const wanted[] = {
		"         0.0 us  START  0x20 W ACK  (stretched 1.5 us)\n",
		"       105.0 us  repeated START  0x000 R NAK  STOP\n",
		"       210.0 us  failed: No such device or address\n",
		"                 gap 5.0 us\n",
		"       215.0 us  START  0x20 R ACK  0x00 ACK  0x01 ACK  0x02 ACK  0x03 ACK",
		"  0x04 ACK  0x05 ACK  0x06 ACK  0x07 ACK  0x08 ACK  0x09 ACK\n",
		"                   0x0a ACK  0x0b NAK  (1 bits)  arbitration lost\n",
		"      1400.0 us  recovery: the bus is free\n",
		"      1400.0 us  recovery: Device or resource busy\n",
		"      1400.0 us  events were lost here\n",
		"      1400.0 us  3 events were lost here\n",
		NULL
	};
	int i;

	(void)state;
	observe((struct observation){
		.kind = OBSERVED_BEGIN, .amount = 2, .pid = 7, .command = "cat" });
	start();
	byte(0x40, false, false);
	observe((struct observation){ .kind = OBSERVED_STRETCH, .amount = 1500 });
	let_go();
	start();
	byte(0xf1, false, true);
	stop();
	observe((struct observation){ .kind = OBSERVED_END, .amount = 1, .result = -6 });
	start();
	byte(0x41, false, false);
	for (i = 0; i < 12; i++)
		byte(i, true, i == 11);
	bit(1, false);
	observe((struct observation){ .kind = OBSERVED_LOSS });
	observe((struct observation){ .kind = OBSERVED_END, .amount = 1 });
	observe((struct observation){ .kind = OBSERVED_RECOVERY });
	observe((struct observation){ .kind = OBSERVED_RECOVERY, .result = -16 });
	observe((struct observation){ .kind = OBSERVED_MISSING });
	observe((struct observation){ .kind = OBSERVED_MISSING, .amount = 3 });
	assert_pieces(worded((struct wording){ .symbols = NULL }), wanted);
	assert_non_null(strstr(worded((struct wording){ .with_users = true }),
			       "         0.0 us  cat[7]\n         5.0 us  START"));
}

static void test_json(void **state)
{
	static const char *const wanted[] = {
		"{\"symbols\":[{\"kind\":\"transfer_begin\",\"time_ns\":1000000000,",
		"\"messages\":2,\"pid\":7,\"command\":\"cat\"},",
		"{\"kind\":\"start\",\"time_ns\":1000005000},",
		"{\"kind\":\"address\",\"time_ns\":1000010000,\"address\":32,",
		"\"read\":false,\"ack\":true},",
		"{\"kind\":\"byte\",\"time_ns\":1000100000,\"value\":90,\"ack\":false},",
		"{\"kind\":\"partial_byte\",\"time_ns\":1000190000,\"bits\":1},",
		"{\"kind\":\"stop\",\"time_ns\":1000210000},",
		"{\"kind\":\"transfer_end\",\"time_ns\":1000210000,\"messages\":1,",
		"\"error\":\"No such device or address\"},",
		"{\"kind\":\"gap\",\"time_ns\":1000210000,\"duration_ns\":5000},",
		"{\"kind\":\"start\",\"time_ns\":1000215000},",
		"{\"kind\":\"address10\",\"time_ns\":1000220000,\"address\":512,",
		"\"read\":true,\"ack\":false},",
		"{\"kind\":\"recovery\",\"time_ns\":1000310000,\"free\":true},",
		"{\"kind\":\"events_lost\",\"time_ns\":1000310000,\"events\":3}]}\n",
		NULL
	};

	(void)state;
	observe((struct observation){
		.kind = OBSERVED_BEGIN, .amount = 2, .pid = 7, .command = "cat" });
	start();
	byte(0x40, false, false);
	byte(0x5a, false, true);
	bit(1, false);
	stop();
	observe((struct observation){ .kind = OBSERVED_END, .amount = 1, .result = -6 });
	start();
	byte(0xf5, false, true);
	observe((struct observation){ .kind = OBSERVED_RECOVERY });
	observe((struct observation){ .kind = OBSERVED_MISSING, .amount = 3 });
	assert_pieces(worded((struct wording){ .symbols = json_new_array() }), wanted);
}

/* No edge of SDA but START and STOP lies between a rise of SCL and its fall. */
static void test_arranged(void **state)
{
	bool scl = true;
	size_t i, inside = 0;

	(void)state;
	start();
	byte(0x41, false, false);
	byte(0x55, true, true);
	stop();
	recording_arrange(&recording);
	for (i = 0; i < recording.count; i++) {
		if (recording.items[i].scl)
			scl = recording.items[i].level;
		else
			inside += scl;
		if (i)
			assert_true(recording.items[i].time_ns > recording.items[i - 1].time_ns);
	}
	assert_int_equal(inside, 2);
	/* the first edge of the target's: half a low phase before the rise of its bit */
	for (i = 0; !recording.items[i].seen; i++)
		;
	assert_int_equal(recording.items[i].time_ns, 1000092500);
	/* what another master did stays where it was seen; the rest is in the order it was told */
	recording_clear(&recording);
	edge(true, true, false);
	now_ns += 1000;
	edge(true, false, true);
	now_ns += 1000;
	edge(false, true, true);
	now_ns += 1000;
	edge(false, false, true);
	observe((struct observation){ .kind = OBSERVED_END, .told_ns = now_ns + 2 });
	observe((struct observation){ .kind = OBSERVED_STRETCH, .told_ns = now_ns + 1 });
	recording_arrange(&recording);
	assert_int_equal(recording.items[1].time_ns, now_ns - 2000);
	assert_int_equal(recording.items[2].time_ns, now_ns - 1000);
	assert_int_equal(recording.items[3].time_ns, now_ns);
	assert_int_equal(recording.items[3].kind, OBSERVED_EDGE);
	assert_int_equal(recording.items[4].kind, OBSERVED_STRETCH);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_write),
		TEST(test_read),
		TEST(test_nobody),
		TEST(test_ten_bit),
		TEST(test_errors),
		TEST(test_ten_bit_cut),
		TEST(test_holes),
		TEST(test_times),
		TEST(test_wording),
		TEST(test_json),
		TEST(test_arranged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
