#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# architecture: arm64 armhf
# A bus on the PL061 of QEMU's "virt" machines: number from an alias, name from a label, SMBus alert.
if [ -z "${IN_VM:-}" ]; then
	set -eu
	cd "$(dirname "$0")/../.."
	tests/vm/apt-install make device-tree-compiler
	make -s dtbs
	exec tests/boards/boot "$0" --module gpio-pl061 --module i2c-smbus \
		--overlay build/dtbs/gpio-i2c-qemu-virt.dtbo --overlay tests/boards/smbus-alert.dtso
fi
modprobe gpio-pl061 2>/dev/null
modprobe i2c-smbus
. ./lib.sh
# Line 6 is low, so the I2C core asks who alerts, but no line of this machine has a pull-up.
EXPECTED_LOG='is held low'

modprobe gpio-i2c
chip=9030000.pl061
[ -n "$(chip_of "$chip")" ] || chip=$(gpiodetect | sed -n 's/.*\[\(.*\)\].*/\1/p')
is 'the alias gives the number' "$(told 9 node)" /dev/gpio-i2c-9
is 'the label gives the name' "$(told spare adapter)" 'i2c-9, gpio-i2c spare'
is 'udev sees it' "$(cat /sys/bus/i2c/devices/i2c-9/bus_name)" spare
is 'the lines' "$(told 9 SDA) $(told 9 SCL)" "$chip:4 $chip:5"
is 'the frequency' "$(told 9 'SCL asked')" '50000 Hz'
echo 0 >$DEBUGFS/gpio-i2c/i2c-9/scl
is 'SCL is low at the controller' "$(grep -c 'scl.*out lo' $DEBUGFS/gpio)" 1
is 'SMBus alert has its device' "$(cat /sys/bus/i2c/devices/9-000c/name)" smbus_alert
check 'and its interrupt, line 6' grep -q ' 6 .*smbus_alert' /proc/interrupts
check 'which makes it ask on the bus' wait_for 5 sh -c "dmesg | grep -q 'i2c-9: SCL .* is held low'"
