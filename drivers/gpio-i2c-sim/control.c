// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/kernel/debug/gpio-i2c-sim/
 *
 * access_ns (rw)	what each GPIO access costs on top, ns; at most 1000000
 * access_jitter_ns (rw)	up to this much more, random for each access; at most 1000000
 * edge_at (rw)		where in an access a line changes, or is sampled: "end" (default),
 *			"start", or at a "random" moment of each
 * seed (w)		begins the random numbers of accesses anew; the same for the same seed
 *
 * and for each bus a directory, 0, 1, ..., with
 *
 * decode (rw)		what was on the wire, newest last, one transfer a line (see
 *			decode.c); of the last 8192 events. Write anything to clear.
 * edge_log (rw)	1 logs every edge, and clears what was logged; 0 stops.
 * edges (r)		the last 131072 edges logged: "ns scl sda", levels after the edge
 * referee (rw)		1 (default) measures the intervals between edges; with 0
 *			violations and the scl_period_* of stats stand still. Decoding
 *			goes on either way.
 * scl_limit_hz (rw)	the SCL frequency that the master was asked for. It selects the
 *			mode whose minimums hold (100000 and below Standard, 400000
 *			and below Fast, else Fast-plus; above 1000000 none) and the
 *			shortest period. 0 (default): Fast-plus, any period. Writing
 *			it clears violations.
 * violations (r)	"name count min_seen_ns limit_ns" for tHD;STA tLOW tHIGH tSU;STA
 *			tHD;DAT (edges of the master only) tSU;DAT tSU;STO tBUF period
 *			(SCL, rise to rise) fall_period ("-" if never measured); count
 *			is of those certainly too short, see referee.c. Then
 *			"name count 0 0" for start_in_byte, stop_in_byte, void_message
 *			and contention
 * stats (r)		"name value": starts repeated_starts stops bytes (with addresses)
 *			naks edges scl_period_min_ns scl_period_mean_ns
 *			scl_period_max_ns (rise to rise within START to STOP)
 * reset (w)		write 1: clears violations and stats
 * write_cycle_us (rw)	the EEPROMs' write cycle, default 5000
 * fault (rw)		faults on the wire: see faultcommand.c
 *
 * Referee and edge log see edges some time after they happen (see tape.h), but before any of
 * these files is read or written. They take some 100 ns for an edge, which a master notices as
 * one slow access: at a STOP if more than 16384 edges wait, or amid a transfer if 32768 do.
 */
#include <linux/debugfs.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "clock.h"
#include "control.h"
#include "faultcommand.h"
#include "pin.h"

static struct dentry *control_root;

/* A file in seq_file style, of a bus or of all: NAME_show() and a write function. */
#define BUS_FILE(name, write_fn)						\
static int name##_open(struct inode *inode, struct file *file)			\
{										\
	return single_open(file, name##_show, inode->i_private);		\
}										\
static const struct file_operations name##_fops = {				\
	.owner = THIS_MODULE,							\
	.open = name##_open,							\
	.read = seq_read,							\
	.write = write_fn,							\
	.llseek = seq_lseek,							\
	.release = single_release,						\
}

static struct sim_bus *file_bus(struct file *file)
{
	return ((struct seq_file *)file->private_data)->private;
}

static int decode_show(struct seq_file *seq, void *unused)
{
	struct sim_bus *bus = seq->private;
	struct sim_decode *decode;
	char text[SIM_DECODE_TEXT_BYTES];
	unsigned long flags;
	bool in_line = false;
	u32 i;

	decode = kvmalloc(sizeof(*decode), GFP_KERNEL);
	if (!decode)
		return -ENOMEM;
	raw_spin_lock_irqsave(&bus->lock, flags);
	memcpy(decode, &bus->wire.decoder.decode, sizeof(*decode));
	raw_spin_unlock_irqrestore(&bus->lock, flags);

	for (i = sim_decode_oldest(decode); i != decode->count; i++) {
		u32 event = decode->ring[i % SIM_DECODE_EVENTS];

		if (SIM_EVENT_KIND(event) == SIM_EVENT_START)
			in_line = true;
		if (!in_line)	/* its START is no longer in the ring */
			continue;
		sim_decode_text(event, text);
		seq_puts(seq, text);
		in_line = SIM_EVENT_KIND(event) != SIM_EVENT_STOP;
	}
	if (in_line)
		seq_putc(seq, '\n');
	kvfree(decode);
	return 0;
}

