#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# 10-bit addresses, repeated START, NOSTART and the mangling flags, as the simulator sees them on the
# wire, through both device files.
. ./lib.sh

load scl_hz=400000
table ./protocol "$BUS" legal
# After the STOP the EEPROM is busy with its write cycle.
echo 500000 >"$SIM/write_cycle_us"
check "start a write cycle" ./xfer "$NODE" w:50:0001
fails "a target in its write cycle" 1 'No such device or address.*address 1' ./xfer "$NODE" w:50:00
check "it answers again" wait_for 2 ./xfer "$NODE" w:50:00
nothing_illegal "all of it"
table ./protocol "$BUS" illegal
is "a STOP in a byte is seen" "$(violations)" "stop_in_byte 2 0 0"
