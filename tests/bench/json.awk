# SPDX-License-Identifier: GPL-2.0-only
# Turns tables with a heading line into one JSON object of arrays, named as the files.

BEGIN { FS = "\t" }

function value(text)
{
	if (text == "-")
		return "null"
	return text ~ /^-?[0-9]+(\.[0-9]+)?$/ ? text : "\"" text "\""
}

FNR == 1 {
	name = FILENAME
	gsub(/^.*\/|\.tsv$/, "", name)
	printf "%s \"%s\": [", NR == 1 ? "{\n" : "\n ],\n", name
	split("", heading)
	for (i = 1; i <= NF; i++)
		heading[i] = $i
	next
}

{
	printf "%s\n  {", FNR == 2 ? "" : ","
	for (i = 1; i <= NF; i++)
		printf "%s\"%s\": %s", i == 1 ? "" : ", ", heading[i], value($i)
	printf "}"
}

END { print "\n ]\n}" }
