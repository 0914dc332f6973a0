#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# architecture: amd64
# Others read what gpioi2c trace writes: sigrok-cli's own decoder finds in the VCD what was on the
# simulator's wires, xmllint takes the picture.
if [ -n "${IN_VM:-}" ]; then
	# Here sh runs it. Each file is printed between two lines that say so.
	sim=/sys/kernel/debug/gpio-i2c-sim/0
	# put NAME FILE
	put()
	{
		echo "file $1"
		cat "$2"
		echo "end of file"
	}
	# trace NAME HZ [FAULT]
	trace()
	{
		gpioi2c speed "$bus" "$2" >/dev/null
		echo clear >$sim/fault
		[ -z "${3:-}" ] || echo "$3" >$sim/fault
		echo 1 >$sim/decode
		gpioi2c trace --vcd vcd --svg svg "$bus" -- gpioi2c transfer "$bus" \
			w6@0x20 0x40 0x00 0xff 0xa5 0x5a 0x01 w1@0x20 0x40 r5@0x20 w1@0x48 0 r2 >/dev/null
		put "$1.vcd" vcd
		put "$1.svg" svg
		put "$1.wire" $sim/decode
	}
	modprobe gpio-i2c
	modprobe gpio-i2c-sim
	until bus=$(ls /dev/gpio-i2c-* 2>/dev/null); do sleep 1; done
	for hz in 10000 100000 400000 1000000; do
		trace $hz $hz
	done
	trace stretched 400000 "stretch each 4000"
	echo clear >$sim/fault
	gpioi2c trace --vcd vcd "$bus" -- sh -c "
		gpioi2c write $bus 0x50 0x10 0xde 0xad 0xbe; sleep 1; gpioi2c read $bus 0x50 0x10 3" >/dev/null
	put eeprom.vcd vcd
	exit
fi
set -euo pipefail
. "$(dirname "$0")/../vm/lib.sh"
cd "$top"
out=$build/sigrok n=0 failed=0

# check NAME COMMAND...
check()
{
	local name=$1 verdict=ok

	shift
	"$@" >"$out/said" 2>&1 || verdict='not ok' failed=1
	n=$((n + 1))
	echo "$verdict $n $name"
	[ "$verdict" = ok ] || sed 's/^/# /' "$out/said"
}

# shellcheck disable=SC2317 # called by same
# What sigrok-cli's decoder says, in the words of the simulator.
decoded()
{
	sigrok-cli -i "$1" -I vcd:downsample=10 -P i2c:scl=SCL:sda=SDA -A i2c |
		sed -E 's/^i2c-1: //; /^[01]$/d; /^(Write|Read)$/d; s/^Start$/S/; s/^Start repeat$/Sr/
			s/^Stop$/P/; s/^ACK$/A/; s/^NACK$/N/; s/^Address write: (.*)/\1 W/
			s/^Address read: (.*)/\1 R/; s/^Data (write|read): //'
}

# What its decoder of EEPROMs says.
eeprom()
{
	sigrok-cli -i "$1" -I vcd:downsample=10 -P i2c:scl=SCL:sda=SDA,eeprom24xx -A eeprom24xx=ops
}

# Both without a difference between lines and blanks, and between a5 and A5.
# shellcheck disable=SC2317 # called by check
same()
{
	diff <(decoded "$out/$1.vcd" | xargs | tr '[:upper:]' '[:lower:]') <(xargs <"$out/$1.wire" | tr '[:upper:]' '[:lower:]')
}

tests/vm/apt-install sigrok-cli libxml2-utils
rm -rf "$out"
mkdir -p "$out"
tests/vm/run --icount --timeout 240 --file "$0" -- "export IN_VM=1; exec sh ${0##*/}" >"$out/all" || :
(cd "$out" && awk '/^file / { name = $2; next } /^end of file$/ { close(name); name = "" }
	name { print >name }' all)
echo 'KTAP version 1'
for name in 10000 100000 400000 1000000 stretched; do
	check "$name: it was on the wire" grep -q '^S 20 W A 40 A 00 A ff A .* P' "$out/$name.wire"
	check "$name: sigrok-cli finds it in the VCD" same $name
	check "$name: the picture is XML" xmllint --noout "$out/$name.svg"
done
check 'its decoder of EEPROMs finds a page that was written, and read' [ "$(eeprom "$out/eeprom.vcd")" = \
	"eeprom24xx-1: Page write (addr=10, 3 bytes): DE AD BE
eeprom24xx-1: Sequential random read (addr=10, 3 bytes): DE AD BE" ]
echo "1..$n"
exit "$failed"
