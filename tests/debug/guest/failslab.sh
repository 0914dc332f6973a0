#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Each allocation, and each copy from or to user memory, fails once: while loading the modules,
# binding, making and deleting a bus at run time, in open and in every ioctl. The error is reported,
# nothing leaks, and the operation works once nothing fails.
# time limit: 400 s
. ./lib.sh
. ./known.sh
# Failed allocations are logged. Reports of detectors are still looked for.
EXPECTED_LOG=.

# each_fails NAME OPERATION ARGUMENT...
each_fails()
{
	export NAME="$1"
	shift
	table ./failnth "$@"
	unset NAME
}

module() { find "/lib/modules/$(uname -r)" -name "$1.ko" | head -n 1; }

for knob in failslab fail_page_alloc fail_usercopy; do
	echo 0 >$DEBUGFS/$knob/verbose
done
echo N >$DEBUGFS/failslab/ignore-gfp-wait
# kmalloc() of more than two pages takes them from the page allocator.
echo N >$DEBUGFS/fail_page_alloc/ignore-gfp-wait
echo 1 >$DEBUGFS/fail_page_alloc/min-order

load scl_hz=1000000
each_fails "bus: SCL frequency" write "$ADAPTER/scl_frequency_hz" 1000000 \
	"$ADAPTER/scl_frequency_hz" 1000000
each_fails "client: new_device" write "$ADAPTER/new_device" "lm75 0x48" \
	"$ADAPTER/delete_device" 0x48 "$ADAPTER/$BUS-0048"
each_fails "open" open "$NODE"
table ./failnth calls "$BUS"
is "nobody holds the module" "$(use_count)" 0

unbind
each_fails "driver: bind" write $DRIVER/bind "$DEVICE" $DRIVER/unbind "$DEVICE" "$DRIVER/$DEVICE"
each_fails "driver: new_device" write $DRIVER/new_device "gpio-i2c-sim:0 gpio-i2c-sim:1 400000" \
	$DRIVER/delete_device gpio-i2c-runtime.0 $DRIVER/gpio-i2c-runtime.0
# Probing was tested above; this tests the module's init.
unload gpio_i2c gpio_i2c_sim
each_fails "driver: load" load "$(module gpio_i2c)" gpio_i2c
each_fails "simulator: load" load "$(module gpio_i2c_sim)" gpio_i2c_sim autobind=0

load
bus_works
