// SPDX-License-Identifier: GPL-2.0-only
/*
 * The wire works in any context, with interrupts off: there a question goes into a ring, and the
 * target holds SCL (see sim_decoder_ask()). The program takes it from the ring, and its answer
 * lets SCL go. include/uapi/linux/gpio-i2c-sim.h is the program's side of that.
 */
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/irq_work.h>
#include <linux/kref.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/poll.h>
#include <linux/rbtree.h>	/* 5.10's mutex.h for RT uses it */
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/wait.h>

#include "../../include/uapi/linux/gpio-i2c-sim.h"
#include "user.h"

#define EVENTS		64	/* a power of two, and fewer than there are sequence numbers */
#define NS_PER_US	1000ULL

/**
 * struct sim_user - a target that is a program
 * @target: its place on the bus
 * @misc: its device file
 * @name: the file's name
 * @references: one for the bus, one for an open file
 * @calls: protects @bus, which stays while it is held; taken before the bus's lock
 * @reading: one reader at a time moves @tail; taken before @calls
 * @bus: NULL once it is off the bus. Its lock protects all members below.
 * @readers: who waits for events, or for the end
 * @wake: wakes them: that can't be done with the bus's lock held
 * @timeout_us: how long SCL is held for an answer
 * @open: a program has the file
 * @addressed: the program knows of this message's START
 * @late: a question was not answered in time
 * @sequence: of the last question
 * @head: events that were put into @ring; runs on for ever
 * @tail: events that were taken out
 * @ring: event i is at i % EVENTS
 */
struct sim_user {
	struct sim_target target;
	struct miscdevice misc;
	char name[40];
	struct kref references;
	struct mutex calls;	/* protects bus */
	struct mutex reading;	/* one reader moves tail */
	struct sim_bus *bus;
	wait_queue_head_t readers;
	struct irq_work wake;
	u32 timeout_us;
	bool open;
	bool addressed;
	bool late;
	u8 sequence;
	u32 head;
	u32 tail;
	struct gpio_i2c_sim_event ring[EVENTS];
};

static struct sim_user *to_user(struct sim_target *target)
{
	return container_of(target, struct sim_user, target);
}

/* ------ the target: the bus's lock is held ------ */

static struct sim_decoder *decoder_of(struct sim_user *user)
{
	return &user->bus->wire.decoder;
}

static void put_event(struct sim_user *user, u8 kind, u8 flags, u8 value)
{
	struct gpio_i2c_sim_event *event = &user->ring[user->head % EVENTS];

	*event = (struct gpio_i2c_sim_event){
		.kind = kind,
		.flags = flags | (user->late ? GPIO_I2C_SIM_LATE : 0),
		.value = value,
	};
	user->late = false;
	if (kind != GPIO_I2C_SIM_STOP) {
		user->sequence = user->sequence % U8_MAX + 1;	/* never 0 */
		event->sequence = user->sequence;
	}
	WRITE_ONCE(user->head, user->head + 1);
	irq_work_queue(&user->wake);
}

/* Asks the program, if that can be. There is always room left for a STOP. */
static bool ask(struct sim_user *user, u8 kind, u8 flags, u8 value, u64 now_ns)
{
	if (!user->open || user->head - READ_ONCE(user->tail) > EVENTS - 2)
		return false;
	put_event(user, kind, flags, value);
	sim_decoder_ask(decoder_of(user), &user->target, kind == GPIO_I2C_SIM_WANTED,
			now_ns + user->timeout_us * NS_PER_US);
	return true;
}

static bool user_address(struct sim_target *target, bool read, u64 now_ns)
{
	struct sim_user *user = to_user(target);

	user->addressed = ask(user, GPIO_I2C_SIM_START, read ? GPIO_I2C_SIM_READ : 0, 0, now_ns);
	return user->addressed;
}

static bool user_offer(struct sim_target *target, u8 byte)
{
	struct sim_user *user = to_user(target);

	return user->addressed && ask(user, GPIO_I2C_SIM_RECEIVED, 0, byte, sim_now_ns());
}

static void user_write(struct sim_target *target, u8 byte)
{
}

static u8 user_read(struct sim_target *target)
{
	struct sim_user *user = to_user(target);

	if (user->addressed)
		ask(user, GPIO_I2C_SIM_WANTED, 0, 0, sim_now_ns());
	return 0xff;
}

