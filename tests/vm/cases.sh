# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# cases.sh NAME...: runs these cases in the VM, one after the other. A case that needs
# more than two minutes says so in a line "# time limit: N s"; where the kernel is SLOWER, each
# has so many times that. With SOAK_S they are run again and again, with other seeds, until so
# many seconds are over.
cd /root/cases || exit
export SLOWER="${SLOWER:-1}" SEED="${SEED:-1}"
start=$(date +%s)
while :; do
	for name; do
		limit=$(sed -n 's/^# time limit: \([0-9]*\) s$/\1/p' "$name.sh")
		echo "# begin $name"
		begin=$(date +%s)
		status=0
		PATH=/root/cases:$PATH timeout $((${limit:-120} * SLOWER)) sh "$name.sh" 2>&1 || status=$?
		echo "# end $name $status after $(($(date +%s) - begin)) s"
		# What a case left that ran out of time would spoil those after it. Init and this
		# shell are not hit.
		if [ "$status" = 143 ]; then
			kill -9 -1
			sleep 2
		fi
	done
	[ $(($(date +%s) - start)) -lt "${SOAK_S:-0}" ] || break
	SEED=$((SEED + 1))
done
