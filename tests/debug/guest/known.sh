# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Messages of the kernel that these tests provoke, which the checks of the log leave out: no memory for
# an adapter's number, for the fields of a trace event, for a module, for a module's "drivers" (the
# driver core then takes the root of sysfs), for kmemleak's notes; and a client that goes on while the
# system is suspended.

dmesg()
{
	command dmesg "$@" | awk '
		/kmemleak: Cannot allocate a scan area/ { next }
		/\[ cut here \]/ { inside = 1; text = ""; known = 0; last = "\\[ end trace " }
		/failnth: vmalloc error|duplicate filename .\/\/platform:/ {
			inside = 1; text = ""; known = 1; last = "</TASK>"
		}
		/couldn.t get idr|Transfer while suspended|WARNING: .* event_define_fields\+/ { known = 1 }
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
