// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/kernel/debug/gpio-i2c/i2c-N/ has the files of i2c-gpio's fault injector
 * with their meaning, Documentation/i2c/gpio-fault-injection.rst. Lines without
 * an interrupt are watched instead.
 */
#include <linux/debugfs.h>
#include <linux/delay.h>
#include <linux/i2c.h>
#include <linux/module.h>
#include <linux/sched/signal.h>

#include "bus.h"
#include "debugfs.h"
#include "edge.h"
#include "limits.h"

static struct dentry *root;

static int set_line(struct gpio_i2c_bus *bus, bool is_scl, u64 level)
{
	struct gpio_i2c_edges *edges;

	if (level > 1)
		return -EINVAL;
	edges = gpio_i2c_bus_lock_lines(bus);
	if (IS_ERR(edges))
		return PTR_ERR(edges);
	gpio_i2c_set(&edges->line, is_scl ? edges->line.scl : edges->line.sda, level);
	gpio_i2c_bus_unlock_lines(bus);
	return 0;
}

static int get_line(struct gpio_i2c_bus *bus, bool is_scl, u64 *level)
{
	struct gpio_i2c_edges *edges = gpio_i2c_bus_lock_lines(bus);
	struct gpio_i2c_line *line;
	int ret = 0;

	if (IS_ERR(edges))
		return PTR_ERR(edges);
	line = &edges->line;
	if (is_scl ? !line->scl_readable : !line->sda_readable) {
		ret = -EOPNOTSUPP;
	} else {
		*level = gpio_i2c_get(line, is_scl ? line->scl : line->sda);
		ret = line->failed ? -EIO : 0;
	}
	gpio_i2c_bus_unlock_lines(bus);
	return ret;
}

static int scl_get(void *data, u64 *level)
{
	return get_line(data, true, level);
}

static int scl_set(void *data, u64 level)
{
	return set_line(data, true, level);
}
DEFINE_DEBUGFS_ATTRIBUTE(scl_fops, scl_get, scl_set, "%llu\n");

static int sda_get(void *data, u64 *level)
{
	return get_line(data, false, level);
}

static int sda_set(void *data, u64 level)
{
	return set_line(data, false, level);
}
DEFINE_DEBUGFS_ATTRIBUTE(sda_fops, sda_get, sda_set, "%llu\n");

/* START and bits, then nothing: the last bit is the acknowledge, SCL stays high. */
static int leave_transfer(struct gpio_i2c_bus *bus, u32 bits, int count)
{
	struct gpio_i2c_edges *edges = gpio_i2c_bus_lock_lines(bus);

	if (IS_ERR(edges))
		return PTR_ERR(edges);
	gpio_i2c_edge_start(edges);
	while (count--) {
		gpio_i2c_edge_sda(edges, bits >> count & 1);
		gpio_i2c_edge_rise(edges);
		if (count)
			gpio_i2c_edge_fall(edges);
	}
	gpio_i2c_bus_unlock_lines(bus);
	return 0;
}

/* Address, read, acknowledge */
static int incomplete_address_phase_set(void *data, u64 address)
{
	if (address > 0x7f)
		return -EINVAL;
	return leave_transfer(data, (u32)address << 2 | 3, 9);
}
DEFINE_DEBUGFS_ATTRIBUTE(incomplete_address_phase_fops, NULL, incomplete_address_phase_set,
			 "%llu\n");

/* Address, write, acknowledge, byte 0x00, acknowledge */
static int incomplete_write_byte_set(void *data, u64 address)
{
	if (address > 0x7f)
		return -EINVAL;
	return leave_transfer(data, ((u32)address << 2 | 1) << 9 | 1, 18);
}
DEFINE_DEBUGFS_ATTRIBUTE(incomplete_write_byte_fops, NULL, incomplete_write_byte_set, "%llu\n");

/* Wait for another master's transfer: SCL falls. Can be interrupted. */
static int wait_scl_low(struct gpio_i2c_bus *bus, struct gpio_i2c_line *line)
{
	unsigned int looks;

	if (!line->scl_readable)
		return -EOPNOTSUPP;
	for (looks = 0; gpio_i2c_get_scl(line); looks++) {
		if (signal_pending(current))
			return -ERESTARTSYS;
		if (gpio_i2c_bus_is_gone(bus))
			return -ENODEV;
		if (looks % FAULT_YIELD_LOOKS == 0)
			cond_resched();
	}
	return 0;
}

/* Return: the lines, to be unlocked, or an ERR_PTR. */
static struct gpio_i2c_edges *wait_to_interfere(struct gpio_i2c_bus *bus, u64 duration_us)
{
	struct gpio_i2c_edges *edges;
	int ret;

	if (duration_us > FAULT_US_MAX)
		return ERR_PTR(-EINVAL);
	edges = gpio_i2c_bus_lock_lines(bus);
	if (IS_ERR(edges))
		return edges;
	ret = wait_scl_low(bus, &edges->line);
	if (!ret)
		return edges;
	gpio_i2c_bus_unlock_lines(bus);
	return ERR_PTR(ret);
}

static int lose_arbitration_set(void *data, u64 duration_us)
{
	struct gpio_i2c_edges *edges = wait_to_interfere(data, duration_us);

	if (IS_ERR(edges))
		return PTR_ERR(edges);
	gpio_i2c_set(&edges->line, edges->line.sda, false);
	fsleep(duration_us);
	gpio_i2c_set(&edges->line, edges->line.sda, true);
	gpio_i2c_bus_unlock_lines(data);
	return 0;
}
DEFINE_DEBUGFS_ATTRIBUTE(lose_arbitration_fops, NULL, lose_arbitration_set, "%llu\n");

static int inject_panic_set(void *data, u64 duration_us)
{
	struct gpio_i2c_edges *edges = wait_to_interfere(data, duration_us);

	if (IS_ERR(edges))
		return PTR_ERR(edges);
	fsleep(duration_us);
	panic("gpio-i2c fault injector induced panic");
}
DEFINE_DEBUGFS_ATTRIBUTE(inject_panic_fops, NULL, inject_panic_set, "%llu\n");

/**
 * gpio_i2c_debugfs_add - make the files of a bus
 * @bus: the bus; it must outlive them
 *
 * Return: what to hand to debugfs_remove().
 */
struct dentry *gpio_i2c_debugfs_add(struct gpio_i2c_bus *bus)
{
	struct dentry *dir = debugfs_create_dir(dev_name(&gpio_i2c_bus_adapter(bus)->dev), root);

	debugfs_create_file_unsafe("scl", 0600, dir, bus, &scl_fops);
	debugfs_create_file_unsafe("sda", 0600, dir, bus, &sda_fops);
	debugfs_create_file_unsafe("incomplete_address_phase", 0200, dir, bus,
				   &incomplete_address_phase_fops);
	debugfs_create_file_unsafe("incomplete_write_byte", 0200, dir, bus,
				   &incomplete_write_byte_fops);
	debugfs_create_file_unsafe("lose_arbitration", 0200, dir, bus, &lose_arbitration_fops);
	debugfs_create_file_unsafe("inject_panic", 0200, dir, bus, &inject_panic_fops);
	return dir;
}

void gpio_i2c_debugfs_init(void)
{
	root = debugfs_create_dir("gpio-i2c", NULL);
}

void gpio_i2c_debugfs_exit(void)
{
	debugfs_remove(root);
}
