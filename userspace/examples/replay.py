#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""replay.py RECORDING ADDRESS FILE: a chip of gpio-i2c-sim that answers as a real one did.

RECORDING is what "gpioi2c trace --json" printed, ADDRESS the real chip's, as 0x50 or t0x150, and FILE
that of a simulated chip of kind "user". What is read depends on the message that was written last. If
it was read several times after the same message, each read gives the next of these answers; the last
one stays. A byte that the recording does not have is 0xff. What the real chip did not acknowledge,
this one does not.
"""
import json
import sys

START, RECEIVED, WANTED = 1, 2, 3  # as in <linux/gpio-i2c-sim.h>
READ = 1


def messages(symbols, address, kind):
    """Those that the chip acknowledged: (read, its bytes, which of them were acknowledged)."""
    message = None
    for symbol in symbols:
        if symbol["kind"] in ("address", "address10"):
            message = None
            if symbol["kind"] == kind and symbol["address"] == address and symbol["ack"]:
                message = (symbol["read"], bytearray(), [])
                yield message
        elif symbol["kind"] == "byte" and message:
            message[1].append(symbol["value"])
            message[2].append(symbol["ack"])


class Chip:
    def __init__(self, recorded):
        self.answers = {}  # by the message that was written before, in their order
        self.refused = set()  # messages so far, at a byte that was not acknowledged
        self.written = self.answer = b""
        self.present = bool(recorded)
        written = b""
        for read, values, acknowledged in recorded:
            if read:
                self.answers.setdefault(written, []).append(bytes(values))
                continue
            written = bytes(values)
            if False in acknowledged:
                self.refused.add(written[: acknowledged.index(False) + 1])

    def start(self, read):
        if read:
            answers = self.answers.get(self.written, [b""])
            self.answer = answers.pop(0) if len(answers) > 1 else answers[0]
        else:
            self.written = b""
        return self.present

    def received(self, byte):
        self.written += bytes([byte])
        return self.written not in self.refused

    def wanted(self):
        byte, self.answer = (self.answer + b"\xff")[0], self.answer[1:]
        return byte


def main(recording, address, path):
    kind = "address10" if address.startswith("t") else "address"
    with open(recording) as file:
        symbols = json.load(file)["symbols"]
    chip = Chip(list(messages(symbols, int(address.lstrip("t"), 16), kind)))
    with open(path, "r+b", buffering=0) as file:
        while event := file.read(8):
            kind, sequence, flags, byte = event[:4]
            if kind == START:
                answer = chip.start(flags & READ)
            elif kind == RECEIVED:
                answer = chip.received(byte)
            elif kind == WANTED:
                answer = chip.wanted()
            else:
                continue
            file.write(bytes([sequence, answer, 0, 0]))


main(*sys.argv[1:])
