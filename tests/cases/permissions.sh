#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Permissions: the device file's mode, attributes for root only.
. ./lib.sh

group=4321
# nobody COMMAND..., member COMMAND...: runs it as a user in no group, or in the node's group.
nobody() { ./asuser 65534 65534 "$@"; }
member() { ./asuser 65534 $group "$@"; }

load
is "mode and owner of a new node" "$(stat -c '%a %u:%g' "$NODE")" "660 0:0"
fails "another user may not open it" 2 'Permission denied' nobody ./xfer "$NODE" w:20:00
fails "the tool says why" 1 'permission denied' nobody gpioi2c info "$BUS"
chgrp $group "$NODE"
check "the node's group may" member ./xfer "$NODE" w:20:00 r:20:1
chmod 600 "$NODE"
fails "not with mode 600" 2 'Permission denied' member ./xfer "$NODE" w:20:00
is "refused opens do not count" "$(use_count)" 0
for attribute in scl_frequency_hz recover; do
	fails "another user may not write $attribute" 1 'Permission denied' \
		nobody tee "$ADAPTER/$attribute"
done
shows "everybody may read the frequency" '^100000$' nobody cat "$ADAPTER/scl_frequency_hz"
check "everybody may read the statistics" nobody sh -c "cat $ADAPTER/statistics/*"
