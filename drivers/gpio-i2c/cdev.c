// SPDX-License-Identifier: GPL-2.0-only
#include <linux/fs.h>
#include <linux/i2c.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "bus.h"
#include "cdev.h"
#include "compat.h"

#define KNOWN_FLAGS	(I2C_M_RD | I2C_M_TEN | I2C_M_RECV_LEN | I2C_M_NO_RD_ACK | \
			 I2C_M_IGNORE_NAK | I2C_M_REV_DIR_ADDR | I2C_M_NOSTART | I2C_M_STOP)

/**
 * struct gpio_i2c_node - the device node of a bus
 * @misc: what the VFS finds. misc_open() takes the module under the lock under which it finds us.
 *	A plain cdev is found first, and its module taken later
 * @name: its name
 * @bus: the bus, referenced
 */
struct gpio_i2c_node {
	struct miscdevice misc;
	char name[GPIO_I2C_NAME_BYTES];
	struct gpio_i2c_bus *bus;
};

/* ------ a transfer: check, copy in, do it, copy out ------ */

/**
 * struct transfer_args - a transfer as userspace asked for it
 * @count: messages that @users and @messages hold
 * @users: the messages as userspace gave them
 * @few_users: room for few of them: with two allocations a transfer of one byte at 1 MHz
 *	takes 3.5 % longer than without any, with one 1.6 %
 * @messages: the messages, followed in memory by their buffers
 */
struct transfer_args {
	u32 count;
	struct gpio_i2c_message *users;
	struct gpio_i2c_message few_users[4];
	struct i2c_msg *messages;
};

static void args_free(struct transfer_args *args)
{
	kvfree(args->messages);
	if (args->users != args->few_users)
		kfree(args->users);
}

