#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# architecture: arm64
# A device-tree overlay describes a bus and its clients, on QEMU's "virt" machine.
if [ -z "${IN_VM:-}" ]; then
	set -eu
	cd "$(dirname "$0")/../.."
	overlay=build/device-tree-test.dtbo
	tests/vm/apt-install device-tree-compiler
	mkdir -p build
	dtc -@ -q -I dts -O dtb -o $overlay dts/overlays/qemu-virt-sim.dtso
	# A time-out that does not fit an int is limited.
	fdtput -t x $overlay /fragment@0/__overlay__/i2c-0 i2c-gpio,timeout-ms 80000001
	exec tests/boards/boot "$0" --overlay $overlay
fi
. ./lib.sh

# driver_of ADDRESS: the driver of the client there.
driver_of() { basename "$(readlink "$ADAPTER/$BUS-00$1/driver")"; }

modprobe at24
modprobe lm75
load
is 'one bus' "$(echo /sys/class/misc/gpio-i2c-*)" "/sys/class/misc/gpio-i2c-$BUS"
is 'it is the one of the tree' "$DEVICE" i2c-0
is 'clock-frequency is taken from the node' "$(cat "$ADAPTER/scl_frequency_hz")" 400000
is 'i2c-gpio,timeout-ms is the most there is' "$(told "$BUS" time-out)" '60000 ms'
is 'the thermometer below the bus is bound' "$(driver_of 48)" lm75
is 'it is read' "$(wc -l <"$(echo "$ADAPTER/$BUS-0048"/hwmon/hwmon*/temp1_input)")" 1
is 'the EEPROM below the bus is bound' "$(driver_of 50)" at24
head -c 256 /dev/urandom >pattern
cat pattern >"$ADAPTER/$BUS-0050/eeprom"
check 'what was written to the EEPROM is read' cmp pattern "$ADAPTER/$BUS-0050/eeprom"
is 'the tool sees the bus' "$(gpioi2c list | wc -l)" 1
