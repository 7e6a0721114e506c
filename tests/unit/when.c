/*
 * The times that are taken, each with its reading and how it is said back, and
 * those that are refused, each with its sentence: tests/data/dates.tsv, which
 * is the manual's table, too; and what depends on the shop and the clocks.
 */
#include "when.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define NOW "2026-11-24T10:00:00+00:00"
#define TABLE "tests/data/dates.tsv"

/* "AT", or "FROM..AT" of a window. */
struct taken {
	const char *text, *at, *said;
};

struct shop {
	struct zone *zone;
	struct hours *hours;
	struct when_context context;
};

static int64_t
instant(const char *due)
{
	int64_t at = INSTANT_NONE;
	int offset;

	if (!zone_parse_due(due, &at, &offset))
		fail_msg("'%s' is not a time", due);
	return at;
}

static struct shop
open_shop(const char *zone, const char *now)
{
	struct shop shop = {0};
	struct fail why;

	shop.zone = zone_load(zone, &why);
	assert_non_null(shop.zone);
	shop.hours = hours_new(shop.zone);
	for (int day = 0; day < 5; day++)
		assert_true(hours_add_week(shop.hours, day, 9 * 60,
					   17 * 60 + 30, &why));
	assert_true(hours_add_week(shop.hours, 5, 10 * 60, 16 * 60, &why));
	hours_add_closed_yearly(shop.hours, 1225, 1226, "Christmas");
	shop.context.hours = shop.hours;
	shop.context.zone = shop.zone;
	shop.context.now = instant(now);
	return shop;
}

static void
close_shop(struct shop *shop)
{
	hours_free(shop->hours);
	zone_free(shop->zone);
}

static void
add_instant(struct buffer *out, const struct shop *shop, int64_t at)
{
	zone_format_due(out, at, zone_offset(shop->zone, at));
}

static void
assert_taken(const struct shop *shop, const struct taken *row,
	     bool (*parse)(const char *, const struct when_context *,
			   struct when *, struct fail *))
{
	struct when when;
	struct fail why;
	struct buffer out = {0};

	if (!parse(row->text, &shop->context, &when, &why))
		fail_msg("'%s': %s", row->text, why.text);
	if (when.from != INSTANT_NONE) {
		add_instant(&out, shop, when.from);
		buffer_add_string(&out, "..");
	}
	add_instant(&out, shop, when.at);
	assert_string_equal(buffer_string(&out), row->at);
	buffer_clear(&out);
	when_say_back(&out, &shop->context, &when);
	assert_string_equal(buffer_string(&out), row->said);
	buffer_release(&out);
}

/* The shop of the table. */
static struct shop
open_tables_shop(void)
{
	struct shop shop = {0};
	struct fail why;

	shop.zone = zone_load("Europe/Madrid", &why);
	assert_non_null(shop.zone);
	shop.hours = hours_new(shop.zone);
	for (int day = 0; day < 5; day++)
		assert_true(
			hours_add_week(shop.hours, day, 9 * 60, 18 * 60, &why));
	assert_true(hours_add_week(shop.hours, 5, 10 * 60, 14 * 60, &why));
	hours_add_closed_yearly(shop.hours, 1225, 1225, "Christmas Day");
	hours_add_closed_yearly(shop.hours, 101, 101, "New Year's Day");
	shop.context.hours = shop.hours;
	shop.context.zone = shop.zone;
	shop.context.now = instant("2026-11-24T10:00:00+01:00");
	return shop;
}

struct row {
	char line[512];
	const char *use, *text, *at, *said;
	bool refused;
};

static bool
next_row(FILE *file, struct row *row)
{
	do {
		if (!fgets(row->line, sizeof(row->line), file))
			return false;
	} while (row->line[0] == '#');
	row->use = strtok(row->line, "\t\n");
	row->text = strtok(NULL, "\t\n");
	row->at = strtok(NULL, "\t\n");
	row->said = strtok(NULL, "\t\n");
	assert_non_null(row->said);
	row->refused = strcmp(row->at, "-") == 0;
	return true;
}

