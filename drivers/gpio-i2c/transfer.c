// SPDX-License-Identifier: GPL-2.0-only
/* All of it is called with the adapter's bus lock held. */
#include <linux/device.h>

#include "bus.h"
#include "rescue.h"
#include "transfer.h"

/* A transfer that another master won is tried so often, as i2c-algo-bit's users have it. */
#define TRIES	4

/* Say which line is low and what is usual then. */
static void complain_busy(struct gpio_i2c_bus *bus, bool used)
{
	struct gpio_i2c_line *line = &bus->wire.line;

	if (used)
		dev_warn_ratelimited(&bus->adapter.dev,
				     "another master does not let go of the bus\n");
	else if (!gpio_i2c_get_scl(line))
		dev_warn_ratelimited(&bus->adapter.dev,
				     "SCL (%s) is held low: target stuck, no pull-up, or short to ground?\n",
				     line->names[1]);
	else
		dev_warn_ratelimited(&bus->adapter.dev,
				     "SDA (%s) is held low, recovery did not free it: no pull-up, or short to ground?\n",
				     line->names[0]);
}

/*
 * An access to a line failed. What it came out as says nothing of a target or another
 * master, whichever error it was.
 */
static int fail_line(struct gpio_i2c_bus *bus)
{
	struct gpio_i2c_line *line = &bus->wire.line;
	unsigned long flags;

	bus->wire.outcome.line_failed = true;
	spin_lock_irqsave(&bus->figures_lock, flags);
	bus->statistics.line_errors++;
	spin_unlock_irqrestore(&bus->figures_lock, flags);
	dev_err_ratelimited(&bus->adapter.dev, "%s could not be accessed: %pe\n",
			    line->failed_name, ERR_PTR(line->failed));
	return -EIO;
}

static int free_sda(struct gpio_i2c_bus *bus)
{
	unsigned long flags;
	int ret;

	if (!bus->wire.line.scl_readable || !bus->wire.line.sda_readable)
		return -EOPNOTSUPP;
	if (gpio_i2c_rescue_is_idle(&bus->wire))
		return 0;
	ret = gpio_i2c_rescue_recover(&bus->wire);
	spin_lock_irqsave(&bus->figures_lock, flags);
	bus->statistics.recoveries++;
	if (ret)
		bus->statistics.recoveries_failed++;
	spin_unlock_irqrestore(&bus->figures_lock, flags);
	return ret;
}

/* Get the bus idle, by waiting or by force. */
static int claim(struct gpio_i2c_bus *bus)
{
	int ret = gpio_i2c_rescue_wait_idle(&bus->wire);
	unsigned long flags;
	bool used;

	if (ret != -EBUSY || bus->wire.line.failed)
		return ret;
	used = gpio_i2c_rescue_is_used(&bus->wire);
	if (!used && gpio_i2c_get_scl(&bus->wire.line) && !free_sda(bus))
		return 0;
	if (bus->wire.line.failed)
		return -EBUSY;
	spin_lock_irqsave(&bus->figures_lock, flags);
	bus->statistics.busy++;
	spin_unlock_irqrestore(&bus->figures_lock, flags);
	complain_busy(bus, used);
	return -EBUSY;
}

static int check_supported(const struct gpio_i2c_bus *bus, const struct i2c_msg *messages,
			   int count)
{
	int i;

	for (i = 0; i < count; i++) {
		u16 flags = messages[i].flags;

		if ((flags & I2C_M_RD) && !bus->wire.line.sda_readable)
			return -EOPNOTSUPP;
		if ((flags & I2C_M_RECV_LEN) && (flags & I2C_M_NO_RD_ACK))
			return -EOPNOTSUPP;
	}
	return 0;
}

/*
 * What the call puts onto the wire takes so many SCL periods at least. A target that
 * stretches the clock, and lines that are slow, make it longer.
 */
