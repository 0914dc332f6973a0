#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Buses that root makes at run time, two of them on one SCL line, and the faults that the
# driver makes on purpose.
. ./lib.sh

EXPECTED_LOG='new_device: |gpio-i2c-runtime|gpio-i2c gpio-i2c\.0: (clock-frequency|probe with)|probe of gpio-i2c\.0 |S(DA|CL) .* is held low'
driver=/sys/bus/platform/drivers/gpio-i2c

# shellcheck disable=SC2317 # called by check
new() { echo "$*" >"$driver/new_device"; }
# shellcheck disable=SC2317
delete() { echo "$1" >"$driver/delete_device"; }
bus_of() { basename "$driver/gpio-i2c-runtime.$1"/i2c-* | sed 's/i2c-//'; }

# says NAME REGEX: the kernel's log has such a line after the last mark.
mark() { echo mark >/dev/kmsg; }
says()
{
	dmesg | sed 's/^\[[^]]*\] //' | awk '/^mark$/ { n = 0 } { line[n++] = $0 }
		END { for (i = 1; i < n; i++) print line[i] }' >"$TMP/out"
	has "$1" "$2"
}

# refused TEXT ERRNO REGEX: new_device does not take TEXT (as printf(1) has it), and the
# kernel's log says why. Nothing of it stays.
refused()
{
	# shellcheck disable=SC2059
	printf "$1" >"$TMP/text"
	mark
	status "'$1' is refused" 1 dd if="$TMP/text" of="$driver/new_device" bs=4096
	has "'$1': $2" ": $2\$"
	says "'$1': the log says why" "$3"
	is "'$1': no device" "$(find $driver/ -name 'gpio-i2c-runtime.*' | wc -l)" "$made"
}

# A software node that asks for what cannot be.
mark
modprobe gpio-i2c
modprobe gpio-i2c-sim scl_hz=99
says "a property out of range is named" \
	'gpio-i2c gpio-i2c.0: clock-frequency = <99> is not between 100 and 5000000$'
check "no bus was made of it" sh -c '! ls /dev/gpio-i2c-* 2>/dev/null'
unload

# The number of a board's device is its adapter's, unless another adapter has it.
load buses=2
echo gpio-i2c.0 >$driver/unbind
echo gpio-i2c.1 >$driver/unbind
check "a bus takes number $BUS" new sim1-sda sim1-scl
mark
check "a device that wants it" sh -c "echo gpio-i2c.0 >$driver/bind"
says "learns who has it" "gpio-i2c gpio-i2c.0: adapter number $BUS is taken by 'gpio-i2c gpio-i2c-runtime.0', "
check "and takes another" sh -c "ls $driver/gpio-i2c.0/i2c-*/scl_frequency_hz"
unload

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

chip=$(gpiodetect | sed -n 's/ \[gpio-i2c-sim\].*//p')
made=0
long=$(printf 'x%.0s' $(seq 64))
invalid="Invalid argument" range="Numerical result out of range" nodev="No such device"
busy="Device or resource busy"
lines="gpio-i2c-sim:0 gpio-i2c-sim:1"
refused '\n' "$invalid" 'SDA SCL \[HZ\] is wanted$'
refused gpio-i2c-sim:0 "$invalid" 'SDA SCL \[HZ\] is wanted$'
refused "$lines 4k" "$invalid" "'4k' is not an SCL frequency in Hz$"
refused "$lines -100000" "$invalid" "'-100000' is not an SCL frequency in Hz$"
refused "$lines 99" "$range" 'SCL frequency 99 Hz is not between 100 and 5000000$'
refused "$lines 5000001" "$range" 'SCL frequency 5000001 Hz is not between'
refused "$lines 4295067296" "$range" 'SCL frequency 4295067296 Hz is not between'
refused "$lines 100000 more" "$invalid" "'more' after the SCL frequency makes no sense$"
refused "$lines\ngpio-i2c-sim:2 gpio-i2c-sim:3\n" "$invalid" 'one bus at a time'
refused "$lines\0000" "$invalid" 'one bus at a time'
refused 'nobody:0 nobody:1' "$nodev" "no GPIO chip 'nobody'$"
refused 'gpiochip99:0 gpiochip99:1' "$nodev" "no GPIO chip 'gpiochip99'$"
refused 'gpio-i2c-sim:0 gpio-i2c-sim:4' "$nodev" \
	"GPIO chip 'gpio-i2c-sim' has 4 lines, no line 4$"
