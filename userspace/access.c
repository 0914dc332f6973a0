// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>

#include <linux/i2c.h>

#include "access.h"
#include "arguments.h"
#include "bus.h"
#include "ground.h"
#include "report.h"

int access_option(struct access *access, int option, const char *argument)
{
	switch (option) {
	case OPTION_ALL:
		access->rules.all = true;
		return STATUS_OK;
	case OPTION_FORCE:
		access->force = true;
		return STATUS_OK;
	case OPTION_SPEED:
		return frequency_argument(access->command, argument, &access->scl_frequency_hz);
	case OPTION_TENBIT:
		access->rules.ten_bit = true;
		return STATUS_OK;
	case OPTION_YES:
		return STATUS_OK;
	default:
		return try_help(access->command);
	}
}

/* A kernel driver's target is left alone: it could get registers it does not expect. */
static int check_drivers(const struct access *access, const struct bus *bus,
			 const struct message_list *list)
{
	char driver[64], target[TARGET_TEXT_BYTES];
	unsigned int i;

	for (i = 0; i < list->count && !access->force; i++) {
		const struct gpio_i2c_message *message = &list->messages[i];
		bool ten_bit = message->flags & I2C_M_TEN;

		if (!bus_target_driver(bus, message->address, ten_bit, driver, sizeof(driver)))
			continue;
		target_text(target, message->address, ten_bit);
		complain("%s is in use by the kernel driver %s; nothing was sent", target, driver);
		advise("--force sends all the same, which may confuse that driver");
		return STATUS_FAILED;
	}
	return STATUS_OK;
}

static int check_speed(const struct access *access, const struct bus *bus)
{
	struct gpio_i2c_info info;
	int ret;

	if (!access->scl_frequency_hz)
		return STATUS_OK;
	ret = bus_info(bus, &info);
	if (ret) {
		report_call(bus, "GPIO_I2C_IOC_INFO", -ret);
		return STATUS_FAILED;
	}
	if (access->scl_frequency_hz <= info.scl_frequency_hz)
		return STATUS_OK;
	complain("--speed %u: above what the bus is set to (%u Hz); nothing was sent",
		 access->scl_frequency_hz, info.scl_frequency_hz);
	advise("a call can only be slower; 'gpioi2c speed %u %u' as root makes the bus faster",
	       bus->number, access->scl_frequency_hz);
	return STATUS_USAGE;
}

int access_run(const struct access *access, const char *bus_text, struct message_list *list)
{
	struct gpio_i2c_transfer transfer = {
		.messages = (uintptr_t)list->messages,
		.message_count = list->count,
		.scl_frequency_hz = access->scl_frequency_hz,
	};
	struct bus bus;
	int status, ret;

	if (bus_open(bus_text, &bus))
		return STATUS_FAILED;
	status = check_drivers(access, &bus, list);
	if (status == STATUS_OK)
		status = check_speed(access, &bus);
	if (status != STATUS_OK)
		goto out_close;
	ret = bus_transfer(&bus, &transfer);
	if (ret) {
		report_transfer(&bus, list->messages, &transfer, -ret);
		status = ret == -EINVAL ? STATUS_USAGE : STATUS_FAILED;
	}
out_close:
	bus_close(&bus);
	return status;
}
