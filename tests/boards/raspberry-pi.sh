#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# architecture: arm64
# The Raspberry Pi overlay with parameters, merged onto the board's own tree, on QEMU's
# "raspi3b": the driver has the lines of the board's GPIO controller that the overlay names.
if [ -z "${IN_VM:-}" ]; then
	set -eu
	cd "$(dirname "$0")/../.."
	tests/vm/apt-install make device-tree-compiler python3
	make -s dtbs
	overlay=$(mktemp --suffix .dtbo)
	trap 'rm "$overlay"' EXIT
	cp build/dtbs/gpio-i2c-rpi.dtbo "$overlay"
	tests/boards/dtparam.py "$overlay" sda=17 scl=27 clock-frequency=50000
	tests/boards/boot "$0" --machine raspi3b --overlay "$overlay"
	exit
fi
. ./lib.sh

# consumer LINE: who uses that line of the board's GPIO controller.
consumer() { info "$chip" | sed -nE "s/^\s*line *$1:.*\"(sda|scl)\".*/\1/p"; }

modprobe gpio-i2c
find_bus
chip=$(chip_of pinctrl-bcm2835)
diag "$(gpioi2c list)"
is 'the bus is the one of the tree' "$DEVICE" i2c-header
is 'clock-frequency as the parameter says' "$(cat "$ADAPTER/scl_frequency_hz")" 50000
is 'SDA is line 17' "$(consumer 17)" sda
is 'SCL is line 27' "$(consumer 27)" scl
is 'no other line of the header is taken' "$(info "$chip" | grep -cE '"(sda|scl)"')" 2
