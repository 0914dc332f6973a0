#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The fuzzers run while another process binds and unbinds, loads and unloads both modules, opens,
# closes and kills: for at least ROUNDS, and until the fuzzers end. CALLS (of each fuzzer) and SEED
# may be set, too.
# time limit: 600 s
. ./lib.sh
# Older kernels log a length that they refuse.
EXPECTED_LOG='Invalid block (read|write) size'
fuzzers=fuzz
[ ! -x ./fuzz32 ] || fuzzers="fuzz fuzz32"
drivers=0 simulators=0 unbinds=0 kills=0

# again COMMAND...: tries until it succeeds. Asks the fuzzers to close their files, which would block
# an unbind in the I2C core, and rmmod.
again()
{
	for try in 1 2 3 4 5 6 7 8 9 10; do
		[ $((try % 5)) != 1 ] || killall -USR1 fuzz fuzz32 || :
		! "$@" || return 0
		usleep 20000
	done
	return 1
}

round()
{
	case $(($1 % 5)) in
	0)
		again rmmod gpio_i2c && drivers=$((drivers + 1))
		modprobe gpio-i2c
		;;
	1)
		unbind && unbinds=$((unbinds + 1))
		again rmmod gpio_i2c_sim && simulators=$((simulators + 1))
		modprobe gpio-i2c-sim scl_hz=1000000
		bind
		;;
	2)
		unbind && unbinds=$((unbinds + 1))
		bind
		;;
	3)
		./xfer -q "$NODE" r:20:30000 &
		sleep 0.05
		kill -9 $! && kills=$((kills + 1))
		;;
	4)
		gpioi2c detect "$BUS"
		gpioi2c recover "$BUS"
		;;
	esac
}

fuzzing()
{
	for helper in $fuzzers; do
		[ -e "$TMP/$helper.end" ] || return 0
	done
	return 1
}

load scl_hz=1000000
# Ignore it until the fuzzers have their handlers.
trap '' USR1
for helper in $fuzzers; do
	start "$helper" "./$helper" "${CALLS:-500000}" "${SEED:-1}" "$BUS" keep
done
i=0
while [ $i -lt "${ROUNDS:-20}" ] || fuzzing; do
	round $i >/dev/null 2>&1 || :
	# Give the fuzzers some time with a bus.
	usleep 500000
	i=$((i + 1))
done
check "the bus was unbound, $unbinds times in $i rounds" test $unbinds -gt 0
check "the driver was unloaded, $drivers times" test $drivers -gt 0
check "the simulator was unloaded, $simulators times" test $simulators -gt 0
check "a transfer was killed, $kills times" test $kills -gt 0
for helper in $fuzzers; do table finished "$helper"; done
[ -e "$DRIVER/$DEVICE" ] || bind
wait_for 10 find_bus
wait_for 10 unused || :
is "nobody holds the module" "$(use_count)" 0
check "the bus is free or can be freed" gpioi2c recover "$BUS"
bus_works
