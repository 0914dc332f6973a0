// SPDX-License-Identifier: GPL-2.0-only
/*
 * /sys/kernel/config/gpio-i2c-sim/N/ is bus N. A directory that is made in it is a chip, and has
 *
 * kind (rw)		what it is: 24c00 to 24c2048, lm75, ds1307, regfile; user is a program
 * address (rw)		0x08 to 0x77, or a 10-bit address, t0x000 to t0x3ff
 * size_bytes (rw)	bytes of contents; of an EEPROM a power of two, 16 to 262144
 * page_bytes (rw)	an EEPROM's page, a power of two up to 256
 * contents (rw)	what is in it, see part.c; a shorter image leaves the rest
 * timeout_us (rw)	how long a program may take for a reply, in us
 * live (rw)		1: it is on the bus
 *
 * Kind, size and page make it new: an EEPROM is erased. Nothing but live can be written while the
 * chip is live. What was refused, and why, is in the kernel log; so is an image that was refused,
 * as configfs does not tell that to who wrote it.
 *
 * A bus that goes, as its driver is unbound, leaves its directory: chips stay, and are not live.
 */
#include <linux/configfs.h>
#include <linux/err.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rbtree.h>	/* 5.10's mutex.h for RT uses it */
#include <linux/slab.h>
#include <linux/string.h>

#include "lab.h"
#include "part.h"
#include "user.h"

#define ADDRESS_FIRST		0x08
#define ADDRESS_LAST		0x77
#define ADDRESS_TEN_BIT_LAST	0x3ff
#define ADDRESS_NONE		0xffff
#define KIND_USER		"user"

/* A bus's directory. It stays until the module goes. */
struct lab_bus {
	struct config_group group;
	struct list_head entry;
	struct list_head chips;		/* those that are live */
	struct sim_bus *bus;		/* NULL: the bus is gone */
	int id;
};

/* A chip's directory. */
struct lab_chip {
	struct config_item item;
	struct lab_bus *on;
	struct list_head entry;		/* in on->chips, if it is live */
	struct sim_part part;		/* of no kind, if it is a program */
	bool is_user;			/* a program */
	struct sim_user *user;		/* while it is live, if it is a program */
	u32 timeout_us;
	u16 address;
	bool ten_bit;
	bool live;
};

/*
 * Protects lab_buses, and buses and chips in it with all their members. While a chip is live,
 * changes in its part need the lock of its bus, too. configfs holds locks of its own around us:
 * no configfs function is called with this one.
 */
static DEFINE_MUTEX(lab_lock);
static LIST_HEAD(lab_buses);

static struct lab_bus *to_bus(struct config_item *item)
{
	return container_of(to_config_group(item), struct lab_bus, group);
}

static struct lab_chip *to_chip(struct config_item *item)
{
	return container_of(item, struct lab_chip, item);
}

/* Tells the kernel log why something was refused. */
static __printf(2, 3) void refuse(struct lab_chip *chip, const char *format, ...)
{
	struct va_format why = { .fmt = format };
	va_list arguments;

	va_start(arguments, format);
	why.va = &arguments;
	pr_err("gpio-i2c-sim: bus %d, chip '%s': %pV\n", chip->on->id,
	       config_item_name(&chip->item), &why);
	va_end(arguments);
}

/* Copies a word that was written, without its newline. Returns its length or an error. */
static int copy_word(struct lab_chip *chip, char *word, size_t size, const char *from)
{
	ssize_t length = strscpy(word, from, size);

	if (length > 0 && word[length - 1] == '\n')
		word[--length] = '\0';
	if (length > 0)
		return length;
	refuse(chip, "one short word is wanted");
	return -EINVAL;
}

/* Is it free to change? lab_lock is held. */
static int not_live(struct lab_chip *chip, const char *what)
{
	if (!chip->live)
		return 0;
	refuse(chip, "it is live: its %s can't change", what);
	return -EBUSY;
}

/* ------ live ------ */

/* lab_lock is held. */
static void take_off(struct lab_chip *chip)
{
	if (!chip->live)
		return;
	if (chip->user)
		sim_user_destroy(chip->user);
	else
		sim_bus_detach(chip->on->bus, chip->part.target);
	chip->user = NULL;
	list_del(&chip->entry);
	chip->live = false;
}

/* lab_lock is held. */
static int attach(struct lab_chip *chip)
{
	struct sim_target *target = chip->part.target;
	struct sim_user *user;

	if (!chip->is_user) {
		target->address = chip->address;
		target->ten_bit = chip->ten_bit;
		return sim_bus_attach(chip->on->bus, target);
	}
	user = sim_user_create(chip->on->bus, chip->address, chip->ten_bit, chip->timeout_us);
	if (IS_ERR(user))
		return PTR_ERR(user);
	chip->user = user;
	return 0;
}

