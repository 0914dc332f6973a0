/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A walk over all GPIO lines of the machine, for libgpiod 1.x (GPIOD_V1), 2.x (GPIOD_V2) and no
 * libgpiod. The Makefile finds out which it is.
 */
#ifndef GPIOI2C_COMPAT_GPIOD_H
#define GPIOI2C_COMPAT_GPIOD_H

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct gpio_line {
	const char *chip;	/* "gpiochip0" */
	const char *label;	/* of the chip */
	const char *name;	/* NULL if it has none */
	const char *consumer;	/* NULL if unused or unknown */
	unsigned int offset;
	bool used;
};

/* Called for each line; its strings are valid during the call only. */
typedef void (*gpio_line_visitor)(const struct gpio_line *line, void *data);

#if defined(GPIOD_V1) || defined(GPIOD_V2)
#include <gpiod.h>
#define HAVE_GPIOD	true
#else
#define HAVE_GPIOD	false
#endif

#ifdef GPIOD_V1
static inline int gpio_visit_chip(struct gpiod_chip *chip, gpio_line_visitor visit, void *data)
{
	unsigned int offset, count = gpiod_chip_num_lines(chip);

	for (offset = 0; offset < count; offset++) {
		struct gpiod_line *info = gpiod_chip_get_line(chip, offset);
		struct gpio_line line = {
			.chip = gpiod_chip_name(chip),
			.label = gpiod_chip_label(chip),
			.offset = offset,
		};

		if (!info)
			return -errno;
		line.name = gpiod_line_name(info);
		line.consumer = gpiod_line_consumer(info);
		line.used = gpiod_line_is_used(info);
		visit(&line, data);
	}
	return 0;
}
#endif

#ifdef GPIOD_V2
static inline int gpio_visit_chip(struct gpiod_chip *chip, gpio_line_visitor visit, void *data)
{
	struct gpiod_chip_info *chip_info = gpiod_chip_get_info(chip);
	unsigned int offset, count;
	int ret = 0;

	if (!chip_info)
		return -errno;
	count = gpiod_chip_info_get_num_lines(chip_info);
	for (offset = 0; offset < count; offset++) {
		struct gpiod_line_info *info = gpiod_chip_get_line_info(chip, offset);
		struct gpio_line line = {
			.chip = gpiod_chip_info_get_name(chip_info),
			.label = gpiod_chip_info_get_label(chip_info),
			.offset = offset,
		};

		if (!info) {
			ret = -errno;
			break;
		}
		line.name = gpiod_line_info_get_name(info);
		line.consumer = gpiod_line_info_get_consumer(info);
		line.used = gpiod_line_info_is_used(info);
		visit(&line, data);
		gpiod_line_info_free(info);
	}
	gpiod_chip_info_free(chip_info);
	return ret;
}
#endif

#if defined(GPIOD_V1) || defined(GPIOD_V2)
/* Visits the other chips if one cannot be opened, and returns the first error. */
static inline int gpio_visit_lines(gpio_line_visitor visit, void *data)
{
	DIR *folder = opendir("/dev");
	struct gpiod_chip *chip;
	struct dirent *entry;
	char path[PATH_MAX];
	int ret = 0, failed;

	if (!folder)
		return -errno;
	while ((entry = readdir(folder))) {
		if (strncmp(entry->d_name, "gpiochip", strlen("gpiochip")))
			continue;
		snprintf(path, sizeof(path), "/dev/%s", entry->d_name);
		chip = gpiod_chip_open(path);
		failed = chip ? gpio_visit_chip(chip, visit, data) : -errno;
		if (chip)
			gpiod_chip_close(chip);
		if (!ret)
			ret = failed;
	}
	closedir(folder);
	return ret;
}
#else
static inline int gpio_visit_lines(gpio_line_visitor visit, void *data)
{
	(void)visit;
	(void)data;
	return -EOPNOTSUPP;
}
#endif

#endif /* GPIOI2C_COMPAT_GPIOD_H */
