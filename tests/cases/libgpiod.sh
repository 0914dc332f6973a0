#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# With autobind=0 the lines are anybody's: libgpiod's, another master's, ours later.
. ./lib.sh

load autobind=0
SIM=$DEBUGFS/gpio-i2c-sim/0
check "no bus is made" sh -c '! ls /dev/gpio-i2c-* 2>/dev/null'
check "gpiodetect" gpiodetect
has "gpiodetect knows the chip" '\[gpio-i2c-sim\] \(2 lines\)'
chip=$(sed -n 's/ \[gpio-i2c-sim\].*//p' "$TMP/out")
check "gpioinfo" info "$chip"
has "SDA has its name and is free" '"sim0-sda"[[:space:]]+(unused|input)'
has "SCL has its name and is free" '"sim0-scl"[[:space:]]+(unused|input)'
check "gpioget" levels "$chip" 0 1
has "both lines are pulled up" '^1 1$'
check "gpioset low and high" push_pull "$chip" 0=0 1=1
is "SDA fell, and rose when nobody had it any more" "$(wire)" "S P"

# What open drain is for: a line that is driven high while somebody pulls it low.
echo "sda_stuck now" >"$SIM/fault"
echo 1 >"$SIM/reset"
check "gpioset high, open drain, against a low level" \
	open_drain "$chip" 0=1
seen=$(violations)
is "does no harm" "$seen" ""
check "gpioset high, push-pull, against a low level" push_pull "$chip" 0=1
is "is a short" "$(violations)" "contention 1 0 0"
echo clear >"$SIM/fault"

hold_open_drain "$chip" 0=0 &
holder=$!
sleep 0.5
check "gpioinfo while SDA is held" info "$chip"
has "SDA is libgpiod's" '"sim0-sda".*"gpioset"'
check "the other line is still free" levels "$chip" 1
status "a held line is refused" 1 levels "$chip" 0
kill $holder
wait
check "gpioget after it was let go" levels "$chip" 0 1
has "both lines are high again" '^1 1$'

# A master in user space finds the register chip's id.
check "a bus by hand" ./bitbang "/dev/$chip" 0 1 0x20 0
has "the chip's id" '^5a$'
is "the simulator saw it" "$(wire | tail -n 1)" \
	"S 20 W A 00 A Sr 20 R A 5a N P"

# The same lines for our driver afterwards.
unload gpio_i2c_sim
load
check "our master on the same lines" ./xfer "$NODE" w:20:00 r:20:1
has "and the chip's id again" '^5a$'
status "libgpiod is refused now" 1 levels "$chip" 0
