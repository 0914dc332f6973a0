/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Messages as text. Each is LETTERS:ADDRESS:BYTES. LETTERS: r read, w write, t ten-bit, n NOSTART,
 * i IGNORE_NAK, v REV_DIR_ADDR, a NO_RD_ACK, l RECV_LEN, s STOP. BYTES are hex digits to write, or
 * a decimal count to read; "l" takes the buffer's size and after a comma its first byte.
 */
#ifndef MESSAGE_H
#define MESSAGE_H

#include <stdio.h>
#include "case.h"

/*
 * Sends the messages as one transfer. Prints the bytes of each read as a line of hex (not if
 * @quiet), then "done" or "failed: ...". Returns 0 or a negative errno.
 */
int exchange(struct node *node, char **words, int count, bool quiet, FILE *to);
/* The same for a text of messages; returns the output, with blanks for line ends. */
const char *exchanged(struct node *node, const char *words);

#endif
