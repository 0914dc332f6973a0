#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The driver on lines of the kernel's gpio-sim, which may sleep: a short, and a chip that is removed
# while a descriptor is open. gpio-sim's pull works only until a line is requested, and a line once
# driven low stays low: no transfer gets past its first clock.
. ./lib.sh
config=/sys/kernel/config/gpio-sim/wires

sim_up()
{
	mkdir -p $config/bank
	echo 4 >$config/bank/num_lines
	echo wires >$config/bank/label
	echo 1 >$config/live
	lines=/sys/devices/platform/$(cat $config/dev_name)/$(cat $config/bank/chip_name)
}

# wires SDA SCL: makes a bus on lines with these pulls, "up" or "down".
wires()
{
	[ ! -e $DRIVER/gpio-i2c-runtime.0 ] || delete 0
	echo "pull-$1" >"$lines/sim_gpio0/pull"
	echo "pull-$2" >"$lines/sim_gpio1/pull"
	new wires:0 wires:1 400000
	find_bus
}

# both_fail NAME REGEX SDA SCL: a transfer fails through both nodes, on fresh wires.
both_fail()
{
	wires "$3" "$4"
	fails "$1" 1 "$2" ./xfer "$NODE" w:20:00
	wires "$3" "$4"
	fails "$1, i2c-dev" 1 "$2" ./xfer "$I2C_NODE" w:20:00
}

needs "gpio-sim" "no gpio-sim in this kernel" modprobe gpio-sim
EXPECTED_LOG='is held low'
modprobe i2c-dev
modprobe gpio-i2c
sim_up
wires up up
shows "a bus on lines that may sleep" '[Ss]leep' gpioi2c info "$BUS"
both_fail "SDA shorted" 'resource busy' down up
both_fail "SCL shorted" 'resource busy' up down
both_fail "SCL does not rise" 'timed out' up up

exec 3<>"$NODE"
echo 0 >$config/live
fails "the chip is gone" 1 'No such device,' ./xfer 3 w:20:00
check "the node is gone" test ! -e "$NODE"
exec 3>&-
is "nobody holds the module" "$(use_count)" 0
rmdir $config/bank $config
rmmod gpio_i2c gpio_sim
