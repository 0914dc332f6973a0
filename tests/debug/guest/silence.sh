#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# After all other tests on this kernel: no detector has reported anything, and each still works.
. ./lib.sh
. ./known.sh

said()
{
	dmesg | grep -E 'KASAN|UBSAN|ODEBUG|DEBUG_LOCKS_WARN|BUG:|WARNING:|refcount_t|list_(add|del) corruption|kmemleak: .*(suspected|disabled)|blocked for more than|(soft|hard) lockup|rcu.*stall|INFO: .*lock|inconsistent lock state|Oops|Call Trace'
}

is "no detector has said anything" "$(said)" ""
needs "the detectors listen" "a kernel without them" test -e /proc/lockdep_stats
check "lockdep is on" grep -q 'debug_locks: *1$' /proc/lockdep_stats
check "kmemleak is on" sh -c "echo scan=off >$DEBUGFS/kmemleak"
# The one scan for leaks, after all tests.
[ "${SCAN_LATER:-}" = never ] || unset SCAN_LATER
check "KASAN is on" grep -q ' kasan_report$' /proc/kallsyms
check "tasks that hang are looked for" \
	test "$(cat /proc/sys/kernel/hung_task_timeout_secs)" -gt 0
check "so are CPUs" test "$(cat /proc/sys/kernel/soft_watchdog)" = 1
