// SPDX-License-Identifier: GPL-2.0-only
/* What the doctor sees on wires of the test's own, and what it makes of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../userspace/ground.h"
#include "../../userspace/verdict.h"

/* Two open drain lines, what may be wrong with them, and a target. */
static struct {
	bool low[WIRE_LINES];		/* the master pulls */
	bool held[WIRE_LINES];		/* somebody else does */
	bool no_pull_up[WIRE_LINES];
	bool fell[WIRE_LINES];		/* a line without pull-up stays so */
	bool shorted;
	bool noisy;
	bool crossed;			/* the target has SDA for SCL */
	int error;
	unsigned int clocks_left;	/* until the target lets go of SDA; 0: never */
	unsigned int byte_left;		/* bits that it has yet to send, the next one lowest */
	unsigned int starts, edges;
	/* the target's */
	unsigned int bits, byte, address, sending;
	bool was_read;
	bool acknowledges, addressed, sda, scl;
} wires;

static bool level_of(enum wire_line line)
{
	bool pulled = wires.low[line] || wires.held[line] || wires.fell[line];

	if (wires.shorted)
		pulled = wires.low[WIRE_SDA] || wires.low[WIRE_SCL];
	if ((wires.acknowledges || wires.sending) && line == (wires.crossed ? WIRE_SCL : WIRE_SDA))
		pulled = true;
	return !pulled;
}

/* A target at wires.address, which acknowledges its address and sends a byte of zeros. */
static void target_sees(bool sda, bool scl)
{
	if (scl && wires.scl && sda != wires.sda) {
		wires.starts += !sda;
		wires.bits = 0;
		wires.byte = 0;
		wires.addressed = !sda;
		wires.acknowledges = false;
	} else if (scl && !wires.scl && wires.bits < 8) {
		wires.byte = wires.byte << 1 | sda;
		wires.bits++;
	} else if (!scl && wires.scl) {
		wires.was_read = wires.was_read || (wires.acknowledges && wires.byte & 1);
		if (wires.acknowledges && wires.byte & 1)
			wires.sending = 9;
		if (wires.sending)
			wires.sending--;
		wires.acknowledges = wires.addressed && wires.bits == 8 &&
				     wires.byte >> 1 == wires.address;
		if (wires.bits == 8)
			wires.addressed = false;
	}
	wires.sda = sda;
	wires.scl = scl;
}

static int wire_level(struct wire *wire, enum wire_line line)
{
	(void)wire;
	if (wires.error)
		return -wires.error;
	if (wires.noisy)
		wires.held[line] = !wires.held[line];
	return level_of(line);
}

static int wire_set(struct wire *wire, enum wire_line line, bool high)
{
	bool was_low = wires.low[line];

	(void)wire;
	if (wires.error)
		return -wires.error;
	wires.edges++;
	wires.low[line] = !high;
	wires.fell[line] = wires.fell[line] || (!high && wires.no_pull_up[line]);
	if (line == WIRE_SCL && !high && !was_low && wires.clocks_left && !--wires.clocks_left)
		wires.held[WIRE_SDA] = false;
	if (line == WIRE_SCL && !high && !was_low && wires.byte_left) {
		wires.byte_left >>= 1;
		wires.held[WIRE_SDA] = wires.byte_left && !(wires.byte_left & 1);
	}
	if (wires.crossed)
		target_sees(level_of(WIRE_SCL), level_of(WIRE_SDA));
	else
		target_sees(level_of(WIRE_SDA), level_of(WIRE_SCL));
	return 0;
}

static struct wire wire = { .level = wire_level, .set = wire_set };
static struct diagnosis diagnosis;

static int set_up(void **state)
{
	(void)state;
	memset(&wires, 0, sizeof(wires));
	wires.sda = true;
	wires.scl = true;
	memset(&diagnosis, 0, sizeof(diagnosis));
	diagnosis.bus = "7";
	return 0;
}

/* The faults so far are these, separated by blanks; forget them. */
static void assert_faults(const char *wanted)
{
	char names[256] = "";
	unsigned int i;

	for (i = 0; i < diagnosis.count; i++) {
		if (!diagnosis.verdicts[i].fault)
			continue;
		assert_int_equal(diagnosis.verdicts[i].kind, VERDICT_FAULT);
		assert_true(*diagnosis.verdicts[i].fix);
		assert_null(strstr(diagnosis.verdicts[i].fix, "BUS"));
		if (*names)
			strcat(names, " ");
		strcat(names, diagnosis.verdicts[i].fault->name);
	}
	assert_string_equal(names, wanted);
	memset(&diagnosis, 0, sizeof(diagnosis));
	diagnosis.bus = "7";
}

