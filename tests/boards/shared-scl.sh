#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# architecture: arm64
# Two buses of a device tree share SCL, also where gpiolib puts a proxy before such a line (6.19).
set -euo pipefail
cd "$(dirname "$0")/../.."

tests/vm/run --arch arm64 --icount --timeout 200 \
	--overlay tests/boards/shared-scl.dtso --file tests/boards/guest -- \
	"cd guest && sh shared-scl.sh"
