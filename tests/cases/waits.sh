#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The driver waits for a line until the time-out, or until the process is killed. A target that holds
# SDA is not another master.
. ./lib.sh
EXPECTED_LOG='is held low'

# dies NAME FAULT NODE: a transfer waits, with a time-out of 50 s, and ends at once when killed.
dies()
{
	check "$1: a time-out of 50 s" ./xfer -q -t 5000 "$I2C_NODE" w:20:00
	fault "$2"
	killed "$1" 1 ./xfer "$3" w:20:00
	fault
	check "$1: the bus works afterwards" ./xfer -q -t 20 "$I2C_NODE" w:20:00 r:20:1
}

load scl_hz=100000
dies "SCL stretched, our node" "scl_stuck bit 8" "$NODE"
dies "SCL stretched, i2c-dev's" "scl_stuck bit 8" "$I2C_NODE"
dies "a bus that is not idle" "scl_stuck now" "$NODE"

# A message of no bytes with the read bit: the target has begun to send a 0.
check "register 0x71 holds 0" ./xfer -q "$NODE" w:20:7100
for node in "$NODE" "$I2C_NODE"; do
	wire_clear
	check "a read of no bytes before a repeated START, ${node%-*}" \
		./xfer -q "$node" w:20:7011 r:20:0 w:48:00
	is "the write went out once, ${node%-*}" "$(wire | grep -o 'S 20 W A 70 A 11 A' | wc -l)" 1
	shows "the last message went out, ${node%-*}" 'Sr 48 W A 00 A P' wire
	wire_clear
	check "no bytes with REV_DIR_ADDR before STOP, ${node%-*}" ./xfer -q "$node" w:20:70 wv:20:
	check "its STOP is on the wire, ${node%-*}" sh -c "tail -n 1 '$SIM/decode' | grep -q 'P *$'"
done
is "nobody else won the bus" "$(counter arbitrations_lost)" 0
unload

# Without another master, a low SCL is a target's clock stretching.
load single_master=1
check "a time-out of 2 s" ./xfer -q -t 200 "$I2C_NODE" w:20:00
fault "scl_stuck now"
(usleep 300000 && fault) &
within "SCL low before a transfer is waited for" 2 ./xfer -q "$NODE" w:20:00 r:20:1
wait
fault "scl_stuck now"
fails "for as long as the time-out, then the bus is busy" 1 'Device or resource busy' \
	timeout 5 ./xfer "$NODE" w:20:00
fault