/* Judge every row of one use; there are so many that are taken at least. */
static void
judge_rows(const char *use, size_t least,
	   void (*judge)(const struct shop *, const struct row *))
{
	struct shop shop = open_tables_shop();
	FILE *file = fopen(TABLE, "r");
	size_t taken = 0;
	struct row row;

	assert_non_null(file);
	while (next_row(file, &row)) {
		if (strcmp(row.use, use) != 0)
			continue;
		judge(&shop, &row);
		taken += !row.refused;
	}
	assert_true(taken >= least);
	fclose(file);
	close_shop(&shop);
}

static void
judge_row(const struct shop *shop, const struct row *row,
	  bool (*parse)(const char *, const struct when_context *,
			struct when *, struct fail *))
{
	struct when when = {.at = 7};
	struct fail why;

	if (!row->refused) {
		assert_taken(shop,
			     &(struct taken){row->text, row->at, row->said},
			     parse);
		return;
	}
	if (parse(row->text, &shop->context, &when, &why))
		fail_msg("'%s' is taken", row->text);
	assert_string_equal(why.text, row->said);
	assert_int_equal(why.kind, FAIL_USAGE);
	assert_true(when.at == 7);
}

static void
judge_ahead(const struct shop *shop, const struct row *row)
{
	judge_row(shop, row, when_parse_due);
}

static void
judge_past(const struct shop *shop, const struct row *row)
{
	judge_row(shop, row, when_parse_past);
}

static void
judge_period(const struct shop *shop, const struct row *row)
{
	struct buffer out = {0};
	int64_t from = 7, to = 7;
	struct fail why;

	if (when_parse_period(row->text, &shop->context, &from, &to, &why) ==
	    row->refused)
		fail_msg("'%s': %s", row->text,
			 row->refused ? "is taken" : why.text);
	if (row->refused) {
		assert_string_equal(why.text, row->said);
		assert_int_equal(why.kind, FAIL_USAGE);
		assert_true(from == 7 && to == 7);
		return;
	}
	assert_true(from < to);
	add_instant(&out, shop, from);
	buffer_add_string(&out, "..");
	add_instant(&out, shop, to);
	assert_string_equal(buffer_string(&out), row->at);
	buffer_release(&out);
}

static void
every_time_ahead_is_read_and_said_back_or_refused(void **state)
{
	(void)state;
	judge_rows("ahead", 60, judge_ahead);
}

static void
every_time_past_is_read_and_said_back_or_refused(void **state)
{
	(void)state;
	judge_rows("past", 20, judge_past);
}

static void
every_period_is_half_open_or_refused(void **state)
{
	(void)state;
	judge_rows("period", 20, judge_period);
}

static void
blanks_around_do_not_matter_and_alone_are_no_time(void **state)
{
	static const char *const none[] = {"", " ", "\t\n"};
	static const struct taken rows[] = {
		{" 3bd ", "2026-11-27T17:30:00+00:00",
		 "Fri 27 Nov 17:30, in 3 open days"},
		{"\tfri \t 17:00\n", "2026-11-27T17:00:00+00:00",
		 "Fri 27 Nov 17:00, in 3 open days"},
	};
	struct shop shop = open_shop("Europe/London", NOW);
	struct when when;
	struct fail why;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_taken(&shop, &rows[i], when_parse_due);
	for (size_t i = 0; i < COUNT(none); i++) {
		assert_false(
			when_parse_due(none[i], &shop.context, &when, &why));
		assert_string_equal(why.text,
				    "a time is missing; write one as 17:00, "
				    "fri 17:00, 2026-11-25 17:00 or 3bd");
	}
	close_shop(&shop);
}

static void
a_skipped_time_goes_by_the_plans_clock_gap(void **state)
{
	static const struct taken row = {
		"tomorrow 01:30", "2026-03-29T02:30:00+01:00",
		"Sun 29 Mar 02:30, with no open time before it; the clocks "
		"skip 01:30"};
	struct shop shop =
		open_shop("Europe/London", "2026-03-28T17:00:00+00:00");
	struct when when;
	struct fail why;

	(void)state;
	assert_taken(&shop, &row, when_parse_due);
	shop.context.gap = ZONE_GAP_REFUSE;
	assert_false(when_parse_due(row.text, &shop.context, &when, &why));
	assert_string_equal(why.text, "the clocks skip 01:30 on Sun 29 Mar "
				      "2026; write 02:30");
	close_shop(&shop);
}

