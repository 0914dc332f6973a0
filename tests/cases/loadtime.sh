#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Buses that the module's parameters ask for, with lines that are there or that come later.
. ./lib.sh

EXPECTED_LOG='gpio_i2c: (bus|.* invalid for parameter)|gpio-i2c-runtime'
parameters=/sys/module/gpio_i2c/parameters

# refused PARAMETER REGEX: the module is not loaded, and the kernel's log says why.
refused()
{
	echo mark >/dev/kmsg
	status "$1: refused" 1 modprobe gpio-i2c "$1"
	dmesg | sed '1,/mark$/d' >"$TMP/out"
	has "$1: the log says why" "$2"
	is "$1: not loaded" "$(grep -c '^gpio_i2c ' /proc/modules)" 0
}

# told N NAME: what gpioi2c says of the bus with that number.
told() { gpioi2c info "$1" | sed -n "s/^$2: *//p"; }

for text in '' nonsense sim:1 sim:x:1 :0:1 sim:0:1:4k sim:0:1:100000:; do
	refused "bus=$text" "bus: '$text' is not CHIP:SDA:SCL\\[:HZ\\]$"
done
refused bus=sim:0:1,sim:2:3:99 'bus: SCL frequency 99 Hz is not between 100 and 5000000$'
refused bus0=7,1 'bus0: id,sda,scl\[,udelay,.*\] is wanted$'
refused bus3=7,1,x 'invalid for parameter'
refused bus1=4294967295,1,2 "bus1: number: '4294967295' is not"

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

# As i2c-gpio-custom had them: by the kernel's numbers of the lines,
# which new kernels do not show.
first=$(sed -nE 's/^gpiochip.* GPIOs ([0-9]+)-.*gpio-i2c-sim.*/\1/p' $DEBUGFS/gpio)
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
