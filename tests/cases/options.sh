#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What new_device takes after the lines: properties of a device tree, a name, a number.
# shellcheck disable=SC2086 # options are words
. ./lib.sh

EXPECTED_LOG='new_device: |gpio-i2c-runtime'
driver=/sys/bus/platform/drivers/gpio-i2c
lines="gpio-i2c-sim:0 gpio-i2c-sim:1"

# shellcheck disable=SC2317 # called by check
new() { echo "$*" >"$driver/new_device"; }
# shellcheck disable=SC2317
delete() { echo "$1" >"$driver/delete_device"; }

# refused OPTIONS REGEX: the kernel's log says why, and there is no bus.
refused()
{
	echo mark >/dev/kmsg
	status "$1: refused" 1 new $lines $1
	dmesg | sed '1,/mark$/d' >"$TMP/out"
	has "$1: the log says why" "$2"
	is "$1: no device" "$(find $driver/ -name 'gpio-i2c-runtime.*')" ""
}

# told OPTIONS NAME VALUE: what gpioi2c says of a bus made with them.
told()
{
	check "$1: a bus" new $lines $1 name=it
	is "$1: $2" "$(gpioi2c info it | sed -n "s/^$2: *//p")" "$3"
	check "$1: it goes by its name" delete it
}

load autobind=0
refused more "there is no option 'more'$"
refused color=red "there is no option 'color'$"
refused clock-frequency=4k "clock-frequency: '4k' is not a number of 32 bits$"
refused clock-frequency= "clock-frequency: '' is not a number of 32 bits$"
refused clock-frequency "clock-frequency: '' is not a number of 32 bits$"
refused clock-frequency=99 'clock-frequency = <99> is not between 100 and 5000000$'
refused '400000 clock-frequency=100000' "'clock-frequency' is given twice$"
refused 'i2c-gpio,delay-us=5001' 'i2c-gpio,delay-us = <5001> is not between 0 and 5000$'
refused i2c-scl-rising-time-ns=100001 'i2c-scl-rising-time-ns = <100001> is not between'
refused single-master=maybe "single-master: 'maybe' is not a yes or no$"
for name in '' 7 ../x a/b "$(printf 'x%.0s' $(seq 32))"; do
	refused "name=$name" "name '$name': a letter, then"
done
refused name=i2c-3 "name 'i2c-3' looks like a number's$"
refused name=gpio-i2c-3 "name 'gpio-i2c-3' looks like a number's$"
refused 'name=a name=b' "'name' is given twice$"
refused number=-1 "number: '-1' is not the number of an adapter$"
refused number=9999999999 "number: '9999999999' is not"
refused 'number=1 number=2' "'number' is given twice$"

told clock-frequency=400000 'SCL asked' '400000 Hz'
told i2c-gpio,delay-us=50 'SCL asked' '10000 Hz'
told i2c-gpio,scl-output-only 'SCL asked' '10000 Hz'
told '50000 i2c-gpio,delay-us=1' 'SCL asked' '50000 Hz'
told i2c-gpio,timeout-ms=2000 time-out '2000 ms'
told single-master=1 property 'single master: arbitration is not checked'
told 'gpio-i2c,readback single-master=0' property 'SCL is read back after each falling edge'
told number=23 node /dev/gpio-i2c-23

chip=$(gpiodetect | sed -n 's/ \[gpio-i2c-sim\].*//p')
check "open drain by gpiolib" new $lines name=drain
info "$chip" >"$TMP/out"
has "gpiolib knows" 'sda.*open-drain'
is "udev finds the name" "$(cat $driver/gpio-i2c-runtime.0/i2c-*/bus_name)" drain
status "the name is taken" 1 new sim0-sda sim0-scl name=drain
check "it goes" delete drain
check "open drain by something else" new $lines i2c-gpio,sda-open-drain i2c-gpio,scl-has-no-pullup
info "$chip" >"$TMP/out"
has_no "is nothing that gpiolib knows of" 'open-drain'
check "it goes, too" delete gpio-i2c-runtime.0
status "it has gone" 1 delete drain

# Lines that come later.
rmmod gpio_i2c_sim
check "a bus waits for its chip" new $lines name=late wait
check "another one for lines with names" new sim1-sda sim1-scl wait
check "and is ended before they come" delete gpio-i2c-runtime.1
modprobe gpio-i2c-sim autobind=0
check "the chip comes, and the bus" wait_for 5 gpioi2c detect late
check "the bus goes" delete late
finish
