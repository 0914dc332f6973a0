# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# cases.sh NAME...: runs these cases in the VM, one after the other. A case that needs
# more than two minutes says so in a line "# time limit: N s".
cd /root/cases || exit
for name; do
	limit=$(sed -n 's/^# time limit: \([0-9]*\) s$/\1/p' "$name.sh")
	echo "# begin $name"
	begin=$(date +%s)
	status=0
	PATH=/root/cases:$PATH timeout "${limit:-120}" sh "$name.sh" 2>&1 || status=$?
	echo "# end $name $status after $(($(date +%s) - begin)) s"
	# What a case left that ran out of time would spoil those after it. Init and this
	# shell are not hit.
	if [ "$status" = 143 ]; then
		kill -9 -1
		sleep 2
	fi
done
