#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A master died in the middle of a read, and the target holds SDA low. The next transfer, the ioctl
# and the attribute free the bus; no byte changes anywhere.
. ./lib.sh

# hold REGISTER BITS: our driver releases the lines, another master reads that many bits.
hold()
{
	unbind
	./bitbang "/dev/$chip" 0 1 0x20 "$1" "$2" 2>&1 | sed 's/^/# /'
	is "register $1, $2 bits: a target holds SDA" "$(levels "$chip" 0 1)" "0 1"
	bind
	wait_for 10 find_bus
}

registers() { ./xfer "$NODE" w:20:00 r:20:256 | head -n 1; }

right() { shows "$2: the right data" '^03 04 05$' ./xfer "$1" w:20:42 r:20:3; }

load scl_hz=400000
chip=$(chip_of gpio-i2c-sim)
check "known values" ./xfer "$NODE" w:20:400102030405060708
check "known values in the EEPROM" ./xfer "$NODE" w:50:1011223344
wait_for 2 ./xfer "$NODE" w:50:10
before=$(registers)

# Register 0 is 0x5a, 0x40 is 1: the next bit is a 0.
for place in "0 0" "0 2" "0x40 1" "0x40 6" "0 7"; do
	hold "${place% *}" "${place#* }"
	right "$NODE" "a transfer, $place"
	check "the bus was recovered" test "$(counter recoveries)" -gt 0
	is "no recovery failed" "$(counter recoveries_failed)" 0
done
hold 0 2
right "$I2C_NODE" "i2c-dev's transfer"
hold 0 2
shows "the ioctl frees the bus" 'recovered, the bus is free' gpioi2c recover "$BUS"
right "$NODE" "after the ioctl"
hold 0 2
check "the attribute" sh -c "echo 1 >$ADAPTER/recover"
is "the attribute recovers" "$(counter recoveries)" 1
right "$NODE" "after the attribute"
is "it was idle then" "$(counter recoveries)" 1
hold 0 2
check "i2cdetect" i2cdetect -y "$BUS"
is "finds what there is" "$(addresses "$TMP/out")" "20 48 50 54 68"

is "not one register has changed" "$(registers)" "$before"
is "nor has the EEPROM" "$(./xfer "$NODE" w:50:10 r:50:4 | head -n 1)" "11 22 33 44"
status "the attribute wants a 1" 1 sh -c "echo frobnicate >$ADAPTER/recover"
