#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# architecture: amd64
# systemd makes the buses that are to last, before the units that come after ours. It is the first
# process of a namespace of its own.
if [ -z "${IN_VM:-}" ]; then
	set -euo pipefail
	. "$(dirname "$0")/../vm/lib.sh"
	set_arch amd64
	cd "$top"
	systemd=$cache/bookworm-systemd
	unpack_weekly "$systemd" systemd,kmod,dash,coreutils
	mkdir -p "$build/boot-time"
	tar -cf "$build/boot-time/system.tar" -C "$systemd" --exclude './usr/share/*' --exclude './var/*' .
	exec tests/boards/boot "$0" --arch amd64 --memory 1024 --file "$build/boot-time/system.tar" \
		--file userspace/systemd/gpio-i2c.service
fi
# The VM's sh runs the rest.
. ./lib.sh
units=lib/systemd/system
mkdir -p system/proc system/dev system/sys system/run system/tmp
tar -xf system.tar -C system
cp gpio-i2c.service system/$units
cp /usr/bin/gpioi2c system/usr/bin
cp -r /lib/modules system/lib
for library in /usr/lib/*/*.so*; do [ -e "system$library" ] || cp "$library" "system$library"; done
cat >system/$units/later.service <<-END
	[Unit]
	After=gpio-i2c.service
	Wants=gpio-i2c.service
	[Service]
	Type=oneshot
	ExecStart=-sh -c 'systemctl is-active gpio-i2c >/said; gpioi2c list >>/said; exec systemctl exit --force'
END
modprobe gpio-i2c-sim autobind=0
# Without a number it would ask for one.
echo 0123456789abcdef0123456789abcdef >system/etc/machine-id
mount -t tmpfs dev system/dev
cp -a /dev/null /dev/console /dev/urandom /dev/gpiochip* system/dev
mount -t sysfs sys system/sys
mount -t cgroup2 cgroup system/sys/fs/cgroup

# boots: what the unit that comes later saw.
boots()
{
	container=other timeout 60 unshare -p -m -f chroot system \
		sh -c 'mount -t proc proc /proc && exec /lib/systemd/systemd --unit=later.service' \
		>"$TMP/systemd" 2>&1 || :
	sed "s/^/# /" "$TMP/systemd" >&2
	cat system/said
}

is 'nothing is to be made: it does not run' "$(boots)" inactive
modprobe gpio-i2c
gpioi2c new sim0-sda sim0-scl --name garden --persist >"$TMP/new"
cp -r /etc/gpio-i2c.d system/etc
gpioi2c delete garden
rmmod gpio_i2c
shows 'a bus is to be made: it loads the driver, and makes it' '^/dev/gpio-i2c-0.*garden' boots
diag "$(cat system/said)"
is 'and stays active' "$(head -n 1 system/said)" active
gpioi2c delete garden
