# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# guest.sh NAME...: as tests/vm/cases.sh, for a kernel that is SLOWER: the cases' time limits
# are stretched by that. With SOAK_S they are run again and again, with other seeds, until so
# many seconds are over.
SOAK_S=${SOAK_S:-0}
export SLOWER="${SLOWER:-5}"
# A scan for leaks takes long: there is one at the end, in silence.sh, or never.
export SEED="${SEED:-1}" SCAN_LATER="${SCAN_LATER:-1}"
cd /root/cases || exit
start=$(date +%s)
while :; do
	for name; do
		limit=$(sed -n 's/^# time limit: \([0-9]*\) s$/\1/p' "$name.sh")
		echo "# begin $name"
		begin=$(date +%s)
		PATH=/root/cases:$PATH timeout $((${limit:-120} * SLOWER)) sh "$name.sh" 2>&1
		echo "# end $name $? after $(($(date +%s) - begin)) s"
	done
	[ $(($(date +%s) - start)) -lt "$SOAK_S" ] || break
	SEED=$((SEED + 1))
done
