// SPDX-License-Identifier: GPL-2.0-only
#include <linux/device.h>
#include <linux/freezer.h>
#include <linux/kref.h>
#include <linux/rwsem.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>

#include "adapter.h"
#include "bus.h"

/**
 * struct gpio_i2c_bus - a bus
 * @kref: held by the bus's creator, and by each open file
 * @calls: protects the adapter's existence: calls that use it hold this for reading. Once the bus
 *	is gone, taken for writing, to wait for them
 * @adapter: the adapter
 */
struct gpio_i2c_bus {
	struct kref kref;
	struct rw_semaphore calls;	/* see above */
	struct gpio_i2c_adapter adapter;
};

bool gpio_i2c_bus_is_gone(const struct gpio_i2c_bus *bus)
{
	return gpio_i2c_pace_is_gone(&bus->adapter.wire.edges.pace);
}

/**
 * gpio_i2c_bus_adapter - the bus's adapter
 * @bus: the bus
 *
 * Return: the adapter, there as long as the bus is not destroyed.
 */
struct i2c_adapter *gpio_i2c_bus_adapter(struct gpio_i2c_bus *bus)
{
	return &bus->adapter.core;
}

/**
 * gpio_i2c_bus_of - the bus of an adapter of ours
 * @adapter: the adapter
 *
 * Return: the bus.
 */
struct gpio_i2c_bus *gpio_i2c_bus_of(struct i2c_adapter *adapter)
{
	return container_of(adapter, struct gpio_i2c_bus, adapter.core);
}

/* ------ calls from outside ------ */

/* Keep the bus from going away until up_read(). -ENODEV if it is gone. */
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

/*
 * Lock the bus for a user of a file. Return: 0; -ENODEV if the bus is gone; -EINTR if the caller
 * was killed; -ERESTARTNOINTR if the system goes to sleep: the call begins anew afterwards.
 */
static int lock(struct gpio_i2c_bus *bus)
{
	int ret = enter(bus);

	if (ret)
		return ret;
	ret = compat_lock_killable(&bus->adapter.lock);
	if (ret)
		goto leave;
	if (gpio_i2c_bus_is_gone(bus)) {
		ret = -ENODEV;
		goto unlock;
	}
	/* only with the freezer's signal pending does the call begin anew */
	if (freezing(current) && signal_pending(current)) {
		ret = -ERESTARTNOINTR;
		goto unlock;
	}
	gpio_i2c_pace_set_for_file(&bus->adapter.wire.edges.pace, true);
	return 0;

unlock:
	compat_lock_release(&bus->adapter.lock);
leave:
	up_read(&bus->calls);
	return ret;
}

static void unlock(struct gpio_i2c_bus *bus)
{
	gpio_i2c_pace_set_for_file(&bus->adapter.wire.edges.pace, false);
	compat_lock_release(&bus->adapter.lock);
	up_read(&bus->calls);
}

/**
 * gpio_i2c_bus_lock_lines - lock the bus and its lines, to drive them by hand
 * @bus: the bus
 *
 * No transfer is on them, and no other bus uses a shared SCL. The holder may sleep.
 *
 * Return: the lines, until gpio_i2c_bus_unlock_lines(), or an ERR_PTR: -ENODEV if the bus
 * is gone; -EINTR if the caller was killed; -ERESTARTNOINTR if the system goes to sleep.
 */
struct gpio_i2c_edges *gpio_i2c_bus_lock_lines(struct gpio_i2c_bus *bus)
{
	int ret = lock(bus);

	if (ret)
		return ERR_PTR(ret);
	ret = gpio_i2c_adapter_lock_lines(&bus->adapter, true);
	if (ret) {
		unlock(bus);
		return ERR_PTR(ret);
	}
	return &bus->adapter.wire.edges;
}

void gpio_i2c_bus_unlock_lines(struct gpio_i2c_bus *bus)
{
	gpio_i2c_adapter_unlock_lines(&bus->adapter);
	unlock(bus);
}

