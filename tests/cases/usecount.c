// SPDX-License-Identifier: GPL-2.0-only
/*
 * The module's use count through all that can happen to a descriptor: usecount NODE REFCNT.
 * REFCNT is the module's file in sysfs.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include "case.h"

/* One reference is the VFS's, one the driver's own. */
enum { EACH = 2, OPENS = 1000 };

static const char *path, *refcnt;
static int base;

static int count(void)
{
	FILE *file = fopen(refcnt, "r");
	int value = -1;

	if (!file || fscanf(file, "%d", &value) != 1)
		die("cannot read %s", refcnt);
	fclose(file);
	return value;
}

static void counts(int opens, const char *name)
{
	int now = count(), want = base + EACH * opens;

	if (!result(now == want, "%s", name))
		note("# use count %d, not %d", now, want);
}

static int open_node(void)
{
	int fd = open(path, O_RDWR);

	if (fd < 0)
		die("open %s: %s", path, strerror(errno));
	return fd;
}

static void many(void)
{
	static int fds[OPENS];
	struct rlimit limit = { OPENS + 64, OPENS + 64 };
	int bad = 0;

	if (setrlimit(RLIMIT_NOFILE, &limit))
		die("setrlimit: %s", strerror(errno));
	for (int i = 0; i < OPENS; i++) {
		fds[i] = open_node();
		bad += count() != base + EACH * (i + 1);
	}
	result(!bad, "exact at each of %d opens", OPENS);
	/* Not in the order of opening. */
	for (int i = 0; i < OPENS; i++) {
		close(fds[(i * 7) % OPENS]);
		bad += count() != base + EACH * (OPENS - i - 1);
	}
	result(!bad, "exact at each of %d closes", OPENS);
}

static void copies(void)
{
	int fd = open_node(), copy = dup(fd);

	counts(1, "dup does not count");
	close(fd);
	counts(1, "the copy holds it");
	close(copy);
	counts(0, "closed with the copy");
}

static void forked(void)
{
	int fd = open_node(), status;
	pid_t child = fork();

	if (!child) {
		pause();
		_exit(0);
	}
	counts(1, "fork does not count");
	close(fd);
	counts(1, "the child holds it");
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	counts(0, "kill -9 of the child closes it");
}

static void killed(void)
{
	enum { CHILD_OPENS = 5 };
	int status, ready[2];
	pid_t child;
	char byte;

	if (pipe(ready))
		die("pipe: %s", strerror(errno));
	child = fork();
	if (!child) {
		for (int i = 0; i < CHILD_OPENS; i++)
			open_node();
		if (write(ready[1], "", 1) == 1)
			pause();
		_exit(1);
	}
	if (read(ready[0], &byte, 1) != 1)
		die("the child did not open");
	counts(CHILD_OPENS, "a process with five descriptors");
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	counts(0, "kill -9 closes all five");
	close(ready[0]);
	close(ready[1]);
}

/* Killed in the middle of a transfer that takes at least TRANSFER_S at 100 kHz. */
static void killed_in_transfer(void)
{
	enum { TRANSFER_S = 5 };
	static uint8_t bytes[GPIO_I2C_MESSAGE_BYTES_MAX];
	struct gpio_i2c_message message = read_message(REGISTERS, bytes, sizeof(bytes));
	struct node node;
	uint64_t time_ns;
	pid_t child = fork();
	int status;

	if (!child) {
		node = node_open(path);
		node_transfer(&node, &message, 1);
		pause();
		_exit(0);
	}
	usleep(300000);
	counts(1, "a descriptor in a transfer");
	time_ns = now_ns();
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	time_ns = now_ns() - time_ns;
	counts(0, "kill -9 in a transfer");
	if (!result(time_ns < TRANSFER_S * 1000000000ULL / 2, "it ends soon after the kill"))
		note("# after %.3f s", time_ns / 1e9);
}

static void not_opened(const char *how, const char *which, int flags, int want)
{
	int fd = open(which, flags);
	int error = fd < 0 ? errno : 0;

	if (!result(error == want || (error == ENXIO && want == ENODEV), "%s is refused", how))
		note("# %s, not %s", strerror(error), strerror(want));
	if (fd >= 0)
		close(fd);
	counts(0, how);
}

/* Opens that fail, before the driver and in it. */
static void failing(void)
{
	struct rlimit old, limit;
	struct stat status;
	char no_bus[] = "/tmp/no-bus-node";

	stat(path, &status);
	unlink(no_bus);
	if (mknod(no_bus, S_IFCHR | 0600, makedev(major(status.st_rdev), 0xffff0)))
		die("mknod: %s", strerror(errno));
	not_opened("open of a minor without a bus", no_bus, O_RDWR, ENODEV);
	unlink(no_bus);
	not_opened("open as a directory", path, O_RDWR | O_DIRECTORY, ENOTDIR);

	getrlimit(RLIMIT_NOFILE, &old);
	limit = old;
	limit.rlim_cur = 3;
	setrlimit(RLIMIT_NOFILE, &limit);
	result(open(path, O_RDWR) == -1 && errno == EMFILE, "open without descriptors left");
	setrlimit(RLIMIT_NOFILE, &old);
	counts(0, "open without descriptors left does not count");
}

static void refused_calls(void)
{
	int fd = open_node();

	result(mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0) == MAP_FAILED, "mmap is refused");
	result(ioctl(fd, GPIO_I2C_IOC_TRANSFER, NULL) == -1 && errno == EFAULT,
	       "a transfer without argument is refused");
	result(ioctl(fd, _IO(GPIO_I2C_IOC_MAGIC, 0x7f), NULL) == -1 && errno == ENOTTY,
	       "an unknown call is refused");
	counts(1, "refused calls do not count");
	close(fd);
	counts(0, "closed after refused calls");
}

int main(int argc, char **argv)
{
	if (argc != 3)
		die("usecount NODE REFCNT");
	path = argv[1];
	refcnt = argv[2];
	base = count();
	if (!result(base == 0, "nobody uses the module at first"))
		note("# use count %d", base);
	many();
	copies();
	forked();
	killed();
	killed_in_transfer();
	failing();
	refused_calls();
	return results();
}
