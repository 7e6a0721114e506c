#include "saidback.h"

#include "support.h"

#define OPEN "open arrived-damaged customer=Ana value=18.00;"

static void
a_batch_is_said_back_in_one_line(void **state)
{
	struct shop shop;
	struct buffer out = {0};
	const struct casefile *file;

	(void)state;
	shop_open(&shop, PLAN);
	shop_happened(&shop,
		      OPEN "restate - x; confirm; offer replace; "
			   "offer refund; accept replace; "
			   "promise p1 x d=2026-11-26T18:00:00.000+01:00; "
			   "twinkle star; note - x; note - y; out phone; in; "
			   "merge 261122-7QK4XMQ");
	file = shop_case(&shop);
	saidback_write(&out, file, "7QK", file->lines + 1, file->line_count - 1,
		       &shop.when);
	assert_string_equal(out.at,
			    "7QK Ana: said back, agreed, offered replace, "
			    "refund, they chose replace, promised p1, by Thu "
			    "26 Nov 18:00, in 2 open days, twinkle star, "
			    "noted, noted, talked to them by phone, heard "
			    "from them, "
			    "261122-7QK4XMQ is now part of this one.\n");
	buffer_release(&out);
	shop_close(&shop);
}

static void
what_was_told_reads_as_a_sentence(void **state)
{
	static const struct {
		const char *told, *want;
	} rows[] = {
		{"tell done; tell outside",
		 "told them that it is done, told them who else can look at "
		 "it"},
		{"tell plan; tell changed",
		 "told them the plan, told them what changed"},
		{"prevent t1 x; prevent none x",
		 "prevention t1, nothing to prevent it"},
		{"cannot all x; cannot refund x",
		 "no fix can be done, cannot refund"},
		{"empathy - x; side - x; override restated x",
		 "felt with them, our side told, rule set aside restated"},
		{"renew p1 d=2026-11-26T18:00:00.000+01:00",
		 "a new time for p1, by Thu 26 Nov 18:00, in 2 open "
		 "days"},
		{"feedback declined; feedback unanswered; feedback 4",
		 "they would not say how it went, asked how it went, and not "
		 "answered, feedback 4"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct shop shop;
		struct buffer out = {0}, want = {0}, told = {0};
		const struct casefile *file;

		shop_open(&shop, PLAN);
		buffer_format(&told, OPEN "%s", rows[i].told);
		shop_happened(&shop, told.at);
		file = shop_case(&shop);
		saidback_write(&out, file, "7QK", file->lines + 1,
			       file->line_count - 1, &shop.when);
		buffer_format(&want, "7QK Ana: %s.\n", rows[i].want);
		assert_string_equal(out.at, want.at);
		buffer_release(&told);
		buffer_release(&want);
		buffer_release(&out);
		shop_close(&shop);
	}
}

/* A verb that is new must have its words here as well. */
static void
every_verb_has_words_to_be_said_back(void **state)
{
	struct shop shop;
	const struct casefile *file;

	(void)state;
	shop_open(&shop, PLAN);
	shop_happened(&shop, OPEN);
	file = shop_case(&shop);
	for (int verb = 0; verb < VERB_COUNT; verb++) {
		struct record record = *file->lines;
		struct buffer out = {0};

		record.event = event_kind((enum verb)verb)->name;
		record.what = "x";
		record.due = record.at;
		saidback_write(&out, file, "7QK", &record, 1, &shop.when);
		assert_null(strstr(out.at, "(null)"));
		buffer_release(&out);
	}
	shop_close(&shop);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_batch_is_said_back_in_one_line),
		cmocka_unit_test(what_was_told_reads_as_a_sentence),
		cmocka_unit_test(every_verb_has_words_to_be_said_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
