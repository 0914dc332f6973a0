#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The driver on lines of the kernel's gpio-sim, which may sleep: a short, and a chip that
# goes away under an open descriptor. A line there has its pull until it is requested, and
# stays low once it was driven low: no transfer gets further than its first clock.
. ./lib.sh
config=/sys/kernel/config/gpio-sim/wires
driver=/sys/bus/platform/drivers/gpio-i2c

sim_up()
{
	mkdir -p $config/bank
	echo 4 >$config/bank/num_lines
	echo wires >$config/bank/label
	echo 1 >$config/live
	lines=/sys/devices/platform/$(cat $config/dev_name)/$(cat $config/bank/chip_name)
}

# wires SDA SCL: a bus on lines that are pulled so, "up" or "down".
wires()
{
	[ ! -e $driver/gpio-i2c-runtime.0 ] || echo gpio-i2c-runtime.0 >$driver/delete_device
	echo "pull-$1" >"$lines/sim_gpio0/pull"
	echo "pull-$2" >"$lines/sim_gpio1/pull"
	echo wires:0 wires:1 400000 >$driver/new_device
	find_bus
}

# fails NAME REGEX SDA SCL: a transfer through both nodes, on wires that are as they were.
fails()
{
	sda=$3 scl=$4
	wires "$sda" "$scl"
	status "$1" 1 ./xfer "$NODE" w:20:00
	has "$1: $2" "$2"
	wires "$sda" "$scl"
	status "$1, i2c-dev" 1 ./xfer "$I2C_NODE" w:20:00
	has "$1, i2c-dev: $2" "$2"
}

if ! modprobe gpio-sim 2>/dev/null; then
	skip "gpio-sim" "no gpio-sim in this kernel"
	exit 0
fi
EXPECTED_LOG='is held low'
modprobe i2c-dev
modprobe gpio-i2c
sim_up
wires up up
check "a bus on lines that may sleep" gpioi2c info "$BUS"
has "it says so" '[Ss]leep'
fails "SDA shorted" 'resource busy' down up
fails "SCL shorted" 'resource busy' up down
fails "SCL does not rise" 'timed out' up up

exec 3<>"$NODE"
echo 0 >$config/live
status "the chip is gone" 1 ./xfer 3 w:20:00
has "the chip is gone: ENODEV" 'No such device,'
check "the node is gone" test ! -e "$NODE"
exec 3>&-
is "nobody holds the module" "$(use_count)" 0
rmdir $config/bank $config
rmmod gpio_i2c gpio_sim
