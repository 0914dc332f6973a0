# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# What every case starts with: KTAP lines, modules in and out, use counts,
# what must be gone afterwards, and the kernel's log.
set -eu

CASE=$(basename "$0" .sh)
TMP=$(mktemp -d /tmp/case.XXXXXX)
DEBUGFS=/sys/kernel/debug
TESTS=0
FAILED=0
# Extended regular expression of warnings that a case provokes on purpose.
EXPECTED_LOG=
BUS=
SLOWER=${SLOWER:-1}

diag() { echo "# $*"; }

diag_file() { sed 's/^/# /' "$1"; }

ok()
{
	TESTS=$((TESTS + 1))
	echo "ok $TESTS $*"
}

not_ok()
{
	TESTS=$((TESTS + 1))
	FAILED=1
	echo "not ok $TESTS $*"
}

# skip NAME WHY
skip()
{
	TESTS=$((TESTS + 1))
	echo "ok $TESTS $1 # SKIP $2"
}

# check NAME COMMAND...: the command must succeed.
check() { status "$1" 0 "$@"; }

# status NAME WANTED [NAME] COMMAND...: the command must exit with that status.
# Its output stays in $TMP/out.
status()
{
	name=$1 want=$2
	shift 2
	[ "$1" != "$name" ] || shift
	got=0
	"$@" >"$TMP/out" 2>&1 </dev/null || got=$?
	if [ "$got" = "$want" ]; then
		ok "$name"
	else
		not_ok "$name"
		diag "exit status $got, not $want: $*"
		diag_file "$TMP/out"
	fi
}

# is NAME GOT WANTED: two strings must be the same.
is()
{
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		not_ok "$1"
		diag "got:    $2"
		diag "wanted: $3"
	fi
}

# has NAME REGEX: the last command's output has such a line.
has()
{
	if grep -qE -- "$2" "$TMP/out"; then
		ok "$1"
	else
		not_ok "$1"
		diag "no line matches: $2"
		diag_file "$TMP/out"
	fi
}

# has_no NAME REGEX: the last command's output has lines, and none like that.
has_no()
{
	if [ -s "$TMP/out" ] && ! grep -qE -- "$2" "$TMP/out"; then
		ok "$1"
	else
		not_ok "$1"
		diag "no output, or a line that matches: $2"
		diag_file "$TMP/out"
	fi
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
		not_ok "$* runs to its end"
		diag "exit status $helper"
	fi
}

# start NAME COMMAND...: in the background; "table finished NAME" waits for all of those.
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

# within NAME SECONDS COMMAND...: it must succeed, and in that time; where the kernel is SLOWER,
# in so many times that.
within()
{
	name=$1 limit=$(($2 * SLOWER))
	shift 2
	check "$name in $limit s" timeout "$limit" "$@"
}

# wait_for SECONDS COMMAND...: until the command succeeds; 1 if it never does.
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

# libgpiod's tools on lines of a chip, version 1 or 2. The second wants its chip as an option, and
# would set lines until it is killed.
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

loaded() { grep -q "^$1 " /proc/modules; }

# The use count that lsmod shows.
use_count() { cat "/sys/module/${1:-gpio_i2c}/refcnt"; }

unused() { [ "$(use_count)" = 0 ]; }

# Is there a bus? Sets BUS, NODE, I2C_NODE, ADAPTER (sysfs), DEVICE, SIM.
find_bus()
{
	BUS=
	for name in /sys/bus/i2c/devices/i2c-*/name; do
		grep -q '^gpio-i2c ' "$name" 2>/dev/null || continue
		ADAPTER=${name%/name}
		BUS=${ADAPTER##*/i2c-}
		break
	done
	[ -n "$BUS" ] || return 1
	NODE=/dev/gpio-i2c-$BUS
	I2C_NODE=/dev/i2c-$BUS
	DEVICE=$(basename "$(dirname "$(readlink -f "$ADAPTER")")")
	SIM=$DEBUGFS/gpio-i2c-sim/0
	[ -c "$NODE" ]
}

# load [PARAMETER=VALUE]...: driver, simulator with these parameters, i2c-dev.
load()
{
	modprobe i2c-dev
	modprobe gpio-i2c
	modprobe gpio-i2c-sim "$@"
	case " $* " in *' autobind=0 '*) return 0 ;; esac
	wait_for 10 find_bus
	find_bus
	# Where a device tree describes the bus the parameter did not set it.
	for parameter in "$@"; do
		case $parameter in scl_hz=*) speed "${parameter#scl_hz=}" ;; esac
	done
}

# speed HZ: the bus's SCL frequency from now on.
speed()
{
	[ "$(cat "$ADAPTER/scl_frequency_hz")" = "$1" ] ||
		echo "$1" >"$ADAPTER/scl_frequency_hz"
}