static void user_late(struct sim_target *target)
{
	to_user(target)->late = true;
}

static void user_end(struct sim_target *target, bool commit, u64 now_ns)
{
	struct sim_user *user = to_user(target);

	if (user->addressed)
		put_event(user, GPIO_I2C_SIM_STOP,
			  decoder_of(user)->stopped ? 0 : GPIO_I2C_SIM_REPEATED, 0);
	user->addressed = false;
}

static const struct sim_target_ops user_ops = {
	.address = user_address,
	.offer = user_offer,
	.write = user_write,
	.read = user_read,
	.late = user_late,
	.end = user_end,
};

/* ------ the file ------ */

static void wake_readers(struct irq_work *work)
{
	wake_up_interruptible(&container_of(work, struct sim_user, wake)->readers);
}

static void free_user(struct kref *references)
{
	struct sim_user *user = container_of(references, struct sim_user, references);

	irq_work_sync(&user->wake);
	kfree(user);
}

static struct sim_user *file_user(struct file *file)
{
	return container_of(file->private_data, struct sim_user, misc);
}

/* The bus, which stays until let_bus_go(); NULL if it is gone. */
static struct sim_bus *hold_bus(struct sim_user *user)
{
	mutex_lock(&user->calls);
	if (!user->bus)
		mutex_unlock(&user->calls);
	return user->bus;
}

static void let_bus_go(struct sim_user *user)
{
	mutex_unlock(&user->calls);
}

static int user_file_open(struct inode *inode, struct file *file)
{
	struct sim_user *user = file_user(file);
	struct sim_bus *bus = hold_bus(user);
	unsigned long flags;
	bool busy;

	if (!bus)
		return -ENODEV;
	raw_spin_lock_irqsave(&bus->lock, flags);
	busy = user->open;
	user->open = true;
	if (!busy) {
		WRITE_ONCE(user->tail, user->head);
		user->late = false;
	}
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	let_bus_go(user);
	if (busy)
		return -EBUSY;
	kref_get(&user->references);
	return stream_open(inode, file);
}

static int user_file_release(struct inode *inode, struct file *file)
{
	struct sim_user *user = file_user(file);
	struct sim_bus *bus = hold_bus(user);
	unsigned long flags;

	if (bus) {
		raw_spin_lock_irqsave(&bus->lock, flags);
		user->open = false;
		user->addressed = false;
		if (bus->wire.decoder.asked == &user->target)
			sim_wire_give_up(&bus->wire, sim_now_ns());
		raw_spin_unlock_irqrestore(&bus->lock, flags);
		let_bus_go(user);
	}
	kref_put(&user->references, free_user);
	return 0;
}

/* Copies up to @count events. Returns how many, or -ENODEV. */
static int peek_events(struct sim_user *user, struct gpio_i2c_sim_event *events, int count)
{
	struct sim_bus *bus = hold_bus(user);
	unsigned long flags;
	int i;

	if (!bus)
		return -ENODEV;
	raw_spin_lock_irqsave(&bus->lock, flags);
	for (i = 0; i < count && user->tail + i != user->head; i++)
		events[i] = user->ring[(user->tail + i) % EVENTS];
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	let_bus_go(user);
	return i;
}

/* Takes up to @count events out, if they reach the program. Returns how many, or an error. */
static int take_events(struct sim_user *user, struct gpio_i2c_sim_event __user *to, size_t count)
{
	struct gpio_i2c_sim_event events[8];
	int ret;

	ret = mutex_lock_interruptible(&user->reading);
	if (ret)
		return ret;
	ret = peek_events(user, events, min(count, ARRAY_SIZE(events)));
	if (ret > 0 && copy_to_user(to, events, ret * sizeof(*events)))
		ret = -EFAULT;
	if (ret > 0)
		WRITE_ONCE(user->tail, user->tail + ret);
	mutex_unlock(&user->reading);
	return ret;
}

/* Is there something to read, an event or that the bus is gone? */
static bool is_ready(struct sim_user *user)
{
	return READ_ONCE(user->head) != READ_ONCE(user->tail) || !READ_ONCE(user->bus);
}

