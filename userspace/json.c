// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "compat_json.h"
#include "json.h"
#include "message.h"

bool json_wanted;

bool json_want(void)
{
	json_wanted = HAVE_JSON;
	if (!HAVE_JSON)
		complain("--json: built without json-c: install libjson-c-dev and build again");
	return HAVE_JSON;
}

struct json_object *json_new(void)
{
	return json_object_new_object();
}

struct json_object *json_new_array(void)
{
	return json_object_new_array();
}

void json_text(struct json_object *object, const char *key, const char *text)
{
	json_object_object_add(object, key, json_object_new_string(text));
}

void json_number(struct json_object *object, const char *key, uint64_t number)
{
	json_object_object_add(object, key, json_object_new_uint64(number));
}

void json_real(struct json_object *object, const char *key, double number)
{
	json_object_object_add(object, key, json_object_new_double(number));
}

void json_flag(struct json_object *object, const char *key, bool flag)
{
	json_object_object_add(object, key, json_object_new_boolean(flag));
}

void json_member(struct json_object *object, const char *key, struct json_object *member)
{
	json_object_object_add(object, key, member);
}

void json_bytes(struct json_object *object, const char *key, const uint8_t *data, size_t length)
{
	struct json_object *array = json_object_new_array();
	size_t i;

	for (i = 0; i < length; i++)
		json_number_element(array, data[i]);
	json_object_object_add(object, key, array);
}

void json_element(struct json_object *array, struct json_object *element)
{
	json_object_array_add(array, element);
}

void json_text_element(struct json_object *array, const char *text)
{
	json_object_array_add(array, json_object_new_string(text));
}

void json_number_element(struct json_object *array, uint64_t number)
{
	json_object_array_add(array, json_object_new_uint64(number));
}

void json_print(struct json_object *object)
{
	puts(json_object_to_json_string_ext(object, JSON_C_TO_STRING_PLAIN |
					    JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(object);
}

void json_print_array(const char *key, struct json_object *array)
{
	struct json_object *object = json_new();

	json_member(object, key, array);
	json_print(object);
}

void json_free(struct json_object *object)
{
	json_object_put(object);
}
