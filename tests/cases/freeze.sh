#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Freezes processes, as for suspend, while a long transfer is on the wire and another waits for the
# bus: the first ends early, the second runs after the thaw.
. ./lib.sh

# to_sleep NAME: freezes all processes, waits a second, and thaws them.
to_sleep()
{
	within "$1: processes freeze and thaw" 10 sh -c 'echo freeze >/sys/power/state'
}

# asleep NODE REGISTER MESSAGE: the same while the message goes over NODE.
asleep()
{
	way=${1%-*}
	echo 1 >"$SIM/reset"
	before=$(counter transfers)
	./xfer -q "$1" "$3" >"$TMP/long" 2>&1 &
	long=$!
	sleep 2
	./xfer "$NODE" "w:20:${2}77" >"$TMP/waits" 2>&1 &
	sleep 0.5
	check "$way: a transfer goes on, and one waits" kill -0 $long $!
	to_sleep "$way"
	wait $long || :
	wait $! || :
	is "$way: the long one ended early" "$(sed 's/,.*//' "$TMP/long")" \
		"failed: Cannot send after transport endpoint shutdown"
	is "$way: the other one took place" "$(cat "$TMP/waits")" "done"
	is "$way: each once" "$(counter transfers)" $((before + 2))
	nothing_illegal "$way"
	shows "$way: the bus works, it was written" '^77$' ./xfer "$NODE" "w:20:$2" r:20:1
}

needs "suspend" "no PM_DEBUG in this kernel" test -w /sys/power/pm_test
echo freezer >/sys/power/pm_test
[ ! -w /sys/module/suspend/parameters/pm_test_delay ] ||
	echo 1 >/sys/module/suspend/parameters/pm_test_delay
# The first time, the kernel makes a console for it that stays: not a leak.
to_sleep "idle"
snapshot >"$TMP/before"
load scl_hz=2000
asleep "$NODE" 60 r:20:12000
asleep "$I2C_NODE" 61 r:20:8000
speed 400000
# Short transfers, again and again, do not notice.
for _ in $(seq 8); do
	./xfer "$NODE" w:20:00 r:20:256 || echo failed
	./xfer "$I2C_NODE" w:20:00 r:20:256 || echo failed
done >"$TMP/short" 2>&1 &
to_sleep "short transfers"
wait $!
is "short transfers: none failed" "$(grep failed "$TMP/short")" ""
is "short transfers: all of them" "$(grep -c '^done$' "$TMP/short")" 16
echo none >/sys/power/pm_test
