// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "arguments.h"
#include "bus.h"
#include "capture.h"
#include "commands.h"
#include "ground.h"
#include "interrupt.h"
#include "json.h"
#include "message.h"
#include "recording.h"
#include "wording.h"

static const char help[] =
	"Usage: gpioi2c monitor [OPTION...] BUS\n"
	"Show what goes over a bus as it happens, and who sent it, until Ctrl-C.\n\n"
	"      --json       print JSON, an object for each transfer\n"
	"  -h, --help       print this\n";

struct monitor {
	struct bus bus;
	struct recording recording;	/* of the transfer that goes on */
	struct decoder decoder;
	struct wording wording;
};

/* A transfer is over. False if nobody can read what is printed. */
static bool show(struct monitor *monitor)
{
	struct json_object *object;
	size_t i;

	if (json_wanted)
		monitor->wording.symbols = json_new_array();
	recording_arrange(&monitor->recording);
	for (i = 0; i < monitor->recording.count; i++)
		decode(&monitor->decoder, &monitor->recording.items[i]);
	recording_clear(&monitor->recording);
	if (json_wanted) {
		object = json_new();
		json_number(object, "bus", monitor->bus.number);
		json_member(object, "symbols", monitor->wording.symbols);
		json_print(object);
	}
	wording_end_line(&monitor->wording);
	return !fflush(stdout) && !ferror(stdout);
}

static bool take(void *data, const struct observation *observation)
{
	struct monitor *monitor = data;

	if (!recording_add(&monitor->recording, observation))
		return false;
	return observation->kind != OBSERVED_END || show(monitor);
}

static int monitor_bus(struct monitor *monitor)
{
	struct capture *capture = capture_begin(monitor->bus.number);
	int status = STATUS_OK;

	if (!capture)
		return STATUS_FAILED;
	decode_begin(&monitor->decoder, wording_take, &monitor->wording);
	monitor->wording.with_users = true;
	while (!status && !interrupt_came()) {
		if (!capture_read(capture, take, monitor))
			status = STATUS_FAILED;
		else
			capture_wait();
	}
	capture_end(capture);
	recording_free(&monitor->recording);
	return status;
}

int monitor_command(int argc, char **argv)
{
	struct monitor monitor = { .recording = { 0 } };
	int status;

	if (!arguments(argc, argv, "monitor", help, 1, 1, &status))
		return status;
	if (bus_find(argv[optind], &monitor.bus))
		return STATUS_FAILED;
	return monitor_bus(&monitor);
}
