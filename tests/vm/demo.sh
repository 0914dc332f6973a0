#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Plays demo.txt in the VM, a line at a time. The first one that is not as it should be ends it.
#	# TEXT		what it is about
#	$ COMMAND	is shown as one would type it, with its output, and must succeed
#	! COMMAND	the same, and must fail
#	% COMMAND	is this shell's own: what it opens stays open, and no other command has it
#	? REGEX		the last output has such a line
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