/* lab_lock is held. */
static int put_on(struct lab_chip *chip)
{
	bool has_kind = chip->is_user || chip->part.kind;
	int ret;

	if (!chip->on->bus) {
		refuse(chip, "the bus is gone");
		return -ENODEV;
	}
	if (!has_kind || chip->address == ADDRESS_NONE) {
		refuse(chip, "it has no %s", has_kind ? "address" : "kind");
		return -EINVAL;
	}
	ret = attach(chip);
	if (ret == -EADDRINUSE)
		refuse(chip, "address 0x%02x is taken", chip->address);
	else if (ret == -ENOSPC)
		refuse(chip, "%u chips with 10-bit addresses are there", SIM_TEN_BIT_TARGETS);
	else if (ret == -EINVAL)
		refuse(chip, "it has several addresses, and can't begin at 0x%02x", chip->address);
	else if (ret)
		refuse(chip, "it can't be put on the bus: error %d", ret);
	if (ret)
		return ret;
	list_add(&chip->entry, &chip->on->chips);
	chip->live = true;
	return 0;
}

static ssize_t lab_chip_live_show(struct config_item *item, char *page)
{
	return sysfs_emit(page, "%d\n", READ_ONCE(to_chip(item)->live));
}

static ssize_t lab_chip_live_store(struct config_item *item, const char *page, size_t count)
{
	struct lab_chip *chip = to_chip(item);
	bool live;
	int ret;

	ret = kstrtobool(page, &live);
	if (ret) {
		refuse(chip, "live is 0 or 1");
		return ret;
	}
	mutex_lock(&lab_lock);
	if (!live)
		take_off(chip);
	else if (!chip->live)
		ret = put_on(chip);
	mutex_unlock(&lab_lock);
	return ret ?: count;
}
CONFIGFS_ATTR(lab_chip_, live);

/* ------ kind and address ------ */

/* lab_lock is held. */
static int choose(struct lab_chip *chip, const char *word)
{
	bool is_user = !strcmp(word, KIND_USER);
	int ret = 0;

	if (is_user)
		sim_part_clear(&chip->part);
	else
		ret = sim_part_choose(&chip->part, word);
	if (ret == -EINVAL)
		refuse(chip, "there is no kind '%s'", word);
	if (!ret)
		chip->is_user = is_user;
	return ret;
}

static ssize_t lab_chip_kind_show(struct config_item *item, char *page)
{
	struct lab_chip *chip = to_chip(item);
	ssize_t length;

	mutex_lock(&lab_lock);
	length = sysfs_emit(page, "%s\n", chip->is_user ? KIND_USER :
			    chip->part.kind ? chip->part.name : "none");
	mutex_unlock(&lab_lock);
	return length;
}

static ssize_t lab_chip_kind_store(struct config_item *item, const char *page, size_t count)
{
	struct lab_chip *chip = to_chip(item);
	char word[16];
	int ret;

	ret = copy_word(chip, word, sizeof(word), page);
	if (ret < 0)
		return ret;
	mutex_lock(&lab_lock);
	ret = not_live(chip, "kind") ?: choose(chip, word);
	mutex_unlock(&lab_lock);
	return ret ?: count;
}
CONFIGFS_ATTR(lab_chip_, kind);

static ssize_t lab_chip_address_show(struct config_item *item, char *page)
{
	struct lab_chip *chip = to_chip(item);
	ssize_t length;

	mutex_lock(&lab_lock);
	if (chip->address == ADDRESS_NONE)
		length = sysfs_emit(page, "none\n");
	else if (chip->ten_bit)
		length = sysfs_emit(page, "t0x%03x\n", chip->address);
	else
		length = sysfs_emit(page, "0x%02x\n", chip->address);
	mutex_unlock(&lab_lock);
	return length;
}

static ssize_t lab_chip_address_store(struct config_item *item, const char *page, size_t count)
{
	struct lab_chip *chip = to_chip(item);
	bool ten_bit = *page == 't';
	u16 address;
	int ret;

	ret = kstrtou16(page + ten_bit, 0, &address);
	if (ret) {
		refuse(chip, "an address is 0x50, or t0x150 if it has 10 bits");
		return ret;
	}
	if (ten_bit ? address > ADDRESS_TEN_BIT_LAST :
	    address < ADDRESS_FIRST || address > ADDRESS_LAST) {
		refuse(chip, "address 0x%02x is not between 0x%02x and 0x%02x", address,
		       ten_bit ? 0 : ADDRESS_FIRST, ten_bit ? ADDRESS_TEN_BIT_LAST : ADDRESS_LAST);
		return -ERANGE;
	}
	mutex_lock(&lab_lock);
	ret = not_live(chip, "address");
	if (!ret) {
		chip->address = address;
		chip->ten_bit = ten_bit;
	}
	mutex_unlock(&lab_lock);
	return ret ?: count;
}
CONFIGFS_ATTR(lab_chip_, address);

