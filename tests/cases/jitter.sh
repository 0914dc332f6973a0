#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# vm: --icount
# Accesses vary in length, and the edge may be anywhere in them: no interval is too short, and no
# period shorter than 1/f.
# one kernel: what is measured is the driver's own reckoning of time
. ./lib.sh

# set_sim NAME VALUE: for all lines of the simulator.
set_sim() { echo "$2" >"$DEBUGFS/gpio-i2c-sim/$1"; }

# lengths ACCESS_NS JITTER_NS: how many different lengths SCL's levels have on such lines.
lengths()
{
	unbind
	set_sim access_ns "$1"
	set_sim access_jitter_ns "$2"
	set_sim edge_at end
	bind
	echo 1 >"$SIM/edge_log"
	./xfer -q "$NODE" w:20:40 r:20:24 w:48:00 r:48:2 >/dev/null
	awk '$2 != scl { seen[$1 - since]; since = $1; scl = $2 }
		END { for (length_ns in seen) n++; print n }' "$SIM/edges"
	echo 0 >"$SIM/edge_log"
}

load access_ns=600 access_jitter_ns=30 edge_at=random seed=7
is "the parameters are in effect" "$(cat $DEBUGFS/gpio-i2c-sim/access_jitter_ns)" 30
is "so is where the edges are" "$(cat $DEBUGFS/gpio-i2c-sim/edge_at)" random
for bad in "access_jitter_ns 1000001" "edge_at middle" "edge_at " "seed x" "seed 4294967296"; do
	status "no ${bad%% *} \"${bad#* }\"" 1 set_sim "${bad%% *}" "${bad#* }"
done
steady=$(lengths 200 0)
varied=$(lengths 200 1000)
check "accesses vary: SCL's levels have $varied lengths, not $steady" \
	test "$varied" -gt $((2 * steady))
table ./jitter "$BUS" "$DEVICE" "${SEED:-0}"
unload gpio_i2c_sim
load single_master=1
table ./jitter "$BUS" "$DEVICE" "${SEED:-0}" single-master
