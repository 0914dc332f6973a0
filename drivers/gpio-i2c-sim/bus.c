// SPDX-License-Identifier: GPL-2.0-only
/* Makes a bus and attaches its targets. */
#include <linux/err.h>
#include <linux/idr.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/ktime.h>

#include "bus.h"
#include "clock.h"

static DEFINE_IDA(bus_ids);

/* An EEPROM's; @target may be of another kind, or NULL. */
static void set_write_cycle(struct sim_target *target, u32 ns)
{
	struct sim_eeprom *eeprom = sim_eeprom_of(target);

	if (eeprom)
		eeprom->cycle_ns = ns;
}

int sim_bus_attach(struct sim_bus *bus, struct sim_target *target)
{
	unsigned long flags;
	int ret;

	raw_spin_lock_irqsave(&bus->lock, flags);
	set_write_cycle(target, bus->write_cycle_ns);
	ret = sim_decoder_attach(&bus->wire.decoder, target);
	if (!ret && target->waits && !bus->waiting++)
		bus->wire.watch |= SIM_WATCH_WAITS;
	raw_spin_unlock_irqrestore(&bus->lock, flags);
	return ret;
}

void sim_bus_detach(struct sim_bus *bus, struct sim_target *target)
{
	struct sim_wire *wire = &bus->wire;
	unsigned long flags;

	raw_spin_lock_irqsave(&bus->lock, flags);
	sim_decoder_detach(&wire->decoder, target);
	if (wire->low[SIM_SDA] & SIM_TARGET && !wire->decoder.sda_low) {
		sim_wire_settle(wire);
		sim_referee_forgive(&wire->referee);	/* it is no fault of the master's */
		sim_wire_drive(wire, SIM_SDA, SIM_TARGET, false, sim_now_ns());
	}
	if (!wire->decoder.asked)
		sim_wire_let_go(wire, sim_now_ns());
	if (target->waits && !--bus->waiting)
		wire->watch &= ~SIM_WATCH_WAITS;
	raw_spin_unlock_irqrestore(&bus->lock, flags);
}

void sim_bus_set_write_cycle(struct sim_bus *bus, u32 ns)
{
	struct sim_decoder *decoder = &bus->wire.decoder;
	unsigned long flags;
	unsigned int i;

	raw_spin_lock_irqsave(&bus->lock, flags);
	bus->write_cycle_ns = ns;
	for (i = 0; i < SIM_SEVEN_BIT_ADDRESSES; i++)
		set_write_cycle(decoder->by_address[i], ns);
	for (i = 0; i < SIM_TEN_BIT_TARGETS; i++)
		set_write_cycle(decoder->ten_bit_targets[i], ns);
	raw_spin_unlock_irqrestore(&bus->lock, flags);
}

static int attach_targets(struct sim_bus *bus)
{
	struct sim_target * const targets[] = {
		&bus->regfile.target, &bus->lm75.target, &bus->small_eeprom.target,
		&bus->large_eeprom.target, &bus->ds1307.target, &bus->regfile10.target,
	};
	unsigned int i;

	sim_regfile_init(&bus->regfile, 0x20, false);
	sim_regfile_init(&bus->regfile10, 0x150, true);
	sim_lm75_init(&bus->lm75, 0x48);
	sim_24c02_init(&bus->small_eeprom, 0x50, bus->small_data);
	sim_24c256_init(&bus->large_eeprom, 0x54, bus->large_data);
	sim_ds1307_init(&bus->ds1307, 0x68, ktime_get_real_seconds(), sim_now_ns());

	for (i = 0; i < ARRAY_SIZE(targets); i++) {
		int ret = sim_bus_attach(bus, targets[i]);

		if (ret)
			return ret;
	}
	return 0;
}

struct sim_bus *sim_bus_create(bool chips)
{
	struct sim_bus *bus;
	int ret;

	bus = kvzalloc(sizeof(*bus), GFP_KERNEL);
	if (!bus)
		return ERR_PTR(-ENOMEM);
	raw_spin_lock_init(&bus->lock);
	sim_wire_init(&bus->wire);
	sim_fault_init(&bus->fault, &bus->wire);
	bus->wire.referee.granule_ns = sim_clock.granule_ns;
	if (!sim_clock.mult)
		bus->wire.watch |= SIM_WATCH_NO_TICKS;
	bus->write_cycle_ns = SIM_EEPROM_CYCLE_NS;

	ret = chips ? attach_targets(bus) : 0;
	if (ret)
		goto free;
	ret = ida_alloc(&bus_ids, GFP_KERNEL);
	if (ret < 0)
		goto free;
	bus->id = ret;
	return bus;
free:
	kvfree(bus);
	return ERR_PTR(ret);
}

void sim_bus_destroy(struct sim_bus *bus)
{
	ida_free(&bus_ids, bus->id);
	kvfree(bus->wire.log.ring);
	kvfree(bus);
}
