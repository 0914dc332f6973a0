# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# What every case needs: KTAP lines, loading modules, use counts, checks for leaks, and the kernel
# log. A case looks like
#	#!/bin/sh
#	# SPDX-License-Identifier: GPL-2.0-only
#	# What the case proves, in a sentence.
#	. ./lib.sh
#
#	load scl_hz=400000
#	shows "the register file's id" '^0x5a$' i2cget -y "$BUS" 0x20 0
#	nothing_illegal "all of it"
set -eu

CASE=$(basename "$0" .sh)
TMP=$(mktemp -d /tmp/case.XXXXXX)
DEBUGFS=/sys/kernel/debug
DRIVER=/sys/bus/platform/drivers/gpio-i2c
# Files of the simulator's first bus.
SIM=$DEBUGFS/gpio-i2c-sim/0
TESTS=0
FAILED=0
# Warnings that a case provokes on purpose (extended regular expression).
EXPECTED_LOG='^$'
SLOWER=${SLOWER:-1}

# ------ results ------

diag() { printf '%s\n' "$*" | sed 's/^/# /'; }

ok() { TESTS=$((TESTS + 1)) && printf 'ok %s\n' "$TESTS $*"; }

# not_ok NAME [WHY]...
not_ok()
{
	TESTS=$((TESTS + 1)) FAILED=1
	printf 'not ok %s\n' "$TESTS $1"
	shift
	for why; do diag "$why"; done
}

# skip NAME WHY
skip() { ok "$1 # SKIP $2"; }

# needs NAME WHY COMMAND...: if it fails, skips the rest of the case.
needs()
{
	needed=$1 lack=$2
	shift 2
	"$@" 2>/dev/null || { skip "$needed" "$lack" && exit; }
}

# status NAME WANTED COMMAND...: it must exit with that status. Its output stays in $TMP/out.
status()
{
	name=$1 want=$2 got=0
	shift 2
	"$@" >"$TMP/out" 2>&1 </dev/null || got=$?
	verdict "$name" "exit status $got, not $want: $*
$(cat "$TMP/out")" [ "$got" = "$want" ]
}

# verdict NAME WHY COMMAND...: it must succeed.
verdict()
{
	judged=$1 reason=$2
	shift 2
	if "$@"; then ok "$judged"; else not_ok "$judged" "$reason" "$(last_on_wire)"; fi
}
last_on_wire() { tail -n 3 "$SIM/decode" 2>/dev/null | cut -c 1-200 | sed 's/^/wire: /'; }

# is NAME GOT WANTED: the strings must be the same.
is() { verdict "$1" "got '$2', wanted '$3'" [ "$2" = "$3" ]; }

# has NAME REGEX: the last command's output has such a line.
has() { verdict "$1" "no line matches '$2': $(cat "$TMP/out")" grep -qE -- "$2" "$TMP/out"; }

# has_no NAME REGEX: the output has lines, but no such line.
has_no() { verdict "$1" "nothing, or '$2': $(cat "$TMP/out")" all_but "$2"; }
all_but() { [ -s "$TMP/out" ] && ! grep -qE -- "$1" "$TMP/out"; }

# check NAME COMMAND...: it must succeed.
check()
{
	checked=$1
	shift
	status "$checked" 0 "$@"
}

# fails NAME STATUS REGEX COMMAND...: it must exit with that status and print such a line.
fails()
{
	failing=$1 says=$3 exits=$2
	shift 3
	status "$failing" "$exits" "$@"
	has "$failing: $says" "$says"
}

# shows NAME REGEX COMMAND...: it must succeed and print such a line.
shows()
{
	showing=$1 line=$2
	shift 2
	fails "$showing" 0 "$line" "$@"
}

# prints NAME TEXT COMMAND...: it must succeed and print exactly that.
prints()
{
	printing=$1 text=$2
	shift 2
	check "$printing" "$@"
	is "$printing: output" "$(cat "$TMP/out")" "$text"
}

