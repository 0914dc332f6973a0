#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# architecture: amd64
# tests/vm/run with a module that the kernel lacks: an error names it, and no VM boots.
cd "$(dirname "$0")/../.." || exit
said=$(tests/vm/run --timeout 120 --module i2c-stub --module no-such-module -- true 2>&1)
status=$?
[[ $status = 125 && $said == *'no module no-such-module' ]] || printf 'not '
echo 'ok 1 an unknown --module is an error'
echo "# exit status $status: $said"
echo 1..1
