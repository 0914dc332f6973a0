# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# cases.sh NAME...: runs these cases in the VM, one after the other. A case has two minutes, or a
# line "# time limit: N s", multiplied by SLOWER. With SOAK_S all are run again and again for that
# many seconds, with other seeds.
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
		# Kill what a case that ran out of time has left. Spares init and this shell.
		if [ "$status" = 143 ]; then
			kill -9 -1
			sleep 2
		fi
	done
	[ $(($(date +%s) - start)) -lt "${SOAK_S:-0}" ] || break
	SEED=$((SEED + 1))
done
