#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Who may do what: the device file's mode, the root-only attributes.
. ./lib.sh

nobody=65534 group=4321
load
is "mode and owner of a new node" "$(stat -c '%a %u:%g' "$NODE")" "660 0:0"

status "another user may not open it" 2 ./asuser $nobody $nobody ./xfer "$NODE" w:20:00
has "it is a matter of permission" 'Permission denied'
status "the tool fails likewise" 1 ./asuser $nobody $nobody gpioi2c info "$BUS"
has "and says why" 'permission denied'
chgrp $group "$NODE"
check "the node's group may" ./asuser $nobody $group ./xfer "$NODE" w:20:00 r:20:1
chmod 600 "$NODE"
status "not with mode 600" 2 ./asuser $nobody $group ./xfer "$NODE" w:20:00
has "it is a matter of permission again" 'Permission denied'
is "refused opens do not count" "$(use_count)" 0

for attribute in scl_frequency_hz recover; do
	status "another user may not write $attribute" 1 \
		./asuser $nobody $nobody tee "$ADAPTER/$attribute"
	has "$attribute is a matter of permission" 'Permission denied'
done
check "everybody may read the frequency" \
	./asuser $nobody $nobody cat "$ADAPTER/scl_frequency_hz"
has "it is what was asked for" '^100000$'
check "everybody may read the statistics" \
	./asuser $nobody $nobody sh -c "cat $ADAPTER/statistics/*"