static u32 bits_of(const struct i2c_msg *msg)
{
	u32 bytes = msg->len;

	if (msg->flags & I2C_M_RECV_LEN)
		bytes += I2C_SMBUS_BLOCK_MAX;
	if (!(msg->flags & I2C_M_NOSTART))
		bytes += !(msg->flags & I2C_M_TEN) ? 1 : msg->flags & I2C_M_RD ? 3 : 2;
	return 9 * bytes;
}

static bool is_too_long(const struct gpio_i2c_bus *bus, const struct i2c_msg *messages, int count)
{
	u32 bits = 0;
	int i;

	for (i = 0; i < count; i++)
		bits += bits_of(&messages[i]);
	return bits > GPIO_I2C_TRANSFER_SECONDS_MAX * bus->wire.plan.scl_hz;
}

static void account(struct gpio_i2c_bus *bus, int error, u64 elapsed_ns)
{
	const struct gpio_i2c_outcome *outcome = &bus->wire.outcome;
	struct gpio_i2c_statistics *statistics = &bus->statistics;
	unsigned long flags;

	if (bus->wire.line.failed)
		error = 0;
	spin_lock_irqsave(&bus->figures_lock, flags);
	bus->last = *outcome;
	statistics->transfers++;
	statistics->messages += outcome->messages;
	statistics->bytes += outcome->total_bytes;
	statistics->stretches += outcome->stretches;
	statistics->stretch_longest_ns = max_t(u64, statistics->stretch_longest_ns,
					       gpio_i2c_ticks_to_ns(outcome->stretch_max));
	statistics->transfer_ns += elapsed_ns;
	statistics->awake_ns += elapsed_ns - min(elapsed_ns, bus->wire.pace.slept_ns);
	switch (error) {
	case -ENXIO:
		statistics->address_naks++;
		break;
	case -EIO:
		statistics->data_naks++;
		break;
	case -ETIMEDOUT:
		statistics->timeouts++;
		break;
	case -EAGAIN:
		statistics->arbitrations_lost++;
		break;
	}
	spin_unlock_irqrestore(&bus->figures_lock, flags);
}

/* What a target sent with I2C_M_RECV_LEN makes a message as long as that. */
static void return_lengths(const struct gpio_i2c_wire *wire, struct i2c_msg *messages, int count)
{
	int i;

	for (i = 0; i < count; i++)
		messages[i].len = wire->messages[i].len;
}

/**
 * gpio_i2c_transfer_timeout - how long SCL may be held low, the bus be busy
 * @bus: the bus
 *
 * i2c-dev lets its users set the adapter's time-out to weeks, or to 0.
 *
 * Return: that time, in jiffies.
 */
unsigned int gpio_i2c_transfer_timeout(const struct gpio_i2c_bus *bus)
{
	return clamp_t(int, READ_ONCE(bus->adapter.timeout), 1,
		       msecs_to_jiffies(GPIO_I2C_TIMEOUT_MS_MAX));
}

/**
 * gpio_i2c_transfer_begin - have SCL to oneself, until gpio_i2c_transfer_end()
 * @bus: the bus
 * @atomic: do not sleep
 *
 * Return: 0, or an error of gpio_i2c_line_lock().
 */
int gpio_i2c_transfer_begin(struct gpio_i2c_bus *bus, bool atomic)
{
	struct gpio_i2c_wire *wire = &bus->wire;
	int ret = gpio_i2c_line_lock(&wire->line, atomic);

	if (ret)
		return ret;
	wire->timeout = gpio_i2c_us_to_ticks(jiffies_to_usecs(gpio_i2c_transfer_timeout(bus)));
	wire->pace.may_sleep = !atomic;
	wire->line.failed = 0;
	wire->begun = gpio_i2c_now(&wire->pace);
	return 0;
}

void gpio_i2c_transfer_end(struct gpio_i2c_bus *bus)
{
	gpio_i2c_line_unlock(&bus->wire.line);
}

