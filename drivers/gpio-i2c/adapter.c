// SPDX-License-Identifier: GPL-2.0-only
#include <linux/acpi.h>
#include <linux/device.h>
#include <linux/module.h>

#include "adapter.h"
#include "limits.h"
#include "recovery.h"
#include "trace.h"

/* ------ figures ------ */

static void count(struct gpio_i2c_adapter *adapter, __u64 *counter)
{
	unsigned long flags;

	spin_lock_irqsave(&adapter->figures_lock, flags);
	++*counter;
	spin_unlock_irqrestore(&adapter->figures_lock, flags);
}

static void note_transfer(struct gpio_i2c_figures *figures, const struct gpio_i2c_wire *wire,
			  int error, u64 elapsed_ns)
{
	struct gpio_i2c_statistics *statistics = &figures->statistics;
	const struct gpio_i2c_edges *edges = &wire->edges;

	figures->last = edges->clocks;
	statistics->transfers++;
	statistics->messages += wire->done.messages;
	statistics->bytes += wire->done.total_bytes;
	statistics->stretches += edges->clocks.stretches;
	statistics->stretch_longest_ns = max_t(u64, statistics->stretch_longest_ns,
					       gpio_i2c_ticks_to_ns(edges->clocks.stretch_max));
	statistics->transfer_ns += elapsed_ns;
	statistics->awake_ns += elapsed_ns - min(elapsed_ns, edges->pace.slept_ns);
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
}

static void account(struct gpio_i2c_adapter *adapter, int error, u64 elapsed_ns)
{
	unsigned long flags;

	spin_lock_irqsave(&adapter->figures_lock, flags);
	note_transfer(&adapter->figures, &adapter->wire, error, elapsed_ns);
	spin_unlock_irqrestore(&adapter->figures_lock, flags);
}

/**
 * gpio_i2c_adapter_figures - copy what is reported of the bus
 * @adapter: the adapter
 * @figures: where that goes
 */
void gpio_i2c_adapter_figures(struct gpio_i2c_adapter *adapter, struct gpio_i2c_figures *figures)
{
	unsigned long flags;

	spin_lock_irqsave(&adapter->figures_lock, flags);
	*figures = adapter->figures;
	spin_unlock_irqrestore(&adapter->figures_lock, flags);
}

/* ------ errors ------ */

/* Log which line is low, with the usual reasons. */
static void complain_busy(struct gpio_i2c_adapter *adapter, bool other_master)
{
	struct gpio_i2c_line *line = &adapter->wire.edges.line;
	struct device *dev = &adapter->core.dev;

	if (other_master)
		dev_warn_ratelimited(dev,
				     "another master does not let go of the bus\n");
	else if (!gpio_i2c_get_scl(line))
		dev_warn_ratelimited(dev,
				     "SCL (%s) is held low: target stuck, no pull-up, or short to ground?\n",
				     line->scl_name);
	else
		dev_warn_ratelimited(dev,
				     "SDA (%s) is held low, recovery did not free it: no pull-up, or short to ground?\n",
				     line->sda_name);
}

/* An access to a line failed: the transfer's error says nothing of a target or another master. */
static int fail_line(struct gpio_i2c_adapter *adapter)
{
	struct gpio_i2c_line *line = &adapter->wire.edges.line;

	adapter->outcome.line_failed = true;
	count(adapter, &adapter->figures.statistics.line_errors);
	dev_err_ratelimited(&adapter->core.dev, "%s could not be accessed: %pe\n",
			    line->failed_name, ERR_PTR(line->failed));
	return -EIO;
}

/* ------ an idle bus ------ */

static int free_sda(struct gpio_i2c_adapter *adapter)
{
	struct gpio_i2c_edges *edges = &adapter->wire.edges;
	int ret;

	if (!edges->line.scl_readable || !edges->line.sda_readable)
		return -EOPNOTSUPP;
	if (gpio_i2c_recovery_is_idle(edges))
		return 0;
	ret = gpio_i2c_recovery_free_sda(edges);
	count(adapter, &adapter->figures.statistics.recoveries);
	if (ret)
		count(adapter, &adapter->figures.statistics.recoveries_failed);
	return ret;
}

