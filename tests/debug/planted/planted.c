// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bugs on purpose, one for each detector of the debug kernel, to prove that it works: write a
 * bug's name to /sys/module/planted/parameters/bug.
 */
#include <linux/delay.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/refcount.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timer.h>

#define BYTES		40
#define LEAKS		16
#define HANG_MS		12000
#define LOCKUP_MS	6000

static DEFINE_MUTEX(first);
static DEFINE_MUTEX(second);
static DEFINE_SPINLOCK(spin);

/* Hides the bugs from the compiler. */
static unsigned int bytes = BYTES;
static int numbers[4];
/* Leaks that can be freed: kmemleak does not recognise an address's complement. */
static unsigned long leaked[LEAKS];

static void lock_order(void)
{
	mutex_lock(&first);
	mutex_lock(&second);
	mutex_unlock(&second);
	mutex_unlock(&first);

	mutex_lock(&second);
	mutex_lock(&first);
	mutex_unlock(&first);
	mutex_unlock(&second);
}

static void sleep_in_atomic(void)
{
	spin_lock(&spin);
	msleep(20);
	spin_unlock(&spin);
}

static void out_of_bounds(void)
{
	char *memory = kmalloc(BYTES, GFP_KERNEL);

	if (!memory)
		return;
	OPTIMIZER_HIDE_VAR(memory);
	memory[READ_ONCE(bytes)] = 1;
	kfree(memory);
}

static void use_after_free(void)
{
	char *memory = kmalloc(BYTES, GFP_KERNEL);

	if (!memory)
		return;
	kfree(memory);
	OPTIMIZER_HIDE_VAR(memory);
	WRITE_ONCE(memory[BYTES / 2], 1);
}

static void double_free(void)
{
	char *memory = kmalloc(BYTES, GFP_KERNEL);

	kfree(memory);
	OPTIMIZER_HIDE_VAR(memory);
	kfree(memory);
}

static void shift(void)
{
	unsigned int one = 1;

	OPTIMIZER_HIDE_VAR(one);
	WRITE_ONCE(bytes, BYTES);
	WRITE_ONCE(numbers[0], one << READ_ONCE(bytes));
}

static void array_index(void)
{
	WRITE_ONCE(numbers[READ_ONCE(bytes)], 0);
}

/* Many, since a stale pointer on a stack may hide a leak from kmemleak. */
static void leak(void)
{
	unsigned int i;

	for (i = 0; i < LEAKS; i++)
		leaked[i] = ~(unsigned long)kmalloc(BYTES, GFP_KERNEL);
}

static void undo_leak(void)
{
	unsigned int i;

	for (i = 0; i < LEAKS; i++) {
		kfree((void *)~leaked[i]);
		leaked[i] = ~0UL;
	}
}

static void refcount(void)
{
	refcount_t count = REFCOUNT_INIT(1);

	refcount_dec(&count);
	if (refcount_dec_and_test(&count))
		WRITE_ONCE(numbers[0], 0);
}

static void list(void)
{
	LIST_HEAD(head);
	struct list_head entry;

	list_add(&entry, &head);
	list_del(&entry);
	list_del(&entry);
}

static void no_function(struct timer_list *unused)
{
}

/* Freed while armed; debug objects keep it from firing. */
static void live_timer(void)
{
	struct timer_list *timer = kmalloc(sizeof(*timer), GFP_KERNEL);

	if (!timer)
		return;
	timer_setup(timer, no_function, 0);
	mod_timer(timer, jiffies + 100 * HZ);
	kfree(timer);
}

static void hung_task(void)
{
	set_current_state(TASK_UNINTERRUPTIBLE);
	schedule_timeout(msecs_to_jiffies(HANG_MS));
}

static void soft_lockup(void)
{
	preempt_disable();
	mdelay(LOCKUP_MS);
	preempt_enable();
}

static const struct {
	const char *name;
	void (*plant)(void);
} bugs[] = {
	{ "lock_order", lock_order },
	{ "sleep_in_atomic", sleep_in_atomic },
	{ "out_of_bounds", out_of_bounds },
	{ "use_after_free", use_after_free },
	{ "double_free", double_free },
	{ "shift", shift },
	{ "array_index", array_index },
	{ "leak", leak },
	{ "undo_leak", undo_leak },
	{ "refcount", refcount },
	{ "list", list },
	{ "live_timer", live_timer },
	{ "hung_task", hung_task },
	{ "soft_lockup", soft_lockup },
};

static int bug_set(const char *value, const struct kernel_param *parameter)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(bugs); i++) {
		if (sysfs_streq(value, bugs[i].name)) {
			bugs[i].plant();
			return 0;
		}
	}
	return -EINVAL;
}

static const struct kernel_param_ops bug_ops = {
	.set = bug_set,
};
module_param_cb(bug, &bug_ops, NULL, 0200);
MODULE_PARM_DESC(bug, "name of the bug to show");

MODULE_DESCRIPTION("Planted bugs");
MODULE_LICENSE("GPL");
