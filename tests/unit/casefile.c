#include "casefold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "redact.h"

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))
#define ID "261122-7QK4XMQ"
#define OTHER "261124-7QK4XME"
#define MOST 24

/* A line of the case at 14:MM:00 on 22 November, without its first two fields;
 * " ID" before a minute is another case's. */
struct row {
	const char *minute;
	const char *rest;
};

/* of= of the event in minute MM. */
#define OF(minute) "of=2026-11-22T14:" minute ":00.000+01:00"
#define DUE(minute) "2026-11-22T14:" minute ":00+01:00"

#define OPEN                                                               \
	{                                                                  \
		"00", "open\tlate\tkim\t-\t-\tIt is late.\tcustomer=Ana\t" \
		      "heat=calm\tphone=600\tvalue=18"                     \
	}

struct folded {
	struct arena arena;
	struct casefile file;
};

static struct casefile *
fold_in_order(struct folded *folded, const struct row *rows, size_t count,
	      const size_t *order)
{
	struct record *records;

	*folded = (struct folded){0};
	records = arena_get(&folded->arena, (count + 1) * sizeof(*records));
	for (size_t i = 0; i < count; i++) {
		const struct row *row = &rows[order ? order[i] : i];
		bool other = row->minute[0] == ' ';
		char *line = arena_format(
			&folded->arena, "2026-11-22T14:%s:00.000+01:00\t%s\t%s",
			row->minute + other, other ? OTHER : ID, row->rest);
		struct fail why = {0};

		if (!record_parse(&records[i], line, strlen(line), 2,
				  &folded->arena, &why))
			fail_msg("%s: %s", row->rest, why.text);
	}
	casefold_all(&folded->file, ID, records, count, 2, &folded->arena);
	return &folded->file;
}

static struct casefile *
fold(struct folded *folded, const struct row *rows, size_t count)
{
	return fold_in_order(folded, rows, count, NULL);
}

static const char *
word(const char *string)
{
	return string ? string : "-";
}

/* All that a case comes to, as text. */
static void
describe(struct buffer *out, const struct casefile *file)
{
	buffer_format(out, "%s %s owner=%s category=%s heat=%s",
		      casefile_state_name(file->state),
		      file->opening ? file->opening->text : "-",
		      word(file->owner), word(file->category),
		      word(file->heat));
	buffer_format(out, " outcome=%s cause=%s given=%lld value=%lld",
		      word(file->outcome), word(file->cause),
		      (long long)file->given, (long long)file->value);
	buffer_format(out, " since=%zu lines=%zu events:", file->since,
		      file->line_count);
	for (size_t i = 0; i < file->event_count; i++)
		buffer_format(out, " %s/%zd", file->events[i].record->event,
			      (ptrdiff_t)file->events[i].refers);
	buffer_add_string(out, " details:");
	for (size_t i = 0; i < file->detail_count; i++)
		buffer_format(out, " %s=%s", file->details[i].key,
			      file->details[i].value);
	buffer_add_string(out, " points:");
	for (size_t i = 0; i < file->point_count; i++)
		buffer_format(out, " %s%s", word(file->points[i].ref),
			      i == file->heart ? "*" : "");
	buffer_add_string(out, " promises:");
	for (size_t i = 0; i < file->promise_count; i++)
		buffer_format(out, " %s@%zu=%s", word(file->promises[i].ref),
			      file->promises[i].event,
			      promise_state_name(file->promises[i].state));
}

static void
a_case_is_as_far_as_its_events(void **state)
{
	static const struct {
		struct row rows[6];
		enum casefile_state want;
	} cases[] = {
		{{OPEN}, CASEFILE_HEARING},
		{{OPEN, {"01", "restate\t-\tkim\t-\t-\tIt is late."}},
		 CASEFILE_HEARING},
		{{OPEN, {"01", "confirm\t-\tkim\t-\t-\t-"}}, CASEFILE_CHOOSING},
		{{OPEN, {"01", "offer\trefund\tkim\t-\t1.00\t-"}},
		 CASEFILE_CHOOSING},
		{{OPEN, {"01", "accept\trefund\tkim\t-\t-\t-"}},
		 CASEFILE_DOING},
		{{OPEN,
		  {"01", "accept\trefund\tkim\t-\t-\t-"},
		  {"02", "wait\t-\tkim\t-\t-\tthe receipt"}},
		 CASEFILE_WAITING},
		{{OPEN,
		  {"02", "wait\t-\tkim\t-\t-\tthe receipt"},
		  {"03", "in\temail\tkim\t-\t-\there it is"}},
		 CASEFILE_HEARING},
		{{OPEN,
		  {"02", "wait\t-\tkim\t-\t-\tthe receipt"},
		  {"03", "resume\t-\tkim\t-\t-\t-"}},
		 CASEFILE_HEARING},
		{{OPEN,
		  {"02", "wait\t-\tkim\t-\t-\tthe receipt"},
		  {"03", "close\tunhappy\tkim\t-\t-\t-"}},
		 CASEFILE_CLOSED},
		{{OPEN,
		  {"01", "accept\trefund\tkim\t-\t-\t-"},
		  {"03", "close\tunhappy\tkim\t-\t-\t-"},
		  {"04", "reopen\t-\tkim\t-\t-\tagain"}},
		 CASEFILE_HEARING},
		{{OPEN,
		  {"03", "close\tunhappy\tkim\t-\t-\t-"},
		  {"04", "erase\t-\teva\t-\t-\t-"}},
		 CASEFILE_ERASED},
		{{{"00", "open\tlate\tkim\t-\t-\tIt was late.\thistory=yes"}},
		 CASEFILE_CLOSED},
		{{{"00", "open\tlate\tkim\t-\t-\tIt was late.\thistory=yes"},
		  {"04", "reopen\t-\tkim\t-\t-\tagain"}},
		 CASEFILE_HEARING},
		/* never opened, as far as this journal knows */
		{{{"01", "confirm\t-\tkim\t-\t-\t-"}}, CASEFILE_CHOOSING},
		/* of a newer tool: kept, and takes no part */
		{{OPEN, {"01", "celebrate\t-\tkim\t-\t-\t-"}},
		 CASEFILE_HEARING},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct folded folded;
		size_t count = 0;

		while (cases[i].rows[count].minute)
			count++;
		fold(&folded, cases[i].rows, count);
		assert_string_equal(casefile_state_name(folded.file.state),
				    casefile_state_name(cases[i].want));
		assert_int_equal(casefile_is_open(&folded.file),
				 cases[i].want < CASEFILE_CLOSED);
		arena_release(&folded.arena);
	}
}

