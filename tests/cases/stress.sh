#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Many processes at once on both device files, every byte checked.
# PROCESSES, TRANSFERS (of each) and SEED may be set.
# one kernel: what keeps users apart is the driver's own lock
. ./lib.sh

load scl_hz=1000000
table ./stress "${PROCESSES:-8}" "${TRANSFERS:-1000}" "${SEED:-1}" "$BUS"
nothing_illegal "all of it"
is "nobody holds the module" "$(use_count)" 0
