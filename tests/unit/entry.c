#include "entry.h"

#include "support.h"
#include "undo.h"

#define MOST_WORDS 24
#define OPEN "open arrived-damaged customer=Ana value=18.00;"
#define AGREED OPEN "heard; restate - x; confirm;"

/* What somebody does, and what the batch comes to. */
struct desk {
	struct shop shop;
	struct entry entry;
	struct fail why;
};

static uint32_t
next_bits(void)
{
	static uint32_t bits = 6;

	return bits++ / 2; /* each twice, so that some are taken */
}

static void
desk_open(struct desk *desk, const char *plan, const char *told)
{
	*desk = (struct desk){0};
	shop_open(&desk->shop, plan);
	shop_happened(&desk->shop, told);
	desk->entry = (struct entry){
		.policy = desk->shop.policy,
		.book = &desk->shop.book,
		.who = "kim",
		.when = &desk->shop.when,
		.offset = 3600,
		.digits = plan ? desk->shop.policy->shop.digits : 2,
		.at = INSTANT_NONE,
		.tool = "case-log 7qk",
		.random = next_bits,
	};
}

static void
desk_close(struct desk *desk)
{
	entry_release(&desk->entry);
	shop_close(&desk->shop);
}

/* The next batch of the same desk. */
static void
begin_anew(struct desk *desk)
{
	entry_release(&desk->entry);
	desk->entry.count = desk->entry.room = 0;
	desk->entry.repeated = false;
	desk->why = (struct fail){0};
}

/* One event, a word a blank; `-a 5`, `-d 2bd` and `-k key=value` among them,
 * where an underscore is a blank; `-b` is who does the batch. */
static bool
do_event(struct desk *desk, char *at)
{
	struct arena *arena = &desk->shop.book.arena;
	const char *words[MOST_WORDS];
	struct record_pair pairs[4];
	struct draft_words given = {.words = words, .pairs = pairs};
	struct draft *draft = arena_get(arena, sizeof(*draft));
	char *rest;

	for (char *word = strtok_r(at, " ", &rest); word;
	     word = strtok_r(NULL, " ", &rest)) {
		char *value = *word == '-' && word[1] && !word[2]
				      ? strtok_r(NULL, " ", &rest)
				      : NULL;

		for (char *blank = value; blank && *blank; blank++) {
			if (*blank == '_')
				*blank = ' ';
		}
		if (!value)
			words[given.count++] = word;
		else if (word[1] == 'a')
			given.amount = value;
		else if (word[1] == 'd')
			given.due = value;
		else if (word[1] == 'b')
			desk->entry.who = value;
		else
			pairs[given.pair_count++] = (struct record_pair){
				strtok(value, "="), strtok(NULL, "")};
	}
	given.pairs = arena_get(arena, sizeof(pairs));
	memcpy(given.pairs, pairs, sizeof(pairs));
	return draft_read(draft, &given, desk->shop.policy, desk->entry.already,
			  arena, &desk->why) &&
	       entry_add(&desk->entry, CASE_A, draft, &desk->why);
}

/* "offer + accept replace", as it is typed behind case-log 7qk; -A and -O
 * first for --already and --override, or -T 10:02:30 for --at. */
static bool
do_batch(struct desk *desk, const char *typed)
{
	struct arena *arena = &desk->shop.book.arena;
	char *at = arena_copy(arena, typed, strlen(typed)), *plus;

	desk->entry.already = strncmp(at, "-A ", 3) == 0;
	desk->entry.override = strncmp(at, "-O ", 3) == 0 ? "because" : NULL;
	if (desk->entry.already || desk->entry.override)
		at += 3;
	if (strncmp(at, "-T ", 3) == 0) {
		const char *time = arena_format(
			arena, "2026-11-24T%.8s.000+01:00", at + 3);
		int offset;

		assert_true(zone_parse_time(time, &desk->entry.at, &offset));
		at += strlen("-T 10:02:30 ");
	}
	while ((plus = strstr(at, " + ")) != NULL) {
		*plus = '\0';
		if (!do_event(desk, at))
			return false;
		at = plus + 3;
	}
	return do_event(desk, at);
}

/* The batch: "offer replace 18.00; accept replace; promise p1 how=phone". */
static void
describe(struct buffer *out, const struct entry *entry)
{
	for (size_t i = 0; i < entry->count; i++) {
		const struct record *record = &entry->records[i];

		buffer_format(out, "%s%s", i ? "; " : "", record->event);
		if (record->what)
			buffer_format(out, " %s", record->what);
		if (record->amount != MONEY_NONE) {
			buffer_add_char(out, ' ');
			money_format(out, record->amount,
				     record->amount_digits);
		}
		for (int32_t k = 0; k < record->pair_count; k++) {
			if (strcmp(record->pairs[k].key, "plan") != 0)
				buffer_format(out, " %s=%s",
					      record->pairs[k].key,
					      record->pairs[k].value);
		}
	}
}

struct done {
	const char *told, *typed;
	const char *want; /* the batch, or `!` and the first line why not */
};

static void
outcome(struct buffer *out, struct desk *desk, bool added)
{
	if (added) {
		describe(out, &desk->entry);
		return;
	}
	buffer_format(out, "!%s", desk->why.text);
	if (desk->entry.refusal.len > 0)
		buffer_format(out, ": %.*s",
			      (int)strcspn(desk->entry.refusal.at, "\n"),
			      desk->entry.refusal.at);
}

static void
check(const char *plan, const struct done *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buffer out = {0};
		struct desk desk;

		desk_open(&desk, plan, rows[i].told);
		outcome(&out, &desk, do_batch(&desk, rows[i].typed));
		if (strcmp(buffer_string(&out), rows[i].want) != 0)
			fail_msg("%s / %s:\ngot  %s\nwant %s", rows[i].told,
				 rows[i].typed, buffer_string(&out),
				 rows[i].want);
		buffer_release(&out);
		desk_close(&desk);
	}
}

#define OF(minute) "of=2026-11-24T10:" minute ":00.000+01:00"
#define LOGGED "logged=2026-11-24T12:00:00.000+01:00 "

