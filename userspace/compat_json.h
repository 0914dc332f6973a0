/* SPDX-License-Identifier: GPL-2.0-only */
/* json-c (HAVE_JSON_C), or empty stand-ins: without json-c, --json is refused first. */
#ifndef GPIOI2C_COMPAT_JSON_H
#define GPIOI2C_COMPAT_JSON_H

#ifdef HAVE_JSON_C
#include <json-c/json.h>
#define HAVE_JSON	true
#else
#include <stddef.h>

#define HAVE_JSON	false

struct json_object;

#define json_object_new_object()		NULL
#define json_object_new_array()			NULL
#define json_object_new_string(text)		((void)(text), NULL)
#define json_object_new_uint64(number)		((void)(number), NULL)
#define json_object_new_double(number)		((void)(number), NULL)
#define json_object_new_boolean(flag)		((void)(flag), NULL)
#define json_object_object_add(object, key, value)	\
	((void)(object), (void)(key), (void)(value))
#define json_object_array_add(array, value)	((void)(array), (void)(value))
#define json_object_to_json_string_ext(object, flags)	((void)(object), "")
#define json_object_put(object)			((void)(object))
#endif

#endif /* GPIOI2C_COMPAT_JSON_H */
