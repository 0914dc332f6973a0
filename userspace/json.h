/* SPDX-License-Identifier: GPL-2.0-only */
/* --json: one object on one line. The manual lists each command's members. */
#ifndef GPIOI2C_JSON_H
#define GPIOI2C_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct json_object;

/* Whether the current command line says --json. */
extern bool json_wanted;

/* Set it. False, after a complaint, if built without json-c. */
bool json_want(void);

struct json_object *json_new(void);
struct json_object *json_new_array(void);

/* Members of an object. */
void json_text(struct json_object *object, const char *key, const char *text);
void json_number(struct json_object *object, const char *key, uint64_t number);
void json_real(struct json_object *object, const char *key, double number);
void json_flag(struct json_object *object, const char *key, bool flag);
void json_bytes(struct json_object *object, const char *key, const uint8_t *data, size_t length);
/* An object or array; @object owns it from now on. */
void json_member(struct json_object *object, const char *key, struct json_object *member);

/* Elements of an array. */
void json_element(struct json_object *array, struct json_object *element);
void json_text_element(struct json_object *array, const char *text);
void json_number_element(struct json_object *array, uint64_t number);

/* Print and free the object; json_free() only frees it, and takes NULL. */
void json_print(struct json_object *object);
/* The same for an object whose only member is this array. */
void json_print_array(const char *key, struct json_object *array);
void json_free(struct json_object *object);

#endif /* GPIOI2C_JSON_H */