static void
the_object_may_be_left_out_where_one_thing_fits(void **state)
{
	static const struct done rows[] = {
		{AGREED "offer replace a=18.00", "accept",
		 "accept replace; promise p1 how=phone remedy=replace"},
		{AGREED "offer replace; offer refund", "accept",
		 "!accept needs a remedy: replace or refund were offered"},
		{AGREED "offer replace; offer refund; decline replace",
		 "accept", "accept refund; promise p1 how=email remedy=refund"},
		{AGREED "offer look; offer look", "accept", "accept look"},
		{AGREED, "accept",
		 "!accept needs a remedy, and none is offered; first: case-log "
		 "7qk offer"},
		/* With what the plan wants before it is offered. */
		{OPEN, "accept",
		 "!accept needs a remedy, and none is offered; first: case-log "
		 "7qk restate + confirm + offer"},
		{OPEN, "restate It broke. + accept",
		 "!accept needs a remedy, and none is offered; first: case-log "
		 "7qk restate 'It broke.' + confirm + offer"},
		{AGREED "offer replace; offer refund; accept refund", "decline",
		 "decline replace"},
		{AGREED "accept look", "give", "give look 0.00"},
		{AGREED "accept look; accept refund", "give",
		 "!give: more than one fits: look, refund; say which"},
		{AGREED "accept look; accept refund; give look", "give",
		 "give refund 18.00"},
		{AGREED "accept look; accept refund; decline look", "give",
		 "give refund 18.00"},
		{AGREED "accept look; close x; reopen", "give",
		 "!give needs a remedy behind it: replace, refund, "
		 "part-refund, look, ask-and-agree, voucher-5, voucher-10 or "
		 "law-refund"},
		{AGREED "offer refund", "approve -b eva", "approve refund"},
		{AGREED "offer refund; accept look", "approve -b eva",
		 "approve look"},
		{OPEN "promise p1 Ring", "kept", "kept p1 " OF("02")},
		{OPEN "promise p1 Ring; promise p2 Write", "kept",
		 "!kept: more than one fits: p1, p2; say which"},
		{OPEN, "kept", "!kept needs a promise, as p1 is, behind it"},
		{OPEN, "heart", "heart pt0 " OF("01")},
		{OPEN "point pt1 x", "heart",
		 "!heart: more than one fits: pt0, pt1; say which"},
		{OPEN, "answer Yes", "answer pt0 " OF("01")},
		{OPEN "prevent t1 x", "prevented", "prevented t1 " OF("02")},
		{OPEN "prevent none x", "prevented",
		 "!prevented needs a task, as t1 is, behind it"},
		{OPEN "prevent t1 x; prevented t1", "prevented",
		 "!prevented needs a task, as t1 is, behind it"},
		{"open - channel=email", "out", "out email"},
		{OPEN, "out", "out"},
		{OPEN "give look", "tell", "tell done"},
		{OPEN, "tell",
		 "!tell needs done, changed, outside or plan behind it"},
		{OPEN, "assign", "assign kim"},
		{OPEN, "escalate", "escalate senior"},
		{OPEN "escalate owner", "escalate",
		 "!escalate needs a rung behind it: counter, senior or owner"},
		{OPEN, "follow-up", "follow-up all-well"},
		{OPEN "follow-up all-well", "follow-up",
		 "!follow-up needs an after-care step behind it: all-well"},
		{OPEN, "close",
		 "!close needs an outcome behind it: delighted, satisfied, "
		 "placated, unhappy, walked-away or best-done"},
		{OPEN, "finding",
		 "!finding needs a finding behind it: upheld, partly, "
		 "not-upheld or goodwill"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
}

static void
ids_are_given_out_one_above_the_highest(void **state)
{
	static const struct done rows[] = {
		{OPEN, "point It was a gift", "point pt1"},
		{OPEN "point pt7 x", "point y", "point pt8"},
		{OPEN "point pt1 x; retract " OF("02"), "point y", "point pt2"},
		{OPEN, "promise Ring -d 2bd -k how=phone",
		 "promise p1 how=phone"},
		/* Not told at the counter: by phone, or as can be. */
		{"open - channel=counter; restate - x; confirm; "
		 "offer replace",
		 "accept",
		 "accept replace; promise p1 how=phone remedy=replace"},
		{"open - channel=counter email=a@b.example; restate - x; "
		 "confirm; offer replace",
		 "accept",
		 "accept replace; promise p1 how=email remedy=replace"},
		{"open - channel=counter email=a@b.example phone=600111222; "
		 "restate - x; confirm; offer replace",
		 "accept",
		 "accept replace; promise p1 how=phone remedy=replace"},
		{"open - channel=review; restate - x; offer replace; confirm",
		 "accept",
		 "accept replace; promise p1 how=phone remedy=replace"},
		{"open - channel=letter; restate - x; confirm; offer replace",
		 "accept",
		 "accept replace; promise p1 how=letter remedy=replace"},
		{OPEN "promise p4 x", "promise Ring -d 2bd -k how=phone",
		 "promise p5 how=phone"},
		{OPEN, "prevent Wrap it twice", "prevent t1"},
		{OPEN "prevent none x; prevent t2 x", "prevent Wrap twice",
		 "prevent t3"},
		{OPEN, "prevent none One slip", "prevent none"},
		{OPEN "B:open -; B:promise p6 x; merge " CASE_B,
		 "promise Ring -d 2bd -k how=phone", "promise p7 how=phone"},
		{OPEN, "point a b + point c d", "point pt1; point pt2"},
		{OPEN, "point pt1 a b + point pt2 c d", "point pt1; point pt2"},
		{OPEN, "point pt3 a b",
		 "!point: a new one of 7QK4XME is pt1, and need not be typed"},
		{OPEN "promise p4 x", "promise p4 Ring -d 2bd -k how=phone",
		 "!promise: a new one of 7QK4XME is p5, and need not be typed"},
		{OPEN "prevent t1 x", "prevent t1 Wrap it twice",
		 "!prevent: a new one of 7QK4XME is t2, and need not be "
		 "typed"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
}

static void
references_carry_the_time_of_what_they_speak_of(void **state)
{
	static const struct done rows[] = {
		{OPEN "point pt1 x", "heart pt1", "heart pt1 " OF("02")},
		{OPEN "point pt1 x", "answer pt1 We will look",
		 "answer pt1 " OF("02")},
		{OPEN, "answer pt3 We will look",
		 "!answer: 7QK4XME has no point 'pt3'"},
		/* Of two of one id the later; of joined cases the own one. */
		{OPEN "point pt1 x; point pt1 y", "heart pt1",
		 "heart pt1 " OF("03")},
		{OPEN "B:open -; B:point pt1 y; merge " CASE_B, "heart pt0",
		 "heart pt0 " OF("01")},
		{OPEN "B:open -; B:point pt1 y; merge " CASE_B, "heart pt1",
		 "heart pt1 " OF("03")},
		{OPEN "point pt1 x; B:open -; B:point pt1 y; merge " CASE_B,
		 "heart pt1", "heart pt1 " OF("02")},
		{OPEN "promise p1 x; kept p1", "kept p1",
		 "!p1 is not open: kept on Tue 24 Nov; a new promise: case-log "
		 "7qk promise"},
		{OPEN "promise p1 x; kept p1", "-A kept p1", "kept p1"},
		{OPEN "promise p1 x d=2026-11-25T10:00:00.000+01:00; renew p1 "
		      "d=2026-11-26T10:00:00.000+01:00",
		 "kept p1", "kept p1 " OF("03")},
		/* Of what was so at a time that is over: that which stood. */
		{OPEN "promise p1 x d=2026-11-25T10:00:00.000+01:00; renew p1 "
		      "d=2026-11-26T10:00:00.000+01:00",
		 "-T 10:02:30 kept p1", "kept p1 " LOGGED OF("02")},
		{OPEN "promise p1 x d=2026-11-25T10:00:00.000+01:00; renew p1 "
		      "d=2026-11-26T10:00:00.000+01:00",
		 "-T 10:03:30 kept p1", "kept p1 " LOGGED OF("03")},
		{OPEN "promise p1 x d=2026-11-25T10:00:00.000+01:00; renew p1 "
		      "d=2026-11-26T10:00:00.000+01:00",
		 "-T 10:02:30 broken p1", "broken p1 " LOGGED OF("03")},
		{OPEN "promise p1 x; broken p1", "-T 10:02:30 kept p1",
		 "kept p1 " LOGGED OF("02")},
		{OPEN "promise p1 x; broken p1", "-T 10:04:00 kept p1",
		 "!p1 is not open: broken on Tue 24 Nov; a new promise: "
		 "case-log 7qk promise"},
		{OPEN "promise p1 x; kept p1", "-T 10:02:30 broken p1",
		 "!p1 is not open: kept on Tue 24 Nov; a new promise: case-log "
		 "7qk promise"},
		/* One that is typed says which of two of one id is meant. */
		{OPEN "promise p1 x; promise p1 y", "kept p1 -k " OF("02"),
		 "kept p1 " OF("02")},
		{OPEN "promise p1 x; promise p2 y", "kept p2 -k " OF("02"),
		 "!kept: 7QK4XME has no 'p2' of "
		 "2026-11-24T10:02:00.000+01:00"},
		{OPEN "point pt1 x", "heart pt1 -k " OF("01"),
		 "!heart: 7QK4XME has no 'pt1' of "
		 "2026-11-24T10:01:00.000+01:00"},
		{OPEN "prevent t1 x", "prevented t1 -k " OF("02"),
		 "prevented t1 " OF("02")},
		{OPEN "prevent t1 x", "prevented t1 -k " OF("01"),
		 "!prevented: 7QK4XME has no 't1' of "
		 "2026-11-24T10:01:00.000+01:00"},
		{OPEN "promise p1 x", "kept p1 -k of=x",
		 "!kept: of=x is not the time of an event, as field 1 has it"},
		{OPEN "promise p1 x", "-A kept p1 -k of=x", "kept p1 of=x"},
		{OPEN "prevent t1 x; prevent t1 y; prevented t1 " OF("03"),
		 "prevented t1", "prevented t1 " OF("02")},
		{OPEN "prevent t1 x; prevented t1", "prevented t1",
		 "!prevented: 7QK4XME has no open 't1'"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
}

static void
two_tills_that_both_gave_out_p1_owe_both_P71(void **state)
{
	struct desk desk;
	struct buffer out = {0};
	const struct casefile *file;

	(void)state;
	desk_open(&desk, PLAN, OPEN "promise p1 Ring; promise p1 Write");
	assert_true(do_batch(&desk, "kept p1"));
	describe(&out, &desk.entry);
	assert_string_equal(out.at, "kept p1 " OF("03"));
	assert_string_equal(desk.entry.warnings.at,
			    "p1 was given out twice: this is \"Write\", and "
			    "\"Ring\" is still open\n");
	begin_anew(&desk);
	assert_true(do_batch(&desk, "kept"));
	buffer_clear(&out);
	describe(&out, &desk.entry);
	assert_string_equal(out.at, "kept p1 " OF("02"));
	file = shop_case(&desk.shop);
	assert_int_equal(file->promise_count, 2);
	assert_int_not_equal(file->promises[0].state, PROMISE_OPEN);
	assert_int_not_equal(file->promises[1].state, PROMISE_OPEN);
	buffer_release(&out);
	desk_close(&desk);
}

static void
a_chosen_fix_is_promised_and_kept_by_giving_it_P71(void **state)
{
	static const struct done rows[] = {
		{AGREED "offer replace", "accept replace",
		 "accept replace; promise p1 how=phone remedy=replace"},
		{"open - channel=letter; restate - x; offer replace",
		 "accept replace",
		 "accept replace; promise p1 how=letter remedy=replace"},
		{AGREED "offer refund", "accept refund",
		 "accept refund; promise p1 how=email remedy=refund"},
		{AGREED "offer look", "accept look", "accept look"},
		/* Twice the same choice is one promise. */
		{AGREED "accept replace; promise p1 x remedy=replace",
		 "accept replace", ""},
		{AGREED "accept replace; promise p1 x remedy=replace", "give",
		 "give replace 18.00; kept p1 " OF("06")},
		{AGREED "accept replace; promise p1 x remedy=replace; "
			"kept p1",
		 "give", "give replace 18.00"},
		{AGREED "accept replace; promise p1 x remedy=replace; "
			"promise p1 y remedy=replace; promise p2 z",
		 "give replace",
		 "give replace 18.00; kept p1 " OF("06") "; kept p1 " OF("07")},
		{AGREED "offer refund", "accept refund + give",
		 "accept refund; promise p1 how=email remedy=refund; give "
		 "refund 18.00; kept p1 of=2026-11-24T12:00:00.001+01:00"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
}

static void
a_promise_says_what_by_when_and_how_P41(void **state)
{
	static const struct done rows[] = {
		{OPEN, "promise -d 2bd -k how=phone",
		 "!promise needs words behind it"},
		{OPEN, "promise Ring -k how=phone",
		 "!promise needs a time, as -d 'fri 17:00' or -d 2bd"},
		{OPEN, "promise Ring -d 2bd",
		 "!not recorded: a promise says how they hear of it (the "
		 "default, "
		 "promises): add -k how=phone"},
		{OPEN, "-A promise Ring -d 2bd", "promise p1 how=phone"},
		{OPEN, "promise Ring -d soon -k how=phone",
		 "!'soon' does not say when; write a day and a time, 'fri "
		 "17:00', or a window, 'tue 10:00..12:00'"},
		{OPEN "promise p1 x", "renew",
		 "!renew needs a time, as -d 'fri 17:00' or -d 2bd"},
		{OPEN, "promise Ring -d thu_10:00..12:00 -k how=phone",
		 "promise p1 from=2026-11-26T10:00:00+01:00 how=phone"},
	};
	static const struct done gentle[] = {
		{OPEN, "promise Ring -d 2bd", "promise p1 how=phone"},
		{"open - channel=web", "promise Ring -d 2bd",
		 "promise p1 how=web"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
	check(PLAN "promises: {must-say: [what, by]}\n", gentle, COUNT(gentle));
}

/* The due of the batch's record, as field 6 holds it. */
static void
check_due(const char *told, const char *now, const char *at, const char *typed,
	  size_t which, const char *want, const char *warning)
{
	struct desk desk;
	struct buffer due = {0};

	desk_open(&desk, PLAN, told);
	if (now)
		desk.shop.when.now = instant(now);
	if (at)
		desk.entry.at = instant(at);
	if (!do_batch(&desk, typed))
		fail_msg("%s: %s", typed, desk.why.text);
	record_encode_field(&due, &desk.entry.records[which], RECORD_DUE);
	assert_string_equal(due.at, want);
	assert_string_equal(buffer_string(&desk.entry.warnings), warning);
	buffer_release(&due);
	desk_close(&desk);
}

static void
due_times_are_counted_once_and_frozen(void **state)
{
	(void)state;
	check_due(AGREED, NULL, NULL, "offer replace", 0,
		  "2026-11-26T18:00:00+01:00", "");
	check_due(AGREED "offer replace", NULL, NULL, "accept replace", 1,
		  "2026-11-26T18:00:00+01:00", "");
	check_due(AGREED "offer replace", NULL, NULL, "accept -d fri_10:00", 1,
		  "2026-11-27T10:00:00+01:00", "");
	check_due(AGREED, NULL, NULL, "offer look", 0, "-", "");
	check_due(OPEN, "2026-11-24T12:00:00.789+01:00", NULL,
		  "promise x -d 30m -k how=phone", 0,
		  "2026-11-24T12:30:00+01:00", "");
	/* What was told them on Friday was counted from Friday. */
	check_due(AGREED, NULL, "2026-11-20T10:00:00.000+01:00",
		  "promise x -d 2bd -k how=phone", 0,
		  "2026-11-24T18:00:00+01:00", "");
	check_due(AGREED "offer replace", NULL, "2026-11-20T10:00:00.000+01:00",
		  "-A accept replace", 1, "2026-11-24T18:00:00+01:00", "");
}

static void
a_promise_that_cannot_be_kept_is_warned_of_as_it_is_made_P41(void **state)
{
	(void)state;
	check_due(OPEN, "2026-11-24T19:00:00.000+01:00", NULL,
		  "promise x -d 2h -k how=phone", 0,
		  "2026-11-24T21:00:00+01:00",
		  "the shop is not open between now and then: this cannot be "
		  "kept in open hours; it opens Wed 25 Nov 09:00\n");
	check_due(OPEN, NULL, NULL, "promise x -d today_11:00 -k how=phone", 0,
		  "2026-11-24T11:00:00+01:00", "that time is over already\n");
	check_due(OPEN "promise p1 x d=2026-11-24T11:00:00.000+01:00", NULL,
		  NULL, "renew p1 -d 2bd", 0, "2026-11-26T18:00:00+01:00",
		  "p1 was due already: it counts as broken, and an apology is "
		  "owed\n");
	/* Told them in time, and only written down now. */
	check_due(OPEN "promise p1 x d=2026-11-24T11:00:00.000+01:00", NULL,
		  "2026-11-24T10:30:00.000+01:00", "renew p1 -d 2bd", 0,
		  "2026-11-26T18:00:00+01:00", "");
}

static void
kept_or_late_goes_by_when_it_happened_P57(void **state)
{
	static const char promised[] =
		OPEN "promise p1 x d=2026-11-24T11:00:00.000+01:00";
	static const struct {
		const char *at, *typed;
		enum promise_state want;
	} rows[] = {
		{NULL, "kept", PROMISE_LATE},
		{"2026-11-24T11:00:00.000+01:00", "kept", PROMISE_KEPT},
		{"2026-11-24T11:00:00.001+01:00", "kept", PROMISE_LATE},
		{NULL, "broken", PROMISE_BROKEN},
		{NULL, "renew -d 2bd", PROMISE_BROKEN},
		{"2026-11-24T10:30:00.000+01:00", "renew -d 2bd",
		 PROMISE_MOVED},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct desk desk;

		desk_open(&desk, PLAN, promised);
		if (rows[i].at)
			desk.entry.at = instant(rows[i].at);
		assert_true(do_batch(&desk, rows[i].typed));
		assert_int_equal(shop_case(&desk.shop)->promises[0].state,
				 rows[i].want);
		desk_close(&desk);
	}
}

static void
amounts_are_exact_and_within_what_may_be_agreed(void **state)
{
	static const struct done rows[] = {
		{AGREED, "offer replace -a 18", "offer replace 18.00"},
		{AGREED, "offer replace -a 18.5", "offer replace 18.50"},
		{AGREED, "offer replace -a 18,50",
		 "!'18,50' is not an amount: write the decimals behind a "
		 "point, as in 12.50"},
		{AGREED, "offer replace -a 18.505",
		 "!'18.505' has more than 2 decimals"},
		{AGREED, "offer replace -a -1",
		 "!'-1' is not an amount, as 12.50 is"},
		{AGREED, "offer part-refund", "offer part-refund 9.00"},
		{AGREED, "offer part-refund -a 9", "offer part-refund 9.00"},
		{AGREED "offer part-refund a=9.00", "accept part-refund -a 4",
		 "accept part-refund 4.00"},
		{AGREED "offer part-refund a=9.00",
		 "accept part-refund -a 9.01",
		 "!not recorded: 9.01 is more than may be agreed for "
		 "part-refund, 9.00 (p.yaml:26); add --already, if it was "
		 "done"},
		{AGREED, "give part-refund -a 10",
		 "!not recorded: 10.00 is more than may be agreed for "
		 "part-refund, 9.00 (p.yaml:26); add --already, if it was "
		 "done"},
		{AGREED, "-A give part-refund -a 10",
		 "give part-refund 10.00 out-of-order=over-authority"},
		{AGREED, "-O give part-refund -a 10 -b jo",
		 "override over-authority; give part-refund 10.00"},
		{AGREED, "-O give part-refund -a 10",
		 "!not recorded: Kim may not set rules aside; add --already, "
		 "if it was done"},
		/* Nobody knows what they paid: then no cap is known. */
		{"open -; restate - x; confirm", "offer part-refund",
		 "offer part-refund"},
		{"open -; restate - x; confirm", "offer part-refund -a 30",
		 "offer part-refund 30.00"},
		/* What a give came to: chosen, else offered, else its cost. */
		{AGREED "offer part-refund a=9.00; accept part-refund a=4.00",
		 "give", "give part-refund 4.00"},
		{AGREED "offer part-refund a=9.00; accept part-refund", "give",
		 "give part-refund 9.00"},
		{AGREED "accept part-refund", "give", "give part-refund"},
		{AGREED "accept replace", "give", "give replace 18.00"},
		{AGREED "accept replace", "give -a 25", "give replace 25.00"},
	};
	static const struct done yen[] = {
		{"open - value=1800; restate - x; confirm", "offer whole -a 9",
		 "offer whole 9"},
		{"open - value=1800; restate - x; confirm", "offer whole",
		 "offer whole 1800"},
		{"open -; restate - x; confirm", "offer whole -a 9.5",
		 "!'9.5' has more than 0 decimals"},
		{"open -", "amend -k value=18.00",
		 "!'18.00' has more than 0 decimals"},
		{"open -", "amend -k value=1800", "amend value=1800"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
	check("policy: 1\n"
	      "shop: {name: Yen, timezone: Asia/Tokyo, currency: JPY}\n"
	      "remedies: {fix: [{id: whole, label: All, cost: price}]}\n",
	      yen, COUNT(yen));
}

static void
a_rule_holds_back_only_what_is_about_to_be_done(void **state)
{
	static const struct done rows[] = {
		{OPEN, "offer",
		 "!not recorded: Ana has not yet heard it back and agreed"},
		{OPEN, "restate The mug + confirm + offer look",
		 "restate; confirm; offer look 0.00"},
		{OPEN, "accept look",
		 "!not recorded: Ana has not yet heard it back and agreed"},
		{OPEN, "-A accept look",
		 "accept look out-of-order=restated,confirmed"},
		{AGREED, "give voucher-5",
		 "!not recorded: a gesture comes after a fix, never instead "
		 "of one"},
		{AGREED, "give look + give voucher-5",
		 "give look 0.00; give voucher-5 5.00"},
		{AGREED, "-A give voucher-5",
		 "give voucher-5 5.00 out-of-order=fix-done"},
		{OPEN, "close satisfied",
		 "!not recorded: Ana is still owed 2 things"},
		{OPEN, "-A close satisfied",
		 "close satisfied out-of-order=fix-done-or-reason,"
		 "customer-told"},
		{OPEN "give look", "tell + close satisfied",
		 "tell done; close satisfied"},
		{OPEN, "cannot all Burnt",
		 "!not recorded: Kim, as counter, may not decline"},
		{OPEN, "-A cannot all Burnt", "cannot all out-of-order=role"},
		{OPEN, "cannot all Burnt -b jo", "cannot all"},
		{OPEN, "wish declined",
		 "!wish declined needs words behind it: the reason"},
		{OPEN, "wish declined Too dear -b jo", "wish declined"},
		{OPEN, "wish granted", "wish granted"},
		{"open - value=72; restate - x; confirm", "offer replace",
		 "!not recorded: 72.00 is more than Kim may give on one case, "
		 "50.00"},
		{"open - value=72; restate - x; confirm",
		 "approve replace -b jo + offer replace -b kim",
		 "approve replace; offer replace 72.00"},
		/* What was never offered: what it costs is looked at. */
		{"open - value=72; restate - x; confirm", "accept replace",
		 "!not recorded: 72.00 is more than Kim may give on one case, "
		 "50.00"},
		{"open faulty value=72 bought=2020-01-01; restate - x; confirm",
		 "offer",
		 "!not recorded: all that is open for 7QK4XME is for others to "
		 "grant, as replace: case-log 7qk approve replace -b jo"},
		/* What was offered is recorded, whoever was to grant it. */
		{"open faulty value=72 bought=2020-01-01; restate - x; confirm",
		 "-A offer", "offer replace 72.00 out-of-order=over-authority"},
		{"open - value=172", "approve replace -b jo",
		 "!not recorded: 172.00 is more than Jo may give on one case, "
		 "100.00"},
		{"open - about=kim; restate - x; confirm", "offer look",
		 "!not recorded: the complaint is about Kim, who does not "
		 "decide on it"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
}

static void
who_may_sets_a_rule_aside_with_a_reason_P45(void **state)
{
	static const struct done rows[] = {
		{OPEN, "-O offer look",
		 "!not recorded: Kim may not set rules aside; add --already, "
		 "if it was done"},
		{OPEN, "-O offer look -b jo",
		 "override restated; override confirmed; offer look 0.00"},
		{AGREED, "-O offer look", "offer look 0.00"},
		{OPEN, "-O erase -b jo",
		 "!not recorded: Jo, as senior, may not erase"},
		{OPEN, "override restated In a hurry -b jo + offer look",
		 "!not recorded: Ana has not yet agreed"},
		{OPEN,
		 "override restated In a hurry -b jo + override confirmed Too "
		 "+ offer look",
		 "override restated; override confirmed; offer look 0.00"},
		{OPEN, "override restated",
		 "!override restated needs words behind it"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
}

static void
a_gate_that_reminds_keeps_what_was_skipped(void **state)
{
	static const char remind[] = PLAN
		"gates: {usual: refuse, remind: [restated, over-authority, "
		"customer-told]}\n";
	static const struct done rows[] = {
		{OPEN "restate - x; confirm; point pt1 x", "offer look",
		 "!not recorded: Ana has not yet said what the heart of it "
		 "is, heard it back and agreed"},
		{OPEN "override confirmed x @jo", "offer look",
		 "offer look 0.00 skipped=restated"},
		{OPEN "give look", "close satisfied",
		 "close satisfied skipped=customer-told"},
		{AGREED, "give replace -a 72",
		 "give replace 72.00 skipped=over-authority"},
		{AGREED, "give part-refund -a 10",
		 "give part-refund 10.00 skipped=over-authority"},
		{OPEN, "-A offer look",
		 "offer look 0.00 out-of-order=confirmed skipped=restated"},
		{OPEN, "-O offer look -b jo",
		 "override confirmed; offer look 0.00 skipped=restated"},
	};

	(void)state;
	check(remind, rows, COUNT(rows));
}

static void
an_offer_without_an_object_puts_all_that_is_open_P09(void **state)
{
	static const struct done rows[] = {
		{AGREED, "offer",
		 "offer replace 18.00; offer refund 18.00; offer part-refund "
		 "9.00; offer look 0.00"},
		{AGREED "give look; amend wish=part-refund", "offer",
		 "offer part-refund 9.00; offer replace 18.00; offer refund "
		 "18.00; offer voucher-5 5.00"},
		{"open faulty; restate - x; confirm; decline replace; "
		 "decline law-refund",
		 "offer",
		 "!not recorded: no remedy is open for 7QK4XME; remedy-pick "
		 "--why 7QK4XME says why"},
		{"open faulty value=72; restate - x; confirm", "offer",
		 "offer law-refund"},
		{AGREED, "offer -a 5",
		 "!offer needs a remedy behind it, for "
		 "the -a"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
}

static void
what_is_needed_is_said_in_a_sentence(void **state)
{
	static const struct done rows[] = {
		{OPEN, "restate", "!restate needs words behind it"},
		{OPEN, "note", "!note needs words behind it"},
		{OPEN, "side", "!side needs words behind it"},
		{OPEN, "point", "!point needs words behind it"},
		{OPEN, "answer pt0", "!answer pt0 needs words behind it"},
		{OPEN, "cannot all -b jo", "!cannot all needs words behind it"},
		{OPEN, "amend",
		 "!amend needs a key, as -k phone=0123; -k phone=- takes it "
		 "away"},
		{OPEN, "amend -k phoen=1",
		 "!'phoen' is no key of a complaint; did you mean 'phone'?"},
		{OPEN, "note x -k Key=1", "!'Key' cannot be a key"},
		{OPEN, "amend -k outcome=x",
		 "!'outcome' is worked out from what happens; it cannot be "
		 "set"},
		{OPEN, "note x -k text=1", "!'text' cannot be a key"},
		{OPEN, "open x y",
		 "!a case is opened once; case-new writes a new one, and "
		 "point a further point"},
		{OPEN, "retract",
		 "!case-log --undo 7QK4XME takes the last batch back"},
		{OPEN, "retract -k of=noon",
		 "!retract: of=noon is not the time of an event, as field 1 "
		 "has it"},
		{OPEN, "retract -k " OF("09"),
		 "!retract: 7QK4XME has no event of "
		 "2026-11-24T10:09:00.000+01:00"},
		{OPEN, "retract -k " OF("01"),
		 "!retract: an open cannot be taken back"},
		{OPEN "note - x; retract " OF("02"), "retract -k " OF("03"),
		 "!retract: a retract cannot be taken back"},
		{OPEN "note - x", "retract -k " OF("02"), "retract " OF("02")},
		/* All that may be left out. */
		{OPEN, "apology + empathy + wait + resume + step + thank",
		 "apology; empathy; wait; resume; step; thank"},
		{OPEN, "evidence photo + finding upheld + cause carrier",
		 "evidence photo; finding upheld; cause carrier"},
		{OPEN, "prevent none", "prevent none"},
		{OPEN, "amend -k phone=- -k value=7",
		 "amend phone=- value=7.00"},
		{OPEN, "amend -k category=Damaged",
		 "amend category=arrived-damaged"},
		{OPEN, "amend -k heat=Upset", "amend heat=upset"},
		{OPEN, "evidence photo The box -k item=4",
		 "evidence photo item=4"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
}

static void
a_faulty_plan_never_silences_the_shop_P64(void **state)
{
	static const struct done rows[] = {
		{OPEN, "heard + restate x + confirm + heat livid",
		 "heard; restate; confirm; heat livid"},
		{OPEN, "promise Ring -d 2h", "promise p1 how=phone"},
		{OPEN "promise p1 Ring", "kept", "kept p1 " OF("02")},
		{OPEN, "apology + tell done + note x + cause mice",
		 "apology; tell done; note; cause mice"},
		{OPEN, "decline refund + wish granted + finding upheld",
		 "decline refund; wish granted; finding upheld"},
		{OPEN, "amend -k heat=livid -k wish=refund -k value=7",
		 "amend heat=livid value=7.00 wish=refund"},
		{OPEN, "promise Ring -d 2bd",
		 "!'2bd' counts open time, and no opening hours are known "
		 "here; 2d needs none"},
		{OPEN, "offer", "!offer needs a remedy behind it"},
		{OPEN, "offer refund",
		 "!not recorded: the plan is faulty, and rules hold offer "
		 "back; case-check says what is wrong; add --already, if it "
		 "was done"},
		{OPEN, "wish declined x",
		 "!not recorded: the plan is faulty, and rules hold wish "
		 "back; case-check says what is wrong; add --already, if it "
		 "was done"},
		{OPEN, "-A offer refund -a 5", "offer refund 5.00"},
		{OPEN, "-A accept refund + give -a 18",
		 "accept refund; give refund 18.00"},
		{OPEN, "-A close satisfied", "close satisfied"},
		{OPEN, "-A cannot all x", "cannot all"},
	};
	static const char *const held[] = {
		"accept refund",    "give refund",     "cannot all x",
		"approve refund",   "close satisfied", ("merge " CASE_B),
		"override heard x", "erase",
	};

	(void)state;
	check(NULL, rows, COUNT(rows));
	for (size_t i = 0; i < COUNT(held); i++) {
		struct desk desk;

		desk_open(&desk, NULL, OPEN "B:open -");
		assert_false(do_batch(&desk, held[i]));
		assert_int_equal(desk.why.kind, FAIL_REFUSED);
		desk_close(&desk);
	}
}

static void
a_case_is_joined_and_taken_apart_again(void **state)
{
	struct desk desk;
	struct buffer out = {0}, said = {0};

	(void)state;
	desk_open(&desk, PLAN,
		  OPEN "B:open late customer=Bo; B:accept look; +60");
	desk.entry.who = "eva";
	assert_true(do_batch(&desk, "merge bo"));
	describe(&out, &desk.entry);
	assert_string_equal(out.at, "merge " CASE_B);
	assert_int_equal(casebook_find(&desk.shop.book, CASE_B)->state,
			 CASEFILE_MERGED);
	assert_int_equal(shop_case(&desk.shop)->state, CASEFILE_DOING);
	begin_anew(&desk);
	/* B's events count in A, whichever of them is named. */
	assert_false(do_batch(&desk, "merge " CASE_B));
	assert_string_equal(desk.why.text, "'" CASE_B "' is that very case");
	begin_anew(&desk);
	assert_true(undo_last(&desk.entry, CASE_B, &said, &desk.why));
	assert_string_equal(said.at, "merge " CASE_B);
	assert_string_equal(desk.entry.records[0].id, CASE_A);
	assert_null(casebook_find(&desk.shop.book, CASE_B)->merged_into);
	assert_int_equal(shop_case(&desk.shop)->state, CASEFILE_HEARING);
	buffer_release(&out);
	buffer_release(&said);
	desk_close(&desk);
}

static void
merging_needs_another_case(void **state)
{
	static const struct done rows[] = {
		{OPEN, "merge " CASE_A " -b eva",
		 "!'" CASE_A "' is that very case"},
		{OPEN "B:open -", "merge", "!merge needs a case behind it"},
		{OPEN "B:open -", "merge " CASE_B,
		 "!not recorded: Kim, as counter, may not merge"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
}

static void
say_times(struct buffer *out, const struct entry *entry)
{
	for (size_t i = 0; i < entry->count; i++) {
		buffer_format(out, "%s", i ? " " : "");
		record_encode_field(out, &entry->records[i], RECORD_TIME);
	}
}

static void
events_of_a_case_never_share_an_instant(void **state)
{
	static const struct {
		const char *told, *at, *typed, *want;
	} rows[] = {
		{OPEN, NULL, "heard + step + step",
		 "2026-11-24T12:00:00.000+01:00 2026-11-24T12:00:00.001+01:00 "
		 "2026-11-24T12:00:00.002+01:00"},
		/* The clock is pushed past the case's last event… */
		{OPEN "+118; note - x", NULL, "heard + step",
		 "2026-11-24T12:00:00.002+01:00 "
		 "2026-11-24T12:00:00.003+01:00"},
		{OPEN "+178; note - x", NULL, "heard",
		 "2026-11-24T13:00:00.002+01:00"},
		/* …but not by more than a day; a given time never is. */
		{OPEN "+10000; note - x", NULL, "heard + step",
		 "2026-11-24T12:00:00.000+01:00 "
		 "2026-11-24T12:00:00.001+01:00"},
		{OPEN "note - x", "2026-11-23T16:00:00.000+01:00",
		 "heard + step",
		 "2026-11-23T16:00:00.000+01:00 "
		 "2026-11-23T16:00:00.001+01:00"},
		{OPEN "note - x; step", "2026-11-24T10:02:00.000+01:00",
		 "heard + step",
		 "2026-11-24T10:02:00.002+01:00 "
		 "2026-11-24T10:02:00.003+01:00"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};
		struct desk desk;

		desk_open(&desk, PLAN, rows[i].told);
		if (rows[i].at)
			desk.entry.at = instant(rows[i].at);
		assert_true(do_batch(&desk, rows[i].typed));
		say_times(&out, &desk.entry);
		assert_string_equal(out.at, rows[i].want);
		buffer_release(&out);
		desk_close(&desk);
	}
}

static void
a_time_off_by_more_than_a_minute_says_when_it_was_logged(void **state)
{
	static const struct {
		const char *told, *at, *want;
	} rows[] = {
		{OPEN, NULL, NULL},
		{OPEN, "2026-11-24T11:59:00.000+01:00", NULL},
		{OPEN, "2026-11-24T11:58:59.999+01:00",
		 "2026-11-24T12:00:00.000+01:00"},
		{OPEN, "2026-06-24T11:59:00.000+02:00",
		 "2026-11-24T12:00:00.000+01:00"},
		{OPEN "+178; note - x", NULL, "2026-11-24T12:00:00.000+01:00"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct desk desk;
		const char *logged;

		desk_open(&desk, PLAN, rows[i].told);
		if (rows[i].at)
			desk.entry.at = instant(rows[i].at);
		assert_true(do_batch(&desk, "heard"));
		logged = record_get(&desk.entry.records[0], "logged");
		if (rows[i].want)
			assert_string_equal(logged, rows[i].want);
		else
			assert_null(logged);
		desk_close(&desk);
	}
}

static void
a_clock_more_than_a_day_behind_is_named(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk, PLAN, OPEN "+10000; note - x");
	assert_true(do_batch(&desk, "heard + step"));
	assert_string_equal(desk.entry.warnings.at,
			    "an event of 261124-7QK4XME lies more than a day "
			    "ahead, 2026-12-01T08:42:00.000+01:00; it was "
			    "left there\n");
	desk_close(&desk);
}

static void
a_retry_with_the_same_once_records_nothing(void **state)
{
	struct desk desk;
	struct buffer out = {0};

	(void)state;
	desk_open(&desk, PLAN, OPEN "B:open - once=z; B:note - x once=y");
	desk.entry.once = "k";
	assert_true(do_batch(&desk, "heard + step Packed"));
	describe(&out, &desk.entry);
	assert_string_equal(out.at, "heard once=k; step");
	assert_false(desk.entry.repeated);
	begin_anew(&desk);
	assert_true(do_batch(&desk, "heard + step Packed"));
	assert_true(desk.entry.repeated);
	buffer_clear(&out);
	describe(&out, &desk.entry);
	assert_string_equal(out.at, "heard once=k");
	/* Another case's is another's… */
	begin_anew(&desk);
	desk.entry.once = "y";
	assert_true(do_batch(&desk, "step"));
	assert_false(desk.entry.repeated);
	/* …until they are one. */
	begin_anew(&desk);
	desk.entry.once = NULL;
	assert_true(do_batch(&desk, "merge " CASE_B " -b eva"));
	begin_anew(&desk);
	desk.entry.once = "z";
	assert_true(do_batch(&desk, "step"));
	assert_true(desk.entry.repeated);
	buffer_release(&out);
	desk_close(&desk);
}

static const char *
undo(struct desk *desk, struct buffer *said)
{
	buffer_clear(said);
	begin_anew(desk);
	return undo_last(&desk->entry, CASE_A, said, &desk->why)
		       ? buffer_string(said)
		       : desk->why.text;
}

static void
undo_takes_back_batch_by_batch_and_never_the_opening(void **state)
{
	struct desk desk;
	struct buffer said = {0};

	(void)state;
	desk_open(&desk, PLAN, OPEN);
	assert_true(do_batch(&desk, "heard + restate x + confirm"));
	begin_anew(&desk);
	assert_true(do_batch(&desk, "offer look + accept look"));
	begin_anew(&desk);
	/* A minute later, told of last week, in two batches. */
	desk.shop.when.now += ZONE_MINUTE;
	desk.entry.at = instant("2026-11-20T10:00:00.000+01:00");
	assert_true(do_batch(&desk, "note a + note b"));
	begin_anew(&desk);
	desk.shop.when.now += 1;
	assert_true(do_batch(&desk, "step a + step b"));
	desk.entry.at = INSTANT_NONE;
	assert_string_equal(undo(&desk, &said), "step, step");
	assert_int_equal(desk.entry.count, 2);
	assert_string_equal(undo(&desk, &said), "note, note");
	assert_string_equal(undo(&desk, &said), "offer look, accept look");
	assert_string_equal(undo(&desk, &said), "heard, restate, confirm");
	assert_string_equal(undo(&desk, &said),
			    "nothing to take back: a complaint that was "
			    "written down stays");
	assert_int_equal(desk.why.kind, FAIL_REFUSED);
	assert_int_equal(shop_case(&desk.shop)->event_count, 1);
	buffer_release(&said);
	desk_close(&desk);
}

static bool
do_record(struct desk *desk, const char *line)
{
	struct arena *arena = &desk->shop.book.arena;
	char *copy = arena_copy(arena, line, strlen(line));
	struct record *record = arena_get(arena, sizeof(*record));
	struct draft *draft = arena_get(arena, sizeof(*draft));

	return record_parse_new(record, copy, strlen(copy), 2, arena,
				&desk->why) &&
	       draft_of_record(draft, record, arena, &desk->why) &&
	       entry_add(&desk->entry, record->id, draft, &desk->why);
}

static void
records_of_a_filter_are_taken_once_and_as_if_typed(void **state)
{
	static const struct {
		const char *rest, *want;
	} rows[] = {
		{"-\t" CASE_A "\tnote\t-\t-\t-\t-\tx", "note"},
		{"-\t" CASE_A "\tpromise\t-\t-\t2026-11-26T18:00:00+01:00\t-"
		 "\tRing\thow=phone",
		 "promise p1 how=phone"},
		{"-\t" CASE_A "\tpromise\tp9\tsam\t2026-11-26T18:00:00+01:00\t-"
		 "\tRing\thow=phone",
		 "promise p9 how=phone"},
		{"-\t" CASE_A "\tpoint\t-\t-\t-\t-\tx", "point pt1"},
		{"-\t" CASE_A "\taccept\tREFUND\t-\t-\t-\t-",
		 "accept refund; promise p1 how=email remedy=refund"},
		{"-\t" CASE_A "\taccept\tchocolate\t-\t-\t-\t-",
		 "!accept: 'chocolate' is not a remedy; there are: replace, "
		 "refund, part-refund, look, ask-and-agree, voucher-5, "
		 "voucher-10, law-refund"},
		/* It has happened, under a plan that knew it. */
		{"2026-11-24T11:00:00.000+01:00\t" CASE_A
		 "\taccept\tchocolate\t-\t-\t-\t-",
		 "accept chocolate logged=2026-11-24T12:00:00.000+01:00"},
		{"2026-11-24T10:05:00.000+01:00\t" CASE_A
		 "\tconfirm\t-\tkim\t-\t-\t-",
		 ""},
		{"2026-11-24T10:05:00.000+01:00\t" CASE_A
		 "\tnote\t-\tkim\t-\t-\tx",
		 "note logged=2026-11-24T12:00:00.000+01:00"},
		{"-\t" CASE_A "\tnote\t-\t-\t-\t-\tx\tonce=k1", "note once=k1"},
		{"-\t" CASE_A "\tnote\t-\t-\t-\t-\tx\tonce=k2", ""},
		{"2026-11-24T11:00:00.000+01:00\t" CASE_A
		 "\tkept\tp1\tsam\t-\t-\t-\t" OF("09"),
		 "kept p1 logged=2026-11-24T12:00:00.000+01:00 " OF("09")},
		{"2026-11-24T11:00:00.000+01:00\t" CASE_A
		 "\tretract\t-\tsam\t-\t-\t-\t" OF("09"),
		 "retract logged=2026-11-24T12:00:00.000+01:00 " OF("09")},
		{"2026-11-24T11:00:00.000+01:00\t" CASE_A "\tmerge\t" CASE_B
		 "\teva\t-\t-\t-",
		 "merge " CASE_B " logged=2026-11-24T12:00:00.000+01:00"},
		{"-\t261122-7QK4XMQ\tnote\t-\t-\t-\t-\tx",
		 "!no case '261122-7QK4XMQ'"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = {0};
		struct desk desk;

		/* open 1, heard 2, restate 3, note 4, confirm 5, offer 6 */
		desk_open(&desk, PLAN,
			  OPEN "heard; restate - x; note - x once=k2; confirm; "
			       "offer refund");
		outcome(&out, &desk, do_record(&desk, rows[i].rest));
		assert_string_equal(buffer_string(&out), rows[i].want);
		buffer_release(&out);
		desk_close(&desk);
	}
}

static void
who_a_record_names_did_it(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk, PLAN, OPEN);
	assert_true(do_record(&desk,
			      "-\t" CASE_A "\tcannot\tall\tjo\t-\t-\tBurnt"));
	assert_string_equal(desk.entry.records[0].who, "jo");
	assert_true(do_record(&desk, "-\t" CASE_A "\tassign\t-\tjo\t-\t-\t-"));
	assert_string_equal(desk.entry.records[1].what, "jo");
	assert_false(do_record(&desk,
			       "-\t" CASE_A "\tcannot\tall\tsam\t-\t-\tBurnt"));
	assert_int_equal(desk.why.kind, FAIL_REFUSED);
	desk_close(&desk);
}

struct opened {
	const char *what, *key, *value;
	const char *want; /* "WHAT keys", or `!` and the refusal */
	const char *warning;
};

static void
check_opening(const char *plan, const struct opened *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct record_pair pair = {rows[i].key, rows[i].value};
		struct draft draft = {.verb = VERB_OPEN,
				      .what = rows[i].what,
				      .text = "It broke.",
				      .typed = "open",
				      .at = INSTANT_NONE,
				      .due_at = INSTANT_NONE,
				      .pairs = &pair,
				      .pair_count = rows[i].key != NULL};
		struct buffer out = {0};
		char id[CASEID_SIZE];
		struct desk desk;

		desk_open(&desk, plan, "");
		outcome(&out, &desk,
			entry_open(&desk.entry, NULL, &draft, id, &desk.why));
		assert_string_equal(out.at, rows[i].want);
		assert_string_equal(buffer_string(&desk.entry.warnings),
				    rows[i].warning);
		buffer_release(&out);
		desk_close(&desk);
	}
}

static void
an_unknown_word_never_stops_a_complaint_P19(void **state)
{
	static const struct opened rows[] = {
		{NULL, NULL, NULL, "open", ""},
		{"rude", NULL, NULL, "open rude", ""},
		{"RUDE", NULL, NULL, "open rude", ""},
		{"Treated badly", NULL, NULL, "open rude", ""},
		{"rudeness", NULL, NULL, "open said-category=rudeness",
		 "'rudeness' is no category of the plan; kept as "
		 "said-category; "
		 "did you mean 'rude'?\n"},
		{"rud", NULL, NULL, "open said-category=rud",
		 "'rud' is no category of the plan; kept as said-category; "
		 "did you mean 'rude'?\n"},
		{NULL, "category", "rude", "open rude", ""},
		{NULL, "channel", "Phone", "open channel=phone", ""},
		{NULL, "channel", "smoke", "open said-channel=smoke",
		 "'smoke' is no channel of the plan; kept as said-channel\n"},
		{NULL, "heat", "angri", "open said-heat=angri",
		 "'angri' is no heat of the plan; kept as said-heat; "
		 "did you mean 'angry'?\n"},
		{NULL, "severity", "URGENT", "open severity=urgent", ""},
		{NULL, "wish", "Refund", "open wish=refund", ""},
		{NULL, "wish", "refnd", "open said-wish=refnd",
		 "'refnd' is no wish of the plan; kept as said-wish; "
		 "did you mean 'refund'?\n"},
		{NULL, "value", "18", "open value=18.00", ""},
		{NULL, "value", "18,50", "open said-value=18,50",
		 "'18,50' is not an amount: write the decimals behind a "
		 "point, as in 12.50; kept as said-value\n"},
		{"damage", NULL, NULL, "open said-category=damage",
		 "'damage' is no category of the plan; kept as said-category; "
		 "did you mean 'arrived-damaged'?\n"},
		{"does nott work", NULL, NULL,
		 "open said-category=does nott work",
		 "'does nott work' is no category of the plan; kept as "
		 "said-category; "
		 "did you mean 'faulty'?\n"},
		{NULL, "bought", "2026-11-20", "open bought=2026-11-20", ""},
		{NULL, "bought", "2026-11-24", "open bought=2026-11-24", ""},
		{NULL, "bought", "2026-11-25", "open bought=2026-11-25",
		 "bought on '2026-11-25'? That is still to come\n"},
		{NULL, "bought", "last week", "open bought=last week",
		 "'last week' is no date, as 2026-11-22 is: bought= counts "
		 "for nothing\n"},
		{NULL, "telefon", "1", "open telefon=1",
		 "'telefon' is no key that the tools know; kept as it is\n"},
		{NULL, "ext", "4711", "open ext=4711", ""},
		{NULL, "phoen", "1",
		 "!'phoen' is no key of a complaint; did you mean 'phone'?",
		 ""},
		{NULL, "colour", "red", "open colour=red",
		 "'colour' is no key that the tools know; kept as it is\n"},
	};
	static const struct opened faulty[] = {
		{"Rude", NULL, NULL, "open rude", ""},
		{"so rude", NULL, NULL, "open said-category=so rude",
		 "'so rude' is no category of the plan; kept as "
		 "said-category\n"},
		{NULL, "channel", "smoke", "open channel=smoke", ""},
	};

	(void)state;
	check_opening(PLAN, rows, COUNT(rows));
	check_opening(NULL, faulty, COUNT(faulty));
}

static void
a_complaint_gets_an_id_of_the_shops_day_that_is_free(void **state)
{
	struct draft draft = {.verb = VERB_OPEN,
			      .text = "It broke.",
			      .typed = "open",
			      .at = INSTANT_NONE,
			      .due_at = INSTANT_NONE};
	char first[CASEID_SIZE], second[CASEID_SIZE], third[CASEID_SIZE];
	struct desk desk;

	(void)state;
	desk_open(&desk, PLAN, "");
	/* Half past midnight in Madrid, still the day before in UTC. */
	desk.shop.when.now = instant("2026-11-25T00:30:00.000+01:00");
	assert_true(entry_open(&desk.entry, NULL, &draft, first, &desk.why));
	assert_true(entry_open(&desk.entry, NULL, &draft, second, &desk.why));
	assert_true(entry_open(&desk.entry, NULL, &draft, third, &desk.why));
	assert_memory_equal(first, "261125-", 7);
	assert_string_not_equal(first, second);
	assert_string_not_equal(second, third);
	assert_true(caseid_is_valid(first, CASEID_LEN));
	/* The same once a second time is the same complaint. */
	begin_anew(&desk);
	desk.entry.once = "till-7";
	assert_true(entry_open(&desk.entry, NULL, &draft, first, &desk.why));
	begin_anew(&desk);
	assert_true(entry_open(&desk.entry, NULL, &draft, second, &desk.why));
	assert_true(desk.entry.repeated);
	assert_string_equal(first, second);
	begin_anew(&desk);
	desk.entry.once = NULL;
	assert_false(entry_open(&desk.entry, first, &draft, third, &desk.why));
	assert_int_equal(desk.why.kind, FAIL_USAGE);
	draft.text = NULL;
	assert_false(entry_open(&desk.entry, NULL, &draft, third, &desk.why));
	assert_string_equal(desk.why.text, "open needs words behind it");
	desk_close(&desk);
}

static void
an_opening_that_is_there_is_passed_over(void **state)
{
	struct record_pair once = {"once", "k"};
	struct draft draft = {.verb = VERB_OPEN,
			      .text = "It broke.",
			      .typed = "open",
			      .at = instant("2026-11-24T10:01:00.000+01:00"),
			      .offset = 3600,
			      .due_at = INSTANT_NONE};
	char id[CASEID_SIZE];
	struct desk desk;

	(void)state;
	desk_open(&desk, PLAN, "open rude once=k");
	assert_true(entry_open(&desk.entry, CASE_A, &draft, id, &desk.why));
	assert_string_equal(id, CASE_A);
	assert_int_equal(desk.entry.count, 0);
	draft.at = INSTANT_NONE;
	draft.pairs = &once;
	draft.pair_count = 1;
	draft.is_record = true;
	assert_true(entry_open(&desk.entry, NULL, &draft, id, &desk.why));
	assert_string_equal(id, CASE_A);
	assert_int_equal(desk.entry.count, 0);
	/* Typed, it is a retry. */
	draft.is_record = false;
	assert_true(entry_open(&desk.entry, NULL, &draft, id, &desk.why));
	assert_true(desk.entry.repeated);
	assert_string_equal(desk.entry.records[0].id, CASE_A);
	begin_anew(&desk);
	/* Not the same, and under an id that is taken. */
	draft.pair_count = 0;
	assert_false(entry_open(&desk.entry, CASE_A, &draft, id, &desk.why));
	assert_string_equal(desk.why.text,
			    "a case is opened once, and " CASE_A " is there");
	desk_close(&desk);
}

static void
events_of_one_batch_stand_on_those_before_them(void **state)
{
	static const struct done rows[] = {
		{OPEN,
		 "heard + restate The mug broke. + confirm + offer + accept "
		 "look + give + apology + tell done + close satisfied",
		 "heard; restate; confirm; offer replace 18.00; offer refund "
		 "18.00; offer part-refund 9.00; offer look 0.00; accept look; "
		 "give look 0.00; apology; tell done; close satisfied"},
		{OPEN "close x; reopen", "offer look",
		 "!not recorded: Ana has not yet heard it back and agreed"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
}

static void
a_text_of_any_bytes_fits_a_line_or_is_refused(void **state)
{
	struct desk desk;
	char *text = mem_get(RECORD_LINE_MAX + 1);
	struct draft draft = {.verb = VERB_NOTE,
			      .text = text,
			      .typed = "note",
			      .at = INSTANT_NONE,
			      .due_at = INSTANT_NONE};

	(void)state;
	desk_open(&desk, PLAN, OPEN);
	desk.entry.at = instant("2026-11-20T10:00:00.000+01:00");
	/* A line's worth, but for the logged= that comes behind it. */
	memset(text, 'x', RECORD_LINE_MAX);
	text[RECORD_LINE_MAX - 61] = '\0';
	assert_false(entry_add(&desk.entry, CASE_A, &draft, &desk.why));
	assert_int_equal(desk.why.kind, FAIL_INPUT);
	assert_int_equal(desk.entry.count, 0);
	text[RECORD_LINE_MAX - 200] = '\0';
	assert_true(entry_add(&desk.entry, CASE_A, &draft, &desk.why));
	strcpy(text, "a\tb\n\x1b[2J\xff");
	assert_true(entry_add(&desk.entry, CASE_A, &draft, &desk.why));
	free(text);
	desk_close(&desk);
}

static void
our_side_is_told_after_theirs_P07(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk, PLAN, OPEN);
	assert_true(do_batch(&desk, "side It was the wind"));
	assert_string_equal(desk.entry.warnings.at,
			    "they come first: hear them out before our side "
			    "is told\n");
	begin_anew(&desk);
	buffer_clear(&desk.entry.warnings);
	assert_true(do_batch(&desk, "heard + side It was the wind"));
	assert_int_equal(desk.entry.warnings.len, 0);
	desk_close(&desk);
}

static void
what_needs_asking_first_is_not_offered(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk, PLAN, "open faulty value=72; restate - x; confirm");
	assert_true(do_batch(&desk, "offer"));
	assert_string_equal(desk.entry.warnings.at,
			    "replace is not offered before Jo grants it: "
			    "case-log 7qk approve replace -b jo\n");
	assert_string_equal(record_get(&desk.entry.records[0], "plan"),
			    "2026-11-01");
	assert_string_equal(desk.entry.records[0].text, "Full refund");
	desk_close(&desk);
}

/* A batch, and the warnings that come with it. */
static void
check_warned(const char *plan, const char *told, const char *typed,
	     const char *want, const char *warnings)
{
	struct buffer out = {0};
	struct desk desk;

	desk_open(&desk, plan, told);
	outcome(&out, &desk, do_batch(&desk, typed));
	entry_end(&desk.entry);
	if (strcmp(buffer_string(&out), want) != 0)
		fail_msg("%s / %s:\ngot  %s\nwant %s", told, typed,
			 buffer_string(&out), want);
	if (strcmp(buffer_string(&desk.entry.warnings), warnings) != 0)
		fail_msg("%s / %s:\ngot  %s\nwant %s", told, typed,
			 buffer_string(&desk.entry.warnings), warnings);
	buffer_release(&out);
	desk_close(&desk);
}

/* Whom to ask is said once, also of what they wish for: nobody says no to that
 * before it was asked. */
static void
what_is_held_back_for_others_has_the_line_to_ask_them(void **state)
{
#define ASK_JO                                                           \
	"not offered before Jo grants it: case-log 7qk approve replace " \
	"-b jo\n"
#define WISHED                                                             \
	"open arrived-damaged value=72 wish=replace; heard; restate - x; " \
	"confirm;"
	(void)state;
	check_warned(PLAN, WISHED, "offer",
		     "offer part-refund 36.00; offer look 0.00",
		     "replace is " ASK_JO
		     "refund is not offered before Jo grants it: case-log 7qk "
		     "approve refund -b jo\n");
	check_warned(PLAN, WISHED, "offer look + offer part-refund",
		     "offer look 0.00; offer part-refund 36.00",
		     "replace is what they wish for, and is " ASK_JO);
	check_warned(PLAN, WISHED "approve replace @jo",
		     "offer look + offer part-refund",
		     "offer look 0.00; offer part-refund 36.00",
		     "replace is what they wish for, and is not offered; say "
		     "why: case-log 7qk wish declined REASON\n");
}

static void
where_the_calendar_has_no_time_for_it_that_is_said_P71(void **state)
{
	(void)state;
	check_warned(PLAN "hours: {week: {mon: [\"09:00-18:00\"]}, closed: "
			  "[{date: \"2026-11-24..2099-12-31\", why: Sold}]}\n",
		     AGREED "offer replace; offer look", "accept replace",
		     "accept replace",
		     "the calendar has no time by which 'Replace it' could be "
		     "done: promise one\n");
}

static void
a_promise_by_what_is_no_channel_is_warned_of(void **state)
{
	static const struct {
		const char *typed, *want, *warning;
	} rows[] = {
		{"promise Ring -d 2bd -k how=phon", "promise p2 how=phon",
		 "'phon' is no channel of the plan; how=phon is kept as it is; "
		 "did you mean 'phone'?\n"},
		{"renew p1 -d 3bd -k how=pigeon",
		 "renew p1 how=pigeon " OF("02"),
		 "'pigeon' is no channel of the plan; how=pigeon is kept as it "
		 "is\n"},
		{"promise Ring -d 2bd -k how=Phone", "promise p2 how=Phone",
		 ""},
		{"promise Ring -d 2bd -k how=social", "promise p2 how=social",
		 ""},
		{"promise Ring -d 2bd -k how=card-or-email",
		 "promise p2 how=card-or-email", ""},
		{"promise Ring -d 2bd -k how=card-or-emial",
		 "promise p2 how=card-or-emial",
		 "'card-or-emial' is no channel of the plan; "
		 "how=card-or-emial is kept as it is\n"},
		{"step Ring -k how=pigeon", "step how=pigeon", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		check_warned(PLAN,
			     OPEN "promise p1 Call "
				  "d=2026-11-25T13:00:00.000+01:00",
			     rows[i].typed, rows[i].want, rows[i].warning);
	}
}

static void
a_time_that_was_told_is_always_a_promise_P41(void **state)
{
	(void)state;
	check_due(AGREED, NULL, NULL, "accept look -d wed_13:00", 1,
		  "2026-11-25T13:00:00+01:00", "");
	check_due(AGREED "offer look d=2026-11-25T13:00:00.000+01:00", NULL,
		  NULL, "accept look", 1, "2026-11-25T13:00:00+01:00", "");
	/* The offer was told another time than the plan's own. */
	check_due(AGREED "offer replace d=2026-11-25T13:00:00.000+01:00", NULL,
		  NULL, "accept replace", 1, "2026-11-25T13:00:00+01:00", "");
	/* The plan's own, of then: now it is counted from now. */
	check_due(AGREED "offer replace d=2026-11-26T18:00:00.000+01:00",
		  "2026-11-25T12:00:00.000+01:00", NULL, "accept replace", 1,
		  "2026-11-27T18:00:00+01:00", "");
	check_warned(PLAN, AGREED "offer look; offer replace",
		     "accept look -d thu_10:00..12:00",
		     "accept look from=2026-11-26T10:00:00+01:00; promise p1 "
		     "from=2026-11-26T10:00:00+01:00 how=phone remedy=look",
		     "");
}

static void
a_choice_is_made_once_and_its_promise_moved(void **state)
{
	static const char chosen[] =
		AGREED "accept replace; promise p1 x remedy=replace "
		       "d=2026-11-26T18:00:00.000+01:00";

	(void)state;
	check_warned(PLAN, chosen, "accept replace", "",
		     "replace is chosen already; nothing new is recorded\n");
	check_warned(PLAN, chosen, "accept replace -d fri_10:00",
		     "renew p1 " OF("06"), "");
	check_warned(PLAN,
		     AGREED "accept replace; promise p1 x remedy=replace "
			    "d=2026-11-24T11:00:00.000+01:00",
		     "accept replace -d fri_10:00", "renew p1 " OF("06"),
		     "p1 was due already: it counts as broken, and an apology "
		     "is owed\n"
		     "promise-broken: the plan takes this one rung up: "
		     "case-log 7qk escalate\n");
	check_warned(PLAN, AGREED "accept look", "accept look -d fri_10:00",
		     "accept look; promise p1 how=phone remedy=look", "");
	check_warned(PLAN, AGREED "accept look; decline look", "accept look",
		     "accept look", "");
}

static void
what_the_law_gave_is_said_to_be_past_its_time(void **state)
{
	static const char plan[] = PLAN_SHOP
		"remedies:\n"
		"  fix: [{id: look, label: Look at it, cost: 0.00}]\n"
		"  entitlement: [{id: refund-30, label: All of it back, "
		"within: 30d}]\n"
		"  rules: {options-shown: 1}\n";
	static const char up[] = "open faulty bought=2026-09-01; restate - x; "
				 "confirm";
	static const char said[] = "refund-30: bought 2026-09-01, its time is "
				   "up (p.yaml:6)\n";

	(void)state;
	check_warned(plan, up, "offer refund-30 + accept refund-30",
		     "offer refund-30; accept refund-30", said);
	check_warned(plan, up, "accept refund-30", "accept refund-30", said);
	check_warned(plan, up, "offer look", "offer look 0.00", "");
	check_warned(plan,
		     "open faulty bought=2026-11-01; restate - x; confirm",
		     "offer refund-30", "offer refund-30", "");
}

/* To choose what was never offered is an offer too; what they settle on the
 * spot is offered and chosen in one line (P18). */
static void
one_option_is_no_choice_be_it_offered_or_chosen_P09(void **state)
{
	static const char said[] =
		"1 option is no choice, and the plan shows 2 at least (the "
		"default); say why: case-log 7qk note REASON\n";
	static const struct {
		const char *told, *typed, *want, *warnings;
	} rows[] = {
		{AGREED, "offer look", "offer look 0.00", said},
		{AGREED, "accept look", "accept look", said},
		{AGREED, "accept look + give look",
		 "accept look; give look 0.00", said},
		{AGREED, "note Tonight + accept look", "note; accept look", ""},
		{AGREED "offer look", "accept look", "accept look", ""},
		{AGREED "offer replace", "accept look", "accept look", ""},
		{AGREED, "offer look + accept look",
		 "offer look 0.00; accept look", ""},
		{AGREED "cannot all x", "accept voucher-5", "accept voucher-5",
		 ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		check_warned(PLAN, rows[i].told, rows[i].typed, rows[i].want,
			     rows[i].warnings);
}

/* What they chose cannot be had after all: what was promised of it is none that
 * goes away. */
static void
what_was_promised_and_cannot_be_is_said_to_be_broken_P57(void **state)
{
	static const char chosen[] =
		AGREED "accept replace; promise p1 x remedy=replace "
		       "d=2026-11-27T11:00:00.000+01:00; "
		       "promise p2 Ring d=2026-11-27T11:00:00.000+01:00";

	(void)state;
	check_warned(PLAN, chosen, "cannot replace Gone -b jo",
		     "cannot replace",
		     "p1 promised replace: case-log 7qk broken p1 says that "
		     "it is not kept, and an apology is owed\n");
	check_warned(PLAN, chosen, "cannot all Gone -b jo", "cannot all",
		     "p1 promised replace: case-log 7qk broken p1 says that "
		     "it is not kept, and an apology is owed\n");
	check_warned(PLAN, chosen, "cannot look Gone -b jo", "cannot look", "");
}

/* Perhaps the first was lost, or broke: it is recorded, and said. */
static void
what_they_got_before_and_get_once_more_is_warned_of_P71(void **state)
{
	static const char got[] = AGREED "accept replace; give replace a=18.00";
	static const char again[] =
		AGREED "accept replace; give replace a=18.00; tell done; close "
		       "satisfied; reopen; heard; restate; confirm; offer "
		       "replace a=18.00; offer look";
	static const char once_more[] =
		"replace was given today 10:06 (18.00): "
		"this is once more\n";

	(void)state;
	check_warned(PLAN, got, "give replace", "give replace 18.00",
		     once_more);
	check_warned(PLAN, again, "accept replace",
		     "accept replace; promise p1 how=phone remedy=replace",
		     once_more);
	/* Said when they chose it. */
	check_warned(
		PLAN, again, "accept replace + give",
		"accept replace; promise p1 how=phone remedy=replace; "
		"give replace 18.00; kept p1 of=2026-11-24T12:00:00.001+01:00",
		once_more);
	check_warned(PLAN, again, "accept look", "accept look", "");
}

/* Perhaps they want both: it is recorded, and said. */
static void
a_second_fix_beside_one_that_they_chose_is_warned_of_P71(void **state)
{
	static const char lent[] = PLAN_SHOP
		"remedies:\n"
		"  fix:\n"
		"    - {id: mend, label: Mend it, cost: 0.00}\n"
		"    - {id: loan, label: Lend one, cost: 0.00, lasts-until: "
		"fix-done}\n";
	static const struct {
		const char *plan, *told, *typed, *want, *warnings;
	} rows[] = {
		{PLAN, AGREED "accept replace", "accept look", "accept look",
		 "replace was chosen today 10:05: both are owed now; if they "
		 "want look in its place, case-log 7qk decline replace\n"},
		{PLAN, AGREED "accept replace; give replace", "accept look",
		 "accept look",
		 "replace was chosen today 10:05 and given: look comes on top "
		 "of it; if not, case-log 7qk decline look\n"},
		{PLAN, AGREED "accept replace; decline replace", "accept look",
		 "accept look", ""},
		{PLAN, AGREED "accept replace; cannot replace x", "accept look",
		 "accept look", ""},
		{PLAN, AGREED "accept replace", "decline replace + accept look",
		 "decline replace; accept look", ""},
		{PLAN,
		 AGREED "accept replace; give replace; reopen; heard; "
			"restate - x; confirm; offer look; offer replace",
		 "accept look", "accept look", ""},
		/* Who types both at once means both. */
		{PLAN, AGREED, "accept part-refund -a 5 + accept look",
		 "accept part-refund 5.00; accept look", ""},
		/* A gesture goes with a fix, and what is lent until it is done.
		 */
		{PLAN, AGREED "accept look", "accept voucher-5",
		 "accept voucher-5", ""},
		{lent, "open -; restate - x; confirm; accept loan",
		 "accept mend", "accept mend", ""},
		{lent, "open -; restate - x; confirm; accept mend",
		 "accept loan", "accept loan", ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		check_warned(rows[i].plan, rows[i].told, rows[i].typed,
			     rows[i].want, rows[i].warnings);
}

static void
the_words_of_a_promise_are_those_typed_or_the_plans(void **state)
{
	static const char plan[] = PLAN_SHOP
		"remedies: {fix: [{id: new, label: A new one, cost: 0.00, "
		"promise: {by: 2bd, what: it is sent}}]}\n";
	struct desk desk;

	(void)state;
	desk_open(&desk, plan, "open -; restate - x; confirm");
	assert_true(do_batch(&desk, "accept new"));
	assert_string_equal(desk.entry.records[1].text,
			    "A new one: it is sent");
	desk_close(&desk);
	desk_open(&desk, PLAN, AGREED);
	assert_true(do_batch(&desk, "accept look -d 2bd Look at the box"));
	assert_string_equal(desk.entry.records[1].text, "Look at the box");
	desk_close(&desk);
}

/* A plan that wants another case for it, and one that links none. */
static void
what_is_opened_again_may_be_a_new_case(void **state)
{
	static const char linked[] =
		PLAN "closing: {reopen: {within: 60d, as: linked-new-case}}\n";
	static const char apart[] =
		PLAN "closing: {reopen: {within: 2h, as: same-case, after: "
		     "new-case}}\n";
	struct desk desk;

	(void)state;
	check_warned(linked, OPEN "close satisfied", "reopen", "reopen",
		     "it was closed on Tue 24 Nov; the plan (p.yaml:34, "
		     "closing) begins a new case: case-new -k earlier=7qk\n");
	desk_open(&desk, apart, OPEN "close satisfied");
	desk.shop.when.now += 3 * ZONE_HOUR;
	assert_true(do_batch(&desk, "reopen"));
	assert_string_equal(desk.entry.warnings.at,
			    "it was closed on Tue 24 Nov; so late, the plan "
			    "(p.yaml:34, closing) begins a new case: "
			    "case-new\n");
	desk_close(&desk);
	/* What it follows on is kept by its id, whatever it is called. */
	check_warned(PLAN, OPEN "B:open - customer=Bo", "amend -k earlier=bo",
		     "amend earlier=" CASE_B, "");
	check_warned(PLAN, OPEN, "amend -k earlier=260101-0000000",
		     "amend said-earlier=260101-0000000",
		     "'260101-0000000' is mistyped: its check character is "
		     "wrong; kept as said-earlier\n");
}

static void
a_word_from_them_settles_a_promise_where_the_plan_says_so(void **state)
{
	static const char cancels[] =
		PLAN "promises: {customer-reply-cancels: \"yes\"}\n";
	static const struct done rows[] = {
		{OPEN "promise p1 x", "in phone",
		 "in phone; kept p1 " OF("02")},
		{OPEN "promise p1 x; promise p2 y", "in phone",
		 "in phone; kept p1 " OF("02") "; kept p2 " OF("03")},
		{OPEN "promise p1 x; kept p1", "in phone", "in phone"},
		/* What we owe them with a remedy is more than a word. */
		{OPEN "promise p1 x remedy=replace", "in phone", "in phone"},
		{OPEN "promise p1 x", "out phone", "out phone"},
	};
	static const struct done stays[] = {
		{OPEN "promise p1 x", "in phone", "in phone"},
	};

	(void)state;
	check(cancels, rows, COUNT(rows));
	check(PLAN, stays, COUNT(stays));
}

static void
an_approval_is_asked_for_with_its_remedy(void **state)
{
	static const char why[] =
		PLAN "escalation: {customer-need-not-say-why: \"no\"}\n";
	static const struct done rows[] = {
		{AGREED, "escalate owner -k remedy=refund",
		 "escalate owner 18.00 remedy=refund"},
		{AGREED "offer refund a=72.00", "escalate -k remedy=refund",
		 "escalate senior 72.00 remedy=refund"},
		{AGREED, "escalate -a 172 -k remedy=Refund",
		 "escalate owner 172.00 remedy=refund"},
		{AGREED, "escalate owner -k remedy=refnd",
		 "!escalate: 'refnd' is not a remedy; did you mean 'refund'?"},
		{AGREED, "escalate owner -a 5",
		 "!escalate takes -a for the remedy that an approval is asked "
		 "for: -k remedy=REMEDY"},
	};
	static const struct done reasons[] = {
		{AGREED, "escalate owner",
		 "!escalate owner needs words behind it: why it goes up "
		 "(p.yaml:34, customer-need-not-say-why)"},
		{AGREED, "escalate owner They ask for her", "escalate owner"},
		{AGREED, "-A escalate owner", "escalate owner"},
		{AGREED, "escalate owner -k remedy=refund",
		 "escalate owner 18.00 remedy=refund"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
	check(why, reasons, COUNT(reasons));
}

static void
who_had_it_does_not_get_it_back_and_causes_are_to_be_known(void **state)
{
	(void)state;
	check_warned(PLAN, OPEN "assign sam; escalate senior @sam",
		     "assign sam", "assign sam",
		     "Sam Roe had it when it went up; the plan (the default, "
		     "escalation) gives it to somebody else\n");
	check_warned(PLAN, OPEN "assign sam; escalate senior @sam",
		     "assign kim", "assign kim", "");
	check_warned(PLAN "escalation: {never-same-person: \"no\"}\n",
		     OPEN "assign sam; escalate senior @sam", "assign sam",
		     "assign sam", "");
	check_warned(PLAN, OPEN "B:open; B:cause unknown", "cause unknown",
		     "cause unknown",
		     "2 of 2 causes in 60 days are unknown; the plan "
		     "(the default, prevention) takes 10 %: look once more\n");
	check_warned(PLAN, OPEN, "cause unknown", "cause unknown", "");
}

static void
a_low_answer_opens_a_closed_case_again(void **state)
{
	static const char by[] =
		PLAN "closing: {reopen: {within: 60d, by: [customer]}}\n";
	static const char note[] = PLAN "feedback: {low-does: note}\n";
	static const char scale[] =
		PLAN "feedback: {scale: [1, 2, 3], low: 1}\n";
	static const char linked[] =
		PLAN "closing: {reopen: {within: 60d, as: linked-new-case}}\n";
	static const struct done rows[] = {
		{OPEN "close satisfied", "feedback 2",
		 "feedback 2; reopen low-feedback"},
		{OPEN "close satisfied", "feedback 3", "feedback 3"},
		{OPEN "close satisfied", "feedback declined",
		 "feedback declined"},
		{OPEN, "feedback 2", "feedback 2"},
	};
	static const struct done stays[] = {
		{OPEN "close satisfied", "feedback 2", "feedback 2"},
	};
	static const struct done three[] = {
		{OPEN, "feedback 3", "feedback 3"},
		{OPEN, "feedback 4",
		 "!feedback: '4' is not one of: 1, 2, 3, declined, "
		 "unanswered"},
	};

	(void)state;
	check(PLAN, rows, COUNT(rows));
	check(by, stays, COUNT(stays));
	check(note, stays, COUNT(stays));
	check(scale, three, COUNT(three));
	check_warned(linked, OPEN "close satisfied", "feedback 1", "feedback 1",
		     "it was closed on Tue 24 Nov; the plan (p.yaml:34, "
		     "closing) begins a new case: case-new -k earlier=7qk\n");
}

static void
dealings_are_limited_by_who_may_and_once_they_were_told_P34(void **state)
{
	static const char plan[] =
		PLAN "unreasonable: {may: [one-channel, set-days], who: "
		     "owner}\n";
	static const struct done rows[] = {
		{OPEN, "flag unreasonable Five calls a day",
		 "flag unreasonable"},
		{OPEN, "flag one-channel -b eva",
		 "!not recorded: Ana has not yet been told that it cannot go "
		 "on like this"},
		{OPEN "flag unreasonable", "flag one-channel -b eva",
		 "flag one-channel"},
		{OPEN "flag unreasonable", "flag one-channel",
		 "!not recorded: Kim, as counter, may not limit dealings with "
		 "a customer"},
		{OPEN "flag unreasonable", "-A flag one-channel",
		 "flag one-channel out-of-order=limits"},
		{OPEN "flag unreasonable", "flag no-more-on-this-matter -b eva",
		 "!flag: 'no-more-on-this-matter' is not one of: injury, "
		 "stranded, press, solicitor, manager, personal, safety, "
		 "legal-claim, ..."},
		{OPEN "flag unreasonable; flag one-channel @eva",
		 "flag no-limit", "flag no-limit"},
		/* They were told in another case of theirs. */
		{"open - email=a@b.example; B:open - email=a@b.example; "
		 "B:flag unreasonable",
		 "flag set-days -b eva", "flag set-days"},
		{"open - email=a@b.example; B:open - email=c@b.example; "
		 "B:flag unreasonable",
		 "flag set-days -b eva",
		 "!not recorded: a@b.example has not yet been told that it "
		 "cannot go on like this"},
	};
	static const struct done unwarned[] = {
		{OPEN, "flag one-channel -b eva", "flag one-channel"},
	};

	(void)state;
	check(plan, rows, COUNT(rows));
	check(PLAN "unreasonable: {warn-first: \"no\"}\n", unwarned,
	      COUNT(unwarned));
}

static void
acts_of_authority_need_the_authority(void **state)
{
	(void)state;
	check_warned(PLAN, OPEN, "-A erase",
		     "!not recorded: Kim, as counter, may not erase", "");
	check_warned(PLAN, OPEN, "-A override heard x",
		     "!not recorded: Kim, as counter, may not override", "");
	check_warned(PLAN, OPEN, "-A approve look",
		     "!not recorded: Kim, as counter, may not approve", "");
	check_warned(PLAN, OPEN, "-A merge " CASE_A,
		     "!'" CASE_A "' is that very case", "");
	check_warned(PLAN, OPEN, "-A accept look + give look",
		     "accept look out-of-order=restated,confirmed; give look "
		     "0.00",
		     "recorded out of order: restated, confirmed; listed for "
		     "Eva\n");
}

static void
what_is_odd_is_recorded_and_said(void **state)
{
	static const char late[] =
		PLAN "closing: {reopen: {within: 2h, as: same-case, after: "
		     "linked-new-case}}\n";
	static const char silent[] =
		PLAN "closing: {reopen: {within: 2h, as: same-case, after: "
		     "linked-new-case}}\n"
		     "deadlines: {customer-silent: {remind: [3bd], then: "
		     "close-waiting, reopen-any-time: \"yes\"}}\n";
	struct desk desk;

	(void)state;
	check_warned(PLAN, AGREED "accept replace; promise p1 x remedy=replace",
		     "kept p1", "kept p1 " OF("06"),
		     "p1 is for replace: case-log 7qk give says that it is "
		     "done\n");
	check_warned(PLAN, OPEN "close satisfied", "-A close delighted",
		     "close delighted out-of-order=fix-done-or-reason,"
		     "customer-told",
		     "recorded out of order: fix-done-or-reason, "
		     "customer-told; listed for Eva\n"
		     "it was closed already: satisfied\n");
	check_warned(PLAN,
		     AGREED "accept look; give look; tell done; "
			    "accept voucher-5",
		     "close satisfied", "close satisfied",
		     "voucher-5 was chosen, and nothing says that they have "
		     "it: case-log 7qk give voucher-5, once they do\n");
	check_warned(PLAN,
		     AGREED "accept look; give look; tell done; "
			    "accept voucher-5; decline voucher-5",
		     "close satisfied", "close satisfied", "");
	check_warned(PLAN,
		     AGREED "accept look; give look; tell done; feedback 1",
		     "close satisfied", "close satisfied",
		     "they answered 1, which is not satisfied: case-log 7qk "
		     "close unhappy, if that is how they left; and reopen, if "
		     "there is more to put right\n");
	check_warned(PLAN,
		     AGREED "accept look; give look; tell done; feedback 1",
		     "close placated", "close placated", "");
	check_warned(PLAN,
		     AGREED "accept look; give look; tell done; feedback 3",
		     "close satisfied", "close satisfied", "");
	check_warned(PLAN,
		     AGREED "close x; feedback 1; reopen; accept look; "
			    "give look; tell done",
		     "close satisfied", "close satisfied", "");
	check_warned(PLAN, AGREED "close satisfied",
		     "follow-up all-well No, again", "follow-up all-well",
		     "it is closed, and stays so: case-log 7qk reopen, if "
		     "there is more to put right\n");
	check_warned(PLAN, AGREED "close satisfied", "follow-up all-well",
		     "follow-up all-well", "");
	check_warned(PLAN, AGREED "close satisfied",
		     "follow-up all-well Not quite", "follow-up all-well",
		     "it is closed, and stays so: case-log 7qk reopen, if "
		     "there is more to put right\n");
	check_warned(PLAN, AGREED "close satisfied",
		     "follow-up all-well Nobody could tell",
		     "follow-up all-well", "");
	check_warned(PLAN, AGREED "close satisfied",
		     "follow-up all-well Yes, no trouble", "follow-up all-well",
		     "");
	check_warned(PLAN "follow-up: [{id: card, after: 9d}]\n",
		     AGREED "close satisfied", "follow-up card No stamps left",
		     "follow-up card", "");
	check_warned(PLAN, OPEN, "reopen", "reopen", "it was open already\n");
	check_warned(PLAN, OPEN, "resume", "resume",
		     "nothing was waited for\n");
	check_warned(PLAN, OPEN "wait", "resume", "resume", "");
	check_warned(PLAN, OPEN, "prevent none", "prevent none",
		     "nothing says why it cannot be kept from happening again: "
		     "case-log 7qk prevent none WHY\n");
	check_warned(PLAN, OPEN, "prevent", "prevent t1",
		     "nothing says what is to be done: case-log 7qk prevent "
		     "WORDS\n");
	check_warned(PLAN, OPEN, "prevent none One slip", "prevent none", "");
	check_warned(PLAN, OPEN, "prevent none One slip -d fri", "prevent none",
		     "where nothing is to be done, nothing comes due: the time "
		     "counts for nothing\n");
	check_warned(PLAN, OPEN "erase", "note Rang again + note Twice",
		     "note; note",
		     "this case was erased: what is written down on it stays; "
		     "a new complaint is one of its own: case-new\n");
	check_warned(PLAN,
		     OPEN "promise p1 x d=2026-11-26T17:00:00.000+01:00; "
			  "promise p2 y; promise p3 z; kept p3",
		     "erase -b eva", "erase",
		     "still promised, and dropped with it: p1 \"x\" by "
		     "Thursday 17:00; p2 \"y\"\n"
		     "their words are in no list any more, and still in the "
		     "file: case-erase --pending takes them out\n");
	check_warned(PLAN, OPEN "erase", "erase -b eva", "erase",
		     "their words are in no list any more, and still in the "
		     "file: case-erase --pending takes them out\n");
	check_warned(PLAN, OPEN, "prevent x -d yesterday", "prevent t1",
		     "that time is over already\n");
	check_warned(PLAN, AGREED "offer replace", "accept -d yesterday",
		     "accept replace; promise p1 how=phone remedy=replace",
		     "that time is over already\n");
	check_warned(PLAN, OPEN, "tell changed", "tell changed",
		     "it is not written down that anything has changed: "
		     "case-log 7qk prevent WORDS, and prevented once it "
		     "has\n");
	check_warned(PLAN, OPEN "prevent t1 x; prevented t1", "tell changed",
		     "tell changed", "");
	check_warned(PLAN, OPEN, "tell plan Ring them", "tell plan",
		     "first that you understand, then that you are sorry, "
		     "then the plan: empathy + apology + tell plan\n");
	check_warned(PLAN, OPEN "empathy; apology", "tell plan Ring them",
		     "tell plan", "");
	check_warned(PLAN, OPEN "close satisfied", "reopen", "reopen", "");
	check_warned(PLAN, OPEN, "promise x -d today_22:00 -k how=phone",
		     "promise p1 how=phone",
		     "the shop is closed then; act by today 18:00\n");
	check_warned(late, OPEN "close satisfied +1", "reopen", "reopen", "");
	desk_open(&desk, late, OPEN "close satisfied");
	desk.shop.when.now += 3 * ZONE_HOUR;
	assert_true(do_batch(&desk, "reopen"));
	assert_string_equal(desk.entry.warnings.at,
			    "it was closed on Tue 24 Nov; so late, the plan "
			    "(p.yaml:34, closing) begins a new case: "
			    "case-new -k earlier=7qk\n");
	desk_close(&desk);
	/* Of whom nothing was heard, and who may come back at any time. */
	desk_open(&desk, silent, OPEN "wait; close walked-away");
	desk.shop.when.now += 3 * ZONE_HOUR;
	assert_true(do_batch(&desk, "reopen"));
	assert_int_equal(desk.entry.warnings.len, 0);
	desk_close(&desk);
}

static void
long_before_the_complaint_is_another_year_than_was_meant(void **state)
{
	struct desk desk;

	(void)state;
	desk_open(&desk, PLAN, OPEN);
	desk.entry.at = instant("2026-11-18T10:00:00.000+01:00");
	assert_true(do_batch(&desk, "step Packed it"));
	assert_int_equal(desk.entry.warnings.len, 0);
	desk_close(&desk);
	desk_open(&desk, PLAN, OPEN);
	desk.entry.at = instant("2025-11-24T10:00:00.000+01:00");
	assert_true(do_batch(&desk, "step Packed it + out phone"));
	assert_string_equal(buffer_string(&desk.entry.warnings),
			    "that is long before they complained, on Tue 24 "
			    "Nov: case-log --undo 7qk takes it back\n");
	desk_close(&desk);
}

static void
offers_and_gifts_that_expire_say_until_when(void **state)
{
	static const char plan[] = PLAN_SHOP
		"remedies:\n"
		"  fix: [{id: look, label: Look at it, cost: 0.00}]\n"
		"  gesture: [{id: card, label: A card, cost: 5.00, expires: "
		"30d}]\n";

	struct desk desk;

	(void)state;
	desk_open(&desk, plan, "open -; restate - x; confirm; give look");
	assert_true(do_record(&desk, "2026-11-24T12:00:00.004+01:00\t" CASE_A
				     "\toffer\tcard\tkim\t-\t5.00\tCard\tn=1"));
	assert_string_equal(record_get(&desk.entry.records[0], "until"),
			    "2026-12-24T12:00:00+01:00");
	assert_true(do_record(&desk, "-\t" CASE_A
				     "\toffer\tcard\tkim\t-\t5.00\tCard\tuntil="
				     "2026-11-30T12:00:00+02:00"));
	assert_string_equal(record_get(&desk.entry.records[1], "until"),
			    "2026-11-30T12:00:00+02:00");
	assert_false(do_record(&desk, "-\t" CASE_A "\toffer\tcard\tkim\t-\t"
				      "5.00\tCard\tuntil=then"));
	assert_string_equal(desk.why.text,
			    "'then' is not a time; write one as 17:00, fri "
			    "17:00, 2026-11-25 17:00 or 3bd");
	desk_close(&desk);
	check_warned(plan, "open -; restate - x; confirm; give look",
		     "offer card + give card -k until=3bd",
		     "offer card 5.00 until=2026-12-24T12:00:00+01:00; give "
		     "card 5.00 until=2026-11-27T18:00:00+01:00",
		     "");
	check_warned(plan, "open -; restate - x; confirm",
		     "offer look -k until=then",
		     "!'then' is not a time; write one as 17:00, fri 17:00, "
		     "2026-11-25 17:00 or 3bd",
		     "");
	check_warned(plan,
		     "open -; restate - x; confirm; "
		     "offer look until=2026-11-24T11:00:00+01:00",
		     "accept look", "accept look",
		     "look was good until today 11:00, and that is over\n");
	check_warned(plan,
		     "open -; restate - x; confirm; "
		     "offer look until=2026-11-24T12:30:00+01:00",
		     "accept look", "accept look", "");
}

static void
far_more_than_is_usual_wants_a_reason(void **state)
{
	static const char plan[] = PLAN_SHOP
		"categories: [{id: late, label: Late, fixes: [agree]}]\n"
		"remedies:\n"
		"  rules: {spread-warning: 2.0}\n"
		"  fix: [{id: agree, label: Agree, cost: agreed, "
		"cost-max-amount: 99.00}]\n";
	static const char told[] =
		"B:open late; B:give agree a=4.00; B:give agree a=5.00; "
		"B:give agree a=6.00; open late; restate - x; confirm";

	(void)state;
	check_warned(plan, told, "give agree -a 10", "give agree 10.00", "");
	check_warned(plan, told, "give agree -a 10.01", "give agree 10.01",
		     "5.00 is usual for late; say why\n");
	check_warned(plan, told, "give agree -a 40 The train",
		     "give agree 40.00", "");
}

static void
the_plans_ladder_is_named_when_a_trigger_comes_true(void **state)
{
	static const char plan[] =
		PLAN "escalation:\n"
		     "  rungs: [{id: counter, who: counter}, {id: owner, who: "
		     "owner}]\n"
		     "  up-one-when: [promise-broken]\n"
		     "  straight-to: {owner: [injury]}\n";
	static const char broke[] = OPEN "promise p1 x";

	(void)state;
	check_warned(plan, broke, "flag injury", "flag injury",
		     "injury: the plan takes this straight to owner: case-log "
		     "7qk escalate owner\n");
	check_warned(plan, broke, "flag injury + escalate owner",
		     "flag injury; escalate owner", "");
	check_warned(plan, OPEN "flag injury", "flag injury", "flag injury",
		     "");
	check_warned(plan, broke, "broken p1", "broken p1 " OF("02"),
		     "promise-broken: the plan takes this one rung up: "
		     "case-log 7qk escalate\n");
}

/* Of a plan that says nothing of escalation, too. */
static void
more_than_they_may_is_said_to_go_a_rung_up(void **state)
{
	(void)state;
	check_warned(PLAN, AGREED, "-A give part-refund -a 8.00",
		     "give part-refund 8.00", "");
	check_warned(PLAN, AGREED, "-A give refund -a 72.00",
		     "give refund 72.00 out-of-order=over-authority",
		     "recorded out of order: over-authority; listed for Eva\n"
		     "over-authority: the plan takes this one rung up: "
		     "case-log 7qk escalate\n");
	check_warned(PLAN, AGREED, "-A give refund -a 72.00 + escalate senior",
		     "give refund 72.00 out-of-order=over-authority; "
		     "escalate senior",
		     "recorded out of order: over-authority; listed for Eva\n");
}

static void
what_has_happened_is_not_still_to_come(void **state)
{
	struct shop shop;
	struct fail why;
	int64_t at;

	(void)state;
	shop_open(&shop, PLAN);
	assert_true(entry_parse_at("11:00", &shop.when, &at, &why));
	assert_true(entry_parse_at("12:01", &shop.when, &at, &why));
	assert_false(entry_parse_at("17:00", &shop.when, &at, &why));
	assert_int_equal(why.kind, FAIL_USAGE);
	assert_string_equal(why.text,
			    "'17:00' is still to come; --at says when it "
			    "happened: 'yesterday 17:00'?");
	assert_false(entry_parse_at("tomorrow 10:00", &shop.when, &at, &why));
	assert_string_equal(why.text, "'tomorrow 10:00' is still to come; "
				      "--at says when it happened");
	shop_close(&shop);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			the_object_may_be_left_out_where_one_thing_fits),
		cmocka_unit_test(ids_are_given_out_one_above_the_highest),
		cmocka_unit_test(
			references_carry_the_time_of_what_they_speak_of),
		cmocka_unit_test(two_tills_that_both_gave_out_p1_owe_both_P71),
		cmocka_unit_test(
			a_chosen_fix_is_promised_and_kept_by_giving_it_P71),
		cmocka_unit_test(a_promise_says_what_by_when_and_how_P41),
		cmocka_unit_test(due_times_are_counted_once_and_frozen),
		cmocka_unit_test(
			a_promise_that_cannot_be_kept_is_warned_of_as_it_is_made_P41),
		cmocka_unit_test(kept_or_late_goes_by_when_it_happened_P57),
		cmocka_unit_test(
			amounts_are_exact_and_within_what_may_be_agreed),
		cmocka_unit_test(
			a_rule_holds_back_only_what_is_about_to_be_done),
		cmocka_unit_test(what_the_law_gave_is_said_to_be_past_its_time),
		cmocka_unit_test(who_may_sets_a_rule_aside_with_a_reason_P45),
		cmocka_unit_test(a_gate_that_reminds_keeps_what_was_skipped),
		cmocka_unit_test(
			an_offer_without_an_object_puts_all_that_is_open_P09),
		cmocka_unit_test(what_is_needed_is_said_in_a_sentence),
		cmocka_unit_test(a_faulty_plan_never_silences_the_shop_P64),
		cmocka_unit_test(a_case_is_joined_and_taken_apart_again),
		cmocka_unit_test(merging_needs_another_case),
		cmocka_unit_test(events_of_a_case_never_share_an_instant),
		cmocka_unit_test(
			a_time_off_by_more_than_a_minute_says_when_it_was_logged),
		cmocka_unit_test(a_clock_more_than_a_day_behind_is_named),
		cmocka_unit_test(a_retry_with_the_same_once_records_nothing),
		cmocka_unit_test(
			undo_takes_back_batch_by_batch_and_never_the_opening),
		cmocka_unit_test(
			records_of_a_filter_are_taken_once_and_as_if_typed),
		cmocka_unit_test(who_a_record_names_did_it),
		cmocka_unit_test(an_unknown_word_never_stops_a_complaint_P19),
		cmocka_unit_test(
			a_complaint_gets_an_id_of_the_shops_day_that_is_free),
		cmocka_unit_test(an_opening_that_is_there_is_passed_over),
		cmocka_unit_test(
			events_of_one_batch_stand_on_those_before_them),
		cmocka_unit_test(a_text_of_any_bytes_fits_a_line_or_is_refused),
		cmocka_unit_test(our_side_is_told_after_theirs_P07),
		cmocka_unit_test(what_needs_asking_first_is_not_offered),
		cmocka_unit_test(more_than_they_may_is_said_to_go_a_rung_up),
		cmocka_unit_test(what_has_happened_is_not_still_to_come),
		cmocka_unit_test(
			the_plans_ladder_is_named_when_a_trigger_comes_true),
		cmocka_unit_test(far_more_than_is_usual_wants_a_reason),
		cmocka_unit_test(offers_and_gifts_that_expire_say_until_when),
		cmocka_unit_test(what_is_odd_is_recorded_and_said),
		cmocka_unit_test(
			long_before_the_complaint_is_another_year_than_was_meant),
		cmocka_unit_test(what_is_opened_again_may_be_a_new_case),
		cmocka_unit_test(
			a_word_from_them_settles_a_promise_where_the_plan_says_so),
		cmocka_unit_test(an_approval_is_asked_for_with_its_remedy),
		cmocka_unit_test(
			who_had_it_does_not_get_it_back_and_causes_are_to_be_known),
		cmocka_unit_test(a_low_answer_opens_a_closed_case_again),
		cmocka_unit_test(
			dealings_are_limited_by_who_may_and_once_they_were_told_P34),
		cmocka_unit_test(acts_of_authority_need_the_authority),
		cmocka_unit_test(
			one_option_is_no_choice_be_it_offered_or_chosen_P09),
		cmocka_unit_test(
			what_was_promised_and_cannot_be_is_said_to_be_broken_P57),
		cmocka_unit_test(
			what_they_got_before_and_get_once_more_is_warned_of_P71),
		cmocka_unit_test(
			a_second_fix_beside_one_that_they_chose_is_warned_of_P71),
		cmocka_unit_test(
			the_words_of_a_promise_are_those_typed_or_the_plans),
		cmocka_unit_test(a_choice_is_made_once_and_its_promise_moved),
		cmocka_unit_test(
			what_is_held_back_for_others_has_the_line_to_ask_them),
		cmocka_unit_test(
			where_the_calendar_has_no_time_for_it_that_is_said_P71),
		cmocka_unit_test(a_promise_by_what_is_no_channel_is_warned_of),
		cmocka_unit_test(a_time_that_was_told_is_always_a_promise_P41),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
