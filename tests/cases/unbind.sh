#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The bus goes away under an open descriptor, idle and in mid-transfer.
. ./lib.sh

unbind() { echo "$DEVICE" >/sys/bus/platform/drivers/gpio-i2c/unbind; }
bind() { echo "$DEVICE" >/sys/bus/platform/drivers/gpio-i2c/bind; }

# seconds COMMAND...: how long it took, in hundredths.
hundredths()
{
	begin=$(cut -d' ' -f1 /proc/uptime | tr -d .)
	"$@"
	end=$(cut -d' ' -f1 /proc/uptime | tr -d .)
	echo $((end - begin))
}

works()
{
	wait_for 5 find_bus
	check "$1" ./xfer "$NODE" w:20:00 r:20:1
	has "$1: a target answers" '^5a$'
}

gone()
{
	./gone 3 >"$TMP/gone"
	for call in info transfer recover statistics; do
		is "$1: $call" "$(grep "^$call" "$TMP/gone")" "$call No such device"
	done
}

load
old_node=$NODE
works "before"
exec 3<>"$NODE"
took=$(hundredths unbind)
diag "unbind with an open descriptor took $took/100 s"
check "unbind does not wait for the descriptor" test "$took" -lt 200
check "the node is gone" test ! -e "$old_node"
is "the descriptor still counts" "$(use_count)" 2
gone "idle"
took=$(hundredths bind)
diag "bind took $took/100 s"
works "rebound while the old descriptor is open"
gone "old descriptor after the rebind"
status "rmmod is refused by the old descriptor" 1 rmmod gpio_i2c
exec 3>&-
is "closed after its bus" "$(use_count)" 0
works "after the close"

# 20,000 bytes at 100 kHz: 1.8 s.
exec 3<>"$NODE"
./xfer -q 3 r:20:20000 >"$TMP/transfer" 2>&1 &
transfer=$!
sleep 0.5
check "a transfer is going on" kill -0 $transfer
took=$(hundredths unbind)
wait $transfer || true
diag "unbind in mid-transfer took $took/100 s; the transfer: $(tail -n 1 "$TMP/transfer")"
check "unbind in mid-transfer in bounded time" test "$took" -lt 500
check "the transfer failed with ENODEV" grep -q 'No such device,' "$TMP/transfer"
gone "mid-transfer"
bind
works "rebound after mid-transfer"
exec 3>&-

# A client driver puts its target to rest as it goes: the lm75's writes back the configuration
# that it found, with the bit for shutdown set.
modprobe lm75
[ ! -e "/sys/bus/i2c/devices/$BUS-0048" ] || rmmod lm75
check "the thermometer is shut down" ./xfer "$NODE" w:48:0101
loaded lm75 || modprobe lm75
driver_bound lm75 48
check "its driver wakes it up" ./xfer "$NODE" w:48:01 r:48:1
has "the bit is 0" '^00$'
took=$(hundredths unbind)
check "the bus goes at once" test "$took" -lt 200
rmmod lm75
bind
works "rebound after a client"
check "the driver has shut it down again" ./xfer "$NODE" w:48:01 r:48:1
has "the bit is 1" '^01$'
check "the thermometer is awake" ./xfer "$NODE" w:48:0100

# i2c-dev's open files hold the adapter until they are closed, and are served for so long.
speed 20000
exec 3<>"$NODE" 4<>"$I2C_NODE"
./xfer -q -i 4 r:20:4000 >"$TMP/transfer" 2>&1 &
transfer=$!
sleep 0.5
(exec 3>&- 4>&-; unbind) &
unbinder=$!
wait_for 2 test ! -e "$NODE" || :
check "unbind waits for i2c-dev's files" kill -0 $unbinder
gone "unbinding"
wait $transfer || :
is "a transfer of i2c-dev's goes on to its end" "$(cat "$TMP/transfer")" "done"
check "so does one that begins meanwhile" ./xfer -i 4 w:20:00 r:20:1
has "with its data" '^5a$'
exec 4>&-
check "the last file is closed, and the bus goes" wait $unbinder
exec 3>&-
bind
works "rebound after i2c-dev"

# Again and again, with an opener that does not care.
(
	while :; do
		./xfer "$NODE" w:20:00 r:20:1 || true
	done
) >/dev/null 2>&1 &
opener=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do
	unbind
	bind
done
kill $opener
wait $opener 2>/dev/null || true
works "after ten rounds beside an opener"
wait_for 5 unused || :
is "nothing is held" "$(use_count)" 0