static void
a_case_is_whose_it_was_given_to_or_who_did_the_first_thing(void **state)
{
	static const struct {
		struct row rows[5];
		const char *want;
	} cases[] = {
		{{OPEN}, NULL},
		{{OPEN, {"01", "heard\t-\tsam\t-\t-\t-"}}, "sam"},
		{{OPEN,
		  {"01", "heard\t-\tsam\t-\t-\t-"},
		  {"02", "confirm\t-\tkim\t-\t-\t-"}},
		 "sam"},
		{{OPEN,
		  {"01", "heard\t-\tsam\t-\t-\t-"},
		  {"02", "assign\teva\tkim\t-\t-\t-"},
		  {"03", "assign\tkim\teva\t-\t-\t-"}},
		 "kim"},
		{{OPEN,
		  {"01", "heard\t-\tsam\t-\t-\t-"},
		  {"02", "retract\t-\tsam\t-\t-\t-\t" OF("01")},
		  {"03", "step\t-\tkim\t-\t-\tlooked"}},
		 "kim"},
		/* It is about him: what he does first makes it nobody's. */
		{{OPEN,
		  {"01", "heard\t-\tsam\t-\t-\t-"},
		  {"02", "amend\t-\tsam\t-\t-\t-\tabout=Sam"}},
		 NULL},
		{{OPEN,
		  {"01", "heard\t-\tsam\t-\t-\t-"},
		  {"02", "amend\t-\tsam\t-\t-\t-\tabout=sam"},
		  {"03", "step\t-\tkim\t-\t-\tlooked"}},
		 "kim"},
		{{OPEN,
		  {"01", "amend\t-\tsam\t-\t-\t-\tabout=sam"},
		  {"02", "assign\tsam\tkim\t-\t-\t-"}},
		 "sam"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct folded folded;
		size_t count = 0;

		while (cases[i].rows[count].minute)
			count++;
		fold(&folded, cases[i].rows, count);
		assert_string_equal(word(folded.file.owner),
				    word(cases[i].want));
		arena_release(&folded.arena);
	}
}

static void
a_promise_is_open_kept_late_moved_or_broken(void **state)
{
	static const struct {
		struct row rows[6];
		const char *want;
	} cases[] = {
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"}},
		 "p1 open 30"},
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {"30", "kept\tp1\tkim\t-\t-\t-\t" OF("01")}},
		 "p1 kept 30"}, /* on the very minute */
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {"31", "kept\tp1\tkim\t-\t-\t-\t" OF("01")}},
		 "p1 late 30"},
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {"20", "broken\tp1\tkim\t-\t-\t-\t" OF("01")}},
		 "p1 broken 30"},
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {"20", "renew\tp1\tkim\t" DUE("40") "\t-\t-\t" OF("01")}},
		 "p1 moved 30, p1 open 40"},
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {"35", "renew\tp1\tkim\t" DUE("40") "\t-\t-\t" OF("01")}},
		 "p1 broken 30, p1 open 40"},
		/* of= of the first one, or of what it was moved to */
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {"20", "renew\tp1\tkim\t" DUE("40") "\t-\t-\t" OF("01")},
		  {"38", "kept\tp1\tkim\t-\t-\t-\t" OF("01")}},
		 "p1 moved 30, p1 kept 40"},
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {"20", "renew\tp1\tkim\t" DUE("40") "\t-\t-\t" OF("01")},
		  {"41", "kept\tp1\tkim\t-\t-\t-\t" OF("20")}},
		 "p1 moved 30, p1 late 40"},
		/* two tills gave out p1: both are owed */
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {"02", "promise\tp1\tsam\t" DUE("50") "\t-\twrite"},
		  {"20", "kept\tp1\tkim\t-\t-\t-\t" OF("01")}},
		 "p1 kept 30, p1 open 50"},
		/* without of=, the one that is open */
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {"02", "promise\tp2\tkim\t" DUE("50") "\t-\twrite"},
		  {"20", "kept\tp2\tkim\t-\t-\t-"}},
		 "p1 open 30, p2 kept 50"},
		/* what refers to something unknown waits without effect */
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {"20", "kept\tp1\tkim\t-\t-\t-\t" OF("05")}},
		 "p1 open 30"},
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {"20", "kept\tp7\tkim\t-\t-\t-"}},
		 "p1 open 30"},
		/* only the first end counts */
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {"20", "kept\tp1\tkim\t-\t-\t-\t" OF("01")},
		  {"21", "broken\tp1\tkim\t-\t-\t-\t" OF("01")}},
		 "p1 kept 30"},
		/* a till with a slow clock */
		{{{"05", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {"03", "kept\tp1\tkim\t-\t-\t-\t" OF("05")}},
		 "p1 kept 30"},
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {"20", "kept\tp1\tkim\t-\t-\t-\t" OF("01")},
		  {"21", "retract\t-\tkim\t-\t-\t-\t" OF("20")}},
		 "p1 open 30"},
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {"21", "retract\t-\tkim\t-\t-\t-\t" OF("01")}},
		 ""},
		/* who wants to be forgotten waits for nothing any longer */
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {"02", "promise\tp2\tkim\t" DUE("50") "\t-\twrite"},
		  {"40", "erase\t-\tkim\t-\t-\t-"}},
		 "p1 broken 30, p2 declined 50"},
		/* what was promised after that is a promise like any other */
		{{{"10", "erase\t-\tkim\t-\t-\t-"},
		  {"20", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {"21", "promise\tp2\tkim\t" DUE("50") "\t-\twrite"},
		  {"25", "kept\tp1\tkim\t-\t-\t-\t" OF("20")}},
		 "p1 kept 30, p2 open 50"},
		/* one that was joined was erased alone, before that */
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {" 02", "promise\tp2\tsam\t" DUE("50") "\t-\twrite"},
		  {" 03", "erase\t-\tkim\t-\t-\t-"}},
		 "p1 open 30, p2 declined 50"},
		/* two cases that were joined gave out p1 at one instant */
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {" 01", "promise\tp1\tsam\t" DUE("50") "\t-\twrite"},
		  {"20", "kept\tp1\tkim\t-\t-\t-\t" OF("01")}},
		 "p1 kept 30, p1 open 50"},
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {" 01", "promise\tp1\tsam\t" DUE("50") "\t-\twrite"},
		  {"20", "kept\tp1\tkim\t-\t-\t-\t" OF("01")},
		  {"21", "kept\tp1\tkim\t-\t-\t-\t" OF("01")}},
		 "p1 kept 30, p1 kept 50"},
		{{{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		  {" 01", "promise\tp1\tsam\t" DUE("50") "\t-\twrite"},
		  {"20", "kept\tp1\tkim\t-\t-\t-\t" OF("01")},
		  {"21", "renew\tp1\tkim\t" DUE("55") "\t-\t-\t" OF("01")},
		  {"22", "kept\tp1\tkim\t-\t-\t-\t" OF("01")}},
		 "p1 kept 30, p1 moved 50, p1 kept 55"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct folded folded;
		struct buffer out = {0};
		size_t count = 0;

		while (cases[i].rows[count].minute)
			count++;
		fold(&folded, cases[i].rows, count);
		for (size_t k = 0; k < folded.file.promise_count; k++) {
			const struct casefile_promise *promise =
				&folded.file.promises[k];

			buffer_format(
				&out, "%s%s %s %lld", k ? ", " : "",
				promise->ref,
				promise_state_name(promise->state),
				(long long)(promise->due / ZONE_MINUTE % 60));
			assert_int_equal(promise->ended == INSTANT_NONE,
					 promise->state == PROMISE_OPEN);
			assert_ptr_equal(casefile_promise_of(&folded.file,
							     promise->event),
					 promise);
		}
		assert_string_equal(buffer_string(&out), cases[i].want);
		buffer_release(&out);
		arena_release(&folded.arena);
	}
}

