// SPDX-License-Identifier: GPL-2.0-only
/* gpioi2c doctor from end to end, on files of the test's own. */
#include "../../userspace/kernellog.h"
#include "test_tool_run.h"

#define DEBUGFS	"sys/kernel/debug/gpio-i2c/i2c-1/"

static char log_path[64];

static int set_up_doctor(void **state)
{
	set_up(state);
	device.last_fastest_hz = 99900;
	tree_put("sys/class/i2c-dev/i2c-1/dev", "89:1\n");
	tree_put("dev/i2c-1", "");
	tree_put(DEBUGFS "sda", "1\n");
	tree_put(DEBUGFS "scl", "1\n");
	tree_put("sys/devices/gpio-i2c.0/i2c-1/name", "gpio-i2c gpio-i2c.0\n");
	remove(tree_path("sys/class/misc/gpio-i2c-1/device/name"));
	remove(tree_path("sys/class/misc/gpio-i2c-1/device/scl_frequency_hz"));
	rmdir(tree_path("sys/class/misc/gpio-i2c-1/device"));
	tree_link("sys/class/misc/gpio-i2c-1/device", "../../../devices/gpio-i2c.0/i2c-1");
	snprintf(log_path, sizeof(log_path), "%s/kmsg", tree_root);
	kernellog_path = log_path;
	tree_put("kmsg", "4,1,1,-;i2c i2c-1: of a bus before\n"
			 "6,2,2,-;gpio-i2c gpio-i2c.0: adapter 1, SDA gpiochip1:0\n"
			 " SUBSYSTEM=platform\n"
			 "4,3,3,-;i2c i2c-11: another\n"
			 "4,4,4,-;i2c i2c-1: a line\n");
	return 0;
}

/* What it says, whatever the exit status. */
static void assert_says(const char *line, int status, const char *text)
{
	expect(line, status, NULL);
	if (!strstr(out, text))
		fail_msg("'%s' does not say '%s': %s", line, text, out);
}

static void test_healthy(void **state)
{
	(void)state;
	expect("doctor 1", 0, "no fault found\n");
	assert_int_equal(device.transfers, 0);
	expect("doctor --probe 1", 0, "no fault found\n");
	/* 0x68 has a driver, 0x50 is asked once more. */
	assert_int_equal(device.transfers, 0x77 - 0x08 + 1);
	assert_says("doctor -v --probe 1", 0, "\nanswered: 0x50\n"
		    "kernel's log: gpio-i2c gpio-i2c.0: adapter 1, SDA gpiochip1:0\n"
		    "kernel's log: i2c i2c-1: a line\nno fault found\n");
	assert_says("doctor -v 1", 0, "\nok (levels): SDA and SCL are high");
	assert_says("doctor -v 1", 0, "\nok (speed): 100000 Hz asked for, 99900 Hz in the fastest");
}

static void test_fault(void **state)
{
	(void)state;
	tree_put(DEBUGFS "sda", "0\n");
	assert_says("doctor 1", 1, "fault (sda_low): SDA is low, SCL is high\n  meaning: a target");
	assert_says("doctor 1", 1, "\n  fix: 'gpioi2c doctor --probe 1' tries clocks");
	assert_says("doctor 1", 1, "\nkernel's log: i2c i2c-1: a line\n");
	assert_int_equal(device.transfers, 0);
	assert_says("doctor --probe 1", 1,
		    "fault (sda_held): SDA is low, and 9 clocks did not free it\n");
	tree_put(DEBUGFS "sda", "0\n");
	tree_put(DEBUGFS "scl", "0\n");
	assert_says("doctor --probe 1", 1, "fault (both_low): ");
	assert_int_equal(device.transfers, 0);
}

static void test_not_root(void **state)
{
	(void)state;
	remove(tree_path(DEBUGFS "sda"));
	assert_says("doctor 1", 0, "no fault found, but the levels of the lines are not known");
	expect("doctor --probe 1", 0, "no fault found\n");
	device.error = EBUSY;
	assert_says("doctor --probe 1", 1, "fault (not_idle): ");
	device.error = ENODEV;
	assert_says("doctor 1", 1, "fault (bus_failed): ");
}

static void test_nodes(void **state)
{
	(void)state;
	remove(tree_path("dev/i2c-1"));
	assert_says("doctor 1", 1, "fault (node_missing): ");
	remove(tree_path("sys/class/i2c-dev/i2c-1/dev"));
	rmdir(tree_path("sys/class/i2c-dev/i2c-1"));
	rmdir(tree_path("sys/class/i2c-dev"));
	assert_says("doctor 1", 1, "fault (no_i2c_dev): ");
	remove(tree_path("dev/gpio-i2c-1"));
	assert_says("doctor 1", 1, "fault (node_missing): ");
}

static void test_client(void **state)
{
	(void)state;
	tree_put("sys/bus/i2c/devices/1-0020/name", "pcf8574\n");
	assert_says("doctor --probe 1", 1,
		    "fault (client_silent): 0x20, declared as pcf8574, does not answer\n");
	device.last_fastest_hz = 49000;
	assert_says("doctor --probe 1", 1, "fault (slow): 100000 Hz asked for, 49000 Hz in");
}

/* The same of JSON, with ' for ". */
static void json_says(const char *line, int status, const char *text)
{
	char *quoted = strdup(text), *quote;

	assert_non_null(quoted);
	while ((quote = strchr(quoted, '\'')))
		*quote = '"';
	assert_says(line, status, quoted);
	free(quoted);
}

static void test_json(void **state)
{
	(void)state;
	json_says("doctor --json 1", 0, "{'bus':1,'sda':'gpiochip1:0','scl':'gpiochip1:1',");
	json_says("doctor --json 1", 0,
		  "'faults':0,'verdicts':[{'check':'nodes','verdict':'ok','seen':'");
	assert_null(strstr(out, "\"targets\""));
	json_says("doctor --json --probe 1", 0, "'targets':[80],'log':['gpio-i2c gpio-i2c.0");
	tree_put(DEBUGFS "sda", "0\n");
	json_says("doctor --json 1", 1, "{'check':'levels','verdict':'fault','seen':'SDA is low,");
	json_says("doctor --json 1", 1, "'fault':'sda_low','meaning':'a target holds it");
}

static void test_bad_input(void **state)
{
	(void)state;
	expect_error("doctor", 2, "gpioi2c doctor: argument missing");
	expect_error("doctor 1 2 3", 2, "gpioi2c doctor: too many arguments");
	expect_error("doctor 7", 1, "gpioi2c: no bus '7'");
	/* The unit tests are built without libgpiod. */
	expect_error("doctor SDA SCL", 1,
		     "gpioi2c: doctor: built without libgpiod: install libgpiod-dev and build again");
	assert_int_equal(device.transfers, 0);
}

#define DOCTOR_TEST(name)	cmocka_unit_test_setup_teardown(name, set_up_doctor, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		DOCTOR_TEST(test_healthy), DOCTOR_TEST(test_fault), DOCTOR_TEST(test_not_root),
		DOCTOR_TEST(test_nodes), DOCTOR_TEST(test_client), DOCTOR_TEST(test_json),
		DOCTOR_TEST(test_bad_input),
	};

	return cmocka_run_group_tests_name("test_tool_doctor", tests, NULL, NULL);
}
