#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# architecture: armhf
# On QEMU's "sabrelite" with the board's own tree: the i.MX6's GPIO and pin controllers, and the
# overlay for the board's header.
if [ -z "${IN_VM:-}" ]; then
	set -eu
	cd "$(dirname "$0")/../.."
	tests/vm/apt-install make device-tree-compiler
	make -s dtbs
	exec tests/boards/boot "$0" --machine sabrelite --module gpio-mxc \
		--overlay build/dtbs/gpio-i2c-sabrelite.dtbo --append iomem=relaxed
fi
modprobe gpio-mxc
. ./lib.sh
# QEMU's pins have no pull-ups.
EXPECTED_LOG='is held low'

# driven: which lines the controller drives, its register GDIR.
driven() { printf '0x%x' $(($(devmem 0x20a0004) & 0x81)); }

modprobe gpio-i2c
diag "$(gpioi2c list)"
bus=$(gpioi2c list | sed -n 's,^/dev/gpio-i2c-\([0-9]*\).*,\1,p')
is 'the lines are of GPIO2' "$(told "$bus" SDA) $(told "$bus" SCL)" '20a0000.gpio:0 20a0000.gpio:7'
is 'the frequency' "$(told "$bus" 'SCL asked')" '100000 Hz'
is 'the pins are those of the header' \
	"$(sed -nE 's/^pin [0-9]+ \((.*)\): i2c-header .*/\1/p' $DEBUGFS/pinctrl/*/pinmux-pins | xargs)" \
	'MX6Q_PAD_NANDF_D0 MX6Q_PAD_NANDF_D7'
scl=$DEBUGFS/gpio-i2c/i2c-$bus/scl
is 'SDA and SCL are let go' "$(driven)" 0x0
echo 0 >"$scl"
is 'SCL is driven' "$(driven)" 0x80
is 'low, by its register DR' $(($(devmem 0x20a0000) & 0x80)) 0
echo 1 >"$scl"
is 'SCL is let go again' "$(driven)" 0x0
