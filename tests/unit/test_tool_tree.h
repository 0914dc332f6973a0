/* SPDX-License-Identifier: GPL-2.0-only */
/* A small /sys, /dev and /proc for tests of the tool. */
#ifndef TEST_TOOL_TREE_H
#define TEST_TOOL_TREE_H

#include <fts.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char tree_root[32];

/* The path below the tree; valid until the next call. */
static inline const char *tree_path(const char *name)
{
	static char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", tree_root, name);
	return path;
}

static inline void tree_make_folders(const char *path)
{
	char folder[PATH_MAX], *slash;

	snprintf(folder, sizeof(folder), "%s", path);
	for (slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(folder, 0755);
		*slash = '/';
	}
}

static inline void tree_put(const char *name, const char *text)
{
	const char *path = tree_path(name);
	FILE *file;

	tree_make_folders(path);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

static inline void tree_link(const char *name, const char *target)
{
	const char *path = tree_path(name);

	tree_make_folders(path);
	assert_int_equal(symlink(target, path), 0);
}

static inline void tree_remove(void)
{
	char *roots[] = { tree_root, NULL };
	FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	FTSENT *entry;

	assert_non_null(walk);
	while ((entry = fts_read(walk)))
		if (entry->fts_info != FTS_D)	/* a folder comes again after its content */
			remove(entry->fts_accpath);
	fts_close(walk);
}

static inline void tree_make(void)
{
	snprintf(tree_root, sizeof(tree_root), "/tmp/gpioi2c-test-%d", getpid());
	tree_remove();	/* of a run that was killed */
	assert_int_equal(mkdir(tree_root, 0700), 0);
}

#endif /* TEST_TOOL_TREE_H */