# table COMMAND...: a helper that prints "ok NAME" and "not ok NAME" itself.
table()
{
	helper=0 before=$TESTS
	"$@" >"$TMP/table" 2>&1 </dev/null || helper=$?
	while IFS= read -r line; do
		case $line in
		'ok '*) ok "${line#ok }" ;;
		'not ok '*) not_ok "${line#not ok }" ;;
		*) diag "$line" ;;
		esac
	done <"$TMP/table"
	if [ "$TESTS" = "$before" ] || [ "$helper" -gt 1 ]; then
		not_ok "$* runs to its end" "exit status $helper"
	fi
}

# tables HELPER ARGUMENT...: the same, also for the helper's 32-bit program.
tables()
{
	program=$1
	shift
	table "./$program" "$@"
	if [ -x "./${program}32" ]; then
		table "./${program}32" "$@"
	else
		skip "${program}32" "no 32-bit programs here"
	fi
}

# ------ time and other processes ------

# start NAME COMMAND...: in the background; "table finished NAME" waits and shows its results.
start()
{
	started=$1
	shift
	{
		end=0
		"$@" || end=$?
		echo $end >"$TMP/$started.end"
	} >"$TMP/$started.out" 2>&1 </dev/null &
}

finished()
{
	wait
	cat "$TMP/$1.out"
	return "$(cat "$TMP/$1.end")"
}

# stop [-SIGNAL] PID...: ends the processes and waits for their end.
stop()
{
	kill "$@" || :
	case $1 in -*) shift ;; esac
	wait "$@" 2>/dev/null || :
}

hundredths() { cut -d' ' -f1 /proc/uptime | tr -d .; }

# takes COMMAND...: sets $took to its time in hundredths of a second.
takes()
{
	took=$(hundredths)
	"$@" || :
	took=$(($(hundredths) - took))
}

# within NAME SECONDS COMMAND...: it must succeed in that time, multiplied by SLOWER.
within()
{
	limited=$1 limit=$(($2 * SLOWER))
	shift 2
	check "$limited in $limit s" timeout "$limit" "$@"
}

# killed NAME SECONDS COMMAND...: it still runs after that time, and ends soon after kill -9.
killed()
{
	waiter=$1 waits_s=$2
	shift 2
	"$@" >"$TMP/waiter" 2>&1 &
	sleep "$waits_s"
	check "$waiter: it waits" kill -0 $!
	takes stop -9 $!
	check "$waiter: gone $took/100 s after the kill" test $took -lt $((100 * SLOWER))
}

# wait_for SECONDS COMMAND...: waits until the command succeeds; 1 if it does not.
wait_for()
{
	tries=$(($1 * 20))
	shift
	until "$@" >/dev/null 2>&1; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || return 1
		usleep 50000
	done
}

# ------ GPIO lines ------

# libgpiod's tools on lines of a chip, version 1 or 2. Version 2 takes the chip as an option, and its
# gpioset runs until it is killed.
if gpiodetect --version | grep -q ' v1\.'; then
	info() { gpioinfo "$@"; }
	levels() { gpioget "$@"; }
	push_pull() { gpioset "$@"; }
	open_drain() { gpioset --drive=open-drain "$@"; }
	hold_open_drain() { exec gpioset --mode=signal --drive=open-drain "$@"; }
else
	info() { gpioinfo -c "$@"; }
	levels() { gpioget --numeric -c "$@"; }
	push_pull() { gpioset -t0 -c "$@"; }
	open_drain() { gpioset -t0 --drive=open-drain -c "$@"; }
	hold_open_drain() { exec gpioset --drive=open-drain -c "$@"; }
fi

# chip_of LABEL [LINES]: the chip's name in /dev.
chip_of() { gpiodetect | sed -n "s/ \[$1\] (${2:-[0-9]*} lines)//p"; }

# The kernel's number of the simulator's first line; new kernels do not show it.
first_number() { sed -nE 's/^gpiochip.* GPIOs ([0-9]+)-.*gpio-i2c-sim.*/\1/p' $DEBUGFS/gpio; }

# ------ modules and buses ------

loaded() { grep -q "^$1 " /proc/modules; }

