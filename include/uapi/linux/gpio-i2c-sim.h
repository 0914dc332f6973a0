/* SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note */
/*
 * The ABI of /dev/gpio-i2c-sim-user-N-ADDRESS, through which a program is a
 * chip on bus N of gpio-i2c-sim. ADDRESS has two hex digits, or three if it
 * has 10 bits.
 *
 * read() takes events, as many as fit, and waits for one unless the file is
 * O_NONBLOCK; poll() tells when there is one. write() gives one answer. All
 * members are bytes: the layout is the same for every program.
 *
 * The chip holds SCL low until a question is answered, or for timeout_us of its
 * directory in configfs: then it does not acknowledge, or sends 0xff. That is
 * also what it does while no program has the file open. One program can have it
 * open at a time. Once the chip is off the bus, everything fails with ENODEV.
 */
#ifndef _UAPI_LINUX_GPIO_I2C_SIM_H
#define _UAPI_LINUX_GPIO_I2C_SIM_H

#include <linux/types.h>

/* gpio_i2c_sim_event.kind */
#define GPIO_I2C_SIM_START	1	/* START and the chip's address: acknowledge? */
#define GPIO_I2C_SIM_RECEIVED	2	/* the master sent a byte: acknowledge? */
#define GPIO_I2C_SIM_WANTED	3	/* the master reads: which byte? */
#define GPIO_I2C_SIM_STOP	4	/* the message is over; no question */

/* Bits of gpio_i2c_sim_event.flags. */
#define GPIO_I2C_SIM_READ	1	/* START: the master will read, else write */
#define GPIO_I2C_SIM_REPEATED	2	/* STOP: it was a repeated START, or a fault */
#define GPIO_I2C_SIM_LATE	4	/* the last question was not answered in time */

/**
 * struct gpio_i2c_sim_event - what the master did
 * @kind: GPIO_I2C_SIM_START and so on
 * @sequence: of a question: its answer must have the same; 0 if it is none
 * @flags: GPIO_I2C_SIM_READ and so on
 * @value: RECEIVED: the byte
 * @reserved: zero
 */
struct gpio_i2c_sim_event {
	__u8 kind;
	__u8 sequence;
	__u8 flags;
	__u8 value;
	__u8 reserved[4];
};

/**
 * struct gpio_i2c_sim_answer - the answer to a question
 * @sequence: that of the question; write() fails with ETIMEDOUT if no such
 *	question waits any more
 * @value: START and RECEIVED: 1 acknowledges, 0 does not; WANTED: the byte
 * @reserved: must be zero
 */
struct gpio_i2c_sim_answer {
	__u8 sequence;
	__u8 value;
	__u8 reserved[2];
};

#endif /* _UAPI_LINUX_GPIO_I2C_SIM_H */
