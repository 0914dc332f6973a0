// SPDX-License-Identifier: GPL-2.0-only
/* What is wrong with a bus, or with two lines that are to be one. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "arguments.h"
#include "commands.h"
#include "ground.h"
#include "json.h"
#include "kernellog.h"
#include "message.h"
#include "probe.h"
#include "report.h"
#include "sysfs.h"
#include "verdict.h"

static const char help[] =
	"Usage: gpioi2c doctor [OPTION...] BUS\n"
	"       gpioi2c doctor [OPTION...] SDA SCL\n"
	"Look for what is wrong with a bus, or with two lines before a bus is made of them, each a\n"
	"line's name or CHIP:OFFSET. Print each fault, what it means and what to do, or\n"
	"\"no fault found\". Without --probe nothing is put onto the wire.\n\n"
	"      --probe      ask each address, and free SDA by clocks if it is held low\n"
	"  -v, --verbose    print every check's verdict and what the kernel's log has of the bus\n"
	"      --json       print JSON\n"
	"  -h, --help       print this\n"
	"\nExamples: gpioi2c doctor 1\n"
	"          gpioi2c doctor --probe GPIO23 GPIO24\n";

/* The last lines of the kernel's log that name the bus, since it was made. */
#define LOG_LINES	8

struct log {
	char adapter[24], device[80], birth[128];	/* what its lines begin with */
	char lines[LOG_LINES][200];
	unsigned int count;				/* the last LOG_LINES of so many */
};

struct patient {
	const char *name;
	bool probe;
	bool asked;			/* addresses were, as far as the bus let us */
	bool swapped;			/* they answer only so */
	bool is_bus;
	struct bus bus;			/* if it is one */
	struct found_line lines[WIRE_LINES];
	struct answers answers;
	struct diagnosis diagnosis;
	struct log log;
};

/* ------ the kernel's log ------ */

static bool begins(const char *text, const char *prefix)
{
	return *prefix && !strncmp(text, prefix, strlen(prefix));
}

static bool note_line(const char *text, void *data)
{
	struct log *log = data;

	if (begins(text, log->birth))
		log->count = 0;
	if (begins(text, log->adapter) || begins(text, log->device))
		snprintf(log->lines[log->count++ % LOG_LINES], sizeof(log->lines[0]), "%s", text);
	return true;
}

/* The bus's device is the adapter's parent. */
static void read_log(struct log *log, const struct bus *bus)
{
	char path[PATH_MAX], real[PATH_MAX], *end;
	int fd = kernellog_open(false);

	if (fd < 0)
		return;
	snprintf(log->adapter, sizeof(log->adapter), "i2c i2c-%u: ", bus->number);
	if (sysfs_path(path, sizeof(path), "class/misc/gpio-i2c-%u/device", bus->number) &&
	    realpath(path, real)) {
		end = strrchr(real, '/');
		*end = '\0';
		end = strrchr(real, '/');
		end = end ? end + 1 : real;
		snprintf(log->device, sizeof(log->device), "gpio-i2c %.60s: ", end);
		snprintf(log->birth, sizeof(log->birth), "%sadapter %u, ", log->device,
			 bus->number);
	}
	kernellog_read(fd, note_line, log);
	close(fd);
}

static unsigned int log_first(const struct log *log)
{
	return log->count > LOG_LINES ? log->count - LOG_LINES : 0;
}

/* ------ the addresses of a bus ------ */

/* A device that was declared for @address and has no driver. */
static bool client_at(const struct bus *bus, unsigned int address, char *name, size_t size)
{
	char path[PATH_MAX];

	return sysfs_path(path, sizeof(path), "bus/i2c/devices/%u-%04x/name", bus->number,
			  address) && !sysfs_read(path, name, size);
}

static uint64_t stretches(const struct bus *bus)
{
	struct gpio_i2c_statistics statistics;

	return bus_statistics(bus, &statistics) ? 0 : statistics.stretches;
}

/* 1, 0 or -errno, as probe_address(), with what it told of the bus in @answers. */
static int ask_once(const struct bus *bus, unsigned int address, struct answers *answers)
{
	uint64_t before = stretches(bus);
	struct gpio_i2c_info info;
	struct probe probe;
	int ret = probe_address(bus, address, probe_reads(address), &probe);

	if (ret < 0) {
		answers->error = -ret;
		answers->failed_at = address;
		answers->line_failed = probe.transfer.line_failed;
	} else if (!ret) {
		answers->silent_stretches += stretches(bus) - before;
	}
	if (!bus_info(bus, &info) && info.last_scl_max_hz > answers->fastest_hz)
		answers->fastest_hz = info.last_scl_max_hz;
	return ret;
}

