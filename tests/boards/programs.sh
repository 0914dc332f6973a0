#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# architecture: amd64
# README's programs, in Python with smbus2 and in C with libi2c, run as they are; the kernel's own
# trace events tell of both nodes.
if [ -z "${IN_VM:-}" ]; then
	set -euo pipefail
	. "$(dirname "$0")/../vm/lib.sh"
	set_arch amd64
	cd "$top"
	tree=$build/programs/debian
	python_tree "$tree"
	tests/vm/apt-install gcc libc6-dev
	# example LANGUAGE: README's.
	example() { sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/{//!p}" README.md; }
	example python >"$tree/example.py"
	example c >"$tree/example.c"
	gcc -Wall -Wextra -Werror -I "$programs/usr/include" -static -o "$tree/example" "$tree/example.c" \
		"$programs/usr/lib/x86_64-linux-gnu/libi2c.a"
	exec tests/boards/boot "$0" --arch amd64 --memory 1024 --file "$tree"
fi
. ./lib.sh
load
# by-name.sh tests that udev does it.
mkdir /dev/i2c-by-name
ln -s "../i2c-$BUS" /dev/i2c-by-name/garden
mkdir -p debian/dev /sys/kernel/tracing
mount --bind /dev debian/dev
check "known values" gpioi2c write "$BUS" 0x50 0 10 11 12 13
wait_for 2 gpioi2c read "$BUS" 0x50 0
prints "smbus2" '0x5a
[10, 11, 12, 13]' chroot debian python3 /example.py
prints "libi2c" 0x5a debian/example

mount -t tracefs none /sys/kernel/tracing
echo 1 >/sys/kernel/tracing/events/i2c/enable
# traced NAME COMMAND...: the kernel's own events show the transfer.
traced()
{
	echo >/sys/kernel/tracing/trace
	check "$@"
	cp /sys/kernel/tracing/trace "$TMP/out"
	has "$1 is traced" "i2c_reply: i2c-$BUS #[01] a=020 f=0001 l=1 \[5a\]"
}
traced "a transfer over our node" gpioi2c read "$BUS" 0x20 0
traced "one over i2c-dev's" i2cget -y "$BUS" 0x20 0
umount /sys/kernel/tracing debian/dev
rm -r /dev/i2c-by-name
