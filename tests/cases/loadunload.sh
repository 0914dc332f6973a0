#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Loading and unloading leaks nothing. ROUNDS may be set.
# time limit: 480 s
. ./lib.sh
rounds=${ROUNDS:-100}

# repeat TIMES: every other time the simulator stays loaded and must find its master again.
repeat()
{
	for i in $(seq "$1"); do
		modprobe gpio-i2c-sim
		modprobe gpio-i2c
		exec 3<>"$NODE"
		./gone 3 open >/dev/null || :
		exec 3>&-
		rmmod gpio_i2c
		[ $((i % 2)) = 1 ] || rmmod gpio_i2c_sim
	done
}

# many_rounds: sets $grown to the caches that grew as if each round leaked an object. Caches vary
# by a few objects, and a kernel with leak detectors keeps freed objects for a while.
many_rounds()
{
	./slabs >"$TMP/before_rounds"
	repeat "$rounds"
	grown=$(./slabs | awk -v limit=$((rounds * 3 / 5)) '
		NR == FNR { before[$1] = $2; next }
		$2 - before[$1] >= limit { print $1, before[$1], $2 }' "$TMP/before_rounds" -)
	[ -z "$grown" ] || diag "$grown"
}

load
unload
repeat 6
many_rounds
ok "$rounds rounds"
needs "no slab grew with the rounds" "kmemleak sees more" test ! -e $DEBUGFS/kmemleak
# Leftovers of other cases may change the first figure; a leak grows each time.
for _ in 1 2; do
	[ -z "$grown" ] || many_rounds
done
is "no slab grew with the rounds" "$grown" ""
