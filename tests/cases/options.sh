#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Options of new_device: properties of a device tree, a name, a number.
# shellcheck disable=SC2086 # options are words
. ./lib.sh

EXPECTED_LOG='new_device: |gpio-i2c-runtime'
lines="gpio-i2c-sim:0 gpio-i2c-sim:1"

# shellcheck disable=SC2317 # called by check
delete_named() { echo "$1" >$DRIVER/delete_device; }

# refused OPTIONS REGEX: the kernel log says why, and there is no bus.
refused()
{
	mark
	status "$1: refused" 1 new $lines $1
	log_since >"$TMP/out"
	has "$1: the log says why" "$2"
	is "$1: no device" "$(find $DRIVER/ -name 'gpio-i2c-runtime.*')" ""
}

# makes OPTIONS NAME VALUE: "gpioi2c info" shows the value for a bus with these options.
makes()
{
	check "$1: a bus" new $lines $1 name=it
	is "$1: $2" "$(told it "$2")" "$3"
	check "$1: it goes by its name" delete_named it
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

makes clock-frequency=400000 'SCL asked' '400000 Hz'
makes i2c-gpio,delay-us=50 'SCL asked' '10000 Hz'
makes i2c-gpio,scl-output-only 'SCL asked' '10000 Hz'
makes '50000 i2c-gpio,delay-us=1' 'SCL asked' '50000 Hz'
makes i2c-gpio,timeout-ms=2000 time-out '2000 ms'
makes single-master=1 property 'single master: arbitration is not checked'
makes 'gpio-i2c,readback single-master=0' property 'SCL is read back after each falling edge'
makes number=23 node /dev/gpio-i2c-23

chip=$(chip_of gpio-i2c-sim)
check "open drain by gpiolib" new $lines name=drain
info "$chip" >"$TMP/out"
has "gpiolib knows" 'sda.*open-drain'
is "udev finds the name" "$(cat $DRIVER/gpio-i2c-runtime.0/i2c-*/bus_name)" drain
status "the name is taken" 1 new sim0-sda sim0-scl name=drain
check "it goes" delete_named drain
check "open drain by something else" new $lines i2c-gpio,sda-open-drain i2c-gpio,scl-has-no-pullup
info "$chip" >"$TMP/out"
has_no "is nothing that gpiolib knows of" 'open-drain'
check "it goes, too" delete_named gpio-i2c-runtime.0
status "it has gone" 1 delete_named drain

# Lines that come later.
rmmod gpio_i2c_sim
check "a bus waits for its chip" new $lines name=late wait
check "another one for lines with names" new sim1-sda sim1-scl wait
check "and is ended before they come" delete_named gpio-i2c-runtime.1
modprobe gpio-i2c-sim autobind=0
check "the chip comes, and the bus" wait_for 5 gpioi2c detect late
check "the bus goes" delete_named late
finish
