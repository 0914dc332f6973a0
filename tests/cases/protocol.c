// SPDX-License-Identifier: GPL-2.0-only
/*
 * Transfers of each kind, as the simulator sees them: protocol BUS legal|illegal. All go over our
 * own node, and those that work also over i2c-dev's.
 */
#include <string.h>
#include "message.h"

struct transfer {
	const char *name, *messages, *wire, *output;
};

static const struct transfer legal[] = {
	{ "a known value", "w:20:408142838485868788",
	  "S 20 W A 40 A 81 A 42 A 83 A 84 A 85 A 86 A 87 A 88 A P", "done" },
	{ "write", "w:20:4811", "S 20 W A 48 A 11 A P", "done" },
	{ "write and read with repeated START", "w:20:40 r:20:3",
	  "S 20 W A 40 A Sr 20 R A 81 A 42 A 83 N P", "81 42 83 done" },
	{ "three messages", "w:20:42 r:20:1 r:20:2",
	  "S 20 W A 42 A Sr 20 R A 83 N Sr 20 R A 84 A 85 N P", "83 84 85 done" },
	{ "no bytes", "w:20:", "S 20 W A P", "done" },
	{ "two targets in a transfer", "w:48:02 w:20:40 r:20:1",
	  "S 48 W A 02 A Sr 20 W A 40 A Sr 20 R A 81 N P", "81 done" },
	{ "ten-bit write", "wt:150:10a1a2", "S 150 W A 10 A a1 A a2 A P", "done" },
	{ "ten-bit write and read", "wt:150:10 rt:150:2",
	  "S 150 W A 10 A Sr 150 W A Sr 150 R A a1 A a2 N P", "a1 a2 done" },
	{ "NOSTART write", "w:20:50aa wn:20:bb", "S 20 W A 50 A aa A bb A P", "done" },
	/* The master does not acknowledge the first message's last byte: the target is off. */
	{ "NOSTART read", "w:20:40 r:20:1 rn:20:1",
	  "S 20 W A 40 A Sr 20 R A 81 N ff N P", "81 ff done" },
	{ "STOP between messages", "ws:20:44 r:20:1", "S 20 W A 44 A P S 20 R A 85 N P",
	  "85 done" },
	{ "REV_DIR_ADDR write", "wv:20:", "S 20 R A P", "done" },
	{ "IGNORE_NAK at an empty address", "wi:33:0102", "S 33 W N 01 N 02 N P", "done" },
	{ "a block", "w:20:600311223399", "S 20 W A 60 A 03 A 11 A 22 A 33 A 99 A P", "done" },
	{ "RECV_LEN", "w:20:60 rl:20:33,1",
	  "S 20 W A 60 A Sr 20 R A 03 A 11 A 22 A 33 N P", "03 11 22 33 done" },
};

#define NO_ACK	"failed: No such device or address, messages "

static const struct transfer failing[] = {
	{ "empty address", "w:33:0011", "S 33 W N P", NO_ACK "0, bytes 0, address 1" },
	{ "empty ten-bit address", "wt:153:00", "S 153 W N P", NO_ACK "0, bytes 0, address 1" },
	{ "empty address in the second message", "w:20:40 r:33:4", "S 20 W A 40 A Sr 33 R N P",
	  NO_ACK "1, bytes 0, address 1" },
};

/* No ninth clock: the target takes the next byte's first clock for it. */
static const struct transfer illegal[] = {
	{ "NO_RD_ACK", "w:20:40 ra:20:2", "S 20 W A 40 A Sr 20 R A 81 N *7 P", "81 ff done" },
};

static void judge(const struct transfer *transfer, struct node *node)
{
	const char *where = node->ours ? "our node" : "i2c-dev's", *output, *wire;

	sim_write("decode", "1");
	output = exchanged(node, transfer->messages);
	wire = sim_read("decode");
	result(!strncmp(output, "failed", 6) == !strncmp(transfer->output, "failed", 6),
	       "%s, %s", transfer->name, where);
	if (!result(!strcmp(output, transfer->output), "%s, %s: output", transfer->name, where))
		note("%s", output);
	if (!result(!strcmp(wire, transfer->wire), "%s, %s: wire", transfer->name, where))
		note("%s", wire);
}

int main(int argc, char **argv)
{
	struct node nodes[2];

	if (argc != 3)
		die("protocol BUS legal|illegal");
	bus_open(argv[1], nodes);
	for (size_t i = 0; i < ARRAY_SIZE(legal) && argv[2][0] == 'l'; i++)
		for (int n = 0; n < 2; n++)
			judge(&legal[i], &nodes[n]);
	for (size_t i = 0; i < ARRAY_SIZE(failing) && argv[2][0] == 'l'; i++)
		judge(&failing[i], &nodes[0]);
	for (size_t i = 0; i < ARRAY_SIZE(illegal) && argv[2][0] == 'i'; i++)
		for (int n = 0; n < 2; n++)
			judge(&illegal[i], &nodes[n]);
	return results();
}
