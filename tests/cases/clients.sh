#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The kernel's own drivers on the bus: at24, lm75, rtc-ds1307.
. ./lib.sh

# pattern BYTES: different at each place of a page, and in each page.
pattern()
{
	awk -v bytes="$1" 'BEGIN {
		for (i = 0; i < bytes; i++)
			printf "\\%03o", (i * 7 + int(i / 256) * 13 + 5) % 256
	}' >"$TMP/octal"
	# shellcheck disable=SC2059
	printf "$(cat "$TMP/octal")"
}

# bind TYPE ADDRESS SIZE: sets $file.
bind()
{
	file=/sys/bus/i2c/devices/$BUS-00$2/eeprom
	new_client "$1" "0x$2"
	check "$1: the driver binds" test -f "$file"
	is "$1: size" "$(wc -c <"$file")" "$3"
}

unbind()
{
	delete_client "0x$2"
	check "$1: the driver goes" test ! -e "$file"
}

# written NAME AT BYTES: written, read back, compared. at24 writes byte by byte.
written()
{
	pattern "$3" >"$TMP/pattern"
	check "$1: write $3 bytes at $2" dd if="$TMP/pattern" of="$file" bs="$3" seek=$(($2 / $3))
	dd if="$file" of="$TMP/back" bs="$3" skip=$(($2 / $3)) count=1 2>/dev/null
	check "$1: what is read is what was written" cmp "$TMP/pattern" "$TMP/back"
}

load scl_hz=400000
# A machine that has better to do must not be taken for a chip that does not answer.
modprobe at24 write_timeout=1000
echo 500 >"$SIM/write_cycle_us"
bind 24c02 50 256
written 24c02 0 256
printf '\252\125' | dd of="$file" bs=1 seek=61 2>/dev/null
is "24c02: seen past the driver" "$(./xfer "$NODE" w:50:3c r:50:4 | head -n 1)" "a9 aa 55 be"
unbind 24c02 50

bind 24c256 54 32768
written 24c256 0 512
written 24c256 32256 512
is "24c256: seen past the driver" "$(./xfer "$NODE" w:54:7ffe r:54:2 | head -n 1)" \
	"$(od -An -tx1 -j510 "$TMP/pattern" | sed 's/^ *//')"
is "24c256: the rest is as it was" "$(./xfer "$NODE" w:54:4000 r:54:2 | head -n 1)" "ff ff"
unbind 24c256 54

modprobe lm75
driver_bound lm75 48
for file in "/sys/bus/i2c/devices/$BUS-0048/hwmon/"hwmon*/temp1_input; do
	temperature=$(cat "$file" 2>/dev/null || echo unreadable)
done
word=$(./xfer "$NODE" w:48:00 r:48:2 | head -n 1 | tr -d ' ')
# Nine bits, half a degree each, in a 16-bit register.
is "lm75: temperature" "$temperature" "$(((0x$word >> 7) * 500))"
check "lm75: set a limit" sh -c "echo 30500 >${file%_input}_max"
is "lm75: seen past the driver" "$(./xfer "$NODE" w:48:03 r:48:2 | head -n 1)" "1e 80"
rmmod lm75

if modprobe rtc-ds1307 2>/dev/null; then
	new_client ds1307 0x68
	for rtc in "/sys/bus/i2c/devices/$BUS-0068/rtc/"rtc*; do
		rtc=${rtc##*/}
	done
	check "ds1307: the driver binds" test -d "/sys/class/rtc/$rtc"
	check "ds1307: set" hwclock -u -w -f "/dev/$rtc"
	clock=$(cat "/sys/class/rtc/$rtc/since_epoch") now=$(date +%s)
	check "ds1307: tells the time" test $((clock - now)) -ge -2 -a $((clock - now)) -le 2
	sleep 2
	check "ds1307: runs" test "$(cat "/sys/class/rtc/$rtc/since_epoch")" -gt "$clock"
	delete_client 0x68
else
	skip "ds1307" "no rtc-ds1307 in this kernel"
fi
nothing_illegal "all of it"
