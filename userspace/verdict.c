// SPDX-License-Identifier: GPL-2.0-only
#include <inttypes.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include "ground.h"
#include "message.h"
#include "verdict.h"

/* ------ the faults there are ------ */

static const struct fault line_taken = {
	"line_taken", "no bus can be made of a line that somebody else has",
	"end who has it, or take another line; 'gpioi2c list' tells whether it is a bus" };
static const struct fault node_missing = {
	"node_missing", "neither udev nor devtmpfs made the node",
	"mount devtmpfs on /dev, or start udev" };
static const struct fault no_leave = {
	"no_leave", "this user may not open the node", "be in its group, or root" };
static const struct fault root_only = {
	"root_only", "nobody but root may use the bus: the udev rule did not give it to group i2c",
	"install 60-gpio-i2c.rules, 'groupadd --system i2c', 'udevadm trigger'" };
static const struct fault no_i2c_dev = {
	"no_i2c_dev", "i2cdetect and the like cannot use the bus; gpioi2c can",
	"modprobe i2c-dev" };
static const struct fault sda_low = {
	"sda_low", "a target holds it in mid-byte, it has no pull-up, or a short to ground",
	"'gpioi2c doctor --probe BUS' tries clocks, which tells the first from the others" };
static const struct fault scl_low = {
	"scl_low", "a target holds it, it has no pull-up, or a short to ground; clocks cannot help",
	"power-cycle the targets; measure SCL against ground and against the supply" };
static const struct fault both_low = {
	"both_low", "the pull-ups have no supply, or both lines are shorted to ground",
	"switch the supply of the pull-ups on, or measure where it ends" };
static const struct fault master_active = {
	"master_active", "another master sends, or a line without pull-up picks up noise",
	"try again when it is silent; if there is no other master, look for the pull-ups" };
static const struct fault target_stuck = {
	"target_stuck", "a transfer to it was cut off, by a reset of the machine, say",
	"nothing, the bus is free; the driver does the same before each transfer" };
static const struct fault sda_held = {
	"sda_held", "SDA has no pull-up or a short to ground, or its target is beyond clocks",
	"power-cycle the targets; measure SDA against ground and against the supply" };
static const struct fault slow_rise = {
	"slow_rise", "the pull-up is too weak for the line, or a target holds each clock",
	"a stronger pull-up (2.2 kOhm in place of 4.7), shorter wires, or a lower speed" };
static const struct fault no_pull_up = {
	"no_pull_up", "nothing pulls the line up: it was high by chance",
	"a resistor of 4.7 kOhm from the line to the supply of the targets" };
static const struct fault shorted = {
	"shorted", "SDA and SCL touch: who drives one low has both low",
	"look for the solder bridge, or the wire in the wrong hole" };
static const struct fault swapped = {
	"swapped", "SDA and SCL are swapped: targets answer with the lines in each other's role",
	"swap the two wires, or name the lines the other way round" };
static const struct fault no_answer = {
	"no_answer", "no target has power, or they are on other lines",
	"measure the supply at the targets, and each wire from end to end" };
static const struct fault client_silent = {
	"client_silent", "a device is declared for an address where no target is",
	"correct the address, or look for power and wires of that target" };
static const struct fault all_answer = {
	"all_answer", "no bus has so many targets: SDA is low when it should be free",
	"look for a target that is reset or held, and for the pull-up of SDA" };
static const struct fault unsteady = {
	"unsteady", "a line is noisy, or that target was busy",
	"try again; shorter wires, stronger pull-ups, a capacitor at the target's supply" };
static const struct fault line_error = {
	"line_error", "the line's GPIO chip failed: an expander that does not answer?",
	"the kernel's log names line and error; look after the chip's own bus first" };
static const struct fault scl_timeout = {
	"scl_timeout", "a target stretches the clock for too long, or it is stuck",
	"power-cycle the targets; a longer i2c-gpio,timeout-ms if one needs that" };
static const struct fault not_idle = {
	"not_idle", "SDA or SCL is low: another master, a stuck target, no pull-up, or a short",
	"as root, 'gpioi2c doctor BUS' tells which line; the kernel's log names it too" };
static const struct fault lost_arbitration = {
	"lost_arbitration", "another master is on the bus, or a line is noisy",
	"if there is no other master, look for noise: wires, pull-ups" };
