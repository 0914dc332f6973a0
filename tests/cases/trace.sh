#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# gpioi2c trace and monitor show what went over the wire, and leave nothing of theirs behind.
# time limit: 300 s
. ./lib.sh

# none_left NAME: the tracefs instances are gone.
none_left() { is "$1" "$(ls $DEBUGFS/tracing/instances)" ""; }

# It has begun to record.
records() { grep -q 1 $DEBUGFS/tracing/instances/gpioi2c-*/events/gpio_i2c/enable; }

# overwritten: how many events the kernel has thrown away for newer ones, on all CPUs.
overwritten() { sed -n 's/^overrun: //p' "$INSTANCE"/per_cpu/cpu*/stats | awk '{ sum += $1 } END { print sum }'; }

# decoded FILE: what gpioi2c printed, in the simulator's words.
decoded()
{
	sed -E '/^ /!d; s/^ *[0-9.]+ us //; /^ *(gap|failed|.*\])/d; s/repeated START/Sr/; s/START/S/; s/STOP/P/
		s/ACK/A/g; s/NAK/N/g; s/0x//g' "$1" | xargs | sed 's/ P /\n&/g; s/\n P / P\n/g'
}

has_libtracefs() { ! grep -q 'built without' "$TMP/out"; }

load scl_hz=400000
needs "trace events" "the kernel has none" test -e $DEBUGFS/tracing/events/gpio_i2c
gpioi2c trace --seconds 1 "$BUS" >"$TMP/out" 2>&1 || :
needs "gpioi2c trace" "the tool was built without libtracefs" \
	has_libtracefs

wire_clear
check "a command is traced" gpioi2c trace "$BUS" -- \
	./xfer "$NODE" w:20:40a5ff w:20:00 r:20:16 rt:150:2 w:48:00 r:48:2
is "it is what was on the wire" "$(decoded "$TMP/out")" "$(wire)"
none_left "nothing stays behind"
fails "its error is told" 1 '^gpioi2c: ./xfer: exit status 1' gpioi2c trace "$BUS" -- \
	./xfer "$NODE" w:20:00 r:33:1
has "with what was on the wire" '^ *[0-9.]+ us  repeated START  0x33 R NAK  STOP$'
has "and the driver's result" ' us  failed: No such device or address$'
fails "a command that is none" 1 "cannot run 'no-such'" gpioi2c trace "$BUS" -- no-such
fault "stretch byte 1 20000"
shows "a stretched clock" '0x40 ACK  \(stretched [1-9][0-9]{2,}\.[0-9] us\)  STOP$' \
	gpioi2c trace "$BUS" -- ./xfer "$NODE" w:20:40
fault
shows "time between transfers" '^ +gap [0-9.]+ us$' gpioi2c trace "$BUS" -- i2cdetect -y "$BUS"
# shellcheck disable=SC2016 # for the inner shell to expand
shows "JSON" '"kind":"address","time_ns":[0-9]+,"address":32,"read":true,"ack":true\}' \
	gpioi2c trace --json "$BUS" -- \
	sh -c 'echo $$ >"$1"; exec ./xfer "$2" w:20:00 r:20:1' sh "$TMP/pid" "$NODE"
has "JSON: the byte" '"kind":"byte","time_ns":[0-9]+,"value":90,"ack":false\}'
has "JSON: who" '"kind":"transfer_begin","time_ns":[0-9]+,"messages":2,"pid":'"$(cat "$TMP/pid"),"'"command":"xfer"\}'

start counted gpioi2c trace --count 2 "$BUS"
wait_for 30 records
for _ in 1 2 3; do ./xfer -q "$NODE" w:20:00 >/dev/null; done
finished counted >"$TMP/counted" || :
is "so many transfers" "$(grep -c ' START  0x20 W ACK  0x00 ACK  STOP$' "$TMP/counted")" 2

gpioi2c trace --vcd "$TMP/vcd" --svg "$TMP/svg" "$BUS" >"$TMP/interrupted" 2>&1 &
tracer=$!
wait_for 30 records
./xfer -q "$NODE" w:20:00 >/dev/null
stop -TERM $tracer
is "a signal ends it in order" "$(grep -c '0x20 W ACK' "$TMP/interrupted")" 1
check "VCD" grep -qF "\$enddefinitions \$end" "$TMP/vcd"
check "SVG" grep -q '>0x20 W ACK<' "$TMP/svg"
none_left "and nothing stays behind"

gpioi2c trace "$BUS" >"$TMP/lossy" 2>&1 &
tracer=$!
wait_for 30 records
kill -STOP $tracer
INSTANCE=$(echo $DEBUGFS/tracing/instances/gpioi2c-*)
echo 8 >"$INSTANCE/buffer_size_kb"
for length in 64 64 64 64 1; do ./xfer -q "$NODE" w:20:00 "r:20:$length" >/dev/null; done
lost=$(overwritten)
check "a small buffer loses events" test "$lost" -gt 100
kill -CONT $tracer
stop -TERM $tracer
cp "$TMP/lossy" "$TMP/out"
has "it says how many were lost, and where" "^ *-?[0-9.]+ us  [0-9]+ events were lost here$"
is "all of them" "$(sed -n 's/^gpioi2c: \([0-9]*\) events were lost: the recording has holes$/\1/p' "$TMP/out")" "$lost"
has "what came after them is decoded" 'START  0x20 R ACK  0x5a NAK  STOP$'

gpioi2c monitor "$BUS" >"$TMP/monitored" 2>&1 &
monitor=$!
wait_for 30 records
i2cget -y "$BUS" 0x20 0 >/dev/null
check "a monitor shows it at once" wait_for 30 grep -q ' repeated START  0x20 R ACK  0x5a NAK  STOP$' \
	"$TMP/monitored"
cp "$TMP/monitored" "$TMP/out"
has "and who sent it" '^ *[0-9.]+ us  i2cget\[[0-9]+\]$'
stop -TERM $monitor
none_left "a monitor leaves nothing"
fails "as another user" 1 "^  be root" ./asuser 65534 65534 gpioi2c trace --seconds 1 "$BUS"
fails "a bus that is none" 1 "no bus" gpioi2c trace 99
fails "a count that is none" 2 "from 1 to" gpioi2c trace --count 0 "$BUS"
fails "two buses" 2 "a command comes after --" gpioi2c trace "$BUS" 99
fails "a file that cannot be" 1 "cannot write '/no/vcd'" gpioi2c trace --vcd /no/vcd "$BUS" -- true
