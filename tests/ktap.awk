# SPDX-License-Identifier: GPL-2.0-only
# Sums KTAP of several programs, of which each starts with "# begin NAME" and ends with
# "# end NAME STATUS". Says what was wrong, and ends with "N passed, N failed, N skipped".
# A program that breaks off, exits badly or prints another number of results than it
# announced counts as one failure more; so does each NAME in "wanted" that never began.

function fail(text)
{
	failed++
	failures = failures "not ok " text "\n"
}

# A program ended, by itself or by the end of its machine.
function close_program(status)
{
	if (status == "")
		fail(name ": never came to its end")
	else if (status == 124 || status == 143)
		fail(name ": time is up")
	else if (plan < 0)
		fail(name ": no plan (1..N), exit status " status)
	else if (plan != results)
		fail(name ": " results " results, " plan " announced")
	else if (status != 0 && !bad)
		fail(name ": exit status " status)
	name = ""
}

{
	sub(/\r$/, "")
	print
	fflush()
}

/^# begin / {
	if (name != "")
		close_program("")
	name = $3
	began[name] = 1
	plan = -1
	results = bad = 0
	next
}

/^# end / {
	close_program($4)
	next
}

/^1\.\.[0-9]+/ { plan = substr($1, 4) + 0 }

/^(not )?ok([ \t]|$)/ {
	results++
	if (toupper($0) ~ /# *SKIP/) {
		skipped++
	} else if (/^ok/) {
		passed++
	} else {
		bad++
		line = $0
		sub(/^not ok */, "", line)
		fail(name ": " line)
	}
}

END {
	if (name != "")
		close_program("")
	n = split(wanted, names)
	for (i = 1; i <= n; i++)
		if (!(names[i] in began))
			fail(names[i] ": never began")
	if (failures)
		printf "\nfailed:\n%s", failures
	printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
	exit failed || !passed
}
