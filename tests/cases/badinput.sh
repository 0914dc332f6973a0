#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Wrong arguments must be refused before anything is on the wire.
# time limit: 300 s
. ./lib.sh

load scl_hz=400000
table ./stores "$NODE"
tables badinput "$NODE" "$SIM/stats"