# The module's use count, as in lsmod.
use_count() { cat "/sys/module/${1:-gpio_i2c}/refcnt"; }

unused() { [ "$(use_count)" = 0 ]; }

# Sets BUS, NODE, I2C_NODE, ADAPTER (sysfs) and DEVICE; fails if there is no bus.
find_bus()
{
	ADAPTER=$(dirname "$(grep -ls '^gpio-i2c ' /sys/bus/i2c/devices/i2c-*/name | head -n 1)")
	BUS=${ADAPTER##*i2c-}
	NODE=/dev/gpio-i2c-$BUS
	I2C_NODE=/dev/i2c-$BUS
	DEVICE=$(basename "$(dirname "$(readlink -f "$ADAPTER")")")
	[ -c "$NODE" ]
}

# load [PARAMETER=VALUE]...: loads the driver, the simulator with these parameters, and i2c-dev.
load()
{
	modprobe i2c-dev
	modprobe gpio-i2c
	modprobe gpio-i2c-sim "$@"
	case " $* " in *' autobind=0 '*) return 0 ;; esac
	wait_for 10 find_bus
	find_bus
	# If a device tree describes the bus, the parameter had no effect.
	for parameter in "$@"; do
		case $parameter in scl_hz=*) speed "${parameter#scl_hz=}" ;; esac
	done
}

# speed HZ: sets the bus's SCL frequency.
speed()
{
	[ "$(cat "$ADAPTER/scl_frequency_hz")" = "$1" ] ||
		echo "$1" >"$ADAPTER/scl_frequency_hz"
}

