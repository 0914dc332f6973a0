#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Each detector reports its planted bug, and log_bad finds the report. Lock order comes first: after
# the first bug of some kinds lockdep is silent.
. ./lib.sh
unset SCAN_LATER

plant() { echo "$1" >/sys/module/planted/parameters/bug; }

# seen BUG WORDS: since the last call the log has WORDS, and is bad.
seen()
{
	shows "$1 is detected" "$2" log_since start
	check "$1: the cases see it" test -n "$(log_bad)"
	mark start
}

needs "detectors" "a kernel without them" insmod /root/planted.ko
check "lockdep is on" grep -q 'debug_locks: *1$' /proc/lockdep_stats
mark start
is "the log is good before" "$(log_bad)" ""
while read -r bug words; do
	plant "$bug"
	seen "$bug" "$words"
done <<END
lock_order possible circular locking dependency
sleep_in_atomic sleeping function called from invalid context|scheduling while atomic
refcount refcount_t: (underflow|decrement hit 0)
list list_del corruption
shift UBSAN: shift-out-of-bounds
array_index UBSAN: array-index-out-of-bounds
out_of_bounds KASAN: slab-out-of-bounds
use_after_free KASAN: use-after-free
double_free KASAN: (double-free|invalid-free)
live_timer ODEBUG: free active
END

is "no leak before" "$(leaked && cat "$TMP/kmemleak")" ""
plant leak
check "a leak is detected" leaked
diag "$(head -n 1 "$TMP/kmemleak")"
plant undo_leak

echo 3 >/proc/sys/kernel/hung_task_timeout_secs
plant hung_task
seen hung_task "blocked for more than"
echo 120 >/proc/sys/kernel/hung_task_timeout_secs
echo 1 >/proc/sys/kernel/watchdog_thresh
plant soft_lockup
seen soft_lockup "soft lockup"
echo 10 >/proc/sys/kernel/watchdog_thresh
rmmod planted
mark start
