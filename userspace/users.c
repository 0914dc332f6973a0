// SPDX-License-Identifier: GPL-2.0-only
/* Who holds a bus, so that "rmmod: Module gpio_i2c is in use" can be acted on. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arguments.h"
#include "bus.h"
#include "gpioi2c.h"
#include "message.h"
#include "users.h"

static const char help[] =
	"Usage: gpioi2c users [BUS]\n"
	"Name the processes that hold /dev/gpio-i2c-N or /dev/i2c-N of a bus open, or of every\n"
	"bus, one that is gone included, and /dev/gpioi2c: PID, user, file descriptor, node and\n"
	"command. Root sees all of them, others only their own.\n\n"
	"  -h, --help       print this\n";

const char *users_proc_root = "/proc";

struct search {
	const struct bus *buses;	/* whose /dev/i2c-N count too */
	size_t bus_count;
	bool every_bus;
	unsigned int found;
	unsigned int hidden;		/* processes that could not be looked into */
};

/* By the name that the node had when it was opened: of a bus that is gone nothing else is left. */
static bool wanted_name(const struct search *search, const char *node)
{
	const char *name = strrchr(node, '/');
	unsigned int number;
	size_t i;

	if (!name)
		return false;
	/* one node for old programs, whichever bus is behind it */
	if (search->every_bus && !strcmp(name, "/gpioi2c"))
		return true;
	if (!bus_number(node, &number))
		return false;
	if (search->every_bus && !strncmp(name, "/gpio-", strlen("/gpio-")))
		return true;
	for (i = 0; i < search->bus_count; i++)
		if (search->buses[i].number == number)
			return true;
	return false;
}

/* By its device number, since a container may call it otherwise. */
static bool wanted_device(const struct search *search, dev_t opened)
{
	char name[32];
	dev_t device;
	size_t i;

	for (i = 0; i < search->bus_count; i++) {
		snprintf(name, sizeof(name), "gpio-i2c-%u", search->buses[i].number);
		if (bus_device("misc", name, &device) && device == opened)
			return true;
		if (bus_device("i2c-dev", name + strlen("gpio-"), &device) && device == opened)
			return true;
	}
	return false;
}

/* From /etc/passwd alone, so that a static build needs no plug-ins of the C library. */
static void user_name(uid_t uid, char *name, size_t size)
{
	FILE *file = fopen("/etc/passwd", "re");
	struct passwd *entry;

	snprintf(name, size, "%u", uid);
	if (!file)
		return;
	while ((entry = fgetpwent(file))) {
		if (entry->pw_uid != uid)
			continue;
		snprintf(name, size, "%s", entry->pw_name);
		break;
	}
	fclose(file);
}

static void command_name(const char *pid, char *name, size_t size)
{
	char path[PATH_MAX];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s/comm", users_proc_root, pid);
	file = fopen(path, "re");
	if (!file || !fgets(name, size, file))
		snprintf(name, size, "?");
	name[strcspn(name, "\n")] = '\0';
	if (file)
		fclose(file);
}

static void print_user(struct search *search, const char *pid, const char *descriptor,
		       const char *node)
{
	char path[PATH_MAX], command[64], user[64] = "?";
	struct stat status;

	snprintf(path, sizeof(path), "%s/%s", users_proc_root, pid);
	if (!stat(path, &status))
		user_name(status.st_uid, user, sizeof(user));
	command_name(pid, command, sizeof(command));
	if (!search->found++)
		printf("%7s %-12s %4s %-24s %s\n", "PID", "USER", "FD", "NODE", "COMMAND");
	printf("%7s %-12s %4s %-24s %s\n", pid, user, descriptor, node, command);
}

static void search_descriptor(struct search *search, int folder_fd, const char *pid,
			      const char *descriptor)
{
	static const char gone[] = " (deleted)";
	char node[PATH_MAX], name[PATH_MAX];
	struct stat status;
	ssize_t length = readlinkat(folder_fd, descriptor, node, sizeof(node) - 1);

	if (length < 0 || node[0] != '/')
		return;
	node[length] = '\0';
	snprintf(name, sizeof(name), "%s", node);
	if ((size_t)length >= sizeof(gone) &&
	    !strcmp(name + length - (sizeof(gone) - 1), gone))
		name[length - (sizeof(gone) - 1)] = '\0';
	if (wanted_name(search, name) ||
	    (!fstatat(folder_fd, descriptor, &status, 0) && S_ISCHR(status.st_mode) &&
	     wanted_device(search, status.st_rdev)))
		print_user(search, pid, descriptor, node);
}

static void search_process(struct search *search, const char *pid)
{
	char path[PATH_MAX];
	struct dirent *entry;
	DIR *folder;

	snprintf(path, sizeof(path), "%s/%s/fd", users_proc_root, pid);
	folder = opendir(path);
	if (!folder) {
		if (errno == EACCES || errno == EPERM)
			search->hidden++;
		return;
	}
	while ((entry = readdir(folder)))
		if (isdigit((unsigned char)entry->d_name[0]))
			search_descriptor(search, dirfd(folder), pid, entry->d_name);
	closedir(folder);
}

/* An empty folder has no users in it either. */
static bool is_proc(const char *folder)
{
	char path[PATH_MAX];
	struct stat status;

	snprintf(path, sizeof(path), "%s/self", folder);
	return !lstat(path, &status);
}

static int search_all(struct search *search)
{
	DIR *folder = opendir(users_proc_root);
	struct dirent *entry;
	char own[16];

	if (!folder) {
		complain("%s: %s", users_proc_root, strerror(errno));
		return STATUS_FAILED;
	}
	if (!is_proc(users_proc_root)) {
		complain("%s: not mounted, so nothing is known of processes",
			 users_proc_root);
		closedir(folder);
		return STATUS_FAILED;
	}
	/* What this process itself got from its shell is gone in a moment. */
	snprintf(own, sizeof(own), "%d", getpid());
	while ((entry = readdir(folder)))
		if (isdigit((unsigned char)entry->d_name[0]) && strcmp(entry->d_name, own))
			search_process(search, entry->d_name);
	closedir(folder);
	return STATUS_OK;
}

static int print_summary(const struct search *search)
{
	if (!search->found)
		printf("no user%s\n", search->hidden ? " that can be seen" : "");
	if (search->hidden)
		complain("%u processes of others cannot be looked into: be root",
			 search->hidden);
	return STATUS_OK;
}

static int users_of_all(void)
{
	struct search search = { .every_bus = true };
	struct bus *buses;
	int status, ret = bus_scan(&buses, &search.bus_count);

	if (ret) {
		complain("cannot list the buses: %s", strerror(-ret));
		return STATUS_FAILED;
	}
	search.buses = buses;
	status = search_all(&search);
	free(buses);
	return status ? status : print_summary(&search);
}

/* A bus that is gone may have users left, so that a number need not be that of a bus. */
static int users_of(const char *bus_text)
{
	struct search search = { .bus_count = 1 };
	bool is_number;
	struct bus bus;
	int status;

	is_number = bus_number(bus_text, &bus.number);
	if (!is_number && bus_find(bus_text, &bus))
		return STATUS_FAILED;
	search.buses = &bus;
	status = search_all(&search);
	if (status)
		return status;
	if (is_number && !search.found && bus_find(bus_text, &bus))
		return STATUS_FAILED;
	return print_summary(&search);
}

int users_command(int argc, char **argv)
{
	int status;

	if (!arguments(argc, argv, "users", help, 0, 1, &status))
		return status;
	return argc == optind ? users_of_all() : users_of(argv[optind]);
}
