/* SPDX-License-Identifier: GPL-2.0-only */
/* A recording as Value Change Dump, IEEE 1364, for PulseView, GTKWave and the like. */
#ifndef GPIOI2C_VCD_H
#define GPIOI2C_VCD_H

#include <stdio.h>

#include "recording.h"

/* The edges of a recording that was arranged; both lines are high before the first. */
void vcd_write(FILE *file, unsigned int bus, const struct recording *recording);

#endif /* GPIOI2C_VCD_H */
