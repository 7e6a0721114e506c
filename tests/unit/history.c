#include "history.h"

#include "support.h"

#define OPEN "open arrived-damaged customer=Ana channel=phone;"

struct kept {
	const char *told;
	const char *want; /* without the day and the opening */
};

/* What is told below the opening. */
static void
check(const struct kept *rows, size_t count, bool for_customer)
{
	for (size_t i = 0; i < count; i++) {
		struct buffer out = {0};
		struct history history;
		struct shop shop;

		shop_open(&shop, PLAN);
		shop_happened(&shop, OPEN);
		shop_happened(&shop, rows[i].told);
		history = (struct history){shop_case(&shop), shop.policy,
					   shop.when.zone, shop.when.now};
		if (for_customer)
			history_write_for_customer(&out, &history);
		else
			history_write(&out, &history);
		assert_non_null(strchr(out.at, '\n'));
		assert_string_equal(for_customer ? strstr(out.at, "gift.\n") + 6
						 : strchr(out.at, '\n') + 1,
				    rows[i].want);
		buffer_release(&out);
		shop_close(&shop);
	}
}

static void
each_event_reads_as_what_somebody_did(void **state)
{
	static const struct kept rows[] = {
		{"heard; point pt1 x; heart pt1", ""},
		{"restate - x; confirm",
		 "            10:02  kim  said back to them\n"
		 "            10:03  kim  they agreed\n"},
		/* What was said back before is nowhere else on the page. */
		{"restate - one; restate - two",
		 "            10:02  kim  said back to them: one\n"
		 "            10:03  kim  said back to them\n"},
		{"step - x; note - x @sam",
		 "            10:02  kim  step: x\n"
		 "            10:03  sam  note: x (stays inside)\n"},
		{"cause carrier; flag safety; heat angry",
		 "            10:02  kim  cause: carrier (stays inside)\n"
		 "            10:03  kim  flag: safety (stays inside)\n"
		 "            10:04  kim  said as angry (stays inside)\n"},
		{"out email; in; tell done",
		 "            10:02  kim  we to them, by email\n"
		 "            10:03  kim  they to us\n"
		 "            10:04  kim  told them: done\n"},
		{"promise p1 x d=2026-11-26T18:00:00.000+01:00 how=phone; "
		 "kept p1; +2000; give replace a=18.00",
		 "            10:02  kim  promised p1, by phone, by Thu 26 Nov "
		 "18:00: x\n"
		 "            10:03  kim  kept p1\n"
		 "Wed 25 Nov  19:24  kim  given: replace 18.00\n"},
		{"amend - phone=1 value=2.00; assign sam; close satisfied",
		 "            10:02  kim  details put right: phone, value: "
		 "words\n"
		 "            10:03  kim  now with sam\n"
		 "            10:04  kim  closed, satisfied\n"},
		{"empathy - x; out counter; wait - x; resume",
		 "            10:02  kim  felt with them: x\n"
		 "            10:03  kim  we to them, at the counter\n"
		 "            10:04  kim  waiting for them: x\n"
		 "            10:05  kim  going on\n"},
		{"promise p1 x d=2026-11-26T18:00:00.000+01:00; "
		 "renew p1 d=2026-11-27T18:00:00.000+01:00",
		 "            10:02  kim  promised p1, by Thu 26 Nov 18:00: x\n"
		 "            10:03  kim  a new time for p1, by Fri 27 Nov "
		 "18:00\n"},
		{"follow-up all-well; review google x; retract; "
		 "override restated x; thank card",
		 "            10:02  kim  followed up: all-well\n"
		 "            10:03  kim  they wrote in public: google: x\n"
		 "            10:05  kim  rule set aside: restated: x\n"
		 "            10:06  kim  thanked them: card\n"},
		{"prevent t1 x; prevented t1",
		 "            10:02  kim  prevention: t1: x\n"
		 "            10:03  kim  prevention done: t1\n"},
		{"note - x; erase",
		 "            10:02  kim  note (stays inside)\n"
		 "            10:03  kim  personal data erased\n"},
		{"twinkle star", "            10:02  kim  twinkle: star\n"},
		/* A name that is too long moves its own line alone. */
		{"step - x @kim-of-the-other-till; step - x",
		 "            10:02  kim-of-the-other-till  step: x\n"
		 "            10:03  kim  step: x\n"},
	};

	(void)state;
	check(rows, COUNT(rows), false);
}