# unload [MODULE]...: unloads these, or all modules that a case may have loaded.
unload()
{
	[ $# -gt 0 ] || set -- at24 lm75 rtc_ds1307 gpio_i2c gpio_i2c_sim i2c_dev
	for module in "$@"; do
		! loaded "$module" || rmmod "$module" || return 1
	done
}

# Unbind the driver from its device, and bind it again.
unbind() { echo "$DEVICE" >$DRIVER/unbind; }
bind() { echo "$DEVICE" >$DRIVER/bind; }

# new SDA SCL [HZ]: makes a bus at run time.
new() { echo "$*" >$DRIVER/new_device; }
delete() { echo "gpio-i2c-runtime.$1" >$DRIVER/delete_device; }

# load_refused NAME LOG PARAMETER...: the module does not load, and the kernel log says why.
load_refused()
{
	refused_name=$1 refused_log=$2
	shift 2
	status "$refused_name is refused" 1 modprobe gpio-i2c "$@"
	check "$refused_name: nothing is loaded" unloaded
	dmesg | tail -n 1 >"$TMP/out"
	has "$refused_name: the log says why" "$refused_log"
}
unloaded() { ! loaded gpio_i2c; }

# new_client TYPE ADDRESS: makes an I2C client on the bus.
new_client() { echo "$1" "$2" >"$ADAPTER/new_device"; }

# driver_bound TYPE ADDRESS: binds the driver, unless it detected the target by itself.
driver_bound()
{
	[ -e "/sys/bus/i2c/devices/$BUS-00$2" ] || new_client "$1" "0x$2"
	wait_for 10 test -e "/sys/bus/i2c/devices/$BUS-00$2/driver"
}

# counter NAME...: counters of the driver.
counter() { (cd "$ADAPTER/statistics" && cat "$@" | xargs); }

# told BUS NAME: that line of "gpioi2c info".
told() { gpioi2c info "$1" | sed -n "s/^$2: *//p"; }

# bus_works [WHEN]: its target answers.
bus_works() { shows "${1:-in the end}: the bus works" '^5a$' ./xfer "$NODE" w:20:00 r:20:1; }

# addresses FILE: those found in the output of i2cdetect or "gpioi2c detect".
addresses() { sed -n 's/^[0-7]0: //p' "$1" | tr -s ' -' '\n' | xargs; }

# ------ the simulator ------

# fault [COMMAND]...: replaces all faults by these.
fault()
{
	for command in clear "$@"; do
		echo "$command" >"$SIM/fault"
	done
}

# sim_stat NAME: a counter of the simulator; fails if there is none.
sim_stat() { awk -v name="$1" '$1 == name { print $2; found = 1 } END { exit !found }' "$SIM/stats"; }

# wire: the transfers on the wire since wire_clear.
wire_clear() { echo 1 >"$SIM/decode"; }
wire() { sed 's/ *$//' "$SIM/decode"; }

# Violations that the simulator saw: intervals too short, START or STOP where none may be.
violations()
{
	awk '$1 == "tLOW" { judged = 1 } $2 { printf "%s%s", separator, $0; separator = "; " }
		END { exit !judged }' "$SIM/violations"
}

# nothing_illegal NAME: the wire was used, without a violation.
nothing_illegal()
{
	seen=$(violations) || seen="no referee in $SIM"
	! grep -q '^tLOW 0 -' "$SIM/violations" 2>/dev/null || seen="nothing was on the wire"
	is "$1: nothing illegal on the wire" "$seen" ""
}

# ------ before and after ------

# State that a case must leave as it found it.
snapshot()
{
	{
		ls /sys/bus/gpio/devices /sys/bus/i2c/devices /sys/bus/platform/devices \
			/sys/bus/i2c/drivers /sys/dev/char /dev
		cat /proc/devices
		[ ! -r $DEBUGFS/gpio ] || cat $DEBUGFS/gpio
		grep gpio_i2c /proc/modules /proc/vmallocinfo || :
		[ ! -e $DEBUGFS/gpio-i2c-sim ] || echo "debugfs left"
	} 2>/dev/null
}

# leaked: the report of kmemleak, if the kernel has it. With SCAN_LATER a later case scans, since a
# scan takes long.
leaked()
{
	[ -w $DEBUGFS/kmemleak ] && [ -z "${SCAN_LATER:-}" ] || return 1
	echo scan >$DEBUGFS/kmemleak
	sleep 6
	echo scan >$DEBUGFS/kmemleak
	cat $DEBUGFS/kmemleak >"$TMP/kmemleak"
	[ -s "$TMP/kmemleak" ]
}

# mark [TEXT]: puts a mark into the kernel log, for log_since.
mark() { echo "${1:-mark} of $CASE" >/dev/kmsg; }

# log_since [TEXT]: the kernel log from that mark on.
log_since()
{
	dmesg -r | awk -v mark="${1:-mark} of $CASE" 'index($0, mark) { n = 0 } { line[n++] = $0 }
		END { for (i = 0; i < n; i++) print line[i] }'
}

# log_bad: forbidden lines since the case began.
log_bad()
{
	log_since start | awk -v expected="$EXPECTED_LOG" '
		/out-of-tree module|module verification failed/ { next }
		/WARNING:|BUG:|Oops|[Cc]all [Tt]race|general protection|[Uu]nable to handle/ ||
		/hung_task|blocked for more than|soft lockup|rcu.*stall|KASAN|UBSAN|refcount_t/ ||
		/kmemleak:|possible (circular|recursive)|while atomic|invalid context/ ||
		/duplicate filename|tried to init an initialized/ { print; next }
		/^<[0-4]>.*(gpio.i2c|i2c i2c-)/ && $0 !~ expected
		END { if (!NR) print "the log cannot be read" }'
}

# Runs at the end of every case, wherever it ends.
finish()
{
	end=$?
	trap - EXIT
	set +e
	[ "$end" = 0 ] || not_ok "$CASE runs to its end (exit status $end)"
	check "$CASE: modules go" unload
	snapshot >"$TMP/after"
	check "$CASE: nothing stays behind" diff "$TMP/before" "$TMP/after"
	! leaked || not_ok "$CASE: kmemleak is silent" "$(cat "$TMP/kmemleak")"
	log_bad >"$TMP/log"
	check "$CASE: kernel log is clean" diff /dev/null "$TMP/log"
	echo "1..$TESTS"
	rm -rf "$TMP"
	exit "$FAILED"
}

echo 'KTAP version 1'
unload
snapshot >"$TMP/before"
mark start
trap finish EXIT
