// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "kernellog.h"

const char *kernellog_path = "/dev/kmsg";

int kernellog_open(bool at_end)
{
	int fd = open(kernellog_path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	if (at_end)
		lseek(fd, 0, SEEK_END);
	return fd;
}

/* "PREFIX,SEQUENCE,...;TEXT", then lines that begin with a blank. */
static bool visit_records(char *records, kernellog_visitor visit, void *data)
{
	char *line, *rest, *text;

	for (line = strtok_r(records, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		text = *line == ' ' ? NULL : strchr(line, ';');
		if (text && !visit(text + 1, data))
			return false;
	}
	return true;
}

/* One record a read. EPIPE: some were overwritten before we came. */
void kernellog_read(int fd, kernellog_visitor visit, void *data)
{
	char records[8192];
	ssize_t got;

	while ((got = read(fd, records, sizeof(records) - 1)) > 0 || (got < 0 && errno == EPIPE)) {
		records[got > 0 ? got : 0] = '\0';
		if (!visit_records(records, visit, data))
			return;
	}
}
