#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# time limit: 240 s
# Device-tree overlays at run time bring and take a bus and the chips below it, also while the bus is used.
# The kernel tells if a node that goes is still held.
. ./lib.sh

# overlay apply NAME, overlay remove: the last one.
overlay() { echo "/root/${2:-}.dtbo" >"/sys/module/overlay/parameters/$1"; }

bus_comes()
{
	overlay apply bus
	wait_for 10 find_bus
	find_bus
}

bound() { test -e "/sys/bus/i2c/devices/$BUS-00$1/driver"; }

check "the machine has a device tree" test -d /proc/device-tree/sim
insmod /root/overlay.ko
for module in i2c-dev at24 rtc-ds1307 gpio-i2c gpio-i2c-sim; do
	modprobe $module
done
is "no bus" "$(gpioi2c list 2>/dev/null | wc -l)" 0
bus_comes
is "the node gives name and frequency" "$(told garden adapter), $(told garden 'SCL asked')" \
	"i2c-$BUS, gpio-i2c garden, 400000 Hz"
bus_works "an overlay made it"
check "the EEPROM below it is bound" wait_for 10 bound 50
overlay apply chip
check "a chip of another overlay is bound" wait_for 10 bound 68
overlay remove
check "it goes with its overlay" test ! -e "/sys/bus/i2c/devices/$BUS-0068"
bus_works "the bus stays"

node=$NODE
exec 3<>"$node"
overlay remove
check "the bus goes while a descriptor is open" test ! -e "$node"
table ./gone 3 "idle"
exec 3>&-
is "nobody holds the module" "$(use_count)" 0

bus_comes
bus_works "the overlay came again"
# 20,000 bytes at 400 kHz: half a second and more.
./xfer -q "$NODE" r:20:20000 >"$TMP/transfer" 2>&1 &
sleep 0.2
check "a transfer is going on" kill -0 $!
overlay remove
wait $! || :
check "it fails with ENODEV" grep -q 'No such device,' "$TMP/transfer"
is "no bus is left" "$(gpioi2c list 2>/dev/null | wc -l)" 0

for _ in $(seq 20); do
	bus_comes
	./xfer -q "$NODE" w:20:00 r:20:200 >"$TMP/transfer" 2>&1 &
	overlay apply chip
	overlay remove
	overlay remove
	wait $! || :
done
bus_comes
bus_works "20 times later"
overlay remove
unload gpio_i2c gpio_i2c_sim at24 rtc_ds1307 overlay
is "no node is held" "$(log_since start | grep 'OF: ERROR' || :)" ""
