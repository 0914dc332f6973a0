/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * The ioctl ABI of /dev/gpio-i2c-N, an I2C bus made of two GPIO lines.
 *
 * Every structure has the same layout for 32-bit and 64-bit programs: members
 * are naturally aligned, pointers travel as __u64, sizes are multiples of 8.
 * Reserved members must be zero on the way in and are zero on the way out.
 */
#ifndef _UAPI_LINUX_GPIO_I2C_H
#define _UAPI_LINUX_GPIO_I2C_H

#include <linux/const.h>
#include <linux/ioctl.h>
#include <linux/types.h>

/* Raised when a member of a structure below gets a new meaning. */
#define GPIO_I2C_ABI_VERSION		2

/* Limits of one GPIO_I2C_IOC_TRANSFER. */
#define GPIO_I2C_MESSAGES_MAX		128
#define GPIO_I2C_MESSAGE_BYTES_MAX	65535
#define GPIO_I2C_TRANSFER_BYTES_MAX	(1024 * 1024)
#define GPIO_I2C_TRANSFER_SECONDS_MAX	60	/* half of what the kernel calls a hung task */

#define GPIO_I2C_NAME_BYTES		32
#define GPIO_I2C_ADAPTER_NAME_BYTES	48

/* Bits of gpio_i2c_info.flags. */
#define GPIO_I2C_INFO_MAY_SLEEP		_BITUL(0)	/* lines behind a bus of their own */
#define GPIO_I2C_INFO_SCL_OUTPUT_ONLY	_BITUL(1)	/* no clock stretching, no time-out */
#define GPIO_I2C_INFO_SDA_OUTPUT_ONLY	_BITUL(2)	/* no acknowledge is seen, no reads */
#define GPIO_I2C_INFO_SINGLE_MASTER	_BITUL(3)	/* arbitration is not checked */
#define GPIO_I2C_INFO_READBACK		_BITUL(4)	/* SCL is read back after each fall */

/**
 * struct gpio_i2c_info - what GPIO_I2C_IOC_INFO tells of a bus
 * @abi_version: GPIO_I2C_ABI_VERSION of the driver
 * @adapter_nr: number N of the I2C adapter, as in /dev/i2c-N
 * @functionality: I2C_FUNC_* flags of <linux/i2c.h>
 * @scl_frequency_hz: the SCL frequency asked for, in Hz; a ceiling
 * @timeout_ms: how long SCL may be held low or the bus be busy, in ms; at most
 *	GPIO_I2C_TRANSFER_SECONDS_MAX, whatever the device tree or I2C_TIMEOUT of
 *	/dev/i2c-N says
 * @last_scl_mean_hz: mean SCL frequency of the last transfer, in Hz; 0
 *	before the first one
 * @last_scl_min_hz: the slowest SCL period of that transfer, as Hz
 * @last_scl_max_hz: its fastest SCL period, as Hz
 * @flags: GPIO_I2C_INFO_*
 * @sda_name: the SDA line, by the label that gpiodetect shows for its chip and
 *	the offset there: "pinctrl-bcm2711:4"; by the chip's name, "gpiochip0:4",
 *	if other chips have that label too, or it is too long
 * @scl_name: the same for SCL
 * @adapter_name: the I2C adapter's name, as in /sys/bus/i2c/devices/i2c-N/name
 * @reserved: zero
 */
struct gpio_i2c_info {
	__u32 abi_version;
	__u32 adapter_nr;
	__u64 functionality;
	__u32 scl_frequency_hz;
	__u32 timeout_ms;
	__u32 last_scl_mean_hz;
	__u32 last_scl_min_hz;
	__u32 last_scl_max_hz;
	__u32 flags;
	char sda_name[GPIO_I2C_NAME_BYTES];
	char scl_name[GPIO_I2C_NAME_BYTES];
	char adapter_name[GPIO_I2C_ADAPTER_NAME_BYTES];
	__u32 reserved[8];
};

/**
 * struct gpio_i2c_message - one message of a transfer
 * @address: 7-bit target address (0 to 0x7f), or a 10-bit one (0 to 0x3ff) with
 *	I2C_M_TEN in @flags; never shifted
 * @flags: I2C_M_* of <linux/i2c.h>: RD, TEN, RECV_LEN, NO_RD_ACK, IGNORE_NAK,
 *	REV_DIR_ADDR, NOSTART, STOP
 * @length: bytes to write or to read, at most GPIO_I2C_MESSAGE_BYTES_MAX; 0 sends the address
 *	alone (SMBus quick command). With I2C_M_RECV_LEN (which needs I2C_M_RD) it is the buffer's
 *	size, at least buffer[0] + 32. On the way in buffer[0] says how many bytes come besides
 *	the block: 1 for the count, 2 with a PEC. The target's first byte is the length of the
 *	block, SMBus 3.0, 6.5.7
 * @buffer: address of the bytes, a pointer cast to __u64
 */
struct gpio_i2c_message {
	__u16 address;
	__u16 flags;
	__u32 length;
	__u64 buffer;
};

/**
 * struct gpio_i2c_transfer - argument of GPIO_I2C_IOC_TRANSFER
 * @messages: in: address of an array of struct gpio_i2c_message
 * @message_count: in: how many, 1 to GPIO_I2C_MESSAGES_MAX
 * @scl_frequency_hz: in: ceiling for SCL in this call, in Hz; 0: the bus's own,
 *	else 100 to what the bus itself was asked for
 * @flags: in: must be 0
 * @messages_done: out: how many messages were completed
 * @bytes_done: out: how many data bytes of the next message were done before it failed; 0 if none
 *	failed
 * @error_at_address: out: 1 if the address of that message got no acknowledge, else 0
 * @elapsed_ns: out: time from before the first START until after the last STOP,
 *	in ns, retries included
 * @line_failed: out: 1 if an access to a line failed (EIO), else 0
 * @reserved: must be 0
 *
 * Out members are written if the transfer succeeds or fails on the wire. If an argument is
 * refused, the structure is unchanged.
 */