static void
the_customer_reads_what_was_said_in_full(void **state)
{
	static const struct kept rows[] = {
		{"heard; point pt1 x; heart pt1",
		 "            10:03  you told us: x\n"},
		{"restate - x; confirm",
		 "            10:02  we said it back: x\n"
		 "            10:03  you agreed\n"},
		{"offer replace a=18.00; accept replace; "
		 "promise p1 x remedy=replace "
		 "d=2026-11-26T18:00:00.000+01:00",
		 "            10:02  we offered \"Replace it\", 18.00 EUR\n"
		 "            10:03  you chose \"Replace it\"\n"
		 "            10:04  we promised \"x\", by Thursday 26 "
		 "November, "
		 "18:00\n"},
		{"promise p1 x d=2026-11-26T18:00:00.000+01:00; broken p1",
		 "            10:02  we promised \"x\", by Thursday 26 "
		 "November, "
		 "18:00\n"
		 "            10:03  we did not keep our promise \"x\"\n"},
		{"cannot all x; wish declined x; feedback 2; finding upheld",
		 "            10:02  we cannot put it right: x\n"
		 "            10:03  what you wished for: declined: x\n"
		 "            10:04  how we put it right: you said 2\n"
		 "            10:05  we looked into it: you are right\n"},
		/* How they left is our view of them. */
		{"close walked-away x", "            10:02  we closed it\n"},
		{"prevent none x; prevent t1 x",
		 "            10:03  so that it does not happen again: x\n"},
		{"empathy - x; side - x; out counter; wait - x; resume; "
		 "step - x; answer pt0 x",
		 "            10:02  we said that we understand: x\n"
		 "            10:03  our side of it: x\n"
		 "            10:04  from us, at the counter\n"
		 "            10:05  we wait for you: x\n"
		 "            10:06  we go on\n"
		 "            10:07  we worked on it: x\n"
		 "            10:08  our answer: x\n"},
		{"promise p1 x d=2026-11-26T18:00:00.000+01:00; "
		 "renew p1 d=2026-11-27T18:00:00.000+01:00; kept p1",
		 "            10:02  we promised \"x\", by Thursday 26 "
		 "November, "
		 "18:00\n"
		 "            10:03  a new time for our promise \"x\", by "
		 "Friday 27 November,\n"
		 "                   18:00\n"
		 "            10:04  we kept our promise \"x\"\n"},
		/* Why it was moved is not what was promised. */
		{"promise p1 Ring d=2026-11-26T18:00:00.000+01:00; "
		 "renew p1 late d=2026-11-27T18:00:00.000+01:00; "
		 "renew p1 d=2026-11-28T18:00:00.000+01:00; "
		 "renew p1 d=2026-11-29T18:00:00.000+01:00; broken p1",
		 "            10:02  we promised \"Ring\", by Thursday 26 "
		 "November, 18:00\n"
		 "            10:03  a new time for our promise \"Ring\", by "
		 "Friday 27 November,\n"
		 "                   18:00: late\n"
		 "            10:04  a new time for our promise \"Ring\", by "
		 "Saturday 28 November,\n"
		 "                   18:00\n"
		 "            10:05  a new time for our promise \"Ring\", by "
		 "Sunday 29 November,\n"
		 "                   18:00\n"
		 "            10:06  we did not keep our promise \"Ring\"\n"},
		{"follow-up all-well; review google x; thank card",
		 "            10:02  we asked how it went\n"
		 "            10:03  you wrote in public, on google: x\n"
		 "            10:04  we thanked you\n"},
		{"prevent t1 x; prevented t1; tell changed; tell outside; tell "
		 "plan",
		 "            10:02  so that it does not happen again: x\n"
		 "            10:03  what keeps it from happening again is "
		 "done\n"
		 "            10:04  we told you what we changed\n"
		 "            10:05  we told you who else can look at it\n"
		 "            10:06  we told you what happens next\n"},
		{"offer refund; decline refund; give replace",
		 "            10:02  we offered \"Give the money back\"\n"
		 "            10:03  you did not want \"Give the money back\"\n"
		 "            10:04  done: \"Replace it\"\n"},
		{"promise p1 x d=2026-11-24T10:30:00.000+01:00; +30; kept p1",
		 "            10:02  we promised \"x\", by Tuesday 24 "
		 "November, "
		 "10:30\n"
		 "            10:33  we kept our promise \"x\", but late\n"},
		{"cannot replace x; wish granted; finding partly; feedback "
		 "declined; feedback unanswered",
		 "            10:02  we cannot do \"Replace it\": x\n"
		 "            10:03  what you wished for: granted\n"
		 "            10:04  we looked into it: you are right in part\n"
		 "            10:05  how we put it right: you would rather not "
		 "say\n"
		 "            10:06  how we put it right: we asked, and did "
		 "not "
		 "hear from you\n"},
		{"finding not-upheld; finding goodwill; finding other; reopen",
		 "            10:02  we looked into it: we see it otherwise\n"
		 "            10:03  we looked into it: we put it right all "
		 "the "
		 "same\n"
		 "            10:04  we looked into it: other\n"
		 "            10:05  we opened it again\n"},
		{"twinkle star", ""},
	};

	(void)state;
	check(rows, COUNT(rows), true);
}

