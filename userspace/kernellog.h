/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel's log, as /dev/kmsg has it. */
#ifndef GPIOI2C_KERNELLOG_H
#define GPIOI2C_KERNELLOG_H

#include <stdbool.h>

/* Where it is; the unit tests put a file here. */
extern const char *kernellog_path;

/* Open it at its beginning, or @at_end for what is yet to come. A descriptor or -errno. */
int kernellog_open(bool at_end);

/* Called for the text of a record, which does not outlive the visit. False: no more of them. */
typedef bool (*kernellog_visitor)(const char *text, void *data);

/* Visit what the log has by now. */
void kernellog_read(int fd, kernellog_visitor visit, void *data);

#endif /* GPIOI2C_KERNELLOG_H */
