#include "caseid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static const char *const known[] = {
	"261122-7QK4XMQ", "261124-7QK4XME", "261123-3F8TWAX",
	"261124-ABE7R2H", "261125-Q3T8VK7",
};

#define KNOWN (sizeof(known) / sizeof(*known))

static void
known_ids_have_their_check_character(void **state)
{
	(void)state;
	for (size_t i = 0; i < KNOWN; i++) {
		assert_int_equal(caseid_check(known[i]), known[i][13]);
		assert_true(caseid_is_valid(known[i], CASEID_LEN));
	}
}

static void
every_single_wrong_character_is_caught(void **state)
{
	(void)state;
	for (size_t i = 0; i < KNOWN; i++) {
		for (size_t at = 0; at < CASEID_LEN; at++) {
			for (const char *c = alphabet; *c; c++) {
				char id[CASEID_SIZE];

				memcpy(id, known[i], CASEID_SIZE);
				id[at] = *c;
				assert_int_equal(
					caseid_is_valid(id, CASEID_LEN),
					*c == known[i][at]);
			}
		}
	}
}

static void
every_swap_of_two_characters_is_caught(void **state)
{
	(void)state;
	for (size_t i = 0; i < KNOWN; i++) {
		for (size_t a = 0; a < CASEID_LEN; a++) {
			for (size_t b = a + 1; b < CASEID_LEN; b++) {
				char id[CASEID_SIZE];

				memcpy(id, known[i], CASEID_SIZE);
				id[a] = known[i][b];
				id[b] = known[i][a];
				assert_int_equal(
					caseid_is_valid(id, CASEID_LEN),
					id[a] == id[b]);
			}
		}
	}
}

static void
what_is_not_in_canonical_form_is_no_id(void **state)
{
	static const char *const wrong[] = {
		"",
		"-",
		"261122-7qk4xmq",
		"261122_7QK4XMQ",
		"2611227-QK4XMQ",
		"261122-7QK4XM",
		"261122-7QK4XMQQ",
		"26112A-7QK4XMQ",
		"261122-7QK4UMQ",
		"261122-7QK4X Q",
		"261122-7QK4X\xc3\xa9",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_false(caseid_is_valid(wrong[i], strlen(wrong[i])));
	assert_false(caseid_is_valid("261122-7QK4X\0Q", CASEID_LEN));
}

static void
an_id_is_made_of_the_day_and_thirty_bits(void **state)
{
	static const struct {
		int year, month, day;
		uint32_t bits;
		const char *begins;
	} rows[] = {
		{2026, 11, 22, 0, "261122-000000"},
		{2026, 1, 2, 0x3FFFFFFF, "260102-ZZZZZZ"},
		{2099, 12, 31, 1, "991231-000001"},
		{2100, 3, 4, UINT32_C(1) << 25, "000304-100000"},
		/* 7 Q K 4 X M, five bits each; bits above thirty are cut off */
		{2026, 11, 22, 0xCF7993B4, "261122-7QK4XM"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char id[CASEID_SIZE];

		caseid_make(id, rows[i].year, rows[i].month, rows[i].day,
			    rows[i].bits);
		assert_true(caseid_is_valid(id, strlen(id)));
		assert_memory_equal(id, rows[i].begins, 13);
	}
}

static void
the_same_row_of_a_list_is_the_same_id_at_every_till(void **state)
{
	(void)state;
	/* Fixed for ever: another answer here would make every row of every
	 * imported list a second case. */
	assert_int_equal(caseid_hash("Ticket", "4711"), 0x229830B5);
	assert_int_equal(caseid_hash("", ""), 0x36C070C4);
	assert_int_not_equal(caseid_hash("ab", "c"), caseid_hash("a", "bc"));
	assert_int_not_equal(caseid_hash("a", "b"), caseid_hash("b", "a"));
	for (char key[2] = "A"; *key <= 'Z'; ++*key)
		assert_true(caseid_hash("Ticket", key) < UINT32_C(1) << 30);
}

static void
rows_that_follow_one_another_do_not_look_alike(void **state)
{
	unsigned alike = 0;

	(void)state;
	for (unsigned i = 1000; i < 2000; i++) {
		char one[8], next[8];

		snprintf(one, sizeof(one), "%u", i);
		snprintf(next, sizeof(next), "%u", i + 1);
		alike += caseid_hash("Ticket", one) >> 25 ==
			 caseid_hash("Ticket", next) >> 25;
	}
	assert_in_range(alike, 10, 60); /* about one in 32 */
}

static void
what_people_type_is_read_kindly(void **state)
{
	static const struct {
		const char *typed, *want; /* NULL: cannot be one */
	} rows[] = {
		{"7qk", "7QK"},
		{"261122-7qk4xmq", "261122-7QK4XMQ"},
		{"oOiIlL", "001111"},
		{"26II22-7QK4XMQ", "261122-7QK4XMQ"},
		{"", NULL},
		{"7qu", NULL}, /* no U in Crockford's alphabet */
		{"7 qk", NULL},
		{"ana@x", NULL},
		{"\xc3\xa9", NULL},
		{"123456789012345", NULL}, /* one more than the room */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char out[CASEID_SIZE] = "?";
		bool can = caseid_normalise(rows[i].typed, out, sizeof(out));

		assert_int_equal(can, rows[i].want != NULL);
		if (rows[i].want)
			assert_string_equal(out, rows[i].want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_ids_have_their_check_character),
		cmocka_unit_test(every_single_wrong_character_is_caught),
		cmocka_unit_test(every_swap_of_two_characters_is_caught),
		cmocka_unit_test(what_is_not_in_canonical_form_is_no_id),
		cmocka_unit_test(an_id_is_made_of_the_day_and_thirty_bits),
		cmocka_unit_test(
			the_same_row_of_a_list_is_the_same_id_at_every_till),
		cmocka_unit_test(
			rows_that_follow_one_another_do_not_look_alike),
		cmocka_unit_test(what_people_type_is_read_kindly),
	};

	return cmocka_run_group_tests_name("caseid", tests, NULL, NULL);
}
