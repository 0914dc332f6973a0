# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# What the kernel itself says of things that are done to it here on purpose, and nobody
# else's fault: the I2C core has no memory for an adapter's number, module loading has none
# for the module, a client goes on while the system is suspended. The kernel's log is read
# without that.

dmesg()
{
	command dmesg "$@" | awk '
		/\[ cut here \]|failnth: vmalloc error/ { inside = 1; text = ""; known = 0 }
		/couldn.t get idr|Transfer while suspended|vmalloc error/ { known = 1 }
		inside { text = text $0 "\n" }
		inside && (/\[ end trace / || text ~ /vmalloc error/ && /<\/TASK>/) {
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
