#include "erase.h"

#include "support.h"
#include "zone.h"

#define PRIVACY(lines) PLAN_SHOP PLAN_STAFF PLAN_REMEDIES "privacy:\n" lines

static struct policy *
plan(const char *text)
{
	struct policy *policy = NULL;
	struct faults faults = {0};

	if (!policy_parse(text, strlen(text), "p.yaml", &policy, &faults))
		fail_msg("%s", faults.count ? faults.at[0].text : "no plan");
	faults_release(&faults);
	return policy;
}

#define AT "2026-11-24T14:05:09.123+01:00\t" CASE_A "\t"

/* What is left of each line, or "same". */
static void
check_left(const char *privacy, const char *name, const char *const (*rows)[2],
	   size_t count)
{
	struct policy *policy = plan(privacy);

	for (size_t i = 0; i < count; i++) {
		struct arena arena = {0};
		struct buffer got = {0};
		struct record record;
		struct fail why = {0};
		size_t len = strlen(rows[i][0]) + strlen(AT);
		char *line = arena_format(&arena, AT "%s", rows[i][0]);
		bool changed;

		assert_true(record_parse(&record, line, len, -1, &arena, &why));
		changed = erase_record(&record, policy, name, &arena);
		record_encode(&got, &record);
		buffer_cut(&got, got.len - 1);
		assert_string_equal(got.at + strlen(AT),
				    rows[i][1] ? rows[i][1] : rows[i][0]);
		assert_int_equal(changed, rows[i][1] != NULL);
		/* There is nothing left for a second time. */
		assert_false(erase_record(&record, policy, name, &arena));
		buffer_release(&got);
		arena_release(&arena);
	}
	policy_free(policy);
}

static void
words_go_and_what_the_shop_counts_by_stays(void **state)
{
	static const char *const rows[][2] = {
		{"open\tlate\tkim\t-\t-\tIt is late.\tcustomer=Ana "
		 "Ruiz\theat=upset\tonce=Id:7\torder=4711\tphone=600\t"
		 "said-category=x\tseverity=high\tvalue=18.00",
		 "open\tlate\tkim\t-\t-\terased\tcustomer=erased\theat=upset\t"
		 "once=Id:7\torder=erased\tphone=erased\tsaid-category=erased\t"
		 "severity=high\tvalue=18.00"},
		{"promise\tp1\tkim\t2026-11-25T17:00:00+01:00\t-\tRing "
		 "Ana\thow=phone\tremedy=replace",
		 "promise\tp1\tkim\t2026-11-25T17:00:00+01:00\t-\terased\t"
		 "how=phone\tremedy=replace"},
		{"give\trefund\tkim\t-\t18.00\t-", NULL},
		{"kept\tp1\tkim\t-\t-\t-\tof=2026-11-24T14:05:09.123+01:00",
		 NULL},
		{"close\tsatisfied\tkim\t-\t-\terased", NULL},
		{"cause\tcarrier\tkim\t-\t-\tthe blue van",
		 "cause\tcarrier\tkim\t-\t-\terased"},
		/* what a newer amends wrote */
		{"sing\ta-song\tkim\t-\t-\t-\tof-whom=Ana",
		 "sing\ta-song\tkim\t-\t-\t-\tof-whom=erased"},
	};

	(void)state;
	check_left(PLAN_SHOP, "erased", rows, COUNT(rows));
}

static void
the_plan_says_what_stands_for_the_name(void **state)
{
	static const char *const rows[][2] = {
		{"open\t-\tkim\t-\t-\terased\tcustomer=Ana",
		 "open\t-\tkim\t-\t-\terased\tcustomer=Former customer"},
		{"amend\t-\tkim\t-\t-\t-\tcustomer=erased",
		 "amend\t-\tkim\t-\t-\t-\tcustomer=Former customer"},
		{"amend\t-\tkim\t-\t-\t-\tcustomer=Former customer", NULL},
	};

	(void)state;
	check_left(PLAN_SHOP, "Former customer", rows, COUNT(rows));
}

static void
what_the_plan_does_not_keep_goes_too(void **state)
{
	static const char *const rows[][2] = {
		{"open\tlate\tkim\t-\t-\terased\tcategory=late\tvalue=18.00",
		 "open\t-\tkim\t-\t-\terased\tcategory=erased\tvalue=erased"},
		{"cause\tcarrier\tkim\t-\t-\t-", NULL},
		{"close\tsatisfied\tkim\t-\t-\t-", "close\t-\tkim\t-\t-\t-"},
		{"give\trefund\tkim\t-\t18.00\t-",
		 "give\trefund\tkim\t-\t-\t-"},
		{"renew\tp1\tkim\t2026-11-25T17:00:00+01:00\t-\t-",
		 "renew\tp1\tkim\t-\t-\t-"},
	};
	static const char *const personal[][2] = {
		{"heat\tangry\tkim\t-\t-\t-", "heat\t-\tkim\t-\t-\t-"},
		{"open\tlate\tkim\t-\t-\terased\theat=calm\tseverity=high",
		 "open\tlate\tkim\t-\t-\terased\theat=erased\tseverity=high"},
	};

	(void)state;
	check_left(PRIVACY("  erase: {keeps: [cause]}\n"), "erased", rows,
		   COUNT(rows));
	check_left(PRIVACY("  personal: [customer, heat]\n"), "erased",
		   personal, COUNT(personal));
}

