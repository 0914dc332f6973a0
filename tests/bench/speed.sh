# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# speed.sh [quick]: runs in the VM. Lets every master write and read the EEPROM on the
# simulator's lines and prints what the simulator saw: a line "row MASTER ASKED_HZ
# ACCESS_NS HOGS" and the figures below it, which rows.awk reads.
set -eu
wire=/sys/kernel/debug/gpio-i2c-sim/0
adapter=/sys/bus/i2c/devices/i2c-0
hogs=0

# New lines whose accesses cost $access, with the simulator's parameters $@.
new_lines()
{
	! [ -e $wire ] || rmmod gpio_i2c_sim
	modprobe gpio-i2c-sim access_ns="$access" "$@"
	echo 0 >$wire/write_cycle_us
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
	echo "row $1 $2 $access $hogs"
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
	done
}

single_master()
{
	new_lines single_master=1
	gpioi2c info 0 | grep -q 'single.master' || {
		echo "row gpio-i2c-single 0 $access $hogs"
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

all_hz="1000 10000 50000 100000 400000 1000000"
modprobe -a i2c-dev i2c-algo-bit
insmod ./bench_algo.ko
if [ "${1:-}" = quick ]; then
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
fi
rmmod gpio_i2c_sim
