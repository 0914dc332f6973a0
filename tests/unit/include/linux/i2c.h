/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef UNIT_LINUX_I2C_H
#define UNIT_LINUX_I2C_H

#include <linux/compiler.h>
#include <linux/types.h>

#include_next <linux/i2c.h>

#endif
