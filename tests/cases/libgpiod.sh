#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# With autobind=0 anybody can use the lines: libgpiod, another master, later our driver.
. ./lib.sh

load autobind=0
check "no bus is made" sh -c '! ls /dev/gpio-i2c-* 2>/dev/null'
shows "gpiodetect knows the chip" '\[gpio-i2c-sim\] \(2 lines\)' gpiodetect
chip=$(chip_of gpio-i2c-sim)
shows "SDA has its name and is free" '"sim0-sda"[[:space:]]+(unused|input)' info "$chip"
has "SCL has its name and is free" '"sim0-scl"[[:space:]]+(unused|input)'
shows "both lines are pulled up" '^1 1$' levels "$chip" 0 1
check "gpioset low and high" push_pull "$chip" 0=0 1=1
is "SDA fell, and rose when nobody had it any more" "$(wire)" "S P"

# Why open drain: one drives the line high while another pulls it low.
fault "sda_stuck now"
echo 1 >"$SIM/reset"
check "gpioset high, open drain, against a low level" open_drain "$chip" 0=1
seen=$(violations)
is "does no harm" "$seen" ""
check "gpioset high, push-pull, against a low level" push_pull "$chip" 0=1
is "is a short" "$(violations)" "contention 1 0 0"
fault

hold_open_drain "$chip" 0=0 &
sleep 0.5
shows "SDA is libgpiod's while it holds it" '"sim0-sda".*"gpioset"' info "$chip"
check "the other line is still free" levels "$chip" 1
status "a held line is refused" 1 levels "$chip" 0
stop $!
shows "both lines are high again after it was let go" '^1 1$' levels "$chip" 0 1

# A master in user space reads the register chip's id.
shows "a bus by hand: the chip's id" '^5a$' ./bitbang "/dev/$chip" 0 1 0x20 0
is "the simulator saw it" "$(wire | tail -n 1)" "S 20 W A 00 A Sr 20 R A 5a N P"

# The same lines for our driver afterwards.
unload gpio_i2c_sim
load
bus_works "our master on the same lines"
status "libgpiod is refused now" 1 levels "$chip" 0