static void ask(const struct bus *bus, unsigned int address, struct answers *answers)
{
	char driver[64];
	int ret;

	if (bus_target_driver(bus, address, false, driver, sizeof(driver))) {
		answers->with_driver++;
		return;
	}
	ret = ask_once(bus, address, answers);
	if (ret > 0) {
		answers->answered[address] = true;
		answers->count++;
		if (!ask_once(bus, address, answers))
			answers->unsteady = address;
	} else if (!ret) {
		answers->silent++;
		if (!answers->client && client_at(bus, address, answers->client_name,
						  sizeof(answers->client_name)))
			answers->client = address;
	}
}

static void ask_all(const struct bus *bus, struct answers *answers)
{
	unsigned int address;

	bus_statistics(bus, &answers->before);
	for (address = PROBE_FIRST; !answers->error && address <= PROBE_LAST; address++)
		ask(bus, address, answers);
	bus_statistics(bus, &answers->after);
}

/* ------ the lines of a bus or of none ------ */

static bool anybody(const bool *answered)
{
	return memchr(answered, 1, 128);
}

/* Do targets answer with the two lines in each other's role? */
static bool are_swapped(struct wire *wire)
{
	bool answered[128];

	return !exam_answers(wire, true, answered) && anybody(answered);
}

static enum idle watch(struct patient *patient, struct wire *wire)
{
	struct looks looks;
	int ret = exam_watch(wire, &looks);

	return verdict_looks(&patient->diagnosis, &looks, -ret, patient->probe);
}

/* SDA is low: with clocks, unless that was not asked for. */
static enum idle cure(struct patient *patient, struct wire *wire)
{
	int clocks = exam_free(wire);

	verdict_free(&patient->diagnosis, clocks);
	return clocks > 0 && clocks <= EXAM_CLOCKS_MAX ? IDLE_YES : IDLE_NO;
}

/* ------ a bus ------ */

/* The driver says which ones they are, libgpiod what they are called. */
static void name_lines(struct patient *patient, const struct gpio_i2c_info *info)
{
	struct found_line *sda = &patient->lines[WIRE_SDA], *scl = &patient->lines[WIRE_SCL];

	sda->wanted = info->sda_name;
	scl->wanted = info->scl_name;
	search_lines(patient->lines, WIRE_LINES, NULL, NULL);
	snprintf(sda->place, sizeof(sda->place), "%s", info->sda_name);
	snprintf(scl->place, sizeof(scl->place), "%s", info->scl_name);
	verdict_lines(&patient->diagnosis, patient->lines, true);
}

/* The driver's own node is opened, i2c-dev's is there or not. False: there is no bus to ask. */
static bool check_nodes(struct patient *patient)
{
	struct bus *bus = &patient->bus;
	struct stat status = { .st_mode = 0 };
	char path[PATH_MAX];
	int error = stat(bus->node, &status) ? errno : 0;

	if (!error) {
		bus->fd = open(bus->node, O_RDWR | O_CLOEXEC);
		error = bus->fd < 0 ? errno : 0;
	}
	verdict_node(&patient->diagnosis, bus->node, &status, error);
	if (sysfs_path(path, sizeof(path), "class/i2c-dev")) {
		bool loaded = !access(path, F_OK);

		verdict_i2c_dev(&patient->diagnosis, loaded);
		snprintf(path, sizeof(path), "%s/i2c-%u", bus_dev_root, bus->number);
		if (loaded)
			verdict_node(&patient->diagnosis, path, &status,
				     stat(path, &status) ? errno : 0);
	}
	return !error;
}

static void check_transfers(struct patient *patient, struct wire *wire,
			    const struct gpio_i2c_info *info)
{
	struct diagnosis *diagnosis = &patient->diagnosis;
	struct answers *answers = &patient->answers;
	bool can_read = info->functionality & probe_functionality(true);
	struct pulls pulls;
	int ret;

	if (info->flags & GPIO_I2C_INFO_SDA_OUTPUT_ONLY || !can_read) {
		verdict_unknown(diagnosis, "targets", "cannot tell: SDA cannot be read");
		return;
	}
	patient->asked = true;
	ask_all(&patient->bus, answers);
	/* With a void message or two it can be told whether the wires are to blame. */
	if (wire && (answers->error == ETIMEDOUT || answers->error == EBUSY)) {
		ret = exam_pulls(wire, &pulls);
		if (!ret && pulls.shorted) {
			verdict_pulls(diagnosis, &pulls, ret);
			return;
		}
	}
	if (wire && !answers->error && !answers->count && !answers->with_driver)
		patient->swapped = are_swapped(wire);
	verdict_answers(diagnosis, answers, patient->swapped);
}

