// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "commands.h"
#include "ground.h"
#include "interrupt.h"
#include "json.h"
#include "memory.h"
#include "message.h"
#include "part.h"
#include "progress.h"

static const char help[] =
	"Usage: gpioi2c eeprom ACTION [OPTION...] BUS ADDR [FILE]\n"
	"Read an EEPROM into FILE, write FILE into it, verify that both are the same, or erase it\n"
	"(every byte 0xff). FILE is an image: its byte N is byte N of the EEPROM; - stands for\n"
	"standard input or output. Ctrl-C ends it between two transfers and says how far it got.\n\n"
	"  -p, --part NAME  24c00 to 24c2048: the EEPROM's size, page and addresses\n"
	"      --size N     bytes of the EEPROM, if NAME is not known\n"
	"      --page N     bytes that one write can reach (8; 32 with --reg16)\n"
	"      --reg16      the address of a byte has 16 bits, not 8\n"
	"      --offset N   begin at byte N of both, for instance to go on after Ctrl-C\n"
	"      --length N   only N bytes\n"
	"      --verify     after write or erase, read it all and compare\n"
	ACCESS_HELP
	"\nExample: gpioi2c eeprom write --part 24c256 --verify 1 0x54 image.bin\n";

#define SIZE_MAX_BYTES	(MEMORY_BLOCKS_MAX * 65536)

enum action {
	ACTION_READ,
	ACTION_WRITE,
	ACTION_VERIFY,
	ACTION_ERASE,
};

static const char * const action_names[] = {
	[ACTION_READ] = "read",
	[ACTION_WRITE] = "write",
	[ACTION_VERIFY] = "verify",
	[ACTION_ERASE] = "erase",
};

struct job {
	struct memory memory;
	enum action action;
	const char *file;	/* NULL: erase */
	unsigned long offset, length;
	bool has_length, verify;
	uint8_t *image;		/* of the whole EEPROM */
	uint32_t end;		/* behind the last byte */
	uint32_t done;		/* the next byte */
	double seconds;
};

/* One step from job->done on. The number of bytes done, or -1 after a complaint. */
typedef int (*step_function)(struct job *job, uint32_t left);

static int read_step(struct job *job, uint32_t left)
{
	return memory_read(&job->memory, job->done, job->image + job->done, left);
}

static int write_step(struct job *job, uint32_t left)
{
	return memory_write(&job->memory, job->done, job->image + job->done, left);
}

static int verify_step(struct job *job, uint32_t left)
{
	uint8_t data[256];
	int i, got;

	got = memory_read(&job->memory, job->done, data, left < sizeof(data) ? left : sizeof(data));
	for (i = 0; i < got; i++) {
		if (data[i] == job->image[job->done + i])
			continue;
		complain("byte 0x%04x is 0x%02x, not 0x%02x", job->done + i, data[i],
			 job->image[job->done + i]);
		return -1;
	}
	return got;
}

/* Do all steps. An exit status. */
static int work(struct job *job, const char *name, step_function step)
{
	struct progress progress;
	int got = 0;

	progress_begin(&progress, name, job->end - job->offset);
	job->done = job->offset;
	while (job->done < job->end && !interrupt_came()) {
		got = step(job, job->end - job->done);
		if (got < 0)
			break;
		job->done += got;
		progress_show(&progress, job->done - job->offset);
	}
	job->seconds += progress_end(&progress);
	if (job->done == job->end)
		return STATUS_OK;
	if (got >= 0)
		complain("%s: interrupted before byte 0x%04x of 0x%04x", name, job->done, job->end);
	advise("'--offset 0x%x' goes on from there", job->done);
	return STATUS_FAILED;
}

/* When the last transfer is over, the chip still writes the page: wait. */
static int settle(struct job *job)
{
	uint8_t byte;

	if (job->done > job->offset && memory_read(&job->memory, job->done - 1, &byte, 1) < 0)
		return STATUS_FAILED;
	return STATUS_OK;
}

static int write_and_settle(struct job *job)
{
	int status = work(job, action_names[job->action], write_step);

	if (!status)
		status = settle(job);
	if (!status && job->verify)
		status = work(job, "verify", verify_step);
	return status;
}

static int report_file(const struct job *job)
{
	complain("%s: %s", job->file, strerror(errno));
	return STATUS_FAILED;
}

static bool is_standard(const struct job *job)
{
	return !strcmp(job->file, "-");
}

