// SPDX-License-Identifier: GPL-2.0-only
/* How edges are written for other programs, and drawn. */
#include "test_tool_wire.h"

#include "../../userspace/svg.h"
#include "../../userspace/vcd.h"

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
	observe((struct observation){ .kind = OBSERVED_BEGIN, .amount = 1 });
	start();
	byte(0x40, false, false);
	stop();
	vcd = written(false);
	assert_non_null(strstr(vcd, "$timescale 1 ns $end\n$scope module i2c_7 $end\n"));
	assert_non_null(strstr(vcd, "#0\n$dumpvars\n1c\n1d\n$end\n"
			       "#10000\n0d\n#15000\n0c\n#20000\n1c\n"));
	assert_string_equal(strrchr(vcd, '#'), "#125000\n");
	/* two edges at one instant have it once */
	edge(true, false, false);
	edge(false, false, false);
	assert_non_null(strstr(written(false), "#115000\n1d\n0c\n0d\n#125000\n"));
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
	/* where: conditions beside their lines, bytes above their clocks, NAK red */
	assert_non_null(strstr(svg, "\"M48.0,4.0V94.0\"/>\n<text x=\"51.0\" y=\"14.0\">START"));
	assert_non_null(strstr(svg, "\"ack\" x=\"184.0\" y=\"20.0\" width=\"16.0\" "));
	assert_non_null(strstr(svg, "\"nak\" x=\"328.0\" y=\"20.0\" width=\"16.0\" "));
	assert_non_null(strstr(svg, "\"byte\" x=\"200.0\" y=\"20.0\" width=\"144.0\" "));
	assert_non_null(strstr(svg, "\"middle value\" x=\"272.0\" y=\"32.5\">0x5a NAK<"));
	assert_non_null(strstr(svg, "<text class=\"end\" x=\"357.0\" y=\"14.0\">STOP<"));
	/* its times, and the levels at the left edge */
	assert_non_null(strstr(svg, ">0.0 us<"));
	assert_non_null(strstr(svg, " x=\"200.0\" y=\"109.0\">95.0 us<"));
	assert_null(strstr(svg, ">5.0 us<"));
	assert_non_null(strstr(svg, "\"scl\" points=\"40.0,46.0 56.0,46.0 56.0,66.0 "));
	assert_non_null(strstr(svg, "\"sda\" points=\"40.0,74.0 48.0,74.0 48.0,94.0 "));
	assert_non_null(strstr(svg, " width=\"413\" height=\"120\" viewBox=\"0 0 413 120\">"));
	/* a gap is cut short, and what happened is said; one fast clock is not the usual one */
	edge(true, false, false);
	now_ns += 10;
	edge(true, true, false);
	now_ns += 10;
	edge(true, false, false);
	now_ns += 10;
	edge(true, true, false);
	now_ns += 1000000 - 30;
	start();
	byte(0x66, false, true);
	observe((struct observation){ .kind = OBSERVED_MISSING });
	svg = written(true);
	assert_non_null(strstr(svg, ">1005.0 us<"));
	assert_non_null(strstr(svg, " x=\"390.0\" y=\"32.5\">1005.0 us<"));
	assert_non_null(strstr(svg, ">events lost<"));
	assert_int_equal(occurrences(svg, " width=\"144.0\" "), 3);
	recording_clear(&recording);
	sda = true;
	/* long ones go on in the next row, and end some day */
	start();
	for (i = 0; i < 40; i++)
		byte(i, false, false);
	stop();
	svg = written(true);
	assert_int_equal(occurrences(svg, "<polyline"), 2 * 8);
	/* with the level that the row above ends with */
	assert_int_equal(occurrences(svg, "<polyline class=\"sda\" points=\"40.0,74"), 1);
	start();
	for (i = 0; i < 1500; i++)
		byte(i & 0xff, false, false);
	stop();
	svg = written(true);
	assert_int_equal(occurrences(svg, "<polyline"), 2 * 200);
	assert_non_null(strstr(svg, ">541 more bytes and conditions<"));
	/* what has no room is not said */
	recording_clear(&recording);
	sda = true;
	start();
	byte(0x66, false, true);
	stop();
	start();
	byte(0x40, false, false);
	svg = written(true);
	assert_int_equal(occurrences(svg, ">5.0 us<"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_vcd),
		TEST(test_svg),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
