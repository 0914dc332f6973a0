#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What the demo does in the VM. Each step says what it is about, shows the command and its
# output, and looks whether that is right: the first one that is not ends it.
set -eu

say()
{
	printf '\n# %s\n' "$*"
}

# A command that does not inherit what the demo has open.
alone()
{
	(
		exec 3>&- 4>&-
		exec sh -c "$1"
	)
}

# run COMMAND: shown as one would type it.
run()
{
	echo "\$ $1"
	alone "$1" >out 2>&1 || { cat out; echo "demo: this failed: $1" >&2; exit 1; }
	cat out
}

# refused COMMAND: must fail.
refused()
{
	echo "\$ $1"
	if alone "$1" >out 2>&1; then
		cat out
		echo "demo: this should have been refused: $1" >&2
		exit 1
	fi
	cat out
}

# shows PATTERN...: the last output has a line for each.
shows()
{
	for pattern; do
		grep -qE -- "$pattern" out || { echo "demo: no line has: $pattern" >&2; exit 1; }
	done
}

use_count()
{
	run 'lsmod | grep "^gpio_i2c "'
	shows "^gpio_i2c +[0-9]+ +$1\b"
}

say "Load the driver, and the simulator that stands in for two GPIO lines with chips on them."
run 'modprobe -a i2c-dev gpio-i2c gpio-i2c-sim'
run 'dmesg | grep "adapter.*SDA"'
shows 'SDA .*SCL .*100000 Hz'

say "To Linux it is an I2C adapter like any other."
run 'i2cdetect -l'
shows 'gpio-i2c gpio-i2c.0'
N=$(sed -n 's/^i2c-\([0-9]*\).*gpio-i2c.*/\1/p' out)

say "i2cdetect calls every address; the simulated chips answer at 20, 48, 50, 54 and 68."
run "i2cdetect -y $N"
shows '^20: 20 --' '^40:.* 48 ' '^50: 50 -- -- -- 54 ' '^60:.* 68 '

say "Write a byte into the EEPROM at 0x50, and read it back."
run "i2cset -y $N 0x50 0x10 0xa5"
sleep 0.1
run "i2cget -y $N 0x50 0x10"
shows '^0xa5$'

say "The same EEPROM in one transfer of two messages with a repeated START between them."
run "i2ctransfer -y $N w1@0x50 0x10 r4"
shows '^0xa5 0x'

say "The thermometer at 0x48: two bytes, in steps of half a degree."
run "i2ctransfer -y $N w1@0x48 0 r2"
shows '^0x[0-9a-f]{2} 0x[08]0$'

say "The kernel's own drivers bind to the chips: at24 makes the EEPROM a file,"
run 'modprobe at24'
run "echo 24c02 0x50 > /sys/bus/i2c/devices/i2c-$N/new_device"
run "echo 'two wires, one file' > /sys/bus/i2c/devices/$N-0050/eeprom"
run "head -n 1 /sys/bus/i2c/devices/$N-0050/eeprom"
shows '^two wires, one file$'

say "and lm75, which finds its chip by itself, a sensor in thousandths of a degree."
run 'modprobe lm75'
run "cat /sys/bus/i2c/devices/$N-0048/hwmon/hwmon*/temp1_input"
shows '^[0-9]+[05]00$|^0$'
run 'rmmod at24 lm75'

say "gpioi2c does it over the driver's own character device."
run 'gpioi2c list'
shows "^/dev/gpio-i2c-$N\b"
run "gpioi2c detect $N"
shows '^50: 50 -- -- -- 54 '
run "gpioi2c read $N 0x50 0 16"
shows '0x74 0x77 0x6f'
run "gpioi2c write $N 0x50 0x20 0x01 0x02 0x03"
sleep 0.1
run "gpioi2c transfer $N w1@0x50 0x20 r3"
shows '^0x01 0x02 0x03$'

say "An address without a chip is an error that says so."
refused "gpioi2c read $N 0x51 0 1"
shows '0x51'

say "Nobody has the device open: the module's use count is 0."
use_count 0

say "Two descriptors are open, each counted by the kernel and by the driver: 4."
echo "\$ exec 3<>/dev/gpio-i2c-$N 4<>/dev/gpio-i2c-$N"
eval "exec 3<>/dev/gpio-i2c-$N 4<>/dev/gpio-i2c-$N"
use_count 4

say "A module in use cannot be removed, and the tool names who uses it."
refused 'rmmod gpio_i2c'
shows 'temporarily unavailable'
run "gpioi2c users $N"
shows "^ *$$ .*/dev/gpio-i2c-$N"

say "Closed again: the count is back to 0, and the module goes."
echo '$ exec 3>&- 4>&-'
exec 3>&- 4>&-
use_count 0
run 'rmmod gpio_i2c'
run 'rmmod gpio_i2c_sim'
refused 'lsmod | grep gpio_i2c'
run 'dmesg -r | grep -E "^<[0-4]>.*gpio.i2c" | grep -vE "out-of-tree|verification" | wc -l'
shows '^0$'

say "That was all of it, and each step was checked."
