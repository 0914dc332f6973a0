#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# architecture: amd64
# time limit: 900 s
# Each board's overlay merges onto the .dtb that Debian ships for it, and SDA and SCL are lines of
# the controller that the board's dts names. Debian builds most trees without symbols: the table
# below then gives the labels that an overlay uses. Boots no VM, and takes less than a minute once
# the kernels are fetched. A board is skipped if the mirror does not have its kernel.
set -euo pipefail
. "$(dirname "$0")/../vm/lib.sh"
cd "$top"
n=0 failed=0

# is NAME GOT WANTED
is()
{
	n=$((n + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $n $1"
	else
		printf 'not ok %d %s\n# got "%s", not "%s"\n' "$n" "$1" "$2" "$3"
		failed=1
	fi
}

# controller TREE PROPERTY: path of the node that the property points to, and the cells after it.
controller()
{
	local phandle rest

	read -r phandle rest < <(fdtget -t x "$1" /i2c-header "$2")
	dtc -q -I dtb -O dts "$1" | awk -v phandle="$(printf 'phandle = <0x%02x>;' "0x$phandle")" -v rest="$rest" '
		/{$/ { path[++depth] = $1 }
		index($0, "\t" phandle) { for (i = 2; i <= depth; i++) out = out "/" path[i]; print out, rest; exit }
		/^\t*};$/ { depth-- }'
}

# schema TREE: checks our nodes against the binding.
schema() { dt-validate -s "$build/schema.json" -l gpio-i2c "$1" 2>&1 || :; }

# board OVERLAY DTB CONTROLLER SDA SCL [LABEL=PATH]...: leaves the merged tree in $tree.
board()
{
	local overlay=$1 base=$2 at=$3 sda=$4 scl=$5 symbol

	tree=$build/overlays-$overlay.dtb
	if [ "${base#"$cache"}" = "$base" ]; then
		n=$((n + 1))
		echo "ok $n $overlay # SKIP its kernel could not be fetched"
		return
	fi
	cp "$base" "$tree"
	fdtput -cp "$tree" /__symbols__
	for symbol in "${@:6}"; do
		fdtput -t s "$tree" /__symbols__ "${symbol%%=*}" "${symbol#*=}"
	done
	is "$overlay: $(basename "$base") takes it" \
		"$(fdtoverlay -i "$tree" -o "$tree" "build/dtbs/gpio-i2c-$overlay.dtbo" 2>&1)" ""
	is "$overlay: SDA" "$(controller "$tree" sda-gpios)" "$at $sda"
	is "$overlay: SCL" "$(controller "$tree" scl-gpios)" "$at $scl"
	is "$overlay: the schema" "$(schema "$tree")" ""
	is "$overlay: it is for this board" "$(fdtget "$tree" / compatible | tr ' ' '\n' |
		grep -cFx "$(fdtget "build/dtbs/gpio-i2c-$overlay.dtbo" / compatible)")" 1
}

# trees ARCH SUITE ROOT: the directory with that kernel's .dtb files.
trees() { tests/vm/fetch "$1" "$2" >&2 && echo "$cache/$3"/usr/lib/linux-image-*; }

tests/vm/apt-install make device-tree-compiler dt-schema
make -s dtbs
dt-mk-schema -j -o "$build/schema.json" dts/bindings
armhf=$(trees armhf bookworm bookworm-armmp) || armhf=
arm64=$(trees arm64 bookworm bookworm-arm64) || arm64=
newer=$(trees arm64 trixie-backports trixie-backports-arm64) || newer=
echo 'KTAP version 1'
gpio1=/ocp/interconnect@48000000/segment@0/target-module@4c000/gpio@0
board beaglebone-black "${armhf:+$armhf/am335x-boneblack.dtb}" $gpio1 '1c 6' '11 6' gpio1=$gpio1 \
	am33xx_pinmux=/ocp/interconnect@44c00000/segment@200000/target-module@10000/scm@0/pinmux@800
[ -z "$armhf" ] || is 'beaglebone-black: P9_12 and P9_23 are those lines' \
	"$(fdtget "$tree" $gpio1 gpio-line-names | tr ' ' '\n' | grep -cx 'P9_12\|P9_23')" 2
board orangepi-pc "${armhf:+$armhf/sun8i-h3-orangepi-pc.dtb}" /soc/pinctrl@1c20800 '0 1 6' '0 0 6' \
	pio=/soc/pinctrl@1c20800
board orangepi-3 "${arm64:+$arm64/allwinner/sun50i-h6-orangepi-3.dtb}" /soc/pinctrl@300b000 '3 18 6' '3 17 6' \
	pio=/soc/pinctrl@300b000
board rockpi4 "${arm64:+$arm64/rockchip/rk3399-rock-pi-4b.dtb}" /pinctrl/gpio@ff790000 '1a 6' '1d 6' \
	gpio4=/pinctrl/gpio@ff790000
board rock-5b "${newer:+$newer/rockchip/rk3588-rock-5b.dtb}" /pinctrl/gpio@fec40000 '13 6' '11 6'
board stm32mp157c-dk2 "${armhf:+$armhf/stm32mp157c-dk2.dtb}" /soc/pinctrl@50002000/gpio@50007000 '1 6' '0 6' \
	gpiof=/soc/pinctrl@50002000/gpio@50007000
board sabrelite "${armhf:+$armhf/imx6q-sabrelite.dtb}" /soc/bus@2000000/gpio@20a0000 '0 6' '7 6' \
	gpio2=/soc/bus@2000000/gpio@20a0000 iomuxc=/soc/bus@2000000/pinctrl@20e0000
board coral-dev "${arm64:+$arm64/freescale/imx8mq-phanbell.dtb}" /soc@0/bus@30000000/gpio@30200000 '7 6' '8 6' \
	gpio1=/soc@0/bus@30000000/gpio@30200000 iomuxc=/soc@0/bus@30000000/pinctrl@30330000
if [ -n "$arm64" ]; then
	fdtput -t u "$tree" /i2c-header clock-frequency 5000001
	is 'the schema finds what is wrong' \
		"$(schema "$tree" | grep -c 'greater than the maximum of 5000000')" 1
fi
echo "1..$n"
exit "$failed"