/* ------ size and contents ------ */

/* A size was written, that of an EEPROM or of its page. */
static ssize_t resize(struct config_item *item, const char *text, size_t count, bool of_page)
{
	struct lab_chip *chip = to_chip(item);
	struct sim_part *part = &chip->part;
	u32 bytes, size_bytes, page_bytes;
	int ret;

	ret = kstrtou32(text, 0, &bytes);
	if (ret) {
		refuse(chip, "a number of bytes is wanted");
		return ret;
	}
	mutex_lock(&lab_lock);
	size_bytes = of_page ? part->size_bytes : bytes;
	page_bytes = of_page ? bytes : part->page_bytes;
	ret = not_live(chip, "size") ?: sim_part_resize(part, size_bytes, page_bytes);
	if (ret == -EOPNOTSUPP)
		refuse(chip, "only an EEPROM's size can change");
	else if (ret == -ERANGE)
		refuse(chip, "there is no EEPROM of %u bytes with pages of %u", size_bytes,
		       page_bytes);
	mutex_unlock(&lab_lock);
	return ret ?: count;
}

static ssize_t lab_chip_size_bytes_show(struct config_item *item, char *page)
{
	return sysfs_emit(page, "%u\n", READ_ONCE(to_chip(item)->part.size_bytes));
}

static ssize_t lab_chip_size_bytes_store(struct config_item *item, const char *page, size_t count)
{
	return resize(item, page, count, false);
}
CONFIGFS_ATTR(lab_chip_, size_bytes);

static ssize_t lab_chip_page_bytes_show(struct config_item *item, char *page)
{
	return sysfs_emit(page, "%u\n", READ_ONCE(to_chip(item)->part.page_bytes));
}

static ssize_t lab_chip_page_bytes_store(struct config_item *item, const char *page, size_t count)
{
	return resize(item, page, count, true);
}
CONFIGFS_ATTR(lab_chip_, page_bytes);

static ssize_t lab_chip_timeout_us_show(struct config_item *item, char *page)
{
	return sysfs_emit(page, "%u\n", READ_ONCE(to_chip(item)->timeout_us));
}

static ssize_t lab_chip_timeout_us_store(struct config_item *item, const char *page, size_t count)
{
	struct lab_chip *chip = to_chip(item);
	u32 timeout_us;
	int ret;

	ret = kstrtou32(page, 0, &timeout_us);
	if (!ret && (!timeout_us || timeout_us > SIM_USER_TIMEOUT_US_MAX))
		ret = -ERANGE;
	if (ret) {
		refuse(chip, "timeout_us is between 1 and %u", SIM_USER_TIMEOUT_US_MAX);
		return ret;
	}
	mutex_lock(&lab_lock);
	ret = not_live(chip, "timeout_us");
	if (!ret)
		chip->timeout_us = timeout_us;
	mutex_unlock(&lab_lock);
	return ret ?: count;
}
CONFIGFS_ATTR(lab_chip_, timeout_us);

static void read_live(struct sim_bus *bus, struct sim_part *part, void *to, size_t size)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&bus->lock, flags);
	sim_part_read(part, to, size);
	raw_spin_unlock_irqrestore(&bus->lock, flags);
}

/* configfs asks for the size first, by @to of NULL. */
static ssize_t lab_chip_contents_read(struct config_item *item, void *to, size_t size)
{
	struct lab_chip *chip = to_chip(item);

	mutex_lock(&lab_lock);
	size = to ? min_t(size_t, size, chip->part.size_bytes) : chip->part.size_bytes;
	if (to && size && chip->live)
		read_live(chip->on->bus, &chip->part, to, size);
	else if (to && size)
		sim_part_read(&chip->part, to, size);
	mutex_unlock(&lab_lock);
	return size;
}

static ssize_t lab_chip_contents_write(struct config_item *item, const void *from, size_t size)
{
	struct lab_chip *chip = to_chip(item);
	int ret;

	mutex_lock(&lab_lock);
	ret = not_live(chip, "contents");
	if (!ret && size > chip->part.size_bytes) {
		refuse(chip, "%zu bytes are too many for its %u", size, chip->part.size_bytes);
		ret = -EFBIG;
	}
	if (!ret && size)
		sim_part_write(&chip->part, from, size);
	mutex_unlock(&lab_lock);
	return ret ?: size;
}
CONFIGFS_BIN_ATTR(lab_chip_, contents, NULL, SIM_EEPROM_BYTES_MAX);

