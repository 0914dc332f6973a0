#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# As much as one call may carry. SHARE sets a part of it.
# time limit: 300 s
# one kernel: what a call may carry is the driver's own limit
. ./lib.sh

load scl_hz=1000000
table ./long "$NODE" "${SHARE:-1}"
nothing_illegal "all of it"
