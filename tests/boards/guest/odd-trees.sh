#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The part of ../odd-trees.sh that runs in the VM.
. ./lib.sh
EXPECTED_LOG='gpio-i2c (too|no|slow|long|one)-|probe of (too|no|slow|long|one)-|new_device: '
driver=/sys/bus/platform/drivers/gpio-i2c

modprobe gpio-i2c
modprobe gpio-i2c-sim

# refused NODE REGEX: it is no bus, and the kernel's log says why.
refused()
{
	is "$1: no bus" "$(find "$driver/" -name "$1")" ""
	is "$1: $2" "$(dmesg | sed -nE "s/.*gpio-i2c $1: ($2)\$/\1/p" | sort -u)" "$2"
}

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
chip()
{
	gpiodetect | sed -n "s/ \[gpio-i2c-sim\] ($1 lines)//p"
}

chip=$(chip 2)
sim=$(info "$chip" | sed -n 's/.*"\(.*\)-sda".*/\1/p')
is 'a line of one of them has the name that is in /dev' "$(told zeros SDA)" "$(chip 10):2"
for name in gpio-i2c-sim "$chip"; do
	is "$name does not tell which is meant" \
		"$(echo "$name:0" "$name:1" 2>&1 >$driver/new_device | sed 's/.*: //')" 'I/O error'
	is "$name: the log says so" "$(dmesg | tail -n 1 | sed 's/.*new_device: //')" \
		"several GPIO chips have the label of '$name': name the line"
done
echo "$sim-sda" "$sim-scl" >$driver/new_device
is 'a name tells' "$(told gpio-i2c-runtime.0 SCL)" "$chip:1"
finish