/* ------ directories ------ */

static struct configfs_attribute *chip_attributes[] = {
	&lab_chip_attr_kind,
	&lab_chip_attr_address,
	&lab_chip_attr_size_bytes,
	&lab_chip_attr_page_bytes,
	&lab_chip_attr_timeout_us,
	&lab_chip_attr_live,
	NULL
};

static struct configfs_bin_attribute *chip_bin_attributes[] = {
	&lab_chip_attr_contents,
	NULL
};

/* The last file of a chip that was removed is closed. */
static void release_chip(struct config_item *item)
{
	struct lab_chip *chip = to_chip(item);

	sim_part_clear(&chip->part);
	kfree(chip);
}

/* Not const: kernels before 7 have no such members. */
static struct configfs_item_operations chip_operations = {
	.release = release_chip,
};

static const struct config_item_type chip_type = {
	.ct_item_ops = &chip_operations,
	.ct_attrs = chip_attributes,
	.ct_bin_attrs = chip_bin_attributes,
	.ct_owner = THIS_MODULE,
};

static struct config_item *make_chip(struct config_group *group, const char *name)
{
	struct lab_chip *chip = kzalloc(sizeof(*chip), GFP_KERNEL);

	if (!chip)
		return ERR_PTR(-ENOMEM);
	chip->on = to_bus(&group->cg_item);
	chip->address = ADDRESS_NONE;
	chip->timeout_us = SIM_USER_TIMEOUT_US;
	config_item_init_type_name(&chip->item, name, &chip_type);
	return &chip->item;
}

static void drop_chip(struct config_group *group, struct config_item *item)
{
	mutex_lock(&lab_lock);
	take_off(to_chip(item));
	mutex_unlock(&lab_lock);
	config_item_put(item);
}

static struct configfs_group_operations bus_operations = {
	.make_item = make_chip,
	.drop_item = drop_chip,
};

static const struct config_item_type bus_type = {
	.ct_group_ops = &bus_operations,
	.ct_owner = THIS_MODULE,
};

static const struct config_item_type lab_type = {
	.ct_owner = THIS_MODULE,
};

static struct configfs_subsystem lab = {
	.su_group = {
		.cg_item = {
			.ci_namebuf = "gpio-i2c-sim",
			.ci_type = &lab_type,
		},
	},
	.su_mutex = __MUTEX_INITIALIZER(lab.su_mutex),
};

/* ------ buses ------ */

/* Gives the bus its directory, if there is one. */
static bool find_directory(struct sim_bus *bus)
{
	struct lab_bus *on;
	bool found = false;

	mutex_lock(&lab_lock);
	list_for_each_entry(on, &lab_buses, entry) {
		if (on->id != bus->id)
			continue;
		on->bus = bus;
		found = true;
	}
	mutex_unlock(&lab_lock);
	return found;
}

int sim_lab_add(struct sim_bus *bus)
{
	struct lab_bus *on;
	char name[12];
	int ret;

	if (find_directory(bus))
		return 0;
	on = kzalloc(sizeof(*on), GFP_KERNEL);
	if (!on)
		return -ENOMEM;
	INIT_LIST_HEAD(&on->chips);
	on->id = bus->id;
	on->bus = bus;
	snprintf(name, sizeof(name), "%d", bus->id);
	config_group_init_type_name(&on->group, name, &bus_type);
	ret = configfs_register_group(&lab.su_group, &on->group);
	if (ret) {
		kfree(on);
		return ret;
	}
	mutex_lock(&lab_lock);
	list_add(&on->entry, &lab_buses);
	mutex_unlock(&lab_lock);
	return 0;
}

void sim_lab_remove(struct sim_bus *bus)
{
	struct lab_chip *chip, *next;
	struct lab_bus *on;

	mutex_lock(&lab_lock);
	list_for_each_entry(on, &lab_buses, entry) {
		if (on->bus != bus)
			continue;
		list_for_each_entry_safe(chip, next, &on->chips, entry)
			take_off(chip);
		on->bus = NULL;
	}
	mutex_unlock(&lab_lock);
}

int sim_lab_init(void)
{
	config_group_init(&lab.su_group);
	return configfs_register_subsystem(&lab);
}

void sim_lab_exit(void)
{
	struct lab_bus *on, *next;

	list_for_each_entry_safe(on, next, &lab_buses, entry) {
		configfs_unregister_group(&on->group);
		kfree(on);
	}
	INIT_LIST_HEAD(&lab_buses);
	configfs_unregister_subsystem(&lab);
}
