// SPDX-License-Identifier: GPL-2.0-only
#include <stddef.h>

#include "ground.h"
#include "json.h"
#include "options.h"

#define LETTER(id)	((id) & 0xff)

static const struct option all_options[] = {
	{ "all", no_argument, NULL, OPTION_ALL },
	{ "binary", no_argument, NULL, OPTION_BINARY },
	{ "count", required_argument, NULL, OPTION_COUNT },
	{ "force", no_argument, NULL, OPTION_FORCE },
	{ "help", no_argument, NULL, OPTION_HELP },
	{ "input", no_argument, NULL, OPTION_INPUT },
	{ "interval", required_argument, NULL, OPTION_INTERVAL },
	{ "json", no_argument, NULL, OPTION_JSON },
	{ "keep-going", no_argument, NULL, OPTION_KEEP_GOING },
	{ "length", required_argument, NULL, OPTION_LENGTH },
	{ "mask", required_argument, NULL, OPTION_MASK },
	{ "mode", required_argument, NULL, OPTION_MODE },
	{ "name", required_argument, NULL, OPTION_NAME },
	{ "names", no_argument, NULL, OPTION_NAMES },
	{ "number", required_argument, NULL, OPTION_NUMBER },
	{ "offset", required_argument, NULL, OPTION_OFFSET },
	{ "option", required_argument, NULL, OPTION_OPTION },
	{ "page", required_argument, NULL, OPTION_PAGE },
	{ "part", required_argument, NULL, OPTION_PART },
	{ "persist", no_argument, NULL, OPTION_PERSIST },
	{ "probe", no_argument, NULL, OPTION_PROBE },
	{ "quick", no_argument, NULL, OPTION_QUICK },
	{ "read", no_argument, NULL, OPTION_READ },
	{ "readback", no_argument, NULL, OPTION_READBACK },
	{ "reg16", no_argument, NULL, OPTION_REG16 },
	{ "repeat", required_argument, NULL, OPTION_REPEAT },
	{ "seconds", required_argument, NULL, OPTION_SECONDS },
	{ "single-master", no_argument, NULL, OPTION_SINGLE_MASTER },
	{ "size", required_argument, NULL, OPTION_SIZE },
	{ "speed", required_argument, NULL, OPTION_SPEED },
	{ "svg", required_argument, NULL, OPTION_SVG },
	{ "tenbit", no_argument, NULL, OPTION_TENBIT },
	{ "vcd", required_argument, NULL, OPTION_VCD },
	{ "verify", no_argument, NULL, OPTION_VERIFY },
	{ "verbose", no_argument, NULL, OPTION_VERBOSE },
	{ "version", no_argument, NULL, OPTION_VERSION },
	{ "watch", no_argument, NULL, OPTION_WATCH },
	{ "width", required_argument, NULL, OPTION_WIDTH },
};

static const struct option *option_find(int id)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(all_options); i++)
		if (all_options[i].val == id)
			return &all_options[i];
	return NULL;
}

/* Room for all options and the two that have no long name. */
#define TAKEN_MAX	(ARRAY_SIZE(all_options) + 2)

/* Copy @taken and expand OPTIONS_OF_ACCESS. */
static void expand(const int *taken, int *expanded)
{
	static const int of_access[] = {
		OPTION_ALL, OPTION_FORCE, OPTION_SPEED, OPTION_TENBIT, OPTION_YES, OPTION_HELP,
	};
	size_t i;

	for (; *taken; taken++) {
		if (*taken != OPTIONS_OF_ACCESS)
			*expanded++ = *taken;
		for (i = 0; *taken == OPTIONS_OF_ACCESS && i < ARRAY_SIZE(of_access); i++)
			*expanded++ = of_access[i];
	}
	*expanded = 0;
}

/* Describe the options in @taken to getopt_long(). */
static void describe(const int *taken, char *letters, struct option *options)
{
	const struct option *option;

	for (; *taken; taken++) {
		option = option_find(*taken);
		if (LETTER(*taken))
			*letters++ = LETTER(*taken);
		if (LETTER(*taken) && option && option->has_arg)
			*letters++ = ':';
		if (option)
			*options++ = *option;
	}
	*letters = '\0';
	*options = (struct option){ NULL, 0, NULL, 0 };
}

static int next(int argc, char **argv, const int *taken)
{
	struct option options[TAKEN_MAX + 1];
	char letters[2 * TAKEN_MAX + 1];
	int expanded[TAKEN_MAX + 1];
	const int *option;
	int got;

	expand(taken, expanded);
	describe(expanded, letters, options);
	got = getopt_long(argc, argv, letters, options, NULL);
	/* Several options may have the letter; at most one of them is in @taken. */
	for (option = expanded; got > 0 && got != OPTION_WRONG && *option; option++)
		if (LETTER(*option) == got)
			return *option;
	return got;
}

int option_next(int argc, char **argv, const int *taken)
{
	int option;

	if (!optind)	/* a new command line */
		json_wanted = false;
	do
		option = next(argc, argv, taken);
	while (option == OPTION_JSON && json_want());
	return option == OPTION_JSON ? OPTION_WRONG : option;
}
