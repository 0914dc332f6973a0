#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# architecture: amd64
# The examples of programs that are chips of the simulator: one with registers, and one that answers as
# a chip did whose transfers were recorded.
if [ -z "${IN_VM:-}" ]; then
	set -euo pipefail
	. "$(dirname "$0")/../vm/lib.sh"
	set_arch amd64
	cd "$top"
	tree=$build/chips/debian
	python_tree "$tree"
	cp userspace/examples/*.py "$tree"
	exec tests/boards/boot "$0" --arch amd64 --memory 1024 --file "$tree"
fi
. ./lib.sh
LAB=/sys/kernel/config/gpio-i2c-sim/0
FILE=/dev/gpio-i2c-sim-user-0-30

# begin PROGRAM ARGUMENT...: it is the chip at 0x30 once it has the file open.
begin()
{
	chroot debian python3 "$@" "$FILE" >"$TMP/program" 2>&1 &
	program=$!
	wait_for 30 sh -c "ls -l /proc/$program/fd | grep -q $FILE"
}

# Some transfers with the thermometer at the address $1, and its value after each.
cat >transfers <<'END'
exec 2>&1
thermometer() { gpioi2c transfer "$BUS" "w1@$1" "$2" r2; }
thermometer "$1" 0
thermometer "$1" 2
gpioi2c transfer "$BUS" "w3@$1" 2 0x30 0x00
thermometer "$1" 2
# The last one has a byte that it does not like.
[ "$1" = 0x30 ] || echo "nak_byte $1 1" >/sys/kernel/debug/gpio-i2c-sim/0/fault
gpioi2c transfer "$BUS" "w2@$1" 3 0x28 || :
END

modprobe gpio-i2c-sim autobind=0
modprobe i2c-dev
modprobe gpio-i2c
# The master has time: a slow machine may take long to run Python.
new gpio-i2c-sim:0 gpio-i2c-sim:1 100000 i2c-gpio,timeout-ms=20000
wait_for 10 find_bus
find_bus
mkdir -p debian/dev /sys/kernel/tracing "$LAB/program"
mount -t tracefs none /sys/kernel/tracing
mount --bind /dev debian/dev
echo user >"$LAB/program/kind"
echo 0x30 >"$LAB/program/address"
echo 10000000 >"$LAB/program/timeout_us"
echo 1 >"$LAB/program/live"

begin /chip.py
check "chip.py: write two registers" gpioi2c write "$BUS" 0x30 0xff 0x11 0x22
shows "chip.py: read the first" '^0x11$' gpioi2c read "$BUS" 0x30 0xff
shows "chip.py: the second is register 0, which counts" '^0x23$' gpioi2c read "$BUS" 0x30 0
stop $program

export BUS
gpioi2c trace --json "$BUS" -- sh -c 'sh transfers 0x48 >real' >debian/recording
fault
begin /replay.py /recording 0x48
sh transfers 0x30 >replayed
check "the recorded thermometer has a temperature" grep -q '0x19 0x00' real
check "and another hysteresis, once that is written" grep -q '0x30 0x00' real
check "at last it does not acknowledge" grep -q 'no acknowledge' real
sed -i 's/0x48/0x30/g' real
check "replay.py: all of that again" diff real replayed
stop $program
begin /replay.py /recording 0x49
fails "replay.py: nobody was at that address" 1 'no acknowledge' gpioi2c read "$BUS" 0x30 0
stop $program
umount /sys/kernel/tracing debian/dev
rmdir "$LAB/program"
delete 0