/* What a look alone says. */
static enum idle watch(bool probe)
{
	struct looks looks;
	int ret = exam_watch(&wire, &looks);

	assert_int_equal(wires.edges, 0);
	return verdict_looks(&diagnosis, &looks, -ret, probe);
}

static void test_levels(void **state)
{
	(void)state;
	assert_int_equal(watch(false), IDLE_YES);
	assert_faults("");
	wires.held[WIRE_SDA] = true;
	assert_int_equal(watch(false), IDLE_SDA_LOW);
	assert_non_null(strstr(diagnosis.verdicts[0].fix, "'gpioi2c doctor --probe 7'"));
	assert_faults("sda_low");
	assert_int_equal(watch(true), IDLE_SDA_LOW);
	assert_faults("");
	wires.held[WIRE_SCL] = true;
	assert_int_equal(watch(true), IDLE_NO);
	assert_faults("both_low");
	wires.held[WIRE_SDA] = false;
	assert_int_equal(watch(true), IDLE_NO);
	assert_faults("scl_low");
	wires.noisy = true;
	assert_int_equal(watch(true), IDLE_NO);
	assert_faults("master_active");
}

static void test_no_look(void **state)
{
	static const int errors[] = { EACCES, EPERM, ENOENT, EOPNOTSUPP };
	size_t i;

	(void)state;
	wires.error = EIO;
	assert_int_equal(watch(true), IDLE_NO);
	assert_faults("line_error");
	for (i = 0; i < ARRAY_SIZE(errors); i++) {
		wires.error = errors[i];
		assert_int_equal(watch(false), IDLE_UNKNOWN);
		assert_int_equal(diagnosis.verdicts[0].kind, VERDICT_UNKNOWN);
		assert_faults("");
	}
}

static void test_stuck(void **state)
{
	unsigned int clocks;
	int freed;

	(void)state;
	for (clocks = 1; clocks <= EXAM_CLOCKS_MAX; clocks++) {
		wires.held[WIRE_SDA] = true;
		wires.clocks_left = clocks;
		freed = exam_free(&wire);
		assert_int_equal(freed, clocks);
		assert_true(level_of(WIRE_SDA) && level_of(WIRE_SCL));
		verdict_free(&diagnosis, freed);
		assert_faults("target_stuck");
	}
	/* Between zeros SDA is high, and not free: there is no STOP. */
	wires.held[WIRE_SDA] = true;
	wires.byte_left = 0x12;
	assert_int_equal(exam_free(&wire), 4);
	assert_true(level_of(WIRE_SDA) && level_of(WIRE_SCL));
	wires.held[WIRE_SDA] = true;
	wires.clocks_left = 0;
	freed = exam_free(&wire);
	assert_int_equal(freed, EXAM_CLOCKS_MAX + 1);
	assert_false(wires.low[WIRE_SDA] || wires.low[WIRE_SCL]);
	verdict_free(&diagnosis, freed);
	assert_faults("sda_held");
	wires.error = EIO;
	verdict_free(&diagnosis, exam_free(&wire));
	assert_faults("");
}

static bool pulls_are_good(void)
{
	struct pulls pulls;
	int ret = exam_pulls(&wire, &pulls);

	assert_false(wires.low[WIRE_SDA] || wires.low[WIRE_SCL]);
	return verdict_pulls(&diagnosis, &pulls, -ret);
}

static void test_pulls(void **state)
{
	(void)state;
	assert_true(pulls_are_good());
	assert_int_equal(diagnosis.count, 2);
	assert_int_equal(wires.starts, 0);
	assert_faults("");
	wires.shorted = true;
	assert_false(pulls_are_good());
	assert_faults("shorted");
	wires.shorted = false;
	wires.no_pull_up[WIRE_SDA] = true;
	assert_false(pulls_are_good());
	assert_faults("no_pull_up");
	wires.fell[WIRE_SDA] = false;
	wires.no_pull_up[WIRE_SDA] = false;
	wires.no_pull_up[WIRE_SCL] = true;
	assert_false(pulls_are_good());
	assert_faults("no_pull_up");
	wires.error = ENODEV;
	assert_false(verdict_pulls(&diagnosis, &(struct pulls){ .shorted = false }, ENODEV));
	assert_faults("");
}