static void
a_renewed_promise_keeps_its_words_and_its_way(void **state)
{
	static const struct row rows[] = {
		OPEN,
		{"01", "promise\tp1\tkim\t" DUE("30") "\t-\tring\thow=phone\t"
						      "remedy=replace"},
		{"20", "renew\tp1\tkim\t" DUE("40") "\t-\tlater\t" OF("01")},
	};
	struct folded folded;
	const struct casefile_promise *promise;

	(void)state;
	fold(&folded, rows, COUNT(rows));
	promise = casefile_open_promise(&folded.file, "p1", NULL);
	assert_non_null(promise);
	assert_int_equal(promise->event, 2);
	assert_string_equal(promise->text, "ring");
	assert_string_equal(promise->how, "phone");
	assert_string_equal(promise->remedy, "replace");
	assert_null(casefile_open_promise(&folded.file, "p2", NULL));
	assert_null(casefile_promise_of(&folded.file, 0));
	arena_release(&folded.arena);
}

static void
the_later_amendment_counts_and_a_dash_takes_away(void **state)
{
	static const struct row rows[] = {
		OPEN,
		{"01", "amend\t-\tkim\t-\t-\t-\tcategory=faulty\tphone=601"},
		{"02", "amend\t-\tkim\t-\t-\t-\temail=ana@x.org\tvalue=20.50"},
		{"03", "amend\t-\tkim\t-\t-\t-\tlogged=x\tphone=\\-"},
		{"04", "heat\tupset\tkim\t-\t-\t-"},
		{"05", "amend\t-\tkim\t-\t-\t-\tcustomer=Eve"},
		{"06", "retract\t-\tkim\t-\t-\t-\t" OF("05")},
	};
	struct folded folded;
	struct casefile *file = fold(&folded, rows, COUNT(rows));

	(void)state;
	assert_string_equal(file->category, "faulty");
	assert_string_equal(file->heat, "upset");
	assert_null(casefile_detail(file, "phone"));
	assert_null(casefile_detail(file, "logged"));
	assert_string_equal(casefile_detail(file, "customer"), "Ana");
	assert_string_equal(casefile_detail(file, "email"), "ana@x.org");
	assert_true(file->value == 2050);
	assert_true(file->delivery == MONEY_NONE);
	arena_release(&folded.arena);
}

