// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <linux/gpio-i2c.h>
#include <linux/i2c.h>

#include "bus.h"
#include "parse.h"
#include "report.h"

/* How long the driver waited; 0 if it does not tell. */
static unsigned int timeout_ms(const struct bus *bus)
{
	struct gpio_i2c_info info;

	return bus_info(bus, &info) ? 0 : info.timeout_ms;
}

static void report_timeout(const struct bus *bus, const char *where)
{
	unsigned int limit_ms = timeout_ms(bus);

	if (limit_ms)
		complain("SCL held low for longer than %u ms%s: stuck target or missing pull-up?",
			 limit_ms, where);
	else
		complain("SCL held low for too long%s: stuck target or missing pull-up?", where);
	advise("SCL cannot be recovered by clocks: power-cycle the target, or look for a short");
}

/* Report a cause that concerns no single message. False if @error is none. */
static bool report_bus(const struct bus *bus, int error)
{
	switch (error) {
	case ENODEV:
		complain("%s: the bus is gone (unbound, or its GPIO chip removed)", bus->node);
		return true;
	case ESHUTDOWN:
		complain("%s: the bus is suspended, or the system went to sleep", bus->node);
		return true;
	case EBUSY:
		complain("%s: the bus did not become idle: SDA or SCL is held low", bus->node);
		advise("a target stuck in the middle of a byte is freed by 'gpioi2c recover %u';",
		       bus->number);
		advise("else look for a missing pull-up, a short, or another master");
		advise("(the kernel's log names the line)");
		return true;
	case EAGAIN:
		complain("%s: another master won the bus, again after every retry", bus->node);
		return true;
	case EINTR:
		complain("%s: interrupted", bus->node);
		return true;
	case ENOTTY:
		complain("%s: not the node of a gpio-i2c bus", bus->node);
		return true;
	}
	return false;
}

static void report_message(const struct bus *bus, const struct gpio_i2c_message *message,
			   const struct gpio_i2c_transfer *transfer, int error)
{
	char where[64], target[TARGET_TEXT_BYTES];

	target_text(target, message->address, message->flags & I2C_M_TEN);
	snprintf(where, sizeof(where), " at message %u, byte %u", transfer->messages_done,
		 transfer->bytes_done);
	if (error == ENXIO || (error == EIO && transfer->error_at_address)) {
		complain("no acknowledge from %s (address, message %u)", target,
			 transfer->messages_done);
		advise("powered, wired, not busy writing? 'gpioi2c detect %u' shows who answers",
		       bus->number);
		return;
	}
	switch (error) {
	case EIO:
		if (transfer->line_failed) {
			complain("SDA or SCL could not be accessed%s", where);
			advise("the kernel's log names the line and the error");
			break;
		}
		complain("no acknowledge from %s%s", target, where);
		advise("the target refused that byte: write-protected, or no such register?");
		break;
	case ETIMEDOUT:
		report_timeout(bus, where);
		break;
	case EPROTO:
		complain("%s sent a block length that SMBus does not allow (1 to 32) at message %u",
			 target, transfer->messages_done);
		break;
	case EINVAL:	/* parse.c has found all else that is invalid */
		complain("it would take more than %d s on the wire; nothing was sent",
			 GPIO_I2C_TRANSFER_SECONDS_MAX);
		advise("send it in parts, or faster");
		break;
	case EOPNOTSUPP:
		complain("%s: the bus cannot do this kind of transfer", bus->node);
		advise("'gpioi2c info %u' lists what it can do", bus->number);
		break;
	default:
		complain("%s: transfer to %s%s: %s", bus->node, target, where, strerror(error));
	}
}

void report_transfer(const struct bus *bus, const struct gpio_i2c_message *messages,
		     const struct gpio_i2c_transfer *transfer, int error)
{
	unsigned int failed = transfer->messages_done;

	if (report_bus(bus, error))
		return;
	/* All messages went through, but the STOP failed: blame the last target. */
	if (failed >= transfer->message_count)
		failed = transfer->message_count - 1;
	report_message(bus, &messages[failed], transfer, error);
}

void report_call(const struct bus *bus, const char *call, int error)
{
	if (!report_bus(bus, error))
		complain("%s: %s: %s", bus->node, call, strerror(error));
}
