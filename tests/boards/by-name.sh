#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# architecture: amd64
# udev, with our rules alone, makes the link by name and sets the group.
if [ -z "${IN_VM:-}" ]; then
	set -euo pipefail
	. "$(dirname "$0")/../vm/lib.sh"
	set_arch amd64
	cd "$top"
	udev=$cache/bookworm-udev tree=$build/by-name/udev
	unpack_weekly "$udev" udev
	tests/vm/apt-install pax-utils python3-pyelftools
	rm -rf "$tree"
	mkdir -p "$tree/etc/udev/rules.d"
	/usr/bin/python3 /usr/bin/lddtree -R "$udev" --copy-to-tree "$tree" /bin/udevadm
	cp userspace/udev/*.rules "$tree/etc/udev/rules.d"
	exec tests/boards/boot "$0" --arch amd64 --file "$tree"
fi
# The VM's sh runs the rest. Files that the VM already has are in use: keep them.
(cd udev && find . -type f) | while read -r file; do
	[ -e "/$file" ] || { mkdir -p "/${file%/*}" && cp "udev/$file" "/$file"; }
done
echo i2c:x:77: >>/etc/group
ln -s /bin/udevadm /bin/systemd-udevd
/bin/systemd-udevd --daemon
udevadm settle
mkdir -p /dev/char	# udev would make it and leave it
. ./lib.sh

# links NAME WHERE TARGET: udev has made a link.
links()
{
	udevadm settle
	is "$1" "$(readlink "/dev/$2")" "$3"
}

load buses=2
links "a bus without a name has its device's" gpio-i2c-by-name/gpio-i2c.0 "../gpio-i2c-$BUS"
echo gpio-i2c.1 >"$DRIVER/unbind"
new sim1-sda sim1-scl name=garden number=77
links "a bus that has one" gpio-i2c-by-name/garden ../gpio-i2c-77
links "its adapter" i2c-by-name/garden ../i2c-77
is "group and mode" "$(stat -c '%g %a' /dev/gpio-i2c-77)" "77 660"
prints "the tool takes the path" 0x5a gpioi2c read /dev/gpio-i2c-by-name/garden 0x20 0
prints "and the other" 0x5a gpioi2c read /dev/i2c-by-name/garden 0x20 0
check "it ends" gpioi2c delete garden
udevadm settle
is "the name goes with it" "$(find /dev -name garden)" ""
unload
udevadm settle
