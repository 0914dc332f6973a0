#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# As much as one call may carry.
# time limit: 300 s
. ./lib.sh

load scl_hz=1000000
table ./long "$NODE"
nothing_illegal "all of it"
