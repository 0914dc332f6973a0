// SPDX-License-Identifier: GPL-2.0-only
/*
 * What new_device refuses, on free lines or while two buses have them: refused CHIP free|taken.
 * CHIP is the name in /dev of the simulator's chip. The kernel log says why, and nothing is left.
 */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <regex.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "case.h"

#define DRIVER	"/sys/bus/platform/drivers/gpio-i2c"
#define X64	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define LINES	"gpio-i2c-sim:0 gpio-i2c-sim:1"
#define SAME	"SDA and SCL are the same line$"

/* CHIP in a text stands for the argument. */
struct refusal {
	const char *text;
	bool and_0;		/* a 0 byte follows */
	int error;
	const char *log;	/* extended regular expression */
};

static const struct refusal when_free[] = {
	{ "\n", false, EINVAL, "SDA SCL \\[HZ\\] \\[OPTION\\]... is wanted$" },
	{ "gpio-i2c-sim:0", false, EINVAL, "SDA SCL \\[HZ\\] \\[OPTION\\]... is wanted$" },
	{ LINES " 4k", false, EINVAL, "'4k' is not an SCL frequency in Hz$" },
	{ LINES " -100000", false, EINVAL, "'-100000' is not an SCL frequency in Hz$" },
	{ LINES " 99", false, ERANGE, "SCL frequency 99 Hz is not between 100 and 5000000$" },
	{ LINES " 5000001", false, ERANGE, "SCL frequency 5000001 Hz is not between" },
	{ LINES " 4295067296", false, ERANGE, "SCL frequency 4295067296 Hz is not between" },
	{ LINES " 100000 more", false, EINVAL, "there is no option 'more'$" },
	{ LINES "\ngpio-i2c-sim:2 gpio-i2c-sim:3\n", false, EINVAL, "one bus at a time" },
	{ LINES, true, EINVAL, "one bus at a time" },
	{ "nobody:0 nobody:1", false, ENODEV, "no GPIO chip 'nobody'$" },
	{ "gpiochip99:0 gpiochip99:1", false, ENODEV, "no GPIO chip 'gpiochip99'$" },
	{ "gpio-i2c-sim:0 gpio-i2c-sim:4", false, ENODEV,
	  "GPIO chip 'gpio-i2c-sim' has 4 lines, no line 4$" },
	{ "gpio-i2c-sim:65536 gpio-i2c-sim:1", false, ENODEV, "has 4 lines, no line 65536$" },
	{ "gpio-i2c-sim:x gpio-i2c-sim:1", false, ENODEV, "SDA: no line named 'gpio-i2c-sim:x'$" },
	{ ":0 :1", false, ENODEV, "SDA: no line named ':0'$" },
	{ "no-such-line sim0-scl", false, ENODEV, "SDA: no line named 'no-such-line'$" },
	{ "sim0-sda sim0-scl" X64, false, ENODEV, "SCL: no line named 'sim0-scl" X64 "'$" },
	{ "gpio-i2c-sim:0 gpio-i2c-sim:0", false, EINVAL, SAME },
	{ "gpio-i2c-sim:0 CHIP:0", false, EINVAL, SAME },
	{ "sim0-sda sim0-sda", false, EINVAL, SAME },
	{ "sim0-sda gpio-i2c-sim:0", false, EINVAL, SAME },
};

/* The SCL of another bus may be shared, its SDA not. */
static const struct refusal when_taken[] = {
	{ LINES, false, EBUSY, "SDA: line 'gpio-i2c-sim:0' is taken" },
	{ "gpio-i2c-sim:2 gpio-i2c-sim:1", false, EBUSY, "SDA: line 'gpio-i2c-sim:2' is taken" },
};

static const char *chip;
static int log_fd;

/* Does the kernel log have such a line since we last went to its end? */
static bool log_has(const char *expression)
{
	char record[8192], *text;
	bool found = false;
	regex_t regex;
	ssize_t length;

	if (regcomp(&regex, expression, REG_EXTENDED | REG_NOSUB))
		die("regex %s", expression);
	while ((length = read(log_fd, record, sizeof(record) - 1)) > 0) {
		record[length] = '\0';
		record[strcspn(record, "\n")] = '\0';
		text = strchr(record, ';');
		found |= text && !regexec(&regex, text + 1, 0, NULL, 0);
	}
	regfree(&regex);
	return found;
}

static size_t buses(void)
{
	size_t count;
	glob_t found;

	glob(DRIVER "/gpio-i2c-runtime.*", 0, NULL, &found);
	count = found.gl_pathc;
	globfree(&found);
	return count;
}

static void is_refused(const struct refusal *refusal)
{
	const char *place = strstr(refusal->text, "CHIP");
	int fd = open(DRIVER "/new_device", O_WRONLY);
	size_t before = buses(), length;
	char text[256], name[256];

	if (place)
		length = snprintf(text, sizeof(text), "%.*s%s%s", (int)(place - refusal->text),
				  refusal->text, chip, place + strlen("CHIP"));
	else
		length = snprintf(text, sizeof(text), "%s", refusal->text);
	strcpy(name, text);
	for (char *end = name; (end = strchr(end, '\n')); )
		*end = ';';
	length += refusal->and_0;
	lseek(log_fd, 0, SEEK_END);
	errno = 0;
	result(write(fd, text, length) < 0, "'%s' is refused", name);
	result(errno == refusal->error, "'%s': %s", name, strerror(refusal->error));
	result(log_has(refusal->log), "'%s': the log says %s", name, refusal->log);
	result(buses() == before, "'%s': no device", name);
	close(fd);
}

int main(int argc, char **argv)
{
	if (argc != 3)
		die("refused CHIP free|taken");
	chip = argv[1];
	log_fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK);
	if (log_fd < 0)
		die("/dev/kmsg: %s", strerror(errno));
	for (size_t i = 0; i < ARRAY_SIZE(when_free) && argv[2][0] == 'f'; i++)
		is_refused(&when_free[i]);
	for (size_t i = 0; i < ARRAY_SIZE(when_taken) && argv[2][0] == 't'; i++)
		is_refused(&when_taken[i]);
	return results();
}