static const struct fault long_stretch = {
	"long_stretch", "a little longer, and transfers fail",
	"a longer i2c-gpio,timeout-ms, or a target that is faster" };
static const struct fault recovered = {
	"recovered", "a target had lost track of a transfer and held SDA; clocks were tried",
	"look for what cuts transfers off: resets, a supply that dips, noise on SCL" };
static const struct fault was_busy = {
	"was_busy", "SDA or SCL was held low before a transfer, for longer than the time-out",
	"'gpioi2c doctor --probe BUS' tells whether it is so now" };
static const struct fault slow = {
	"slow", "accesses to the lines take too long for that frequency",
	"ask for what is reached; 'single-master' spares an access a bit if there is no other" };
static const struct fault slow_stretched = {
	"slow", "a target stretches the clock, or SCL rises slowly",
	"ask for what is reached; else a faster target, a stronger pull-up" };
static const struct fault slow_expander = {
	"slow", "the lines are behind a bus of their own, which is the limit",
	"ask for what is reached, or take lines of the processor itself" };
static const struct fault bus_failed = {
	"bus_failed", "the bus went away, or sleeps", "bind its device again; try again" };

/* ------ a list of verdicts ------ */

/* @text with the bus in place of the word BUS. */
static void insert_bus(char *to, size_t size, const char *text, const char *bus)
{
	const char *at = strstr(text, "BUS");

	if (at)
		snprintf(to, size, "%.*s%s%s", (int)(at - text), text, bus, at + strlen("BUS"));
	else
		snprintf(to, size, "%s", text);
}

static void FORMAT(5, 6) add(struct diagnosis *diagnosis, enum verdict_kind kind,
			     const char *check, const struct fault *fault, const char *format, ...)
{
	struct verdict *verdict = &diagnosis->verdicts[diagnosis->count];
	va_list arguments;

	if (diagnosis->count == VERDICTS_MAX)
		return;
	diagnosis->count++;
	diagnosis->faults += kind == VERDICT_FAULT;
	memset(verdict, 0, sizeof(*verdict));
	verdict->kind = kind;
	verdict->check = check;
	verdict->fault = fault;
	va_start(arguments, format);
	vsnprintf(verdict->seen, sizeof(verdict->seen), format, arguments);
	va_end(arguments);
	if (fault)
		insert_bus(verdict->fix, sizeof(verdict->fix), fault->fix, diagnosis->bus);
}

#define fine(diagnosis, check, ...)	add(diagnosis, VERDICT_OK, check, NULL, __VA_ARGS__)
#define unknown(diagnosis, check, ...)	add(diagnosis, VERDICT_UNKNOWN, check, NULL, __VA_ARGS__)
#define faulty(diagnosis, check, fault, ...)	\
	add(diagnosis, VERDICT_FAULT, check, &(fault), __VA_ARGS__)

void verdict_unknown(struct diagnosis *diagnosis, const char *check, const char *why)
{
	unknown(diagnosis, check, "%s", why);
}

/* ------ around the bus ------ */

static const char * const roles[WIRE_LINES] = { "SDA", "SCL" };

bool verdict_lines(struct diagnosis *diagnosis, const struct found_line *lines, bool bus)
{
	bool are_free = true;
	int line;

	for (line = 0; line < WIRE_LINES; line++) {
		const struct found_line *found = &lines[line];
		char name[72] = "";

		if (*found->name)
			snprintf(name, sizeof(name), " (%s)", found->name);
		if (bus || !found->used) {
			fine(diagnosis, "lines", "%s is %s%s, %s", roles[line], found->place, name,
			     bus ? "the bus has it" : "and free");
			continue;
		}
		are_free = false;
		faulty(diagnosis, "lines", line_taken, "%s, %s%s, is taken by %s", roles[line],
		       found->place, name, *found->consumer ? found->consumer : "a driver");
	}
	return are_free;
}

void verdict_node(struct diagnosis *diagnosis, const char *path, const struct stat *status,
		  int error)
{
	if (error == ENOENT)
		faulty(diagnosis, "nodes", node_missing, "there is no %s", path);
	else if (error == EACCES || error == EPERM)
		faulty(diagnosis, "nodes", no_leave, "%s: permission denied", path);
	else if (error)
		faulty(diagnosis, "nodes", bus_failed, "%s: %s", path, strerror(error));
	else if (!(status->st_mode & 0006) && (!status->st_gid || !(status->st_mode & 0060)))
		faulty(diagnosis, "nodes", root_only, "%s has mode %03o and group %u", path,
		       status->st_mode & 0777, status->st_gid);
	else
		fine(diagnosis, "nodes", "%s has mode %03o and group %u", path,
		     status->st_mode & 0777, status->st_gid);
}

