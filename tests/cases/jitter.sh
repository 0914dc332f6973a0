#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# vm: --icount
# No interval is too short and no period under 1/f where each access takes another time,
# wherever inside it its edge is.
# one kernel: what is measured is the driver's own reckoning of time
. ./lib.sh

# lines ACCESS_NS JITTER_NS EDGE_AT: such lines, and a bus that was made on them.
lines()
{
	echo "$DEVICE" >/sys/bus/platform/drivers/gpio-i2c/unbind
	echo "$1" >"$DEBUGFS/gpio-i2c-sim/access_ns"
	echo "$2" >"$DEBUGFS/gpio-i2c-sim/access_jitter_ns"
	echo "$3" >"$DEBUGFS/gpio-i2c-sim/edge_at"
	echo "$DEVICE" >/sys/bus/platform/drivers/gpio-i2c/bind
	find_bus
}

# A write and a read of either chip, with repeated STARTs, and one with ten address bits.
transfers()
{
	./xfer -q "$NODE" w:20:40 r:20:24 w:48:00 r:48:2 >/dev/null
	./xfer -q "$NODE" w:20:80ff00a55a0180 >/dev/null
	./xfer -q "$NODE" wt:150:00 rt:150:8 >/dev/null
}

# How many lengths a level of SCL had.
lengths()
{
	echo 1 >"$SIM/edge_log"
	transfers
	awk '$2 != scl { seen[$1 - since]; since = $1; scl = $2 }
		END { for (length_ns in seen) n++; print n }' "$SIM/edges"
	echo 0 >"$SIM/edge_log"
}

judge()
{
	for hz in 100000 400000 1000000; do
		speed $hz
		echo $hz >"$SIM/scl_limit_hz"
		check "$1, $hz Hz$single: transfers" transfers
		nothing_illegal "$1, $hz Hz$single"
	done
}

single=
load access_ns=600 access_jitter_ns=30 edge_at=random seed=7
is "the parameters are in effect" "$(cat $DEBUGFS/gpio-i2c-sim/access_jitter_ns)" 30
is "so is where the edges are" "$(cat $DEBUGFS/gpio-i2c-sim/edge_at)" random
for bad in "access_jitter_ns 1000001" "edge_at middle" "edge_at " "seed x" "seed 4294967296"; do
	status "no ${bad%% *} \"${bad#* }\"" 1 \
		sh -c "echo '${bad#* }' >$DEBUGFS/gpio-i2c-sim/${bad%% *}"
done
lines 200 0 end
steady=$(lengths)
lines 200 1000 end
varied=$(lengths)
diag "SCL's levels had $steady lengths, and $varied with jitter"
check "accesses vary" test "$varied" -gt $((2 * steady))

# vary ACCESS_NS EDGE_AT JITTER_NS...
vary()
{
	access=$1 edge_at=$2
	shift 2
	for jitter; do
		echo $((access + jitter + ${SEED:-0})) >"$DEBUGFS/gpio-i2c-sim/seed"
		lines "$access" "$jitter" "$edge_at"
		judge "$access to $((access + jitter)) ns, edges at $edge_at"
	done
}

# Accesses that all take as long, with edges anywhere in them, look like steady ones: nobody
# can tell.
for access_ns in 0 200 600 1000; do
	vary $access_ns start 0 30 100 300 1000 10000
	vary $access_ns end 0 30 100 300 1000 10000
	vary $access_ns random 30 100 300 1000 10000
done
# Somewhat more than a step of the clock: seldom seen.
for access_ns in 605 609; do
	vary $access_ns random 24 40
done

single=", single-master"
unload gpio_i2c_sim
load single_master=1
for access_ns in 0 200 600; do
	for where in start end random; do
		vary $access_ns $where 30 300 1000
	done
done
