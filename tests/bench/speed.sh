# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# speed.sh SEED <PLAN: runs in the VM. Each line of evaluate.py's plan, "MASTER ASKED_HZ,... ACCESS_NS
# JITTER_NS EDGE_AT STRETCH_NS HOGS", describes lines and a master. The master writes and reads the
# EEPROM; the script prints what the simulator saw: a line "row MASTER ASKED_HZ ACCESS_NS ..." with
# figures below. After "syscalls" it measures small transfers over both nodes of one bus: a line "bus
# MASTER ASKED_HZ" with rates below.
set -eu
wire=/sys/kernel/debug/gpio-i2c-sim/0
adapter=/sys/bus/i2c/devices/i2c-0

# new_lines MASTER HZ PARAMETER...: with the simulator's parameters.
new_lines()
{
	! [ -e $wire ] || rmmod gpio_i2c_sim
	case $1 in
	gpio-i2c-single) set -- "$@" single_master=1 ;;
	# i2c-gpio gets half its nominal period in whole microseconds: 5, 2, 1.
	i2c-gpio) set -- "$@" master=i2c-gpio scl_hz="$2" ;;
	libgpiod) set -- "$@" autobind=0 ;;
	algo-bit) set -- "$@" master=bench-algo ;;
	esac
	who=$1
	shift 2
	modprobe gpio-i2c-sim "$@"
	echo 0 >$wire/write_cycle_us
	[ "$who" != gpio-i2c-single ] || gpioi2c info 0 | grep -q 'single.master' ||
		echo "broken: single-master is not in effect"
}

# Prints "counter NAME VALUE": the VM's time, its idle time, and gpio-i2c's own counters if that is the
# master.
counters()
{
	awk '/^now at/ {print "counter now_ns", $3}
		/idle_sleeptime/ {print "counter idle_ns", $3}' /proc/timer_list
	for name in awake_ns transfer_ns; do
		! [ -e $adapter/statistics ] || echo "counter $name $(cat $adapter/statistics/$name)"
	done
}

# measure HZ COMMAND...: prints one row. Checks mode and period of HZ.
measure()
{
	echo "$1" >$wire/scl_limit_hz
	echo 1 >$wire/reset
	shift
	counters
	"$@" 2>&1 || echo "broken"
	counters
	sed 's/^/interval /' $wire/violations
	sed 's/^/stat /' $wire/stats
}

# For some transfers, since an interrupt may disturb one: the speed that the driver reports, and the
# edges.
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

modprobe -a i2c-dev i2c-algo-bit
insmod ./bench_algo.ko
while read -r master all_hz access jitter edge_at stretch hogs; do
	new_lines "$master" "$all_hz" access_ns="$access" access_jitter_ns="$jitter" \
		edge_at="$edge_at" seed="$1"
	[ "$stretch" = 0 ] || echo "stretch each $stretch" >$wire/fault
	pids=
	for _ in $(seq "$hogs"); do
		while :; do :; done &
		pids="$pids $!"
	done
	for hz in $(echo "$all_hz" | tr , ' '); do
		echo "row $master $hz $access $jitter $edge_at $stretch $hogs"
		case $master in
		libgpiod) measure "$hz" ./bitbang-gpiod "$hz" ;;
		gpio-i2c*)
			echo "$hz" >$adapter/scl_frequency_hz
			measure "$hz" ./eeprom 0
			[ "$stretch" != 0 ] || reports
			;;
		*) measure "$hz" ./eeprom 0 ;;
		esac
	done
	# shellcheck disable=SC2086 # a list of words
	[ -z "$pids" ] || kill $pids
done
echo syscalls
for master in gpio-i2c gpio-i2c-single; do
	new_lines $master 0
	for hz in 100000 400000 1000000; do
		echo $hz >$adapter/scl_frequency_hz
		echo "bus $master $hz"
		./syscalls 0 2048
	done
done
rmmod gpio_i2c_sim
