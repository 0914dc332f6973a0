#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# architecture: arm64
# Device-tree nodes that cannot be a bus say why, and what i2c-gpio takes means the same here.
set -euo pipefail
cd "$(dirname "$0")/../.."

tests/vm/run --arch arm64 --timeout 120 --overlay tests/boards/odd-trees.dtso \
	--file tests/boards/guest -- "cd guest && sh odd-trees.sh"
