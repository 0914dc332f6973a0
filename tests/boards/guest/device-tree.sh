#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The part of ../device-tree.sh that runs in the VM.
. ./lib.sh

modprobe gpio-i2c
modprobe gpio-i2c-sim
modprobe at24
modprobe lm75

adapter=$(find_adapter)
bus=${adapter##*-}
is 'one bus' "$(echo /sys/class/misc/gpio-i2c-*)" "/sys/class/misc/gpio-i2c-$bus"
is 'it is the one of the tree' "$(basename "$(dirname "$(readlink -f "$adapter")")")" i2c-0
is 'clock-frequency is taken from the node' "$(cat "$adapter/scl_frequency_hz")" 400000
is 'i2c-gpio,timeout-ms is the most there is' \
	"$(gpioi2c info "$bus" | sed -n 's/^time-out: *//p')" '60000 ms'
is 'the thermometer below the bus is bound' "$(driver_of "$adapter/$bus-0048")" lm75
is 'it is read' "$(wc -l <"$(echo "$adapter/$bus-0048"/hwmon/hwmon*/temp1_input)")" 1
is 'the EEPROM below the bus is bound' "$(driver_of "$adapter/$bus-0050")" at24
head -c 256 /dev/urandom >pattern
cat pattern >"$adapter/$bus-0050/eeprom"
is 'what was written to the EEPROM is read' "$(md5sum <"$adapter/$bus-0050/eeprom")" \
	"$(md5sum <pattern)"
is 'the tool sees the bus' "$(gpioi2c list | wc -l)" 1
finish
