#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Loading and unloading leaves nothing behind. ROUNDS may be set from outside.
# time limit: 480 s
. ./lib.sh
rounds=${ROUNDS:-100}

# slabs FILE: objects in use of each general cache, once what is only cached is let go.
# A slab that a CPU has at hand counts as full, and some is let go only later: look a few
# times, the least is true.
slabs()
{
	echo 2 >/proc/sys/vm/drop_caches
	for _ in 1 2 3 4 5 6; do
		usleep 300000
		for cache in /sys/kernel/slab/kmalloc-*/ /sys/kernel/slab/kernfs_node_cache/ \
			/sys/kernel/slab/vmap_area/; do
			[ ! -w "$cache/shrink" ] || echo 1 >"$cache/shrink"
		done
		# No process may start between the shrinking and the reading.
		while read -r cache used _; do
			case $cache in
			kmalloc-* | kernfs_node_cache | vmap_area) echo "$cache $used" ;;
			esac
		done </proc/slabinfo
	done >"$TMP/slabs"
	awk '!($1 in least) || $2 < least[$1] { least[$1] = $2 }
		END { for (cache in least) print cache, least[cache] }' "$TMP/slabs" | sort >"$1"
}

round()
{
	modprobe gpio-i2c-sim
	modprobe gpio-i2c
	exec 3<>"/dev/gpio-i2c-$BUS"
	./gone 3 >/dev/null
	exec 3>&-
	rmmod gpio_i2c
	# Every other time the simulator stays and finds its master again.
	[ $(($1 % 2)) = 0 ] || rmmod gpio_i2c_sim
}

repeat()
{
	i=0
	while [ $i -lt "$1" ]; do
		round $i
		i=$((i + 1))
	done
}

load
unload
repeat 6
# many_rounds: and in $TMP/grown the caches that grew as if each round leaked an object. They
# wander by a few on their own, and a kernel that looks for leaks itself keeps what was freed
# for a while.
many_rounds()
{
	slabs "$TMP/slabs.before"
	repeat "$rounds"
	slabs "$TMP/slabs.after"
	awk -v limit=$((rounds * 3 / 5)) 'NR == FNR { before[$1] = $2; next }
		$2 - before[$1] >= limit { print $1, before[$1], $2 }
		' "$TMP/slabs.before" "$TMP/slabs.after" >"$TMP/grown"
	diag_file "$TMP/grown"
}

many_rounds
ok "$rounds rounds"
if [ -e $DEBUGFS/kmemleak ]; then
	skip "no slab grew with the rounds" "kmemleak sees more"
	exit
fi
# What other cases left, to be freed or to be cached, is no leak: that grows each time.
for _ in 1 2; do
	[ ! -s "$TMP/grown" ] || many_rounds
done
check "no slab grew with the rounds" test ! -s "$TMP/grown"
