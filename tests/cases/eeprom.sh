#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# gpioi2c eeprom on the simulated chips, checked by the kernel's at24 and by an image.
# one kernel: userspace alone
. ./lib.sh

load scl_hz=400000
head -c 32768 /dev/urandom >"$TMP/image"
check "write a 24C256" gpioi2c eeprom write --part 24c256 --verify "$BUS" 0x54 "$TMP/image"
has "it says what it did" '^write: 32768 bytes from 0x0000, verified$'
check "read it" gpioi2c eeprom read -p 24c256 "$BUS" 0x54 "$TMP/back"
check "it is the same" cmp "$TMP/image" "$TMP/back"
modprobe at24
new_client 24c256 0x54
check "at24 reads the same" cmp "$TMP/image" "/sys/bus/i2c/devices/$BUS-0054/eeprom"
status "at24's EEPROM is left alone" 1 gpioi2c eeprom erase -p 24c256 "$BUS" 0x54
echo 0x54 >"$ADAPTER/delete_device"
printf 'abc' >"$TMP/small"
check "write a 24C02, 3 bytes" gpioi2c eeprom write "$BUS" 0x50 "$TMP/small"
is "they are there" "$(gpioi2c eeprom read --size 3 "$BUS" 0x50 - 2>/dev/null)" abc
check "erase it" gpioi2c eeprom erase -p 24c02 --verify "$BUS" 0x50
check "verify tells the difference" sh -c "! gpioi2c eeprom verify '$BUS' 0x50 '$TMP/small'"

# SIGTERM does the same as SIGINT, which background processes of a shell ignore.
gpioi2c eeprom erase -p 24c256 -s 10k "$BUS" 0x54 >"$TMP/out" 2>&1 &
sleep 1
kill $!
ended=0
wait $! || ended=$?
is "it ends when it is told to" "$ended" 1