static void
a_doubled_time_goes_by_the_plans_clock_fold(void **state)
{
	static const struct taken first = {
		"tomorrow 01:30", "2026-10-25T01:30:00+01:00",
		"Sun 25 Oct 01:30, with no open time before it; the clocks "
		"show 01:30 twice, this is the first"};
	static const struct taken second = {
		"tomorrow 01:30", "2026-10-25T01:30:00+00:00",
		"Sun 25 Oct 01:30, with no open time before it; the clocks "
		"show 01:30 twice, this is the second"};
	static const struct taken with_offset = {
		"2026-10-25T01:30+00:00", "2026-10-25T01:30:00+00:00",
		"Sun 25 Oct 01:30, with no open time before it"};
	struct shop shop =
		open_shop("Europe/London", "2026-10-24T17:00:00+01:00");
	struct when when;
	struct fail why;

	(void)state;
	assert_taken(&shop, &first, when_parse_due);
	shop.context.fold = ZONE_FOLD_SECOND;
	assert_taken(&shop, &second, when_parse_due);
	shop.context.fold = ZONE_FOLD_REFUSE;
	assert_taken(&shop, &with_offset, when_parse_due);
	assert_false(when_parse_due(first.text, &shop.context, &when, &why));
	assert_string_equal(why.text,
			    "the clocks show 01:30 twice on Sun 25 Oct 2026; "
			    "write 2026-10-25T01:30:00+01:00 or "
			    "2026-10-25T01:30:00+00:00");
	close_shop(&shop);
}

static void
today_after_the_close_ends_at_midnight_and_before_opening_began_there(
	void **state)
{
	static const struct taken rows[] = {
		{"today", "2026-11-25T00:00:00+00:00",
		 "today 24:00, with no open time before it"},
		{"close", "2026-11-25T17:30:00+00:00",
		 "Wed 25 Nov 17:30, in 1 open day"},
	};
	static const struct taken morning = {"today",
					     "2026-11-24T00:00:00+00:00",
					     "today 00:00, 8 hours ago"};
	struct shop shop =
		open_shop("Europe/London", "2026-11-24T19:00:00+00:00");

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_taken(&shop, &rows[i], when_parse_due);
	shop.context.now = instant("2026-11-24T08:00:00+00:00");
	assert_taken(&shop, &morning, when_parse_past);
	close_shop(&shop);
}

static void
without_hours_a_day_is_its_midnights_and_open_time_is_refused(void **state)
{
	static const struct taken rows[] = {
		{"fri", "2026-11-28T00:00:00+00:00",
		 "Fri 27 Nov 24:00, in 3 days"},
		{"4h", "2026-11-24T14:00:00+00:00", "today 14:00, in 4 hours"},
		{"1mo", "2026-12-24T10:00:00+00:00",
		 "Thu 24 Dec 10:00, in 30 days"},
	};
	static const struct {
		const char *typed, *instead;
	} refusals[] = {{"3bd", "; 3d needs none"},
			{"2bh", "; 2h needs none"},
			{"90bm", "; 90m needs none"},
			{"close", ""}};
	struct shop shop = open_shop("Europe/London", NOW);
	struct when when;
	struct fail why;

	(void)state;
	shop.context.hours = NULL;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_taken(&shop, &rows[i], when_parse_due);
	for (size_t i = 0; i < COUNT(refusals); i++) {
		char want[128];

		assert_false(when_parse_due(refusals[i].typed, &shop.context,
					    &when, &why));
		strcpy(want, "'");
		strcat(want, refusals[i].typed);
		strcat(want, "' counts open time, and no opening hours are "
			     "known here");
		strcat(want, refusals[i].instead);
		assert_string_equal(why.text, want);
	}
	close_shop(&shop);
}

/* What amends-dates(7) has no room for: more words that name no time, and what
 * to write for those that name one in another way. */
