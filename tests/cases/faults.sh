#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# vm: --icount
# Each fault of the simulator's against each kind of transfer: the right error, or the right
# data where the bus lives with it; and the bus free and right again afterwards. KINDS,
# TRIES and HALF_NS, half a period of the other master's, may be set from outside.
# time limit: 300 s
# one kernel: the answers to a fault are the driver's own
. ./lib.sh
EXPECTED_LOG='is held low|does not let go'
half=${HALF_NS:-5000}

counter() { cat "$ADAPTER/statistics/$1"; }

fault()
{
	for line in "$@"; do
		echo "$line" >"$SIM/fault"
	done
}

# sends NODE KIND: a transfer of that kind, its last line of output in $TMP/out.
sends()
{
	case $2 in
	write) ./xfer "$1" w:20:60c1c2c3 ;;
	read) ./xfer "$1" w:20:40 r:20:4 ;;
	three) ./xfer "$1" w:20:40 r:20:1 r:20:3 ;;
	ten-bit) ./xfer "$1" wt:150:40 rt:150:4 ;;
	long) ./xfer "$1" w:20:40 r:20:256 ;;
	esac
}

# healthy NAME: without the fault everything works and is as it was.
healthy()
{
	fault clear
	check "$1: works afterwards" \
		./xfer "$NODE" w:20:40 r:20:4 w:54:0040 r:54:2 wt:150:40 rt:150:4
	is "$1: right data afterwards" "$(tr '\n' ' ' <"$TMP/out")" \
		"11 92 33 94 5e 5f a1 22 a3 24 done "
	is "$1: the bus is free" "$(gpioi2c recover "$BUS")" \
		"$NODE: idle, nothing to recover"
}

# fails FAULT KIND ERROR: through both nodes.
fails()
{
	for node in "$NODE" "$I2C_NODE"; do
		fault clear "$1"
		status "$1, $2 through ${node%-*}" 1 sends "$node" "$2"
		has "$1, $2 through ${node%-*}: $3" "^failed: $3,"
		healthy "$1, $2 through ${node%-*}"
	done
}

# persists FAULT NODE KIND: sends it, TRIES times if need be. Another master does not wait for
# a machine that is too slow to see its clock.
persists()
{
	tries=${TRIES:-1}
	until fault clear "$1" && sends "$2" "$3" >"$TMP/try" 2>&1; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || break
	done
	cat "$TMP/try"
	tail -n 1 "$TMP/try" | grep -q '^done$'
}

# lives FAULT KIND: the same data as without it.
lives()
{
	fault clear
	sends "$NODE" "$2" >"$TMP/want" 2>&1
	for node in "$NODE" "$I2C_NODE"; do
		wire_clear
		# The other master does not wait for a machine that has yet to warm up either.
		case $1 in
		'master win'*)
			fault clear "$1"
			sends "$node" "$2" >"$TMP/warm" 2>&1 || :
			;;
		esac
		check "$1, $2 through ${node%-*}" persists "$1" "$node" "$2"
		is "$1, $2 through ${node%-*}: the same data" "$(cat "$TMP/out")" "$(cat "$TMP/want")"
		check "$1, $2 through ${node%-*}: it fired" has_fired
		healthy "$1, $2 through ${node%-*}"
	done
}

# A second master is seen on the wire, everything else is counted.
has_fired() { grep -q '^fired ' "$SIM/fault" || wire | grep -q '^S 55 W'; }

load scl_hz=400000
check "known values" ./xfer "$NODE" w:20:4011923394 wt:150:40a122a324
check "known values in the EEPROM" ./xfer "$NODE" w:54:00405e5f
wait_for 2 ./xfer "$NODE" w:54:0040

for kind in write read three; do
	fails "nak_address 0x20 times 1" "$kind" "No such device or address"
	fails "nak_byte 0x20 0 times 1" "$kind" "Input/output error"
done
fails "nak_byte 0x20 2 times 1" write "Input/output error"
fails "nak_address 0x150 times 1" ten-bit "No such device or address"

