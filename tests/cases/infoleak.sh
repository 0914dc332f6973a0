#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The device file leaks no kernel memory.
. ./lib.sh

load scl_hz=400000
tables infoleak "$NODE"
if [ -x ./xfer32 ]; then
	check "32-bit write" ./xfer32 "$NODE" w:20:70deadbeef
	is "32-bit read" "$(./xfer32 "$NODE" w:20:70 r:20:4 | xargs)" "de ad be ef done"
	is "the same through the 64-bit program" "$(./xfer "$NODE" w:20:70 r:20:4 | xargs)" \
		"de ad be ef done"
fi