static void
an_opening_and_a_retraction_cannot_be_retracted(void **state)
{
	static const struct row rows[] = {
		OPEN,
		{"01", "heard\t-\tkim\t-\t-\t-"},
		{"02", "retract\t-\tkim\t-\t-\t-\t" OF("00")},
		{"03", "retract\t-\tkim\t-\t-\t-\t" OF("01")},
		{"04", "retract\t-\tkim\t-\t-\t-\t" OF("03")},
	};
	struct folded folded;
	struct casefile *file = fold(&folded, rows, COUNT(rows));

	(void)state;
	assert_non_null(file->opening);
	assert_int_equal(file->event_count, 1);
	assert_int_equal(file->line_count, 5);
	arena_release(&folded.arena);
}

static void
points_are_numbered_and_one_is_the_heart(void **state)
{
	static const struct row rows[] = {
		OPEN,
		{"01", "point\tpt1\tkim\t-\t-\tIt is a gift."},
		{"02", "point\tpt2\tkim\t-\t-\tNobody rang."},
		{"03", "heart\tpt2\tkim\t-\t-\t-\t" OF("02")},
		{"04", "heart\tpt1\tkim\t-\t-\t-\t" OF("01")},
		{"05", "answer\tpt0\tkim\t-\t-\tIt is.\t" OF("00")},
	};
	struct folded folded;
	struct casefile *file = fold(&folded, rows, COUNT(rows));

	(void)state;
	assert_int_equal(file->point_count, 3);
	assert_string_equal(file->points[0].ref, "pt0");
	assert_string_equal(file->points[0].text, "It is late.");
	assert_int_equal(file->heart, 1);
	assert_int_equal(file->events[5].refers, 0);
	assert_int_equal(casefile_next_ref(file, "pt"), 3);
	assert_int_equal(casefile_next_ref(file, "p"), 1);
	arena_release(&folded.arena);
}

static void
the_next_number_is_above_every_one_given_out(void **state)
{
	static const struct row rows[] = {
		OPEN,
		{"01", "promise\tp9\tkim\t" DUE("30") "\t-\tring"},
		{"02", "promise\tp10\tkim\t" DUE("30") "\t-\tring"},
		{"03", "retract\t-\tkim\t-\t-\t-\t" OF("02")},
		{"04", "evidence\tphoto\tkim\t-\t-\t-"},
		{"05", "note\tp99999999999999999999\tkim\t-\t-\t-"},
		{"06", "prevent\tt1\tkim\t-\t-\tbox it twice"},
	};
	struct folded folded;
	struct casefile *file = fold(&folded, rows, COUNT(rows));

	(void)state;
	assert_int_equal(casefile_next_ref(file, "p"), 11);
	assert_int_equal(casefile_next_ref(file, "t"), 2);
	assert_int_equal(casefile_next_ref(file, "pt"), 1);
	arena_release(&folded.arena);
}

static void
what_was_given_is_its_own_amount_else_the_offers(void **state)
{
	static const struct row rows[] = {
		OPEN,
		{"01", "offer\trefund\tkim\t-\t18.00\t-"},
		{"02", "offer\tvoucher\tkim\t-\t5.00\t-"},
		{"03", "give\trefund\tkim\t-\t-\t-"},
		{"04", "give\tvoucher\tkim\t-\t4.00\t-"},
		{"05", "give\tflowers\tkim\t-\t-\t-"},
		{"06", "give\trefund\tkim\t-\t-\t-"},
		{"07", "retract\t-\tkim\t-\t-\t-\t" OF("06")},
	};
	struct folded folded;
	struct casefile *file = fold(&folded, rows, COUNT(rows));

	(void)state;
	assert_true(file->given == 2200);
	assert_true(casefile_given(file, 3) == 1800);
	assert_true(casefile_given(file, 5) == 0);
	arena_release(&folded.arena);
}

