/*
 * Which cases may be the same person's, by a hash of what their lines say
 * (P51): what person.h takes for the same has the same hash, however it is
 * written, and few others have.
 */
#include "relatives.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "policy.h"
#include "record.h"

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))
#define DETAILS 3

static const char plan[] =
	"policy: 1\n"
	"shop: {name: Casa, timezone: Europe/Madrid, currency: EUR}\n"
	"intake: {same-person-by: [phone, customer+postcode]}\n";

static struct policy *
read_plan(void)
{
	struct faults faults = {0};
	struct policy *policy = NULL;

	assert_true(policy_parse(plan, strlen(plan), "plan", &policy, &faults));
	return policy;
}

static uint32_t
hash_of(struct relatives *relatives, const char *key, const char *value)
{
	struct buffer escaped = {0};
	uint32_t hash;

	record_encode_value(&escaped, value);
	hash = relatives_hash(relatives, key, buffer_string(&escaped),
			      escaped.len);
	buffer_release(&escaped);
	return hash;
}

static void
what_says_the_same_has_the_same_hash_and_nothing_else(void **state)
{
	static const struct {
		const char *key, *a, *b;
		bool same;
	} rows[] = {
		{"customer", "Ana", "ANA", true},
		{"customer", "Ana", "Eva", false},
		{"customer", "Ana Cabal", "ana cabal", true},
		{"customer", "\xC3\x81na", "ana", true},
		{"customer",
		 "Ana Mar\xC3\xAD"
		 "a Cabal",
		 "ANA MARIA CABAL", true},
		{"customer", "a\\b", "A\\B", true},
		{"customer", "a\\b", "ab", false},
		{"customer", "a\\tb", "a\tb", false},
		{"customer", "two\nlines", "TWO\nLINES", true},
		{"customer", "-", "\xE2\x80\x93", false},
		{"customer", "Ana", "Ana ", false},
		{"phone", "600 11 22 33", "+34600112233", true},
		{"phone", "600112233", "600112234", false},
		{"phone", "ext. 12", "12", true},
		{"phone", "600\t112233", "600112233", true},
		{"email", "A@Example.org", "a@example.org", true},
		{"email", "600 11 22 33", "+34600112233", false},
	};
	struct relatives relatives;

	(void)state;
	relatives_init(&relatives, NULL);
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint32_t a = hash_of(&relatives, rows[i].key, rows[i].a);
		uint32_t b = hash_of(&relatives, rows[i].key, rows[i].b);

		if ((a == b) != rows[i].same)
			fail_msg("%s and %s", rows[i].a, rows[i].b);
		assert_int_not_equal(a, 0);
	}
	assert_int_equal(hash_of(&relatives, "phone", "none"), 0);
	relatives_release(&relatives);
}

/* Names of every length, that differ in one letter. */
static void
each_letter_of_a_detail_counts(void **state)
{
	char name[48], other[48];
	struct relatives relatives;

	(void)state;
	relatives_init(&relatives, NULL);
	for (size_t len = 1; len < sizeof(name); len++) {
		uint32_t hash;

		memset(name, 'n', len);
		name[len] = '\0';
		hash = hash_of(&relatives, "customer", name);
		for (size_t i = 0; i < len; i++) {
			memcpy(other, name, len + 1);
			other[i] = 'o';
			assert_int_not_equal(
				hash_of(&relatives, "customer", other), hash);
			other[i] = 'N';
			assert_int_equal(hash_of(&relatives, "customer", other),
					 hash);
		}
	}
	relatives_release(&relatives);
}

/* What somebody said, by key; and what is asked of it. */
struct person {
	const char *details[DETAILS]; /* phone, customer, postcode; NULL */
};

static const char *const keys[DETAILS] = {"phone", "customer", "postcode"};

static const char *
get(const void *context, const char *key)
{
	const struct person *person = context;

	for (size_t i = 0; i < DETAILS; i++) {
		if (strcmp(keys[i], key) == 0)
			return person->details[i];
	}
	return NULL;
}

static void
know(struct relatives *relatives, size_t index, const struct person *person)
{
	relatives_add(relatives, index);
	for (size_t i = 0; i < DETAILS; i++) {
		const char *value = person->details[i];
		struct buffer escaped = {0};

		if (!value)
			continue;
		record_encode_value(&escaped, value);
		relatives_know(
			relatives, index,
			relatives_key(relatives, keys[i], strlen(keys[i])),
			escaped.at, escaped.len);
		buffer_release(&escaped);
	}
}

