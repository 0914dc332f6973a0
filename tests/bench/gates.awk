# SPDX-License-Identifier: GPL-2.0-only
# Reads the tables of rows.awk and rates.awk; writes one of gates: what must hold. What was
# not measured does not hold.

BEGIN {
	FS = OFS = "\t"
	print "gate", "asked", "measured", "needed", "verdict"
}

FNR == 1 {
	split("", col)
	for (i = 1; i <= NF; i++)
		col[$i] = i
	rates = "node" in col
	next
}

rates {
	rate[$col["master"], $col["asked_hz"], $col["node"], $col["messages_a_call"] > 1] = \
		$col["transfers_a_second"]
	next
}

{
	ours = $col["master"] ~ /^gpio-i2c/
	if ($col["state"] != "ok")
		broken++
	if (ours) {
		judged[$col["hogs"] > 0] += $col["state"] == "ok"
		violations[$col["hogs"] > 0] += $col["violations"]
	}
	key = $col["master"] SUBSEP $col["asked_hz"] SUBSEP $col["access_ns"] SUBSEP $col["hogs"]
	khz[key] = $col["mean_hz"] / 1000
	efficiency[key] = $col["read_efficiency"]
	if ($col["write_efficiency"] + 0 < efficiency[key] + 0)
		efficiency[key] = $col["write_efficiency"]
	share[key] = $col["cpu_share"]
}

function gate(name, asked, format, measured, needed, holds)
{
	if (measured == "" || measured == "-")
		print name, asked, "not measured", needed, "FAILED"
	else
		print name, asked, sprintf(format, measured), needed, holds ? "ok" : "FAILED"
}

function frequency(name, master, asked, least, most,    value)
{
	value = khz[master, asked, 0, 0]
	gate(name, asked / 1000 " kHz", "%.2f kHz", value,
	     sprintf("%.1f to %.1f kHz", least, most), value >= least && value <= most)
}

function at_least(name, asked, format, value, least)
{
	gate(name, asked, format, value, "at least " sprintf("%.1f", least), value >= least)
}

function ratio(batched, hz,    theirs, ours)
{
	theirs = rate["gpio-i2c", hz, "i2c", 0]
	ours = rate["gpio-i2c", hz, "gpio-i2c", batched]
	return theirs > 0 && ours > 0 ? ours / theirs : ""
}

END {
	frequency("SCL", "gpio-i2c", 100000, 99.0, 100.0)
	frequency("SCL", "gpio-i2c", 400000, 396.0, 400.0)
	frequency("SCL, single-master", "gpio-i2c-single", 1000000, 900.0, 1000.0)
	at_least("wire-efficiency, single-master", "1000 kHz", "%.3f",
		 efficiency["gpio-i2c-single", 1000000, 0, 0], 0.9)
	at_least("wire-efficiency, each access 600 ns", "400 kHz", "%.3f",
		 efficiency["gpio-i2c", 400000, 600, 0], 0.9)
	gate("violations", judged[0] + 0 " rows", "%d", judged[0] ? violations[0] : "", 0,
	     violations[0] == 0)
	gate("violations, three hogs", judged[1] + 0 " rows", "%d", judged[1] ? violations[1] : "",
	     0, violations[1] == 0)
	value = share["gpio-i2c", 1000, 0, 0]
	gate("CPU share", "1 kHz", "%.4f", value, "at most 0.05", value <= 0.05)
	at_least("small transfers, single, by /dev/i2c-N's", "1000 kHz", "%.3f",
		 ratio(0, 1000000), 1.0)
	at_least("small transfers, batched, by /dev/i2c-N's", "1000 kHz", "%.3f",
		 ratio(1, 1000000), 1.3)
	gate("rows that are broken", "none", "%d", broken + 0, 0, !broken)
}
