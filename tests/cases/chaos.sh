#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The fuzzer beside a process that binds and unbinds, opens and closes, kills and tries
# rmmod. CALLS, SEED and ROUNDS may be set from outside.
# time limit: 300 s
. ./lib.sh
calls=${CALLS:-3000} seed=${SEED:-1} rounds=${ROUNDS:-40}
driver=/sys/bus/platform/drivers/gpio-i2c

# i2c-dev's open files hold up an unbind in the I2C core: fuzz lets go of them often.
chaos()
{
	round=0
	while [ $round -lt "$rounds" ]; do
		round=$((round + 1))
		case $((round % 4)) in
		0) rmmod gpio_i2c && modprobe gpio-i2c ;;
		1)
			echo "$DEVICE" >$driver/unbind
			echo "$DEVICE" >$driver/bind
			;;
		2)
			./xfer -q "$NODE" r:20:30000 &
			sleep 0.05
			kill -9 $!
			;;
		3)
			gpioi2c detect "$BUS"
			gpioi2c recover "$BUS"
			;;
		esac
	done >/dev/null 2>&1
}

load scl_hz=1000000
for helper in ./fuzz ./fuzz32; do
	[ -x $helper ] || continue
	timeout 300 $helper "$calls" "$seed" "$BUS" keep >"$TMP/fuzz.${helper#./}" 2>&1 &
	eval "pid_${helper#./}=$!"
done
chaos
ok "$rounds rounds of chaos"
for helper in fuzz fuzz32; do
	[ -x ./$helper ] || continue
	pid='' end=0
	eval "pid=\$pid_$helper"
	wait "$pid" || end=$?
	is "$helper ends by itself, seed $seed" $end 0
	diag_file "$TMP/fuzz.$helper"
done
[ -e "$driver/$DEVICE" ] || echo "$DEVICE" >$driver/bind
wait_for 10 find_bus
wait_for 10 unused || :
is "nobody holds the module" "$(use_count)" 0
check "the bus is free or can be freed" gpioi2c recover "$BUS"
check "the bus works" ./xfer "$NODE" w:20:00 r:20:1
has "and its target answers" '^5a$'
