// SPDX-License-Identifier: GPL-2.0-only
/* libFuzzer: any bytes as command lines, and their words as numbers, targets and a transfer. */
#include <stdlib.h>
#include <string.h>

#include <linux/i2c.h>

#include "../../userspace/message.h"
#include "../../userspace/parse.h"
#include "../../userspace/script.h"

/* Stops the fuzzer, which shows the input and where it was. */
#define must(condition) do { if (!(condition)) abort(); } while (0)

/* Its messages have all their bytes, and keep the limits. */
static void check_list(struct message_list *list)
{
	unsigned long total = 0;
	unsigned int i;

	must(list->count > 0 && list->count <= GPIO_I2C_MESSAGES_MAX);
	for (i = 0; i < list->count; i++) {
		const struct gpio_i2c_message *message = &list->messages[i];

		must(message->address <= (message->flags & I2C_M_TEN ? 0x3ff : 0x7f));
		must(message->length <= GPIO_I2C_MESSAGE_BYTES_MAX);
		memset(message_data(message), 0xa5, message->length);
		total += message->length;
	}
	must(total <= GPIO_I2C_TRANSFER_BYTES_MAX);
	message_list_again(list);
	message_list_free(list);
}

static void check_word(const char *word, const struct address_rules *rules)
{
	struct parse_error error = { "" };
	unsigned int frequency_hz;
	char text[TARGET_TEXT_BYTES];
	struct target target, again;
	unsigned long value;

	if (!parse_number(word, 1000, &value))
		must(value <= 1000);
	parse_frequency(word, &frequency_hz);
	if (parse_target(word, rules, &target, &error)) {
		must(*error.text);
		return;
	}
	target_text(text, target.address, target.ten_bit);
	must(!parse_target(text, &(struct address_rules){ target.ten_bit, true }, &again, &error));
	must(again.address == target.address);
}

static int run(int count, char **words)
{
	struct parse_error error = { "" };
	struct message_list list;
	int i, all, ten_bit;

	must(count > 0 && !words[count]);
	for (all = 0; all < 2; all++) {
		for (ten_bit = 0; ten_bit < 2; ten_bit++) {
			struct address_rules rules = { .ten_bit = ten_bit, .all = all };

			for (i = 0; i < count; i++)
				check_word(words[i], &rules);
			if (!parse_transfer(count, words, &rules, &list, &error))
				check_list(&list);
			else
				must(*error.text && !list.count);
		}
	}
	return usage_error("transfer", "%s", error.text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	FILE *file;

	if (!size)
		return 0;
	file = fmemopen((void *)data, size, "r");
	must(file);
	script_run(file, true, run);
	fclose(file);
	return 0;
}
