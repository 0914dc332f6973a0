#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Every kind of SMBus transfer through i2c-dev, with and without PEC.
. ./lib.sh

load scl_hz=400000
table ./smbus "$I2C_NODE"
wire_clear
check "i2cset" i2cset -y "$BUS" 0x20 0x30 0x77
shows "i2cget reads what i2cset wrote" '^0x77$' i2cget -y "$BUS" 0x20 0x30
is "write and read byte data on the wire" "$(wire | xargs)" \
	"S 20 W A 30 A 77 A P S 20 W A 30 A Sr 20 R A 77 N P"
status "i2cget of an empty address" 1 i2cget -y "$BUS" 0x33 0