void verdict_i2c_dev(struct diagnosis *diagnosis, bool loaded)
{
	if (loaded)
		fine(diagnosis, "i2c-dev", "it is loaded");
	else
		faulty(diagnosis, "i2c-dev", no_i2c_dev, "it is not loaded");
}

/* ------ the lines ------ */

static const char *why_not(int error)
{
	switch (error) {
	case EACCES:
	case EPERM:
		return "only root may look at the lines of a bus";
	case ENOENT:
		return "only root may look at the lines of a bus, and where debugfs is mounted";
	case EOPNOTSUPP:
		return "a line of this bus cannot be read";
	default:
		return strerror(error);
	}
}

enum idle verdict_looks(struct diagnosis *diagnosis, const struct looks *looks, int error,
			bool probe)
{
	bool sda = !error && looks->low[WIRE_SDA], scl = !error && looks->low[WIRE_SCL];

	if (error == EIO) {
		faulty(diagnosis, "levels", line_error, "%s could not be accessed",
		       roles[looks->failed]);
		return IDLE_NO;
	}
	if (error) {
		unknown(diagnosis, "levels", "cannot tell: %s", why_not(error));
		return IDLE_UNKNOWN;
	}
	if (looks->changes) {
		faulty(diagnosis, "levels", master_active,
		       "in %u looks the lines changed %u times, though nobody here sent",
		       looks->count, looks->changes);
		return IDLE_NO;
	}
	if (sda && scl)
		faulty(diagnosis, "levels", both_low, "SDA and SCL are low");
	else if (scl)
		faulty(diagnosis, "levels", scl_low, "SCL is low, SDA is high");
	else if (sda && !probe)
		faulty(diagnosis, "levels", sda_low, "SDA is low, SCL is high");
	else if (!sda)
		fine(diagnosis, "levels", "SDA and SCL are high, and nobody sent in %d ms",
		     EXAM_WATCH_MS);
	return scl ? IDLE_NO : sda ? IDLE_SDA_LOW : IDLE_YES;
}

void verdict_free(struct diagnosis *diagnosis, int clocks)
{
	if (clocks < 0)
		unknown(diagnosis, "levels", "SDA is low, clocks could not be tried: %s",
			strerror(-clocks));
	else if (clocks > EXAM_CLOCKS_MAX)
		faulty(diagnosis, "levels", sda_held, "SDA is low, and %d clocks did not free it",
		       EXAM_CLOCKS_MAX);
	else
		faulty(diagnosis, "levels", target_stuck, "SDA was low, and %d clock%s freed it",
		       clocks, clocks == 1 ? "" : "s");
}

/*
 * UM10204 limits the rise from 30 % to 70 % of the supply. From release, at 0 %, to 70 % it takes
 * 1.42 times as long, through a resistor.
 */
static const struct {
	const char *name;
	unsigned int hz, rise_ns;
	unsigned int low_ns, high_ns;	/* the least */
} modes[] = {
	{ "Fast-mode Plus (1 MHz)", 1000000, 170, 500, 260 },
	{ "Fast-mode (400 kHz)", 400000, 426, 1300, 600 },
	{ "Standard-mode (100 kHz)", 100000, 1420, 4700, 4000 },
};

#define MODES		ARRAY_SIZE(modes)
#define STANDARD_MODE	(MODES - 1)

/* The mode of an SCL frequency. */
static size_t mode_of(unsigned int hz)
{
	size_t mode = STANDARD_MODE;

	while (mode && hz > modes[mode].hz)
		mode--;
	return mode;
}

/* A rise that takes no longer than @most_ns: which is the fastest mode that allows it? */
static void judge_rise(struct diagnosis *diagnosis, const char *role, uint64_t most_ns)
{
	size_t mode = 0;

	while (mode < MODES && most_ns > modes[mode].rise_ns)
		mode++;
	if (mode == MODES)
		unknown(diagnosis, "pull-up",
			"%s rises in %" PRIu64 " ns or less: cannot tell for which speed", role,
			most_ns);
	else
		fine(diagnosis, "pull-up", "%s rises in %" PRIu64 " ns or less: enough for %s%s",
		     role, most_ns, modes[mode].name,
		     mode ? ", whether for more cannot be told" : "");
}

