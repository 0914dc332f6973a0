#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The part of ../raspberry-pi.sh that runs in the VM.
. ./lib.sh

modprobe gpio-i2c
adapter=$(find_adapter)
chip=$(gpiodetect | sed -n 's/ .pinctrl-bcm2835.*//p')
gpioi2c list | sed 's/^/# /'

# Who uses a line of the board's GPIO controller.
consumer()
{
	info "$chip" | sed -nE "s/^\s*line *$1:.*\"(sda|scl)\".*/\1/p"
}

is 'the bus is the one of the tree' \
	"$(basename "$(dirname "$(readlink -f "$adapter")")")" i2c-header
is 'clock-frequency as the parameter says' "$(cat "$adapter/scl_frequency_hz")" 50000
is 'SDA is line 17' "$(consumer 17)" sda
is 'SCL is line 27' "$(consumer 27)" scl
is 'no other line of the header is taken' "$(info "$chip" | grep -cE '"(sda|scl)"')" 2
finish
