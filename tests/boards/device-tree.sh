#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# architecture: arm64
# A bus and its clients described by a device-tree overlay on QEMU's "virt" machine.
set -euo pipefail
cd "$(dirname "$0")/../.."

tests/vm/run --arch arm64 --timeout 120 --overlay dts/overlays/qemu-virt-sim.dtso \
	--file tests/boards/guest -- "cd guest && sh device-tree.sh"