/* P63: the table of the vocabulary says what stays inside, and it does. */
static void
nothing_that_stays_inside_reaches_the_customer(void **state)
{
	(void)state;
	for (int verb = 0; verb < VERB_COUNT; verb++) {
		struct buffer out = {0}, told = {0};
		struct history history;
		struct shop shop;

		if (!event_kind((enum verb)verb)->inside)
			continue;
		shop_open(&shop, PLAN);
		shop_happened(&shop, OPEN);
		buffer_format(&told, "%s secret secret secret=secret",
			      event_kind((enum verb)verb)->name);
		shop_happened(&shop, told.at);
		history = (struct history){shop_case(&shop), shop.policy,
					   shop.when.zone, shop.when.now};
		history_write_for_customer(&out, &history);
		if (strstr(buffer_string(&out), "secret"))
			fail_msg("%s:\n%s", told.at, out.at);
		buffer_release(&out);
		buffer_release(&told);
		shop_close(&shop);
	}
}

/* Told in one breath: the lines of a minute of one person are one. */
static void
what_was_done_at_once_is_one_line(void **state)
{
	static const char *const at_once[] = {
		"restate",        "confirm",    "offer replace", "offer refund",
		"accept replace", "promise p1", "give replace",  "kept p1",
	};
	struct buffer out = {0};
	struct history history;
	struct shop shop;

	(void)state;
	shop_open(&shop, PLAN);
	shop_happened(&shop, OPEN);
	for (size_t i = 0; i < COUNT(at_once); i++) {
		struct record record;
		char *word = arena_copy(&shop.book.arena, at_once[i],
					strlen(at_once[i]));
		char *blank = strchr(word, ' ');

		record_init(&record);
		memcpy(record.id, CASE_A, CASEID_SIZE);
		if (blank)
			*blank = '\0';
		record.event = word;
		record.what = blank ? blank + 1 : NULL;
		record.who = "kim";
		record.at = shop.told + ZONE_MINUTE + (int64_t)i;
		record.offset = 3600;
		if (strcmp(word, "promise") == 0) {
			record.text = "Replace it";
			record.due = instant("2026-11-24T10:02:00.000+01:00");
			record.due_offset = 3600;
			record_set(&record, "remedy", "replace",
				   &shop.book.arena);
		}
		casebook_add(&shop.book, &record, 1);
	}
	history = (struct history){shop_case(&shop), shop.policy,
				   shop.when.zone, shop.when.now};
	history_write(&out, &history);
	assert_string_equal(
		out.at, "Tue 24 Nov  10:01  kim  opened, by phone\n"
			"            10:02  kim  said back to them; they "
			"agreed; offered "
			"replace,\n"
			"                        refund; they chose replace: "
			"p1, by Tue "
			"24 Nov 10:02;\n"
			"                        given: replace; kept p1\n");
	/* To the customer, only what one thing brings about with it. */
	buffer_clear(&out);
	history_write_for_customer(&out, &history);
	assert_string_equal(strstr(out.at, "gift.\n") + 6,
			    "            10:02  we said it back\n"
			    "            10:02  you agreed\n"
			    "            10:02  we offered \"Replace it\"; "
			    "\"Give the money "
			    "back\"\n"
			    "            10:02  you chose \"Replace it\"; we "
			    "promised it, by "
			    "Tuesday 24\n"
			    "                   November, 10:02\n"
			    "            10:02  done: \"Replace it\", later "
			    "than promised\n");
	buffer_release(&out);
	shop_close(&shop);
}

