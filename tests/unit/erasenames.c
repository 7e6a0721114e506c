#include "erasenames.h"

#include "support.h"

/* Whom the names are of: one record's keys, in a plan's words. */
static void
names_of(struct erase_names *names, const char *personal,
	 struct record_pair *pairs, int32_t count)
{
	struct policy *policy = NULL;
	struct faults faults = {0};
	struct record record;
	struct buffer text = {0};

	buffer_format(&text, PLAN_SHOP "privacy: {personal: [%s]}\n", personal);
	assert_true(policy_parse(text.at, text.len, "p", &policy, &faults));
	record_init(&record);
	record.pairs = pairs;
	record.pair_count = count;
	erase_names_add(names, policy, &record);
	policy_free(policy);
	buffer_release(&text);
}

static struct record_pair ana[] = {
	{"customer", "Ána Ruiz"},
	{"email", "Ana@Example.org"},
	{"phone", "+34 600 111-222"},
};

static void
whole_names_and_numbers_are_found_however_they_are_written(void **state)
{
	static const struct {
		const char *text;
		bool found;
	} rows[] = {
		{"Ask Ana Ruiz.", true},
		{"ANA RUIZ", true},
		{"(ana ruiz)", true},
		{"Ana Ruizova", false},
		{"Hanna Ruiz", false},
		{"Ana", false},
		{"to ana@example.org, please", true},
		{"to juana@example.org", false},
		{"to ana@example.organic", false},
		{"ring 600111222", true},
		{"ring 0034 (600) 111 222 at five", true},
		{"600 111 2223", false},
		{"600111 22", false},
		{"6\t00111222", false},
		{"", false},
	};
	struct erase_names names = {0};

	(void)state;
	names_of(&names, "customer, phone, email", ana, COUNT(ana));
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (erase_names_in(&names, rows[i].text,
				   strlen(rows[i].text)) != rows[i].found)
			fail_msg("'%s'", rows[i].text);
	}
	assert_true(erase_names_in(&names, "\0\0\0ana ruiz", 11));
	assert_false(erase_names_in(&names, "ana\0ruiz", 8));
	erase_names_release(&names);
}

static void
only_what_the_plan_calls_personal_is_looked_for(void **state)
{
	struct erase_names names = {0};

	(void)state;
	names_of(&names, "customer, text", ana, COUNT(ana));
	assert_true(erase_names_in(&names, "Ana Ruiz", 8));
	assert_false(erase_names_in(&names, "600111222", 9));
	assert_false(erase_names_in(&names, "ana@example.org", 15));
	erase_names_release(&names);
}

static void
what_is_erased_or_too_short_is_nobodys_name(void **state)
{
	static struct record_pair few[] = {
		{"customer", "Al"}, {"email", "erased"}, {"phone", "12 34"}};
	static struct record_pair twice[] = {{"customer", "erased"},
					     {"phone", "none"}};
	struct erase_names names = {0};

	(void)state;
	names_of(&names, "customer, phone, email", few, COUNT(few));
	names_of(&names, "customer, phone, email", twice, COUNT(twice));
	assert_int_equal(names.word_count + names.phone_count, 0);
	names_of(&names, "customer, phone, email", ana, COUNT(ana));
	names_of(&names, "customer, phone, email", ana, COUNT(ana));
	assert_int_equal(names.word_count, 2);
	assert_int_equal(names.phone_count, 1);
	erase_names_release(&names);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			whole_names_and_numbers_are_found_however_they_are_written),
		cmocka_unit_test(
			only_what_the_plan_calls_personal_is_looked_for),
		cmocka_unit_test(what_is_erased_or_too_short_is_nobodys_name),
	};

	return cmocka_run_group_tests_name("erasenames", tests, NULL, NULL);
}
