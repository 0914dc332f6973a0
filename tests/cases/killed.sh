#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Who waits for a bus that another process has for long is ended by kill -9, at once.
. ./lib.sh
driver=/sys/bus/platform/drivers/gpio-i2c

# long NODE: a transfer of 18 s in the background, at 1 kHz.
long()
{
	./xfer -q "$1" r:20:2000 >/dev/null 2>&1 &
	holder=$!
	sleep 0.5
}

# killed NAME COMMAND...: it waits, and is gone soon after it is killed.
killed()
{
	waits=$1
	shift
	"$@" >"$TMP/waiter" 2>&1 &
	waiter=$!
	sleep 0.3
	check "$waits: it waits" kill -0 $waiter
	begin=$(cut -d' ' -f1 /proc/uptime | tr -d .)
	kill -9 $waiter || :
	wait $waiter 2>/dev/null || :
	took=$(($(cut -d' ' -f1 /proc/uptime | tr -d .) - begin))
	diag "$waits: gone $took/100 s after the kill"
	check "$waits: it can be killed" test $took -lt $((100 * SLOWER))
	check "$waits: the bus is still in use" kill -0 $holder
}

release()
{
	kill -9 $holder || :
	wait $holder 2>/dev/null || :
}

load scl_hz=1000
# 6667 bytes of nine bits at 1 kHz are more than a minute: nobody may have the bus for so long.
for node in "$NODE" "$I2C_NODE"; do
	status "6669 bytes through ${node%-*} are refused" 1 ./xfer -q "$node" r:20:6669
	has "6669 bytes through ${node%-*}: EINVAL" '^failed: Invalid argument,'
done
status "the tool refuses them" 2 gpioi2c read "$BUS" 0x20 0 6669
has "and says why" 'more than 60 s on the wire'

for node in "$NODE" "$I2C_NODE"; do
	long "$node"
	killed "a transfer behind ${node%-*}" ./xfer "$NODE" w:20:00
	killed "a recovery behind ${node%-*}" gpioi2c recover "$BUS"
	killed "a new speed behind ${node%-*}" sh -c "echo 2000 >$ADAPTER/scl_frequency_hz"
	killed "a look at SDA behind ${node%-*}" cat "$DEBUGFS/gpio-i2c/i2c-$BUS/sda"
	release
done
is "the speed is what it was" "$(cat "$ADAPTER/scl_frequency_hz")" 1000
check "the bus works" ./xfer "$NODE" w:20:00 r:20:1
has "and its target answers" '^5a$'
unload

load autobind=0 buses=2
echo sim0-sda sim0-scl 1000 >$driver/new_device
echo sim1-sda sim0-scl 1000 >$driver/new_device
find_bus
other=$(basename $driver/gpio-i2c-runtime.1/i2c-*)
long "$NODE"
killed "a transfer on another bus with that SCL" ./xfer "/dev/gpio-$other" w:20:00
killed "i2c-dev's transfer there" ./xfer "/dev/$other" w:20:00
release
check "the bus works" ./xfer "$NODE" w:20:00 r:20:1
finish