refused 'gpio-i2c-sim:65536 gpio-i2c-sim:1' "$nodev" 'has 4 lines, no line 65536$'
refused 'gpio-i2c-sim:x gpio-i2c-sim:1' "$nodev" "SDA: no line named 'gpio-i2c-sim:x'$"
refused ':0 :1' "$nodev" "SDA: no line named ':0'$"
refused 'no-such-line sim0-scl' "$nodev" "SDA: no line named 'no-such-line'$"
refused "sim0-sda sim0-scl$long" "$nodev" "SCL: no line named 'sim0-scl$long'$"
same='SDA and SCL are the same line$'
refused 'gpio-i2c-sim:0 gpio-i2c-sim:0' "$invalid" "$same"
refused "gpio-i2c-sim:0 $chip:0" "$invalid" "$same"
refused 'sim0-sda sim0-sda' "$invalid" "$same"
refused 'sim0-sda gpio-i2c-sim:0' "$invalid" "$same"
check "no bus was made" sh -c '! ls /dev/gpio-i2c-* 2>/dev/null'
check "and no line taken" levels "$chip" 0 1 2 3

check "a bus by the chip's name in /dev" new "$chip:0" "$chip:1"
is "its lines have the chip's label" "$(gpioi2c list | cut -f 3,4)" \
	"SDA gpio-i2c-sim:0 (sim0-sda)	SCL gpio-i2c-sim:1 (sim0-scl)"
check "it goes" delete gpio-i2c-runtime.0
check "a bus by chip and offset" new gpio-i2c-sim:0 gpio-i2c-sim:1 400000
check "a bus by names" new sim1-sda sim1-scl
is "its frequency is the default" "$(cat "$driver/gpio-i2c-runtime.1"/i2c-*/scl_frequency_hz)" 100000
for i in 0 1; do
	check "bus $i has its chips" i2cget -y "$(bus_of $i)" 0x20 0
	has "bus $i: the chip's id" '^0x5a$'
done
made=2
refused "$lines" "$busy" "SDA: line 'gpio-i2c-sim:0' is taken"
# Another bus's SCL may be shared, its SDA not.
refused 'gpio-i2c-sim:2 gpio-i2c-sim:1' "$busy" "SDA: line 'gpio-i2c-sim:2' is taken"
status "no such device to delete" 1 delete gpio-i2c-runtime.7

exec 3<>"/dev/gpio-i2c-$(bus_of 1)"
check "a bus that is open is deleted" delete gpio-i2c-runtime.1
exec 3>&-

# Somebody else lets go of SCL at any moment, also while we look whose it is.
chip=$(gpiodetect | sed -n 's/ \[gpio-i2c-sim\].*//p')
./grab "/dev/$chip" 3 >"$TMP/grab" 2>&1 &
grabber=$!
made=0 tries=0
while [ $tries -lt 200 ]; do
	tries=$((tries + 1))
	! new sim1-sda sim1-scl || { made=$((made + 1)) && delete gpio-i2c-runtime.1; }
done 2>/dev/null
kill $grabber
wait $grabber 2>/dev/null || :
diag "$made of $tries buses on a line that another has now and then"
is "the other was never in trouble" "$(cat "$TMP/grab")" ""
check "some of them were made" test $made -gt 0
check "and some not" test $made -lt $tries
# What a killed process had open is closed a little later now and then.
tries=0
until levels "$chip" 3 >/dev/null 2>&1 || [ $tries = 20 ]; do
	tries=$((tries + 1))
	usleep 100000
done
check "the line is free afterwards" levels "$chip" 3

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
