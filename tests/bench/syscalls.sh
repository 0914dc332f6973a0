# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# syscalls.sh: runs in the VM. Small transfers over the two nodes of one bus; prints a
# line "bus MASTER ASKED_HZ" and the rates below it.
set -eu
modprobe i2c-dev
for single in 0 1; do
	modprobe gpio-i2c-sim single_master=$single
	master=gpio-i2c
	[ $single = 0 ] || master=gpio-i2c-single
	for hz in 100000 400000 1000000; do
		echo $hz >/sys/bus/i2c/devices/i2c-0/scl_frequency_hz
		echo "bus $master $hz"
		./syscalls 0 2048
	done
	rmmod gpio_i2c_sim
done
