// SPDX-License-Identifier: GPL-2.0-only
/* Runs a command without privileges: asuser UID GID COMMAND... */
#include <errno.h>
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "case.h"

int main(int argc, char **argv)
{
	if (argc < 4)
		die("asuser UID GID COMMAND...");
	if (setgroups(0, NULL) || setgid(atoi(argv[2])) || setuid(atoi(argv[1])))
		die("cannot become user %s: %s", argv[1], strerror(errno));
	execvp(argv[3], argv + 3);
	die("%s: %s", argv[3], strerror(errno));
}
