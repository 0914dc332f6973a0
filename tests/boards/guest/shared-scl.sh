#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The part of ../shared-scl.sh that runs in the VM.
. ./lib.sh
EXPECTED_LOG='gpio-i2c (taken|sda)-|probe of (taken|sda)-|(taken|sda)-[a-z-]*: probe with driver'
driver=/sys/bus/platform/drivers/gpio-i2c
wire=/sys/kernel/debug/gpio-i2c-sim/0

modprobe gpio-i2c
modprobe gpio-i2c-sim
echo 400000 >$wire/scl_limit_hz

# mean HZ: the clock of a transfer of 32 bytes over the first bus, asked for HZ, in kHz.
mean()
{
	gpioi2c speed first "$1" >/dev/null
	gpioi2c transfer first r32@0x20 >/dev/null
	awk '{ print int($1 / 1000) }' "$driver"/first/i2c-*/scl_reached_hz
}

is 'both are buses' "$(gpioi2c list | wc -l)" 2
is 'one has SCL' "$(told first SCL)" gpio-i2c-sim:1
is 'so has the other' "$(told second SCL)" gpio-i2c-sim:1
for node in taken-sda sda-as-scl; do
	is "$node: no bus" "$(find "$driver/" -name $node)" ''
done
is 'the first one reads' "$(gpioi2c read first 0x20 0 1)" 0x5a
gpioi2c read second 0x20 0 1 >/dev/null 2>&1
is 'the second one has no targets' $? 1

khz=$(mean 100k)
echo "# $khz kHz for 100 kHz, $(mean 400k) for 400 kHz"
is '100 kHz' $((khz >= 99)) 1

# Transfers of both at the same time: SCL is one at a time's.
while :; do gpioi2c read second 0x20 0 1; done >/dev/null 2>&1 &
wrong=0 i=0
while [ $i -lt 50 ]; do
	[ "$(gpioi2c read first 0x20 0 1 2>&1)" = 0x5a ] || wrong=$((wrong + 1))
	i=$((i + 1))
done
is 'no transfer of the first one fails for the second one' "$wrong" 0
echo first >$driver/unbind
echo first >$driver/bind
is 'it can be unbound, and bound' "$(gpioi2c read first 0x20 0 1)" 0x5a
kill $!
wait
is 'what is too short' "$(awk '$2' $wire/violations)" ''

echo second >$driver/unbind
echo first >$driver/unbind
is 'SDA is free' "$(echo taken-sda >$driver/bind && find $driver/ -name taken-sda | wc -l)" 1
echo sim >/sys/bus/platform/drivers/gpio-i2c-sim/unbind
is 'all have gone with the lines' "$(gpioi2c list 2>/dev/null | wc -l)" 0
finish
