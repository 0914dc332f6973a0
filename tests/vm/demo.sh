#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Plays demo.txt in the VM, line by line, and stops at the first that goes wrong.
#	# TEXT		an explanation
#	$ COMMAND	is shown as typed, with its output, and must succeed
#	! COMMAND	the same, but must fail
#	% COMMAND	runs in this shell: files that it opens stay open, and only here
#	? REGEX		the last output must have such a line
# $N is the bus's number, $$ this shell's.
set -eu
N=

wrong()
{
	echo "demo: $*" >&2
	exit 1
}

shown()
{
	printf '$ %s\n' "$1"
	status=0
	sh -c "$1" >out 2>&1 3>&- 4>&- 5<&- </dev/null || status=$?
	cat out
	: "${N:=$(sed -n 's/^i2c-\([0-9]*\).*gpio-i2c.*/\1/p' out)}"
}

while IFS= read -r line <&5; do
	text=$(printf '%s\n' "${line#??}" | sed "s/\$N/$N/g; s/\$\\$/$$/g")
	case $line in
	'# SPDX'*) ;;
	'#'* | '') printf '%s\n' "$line" ;;
	'$'*) shown "$text"; [ $status = 0 ] || wrong "this failed: $text" ;;
	'!'*) shown "$text"; [ $status != 0 ] || wrong "this should have been refused: $text" ;;
	'%'*) echo "\$ $text" && eval "$text" ;;
	'?'*) grep -qE -- "$text" out || wrong "no line has: $text" ;;
	*) wrong "what is this: $line" ;;
	esac
done 5<demo.txt
