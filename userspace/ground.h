/* SPDX-License-Identifier: GPL-2.0-only */
/* What every room stands on. */
#ifndef GPIOI2C_GROUND_H
#define GPIOI2C_GROUND_H

#define ARRAY_SIZE(array)	(sizeof(array) / sizeof((array)[0]))

enum exit_status {
	STATUS_OK = 0,
	STATUS_FAILED = 1,	/* it was not done */
	STATUS_USAGE = 2,	/* wrong or impossible; nothing was sent */
};

#endif /* GPIOI2C_GROUND_H */
