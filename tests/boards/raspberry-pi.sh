#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# architecture: arm64
# The Raspberry Pi overlay with parameters, merged onto the board's own tree, on QEMU's
# "raspi3b": the driver has the lines of the board's GPIO controller that the overlay names.
set -euo pipefail
cd "$(dirname "$0")/../.."

tests/vm/apt-install make device-tree-compiler
make -s dtbs
overlay=$(mktemp --suffix .dtbo)
trap 'rm "$overlay"' EXIT
cp build/dtbs/gpio-i2c-rpi.dtbo "$overlay"
tests/boards/dtparam "$overlay" sda=17 scl=27 clock-frequency=50000
tests/vm/run --arch arm64 --machine raspi3b --timeout 240 --overlay "$overlay" \
	--file tests/boards/guest -- "cd guest && sh raspberry-pi.sh"
