#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Chips that the user puts on the simulator's bus, by configfs.
# time limit: 300 s
. ./lib.sh
EXPECTED_LOG='gpio-i2c-sim: bus 0, chip'
LAB=/sys/kernel/config/gpio-i2c-sim/0
SIM_DRIVER=/sys/bus/platform/drivers/gpio-i2c-sim

# chip NAME [ATTRIBUTE=VALUE]...: makes a chip, and puts it on the bus.
chip()
{
	mkdir "$LAB/$1"
	for setting in "$@"; do
		case $setting in *=*) echo "${setting#*=}" >"$LAB/$1/${setting%%=*}" ;; esac
	done
	echo 1 >"$LAB/$1/live"
}

# set_to VALUE FILE: says why it failed, which the shell's echo does not.
set_to() { printf '%s' "$1" | dd of="$2"; }

# refused NAME ERROR LOG FILE VALUE: writing the value into the chip's file is refused.
refused()
{
	before=$(cat "$LAB/$4")
	fails "$1 is refused" 1 "$2" set_to "$5" "$LAB/$4"
	dmesg | tail -n 1 >"$TMP/out"
	has "$1: the log says why" "$3"
	is "$1: nothing has changed" "$(cat "$LAB/$4")" "$before"
}

# found ADDRESSES: sees who is on the bus.
found() { gpioi2c detect "$BUS" >"$TMP/found" && [ "$(addresses "$TMP/found")" = "$1" ]; }

modprobe gpio-i2c-sim chips=0 autobind=0
needs "configfs" "the kernel has none" test -d "$LAB"
unload gpio_i2c_sim
load chips=0 scl_hz=400000
check "chips=0: nobody is on the bus" found ""

# An EEPROM with eight addresses.
chip rom kind=24c16 address=0x50
is "a 24C16's size" "$(cat "$LAB/rom/size_bytes" "$LAB/rom/page_bytes" | xargs)" "2048 16"
check "it answers at its addresses" found "50 51 52 53 54 55 56 57"
head -c 2048 /dev/urandom >"$TMP/image"
check "gpioi2c writes it" gpioi2c eeprom write -p 24c16 "$BUS" 0x50 "$TMP/image"
sleep 0.1	# its write cycle
check "its contents are what was written" cmp "$TMP/image" "$LAB/rom/contents"
modprobe at24
new_client 24c16 0x50
check "the kernel's driver reads the same" cmp "$TMP/image" "/sys/bus/i2c/devices/$BUS-0050/eeprom"
echo 0x50 >"$ADAPTER/delete_device"

# Changes are for chips that are not live.
for change in kind=lm75 address=0x40 size_bytes=1024 page_bytes=8; do
	refused "${change%=*} of a live chip" 'Device or resource busy' "it is live: its " \
		"rom/${change%=*}" "${change#*=}"
done
echo new | dd of="$LAB/rom/contents" 2>/dev/null
check "contents of a live chip stay" cmp "$TMP/image" "$LAB/rom/contents"
echo 0 >"$LAB/rom/live"
check "not live, it is gone" found ""
head -c 2049 /dev/zero | dd of="$LAB/rom/contents" bs=4096 2>/dev/null
check "an image that is too long changes nothing" cmp "$TMP/image" "$LAB/rom/contents"
dmesg | tail -n 1 >"$TMP/out"
has "the log says why" "chip 'rom': 2049 bytes are too many for its 2048"
printf 'abc' >"$LAB/rom/contents"
is "a short image goes to the start" "$(head -c 3 "$LAB/rom/contents")" abc
check "and leaves the rest" sh -c "tail -c +4 $TMP/image | cmp -s - $TMP/rest" \
	"$(tail -c +4 "$LAB/rom/contents" >"$TMP/rest")"

# Dumps of real chips become contents.
echo 24c02 >"$LAB/rom/kind"
is "another kind is a new chip" "$(head -c 3 "$LAB/rom/contents" | hexdump -ve '1/1 "%02x"')" ffffff
for dump in 'hexdump -Cv' 'i2cdump'; do
	xxd -r </dev/null 2>/dev/null || { skip "$dump" "busybox has no xxd -r here" && continue; }
	head -c 256 "$TMP/image" >"$TMP/small"
	case $dump in
	i2cdump)
		cat "$TMP/small" >"$LAB/rom/contents"
		echo 1 >"$LAB/rom/live"
		i2cdump -y "$BUS" 0x50 b 2>/dev/null | sed -n 's/^\([0-9a-f]0: .\{47\}\).*/\1/p'
		echo 0 >"$LAB/rom/live"
		;;
	*) $dump "$TMP/small" | sed -n 's/^\([0-9a-f]*\)  \(.\{24\}\) \(.\{23\}\).*/\1: \2\3/p' ;;
	esac | xxd -r >"$TMP/back"
	check "$dump gives the image back" cmp "$TMP/small" "$TMP/back"
