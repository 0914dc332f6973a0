// SPDX-License-Identifier: GPL-2.0-only
/*
 * Prints "CACHE OBJECTS": how many objects of the kernel's general caches are in use, after cached
 * memory is dropped. A CPU's current slab counts as full, and some memory is freed later: take the
 * least of several counts.
 */
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "case.h"

enum { LOOKS = 6, PAUSE_US = 300000, CACHES_MAX = 256 };

static struct cache {
	char name[64];
	unsigned long used;
} caches[CACHES_MAX];
static size_t count;

static void write_to(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");

	if (file) {
		fputs(text, file);
		fclose(file);
	}
}

static void shrink(void)
{
	glob_t found;

	glob("/sys/kernel/slab/kmalloc-*/shrink", 0, NULL, &found);
	glob("/sys/kernel/slab/kernfs_node_cache/shrink", GLOB_APPEND, NULL, &found);
	glob("/sys/kernel/slab/vmap_area/shrink", GLOB_APPEND, NULL, &found);
	for (size_t i = 0; i < found.gl_pathc; i++)
		write_to(found.gl_pathv[i], "1\n");
	globfree(&found);
}

static void note_least(const char *name, unsigned long used)
{
	size_t i = 0;

	while (i < count && strcmp(caches[i].name, name))
		i++;
	if (i == CACHES_MAX)
		die("more than %d caches", CACHES_MAX);
	if (i == count) {
		snprintf(caches[count++].name, sizeof(caches[i].name), "%s", name);
		caches[i].used = used;
	}
	if (used < caches[i].used)
		caches[i].used = used;
}

static void look(void)
{
	FILE *file = fopen("/proc/slabinfo", "r");
	char line[512], name[64];
	unsigned long used;

	if (!file)
		die("/proc/slabinfo: %s", strerror(errno));
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, "%63s %lu", name, &used) == 2 &&
		    (!strncmp(name, "kmalloc-", 8) || !strcmp(name, "kernfs_node_cache") ||
		     !strcmp(name, "vmap_area")))
			note_least(name, used);
	fclose(file);
}

int main(void)
{
	write_to("/proc/sys/vm/drop_caches", "2\n");
	for (int i = 0; i < LOOKS; i++) {
		usleep(PAUSE_US);
		shrink();
		look();
	}
	for (size_t i = 0; i < count; i++)
		printf("%s %lu\n", caches[i].name, caches[i].used);
	return count == 0;
}
