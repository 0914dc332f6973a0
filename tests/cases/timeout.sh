#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The adapter's time-out is as set, or the maximum; info shows it.
. ./lib.sh

# is_told NAME MS: info shows it, after a transfer that set it.
is_told() { shows "info, $1" "^time-out: +$2 ms$" gpioi2c info "$BUS"; }

load scl_hz=400000
is_told "as made" 100
# 32 bits of microseconds wrap after 4294.967 s.
for units in 50 429497 214748364; do
	fault "stretch bit 8 400000"
	shows "SCL held for 0.4 s, time-out $units * 10 ms: the right data" '^5a$' \
		./xfer -t $units "$I2C_NODE" w:20:00 r:20:1
	[ $units = 50 ] || is_told "$units * 10 ms" 60000
done
check "a time-out of 5 s is set" ./xfer -t 500 "$I2C_NODE" w:20:00
is_told "5 s" 5000
# The minimum is one tick of the kernel.
check "none is set" ./xfer -t 0 "$I2C_NODE" w:20:00
is_told "0" "([1-9]|10)"
