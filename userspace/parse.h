/* SPDX-License-Identifier: GPL-2.0-only */
/* From the command line's words to numbers, targets and messages; touches no bus. */
#ifndef GPIOI2C_PARSE_H
#define GPIOI2C_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <linux/gpio-i2c.h>

#define TARGET_TEXT_BYTES	16

/* Which words are taken for an address. */
struct address_rules {
	bool ten_bit;	/* every address has 10 bits, not only those that begin with 't' */
	bool all;	/* the addresses that UM10204, 3.1.12, reserves too */
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
 * A number the way C writes it: decimal, 0x hexadecimal or 0 octal, no sign, nothing after it.
 * 0, -EINVAL (no such number) or -ERANGE (above @max).
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
 * i2ctransfer's words, {r|w}LENGTH[@ADDRESS] and the data of write messages. Takes @count of
 * them. 0 with messages to be freed by message_list_free(), or -EINVAL/-ENOMEM with nothing
 * to be freed and @error filled.
 */
int parse_transfer(int count, char *const *words, const struct address_rules *rules,
		   struct message_list *list, struct parse_error *error);

/* Append a message with a zeroed buffer of @length bytes; its buffer, or NULL (no memory). */
uint8_t *message_list_add(struct message_list *list, const struct target *target,
			  uint16_t flags, uint32_t length);

/* Make messages that have been sent fit to be sent once more. */
void message_list_again(struct message_list *list);

void message_list_free(struct message_list *list);

uint8_t *message_data(const struct gpio_i2c_message *message);

#endif /* GPIOI2C_PARSE_H */
