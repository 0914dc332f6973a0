/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef UNIT_LINUX_BITOPS_H
#define UNIT_LINUX_BITOPS_H

#include <strings.h>
#include <linux/bits.h>

#define hweight32(word)	__builtin_popcount(word)

#endif