/**
 * gpio_i2c_bus_transfer - messages between one START and one STOP
 * @bus: the bus
 * @messages: the messages, as of i2c_transfer()
 * @count: how many, at most GPIO_I2C_MESSAGES_MAX
 * @scl_hz: SCL frequency of this call, at most the bus's own; 0 for that
 * @result: how far the transfer came; its outcome is zero if that was not to the lines
 *
 * Return: 0 or an error of Documentation/i2c/fault-codes.rst.
 */
int gpio_i2c_bus_transfer(struct gpio_i2c_bus *bus, struct i2c_msg *messages, int count,
			  u32 scl_hz, struct gpio_i2c_bus_result *result)
{
	struct gpio_i2c_adapter *adapter = &bus->adapter;
	bool slower;
	u64 start;
	int ret;

	memset(result, 0, sizeof(*result));
	ret = lock(bus);
	if (ret)
		return ret;
	slower = scl_hz && scl_hz != adapter->want.scl_hz;
	if (scl_hz > adapter->want.scl_hz)
		ret = -EINVAL;
	else if (slower)
		ret = gpio_i2c_adapter_plan(adapter, scl_hz);
	if (ret)
		goto leave;

	start = ktime_get_ns();
	ret = gpio_i2c_adapter_transfer(adapter, messages, count);
	result->elapsed_ns = ktime_get_ns() - start;
	result->outcome = adapter->outcome;
	if (slower)
		gpio_i2c_adapter_plan(adapter, adapter->want.scl_hz);
leave:
	unlock(bus);
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
	int ret = lock(bus);

	if (ret)
		return ret;
	ret = gpio_i2c_adapter_set_speed(&bus->adapter, scl_hz);
	unlock(bus);
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
	int ret = lock(bus);

	if (ret)
		return ret;
	ret = gpio_i2c_adapter_recover(&bus->adapter);
	unlock(bus);
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
	struct gpio_i2c_figures figures;
	int ret = enter(bus);

	if (ret)
		return ret;
	gpio_i2c_adapter_figures(&bus->adapter, &figures);
	*statistics = figures.statistics;
	up_read(&bus->calls);
	return 0;
}

static u32 info_flags(const struct gpio_i2c_edges *edges)
{
	return (edges->line.may_sleep ? GPIO_I2C_INFO_MAY_SLEEP : 0) |
	       (edges->line.scl_readable ? 0 : GPIO_I2C_INFO_SCL_OUTPUT_ONLY) |
	       (edges->line.sda_readable ? 0 : GPIO_I2C_INFO_SDA_OUTPUT_ONLY) |
	       (edges->single_master ? GPIO_I2C_INFO_SINGLE_MASTER : 0) |
	       (edges->readback ? GPIO_I2C_INFO_READBACK : 0);
}

static void fill_reached(struct gpio_i2c_info *info, const struct gpio_i2c_clocks *last)
{
	u32 tick_hz = gpio_i2c_clock.tick_hz;

	if (last->count < 2)
		return;
	info->last_scl_mean_hz = gpio_i2c_ticks_to_hz(last->ticks, last->count - 1, tick_hz);
	info->last_scl_min_hz = gpio_i2c_ticks_to_hz(last->period_max, 1, tick_hz);
	info->last_scl_max_hz = gpio_i2c_ticks_to_hz(last->period_min, 1, tick_hz);
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
	struct gpio_i2c_adapter *adapter = &bus->adapter;
	const struct gpio_i2c_edges *edges = &adapter->wire.edges;
	struct gpio_i2c_figures figures;
	int ret;

	memset(info, 0, sizeof(*info));
	ret = enter(bus);
	if (ret)
		return ret;
	gpio_i2c_adapter_figures(adapter, &figures);
	info->abi_version = GPIO_I2C_ABI_VERSION;
	info->adapter_nr = adapter->core.nr;
	info->functionality = i2c_get_functionality(&adapter->core);
	info->scl_frequency_hz = READ_ONCE(adapter->want.scl_hz);
	info->timeout_ms = jiffies_to_msecs(gpio_i2c_adapter_timeout(adapter));
	fill_reached(info, &figures.last);
	info->flags = info_flags(edges);
	strscpy(info->sda_name, edges->line.sda_name, sizeof(info->sda_name));
	strscpy(info->scl_name, edges->line.scl_name, sizeof(info->scl_name));
	strscpy(info->adapter_name, adapter->core.name, sizeof(info->adapter_name));
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
	struct i2c_adapter *core = &bus->adapter.core;

	if (suspended) {
		i2c_mark_adapter_suspended(core);
		return;
	}
	gpio_i2c_edge_restart(&bus->adapter.wire.edges);
	i2c_mark_adapter_resumed(core);
}

