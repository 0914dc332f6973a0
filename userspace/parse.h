/* SPDX-License-Identifier: GPL-2.0-only */
/* Words of the command line to numbers, targets and messages; touches no bus. */
#ifndef GPIOI2C_PARSE_H
#define GPIOI2C_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <linux/gpio-i2c.h>

#define TARGET_TEXT_BYTES	16

/* Which words are an address. */
struct address_rules {
	bool ten_bit;	/* 10 bits also without a 't' in front */
	bool all;	/* also those that UM10204, 3.1.12, reserves */
};

struct target {
	uint16_t address;
	bool ten_bit;
};

struct message_list {
	struct gpio_i2c_message messages[GPIO_I2C_MESSAGES_MAX];
	unsigned int count;
};

/* Why a word was refused, for a message to the user. */
struct parse_error {
	char text[160];
};

/*
 * A number as in C: decimal, 0x hexadecimal or 0 octal; no sign, nothing after it. 0, -EINVAL (not
 * a number) or -ERANGE (above @max).
 */
int parse_number(const char *text, unsigned long max, unsigned long *value);

/* A frequency, decimal, with an optional k or M: "400k". 0, -EINVAL or -ERANGE. */
int parse_frequency(const char *text, unsigned int *frequency_hz);

/* "0x50"; "t0x150" for a 10-bit address. 0 or -EINVAL with @error filled. */
int parse_target(const char *text, const struct address_rules *rules, struct target *target,
		 struct parse_error *error);

/* "0x50" or, for 10 bits, "0x150", into TARGET_TEXT_BYTES. */
void target_text(char *text, unsigned int address, bool ten_bit);

/*
 * @count words of i2ctransfer: {r|w}LENGTH[@ADDRESS], and the data of write messages. 0, and the
 * caller calls message_list_free(); or -EINVAL or -ENOMEM with @error filled and nothing to free.
 */
int parse_transfer(int count, char *const *words, const struct address_rules *rules,
		   struct message_list *list, struct parse_error *error);

/* Append a message of @length zero bytes. Its buffer, or NULL (no memory). */
uint8_t *message_list_add(struct message_list *list, const struct target *target,
			  uint16_t flags, uint32_t length);

/* Prepare sent messages for being sent again. */
void message_list_again(struct message_list *list);

void message_list_free(struct message_list *list);

uint8_t *message_data(const struct gpio_i2c_message *message);

#endif /* GPIOI2C_PARSE_H */
