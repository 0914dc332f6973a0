// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
/*
 * ACPI: an I2C bus on two lines of the GPIO controller \_SB.GPO0, which QEMU's "virt" machine has.
 * Write your controller's path and lines in its place. The properties are those of the device tree.
 */
DefinitionBlock ("gpio-i2c.aml", "SSDT", 2, "GPIOI2", "GPIOI2C", 1)
{
	External (\_SB.GPO0, DeviceObj)

	Scope (\_SB)
	{
		Device (I2CG)
		{
			Name (_HID, "PRP0001")
			Name (_UID, "gpio-i2c")
			Name (_CRS, ResourceTemplate ()
			{
				GpioIo (Exclusive, PullUp, 0, 0, IoRestrictionNone, "\\_SB.GPO0") { 4 }	// SDA
				GpioIo (Exclusive, PullUp, 0, 0, IoRestrictionNone, "\\_SB.GPO0") { 5 }	// SCL
			})
			Name (_DSD, Package ()
			{
				ToUUID ("daffd814-6eba-4d8c-8a91-bc9bbf4aa301"),
				Package ()
				{
					Package () { "compatible", "gpio-i2c" },
					// this device, the index in _CRS, the index in that, active low
					Package () { "sda-gpios", Package () { ^I2CG, 0, 0, 0 } },
					Package () { "scl-gpios", Package () { ^I2CG, 1, 0, 0 } },
					Package () { "clock-frequency", 50000 },
					Package () { "label", "spare" },
				}
			})
		}
	}
}
