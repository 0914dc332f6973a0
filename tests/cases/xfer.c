// SPDX-License-Identifier: GPL-2.0-only
/*
 * One transfer of any shape: xfer [-q] [-i] [-f HZ] [-t N] NODE MESSAGE...
 *
 * MESSAGE is as in message.h. NODE may be the number of an inherited descriptor (-i: of i2c-dev).
 * -t sets i2c-dev's I2C_TIMEOUT first, in units of 10 ms.
 *
 * Prints the bytes of each read as a line of hex (not with -q), then "done" or "failed".
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/ioctl.h>
#include <linux/i2c-dev.h>
#include "message.h"

int main(int argc, char **argv)
{
	const char *timeout = NULL;
	uint32_t scl_frequency_hz = 0;
	bool quiet = false, ours = true;
	struct node node;
	int option;

	while ((option = getopt(argc, argv, "qif:t:")) != -1) {
		if (option == 'q')
			quiet = true;
		else if (option == 'i')
			ours = false;
		else if (option == 'f')
			scl_frequency_hz = strtoul(optarg, NULL, 0);
		else if (option == 't')
			timeout = optarg;
		else
			return 2;
	}
	if (argc - optind < 2)
		die("xfer [-q] [-i] [-f HZ] [-t N] NODE MESSAGE...");
	if (strchr(argv[optind], '/'))
		node = node_open(argv[optind]);
	else
		node = (struct node) { .fd = atoi(argv[optind]), .ours = ours };
	if (timeout && ioctl(node.fd, I2C_TIMEOUT, strtoul(timeout, NULL, 0)))
		die("I2C_TIMEOUT: %s", strerror(errno));
	node.last.scl_frequency_hz = scl_frequency_hz;
	return exchange(&node, argv + optind + 1, argc - optind - 1, quiet, stdout) ? 1 : 0;
}
