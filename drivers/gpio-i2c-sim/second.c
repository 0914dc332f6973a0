// SPDX-License-Identifier: GPL-2.0-only
/*
 * Clocks of several masters are wired-AND too (UM10204 3.1.7): SCL's low phase is
 * that of the slowest, the high phase that of the fastest, so this master counts
 * its high time from the moment when SCL really is high.
 */
#include "second.h"

#define TAKE_OVER_HALVES	10	/* SCL is high for this long: the first master is gone */
#define CLOCKS_MAX		40	/* a byte and its acknowledge are 9 */

static void pull(struct sim_second *second, enum sim_line line, bool low, u64 now_ns)
{
	sim_wire_drive(second->wire, line, SIM_SECOND, low, now_ns);
}

void sim_second_off(struct sim_second *second, u64 now_ns)
{
	second->state = SIM_SECOND_OFF;
	second->due_ns = 0;
	second->stopping = false;
	second->clocks = 0;
	pull(second, SIM_SDA, false, now_ns);
	pull(second, SIM_SCL, false, now_ns);
}

bool sim_second_busy(struct sim_second *second, u32 half_ns, u32 hold_ns, u64 until_ns, u64 now_ns)
{
	if (second->wire->level != (SIM_LEVEL_SDA | SIM_LEVEL_SCL) || second->state)
		return false;
	second->state = SIM_SECOND_HIGH;
	second->until_ns = until_ns;
	second->half_ns = half_ns;
	second->zeros = false;
	second->due_ns = now_ns + hold_ns;
	pull(second, SIM_SDA, true, now_ns);
	return true;
}

void sim_second_shadow(struct sim_second *second, u32 half_ns, bool zeros, u64 now_ns)
{
	if (second->state > SIM_SECOND_SHADOW)
		return;
	second->state = SIM_SECOND_SHADOW;
	second->half_ns = half_ns;
	second->zeros = zeros;
	second->until_ns = 0;
	pull(second, SIM_SDA, true, now_ns);
}

static void win(struct sim_second *second, u64 now_ns)
{
	second->wins++;
	second->clocks = 0;
	second->state = SIM_SECOND_HIGH;
	second->due_ns = now_ns + second->half_ns;
}

/* SCL is high, and this master's high time begins. */
static void high_begins(struct sim_second *second, u64 now_ns)
{
	second->clocks++;
	second->state = second->stopping ? SIM_SECOND_STOP : SIM_SECOND_HIGH;
	second->due_ns = now_ns + second->half_ns;
}

void sim_second_after_scl(struct sim_second *second, u64 now_ns)
{
	bool scl = second->wire->level & SIM_LEVEL_SCL;
	u8 sda_low = second->wire->low[SIM_SDA];

	if (second->state == SIM_SECOND_WAIT && scl)
		high_begins(second, now_ns);
	if (second->state != SIM_SECOND_SHADOW)
		return;
	second->due_ns = 0;
	if (!scl)
		sim_second_off(second, now_ns);	/* until the next bit that it contends for */
	else if (sda_low & SIM_SECOND && !(sda_low & SIM_MASTER))
		win(second, now_ns);
	else if (sda_low & SIM_SECOND)
		second->due_ns = now_ns + (u64)TAKE_OVER_HALVES * second->half_ns;
}

/*
 * SCL goes low, and SDA to this master's next bit: zeros, or 10101010, in which each bit differs
 * from the one before and an address ends with a write. At the end, low for a STOP.
 */
static void low_begins(struct sim_second *second, u64 now_ns)
{
	bool low;
	u8 bit;

	second->state = SIM_SECOND_LOW;
	second->due_ns = now_ns + second->half_ns;
	pull(second, SIM_SCL, true, now_ns);
	bit = second->wire->decoder.bit;
	second->stopping = second->clocks >= CLOCKS_MAX ||
			   (bit == 0 && second->clocks && second->until_ns <= now_ns);
	if (bit == 0)
		second->clocks = 0;
	low = second->zeros ? bit != 8 : bit & 1;
	pull(second, SIM_SDA, low || second->stopping, now_ns);
}

void sim_second_play(struct sim_second *second, u64 now_ns)
{
	second->due_ns = 0;
	switch (second->state) {
	case SIM_SECOND_SHADOW:
		win(second, now_ns);
		break;
	case SIM_SECOND_HIGH:
		low_begins(second, now_ns);
		break;
	case SIM_SECOND_LOW:
		second->state = SIM_SECOND_WAIT;
		pull(second, SIM_SCL, false, now_ns);	/* its rise is high_begins() */
		break;
	case SIM_SECOND_STOP:
		sim_second_off(second, now_ns);
		break;
	}
}
