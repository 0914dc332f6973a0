# SPDX-License-Identifier: GPL-2.0-only
# Prints a table for people: its columns named in "columns" (default: all), words to the left
# and numbers to the right. Frequencies are
# shown in kHz.

BEGIN { FS = "\t" }

NR == 1 {
	for (i = 1; i <= NF; i++)
		at[$i] = i
	if (columns == "")
		columns = $0
	count = split(columns, name, /[\t ]/)
}

{
	for (i = 1; i <= count; i++) {
		text = $at[name[i]]
		if (name[i] ~ /_hz$/)
			text = NR == 1 ? substr(text, 1, length(text) - 2) "kHz" : \
				text ~ /^[0-9]/ ? sprintf("%.2f", text / 1000) : text
		if (NR > 1 && text !~ /^(-|[0-9]+(\.[0-9]+)?)$/)
			words[i] = 1
		cell[NR, i] = text
		if (length(text) > width[i])
			width[i] = length(text)
	}
}

END {
	for (row = 1; row <= NR; row++) {
		line = ""
		for (i = 1; i <= count; i++)
			line = line sprintf(words[i] ? "%-*s  " : "%*s  ", width[i], cell[row, i])
		sub(/ +$/, "", line)
		print line
	}
}
