#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Random faults on the wire: not one byte wrong without an error. TRANSFERS (of each of
# the three kinds) and SEED may be set from outside.
# time limit: 300 s
# one kernel: the answers to a fault are the driver's own
. ./lib.sh
EXPECTED_LOG='is held low|could not be accessed'
transfers=${TRANSFERS:-700} seed=${SEED:-1}

load scl_hz=400000
diag "seed $seed"
# All that plain I2C can see: without SDA stuck, flipped bits, chips that are gone and
# clocks that are lost.
table ./soak "$BUS" "$SIM/fault" "$transfers" "$seed" 80 0x18f7 plain
# With flipped bits; a CRC of 8 bits finds each one.
table ./soak "$BUS" "$SIM/fault" "$transfers" "$seed" 80 0x19f7 pec
# With all.
table ./soak "$BUS" "$SIM/fault" "$transfers" "$seed" 80 0x1fff raw
echo clear >"$SIM/fault"
check "the bus works" ./xfer "$NODE" w:20:00 r:20:1
has "and its target answers" '^5a$'
