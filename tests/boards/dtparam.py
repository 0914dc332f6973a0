#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""dtparam.py OVERLAY.dtbo NAME[=VALUE]...: sets parameters of a Raspberry Pi overlay in place, as
the board's firmware does for "dtoverlay=OVERLAY,NAME=VALUE". /__overrides__/NAME holds targets:
the phandle of a node and "PROPERTY:OFFSET", the place of a 32-bit cell, with "=NUMBER" for a fixed
value; "PROPERTY?" for a flag; or "PROPERTY" for a string. A node's name follows its reg."""
import re
import subprocess
import sys


def run(*command, check=True, **more):
    return subprocess.run(command, check=check, stdout=subprocess.PIPE, text=True, **more).stdout


def get(overlay, node, name, form="u"):
    """A property's values, none if it is missing."""
    return run("fdtget", "-t", form, "-d", "", overlay, node, name, check=False).split()


def nodes(overlay, path="/"):
    yield path
    for child in run("fdtget", "-l", overlay, path).split():
        yield from nodes(overlay, f"{path.rstrip('/')}/{child}")


def targets(raw):
    while raw:
        name, _, rest = raw[4:].partition(b"\0")
        yield int.from_bytes(raw[:4], "big"), name.decode()
        raw = rest


def rename(overlay, node, address):
    """Change the address in the node's name, also in paths of fixups and symbols."""
    name = re.escape(node.rpartition("/")[2])
    text = run("dtc", "-q", "-I", "dtb", "-O", "dts", overlay)
    text = re.sub(rf'(?<=[\t/]){name}(?= {{|"|:|/)', f"{name.partition('@')[0]}@{address:x}", text)
    run("dtc", "-q", "-I", "dts", "-O", "dtb", "-o", overlay, input=text)


def set_target(overlay, node, target, value):
    name, flag, offset, literal = re.fullmatch(r"([^:?]+)(?:(\?)|:(\d+)(?:=(\d+))?)?", target).groups()
    if flag:
        form, values = "s", []
    elif offset is None:
        form, values = "s", [value]
    else:
        form, values = "u", get(overlay, node, name)
        place = int(offset) // 4
        values[place:place + 1] = [literal or value]
    run("fdtput", "-t", form, overlay, node, name, *values)
    if name == "reg":
        rename(overlay, node, int(value))


def set_parameter(overlay, name, value):
    raw = bytes(int(byte, 16) for byte in get(overlay, "/__overrides__", name, "bx"))
    if not raw:
        sys.exit(f"{overlay} has no parameter {name}")
    for handle, target in targets(raw):
        node = next(node for node in nodes(overlay) if get(overlay, node, "phandle") == [str(handle)])
        set_target(overlay, node, target, value)


for parameter in sys.argv[2:]:
    given, _, text = parameter.partition("=")
    set_parameter(sys.argv[1], given, text)