static void
what_is_not_exact_is_refused_with_what_to_write(void **state)
{
	static const char *const vague[] = {
		"sooner or later",  "a few days", "a few hours",
		"a couple of days", "eventually", "sometime",
		"some time",        "in a while", "at some point",
		"in a bit",         "one day",    "quickly",
		"immediately",      "right away", "straight away",
	};
	static const struct {
		const char *said, *write;
	} rows[] = {
		{"midday", "'12:00'"},
		{"this morning", "'today 12:00'"},
		{"this afternoon", "'today 18:00'"},
		{"this evening", "'today 20:00'"},
		{"tomorrow afternoon",
		 "'tomorrow 18:00' or 'tomorrow 13:00..18:00'"},
		{"tomorrow evening", "'tomorrow 20:00'"},
		{"eod", "'close'"},
		{"cob", "'close'"},
		{"end of the day", "'close'"},
		{"close of business", "'close'"},
		{"closing time", "'close'"},
		{"this week", "the day, 'fri'"},
		{"end of the week", "the day, 'fri'"},
		{"eow", "the day, 'fri'"},
		{"end of the month", "the date"},
		{"eom", "the date"},
		{"a fortnight", "'2w'"},
		{"in a fortnight", "'2w'"},
		{"an hour", "'1h'"},
		{"within an hour", "'1h'"},
		{"within the hour", "'1h'"},
		{"in half an hour", "'30m'"},
		{"in a day", "'1d'"},
		{"a week", "'1w'"},
		{"in a month", "'1mo'"},
		{"the day after tomorrow", "'2d', or the day"},
	};
	struct shop shop = open_shop("Europe/London", NOW);
	struct when when;
	struct fail why;

	(void)state;
	for (size_t i = 0; i < COUNT(vague); i++) {
		struct buffer want = {0};

		buffer_format(&want,
			      "'%s' does not say when; write a day and a time, "
			      "'fri 17:00', or a window, 'tue 10:00..12:00'",
			      vague[i]);
		assert_false(
			when_parse_due(vague[i], &shop.context, &when, &why));
		assert_string_equal(why.text, want.at);
		buffer_release(&want);
	}
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer want = {0};

		buffer_format(&want, "'%s' is not exact; write %s",
			      rows[i].said, rows[i].write);
		assert_false(when_parse_due(rows[i].said, &shop.context, &when,
					    &why));
		assert_string_equal(why.text, want.at);
		buffer_release(&want);
	}
	assert_false(when_parse_due("2075", &shop.context, &when, &why));
	assert_string_equal(why.text,
			    "'2075' is a whole year; write a day, 2075-11-25");
	close_shop(&shop);
}

