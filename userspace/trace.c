// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arguments.h"
#include "bus.h"
#include "capture.h"
#include "commands.h"
#include "ground.h"
#include "interrupt.h"
#include "json.h"
#include "message.h"
#include "progress.h"
#include "recording.h"
#include "svg.h"
#include "vcd.h"
#include "wording.h"

static const char help[] =
	"Usage: gpioi2c trace [OPTION...] BUS\n"
	"       gpioi2c trace [OPTION...] BUS -- COMMAND [ARGUMENT...]\n"
	"Record the edges that the driver makes on a bus, and show what they mean: until\n"
	"COMMAND ends, or until Ctrl-C.\n\n"
	"      --count N    until N transfers are over\n"
	"      --seconds S  for so long\n"
	"      --vcd FILE   the edges as VCD, for PulseView, GTKWave and sigrok-cli\n"
	"      --svg FILE   a picture of them\n"
	"      --json       print JSON\n"
	"  -h, --help       print this\n";

/* A day; and more transfers than memory has room for. */
#define SECONDS_MAX	86400
#define COUNT_MAX	1000000000

struct trace {
	struct bus bus;
	unsigned long count;	/* 0: no end */
	unsigned long seconds;	/* the same */
	const char *vcd;
	const char *svg;
	char **command;		/* NULL: none */
	struct recording recording;
	unsigned long done;
	uint64_t lost;
	bool some_lost;
};

static bool take(void *data, const struct observation *observation)
{
	struct trace *trace = data;

	if (observation->kind == OBSERVED_MISSING) {
		trace->some_lost = true;
		trace->lost += observation->amount;
	}
	if (trace->count && trace->done >= trace->count)
		return true;
	trace->done += observation->kind == OBSERVED_END;
	return recording_add(&trace->recording, observation);
}

/* Its process. 0 after a complaint. */
static pid_t run(char **command)
{
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid < 0)
		complain("cannot start a process: %s", strerror(errno));
	if (pid)
		return pid < 0 ? 0 : pid;
	interrupt_release();
	signal(SIGPIPE, SIG_DFL);
	execvp(command[0], command);
	complain("cannot run '%s': %s", command[0], strerror(errno));
	_exit(127);
}

/* STATUS_OK, or after a complaint STATUS_FAILED. */
static int end_of_command(const struct trace *trace, int status)
{
	if (WIFEXITED(status) && !WEXITSTATUS(status))
		return STATUS_OK;
	if (WIFEXITED(status) && WEXITSTATUS(status) != 127)
		complain("%s: exit status %d", trace->command[0], WEXITSTATUS(status));
	else if (WIFSIGNALED(status))
		complain("%s: killed by signal %d", trace->command[0], WTERMSIG(status));
	return STATUS_FAILED;
}

static bool is_over(const struct trace *trace, double end_s)
{
	return interrupt_came() || (trace->count && trace->done >= trace->count) ||
	       (trace->seconds && progress_now_s() >= end_s);
}

static int record(struct trace *trace, struct capture *capture)
{
	double end_s = progress_now_s() + trace->seconds;
	int status = 0, ret = STATUS_OK;
	bool ended = false;
	pid_t pid = 0;

	if (trace->command) {
		pid = run(trace->command);
		if (!pid)
			return STATUS_FAILED;
	} else if (isatty(STDERR_FILENO)) {
		fprintf(stderr, "tracing bus %u%s\n", trace->bus.number,
			trace->count || trace->seconds ? "" : ", Ctrl-C ends it");
	}
	while (!is_over(trace, end_s)) {
		/* what it sent before its end is read once more after it */
		ended = pid && waitpid(pid, &status, WNOHANG) == pid;
		if (!capture_read(capture, take, trace))
			ret = STATUS_FAILED;
		if (ended || ret)
			break;
		capture_wait();
	}
	if (!ret && !capture_read(capture, take, trace))
		ret = STATUS_FAILED;
	if (pid && !ended)
		waitpid(pid, &status, 0);
	if (pid && end_of_command(trace, status))
		ret = STATUS_FAILED;
	return ret;
}

static void show(const struct trace *trace)
{
	struct wording wording = { .symbols = json_wanted ? json_new_array() : NULL };
	struct decoder decoder;
	struct json_object *object;
	size_t i;

	decode_begin(&decoder, wording_take, &wording);
	for (i = 0; i < trace->recording.count; i++)
		decode(&decoder, &trace->recording.items[i]);
	if (json_wanted) {
		object = json_new();
		json_number(object, "bus", trace->bus.number);
		json_number(object, "transfers", trace->done);
		json_flag(object, "complete", !trace->some_lost);
		json_member(object, "symbols", wording.symbols);
		json_print(object);
		return;
	}
	wording_end_line(&wording);
}

/* The file that @name names, written by one of these. */
static int save(const struct trace *trace, const char *name, bool svg)
{
	FILE *file = fopen(name, "w");
	bool done = true;

	if (!file) {
		complain("cannot write '%s': %s", name, strerror(errno));
		return STATUS_FAILED;
	}
	if (svg)
		done = svg_write(file, trace->bus.number, &trace->recording);
	else
		vcd_write(file, trace->bus.number, &trace->recording);
	if (ferror(file) | fclose(file)) {
		complain("cannot write '%s': %s", name, strerror(errno));
		done = false;
	}
	return done ? STATUS_OK : STATUS_FAILED;
}

static int trace_bus(struct trace *trace)
{
	struct capture *capture = capture_begin(trace->bus.number);
	int status;

	if (!capture)
		return STATUS_FAILED;
	status = record(trace, capture);
	capture_end(capture);
	recording_arrange(&trace->recording);
	show(trace);
	if (trace->lost)
		complain("%llu events were lost: the recording has holes",
			 (unsigned long long)trace->lost);
	else if (trace->some_lost)
		complain("events were lost: the recording has holes");
	if (trace->vcd && save(trace, trace->vcd, false))
		status = STATUS_FAILED;
	if (trace->svg && save(trace, trace->svg, true))
		status = STATUS_FAILED;
	recording_free(&trace->recording);
	return status;
}

int trace_command(int argc, char **argv)
{
	static const int taken[] = {
		OPTION_COUNT, OPTION_SECONDS, OPTION_VCD, OPTION_SVG, OPTION_JSON, OPTION_HELP, 0
	};
	struct trace trace = { .count = 0 };
	int option, status = STATUS_OK, left;

	while (!status && (option = option_next(argc, argv, taken)) != -1) {
		switch (option) {
		case OPTION_COUNT:
			status = number_argument("trace", "--count", optarg, 1, COUNT_MAX,
						 &trace.count);
			break;
		case OPTION_SECONDS:
			status = number_argument("trace", "--seconds", optarg, 1, SECONDS_MAX,
						 &trace.seconds);
			break;
		case OPTION_VCD:
			trace.vcd = optarg;
			break;
		case OPTION_SVG:
			trace.svg = optarg;
			break;
		case OPTION_HELP:
			fputs(help, stdout);
			return STATUS_OK;
		default:
			status = try_help("trace");
		}
	}
	if (status)
		return status;
	left = argc - optind;
	/* getopt has put BUS behind the "--" */
	if (left > 1 && strcmp(argv[optind - 1], "--"))
		return usage_error("trace", "too many arguments; a command comes after --");
	if (!left)
		return usage_error("trace", "argument missing");
	if (left > 1)
		trace.command = argv + optind + 1;
	if (bus_find(argv[optind], &trace.bus))
		return STATUS_FAILED;
	return trace_bus(&trace);
}