/* Get the bus idle, by waiting or by force. */
static int get_idle(struct gpio_i2c_adapter *adapter)
{
	struct gpio_i2c_edges *edges = &adapter->wire.edges;
	int ret = gpio_i2c_recovery_wait_idle(edges);
	bool other_master;

	if (ret != -EBUSY || edges->line.failed)
		return ret;
	other_master = gpio_i2c_recovery_other_master_active(edges);
	if (!other_master && gpio_i2c_get_scl(&edges->line) && !free_sda(adapter))
		return 0;
	if (edges->line.failed)
		return -EBUSY;
	count(adapter, &adapter->figures.statistics.busy);
	complain_busy(adapter, other_master);
	return -EBUSY;
}

/* ------ transfers ------ */

static int check_supported(const struct gpio_i2c_line *line, const struct i2c_msg *messages,
			   int count)
{
	int i;

	for (i = 0; i < count; i++) {
		u16 flags = messages[i].flags;

		if ((flags & I2C_M_RD) && !line->sda_readable)
			return -EOPNOTSUPP;
		if ((flags & I2C_M_RECV_LEN) && (flags & I2C_M_NO_RD_ACK))
			return -EOPNOTSUPP;
	}
	return 0;
}

/* The SCL periods of a message. Stretching and slow lines make them longer. */
static u32 bits_of(const struct i2c_msg *msg)
{
	u32 bytes = msg->len;

	if (msg->flags & I2C_M_RECV_LEN)
		bytes += I2C_SMBUS_BLOCK_MAX;
	if (!(msg->flags & I2C_M_NOSTART))
		bytes += !(msg->flags & I2C_M_TEN) ? 1 : msg->flags & I2C_M_RD ? 3 : 2;
	return 9 * bytes;
}

static bool is_too_long(u32 scl_hz, const struct i2c_msg *messages, int count)
{
	u32 bits = 0;
	int i;

	for (i = 0; i < count; i++)
		bits += bits_of(&messages[i]);
	return bits > GPIO_I2C_TRANSFER_SECONDS_MAX * scl_hz;
}

/* With I2C_M_RECV_LEN the target sets a message's length. */
static void return_lengths(const struct gpio_i2c_wire *wire, struct i2c_msg *messages, int count)
{
	int i;

	for (i = 0; i < count; i++)
		messages[i].len = wire->messages[i].len;
}

/**
 * gpio_i2c_adapter_timeout - how long SCL may be held low or the bus be busy
 * @adapter: the adapter
 *
 * i2c-dev lets its users set the adapter's time-out to weeks, or to 0.
 *
 * Return: that time, in jiffies.
 */
unsigned int gpio_i2c_adapter_timeout(const struct gpio_i2c_adapter *adapter)
{
	return clamp_t(int, READ_ONCE(adapter->core.timeout), 1, msecs_to_jiffies(TIMEOUT_MS_MAX));
}

/**
 * gpio_i2c_adapter_lock_lines - lock the lines; time-outs count from here
 * @adapter: the adapter; its bus lock is held
 * @may_sleep: wait for another bus that shares SCL
 *
 * Return: 0, or an error of gpio_i2c_line_lock().
 */
int gpio_i2c_adapter_lock_lines(struct gpio_i2c_adapter *adapter, bool may_sleep)
{
	struct gpio_i2c_edges *edges = &adapter->wire.edges;
	int ret = gpio_i2c_line_lock(&edges->line, may_sleep);

	if (ret)
		return ret;
	gpio_i2c_observe_begin(&edges->line.observed, adapter->core.nr);
	gpio_i2c_pace_begin(&edges->pace, jiffies_to_usecs(gpio_i2c_adapter_timeout(adapter)),
			    may_sleep);
	return 0;
}

void gpio_i2c_adapter_unlock_lines(struct gpio_i2c_adapter *adapter)
{
	struct gpio_i2c_line *line = &adapter->wire.edges.line;

	gpio_i2c_observe_flush(&line->observed);
	gpio_i2c_line_unlock(line);
}

/* One attempt, from an idle bus to the STOP. */
static int try_transfer(struct gpio_i2c_adapter *adapter, struct i2c_msg *messages, int count)
{
	struct gpio_i2c_wire *wire = &adapter->wire;
	const struct gpio_i2c_line *line = &wire->edges.line;
	int ret, error;
	u64 start;

	gpio_i2c_wire_begin(wire, messages, count);
	adapter->outcome = (struct gpio_i2c_outcome){ .reached = true };
	ret = get_idle(adapter);
	if (ret)
		return ret;

	/* both of these count from START */
	gpio_i2c_pace_transfer(&wire->edges.pace);
	start = ktime_get_ns();
	ret = i2c_bit_algo.master_xfer(&adapter->core, wire->messages, count);
	error = gpio_i2c_wire_end(wire);
	account(adapter, line->failed ? 0 : error, ktime_get_ns() - start);
	adapter->outcome.done = wire->done;
	adapter->outcome.at_address = error == -ENXIO && !line->failed;
	if (error || line->failed)
		return error;
	return_lengths(wire, messages, count);
	return ret;
}

