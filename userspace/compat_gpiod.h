/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What differs between libgpiod 1.x (GPIOD_V1), 2.x (GPIOD_V2) and no libgpiod at all: a walk over
 * all GPIO lines of the machine, and having one of them. The Makefile finds out which it is.
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

struct gpio_taken {
	struct gpiod_chip *chip;	/* NULL: nothing is taken */
	struct gpiod_line *line;
};

/*
 * Have a line: as it is, to look at it, or released, as open drain, to drive it too. 0 or -errno.
 */
static inline int gpio_take(const char *chip, unsigned int offset, bool drive,
			    struct gpio_taken *taken)
{
	struct gpiod_line_request_config config = {
		.consumer = "gpioi2c",
		.request_type = drive ? GPIOD_LINE_REQUEST_DIRECTION_OUTPUT :
					GPIOD_LINE_REQUEST_DIRECTION_AS_IS,
		.flags = drive ? GPIOD_LINE_REQUEST_FLAG_OPEN_DRAIN : 0,
	};
	int ret;

	taken->chip = gpiod_chip_open_by_name(chip);
	if (!taken->chip)
		return -errno;
	taken->line = gpiod_chip_get_line(taken->chip, offset);
	if (taken->line && !gpiod_line_request(taken->line, &config, 1))
		return 0;
	ret = -errno;
	gpiod_chip_close(taken->chip);
	taken->chip = NULL;
	return ret;
}

static inline void gpio_give_back(struct gpio_taken *taken)
{
	if (taken->chip)
		gpiod_chip_close(taken->chip);
	taken->chip = NULL;
}

/* 0, 1 or -errno. */
static inline int gpio_level(const struct gpio_taken *taken)
{
	int level = gpiod_line_get_value(taken->line);

	return level < 0 ? -errno : level;
}

/* 0 or -errno. */
static inline int gpio_set(const struct gpio_taken *taken, bool high)
{
	return gpiod_line_set_value(taken->line, high) ? -errno : 0;
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

struct gpio_taken {
	struct gpiod_chip *chip;	/* NULL: nothing is taken */
	struct gpiod_line_request *line;
	unsigned int offset;
};

/* What the settings are for @drive, NULL if there is no memory. */
static inline struct gpiod_line_config *gpio_line_config(unsigned int offset, bool drive)
{
	struct gpiod_line_settings *settings = gpiod_line_settings_new();
	struct gpiod_line_config *config = gpiod_line_config_new();
	int ret = settings && config ? 0 : -1;

	if (!ret && drive) {
		gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_OUTPUT);
		gpiod_line_settings_set_drive(settings, GPIOD_LINE_DRIVE_OPEN_DRAIN);
		gpiod_line_settings_set_output_value(settings, GPIOD_LINE_VALUE_ACTIVE);
	}
	if (!ret)
		ret = gpiod_line_config_add_line_settings(config, &offset, 1, settings);
	gpiod_line_settings_free(settings);
	if (!ret)
		return config;
	gpiod_line_config_free(config);
	return NULL;
}

static inline int gpio_take(const char *chip, unsigned int offset, bool drive,
			    struct gpio_taken *taken)
{
	struct gpiod_request_config *request = gpiod_request_config_new();
	struct gpiod_line_config *config = gpio_line_config(offset, drive);
	char path[PATH_MAX];
	int ret = -ENOMEM;

	snprintf(path, sizeof(path), "/dev/%s", chip);
	taken->chip = NULL;
	taken->offset = offset;
	if (request && config) {
		gpiod_request_config_set_consumer(request, "gpioi2c");
		taken->chip = gpiod_chip_open(path);
		taken->line = taken->chip ?
			gpiod_chip_request_lines(taken->chip, request, config) : NULL;
		ret = taken->line ? 0 : -errno;
	}
	if (ret && taken->chip) {
		gpiod_chip_close(taken->chip);
		taken->chip = NULL;
	}
	gpiod_request_config_free(request);
	gpiod_line_config_free(config);
	return ret;
}

static inline void gpio_give_back(struct gpio_taken *taken)
{
	if (!taken->chip)
		return;
	gpiod_line_request_release(taken->line);
	gpiod_chip_close(taken->chip);
	taken->chip = NULL;
}

static inline int gpio_level(const struct gpio_taken *taken)
{
	int level = gpiod_line_request_get_value(taken->line, taken->offset);

	return level < 0 ? -errno : level == GPIOD_LINE_VALUE_ACTIVE;
}

static inline int gpio_set(const struct gpio_taken *taken, bool high)
{
	return gpiod_line_request_set_value(taken->line, taken->offset,
					    high ? GPIOD_LINE_VALUE_ACTIVE :
						   GPIOD_LINE_VALUE_INACTIVE) ? -errno : 0;
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

struct gpio_taken {
	void *chip;
};

static inline int gpio_take(const char *chip, unsigned int offset, bool drive,
			    struct gpio_taken *taken)
{
	(void)chip;
	(void)offset;
	(void)drive;
	taken->chip = NULL;
	return -EOPNOTSUPP;
}

static inline void gpio_give_back(struct gpio_taken *taken)
{
	(void)taken;
}

static inline int gpio_level(const struct gpio_taken *taken)
{
	(void)taken;
	return -EOPNOTSUPP;
}

static inline int gpio_set(const struct gpio_taken *taken, bool high)
{
	(void)taken;
	(void)high;
	return -EOPNOTSUPP;
}
#endif

#endif /* GPIOI2C_COMPAT_GPIOD_H */