static ssize_t user_file_read(struct file *file, char __user *to, size_t size, loff_t *at)
{
	struct sim_user *user = file_user(file);
	size_t count = size / sizeof(struct gpio_i2c_sim_event);
	int taken, ret;

	if (!count)
		return -EINVAL;
	while ((taken = take_events(user, (void __user *)to, count)) == 0) {
		if (file->f_flags & O_NONBLOCK)
			return -EAGAIN;
		ret = wait_event_interruptible(user->readers, is_ready(user));
		if (ret)
			return ret;
	}
	return taken < 0 ? taken : taken * sizeof(struct gpio_i2c_sim_event);
}

/* The bus's lock is held. */
static int take_answer(struct sim_user *user, const struct gpio_i2c_sim_answer *answer)
{
	struct sim_wire *wire = &user->bus->wire;

	sim_wire_play(wire, sim_now_ns());	/* is it too late? */
	if (wire->decoder.asked != &user->target || answer->sequence != user->sequence)
		return -ETIMEDOUT;
	if (!wire->decoder.asked_byte && answer->value > 1)
		return -EINVAL;
	sim_wire_reply(wire, answer->value, sim_now_ns());
	return 0;
}

static ssize_t user_file_write(struct file *file, const char __user *from, size_t size, loff_t *at)
{
	struct sim_user *user = file_user(file);
	struct gpio_i2c_sim_answer answer;
	unsigned long flags;
	struct sim_bus *bus;
	int ret;

	if (size != sizeof(answer))
		return -EINVAL;
	if (copy_from_user(&answer, from, sizeof(answer)))
		return -EFAULT;
	if (answer.reserved[0] || answer.reserved[1])
		return -EINVAL;
	bus = hold_bus(user);
	if (!bus)
		return -ENODEV;
	raw_spin_lock_irqsave(&bus->lock, flags);
	ret = take_answer(user, &answer);
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	let_bus_go(user);
	return ret ?: size;
}

static __poll_t user_file_poll(struct file *file, struct poll_table_struct *table)
{
	struct sim_user *user = file_user(file);

	poll_wait(file, &user->readers, table);
	if (!READ_ONCE(user->bus))
		return EPOLLERR | EPOLLHUP;
	return EPOLLOUT | (is_ready(user) ? EPOLLIN : 0);
}

static const struct file_operations user_file_operations = {
	.owner = THIS_MODULE,
	.open = user_file_open,
	.release = user_file_release,
	.read = user_file_read,
	.write = user_file_write,
	.poll = user_file_poll,
};

/* ------ its life ------ */

/* Takes it off the bus, and its file's users get ENODEV. */
static void leave_bus(struct sim_user *user)
{
	sim_bus_detach(user->bus, &user->target);
	mutex_lock(&user->calls);
	WRITE_ONCE(user->bus, NULL);
	mutex_unlock(&user->calls);
	wake_up_interruptible(&user->readers);
	kref_put(&user->references, free_user);
}

struct sim_user *sim_user_create(struct sim_bus *bus, u16 address, bool ten_bit, u32 timeout_us)
{
	struct sim_user *user = kzalloc(sizeof(*user), GFP_KERNEL);
	int ret;

	if (!user)
		return ERR_PTR(-ENOMEM);
	user->target.ops = &user_ops;
	user->target.address = address;
	user->target.ten_bit = ten_bit;
	user->target.waits = true;
	user->bus = bus;
	user->timeout_us = timeout_us;
	kref_init(&user->references);
	mutex_init(&user->calls);
	mutex_init(&user->reading);
	init_waitqueue_head(&user->readers);
	init_irq_work(&user->wake, wake_readers);
	snprintf(user->name, sizeof(user->name), ten_bit ? "gpio-i2c-sim-user-%d-%03x" :
		 "gpio-i2c-sim-user-%d-%02x", bus->id, address);
	user->misc.minor = MISC_DYNAMIC_MINOR;
	user->misc.name = user->name;
	user->misc.fops = &user_file_operations;

	ret = sim_bus_attach(bus, &user->target);
	if (ret) {
		kref_put(&user->references, free_user);
		return ERR_PTR(ret);
	}
	ret = misc_register(&user->misc);
	if (ret) {
		leave_bus(user);
		return ERR_PTR(ret);
	}
	return user;
}

void sim_user_destroy(struct sim_user *user)
{
	misc_deregister(&user->misc);
	leave_bus(user);
}
