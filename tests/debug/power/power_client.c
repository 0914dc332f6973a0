// SPDX-License-Identifier: GPL-2.0-only
/*
 * A client that uses its bus late: a thread that is not frozen reads a register all the time,
 * also while the system suspends, and a handler talks to the target at power-off, with
 * interrupts off, before the firmware powers off.
 */
#include <linux/delay.h>
#include <linux/i2c.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/reboot.h>

#define TARGET		0x20
#define ID_REGISTER	0
#define REGISTER	0x40
#define VALUE		0xa5
#define PERIOD_MS	20

static int bus = -1;
module_param(bus, int, 0444);
MODULE_PARM_DESC(bus, "number of the adapter");

static bool poll;
module_param(poll, bool, 0444);
MODULE_PARM_DESC(poll, "read all the time");

static char *token = "";
module_param(token, charp, 0444);
MODULE_PARM_DESC(token, "what the line at power-off starts with");

/* Counts of the reads' results, in /sys/module/power_client/parameters. */
static unsigned int good, refused, other;
module_param(good, uint, 0444);
module_param(refused, uint, 0444);
module_param(other, uint, 0444);

static struct i2c_adapter *adapter;
static struct task_struct *thread;
static struct sys_off_handler *handler;

static int transfer(char read_write, u8 command, union i2c_smbus_data *data)
{
	return i2c_smbus_xfer(adapter, TARGET, 0, read_write, command, I2C_SMBUS_BYTE_DATA, data);
}

static int poll_bus(void *unused)
{
	union i2c_smbus_data data;
	int ret;

	while (!kthread_should_stop()) {
		ret = transfer(I2C_SMBUS_READ, ID_REGISTER, &data);
		if (!ret)
			good++;
		else if (ret == -ESHUTDOWN)
			refused++;
		else
			other++;
		msleep(PERIOD_MS);
	}
	return 0;
}

static int power_off(struct sys_off_data *unused)
{
	union i2c_smbus_data id = { .byte = 0 }, back = { .byte = 0 }, out = { .byte = VALUE };
	int read, write, again;
	unsigned long flags;

	local_irq_save(flags);
	read = transfer(I2C_SMBUS_READ, ID_REGISTER, &id);
	write = transfer(I2C_SMBUS_WRITE, REGISTER, &out);
	again = transfer(I2C_SMBUS_READ, REGISTER, &back);
	local_irq_restore(flags);
	pr_emerg("%s, power-off: id %d %02x, write %d, read %d %02x\n", token, read, id.byte,
		 write, again, back.byte);
	return NOTIFY_DONE;
}

static void release(void)
{
	if (thread)
		kthread_stop(thread);
	i2c_put_adapter(adapter);
}

static int __init power_client_init(void)
{
	struct task_struct *task;

	adapter = i2c_get_adapter(bus);
	if (!adapter)
		return -ENODEV;
	if (poll) {
		task = kthread_run(poll_bus, NULL, "power_client");
		if (IS_ERR(task)) {
			release();
			return PTR_ERR(task);
		}
		thread = task;
	}
	handler = register_sys_off_handler(SYS_OFF_MODE_POWER_OFF, SYS_OFF_PRIO_FIRMWARE + 1,
					   power_off, NULL);
	if (IS_ERR(handler)) {
		release();
		return PTR_ERR(handler);
	}
	return 0;
}
module_init(power_client_init);

static void __exit power_client_exit(void)
{
	unregister_sys_off_handler(handler);
	release();
}
module_exit(power_client_exit);

MODULE_DESCRIPTION("An I2C client for the ways down");
MODULE_LICENSE("GPL");