static void
an_erasure_wins_over_lines_that_an_old_copy_brings_back(void **state)
{
	static const struct row rows[] = {
		{"00", "open\tlate\tkim\t-\t-\terased\tcustomer=erased\t"
		       "heat=calm\tphone=erased\tvalue=18"},
		OPEN, /* the old copy */
		{"01", "note\t-\tkim\t-\t-\tshe rang\tabout=x\tcause=carrier"},
		{"02", "promise\tp1\tkim\t" DUE("30") "\t-\tring Ana\t"
						      "how=phone"},
		{"03", "kept\tp1\tkim\t-\t-\trang Ana\t" OF("02")},
		{"09", "erase\t-\teva\t-\t-\t-"},
		{"10", "note\t-\teva\t-\t-\tthe erasure was asked for"},
	};
	struct folded folded;
	struct casefile *file = fold(&folded, rows, COUNT(rows));

	(void)state;
	assert_true(file->erased);
	assert_int_equal(file->line_count, 6);
	assert_string_equal(casefile_detail(file, "customer"), "erased");
	assert_string_equal(casefile_detail(file, "value"), "18");
	assert_string_equal(file->opening->text, "erased");
	assert_string_equal(file->events[1].record->text, "erased");
	assert_string_equal(record_get(file->events[1].record, "about"),
			    "erased");
	assert_string_equal(record_get(file->events[1].record, "cause"),
			    "carrier");
	assert_int_equal(file->promises[0].state, PROMISE_KEPT);
	assert_string_equal(file->events[5].record->text,
			    "the erasure was asked for");
	arena_release(&folded.arena);
}

static void
an_erasure_says_what_stands_for_the_name(void **state)
{
	static const struct row rows[] = {
		OPEN,
		{"08", "erase\t-\teva\t-\t-\t-\tcustomer=Nobody"},
		{"09", "erase\t-\teva\t-\t-\t-\tcustomer=Former customer"},
	};
	struct folded folded;
	struct casefile *file = fold(&folded, rows, COUNT(rows));

	(void)state;
	assert_string_equal(casefile_detail(file, "customer"),
			    "Former customer");
	assert_string_equal(record_get(file->events[1].record, "customer"),
			    "Former customer");
	arena_release(&folded.arena);
}

/* A plan that keeps neither costs nor dates, and an old copy that has them. */
static void
what_erasures_left_of_one_event_counts_once(void **state)
{
	static const struct row rows[] = {
		OPEN,
		{"00", "open\t-\tkim\t-\t-\terased\tcustomer=erased\t"
		       "heat=erased\tphone=erased"},
		{"02", "promise\tp1\tkim\t" DUE("30") "\t-\tring Ana\t"
						      "how=phone"},
		{"02", "promise\tp1\tkim\t-\t-\terased\thow=phone"},
		{"04", "give\trefund\tkim\t-\t18.00\t-"},
		{"04", "give\trefund\tkim\t-\t-\t-"},
		/* two tills at one instant: these are two */
		{"05", "give\tflowers\tkim\t-\t3.00\t-"},
		{"05", "give\tflowers\tkim\t-\t4.00\t-"},
		{"09", "erase\t-\teva\t-\t-\t-"},
	};
	struct folded folded;
	struct casefile *file = fold(&folded, rows, COUNT(rows));

	(void)state;
	assert_int_equal(file->line_count, 6);
	assert_int_equal(file->promise_count, 1);
	assert_null(file->category);
	assert_true(file->given == 700);
	arena_release(&folded.arena);
}

static void
an_erasure_takes_its_own_words_too_however_often_it_is_there(void **state)
{
	static const struct row rows[] = {
		OPEN,
		{"09", "erase\t-\teva\t-\t-\tasked for by Ana"},
		{"09", "erase\t-\teva\t-\t-\tasked for by Ana"},
	};
	struct folded folded;
	struct casefile *file;

	(void)state;
	for (size_t count = 2; count <= COUNT(rows); count++) {
		file = fold(&folded, rows, count);
		assert_int_equal(file->event_count, 2);
		assert_string_equal(file->events[1].record->text, "erased");
		arena_release(&folded.arena);
	}
}

static void
a_case_that_was_joined_fills_in_what_is_missing(void **state)
{
	static const struct row rows[] = {
		OPEN,
		{" 05", "open\tfaulty\tsam\t-\t-\tIt hums.\tcustomer=Ana R.\t"
			"email=ana@x.org"},
		{"06", "merge\t" OTHER "\teva\t-\t-\t-"},
		{" 07", "promise\tp1\tsam\t" DUE("30") "\t-\tring"},
		{" 08", "kept\tp1\tsam\t-\t-\t-\t" OF("07")},
	};
	struct folded folded;
	struct casefile *file = fold(&folded, rows, COUNT(rows));

	(void)state;
	assert_string_equal(file->category, "late");
	assert_string_equal(casefile_detail(file, "customer"), "Ana");
	assert_string_equal(casefile_detail(file, "email"), "ana@x.org");
	assert_string_equal(file->opening->text, "It is late.");
	assert_int_equal(file->point_count, 2);
	assert_int_equal(file->promises[0].state, PROMISE_KEPT);
	arena_release(&folded.arena);
}

/* A case keeps its own category, and each one that was joined to it its own: as
 * somebody said what it is while it stood alone, or of both since. */
