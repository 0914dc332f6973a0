// SPDX-License-Identifier: GPL-2.0-only
/* What edges mean, and how they are written for other programs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../userspace/decode.h"
#include "../../userspace/recording.h"
#include "../../userspace/svg.h"
#include "../../userspace/vcd.h"

#define HALF_NS	5000

static struct recording recording;
static uint64_t now_ns;
static bool sda;
static char text[2048];

static void observe(struct observation observation)
{
	observation.told_ns = now_ns;
	if (!observation.time_ns)
		observation.time_ns = now_ns;
	assert_true(recording_add(&recording, &observation));
}

static void edge(bool scl, bool level, bool seen)
{
	observe((struct observation){ .scl = scl, .level = level, .seen = seen });
	if (!scl)
		sda = level;
}

/* SCL is low. A target's level is seen while SCL is high. */
static void bit(bool level, bool of_target)
{
	now_ns += HALF_NS / 2;
	if (level != sda && !of_target)
		edge(false, level, false);
	now_ns += HALF_NS / 2;
	edge(true, true, false);
	now_ns += HALF_NS / 2;
	if (level != sda)
		edge(false, level, true);
	now_ns += HALF_NS / 2;
	edge(true, false, false);
}

static void byte(unsigned int value, bool of_target, bool nak)
{
	int i;

	for (i = 7; i >= 0; i--)
		bit(value >> i & 1, of_target);
	bit(nak, !of_target);
}

static void start(void)
{
	now_ns += HALF_NS;
	edge(false, false, false);
	now_ns += HALF_NS;
	edge(true, false, false);
}

/* Both lines high, from SCL low. */
static void let_go(void)
{
	now_ns += HALF_NS / 2;
	if (!sda)
		edge(false, true, false);
	now_ns += HALF_NS / 2;
	edge(true, true, false);
}

static void stop(void)
{
	now_ns += HALF_NS / 2;
	if (sda)
		edge(false, false, false);
	now_ns += HALF_NS / 2;
	edge(true, true, false);
	now_ns += HALF_NS;
	edge(false, true, false);
}

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

static int begin(void **state)
{
	(void)state;
	recording_clear(&recording);
	now_ns = 1000000000;
	sda = true;
	return 0;
}

static int end(void **state)
{
	(void)state;
	recording_free(&recording);
	return 0;
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
}

static char *written(bool svg)
{
	static char buffer[4000000];
	FILE *file = fmemopen(buffer, sizeof(buffer), "w");

	recording_arrange(&recording);
	if (svg)
		assert_true(svg_write(file, 7, &recording));
	else
		vcd_write(file, 7, &recording);
	fclose(file);
	return buffer;
}

static void test_vcd(void **state)
{
	char *vcd;

	(void)state;
	start();
	byte(0x40, false, false);
	stop();
	vcd = written(false);
	assert_non_null(strstr(vcd, "$timescale 1 ns $end\n$scope module i2c_7 $end\n"));
	assert_non_null(strstr(vcd, "#0\n$dumpvars\n1c\n1d\n$end\n"
			       "#10000\n0d\n#15000\n0c\n#20000\n1c\n"));
	assert_string_equal(strrchr(vcd, '#'), "#125000\n");
}

static size_t occurrences(const char *in, const char *what)
{
	size_t count = 0;

	while ((in = strstr(in, what))) {
		in++;
		count++;
	}
	return count;
}

static void test_svg(void **state)
{
	char *svg;
	int i;

	(void)state;
	recording_clear(&recording);
	svg = written(true);
	assert_non_null(strstr(svg, "</svg>\n"));
	start();
	byte(0x40, false, false);
	byte(0x5a, false, true);
	stop();
	svg = written(true);
	assert_int_equal(occurrences(svg, "<polyline"), 2);
	assert_non_null(strstr(svg, ">0x20 W ACK<"));
	assert_non_null(strstr(svg, ">0x5a NAK<"));
	/* long ones go on in the next row, and end some day */
	start();
	for (i = 0; i < 40; i++)
		byte(i, false, false);
	stop();
	svg = written(true);
	assert_int_equal(occurrences(svg, "<polyline"), 2 * 8);
	start();
	for (i = 0; i < 1500; i++)
		byte(i & 0xff, false, false);
	stop();
	svg = written(true);
	assert_int_equal(occurrences(svg, "<polyline"), 2 * 200);
	assert_non_null(strstr(svg, " more bytes and conditions<"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_write, begin, end),
		cmocka_unit_test_setup_teardown(test_read, begin, end),
		cmocka_unit_test_setup_teardown(test_nobody, begin, end),
		cmocka_unit_test_setup_teardown(test_ten_bit, begin, end),
		cmocka_unit_test_setup_teardown(test_errors, begin, end),
		cmocka_unit_test_setup_teardown(test_arranged, begin, end),
		cmocka_unit_test_setup_teardown(test_vcd, begin, end),
		cmocka_unit_test_setup_teardown(test_svg, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
