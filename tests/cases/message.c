// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>
#include "message.h"

static uint16_t flags_of(const char *letters)
{
	static const struct { char letter; uint16_t flag; } known[] = {
		{ 'r', I2C_M_RD }, { 'w', 0 }, { 't', I2C_M_TEN }, { 'n', I2C_M_NOSTART },
		{ 'i', I2C_M_IGNORE_NAK }, { 'v', I2C_M_REV_DIR_ADDR }, { 's', I2C_M_STOP },
		{ 'a', I2C_M_NO_RD_ACK }, { 'l', I2C_M_RECV_LEN },
	};
	uint16_t flags = 0;

	for (; *letters; letters++) {
		size_t i = 0;

		while (i < ARRAY_SIZE(known) && known[i].letter != *letters)
			i++;
		if (i == ARRAY_SIZE(known))
			die("no message letter %c", *letters);
		flags |= known[i].flag;
	}
	return flags;
}

static uint8_t *bytes_of(const char *hex, uint32_t *length)
{
	uint8_t *bytes = malloc(strlen(hex) / 2 + 1);

	for (*length = 0; hex[0] && hex[1]; hex += 2)
		if (sscanf(hex, "%2hhx", &bytes[(*length)++]) != 1)
			die("no hex: %s", hex);
	return bytes;
}

static struct gpio_i2c_message message_of(char *text)
{
	char *letters = strtok(text, ":"), *address = strtok(NULL, ":"), *rest = strtok(NULL, "");
	struct gpio_i2c_message message;
	unsigned int length = 0;
	uint8_t *bytes, first = 0;

	if (!letters || !address)
		die("a message is LETTERS:ADDRESS:BYTES");
	message = (struct gpio_i2c_message) {
		.address = strtoul(address, NULL, 16), .flags = flags_of(letters),
	};
	if (message.flags & I2C_M_RD) {
		if (rest && sscanf(rest, "%u,%hhu", &length, &first) < 1)
			die("no length: %s", rest);
		bytes = calloc(1, length + 1);
		bytes[0] = first;
		message.length = length;
	} else {
		bytes = bytes_of(rest ? rest : "", &message.length);
	}
	message.buffer = (uintptr_t)bytes;
	return message;
}

static void print(const struct gpio_i2c_message *message, FILE *to)
{
	const uint8_t *bytes = (void *)(uintptr_t)message->buffer;
	uint32_t length = message->length;

	if (message->flags & I2C_M_RECV_LEN)
		length = bytes[0] + 1;
	for (uint32_t i = 0; i < length; i++)
		fprintf(to, "%s%02x", i ? " " : "", bytes[i]);
	fputc('\n', to);
}

int exchange(struct node *node, char **words, int count, bool quiet, FILE *to)
{
	struct gpio_i2c_message messages[GPIO_I2C_MESSAGES_MAX];
	int error;

	if (count < 1 || count > GPIO_I2C_MESSAGES_MAX)
		die("%d messages", count);
	for (int i = 0; i < count; i++)
		messages[i] = message_of(words[i]);
	error = node_transfer(node, messages, count);
	for (int i = 0; i < count && !error && !quiet; i++)
		if (messages[i].flags & I2C_M_RD)
			print(&messages[i], to);
	if (error)
		fprintf(to, "failed: %s, messages %u, bytes %u, address %u\n", strerror(-error),
			node->last.messages_done, node->last.bytes_done,
			node->last.error_at_address);
	else
		fputs("done\n", to);
	for (int i = 0; i < count; i++)
		free((void *)(uintptr_t)messages[i].buffer);
	return error;
}

const char *exchanged(struct node *node, const char *words)
{
	static char text[4096];
	char *copy = strdup(words), *rest, *word[GPIO_I2C_MESSAGES_MAX];
	FILE *to = fmemopen(text, sizeof(text), "w");
	int count = 0;

	for (char *next = strtok_r(copy, " ", &rest); next; next = strtok_r(NULL, " ", &rest))
		word[count++] = next;
	exchange(node, word, count, false, to);
	fclose(to);
	free(copy);
	text[strlen(text) - 1] = '\0';
	for (char *end = text; (end = strchr(end, '\n')); )
		*end = ' ';
	return text;
}
