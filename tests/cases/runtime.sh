#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Buses that root makes at run time, two of them on one SCL line; and the driver's fault injection.
. ./lib.sh

EXPECTED_LOG='new_device: |gpio-i2c-runtime|gpio-i2c gpio-i2c\.0: (clock-frequency|probe with)|probe of gpio-i2c\.0 |S(DA|CL) .* is held low'

bus_of() { basename "$DRIVER/gpio-i2c-runtime.$1"/i2c-* | sed 's/i2c-//'; }
frequency_of() { cat "$DRIVER/gpio-i2c-runtime.$1"/i2c-*/scl_frequency_hz 2>&1; }
no_bus() { ! ls /dev/gpio-i2c-* 2>/dev/null; }

# A software node with impossible properties.
mark
modprobe gpio-i2c
modprobe gpio-i2c-sim scl_hz=99
log_since >"$TMP/out"
has "a property out of range is named" \
	'gpio-i2c gpio-i2c.0: clock-frequency = <99> is not between 100 and 5000000$'
check "no bus was made of it" no_bus
unload

# An adapter takes the number of its board's device, unless another adapter has it.
load buses=2
echo gpio-i2c.0 >$DRIVER/unbind
echo gpio-i2c.1 >$DRIVER/unbind
check "a bus takes number $BUS" new sim1-sda sim1-scl
mark
check "a device that wants it" sh -c "echo gpio-i2c.0 >$DRIVER/bind"
log_since >"$TMP/out"
has "learns who has it" "gpio-i2c gpio-i2c.0: adapter number $BUS is taken by 'gpio-i2c gpio-i2c-runtime.0', "
check "and takes another" sh -c "ls $DRIVER/gpio-i2c.0/i2c-*/scl_frequency_hz"
unload

load autobind=0 buses=2
# A driver detects its targets when a slow bus comes.
modprobe lm75
new sim0-sda sim0-scl 100 &
wait_for 5 frequency_of 0 || :
is "the bus tells of itself" "$(frequency_of 0)" 100
check "while drivers still look for targets" kill -0 $!
wait $!
check "the slow bus goes" delete 0
rmmod lm75

chip=$(chip_of gpio-i2c-sim)
table ./refused "$chip" free
check "no bus was made" no_bus
check "and no line taken" levels "$chip" 0 1 2 3

check "a bus by the chip's name in /dev" new "$chip:0" "$chip:1"
is "its lines have the chip's label" "$(gpioi2c list | cut -f 3,4)" \
	"SDA gpio-i2c-sim:0 (sim0-sda)	SCL gpio-i2c-sim:1 (sim0-scl)"
check "it goes" delete 0
check "a bus by chip and offset" new gpio-i2c-sim:0 gpio-i2c-sim:1 400000
check "a bus by names" new sim1-sda sim1-scl
is "its frequency is the default" "$(frequency_of 1)" 100000
for i in 0 1; do
	shows "bus $i has its chips" '^0x5a$' i2cget -y "$(bus_of $i)" 0x20 0
done
table ./refused "$chip" taken
status "no such device to delete" 1 delete 7
exec 3<>"/dev/gpio-i2c-$(bus_of 1)"
check "a bus that is open is deleted" delete 1
exec 3>&-

# Another user takes and releases SCL at any moment, also while the driver looks whose it is.
./grab "/dev/$chip" 3 >"$TMP/grab" 2>&1 &
made=0
for _ in $(seq 200); do
	! new sim1-sda sim1-scl || { made=$((made + 1)) && delete 1; }
done 2>/dev/null
stop $!
diag "$made of 200 buses on a line that another has now and then"
is "the other was never in trouble" "$(cat "$TMP/grab")" ""
check "some of them were made" test $made -gt 0
check "and some not" test $made -lt 200
check "the line is free afterwards" levels "$chip" 3

check "a second SDA on the first bus's SCL" new sim1-sda sim0-scl 400000
a=$(bus_of 0) b=$(bus_of 1)
for i in $(seq 0 49); do
	i2ctransfer -y "$a" w2@0x20 0x10 "$i" && i2ctransfer -y "$a" w1@0x20 0x10 r1
done >"$TMP/shared" 2>&1 &
while kill -0 $! 2>/dev/null; do
	i2cget -y "$b" 0x20 0x10 >/dev/null 2>&1 || :	# no chip has that pair of SDA and SCL
done
is "what goes over one is right while the other is used" "$(xargs printf '%d ' <"$TMP/shared")" \
	"$(seq -s ' ' 0 49) "

# A new bus on a shared SCL must not clock while the other bus sends.
./xfer "/dev/gpio-i2c-$a" w:20:00 r:20:5000 >"$TMP/want"
echo 1 >"$SIM/reset"
for round in $(seq 10); do
	./xfer "/dev/gpio-i2c-$a" w:20:00 r:20:5000 2>&1 | cmp -s - "$TMP/want" || echo "wrong: $round"
done >"$TMP/traffic" 2>&1 &
while kill -0 $! 2>/dev/null; do
	delete 1
	new sim1-sda sim0-scl 400000
	cat "$DEBUGFS/gpio-i2c/i2c-$b/scl"
done >"$TMP/levels" 2>&1
check "buses come onto an SCL with traffic on it" test "$(wc -l <"$TMP/levels")" -gt 5
is "each finds it high" "$(sort -u "$TMP/levels")" 1
is "all of it was right" "$(cat "$TMP/traffic")" ""
nothing_illegal "traffic beside buses that come and go"
check "one of them goes" delete 1
check "the other stays" i2cget -y "$a" 0x20 0x10

faults=$DEBUGFS/gpio-i2c/i2c-$a
# make FAULT VALUE
make() { echo "$2" >"$faults/$1"; }
is "SDA is high" "$(cat "$faults/sda")" 1
check "a read is left in its acknowledge" make incomplete_address_phase 0x20
is "the target holds SDA" "$(cat "$faults/sda")" 0
shows "the next transfer frees it and gets its data" '^0x5a$' i2cget -y "$a" 0x20 0
check "register 0x11 is written" i2cset -y "$a" 0x20 0x11 0x77
check "a write is left in its acknowledge" make incomplete_write_byte 0x20
shows "the next transfer frees it, too, and nothing was written" '^0x77$' i2cget -y "$a" 0x20 0x11
status "an address out of range" 1 make incomplete_write_byte 128
check "SCL is held" make scl 0
fails "a transfer says so" 1 'did not become idle|held low' gpioi2c read "$a" 0x20 0
check "SCL is let go" make scl 1
check "and all is well" i2cget -y "$a" 0x20 0