static void
a_line_of_many_short_values_does_not_grow_too_long(void **state)
{
	struct policy *policy = plan(PLAN_SHOP);
	struct arena arena = {0};
	struct buffer line = {0}, after = {0};
	struct record record;
	struct fail why;
	unsigned n = 0;

	(void)state;
	buffer_add_string(&line, AT "open\tlate\tkim\t-\t-\t-");
	while (line.len < RECORD_LINE_MAX - 12)
		buffer_format(&line, "\tk%06u=1", n++);
	assert_true(record_parse(&record, line.at, line.len, -1, &arena, &why));
	assert_true(erase_record(&record, policy, "erased", &arena));
	assert_true(record.pair_count < (int32_t)n);
	record_encode(&after, &record);
	assert_true(after.len <= RECORD_LINE_MAX);
	assert_true(after.len > RECORD_LINE_MAX - 32);
	assert_null(strstr(after.at, "=1"));
	buffer_release(&after);
	buffer_release(&line);
	arena_release(&arena);
	policy_free(policy);
}

/* A case of these lines, each with its minute. */
static void
fold(struct casefile *file, const char *const *lines, struct arena *arena)
{
	struct record *records = arena_get(arena, 8 * sizeof(*records));
	size_t count = 0;

	for (; lines[count]; count++) {
		char *line = arena_format(arena,
					  "2026-11-24T14:%02zu:00.000+01:00\t%s"
					  "\t%s",
					  count, CASE_A, lines[count]);
		struct fail why;

		if (!record_parse(&records[count], line, strlen(line), 2, arena,
				  &why))
			fail_msg("%s", why.text);
	}
	casefold_all(file, CASE_A, records, count, 2, arena);
}

static void
a_flag_of_the_plan_holds_a_case_until_it_is_taken_back(void **state)
{
	static const char *const held[] = {"open\tlate\tkim\t-\t-\tx",
					   "flag\tlegal-claim\tkim\t-\t-\t-",
					   NULL};
	static const char *const other[] = {"open\tlate\tkim\t-\t-\tx",
					    "flag\tpress\tkim\t-\t-\t-", NULL};
	static const char *const over[] = {
		"open\tlate\tkim\t-\t-\tx", "flag\tlegal-claim\tkim\t-\t-\t-",
		"retract\t-\tkim\t-\t-\t-\tof=2026-11-24T14:01:00.000+01:00",
		NULL};
	struct policy *policy =
		plan(PRIVACY("  hold-while: [safety, legal-claim]\n"));
	struct arena arena = {0};
	struct buffer said = {0};
	struct casefile file;

	(void)state;
	fold(&file, held, &arena);
	assert_non_null(erase_held(policy, &file));
	erase_say_held(&said, policy, &file, erase_held(policy, &file));
	assert_non_null(strstr(said.at, "7QK4XME is flagged legal-claim, and "
					"such cases are held (p.yaml:"));
	assert_non_null(strstr(said.at, "case-log 7QK4XME retract -k "
					"of=2026-11-24T14:01:00.000+01:00"));
	buffer_release(&said);
	fold(&file, other, &arena);
	assert_null(erase_held(policy, &file));
	fold(&file, over, &arena);
	assert_null(erase_held(policy, &file));
	arena_release(&arena);
	policy_free(policy);
}

static void
a_case_is_due_when_it_was_closed_longer_ago_than_it_is_kept(void **state)
{
	static const char *const closed[] = {"open\tlate\tkim\t-\t-\tx",
					     "close\tsatisfied\tkim\t-\t-\t-",
					     NULL};
	static const char *const reopened[] = {"open\tlate\tkim\t-\t-\tx",
					       "close\tsatisfied\tkim\t-\t-\t-",
					       "reopen\t-\tkim\t-\t-\t-", NULL};
	static const char *const erased[] = {"open\tlate\tkim\t-\t-\tx",
					     "close\tsatisfied\tkim\t-\t-\t-",
					     "erase\t-\tkim\t-\t-\t-", NULL};
	static const struct {
		const char *now;
		bool due;
	} rows[] = {
		{"2026-12-24T14:01:00.000+01:00", false},
		{"2026-12-24T14:01:00.001+01:00", true},
	};
	struct policy *policy = plan(PRIVACY("  keep-closed: 1mo\n"));
	struct arena arena = {0};
	struct casefile file;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		int64_t now;
		int offset;

		assert_true(zone_parse_time(rows[i].now, &now, &offset));
		fold(&file, closed, &arena);
		assert_int_equal(erase_is_due(policy, &file, now), rows[i].due);
		fold(&file, reopened, &arena);
		assert_false(erase_is_due(policy, &file, now));
		fold(&file, erased, &arena);
		assert_false(erase_is_due(policy, &file, now));
	}
	arena_release(&arena);
	policy_free(policy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_go_and_what_the_shop_counts_by_stays),
		cmocka_unit_test(the_plan_says_what_stands_for_the_name),
		cmocka_unit_test(what_the_plan_does_not_keep_goes_too),
		cmocka_unit_test(
			a_line_of_many_short_values_does_not_grow_too_long),
		cmocka_unit_test(
			a_flag_of_the_plan_holds_a_case_until_it_is_taken_back),
		cmocka_unit_test(
			a_case_is_due_when_it_was_closed_longer_ago_than_it_is_kept),
	};

	return cmocka_run_group_tests_name("erase", tests, NULL, NULL);
}
