#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Loading and unloading leaves nothing behind. ROUNDS may be set from outside.
# time limit: 480 s
. ./lib.sh
rounds=${ROUNDS:-100}

# repeat TIMES: every other time the simulator stays and finds its master again.
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

# many_rounds: and in $grown the caches that grew as if each round leaked an object. They
# wander by a few on their own, and a kernel that looks for leaks itself keeps what was freed
# for a while.
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
# What other cases left, to be freed or to be cached, is no leak: that grows each time.
for _ in 1 2; do
	[ -z "$grown" ] || many_rounds
done
is "no slab grew with the rounds" "$grown" ""