bool verdict_pulls(struct diagnosis *diagnosis, const struct pulls *pulls, int error)
{
	bool good = true;
	int line;

	if (error) {
		unknown(diagnosis, "pull-up", "cannot tell: %s", strerror(error));
		return false;
	}
	if (pulls->shorted) {
		faulty(diagnosis, "wires", shorted, "SDA falls with SCL, and SCL with SDA");
		return false;
	}
	for (line = WIRE_SCL; line >= WIRE_SDA; line--) {
		const struct rise *rise = &pulls->rise[line];

		if (!rise->most_ns)	/* not looked at: SCL is of no use */
			continue;
		if (!rise->rises)
			faulty(diagnosis, "pull-up", no_pull_up,
			       "%s stays low after it was driven low", roles[line]);
		else if (rise->least_ns > modes[STANDARD_MODE].rise_ns)
			faulty(diagnosis, "pull-up", slow_rise,
			       "%s takes longer than %" PRIu64 " ns to rise", roles[line],
			       rise->least_ns);
		else
			judge_rise(diagnosis, roles[line], rise->most_ns);
		good = good && rise->rises;
	}
	return good;
}

/*
 * The driver counts a stretch where SCL is low 1 us after it was let go. Where nobody answers
 * nobody stretches; in each of so many clocks it is the line itself.
 */
#define SLOW_CLOCKS	4

bool verdict_rise(struct diagnosis *diagnosis, const struct gpio_i2c_info *info,
		  const struct answers *answers)
{
	uint32_t hz = answers ? answers->fastest_hz : info->last_scl_max_hz;
	size_t mode = mode_of(info->scl_frequency_hz);
	uint64_t most_ns, shortest_ns = modes[mode].low_ns + modes[mode].high_ns;

	if (info->flags & GPIO_I2C_INFO_SCL_OUTPUT_ONLY) {
		unknown(diagnosis, "pull-up", "cannot tell: SCL cannot be read");
		return true;
	}
	if (!hz) {
		unknown(diagnosis, "pull-up", "cannot tell: no transfer yet");
		return true;
	}
	if (answers && answers->silent &&
	    answers->silent_stretches >= (uint64_t)answers->silent * SLOW_CLOCKS) {
		faulty(diagnosis, "pull-up", slow_rise,
		       "SCL was low for more than 1 us after it was let go, %" PRIu64
		       " times at %u addresses that did not answer",
		       answers->silent_stretches, answers->silent);
		return false;
	}
	most_ns = 1000000000ULL / hz;
	most_ns = most_ns > shortest_ns ? most_ns - shortest_ns : 1;
	if (answers && !answers->silent_stretches && most_ns > 1000)
		most_ns = 1000;
	judge_rise(diagnosis, "SCL", most_ns);
	return true;
}

/* ------ transfers ------ */

static void judge_failure(struct diagnosis *diagnosis, const struct answers *answers)
{
	char where[24] = "";

	if (answers->failed_at)
		snprintf(where, sizeof(where), " at address 0x%02x", answers->failed_at);
	switch (answers->error) {
	case ETIMEDOUT:
		faulty(diagnosis, "targets", scl_timeout,
		       "SCL was held low for longer than the time-out%s", where);
		break;
	case EBUSY:
		faulty(diagnosis, "targets", not_idle, "the bus did not become idle%s", where);
		break;
	case EAGAIN:
		faulty(diagnosis, "targets", lost_arbitration,
		       "another master won the bus, again after every retry");
		break;
	case EIO:
		faulty(diagnosis, "targets", line_error, "SDA or SCL could not be accessed");
		break;
	default:
		faulty(diagnosis, "targets", bus_failed, "%s%s", strerror(answers->error), where);
	}
}