/* Allocate zeroed messages, each with a zeroed buffer. */
static int args_room(struct transfer_args *args)
{
	size_t bytes = args->count * sizeof(*args->messages);
	u8 *buf;
	u32 i;

	for (i = 0; i < args->count; i++)
		bytes += args->users[i].length;
	args->messages = kvzalloc(bytes, GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	if (!args->messages)
		return -ENOMEM;
	buf = (u8 *)(args->messages + args->count);
	for (i = 0; i < args->count; i++) {
		args->messages[i].buf = buf;
		buf += args->users[i].length;
	}
	return 0;
}

/*
 * Whoever unmaps the pages before they are written gets an error then. access_ok(): on arm64
 * fault_in_safe_writeable() ignores a pointer's tag, on which later copies fail.
 */
static bool is_writable(const void __user *start, u32 size)
{
	return access_ok(start, size) && !fault_in_safe_writeable(start, size);
}

static int check_message(const struct gpio_i2c_message *user)
{
	u16 highest = user->flags & I2C_M_TEN ? 0x3ff : 0x7f;

	if (user->flags & ~KNOWN_FLAGS || user->address > highest ||
	    user->length > GPIO_I2C_MESSAGE_BYTES_MAX)
		return -EINVAL;
	if ((user->flags & I2C_M_RECV_LEN) &&
	    (!(user->flags & I2C_M_RD) || (user->flags & I2C_M_NO_RD_ACK) || !user->length))
		return -EINVAL;
	return 0;
}

static int check_messages(const struct transfer_args *args)
{
	u32 i, bytes = 0;
	int ret;

	for (i = 0; i < args->count; i++) {
		ret = check_message(&args->users[i]);
		if (ret)
			return ret;
		bytes += args->users[i].length;
	}
	return bytes > GPIO_I2C_TRANSFER_BYTES_MAX ? -EINVAL : 0;
}

/* A 32-bit kernel would truncate such an address and access other memory. */
static bool is_too_high(u64 address)
{
	return BITS_PER_LONG == 32 && upper_32_bits(address);
}

/*
 * The buffer of a read is zeroed, and must be writable before the target is asked. With
 * I2C_M_RECV_LEN it holds a count on the way in.
 */
static int copy_in(struct i2c_msg *msg, const struct gpio_i2c_message *user)
{
	u8 __user *from = u64_to_user_ptr(user->buffer);
	u8 around;

	msg->addr = user->address;
	msg->flags = user->flags;
	msg->len = user->length;
	if (!user->length)
		return 0;
	if (is_too_high(user->buffer))
		return -EFAULT;
	if (!(user->flags & I2C_M_RD))
		return copy_from_user(msg->buf, from, user->length) ? -EFAULT : 0;
	if (!is_writable(from, user->length))
		return -EFAULT;
	if (!(user->flags & I2C_M_RECV_LEN))
		return 0;
	if (get_user(around, from))
		return -EFAULT;
	if (!around || user->length < around + I2C_SMBUS_BLOCK_MAX)
		return -EINVAL;
	msg->buf[0] = around;
	msg->len = around;
	return 0;
}

static int args_make(struct transfer_args *args, const struct gpio_i2c_transfer *request)
{
	u32 i;
	int ret;

	if (!request->message_count || request->message_count > GPIO_I2C_MESSAGES_MAX)
		return -EINVAL;
	args->count = request->message_count;
	args->users = args->few_users;
	if (args->count > ARRAY_SIZE(args->few_users)) {
		args->users = kmalloc_array(args->count, sizeof(*args->users), GFP_KERNEL);
		if (!args->users)
			return -ENOMEM;
	}
	if (is_too_high(request->messages) ||
	    copy_from_user(args->users, u64_to_user_ptr(request->messages),
			   args->count * sizeof(*args->users)))
		return -EFAULT;

	ret = check_messages(args);
	if (!ret)
		ret = args_room(args);
	for (i = 0; !ret && i < args->count; i++)
		ret = copy_in(&args->messages[i], &args->users[i]);
	return ret;
}

/* Bytes that were not read stay as they were. */
static int copy_out(const struct transfer_args *args, const struct gpio_i2c_done *done)
{
	u32 i, bytes;

	for (i = 0; i < args->count && i <= done->messages; i++) {
		const struct i2c_msg *msg = &args->messages[i];

		bytes = i < done->messages ? msg->len : done->bytes;
		if (!(msg->flags & I2C_M_RD) || !bytes)
			continue;
		if (copy_to_user(u64_to_user_ptr(args->users[i].buffer), msg->buf,
				 min(bytes, args->users[i].length)))
			return -EFAULT;
	}
	return 0;
}

static bool reserved_is_set(const struct gpio_i2c_transfer *request)
{
	return request->flags || memchr_inv(request->reserved, 0, sizeof(request->reserved));
}

static long ioctl_transfer(struct gpio_i2c_bus *bus, struct gpio_i2c_transfer __user *argument)
{
	struct gpio_i2c_bus_result result;
	struct gpio_i2c_transfer request;
	struct transfer_args args;
	int ret;

	args.users = NULL;
	args.messages = NULL;
	if (copy_from_user(&request, argument, sizeof(request)))
		return -EFAULT;
	if (reserved_is_set(&request))
		return -EINVAL;
	if (request.scl_frequency_hz && request.scl_frequency_hz < GPIO_I2C_SCL_HZ_MIN)
		return -EINVAL;
	ret = args_make(&args, &request);
	if (!ret && !is_writable(argument, sizeof(request)))
		ret = -EFAULT;
	if (ret)
		goto free_args;

	ret = gpio_i2c_bus_transfer(bus, args.messages, args.count, request.scl_frequency_hz,
				    &result);
	if (!result.outcome.reached)
		goto free_args;
	request.messages_done = result.outcome.done.messages;
	request.bytes_done = result.outcome.done.bytes;
	request.error_at_address = result.outcome.at_address;
	request.elapsed_ns = result.elapsed_ns;
	request.line_failed = result.outcome.line_failed;
	if (copy_out(&args, &result.outcome.done) ||
	    copy_to_user(argument, &request, sizeof(request)))
		ret = -EFAULT;
free_args:
	args_free(&args);
	return ret;
}

/* ------ file operations ------ */

static long ioctl_info(struct gpio_i2c_bus *bus, void __user *argument)
{
	struct gpio_i2c_info info;
	int ret = gpio_i2c_bus_info(bus, &info);

	if (ret)
		return ret;
	return copy_to_user(argument, &info, sizeof(info)) ? -EFAULT : 0;
}

static long ioctl_statistics(struct gpio_i2c_bus *bus, void __user *argument)
{
	struct gpio_i2c_statistics statistics;
	int ret = gpio_i2c_bus_statistics(bus, &statistics);

	if (ret)
		return ret;
	return copy_to_user(argument, &statistics, sizeof(statistics)) ? -EFAULT : 0;
}

static long node_ioctl(struct file *file, unsigned int command, unsigned long argument)
{
	struct gpio_i2c_bus *bus = file->private_data;
	void __user *pointer = (void __user *)argument;

	switch (command) {
	case GPIO_I2C_IOC_INFO:
		return ioctl_info(bus, pointer);
	case GPIO_I2C_IOC_TRANSFER:
		return ioctl_transfer(bus, pointer);
	case GPIO_I2C_IOC_RECOVER:
		return gpio_i2c_bus_recover(bus);
	case GPIO_I2C_IOC_STATISTICS:
		return ioctl_statistics(bus, pointer);
	default:
		return -ENOTTY;
	}
}

/*
 * The VFS holds the module through .owner from before open() until after
 * release(). Our own reference, where the driver of the 2.4 days counted with
 * MOD_INC_USE_COUNT, can therefore be dropped in release() without pulling the
 * code away from under it.
 */
static int node_open(struct inode *inode, struct file *file)
{
	struct gpio_i2c_node *node = container_of(file->private_data, struct gpio_i2c_node, misc);

	if (!try_module_get(THIS_MODULE))
		return -ENODEV;
	if (gpio_i2c_bus_is_gone(node->bus)) {
		module_put(THIS_MODULE);
		return -ENODEV;
	}
	file->private_data = gpio_i2c_bus_get(node->bus);
	return stream_open(inode, file);
}

static int node_release(struct inode *inode, struct file *file)
{
	gpio_i2c_bus_put(file->private_data);
	module_put(THIS_MODULE);
	return 0;
}

static const struct file_operations node_operations = {
	.owner = THIS_MODULE,
	.open = node_open,
	.release = node_release,
	.unlocked_ioctl = node_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

/* ------ nodes ------ */

/**
 * gpio_i2c_node_create - make /dev/gpio-i2c-N for a bus
 * @bus: the bus; N is its adapter's number
 *
 * Return: the node, or an ERR_PTR.
 */
struct gpio_i2c_node *gpio_i2c_node_create(struct gpio_i2c_bus *bus)
{
	struct gpio_i2c_node *node = kzalloc(sizeof(*node), GFP_KERNEL);
	int ret;

	if (!node)
		return ERR_PTR(-ENOMEM);
	node->bus = gpio_i2c_bus_get(bus);
	snprintf(node->name, sizeof(node->name), "gpio-i2c-%d", gpio_i2c_bus_adapter(bus)->nr);
	node->misc.minor = MISC_DYNAMIC_MINOR;
	node->misc.name = node->name;
	node->misc.mode = 0660;
	node->misc.fops = &node_operations;
	node->misc.parent = &gpio_i2c_bus_adapter(bus)->dev;

	ret = misc_register(&node->misc);
	if (ret) {
		gpio_i2c_bus_put(bus);
		kfree(node);
		return ERR_PTR(ret);
	}
	return node;
}

/**
 * gpio_i2c_node_destroy - end a node; files that are open stay so
 * @node: the node
 */
void gpio_i2c_node_destroy(struct gpio_i2c_node *node)
{
	misc_deregister(&node->misc);
	gpio_i2c_bus_put(node->bus);
	kfree(node);
}
