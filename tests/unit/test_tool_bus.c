// SPDX-License-Identifier: GPL-2.0-only
/* Which bus a user means, with a sysfs of the test's own. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../userspace/bus.h"
#include "../../userspace/ground.h"
#include "../../userspace/sysfs.h"
#include "test_tool_tree.h"

static char sys[64], dev[64];

/* Three buses, the last two of the same name, and an adapter of another driver. */
static int make_buses(void **state)
{
	(void)state;
	tree_make();
	tree_put("sys/class/misc/gpio-i2c-10/device/name", "gpio-i2c twin\n");
	tree_put("sys/class/misc/gpio-i2c-2/device/name", "gpio-i2c twin\n");
	tree_put("sys/class/misc/gpio-i2c-1/device/name", "gpio-i2c gpio-i2c.0\n");
	/* The class has nodes of other drivers, too. */
	tree_put("sys/class/misc/gpio-i2c-x/device/name", "none\n");
	tree_put("sys/class/misc/kvm/dev", "10:232\n");
	/* The null device's number: its node exists everywhere. */
	tree_put("sys/class/misc/gpio-i2c-1/dev", "1:3\n");
	tree_put("sys/bus/i2c/devices/i2c-7/name", "SMBus adapter\n");
	tree_put("sys/bus/i2c/devices/i2c-1/1-0050/name", "24c02\n");
	tree_link("sys/bus/i2c/devices/i2c-1/1-0068/driver", "../../drivers/rtc-ds1307");
	tree_link("sys/bus/i2c/devices/i2c-1/1-a150/driver", "../../drivers/ten-bit");
	tree_link("sys/bus/i2c/devices/i2c-1/i2c-5/5-0051/driver", "../../drivers/at24");
	tree_link("sys/bus/i2c/devices/i2c-1/i2c-5/i2c-6/6-0052/driver", "../../drivers/lm75");
	tree_put("sys/bus/i2c/devices/i2c-1/i2c-dev/i2c-1/dev", "89:1\n");
	tree_put("dev/gpio-i2c-1", "");
	tree_link("dev/by-name", "/dev/null");
	snprintf(sys, sizeof(sys), "%s/sys", tree_root);
	snprintf(dev, sizeof(dev), "%s/dev", tree_root);
	sysfs_root = sys;
	bus_dev_root = dev;
	return 0;
}

static int remove_buses(void **state)
{
	(void)state;
	tree_remove();
	return 0;
}

static void test_scan(void **state)
{
	struct bus *buses;
	size_t count;

	(void)state;
	assert_int_equal(bus_scan(&buses, &count), 0);
	assert_int_equal(count, 3);
	assert_int_equal(buses[0].number, 1);
	assert_int_equal(buses[1].number, 2);
	assert_int_equal(buses[2].number, 10);
	assert_string_equal(buses[0].adapter_name, "gpio-i2c gpio-i2c.0");
	assert_int_equal(buses[0].fd, -1);
	assert_string_equal(buses[0].node, tree_path("dev/gpio-i2c-1"));
	free(buses);
}

static void test_scan_without_module(void **state)
{
	struct bus *buses;
	size_t count;

	(void)state;
	sysfs_root = "/nonexistent";
	assert_int_equal(bus_scan(&buses, &count), 0);
	assert_int_equal(count, 0);
	assert_null(buses);
	sysfs_root = sys;
}

static void test_numbers(void **state)
{
	static const struct {
		const char *text;
		bool good;
		unsigned int number;
	} cases[] = {
		{ "0", true, 0 },
		{ "12", true, 12 },
		{ "gpio-i2c-3", true, 3 },
		{ "i2c-3", true, 3 },
		{ "/dev/gpio-i2c-3", true, 3 },
		{ "/dev/i2c-3", true, 3 },
		{ "./gpio-i2c-3", true, 3 },
		{ "", false, 0 },
		{ "-1", false, 0 },
		{ " 1", false, 0 },
		{ "1x", false, 0 },
		{ "0x1", false, 0 },
		{ "/dev/3", false, 0 },
		{ "gpio-i2c-", false, 0 },
		{ "gpio-i2c-x", false, 0 },
		{ "gpio-i2c-1 (deleted)", false, 0 },
		{ "gpio-i2c gpio-i2c.0", false, 0 },
		{ "4294967296", false, 0 },
		{ "99999999999999999999999", false, 0 },
	};
	unsigned int number;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		if (bus_number(cases[i].text, &number) != cases[i].good)
			fail_msg("'%s'", cases[i].text);
		if (cases[i].good)
			assert_int_equal(number, cases[i].number);
	}
}

