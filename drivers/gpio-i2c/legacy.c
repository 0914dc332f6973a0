// SPDX-License-Identifier: GPL-2.0-only
/*
 * The interface of drivers of the 2.4 days: one node, on which ioctl 1 reads a register of a
 * target, a byte, and ioctl 3 writes one. The argument points to a word:
 *
 *	31..24 address, 23..16 register, 15..0 value, of which the low byte is used
 *
 * There is no public header of it: programs have the numbers in their source.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/bitfield.h>
#include <linux/bits.h>
#include <linux/fs.h>
#include <linux/i2c.h>
#include <linux/kernel.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "bus.h"
#include "legacy.h"

/* Not made with _IO(): such numbers came later. 2 is FIGETBSZ, which the VFS answers. */
#define LEGACY_READ	1
#define LEGACY_WRITE	3

#define WORD_ADDRESS	GENMASK(31, 24)
#define WORD_REGISTER	GENMASK(23, 16)
#define WORD_VALUE	GENMASK(15, 0)

/* what a read gives if nobody answers, since SDA is high */
#define NO_ANSWER		0xff

static char *legacy = "";
module_param(legacy, charp, 0444);
MODULE_PARM_DESC(legacy, "make /dev/gpioi2c for old programs: hisi8 (8-bit addresses) or hisi7 (7-bit ones)");

static char *legacy_bus = "";
module_param(legacy_bus, charp, 0444);
MODULE_PARM_DESC(legacy_bus, "the bus behind it: adapter number, its name or its device's (default: the first)");

/* Protects served and served_name. */
static DEFINE_MUTEX(served_lock);
/* The bus behind the node, referenced; NULL while it is not there. */
static struct gpio_i2c_bus *served;
/* legacy_bus, or the name of the first bus that came: no other ever takes its place. */
static char served_name[GPIO_I2C_ADAPTER_NAME_BYTES];

/* ------ a call ------ */

static bool is_8_bit(void)
{
	return !strcmp(legacy, "hisi8");
}

/* 8-bit addresses have a zero where the wire has the direction. */
static int address_of(u32 word)
{
	u8 address = FIELD_GET(WORD_ADDRESS, word);

	if (is_8_bit())
		return address & 1 ? -EINVAL : address >> 1;
	return address > 0x7f ? -EINVAL : address;
}

static int read_byte(struct gpio_i2c_bus *bus, u32 word, u8 *byte)
{
	u8 pointer = FIELD_GET(WORD_REGISTER, word);
	int address = address_of(word);
	struct i2c_msg messages[] = {
		{ .addr = address, .len = 1, .buf = &pointer },
		{ .addr = address, .flags = I2C_M_RD, .len = 1, .buf = byte },
	};
	struct gpio_i2c_bus_result result;

	if (address < 0)
		return address;
	return gpio_i2c_bus_transfer(bus, messages, ARRAY_SIZE(messages), 0, &result);
}

static int write_byte(struct gpio_i2c_bus *bus, u32 word)
{
	u8 bytes[] = { FIELD_GET(WORD_REGISTER, word), word };
	int address = address_of(word);
	struct i2c_msg message = { .addr = address, .len = sizeof(bytes), .buf = bytes };
	struct gpio_i2c_bus_result result;

	if (address < 0)
		return address;
	return gpio_i2c_bus_transfer(bus, &message, 1, 0, &result);
}

/* Old programs ignore the error and look at the word: a failed read leaves NO_ANSWER there. */
static int ioctl_read(struct gpio_i2c_bus *bus, u32 word, u32 __user *argument)
{
	u8 byte;
	int ret;

	/* before the target is asked: a read may change it */
	if (put_user((word & ~WORD_VALUE) | NO_ANSWER, argument))
		return -EFAULT;
	ret = read_byte(bus, word, &byte);
	if (ret)
		return ret;
	return put_user((word & ~WORD_VALUE) | byte, argument);
}

static long legacy_ioctl(struct file *file, unsigned int number, unsigned long argument)
{
	struct gpio_i2c_bus *bus = file->private_data;
	u32 __user *pointer = (u32 __user *)argument;
	u32 word;

	if (number != LEGACY_READ && number != LEGACY_WRITE)
		return -ENOTTY;
	if (get_user(word, pointer))
		return -EFAULT;
	return number == LEGACY_READ ? ioctl_read(bus, word, pointer) : write_byte(bus, word);
}

/* ------ the node ------ */