static void
the_categories_of_what_was_joined_count_with_the_own(void **state)
{
#define JOINED "merge\t" OTHER "\teva\t-\t-\t-"
#define AMENDED "amend\t-\tkim\t-\t-\t-\tcategory="
#define UNSAID "open\t-\tkim\t-\t-\tIt hums."
	static const struct {
		const char *want;
		const struct row rows[5];
	} cases[] = {
		{"late, safety",
		 {OPEN,
		  {" 01", "open\tsafety\tkim\t-\t-\tIt stings."},
		  {"06", JOINED}}},
		{"safety, safety",
		 {{"00", UNSAID},
		  {" 01", "open\tsafety\tkim\t-\t-\tIt stings."},
		  {"06", JOINED}}},
		{"late", {OPEN, {" 01", UNSAID}, {"06", JOINED}}},
		{"late, rude",
		 {OPEN,
		  {" 01", "open\tsafety\tkim\t-\t-\tIt stings."},
		  {" 02", AMENDED "rude"},
		  {"06", JOINED}}},
		{"faulty, safety",
		 {OPEN,
		  {" 01", "open\tsafety\tkim\t-\t-\tIt stings."},
		  {"02", AMENDED "faulty"},
		  {"06", JOINED}}},
		{"faulty, faulty",
		 {OPEN,
		  {" 01", "open\tsafety\tkim\t-\t-\tIt stings."},
		  {"06", JOINED},
		  {"07", AMENDED "faulty"}}},
		{"-",
		 {OPEN,
		  {" 01", "open\tsafety\tkim\t-\t-\tIt stings."},
		  {"06", JOINED},
		  {"07", AMENDED "\\-"}}},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct folded folded;
		struct casefile *file;
		struct buffer got = {0};
		const char *category;
		size_t count = 0;

		while (count < COUNT(cases[i].rows) &&
		       cases[i].rows[count].rest)
			count++;
		file = fold(&folded, cases[i].rows, count);
		for (size_t k = 0; casefile_category(file, k, &category); k++)
			buffer_format(&got, "%s%s", k > 0 ? ", " : "",
				      category ? category : "-");
		assert_string_equal(got.at, cases[i].want);
		buffer_release(&got);
		arena_release(&folded.arena);
	}
}

