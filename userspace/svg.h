/* SPDX-License-Identifier: GPL-2.0-only */
/* A recording as a picture: SCL, SDA, and above them what they mean. */
#ifndef GPIOI2C_SVG_H
#define GPIOI2C_SVG_H

#include <stdio.h>

#include "recording.h"

/* The edges of a recording that was arranged. False, after a complaint, if there is no memory. */
bool svg_write(FILE *file, unsigned int bus, const struct recording *recording);

#endif /* GPIOI2C_SVG_H */