static void check_figures(struct patient *patient, const struct gpio_i2c_info *info)
{
	struct diagnosis *diagnosis = &patient->diagnosis;
	const struct answers *answers = &patient->answers;
	struct gpio_i2c_statistics now;

	if (patient->asked && !answers->error) {
		if (verdict_rise(diagnosis, info, answers))
			verdict_speed(diagnosis, info, answers->fastest_hz,
				      answers->after.stretches != answers->before.stretches);
		verdict_counters(diagnosis, &answers->before, &answers->after, info->timeout_ms);
	} else if (!patient->probe && !bus_statistics(&patient->bus, &now)) {
		verdict_rise(diagnosis, info, NULL);
		verdict_speed(diagnosis, info, info->last_scl_max_hz, now.stretches);
		verdict_counters(diagnosis, NULL, &now, info->timeout_ms);
	}
}

static void check_bus(struct patient *patient)
{
	struct gpio_i2c_info info;
	enum idle idle = IDLE_UNKNOWN;
	struct wire wire;
	int ret;

	ret = bus_info(&patient->bus, &info);
	if (ret) {
		struct stat status = { .st_mode = 0 };

		verdict_node(&patient->diagnosis, patient->bus.node, &status, -ret);
		return;
	}
	name_lines(patient, &info);
	ret = wire_of_bus(&wire, &patient->bus);
	if (ret)
		verdict_looks(&patient->diagnosis, NULL, -ret, patient->probe);
	else
		idle = watch(patient, &wire);
	if (patient->probe && idle == IDLE_SDA_LOW)
		idle = cure(patient, &wire);
	if (patient->probe && (idle == IDLE_YES || idle == IDLE_UNKNOWN))
		check_transfers(patient, ret ? NULL : &wire, &info);
	check_figures(patient, &info);
}

static int see_bus(struct patient *patient)
{
	if (bus_find(patient->name, &patient->bus))
		return STATUS_FAILED;
	if (check_nodes(patient))
		check_bus(patient);
	else
		verdict_unknown(&patient->diagnosis, "levels", "cannot tell: the bus is not open");
	bus_close(&patient->bus);
	read_log(&patient->log, &patient->bus);
	return STATUS_OK;
}

/* ------ two lines ------ */

/* The lines are ours, released, and idle or to be made so. */
static void drive_lines(struct patient *patient, struct wire *wire, enum idle idle)
{
	struct answers *answers = &patient->answers;
	struct pulls pulls;
	unsigned int address;
	int ret;

	if (idle == IDLE_SDA_LOW)
		idle = cure(patient, wire);
	if (idle != IDLE_YES)
		return;
	ret = exam_pulls(wire, &pulls);
	if (!verdict_pulls(&patient->diagnosis, &pulls, -ret))
		return;
	patient->asked = true;
	answers->error = -exam_answers(wire, false, answers->answered);
	for (address = PROBE_FIRST; address <= PROBE_LAST; address++)
		answers->count += answers->answered[address];
	answers->silent = PROBE_LAST - PROBE_FIRST + 1 - answers->count;
	if (!answers->error && !answers->count)
		patient->swapped = are_swapped(wire);
	verdict_answers(&patient->diagnosis, answers, patient->swapped);
}

static void look_at_lines(struct patient *patient)
{
	enum idle idle = IDLE_UNKNOWN;
	struct wire wire;
	int ret = wire_of_lines(&wire, patient->lines, false);

	if (!ret)
		idle = watch(patient, &wire);
	wire_close(&wire);
	if (!ret && patient->probe && (idle == IDLE_YES || idle == IDLE_SDA_LOW)) {
		ret = wire_of_lines(&wire, patient->lines, true);
		if (!ret)
			drive_lines(patient, &wire, idle);
		wire_close(&wire);
	}
	if (ret)
		verdict_unknown(&patient->diagnosis, "levels", strerror(-ret));
}

static int see_lines(struct patient *patient, char **names)
{
	int status, ret;

	patient->lines[WIRE_SDA].wanted = names[0];
	patient->lines[WIRE_SCL].wanted = names[1];
	ret = search_lines(patient->lines, WIRE_LINES, NULL, NULL);
	if (ret)
		return report_search("doctor", -ret);
	status = check_lines("doctor", patient->lines, WIRE_LINES);
	if (!status && verdict_lines(&patient->diagnosis, patient->lines, false))
		look_at_lines(patient);
	return status;
}

/* ------ what came of it ------ */

static void print_verdict(const struct verdict *verdict, bool verbose)
{
	if (verdict->kind == VERDICT_FAULT)
		printf("fault (%s): %s\n  meaning: %s\n  fix: %s\n", verdict->fault->name,
		       verdict->seen, verdict->fault->meaning, verdict->fix);
	else if (verbose)
		printf("%s (%s): %s\n", verdict->kind == VERDICT_OK ? "ok" : "unknown",
		       verdict->check, verdict->seen);
}

