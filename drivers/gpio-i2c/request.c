// SPDX-License-Identifier: GPL-2.0-only
/*
 * "SDA SCL [HZ] [OPTION]...", an OPTION being PROPERTY=VALUE for each property that a node
 * of the device tree may have, name=NAME, number=N, or the word wait.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/bitops.h>
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "request.h"
#include "timing.h"

#define NAME_LENGTH_MAX	31

#define complain(request, fmt, ...) pr_err("%s: " fmt, (request)->origin, ##__VA_ARGS__)

/* The properties of dts/bindings/gpio-i2c.yaml that are flags or numbers. */
static const struct {
	const char *name;
	bool is_flag;
} properties[] = {
	{ "clock-frequency", false },
	{ "i2c-gpio,delay-us", false },
	{ "i2c-gpio,timeout-ms", false },
	{ "i2c-scl-rising-time-ns", false },
	{ "i2c-scl-falling-time-ns", false },
	{ "i2c-sda-falling-time-ns", false },
	{ "single-master", true },
	{ "multi-master", true },
	{ "gpio-i2c,readback", true },
	{ "i2c-gpio,sda-open-drain", true },
	{ "i2c-gpio,scl-open-drain", true },
	{ "i2c-gpio,sda-output-only", true },
	{ "i2c-gpio,scl-output-only", true },
	{ "i2c-gpio,sda-has-no-pullup", true },
	{ "i2c-gpio,scl-has-no-pullup", true },
};

static int find_property(const char *name)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(properties); i++) {
		if (!strcmp(properties[i].name, name))
			return i;
	}
	return -EINVAL;
}

/* One line of at least two words. */
static int split(struct gpio_i2c_request *request, const char *text)
{
	const char *end = strchr(text, '\n');
	int count;

	if (end && end[1]) {
		complain(request, "one bus at a time: SDA SCL [HZ] [OPTION]... in one line\n");
		return -EINVAL;
	}
	request->words = argv_split(GFP_KERNEL, text, &count);
	if (!request->words)
		return -ENOMEM;
	if (count >= 2)
		return 0;
	complain(request, "SDA SCL [HZ] [OPTION]... is wanted\n");
	return -EINVAL;
}

static void set_property(struct gpio_i2c_request *request, int property, u32 value)
{
	request->values[property] = value;
	__set_bit(property, &request->given);
}

static int parse_scl_hz(struct gpio_i2c_request *request, const char *word)
{
	u32 scl_hz;
	int ret = kstrtou32(word, 10, &scl_hz);

	if (ret == -EINVAL) {
		complain(request, "'%s' is not an SCL frequency in Hz\n", word);
		return ret;
	}
	if (ret || scl_hz < GPIO_I2C_SCL_HZ_MIN || scl_hz > GPIO_I2C_SCL_HZ_MAX) {
		complain(request, "SCL frequency %s Hz is not between %u and %u\n", word,
			 GPIO_I2C_SCL_HZ_MIN, GPIO_I2C_SCL_HZ_MAX);
		return -ERANGE;
	}
	set_property(request, find_property("clock-frequency"), scl_hz);
	return 0;
}

/* The word "flag" means "flag=1". The probe checks a number's range. */
static int parse_property(struct gpio_i2c_request *request, const char *name, const char *text)
{
	int property = find_property(name), ret;
	bool yes = true;
	u32 value;

	if (property < 0) {
		complain(request, "there is no option '%s'\n", name);
		return property;
	}
	if (test_bit(property, &request->given)) {
		complain(request, "'%s' is given twice\n", name);
		return -EINVAL;
	}
	if (properties[property].is_flag) {
		ret = text ? kstrtobool(text, &yes) : 0;
		value = yes;
	} else {
		ret = text ? kstrtou32(text, 10, &value) : -EINVAL;
	}
	if (ret) {
		complain(request, "%s: '%s' is not a %s\n", name, text ?: "",
			 properties[property].is_flag ? "yes or no" : "number of 32 bits");
		return ret;
	}
	set_property(request, property, value);
	return 0;
}