/* Two cases that were joined may hold two events of one instant. */
static void
a_promise_is_kept_and_not_a_note_of_its_instant(void **state)
{
	static const struct row rows[] = {
		OPEN,
		{" 01", "open\tlate\tkim\t-\t-\tStill late."},
		{" 05", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		{"05", "note\t-\tkim\t-\t-\tShe rang too"},
		{"06", "merge\t" OTHER "\teva\t-\t-\t-"},
		{"08", "kept\tp1\tkim\t-\t-\t-\t" OF("05")},
		{" 09", "point\tpt1\tkim\t-\t-\tNobody rang"},
		{"09", "note\t-\tkim\t-\t-\tTrue"},
		{"10", "answer\tpt1\tkim\t-\t-\tWe ring today\t" OF("09")},
		{"11", "kept\tp1\tkim\t-\t-\t-\t" OF("06")},
	};
	struct folded folded;
	struct casefile *file = fold(&folded, rows, COUNT(rows));
	size_t kept = casefile_first(file, VERB_KEPT, NULL, 0);
	size_t answer = casefile_first(file, VERB_ANSWER, NULL, 0);
	size_t unfit = casefile_last(file, VERB_KEPT, NULL, 0);

	(void)state;
	assert_int_equal(file->promises[0].state, PROMISE_KEPT);
	assert_int_equal(file->events[file->events[kept].refers].verb,
			 VERB_PROMISE);
	assert_int_equal(file->events[file->events[answer].refers].verb,
			 VERB_POINT);
	assert_true(file->events[unfit].refers == CASEFILE_NONE);
	arena_release(&folded.arena);
}

static void
of_two_promises_of_one_instant_the_one_of_that_name_is_kept(void **state)
{
	static const struct row rows[] = {
		OPEN,
		{" 01", "open\tlate\tkim\t-\t-\tStill late."},
		{"05", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		{" 05", "promise\tp2\tkim\t" DUE("30") "\t-\tsend"},
		{"06", "merge\t" OTHER "\teva\t-\t-\t-"},
		{"07", "kept\tp2\tkim\t-\t-\t-\t" OF("05")},
	};
	struct folded folded;
	struct casefile *file = fold(&folded, rows, COUNT(rows));

	(void)state;
	assert_int_equal(file->promise_count, 2);
	for (size_t i = 0; i < file->promise_count; i++) {
		const struct casefile_promise *promise = &file->promises[i];
		bool sent = strcmp(promise->text, "send") == 0;

		assert_int_equal(promise->state,
				 sent ? PROMISE_KEPT : PROMISE_OPEN);
	}
	arena_release(&folded.arena);
}

/* So that the words for it and the record are of the same one. */
static void
of_two_open_ones_of_one_name_and_instant_the_own_is_meant(void **state)
{
	static const struct row rows[] = {
		OPEN,
		{" 01", "open\tlate\tkim\t-\t-\tStill late."},
		{"05", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
		{" 05", "promise\tp1\tkim\t" DUE("40") "\t-\tsend"},
		{"06", "merge\t" OTHER "\teva\t-\t-\t-"},
	};
	struct folded folded;
	struct casefile *file = fold(&folded, rows, COUNT(rows));

	(void)state;
	assert_string_equal(casefile_open_promise(file, "p1", NULL)->text,
			    "ring");
	assert_string_equal(casefile_open_promise(file, "p1", OTHER)->text,
			    "ring");
	assert_null(casefile_open_promise(file, "p2", NULL));
	arena_release(&folded.arena);
}

/* Joined cases, or two tills of one: whoever named one of the cases means what
 * was made there, and whoever did not the one that is due first. */
static void
of_two_open_ones_of_one_name_that_of_the_named_case_or_the_soonest_is_meant(
	void **state)
{
	static const struct row rows[] = {
		OPEN,
		{" 01", "open\tlate\tkim\t-\t-\tStill late."},
		{"05", "promise\tp1\tkim\t" DUE("50") "\t-\tring"},
		{" 06", "promise\tp1\tkim\t" DUE("40") "\t-\tsend"},
		{"07", "promise\tp1\tkim\t-\t-\tsome time"},
		{"08", "merge\t" OTHER "\teva\t-\t-\t-"},
		{"09", "renew\tp1\tkim\t" DUE("55") "\t-\t-\t" OF("06")},
	};
	struct folded folded;
	struct casefile *file = fold(&folded, rows, COUNT(rows) - 1);

	(void)state;
	assert_string_equal(casefile_open_promise(file, "p1", NULL)->text,
			    "send");
	assert_string_equal(casefile_open_promise(file, "p1", file->id)->text,
			    "ring");
	assert_string_equal(casefile_open_promise(file, "p1", OTHER)->text,
			    "send");
	arena_release(&folded.arena);
	/* Where it was made counts, not where its time was moved. */
	file = fold(&folded, rows, COUNT(rows));
	assert_string_equal(casefile_open_promise(file, "p1", NULL)->text,
			    "ring");
	assert_string_equal(casefile_open_promise(file, "p1", OTHER)->text,
			    "send");
	assert_true(casefile_is_twin(file, &file->promises[0]));
	arena_release(&folded.arena);
}

static void
events_are_found_by_verb_and_what(void **state)
{
	static const struct row rows[] = {
		OPEN,
		{"01", "offer\trefund\tkim\t-\t18.00\t-"},
		{"02", "offer\tvoucher\tkim\t-\t5.00\t-"},
		{"03", "offer\trefund\tkim\t-\t18.00\t-"},
	};
	struct folded folded;
	struct casefile *file = fold(&folded, rows, COUNT(rows));

	(void)state;
	assert_int_equal(casefile_first(file, VERB_OFFER, NULL, 0), 1);
	assert_int_equal(casefile_first(file, VERB_OFFER, "refund", 2), 3);
	assert_int_equal(casefile_last(file, VERB_OFFER, "voucher", 0), 2);
	assert_true(casefile_last(file, VERB_OFFER, "voucher", 3) ==
		    CASEFILE_NONE);
	assert_true(casefile_first(file, VERB_GIVE, NULL, 0) == CASEFILE_NONE);
	arena_release(&folded.arena);
}

/* A case with something of everything that the order could matter for. */
static const struct row busy[] = {
	OPEN,
	{"01", "point\tpt1\tkim\t-\t-\tIt is a gift."},
	{"01", "heard\t-\tkim\t-\t-\t-"}, /* two tills, one millisecond */
	{"01", "heard\t-\tsam\t-\t-\t-"},
	{"02", "heart\tpt1\tkim\t-\t-\t-\t" OF("01")},
	{"03", "amend\t-\tkim\t-\t-\t-\tphone=601"},
	{"04", "amend\t-\tsam\t-\t-\t-\tphone=602"},
	{"05", "promise\tp1\tkim\t" DUE("30") "\t-\tring"},
	{"06", "promise\tp1\tsam\t" DUE("31") "\t-\twrite"},
	{"07", "renew\tp1\tkim\t" DUE("40") "\t-\t-\t" OF("05")},
	{"08", "kept\tp1\tsam\t-\t-\t-\t" OF("06")},
	{"09", "offer\trefund\tkim\t-\t18.00\t-"},
	{"10", "accept\trefund\tkim\t-\t-\t-"},
	{"11", "give\trefund\tkim\t-\t-\t-"},
	{"12", "give\trefund\tkim\t-\t-\t-"},
	{"13", "retract\t-\tkim\t-\t-\t-\t" OF("12")},
	{"14", "cause\tcarrier\tkim\t-\t-\t-"},
	{"15", "close\tplacated\tkim\t-\t-\t-"},
	{"16", "reopen\t-\tkim\t-\t-\tagain"},
	{" 17", "open\tfaulty\tsam\t-\t-\tIt hums.\temail=ana@x.org"},
	{"18", "wait\t-\tkim\t-\t-\tthe receipt"},
};

static void
neither_order_nor_doubles_change_what_a_case_comes_to(void **state)
{
	struct folded plain;
	struct buffer want = {0};
	uint32_t seed = 5;

	(void)state;
	describe(&want, fold(&plain, busy, COUNT(busy)));
	arena_release(&plain.arena);
	assert_non_null(strstr(want.at, "waiting It is late. owner=kim "
					"category=late heat=calm outcome=- "
					"cause=carrier given=1800"));
	for (int round = 0; round < 300; round++) {
		size_t order[2 * COUNT(busy)], count = COUNT(busy);
		struct buffer got = {0};
		struct folded folded;

		for (size_t i = 0; i < COUNT(busy); i++)
			order[i] = i;
		for (int k = round % 5; k > 0; k--)
			order[count++] = (size_t)(round + k) % COUNT(busy);
		for (size_t i = count; i-- > 1;) {
			size_t with, held = order[i];

			seed = seed * 1103515245 + 12345;
			with = (seed >> 8) % (i + 1);
			order[i] = order[with];
			order[with] = held;
		}
		describe(&got, fold_in_order(&folded, busy, count, order));
		assert_string_equal(got.at, want.at);
		buffer_release(&got);
		arena_release(&folded.arena);
	}
	buffer_release(&want);
}

static void
a_case_without_lines_is_nothing_to_fall_over(void **state)
{
	struct folded folded;
	struct casefile *file = fold(&folded, NULL, 0);

	(void)state;
	assert_string_equal(file->id, ID);
	assert_null(file->opening);
	assert_int_equal(file->event_count, 0);
	assert_true(file->opened == INSTANT_NONE);
	assert_int_equal(casefile_next_ref(file, "p"), 1);
	arena_release(&folded.arena);
}

static void
a_row_that_two_tills_took_in_is_said_once(void **state)
{
	static const struct row rows[] = {
		{"00", "open\tlate\tkim\t-\t-\tIt is late.\tonce=Ticket:7"},
		{"00", "open\tlate\tsam\t-\t-\tIt is late.\t"
		       "logged=2026-11-22T15:00:00.000+01:00\tonce=Ticket:7"},
	};
	struct folded folded;
	struct casefile *file = fold(&folded, rows, COUNT(rows));

	(void)state;
	assert_int_equal(file->line_count, 2);
	assert_int_equal(file->event_count, 1);
	assert_int_equal(file->point_count, 1);
	arena_release(&folded.arena);
}

static void
an_event_that_was_written_down_again_counts_once(void **state)
{
	static const struct row rows[] = {
		OPEN,
		{"01", "give\treplace\tkim\t-\t18.00\t-"},
		{"01", "give\treplace\tkim\t-\t18.00\t-\t"
		       "logged=2026-11-23T09:00:00.000+01:00"},
		{"01", "give\treplace\tsam\t-\t18.00\t-\t"
		       "logged=2026-11-23T09:00:00.000+01:00"},
	};
	struct folded folded;
	struct casefile *file = fold(&folded, rows, COUNT(rows));

	(void)state;
	assert_int_equal(file->event_count, 3);
	assert_int_equal(file->given, 3600);
	arena_release(&folded.arena);
}

static void
keys_that_count_survive_an_erasure(void **state)
{
	static const char *const stay[] = {
		"category", "cause", "outcome", "kind", "remedy", "heat",
		"severity", "value", "how",     "once", "of"};
	static const char *const go[] = {"customer", "phone", "email",  "order",
					 "item",     "wants", "address"};

	(void)state;
	for (size_t i = 0; i < COUNT(stay); i++)
		assert_true(redact_key_survives(stay[i]));
	for (size_t i = 0; i < COUNT(go); i++)
		assert_false(redact_key_survives(go[i]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_case_is_as_far_as_its_events),
		cmocka_unit_test(
			a_case_is_whose_it_was_given_to_or_who_did_the_first_thing),
		cmocka_unit_test(a_promise_is_open_kept_late_moved_or_broken),
		cmocka_unit_test(a_renewed_promise_keeps_its_words_and_its_way),
		cmocka_unit_test(
			the_later_amendment_counts_and_a_dash_takes_away),
		cmocka_unit_test(
			an_opening_and_a_retraction_cannot_be_retracted),
		cmocka_unit_test(points_are_numbered_and_one_is_the_heart),
		cmocka_unit_test(the_next_number_is_above_every_one_given_out),
		cmocka_unit_test(
			what_was_given_is_its_own_amount_else_the_offers),
		cmocka_unit_test(
			an_erasure_wins_over_lines_that_an_old_copy_brings_back),
		cmocka_unit_test(an_erasure_says_what_stands_for_the_name),
		cmocka_unit_test(what_erasures_left_of_one_event_counts_once),
		cmocka_unit_test(
			an_erasure_takes_its_own_words_too_however_often_it_is_there),
		cmocka_unit_test(
			a_case_that_was_joined_fills_in_what_is_missing),
		cmocka_unit_test(
			the_categories_of_what_was_joined_count_with_the_own),
		cmocka_unit_test(
			of_two_promises_of_one_instant_the_one_of_that_name_is_kept),
		cmocka_unit_test(
			a_promise_is_kept_and_not_a_note_of_its_instant),
		cmocka_unit_test(
			of_two_open_ones_of_one_name_and_instant_the_own_is_meant),
		cmocka_unit_test(
			of_two_open_ones_of_one_name_that_of_the_named_case_or_the_soonest_is_meant),
		cmocka_unit_test(events_are_found_by_verb_and_what),
		cmocka_unit_test(
			neither_order_nor_doubles_change_what_a_case_comes_to),
		cmocka_unit_test(a_case_without_lines_is_nothing_to_fall_over),
		cmocka_unit_test(a_row_that_two_tills_took_in_is_said_once),
		cmocka_unit_test(
			an_event_that_was_written_down_again_counts_once),
		cmocka_unit_test(keys_that_count_survive_an_erasure),
	};

	return cmocka_run_group_tests_name("casefile", tests, NULL, NULL);
}
