// SPDX-License-Identifier: GPL-2.0-only
#include <time.h>

#include "capture.h"
#include "interrupt.h"
#include "message.h"

#ifdef HAVE_TRACEFS
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <kbuffer.h>
#include <tracefs.h>

#include "ground.h"
#include "holders.h"
#include "recording.h"

/* For each CPU: a third of a second of a bus at 400 kHz, which is read much more often. */
#define BUFFER_KB	"4096"

struct capture {
	struct tracefs_instance *instance;
	struct tep_handle *events;
	void (*old_pipe)(int number);
	struct tracefs_cpu **cpus;
	uint64_t *lost;		/* of each: events of which take_missing() has told */
	int cpu_count;
	void *page;		/* what is read from one of them */
	struct kbuffer *decoder;
	struct recording batch;
};

static const struct {
	const char *name;
	enum observation_kind kind;
	const char *amount;	/* its field */
} kinds[] = {
	{ "edge", OBSERVED_EDGE, NULL },
	{ "transfer_begin", OBSERVED_BEGIN, "messages" },
	{ "transfer_end", OBSERVED_END, "messages" },
	{ "stretch", OBSERVED_STRETCH, "stretch_ns" },
	{ "recovery", OBSERVED_RECOVERY, NULL },
	{ "arbitration_lost", OBSERVED_LOSS, NULL },
};

static bool tell(struct capture *capture, const char *file, const char *text)
{
	if (tracefs_instance_file_write(capture->instance, file, text) >= 0)
		return true;
	complain("cannot write '%s' to %s of tracefs: %s", text, file, strerror(errno));
	return false;
}

static unsigned long long field(struct tep_event *event, struct tep_record *record,
				const char *name)
{
	unsigned long long value = 0;

	if (name)
		tep_get_field_val(NULL, event, name, record, &value, 0);
	return value;
}

/*
 * /proc knows the names of those that run. Of those that have ended the kernel keeps it; of others
 * it may have one that they had before exec().
 */
static void name_command(struct capture *capture, int pid, char *command, size_t size)
{
	char number[16];

	snprintf(number, sizeof(number), "%d", pid);
	if (!holders_command(number, command, size)) {
		if (!tep_is_pid_registered(capture->events, pid))
			tracefs_load_cmdlines(NULL, capture->events);
		snprintf(command, size, "%s", tep_data_comm_from_pid(capture->events, pid));
		holders_printable(command);
	}
}

/* False if there is no memory. */
static bool take_record(struct capture *capture, struct tep_record *record)
{
	struct tep_event *event = tep_find_event_by_record(capture->events, record);
	struct observation observation = { .told_ns = record->ts, .time_ns = record->ts };
	size_t i;

	for (i = 0; event && i < ARRAY_SIZE(kinds) && strcmp(kinds[i].name, event->name); i++)
		;
	if (!event || i == ARRAY_SIZE(kinds))
		return true;
	observation.kind = kinds[i].kind;
	observation.amount = field(event, record, kinds[i].amount);
	if (observation.kind == OBSERVED_EDGE) {
		observation.time_ns = field(event, record, "time_ns");
		observation.scl = field(event, record, "line");
		observation.level = field(event, record, "level");
		observation.seen = field(event, record, "how");
	}
	if (observation.kind == OBSERVED_END || observation.kind == OBSERVED_RECOVERY)
		observation.result = (int)field(event, record, "result");
	if (observation.kind == OBSERVED_BEGIN) {
		observation.pid = tep_data_pid(capture->events, record);
		name_command(capture, observation.pid, observation.command,
			     sizeof(observation.command));
	}
	return recording_add(&capture->batch, &observation);
}

/* How many events of a CPU the kernel has overwritten; 0 if it does not say. */
static uint64_t overwritten(struct capture *capture, int cpu)
{
	unsigned long long count = 0;
	char name[48], *text, *line;

	snprintf(name, sizeof(name), "per_cpu/cpu%d/stats", cpu);
	text = tracefs_instance_file_read(capture->instance, name, NULL);
	line = text ? strstr(text, "overrun: ") : NULL;
	if (line)
		sscanf(line, "overrun: %llu", &count);
	free(text);
	return count;
}

/* A page has room for their number only sometimes, so ask for all there were so far. */
static bool take_missing(struct capture *capture, int cpu, uint64_t time_ns)
{
	uint64_t lost = overwritten(capture, cpu);
	struct observation observation = {
		.kind = OBSERVED_MISSING, .told_ns = time_ns, .time_ns = time_ns,
		.amount = lost > capture->lost[cpu] ? lost - capture->lost[cpu] : 0,
	};

	capture->lost[cpu] += observation.amount;
	return recording_add(&capture->batch, &observation);
}

/* All that a CPU has. False if there is no memory. */
static bool read_cpu(struct capture *capture, int cpu)
{
	struct tep_record record = { .cpu = cpu, .ref_count = 1 };
	unsigned long long time_ns;

	while (tracefs_cpu_read(capture->cpus[cpu], capture->page, true) > 0) {
		kbuffer_load_subbuffer(capture->decoder, capture->page);
		if (kbuffer_missed_events(capture->decoder) &&
		    !take_missing(capture, cpu, kbuffer_timestamp(capture->decoder)))
			return false;
		while ((record.data = kbuffer_read_event(capture->decoder, &time_ns))) {
			record.ts = time_ns;
			record.size = kbuffer_event_size(capture->decoder);
			if (!take_record(capture, &record))
				return false;
			kbuffer_next_event(capture->decoder, NULL);
		}
	}
	return true;
}