/* It must do as a file's name, and gpioi2c must not take it for a bus number. */
static int parse_name(struct gpio_i2c_request *request, const char *text)
{
	size_t i, length = strlen(text);
	bool fits = length && length <= NAME_LENGTH_MAX && isalpha(text[0]);

	for (i = 0; i < length; i++)
		fits = fits && (isalnum(text[i]) || strchr("-_.", text[i]));
	if (!fits) {
		complain(request, "name '%s': a letter, then 30 letters, digits, '-_.' at most\n",
			 text);
		return -EINVAL;
	}
	if (!strncmp(text, "i2c-", 4) || !strncmp(text, "gpio-i2c-", 9)) {
		complain(request, "name '%s' looks like a number's\n", text);
		return -EINVAL;
	}
	if (request->name) {
		complain(request, "'name' is given twice\n");
		return -EINVAL;
	}
	request->name = text;
	return 0;
}

static int parse_number(struct gpio_i2c_request *request, const char *text)
{
	int number;

	if (kstrtoint(text, 10, &number) || number < 0) {
		complain(request, "number: '%s' is not the number of an adapter\n", text);
		return -EINVAL;
	}
	if (request->number >= 0) {
		complain(request, "'number' is given twice\n");
		return -EINVAL;
	}
	request->number = number;
	return 0;
}

static int parse_option(struct gpio_i2c_request *request, char *word)
{
	char *value = strchr(word, '=');

	if (!value && !strcmp(word, "wait")) {
		request->wait = true;
		return 0;
	}
	if (value)
		*value++ = '\0';
	if (value && !strcmp(word, "name"))
		return parse_name(request, value);
	if (value && !strcmp(word, "number"))
		return parse_number(request, value);
	return parse_property(request, word, value);
}

/* A third word that begins like a number is the SCL frequency. */
static int parse_options(struct gpio_i2c_request *request)
{
	char **word = request->words + 2;
	int ret = 0;

	if (*word && (isdigit(**word) || **word == '-'))
		ret = parse_scl_hz(request, *word++);
	while (!ret && *word)
		ret = parse_option(request, *word++);
	return ret;
}

/**
 * gpio_i2c_request_parse - parse a request for a bus
 * @request: where it goes; to be freed with gpio_i2c_request_free(), unless there was an error
 * @origin: who asks, for the log; has to outlive @request
 * @text: the words, in one line
 *
 * Does not look for the lines. Logs what is wrong.
 *
 * Return: 0, -EINVAL, -ERANGE, -ENOMEM.
 */
int gpio_i2c_request_parse(struct gpio_i2c_request *request, const char *origin,
			   const char *text)
{
	int ret;

	BUILD_BUG_ON(ARRAY_SIZE(properties) > ARRAY_SIZE(request->values));
	*request = (struct gpio_i2c_request){ .origin = origin, .number = -1 };
	ret = split(request, text);
	if (!ret)
		ret = parse_options(request);
	if (ret)
		gpio_i2c_request_free(request);
	return ret;
}

/**
 * gpio_i2c_request_free - the end of a request
 * @request: the request
 */
void gpio_i2c_request_free(struct gpio_i2c_request *request)
{
	if (request->words)
		argv_free(request->words);
	request->words = NULL;
}

/**
 * gpio_i2c_request_property - look at a property
 * @request: the request
 * @name: the property's name in the device tree
 * @value: where its value goes; a flag is 1 or 0; left alone if it was not given
 *
 * Return: whether it was given.
 */
bool gpio_i2c_request_property(const struct gpio_i2c_request *request, const char *name,
			       u32 *value)
{
	int property = find_property(name);

	if (property < 0 || !test_bit(property, &request->given))
		return false;
	*value = request->values[property];
	return true;
}
