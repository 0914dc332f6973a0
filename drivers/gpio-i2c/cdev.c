// SPDX-License-Identifier: GPL-2.0-only
#include <linux/compat.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "bus.h"
#include "cdev.h"

#define KNOWN_FLAGS	(I2C_M_RD | I2C_M_TEN | I2C_M_RECV_LEN | I2C_M_NO_RD_ACK | \
			 I2C_M_IGNORE_NAK | I2C_M_REV_DIR_ADDR | I2C_M_NOSTART | I2C_M_STOP)

/**
 * struct gpio_i2c_node - the device node of a bus
 * @misc: what the VFS finds. A misc device takes the module once for an open
 *	file, and never looks at us outside misc_open()'s lock: a plain cdev
 *	does, between finding the node and taking the module
 * @name: its name
 * @bus: the bus, referenced
 */
struct gpio_i2c_node {
	struct miscdevice misc;
	char name[GPIO_I2C_NAME_BYTES];
	struct gpio_i2c_bus *bus;
};

/* ------ a transfer: check, copy in, do it, copy out ------ */

#define FEW_MESSAGES	4
#define FEW_BYTES	64

/**
 * struct job - a transfer on its way
 * @count: messages that @messages and @users hold
 * @messages: the messages, each with a buffer of its own
 * @users: the messages as userspace gave them
 * @bytes_used: how many of @few_bytes are taken
 * @few_messages: room for a small transfer, which then allocates nothing
 * @few_users: the same
 * @few_bytes: the same
 */
struct job {
	u32 count;
	struct i2c_msg *messages;
	struct gpio_i2c_message *users;
	u32 bytes_used;
	struct i2c_msg few_messages[FEW_MESSAGES];
	struct gpio_i2c_message few_users[FEW_MESSAGES];
	u8 few_bytes[FEW_BYTES];
};

static bool is_few(const struct job *job, const u8 *buf)
{
	return buf >= job->few_bytes && buf < job->few_bytes + FEW_BYTES;
}

static void job_free(struct job *job)
{
	u32 i;

	for (i = 0; job->messages && i < job->count; i++)
		if (!is_few(job, job->messages[i].buf))
			kvfree(job->messages[i].buf);
	if (job->messages != job->few_messages)
		kfree(job->messages);
	if (job->users != job->few_users)
		kfree(job->users);
}

/* A zeroed buffer */
static u8 *job_buffer(struct job *job, u32 length)
{
	u8 *buf = job->few_bytes + job->bytes_used;

	if (length > FEW_BYTES - job->bytes_used)
		return kvzalloc(length, GFP_KERNEL_ACCOUNT | __GFP_NOWARN);
	job->bytes_used += length;
	memset(buf, 0, length);
	return buf;
}

/* Zeroed messages, and a place for those of userspace. */
static int job_room(struct job *job, u32 count)
{
	if (count <= FEW_MESSAGES) {
		job->users = job->few_users;
		job->messages = job->few_messages;
		memset(job->messages, 0, count * sizeof(*job->messages));
		return 0;
	}
	job->users = kcalloc(count, sizeof(*job->users), GFP_KERNEL);
	if (!job->users)
		return -ENOMEM;
	job->messages = kcalloc(count, sizeof(*job->messages), GFP_KERNEL);
	return job->messages ? 0 : -ENOMEM;
}

/* The pages may go away until this is written; whoever does that gets an error then. */
static bool is_writable(const void __user *start, u32 size)
{
	return !fault_in_safe_writeable(start, size);
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

static int check_messages(const struct job *job)
{
	u32 i, bytes = 0;
	int ret;

	for (i = 0; i < job->count; i++) {
		ret = check_message(&job->users[i]);
		if (ret)
			return ret;
		bytes += job->users[i].length;
	}
	return bytes > GPIO_I2C_TRANSFER_BYTES_MAX ? -EINVAL : 0;
}

/* A 32-bit kernel would cut such an address short and find memory that was not meant. */
static bool is_too_high(u64 address)
{
	return BITS_PER_LONG == 32 && upper_32_bits(address);
}

/*
 * The buffer of a message that is read is zeroed, and must be writable before
 * the target is asked. That of a block read holds a count on the way in.
 */
static int copy_in(struct job *job, struct i2c_msg *msg, const struct gpio_i2c_message *user)
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
	msg->buf = job_buffer(job, user->length);
	if (!msg->buf)
		return -ENOMEM;

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

static int job_make(struct job *job, const struct gpio_i2c_transfer *request)
{
	u32 i;
	int ret;

	if (!request->message_count || request->message_count > GPIO_I2C_MESSAGES_MAX)
		return -EINVAL;
	ret = job_room(job, request->message_count);
	if (ret)
		return ret;
	if (is_too_high(request->messages) ||
	    copy_from_user(job->users, u64_to_user_ptr(request->messages),
			   request->message_count * sizeof(*job->users)))
		return -EFAULT;
	job->count = request->message_count;

	ret = check_messages(job);
	for (i = 0; !ret && i < job->count; i++)
		ret = copy_in(job, &job->messages[i], &job->users[i]);
	return ret;
}

/* Bytes that were not read stay as they were. */
static int copy_out(const struct job *job, const struct gpio_i2c_outcome *outcome)
{
	u32 i, bytes;

	for (i = 0; i < job->count && i <= outcome->messages; i++) {
		const struct i2c_msg *msg = &job->messages[i];

		bytes = i < outcome->messages ? msg->len : outcome->bytes;
		if (!(msg->flags & I2C_M_RD) || !bytes)
			continue;
		if (copy_to_user(u64_to_user_ptr(job->users[i].buffer), msg->buf,
				 min(bytes, job->users[i].length)))
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
	struct gpio_i2c_bus_result result = { .outcome.reached = false };
	struct gpio_i2c_transfer request;
	struct job job;
	int ret;

	job.count = 0;
	job.bytes_used = 0;
	job.messages = NULL;
	job.users = NULL;

	if (copy_from_user(&request, argument, sizeof(request)))
		return -EFAULT;
	if (reserved_is_set(&request))
		return -EINVAL;
	if (request.scl_frequency_hz && request.scl_frequency_hz < GPIO_I2C_SCL_HZ_MIN)
		return -EINVAL;
	ret = job_make(&job, &request);
	if (!ret && !is_writable(argument, sizeof(request)))
		ret = -EFAULT;
	if (ret)
		goto free_job;

	ret = gpio_i2c_bus_transfer(bus, job.messages, job.count, request.scl_frequency_hz,
				    &result);
	if (!result.outcome.reached)
		goto free_job;
	request.messages_done = result.outcome.messages;
	request.bytes_done = result.outcome.bytes;
	request.error_at_address = result.outcome.at_address;
	request.elapsed_ns = result.elapsed_ns;
	request.line_failed = result.outcome.line_failed;
	if (copy_out(&job, &result.outcome) || copy_to_user(argument, &request, sizeof(request)))
		ret = -EFAULT;
free_job:
	job_free(&job);
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
	snprintf(node->name, sizeof(node->name), "gpio-i2c-%d", bus->adapter.nr);
	node->misc.minor = MISC_DYNAMIC_MINOR;
	node->misc.name = node->name;
	node->misc.mode = 0660;
	node->misc.fops = &node_operations;
	node->misc.parent = &bus->adapter.dev;

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