static void
what_was_put_right_at_once_is_one_list(void **state)
{
	static const char *const keys[] = {"email", "item", "order"};
	struct buffer out = {0};
	struct history history;
	struct shop shop;

	(void)state;
	shop_open(&shop, PLAN);
	shop_happened(&shop, OPEN);
	for (size_t i = 0; i < COUNT(keys); i++) {
		struct record record;

		record_init(&record);
		memcpy(record.id, CASE_A, CASEID_SIZE);
		record.event = "amend";
		record.who = "kim";
		record.at = shop.told + ZONE_MINUTE + (int64_t)i;
		record.offset = 3600;
		record_set(&record, keys[i], "x", &shop.book.arena);
		casebook_add(&shop.book, &record, 1);
	}
	history = (struct history){shop_case(&shop), shop.policy,
				   shop.when.zone, shop.when.now};
	history_write(&out, &history);
	assert_string_equal(strchr(out.at, '\n') + 1,
			    "            10:02  kim  details put right: email, "
			    "item, order\n");
	buffer_release(&out);
	shop_close(&shop);
}

/* In a plan that keeps it private; their points are no abuse. */
static void
what_was_said_abusively_stays_inside_P20(void **state)
{
	static const struct kept rows[] = {
		{"heat abusive; in phone thieves; point pt1 x; heat calm; "
		 "in phone sorry",
		 "            10:04  you told us: x\n"
		 "            10:06  from you, by phone: sorry\n"},
		{"in phone thieves; heat abusive", ""},
		{"heat angry; in phone thieves",
		 "            10:03  from you, by phone: thieves\n"},
	};

	(void)state;
	check(rows, COUNT(rows), true);
}

/* P63: what a promise is called in the plan is no word for a customer. */
static void
what_was_promised_is_called_as_it_was_offered(void **state)
{
	static const char plan[] =
		PLAN_SHOP "remedies:\n"
			  "  fix:\n"
			  "    - {id: refund, label: Refund it, cost: price, "
			  "promise: {what: money-back, by: 3bd}}\n"
			  "    - {id: sorry, label: Sorry from Eva, say: have "
			  "Eva say sorry, cost: 0.00, promise: {what: call, "
			  "by: 1bd}}\n"
			  "categories: [{id: rude, label: Rude, fixes: "
			  "[refund, sorry]}]\n";
	static const struct {
		const char *remedy, *words, *want;
	} rows[] = {
		{"refund", "Refund it: money-back", "Refund it"},
		{"refund", "Refund it", "Refund it"},
		/* Somebody's own words, and those of a plan before. */
		{"refund", "Refund it: it is on your card on Friday",
		 "Refund it: it is on your card on Friday"},
		{"refund", "Refund it all", "Refund it all"},
		{"refund", "The money, by post", "The money, by post"},
		{"sorry", "Sorry from Eva: call", "Have Eva say sorry"},
		{"gone", "Sorry from Eva: call", "Sorry from Eva: call"},
		{NULL, "Ring", "Ring"},
	};
	struct buffer got = {0};
	struct shop shop;

	(void)state;
	shop_open(&shop, plan);
	for (size_t i = 0; i < COUNT(rows); i++) {
		buffer_clear(&got);
		history_promised(&got, shop.policy, rows[i].remedy,
				 rows[i].words);
		assert_string_equal(got.at, rows[i].want);
	}
	buffer_release(&got);
	shop_close(&shop);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_said_abusively_stays_inside_P20),
		cmocka_unit_test(each_event_reads_as_what_somebody_did),
		cmocka_unit_test(the_customer_reads_what_was_said_in_full),
		cmocka_unit_test(
			nothing_that_stays_inside_reaches_the_customer),
		cmocka_unit_test(what_was_done_at_once_is_one_line),
		cmocka_unit_test(what_was_put_right_at_once_is_one_list),
		cmocka_unit_test(what_was_promised_is_called_as_it_was_offered),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