static void
what_a_line_says_is_found_by_what_it_means(void **state)
{
	static const char *const names[] = {
		"Ana",
		"-",
		"a\\b",
		"tab\there",
		"two\nlines\r",
		"\xC3\x81na",
		"Ana \\ \xC3\x81na Cabal",
		"\x01 and\x7F a long way off",
	};
	struct policy *policy = read_plan();

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct person person = {{NULL, names[i], "BS1"}};
		struct relatives relatives;

		relatives_init(&relatives, policy);
		know(&relatives, 0, &person);
		assert_true(relatives_seek(&relatives, get, &person));
		assert_true(relatives_ask(&relatives));
		if (!relatives_is(&relatives, &relatives, 0))
			fail_msg("%zu", i);
		relatives_release(&relatives);
	}
	policy_free(policy);
}

static void
a_case_is_found_by_any_rule_and_by_all_details_of_one(void **state)
{
	static const struct person sought = {{"600 112", "Ana", "BS1"}};
	static const struct {
		struct person person;
		bool is;
	} rows[] = {
		{{{"600112", NULL, NULL}}, true},
		{{{"600122", "Ana", "BS1"}}, true},
		{{{NULL, "ANA", "bs1"}}, true},
		{{{NULL, "Ana", NULL}}, false},
		{{{NULL, NULL, "BS1"}}, false},
		{{{"600122", "Ana", "BS2"}}, false},
		{{{NULL, "600112", "600112"}}, false},
		{{{NULL, NULL, NULL}}, false},
	};
	struct policy *policy = read_plan();
	struct relatives relatives;

	(void)state;
	relatives_init(&relatives, policy);
	for (size_t i = 0; i < COUNT(rows); i++)
		know(&relatives, i, &rows[i].person);
	assert_false(relatives_ask(&relatives));
	assert_true(relatives_seek(&relatives, get, &sought));
	assert_false(relatives_seek(&relatives, get, &sought));
	assert_true(relatives_ask(&relatives));
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(relatives_is(&relatives, &relatives, i),
				 rows[i].is);
		assert_int_equal(
			relatives_are(&relatives, get, &rows[i].person),
			rows[i].is);
	}
	/* Who was found by one rule may lead on by the other; and they are not
	 * asked again for what they were asked for. */
	assert_true(relatives_seek_case(&relatives, &relatives, 1));
	assert_true(relatives_ask(&relatives));
	assert_true(relatives_is(&relatives, &relatives, 5));
	assert_false(relatives_is(&relatives, &relatives, 0));
	relatives_release(&relatives);
	policy_free(policy);
}

static void
two_that_are_joined_may_be_somebodys_whom_neither_is_known_to_be(void **state)
{
	static const struct {
		struct person person, twin;
		bool may;
		bool is; /* now by itself whom both say */
	} rows[] = {
		{{{NULL, "Ana", NULL}}, {{NULL, NULL, "BS1"}}, true, true},
		{{{NULL, NULL, "BS1"}}, {{NULL, "ANA", NULL}}, true, true},
		{{{NULL, "Ana", NULL}}, {{NULL, "Anna", "BS1"}}, true, true},
		{{{NULL, "Ana", "BS1"}}, {{NULL, "Ana", "BS1"}}, false, true},
		{{{NULL, NULL, NULL}}, {{NULL, "Ana", "BS1"}}, false, true},
		{{{NULL, NULL, NULL}}, {{NULL, "Ana", NULL}}, false, false},
		{{{NULL, "Ana", NULL}}, {{NULL, NULL, NULL}}, false, false},
		/* By one detail each is known by itself. */
		{{{"60013", NULL, NULL}},
		 {{"60014", NULL, NULL}},
		 false,
		 false},
		{{{"60013", "Ana", NULL}},
		 {{"60014", "Ana", NULL}},
		 false,
		 false},
		{{{"60013", NULL, NULL}}, {{NULL, "Ana", "BS1"}}, false, true},
	};
	static const struct person sought = {{NULL, "Ana", "BS1"}};
	struct policy *policy = read_plan();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct relatives relatives;

		relatives_init(&relatives, policy);
		know(&relatives, 0, &rows[i].person);
		know(&relatives, 1, &rows[i].twin);
		if (relatives_join(&relatives, 0, &relatives, 1) != rows[i].may)
			fail_msg("%zu: may be", i);
		relatives_seek(&relatives, get, &sought);
		relatives_ask(&relatives);
		if (relatives_is(&relatives, &relatives, 0) != rows[i].is)
			fail_msg("%zu: is", i);
		relatives_release(&relatives);
	}
	policy_free(policy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			what_says_the_same_has_the_same_hash_and_nothing_else),
		cmocka_unit_test(what_a_line_says_is_found_by_what_it_means),
		cmocka_unit_test(each_letter_of_a_detail_counts),
		cmocka_unit_test(
			a_case_is_found_by_any_rule_and_by_all_details_of_one),
		cmocka_unit_test(
			two_that_are_joined_may_be_somebodys_whom_neither_is_known_to_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
