#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A structured fuzzer on both device files, 64 and 32 bits at once. CALLS (each program)
# and SEED may be set from outside.
# time limit: 300 s
# one kernel: bugs that a fuzzer finds are the driver's own
. ./lib.sh
# Older kernels tell the log of a length that they refuse.
EXPECTED_LOG='Invalid block (read|write) size'

load scl_hz=1000000
[ ! -x ./fuzz32 ] || start fuzz32 ./fuzz32 "${CALLS:-20000}" "${SEED:-1}" "$BUS"
table ./fuzz "${CALLS:-20000}" "${SEED:-1}" "$BUS"
if [ -x ./fuzz32 ]; then table finished fuzz32; else skip fuzz32 "no 32-bit programs here"; fi
is "nobody holds the module" "$(use_count)" 0
# A quick read may have left a target holding SDA.
check "the bus is free or can be freed" gpioi2c recover "$BUS"
bus_works
