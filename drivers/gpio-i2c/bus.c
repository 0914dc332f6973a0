// SPDX-License-Identifier: GPL-2.0-only
#include <linux/acpi.h>
#include <linux/device.h>
#include <linux/freezer.h>
#include <linux/module.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "bus.h"
#include "edge.h"
#include "transfer.h"

bool gpio_i2c_bus_is_gone(const struct gpio_i2c_bus *bus)
{
	return READ_ONCE(bus->wire.gone);
}

static const struct i2c_adapter_quirks no_clock_stretching = {
	.flags = I2C_AQ_NO_CLK_STRETCH,
};

/* ------ the adapter's lock ------ */

/* A bus on lines that may sleep is locked while that of their expander will be. */
static struct lock_class_key lock_keys[2];

static void lock_adapter(struct i2c_adapter *adapter, unsigned int flags)
{
	compat_lock_wait(&gpio_i2c_bus_of(adapter)->lock);
}

static int trylock_adapter(struct i2c_adapter *adapter, unsigned int flags)
{
	return compat_lock_try(&gpio_i2c_bus_of(adapter)->lock);
}

static void unlock_adapter(struct i2c_adapter *adapter, unsigned int flags)
{
	compat_lock_release(&gpio_i2c_bus_of(adapter)->lock);
}

static const struct i2c_lock_operations lock_operations = {
	.lock_bus = lock_adapter,
	.trylock_bus = trylock_adapter,
	.unlock_bus = unlock_adapter,
};

static void init_lock(struct gpio_i2c_bus *bus)
{
	compat_lock_init(&bus->lock);
	lockdep_set_class(&bus->lock, &lock_keys[bus->wire.line.may_sleep]);
}

/* ------ calls from outside ------ */

/* The bus cannot go away until up_read(); -ENODEV if it has. */
static int enter(struct gpio_i2c_bus *bus)
{
	int ret = down_read_killable(&bus->calls);

	if (ret)
		return ret;
	if (!gpio_i2c_bus_is_gone(bus))
		return 0;
	up_read(&bus->calls);
	return -ENODEV;
}

/**
 * gpio_i2c_bus_lock - have the bus to oneself, and alive, for a user of a file
 * @bus: the bus
 *
 * Return: 0; -ENODEV if the bus is gone; -EINTR if the caller was killed;
 * -ERESTARTNOINTR if the system goes to sleep: nothing was done, all is to be done again.
 */
int gpio_i2c_bus_lock(struct gpio_i2c_bus *bus)
{
	int ret = enter(bus);

	if (ret)
		return ret;
	ret = compat_lock_killable(&bus->lock);
	if (ret)
		goto leave;
	if (gpio_i2c_bus_is_gone(bus)) {
		ret = -ENODEV;
		goto unlock;
	}
	/* the freezer's signal is what makes the call begin anew */
	if (freezing(current) && signal_pending(current)) {
		ret = -ERESTARTNOINTR;
		goto unlock;
	}
	bus->wire.for_file = true;
	return 0;

unlock:
	compat_lock_release(&bus->lock);
leave:
	up_read(&bus->calls);
	return ret;
}

void gpio_i2c_bus_unlock(struct gpio_i2c_bus *bus)
{
	bus->wire.for_file = false;
	compat_lock_release(&bus->lock);
	up_read(&bus->calls);
}

/**
 * gpio_i2c_bus_lock_lines - the same, with the lines at one's disposal
 * @bus: the bus
 *
 * No other bus that shares SCL uses it, and who holds the lock may sleep.
 *
 * Return: 0 or an error of gpio_i2c_bus_lock().
 */
int gpio_i2c_bus_lock_lines(struct gpio_i2c_bus *bus)
{
	int ret = gpio_i2c_bus_lock(bus);

	if (ret)
		return ret;
	ret = gpio_i2c_transfer_begin(bus, false);
	if (ret)
		gpio_i2c_bus_unlock(bus);
	return ret;
}

void gpio_i2c_bus_unlock_lines(struct gpio_i2c_bus *bus)
{
	gpio_i2c_transfer_end(bus);
	gpio_i2c_bus_unlock(bus);
}

static int plan(struct gpio_i2c_bus *bus, u32 scl_hz)
{
	struct gpio_i2c_want want = bus->want;

	want.scl_hz = scl_hz;
	return gpio_i2c_wire_plan(&bus->wire, &want);
}

