#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The time counters: awake_ns is a part of transfer_ns.
. ./lib.sh

# adds COMMAND...: sets $awake and $all to what it adds to the counters, in us.
adds()
{
	awake=$(counter awake_ns) all=$(counter transfer_ns)
	check "$*" "$@"
	awake=$((($(counter awake_ns) - awake) / 1000))
	all=$((($(counter transfer_ns) - all) / 1000))
	diag "awake for $awake of $all us"
}

load scl_hz=400000
adds ./xfer "$NODE" w:20:40 r:20:32
check "a fast bus keeps the CPU awake" test $((awake * 10)) -gt $((all * 9))
check "and no longer than it takes" test $awake -le $all
# Another master has the bus for half a second; the driver sleeps.
check "a time-out of 5 s" ./xfer -t 500 "$I2C_NODE" w:20:00
fault "master busy 500000"
adds ./xfer "$NODE" w:20:40 r:20:32
check "sleep before START does not count" test $((awake * 10)) -gt $((all * 9))
check "nor is that a part of the transfer" test $all -lt $((100000 * SLOWER))
fault
speed 1000
adds ./xfer "$NODE" w:20:40 r:20:4
check "a slow one lets it sleep" test $((awake * 2)) -lt $all
check "for less than all of it" test $awake -gt 0