static void
what_was_meant_is_guessed_and_is_a_time(void **state)
{
	static const struct {
		const char *said, *guess;
	} rows[] = {
		{"two weeks", "2 weeks"},
		{"in two weeks", "in 2 weeks"},
		{"2 weeks from now", "2 weeks"},
		{"within 2 hours", "in 2 hours"},
		{"the 15th", "15 December"},
		{"15th", "15 December"},
		{"the 24th", "24 November"},
		{"the 31st", "31 December"},
		{"tuesday the 15th", "tuesday 15 December"},
		{"15th of december", "15 december"},
		{"5. oktober", "5 october"},
		{"at noon", "12:00"},
		{"tomorrow at noon", "tomorrow 12:00"},
		{"the coming friday", "friday"},
		{"on the fryday 17:00", "friday 17:00"},
		{"from 10:00 to 12:00", "10:00..12:00"},
		{"tue between 10:00 and 12:00", "tue 10:00..12:00"},
		{"tue 10:00 - 12:00", "tue 10:00..12:00"},
	};
	/* Nothing is guessed at where no guess is a time. */
	static const char *const none[] = {
		"new year",          "half past five",
		"soonish tuesday",   "before lunch tomorrow",
		"december the 15th", "thursday the 15th"};
	struct shop shop = open_shop("Europe/London", NOW);
	struct when when;
	struct fail why;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer want = {0};

		buffer_format(&want, "'%s' is not a time; did you mean '%s'?",
			      rows[i].said, rows[i].guess);
		assert_false(when_parse_due(rows[i].said, &shop.context, &when,
					    &why));
		assert_string_equal(why.text, want.at);
		assert_true(when_parse_due(rows[i].guess, &shop.context, &when,
					   &why));
		buffer_release(&want);
	}
	for (size_t i = 0; i < COUNT(none); i++) {
		struct buffer want = {0};

		buffer_format(&want,
			      "'%s' is not a time; write one as 17:00, fri "
			      "17:00, 2026-11-25 17:00 or 3bd",
			      none[i]);
		assert_false(
			when_parse_due(none[i], &shop.context, &when, &why));
		assert_string_equal(why.text, want.at);
		buffer_release(&want);
	}
	assert_false(
		when_parse_past("two weeks ago", &shop.context, &when, &why));
	assert_string_equal(why.text, "'two weeks ago' is not a time; did you "
				      "mean '2 weeks ago'?");
	assert_false(when_parse_past("the 25th", &shop.context, &when, &why));
	assert_string_equal(why.text, "'the 25th' is not a time; did you mean "
				      "'25 October'?");
	/* What is still to come did not happen. */
	assert_false(when_parse_past("tomorow", &shop.context, &when, &why));
	assert_null(strstr(why.text, "did you mean"));
	assert_false(when_parse_due("by next fri", &shop.context, &when, &why));
	assert_string_equal(why.text,
			    "'next fri' can mean two days; write 'fri' for Fri "
			    "27 Nov, or 2026-12-04 for a week later");
	close_shop(&shop);
}

/* What a refusal proposes behind a phrase, in quotes or not; "" nothing. */
static void
add_proposed(struct buffer *out, const char *sentence, const char *phrase)
{
	const char *at = strstr(sentence, phrase);

	buffer_clear(out);
	if (!at)
		return;
	at += strlen(phrase);
	if (*at == '\'')
		buffer_add(out, at + 1, strcspn(at + 1, "'"));
	else
		buffer_add(out, at, strcspn(at, " "));
}

static bool
is_read(const struct shop *shop, int as, const char *text, struct fail *why)
{
	struct when when;
	int64_t from, to;

	if (as == 0)
		return when_parse_due(text, &shop->context, &when, why);
	if (as == 1)
		return when_parse_past(text, &shop->context, &when, why);
	return when_parse_period(text, &shop->context, &from, &to, why);
}

/* Whether what is proposed is a time, or makes one of the text in place of the
 * part of it that the sentence is about. */
static bool
is_of_use(const struct shop *shop, int as, const char *text,
	  const char *sentence, const char *proposed)
{
	size_t len = strcspn(sentence + 1, "'");
	struct buffer about = {0}, whole = {0};
	const char *at;
	bool good = is_read(shop, as, proposed, NULL);

	buffer_add(&about, sentence + 1, len);
	at = strstr(text, about.at);
	if (!good && at) {
		buffer_add(&whole, text, (size_t)(at - text));
		buffer_format(&whole, "%s%s", proposed, at + len);
		good = is_read(shop, as, whole.at, NULL);
	}
	buffer_release(&about);
	buffer_release(&whole);
	return good;
}

