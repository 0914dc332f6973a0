#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# architecture: amd64
# time limit: 600 s
# Builds the Debian packages, which must be clean for lintian. Installs them in a chroot, with modules
# for a kernel that is there and for one that comes later; uses and purges them. Skips what the
# mirror does not have.
# shellcheck disable=SC2016,SC2317 # for the inner shell to expand; called by check
set -euo pipefail
. "$(dirname "$0")/../vm/lib.sh"
cd "$top"
n=0 failed=0 out=$build/packages.log chroot=$build/packages-chroot
trap 'rm -rf "$chroot"' EXIT

# check NAME COMMAND...
check()
{
	n=$((n + 1))
	if "${@:2}" >"$out" 2>&1; then
		echo "ok $n $1"
	else
		echo "not ok $n $1"
		sed 's/^/# /' "$out"
		failed=1
	fi
}

# needs WHY COMMAND...: if the command fails, skip the rest.
needs()
{
	! "${@:2}" >"$out" 2>&1 || return 0
	sed 's/^/# /' "$out"
	echo "ok $((n + 1)) installed, used and purged # SKIP $1"
	echo "1..$((n + 1))"
	exit "$failed"
}

# in_chroot COMMAND: apt can install packages there.
in_chroot()
{
	unshare --mount sh -euc 'mount -t proc proc "$1/proc"; mount --rbind /dev "$1/dev"
		exec chroot "$1" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
			DEBIAN_FRONTEND=noninteractive sh -euc "$2"' sh "$chroot" "$1"
}
install='apt-get install -y --no-install-recommends'

# A system with DKMS and the headers of one kernel; kept for a week.
base=$cache/packages-bookworm.tar
has_base()
{
	[ -z "$(find "$base" -mtime -7 2>/dev/null)" ] || return 0
	tests/vm/apt-install mmdebstrap mount
	mmdebstrap --variant=apt --format=tar --include=dkms,linux-headers-amd64,man-db bookworm \
		"$base.new" "$(suite_sources bookworm)" && mv "$base.new" "$base"
}

tests/vm/apt-install make debhelper dh-dkms lintian libgpiod-dev libjson-c-dev libtraceevent-dev \
	libtracefs-dev dpkg-dev
echo 'KTAP version 1'
check 'the packages are built' make -s deb
check 'lintian has nothing to say' lintian --fail-on error,warning "$build"/deb/*.deb
needs 'wants root' [ "$(id -u)" = 0 ]
needs 'the mirror has no system' has_base
rm -rf "$chroot"
mkdir -p "$chroot"
tar -xf "$base" -C "$chroot" --exclude './dev/*'
cp "$build"/deb/gpio{-i2c-dkms,i2c}_1.0_*.deb "$chroot/root"
needs 'the mirror lacks packages' in_chroot "apt-get update && $install -d linux-headers-rt-amd64 /root/*.deb"
check 'they are installed' in_chroot "$install /root/*.deb"
check 'there is a module for the kernel' in_chroot 'modinfo -k "$(ls /lib/modules)" gpio_i2c'
check 'DKMS knows' in_chroot 'dkms status gpio-i2c | grep -x "gpio-i2c/1.0, .*: installed"'
check 'another kernel comes' in_chroot "$install linux-headers-rt-amd64"
check 'and gets its module' in_chroot 'dkms status gpio-i2c | grep -x "gpio-i2c/1.0, .*-rt-amd64, .*: installed"'
check 'the tool runs' in_chroot 'gpioi2c --version && gpioi2c list'
check 'there is the group i2c' in_chroot 'getent group i2c'
check 'and all that belongs to it' in_chroot 'ls /lib/udev/rules.d/60-gpio-i2c.rules \
	/lib/systemd/system/gpio-i2c.service /usr/share/man/man1/gpioi2c.1.gz /usr/share/man/man4/gpio-i2c.4.gz \
	/usr/share/bash-completion/completions/gpioi2c /usr/share/zsh/vendor-completions/_gpioi2c'
check 'they are purged' in_chroot 'mkdir -p /etc/gpio-i2c.d && apt-get purge -y gpio-i2c-dkms gpioi2c'
check 'nothing is left' in_chroot '! find / -xdev -path /proc -prune -o \( -name "gpio-i2c*" -o \
	-name "*gpioi2c*" -o -name "gpio_i2c*" \) ! -path "/root/*" ! -path "/var/log/*" -print | grep .'
echo "1..$n"
exit "$failed"
