#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""evaluate.py plan [--quick]: prints the plan for speed.sh: everything, or what the gates need.
evaluate.py ARCH RAW JSON PLOT: reads RAW, the output of speed.sh on that architecture. Prints tables
and gates; writes everything to JSON, and a table for plot.gp to PLOT. Exit status 1: a gate does not
hold. A gate that was not measured does not hold.

The time per byte is the transfer's time divided by the bytes on the wire, addresses included. Its
limit is nine periods, or the time that i2c-algo-bit takes without waiting, if that is longer.
"cpu_share" is the share of the row's time that the VM was not idle, "awake_share" the driver's."""
import json
import re
import sys

PERIODS = ["period", "fall_period"]
INTERVALS = ["tHD;STA", "tLOW", "tHIGH", "tSU;STA", "tHD;DAT", "tSU;DAT", "tSU;STO", "tBUF"] + PERIODS
LINES = ["access_ns", "jitter_ns", "edge_at", "stretch_ns", "hogs"]
SPEEDS = ["mean_hz", "min_hz", "max_hz"]
# SCL in kHz for 1 MHz, the same with single-master, and wire-efficiency. Three times in each bit
# i2c-algo-bit calls udelay(0), which is 354 instructions on arm64: a third of the bit.
FASTEST = {"arm64": [890, 900, 0.91], "armhf": [930, 950, 0.92]}
# Steps of the clock, and the cost of an access on top of access_ns.
SLACK_NS = 48


def plan(quick):
    """Lines of a master, the frequencies to ask for, and LINES."""
    every = [1000, 10000, 50000, 100000, 400000, 1000000]
    modes = [100000, 400000, 1000000]
    nominal, by_hand = [100000, 250000, 500000], [10000] + modes
    # Varying accesses: what they cost, where their edges are, and how much they vary.
    varied = [(access, edge_at, [30, 100, 300, 1000])
              for access in [0, 200, 600] for edge_at in ["start", "end", "random"]]
    single = every
    if quick:
        every, single, nominal, by_hand = [1000] + modes, [400000, 1000000], [100000], [100000]
        varied = [(0, "end", [100]), (200, "end", [30]), (200, "random", [30, 300]),
                  (600, "start", [300]), (600, "end", [30, 300]), (600, "random", [100, 1000])]

    def line(master, asked_hz, access_ns=0, jitter_ns=0, edge_at="end", stretch_ns=0, hogs=0):
        print(master, ",".join(map(str, asked_hz)), access_ns, jitter_ns, edge_at, stretch_ns, hogs)

    for access in [0, 600] if quick else [0, 100, 300, 600]:
        line("algo-bit", [0], access)
        line("gpio-i2c", every, access)
        line("gpio-i2c-single", single, access)
        for hz in nominal:
            line("i2c-gpio", [hz], access)
        line("libgpiod", by_hand, access)
    line("gpio-i2c", modes if quick else every, hogs=3)
    for access, edge_at, jitters in varied:
        for jitter in jitters:
            line("gpio-i2c", modes, access, jitter, edge_at)
            if (access, edge_at) == (200, "random"):
                line("gpio-i2c-single", modes, access, jitter, edge_at)
    for stretch in [90000, 110000, 150000, 250000]:
        line("gpio-i2c", [100000], stretch_ns=stretch)
        line("i2c-gpio", [100000], stretch_ns=stretch)


def number(text):
    try:
        return int(text)
    except ValueError:
        return None if text == "-" else text


def per_second(period_ns):
    return round(1e9 / period_ns) if period_ns else None


def quotient(part, whole, digits=4):
    return round(part / whole, digits) if part is not None and whole else None


class Row:
    """What speed.sh measured for one master on one kind of lines."""

    def __init__(self, words):
        self.columns = dict(zip(["master", "asked_hz"] + LINES, map(number, words)))
        self.broken = False
        self.byte_ns, self.before, self.counted, self.stat = {}, {}, {}, {}
        self.least, self.short, self.reports = {}, {}, []

    def take(self, key, *rest):
        name, *values = map(number, rest)
        if key == "time":
            self.byte_ns[name] = values[1] / values[0]
        elif key == "counter":
            self.counted[name] = values[0] - self.before.setdefault(name, values[0])
        elif key == "interval":
            self.short[name], self.least[name] = values[:2]
        elif key == "stat":
            self.stat[name] = values[0]
        elif key == "reached":
            self.reports.append(([name] + values, []))
        elif key == "edge":
            self.reports[-1][1].append((name, values[0]))
        else:
            raise ValueError(key)

    def reached(self):
        """For the transfer that interrupts disturbed least: what the driver reported, and the periods of
        bits on the wire, without the rise before STOP."""
        seen = []
        for hz, edges in self.reports:
            rises = [ns for (ns, scl), (_, before) in zip(edges[1:], edges) if scl > before]
            periods = [late - early for early, late in zip(rises, rises[1:-1])]
            if len(hz) != 3 or not periods or len(rises) % 9 != 1:
                self.broken = True
                continue
            seen.append((max(periods), sum(periods) / len(periods), min(periods), hz, len(periods)))
        if not seen:
            return
        longest, mean, shortest, hz, count = min(seen)
        spread = self.columns["jitter_ns"] + SLACK_NS
        if self.columns["edge_at"] == "random":
            spread += self.columns["access_ns"]
        step = mean * mean / 1e9  # the report may be a Hz too low
        allowed = [spread / count + mean / 1000 + step, spread + step, spread + step]
        off = [1e9 / max(said, 1) - ns for said, ns in zip(hz, [mean, longest, shortest])]
        for name, said, ns, by in zip(["mean", "min", "max"], hz, [mean, longest, shortest], off):
            self.columns[f"reported_{name}_hz"] = said
            self.columns[f"seen_{name}_hz"] = per_second(ns)
            self.columns[f"off_{name}_ns"] = round(by, 1)
        self.columns["report"] = "true" if all(
            abs(by) <= most for by, most in zip(off, allowed)) else "wrong"

    def finish(self, algo_ns):
        """@algo_ns: time per byte of algo-bit, by direction and access_ns."""
        columns, asked = self.columns, self.columns["asked_hz"]
        directions = ["read", "write"]
        for direction in directions:
            if direction not in self.byte_ns:
                self.broken = True
            elif columns["master"] == "algo-bit":
                algo_ns[direction, columns["access_ns"]] = self.byte_ns[direction]
        for name, stat in zip(SPEEDS, ["mean", "max", "min"]):
            columns[name] = per_second(self.stat.get(f"scl_period_{stat}_ns"))
        columns["violations"] = sum(self.short.values())
        columns["periods_under"] = sum(self.short.get(name, 0) for name in PERIODS)
        columns["violated"] = ",".join(name for name in self.short if self.short[name]) or None
        for direction in directions:
            columns[f"{direction}_ns_byte"] = quotient(self.byte_ns.get(direction), 1, 1)
        for direction in directions:
            limit = max(9e9 / asked if asked else 0, algo_ns.get((direction, columns["access_ns"]), 0))
            columns[f"{direction}_efficiency"] = quotient(limit if asked else None,
                                                          self.byte_ns.get(direction))
        now = self.counted.get("now_ns")
        busy = now - self.counted["idle_ns"] if now else None
        columns["cpu_share"] = quotient(busy, now)
        columns["awake_share"] = quotient(self.counted.get("awake_ns"),
                                          self.counted.get("transfer_ns"))
        for name in INTERVALS:
            columns[f"{name}_min_ns"] = self.least.get(name)
        self.reached()
        columns["state"] = "broken" if self.broken else "ok"
        return columns


def read_raw(lines):
    rows, rates, bus, syscalls = [], [], None, False
    for line in lines:
        words = line.split()
        try:
            if words == ["syscalls"]:
                syscalls = True
            elif syscalls and words[0] == "bus":
                bus = dict(master=words[1], asked_hz=int(words[2]))
            elif syscalls and words[0] == "rate":
                count, ns = int(words[3]), int(words[4])
                rates.append(dict(bus, node=words[1], messages_a_call=int(words[2]),
                                  transfers_a_second=round(count * 1e9 / ns, 1)))
            elif words[0] == "row":
                rows.append(Row(words[1:]))
            else:
                rows[-1].take(*words)
        except (ValueError, IndexError, TypeError):
            if rows:
                rows[-1].broken = True
            print("in the VM:", line.rstrip(), file=sys.stderr)
    algo_ns = {}
    return [row.finish(algo_ns) for row in rows], rates


class Gates:
    def __init__(self):
        self.rows = []

    def gate(self, name, asked, shown, needed, holds):
        if shown is None:
            shown, holds = "not measured", False
        self.rows.append(dict(gate=name, asked=asked, measured=str(shown), needed=needed,
                              verdict="ok" if holds else "FAILED"))

    def between(self, name, hz, value, least, most):
        shown = value and f"{value / 1000:.2f} kHz"
        self.gate(name, f"{hz // 1000} kHz", shown, f"{least:.1f} to {most:.1f} kHz",
                  value and least <= value / 1000 <= most)

    def at_least(self, name, asked, value, least):
        self.gate(name, asked, value and f"{value:.3f}", f"at least {least:.2f}",
                  value and value >= least)

    def none(self, name, rows, count):
        self.gate(name, f"{len(rows)} rows", count if rows else None, "0", count == 0)


def judge(arch, rows, rates):
    gates = Gates()
    fast, fast_single, fast_efficiency = FASTEST[arch]

    def find(master, asked_hz, access_ns=0, stretch_ns=0):
        for row in rows:
            if [row["master"], row["asked_hz"]] == [master, asked_hz] and \
               [row[name] for name in LINES] == [access_ns, 0, "end", stretch_ns, 0]:
                return row
        return dict.fromkeys(SPEEDS + ["read_efficiency", "write_efficiency", "cpu_share"])

    def efficiency(row):
        both = [row["read_efficiency"], row["write_efficiency"]]
        return None if None in both else min(both)

    def ratio(batched):
        per_second = {row["node"]: row["transfers_a_second"] for row in rates
                      if (row["master"], row["asked_hz"]) == ("gpio-i2c", 1000000) and
                      (row["messages_a_call"] > 1) == (batched and row["node"] == "gpio-i2c")}
        return quotient(per_second.get("gpio-i2c"), per_second.get("i2c"))

    for name, column, master, hz, access_ns, least in [
            ("SCL in a transfer without interrupt", "seen_mean_hz", "gpio-i2c", 100000, 0, 99.8),
            ("SCL in a transfer without interrupt", "seen_mean_hz", "gpio-i2c", 400000, 0, 398),
            ("SCL", "mean_hz", "gpio-i2c", 100000, 0, 99.7),
            ("SCL", "mean_hz", "gpio-i2c", 400000, 0, 397.5),
            ("SCL", "mean_hz", "gpio-i2c", 1000000, 0, fast),
            ("SCL, single-master", "mean_hz", "gpio-i2c-single", 1000000, 0, fast_single),
            ("SCL, each access 600 ns", "mean_hz", "gpio-i2c", 100000, 600, 99.7)]:
        gates.between(name, hz, find(master, hz, access_ns).get(column), least, hz / 1000)
    gates.at_least("wire-efficiency, single-master", "1000 kHz",
                   efficiency(find("gpio-i2c-single", 1000000)), fast_efficiency)
    gates.at_least("wire-efficiency, each access 600 ns", "400 kHz",
                   efficiency(find("gpio-i2c", 400000, 600)), 0.93)

    ours = [row for row in rows if row["master"].startswith("gpio-i2c") and row["state"] == "ok"]
    for name, some in [("", [row for row in ours if not row["hogs"] and not row["jitter_ns"]]),
                       (", three hogs", [row for row in ours if row["hogs"]]),
                       (", accesses that vary", [row for row in ours if row["jitter_ns"]])]:
        under = sum(row["periods_under"] for row in some)
        gates.none("violations" + name, some, sum(row["violations"] for row in some) - under)
        gates.none("periods under 1/f" + name, some, under)
    reports = [row for row in ours if "report" in row]
    gates.none("SCL reported as reached is not what was seen", reports,
               sum(row["report"] != "true" for row in reports))
    for us in [90, 110, 150, 250]:
        hz = [find(master, 100000, 0, us * 1000)["mean_hz"] for master in ["gpio-i2c", "i2c-gpio"]]
        gates.at_least(f"SCL where each clock is stretched by {us} us, by i2c-gpio's", "100 kHz",
                       quotient(*hz), 1)

    value = find("gpio-i2c", 1000)["cpu_share"]
    gates.gate("CPU share", "1 kHz", value, "at most 0.05", value is not None and value <= 0.05)
    gates.at_least("small transfers, single, by /dev/i2c-N's", "1000 kHz", ratio(False), 1)
    gates.at_least("small transfers, batched, by /dev/i2c-N's", "1000 kHz", ratio(True), 1.3)
    gates.none("rows that are broken", rows, sum(row["state"] != "ok" for row in rows))
    return gates.rows


def show(title, rows, columns):
    """A table to read: words aligned left, numbers right, frequencies in kHz."""
    def cell(name, value):
        if value is None:
            return "-"
        return f"{value / 1000:.2f}" if name.endswith("_hz") else str(value)

    table = [[re.sub("_hz$", "_kHz", name) for name in columns]]
    table += [[cell(name, row.get(name)) for name in columns] for row in rows]
    print(f"\n{title}")
    width = [max(map(len, column)) for column in zip(*table)]
    words = [any(not re.fullmatch(r"-|-?[0-9.]+", text) for text in column[1:])
             for column in zip(*table)]
    for line in table:
        print("  ".join(text.ljust(w) if left else text.rjust(w)
                        for text, w, left in zip(line, width, words)).rstrip())


def main(arch, raw, to_json, to_plot):
    with open(raw, encoding="ascii", errors="replace") as file:
        rows, rates = read_raw(file)
    gates = judge(arch, rows, rates)
    steady = [row for row in rows if not row["jitter_ns"] and not row["stretch_ns"]]
    who = ["master", "asked_hz", "access_ns"]
    shortest = [f"{name}_min_ns" for name in INTERVALS]
    show("SCL, and what a byte takes", steady, who + ["hogs"] + SPEEDS + [
        "violations", "read_ns_byte", "write_ns_byte", "read_efficiency", "write_efficiency",
        "cpu_share"])
    show("The shortest intervals, ns", steady, who + ["hogs"] + shortest + ["violated"])
    varied = [row for row in rows if row["jitter_ns"]]
    show("Accesses that vary", varied, who + ["jitter_ns", "edge_at"] + SPEEDS + [
        "violations", "periods_under", "reported_mean_hz", "reported_min_hz", "reported_max_hz",
        "off_mean_ns", "off_min_ns", "off_max_ns", "report"])
    show("The shortest intervals where accesses vary, ns", varied,
         who + ["jitter_ns", "edge_at"] + shortest + ["violated"])
    show("Each clock stretched by a target", [row for row in rows if row["stretch_ns"]],
         ["master", "asked_hz", "stretch_ns"] + SPEEDS + ["violations", "cpu_share"])
    show("Small transfers over the two nodes of a bus", rates,
         ["master", "asked_hz", "node", "messages_a_call", "transfers_a_second"])
    show("Gates", gates, ["gate", "asked", "measured", "needed", "verdict"])
    with open(to_json, "w", encoding="ascii") as file:
        json.dump(dict(speed=rows, syscalls=rates, gates=gates), file, indent=1)
    with open(to_plot, "w", encoding="ascii") as file:
        for row in steady:
            if not row["hogs"] and row["asked_hz"] and row["mean_hz"]:
                print(row["master"], row["access_ns"], row["asked_hz"] / 1000,
                      row["mean_hz"] / 1000, file=file)
    return any(gate["verdict"] != "ok" for gate in gates)


if sys.argv[1] == "plan":
    plan(sys.argv[2:] == ["--quick"])
else:
    sys.exit(main(*sys.argv[1:]))