/* Up to four words out of what people say, in any order. */
static void
what_a_refusal_proposes_is_never_refused_in_its_turn(void **state)
{
	static const char *const said[] = {
		"two",       "weeks",   "a",      "hour",    "in",
		"within",    "the",     "15th",   "5.",      "31st",
		"oktober",   "dec",     "tusday", "friday",  "next",
		"last",      "this",    "coming", "month",   "new",
		"year",      "tomorow", "at",     "noon",    "midnight",
		"from",      "to",      "10:00",  "12:00",   "24:30",
		"5pm",       "24.30",   "2430",   "now",     "ago",
		"of",        "by",      "+3",     "days",    "2026-1-5",
		"2026-13-5", "1/2/300", "2026",   "morning", "between",
	};
	static const char *const phrases[] = {"did you mean ", "is written "};
	struct shop shop = open_shop("Europe/London", NOW);
	struct buffer text = {0}, proposed = {0};
	uint32_t random = 1;
	struct fail why;

	(void)state;
	for (int i = 0; i < 60000; i++) {
		buffer_clear(&text);
		for (int words = i % 4; words >= 0; words--) {
			random = random * 1664525 + 1013904223;
			buffer_format(&text, "%s%s", text.len ? " " : "",
				      said[(random >> 8) % COUNT(said)]);
		}
		if (is_read(&shop, i % 3, text.at, &why))
			continue;
		for (size_t n = 0; n < COUNT(phrases); n++) {
			add_proposed(&proposed, why.text, phrases[n]);
			if (proposed.len > 0 &&
			    !is_of_use(&shop, i % 3, text.at, why.text,
				       proposed.at))
				fail_msg("'%s' as %d: %s", text.at, i % 3,
					 why.text);
		}
	}
	buffer_release(&text);
	buffer_release(&proposed);
	close_shop(&shop);
}

static void
the_plans_vague_words_are_refused_ahead_and_only_there(void **state)
{
	static const char *const vague[] = {"Today", "one of  these days",
					    "friday"};
	static const char *const refusals[] = {"today", "today 17:00", "friday",
					       "One of these days"};
	struct shop shop = open_shop("Europe/London", NOW);
	struct when when;
	struct fail why;

	(void)state;
	shop.context.too_vague = vague;
	shop.context.too_vague_count = COUNT(vague);
	for (size_t i = 0; i < COUNT(refusals); i++) {
		assert_false(when_parse_due(refusals[i], &shop.context, &when,
					    &why));
		assert_non_null(strstr(why.text, "does not say when"));
	}
	assert_true(when_parse_due("fri", &shop.context, &when, &why));
	assert_true(when_parse_past("today", &shop.context, &when, &why));
	close_shop(&shop);
}

static void
a_span_that_no_opening_reaches_is_refused(void **state)
{
	struct shop shop = open_shop("Europe/London", NOW);
	struct hours *never = hours_new(shop.zone);
	struct when when;
	struct fail why;

	(void)state;
	shop.context.hours = never;
	assert_false(when_parse_due("3bd", &shop.context, &when, &why));
	assert_string_equal(why.text, "'3bd' is never reached: the plan has "
				      "no opening hours that far off");
	hours_free(never);
	close_shop(&shop);
}

static void
a_day_that_the_clocks_skip_whole_is_nothing_or_its_end(void **state)
{
	struct shop shop =
		open_shop("Pacific/Apia", "2011-12-29T10:00:00-10:00");
	struct when when;
	struct fail why;
	int64_t from;
	int64_t to;

	(void)state;
	assert_true(when_parse_due("2011-12-30", &shop.context, &when, &why));
	assert_true(when.at == instant("2011-12-31T00:00:00+14:00"));
	assert_true(
		when_parse_due("2011-12-30 12:00", &shop.context, &when, &why));
	assert_true(when.at == instant("2011-12-31T12:00:00+14:00"));
	assert_int_equal(when.wall, ZONE_WALL_SKIPPED);
	assert_true(when_parse_period("2011-12-29..2011-12-31", &shop.context,
				      &from, &to, &why));
	assert_true(to - from == 48 * ZONE_HOUR);
	close_shop(&shop);
}