static void test_find(void **state)
{
	static const struct {
		const char *text;
		int ret;
		unsigned int number;
	} cases[] = {
		{ "1", 0, 1 },
		{ "10", 0, 10 },
		{ "gpio-i2c-2", 0, 2 },
		{ "i2c-2", 0, 2 },
		{ "/dev/gpio-i2c-10", 0, 10 },
		{ "gpio-i2c gpio-i2c.0", 0, 1 },
		{ "gpio-i2c.0", 0, 1 },
		{ "/dev/null", 0, 1 },
		{ "3", -ENODEV, 0 },
		{ "7", -ENODEV, 0 },
		{ "gpio-i2c twin", -ENODEV, 0 },
		{ "twin", -ENODEV, 0 },
		{ "gpio-i2c", -ENODEV, 0 },
		{ "", -ENODEV, 0 },
		{ "/dev/zero", -ENODEV, 0 },
		{ "/nonexistent", -ENODEV, 0 },
	};
	struct bus bus;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(cases); i++) {
		if (bus_find(cases[i].text, &bus) != cases[i].ret)
			fail_msg("'%s'", cases[i].text);
		if (!cases[i].ret)
			assert_int_equal(bus.number, cases[i].number);
	}
}

static void test_find_by_link(void **state)
{
	struct bus bus;

	(void)state;
	assert_int_equal(bus_find(tree_path("dev/by-name"), &bus), 0);
	assert_int_equal(bus.number, 1);
}

static void test_open(void **state)
{
	struct bus bus;

	(void)state;
	assert_int_equal(bus_open("1", &bus), 0);
	assert_true(bus.fd >= 0);
	bus_close(&bus);
	assert_int_equal(bus.fd, -1);
	/* There is no node for this one. */
	assert_int_equal(bus_open("2", &bus), -ENOENT);
}

static void test_target_driver(void **state)
{
	char driver[32], cut[4];
	struct bus bus;

	(void)state;
	assert_int_equal(bus_find("1", &bus), 0);
	assert_true(bus_target_driver(&bus, 0x68, false, driver, sizeof(driver)));
	assert_string_equal(driver, "rtc-ds1307");
	/* Behind a multiplexer, the wires are the same. */
	assert_true(bus_target_driver(&bus, 0x51, false, driver, sizeof(driver)));
	assert_string_equal(driver, "at24");
	assert_true(bus_target_driver(&bus, 0x52, false, driver, sizeof(driver)));
	assert_string_equal(driver, "lm75");
	/* A device without a driver is free. */
	assert_false(bus_target_driver(&bus, 0x50, false, driver, sizeof(driver)));
	assert_false(bus_target_driver(&bus, 0x20, false, driver, sizeof(driver)));
	/* Seven and ten bits are different addresses. */
	assert_true(bus_target_driver(&bus, 0x150, true, driver, sizeof(driver)));
	assert_string_equal(driver, "ten-bit");
	assert_false(bus_target_driver(&bus, 0x68, true, driver, sizeof(driver)));
	assert_true(bus_target_driver(&bus, 0x68, false, cut, sizeof(cut)));
	assert_string_equal(cut, "rtc");
}

static void test_sysfs(void **state)
{
	char path[PATH_MAX], value[16], small[4];

	(void)state;
	assert_true(sysfs_path(path, sizeof(path), "bus/%s/devices/i2c-%d/name", "i2c", 7));
	assert_int_equal(sysfs_read(path, value, sizeof(value)), 0);
	assert_string_equal(value, "SMBus adapter");
	assert_int_equal(sysfs_read(path, small, sizeof(small)), 0);
	assert_string_equal(small, "SMB");
	assert_int_equal(sysfs_write(path, "other"), 0);
	assert_int_equal(sysfs_read(path, value, 6), 0);
	assert_string_equal(value, "other");
	assert_false(sysfs_path(path, 8, "bus"));
	assert_int_equal(sysfs_read("/nonexistent/x", value, sizeof(value)), -ENOENT);
	assert_int_equal(sysfs_write("/nonexistent/x", "1"), -ENOENT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scan),
		cmocka_unit_test(test_scan_without_module),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_find_by_link),
		cmocka_unit_test(test_open),
		cmocka_unit_test(test_target_driver),
		cmocka_unit_test(test_sysfs),
	};

	return cmocka_run_group_tests(tests, make_buses, remove_buses);
}
