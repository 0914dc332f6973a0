# SPDX-License-Identifier: GPL-2.0-only
# Reads what speed.sh printed; writes a table with a heading line, fields parted by tabs.
# Times a byte are the transfer's time by the bytes on the wire, addresses included. Their
# limit is the larger of nine periods and what i2c-algo-bit takes without waiting. "cpu_share" is
# what the VM was not idle of the time that the row took, "awake_share" what gpio-i2c says.

BEGIN {
	OFS = "\t"
	intervals = split("tHD;STA tLOW tHIGH tSU;STA tHD;DAT tSU;DAT tSU;STO tBUF period " \
			  "fall_period", interval, " ")
	heading = "master asked_hz access_ns hogs state mean_hz min_hz max_hz violations violated " \
		  "read_ns_byte write_ns_byte read_efficiency write_efficiency cpu_share awake_share"
	gsub(" ", OFS, heading)
	for (i = 1; i <= intervals; i++)
		heading = heading OFS interval[i] "_min_ns"
	print heading
}

function number(value, digits)
{
	return value == "" ? "-" : sprintf("%.*f", digits, value)
}

function hz(period_ns)
{
	return period_ns > 0 ? sprintf("%.0f", 1e9 / period_ns) : "-"
}

function quotient(part, whole)
{
	return whole > 0 ? part / whole : ""
}

# Efficiency of a direction, against that of "algo-bit" on lines of the same cost.
function efficiency(direction,    limit)
{
	if (!(direction in byte_ns) || asked <= 0)
		return ""
	limit = 9e9 / asked
	if (algo_ns[direction, access] > limit)
		limit = algo_ns[direction, access]
	return limit / byte_ns[direction]
}

function finish(    i, line)
{
	if (master == "")
		return
	if (!("read" in byte_ns) || !("write" in byte_ns))
		state = "broken"
	if (master == "algo-bit") {
		algo_ns["read", access] = byte_ns["read"]
		algo_ns["write", access] = byte_ns["write"]
	}
	line = master OFS asked OFS access OFS hogs OFS state
	line = line OFS hz(stat["scl_period_mean_ns"]) OFS hz(stat["scl_period_max_ns"]) \
		OFS hz(stat["scl_period_min_ns"])
	line = line OFS violations OFS (violated == "" ? "-" : violated)
	line = line OFS number(byte_ns["read"], 1) OFS number(byte_ns["write"], 1)
	line = line OFS number(efficiency("read"), 4) OFS number(efficiency("write"), 4)
	line = line OFS number(quotient(counted["now_ns"] - counted["idle_ns"], counted["now_ns"]), 4)
	line = line OFS number(quotient(counted["awake_ns"], counted["transfer_ns"]), 4)
	for (i = 1; i <= intervals; i++)
		line = line OFS (least[interval[i]] == "" ? "-" : least[interval[i]])
	print line
}

$1 == "row" {
	finish()
	master = $2
	asked = $3
	access = $4
	hogs = $5
	state = "ok"
	violated = ""
	violations = 0
	split("", byte_ns)
	split("", counted)
	split("", before)
	split("", least)
	split("", stat)
	next
}

$1 == "time" {
	byte_ns[$2] = $4 / $3
	next
}

$1 == "counter" {
	if ($2 in before)
		counted[$2] = $3 - before[$2]
	before[$2] = $3
	next
}

$1 == "interval" {
	least[$2] = $4
	violations += $3
	if ($3 > 0)
		violated = violated (violated == "" ? "" : ",") $2
	next
}

$1 == "stat" { stat[$2] = $3; next }

{
	state = "broken"
	print "speed.sh: " $0 >"/dev/stderr"
}

END { finish() }
