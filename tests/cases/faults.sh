#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# vm: --icount
# Each fault of the simulator in each kind of transfer: the right error, or the right data if the
# bus survives the fault. Afterwards the bus must be free and work.
# time limit: 300 s
# one kernel: the answers to a fault are the driver's own
. ./lib.sh
EXPECTED_LOG='is held low|does not let go'

load scl_hz=400000
check "known values" ./xfer "$NODE" w:20:4011923394 wt:150:40a122a324
check "known values in the EEPROM" ./xfer "$NODE" w:54:00405e5f
wait_for 2 ./xfer "$NODE" w:54:0040
table ./faults "$BUS" all
[ "${TRIES:-1}" != 1 ] ||
	shows "the log says who it is" 'another master does not let go of the bus' log_since start

# Accesses got slower since the bus was made: no transfer may wait for the time-out.
echo 5000 >$DEBUGFS/gpio-i2c-sim/access_ns
within "accesses that became slower: 112 addresses" 5 i2cdetect -y "$BUS"
echo 0 >$DEBUGFS/gpio-i2c-sim/access_ns
table ./faults "$BUS" healthy "accesses that became slower"
