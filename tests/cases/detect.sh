#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# i2cdetect and gpioi2c find the simulator's targets, and nothing else.
. ./lib.sh

# finds NAME ADDRESSES: both tools print the same grid. Compared from 0x08 on: only some versions of
# i2cdetect probe the addresses below.
finds()
{
	for tool in "i2cdetect -y" "gpioi2c detect"; do
		# shellcheck disable=SC2086
		check "$1: $tool" $tool "$BUS"
		is "$1: $tool finds the targets" "$(addresses "$TMP/out")" "$2"
		sed 's/^\(00:\).\{24\}/\1/' "$TMP/out" >"$TMP/grid.${tool%% *}"
	done
	check "$1: the same grid" diff "$TMP/grid.i2cdetect" "$TMP/grid.gpioi2c"
}

load scl_hz=400000
is "adapter's name" "$(cat "$ADAPTER/name")" "gpio-i2c $DEVICE"
shows "i2cdetect -l names the bus" "^i2c-$BUS	i2c +	gpio-i2c $DEVICE" i2cdetect -l
check "i2cdetect -F" i2cdetect -F "$BUS"
has_no "the bus can do all that i2cdetect knows" ' no$'

finds "no drivers" "20 48 50 54 68"
# A target with a kernel driver is shown and not probed.
modprobe lm75
driver_bound lm75 48
finds "lm75's driver" "20 UU 50 54 68"
nothing_illegal "all of it"