struct gpio_i2c_transfer {
	__u64 messages;
	__u32 message_count;
	__u32 scl_frequency_hz;
	__u32 flags;
	__u32 messages_done;
	__u32 bytes_done;
	__u32 error_at_address;
	__u64 elapsed_ns;
	__u32 line_failed;
	__u32 reserved[3];
};

/**
 * struct gpio_i2c_statistics - argument of GPIO_I2C_IOC_STATISTICS
 * @transfers: calls that put a START onto the wire, retries counted again
 * @messages: messages that were completed
 * @bytes: data bytes that were acknowledged or read
 * @address_naks: addresses without acknowledge
 * @data_naks: data bytes without acknowledge
 * @timeouts: SCL held low for longer than the time-out
 * @busy: transfers refused because the bus did not become idle
 * @stretches: how often a target held SCL low after we released it
 * @stretch_longest_ns: the longest of them, in ns
 * @recoveries: bus recoveries that were tried
 * @recoveries_failed: those after which the bus was still stuck
 * @arbitrations_lost: transfers that another master won
 * @awake_ns: time the CPU was kept busy by transfers, in ns
 * @transfer_ns: time from START to STOP of all transfers, in ns
 * @line_errors: transfers and recoveries that failed because a line, an expander's for one, could
 *	not be accessed; the kernel log names it
 * @reserved: zero
 *
 * Counters start at 0 when the bus is made and wrap at 2^64.
 */
struct gpio_i2c_statistics {
	__u64 transfers;
	__u64 messages;
	__u64 bytes;
	__u64 address_naks;
	__u64 data_naks;
	__u64 timeouts;
	__u64 busy;
	__u64 stretches;
	__u64 stretch_longest_ns;
	__u64 recoveries;
	__u64 recoveries_failed;
	__u64 arbitrations_lost;
	__u64 awake_ns;
	__u64 transfer_ns;
	__u64 line_errors;
	__u64 reserved[3];
};

#define GPIO_I2C_IOC_MAGIC	0xB9

/**
 * GPIO_I2C_IOC_INFO - describe the bus
 *
 * Puts nothing onto the wire. Errors: EFAULT (argument not writable), ENODEV
 * (the bus is gone).
 */
#define GPIO_I2C_IOC_INFO	_IOR(GPIO_I2C_IOC_MAGIC, 0x00, struct gpio_i2c_info)

/**
 * GPIO_I2C_IOC_TRANSFER - messages between one START and one STOP
 *
 * The messages are joined by repeated STARTs (UM10204, 3.1.10) and no other
 * user of the bus gets in between. Nothing is sent when an argument is bad.
 *
 * Errors, as Documentation/i2c/fault-codes.rst has them:
 *   EINVAL      message count, length, address, flags, frequency or a reserved
 *               member out of range, more than GPIO_I2C_TRANSFER_BYTES_MAX bytes in
 *               all, or more than GPIO_I2C_TRANSFER_SECONDS_MAX on the wire: nine bits
 *               for each data and address byte, at the SCL frequency of the call
 *   EFAULT      an address is not readable, or not writable where data is read
 *   EOPNOTSUPP  the bus cannot do this (10-bit reads with an SDA that cannot
 *               be read, say)
 *   ENXIO       no target acknowledged the address
 *   EIO         a target did not acknowledge a data byte, or, if @line_failed, a line
 *               could not be accessed
 *   ETIMEDOUT   SCL was held low for longer than the time-out
 *   EBUSY       the bus did not become idle
 *   EAGAIN      another master won the bus, again after every retry
 *   EPROTO      a target sent a block length that SMBus does not allow
 *   EINTR       the process was killed
 *   ENODEV      the bus is gone
 *   ESHUTDOWN   the bus is suspended; or the system goes to sleep, and this transfer had
 *               been on the wire for more than a second: it ended after a whole byte, and
 *               @messages_done and @bytes_done tell where. One that waits for the bus
 *               then begins when the system is awake
 */
#define GPIO_I2C_IOC_TRANSFER	_IOWR(GPIO_I2C_IOC_MAGIC, 0x01, struct gpio_i2c_transfer)

/**
 * GPIO_I2C_IOC_RECOVER - free a bus that a target holds
 *
 * Up to nine clocks with SDA released, then a STOP (UM10204, 3.1.16). A bus that is
 * idle is left alone. Errors: EBUSY (a line is still low, or another master sends),
 * EOPNOTSUPP (the lines cannot be read), EIO (a line could not be accessed), ENODEV
 * (the bus is gone).
 */
#define GPIO_I2C_IOC_RECOVER	_IO(GPIO_I2C_IOC_MAGIC, 0x02)

/**
 * GPIO_I2C_IOC_STATISTICS - the counters of the bus
 *
 * Errors: EFAULT (argument not writable), ENODEV (the bus is gone).
 */
#define GPIO_I2C_IOC_STATISTICS	_IOR(GPIO_I2C_IOC_MAGIC, 0x03, struct gpio_i2c_statistics)

#endif /* _UAPI_LINUX_GPIO_I2C_H */