static void test_rise_says_how_fast(void **state)
{
	static const struct { uint64_t least_ns, most_ns; const char *seen, *fault; } cases[] = {
		{ 0, 100, "enough for Fast-mode Plus (1 MHz)", "" },
		{ 0, 170, "enough for Fast-mode Plus (1 MHz)", "" },
		{ 0, 171, "enough for Fast-mode (400 kHz), whether", "" },
		{ 0, 427, "enough for Standard-mode (100 kHz), whether", "" },
		{ 1000, 1421, "cannot tell for which speed", "" },
		{ 1420, 3000, "cannot tell for which speed", "" },
		{ 1421, 3000, "longer than 1421 ns", "slow_rise" },
	};
	struct pulls pulls = { .shorted = false };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		pulls.rise[WIRE_SDA] = (struct rise){ true, cases[i].least_ns, cases[i].most_ns };
		assert_true(verdict_pulls(&diagnosis, &pulls, 0));
		assert_int_equal(diagnosis.count, 1);
		assert_non_null(strstr(diagnosis.verdicts[0].seen, cases[i].seen));
		assert_faults(cases[i].fault);
	}
}

static void test_addresses(void **state)
{
	bool answered[128];
	unsigned int i;

	(void)state;
	/* one that is asked by a quick write, one by a read */
	for (wires.address = 0x20; wires.address <= 0x50; wires.address += 0x30) {
		assert_int_equal(exam_answers(&wire, false, answered), 0);
		for (i = 0; i < 128; i++)
			assert_int_equal(answered[i], i == wires.address);
		assert_int_equal(wires.was_read, wires.address == 0x50);
		assert_int_equal(exam_answers(&wire, true, answered), 0);
		assert_null(memchr(answered, 1, sizeof(answered)));
	}
	wires.address = 0x20;
	wires.crossed = true;
	assert_int_equal(exam_answers(&wire, false, answered), 0);
	assert_null(memchr(answered, 1, sizeof(answered)));
	assert_int_equal(exam_answers(&wire, true, answered), 0);
	assert_true(answered[0x20]);
	wires.held[WIRE_SCL] = true;
	assert_int_equal(exam_answers(&wire, false, answered), -ETIMEDOUT);
}

