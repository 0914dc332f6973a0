#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A client that is not frozen uses the bus while the system suspends: it is refused as by the I2C core,
# and served again afterwards.
. ./lib.sh
parameters=/sys/module/power_client/parameters

count() { cat $parameters/"$1"; }

needs "suspend" "no PM_DEBUG in this kernel" test -w /sys/power/pm_test
load scl_hz=400000
insmod /root/power_client.ko bus="$BUS" poll=1
sleep 1
check "a client polls" test "$(count good)" -gt 0
# Suspend up to the point where devices have no interrupts, then resume.
echo platform >/sys/power/pm_test
echo 2 >/sys/module/suspend/parameters/pm_test_delay
check "the system suspends and resumes" sh -c 'echo freeze >/sys/power/state'
check "the client was refused meanwhile" test "$(count refused)" -gt 0
good=$(count good)
sleep 1
check "the client is served afterwards" test "$(count good)" -gt "$good"
is "it met no other error" "$(count other)" 0
diag "$(count good) served, $(count refused) refused"
bus_works "after suspend"
rmmod power_client

# On some machines the CPU's counter restarts in suspend to RAM: let it fall back by hours here.
clock=/sys/module/gpio_i2c/parameters/clock_offset
if [ -w $clock ]; then
	speed 400000
	check "a transfer before" ./xfer "$NODE" w:20:00 r:20:1
	# 10^13 ticks, hours of any counter. Nobody uses the bus between this line and the suspend.
	echo 18446734073709551616 >$clock
	sh -c 'echo freeze >/sys/power/state'
	within "a transfer after resume, with a clock that was set back" 1 \
		./xfer "$NODE" w:20:00 r:20:1
	echo 18446714073709551616 >$clock
	within "one whose clock falls back without suspend" 3 ./xfer "$NODE" w:20:00 r:20:1
	echo 0 >$clock
	within "one whose clock leaps ahead" 3 ./xfer "$NODE" w:20:00 r:20:1
else
	skip "a clock that is set back" "the driver was not built for a debug kernel"
fi
# The I2C core warns once of a late transfer. Nothing else may be in the log.
shows "the I2C core told of it" 'Transfer while suspended' log_since start
. ./known.sh
