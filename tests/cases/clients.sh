#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The kernel's own drivers on the bus: at24, lm75, rtc-ds1307.
. ./lib.sh

# pattern BYTES: each byte of a page differs, and each page.
pattern()
{
	awk -v bytes="$1" 'BEGIN {
		for (i = 0; i < bytes; i++)
			printf "\\%03o", (i * 7 + int(i / 256) * 13 + 5) % 256
	}' | xargs -0 printf
}

# eeprom TYPE ADDRESS SIZE: makes a client; $file is its file.
eeprom()
{
	file=/sys/bus/i2c/devices/$BUS-00$2/eeprom
	new_client "$1" "0x$2"
	check "$1: the driver binds" test -f "$file"
	is "$1: size" "$(wc -c <"$file")" "$3"
}

eeprom_goes()
{
	echo "0x$2" >"$ADAPTER/delete_device"
	check "$1: the driver goes" test ! -e "$file"
}

# written NAME AT BYTES: writes, reads back, compares. at24 writes byte by byte.
written()
{
	pattern "$3" >"$TMP/pattern"
	check "$1: write $3 bytes at $2" dd if="$TMP/pattern" of="$file" bs="$3" seek=$(($2 / $3))
	dd if="$file" of="$TMP/back" bs="$3" skip=$(($2 / $3)) count=1 2>/dev/null
	check "$1: what is read is what was written" cmp "$TMP/pattern" "$TMP/back"
}

# past_the_driver NAME BYTES MESSAGE...: asks the target itself.
past_the_driver() { is "$1: seen past the driver" "$(./xfer "$NODE" "$3" "$4" | head -n 1)" "$2"; }

load scl_hz=400000
# Wait longer: a busy machine must not look like a chip that does not answer.
modprobe at24 write_timeout=1000
echo 500 >"$SIM/write_cycle_us"
eeprom 24c02 50 256
written 24c02 0 256
printf '\252\125' | dd of="$file" bs=1 seek=61 2>/dev/null
past_the_driver 24c02 "a9 aa 55 be" w:50:3c r:50:4
eeprom_goes 24c02 50

eeprom 24c256 54 32768
written 24c256 0 512
written 24c256 32256 512
past_the_driver 24c256 "$(od -An -tx1 -j510 "$TMP/pattern" | xargs)" w:54:7ffe r:54:2
past_the_driver "24c256, the rest is as it was" "ff ff" w:54:4000 r:54:2
eeprom_goes 24c256 54

modprobe lm75
driver_bound lm75 48
file=$(echo "/sys/bus/i2c/devices/$BUS-0048/hwmon/"hwmon*/temp1_input)
word=$(./xfer "$NODE" w:48:00 r:48:2 | head -n 1 | tr -d ' ')
# Nine bits, half a degree each, in a 16-bit register.
is "lm75: temperature" "$(cat "$file")" "$(((0x$word >> 7) * 500))"
check "lm75: set a limit" sh -c "echo 30500 >${file%_input}_max"
past_the_driver lm75 "1e 80" w:48:03 r:48:2
rmmod lm75

if modprobe rtc-ds1307 2>/dev/null; then
	new_client ds1307 0x68
	rtc=$(basename "/sys/bus/i2c/devices/$BUS-0068/rtc/"rtc*)
	check "ds1307: the driver binds" test -d "/sys/class/rtc/$rtc"
	check "ds1307: set" hwclock -u -w -f "/dev/$rtc"
	clock=$(cat "/sys/class/rtc/$rtc/since_epoch") now=$(date +%s)
	check "ds1307: tells the time" test $((clock - now)) -ge -2 -a $((clock - now)) -le 2
	sleep 2
	check "ds1307: runs" test "$(cat "/sys/class/rtc/$rtc/since_epoch")" -gt "$clock"
	echo 0x68 >"$ADAPTER/delete_device"
else
	skip "ds1307" "no rtc-ds1307 in this kernel"
fi
nothing_illegal "all of it"
