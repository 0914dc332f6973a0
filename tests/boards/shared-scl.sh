#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# architecture: arm64
# Two buses of a device tree share SCL, also through gpiolib's proxy (6.19).
[ -n "${IN_VM:-}" ] || exec "${0%/*}/boot" "$0" --icount --overlay tests/boards/shared-scl.dtso
# From 6.19 on this driver shares a line between nodes, through a chip of its own.
modprobe gpio-shared-proxy 2>/dev/null
. ./lib.sh
EXPECTED_LOG='gpio-i2c (taken|sda)-|probe of (taken|sda)-|(taken|sda)-[a-z-]*: probe with driver'

# mean HZ: mean SCL frequency in kHz of 32 bytes over the first bus, asked for HZ.
mean()
{
	gpioi2c speed first "$1" >/dev/null
	gpioi2c transfer first r32@0x20 >/dev/null
	awk '{ print int($1 / 1000) }' "$DRIVER"/first/i2c-*/scl_reached_hz
}

modprobe gpio-i2c
modprobe gpio-i2c-sim
echo 400000 >$SIM/scl_limit_hz
is 'both are buses' "$(gpioi2c list | wc -l)" 2
is 'one has SCL' "$(told first SCL)" gpio-i2c-sim:1
is 'so has the other' "$(told second SCL)" gpio-i2c-sim:1
for node in taken-sda sda-as-scl; do
	is "$node: no bus" "$(find "$DRIVER/" -name $node)" ''
done
prints 'the first one reads' 0x5a gpioi2c read first 0x20 0 1
status 'the second one has no targets' 1 gpioi2c read second 0x20 0 1
khz=$(mean 100k)
check "100 kHz is $khz kHz" test "$khz" -ge 99
diag "$(mean 400k) kHz for 400 kHz"

# Transfers on both buses at the same time must take turns on SCL.
while :; do gpioi2c read second 0x20 0 1 || :; done >/dev/null 2>&1 &
for _ in $(seq 50); do gpioi2c read first 0x20 0 1 || :; done >reads 2>&1
is 'no transfer of the first one fails for the second one' "$(grep -c '^0x5a$' reads)" 50
echo first >"$DRIVER/unbind"
echo first >"$DRIVER/bind"
prints 'it can be unbound, and bound' 0x5a gpioi2c read first 0x20 0 1
stop $!
is 'what is too short' "$(violations)" ''

echo second >"$DRIVER/unbind"
echo first >"$DRIVER/unbind"
echo taken-sda >"$DRIVER/bind"
is 'SDA is free' "$(find "$DRIVER/" -name taken-sda | wc -l)" 1
echo sim >/sys/bus/platform/drivers/gpio-i2c-sim/unbind
is 'all have gone with the lines' "$(gpioi2c list 2>/dev/null | wc -l)" 0
