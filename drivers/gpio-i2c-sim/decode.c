// SPDX-License-Identifier: GPL-2.0-only
/*
 * The text of decoded events. One transfer is one line: S START, Sr repeated
 * START, then the address in hex (two digits, or three if it has 10 bits), W
 * or R, A or N for what followed on the ninth clock, bytes with their A or N,
 * P STOP. "*n" stands for a byte broken off after n bits by a START or STOP.
 */
#include <linux/kernel.h>

#include "decode.h"

u32 sim_decode_oldest(const struct sim_decode *decode)
{
	u32 held = decode->count - decode->first;

	return held > SIM_DECODE_EVENTS ? decode->count - SIM_DECODE_EVENTS : decode->first;
}

int sim_decode_text(u32 event, char text[SIM_DECODE_TEXT_BYTES])
{
	char direction = event & SIM_EVENT_READ ? 'R' : 'W';
	char ack = event & SIM_EVENT_NAK ? 'N' : 'A';
	unsigned int value = event & 0x3ff;

	switch (SIM_EVENT_KIND(event)) {
	case SIM_EVENT_START:
		return snprintf(text, SIM_DECODE_TEXT_BYTES, "S");
	case SIM_EVENT_RESTART:
		return snprintf(text, SIM_DECODE_TEXT_BYTES, " Sr");
	case SIM_EVENT_STOP:
		return snprintf(text, SIM_DECODE_TEXT_BYTES, " P\n");
	case SIM_EVENT_ADDRESS:
		return snprintf(text, SIM_DECODE_TEXT_BYTES, " %02x %c %c", value, direction, ack);
	case SIM_EVENT_ADDRESS10:
		return snprintf(text, SIM_DECODE_TEXT_BYTES, " %03x %c %c", value, direction, ack);
	case SIM_EVENT_PARTIAL:
		return snprintf(text, SIM_DECODE_TEXT_BYTES, " *%u", value);
	default:
		return snprintf(text, SIM_DECODE_TEXT_BYTES, " %02x %c", value & 0xff, ack);
	}
}