static void
instants_are_said_in_words(void **state)
{
	static const struct {
		const char *at, *plain, *full, *near, *distance, *day;
	} rows[] = {
		{"2026-11-24T10:00:00+00:00", "today 10:00",
		 "Tuesday 24 November, 10:00", "today 10:00", "now",
		 "Tue 24 Nov"},
		{"2026-11-24T17:30:00+00:00", "today 17:30",
		 "Tuesday 24 November, 17:30", "today 17:30", "in 7 h",
		 "Tue 24 Nov"},
		{"2026-11-24T10:20:30+00:00", "today 10:20",
		 "Tuesday 24 November, 10:20", "today 10:20", "in 20 min",
		 "Tue 24 Nov"},
		{"2026-11-25T10:00:00+00:00", "Wed 25 Nov 10:00",
		 "Wednesday 25 November, 10:00", "tomorrow 10:00", "in 24 h",
		 "Wed 25 Nov"},
		{"2026-11-23T18:30:00+00:00", "Mon 23 Nov 18:30",
		 "Monday 23 November, 18:30", "yesterday 18:30", "late 15 h",
		 "Mon 23 Nov"},
		{"2026-11-22T09:00:00+00:00", "Sun 22 Nov 09:00",
		 "Sunday 22 November, 09:00", "Sunday 09:00", "late 2 d",
		 "Sun 22 Nov"},
		{"2026-11-30T16:40:00+00:00", "Mon 30 Nov 16:40",
		 "Monday 30 November, 16:40", "Monday 16:40", "in 6 d",
		 "Mon 30 Nov"},
		{"2026-12-01T16:40:00+00:00", "Tue 1 Dec 16:40",
		 "Tuesday 1 December, 16:40", "1 December 16:40", "in 7 d",
		 "Tue 1 Dec"},
		{"2026-11-12T16:40:00+00:00", "Thu 12 Nov 16:40",
		 "Thursday 12 November, 16:40", "12 November 16:40",
		 "late 11 d", "Thu 12 Nov"},
		{"2027-11-26T17:30:00+00:00", "Fri 26 Nov 2027 17:30",
		 "Friday 26 November 2027, 17:30", "26 November 2027 17:30",
		 "in 367 d", "Fri 26 Nov 2027"},
	};
	struct shop shop = open_shop("Europe/London", NOW);
	int64_t now = shop.context.now;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};
		int64_t at = instant(rows[i].at);

		when_say(&out, shop.zone, now, at);
		assert_string_equal(buffer_string(&out), rows[i].plain);
		buffer_clear(&out);
		when_say_full(&out, shop.zone, now, at);
		assert_string_equal(buffer_string(&out), rows[i].full);
		buffer_clear(&out);
		when_say_near(&out, shop.zone, now, at);
		assert_string_equal(buffer_string(&out), rows[i].near);
		buffer_clear(&out);
		when_say_distance(&out, now, at);
		assert_string_equal(buffer_string(&out), rows[i].distance);
		buffer_clear(&out);
		when_say_day(&out, shop.zone, now, at, true);
		assert_string_equal(buffer_string(&out), rows[i].day);
		buffer_clear(&out);
		when_say_day(&out, shop.zone, now, at, false);
		assert_string_equal(buffer_string(&out), rows[i].day + 4);
		buffer_release(&out);
	}
	close_shop(&shop);
}

static void
how_far_ahead_is_counted_as_the_shop_is_open(void **state)
{
	static const struct {
		const char *at, *said;
	} rows[] = {
		{"2026-11-24T10:00:59+00:00", "now"},
		{"2026-11-24T10:01:00+00:00", "in 1 open minute"},
		{"2026-11-24T11:59:00+00:00", "in 119 open minutes"},
		{"2026-11-24T12:30:00+00:00", "in 2 open hours"},
		{"2026-11-24T23:00:00+00:00", "in 7 open hours"},
		{"2026-11-25T00:00:00+00:00", "in 7 open hours"},
		{"2026-11-25T08:00:00+00:00", "in 1 open day"},
		{"2026-11-28T16:00:00+00:00", "in 4 open days"},
		{"2026-11-24T09:00:00+00:00", "60 minutes ago"},
		{"2026-11-20T10:00:00+00:00", "4 days ago"},
	};
	struct shop shop = open_shop("Europe/London", NOW);
	struct buffer out = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		buffer_clear(&out);
		when_say_ahead(&out, shop.hours, shop.context.now,
			       instant(rows[i].at));
		assert_string_equal(buffer_string(&out), rows[i].said);
	}
	buffer_release(&out);
	close_shop(&shop);
}

