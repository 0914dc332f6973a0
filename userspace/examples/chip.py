#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""chip.py FILE: a chip of 256 registers on a bus of gpio-i2c-sim; README.md says how FILE is made.

The first byte that is written is the register's number. Register 0 counts how often it was read.
"""
import sys

START, RECEIVED, WANTED, STOP = 1, 2, 3, 4  # as in <linux/gpio-i2c-sim.h>
READ = 1

registers = bytearray(256)
pointer = 0
number_comes = False


def reply(kind, flags, byte):
    """The answer to an event: 1 acknowledges, 0 does not; or the byte that the master reads."""
    global pointer, number_comes
    if kind == START:
        number_comes = not flags & READ
        return 1
    if kind == RECEIVED and number_comes:
        pointer, number_comes = byte, False
        return 1
    at, pointer = pointer, (pointer + 1) % 256
    if kind == RECEIVED:
        registers[at] = byte
        return 1
    registers[0] = (registers[0] + (at == 0)) % 256
    return registers[at]


with open(sys.argv[1], "r+b", buffering=0) as file:
    while event := file.read(8):
        kind, sequence, flags, byte = event[:4]
        if kind != STOP:
            file.write(bytes([sequence, reply(kind, flags, byte), 0, 0]))
