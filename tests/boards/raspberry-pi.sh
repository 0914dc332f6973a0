#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# architecture: arm64
# On QEMU's "raspi3b" with the board's own tree: two Raspberry Pi overlays with parameters, and one
# that attaches a chip to the first bus. The driver must have the lines that the overlays name.
if [ -z "${IN_VM:-}" ]; then
	set -eu
	cd "$(dirname "$0")/../.."
	tests/vm/apt-install make device-tree-compiler python3
	make -s dtbs
	overlays=$(mktemp -d)
	trap 'rm -r "$overlays"' EXIT
	for name in first second; do
		cp build/dtbs/gpio-i2c-rpi.dtbo "$overlays/$name.dtbo"
	done
	tests/boards/dtparam.py "$overlays/first.dtbo" bus=7 sda=17 scl=27 clock-frequency=50000 \
		single-master bias-pull-up
	tests/boards/dtparam.py "$overlays/second.dtbo" bus=8 i2c_gpio_sda=5 i2c_gpio_scl=6 \
		i2c_gpio_delay_us=50 label=garden
	tests/boards/boot "$0" --machine raspi3b --overlay "$overlays/first.dtbo" \
		--overlay "$overlays/second.dtbo" --overlay tests/boards/chip-below.dtso
	exit
fi
. ./lib.sh
# QEMU's pins have no pull-ups.
EXPECTED_LOG='is held low'

# consumer LINE: the user of that line of the board's GPIO controller.
consumer() { info "$chip" | sed -nE "s/^\s*line *$1:.*\"(sda|scl)\".*/\1/p"; }

# pin LINE: its function, from the controller's registers.
pin() { sed -n "s/^pin $1 .*function \(gpio_[a-z]*\).*/\1/p" $DEBUGFS/pinctrl/*/pins; }

modprobe gpio-i2c
chip=$(chip_of pinctrl-bcm2835)
diag "$(gpioi2c list)"
is 'there are two buses' "$(gpioi2c list | wc -l)" 2
is 'number and lines of the first' "$(told 7 SDA) $(told 7 SCL)" 'pinctrl-bcm2835:17 pinctrl-bcm2835:27'
is 'of the second' "$(told 8 SDA) $(told 8 SCL)" 'pinctrl-bcm2835:5 pinctrl-bcm2835:6'
is 'clock-frequency as the parameter says' "$(told 7 'SCL asked')" '50000 Hz'
is 'delay-us as the parameter says' "$(told 8 'SCL asked')" '10000 Hz'
is 'single-master, too' "$(told 7 property)" 'single master: arbitration is not checked'
is 'the other one has a name' "$(told garden SDA)" 'pinctrl-bcm2835:5'
is 'SDA is line 17' "$(consumer 17)" sda
is 'SCL is line 27' "$(consumer 27)" scl
is 'no other line of the header is taken' "$(info "$chip" | grep -cE '"(sda|scl)"')" 4
is 'gpiolib pulls the first up' "$(info "$chip" | grep -c 'line *[12]7:.*pull-up')" 2
is 'a chip hangs below it' "$(cat /sys/bus/i2c/devices/7-0068/name)" ds1307

scl=$DEBUGFS/gpio-i2c/i2c-7/scl
is 'SCL is let go' "$(pin 27)" gpio_in
echo 0 >"$scl"
is 'SCL is driven' "$(pin 27)" gpio_out
echo 1 >"$scl"
is 'SCL is let go again' "$(pin 27)" gpio_in