static void test_answers(void **state)
{
	static const struct {
		struct answers answers;
		bool swapped;
		const char *faults;
	} cases[] = {
		{ { .count = 5, .silent = 107 }, false, "" },
		{ { .silent = 112 }, false, "no_answer" },
		{ { .silent = 112 }, true, "swapped" },
		{ { .silent = 111, .with_driver = 1 }, false, "" },
		{ { .count = 100, .silent = 12 }, false, "all_answer" },
		{ { .count = 1, .silent = 111, .unsteady = 0x20 }, false, "unsteady" },
		{ { .count = 1, .silent = 111, .client = 0x50, .client_name = "24c02" }, false,
		  "client_silent" },
		{ { .error = ETIMEDOUT }, false, "scl_timeout" },
		{ { .error = EBUSY }, false, "not_idle" },
		{ { .error = EAGAIN }, false, "lost_arbitration" },
		{ { .error = EIO, .line_failed = true }, false, "line_error" },
		{ { .error = ESHUTDOWN }, false, "bus_failed" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		verdict_answers(&diagnosis, &cases[i].answers, cases[i].swapped);
		assert_faults(cases[i].faults);
	}
}

static void test_figures(void **state)
{
	struct gpio_i2c_info info = { .scl_frequency_hz = 400000, .last_scl_max_hz = 397800 };
	struct answers answers = { .silent = 100, .count = 5, .fastest_hz = 397800 };

	(void)state;
	verdict_speed(&diagnosis, &info, 200000, false);
	verdict_rise(&diagnosis, &info, &answers);
	assert_non_null(strstr(diagnosis.verdicts[1].seen, "613 ns or less: enough for Standard"));
	answers.silent_stretches = 399;
	verdict_rise(&diagnosis, &info, &answers);
	assert_faults("");
	answers.silent_stretches = 400;
	verdict_rise(&diagnosis, &info, &answers);
	assert_faults("slow_rise");
	verdict_rise(&diagnosis, &info, NULL);
	verdict_speed(&diagnosis, &info, 0, false);
	/* A rise of more than 1 us would have been counted. */
	info.scl_frequency_hz = 100000;
	answers.fastest_hz = 95000;
	answers.silent_stretches = 0;
	verdict_rise(&diagnosis, &info, &answers);
	assert_non_null(strstr(diagnosis.verdicts[2].seen, "1000 ns or less: enough for Standard"));
	answers.silent_stretches = 1;
	verdict_rise(&diagnosis, &info, &answers);
	assert_non_null(strstr(diagnosis.verdicts[3].seen, "1826 ns or less: cannot tell"));
	assert_faults("");
	info.last_scl_max_hz = 0;
	verdict_rise(&diagnosis, &info, NULL);
	info.scl_frequency_hz = 400000;
	info.flags = GPIO_I2C_INFO_SCL_OUTPUT_ONLY;
	verdict_rise(&diagnosis, &info, &answers);
	assert_int_equal(diagnosis.verdicts[1].kind, VERDICT_UNKNOWN);
	assert_faults("");
	verdict_speed(&diagnosis, &info, 199999, false);
	assert_non_null(strstr(diagnosis.verdicts[0].fault->meaning, "accesses"));
	verdict_speed(&diagnosis, &info, 199999, true);
	assert_non_null(strstr(diagnosis.verdicts[1].fault->meaning, "stretches"));
	info.flags = GPIO_I2C_INFO_MAY_SLEEP;
	verdict_speed(&diagnosis, &info, 199999, true);
	assert_non_null(strstr(diagnosis.verdicts[2].fault->meaning, "behind a bus"));
	assert_faults("slow slow slow");
}

static void test_counters(void **state)
{
	struct gpio_i2c_statistics before = { .transfers = 3 }, after = {
		.transfers = 9, .timeouts = 1, .busy = 2, .recoveries = 3, .arbitrations_lost = 4,
		.line_errors = 5, .address_naks = 6, .data_naks = 7, .stretches = 8,
		.stretch_longest_ns = 51000000,
	};

	(void)state;
	verdict_counters(&diagnosis, NULL, &before, 100);
	assert_faults("");
	verdict_counters(&diagnosis, &before, &after, 100);
	/* The longest stretch is the one that was too long. */
	assert_faults("scl_timeout was_busy recovered lost_arbitration line_error");
	before.timeouts = 1;
	verdict_counters(&diagnosis, &before, &after, 100);
	assert_faults("was_busy recovered lost_arbitration line_error long_stretch");
	verdict_counters(&diagnosis, &after, &after, 100);
	assert_faults("");
	after = (struct gpio_i2c_statistics){ .stretch_longest_ns = 50999999 };
	verdict_counters(&diagnosis, NULL, &after, 100);
	assert_faults("");
}

static void test_nodes_and_lines(void **state)
{
	struct found_line lines[WIRE_LINES] = { { .place = "a:1" }, { .place = "a:2" } };
	struct stat status = { .st_mode = S_IFCHR | 0660, .st_gid = 44 };

	(void)state;
	verdict_node(&diagnosis, "/dev/it", &status, 0);
	verdict_i2c_dev(&diagnosis, true);
	assert_true(verdict_lines(&diagnosis, lines, false));
	lines[0].used = true;
	lines[1].used = true;
	assert_true(verdict_lines(&diagnosis, lines, true));
	assert_faults("");
	status.st_gid = 0;
	verdict_node(&diagnosis, "/dev/it", &status, 0);
	status = (struct stat){ .st_mode = S_IFCHR | 0600, .st_gid = 44 };
	verdict_node(&diagnosis, "/dev/it", &status, 0);
	verdict_node(&diagnosis, "/dev/it", &status, ENOENT);
	verdict_node(&diagnosis, "/dev/it", &status, EACCES);
	verdict_node(&diagnosis, "/dev/it", &status, ENODEV);
	verdict_i2c_dev(&diagnosis, false);
	assert_faults("root_only root_only node_missing no_leave bus_failed no_i2c_dev");
	lines[0].used = false;
	assert_false(verdict_lines(&diagnosis, lines, false));
	assert_faults("line_taken");
}

/* More verdicts than there is room for are no harm. */
static void test_full(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < VERDICTS_MAX + 5; i++)
		verdict_unknown(&diagnosis, "levels", "why");
	assert_int_equal(diagnosis.count, VERDICTS_MAX);
}

#define TEST(name)	cmocka_unit_test_setup(name, set_up)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_levels), TEST(test_no_look), TEST(test_stuck), TEST(test_pulls),
		TEST(test_rise_says_how_fast), TEST(test_addresses), TEST(test_answers),
		TEST(test_figures), TEST(test_counters), TEST(test_nodes_and_lines),
		TEST(test_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