/* .owner is enough: the VFS has the module from before open() until after release(). */
static int legacy_open(struct inode *inode, struct file *file)
{
	struct gpio_i2c_bus *bus = NULL;

	mutex_lock(&served_lock);
	if (served && !gpio_i2c_bus_is_gone(served))
		bus = gpio_i2c_bus_get(served);
	mutex_unlock(&served_lock);
	if (!bus)
		return -ENODEV;
	file->private_data = bus;
	return stream_open(inode, file);
}

static int legacy_release(struct inode *inode, struct file *file)
{
	gpio_i2c_bus_put(file->private_data);
	return 0;
}

static const struct file_operations legacy_operations = {
	.owner = THIS_MODULE,
	.open = legacy_open,
	.release = legacy_release,
	.unlocked_ioctl = legacy_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

static struct miscdevice legacy_node = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "gpioi2c",
	.mode = 0660,
	.fops = &legacy_operations,
};

/* ------ which bus ------ */

static bool is_number(const char *text)
{
	return *text && !text[strspn(text, "0123456789")];
}

/* An adapter's name is "gpio-i2c " and that of the bus. */
static bool is_served(const struct gpio_i2c_info *info)
{
	const char *device = strchr(info->adapter_name, ' ');
	unsigned int number;

	if (is_number(served_name))
		return !kstrtouint(served_name, 10, &number) && number == info->adapter_nr;
	return !strcmp(served_name, info->adapter_name) ||
	       (device && !strcmp(served_name, device + 1));
}

/**
 * gpio_i2c_legacy_add - there is a new bus
 * @bus: the bus; if it is the one that is asked for, /dev/gpioi2c serves it
 */
void gpio_i2c_legacy_add(struct gpio_i2c_bus *bus)
{
	struct gpio_i2c_info info;

	if (!*legacy || gpio_i2c_bus_info(bus, &info))
		return;
	mutex_lock(&served_lock);
	if (!*served_name)
		strscpy(served_name, info.adapter_name, sizeof(served_name));
	if (!served && is_served(&info)) {
		served = gpio_i2c_bus_get(bus);
		pr_info("/dev/gpioi2c is adapter %u, %s, with %s addresses\n", info.adapter_nr,
			info.adapter_name, is_8_bit() ? "8-bit" : "7-bit");
	}
	mutex_unlock(&served_lock);
}

/**
 * gpio_i2c_legacy_remove - a bus goes
 * @bus: the bus; files of /dev/gpioi2c that are open stay so, and get -ENODEV
 */
void gpio_i2c_legacy_remove(struct gpio_i2c_bus *bus)
{
	mutex_lock(&served_lock);
	if (served == bus) {
		served = NULL;
		gpio_i2c_bus_put(bus);
	}
	mutex_unlock(&served_lock);
}

static int check_parameters(void)
{
	unsigned int number;

	if (!*legacy && *legacy_bus) {
		pr_err("legacy_bus=%s, but no legacy=hisi8 or legacy=hisi7\n", legacy_bus);
		return -EINVAL;
	}
	if (*legacy && strcmp(legacy, "hisi8") && strcmp(legacy, "hisi7")) {
		pr_err("legacy=%s is neither hisi8 nor hisi7\n", legacy);
		return -EINVAL;
	}
	if ((is_number(legacy_bus) && (kstrtouint(legacy_bus, 10, &number) || number > INT_MAX)) ||
	    strchr(legacy_bus, '/') || strlen(legacy_bus) >= sizeof(served_name)) {
		pr_err("legacy_bus=%s is no adapter's number or name\n", legacy_bus);
		return -EINVAL;
	}
	return 0;
}

/**
 * gpio_i2c_legacy_init - make /dev/gpioi2c if it is asked for
 *
 * Until there is a bus nobody can open it, so that what follows in the module's init may fail.
 *
 * Return: 0; -EINVAL for parameters that make no sense; what registering the node gave.
 */
int gpio_i2c_legacy_init(void)
{
	int ret = check_parameters();

	if (ret || !*legacy)
		return ret;
	strscpy(served_name, legacy_bus, sizeof(served_name));
	return misc_register(&legacy_node);
}

/**
 * gpio_i2c_legacy_exit - end /dev/gpioi2c
 *
 * The module goes: no file is open and no bus is left.
 */
void gpio_i2c_legacy_exit(void)
{
	if (*legacy)
		misc_deregister(&legacy_node);
}
