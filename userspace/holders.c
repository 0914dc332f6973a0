// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "holders.h"

const char *holders_proc_root = "/proc";

/* By the node's name when it was opened: a bus that is gone leaves nothing else. */
static bool wanted_name(const struct holder_search *search, const char *node)
{
	const char *name = strrchr(node, '/');
	unsigned int number;
	size_t i;

	if (!name)
		return false;
	/* the node for old programs, whichever its bus */
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

/* By device number, since a container may use another name. */
static bool wanted_device(const struct holder_search *search, dev_t opened)
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

/* From /etc/passwd only: a static build has no plug-ins of the C library. */
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

void holders_printable(char *name)
{
	for (; *name; name++) {
		if (!isprint((unsigned char)*name))
			*name = '?';
	}
}

bool holders_command(const char *pid, char *name, size_t size)
{
	char path[PATH_MAX];
	bool runs;
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s/comm", holders_proc_root, pid);
	file = fopen(path, "re");
	runs = file && fgets(name, size, file);
	if (!runs)
		snprintf(name, size, "?");
	name[strcspn(name, "\n")] = '\0';
	if (file)
		fclose(file);
	holders_printable(name);
	return runs;
}

static void found_holder(struct holder_search *search, const char *pid, const char *descriptor,
			 const char *node)
{
	char path[PATH_MAX], command[64], user[64] = "?";
	struct holder holder = {
		.pid = pid,
		.descriptor = descriptor,
		.node = node,
		.user = user,
		.command = command,
	};
	struct stat status;

	snprintf(path, sizeof(path), "%s/%s", holders_proc_root, pid);
	if (!stat(path, &status))
		user_name(status.st_uid, user, sizeof(user));
	holders_command(pid, command, sizeof(command));
	search->found++;
	if (search->visit)
		search->visit(&holder, search->data);
}

static void search_descriptor(struct holder_search *search, int folder_fd, const char *pid,
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
		found_holder(search, pid, descriptor, node);
}

static void search_process(struct holder_search *search, const char *pid)
{
	char path[PATH_MAX];
	struct dirent *entry;
	DIR *folder;

	snprintf(path, sizeof(path), "%s/%s/fd", holders_proc_root, pid);
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

/* A folder where procfs is not mounted is empty: do not take it for "no users". */
static bool is_proc(const char *folder)
{
	char path[PATH_MAX];
	struct stat status;

	snprintf(path, sizeof(path), "%s/self", folder);
	return !lstat(path, &status);
}

int holders_search(struct holder_search *search)
{
	DIR *folder = opendir(holders_proc_root);
	struct dirent *entry;
	char own[16];

	if (!folder)
		return -errno;
	if (!is_proc(holders_proc_root)) {
		closedir(folder);
		return -ENODATA;
	}
	/* Leave out this process: it ends soon. */
	snprintf(own, sizeof(own), "%d", getpid());
	while ((entry = readdir(folder)))
		if (isdigit((unsigned char)entry->d_name[0]) && strcmp(entry->d_name, own))
			search_process(search, entry->d_name);
	closedir(folder);
	return 0;
}
