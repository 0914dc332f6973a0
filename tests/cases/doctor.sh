#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# vm: --icount
# gpioi2c doctor finds nothing on a healthy bus, and each fault by its name and no other. Without
# --probe it puts nothing onto the wire.
# time limit: 600 s
# one kernel: userspace judges what the driver tells
. ./lib.sh
EXPECTED_LOG='is held low|does not let go|could not be accessed'
group=4321

# What udev does.
nodes()
{
	chgrp $group "$NODE" "$I2C_NODE"
	chmod 660 "$NODE" "$I2C_NODE"
}

# A bus whose counters are 0.
fresh()
{
	fault
	unbind
	bind
	wait_for 10 find_bus
	nodes
}

# names NAME FAULTS ARGUMENT...: the doctor names these faults, and its exit status says so.
names()
{
	patient=$1 named=$2
	shift 2
	status "$patient" "$([ -z "$named" ] && echo 0 || echo 1)" gpioi2c doctor "$@"
	is "$patient: faults" "$(sed -n 's/^fault (\(.*\)): .*/\1/p' "$TMP/out" | xargs)" "$named"
}

# silently NAME COMMAND...: it puts nothing onto the wire.
silently()
{
	silent=$1 edges=$(sim_stat edges)
	shift
	"$@"
	is "$silent: nothing on the wire" "$(sim_stat edges)" "$edges"
}

load
nodes
for round in $(seq 20); do
	silently "healthy $round" prints "healthy $round" "no fault found" gpioi2c doctor "$BUS"
	prints "healthy, asked $round" "no fault found" gpioi2c doctor --probe "$BUS"
done
speed 400000
prints "healthy, asked at 400 kHz" "no fault found" gpioi2c doctor --probe "$BUS"
speed 100000
nothing_illegal "a healthy bus"
shows "the doctor tells who answered" '^answered: 0x20 0x48 0x50 0x54 0x68$' \
	gpioi2c doctor -v --probe "$BUS"
has "the lines by chip and name" '^ok \(lines\): SCL is gpio-i2c-sim:1 \(sim0-scl\), the bus has it$'
has "the log" "^kernel's log: gpio-i2c $DEVICE: adapter $BUS, SDA gpio-i2c-sim:0, "
for check in lines nodes i2c-dev levels targets pull-up speed counters; do
	has "its verdict on $check" "^ok \($check\): "
done

# The simulator's faults that show on the lines, or where addresses are asked. What shows only in
# data (flip, nak_byte, lost_clock, glitch) it cannot see.
while IFS='|' read -r faults wanted probed; do
	fresh
	fault "$faults"
	silently "$faults" names "$faults" "$wanted" "$BUS"
	names "$faults, asked" "$probed" --probe "$BUS"
done <<END
sda_stuck now clocks 5|sda_low|target_stuck
sda_stuck now|sda_low|sda_held
scl_stuck now|scl_low|scl_low
pullup sda off|sda_low|sda_held
pullup scl off|scl_low|scl_low
access_fail 0 times 1|line_error|
access_fail 2000||line_error
scl_stuck bit 3 us 150000||scl_timeout
stretch each 12000 times 0||slow_rise
stretch bit 8 60000 times 2||long_stretch
master win bit 2||lost_arbitration
nak_address 0x50 times 0||
flip bit 8||unsteady
unplug 0||no_answer
access_slow 8000 1000000||slow
END

# What shows in the counters after it is over, until the bus is made anew.
while IFS='|' read -r faults wanted; do
	fresh
	fault "$faults"
	gpioi2c read "$BUS" 0x20 0 >/dev/null 2>&1 || :
	fault
	silently "$faults, over" names "$faults, over" "$wanted" "$BUS"
	names "$faults, over, asked" "" --probe "$BUS"
done <<END
sda_stuck now clocks 5|recovered
scl_stuck bit 3 us 150000|scl_timeout
scl_stuck now|was_busy
master win bit 2|lost_arbitration
access_fail 20|line_error
END

fresh
# A master that is slow enough to send while it is looked for.
echo "master busy 1000000" >"$SIM/fault"
names "another master" "master_active" "$BUS"
fault "master busy 1000000"
names "another master, asked" "master_active" --probe "$BUS"

# Who may not, and what is not there.
fresh
new_client 24c02 0x50
new_client pcf8574 0x21
names "a client without target" "client_silent" --probe "$BUS"
has "which one" '0x21, declared as pcf8574, does not answer'
fresh
chgrp 0 "$NODE"
names "udev made no group" "root_only" "$BUS"
chgrp $group "$NODE"
fails "not root, a member" 0 'no fault found, but the levels' \
	./asuser 65534 $group gpioi2c doctor "$BUS"
fails "not a member" 1 '^fault \(no_leave\)' ./asuser 65534 65534 gpioi2c doctor "$BUS"
rmmod i2c_dev
names "no i2c-dev" "no_i2c_dev" "$BUS"
fails "no such bus" 1 "no bus '99'" gpioi2c doctor 99
unload

# Two lines that are no bus yet.
load autobind=0
for round in $(seq 5); do
	silently "two lines $round" prints "two lines $round" "no fault found" \
		gpioi2c doctor sim0-sda sim0-scl
	prints "two lines, asked $round" "no fault found" gpioi2c doctor --probe sim0-sda sim0-scl
done
shows "who answered" '^answered: 0x20 0x48 0x50 0x54 0x68$' \
	gpioi2c doctor -v --probe sim0-sda sim0-scl
nothing_illegal "two lines"
silently "swapped" names "swapped lines look well" "" sim0-scl sim0-sda
names "swapped lines" swapped --probe sim0-scl sim0-sda
while IFS='|' read -r faults wanted probed; do
	fault "$faults"
	silently "two lines, $faults" names "two lines, $faults" "$wanted" sim0-sda sim0-scl
	names "two lines, $faults, asked" "$probed" --probe sim0-sda sim0-scl
done <<END
sda_stuck now clocks 5|sda_low|target_stuck
sda_stuck now|sda_low|sda_held
scl_stuck now|scl_low|scl_low
pullup sda off|sda_low|sda_held
unplug 0||no_answer
END
fault
chip=$(chip_of gpio-i2c-sim)
hold_open_drain "$chip" 0=0 &
sleep 0.5
names "a line that somebody holds" line_taken sim0-sda sim0-scl
has "who it is" '^fault \(line_taken\): SDA, gpio-i2c-sim:0 \(sim0-sda\), is taken by gpioset$'
stop $!
for pair in "sim0-sda sim0-sda" "sim0-sda gpio-i2c-sim:0"; do
	# shellcheck disable=SC2086
	fails "$pair" 2 'are the same line' gpioi2c doctor $pair
done
fails "no such line" 1 "no line 'x'" gpioi2c doctor sim0-sda x

# A bus that is made the wrong way round.
new sim0-scl sim0-sda
wait_for 10 find_bus
nodes
names "a swapped bus" swapped --probe "$BUS"
delete 0
