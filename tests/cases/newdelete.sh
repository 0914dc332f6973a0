#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# gpioi2c makes buses on lines by name, place or number, at each boot too, and deletes them.
. ./lib.sh

EXPECTED_LOG='new_device: |gpio-i2c-runtime'
config=/etc/gpio-i2c.d

# refuses NAME STATUS REGEX ARGUMENT...: gpioi2c fails, prints such a line, and makes no bus.
refuses()
{
	refusing=$1 with=$2 why=$3
	shift 3
	fails "$refusing" "$with" "$why" gpioi2c "$@"
	is "$refusing: no bus" "$(gpioi2c list | wc -l)" "$made"
}

# is_json NAME TEXT COMMAND...: it prints a JSON object that begins with TEXT.
is_json()
{
	naming=$1 begin=$2
	shift 2
	shows "$naming" "^\\{$begin.*\\}$" "$@"
	is "$naming: one line" "$(wc -l <"$TMP/out")" 1
}

made=0
refuses "no driver" 1 'the driver is not there: modprobe gpio-i2c$' new 1 2
load autobind=0 buses=2
chip=$(chip_of gpio-i2c-sim)
for command in new delete restore; do
	shows "$command --help" "^Usage: gpioi2c $command" gpioi2c $command --help
done
refuses "no SCL" 2 'argument missing' new sim0-sda
refuses "a line that is not there" 1 "no line 'nothing'" new nothing sim0-scl
refuses "one line" 2 'are the same line' new sim0-sda gpio-i2c-sim:0
refuses "a wrong speed" 2 "'4x' is not a frequency" new --speed 4x sim0-sda sim0-scl
refuses "two words" 2 'is not one word' new --name 'a b' sim0-sda sim0-scl
refuses "what the driver refuses" 2 "there is no option 'color'" new -o color=red sim0-sda sim0-scl
refuses "a name that does not do" 2 "name '../x': a letter" new --name ../x sim0-sda sim0-scl
refuses "a bus that lasts and has no name" 2 'wants --name' new --persist sim0-sda sim0-scl
refuses "a file that is none" 2 'cannot be the name of a file' new -p -n ../x sim0-sda sim0-scl
refuses "no such bus to end" 1 "no bus 'nothing'" delete nothing
refuses "no such number" 1 "no GPIO chip '#99999'" new 99999 0

hold_open_drain "$chip" 1=1 &
holder=$!
# shellcheck disable=SC2317 # called by wait_for
held() { info "$chip" | grep -q '"sim0-scl".*gpioset'; }
wait_for 10 held
refuses "a line that is taken" 1 "SCL: line 'sim0-scl' is taken" new sim0-sda sim0-scl
has "by whom" "'sim0-scl' is used by 'gpioset'"
stop $holder

shows "a bus by names is printed as by list" \
	"^/dev/gpio-i2c-31	gpio-i2c garden	SDA .*:0 \(sim0-sda\)	SCL .*:1 \(sim0-scl\)	50000 Hz	reached -	users 0$" \
	gpioi2c new --speed 50k --name garden --number 31 --single-master sim0-sda sim0-scl
prints "by list" "$(cat "$TMP/out")" gpioi2c list
is "with what was asked for" "$(told garden property)" 'single master: arbitration is not checked'
prints "it works by its name" 0x5a gpioi2c read garden 0x20 0
is_json "another by places" '"bus":[0-9]+,"node":"/dev/gpio-i2c-[0-9]+","name":"gpio-i2c gpio-i2c-runtime.1","sda":\{"place":"gpio-i2c-sim:2","name":"sim1-sda"\}' \
	gpioi2c new --json "$chip:2" gpio-i2c-sim:3
prints "it works, too" 0x5a gpioi2c read gpio-i2c-runtime.1 0x20 0
made=2
refuses "the name is taken" 1 "another bus has the name 'garden'" new -n garden sim1-sda sim1-scl
check "one ends" gpioi2c delete garden
is_json "so does the other" '"name":"gpio-i2c-runtime.1"' gpioi2c delete --json gpio-i2c-runtime.1
is "no bus is left" "$(gpioi2c list)" ""

first=$(first_number)
if [ -n "$first" ]; then
	check "a bus by the kernel's numbers" gpioi2c new "$first" $((first + 1))
	check "it ends" gpioi2c delete gpio-i2c-runtime.0
else
	skip "a bus by the kernel's numbers" "no numbers"
fi

# --persist: there is a file only if the bus was made.
made=0
status "a bus that cannot be" 2 gpioi2c new -p -n attic -o color=red sim0-sda sim0-scl
is "leaves no file" "$(ls $config)" ""
check "a bus that lasts" gpioi2c new --persist --name attic -s 400k sim0-sda gpio-i2c-sim:1
is "its file" "$(cat $config/attic.conf)" "sim0-sda gpio-i2c-sim:1 name=attic clock-frequency=400000"
status "a second one of that name" 1 gpioi2c new --persist --name attic sim1-sda sim1-scl
is_json "restore leaves it alone" '"lines":\[\{"file":".*/attic.conf","line":"sim0-sda .*","made":false\}\]' \
	gpioi2c restore --json
is "there is one" "$(gpioi2c list | wc -l)" 1
unload gpio_i2c gpio_i2c_sim
printf '# a comment\n\nsim1-sda sim1-scl name=cellar\n' >$config/cellar.conf
echo 'sim0-sda sim0-scl color=red' >$config/wrong.conf
modprobe gpio-i2c
fails "the machine starts: one file is wrong" 1 "wrong.conf: Invalid argument" gpioi2c restore
has "and why" "there is no option 'color'"
rm $config/wrong.conf
modprobe gpio-i2c-sim autobind=0 buses=2
check "the lines come, and both buses" wait_for 5 sh -c 'gpioi2c read attic 0x20 0 && gpioi2c read cellar 0x20 0'
is_json "one ends for good" '"name":"attic","file":".*/attic.conf"' gpioi2c delete --json attic
unload gpio_i2c gpio_i2c_sim
modprobe gpio-i2c
check "the machine starts: no lines yet" gpioi2c restore
check "the other, too, while its lines are away" gpioi2c delete cellar
is "no file is left" "$(ls $config)" ""
rmdir $config