static ssize_t decode_write(struct file *file, const char __user *from, size_t size, loff_t *at)
{
	struct sim_bus *bus = file_bus(file);
	unsigned long flags;

	raw_spin_lock_irqsave(&bus->lock, flags);
	bus->wire.decoder.decode.first = bus->wire.decoder.decode.count;
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	return size;
}

BUS_FILE(decode, decode_write);

static int violations_show(struct seq_file *seq, void *unused)
{
	struct sim_bus *bus = seq->private;
	struct sim_referee referee;
	unsigned long flags;
	unsigned int i;

	raw_spin_lock_irqsave(&bus->lock, flags);
	sim_wire_settle(&bus->wire);
	referee = bus->wire.referee;
	raw_spin_unlock_irqrestore(&bus->lock, flags);

	for (i = 0; i < SIM_INTERVALS; i++) {
		const struct sim_measure *measure = &referee.measure[i];

		seq_printf(seq, "%s %llu ", sim_interval_name(i), measure->count);
		if (measure->min_ns == ~0ULL)
			seq_puts(seq, "-");
		else
			seq_printf(seq, "%llu", measure->min_ns);
		seq_printf(seq, " %llu\n", measure->limit_ns);
	}
	for (i = 0; i < SIM_OFFENCES; i++)
		seq_printf(seq, "%s %llu 0 0\n", sim_offence_name(i), referee.offences[i]);
	return 0;
}

BUS_FILE(violations, NULL);

static int stats_show(struct seq_file *seq, void *unused)
{
	struct sim_bus *bus = seq->private;
	const struct sim_decoder *decoder = &bus->wire.decoder;
	const struct sim_referee *referee = &bus->wire.referee;
	struct stat {
		const char *name;
		u64 value;
	} stat[9];
	unsigned long flags;
	unsigned int i;

	raw_spin_lock_irqsave(&bus->lock, flags);
	sim_wire_settle(&bus->wire);
	stat[0] = (struct stat){ "starts", decoder->starts };
	stat[1] = (struct stat){ "repeated_starts", decoder->repeated_starts };
	stat[2] = (struct stat){ "stops", decoder->stops };
	stat[3] = (struct stat){ "bytes", decoder->bytes };
	stat[4] = (struct stat){ "naks", decoder->naks };
	stat[5] = (struct stat){ "edges", bus->wire.edges };
	stat[6] = (struct stat){ "scl_period_min_ns",
				 referee->periods ? referee->period_min_ns : 0 };
	stat[7] = (struct stat){ "scl_period_mean_ns",
				 div64_u64(referee->period_sum_ns, max(referee->periods, 1ULL)) };
	stat[8] = (struct stat){ "scl_period_max_ns", referee->period_max_ns };
	raw_spin_unlock_irqrestore(&bus->lock, flags);

	for (i = 0; i < ARRAY_SIZE(stat); i++)
		seq_printf(seq, "%s %llu\n", stat[i].name, stat[i].value);
	return 0;
}

BUS_FILE(stats, NULL);

/* Edges can be many: read them one by one, each under the lock. */
static void *edges_start(struct seq_file *seq, loff_t *at)
{
	struct sim_bus *bus = seq->private;
	const struct sim_edgelog *log = &bus->wire.log;
	unsigned long flags;
	u32 held;

	raw_spin_lock_irqsave(&bus->lock, flags);
	sim_wire_settle(&bus->wire);
	held = log->count - sim_edgelog_oldest(log);
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	return *at < held ? at : NULL;
}

static void *edges_next(struct seq_file *seq, void *unused, loff_t *at)
{
	++*at;
	return edges_start(seq, at);
}

static void edges_stop(struct seq_file *seq, void *unused)
{
}

static int edges_show(struct seq_file *seq, void *v)
{
	struct sim_bus *bus = seq->private;
	const struct sim_edgelog *log = &bus->wire.log;
	u32 at = *(loff_t *)v;
	unsigned long flags;
	u64 edge;

	raw_spin_lock_irqsave(&bus->lock, flags);
	edge = log->ring ? log->ring[(sim_edgelog_oldest(log) + at) % SIM_EDGES] : 0;
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	seq_printf(seq, "%llu %d %d\n", edge >> 2, !!(edge & SIM_LEVEL_SCL),
		   !!(edge & SIM_LEVEL_SDA));
	return 0;
}

static const struct seq_operations edges_seq_ops = {
	.start = edges_start,
	.next = edges_next,
	.stop = edges_stop,
	.show = edges_show,
};

static int edges_open(struct inode *inode, struct file *file)
{
	int ret = seq_open(file, &edges_seq_ops);

	if (!ret)
		((struct seq_file *)file->private_data)->private = inode->i_private;
	return ret;
}