static void
hostile_text_is_refused_and_nothing_worse(void **state)
{
	static const char letters[] =
		"0123456789:-.+/ tzTZ..mondaysclinwekhbr\t\n\x80\xff";
	struct shop shop = open_shop("Europe/London", NOW);
	uint64_t random = 20261122;

	(void)state;
	for (int i = 0; i < 20000; i++) {
		char text[40];
		size_t len = 0;
		struct when when;
		struct fail why;
		int64_t from;
		int64_t to;

		do {
			random = random * UINT64_C(6364136223846793005) + 1;
			text[len++] =
				letters[(random >> 33) % (sizeof(letters) - 1)];
		} while (len < sizeof(text) - 1 && (random >> 40) % 12 > 0);
		text[len] = '\0';
		if (when_parse_due(text, &shop.context, &when, &why))
			assert_true(when.at >= ZONE_EARLIEST &&
				    when.at <= ZONE_LATEST);
		if (when_parse_past(text, &shop.context, &when, &why))
			assert_true(when.from == INSTANT_NONE);
		if (when_parse_period(text, &shop.context, &from, &to, &why))
			assert_true(from < to);
	}
	close_shop(&shop);
}

static void
how_long_ago_is_said_in_one_unit(void **state)
{
	static const struct {
		int64_t ago;
		const char *want;
	} rows[] = {
		{0, "just now"},
		{-ZONE_HOUR, "just now"},
		{ZONE_MINUTE - 1, "just now"},
		{ZONE_MINUTE, "1 minute ago"},
		{59 * ZONE_MINUTE, "59 minutes ago"},
		{ZONE_HOUR, "1 hour ago"},
		{47 * ZONE_HOUR, "1 day ago"},
		{48 * ZONE_HOUR, "2 days ago"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};

		when_say_ago(&out, 1000 * ZONE_HOUR,
			     1000 * ZONE_HOUR - rows[i].ago);
		assert_string_equal(out.at, rows[i].want);
		buffer_release(&out);
	}
}

static void
the_days_of_a_case_are_those_of_the_calendar(void **state)
{
	/* It is Tuesday 24 November, 10:00. */
	static const struct {
		int64_t hours;
		const char *want;
	} rows[] = {
		{0, "just now"},        {11, "11 hours ago"},
		{23, "23 hours ago"},   {24, "1 day ago"},
		{34, "1 day ago"},      {35, "2 days ago"},
		{47, "2 days ago"},     {48, "2 days ago"},
		{24 * 7, "7 days ago"},
	};
	struct shop shop = open_tables_shop();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};

		when_say_days_ago(&out, shop.hours, shop.context.now,
				  shop.context.now - rows[i].hours * ZONE_HOUR);
		assert_string_equal(out.at, rows[i].want);
		buffer_release(&out);
	}
	close_shop(&shop);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			every_time_ahead_is_read_and_said_back_or_refused),
		cmocka_unit_test(
			every_time_past_is_read_and_said_back_or_refused),
		cmocka_unit_test(every_period_is_half_open_or_refused),
		cmocka_unit_test(
			blanks_around_do_not_matter_and_alone_are_no_time),
		cmocka_unit_test(a_skipped_time_goes_by_the_plans_clock_gap),
		cmocka_unit_test(a_doubled_time_goes_by_the_plans_clock_fold),
		cmocka_unit_test(
			today_after_the_close_ends_at_midnight_and_before_opening_began_there),
		cmocka_unit_test(
			without_hours_a_day_is_its_midnights_and_open_time_is_refused),
		cmocka_unit_test(
			what_is_not_exact_is_refused_with_what_to_write),
		cmocka_unit_test(
			the_plans_vague_words_are_refused_ahead_and_only_there),
		cmocka_unit_test(what_was_meant_is_guessed_and_is_a_time),
		cmocka_unit_test(
			what_a_refusal_proposes_is_never_refused_in_its_turn),
		cmocka_unit_test(a_span_that_no_opening_reaches_is_refused),
		cmocka_unit_test(
			a_day_that_the_clocks_skip_whole_is_nothing_or_its_end),
		cmocka_unit_test(instants_are_said_in_words),
		cmocka_unit_test(how_far_ahead_is_counted_as_the_shop_is_open),
		cmocka_unit_test(hostile_text_is_refused_and_nothing_worse),
		cmocka_unit_test(how_long_ago_is_said_in_one_unit),
		cmocka_unit_test(the_days_of_a_case_are_those_of_the_calendar),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
