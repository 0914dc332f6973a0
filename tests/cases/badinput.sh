#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Arguments that must be refused before anything goes onto the wire.
. ./lib.sh

load scl_hz=400000
table ./stores "$NODE"
for helper in ./badinput ./badinput32; do
	if [ -x $helper ]; then
		table $helper "$NODE" "$SIM/stats"
	else
		skip "$helper" "no 32-bit programs here"
	fi
done
