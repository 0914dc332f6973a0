// SPDX-License-Identifier: GPL-2.0-only
/*
 * DS1307: time as BCD in registers 0 to 6, control in 7, RAM to 63, where the pointer wraps to 0.
 * At a START the chip copies the time, so that a read in one go is consistent. Writing any of it
 * sets the clock.
 */
#include <linux/kernel.h>
#include <linux/math64.h>
#include <linux/string.h>

#include "ds1307.h"

enum { SECONDS, MINUTES, HOURS, WEEKDAY, DAY, MONTH, YEAR, CONTROL };

#define CLOCK_HALT		0x80	/* in SECONDS */
#define TWELVE_HOURS		0x40	/* in HOURS, and then: */
#define PM			0x20
#define EPOCH_2000_S		946684800ULL
#define DAY_S			86400U
#define NS_PER_S		1000000000U

static struct sim_ds1307 *to_ds1307(struct sim_target *target)
{
	return container_of(target, struct sim_ds1307, target);
}

static u8 to_bcd(u32 value)
{
	return value / 10 << 4 | value % 10;
}

static u32 from_bcd(u8 value)
{
	return (value >> 4) * 10 + (value & 0xf);
}

static u32 days_of_month(u32 month, u32 year)
{
	static const u8 days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return days[month - 1] + (month == 2 && year % 4 == 0);
}

static u32 hours_of(u8 value)
{
	if (!(value & TWELVE_HOURS))
		return from_bcd(value & 0x3f);
	return from_bcd(value & 0x1f) % 12 + (value & PM ? 12 : 0);
}

static void show_time(struct sim_ds1307 *ds1307, u32 time_s)
{
	u32 days = time_s / DAY_S, second = time_s % DAY_S;
	u32 hour = second / 3600, month = 1, year = 0;
	u8 *reg = ds1307->registers;

	reg[WEEKDAY] = (days + 6) % 7 + 1;	/* 2000-01-01 was a Saturday, 7; Sunday is 1 */
	for (; days >= 365U + (year % 4 == 0); year++)
		days -= 365 + (year % 4 == 0);
	for (; days >= days_of_month(month, year); month++)
		days -= days_of_month(month, year);

	reg[SECONDS] = to_bcd(second % 60);
	reg[MINUTES] = to_bcd(second / 60 % 60);
	if (reg[HOURS] & TWELVE_HOURS)
		reg[HOURS] = TWELVE_HOURS | (hour >= 12 ? PM : 0) |
			     to_bcd(hour % 12 ? hour % 12 : 12);
	else
		reg[HOURS] = to_bcd(hour);
	reg[DAY] = to_bcd(days + 1);
	reg[MONTH] = to_bcd(month);
	reg[YEAR] = to_bcd(year % 100);
}

static u32 shown_time_s(const struct sim_ds1307 *ds1307)
{
	const u8 *reg = ds1307->registers;
	u32 year = from_bcd(reg[YEAR]), month = from_bcd(reg[MONTH] & 0x1f);
	u32 days, i;

	days = year * 365 + (year + 3) / 4;
	for (i = 1; i < month && i < 12; i++)
		days += days_of_month(i, year);
	days += from_bcd(reg[DAY] & 0x3f) - !!reg[DAY];
	return days * DAY_S + hours_of(reg[HOURS]) * 3600 +
	       from_bcd(reg[MINUTES] & 0x7f) * 60 + from_bcd(reg[SECONDS] & 0x7f);
}

void sim_ds1307_show(struct sim_ds1307 *ds1307, u64 now_ns)
{
	u32 passed_s;

	if (ds1307->registers[SECONDS] & CLOCK_HALT)
		return;
	passed_s = div_u64(now_ns - ds1307->base_ns, NS_PER_S);
	if (passed_s) {
		ds1307->base_s += passed_s;
		ds1307->base_ns += (u64)passed_s * NS_PER_S;
		show_time(ds1307, ds1307->base_s);
	}
}

void sim_ds1307_set(struct sim_ds1307 *ds1307, u64 now_ns)
{
	ds1307->base_s = shown_time_s(ds1307);
	ds1307->base_ns = now_ns;
}

static bool ds1307_address(struct sim_target *target, bool read, u64 now_ns)
{
	struct sim_ds1307 *ds1307 = to_ds1307(target);

	ds1307->first = !read;
	ds1307->set = false;
	sim_ds1307_show(ds1307, now_ns);
	return true;
}

static void ds1307_write(struct sim_target *target, u8 byte)
{
	struct sim_ds1307 *ds1307 = to_ds1307(target);

	if (ds1307->first) {
		ds1307->pointer = byte % SIM_DS1307_REGISTERS;
		ds1307->first = false;
		return;
	}
	ds1307->set |= ds1307->pointer <= YEAR;
	ds1307->registers[ds1307->pointer] = byte;
	ds1307->pointer = (ds1307->pointer + 1) % SIM_DS1307_REGISTERS;
}

static u8 ds1307_read(struct sim_target *target)
{
	struct sim_ds1307 *ds1307 = to_ds1307(target);
	u8 byte = ds1307->registers[ds1307->pointer];

	ds1307->pointer = (ds1307->pointer + 1) % SIM_DS1307_REGISTERS;
	return byte;
}

static void ds1307_end(struct sim_target *target, bool commit, u64 now_ns)
{
	struct sim_ds1307 *ds1307 = to_ds1307(target);

	if (!ds1307->set)
		return;
	ds1307->set = false;
	sim_ds1307_set(ds1307, now_ns);
}

static const struct sim_target_ops ds1307_ops = {
	.address = ds1307_address,
	.write = ds1307_write,
	.read = ds1307_read,
	.end = ds1307_end,
};

void sim_ds1307_init(struct sim_ds1307 *ds1307, u16 address, u64 now_s, u64 now_ns)
{
	memset(ds1307, 0, sizeof(*ds1307));
	ds1307->target.ops = &ds1307_ops;
	ds1307->target.address = address;
	ds1307->registers[CONTROL] = 0x03;	/* its state at power-on */
	ds1307->base_s = now_s > EPOCH_2000_S ? now_s - EPOCH_2000_S : 0;
	ds1307->base_ns = now_ns;
	show_time(ds1307, ds1307->base_s);
}