/* Another master won before any message or data byte was done. */
static bool may_try_again(const struct gpio_i2c_wire *wire, int ret)
{
	return ret == -EAGAIN && !wire->edges.line.failed && !wire->done.messages &&
	       !wire->done.bytes;
}

/*
 * After lost arbitration the I2C core would try again, even if a target has taken a part already.
 * So adapter.retries is 0, and we try again where it does no harm.
 */
static int transfer(struct i2c_adapter *core, struct i2c_msg *messages, int count, bool may_sleep)
{
	struct gpio_i2c_adapter *adapter = gpio_i2c_adapter_of(core);
	struct gpio_i2c_edges *edges = &adapter->wire.edges;
	int ret, tries = 0;

	if (count > GPIO_I2C_MESSAGES_MAX)
		return -EOPNOTSUPP;
	ret = check_supported(&edges->line, messages, count);
	if (ret)
		return ret;
	if (is_too_long(edges->plan.scl_hz, messages, count))
		return -EINVAL;

	ret = gpio_i2c_adapter_lock_lines(adapter, may_sleep);
	if (ret)
		return ret;
	trace_transfer_begin(core->nr, count);
	do
		ret = try_transfer(adapter, messages, count);
	while (may_try_again(&adapter->wire, ret) && ++tries < TRIES &&
	       gpio_i2c_now(&edges->pace) - edges->pace.begun <= edges->pace.timeout);
	if (unlikely(edges->line.failed))
		ret = fail_line(adapter);
	gpio_i2c_observe_flush(&edges->line.observed);
	trace_transfer_end(core->nr, adapter->wire.done.messages, min(ret, 0));
	gpio_i2c_adapter_unlock_lines(adapter);
	return ret;
}

/**
 * gpio_i2c_adapter_transfer - messages between one START and one STOP
 * @adapter: the adapter; its bus lock is held
 * @messages: the messages, as of i2c_transfer()
 * @count: how many, at most GPIO_I2C_MESSAGES_MAX
 *
 * What came of it is in @adapter->outcome.
 *
 * Return: as __i2c_transfer().
 */
int gpio_i2c_adapter_transfer(struct gpio_i2c_adapter *adapter, struct i2c_msg *messages,
			      int count)
{
	adapter->outcome = (struct gpio_i2c_outcome){ 0 };
	return __i2c_transfer(&adapter->core, messages, count);
}

static int adapter_xfer(struct i2c_adapter *core, struct i2c_msg *messages, int count)
{
	return transfer(core, messages, count, true);
}

static int adapter_xfer_atomic(struct i2c_adapter *core, struct i2c_msg *messages, int count)
{
	return transfer(core, messages, count, false);
}

static u32 adapter_functionality(struct i2c_adapter *core)
{
	return i2c_bit_algo.functionality(core);
}

static const struct i2c_algorithm algorithm = {
	.master_xfer = adapter_xfer,
	.master_xfer_atomic = adapter_xfer_atomic,
	.functionality = adapter_functionality,
};

/* for lines that may sleep */
static const struct i2c_algorithm algorithm_sleeping = {
	.master_xfer = adapter_xfer,
	.functionality = adapter_functionality,
};

/* ------ recovery ------ */

/**
 * gpio_i2c_adapter_recover - free a bus that a target holds
 * @adapter: the adapter; its bus lock is held
 *
 * Return: 0 if the bus is idle now, -EBUSY if not, or if another master sends,
 * -EOPNOTSUPP if its lines cannot be read, -EIO if an access to one failed.
 */
int gpio_i2c_adapter_recover(struct gpio_i2c_adapter *adapter)
{
	int ret = gpio_i2c_adapter_lock_lines(adapter, true);
	bool other_master;

	if (ret)
		return ret;
	other_master = gpio_i2c_recovery_other_master_active(&adapter->wire.edges);
	ret = other_master ? -EBUSY : free_sda(adapter);
	if (adapter->wire.edges.line.failed)
		ret = fail_line(adapter);
	else if (ret == -EBUSY)
		complain_busy(adapter, other_master);
	gpio_i2c_adapter_unlock_lines(adapter);
	return ret;
}

