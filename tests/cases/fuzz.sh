#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Fuzzers on both device files, a 64-bit and a 32-bit one at once. CALLS (of each) and SEED may be
# set.
# time limit: 300 s
# one kernel: bugs that a fuzzer finds are the driver's own
. ./lib.sh
# Older kernels log a length that they refuse.
EXPECTED_LOG='Invalid block (read|write) size'

load scl_hz=1000000
[ ! -x ./fuzz32 ] || start fuzz32 ./fuzz32 "${CALLS:-20000}" "${SEED:-1}" "$BUS"
table ./fuzz "${CALLS:-20000}" "${SEED:-1}" "$BUS"
if [ -x ./fuzz32 ]; then table finished fuzz32; else skip fuzz32 "no 32-bit programs here"; fi
is "nobody holds the module" "$(use_count)" 0
# A quick read may leave a target holding SDA.
check "the bus is free or can be freed" gpioi2c recover "$BUS"
bus_works