static const struct file_operations edges_fops = {
	.owner = THIS_MODULE,
	.open = edges_open,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = seq_release,
};

static void set_watch(struct sim_bus *bus, enum sim_watch watch, bool on)
{
	if (on)
		bus->wire.watch |= watch;
	else
		bus->wire.watch &= ~watch;
}

static int edge_log_get(void *data, u64 *value)
{
	struct sim_bus *bus = data;

	*value = !!(READ_ONCE(bus->wire.watch) & SIM_WATCH_LOG);
	return 0;
}

static int edge_log_set(void *data, u64 value)
{
	struct sim_bus *bus = data;
	struct sim_edgelog *log = &bus->wire.log;
	unsigned long flags;
	u64 *ring = NULL;

	if (value) {
		ring = kvcalloc(SIM_EDGES, sizeof(*ring), GFP_KERNEL);
		if (!ring)
			return -ENOMEM;
	}
	raw_spin_lock_irqsave(&bus->lock, flags);
	sim_wire_settle(&bus->wire);
	set_watch(bus, SIM_WATCH_LOG, value);
	if (value) {
		swap(log->ring, ring);
		log->count = 0;
		sim_edgelog_add(log, bus->wire.level, sim_now_ns());
	}
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	kvfree(ring);
	return 0;
}
DEFINE_DEBUGFS_ATTRIBUTE(edge_log_fops, edge_log_get, edge_log_set, "%llu\n");

static int referee_get(void *data, u64 *value)
{
	struct sim_bus *bus = data;

	*value = !!(READ_ONCE(bus->wire.watch) & SIM_WATCH_REFEREE);
	return 0;
}

static int referee_set(void *data, u64 value)
{
	struct sim_bus *bus = data;
	unsigned long flags;

	raw_spin_lock_irqsave(&bus->lock, flags);
	sim_wire_settle(&bus->wire);
	sim_referee_forgive(&bus->wire.referee);
	set_watch(bus, SIM_WATCH_REFEREE, value);
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	return 0;
}
DEFINE_DEBUGFS_ATTRIBUTE(referee_fops, referee_get, referee_set, "%llu\n");

static int scl_limit_hz_get(void *data, u64 *value)
{
	struct sim_bus *bus = data;

	*value = READ_ONCE(bus->wire.referee.scl_limit_hz);
	return 0;
}

static int scl_limit_hz_set(void *data, u64 value)
{
	struct sim_bus *bus = data;
	unsigned long flags;

	if (value > U32_MAX)
		return -EINVAL;
	raw_spin_lock_irqsave(&bus->lock, flags);
	sim_wire_settle(&bus->wire);
	sim_referee_limit(&bus->wire.referee, value);
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	return 0;
}
DEFINE_DEBUGFS_ATTRIBUTE(scl_limit_hz_fops, scl_limit_hz_get, scl_limit_hz_set, "%llu\n");

static int reset_set(void *data, u64 value)
{
	struct sim_bus *bus = data;
	struct sim_decoder *decoder = &bus->wire.decoder;
	unsigned long flags;

	if (value != 1)
		return -EINVAL;
	raw_spin_lock_irqsave(&bus->lock, flags);
	sim_wire_settle(&bus->wire);
	sim_referee_reset(&bus->wire.referee);
	bus->wire.edges = 0;
	decoder->starts = 0;
	decoder->repeated_starts = 0;
	decoder->stops = 0;
	decoder->bytes = 0;
	decoder->naks = 0;
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	return 0;
}
DEFINE_DEBUGFS_ATTRIBUTE(reset_fops, NULL, reset_set, "%llu\n");

static int write_cycle_us_get(void *data, u64 *value)
{
	struct sim_bus *bus = data;

	*value = READ_ONCE(bus->write_cycle_ns) / 1000;
	return 0;
}

static int write_cycle_us_set(void *data, u64 value)
{
	if (value > U32_MAX / 1000)
		return -EINVAL;
	sim_bus_set_write_cycle(data, value * 1000);
	return 0;
}
DEFINE_DEBUGFS_ATTRIBUTE(write_cycle_us_fops, write_cycle_us_get, write_cycle_us_set, "%llu\n");

