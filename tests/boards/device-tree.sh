#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# architecture: arm64
# A bus and its clients described by a device-tree overlay on QEMU's "virt" machine.
set -euo pipefail
cd "$(dirname "$0")/../.."

# A time-out that an int does not hold is cut.
overlay=build/device-tree-test.dtbo
tests/vm/apt-install device-tree-compiler
mkdir -p build
dtc -@ -q -I dts -O dtb -o $overlay dts/overlays/qemu-virt-sim.dtso
fdtput -t x $overlay /fragment@0/__overlay__/i2c-0 i2c-gpio,timeout-ms 80000001

tests/vm/run --arch arm64 --timeout 120 --overlay $overlay \
	--file tests/boards/guest -- "cd guest && sh device-tree.sh"
