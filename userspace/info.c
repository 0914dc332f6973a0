// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include <linux/i2c.h>

#include "arguments.h"
#include "bus.h"
#include "commands.h"
#include "ground.h"
#include "json.h"
#include "report.h"

static const char help[] =
	"Usage: gpioi2c info BUS\n"
	"Describe a bus: its lines, the SCL frequency asked for and the one that the last\n"
	"transfer reached, its time-out, and what it can do.\n\n"
	"      --json       print JSON\n"
	"  -h, --help       print this\n";

static const struct {
	uint64_t flags;
	const char *name;
} functions[] = {
	{ I2C_FUNC_I2C, "I2C" },
	{ I2C_FUNC_10BIT_ADDR, "10-bit addresses" },
	{ I2C_FUNC_PROTOCOL_MANGLING, "Protocol mangling" },
	{ I2C_FUNC_NOSTART, "Messages without START" },
	{ I2C_FUNC_SMBUS_QUICK, "SMBus Quick Command" },
	{ I2C_FUNC_SMBUS_WRITE_BYTE, "SMBus Send Byte" },
	{ I2C_FUNC_SMBUS_READ_BYTE, "SMBus Receive Byte" },
	{ I2C_FUNC_SMBUS_WRITE_BYTE_DATA, "SMBus Write Byte" },
	{ I2C_FUNC_SMBUS_READ_BYTE_DATA, "SMBus Read Byte" },
	{ I2C_FUNC_SMBUS_WRITE_WORD_DATA, "SMBus Write Word" },
	{ I2C_FUNC_SMBUS_READ_WORD_DATA, "SMBus Read Word" },
	{ I2C_FUNC_SMBUS_PROC_CALL, "SMBus Process Call" },
	{ I2C_FUNC_SMBUS_WRITE_BLOCK_DATA, "SMBus Block Write" },
	{ I2C_FUNC_SMBUS_READ_BLOCK_DATA, "SMBus Block Read" },
	{ I2C_FUNC_SMBUS_BLOCK_PROC_CALL, "SMBus Block Process Call" },
	{ I2C_FUNC_SMBUS_PEC, "SMBus PEC" },
	{ I2C_FUNC_SMBUS_WRITE_I2C_BLOCK, "I2C Block Write" },
	{ I2C_FUNC_SMBUS_READ_I2C_BLOCK, "I2C Block Read" },
};

static const struct {
	uint32_t flag;
	const char *name;
	const char *text;
} properties[] = {
	{ GPIO_I2C_INFO_MAY_SLEEP, "may_sleep",
	  "lines may sleep: no transfers in atomic context" },
	{ GPIO_I2C_INFO_SCL_OUTPUT_ONLY, "scl_output_only",
	  "SCL is output only: no clock stretching is seen" },
	{ GPIO_I2C_INFO_SDA_OUTPUT_ONLY, "sda_output_only",
	  "SDA is output only: no acknowledge is seen, no reads" },
	{ GPIO_I2C_INFO_SINGLE_MASTER, "single_master",
	  "single master: arbitration is not checked" },
	{ GPIO_I2C_INFO_READBACK, "readback",
	  "SCL is read back after each falling edge" },
};

static bool can(const struct gpio_i2c_info *info, uint64_t flags)
{
	return (info->functionality & flags) == flags;
}

static void print_reached(const struct gpio_i2c_info *info)
{
	if (info->last_scl_mean_hz)
		printf("SCL reached:   %u Hz, %u to %u Hz a period, in the last transfer\n",
		       info->last_scl_mean_hz, info->last_scl_min_hz, info->last_scl_max_hz);
	else
		printf("SCL reached:   no transfer yet\n");
}

static void print_info(const struct bus *bus, const struct gpio_i2c_info *info)
{
	size_t i;

	printf("node:          %s\n", bus->node);
	printf("adapter:       i2c-%u, %.*s\n", info->adapter_nr,
	       (int)sizeof(info->adapter_name), info->adapter_name);
	printf("SDA:           %.*s\n", (int)sizeof(info->sda_name), info->sda_name);
	printf("SCL:           %.*s\n", (int)sizeof(info->scl_name), info->scl_name);
	printf("SCL asked:     %u Hz\n", info->scl_frequency_hz);
	print_reached(info);
	printf("time-out:      %u ms\n", info->timeout_ms);
	printf("ABI version:   %u\n", info->abi_version);
	for (i = 0; i < ARRAY_SIZE(properties); i++)
		if (info->flags & properties[i].flag)
			printf("property:      %s\n", properties[i].text);
	for (i = 0; i < ARRAY_SIZE(functions); i++)
		printf("%-32s %s\n", functions[i].name,
		       can(info, functions[i].flags) ? "yes" : "no");
}

static struct json_object *reached_json(const struct gpio_i2c_info *info)
{
	struct json_object *reached = json_new();

	json_number(reached, "mean_hz", info->last_scl_mean_hz);
	json_number(reached, "slowest_hz", info->last_scl_min_hz);
	json_number(reached, "fastest_hz", info->last_scl_max_hz);
	return reached;
}

static void print_json(const struct bus *bus, const struct gpio_i2c_info *info)
{
	struct json_object *object = json_new(), *list;
	size_t i;

	json_number(object, "bus", bus->number);
	json_text(object, "node", bus->node);
	json_text(object, "name", info->adapter_name);
	json_text(object, "sda", info->sda_name);
	json_text(object, "scl", info->scl_name);
	json_number(object, "scl_frequency_hz", info->scl_frequency_hz);
	if (info->last_scl_mean_hz)
		json_member(object, "scl_reached", reached_json(info));
	json_number(object, "timeout_ms", info->timeout_ms);
	json_number(object, "abi_version", info->abi_version);
	list = json_new_array();
	for (i = 0; i < ARRAY_SIZE(properties); i++)
		if (info->flags & properties[i].flag)
			json_text_element(list, properties[i].name);
	json_member(object, "properties", list);
	list = json_new_array();
	for (i = 0; i < ARRAY_SIZE(functions); i++)
		if (can(info, functions[i].flags))
			json_text_element(list, functions[i].name);
	json_member(object, "functions", list);
	json_print(object);
}

int info_command(int argc, char **argv)
{
	struct gpio_i2c_info info;
	struct bus bus;
	int status, ret;

	if (!arguments(argc, argv, "info", help, 1, 1, &status))
		return status;
	if (bus_open(argv[optind], &bus))
		return STATUS_FAILED;
	status = STATUS_OK;
	ret = bus_info(&bus, &info);
	if (ret) {
		report_call(&bus, "GPIO_I2C_IOC_INFO", -ret);
		status = STATUS_FAILED;
	} else if (json_wanted) {
		print_json(&bus, &info);
	} else {
		print_info(&bus, &info);
	}
	bus_close(&bus);
	return status;
}
