#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# vm: --icount
# The trace events show each edge that was on the wire, at its time, and while they are on no
# interval is below the specification's minimum.
. ./lib.sh

tracing=$DEBUGFS/tracing
events=$tracing/events/gpio_i2c

# traced COMMAND...: with all events on; what they tell stays in $TMP/trace, and the
# simulator's own log of edges in $TMP/edges.
traced()
{
	echo 1 >"$SIM/reset"
	echo 1 >"$SIM/edge_log"
	echo >$tracing/trace
	echo 1 >$events/enable
	"$@" >"$TMP/traced" 2>&1 || :
	echo 0 >$events/enable
	grep '^ ' $tracing/trace >"$TMP/trace" || :
	cat "$SIM/edges" >"$TMP/edges"
}

# What counts of a wire, and when it was: SCL's falls, its rises with the level of SDA in
# the bit, START, STOP. SDA that was seen to differ changed while SCL was low.
of_trace()
{
	awk '
		function flush() { if (rose) print "r" sda, rose; rose = 0 }
		BEGIN { sda = 1 }
		!/ edge: i2c-/ { next }
		{
			sub(/.* edge: i2c-[0-9]+ /, "")
			sub(/time_ns=/, "")
			if ($1 == "SDA" && $3 == "seen") { sda = $2; next }
			flush()
			if ($1 == "SDA") {
				if (scl) print $2 ? "P" : "S", $4
				sda = $2
			} else {
				scl = $2
				if (scl) rose = $4; else print "f", $4
			}
		}
		BEGIN { scl = 1 }
		END { flush() }' "$TMP/trace"
}

of_simulator()
{
	awk '
		NR > 1 && $2 != scl { print $2 ? "r" $3 : "f", $1 }
		NR > 1 && $2 == scl && $3 != sda && scl { print $3 ? "P" : "S", $1 }
		{ scl = $2; sda = $3 }' "$TMP/edges"
}

# agree NAME: both saw the same, at the same times but for where an interrupt came in between.
agree()
{
	of_trace >"$TMP/told"
	of_simulator >"$TMP/was"
	check "$1: edges are told" test "$(wc -l <"$TMP/told")" -gt 20
	cut -d' ' -f1 "$TMP/told" >"$TMP/told.kinds"
	cut -d' ' -f1 "$TMP/was" >"$TMP/was.kinds"
	check "$1: they are those of the wire" diff "$TMP/was.kinds" "$TMP/told.kinds"
	check "$1: and their times" same_times
}

# All but 2 of 100 edges are told within 1.5 us of when they were.
same_times()
{
	paste -d' ' "$TMP/was" "$TMP/told" | awk '
		{ by = $4 - $2; if (by < 0) by = -by; if (by > most) most = by; late += by > 1500 }
		END { print late " of " NR " are late, by " most " ns at most"; exit late * 50 > NR }'
}

load scl_hz=100000
needs "trace events" "the kernel has none" test -e $events/enable
for hz in 10000 100000 400000 1000000; do
	speed $hz
	echo $hz >"$SIM/scl_limit_hz"
	traced ./xfer "$NODE" w:20:40a5ff00 w:20:00 r:20:16 w:48:00 r:48:2
	nothing_illegal "$hz Hz"
	agree "$hz Hz"
	traced ./xfer "$NODE" w:20:00 r:33:1
	agree "$hz Hz, no acknowledge"
	traced i2cdetect -y "$BUS"
	nothing_illegal "$hz Hz, a scan"
	agree "$hz Hz, a scan"
done
echo 1 >$tracing/tracing_on
speed 400000
echo 400000 >"$SIM/scl_limit_hz"
fault "stretch byte 1 200"
traced ./xfer "$NODE" w:20:40 r:20:4
fault
nothing_illegal "a stretched clock"
agree "a stretched clock"
# An interrupt at its begin or end is part of what is measured.
is "it is an event of its own" "$(sed -nE '/ stretch: /{
	s/.* stretch: i2c-[0-9]+ stretch_ns=//
	s/^[12][0-9]{5}$/0.1 to 0.3 ms/
	p
}' "$TMP/trace")" "0.1 to 0.3 ms"
traced ./xfer "$NODE" w:20:00 r:20:1
is "a transfer begins" "$(sed -n 's/.* transfer_begin: //p' "$TMP/trace")" "i2c-$BUS messages=2"
is "and ends" "$(sed -n 's/.* transfer_end: //p' "$TMP/trace")" "i2c-$BUS messages=2 result=0"
check "who sent it is known" grep -q '^ *xfer-.* transfer_begin: ' "$TMP/trace"
traced ./xfer "$NODE" w:20:00 r:33:1
is "its error" "$(sed -n 's/.* transfer_end: //p' "$TMP/trace")" "i2c-$BUS messages=1 result=-6"
fault "master win bit 4"
traced ./xfer "$NODE" w:55:00
fault
is "lost arbitration" "$(grep -c ' arbitration_lost: ' "$TMP/trace")" 1
fault "sda_stuck now clocks 3"
traced ./xfer "$NODE" w:20:00 r:20:1
fault
is "a recovery" "$(sed -n 's/.* recovery: //p' "$TMP/trace")" "i2c-$BUS result=0"
traced true
is "nothing on the wire: no event" "$(cat "$TMP/trace")" ""
./xfer -q "$NODE" w:20:00 r:20:1 >/dev/null
is "events that are off: none" "$(grep -c '^ ' $tracing/trace)" 0
