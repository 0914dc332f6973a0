#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""ktap.py NAME...: copies and sums KTAP of several programs. Each starts with "# begin NAME" and ends
with "# end NAME STATUS"; after status 126 it runs again, and its results do not count. Prints what went
wrong, and at the end "N passed, N failed, N skipped". A program that breaks off, fails, or prints another
number of results than it announced counts as one more failure; so does each NAME that never began."""
import re
import sys

OUT_OF_TIME = ["124", "143"]  # timeout's exit status, here and in busybox
RUNS_AGAIN = "126"


class Program:
    """A program that prints KTAP; without a name, the output between two programs."""

    def __init__(self, name=None):
        self.name = name
        self.plan, self.passed, self.skipped, self.bad = None, 0, 0, []

    def wrong(self, status):
        """What is wrong with how it ended: with status, or with its machine (None)."""
        if status == RUNS_AGAIN:
            return None
        if status is None:
            return "never came to its end"
        if status in OUT_OF_TIME:
            return "time is up"
        if self.plan is None:
            return f"no plan (1..N), exit status {status}"
        results = self.passed + self.skipped + len(self.bad)
        if self.plan != results:
            return f"{results} results, {self.plan} announced"
        return f"exit status {status}" if status != "0" and not self.bad else None


class Sum:
    def __init__(self):
        self.passed = self.skipped = 0
        self.failures, self.began = [], set()
        self.program = Program()

    def end(self, status=None):
        wrong = self.program.name and self.program.wrong(status)
        if wrong:
            self.failures.append(f"{self.program.name}: {wrong}")
        if status != RUNS_AGAIN:
            self.passed += self.program.passed
            self.skipped += self.program.skipped
        self.program = Program()

    def take(self, line):
        words = line.split()
        if line.startswith("# begin ") and len(words) > 2:
            self.end()
            self.program = Program(words[2])
            self.began.add(words[2])
        elif line.startswith("# end ") and len(words) > 3:
            self.end(words[3])
        elif re.match(r"1\.\.[0-9]+", line):
            self.program.plan = int(re.match("[0-9]+", words[0][3:])[0])
        elif re.match(r"(not )?ok\b", line):
            if re.search("# *SKIP", line, re.IGNORECASE):
                self.program.skipped += 1
            elif line.startswith("ok"):
                self.program.passed += 1
            else:
                self.program.bad.append(line)
                self.failures.append(f"{self.program.name}: {line[len('not ok '):]}")


def main(wanted):
    total = Sum()
    sys.stdin.reconfigure(errors="replace")
    sys.stdout.reconfigure(errors="replace", line_buffering=True)
    for line in sys.stdin:
        line = line.rstrip("\r\n")
        print(line)
        total.take(line)
    total.end()
    total.failures += [f"{name}: never began" for name in wanted if name not in total.began]
    if total.failures:
        print("\nfailed:", *[f"not ok {text}" for text in total.failures], sep="\n")
    print(f"{total.passed} passed, {len(total.failures)} failed, {total.skipped} skipped")
    return bool(total.failures or not total.passed)


sys.exit(main(sys.argv[1:]))
