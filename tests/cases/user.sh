#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A program is a chip on the simulator's bus.
# time limit: 300 s
. ./lib.sh
EXPECTED_LOG='gpio-i2c-sim: bus 0, chip'
LAB=/sys/kernel/config/gpio-i2c-sim/0
FILE=/dev/gpio-i2c-sim-user-0-30

# The program as a chip, in the background; its output is in $TMP/events.
begin()
{
	./userchip "$FILE" "$@" >"$TMP/events" 2>&1 </dev/null &
	program=$!
	wait_for 10 grep -q ready "$TMP/events"
}
events() { grep -v ready "$TMP/events" | tr '\n' ';'; }

# live AFTER_US: puts the chip on the bus, with that time-out.
live()
{
	echo 0 >"$LAB/chip/live"
	echo "$1" >"$LAB/chip/timeout_us"
	echo 1 >"$LAB/chip/live"
}
unanswered() { fails "$1" 1 'no acknowledge from 0x30 \(address' gpioi2c read "$BUS" 0x30 0; }

modprobe gpio-i2c-sim chips=0 autobind=0
needs "configfs" "the kernel has none" test -d "$LAB"
# The master has time: a slow machine may take long to run the program.
modprobe i2c-dev
modprobe gpio-i2c
new gpio-i2c-sim:0 gpio-i2c-sim:1 100000 i2c-gpio,timeout-ms=20000
wait_for 10 find_bus
find_bus
mkdir "$LAB/chip"
echo user >"$LAB/chip/kind"
echo 0x30 >"$LAB/chip/address"
is "kind" "$(cat "$LAB/chip/kind")" user
is "the usual time-out" "$(cat "$LAB/chip/timeout_us")" 20000
status "a time-out of 0 is refused" 1 sh -c "echo 0 >$LAB/chip/timeout_us"
check "no file while it is not live" test ! -e "$FILE"
live 10000000
check "its file" test -c "$FILE"
unanswered "nobody has the file open"

begin
fails "one program at a time" 2 'Device or resource busy' timeout 10 ./userchip "$FILE"
check "write to it" gpioi2c write "$BUS" 0x30 0x10 0xaa
shows "read it back" '^0xaa$' gpioi2c read "$BUS" 0x30 0x10
is "what the program saw" "$(events)" "START 00 flags 0;RECEIVED 10 flags 0;RECEIVED aa flags 0;\
STOP 00 flags 0, no question;START 00 flags 0;RECEIVED 10 flags 0;\
STOP 00 flags 2, no question;START 00 flags 1;WANTED 00 flags 0;STOP 00 flags 0, no question;"
shows "by i2c-dev" '^0xaa$' i2cget -y "$BUS" 0x30 0x10
check "256 bytes" ./xfer "$NODE" w:30:00 r:30:256
nothing_illegal "held clocks"
status "rmmod is refused" 1 rmmod gpio_i2c_sim
stop -9 $program
unanswered "the program was killed"

begin nak
fails "it does not acknowledge a byte" 1 'no acknowledge' gpioi2c write "$BUS" 0x30 0x10 0xaa
stop $program
begin quit
takes unanswered "it ends instead of an answer"
check "after $took/100 s: the master did not wait on" test $took -lt $((400 * SLOWER))
begin bad
check "a transfer, after wrong answers" gpioi2c read "$BUS" 0x30 0x10
stop $program
table cat "$TMP/events"

live 100000
begin late
takes unanswered "the program is late"
check "after $took/100 s" test $took -lt $((100 * SLOWER))
wait_for 10 grep -q answer "$TMP/events"
is "its answer comes too late" "$(grep answer "$TMP/events")" "answer: Connection timed out"
gpioi2c read "$BUS" 0x30 0 >/dev/null || :
is "the next event says so" "$(sed -n '/answer/{n;p;}' "$TMP/events")" "START 00 flags 4"
stop $program
live 10000000

# It goes while a program has its file, and while SCL is held.
begin
rmdir "$LAB/chip"
wait $program || :
is "removed" "$(tail -n 1 "$TMP/events")" "gone: No such device"
check "its file goes" test ! -e "$FILE"
mkdir "$LAB/chip"
echo user >"$LAB/chip/kind"
echo 0x30 >"$LAB/chip/address"
live 10000000
begin late
gpioi2c read "$BUS" 0x30 0 >"$TMP/read" 2>&1 &
wait_for 10 grep -q START "$TMP/events"
takes rmdir "$LAB/chip"
check "removed while it holds SCL, after $took/100 s" test $took -lt $((100 * SLOWER))
wait
is "the program" "$(tail -n 1 "$TMP/events")" "gone: No such device"
check "the master" grep -q 'no acknowledge' "$TMP/read"

mkdir "$LAB/chip"
echo user >"$LAB/chip/kind"
echo t0x123 >"$LAB/chip/address"
FILE=/dev/gpio-i2c-sim-user-0-123
live 10000000
begin
check "a 10-bit address" gpioi2c write "$BUS" t0x123 5 0x77
shows "a 10-bit address: read" '^0x77$' gpioi2c read "$BUS" t0x123 5
nothing_illegal "all of it"
delete 0
echo gpio-i2c-sim >/sys/bus/platform/drivers/gpio-i2c-sim/unbind
wait $program || :
is "its bus goes" "$(tail -n 1 "$TMP/events")" "gone: No such device"
rmdir "$LAB/chip"