/*
 * If another adapter has the number that is wanted, any will do. The I2C core would find out too,
 * but warn with a stack trace. i2c_get_adapter() could return one that is being deleted.
 */
static void give_up_taken_number(struct i2c_adapter *adapter)
{
	struct i2c_adapter *other;
	struct device *found;
	char name[16];

	snprintf(name, sizeof(name), "i2c-%d", adapter->nr);
	found = bus_find_device_by_name(&i2c_bus_type, NULL, name);
	other = found ? i2c_verify_adapter(found) : NULL;
	if (other) {
		dev_notice(adapter->dev.parent,
			   "adapter number %d is taken by '%s', choosing another\n",
			   adapter->nr, other->name);
		adapter->nr = -1;
	}
	put_device(found);
}

static int register_adapter(struct i2c_adapter *adapter)
{
	int ret;

	give_up_taken_number(adapter);
	ret = i2c_add_numbered_adapter(adapter);
	if (ret == -EBUSY && adapter->nr >= 0) {
		/* the other came just now, or is on its way out */
		adapter->nr = -1;
		ret = i2c_add_numbered_adapter(adapter);
	}
	return ret;
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
	struct gpio_i2c_adapter *adapter;
	struct gpio_i2c_line *line;
	int ret;

	if (!bus)
		return ERR_PTR(-ENOMEM);
	kref_init(&bus->kref);
	init_rwsem(&bus->calls);
	adapter = &bus->adapter;
	adapter->want = options->want;
	line = &adapter->wire.edges.line;

	ret = gpio_i2c_line_get(line, parent, &options->line);
	if (ret)
		goto put_bus;
	gpio_i2c_adapter_init(adapter, parent, options->name ?: dev_name(parent),
			      options->timeout_ms);
	/* another bus may have a transfer on this SCL */
	ret = gpio_i2c_line_lock(line, true);
	if (ret)
		goto put_lines;
	gpio_i2c_wire_init(&adapter->wire, options->single_master, options->readback);
	gpio_i2c_line_unlock(line);
	ret = gpio_i2c_adapter_set_speed(adapter, options->want.scl_hz);
	if (ret) {
		dev_err(parent, "clock-frequency %u Hz is not between %u and %u, or an edge is slower than %u ns\n",
			options->want.scl_hz, GPIO_I2C_SCL_HZ_MIN, GPIO_I2C_SCL_HZ_MAX,
			GPIO_I2C_EDGE_NS_MAX);
		goto put_lines;
	}

	adapter->core.nr = options->number;
	adapter->core.dev.groups = groups;
	ret = register_adapter(&adapter->core);
	if (ret)
		goto put_lines;
	return bus;

put_lines:
	gpio_i2c_line_put(line);
put_bus:
	gpio_i2c_bus_put(bus);
	return ERR_PTR(ret);
}

/**
 * gpio_i2c_bus_stop - the bus is about to be destroyed
 * @bus: the bus; users of its files get -ENODEV from now on
 *
 * Their transfers end after the current byte. Those that come through the I2C core go on: client
 * drivers put their targets to rest as they unbind.
 */
void gpio_i2c_bus_stop(struct gpio_i2c_bus *bus)
{
	gpio_i2c_pace_set_gone(&bus->adapter.wire.edges.pace);
}

/**
 * gpio_i2c_bus_destroy - end a bus
 * @bus: the bus; a reference that is held keeps its memory only
 *
 * Waits for a transfer on the wire, and for what the I2C core waits for:
 * clients, and open files of i2c-dev.
 */
void gpio_i2c_bus_destroy(struct gpio_i2c_bus *bus)
{
	gpio_i2c_bus_stop(bus);
	down_write(&bus->calls);
	up_write(&bus->calls);

	i2c_del_adapter(&bus->adapter.core);
	gpio_i2c_line_put(&bus->adapter.wire.edges.line);
	gpio_i2c_bus_put(bus);
}