/**
 * gpio_i2c_bus_transfer - messages between one START and one STOP
 * @bus: the bus
 * @messages: the messages, as of i2c_transfer()
 * @count: how many, at most GPIO_I2C_MESSAGES_MAX
 * @scl_hz: SCL frequency of this call, at most the bus's own; 0 for that
 * @result: how far the transfer came; zeroed if it did not come to the bus
 *
 * Return: 0 or an error of Documentation/i2c/fault-codes.rst.
 */
int gpio_i2c_bus_transfer(struct gpio_i2c_bus *bus, struct i2c_msg *messages, int count,
			  u32 scl_hz, struct gpio_i2c_bus_result *result)
{
	bool slower;
	u64 start;
	int ret;

	ret = gpio_i2c_bus_lock(bus);
	if (ret)
		return ret;
	slower = scl_hz && scl_hz != bus->want.scl_hz;
	if (scl_hz > bus->want.scl_hz)
		ret = -EINVAL;
	else if (slower)
		ret = plan(bus, scl_hz);
	if (ret)
		goto leave;

	memset(&bus->wire.outcome, 0, sizeof(bus->wire.outcome));
	start = ktime_get_ns();
	ret = __i2c_transfer(&bus->adapter, messages, count);
	result->elapsed_ns = ktime_get_ns() - start;
	result->outcome = bus->wire.outcome;
	if (slower)
		plan(bus, bus->want.scl_hz);
leave:
	gpio_i2c_bus_unlock(bus);
	return ret < 0 ? ret : 0;
}

/**
 * gpio_i2c_bus_set_speed - change the SCL frequency
 * @bus: the bus
 * @scl_hz: the new ceiling, Hz
 *
 * Return: 0, -EINVAL if the frequency is out of range, -ENODEV.
 */
int gpio_i2c_bus_set_speed(struct gpio_i2c_bus *bus, u32 scl_hz)
{
	int ret = gpio_i2c_bus_lock(bus);
	unsigned long flags;

	if (ret)
		return ret;
	ret = plan(bus, scl_hz);
	if (!ret) {
		spin_lock_irqsave(&bus->figures_lock, flags);
		bus->want.scl_hz = scl_hz;
		spin_unlock_irqrestore(&bus->figures_lock, flags);
	}
	gpio_i2c_bus_unlock(bus);
	return ret;
}

/**
 * gpio_i2c_bus_recover - free a bus that a target holds
 * @bus: the bus
 *
 * Return: 0 if the bus is idle now, -EBUSY if not, or if another master sends,
 * -EOPNOTSUPP if its lines cannot be read, -EIO if an access to one failed, -ENODEV.
 */
int gpio_i2c_bus_recover(struct gpio_i2c_bus *bus)
{
	int ret = gpio_i2c_bus_lock(bus);

	if (ret)
		return ret;
	ret = gpio_i2c_transfer_recover(bus);
	gpio_i2c_bus_unlock(bus);
	return ret;
}

/**
 * gpio_i2c_bus_statistics - copy the counters
 * @bus: the bus
 * @statistics: where they go
 *
 * Return: 0 or -ENODEV.
 */
int gpio_i2c_bus_statistics(struct gpio_i2c_bus *bus, struct gpio_i2c_statistics *statistics)
{
	unsigned long flags;
	int ret = enter(bus);

	if (ret)
		return ret;
	spin_lock_irqsave(&bus->figures_lock, flags);
	*statistics = bus->statistics;
	spin_unlock_irqrestore(&bus->figures_lock, flags);
	up_read(&bus->calls);
	return 0;
}

static u32 info_flags(const struct gpio_i2c_bus *bus)
{
	const struct gpio_i2c_wire *wire = &bus->wire;

	return (wire->line.may_sleep ? GPIO_I2C_INFO_MAY_SLEEP : 0) |
	       (wire->line.scl_readable ? 0 : GPIO_I2C_INFO_SCL_OUTPUT_ONLY) |
	       (wire->line.sda_readable ? 0 : GPIO_I2C_INFO_SDA_OUTPUT_ONLY) |
	       (wire->single_master ? GPIO_I2C_INFO_SINGLE_MASTER : 0) |
	       (wire->readback ? GPIO_I2C_INFO_READBACK : 0);
}

