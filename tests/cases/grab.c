// SPDX-License-Identifier: GPL-2.0-only
/* Requests and releases a GPIO line as output until killed: grab CHIP OFFSET. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/ioctl.h>
#include <linux/gpio.h>
#include "case.h"

int main(int argc, char **argv)
{
	struct gpio_v2_line_request line = {
		.consumer = "grab",
		.config.flags = GPIO_V2_LINE_FLAG_OUTPUT | GPIO_V2_LINE_FLAG_OPEN_DRAIN,
		.num_lines = 1,
	};
	int fd;

	if (argc != 3)
		die("grab CHIP OFFSET");
	fd = open(argv[1], O_RDWR | O_CLOEXEC);
	if (fd < 0)
		die("%s: %s", argv[1], strerror(errno));
	line.offsets[0] = atoi(argv[2]);
	for (;;) {
		/* while another user has it, do nothing */
		if (!ioctl(fd, GPIO_V2_GET_LINE_IOCTL, &line))
			close(line.fd);
		else if (errno != EBUSY)
			die("line: %s", strerror(errno));
	}
}
