// SPDX-License-Identifier: GPL-2.0-only
/*
 * Another thread stores into a read buffer: its bytes must stay while the call reads nothing:
 * stores NODE. All calls here are refused.
 */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/ioctl.h>
#include "case.h"

enum { CALLS = 200000 };

static _Atomic uint8_t byte;
static atomic_bool over;
static unsigned long stores, lost;

static void *store(void *unused)
{
	(void)unused;
	for (; !over; stores++) {
		atomic_store(&byte, stores);
		/* time for the driver to wrongly restore the old bytes */
		for (int i = 0; i < 20; i++)
			atomic_signal_fence(memory_order_seq_cst);
		if (atomic_load(&byte) != (uint8_t)stores)
			lost++;
	}
	return NULL;
}

int main(int argc, char **argv)
{
	struct gpio_i2c_message message = read_message(REGISTERS, (void *)&byte, 1);
	struct gpio_i2c_info info;
	unsigned int refused = 0;
	struct node node;
	pthread_t thread;

	if (argc != 2)
		die("stores NODE");
	node = node_open(argv[1]);
	if (ioctl(node.fd, GPIO_I2C_IOC_INFO, &info))
		die("info: %s", strerror(errno));
	if (pthread_create(&thread, NULL, store, NULL))
		die("no thread");
	for (int i = 0; i < CALLS; i++) {
		/* checked last, after the buffer */
		node.last.scl_frequency_hz = info.scl_frequency_hz + 1;
		refused += node_transfer(&node, &message, 1) == -EINVAL;
	}
	over = true;
	pthread_join(thread, NULL);
	result(refused == CALLS, "%d calls are refused", CALLS);
	result(stores > CALLS, "another thread stores meanwhile");
	result(!lost, "none of its stores is undone");
	note("# %lu stores, %lu undone", stores, lost);
	return results();
}