static bool open_cpus(struct capture *capture)
{
	int count = sysconf(_SC_NPROCESSORS_CONF), size = 0;
	struct tracefs_cpu *cpu;

	capture->cpus = calloc(count, sizeof(*capture->cpus));
	capture->lost = calloc(count, sizeof(*capture->lost));
	for (; capture->cpus && capture->cpu_count < count; capture->cpu_count++) {
		cpu = tracefs_cpu_open(capture->instance, capture->cpu_count, true);
		if (!cpu) {
			complain("cannot read from tracefs: %s", strerror(errno));
			return false;
		}
		capture->cpus[capture->cpu_count] = cpu;
		size = tracefs_cpu_read_size(cpu);
	}
	capture->page = malloc(size);
	capture->decoder = kbuffer_alloc(KBUFFER_LSIZE_SAME_AS_HOST, KBUFFER_ENDIAN_SAME_AS_HOST);
	if (capture->cpus && capture->lost && capture->page && capture->decoder)
		return true;
	complain("no memory");
	return false;
}

static bool begin(struct capture *capture, unsigned int adapter)
{
	static const char *const systems[] = { "gpio_i2c", NULL };
	char text[64];

	snprintf(text, sizeof(text), "gpioi2c-%d", getpid());
	capture->instance = tracefs_instance_create(text);
	if (!capture->instance) {
		complain("cannot make a tracefs instance: %s", strerror(errno));
		if (errno == EACCES || errno == EPERM)
			advise("be root");
		return false;
	}
	capture->events = tracefs_local_events_system(NULL, systems);
	if (!capture->events || !tep_find_event_by_name(capture->events, "gpio_i2c", "edge")) {
		complain("the driver has no trace events");
		advise("is it an older one? was the kernel built with CONFIG_FTRACE?");
		return false;
	}
	snprintf(text, sizeof(text), "adapter == %u", adapter);
	return tell(capture, "trace_clock", "mono") && tell(capture, "buffer_size_kb", BUFFER_KB) &&
	       tell(capture, "events/gpio_i2c/filter", text) &&
	       open_cpus(capture) && tell(capture, "events/gpio_i2c/enable", "1");
}

struct capture *capture_begin(unsigned int adapter)
{
	struct capture *capture = calloc(1, sizeof(*capture));

	if (!capture) {
		complain("no memory");
		return NULL;
	}
	interrupt_catch();
	capture->old_pipe = signal(SIGPIPE, SIG_IGN);
	if (begin(capture, adapter))
		return capture;
	capture_end(capture);
	return NULL;
}

/* CPUs are read one after the other: what they say is put in order. */
static int compare(const void *one, const void *other)
{
	uint64_t a = ((const struct observation *)one)->told_ns;
	uint64_t b = ((const struct observation *)other)->told_ns;

	return (a > b) - (a < b);
}

bool capture_read(struct capture *capture,
		  bool (*take)(void *data, const struct observation *observation), void *data)
{
	struct recording *batch = &capture->batch;
	size_t i;
	int cpu;

	recording_clear(batch);
	for (cpu = 0; cpu < capture->cpu_count; cpu++)
		if (!read_cpu(capture, cpu))
			return false;
	if (batch->count)
		qsort(batch->items, batch->count, sizeof(*batch->items), compare);
	for (i = 0; i < batch->count; i++)
		if (!take(data, &batch->items[i]))
			return false;
	return true;
}

void capture_end(struct capture *capture)
{
	int cpu;

	for (cpu = 0; cpu < capture->cpu_count; cpu++)
		tracefs_cpu_close(capture->cpus[cpu]);
	free(capture->cpus);
	free(capture->lost);
	free(capture->page);
	kbuffer_free(capture->decoder);
	recording_free(&capture->batch);
	if (capture->instance) {
		tracefs_instance_file_write(capture->instance, "events/gpio_i2c/enable", "0");
		if (tracefs_instance_destroy(capture->instance))
			complain("a tracefs instance stays behind: %s", strerror(errno));
		tracefs_instance_free(capture->instance);
	}
	tep_free(capture->events);
	signal(SIGPIPE, capture->old_pipe);
	interrupt_release();
	free(capture);
}
#else
struct capture *capture_begin(unsigned int adapter)
{
	(void)adapter;
	complain("built without libtracefs: install libtracefs-dev and build again");
	return NULL;
}

bool capture_read(struct capture *capture,
		  bool (*take)(void *data, const struct observation *observation), void *data)
{
	(void)capture;
	(void)take;
	(void)data;
	return false;
}

void capture_end(struct capture *capture)
{
	(void)capture;
}
#endif

void capture_wait(void)
{
	static const struct timespec pause = { .tv_nsec = 20000000 };

	if (!interrupt_came())
		nanosleep(&pause, NULL);
}
