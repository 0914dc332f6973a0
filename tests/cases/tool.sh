#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# gpioi2c on a simulated bus: output, error texts, exit statuses. ../unit/test_tool_*.c need no bus.
. ./lib.sh

# refuses NAME STATUS REGEX COMMAND...: it fails, prints such a line, and sends nothing.
refuses()
{
	edges=$(sim_stat edges)
	fails "$@"
	is "$1: nothing on the wire" "$(sim_stat edges)" "$edges"
}

# same_as_i2ctransfer WORDS: same output, same wire.
same_as_i2ctransfer()
{
	wire_clear
	i2ctransfer -y "$BUS" "$@" >"$TMP/theirs" 2>&1
	wire >"$TMP/their.wire"
	wire_clear
	prints "transfer $*" "$(cat "$TMP/theirs")" gpioi2c transfer "$BUS" "$@"
	is "transfer $*: the same wire" "$(wire)" "$(cat "$TMP/their.wire")"
}

load scl_hz=400000
shows "list names node, adapter, lines, frequencies and users" \
	"^$NODE	gpio-i2c $DEVICE	SDA .*:0 \(sim0-sda\)	SCL .*:1 \(sim0-scl\)	400000 Hz	reached -	users 0$" \
	gpioi2c list
for name in "$BUS" "$NODE" "gpio-i2c $DEVICE" "$DEVICE"; do
	shows "info '$name'" "^adapter: +i2c-$BUS, gpio-i2c $DEVICE$" gpioi2c info "$name"
done
has "info: the frequency asked for" '^SCL asked: +400000 Hz$'

check "write to registers" gpioi2c write "$BUS" 0x20 0x30 0xde 0xad 0xbe 0xef
prints "read registers" "0xde 0xad 0xbe 0xef" gpioi2c read "$BUS" 0x20 0x30 4
prints "read goes on at the pointer" "0x00" gpioi2c read "$BUS" 0x20
prints "read binary" "$(printf '\336\255')" gpioi2c read -b "$BUS" 0x20 0x30 2
prints "read of the thermometer, 16 bits" "0x1900" gpioi2c read -w 16be "$BUS" 0x48 0
check "write with 16 bits of register" gpioi2c write --reg16 "$BUS" 0x54 0x1234 0x77
wait_for 2 gpioi2c read --reg16 "$BUS" 0x54 0x1234
prints "read with 16 bits of register" "0x77" gpioi2c read --reg16 "$BUS" 0x54 0x1234
same_as_i2ctransfer w1@0x20 0x30 r4
same_as_i2ctransfer w3@0x20 0x40 0xa0+ r1@0x20
same_as_i2ctransfer r2@0x48
same_as_i2ctransfer w9@0x20 0x50 0x10= w1 0x50 r8
prints "transfer to ten bits" "0x0b 0x0c" \
	gpioi2c transfer "$BUS" w4@t0x150 0x10 0x0a 0x0b 0x0c w1@t0x150 0x11 r2
check "a block" gpioi2c write "$BUS" 0x20 0x60 3 1 2 3
prints "transfer of a block" "0x03 0x01 0x02 0x03" gpioi2c transfer "$BUS" w1@0x20 0x60 'r?'
prints "slower for one call" "0x5a" gpioi2c read --speed 10k "$BUS" 0x20 0

fails "nobody answers" 1 '^gpioi2c: no acknowledge from 0x33 \(address, message 0\)$' \
	gpioi2c read "$BUS" 0x33
fails "nobody answers in the second message" 1 \
	'^gpioi2c: no acknowledge from 0x33 \(address, message 1\)$' \
	gpioi2c transfer "$BUS" r1@0x20 r1@0x33
fails "nobody answers ten bits" 1 'no acknowledge from 0x153' gpioi2c read "$BUS" t0x153

