#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# gpioi2c on a real bus: output, error texts, exit statuses.
. ./lib.sh

# prints NAME TEXT COMMAND...: it succeeds and prints exactly that.
prints()
{
	name=$1 text=$2
	shift 2
	check "$name" "$@"
	is "$name: output" "$(cat "$TMP/out")" "$text"
}

# refuses NAME STATUS REGEX COMMAND...: it fails so, says so, and sends nothing.
refuses()
{
	name=$1 want=$2 says=$3
	shift 3
	edges=$(sim_stat edges)
	status "$name" "$want" "$@"
	has "$name: says why" "$says"
	is "$name: nothing on the wire" "$(sim_stat edges)" "$edges"
}

load scl_hz=400000
for command in list info detect read write dump eeprom transfer bench speed recover users stats lines; do
	check "$command --help" gpioi2c $command --help
	has "$command --help: usage" "^Usage: gpioi2c $command"
	refuses "$command --no-such-option" 2 "gpioi2c $command" gpioi2c $command --no-such-option
done

check "list" gpioi2c list
has "list names node, adapter, lines, frequencies and users" \
	"^$NODE	gpio-i2c $DEVICE	SDA .*:0 \(sim0-sda\)	SCL .*:1 \(sim0-scl\)	400000 Hz	reached -	users 0$"
for name in "$BUS" "$NODE" "gpio-i2c $DEVICE" "$DEVICE"; do
	check "info '$name'" gpioi2c info "$name"
	has "info '$name': which bus" "^adapter: +i2c-$BUS, gpio-i2c $DEVICE$"
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

# The same words as i2ctransfer, the same output, the same on the wire.
for words in "w1@0x20 0x30 r4" "w3@0x20 0x40 0xa0+ r1@0x20" "r2@0x48" \
	"w9@0x20 0x50 0x10= w1 0x50 r8"; do
	wire_clear
	# shellcheck disable=SC2086
	i2ctransfer -y "$BUS" $words >"$TMP/theirs" 2>&1
	wire >"$TMP/their.wire"
	wire_clear
	# shellcheck disable=SC2086
	prints "transfer $words" "$(cat "$TMP/theirs")" gpioi2c transfer "$BUS" $words
	wire >"$TMP/our.wire"
	check "transfer $words: the same wire" diff "$TMP/their.wire" "$TMP/our.wire"
done
prints "transfer to ten bits" "0x0b 0x0c" \
	gpioi2c transfer "$BUS" w4@t0x150 0x10 0x0a 0x0b 0x0c w1@t0x150 0x11 r2
check "a block" gpioi2c write "$BUS" 0x20 0x60 3 1 2 3
prints "transfer of a block" "0x03 0x01 0x02 0x03" gpioi2c transfer "$BUS" w1@0x20 0x60 'r?'
prints "slower for one call" "0x5a" gpioi2c read --speed 10k "$BUS" 0x20 0

status "nobody answers" 1 gpioi2c read "$BUS" 0x33
has "it names the address" '^gpioi2c: no acknowledge from 0x33 \(address, message 0\)$'
status "nobody answers in the second message" 1 gpioi2c transfer "$BUS" r1@0x20 r1@0x33
has "it names the message" '^gpioi2c: no acknowledge from 0x33 \(address, message 1\)$'
status "nobody answers ten bits" 1 gpioi2c read "$BUS" t0x153
has "it names all ten bits" 'no acknowledge from 0x153'

refuses "no such command" 2 "no command 'frobnicate'" gpioi2c frobnicate
refuses "no command" 2 'which command' gpioi2c
refuses "no such bus" 1 "no bus '99'" gpioi2c info 99
refuses "no bus given" 2 'gpioi2c read' gpioi2c read
refuses "address too high" 2 '0x80' gpioi2c read "$BUS" 0x80
refuses "reserved address" 2 '0x03' gpioi2c read "$BUS" 0x03
refuses "address no number" 2 'fifty' gpioi2c read "$BUS" fifty
refuses "byte too big" 2 "'256'" gpioi2c write "$BUS" 0x20 0x30 256
refuses "length too big" 2 "'65536'" gpioi2c read "$BUS" 0x20 0 65536
refuses "faster than the bus" 2 'above what the bus is set to' \
	gpioi2c read --speed 1M "$BUS" 0x20 0
