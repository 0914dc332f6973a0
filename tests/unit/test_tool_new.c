// SPDX-License-Identifier: GPL-2.0-only
/* What gpioi2c new, delete and restore write, into the test's own files. */
#include "../../userspace/driver.h"
#include "test_tool_run.h"

#define DRIVER	"sys/bus/platform/drivers/gpio-i2c/"

static char etc[64];

static int set_up_driver(void **state)
{
	set_up(state);
	tree_put(DRIVER "new_device", "");
	tree_put(DRIVER "delete_device", "");
	tree_put("sys/devices/gpio-i2c-runtime.0/i2c-3/name", "gpio-i2c garden\n");
	tree_link("sys/class/misc/gpio-i2c-3/device", "../../../devices/gpio-i2c-runtime.0/i2c-3");
	snprintf(etc, sizeof(etc), "%s/etc", tree_root);
	driver_config_root = etc;
	return 0;
}

/* The file must be there and hold @want, unless that is NULL. */
static void assert_file(const char *name, const char *want)
{
	FILE *file = fopen(tree_path(name), "r");
	char text[256];
	size_t length;

	if (!want) {
		assert_null(file);
		return;
	}
	assert_non_null(file);
	length = fread(text, 1, sizeof(text) - 1, file);
	text[length] = '\0';
	fclose(file);
	assert_string_equal(text, want);
}

static void test_new(void **state)
{
	(void)state;
	expect("new -s 50k -n it -N 7 --single-master -o a=b SDA 23", 0, "");
	assert_file(DRIVER "new_device",
		    "SDA #23 clock-frequency=50000 name=it number=7 single-master a=b\n");
	expect("new --json -o wait SDA SCL", 0, "{}\n");
}

static void test_usage(void **state)
{
	(void)state;
	expect_error("new SDA", 2, "gpioi2c new: argument missing");
	expect_error("new -s 99 SDA SCL", 2,
		     "gpioi2c new: '99': the SCL frequency is from 100 to 5000000 Hz");
	expect_error("new --persist SDA SCL", 2, "gpioi2c new: --persist wants --name NAME");
	expect_error("new -p --name .x SDA SCL", 2,
		     "gpioi2c new: '.x' cannot be the name of a file");
	expect("delete", 2, "");
	expect("restore all", 2, "");
	assert_file(DRIVER "new_device", "");
	assert_file("etc/.x.conf", NULL);
}

static void test_lasting(void **state)
{
	char text[256];

	(void)state;
	expect("restore --json", 0, "{\"lines\":[]}\n");
	expect("new -p -n it SDA SCL", 0, "");
	assert_file("etc/it.conf", "SDA SCL name=it\n");
	expect("new -p -n it SDA SCL", 1, "");
	tree_put("etc/note.txt", "no bus\n");
	tree_put(DRIVER "new_device", "");
	snprintf(text, sizeof(text),
		 "{\"lines\":[{\"file\":\"%s/it.conf\",\"line\":\"%s\",\"made\":true}]}\n", etc,
		 "SDA SCL name=it");
	expect("restore --json", 0, text);
	assert_file(DRIVER "new_device", "SDA SCL name=it wait\n");
	snprintf(text, sizeof(text), "{\"name\":\"it\",\"file\":\"%s/it.conf\"}\n", etc);
	expect("delete --json it", 0, text);
	assert_file(DRIVER "delete_device", "it");
	assert_file("etc/it.conf", NULL);
}

static void test_delete(void **state)
{
	(void)state;
	tree_put("etc/garden.conf", "SDA SCL name=garden\n");
	expect("delete 1", 1, "");
	assert_file(DRIVER "delete_device", "");
	expect("delete 3", 0, "");
	assert_file(DRIVER "delete_device", "gpio-i2c-runtime.0");
	assert_file("etc/garden.conf", NULL);
	expect("delete --json garden", 0, "{\"name\":\"garden\"}\n");
	expect("delete nothing", 1, "");
}

static void test_no_driver(void **state)
{
	(void)state;
	remove(tree_path(DRIVER "new_device"));
	expect_error("new --json -p -n it SDA SCL", 1,
		     "gpioi2c: new_device: the driver is not there: modprobe gpio-i2c");
	assert_file("etc/it.conf", NULL);
	assert_file("etc/it.conf~", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_new, set_up_driver, tear_down),
		cmocka_unit_test_setup_teardown(test_usage, set_up_driver, tear_down),
		cmocka_unit_test_setup_teardown(test_lasting, set_up_driver, tear_down),
		cmocka_unit_test_setup_teardown(test_delete, set_up_driver, tear_down),
		cmocka_unit_test_setup_teardown(test_no_driver, set_up_driver, tear_down),
	};

	return cmocka_run_group_tests_name("test_tool_new", tests, NULL, NULL);
}
