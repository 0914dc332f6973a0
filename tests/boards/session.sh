#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# architecture: amd64
# README's first session, typed after "make shell", prints what README shows, and draws README's
# picture. "..." in README stands for anything; times and places in the picture may differ a little.
if [ -z "${IN_VM:-}" ]; then
	cd "$(dirname "$0")/../.." || exit
	exec tests/boards/boot "$0" --arch amd64 --icount --file README.md --file tests/vm/shell.sh \
		--file userspace/man/wire.svg
fi
. ./lib.sh
EXPECTED_LOG='is held low'

# Every command of README's console blocks in a file of its own, and what it prints.
awk -v dir="$TMP" '/^```/ { inside = $0 == "```console"; next }
	inside && sub(/^# /, "") { name = sprintf("%s/%02d", dir, ++n); print >(name ".typed"); printf "" >(name ".wanted"); next }
	inside { print >(name ".wanted") }' README.md

# matches PATTERNS TEXT: the text is these lines, in which ... stands for anything.
matches()
{
	awk 'function plain(text) { gsub(/[0-9.]+ us/, "N us", text); return text }
		NR == FNR { wanted = wanted plain($0) "\n"; next }
		{ got = got plain($0) "\n" }
		END {
			n = split(wanted, part, /\.\.\./)
			for (i = 1; i <= n; i++) {
				at = part[i] == "" ? 1 : index(got, part[i])
				if (i > 1 && i == n)
					at = length(got) - length(part[i]) + 1
				if (at < 1 || i == 1 && at > 1 || substr(got, at, length(part[i])) != part[i])
					exit 1
				got = substr(got, at + length(part[i]))
			}
			exit got != ""
		}' "$1" "$2"
}

# drawn_alike FILE FILE: the same but for numbers, and these differ by less than 8.
drawn_alike()
{
	for picture; do
		grep -oE '[0-9]+(\.[0-9]+)?|[^0-9]+' "$picture" >"$picture.words"
	done
	awk 'NR == FNR { word[FNR] = $0; n = FNR; next }
		$0 != word[FNR] && ($0 + 0 != $0 || word[FNR] + 0 != word[FNR] ||
			$0 - word[FNR] > 8 || word[FNR] - $0 > 8) { exit bad = 1 }
		END { exit bad || FNR != n }' "$1.words" "$2.words"
}

cp wire.svg man.svg
# shellcheck source=tests/vm/shell.sh
. ./shell.sh >"$TMP/loaded"
for typed in "$TMP"/*.typed; do
	sh -c "$(cat "$typed")" >"$TMP/out" 2>&1 </dev/null || :
	verdict "$(cat "$typed")" "it printed
$(cat "$TMP/out")" matches "${typed%typed}wanted" "$TMP/out"
done
check "the picture is README's" drawn_alike man.svg wire.svg
[ "$FAILED" = 0 ] || { echo "# the picture that it should be, in base64:" && base64 wire.svg; }
kill "$(pidof mdev)"
