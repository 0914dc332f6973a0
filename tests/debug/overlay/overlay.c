// SPDX-License-Identifier: GPL-2.0-only
/*
 * Device-tree overlays at run time: write the name of a .dtbo file to the parameter "apply", and
 * anything to "remove" to take the last one back.
 */
#include <linux/kernel_read_file.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/sizes.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

/* Both are protected by the lock of this module's parameters. */
static int overlays[4];
static unsigned int applied;

static int apply(const char *value, const struct kernel_param *unused)
{
	char name[64];
	void *file = NULL;
	ssize_t ret;

	if (applied == ARRAY_SIZE(overlays) || strscpy(name, value, sizeof(name)) < 0)
		return -EINVAL;
	ret = kernel_read_file_from_path(strim(name), 0, &file, SZ_64K, NULL, READING_UNKNOWN);
	if (ret < 0)
		return ret;
	ret = of_overlay_fdt_apply(file, ret, &overlays[applied]);
	vfree(file);
	if (!ret)
		applied++;
	else if (overlays[applied])
		of_overlay_remove(&overlays[applied]);
	return ret;
}

static int remove(const char *value, const struct kernel_param *unused)
{
	int ret;

	if (!applied)
		return -EINVAL;
	ret = of_overlay_remove(&overlays[applied - 1]);
	if (!ret)
		applied--;
	return ret;
}

static const struct kernel_param_ops apply_ops = { .set = apply };
module_param_cb(apply, &apply_ops, NULL, 0200);
MODULE_PARM_DESC(apply, "file of an overlay to apply");

static const struct kernel_param_ops remove_ops = { .set = remove };
module_param_cb(remove, &remove_ops, NULL, 0200);
MODULE_PARM_DESC(remove, "write to remove the last overlay");

static int __init overlay_init(void)
{
	return 0;
}
module_init(overlay_init);

static void __exit overlay_exit(void)
{
	while (applied)
		of_overlay_remove(&overlays[--applied]);
}
module_exit(overlay_exit);

MODULE_DESCRIPTION("device-tree overlays at run time");
MODULE_LICENSE("GPL");