refuses "no such command" 2 "no command 'frobnicate'" gpioi2c frobnicate
refuses "no command" 2 'which command' gpioi2c
refuses "no such bus" 1 "no bus '99'" gpioi2c info 99
refuses "a byte too big" 2 "'256'" gpioi2c write "$BUS" 0x20 0x30 256
refuses "faster than the bus" 2 'above what the bus is set to' \
	gpioi2c read --speed 1M "$BUS" 0x20 0
modprobe lm75
driver_bound lm75 48
refuses "a kernel driver's target" 1 'in use by the kernel driver lm75' \
	gpioi2c read "$BUS" 0x48 0 2
check "--force" gpioi2c read --force "$BUS" 0x48 0 2
rmmod lm75

prints "speed" "400000 Hz" gpioi2c speed "$BUS"
prints "speed, set" "50000 Hz" gpioi2c speed "$BUS" 50k
shows "info shows the new speed" '^SCL asked: +50000 Hz$' gpioi2c info "$BUS"
prints "recover of an idle bus" "$NODE: idle, nothing to recover" gpioi2c recover "$BUS"

prints "no users" "no user" gpioi2c users "$BUS"
# shellcheck disable=SC2217
sleep 20 <"$NODE" &
holder=$!
wait_for 2 grep -q 2 /sys/module/gpio_i2c/refcnt || :
shows "users names the process" "^ *$holder +root +0 +$NODE +sleep" gpioi2c users "$BUS"
stop $holder

chip=$(chip_of gpio-i2c-sim)
sda="gpio-i2c-sim:0	sim0-sda	$chip	sda" scl="gpio-i2c-sim:1	sim0-scl	$chip	scl"
shows "lines --help" "^Usage: gpioi2c lines" gpioi2c lines --help
refuses "lines --no-such-option" 2 "gpioi2c lines" gpioi2c lines --no-such-option
shows "lines: SDA's place, name, chip and user" "^$sda$" gpioi2c lines
has "lines: SCL's" "^$scl$"
# A line can be given by its name, and by both names of its chip.
for pair in "sim0-sda sim0-scl" "gpio-i2c-sim:0 $chip:1" "$chip:0 gpio-i2c-sim:1"; do
	# shellcheck disable=SC2086
	shows "lines $pair: SDA" "^$sda$" gpioi2c lines $pair
	has "lines $pair: SCL" "^$scl$"
	has "lines $pair: SDA's property" \
		"^	sda-gpios = <&$chip 0 \(GPIO_ACTIVE_HIGH \| GPIO_OPEN_DRAIN\)>;"
	has "lines $pair: SCL's property" "^	scl-gpios = <&$chip 1 "
	has "lines $pair: they are in use" "^gpioi2c: line '${pair% *}' is in use"
done
for pair in "sim0-sda sim0-sda" "sim0-scl gpio-i2c-sim:1" "gpio-i2c-sim:0 $chip:0"; do
	# shellcheck disable=SC2086
	fails "lines $pair" 2 "SDA '${pair% *}' and SCL '${pair#* }' are the same line$" \
		gpioi2c lines $pair
	has_no "lines $pair: no node" compatible
done
for line in no-such-line gpio-i2c-sim:2 gpiochip99:0 "$chip:x"; do
	fails "lines $line" 1 "^gpioi2c: no line '$line'$" gpioi2c lines "$line"
done

shows "stats counts NAKs" '^address_naks +[1-9]' gpioi2c stats "$BUS"
has "stats counts transfers" '^transfers +[1-9]'
for words in list "info $BUS" "detect $BUS" "read $BUS 0x20 0 2" "transfer $BUS w1@0x20 0 r1" \
	"write $BUS 0x20 0 0x5a" "speed $BUS" "recover $BUS" "users $BUS" "stats $BUS" lines; do
	# shellcheck disable=SC2086
	check "--json of $words" gpioi2c ${words%% *} --json ${words#"${words%% *}"}
	is "--json of $words is one object" "$(grep -c '^{"[a-z].*}$' "$TMP/out")" "$(wc -l <"$TMP/out")"
done
status "output that cannot be written" 1 sh -c "gpioi2c list >/dev/full"
nothing_illegal "all of it"
