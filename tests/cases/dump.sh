#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# gpioi2c against i2c-tools: dump, write with a mask, repeat.
# one kernel: userspace alone
. ./lib.sh

load scl_hz=400000
for words in "b 0x00-0xff" "b 0x1e-0x42" "w 0x00-0xff" "w 0x06-0x11" "i"; do
	mode=${words% *} range=${words#"$mode"}
	# shellcheck disable=SC2086 # a range or nothing
	theirs=$(i2cdump -y ${range:+-r $range} "$BUS" 0x20 "$mode" 2>"$TMP/err")
	# shellcheck disable=SC2086
	check "dump, $words" gpioi2c dump -m "$mode" "$BUS" 0x20 $range
	is "dump, $words: i2cdump's picture" "$(cat "$TMP/out")" "$theirs"
done
status "dump of nobody" 1 gpioi2c dump "$BUS" 0x33
has "dump of nobody: says so" '^gpioi2c: no acknowledge from 0x33'

check "write to a register" gpioi2c write "$BUS" 0x20 0x30 0x3c
check "with a mask" gpioi2c write --mask 0x0f --readback "$BUS" 0x20 0x30 0xa5
is "the other bits stay" "$(i2cget -y "$BUS" 0x20 0x30)" 0x35
status "what cannot be written differs" 1 gpioi2c write -r -w 16be "$BUS" 0x48 0 0x1234
has "it says how" '^gpioi2c: value 0: wrote 0x1234, reads 0x1900$'

check "transfer, again and again" gpioi2c transfer --repeat 5 --interval 1 "$BUS" w1@0x20 0x30 r1
is "five times" "$(grep -c '^0x35$' "$TMP/out")" 5
check "stats, watched" gpioi2c stats --watch --repeat 2 --interval 10 "$BUS"
has "stats: what comes in a second" '^transfers +[1-9][0-9]* +0$'
nothing_illegal "all of it"
