// SPDX-License-Identifier: GPL-2.0-only
/* Name the processes behind "rmmod: Module gpio_i2c is in use". */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arguments.h"
#include "commands.h"
#include "ground.h"
#include "holders.h"
#include "json.h"
#include "message.h"

static const char help[] =
	"Usage: gpioi2c users [BUS]\n"
	"Name the processes that have /dev/gpio-i2c-N or /dev/i2c-N of a bus open: PID, user,\n"
	"file descriptor, node and command. Without BUS: those of every bus, also of one that is\n"
	"gone, and of /dev/gpioi2c. Root sees all processes, others only their own.\n\n"
	"      --json       print JSON\n"
	"  -h, --help       print this\n";

static void print_holder(const struct holder *holder, void *data)
{
	bool *headed = data;

	if (!*headed)
		printf("%7s %-12s %4s %-24s %s\n", "PID", "USER", "FD", "NODE", "COMMAND");
	*headed = true;
	printf("%7s %-12s %4s %-24s %s\n", holder->pid, holder->user, holder->descriptor,
	       holder->node, holder->command);
}

static void add_holder(const struct holder *holder, void *data)
{
	struct json_object *object = json_new(), *users = data;

	json_number(object, "pid", strtoul(holder->pid, NULL, 10));
	json_text(object, "user", holder->user);
	json_number(object, "descriptor", strtoul(holder->descriptor, NULL, 10));
	json_text(object, "node", holder->node);
	json_text(object, "command", holder->command);
	json_element(users, object);
}

/* Print each user when found, or put it into @users. */
static int search_and_print(struct holder_search *search, struct json_object *users)
{
	bool headed = false;
	int ret;

	search->visit = json_wanted ? add_holder : print_holder;
	search->data = json_wanted ? (void *)users : &headed;
	ret = holders_search(search);
	if (!ret)
		return STATUS_OK;
	if (ret == -ENODATA)
		complain("%s: not mounted, so nothing is known of processes", holders_proc_root);
	else
		complain("%s: %s", holders_proc_root, strerror(-ret));
	return STATUS_FAILED;
}

static int print_summary(const struct holder_search *search, struct json_object *users)
{
	struct json_object *object;

	if (json_wanted) {
		object = json_new();
		json_member(object, "users", users);
		json_number(object, "hidden_processes", search->hidden);
		json_print(object);
	} else if (!search->found) {
		printf("no user%s\n", search->hidden ? " that can be seen" : "");
	}
	if (search->hidden)
		complain("%u processes of others cannot be looked into: be root",
			 search->hidden);
	return STATUS_OK;
}

static int users_of_all(struct json_object *users)
{
	struct holder_search search = { .every_bus = true };
	struct bus *buses;
	int status, ret = bus_scan(&buses, &search.bus_count);

	if (ret) {
		complain("cannot list the buses: %s", strerror(-ret));
		return STATUS_FAILED;
	}
	search.buses = buses;
	status = search_and_print(&search, users);
	free(buses);
	return status ? status : print_summary(&search, users);
}

/* A bus that is gone may have users left, so any number is allowed. */
static int users_of(const char *bus_text, struct json_object *users)
{
	struct holder_search search = { .bus_count = 1 };
	bool is_number;
	struct bus bus;
	int status;

	is_number = bus_number(bus_text, &bus.number);
	if (!is_number && bus_find(bus_text, &bus))
		return STATUS_FAILED;
	search.buses = &bus;
	status = search_and_print(&search, users);
	if (status)
		return status;
	if (is_number && !search.found && bus_find(bus_text, &bus))
		return STATUS_FAILED;
	return print_summary(&search, users);
}

int users_command(int argc, char **argv)
{
	struct json_object *users;
	int status;

	if (!arguments(argc, argv, "users", help, 0, 1, &status))
		return status;
	users = json_wanted ? json_new_array() : NULL;
	status = argc == optind ? users_of_all(users) : users_of(argv[optind], users);
	if (status)	/* after a failure; else it is printed and freed */
		json_free(users);
	return status;
}
