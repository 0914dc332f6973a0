#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Buses from the module's parameters, with lines that exist or come later.
. ./lib.sh

EXPECTED_LOG='gpio_i2c: (bus|.* invalid for parameter)|gpio-i2c-runtime'
parameters=/sys/module/gpio_i2c/parameters

for text in '' nonsense sim:1 sim:x:1 :0:1 sim:0:1:4k sim:0:1:100000:; do
	load_refused "bus=$text" "gpio_i2c: bus: '$text' is not CHIP:SDA:SCL\\[:HZ\\]$" "bus=$text"
done
load_refused bus=sim:0:1,sim:2:3:99 'gpio_i2c: bus: SCL frequency 99 Hz is not between 100 and 5000000$' bus=sim:0:1,sim:2:3:99
load_refused bus0=7,1 'gpio_i2c: bus0: id,sda,scl\[,udelay,.*\] is wanted$' bus0=7,1
load_refused bus3=7,1,x 'invalid for parameter' bus3=7,1,x
load_refused bus1=4294967295,1,2 "gpio_i2c: bus1: number: '4294967295' is not" bus1=4294967295,1,2

modprobe i2c-dev
modprobe gpio-i2c bus=gpio-i2c-sim:0:1:50000,gpio-i2c-sim:2:3
is "the parameter is there to be read" "$(cat $parameters/bus)" \
	gpio-i2c-sim:0:1:50000,gpio-i2c-sim:2:3
is "nobody writes it" "$(stat -c %a $parameters/bus $parameters/bus3 | sort -u)" 444
is "no bus without lines" "$(gpioi2c list)" ""
modprobe gpio-i2c-sim autobind=0 buses=2
check "the chip comes, and with it the buses" wait_for 5 \
	sh -c 'gpioi2c list | grep -c "SDA gpio-i2c-sim:[02]" | grep -qx 2'
is "one has its frequency" "$(gpioi2c list | sed -n 's/.*SCL gpio-i2c-sim:1 [^\t]*\t\([^\t]*\).*/\1/p')" '50000 Hz'
is "the other one none of its own" "$(gpioi2c list | sed -n 's/.*SCL gpio-i2c-sim:3 [^\t]*\t\([^\t]*\).*/\1/p')" \
	'100000 Hz'
for bus in gpio-i2c-runtime.0 gpio-i2c-runtime.1; do
	is "$bus works" "$(gpioi2c read $bus 0x20 0)" 0x5a
done
rmmod gpio_i2c

# As in i2c-gpio-custom: lines by the kernel's numbers.
first=$(first_number)
if [ -n "$first" ]; then
	modprobe gpio-i2c "bus0=23,$first,$((first + 1)),50" \
		"bus2=24,$((first + 2)),$((first + 3)),5,2500,0,0,1"
	is "number, lines" "$(told 23 SDA) $(told 23 SCL)" "gpio-i2c-sim:0 gpio-i2c-sim:1"
	is "udelay is half a period" "$(told 23 'SCL asked')" '10000 Hz'
	told 24 time-out >"$TMP/out"
	has "time-out in ticks, of which a second has 1000, 250 or 100" '^(2500|10000|25000) ms$'
	is "SCL is output only" "$(told 24 property)" 'SCL is output only: no clock stretching is seen'
	rmmod gpio_i2c
else
	skip "buses by the kernel's numbers" "no numbers"
fi
finish
