# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# What the kernel itself says of things that are done to it here on purpose, and nobody
# else's fault: the I2C core has no memory for an adapter's number, module loading has none
# for the module, the driver core has none for a module's "drivers" and then takes the root of
# sysfs for it, kmemleak has none to note which parts of an object are pointers, a client goes
# on while the system is suspended. The kernel's log is read without that.

dmesg()
{
	command dmesg "$@" | awk '
		/kmemleak: Cannot allocate a scan area/ { next }
		/\[ cut here \]/ { inside = 1; text = ""; known = 0; last = "\\[ end trace " }
		/failnth: vmalloc error|duplicate filename .\/\/platform:/ {
			inside = 1; text = ""; known = 1; last = "</TASK>"
		}
		/couldn.t get idr|Transfer while suspended/ { known = 1 }
		inside { text = text $0 "\n" }
		inside && $0 ~ last {
			if (!known)
				printf "%s", text
			inside = 0
			next
		}
		!inside
		END {
			if (inside)
				printf "%s", text
		}'
}