/* The file may hold less than the EEPROM. */
static int load(struct job *job)
{
	uint32_t size = job->memory.size_bytes;
	FILE *file = is_standard(job) ? stdin : fopen(job->file, "rbe");
	bool more, failed;
	size_t got;

	if (!file)
		return report_file(job);
	got = fread(job->image, 1, size, file);
	more = got == size && fgetc(file) != EOF;
	failed = ferror(file);
	if (failed)
		report_file(job);
	if (file != stdin)
		fclose(file);
	if (failed)
		return STATUS_FAILED;
	if (more)
		return usage_error("eeprom", "%s: more than the %u bytes of the EEPROM", job->file,
				   size);
	if (!job->has_length)
		job->end = got;
	if (job->end > got || job->offset > got)
		return usage_error("eeprom", "%s: has only %zu bytes", job->file, got);
	return STATUS_OK;
}

/* Save what was read. The file keeps its bytes before the offset. */
static int save(const struct job *job)
{
	size_t length = job->done - job->offset;
	FILE *file;
	int ret;

	if (is_standard(job)) {
		fwrite(job->image + job->offset, 1, length, stdout);
		return STATUS_OK;	/* main() checks that the output was written */
	}
	file = fopen(job->file, job->offset ? "r+be" : "wbe");
	if (!file)
		return report_file(job);
	ret = fseek(file, job->offset, SEEK_SET);
	if (!ret && fwrite(job->image + job->offset, 1, length, file) != length)
		ret = -1;
	if (fclose(file))
		ret = -1;
	return ret ? report_file(job) : STATUS_OK;
}

static int read_and_save(struct job *job)
{
	int status = work(job, "read", read_step), saved = STATUS_OK;

	if (!status || job->done > job->offset)
		saved = save(job);
	return status ? status : saved;
}

static int act(struct job *job)
{
	switch (job->action) {
	case ACTION_READ:
		return read_and_save(job);
	case ACTION_VERIFY:
		return work(job, "verify", verify_step);
	default:
		return write_and_settle(job);
	}
}

static void print_job(const struct job *job)
{
	const struct memory *memory = &job->memory;
	struct json_object *object;

	if (!json_wanted) {
		printf("%s: %lu bytes from 0x%04lx%s\n", action_names[job->action],
		       job->end - job->offset, job->offset, job->verify ? ", verified" : "");
		return;
	}
	object = json_new();
	json_number(object, "bus", memory->access.bus.number);
	json_number(object, "address", memory->target.address);
	json_text(object, "action", action_names[job->action]);
	json_number(object, "offset", job->offset);
	json_number(object, "bytes", job->end - job->offset);
	json_flag(object, "verified", job->verify || job->action == ACTION_VERIFY);
	json_real(object, "seconds", job->seconds);
	json_print(object);
}

static int run(struct job *job, const char *bus_text)
{
	int status = access_open(&job->memory.access, bus_text);

	if (status)
		return status;
	status = memory_allowed(&job->memory);
	if (!status) {
		interrupt_catch();
		status = act(job);
		interrupt_release();
	}
	access_close(&job->memory.access);
	if (!status && !(job->action == ACTION_READ && is_standard(job)))
		print_job(job);
	return status;
}

/* Check the file before touching the bus. */
static int prepare_and_run(struct job *job, const char *bus_text)
{
	int status = STATUS_OK;

	job->image = malloc(job->memory.size_bytes);
	if (!job->image) {
		complain("no memory");
		return STATUS_FAILED;
	}
	memset(job->image, 0xff, job->memory.size_bytes);
	job->end = job->has_length ? job->offset + job->length : job->memory.size_bytes;
	if (job->action == ACTION_WRITE || job->action == ACTION_VERIFY)
		status = load(job);
	if (!status)
		status = run(job, bus_text);
	free(job->image);
	return status;
}

