#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# A line that cannot be accessed, as an expander's may not: whatever its error is, that is what
# went wrong with the transfer, and neither a target nor another master had a part in it.
. ./lib.sh
EXPECTED_LOG='S(DA|CL) \(.*\) could not be accessed'

counters() { for name in "$@"; do cat "$ADAPTER/statistics/$name"; done | xargs; }

# fails PLACE ERROR NODE: reads of a line after the next PLACE fail with that error.
fails()
{
	what="access $1 fails with $2 in a transfer of ${3%-*}"
	before=$(counters line_errors)
	others=$(counters address_naks data_naks timeouts busy arbitrations_lost)
	transfers=$(counters transfers)
	echo clear >"$SIM/fault"
	echo "access_fail $1 error $2 times 1" >"$SIM/fault"
	status "$what" 1 ./xfer "$3" w:20:40 r:20:4
	has "$what: EIO" '^failed: Input/output error,'
	is "$what: counted" "$(counters line_errors)" $((before + 1))
	is "$what: nothing else is" \
		"$(counters address_naks data_naks timeouts busy arbitrations_lost)" "$others"
	check "$what: tried once" test "$(counters transfers)" -le $((transfers + 1))
}

load scl_hz=400000
check "known values" ./xfer "$NODE" w:20:4011923394
for error in 6 11 16 110; do	# ENXIO, EAGAIN, EBUSY, ETIMEDOUT
	for place in 0 1 30 50 100; do
		for node in "$NODE" "$I2C_NODE"; do
			fails $place $error "$node"
		done
	done
done
check "the kernel's log names SCL and the error" \
	sh -c 'dmesg | grep -qE "SCL \(gpio-i2c-sim:1\) could not be accessed: -E?[A-Z0-9]+"'
check "and SDA" sh -c 'dmesg | grep -q "SDA (gpio-i2c-sim:0) could not be accessed"'

echo clear >"$SIM/fault"
echo "access_fail 20 error 6" >"$SIM/fault"
status "the tool" 1 gpioi2c read "$BUS" 0x20 0x40
has "it blames no target" '^gpioi2c: SDA or SCL could not be accessed at message 0, byte 0$'
echo clear >"$SIM/fault"
echo "access_fail 20 error 6" >"$SIM/fault"
status "a scan for targets ends" 1 gpioi2c detect "$BUS"
has "and says why" 'SDA or SCL could not be accessed'
echo clear >"$SIM/fault"
echo "access_fail 0 error 6" >"$SIM/fault"
status "a recovery" 1 gpioi2c recover "$BUS"
has "it says so" 'Input/output error'
check "stats" gpioi2c stats "$BUS"
has "they count what failed" '^line_errors +[1-9]'
echo clear >"$SIM/fault"
is "the data afterwards" "$(./xfer "$NODE" w:20:40 r:20:4)" "11 92 33 94
done"
finish
