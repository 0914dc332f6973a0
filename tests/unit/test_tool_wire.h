/* SPDX-License-Identifier: GPL-2.0-only */
/* Edges as the driver's trace events tell of them. */
#ifndef TEST_TOOL_WIRE_H
#define TEST_TOOL_WIRE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "../../userspace/recording.h"

#define HALF_NS	5000

static struct recording recording;
static uint64_t now_ns;
static bool sda;

static inline void observe(struct observation observation)
{
	if (!observation.told_ns)
		observation.told_ns = now_ns;
	if (!observation.time_ns)
		observation.time_ns = now_ns;
	assert_true(recording_add(&recording, &observation));
}

static inline void edge(bool scl, bool level, bool seen)
{
	observe((struct observation){ .scl = scl, .level = level, .seen = seen });
	if (!scl)
		sda = level;
}

/* SCL is low. A target's level is seen while SCL is high. */
static inline void bit(bool level, bool of_target)
{
	now_ns += HALF_NS / 2;
	if (level != sda && !of_target)
		edge(false, level, false);
	now_ns += HALF_NS / 2;
	edge(true, true, false);
	now_ns += HALF_NS / 2;
	if (level != sda)
		edge(false, level, true);
	now_ns += HALF_NS / 2;
	edge(true, false, false);
}

static inline void byte(unsigned int value, bool of_target, bool nak)
{
	int i;

	for (i = 7; i >= 0; i--)
		bit(value >> i & 1, of_target);
	bit(nak, !of_target);
}

static inline void start(void)
{
	now_ns += HALF_NS;
	edge(false, false, false);
	now_ns += HALF_NS;
	edge(true, false, false);
}

/* Both lines high, from SCL low. */
static inline void let_go(void)
{
	now_ns += HALF_NS / 2;
	if (!sda)
		edge(false, true, false);
	now_ns += HALF_NS / 2;
	edge(true, true, false);
}

static inline void stop(void)
{
	now_ns += HALF_NS / 2;
	if (sda)
		edge(false, false, false);
	now_ns += HALF_NS / 2;
	edge(true, true, false);
	now_ns += HALF_NS;
	edge(false, true, false);
}

static inline int begin(void **state)
{
	(void)state;
	recording_clear(&recording);
	now_ns = 1000000000;
	sda = true;
	return 0;
}

static inline int end(void **state)
{
	(void)state;
	recording_free(&recording);
	return 0;
}

#define TEST(name)	cmocka_unit_test_setup_teardown(name, begin, end)

#endif /* TEST_TOOL_WIRE_H */
