// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>

#include <linux/i2c.h>

#include "probe.h"

bool probe_reads(unsigned int address)
{
	return (address >= 0x30 && address <= 0x37) || (address >= 0x50 && address <= 0x5f);
}

uint64_t probe_functionality(bool read)
{
	return read ? I2C_FUNC_SMBUS_READ_BYTE : I2C_FUNC_SMBUS_QUICK;
}

int probe_address(const struct bus *bus, unsigned int address, bool read, struct probe *probe)
{
	int ret;

	*probe = (struct probe){
		.message = {
			.address = address,
			.flags = read ? I2C_M_RD : 0,
			.length = read ? 1 : 0,
			.buffer = read ? (uintptr_t)&probe->byte : 0,
		},
		.transfer = {
			.messages = (uintptr_t)&probe->message,
			.message_count = 1,
		},
	};
	ret = bus_transfer(bus, &probe->transfer);
	if (!ret)
		return 1;
	if (ret == -ENXIO || (ret == -EIO && !probe->transfer.line_failed))
		return 0;
	return ret;
}