static int fault_show(struct seq_file *seq, void *unused)
{
	struct sim_bus *bus = seq->private;
	u64 fired[SIM_FAULT_KINDS];
	unsigned long flags;
	char text[80];
	unsigned int i;
	bool active;

	for (i = 0; i < SIM_FAULT_ITEMS; i++) {
		raw_spin_lock_irqsave(&bus->lock, flags);
		active = sim_fault_item_text(&bus->fault, i, text, sizeof(text));
		raw_spin_unlock_irqrestore(&bus->lock, flags);
		if (active)
			seq_puts(seq, text);
	}
	raw_spin_lock_irqsave(&bus->lock, flags);
	memcpy(fired, bus->fault.fired, sizeof(fired));
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	for (i = 0; i < SIM_FAULT_KINDS; i++) {
		if (fired[i])
			seq_printf(seq, "fired %s %llu\n", sim_fault_name(i), fired[i]);
	}
	return 0;
}

/* One command a line; those before a bad one take effect. */
static ssize_t fault_write(struct file *file, const char __user *from, size_t size, loff_t *at)
{
	struct sim_bus *bus = file_bus(file);
	unsigned long flags;
	char *all, *rest, *command;
	int ret = 0;

	if (size > PAGE_SIZE)
		return -E2BIG;
	all = memdup_user_nul(from, size);
	if (IS_ERR(all))
		return PTR_ERR(all);
	rest = all;
	while (!ret && (command = strsep(&rest, "\n")) != NULL) {
		raw_spin_lock_irqsave(&bus->lock, flags);
		ret = sim_fault_command(&bus->fault, command, sim_now_ns());
		raw_spin_unlock_irqrestore(&bus->lock, flags);
	}
	kfree(all);
	return ret ?: size;
}

BUS_FILE(fault, fault_write);

static int cost_get(void *cost_ns, u64 *value)
{
	*value = READ_ONCE(*(unsigned int *)cost_ns);
	return 0;
}

static int cost_set(void *cost_ns, u64 value)
{
	if (value > SIM_ACCESS_NS_MAX)
		return -EINVAL;
	sim_pin_set_cost(cost_ns, value);
	return 0;
}
DEFINE_DEBUGFS_ATTRIBUTE(cost_fops, cost_get, cost_set, "%llu\n");

static int edge_at_show(struct seq_file *seq, void *unused)
{
	seq_printf(seq, "%s\n", sim_pin_edge_at());
	return 0;
}

static ssize_t edge_at_write(struct file *file, const char __user *from, size_t size, loff_t *at)
{
	char word[16] = "";
	int ret;

	if (size >= sizeof(word))
		return -EINVAL;
	if (copy_from_user(word, from, size))
		return -EFAULT;
	ret = sim_pin_set_edge_at(word);
	return ret ?: size;
}

BUS_FILE(edge_at, edge_at_write);

static int seed_set(void *data, u64 value)
{
	if (value > U32_MAX)
		return -EINVAL;
	sim_pin_seed(value);
	return 0;
}
DEFINE_DEBUGFS_ATTRIBUTE(seed_fops, NULL, seed_set, "%llu\n");

void sim_control_init(void)
{
	struct dentry *root = debugfs_create_dir("gpio-i2c-sim", NULL);

	control_root = root;
	debugfs_create_file_unsafe("access_ns", 0600, root, &sim_access.ns, &cost_fops);
	debugfs_create_file_unsafe("access_jitter_ns", 0600, root, &sim_access.jitter_ns,
				   &cost_fops);
	debugfs_create_file("edge_at", 0600, root, NULL, &edge_at_fops);
	debugfs_create_file_unsafe("seed", 0200, root, NULL, &seed_fops);
}

void sim_control_exit(void)
{
	debugfs_remove_recursive(control_root);
}

void sim_control_add(struct sim_bus *bus)
{
	char name[12];
	struct dentry *dir;

	snprintf(name, sizeof(name), "%d", bus->id);
	dir = debugfs_create_dir(name, control_root);
	bus->debugfs = dir;
	debugfs_create_file("decode", 0600, dir, bus, &decode_fops);
	debugfs_create_file("violations", 0400, dir, bus, &violations_fops);
	debugfs_create_file("stats", 0400, dir, bus, &stats_fops);
	debugfs_create_file("fault", 0600, dir, bus, &fault_fops);
	debugfs_create_file("edges", 0400, dir, bus, &edges_fops);
	debugfs_create_file_unsafe("edge_log", 0600, dir, bus, &edge_log_fops);
	debugfs_create_file_unsafe("referee", 0600, dir, bus, &referee_fops);
	debugfs_create_file_unsafe("scl_limit_hz", 0600, dir, bus, &scl_limit_hz_fops);
	debugfs_create_file_unsafe("reset", 0200, dir, bus, &reset_fops);
	debugfs_create_file_unsafe("write_cycle_us", 0600, dir, bus, &write_cycle_us_fops);
}

void sim_control_remove(struct sim_bus *bus)
{
	debugfs_remove_recursive(bus->debugfs);
}