/**
 * gpio_i2c_bus_info - describe the bus
 * @bus: the bus
 * @info: where it goes; zeroed first
 *
 * Return: 0 or -ENODEV.
 */
int gpio_i2c_bus_info(struct gpio_i2c_bus *bus, struct gpio_i2c_info *info)
{
	u32 tick_hz = gpio_i2c_clock.tick_hz;
	struct gpio_i2c_outcome last;
	unsigned long flags;
	int ret;

	memset(info, 0, sizeof(*info));
	ret = enter(bus);
	if (ret)
		return ret;
	spin_lock_irqsave(&bus->figures_lock, flags);
	last = bus->last;
	info->scl_frequency_hz = bus->want.scl_hz;
	spin_unlock_irqrestore(&bus->figures_lock, flags);
	info->abi_version = GPIO_I2C_ABI_VERSION;
	info->adapter_nr = bus->adapter.nr;
	info->functionality = i2c_get_functionality(&bus->adapter);
	info->timeout_ms = jiffies_to_msecs(gpio_i2c_transfer_timeout(bus));
	if (last.clocks > 1) {
		info->last_scl_mean_hz = gpio_i2c_ticks_to_hz(last.clocks_ticks,
							      last.clocks - 1, tick_hz);
		info->last_scl_min_hz = gpio_i2c_ticks_to_hz(last.period_max, 1, tick_hz);
		info->last_scl_max_hz = gpio_i2c_ticks_to_hz(last.period_min, 1, tick_hz);
	}
	info->flags = info_flags(bus);
	strscpy(info->sda_name, bus->wire.line.names[0], sizeof(info->sda_name));
	strscpy(info->scl_name, bus->wire.line.names[1], sizeof(info->scl_name));
	strscpy(info->adapter_name, bus->adapter.name, sizeof(info->adapter_name));
	up_read(&bus->calls);
	return 0;
}

/* ------ lifetime ------ */

static void bus_free(struct kref *kref)
{
	kfree(container_of(kref, struct gpio_i2c_bus, kref));
}

struct gpio_i2c_bus *gpio_i2c_bus_get(struct gpio_i2c_bus *bus)
{
	kref_get(&bus->kref);
	return bus;
}

void gpio_i2c_bus_put(struct gpio_i2c_bus *bus)
{
	kref_put(&bus->kref, bus_free);
}

/**
 * gpio_i2c_bus_suspend - refuse transfers while the system sleeps
 * @bus: the bus
 * @suspended: false to allow them again
 */
void gpio_i2c_bus_suspend(struct gpio_i2c_bus *bus, bool suspended)
{
	if (suspended) {
		i2c_mark_adapter_suspended(&bus->adapter);
		return;
	}
	gpio_i2c_edge_restart(&bus->wire);
	i2c_mark_adapter_resumed(&bus->adapter);
}

/* i2c_recover_bus() of a client driver: the bus is not locked. */
static int recover_for_core(struct i2c_adapter *adapter)
{
	int ret;

	i2c_lock_bus(adapter, I2C_LOCK_SEGMENT);
	ret = gpio_i2c_transfer_recover(gpio_i2c_bus_of(adapter));
	i2c_unlock_bus(adapter, I2C_LOCK_SEGMENT);
	return ret;
}

static void describe_adapter(struct gpio_i2c_bus *bus, struct device *parent,
			     const struct gpio_i2c_bus_options *options,
			     const struct attribute_group **groups)
{
	struct i2c_adapter *adapter = &bus->adapter;
	const struct gpio_i2c_line *line = &bus->wire.line;

	adapter->owner = THIS_MODULE;
	adapter->class = I2C_CLASS_HWMON;
	adapter->algo = line->may_sleep ? &gpio_i2c_transfer_algorithm_sleeping :
					  &gpio_i2c_transfer_algorithm;
	adapter->algo_data = &bus->wire.algo;
	adapter->lock_ops = &lock_operations;
	adapter->quirks = line->scl_readable ? NULL : &no_clock_stretching;
	adapter->retries = 0;	/* see transfer() */
	adapter->timeout = max(1UL, msecs_to_jiffies(min(options->timeout_ms,
							 GPIO_I2C_TIMEOUT_MS_MAX)));
	if (options->timeout_ms > GPIO_I2C_TIMEOUT_MS_MAX)
		dev_notice(parent, "time-out of %u ms cut to %u ms\n", options->timeout_ms,
			   GPIO_I2C_TIMEOUT_MS_MAX);
	adapter->nr = options->number;
	adapter->dev.parent = parent;
	adapter->dev.of_node = parent->of_node;
	adapter->dev.groups = groups;
	ACPI_COMPANION_SET(&adapter->dev, ACPI_COMPANION(parent));
	snprintf(adapter->name, sizeof(adapter->name), "gpio-i2c %s", dev_name(parent));
	bus->recovery.recover_bus = recover_for_core;
	adapter->bus_recovery_info = &bus->recovery;
}