static void print_answers(const struct answers *answers)
{
	unsigned int address;

	printf("answered:");
	for (address = PROBE_FIRST; address <= PROBE_LAST; address++)
		if (answers->answered[address])
			printf(" 0x%02x", address);
	putchar('\n');
}

static void print_text(const struct patient *patient, bool verbose)
{
	const struct diagnosis *diagnosis = &patient->diagnosis;
	const struct log *log = &patient->log;
	bool lines_unknown = false;
	unsigned int i;

	for (i = 0; i < diagnosis->count; i++) {
		const struct verdict *verdict = &diagnosis->verdicts[i];

		print_verdict(verdict, verbose);
		lines_unknown = lines_unknown || (verdict->kind == VERDICT_UNKNOWN &&
						  !strcmp(verdict->check, "levels"));
	}
	if (verbose && patient->asked)
		print_answers(&patient->answers);
	if (verbose || diagnosis->faults)
		for (i = log_first(log); i < log->count; i++)
			printf("kernel's log: %s\n", log->lines[i % LOG_LINES]);
	if (!diagnosis->faults)
		printf("no fault found%s\n", lines_unknown && !patient->asked ?
		       ", but the levels of the lines are not known: see --verbose" : "");
}

static struct json_object *verdict_json(const struct verdict *verdict)
{
	static const char * const kinds[] = {
		[VERDICT_OK] = "ok", [VERDICT_UNKNOWN] = "unknown", [VERDICT_FAULT] = "fault",
	};
	struct json_object *object = json_new();

	json_text(object, "check", verdict->check);
	json_text(object, "verdict", kinds[verdict->kind]);
	json_text(object, "seen", verdict->seen);
	if (verdict->fault) {
		json_text(object, "fault", verdict->fault->name);
		json_text(object, "meaning", verdict->fault->meaning);
		json_text(object, "fix", verdict->fix);
	}
	return object;
}

static void print_json(const struct patient *patient)
{
	struct json_object *object = json_new(), *array = json_new_array();
	const struct log *log = &patient->log;
	unsigned int i;

	if (patient->is_bus)
		json_number(object, "bus", patient->bus.number);
	if (*patient->lines[WIRE_SDA].place) {
		json_text(object, "sda", patient->lines[WIRE_SDA].place);
		json_text(object, "scl", patient->lines[WIRE_SCL].place);
	}
	json_number(object, "faults", patient->diagnosis.faults);
	for (i = 0; i < patient->diagnosis.count; i++)
		json_element(array, verdict_json(&patient->diagnosis.verdicts[i]));
	json_member(object, "verdicts", array);
	if (patient->asked) {
		array = json_new_array();
		for (i = PROBE_FIRST; i <= PROBE_LAST; i++)
			if (patient->answers.answered[i])
				json_number_element(array, i);
		json_member(object, "targets", array);
	}
	array = json_new_array();
	for (i = log_first(log); i < log->count; i++)
		json_text_element(array, log->lines[i % LOG_LINES]);
	json_member(object, "log", array);
	json_print(object);
}

static int doctor(int count, char **names, bool probe, bool verbose)
{
	char pair[256];
	struct patient patient = { .probe = probe, .is_bus = count == 1, .name = names[0] };
	int status;

	snprintf(pair, sizeof(pair), "%s%s%s", names[0], count == 2 ? " " : "",
		 count == 2 ? names[1] : "");
	patient.diagnosis.bus = pair;
	status = count == 1 ? see_bus(&patient) : see_lines(&patient, names);
	if (status)
		return status;
	if (json_wanted)
		print_json(&patient);
	else
		print_text(&patient, verbose);
	return patient.diagnosis.faults ? STATUS_FAILED : STATUS_OK;
}

int doctor_command(int argc, char **argv)
{
	static const int taken[] = { OPTION_PROBE, OPTION_VERBOSE, OPTION_JSON, OPTION_HELP, 0 };
	bool probe = false, verbose = false;
	int option;

	while ((option = option_next(argc, argv, taken)) != -1) {
		switch (option) {
		case OPTION_PROBE:
			probe = true;
			break;
		case OPTION_VERBOSE:
			verbose = true;
			break;
		case OPTION_HELP:
			fputs(help, stdout);
			return STATUS_OK;
		default:
			return try_help("doctor");
		}
	}
	if (!argument_count(argc - optind, "doctor", 1, 2))
		return STATUS_USAGE;
	return doctor(argc - optind, argv + optind, probe, verbose);
}
