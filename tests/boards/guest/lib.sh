# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# What the parts of the board tests that run in a VM share.
n=0 failed=0
# Extended regular expression of warnings that a board provokes on purpose.
EXPECTED_LOG='^$'

# is NAME GOT WANTED: two strings must be the same.
is()
{
	n=$((n + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $n $1"
	else
		echo "not ok $n $1"
		echo "# got '$2', not '$3'"
		failed=1
	fi
}

# The sysfs directory of the one bus there is.
find_adapter()
{
	dirname "$(grep -l '^gpio-i2c ' /sys/bus/i2c/devices/i2c-*/name)"
}

# The lines of a chip, by libgpiod 1 or 2.
info() { gpioinfo "$1" 2>/dev/null || gpioinfo -c "$1"; }

# told NODE NAME: what gpioi2c says of its bus.
told()
{
	gpioi2c info "$1" | sed -n "s/^$2: *//p"
}

driver_of()
{
	basename "$(readlink "$1/driver")"
}

finish()
{
	dmesg -r | grep -E '^<[0-4]>.*(gpio.i2c|i2c i2c-)' |
		grep -vE "out-of-tree|verification failed|$EXPECTED_LOG" >log
	is 'no warning in the log' "$(cat log)" ''
	echo "1..$n"
	exit "$failed"
}

# From 6.19 on a line that several nodes want has a chip of this driver's before it.
modprobe gpio-shared-proxy 2>/dev/null
echo 'KTAP version 1'
