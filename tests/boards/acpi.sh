#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# architecture: arm64
# A bus from an ACPI table, on the PL061 of QEMU's "virt" machine.
if [ -z "${IN_VM:-}" ]; then
	set -eu
	cd "$(dirname "$0")/../.."
	exec tests/boards/boot "$0" --module gpio-pl061 --acpi dts/gpio-i2c.asl
fi
modprobe gpio-pl061
. ./lib.sh

modprobe gpio-i2c
diag "$(gpioi2c list)" "$(dmesg | grep -E 'PRP0001|gpio-i2c')"
chip=ARMH0061:00
is 'the label gives the name' "$(told spare adapter)" 'i2c-0, gpio-i2c spare'
is 'the lines' "$(told 0 SDA) $(told 0 SCL)" "$chip:4 $chip:5"
is 'the frequency' "$(told 0 'SCL asked')" '50000 Hz'
echo 0 >$DEBUGFS/gpio-i2c/i2c-0/scl
is 'SCL is low at the controller' "$(grep -c 'scl.*out lo' $DEBUGFS/gpio)" 1
