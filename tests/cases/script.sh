#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Command lines on standard input; bench; detect --names.
# one kernel: userspace alone
. ./lib.sh

load scl_hz=400000
printf '%s\n' "# a comment" "write $BUS 0x20 0x30 0xca 0xfe" "read 'gpio-i2c $DEVICE' 0x20 0x30 2" \
	"transfer $BUS w1@0x20 0x31 r1" >"$TMP/script"
check "command lines on standard input" sh -c "gpioi2c -i <'$TMP/script'"
is "what they print" "$(cat "$TMP/out")" "$(printf '0xca 0xfe\n0xfe')"
printf '%s\n' "read $BUS 0x33" "read $BUS 0x20 0x30" >"$TMP/script"
status "the first that fails is the last" 1 sh -c "gpioi2c -i <'$TMP/script'"
has_no "no other is run" 0xca
status "unless there is --keep-going" 1 sh -c "gpioi2c -i --keep-going <'$TMP/script'"
has "the others are run" '^0xca$'

check "detect --names" gpioi2c detect --names "$BUS"
has "names of thermometers" '^0x48:.* lm75( |$)'
has "names of clocks" '^0x68:.* ds1307( |$)'
check "bench" gpioi2c bench --length 32 "$BUS" 0x20
has "bench: a line for a frequency" '^ +100000 +[1-9][0-9]+ +[1-9][0-9]+ +[1-9][0-9]+ +[1-9]'
has "bench: and for that of the bus" '^ +400000 +[1-9]'
has_no "bench: none is faster" '^ +1000000 '
nothing_illegal "all of it"
