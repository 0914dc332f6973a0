/* SPDX-License-Identifier: GPL-2.0-only */
/* Faults as text: the commands that faultcommand.c describes. No kernel calls. */
#ifndef SIM_FAULTCOMMAND_H
#define SIM_FAULTCOMMAND_H

#include "fault.h"

/* Runs one command, and modifies its text. Returns 0 or an error. */
int sim_fault_command(struct sim_fault *fault, char *command, u64 now_ns);

/* Item @index as text: the fault, and how often it fired. False: the item is free. */
bool sim_fault_item_text(const struct sim_fault *fault, unsigned int index, char *text, int size);
const char *sim_fault_name(enum sim_fault_kind kind);

#endif
