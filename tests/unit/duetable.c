#include "duetable.h"

#include "story.h"

#include "letter.h"

#define PLAN STORY_PLAN("", "")

/* What is listed: a line a row, "duty ref whose act-by +more", then the hints.
 * Caller frees. */
static char *
listed_by(const char *plan, const char *events, const char *now)
{
	struct story_told told;
	struct duty_view view;
	struct duty_list list = {0};
	struct duetable_row *rows;
	struct buffer out = {0};
	size_t count;

	story_tell(&told, plan, events);
	duty_view_init(&view, told.policy, told.policy->shop.zone,
		       story_instant(now));
	owed_on_book(&list, &view, &told.book, &told.arena);
	duetable_title(&out, &list, &told.book, &view);
	rows = duetable_rows(&list, &told.book, &count);
	for (size_t i = 0; i < count; i++) {
		struct record record;
		const char *more, *act_by;

		duetable_record(&record, &rows[i], &view, &told.arena);
		more = record_get(&record, "more");
		act_by = record_get(&record, "act-by");
		buffer_format(&out, "%s %s %s %.5s", record.what,
			      record_get(&record, "ref")
				      ? record_get(&record, "ref")
				      : "-",
			      record.who ? record.who : "-",
			      act_by ? act_by + 11 : "-");
		buffer_format(&out, "%s%s\n", more ? " +" : "",
			      more ? more : "");
	}
	duetable_hints(&out, rows, count, &told.book);
	free(rows);
	duty_list_release(&list);
	story_end(&told);
	return out.at ? out.at : mem_copy("");
}

static char *
listed(const char *events, const char *now)
{
	return listed_by(PLAN, events, now);
}

static void
a_case_has_one_row_and_says_how_much_more(void **state)
{
	static const struct {
		const char *events, *now, *want;
	} rows[] = {
		{"", "23T10:00", ""},
		{"A 23T09:30 kim open late channel=phone customer=Ana\n",
		 "23T10:00",
		 "Casa Luz, Mon 23 Nov 10:00: 1 later\n\n"
		 "update - - 18:00 +2\n\n"
		 "1 case has more than one duty: followup-due 000. Why so: "
		 "followup-due --why 000\n"},
		/* A promise that is late: the apology comes first. */
		{"A 23T09:30 kim open late channel=phone customer=Ana\n"
		 "A 23T09:40 kim promise p1 due=23T12:00 : Ring\n"
		 "A 23T09:50 kim close satisfied\n",
		 "23T12:30",
		 "Casa Luz, Mon 23 Nov 12:30: 1 late\n\n"
		 "apologise p1 jo 14:00 +2\n\n"
		 "1 case has more than one duty: followup-due 000. Why so: "
		 "followup-due --why 000\n"},
		{"A 23T09:30 kim open late channel=phone customer=Ana\n"
		 "A 23T09:50 kim close best-done\n",
		 "23T11:30",
		 "Casa Luz, Mon 23 Nov 11:30: 1 later\n\n"
		 "follow-up feedback kim 14:00\n\n"
		 "Why so: followup-due --why 000\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char *got = listed(rows[i].events, rows[i].now);

		assert_string_equal(got, rows[i].want);
		free(got);
	}
}

static void
several_cases_are_named_up_to_three(void **state)
{
	static const char *const events[] = {
		"A 23T09:30 kim open late channel=phone customer=Ana\n",
		"B 23T09:30 kim open late channel=phone customer=Ben\n",
		"C 23T09:30 kim open late channel=phone customer=Cleo\n",
		"D 23T09:30 kim open late channel=phone customer=Dan\n",
	};
	struct buffer all = {0};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		char *got, *hint;

		buffer_add_string(&all, events[i]);
		got = listed(all.at, "23T10:00");
		hint = strstr(got, i == 0 ? "1 case has" : "cases have");
		assert_non_null(hint);
		/* A line of its own where both would be too long. */
		for (char *end; (end = strchr(hint, '\n')) && end[1];
		     hint = end + 1)
			assert_true(end - hint <= 80);
		assert_int_equal(strstr(got, " ...\n") != NULL, i == 3);
		free(got);
	}
	buffer_release(&all);
}

/* Who opens the list sees what it is about, though no case has a duty. */
static void
a_title_is_never_without_what_there_is(void **state)
{
	static const char monthly[] =
		PLAN "  monthly-review: {day: 24, who: owner}\n";
	static const struct {
		const char *events, *want;
	} rows[] = {
		{"a 02 09:30 kim open late customer=Ana history=yes\n"
		 "a 02 10:00 kim cause carrier\n",
		 "Casa Luz, Tue 24 Nov 10:00: what the month taught\n"},
		{"a 02 09:30 kim open late customer=Ana\n"
		 "a 24 09:40 kim close best-done out-of-order=restated\n"
		 "a 24 09:41 kim feedback 5\n",
		 "Casa Luz, Tue 24 Nov 10:00: what was passed over\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char *got = listed_by(monthly, rows[i].events, "24T10:00");

		if (!strstr(got, rows[i].want))
			fail_msg("%s", got);
		free(got);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_case_has_one_row_and_says_how_much_more),
		cmocka_unit_test(several_cases_are_named_up_to_three),
		cmocka_unit_test(a_title_is_never_without_what_there_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
