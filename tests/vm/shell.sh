# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# "make shell": runs in the VM before the prompt.
modprobe i2c-dev
modprobe gpio-i2c
modprobe gpio-i2c-sim
i2cdetect -l
gpioi2c list
echo 'Two simulated lines are a bus now. "exit" or Ctrl-A X ends the machine.'