# unload [MODULE]...: these, or everything that a case may have loaded.
unload()
{
	[ $# -gt 0 ] || set -- at24 lm75 rtc_ds1307 gpio_i2c gpio_i2c_sim i2c_dev
	for module in "$@"; do
		! loaded "$module" || rmmod "$module" || return 1
	done
}

# new_client TYPE ADDRESS: a kernel driver's client on the bus.
new_client() { echo "$1" "$2" >"$ADAPTER/new_device"; }
delete_client() { echo "$1" >"$ADAPTER/delete_device"; }

# driver_bound TYPE ADDRESS: by itself where the driver looks for its targets, or by us.
driver_bound()
{
	[ -e "/sys/bus/i2c/devices/$BUS-00$2" ] || new_client "$1" "0x$2"
	wait_for 10 test -e "/sys/bus/i2c/devices/$BUS-00$2/driver"
}

# The addresses that i2cdetect or "gpioi2c detect" found, of its output in a file.
addresses()
{
	sed -n 's/^[0-7]0: //p' "$1" | tr -s ' ' '\n' | grep -v -e -- -e '^$' | tr '\n' ' ' |
		sed 's/ $//'
}

# One counter of the simulator's; there must be such a one.
sim_stat() { awk -v name="$1" '$1 == name { print $2; found = 1 } END { exit !found }' "$SIM/stats"; }

# decode: what went over the wire since wire_clear.
wire_clear() { echo 1 >"$SIM/decode"; }
wire() { sed 's/ *$//' "$SIM/decode"; }

# What the simulator objects to: intervals too short, conditions where none may be.
violations()
{
	awk '$1 == "tLOW" { judged = 1 } $2 { printf "%s%s", separator, $0; separator = "; " }
		END { exit !judged }' "$SIM/violations"
}

# nothing_illegal NAME: was seen on the wire, on which something was.
nothing_illegal()
{
	seen=$(violations) || seen="no referee in $SIM"
	! grep -q '^tLOW 0 -' "$SIM/violations" 2>/dev/null || seen="nothing was on the wire"
	is "$1: nothing illegal on the wire" "$seen" ""
}

# What a case must leave as it found it.
snapshot()
{
	{
		ls /sys/bus/gpio/devices /sys/bus/i2c/devices \
			/sys/bus/platform/devices /sys/bus/i2c/drivers
		ls /sys/dev/char /dev
		cat /proc/devices
		[ ! -r $DEBUGFS/gpio ] || cat $DEBUGFS/gpio
		grep gpio_i2c /proc/modules /proc/vmallocinfo || :
		[ ! -e $DEBUGFS/gpio-i2c-sim ] || echo "debugfs left"
	} 2>/dev/null
}

# leaked: what kmemleak knows, if the kernel has it. With SCAN_LATER another case will look:
# a scan takes long.
leaked()
{
	[ -w $DEBUGFS/kmemleak ] && [ -z "${SCAN_LATER:-}" ] || return 1
	echo scan >$DEBUGFS/kmemleak
	sleep 6
	echo scan >$DEBUGFS/kmemleak
	cat $DEBUGFS/kmemleak >"$TMP/kmemleak"
	[ -s "$TMP/kmemleak" ]
}

# log_bad: lines of the kernel's log since the case began that must not be.
log_bad()
{
	dmesg -r | awk -v start="case $CASE starts" -v expected="$EXPECTED_LOG" '
		index($0, start) { n = 0; next }
		{ line[n++] = $0 }
		END {
			if (!NR)
				print "the log cannot be read"
			for (i = 0; i < n; i++)
				if (bad(line[i]))
					print line[i]
		}
		function bad(text) {
			if (text ~ /out-of-tree module|module verification failed/)
				return 0
			if (text ~ /WARNING:|BUG:|Oops|[Cc]all [Tt]race|general protection|Unable to handle|unable to handle|hung_task|blocked for more than|soft lockup|rcu.*stall|KASAN|UBSAN|refcount_t|kmemleak:|possible (circular|recursive)|while atomic|invalid context|duplicate filename|tried to init an initialized/)
				return 1
			if (expected != "" && text ~ expected)
				return 0
			split(text, level, /[<>]/)
			return level[2] % 8 <= 4 && text ~ /gpio.i2c|i2c i2c-/
		}'
}

# The end of every case, wherever it ends.
finish()
{
	end=$?
	trap - EXIT
	set +e
	[ "$end" = 0 ] || not_ok "$CASE runs to its end (exit status $end)"
	check "$CASE: modules go" unload
	snapshot >"$TMP/after"
	check "$CASE: nothing stays behind" diff "$TMP/before" "$TMP/after"
	if leaked; then
		not_ok "$CASE: kmemleak is silent"
		diag_file "$TMP/kmemleak"
	fi
	log_bad >"$TMP/log"
	check "$CASE: kernel log is clean" diff /dev/null "$TMP/log"
	echo "1..$TESTS"
	rm -rf "$TMP"
	exit "$FAILED"
}

echo 'KTAP version 1'
unload
snapshot >"$TMP/before"
echo "case $CASE starts" >/dev/kmsg
trap finish EXIT