refuses "no message given" 2 'gpioi2c transfer: argument missing' gpioi2c transfer "$BUS"
refuses "not even a bus given" 2 'gpioi2c transfer: argument missing' gpioi2c transfer
refuses "data missing" 2 'gpioi2c transfer' gpioi2c transfer "$BUS" w2@0x20 0x30

modprobe lm75
driver_bound lm75 48
refuses "a kernel driver's target" 1 'in use by the kernel driver lm75' \
	gpioi2c read "$BUS" 0x48 0 2
check "--force" gpioi2c read --force "$BUS" 0x48 0 2
rmmod lm75

prints "speed" "400000 Hz" gpioi2c speed "$BUS"
prints "speed, set" "50000 Hz" gpioi2c speed "$BUS" 50k
check "info after it" gpioi2c info "$BUS"
has "info shows the new speed" '^SCL asked: +50000 Hz$'
for hz in 0 99 5000001 99999999999; do
	refuses "speed $hz" 2 "'$hz': the SCL frequency is from 100 to 5000000 Hz" \
		gpioi2c speed "$BUS" $hz
	refuses "read --speed $hz" 2 "'$hz': the SCL frequency is from 100 to 5000000 Hz" \
		gpioi2c read --speed $hz "$BUS" 0x20 0
done
refuses "speed 4x" 2 "'4x' is not a frequency in Hz" gpioi2c speed "$BUS" 4x
prints "recover of an idle bus" "$NODE: idle, nothing to recover" gpioi2c recover "$BUS"

prints "no users" "no user" gpioi2c users "$BUS"
# shellcheck disable=SC2217
sleep 20 <"$NODE" &
holder=$!
wait_for 2 grep -q 2 /sys/module/gpio_i2c/refcnt || :
check "users" gpioi2c users "$BUS"
has "users names the process" "^ *$holder +root +0 +$NODE +sleep"
kill $holder
wait $holder 2>/dev/null || :

chip=$(gpiodetect | sed -n 's/ \[gpio-i2c-sim\].*//p')
sda="gpio-i2c-sim:0	sim0-sda	$chip	sda" scl="gpio-i2c-sim:1	sim0-scl	$chip	scl"
check "lines" gpioi2c lines
has "lines: SDA's place, name, chip and user" "^$sda$"
has "lines: SCL's" "^$scl$"
# A line by its name, and by both names of its chip, is the same.
for pair in "sim0-sda sim0-scl" "gpio-i2c-sim:0 $chip:1" "$chip:0 gpio-i2c-sim:1"; do
	# shellcheck disable=SC2086
	check "lines $pair" gpioi2c lines $pair
	has "lines $pair: SDA" "^$sda$"
	has "lines $pair: SCL" "^$scl$"
	has "lines $pair: SDA's property" \
		"^	sda-gpios = <&$chip 0 \(GPIO_ACTIVE_HIGH \| GPIO_OPEN_DRAIN\)>;"
	has "lines $pair: SCL's property" "^	scl-gpios = <&$chip 1 "
	has "lines $pair: they are in use" "^gpioi2c: line '${pair% *}' is in use"
done
for pair in "sim0-sda sim0-sda" "sim0-scl gpio-i2c-sim:1" "gpio-i2c-sim:0 $chip:0"; do
	# shellcheck disable=SC2086
	status "lines $pair" 2 gpioi2c lines $pair
	has "lines $pair: one line" "SDA '${pair% *}' and SCL '${pair#* }' are the same line$"
	has_no "lines $pair: no node" compatible
done
for line in no-such-line gpio-i2c-sim:2 gpiochip99:0 "$chip:x"; do
	status "lines $line" 1 gpioi2c lines "$line"
	has "lines $line: says so" "^gpioi2c: no line '$line'$"
done

check "stats" gpioi2c stats "$BUS"
has "stats counts NAKs" '^address_naks +[1-9]'
has "stats counts transfers" '^transfers +[1-9]'
for words in list "info $BUS" "detect $BUS" "read $BUS 0x20 0 2" "transfer $BUS w1@0x20 0 r1" \
	"write $BUS 0x20 0 0x5a" "speed $BUS" "recover $BUS" "users $BUS" "stats $BUS" lines; do
	# shellcheck disable=SC2086
	check "--json of $words" gpioi2c ${words%% *} --json ${words#"${words%% *}"}
	is "--json of $words is one object" "$(grep -c '^{"[a-z].*}$' "$TMP/out")" "$(wc -l <"$TMP/out")"
done
status "output that cannot be written" 1 sh -c "gpioi2c list >/dev/full"
nothing_illegal "all of it"
