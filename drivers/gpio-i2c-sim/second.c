// SPDX-License-Identifier: GPL-2.0-only
/*
 * Clocks of several masters are wired-AND too (UM10204 3.1.7): SCL's low phase is
 * that of the slowest, the high phase that of the fastest, so this master counts
 * its high time from the moment when SCL really is high.
 */
#include <linux/bits.h>

#include "wire.h"

#define TAKE_OVER_HALVES	10	/* SCL high for so long: the first master is gone */
#define CLOCKS_MAX		40	/* a byte and its acknowledge are 9 */

static void pull(struct sim_wire *wire, enum sim_line line, bool low, u64 now_ns)
{
	sim_wire_drive(wire, line, SIM_SECOND, low, now_ns);
}

void sim_second_off(struct sim_wire *wire, u64 now_ns)
{
	struct sim_second *second = &wire->second;

	second->state = SIM_SECOND_OFF;
	second->due_ns = 0;
	second->stopping = false;
	second->clocks = 0;
	pull(wire, SIM_SDA, false, now_ns);
	pull(wire, SIM_SCL, false, now_ns);
}

bool sim_second_busy(struct sim_wire *wire, u32 half_ns, u64 until_ns, u64 now_ns)
{
	if (wire->level != (SIM_LEVEL_SDA | SIM_LEVEL_SCL) || wire->second.state)
		return false;
	wire->second.state = SIM_SECOND_HIGH;
	wire->second.until_ns = until_ns;
	wire->second.half_ns = half_ns;
	wire->second.zeros = false;
	wire->second.due_ns = now_ns + half_ns;
	pull(wire, SIM_SDA, true, now_ns);
	return true;
}

void sim_second_shadow(struct sim_wire *wire, u32 half_ns, bool zeros, u64 now_ns)
{
	if (wire->second.state > SIM_SECOND_SHADOW)
		return;
	wire->second.state = SIM_SECOND_SHADOW;
	wire->second.half_ns = half_ns;
	wire->second.zeros = zeros;
	wire->second.until_ns = 0;
	pull(wire, SIM_SDA, true, now_ns);
}

static void alone(struct sim_wire *wire, u64 now_ns)
{
	struct sim_second *second = &wire->second;

	second->wins++;
	second->clocks = 0;
	second->state = SIM_SECOND_HIGH;
	second->due_ns = now_ns + second->half_ns;
}

/* SCL is high, and this master's high time begins. */
static void high_begins(struct sim_wire *wire, u64 now_ns)
{
	struct sim_second *second = &wire->second;

	second->clocks++;
	second->state = second->stopping ? SIM_SECOND_STOP : SIM_SECOND_HIGH;
	second->due_ns = now_ns + second->half_ns;
}

void sim_second_after_scl(struct sim_wire *wire, u64 now_ns)
{
	struct sim_second *second = &wire->second;
	bool scl = wire->level & SIM_LEVEL_SCL;

	if (second->state == SIM_SECOND_WAIT && scl)
		high_begins(wire, now_ns);
	if (second->state != SIM_SECOND_SHADOW)
		return;
	second->due_ns = 0;
	if (!scl)
		sim_second_off(wire, now_ns);	/* until the next bit that it contends for */
	else if (wire->low[SIM_SDA] & SIM_SECOND && !(wire->low[SIM_SDA] & SIM_MASTER))
		alone(wire, now_ns);
	else if (wire->low[SIM_SDA] & SIM_SECOND)
		second->due_ns = now_ns + (u64)TAKE_OVER_HALVES * second->half_ns;
}

/*
 * SCL goes low, and SDA to what this master sends next: zeros, or 10101010, where no bit is
 * as the one before it and an address ends with a write, and STOP at the end.
 */
static void low_begins(struct sim_wire *wire, u64 now_ns)
{
	struct sim_second *second = &wire->second;
	bool low;
	u8 bit;

	second->state = SIM_SECOND_LOW;
	second->due_ns = now_ns + second->half_ns;
	pull(wire, SIM_SCL, true, now_ns);
	bit = wire->decoder.bit;
	second->stopping = second->clocks >= CLOCKS_MAX ||
			   (bit == 0 && second->clocks && second->until_ns <= now_ns);
	if (bit == 0)
		second->clocks = 0;
	low = second->zeros ? bit != 8 : bit & 1;
	pull(wire, SIM_SDA, low || second->stopping, now_ns);
}

void sim_second_play(struct sim_wire *wire, u64 now_ns)
{
	struct sim_second *second = &wire->second;

	second->due_ns = 0;
	switch (second->state) {
	case SIM_SECOND_SHADOW:
		alone(wire, now_ns);
		break;
	case SIM_SECOND_HIGH:
		low_begins(wire, now_ns);
		break;
	case SIM_SECOND_LOW:
		second->state = SIM_SECOND_WAIT;
		pull(wire, SIM_SCL, false, now_ns);	/* its rise is high_begins() */
		break;
	case SIM_SECOND_STOP:
		sim_second_off(wire, now_ns);
		break;
	}
}
