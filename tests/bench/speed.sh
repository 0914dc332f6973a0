# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# speed.sh SEED [quick]: runs in the VM. Lets every master write and read the EEPROM on the
# simulator's lines and prints what the simulator saw: a line "row MASTER ASKED_HZ ACCESS_NS
# JITTER_NS EDGE_AT STRETCH_NS HOGS" and the figures below it, which evaluate.py reads.
set -eu
wire=/sys/kernel/debug/gpio-i2c-sim/0
adapter=/sys/bus/i2c/devices/i2c-0
access=0 jitter=0 edge_at=end seed=$1 stretch=0 hogs=0

# New lines whose accesses cost what is set, with the simulator's parameters $@.
new_lines()
{
	! [ -e $wire ] || rmmod gpio_i2c_sim
	modprobe gpio-i2c-sim access_ns="$access" access_jitter_ns="$jitter" edge_at="$edge_at" \
		seed="$seed" "$@"
	echo 0 >$wire/write_cycle_us
	[ "$stretch" = 0 ] || echo "stretch each $stretch" >$wire/fault
}

# Prints "counter NAME VALUE": how long the VM ran, how long it had nothing to do, and what
# gpio-i2c itself counts, if it is the master.
counters()
{
	awk '/^now at/ {print "counter now_ns", $3}
		/idle_sleeptime/ {print "counter idle_ns", $3}' /proc/timer_list
	for name in awake_ns transfer_ns; do
		! [ -e $adapter/statistics ] || echo "counter $name $(cat $adapter/statistics/$name)"
	done
}

# measure MASTER ASKED_HZ COMMAND...: one row. Mode and period to check are those of ASKED_HZ.
measure()
{
	echo "row $1 $2 $access $jitter $edge_at $stretch $hogs"
	echo "$2" >$wire/scl_limit_hz
	echo 1 >$wire/reset
	shift 2
	counters
	"$@" 2>&1 || echo "broken"
	counters
	sed 's/^/interval /' $wire/violations
	sed 's/^/stat /' $wire/stats
}

gpio_i2c()
{
	for hz in $1; do
		echo "$hz" >$adapter/scl_frequency_hz
		measure "$2" "$hz" ./eeprom 0
		[ "$stretch" != 0 ] || reports
	done
}

# What the driver says it reached, and the edges, of some transfers: an interrupt may disturb one.
reports()
{
	for transfer in 1 2 3 4; do
		echo 1 >$wire/edge_log
		gpioi2c transfer 0 r16@0x20 >/dev/null || echo "broken $transfer"
		echo "reached $(cat $adapter/scl_reached_hz)"
		sed 's/^/edge /' $wire/edges
	done
	echo 0 >$wire/edge_log
}

single_master()
{
	new_lines single_master=1
	gpioi2c info 0 | grep -q 'single.master' || {
		echo "row gpio-i2c-single 0 $access $jitter $edge_at $stretch $hogs"
		echo "broken: single-master is not in effect"
		return
	}
	gpio_i2c "$1" gpio-i2c-single
}

# i2c-gpio gets half its nominal period in whole microseconds: 5, 2, 1.
i2c_gpio()
{
	for hz in $1; do
		new_lines master=i2c-gpio scl_hz="$hz"
		measure i2c-gpio "$hz" ./eeprom 0
	done
}

libgpiod()
{
	new_lines autobind=0
	for hz in $1; do
		measure libgpiod "$hz" ./bitbang-gpiod "$hz"
	done
}

algo_bit()
{
	new_lines master=bench-algo
	measure algo-bit 0 ./eeprom 0
}

with_hogs()
{
	access=0 hogs=3
	new_lines
	pids=
	while [ "$(echo "$pids" | wc -w)" -lt $hogs ]; do
		while :; do :; done &
		pids="$pids $!"
	done
	gpio_i2c "$1" gpio-i2c
	# shellcheck disable=SC2086 # a list of words
	kill $pids
	hogs=0
}

# varied ACCESS_NS EDGE_AT JITTER_NS...: gpio-i2c where accesses take another time each.
varied()
{
	access=$1 edge_at=$2
	shift 2
	for jitter; do
		new_lines
		gpio_i2c "100000 400000 1000000" gpio-i2c
		[ "$access $edge_at" != "200 random" ] || single_master "100000 400000 1000000"
	done
	jitter=0 edge_at=end
}

# Each clock is stretched by a target.
stretched()
{
	access=0
	for stretch in 90000 110000 150000 250000; do
		new_lines
		gpio_i2c 100000 gpio-i2c
		i2c_gpio 100000
	done
	stretch=0
}

all_hz="1000 10000 50000 100000 400000 1000000"
modprobe -a i2c-dev i2c-algo-bit
insmod ./bench_algo.ko
if [ "${2:-}" = quick ]; then
	all_hz="1000 100000 400000 1000000"
	for access in 0 600; do
		algo_bit
		new_lines
		gpio_i2c "$all_hz" gpio-i2c
		single_master "400000 1000000"
		i2c_gpio 100000
		libgpiod 100000
	done
	with_hogs "100000 400000 1000000"
	varied 0 end 100
	varied 200 end 30
	varied 200 random 30 300
	varied 600 start 300
	varied 600 end 30 300
	varied 600 random 100 1000
else
	for access in 0 100 300 600; do
		algo_bit
		new_lines
		gpio_i2c "$all_hz" gpio-i2c
		single_master "$all_hz"
		i2c_gpio "100000 250000 500000"
		libgpiod "10000 100000 400000 1000000"
	done
	with_hogs "$all_hz"
	for access in 0 200 600; do
		for edge_at in start end random; do
			varied "$access" $edge_at 30 100 300 1000
		done
	done
fi
stretched
rmmod gpio_i2c_sim
