#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A structured fuzzer on both device files, 64 and 32 bits at once. CALLS (each program)
# and SEED may be set from outside.
# time limit: 300 s
# one kernel: bugs that a fuzzer finds are the driver's own
. ./lib.sh
# Older kernels tell the log of a length that they refuse.
EXPECTED_LOG='Invalid block (read|write) size'
calls=${CALLS:-20000} seed=${SEED:-1}

load scl_hz=1000000
for helper in fuzz fuzz32; do
	[ ! -x ./$helper ] || start $helper ./$helper "$calls" "$seed" "$BUS"
done
for helper in fuzz fuzz32; do
	if [ -x ./$helper ]; then
		table finished $helper
	else
		skip "$helper" "no 32-bit programs here"
	fi
done
is "nobody holds the module" "$(use_count)" 0
# A quick read may have left a target holding SDA.
check "the bus is free or can be freed" gpioi2c recover "$BUS"
check "the bus works" ./xfer "$NODE" w:20:00 r:20:1
has "and its target answers" '^5a$'
