#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Measures the numbers in PORTING.md: each line of its tables between marks.
. ./lib.sh

OLD=/dev/gpioi2c

# The rows of a table, without its two header lines.
awk 'BEGIN { row = -1000 } /^<!--/ { row = /numbers/ ? -2 : -1000 } /^\|/ && ++row > 0' PORTING.md |
	sed 's/`//g; s/^| \(.*\) |$/\1/' >"$TMP/page"

# number TEXT COMMAND...: the page has this line, with the command's output as the number.
number()
{
	line=$1
	shift
	echo "$line" >>"$TMP/measured"
	is "$line" "$line | $("$@" 2>&1)" "$(grep -F "$line | " "$TMP/page")"
}

count() { cat "/sys/module/${1:-gpio_i2c}/refcnt" 2>/dev/null || echo -; }

# ended COMMAND...: prints its exit status.
ended()
{
	"$@" >/dev/null 2>&1 && echo 0 || echo $?
}

# word NUMBER WORD: the word after the call.
word() { ./legacy $OLD "$@" | cut -d' ' -f1; }

# exported FILE: number of symbols a module exports. Some kernels' kallsyms lack them.
exported()
{
	file=$(find /lib/modules -name "$1.ko*")
	case $file in
	*.xz) unxz -c "$file" ;;
	*) cat "$file" ;;
	esac | tr '\0' '\n' | grep '^__ksymtab_' | grep -cv _strings || :
}

EXPECTED_LOG='legacy=hisi9|buses'
unload
number "not loaded" count
number "exit status of modprobe gpio-i2c legacy=hisi9" ended modprobe gpio-i2c legacy=hisi9
number "its init function has failed" count
number "exit status of modprobe gpio-i2c-sim buses=many" ended modprobe gpio-i2c-sim buses=many
number "exit status of modprobe platform:gpio-i2c" ended modprobe platform:gpio-i2c
unload

# The kernel runs this when the simulator's init function requests a module.
modprobe=$(cat /proc/sys/kernel/modprobe)
printf '#!/bin/sh\ncat /sys/module/gpio_i2c_sim/refcnt >%s\nexec %s "$@"\n' "$TMP/in-init" \
	"$modprobe" >"$TMP/modprobe"
chmod 755 "$TMP/modprobe"
echo "$TMP/modprobe" >/proc/sys/kernel/modprobe
modprobe gpio-i2c-sim
echo "$modprobe" >/proc/sys/kernel/modprobe
number "gpio_i2c_sim is in its init function" cat "$TMP/in-init"
number "that has returned" count gpio_i2c_sim
number "gpio_i2c, after modprobe gpio-i2c-sim alone has loaded it" count
unload

modprobe gpio-i2c legacy=hisi8
number "loaded, no file is open" count
number "mode of /sys/module/gpio_i2c/parameters/legacy" \
	stat -c %a /sys/module/gpio_i2c/parameters/legacy
number "letters P in /sys/module/gpio_i2c/taint" \
	sh -c "tr -cd P </sys/module/gpio_i2c/taint | wc -c"
number "symbols that gpio_i2c exports" exported gpio_i2c
line="i2c_algo_bit, of which gpio_i2c uses symbols"
if [ -e /sys/module/i2c_algo_bit/refcnt ]; then
	check "symbols that are exported can be counted" test "$(exported i2c-algo-bit)" -ge 3
	number "$line" count i2c_algo_bit
else
	skip "$line" "it is built in"
	echo "$line" >>"$TMP/measured"
fi

status "without a bus $OLD cannot be opened" 2 ./legacy $OLD 1 0
number "an open that the driver refused: /dev/gpioi2c without a bus" count
load
number "mode of /dev/gpioi2c without udev" stat -c %a $OLD
number "its major number, as of all misc devices" sh -c "echo \$((0x\$(stat -c %t $OLD)))"
number "1, to read register 0 at 0x20" word 1 0x40000000
number "1, to read at 0x33, where nobody is" word 1 0x66000000
number "2, as one old header had it to write: FIGETBSZ" word 2 0x66000000
status "another user may not open it" 2 ./asuser 65534 65534 ./xfer "$NODE" w:20:00
number "an open that the VFS refused: no permission" count
exec 3<$OLD
number "/dev/gpioi2c is open: the VFS" count
exec 3<>"$I2C_NODE"
number "/dev/i2c-N is open: i2c-dev takes the adapter's owner" count
exec 3>&-

exec 3<>"$NODE"
number "/dev/gpio-i2c-N is open: the VFS, the driver" count
exec 4>&3
sleep 100 &
number "that descriptor is duplicated, and a child has it" count
kill $!
exec 4>&-
start transfer ./xfer -q 3 r:20:20000
sleep 0.3
number "a call of ioctl() is under way on it" count
check "it was" finished transfer
status "rmmod is refused" 1 rmmod gpio_i2c
number "rmmod has been refused because of it" count
echo "$DEVICE" >/sys/bus/platform/drivers/gpio-i2c/unbind
number "its bus has gone: the file stays open" count
exec 3>&-
number "all is closed" count
unload

# The simulator pins the lines' owner only for masters it made itself.
modprobe gpio-i2c
modprobe gpio-i2c-sim autobind=0
echo gpio-i2c-sim:0 gpio-i2c-sim:1 >/sys/bus/platform/drivers/gpio-i2c/new_device
number "gpio_i2c_sim, of whose chip a bus has two lines: gpiolib" count gpio_i2c_sim
unload

# 128 bytes take 2.4 s; the exit function waits for them.
load
speed 500
modprobe at24
new_client 24c02 0x50
number "a client driver, at24, is bound to a chip on the bus" count
dd if="/sys/bus/i2c/devices/$BUS-0050/eeprom" of="$TMP/eeprom" bs=128 count=1 2>/dev/null &
sleep 0.5
number "a file of the client driver's is being read" count
rmmod gpio_i2c &
wait_for 2 grep -q '^gpio_i2c .* Unloading ' /proc/modules || :
number "in its exit function" count
wait
is "the file was read to its end" "$(wc -c <"$TMP/eeprom")" 128
is "the exit function has waited for that" "$(count)" -

sed 's/ | [^|]*$//' "$TMP/page" | sort >"$TMP/lines"
sort "$TMP/measured" >"$TMP/measured.sorted"
check "each number of the page is measured" diff "$TMP/lines" "$TMP/measured.sorted"
