#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# vm: --icount
# The simulator as a referee: no interval below the specification's minimum and no
# SCL period shorter than asked, at any speed, with a machine that has better to do.
# one kernel: what is measured is the driver's own reckoning of time
. ./lib.sh

mixed()
{
	i2cdetect -y "$BUS" >/dev/null
	./stress 4 "$1" 7 "$BUS" >/dev/null
	./xfer -q "$NODE" w:20:40 r:20:256 w:48:00 r:48:2 wt:150:00 rt:150:16 >/dev/null
}

# hogs NUMBER: that many processes that eat CPU time; their ids in $hogs.
hogs()
{
	hogs=
	n=$1
	while [ "$n" -gt 0 ]; do
		sh -c 'while :; do :; done' &
		hogs="$hogs $!"
		n=$((n - 1))
	done
}

judge()
{
	nothing_illegal "$1"
	awk '/^scl_period/ { printf "# %s", $0 } END { print "" }' "$SIM/stats"
}

load scl_hz=1000000
# The referee sees a bus that is too fast for what was asked.
echo 10000 >"$SIM/scl_limit_hz"
echo 1 >"$SIM/reset"
./xfer -q "$NODE" w:20:40 r:20:16 >/dev/null
check "a bus too fast for its limit is seen" test -n "$(violations)"

for hz in 10000 100000 250000 400000 1000000; do
	speed $hz
	echo $hz >"$SIM/scl_limit_hz"
	echo 1 >"$SIM/reset"
	mixed $((hz / 10000 + 5))
	judge "$hz Hz"
done

hogs 3
for hz in 100000 400000; do
	speed $hz
	echo $hz >"$SIM/scl_limit_hz"
	echo 1 >"$SIM/reset"
	mixed 20
	judge "$hz Hz beside three CPU hogs"
done
# shellcheck disable=SC2086
kill $hogs
wait 2>/dev/null || true