/* A number that another adapter has is no reason not to have a bus. */
static int register_adapter(struct gpio_i2c_bus *bus)
{
	struct i2c_adapter *adapter = &bus->adapter, *other;

	other = adapter->nr >= 0 ? i2c_get_adapter(adapter->nr) : NULL;
	if (other) {
		dev_notice(adapter->dev.parent, "adapter number %d is taken, choosing another\n",
			   adapter->nr);
		i2c_put_adapter(other);
		adapter->nr = -1;
	}
	return i2c_add_numbered_adapter(adapter);
}

/**
 * gpio_i2c_bus_create - request the lines, register an adapter on them
 * @parent: the device that the bus belongs to
 * @options: how the bus is to be
 * @groups: sysfs attributes of the adapter's device
 *
 * Return: the bus, to be ended with gpio_i2c_bus_destroy(), or an ERR_PTR:
 * what requesting the lines or registering the adapter gave, -EINVAL for
 * options out of range, -ENOMEM.
 */
struct gpio_i2c_bus *gpio_i2c_bus_create(struct device *parent,
					 const struct gpio_i2c_bus_options *options,
					 const struct attribute_group **groups)
{
	struct gpio_i2c_bus *bus = kzalloc(sizeof(*bus), GFP_KERNEL);
	int ret;

	if (!bus)
		return ERR_PTR(-ENOMEM);
	kref_init(&bus->kref);
	init_rwsem(&bus->calls);
	spin_lock_init(&bus->figures_lock);
	bus->want = options->want;

	ret = gpio_i2c_line_get(&bus->wire.line, parent, &options->line);
	if (ret)
		goto put_bus;
	init_lock(bus);
	bus->wire.single_master = options->single_master;
	bus->wire.readback = options->readback;
	/* another bus may have a transfer on this SCL */
	ret = gpio_i2c_line_lock(&bus->wire.line, false);
	if (ret)
		goto put_lines;
	gpio_i2c_wire_init(&bus->wire);
	gpio_i2c_line_unlock(&bus->wire.line);
	ret = plan(bus, bus->want.scl_hz);
	if (ret) {
		dev_err(parent, "clock-frequency %u Hz is not between %u and %u, or an edge is slower than %u ns\n",
			bus->want.scl_hz, GPIO_I2C_SCL_HZ_MIN, GPIO_I2C_SCL_HZ_MAX,
			GPIO_I2C_EDGE_NS_MAX);
		goto put_lines;
	}

	describe_adapter(bus, parent, options, groups);
	ret = register_adapter(bus);
	if (ret)
		goto put_lines;
	return bus;

put_lines:
	gpio_i2c_line_put(&bus->wire.line);
put_bus:
	gpio_i2c_bus_put(bus);
	return ERR_PTR(ret);
}

/**
 * gpio_i2c_bus_stop - the bus is about to be destroyed
 * @bus: the bus; who uses one of its files gets -ENODEV from now on
 *
 * A transfer of theirs ends with the byte at hand. Those that come through the I2C core
 * go on: client drivers put their targets to rest as they go.
 */
void gpio_i2c_bus_stop(struct gpio_i2c_bus *bus)
{
	WRITE_ONCE(bus->wire.gone, true);
}

/**
 * gpio_i2c_bus_destroy - end a bus
 * @bus: the bus; who holds a reference keeps but that
 *
 * Waits for a transfer on the wire, and for what the I2C core waits for:
 * clients, and open files of i2c-dev.
 */
void gpio_i2c_bus_destroy(struct gpio_i2c_bus *bus)
{
	gpio_i2c_bus_stop(bus);
	down_write(&bus->calls);
	up_write(&bus->calls);

	i2c_del_adapter(&bus->adapter);
	gpio_i2c_line_put(&bus->wire.line);
	gpio_i2c_bus_put(bus);
}
