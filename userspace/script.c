// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ground.h"
#include "message.h"
#include "script.h"

/* The next word at *@rest, without quotation marks. NULL: no word, or an open quotation. */
static char *next_word(char **rest, bool *open)
{
	char *from = *rest + strspn(*rest, " \t\n"), *to = from, *word = from;
	char quote = '\0';

	if (!*from || *from == '#')
		return NULL;
	for (; *from && (quote || !strchr(" \t\n", *from)); from++) {
		if (*from == quote)
			quote = '\0';
		else if (!quote && (*from == '"' || *from == '\''))
			quote = *from;
		else
			*to++ = *from;
	}
	*rest = *from ? from + 1 : from;
	*to = '\0';
	*open = quote;
	return word;
}

int script_split(char *line, char ***words)
{
	/* At most one word for two characters. */
	char **found = calloc(strlen(line) / 2 + 2, sizeof(*found)), *word;
	bool open = false;
	int count = 0;

	*words = found;
	if (!found)
		return 0;
	while (!open && (word = next_word(&line, &open)))
		found[count++] = word;
	return open ? -1 : count;
}

static int run_line(char *line, int (*run)(int argc, char **argv))
{
	char **words;
	int count = script_split(line, &words), status = STATUS_OK;

	if (!words || count < 0) {
		complain(words ? "a quotation does not end" : "no memory");
		status = words ? STATUS_USAGE : STATUS_FAILED;
	} else if (count) {
		status = run(count, words);
	}
	free(words);
	return status;
}

int script_run(FILE *file, bool go_on, int (*run)(int argc, char **argv))
{
	int status = STATUS_OK, line_status;
	unsigned long number = 0;
	char *line = NULL;
	size_t size = 0;

	while (getline(&line, &size, file) >= 0) {
		number++;
		line_status = run_line(line, run);
		/* The sender may wait for this answer before the next line. */
		if (fflush(stdout))
			line_status = STATUS_FAILED;
		if (!line_status)
			continue;
		status = line_status;
		if (go_on)
			continue;
		advise("line %lu: the lines after it were not run", number);
		break;
	}
	if (ferror(file)) {
		complain("standard input: %s", strerror(errno));
		status = STATUS_FAILED;
	}
	free(line);
	return status;
}
