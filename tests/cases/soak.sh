#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Random faults on the wire: no wrong byte without an error. TRANSFERS (of each of the three kinds)
# and SEED may be set.
# time limit: 300 s
# one kernel: the answers to a fault are the driver's own
. ./lib.sh
EXPECTED_LOG='is held low|could not be accessed'

# soak FAULTS KIND: a mask of faults, and a kind of soak.c.
soak() { table ./soak "$BUS" "$SIM/fault" "${TRANSFERS:-700}" "${SEED:-1}" 80 "$1" "$2"; }

load scl_hz=400000
diag "seed ${SEED:-1}"
# All that plain I2C can detect: not SDA stuck, flipped bits, missing chips and lost clocks.
soak 0x18f7 plain
# With flipped bits; a CRC of 8 bits detects each.
soak 0x19f7 pec
# With all faults.
soak 0x1fff raw
fault
bus_works