/* Check that the options fit together. */
static int check(struct job *job)
{
	struct memory *memory = &job->memory;
	bool from_file = job->action == ACTION_WRITE || job->action == ACTION_VERIFY;

	job->verify &= job->action == ACTION_WRITE || job->action == ACTION_ERASE;
	if (!memory->page_bytes)
		memory->page_bytes = memory->address_bytes == 2 ? 32 : 8;
	if (!memory->size_bytes && !from_file)
		return usage_error("eeprom", "--part or --size: how large is the EEPROM?");
	if (!memory->size_bytes)
		memory->size_bytes = 1U << 8 * memory->address_bytes;
	if (memory_blocks(memory) > MEMORY_BLOCKS_MAX)
		return usage_error("eeprom", "--size: more than 8-bit addresses reach: --reg16?");
	if (memory->page_bytes & (memory->page_bytes - 1))
		return usage_error("eeprom", "--page is a power of 2");
	if (memory->target.ten_bit || memory->target.address & (memory_blocks(memory) - 1))
		return usage_error("eeprom", "an EEPROM of %u bytes has no such address",
				   memory->size_bytes);
	if (job->offset > memory->size_bytes || job->length > memory->size_bytes - job->offset)
		return usage_error("eeprom", "--offset, --length: beyond the EEPROM's %u bytes",
				   memory->size_bytes);
	if (job->action == ACTION_READ && is_standard(job) && json_wanted)
		return usage_error("eeprom", "--json: standard output is the FILE");
	return STATUS_OK;
}

static int parse_arguments(struct job *job, int count, char **words)
{
	bool erase = job->action == ACTION_ERASE;
	struct parse_error error;

	if (!argument_count(count, "eeprom", erase ? 2 : 3, erase ? 2 : 3))
		return STATUS_USAGE;
	if (parse_target(words[1], &job->memory.access.rules, &job->memory.target, &error))
		return usage_error("eeprom", "%s", error.text);
	job->file = erase ? "-" : words[2];
	return check(job);
}

static int choose_part(struct memory *memory, const char *name)
{
	const struct part *part = part_find(name);

	if (!part)
		return usage_error("eeprom", "no part '%s' is known: say --size, --page, --reg16",
				   name);
	memory->size_bytes = part->size_bytes;
	memory->page_bytes = part->page_bytes;
	memory->address_bytes = part->address_bytes;
	return STATUS_OK;
}

static int parse_bytes(const char *text, unsigned long min, unsigned long max,
		       unsigned long *value)
{
	return number_argument("eeprom", "", text, min, max, value);
}

static int job_option(struct job *job, int option, const char *argument)
{
	struct memory *memory = &job->memory;
	unsigned long value = 0;
	int status;

	switch (option) {
	case OPTION_PART:
		return choose_part(memory, argument);
	case OPTION_REG16:
		memory->address_bytes = 2;
		return STATUS_OK;
	case OPTION_VERIFY:
		job->verify = true;
		return STATUS_OK;
	case OPTION_OFFSET:
		return parse_bytes(argument, 0, SIZE_MAX_BYTES, &job->offset);
	case OPTION_LENGTH:
		job->has_length = true;
		return parse_bytes(argument, 1, SIZE_MAX_BYTES, &job->length);
	case OPTION_SIZE:
		status = parse_bytes(argument, 1, SIZE_MAX_BYTES, &value);
		memory->size_bytes = value;
		return status;
	case OPTION_PAGE:
		status = parse_bytes(argument, 1, 256, &value);
		memory->page_bytes = value;
		return status;
	default:
		return access_option(&memory->access, option, argument);
	}
}

/* The first word that is no option is the action; options may come before it. */
static int choose_action(struct job *job, const char *name)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(action_names); i++) {
		if (strcmp(action_names[i], name))
			continue;
		job->action = i;
		return STATUS_OK;
	}
	return usage_error("eeprom", "'%s': the action is read, write, verify or erase", name);
}

int eeprom_command(int argc, char **argv)
{
	static const int taken[] = {
		OPTION_PART, OPTION_SIZE, OPTION_PAGE, OPTION_REG16, OPTION_OFFSET, OPTION_LENGTH,
		OPTION_VERIFY, OPTION_JSON, OPTIONS_OF_ACCESS, 0
	};
	struct job job = {
		.memory = { .access.command = "eeprom", .address_bytes = 1 },
	};
	int option, status = STATUS_OK;

	while (!status && (option = option_next(argc, argv, taken)) != -1) {
		if (option == OPTION_HELP) {
			fputs(help, stdout);
			return STATUS_OK;
		}
		status = job_option(&job, option, optarg);
	}
	if (status)
		return status;
	if (optind == argc)
		return usage_error("eeprom", "argument missing");
	status = choose_action(&job, argv[optind++]);
	if (!status)
		status = parse_arguments(&job, argc - optind, argv + optind);
	return status ? status : prepare_and_run(&job, argv[optind]);
}
