// SPDX-License-Identifier: GPL-2.0-only
/*
 * bus=CHIP:SDA:SCL[:HZ],... and, as OpenWrt's i2c-gpio-custom has it,
 * bus0=id,sda,scl[,udelay,timeout,sda_od,scl_od,scl_oo] to bus3. Each becomes the words that
 * new_device would take. Chips that are not there yet are waited for.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "loadtime.h"
#include "runtime.h"

#define BUSES_MAX	16
#define CUSTOM_MAX	4

/* The positions in bus0 to bus3. */
enum custom {
	CUSTOM_ID,
	CUSTOM_SDA,
	CUSTOM_SCL,
	CUSTOM_UDELAY,
	CUSTOM_TIMEOUT_JIFFIES,
	CUSTOM_SDA_OPEN_DRAIN,
	CUSTOM_SCL_OPEN_DRAIN,
	CUSTOM_SCL_OUTPUT_ONLY,
	CUSTOM_COUNT,
	CUSTOM_WANTED = CUSTOM_UDELAY,
};

static char *bus[BUSES_MAX];
static unsigned int bus_count;
module_param_array(bus, charp, &bus_count, 0444);
MODULE_PARM_DESC(bus, "buses, each CHIP:SDA:SCL[:HZ]");

static unsigned int bus0[CUSTOM_COUNT], bus1[CUSTOM_COUNT], bus2[CUSTOM_COUNT], bus3[CUSTOM_COUNT];
static unsigned int counts[CUSTOM_MAX];

#define CUSTOM_DESC	"a bus as for i2c-gpio-custom: id,sda,scl[,udelay,timeout,sda_od,scl_od,scl_oo]"

module_param_array(bus0, uint, &counts[0], 0444);
MODULE_PARM_DESC(bus0, CUSTOM_DESC);
module_param_array(bus1, uint, &counts[1], 0444);
MODULE_PARM_DESC(bus1, CUSTOM_DESC);
module_param_array(bus2, uint, &counts[2], 0444);
MODULE_PARM_DESC(bus2, CUSTOM_DESC);
module_param_array(bus3, uint, &counts[3], 0444);
MODULE_PARM_DESC(bus3, CUSTOM_DESC);

/* We do not need i2c-dev, but most who load this by hand want /dev/i2c-N. */
MODULE_SOFTDEP("pre: i2c-algo-bit post: i2c-dev");

static int wrong(const char *text)
{
	pr_err("bus: '%s' is not CHIP:SDA:SCL[:HZ]\n", text);
	return -EINVAL;
}

/* Cuts the last part off @text, a decimal number. */
static int cut_number(char *text, u32 *number)
{
	char *colon = strrchr(text, ':');

	if (!colon || kstrtou32(colon + 1, 10, number))
		return -EINVAL;
	*colon = '\0';
	return 0;
}

/* A chip's label may have colons itself; then HZ is needed, and the last three numbers are ours. */
static int bus_words(const char *text, char **words)
{
	char *chip = kstrdup(text, GFP_KERNEL), *at = chip;
	u32 sda, scl, hz = 0;
	int colons = 0, ret;

	*words = NULL;
	if (!chip)
		return -ENOMEM;
	while ((at = strchr(at, ':'))) {
		colons++;
		at++;
	}
	ret = colons > 2 ? cut_number(chip, &hz) : 0;
	if (!ret)
		ret = cut_number(chip, &scl);
	if (!ret)
		ret = cut_number(chip, &sda);
	if (ret || !*chip || strpbrk(chip, " \t\n")) {
		ret = wrong(text);
	} else {
		*words = colons > 2 ?
			kasprintf(GFP_KERNEL, "%s:%u %s:%u %u wait", chip, sda, chip, scl, hz) :
			kasprintf(GFP_KERNEL, "%s:%u %s:%u wait", chip, sda, chip, scl);
		ret = *words ? 0 : -ENOMEM;
	}
	kfree(chip);
	return ret;
}

static int custom_words(const unsigned int *values, unsigned int count, const char *name,
			char **words)
{
	*words = NULL;
	if (count < CUSTOM_WANTED) {
		pr_err("%s: id,sda,scl[,udelay,timeout,sda_od,scl_od,scl_oo] is wanted\n", name);
		return -EINVAL;
	}
	*words = kasprintf(GFP_KERNEL,
			   "#%u #%u number=%u i2c-gpio,delay-us=%u i2c-gpio,timeout-ms=%u i2c-gpio,sda-open-drain=%d i2c-gpio,scl-open-drain=%d i2c-gpio,scl-output-only=%d wait",
			   values[CUSTOM_SDA], values[CUSTOM_SCL], values[CUSTOM_ID],
			   values[CUSTOM_UDELAY],
			   jiffies_to_msecs(values[CUSTOM_TIMEOUT_JIFFIES]),
			   !!values[CUSTOM_SDA_OPEN_DRAIN], !!values[CUSTOM_SCL_OPEN_DRAIN],
			   !!values[CUSTOM_SCL_OUTPUT_ONLY]);
	return *words ? 0 : -ENOMEM;
}

static int check_words(const char *origin, const char *text)
{
	struct gpio_i2c_request request;
	int ret = gpio_i2c_request_parse(&request, origin, text);

	if (!ret)
		gpio_i2c_request_free(&request);
	return ret;
}

/* The text is right. A bus that fails is in the log, and does not keep others from working. */
static int make(const char *origin, const char *text)
{
	int ret = gpio_i2c_runtime_new(origin, text);

	return ret == -ENOMEM ? ret : 0;
}

/* Calls @act for each bus that is asked for. */
static int visit_buses(int (*act)(const char *origin, const char *text))
{
	static const unsigned int * const custom[] = { bus0, bus1, bus2, bus3 };
	static const char * const names[] = { "bus0", "bus1", "bus2", "bus3" };
	unsigned int i;
	int ret = 0;
	char *words;

	for (i = 0; !ret && i < bus_count; i++) {
		ret = bus_words(bus[i], &words);
		if (!ret)
			ret = act("bus", words);
		kfree(words);
	}
	for (i = 0; !ret && i < CUSTOM_MAX; i++) {
		if (!counts[i])
			continue;
		ret = custom_words(custom[i], counts[i], names[i], &words);
		if (!ret)
			ret = act(names[i], words);
		kfree(words);
	}
	return ret;
}

/**
 * gpio_i2c_loadtime_init - make the buses that the parameters ask for
 *
 * The driver is registered. gpio_i2c_runtime_exit() ends them.
 *
 * Return: 0, -EINVAL or -ERANGE if a parameter makes no sense, -ENOMEM.
 */
int gpio_i2c_loadtime_init(void)
{
	int ret = visit_buses(check_words);

	return ret ?: visit_buses(make);
}
