#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The driver on lines of the kernel's gpio-sim, which may sleep: wires with pull-ups and
# nobody on them, a short, and a chip that goes away under an open descriptor.
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

# pull LINE up|down
pull() { echo "pull-$2" >"$lines/sim_gpio$1/pull"; }

if ! modprobe gpio-sim 2>/dev/null; then
	skip "gpio-sim" "no gpio-sim in this kernel"
	exit 0
fi
EXPECTED_LOG='is held low'
modprobe i2c-dev
modprobe gpio-i2c
sim_up
pull 0 up
pull 1 up
check "a bus on lines that may sleep" sh -c "echo wires:0 wires:1 400000 >$driver/new_device"
find_bus
check "it says so" gpioi2c info "$BUS"
has "lines behind a bus of their own" '[Ss]leep'
status "nobody answers" 1 ./xfer "$NODE" w:20:00
has "nobody answers: ENXIO" 'No such device or address'
pull 0 down
status "SDA shorted" 1 ./xfer "$NODE" w:20:00
has "SDA shorted: EBUSY" 'resource busy'
pull 0 up
pull 1 down
status "SCL shorted" 1 ./xfer "$I2C_NODE" w:20:00
has "SCL shorted: EBUSY" 'resource busy'
pull 1 up
status "the short is gone" 1 ./xfer "$NODE" w:20:00
has "the short is gone: ENXIO" 'No such device or address'

exec 3<>"$NODE"
echo 0 >$config/live
status "the chip is gone" 1 ./xfer 3 w:20:00
has "the chip is gone: ENODEV" 'No such device,'
check "the node is gone" test ! -e "$NODE"
exec 3>&-
is "nobody holds the module" "$(use_count)" 0
rmdir $config/bank $config
rmmod gpio_i2c gpio_sim
