#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# kill -9 ends a process at once while it waits for a bus in long use.
. ./lib.sh

# held NODE: starts a transfer of 18 s in the background, at 1 kHz.
held()
{
	./xfer -q "$1" r:20:2000 >/dev/null 2>&1 &
	holder=$!
	sleep 0.5
}

# killed_behind NAME COMMAND...: kills it while the bus is still in use.
killed_behind()
{
	behind=$1
	shift
	killed "$behind" 0.3 "$@"
	check "$behind: the bus is still in use" kill -0 $holder
}

load scl_hz=1000
# 6667 bytes of nine bits at 1 kHz take more than a minute: too long for one call.
for node in "$NODE" "$I2C_NODE"; do
	fails "6669 bytes through ${node%-*} are refused" 1 '^failed: Invalid argument,' \
		./xfer -q "$node" r:20:6669
done
fails "the tool refuses them" 2 'more than 60 s on the wire' gpioi2c read "$BUS" 0x20 0 6669
for node in "$NODE" "$I2C_NODE"; do
	held "$node"
	killed_behind "a transfer behind ${node%-*}" ./xfer "$NODE" w:20:00
	killed_behind "a recovery behind ${node%-*}" gpioi2c recover "$BUS"
	killed_behind "a new speed behind ${node%-*}" sh -c "echo 2000 >$ADAPTER/scl_frequency_hz"
	killed_behind "a look at SDA behind ${node%-*}" cat "$DEBUGFS/gpio-i2c/i2c-$BUS/sda"
	stop -9 $holder
done
is "the speed is what it was" "$(cat "$ADAPTER/scl_frequency_hz")" 1000
bus_works "after the kills"
unload

load autobind=0 buses=2
new sim0-sda sim0-scl 1000
new sim1-sda sim0-scl 1000
find_bus
other=$(basename $DRIVER/gpio-i2c-runtime.1/i2c-*)
held "$NODE"
killed_behind "a transfer on another bus with that SCL" ./xfer "/dev/gpio-$other" w:20:00
killed_behind "i2c-dev's transfer there" ./xfer "/dev/$other" w:20:00
stop -9 $holder
check "the bus works" ./xfer "$NODE" w:20:00 r:20:1
