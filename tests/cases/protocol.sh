#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# 10-bit addresses, repeated START, NOSTART and the mangling flags: what the
# simulator sees on the wire, through both device files.
. ./lib.sh

# on_wire NAME WIRE OUTPUT MESSAGE...: a good transfer over either node.
on_wire()
{
	what=$1 seen=$2 output=$3
	shift 3
	for node in "$NODE" "$I2C_NODE"; do
		wire_clear
		check "$what, $node" ./xfer "$node" "$@"
		is "$what, output" "$(cat "$TMP/out")" "${output:+$output
}done"
		is "$what, wire" "$(wire)" "$seen"
	done
}

load scl_hz=400000
check "a known value" ./xfer "$NODE" w:20:408142838485868788

on_wire "write" "S 20 W A 48 A 11 A P" "" w:20:4811
on_wire "write and read with repeated START" \
	"S 20 W A 40 A Sr 20 R A 81 A 42 A 83 N P" "81 42 83" w:20:40 r:20:3
on_wire "three messages" \
	"S 20 W A 42 A Sr 20 R A 83 N Sr 20 R A 84 A 85 N P" "83
84 85" w:20:42 r:20:1 r:20:2
on_wire "no bytes" "S 20 W A P" "" w:20:
on_wire "two targets in a transfer" "S 48 W A 02 A Sr 20 W A 40 A Sr 20 R A 81 N P" "81" \
	w:48:02 w:20:40 r:20:1

on_wire "ten-bit write" "S 150 W A 10 A a1 A a2 A P" "" wt:150:10a1a2
on_wire "ten-bit write and read" \
	"S 150 W A 10 A Sr 150 W A Sr 150 R A a1 A a2 N P" "a1 a2" wt:150:10 rt:150:2

on_wire "NOSTART write" "S 20 W A 50 A aa A bb A P" "" w:20:50aa wn:20:bb
# The first message's last byte is not acknowledged, as everywhere: the target is off.
on_wire "NOSTART read" "S 20 W A 40 A Sr 20 R A 81 N ff N P" "81
ff" w:20:40 r:20:1 rn:20:1
on_wire "STOP between messages" "S 20 W A 44 A P
S 20 R A 85 N P" "85" ws:20:44 r:20:1
on_wire "REV_DIR_ADDR write" "S 20 R A P" "" wv:20:
on_wire "IGNORE_NAK at an empty address" "S 33 W N 01 N 02 N P" "" wi:33:0102
check "a block" ./xfer "$NODE" w:20:600311223399
on_wire "RECV_LEN" "S 20 W A 60 A Sr 20 R A 03 A 11 A 22 A 33 N P" "03 11 22 33" \
	w:20:60 rl:20:33,1

# fails NAME WIRE OUTPUT MESSAGE...
fails()
{
	what=$1 seen=$2 output=$3
	shift 3
	wire_clear
	status "$what" 1 ./xfer "$NODE" "$@"
	is "$what, output" "$(cat "$TMP/out")" "failed: $output"
	is "$what, wire" "$(wire)" "$seen"
}

fails "empty address" "S 33 W N P" \
	"No such device or address, messages 0, bytes 0, address 1" w:33:0011
fails "empty ten-bit address" "S 153 W N P" \
	"No such device or address, messages 0, bytes 0, address 1" wt:153:00
fails "empty address in the second message" "S 20 W A 40 A Sr 33 R N P" \
	"No such device or address, messages 1, bytes 0, address 1" w:20:40 r:33:4
# The EEPROM is busy with its write cycle after the STOP.
echo 500000 >"$SIM/write_cycle_us"
check "start a write cycle" ./xfer "$NODE" w:50:0001
status "a target in its write cycle" 1 ./xfer "$NODE" w:50:00
has "it is the address that is not acknowledged" 'No such device or address.*address 1'
check "it answers again" wait_for 2 ./xfer "$NODE" w:50:00

nothing_illegal "all of it"
# There is no ninth clock: the next byte's first one is what the target takes for it.
on_wire "NO_RD_ACK" "S 20 W A 40 A Sr 20 R A 81 N *7 P" "81 ff" w:20:40 ra:20:2
is "a STOP in a byte is seen" "$(violations)" "stop_in_byte 2 0 0"
