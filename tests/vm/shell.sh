# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# "make shell": runs in the VM before the prompt.
# The nodes get a group, as udev's rule gives it.
printf '%s 0:77 660\n' 'gpio-i2c-[0-9]+' 'i2c-[0-9]+' >/etc/mdev.conf
mdev -d 2>/dev/null || :	# bullseye's cannot
modprobe i2c-dev
modprobe gpio-i2c
modprobe gpio-i2c-sim
i2cdetect -l
gpioi2c list
echo 'Two simulated lines are a bus now. "exit" or Ctrl-A X ends the machine.'
