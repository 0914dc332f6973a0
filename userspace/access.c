// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>

#include <linux/i2c.h>

#include "access.h"
#include "arguments.h"
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

/* Writing behind a kernel driver's back could confuse it. */
int access_allowed(const struct access *access, const struct message_list *list)
{
	char driver[64], target[TARGET_TEXT_BYTES];
	unsigned int i;

	for (i = 0; i < list->count && !access->force; i++) {
		const struct gpio_i2c_message *message = &list->messages[i];
		bool ten_bit = message->flags & I2C_M_TEN;

		if (!bus_target_driver(&access->bus, message->address, ten_bit, driver,
				       sizeof(driver)))
			continue;
		target_text(target, message->address, ten_bit);
		complain("%s is in use by the kernel driver %s; nothing was sent", target, driver);
		advise("--force sends all the same, which may confuse that driver");
		return STATUS_FAILED;
	}
	return STATUS_OK;
}

static int check_speed(const struct access *access)
{
	const struct bus *bus = &access->bus;
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

int access_open(struct access *access, const char *bus_text)
{
	int status;

	if (bus_open(bus_text, &access->bus))
		return STATUS_FAILED;
	status = check_speed(access);
	if (status)
		bus_close(&access->bus);
	return status;
}

void access_close(struct access *access)
{
	bus_close(&access->bus);
}

int access_try(struct access *access, const struct message_list *list,
	       struct gpio_i2c_transfer *transfer)
{
	int ret;

	*transfer = (struct gpio_i2c_transfer){
		.messages = (uintptr_t)list->messages,
		.message_count = list->count,
		.scl_frequency_hz = access->scl_frequency_hz,
	};
	ret = bus_transfer(&access->bus, transfer);
	access->elapsed_ns = transfer->elapsed_ns;
	return ret;
}

int access_send(struct access *access, const struct message_list *list)
{
	struct gpio_i2c_transfer transfer;
	int status = access_allowed(access, list), ret;

	if (status)
		return status;
	ret = access_try(access, list, &transfer);
	if (!ret)
		return STATUS_OK;
	report_transfer(&access->bus, list->messages, &transfer, -ret);
	return ret == -EINVAL ? STATUS_USAGE : STATUS_FAILED;
}

int access_run(struct access *access, const char *bus_text, const struct message_list *list)
{
	int status = access_open(access, bus_text);

	if (status)
		return status;
	status = access_send(access, list);
	access_close(access);
	return status;
}
