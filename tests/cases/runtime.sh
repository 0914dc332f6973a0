#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Buses that root makes at run time, two of them on one SCL line, and the faults that the
# driver makes on purpose.
. ./lib.sh

EXPECTED_LOG='cannot get the S(DA|CL) line|probe of gpio-i2c-runtime|cannot find GPIO|clock-frequency 99 Hz|S(DA|CL) .* is held low'
driver=/sys/bus/platform/drivers/gpio-i2c

# shellcheck disable=SC2317 # called by check
new() { echo "$*" >"$driver/new_device"; }
# shellcheck disable=SC2317
delete() { echo "$1" >"$driver/delete_device"; }
bus_of() { basename "$driver/gpio-i2c-runtime.$1"/i2c-* | sed 's/i2c-//'; }

load autobind=0 buses=2

# A slow bus, on which a driver looks for its targets as the bus comes.
modprobe lm75
new sim0-sda sim0-scl 100 &
wait_for 5 sh -c "ls $driver/gpio-i2c-runtime.0/i2c-*/scl_frequency_hz" || :
is "the bus tells of itself" "$(cat $driver/gpio-i2c-runtime.0/i2c-*/scl_frequency_hz 2>&1)" 100
check "while drivers still look for targets" kill -0 $!
wait $!
check "the slow bus goes" delete gpio-i2c-runtime.0
rmmod lm75

for bad in '' gpio-i2c-sim:0 ':0 :1' 'gpio-i2c-sim:x gpio-i2c-sim:1' 'gpio-i2c-sim:0 gpio-i2c-sim:1 4k' \
	'gpio-i2c-sim:0 gpio-i2c-sim:1 99' 'gpio-i2c-sim:0 gpio-i2c-sim:1 100000 more' \
	'gpio-i2c-sim:65535 gpio-i2c-sim:1' 'nobody:0 nobody:1' 'no-such-line sim0-scl'; do
	status "\"$bad\" is refused" 1 new "$bad"
done
check "no bus was made" sh -c '! ls /dev/gpio-i2c-* 2>/dev/null'
check "and no line taken" gpioget "$(gpiodetect | sed -n 's/ \[gpio-i2c-sim\].*//p')" 0 1 2 3

check "a bus by chip and offset" new gpio-i2c-sim:0 gpio-i2c-sim:1 400000
check "a bus by names" new sim1-sda sim1-scl
is "its frequency is the default" "$(cat "$driver/gpio-i2c-runtime.1"/i2c-*/scl_frequency_hz)" 100000
for i in 0 1; do
	check "bus $i has its chips" i2cget -y "$(bus_of $i)" 0x20 0
	has "bus $i: the chip's id" '^0x5a$'
done
status "lines that are taken are refused" 1 new gpio-i2c-sim:0 gpio-i2c-sim:1
status "no such device to delete" 1 delete gpio-i2c-runtime.7

exec 3<>"/dev/gpio-i2c-$(bus_of 1)"
check "a bus that is open is deleted" delete gpio-i2c-runtime.1
exec 3>&-

check "a second SDA on the first bus's SCL" new sim1-sda sim0-scl 400000
a=$(bus_of 0) b=$(bus_of 1)
(
	i=0
	while [ $i -lt 50 ]; do
		i2ctransfer -y "$a" w2@0x20 0x10 "$i" && i2ctransfer -y "$a" w1@0x20 0x10 r1
		i=$((i + 1))
	done
) >"$TMP/shared" 2>&1 &
while kill -0 $! 2>/dev/null; do
	i2cget -y "$b" 0x20 0x10 >/dev/null 2>&1 || :	# no chip has that SDA and that SCL
done
is "what goes over one is right while the other is used" \
	"$(while read -r value; do printf '%d ' "$value"; done <"$TMP/shared")" \
	"$(seq -s ' ' 0 49) "

# Whoever gets to know a line must not clock what another bus sends on it.
SIM=$DEBUGFS/gpio-i2c-sim/0
./xfer "/dev/gpio-i2c-$a" w:20:00 r:20:5000 >"$TMP/want"
echo 1 >"$SIM/reset"
for round in 1 2 3 4 5 6 7 8 9 10; do
	./xfer "/dev/gpio-i2c-$a" w:20:00 r:20:5000 2>&1 | cmp -s - "$TMP/want" || echo "wrong: $round"
done >"$TMP/traffic" 2>&1 &
while kill -0 $! 2>/dev/null; do
	delete gpio-i2c-runtime.1
	new sim1-sda sim0-scl 400000
	cat "$DEBUGFS/gpio-i2c/i2c-$b/scl"
done >"$TMP/levels" 2>&1
check "buses come onto an SCL with traffic on it" test "$(wc -l <"$TMP/levels")" -gt 5
is "each finds it high" "$(sort -u "$TMP/levels")" 1
is "all of it was right" "$(cat "$TMP/traffic")" ""
nothing_illegal "traffic beside buses that come and go"
check "one of them goes" delete gpio-i2c-runtime.1
check "the other stays" i2cget -y "$a" 0x20 0x10

faults=$DEBUGFS/gpio-i2c/i2c-$a
is "SDA is high" "$(cat "$faults/sda")" 1
check "a read is left in its acknowledge" sh -c "echo 0x20 >$faults/incomplete_address_phase"
is "the target holds SDA" "$(cat "$faults/sda")" 0
check "the next transfer frees it" i2cget -y "$a" 0x20 0
has "and gets its data" '^0x5a$'
check "register 0x11 is written" i2cset -y "$a" 0x20 0x11 0x77
check "a write is left in its acknowledge" sh -c "echo 0x20 >$faults/incomplete_write_byte"
check "the next transfer frees it, too" i2cget -y "$a" 0x20 0x11
has "and nothing was written" '^0x77$'
status "an address out of range" 1 sh -c "echo 128 >$faults/incomplete_write_byte"
check "SCL is held" sh -c "echo 0 >$faults/scl"
status "a transfer says so" 1 gpioi2c read "$a" 0x20 0
has "by name" 'did not become idle|held low'
check "SCL is let go" sh -c "echo 1 >$faults/scl"
check "and all is well" i2cget -y "$a" 0x20 0
finish
