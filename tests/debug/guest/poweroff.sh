#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Leaves a client that talks to its target at power-off, with interrupts off. tests/debug/run looks for
# its line on the console, which starts with TOKEN.
. ./lib.sh
load scl_hz=400000
insmod /root/power_client.ko bus="$BUS" poll=0 token="${TOKEN:-power-client}"
ok "power-off will be tried"
echo "1..$TESTS"
trap - EXIT