void verdict_answers(struct diagnosis *diagnosis, const struct answers *answers, bool is_swapped)
{
	unsigned int asked = answers->count + answers->silent;

	if (answers->error) {
		judge_failure(diagnosis, answers);
		return;
	}
	if (!answers->count && is_swapped)
		faulty(diagnosis, "wires", swapped,
		       "no address answers, but some do with SDA and SCL swapped");
	else if (!answers->count && !answers->with_driver)
		faulty(diagnosis, "targets", no_answer, "no address answers, of %u", asked);
	else if (asked > 16 && answers->silent < asked / 8)
		faulty(diagnosis, "targets", all_answer, "%u addresses of %u answer",
		       answers->count, asked);
	else
		fine(diagnosis, "targets", "%u address%s answer%s, %u more %s a kernel driver's",
		     answers->count, answers->count == 1 ? "" : "es",
		     answers->count == 1 ? "s" : "", answers->with_driver,
		     answers->with_driver == 1 ? "is" : "are");
	if (answers->unsteady)
		faulty(diagnosis, "targets", unsteady, "0x%02x answered, and then did not",
		       answers->unsteady);
	if (answers->client)
		faulty(diagnosis, "targets", client_silent,
		       "0x%02x, declared as %s, does not answer", answers->client,
		       answers->client_name);
}

/*
 * Below so much of what is asked for it is worth a word. Asked for 400 kHz, the simulator's lines
 * came to 283 kHz where only addresses were sent: three quarters would be too much to ask for.
 */
#define SLOW_PERCENT	50

void verdict_speed(struct diagnosis *diagnosis, const struct gpio_i2c_info *info,
		   uint32_t fastest_hz, bool stretched)
{
	const struct fault *limit = &slow;

	if (!fastest_hz) {
		unknown(diagnosis, "speed", "%u Hz are asked for, no transfer yet",
			info->scl_frequency_hz);
		return;
	}
	if (fastest_hz >= (uint64_t)info->scl_frequency_hz * SLOW_PERCENT / 100) {
		fine(diagnosis, "speed", "%u Hz asked for, %u Hz in the fastest period",
		     info->scl_frequency_hz, fastest_hz);
		return;
	}
	if (info->flags & GPIO_I2C_INFO_MAY_SLEEP)
		limit = &slow_expander;
	else if (stretched)
		limit = &slow_stretched;
	faulty(diagnosis, "speed", *limit, "%u Hz asked for, %u Hz in the fastest period",
	       info->scl_frequency_hz, fastest_hz);
}

static const struct {
	const struct fault *fault;
	size_t offset;		/* in the statistics */
	const char *what;
} counters[] = {
#define COUNTER(name)	offsetof(struct gpio_i2c_statistics, name)
	{ &scl_timeout, COUNTER(timeouts), "SCL held low for longer than the time-out" },
	{ &was_busy, COUNTER(busy), "the bus did not become idle" },
	{ &recovered, COUNTER(recoveries), "SDA held low by a target" },
	{ &lost_arbitration, COUNTER(arbitrations_lost), "another master won the bus" },
	{ &line_error, COUNTER(line_errors), "SDA or SCL could not be accessed" },
#undef COUNTER
};

static uint64_t counter(const struct gpio_i2c_statistics *statistics, size_t offset)
{
	uint64_t value;

	memcpy(&value, (const char *)statistics + offset, sizeof(value));
	return value;
}

void verdict_counters(struct diagnosis *diagnosis, const struct gpio_i2c_statistics *before,
		      const struct gpio_i2c_statistics *after, unsigned int timeout_ms)
{
	static const struct gpio_i2c_statistics none = { .transfers = 0 };
	const char *since = before ? "while addresses were asked" : "since the bus was made";
	unsigned int faults = diagnosis->faults;
	uint64_t longest_ms = after->stretch_longest_ns / 1000000, gained;
	size_t i;

	if (!before)
		before = &none;
	for (i = 0; i < ARRAY_SIZE(counters); i++) {
		gained = counter(after, counters[i].offset) - counter(before, counters[i].offset);
		if (gained)
			add(diagnosis, VERDICT_FAULT, "counters", counters[i].fault,
			    "%s: %" PRIu64 " time%s %s", counters[i].what, gained,
			    gained == 1 ? "" : "s", since);
	}
	if (after->timeouts == before->timeouts &&
	    after->stretch_longest_ns > before->stretch_longest_ns &&
	    longest_ms > timeout_ms / 2 && longest_ms <= timeout_ms)
		faulty(diagnosis, "counters", long_stretch,
		       "a target stretched the clock for %" PRIu64 " ms, the time-out is %u ms",
		       longest_ms, timeout_ms);
	if (faults == diagnosis->faults)
		fine(diagnosis, "counters", "no time-out, no lost arbitration, no recovery %s",
		     since);
}
