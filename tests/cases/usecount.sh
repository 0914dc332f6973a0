#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The module's use count is exact, and rmmod is refused while it is not 0.
. ./lib.sh

load
table ./usecount "$NODE" /sys/module/gpio_i2c/refcnt

check "sysfs and lsmod agree" sh -c "lsmod | grep -q '^gpio_i2c .* 0 *$'"
exec 3<>"$NODE"
is "one descriptor in the shell" "$(use_count)" 2
exec 4<>"$NODE"
is "two descriptors in the shell" "$(use_count)" 4
status "rmmod is refused" 1 rmmod gpio_i2c
is "the refusal does not count" "$(use_count)" 4
check "the bus still works" gpioi2c detect "$BUS"
is "the tool's descriptor is gone" "$(use_count)" 4
exec 3>&- 4>&-
is "both closed" "$(use_count)" 0

exec 3<>"$I2C_NODE"
status "rmmod is refused while i2c-dev is open" 1 rmmod gpio_i2c
exec 3>&-
is "i2c-dev's descriptor is gone" "$(use_count)" 0
check "rmmod once nobody uses it" rmmod gpio_i2c
check "the nodes are gone" test ! -e "$NODE" -a ! -e "$I2C_NODE"
check "and back again" modprobe gpio-i2c
wait_for 10 find_bus
bus_works
