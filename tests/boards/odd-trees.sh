#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# architecture: arm64
# Wrong device-tree nodes: the kernel log says why. i2c-gpio's properties mean the same here.
[ -n "${IN_VM:-}" ] || exec "${0%/*}/boot" "$0" --overlay tests/boards/odd-trees.dtso
# From 6.19 on this driver shares a line between nodes, through a chip of its own.
modprobe gpio-shared-proxy 2>/dev/null
. ./lib.sh
EXPECTED_LOG='gpio-i2c (too|no|slow|long|one)-|probe of (too|no|slow|long|one)-|new_device: |gpio-i2c-runtime'

# refused NODE REGEX: the node makes no bus, and the kernel log says why.
refused()
{
	is "$1: no bus" "$(find "$DRIVER/" -name "$1")" ""
	shows "$1: $2" "gpio-i2c $1: $2$" log_since start
}

load
refused too-slow 'clock-frequency = <99> is not between 100 and 5000000'
refused too-fast 'clock-frequency = <5000001> is not between 100 and 5000000'
refused no-number 'clock-frequency is not a 32-bit number'
refused slow-rise 'i2c-scl-rising-time-ns = <100001> is not between 0 and 100000'
refused slow-fall 'i2c-scl-falling-time-ns = <2147483648> is not between 0 and 100000'
refused slow-sda 'i2c-sda-falling-time-ns = <4294967295> is not between 0 and 100000'
refused long-delay 'i2c-gpio,delay-us = <5001> is not between 0 and 5000'
refused one-line 'SDA and SCL are the same line'

is 'delay-us 0 is 100 kHz' "$(told zeros 'SCL asked')" '100000 Hz'
is 'timeout-ms 0 is 100 ms' "$(told zeros time-out)" '100 ms'
is 'delay-us 0 is 10 kHz without a look at SCL' "$(told blind-zero 'SCL asked')" '10000 Hz'
is 'delay-us 5000 is 100 Hz' "$(told longest 'SCL asked')" '100 Hz'
is 'a time-out of an hour is a minute' "$(told longest time-out)" '60000 ms'
is 'clock-frequency wins over delay-us' "$(told both 'SCL asked')" '400000 Hz'
is 'these are all' "$(gpioi2c list | wc -l)" 4

# Two chips have the label gpio-i2c-sim.
chip=$(chip_of gpio-i2c-sim 2)
sim=$(info "$chip" | sed -n 's/.*"\(.*\)-sda".*/\1/p')
is 'a line of one of them has the name that is in /dev' "$(told zeros SDA)" \
	"$(chip_of gpio-i2c-sim 10):2"
for label in gpio-i2c-sim "$chip"; do
	mark
	fails "$label does not tell which is meant" 1 'I/O error$' new "$label:0" "$label:1"
	shows "$label: the log says so" \
		"new_device: several GPIO chips have the label of '$label': name the line$" log_since
done
new "$sim-sda" "$sim-scl"
is 'a name tells' "$(told gpio-i2c-runtime.0 SCL)" "$chip:1"
