#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# /dev/gpioi2c, and programs for Linux 2.4.
. ./lib.sh

OLD=/dev/gpioi2c
# register 0 of the register file at 0x20, in 8-bit form, and its value
WORD=0x40000000 ANSWER='0x4000005a Success'

# served NAME BUS PARAMETER...: with these parameters /dev/gpioi2c is the simulator's bus BUS.
served()
{
	name=$1 wire=$DEBUGFS/gpio-i2c-sim/$2/decode
	shift 2
	modprobe gpio-i2c legacy=hisi8 "$@"
	echo 1 >"$wire"
	is "$name" "$(./legacy $OLD 1 $WORD)" "$ANSWER"
	check "$name: it went over that wire" grep -q "^S 20 " "$wire"
}

EXPECTED_LOG='legacy(_bus)?='
load
check "there is no $OLD unless it is asked for" test ! -e $OLD
unload gpio_i2c
load_refused "another kind of address" 'gpio_i2c: legacy=hisi9 is neither hisi8 nor hisi7' legacy=hisi9
load_refused "a bus without the kind of address" 'gpio_i2c: legacy_bus=1, but no legacy=' legacy_bus=1
load_refused "a bus's path" 'gpio_i2c: legacy_bus=/dev/i2c-1 is no adapter' legacy=hisi8 legacy_bus=/dev/i2c-1
load_refused "a number too large" 'gpio_i2c: legacy_bus=2147483648 is no' legacy=hisi8 legacy_bus=2147483648
load_refused "a name too long" 'gpio_i2c: legacy_bus=x+ is no' legacy=hisi8 \
	"legacy_bus=$(head -c 48 /dev/zero | tr '\0' x)"
unload

for mode in hisi8 hisi7; do
	[ $mode = hisi8 ] && address=40 || address=20
	modprobe gpio-i2c legacy=$mode
	status "$mode: before there is a bus" 2 ./legacy $OLD 1 $WORD
	has "$mode: there is no such device" '^open: No such device$'
	is "$mode: that does not count" "$(use_count)" 0
	load
	is "$mode: mode and owner of the node" "$(stat -c '%a %u:%g' $OLD)" "660 0:0"
	status "$mode: another user may not open it" 2 ./asuser 65534 65534 ./legacy $OLD 1 $WORD
	for program in ./legacy ./legacy32; do
		if [ -x $program ]; then
			table $program $OLD $mode "$SIM/decode"
		else
			skip $program "no 32-bit programs here"
		fi
	done
	nothing_illegal $mode
	wire_clear
	./legacy $OLD 1 "0x${address}000000" >/dev/null
	./legacy $OLD 3 "0x${address}104277" >/dev/null
	is "$mode: what a read and a write look like" "$(wire)" "S 20 W A 00 A Sr 20 R A 5a N P
S 20 W A 10 A 77 A P"
	unload
done

# The bus goes and comes back.
modprobe gpio-i2c legacy=hisi8
load buses=2
exec 3<$OLD
is "an open file of it counts once" "$(use_count)" 1
status "rmmod is refused by it" 1 rmmod gpio_i2c
check "the tool names its user" gpioi2c users
has "the node too" " 3 $OLD "
is "the first bus that came is it" "$(./legacy 3 1 $WORD)" "$ANSWER"
within "unbinding does not wait for the file" 2 sh -c "echo $DEVICE >$DRIVER/unbind" 3<&-
is "a read without a bus" "$(./legacy 3 1 $WORD)" "0x400000ff No such device"
is "a write without a bus" "$(./legacy 3 3 $WORD)" "$WORD No such device"
status "no other bus takes its place" 2 ./legacy $OLD 1 $WORD
echo "$DEVICE" >$DRIVER/bind
is "the bus is back" "$(./legacy $OLD 1 $WORD)" "$ANSWER"
is "but not for the old file" "$(./legacy 3 1 $WORD)" "0x400000ff No such device"
status "which keeps the module" 1 rmmod gpio_i2c
exec 3<&-
is "closed after its bus" "$(use_count)" 0
within "the module goes" 5 rmmod gpio_i2c
check "and the node with it" test ! -e $OLD

# Which bus? The simulator still has two.
modprobe gpio-i2c
number=$(gpioi2c list | sed -n 's/^.dev.gpio-i2c-\([0-9]*\).*gpio-i2c\.1.*/\1/p')
unload gpio_i2c
served "by the adapter's number" 1 "legacy_bus=$number"
unload gpio_i2c
served "by its name" 1 "legacy_bus=gpio-i2c gpio-i2c.1"
unload gpio_i2c
served "by its device's name" 1 legacy_bus=gpio-i2c.1
is "the parameters can be read" "$(cat /sys/module/gpio_i2c/parameters/legacy_bus)" gpio-i2c.1
unload gpio_i2c
for nobody in 77 gpio-i2c.7; do
	modprobe gpio-i2c legacy=hisi8 legacy_bus=$nobody
	status "no bus is $nobody" 2 ./legacy $OLD 1 $WORD
	unload gpio_i2c
done
