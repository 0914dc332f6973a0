#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Arguments that must be refused before anything goes onto the wire.
. ./lib.sh

load scl_hz=400000
table ./stores "$NODE"
tables badinput "$NODE" "$SIM/stats"
