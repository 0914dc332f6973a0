#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""dtparam.py OVERLAY.dtbo NAME=VALUE...: sets parameters of a Raspberry Pi overlay in place, as the
board's firmware does with "dtoverlay=OVERLAY,NAME=VALUE": /__overrides__/NAME holds the phandle of
a node and "PROPERTY:OFFSET", the place of the 32-bit cell."""
import subprocess
import sys


def run(*command, check=True):
    return subprocess.run(command, check=check, capture_output=True, text=True).stdout.split()


def nodes(overlay, path="/"):
    yield path
    for child in run("fdtget", "-l", overlay, path):
        yield from nodes(overlay, f"{path.rstrip('/')}/{child}")


def set_parameter(overlay, name, value):
    raw = bytes(int(byte, 16) for byte in run("fdtget", "-t", "bx", overlay, "/__overrides__", name))
    handle, (place, offset) = raw[:4], raw[4:].decode().rstrip("\0").split(":")
    for node in nodes(overlay):
        own = run("fdtget", "-t", "u", overlay, node, "phandle", check=False)
        if own and int(own[0]) == int.from_bytes(handle, "big"):
            cells = run("fdtget", "-t", "u", overlay, node, place)
            cells[int(offset) // 4] = value
            run("fdtput", "-t", "u", overlay, node, place, *cells)


for parameter in sys.argv[2:]:
    set_parameter(sys.argv[1], *parameter.split("=", 1))