/* A client driver called i2c_recover_bus(): the bus is not locked. */
static int recover_for_core(struct i2c_adapter *core)
{
	int ret;

	i2c_lock_bus(core, I2C_LOCK_SEGMENT);
	ret = gpio_i2c_adapter_recover(gpio_i2c_adapter_of(core));
	i2c_unlock_bus(core, I2C_LOCK_SEGMENT);
	return ret;
}

/* ------ the lock ------ */

/* While a bus on an expander's lines is locked, the expander's own bus will be. */
static struct lock_class_key lock_keys[2];

static void lock_adapter(struct i2c_adapter *core, unsigned int flags)
{
	compat_lock_wait(&gpio_i2c_adapter_of(core)->lock);
}

static int trylock_adapter(struct i2c_adapter *core, unsigned int flags)
{
	return compat_lock_try(&gpio_i2c_adapter_of(core)->lock);
}

static void unlock_adapter(struct i2c_adapter *core, unsigned int flags)
{
	compat_lock_release(&gpio_i2c_adapter_of(core)->lock);
}

static const struct i2c_lock_operations lock_operations = {
	.lock_bus = lock_adapter,
	.trylock_bus = trylock_adapter,
	.unlock_bus = unlock_adapter,
};

/* ------ speed, and the beginning ------ */

/**
 * gpio_i2c_adapter_plan - choose the intervals for the transfers to come
 * @adapter: the adapter; its bus lock is held
 * @scl_hz: SCL frequency
 *
 * Return: 0, or -EINVAL as of gpio_i2c_plan().
 */
int gpio_i2c_adapter_plan(struct gpio_i2c_adapter *adapter, u32 scl_hz)
{
	struct gpio_i2c_want want = adapter->want;

	want.scl_hz = scl_hz;
	return gpio_i2c_edge_plan(&adapter->wire.edges, &want);
}

/**
 * gpio_i2c_adapter_set_speed - the SCL frequency from now on
 * @adapter: the adapter; its bus lock is held
 * @scl_hz: SCL frequency
 *
 * Return: 0, or -EINVAL as of gpio_i2c_plan().
 */
int gpio_i2c_adapter_set_speed(struct gpio_i2c_adapter *adapter, u32 scl_hz)
{
	int ret = gpio_i2c_adapter_plan(adapter, scl_hz);

	if (!ret)
		WRITE_ONCE(adapter->want.scl_hz, scl_hz);
	return ret;
}

static const struct i2c_adapter_quirks no_clock_stretching = {
	.flags = I2C_AQ_NO_CLK_STRETCH,
};

/**
 * gpio_i2c_adapter_init - describe the adapter to the I2C core
 * @adapter: the adapter; its lines are requested
 * @parent: the device that it belongs to
 * @name: what the bus is called
 * @timeout_ms: how long SCL may be held low or the bus be busy
 */
void gpio_i2c_adapter_init(struct gpio_i2c_adapter *adapter, struct device *parent,
			   const char *name, u32 timeout_ms)
{
	const struct gpio_i2c_line *line = &adapter->wire.edges.line;
	struct i2c_adapter *core = &adapter->core;

	spin_lock_init(&adapter->figures_lock);
	compat_lock_init(&adapter->lock);
	lockdep_set_class(&adapter->lock, &lock_keys[line->may_sleep]);
	if (timeout_ms > TIMEOUT_MS_MAX)
		dev_notice(parent, "time-out of %u ms cut to %u ms\n", timeout_ms,
			   TIMEOUT_MS_MAX);

	core->owner = THIS_MODULE;
	core->class = I2C_CLASS_HWMON;
	core->algo = line->may_sleep ? &algorithm_sleeping : &algorithm;
	core->algo_data = &adapter->wire.algo;
	core->lock_ops = &lock_operations;
	core->quirks = line->scl_readable ? NULL : &no_clock_stretching;
	core->retries = 0;	/* see transfer() */
	core->timeout = max(1UL, msecs_to_jiffies(min_t(u32, timeout_ms, TIMEOUT_MS_MAX)));
	core->dev.parent = parent;
	core->dev.of_node = parent->of_node;
	ACPI_COMPANION_SET(&core->dev, ACPI_COMPANION(parent));
	snprintf(core->name, sizeof(core->name), "gpio-i2c %s", name);
	adapter->recovery.recover_bus = recover_for_core;
	core->bus_recovery_info = &adapter->recovery;
}