/* Once, from an idle bus to its STOP. */
static int try_transfer(struct gpio_i2c_bus *bus, struct i2c_msg *messages, int count)
{
	struct gpio_i2c_wire *wire = &bus->wire;
	int ret, error;
	u64 start;

	gpio_i2c_wire_begin(wire, messages, count);
	wire->outcome.reached = true;
	ret = claim(bus);
	if (ret)
		return ret;

	/* both of these count from START */
	wire->pace.slept_ns = 0;
	start = ktime_get_ns();
	ret = i2c_bit_algo.master_xfer(&bus->adapter, wire->messages, count);
	error = gpio_i2c_wire_end(wire);
	account(bus, error, ktime_get_ns() - start);
	wire->outcome.at_address = error == -ENXIO && !wire->line.failed;
	if (error || wire->line.failed)
		return error;
	return_lengths(wire, messages, count);
	return ret;
}

/* Another master won before a target took anything from us or gave us anything. */
static bool may_try_again(const struct gpio_i2c_wire *wire, int ret)
{
	return ret == -EAGAIN && !wire->line.failed && !wire->outcome.messages &&
	       !wire->outcome.bytes;
}

/*
 * The I2C core would try a transfer again that lost to another master, whatever of it a
 * target has taken already: adapter.retries is 0, and what is harmless is done here.
 */
static int transfer(struct i2c_adapter *adapter, struct i2c_msg *messages, int count, bool atomic)
{
	struct gpio_i2c_bus *bus = gpio_i2c_bus_of(adapter);
	struct gpio_i2c_wire *wire = &bus->wire;
	int ret, tries = 0;

	if (count > GPIO_I2C_MESSAGES_MAX)
		return -EOPNOTSUPP;
	ret = check_supported(bus, messages, count);
	if (ret)
		return ret;
	if (is_too_long(bus, messages, count))
		return -EINVAL;

	ret = gpio_i2c_transfer_begin(bus, atomic);
	if (ret)
		return ret;
	do
		ret = try_transfer(bus, messages, count);
	while (may_try_again(wire, ret) && ++tries < TRIES &&
	       gpio_i2c_now(&wire->pace) - wire->begun <= wire->timeout);
	if (unlikely(wire->line.failed))
		ret = fail_line(bus);
	gpio_i2c_transfer_end(bus);
	return ret;
}

static int bus_xfer(struct i2c_adapter *adapter, struct i2c_msg *messages, int count)
{
	return transfer(adapter, messages, count, false);
}

static int bus_xfer_atomic(struct i2c_adapter *adapter, struct i2c_msg *messages, int count)
{
	return transfer(adapter, messages, count, true);
}

static u32 bus_functionality(struct i2c_adapter *adapter)
{
	return i2c_bit_algo.functionality(adapter);
}

const struct i2c_algorithm gpio_i2c_transfer_algorithm = {
	.master_xfer = bus_xfer,
	.master_xfer_atomic = bus_xfer_atomic,
	.functionality = bus_functionality,
};

const struct i2c_algorithm gpio_i2c_transfer_algorithm_sleeping = {
	.master_xfer = bus_xfer,
	.functionality = bus_functionality,
};

/**
 * gpio_i2c_transfer_recover - free a bus that a target holds
 * @bus: the bus
 *
 * Return: 0 if the bus is idle now, -EBUSY if not, or if another master sends,
 * -EOPNOTSUPP if its lines cannot be read, -EIO if an access to one failed.
 */
int gpio_i2c_transfer_recover(struct gpio_i2c_bus *bus)
{
	int ret = gpio_i2c_transfer_begin(bus, false);
	bool used;

	if (ret)
		return ret;
	used = gpio_i2c_rescue_is_used(&bus->wire);
	ret = used ? -EBUSY : free_sda(bus);
	if (bus->wire.line.failed)
		ret = fail_line(bus);
	else if (ret == -EBUSY)
		complain_busy(bus, used);
	gpio_i2c_transfer_end(bus);
	return ret;
}
