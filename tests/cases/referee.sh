#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# vm: --icount
# The simulator as referee: no interval below the specification's minimum and no SCL period shorter
# than asked, at any speed, on a busy machine.
# one kernel: what is measured is the driver's own reckoning of time
. ./lib.sh

# judged NAME HZ TRANSFERS: four processes with that many transfers each, and a scan, at that speed.
judged()
{
	speed "$2"
	echo "$2" >"$SIM/scl_limit_hz"
	echo 1 >"$SIM/reset"
	i2cdetect -y "$BUS" >/dev/null
	./stress 4 "$3" 7 "$BUS" >/dev/null
	./xfer -q "$NODE" w:20:40 r:20:256 w:48:00 r:48:2 wt:150:00 rt:150:16 >/dev/null
	nothing_illegal "$1"
	diag "$(grep '^scl_period' "$SIM/stats")"
}

load scl_hz=1000000
# The referee notices a bus that is faster than asked.
echo 10000 >"$SIM/scl_limit_hz"
echo 1 >"$SIM/reset"
./xfer -q "$NODE" w:20:40 r:20:16 >/dev/null
check "a bus too fast for its limit is seen" test -n "$(violations)"
for hz in 10000 100000 250000 400000 1000000; do
	judged "$hz Hz" $hz $((hz / 10000 + 5))
done

hogs=
for _ in 1 2 3; do
	while :; do :; done &
	hogs="$hogs $!"
done
judged "100000 Hz beside three CPU hogs" 100000 20
judged "400000 Hz beside three CPU hogs" 400000 20
# shellcheck disable=SC2086
stop $hogs
