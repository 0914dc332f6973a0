#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Accesses to a line fail, as on an expander. Whatever the error, the transfer must report a failed
# line, and must not blame a target or another master.
. ./lib.sh
EXPECTED_LOG='S(DA|CL) \(.*\) could not be accessed'

load scl_hz=400000
check "known values" ./xfer "$NODE" w:20:4011923394
table ./lineerror "$BUS"
shows "the kernel's log names SCL and the error" \
	"SCL \(gpio-i2c-sim:1\) could not be accessed: -E?[A-Z0-9]+" log_since start
has "and SDA" "SDA \(gpio-i2c-sim:0\) could not be accessed"

fault "access_fail 20 error 6"
fails "the tool blames no target" 1 \
	'^gpioi2c: SDA or SCL could not be accessed at message 0, byte 0$' gpioi2c read "$BUS" 0x20 0x40
fault "access_fail 20 error 6"
fails "a scan for targets ends" 1 'SDA or SCL could not be accessed' gpioi2c detect "$BUS"
fault "access_fail 0 error 6"
fails "a recovery" 1 'Input/output error' gpioi2c recover "$BUS"
shows "stats count what failed" '^line_errors +[1-9]' gpioi2c stats "$BUS"
fault
is "the data afterwards" "$(./xfer "$NODE" w:20:40 r:20:4 | xargs)" "11 92 33 94 done"
