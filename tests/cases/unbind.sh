#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The bus goes while a descriptor is open, idle or in mid-transfer.
. ./lib.sh

bus_works_again()
{
	wait_for 5 find_bus
	bus_works "$1"
}

# unbind_takes_less_than NAME HUNDREDTHS
unbind_takes_less_than()
{
	takes unbind
	check "$1: within $2/100 s, after $took/100 s" test $took -lt "$2"
}

load
old_node=$NODE
bus_works "before"
exec 3<>"$NODE"
unbind_takes_less_than "unbind does not wait for an open descriptor" 200
check "the node is gone" test ! -e "$old_node"
is "the descriptor still counts" "$(use_count)" 2
table ./gone 3 "idle"
bind
bus_works_again "rebound while the old descriptor is open"
table ./gone 3 "old descriptor after the rebind"
status "rmmod is refused by the old descriptor" 1 rmmod gpio_i2c
exec 3>&-
is "closed after its bus" "$(use_count)" 0
bus_works_again "after the close"

# 20,000 bytes at 100 kHz: 1.8 s.
exec 3<>"$NODE"
./xfer -q 3 r:20:20000 >"$TMP/transfer" 2>&1 &
sleep 0.5
check "a transfer is going on" kill -0 $!
unbind_takes_less_than "unbind in mid-transfer" 500
wait $! || :
check "the transfer failed with ENODEV" grep -q 'No such device,' "$TMP/transfer"
table ./gone 3 "mid-transfer"
bind
bus_works_again "rebound after mid-transfer"
exec 3>&-

# A client driver puts its target to rest when it unbinds: lm75 writes back the configuration
# it found, with the shutdown bit set.
modprobe lm75
[ ! -e "/sys/bus/i2c/devices/$BUS-0048" ] || rmmod lm75
check "the thermometer is shut down" ./xfer "$NODE" w:48:0101
loaded lm75 || modprobe lm75
driver_bound lm75 48
shows "its driver wakes it up: the bit is 0" '^00$' ./xfer "$NODE" w:48:01 r:48:1
unbind_takes_less_than "unbind with a client" 200
rmmod lm75
bind
bus_works_again "rebound after a client"
shows "the driver has shut it down again: the bit is 1" '^01$' ./xfer "$NODE" w:48:01 r:48:1
check "the thermometer is awake" ./xfer "$NODE" w:48:0100

# Open files of i2c-dev keep the adapter, and work until they are closed.
speed 20000
exec 3<>"$NODE" 4<>"$I2C_NODE"
./xfer -q -i 4 r:20:4000 >"$TMP/transfer" 2>&1 &
transfer=$!
sleep 0.5
(exec 3>&- 4>&-; unbind) &
unbinder=$!
wait_for 2 test ! -e "$NODE" || :
check "unbind waits for i2c-dev's files" kill -0 $unbinder
table ./gone 3 "unbinding"
wait $transfer || :
is "a transfer of i2c-dev's goes on to its end" "$(cat "$TMP/transfer")" "done"
shows "so does one that begins meanwhile" '^5a$' ./xfer -i 4 w:20:00 r:20:1
exec 4>&-
check "the last file is closed, and the bus goes" wait $unbinder
exec 3>&-
bind
bus_works_again "rebound after i2c-dev"

# Again and again, while another process keeps opening the node.
while :; do ./xfer "$NODE" w:20:00 r:20:1 || :; done >/dev/null 2>&1 &
for _ in 1 2 3 4 5 6 7 8 9 10; do
	unbind
	bind
done
stop $!
bus_works_again "after ten rounds beside an opener"
wait_for 5 unused || :
is "nothing is held" "$(use_count)" 0