for kind in ${KINDS:-write read ten-bit}; do
	for at in "bit 3" "bit 8" "bit 12" "bit 17" "byte 1"; do
		lives "stretch $at 2000" "$kind"
	done
	# The winner of an arbitration goes first, then it is our turn.
	lives "master win bit 1 half $half" "$kind"
	lives "master win bit 2 half $half" "$kind"
	# A clock that is faster than ours has gone on to the next bit when our high phase ends.
	echo $((250000000 / half)) >"$ADAPTER/scl_frequency_hz"
	lives "master win bit 1 half $half" "$kind"
	lives "master win bit 2 half $half" "$kind"
	echo 400000 >"$ADAPTER/scl_frequency_hz"
	for at in 1 8 13 17; do
		lives "glitch sda 40 bit $at" "$kind"
		lives "glitch scl 40 bit $at" "$kind"
	done
	lives "access_slow 30000 50" "$kind"
	for at in 0 4 8 12 20; do
		fails "scl_stuck bit $at" "$kind" "Connection timed out"
	done
	fails "scl_stuck now" "$kind" "Device or resource busy"
	fails "sda_stuck now" "$kind" "Device or resource busy"
	fails "pullup scl off" "$kind" "Device or resource busy"
	fails "pullup sda off" "$kind" "Device or resource busy"
	lives "sda_stuck now clocks 5" "$kind"
	lives "master busy 60000 half $half" "$kind"
done
check "stretches were counted" test "$(counter stretches)" -gt 0
check "so was the longest" test "$(counter stretch_longest_ns)" -gt 1500000
check "and lost arbitrations" test "$(counter arbitrations_lost)" -gt 0
check "and recoveries" test "$(counter recoveries)" -gt 0
check "and time-outs" test "$(counter timeouts)" -gt 0
check "and a bus that was busy" test "$(counter busy)" -gt 0

# A master that always wins: the I2C core gives up at last. All of its tries must go well.
[ "${TRIES:-1}" != 1 ] ||
	fails "master win bit 2 half $half times 50" read "Resource temporarily unavailable"
# Looks at the lines that are far apart miss what goes over them meanwhile.
right=0
for try in 1 2 3 4 5 6 7 8 9 10; do
	fault clear "master busy 60000 half $half" "access_slow 57000 400"
	sends "$NODE" read | tr '\n' ' ' >"$TMP/try"
	[ "$(cat "$TMP/try")" != "11 92 33 94 done " ] || right=$((right + 1))
done
is "a busy bus, looked at now and then: the data, each time" "$right" "$try"
healthy "a busy bus, looked at now and then"
# High for long between two of its low phases.
lives "master busy 60000 half 25000" read

# Lines whose accesses became slower since the bus was made: nobody waits for the time-out.
fault clear
echo 5000 >$DEBUGFS/gpio-i2c-sim/access_ns
within "accesses that became slower: 112 addresses" 5 i2cdetect -y "$BUS"
echo 0 >$DEBUGFS/gpio-i2c-sim/access_ns
healthy "accesses that became slower"

# stays NAME COMMAND...: another master that does not let go of the bus is told of, and is not
# disturbed.
stays()
{
	call=$1
	shift
	fault clear
	wire_clear
	fault "master busy 600000"
	status "another master for long, $call" 1 "$@"
	has "another master for long, $call: why" 'Device or resource busy|another master sends'
	sleep 1
	healthy "another master for long, $call"
	is "another master for long, $call: what it sent is whole" \
		"$(wire | head -n 1 | sed 's/\( aa N\)\{1,\}//')" "S 55 W N P"
}

# A machine that needs several tries looks at the lines too seldom to see it.
if [ "${TRIES:-1}" = 1 ]; then
	stays "a transfer" sends "$NODE" read
	stays "a recovery" gpioi2c recover "$BUS"
	check "the kernel's log says who it is" \
		sh -c 'dmesg | grep -q "another master does not let go of the bus"'
fi

# What is read from a chip that is gone is all ones, and what is written is denied.
fails "unplug 12" write "Input/output error"
fails "unplug 3" read "No such device or address"
