#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Waits for a line: for as long as the time-out says, unless the process is killed; and a
# target that has SDA is no other master.
. ./lib.sh
EXPECTED_LOG='is held low'

# dies NAME FAULT COMMAND...: waits when it is killed, with a time-out of 50 s, and ends at once.
dies()
{
	what=$1 fault=$2
	shift 2
	check "$what: a time-out of 50 s" ./xfer -q -t 5000 "$I2C_NODE" w:20:00
	echo "$fault" >"$SIM/fault"
	"$@" >"$TMP/killed" 2>&1 &
	victim=$!
	sleep 1
	check "$what: waits" kill -0 $victim
	kill -9 $victim
	within "$what: ends when killed" 1 \
		sh -c "while kill -0 $victim 2>/dev/null; do usleep 10000; done"
	wait $victim 2>/dev/null || :
	echo clear >"$SIM/fault"
	check "$what: the bus works afterwards" ./xfer -q -t 20 "$I2C_NODE" w:20:00 r:20:1
}

load scl_hz=100000
dies "SCL stretched, our node" "scl_stuck bit 8" ./xfer "$NODE" w:20:00
dies "SCL stretched, i2c-dev's" "scl_stuck bit 8" ./xfer "$I2C_NODE" w:20:00
dies "a bus that is not idle" "scl_stuck now" ./xfer "$NODE" w:20:00

# Nothing is read after an address with the read bit; the target has begun to send a 0.
check "register 0x71 holds 0" ./xfer -q "$NODE" w:20:7100
for node in "$NODE" "$I2C_NODE"; do
	wire_clear
	check "a read of no bytes before a repeated START, ${node%-*}" \
		./xfer -q "$node" w:20:7011 r:20:0 w:48:00
	is "the write went out once, ${node%-*}" "$(wire | grep -o 'S 20 W A 70 A 11 A' | wc -l)" 1
	check "the last message went out, ${node%-*}" sh -c "grep -q 'Sr 48 W A 00 A P' '$SIM/decode'"
	wire_clear
	check "no bytes with REV_DIR_ADDR before STOP, ${node%-*}" ./xfer -q "$node" w:20:70 wv:20:
	check "its STOP is on the wire, ${node%-*}" sh -c "tail -n 1 '$SIM/decode' | grep -q 'P *$'"
done
is "nobody else won the bus" "$(cat "$ADAPTER/statistics/arbitrations_lost")" 0
unload

# Where no other master is, SCL that is low is a target's to stretch.
load single_master=1
check "a time-out of 2 s" ./xfer -q -t 200 "$I2C_NODE" w:20:00
echo "scl_stuck now" >"$SIM/fault"
(usleep 300000 && echo clear >"$SIM/fault") &
within "SCL low before a transfer is waited for" 2 ./xfer -q "$NODE" w:20:00 r:20:1
wait
echo "scl_stuck now" >"$SIM/fault"
status "for as long as the time-out" 1 timeout 5 ./xfer "$NODE" w:20:00
has "then the bus is busy" 'Device or resource busy'
echo clear >"$SIM/fault"
