# SPDX-License-Identifier: GPL-2.0-only
# Reads what syscalls.sh printed; writes a table as rows.awk does.

BEGIN {
	OFS = "\t"
	print "master", "asked_hz", "node", "messages_a_call", "transfers_a_second"
}

$1 == "bus" { master = $2; asked = $3; next }
$1 == "rate" { print master, asked, $2, $3, sprintf("%.1f", $4 * 1e9 / $5); next }
{ print "syscalls.sh: " $0 >"/dev/stderr" }