done

# What can't be.
refused "a kind that is not known" 'Invalid argument' "there is no kind '24c03'" rom/kind 24c03
refused "no number" 'Invalid argument' 'an address is 0x50, or t0x150' rom/address fifty
refused "a reserved address" 'Numerical result out of range' \
	'address 0x78 is not between 0x08 and 0x77' rom/address 0x78
refused "a 10-bit address without t" 'Numerical result out of range' 'address 0x150 is not' \
	rom/address 0x150
refused "an address of 11 bits" 'Numerical result out of range' 'between 0x00 and 0x3ff' \
	rom/address t0x400
refused "an odd size" 'Numerical result out of range' 'no EEPROM of 300 bytes' rom/size_bytes 300
refused "a page as large as two EEPROMs" 'Numerical result out of range' 'with pages of 512' \
	rom/page_bytes 512
refused "neither 0 nor 1" 'Invalid argument' 'live is 0 or 1' rom/live maybe
mkdir "$LAB/odd"
refused "a chip of no kind" 'Invalid argument' 'it has no kind' odd/live 1
echo 24c16 >"$LAB/odd/kind"
refused "a chip of no address" 'Invalid argument' 'it has no address' odd/live 1
echo 0x52 >"$LAB/odd/address"
refused "a 24C16 in the middle" 'Invalid argument' "it has several addresses, and can't begin at 0x52" \
	odd/live 1
echo 1 >"$LAB/rom/live"
echo 24c02 >"$LAB/odd/kind"
echo 0x50 >"$LAB/odd/address"
refused "an address that is taken" 'Address( already)? in use' 'address 0x50 is taken' odd/live 1
echo lm75 >"$LAB/odd/kind"
refused "a thermometer's size" 'Operation not supported' "only an EEPROM's size" odd/size_bytes 16

# The other kinds.
echo 0x4f >"$LAB/odd/address"
printf '\031\200' >"$LAB/odd/contents"
echo 1 >"$LAB/odd/live"
shows "the thermometer measures 25.5 degrees" '^19 ?80$' ./xfer "$NODE" w:4f:00 r:4f:2
chip clock kind=ds1307 address=0x68
check "the clock's contents are what the master reads" gpioi2c write "$BUS" 0x68 0x3f 0x77
is "its last byte of RAM" "$(tail -c 1 "$LAB/clock/contents")" w
chip far kind=regfile address=t0x123
shows "registers at a 10-bit address" '^0x5a$' gpioi2c read "$BUS" t0x123 0
is "its address" "$(cat "$LAB/far/address")" t0x123
nothing_illegal "all of it"

# A chip is made and removed again and again while it is read.
chip brief kind=regfile address=0x20
check "the chip that will go answers" gpioi2c read "$BUS" 0x20 0
{ while [ ! -e "$TMP/enough" ]; do ./xfer -q "$NODE" w:20:00 r:20:2000 || :; done; } >/dev/null 2>&1 &
for _ in $(seq 50); do
	rmdir "$LAB/brief"
	chip brief kind=regfile address=0x20
done
touch "$TMP/enough"
wait
gpioi2c recover "$BUS" >/dev/null 2>&1 || :
bus_works "after 50 times"

# The bus goes.
status "rmmod is refused while there are chips" 1 rmmod gpio_i2c_sim
echo gpio-i2c-sim >$SIM_DRIVER/unbind
is "the bus is gone: no chip is live" "$(cat "$LAB"/*/live | xargs)" "0 0 0 0 0"
refused "live without a bus" 'No such device' 'the bus is gone' rom/live 1
echo gpio-i2c-sim >$SIM_DRIVER/bind
wait_for 10 find_bus
for name in "$LAB"/*; do echo 1 >"$name/live"; done
check "the bus is back, with all its chips" found "20 4f 50 68"
rmdir "$LAB"/*
check "all of them are removed" found ""
