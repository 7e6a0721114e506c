/*
 * Every rule of lib/rules.c, a row each: a step held back for want of one thing
 * alone, and the whole of what is said then; the same step with that thing
 * there, reminded of it, said to have happened already, and set aside by who
 * may and by who may not. A rule without a row fails. What asks at a terminal
 * is in tests/e2e.
 */
#include "entry.h"
#include "owed.h"
#include "rules.h"
#include "support.h"

#define OPEN "open arrived-damaged customer=Ana value=18.00;"
#define AGREED OPEN "heard; restate - x; confirm;"
#define CLOSE "close satisfied"

struct gate {
	enum rule rule;
	const char *told; /* what has happened: the one thing is missing */
	const char *does; /* the step, as typed */
	const char *says; /* the refusal, behind "not recorded: " */
	const char *with; /* what happens then, and it goes through */
	const char *good; /* what makes good the step that was skipped; "" where
			     nothing can be done about it any more */
	const char *who;  /* who may set it aside; NULL: nobody may */
	const char *theirs; /* what is held back for them, too; NULL: does */
};

#define OWED(RULE) \
	"Ana is still owed 1 thing\n  plan  p.yaml:36, closing: " RULE "\n"
#define ALREADY                                                              \
	"  or    add --already, if it was done: it is recorded, and listed " \
	"for Eva\n"

static const struct gate gates[] = {
	{RULE_HEARD, OPEN, CLOSE,
	 OWED("heard") "  hear  they have not said all there is:           "
		       "case-log 7qk heard\n"
		       "  then  case-log 7qk heard + close satisfied\n",
	 "heard", "heard", "jo", NULL},
	{RULE_RESTATED, OPEN, CLOSE,
	 OWED("restated") "  say   it was not said back to them:              "
			  "case-log 7qk restate\n"
			  "  say   \"I hear that you are upset because the "
			  "mug came in pieces. I can\n"
			  "        understand that. Have I got it right?\"\n"
			  "  then  case-log 7qk restate + close satisfied\n",
	 "restate - x", "restate - x", "jo", NULL},
	{RULE_CONFIRMED, OPEN "restate - x", CLOSE,
	 OWED("confirmed") "  ask   they have not agreed that this is it:      "
			   "case-log 7qk confirm\n"
			   "  then  case-log 7qk confirm + close satisfied\n",
	 "confirm", "confirm", "jo", NULL},
	{RULE_HEART, OPEN "point pt1 x", CLOSE,
	 OWED("heart") "  ask   which point is the heart of it is not known: "
		       "case-log 7qk heart pt0\n"
		       "  then  case-log 7qk heart pt0 + close satisfied\n",
	 "heart pt1", "heart pt1", "jo", NULL},
	{RULE_ALL_POINTS_ANSWERED, OPEN, CLOSE,
	 OWED("all-points-answered") "  tell  not every point has its answer:  "
				     "          case-log 7qk tell done\n"
				     "  then  case-log 7qk tell done + close "
				     "satisfied\n",
	 "tell done", "answer pt0 x", "jo", NULL},
	{RULE_FIX_OFFERED, AGREED, CLOSE,
	 OWED("fix-offered") "  fix   no fix was offered:                      "
			     "  case-log 7qk offer\n"
			     "  then  case-log 7qk offer + close satisfied\n",
	 "offer refund", "offer refund", "jo", NULL},
	{RULE_FIX_AGREED, OPEN "offer refund", CLOSE,
	 OWED("fix-agreed") "  fix   no fix was chosen:                        "
			    " case-log 7qk accept\n"
			    "  then  case-log 7qk accept + close satisfied\n",
	 "accept refund", "accept refund", "jo", NULL},
	{RULE_FIX_DONE, OPEN "accept refund", CLOSE,
	 OWED("fix-done") "  fix   refund was chosen and is not given yet:    "
			  "case-log 7qk give\n"
			  "  then  case-log 7qk give + close satisfied\n",
	 "give refund", "give refund", "jo", NULL},
	{RULE_CUSTOMER_DECLINED_FIX, OPEN "offer refund", CLOSE,
	 OWED("customer-declined-fix") "  fix   not every fix was declined:    "
				       "            case-log 7qk decline\n"
				       "  then  case-log 7qk decline + close "
				       "satisfied\n",
	 "decline refund", "decline refund", "jo", NULL},
	{RULE_FIX_IMPOSSIBLE, OPEN, CLOSE,
	 OWED("fix-impossible") "  fix   nothing says that no fix is possible: "
				"     case-log 7qk cannot all WHY -b jo\n"
				"  then  case-log 7qk cannot all WHY -b jo + "
				"close "
				"satisfied\n",
	 "cannot all x", "cannot all x", "jo", NULL},
	{RULE_FIX_DONE_OR_REASON, AGREED, CLOSE,
	 OWED("fix-done-or-reason") "  fix   no fix is done, and nothing says "
				    "why not:  case-log 7qk offer + accept "
				    "replace + give\n"
				    "  then  case-log 7qk offer + accept "
				    "replace + give + close satisfied\n",
	 "finding not-upheld", "finding not-upheld", "jo", NULL},
	{RULE_APOLOGY_IF_AT_FAULT, OPEN, CLOSE,
	 OWED("apology-if-at-fault") "  sorry nobody has said sorry yet:       "
				     "          case-log 7qk apology\n"
				     "  then  case-log 7qk apology + close "
				     "satisfied\n",
	 "apology", "apology", "jo", NULL},
	{RULE_CUSTOMER_TOLD, OPEN "give refund", CLOSE,
	 OWED("customer-told") "  tell  they do not know that it is done:      "
			       "    case-log 7qk tell done\n"
			       "  then  case-log 7qk tell done + close "
			       "satisfied\n",
	 "tell done", "tell done", "jo", NULL},
	{RULE_PROMISES_SETTLED,
	 OPEN "promise p1 Ring d=2026-11-24T17:00:00.000+01:00", CLOSE,
	 OWED("promises-settled") "  keep  p1 is still open, \"Ring\":         "
				  "         case-log 7qk kept p1\n"
				  "  then  case-log 7qk kept p1 + close "
				  "satisfied\n",
	 "kept p1", "kept p1", "jo", NULL},
	{RULE_FEEDBACK_ASKED, OPEN, CLOSE,
	 OWED("feedback-asked") "  ask   nobody asked how we put it right:     "
				"     case-log 7qk feedback 1-5\n"
				"  then  case-log 7qk feedback 1-5 + close "
				"satisfied\n",
	 "feedback 4", "feedback 4", "jo", NULL},
	{RULE_SECOND_OFFER, AGREED "offer refund; decline refund", CLOSE,
	 OWED("second-offer") "  offer no second offer was made:               "
			      "   case-log 7qk offer\n"
			      "  then  case-log 7qk offer + close satisfied\n",
	 "offer replace", "offer replace", "jo", NULL},
	{RULE_SEEN_BY_OWNER, OPEN, CLOSE,
	 OWED("seen-by-owner") "  owner the owner has not looked at it:        "
			       "    case-log 7qk note WORDS -b eva\n"
			       "  then  case-log 7qk note WORDS -b eva + close "
			       "satisfied\n",
	 "note - x @eva", "note - x @eva", "jo", NULL},
	{RULE_OUTSIDE_TOLD, OPEN, CLOSE,
	 OWED("outside-told") "  tell  they do not know who else can look at "
			      "it:  case-log 7qk tell outside\n"
			      "  then  case-log 7qk tell outside + close "
			      "satisfied\n",
	 "tell outside", "tell outside", "jo", NULL},
	{RULE_CAUSE, OPEN, CLOSE,
	 OWED("cause") "  why   why it happened is not written down:       "
		       "case-log 7qk cause CAUSE\n"
		       "  then  case-log 7qk cause CAUSE + close satisfied\n",
	 "cause unknown", "cause unknown", "jo", NULL},
	{RULE_PREVENTION, OPEN, CLOSE,
	 OWED("prevention") "  next  what keeps it from happening again is not "
			    "written down: case-log 7qk prevent none WHY\n"
			    "  then  case-log 7qk prevent none WHY + close "
			    "satisfied\n",
	 "prevent none x", "prevent none x", "jo", NULL},
	{RULE_WARNED, OPEN, "flag one-channel",
	 "Ana has not yet been told that it cannot go on like this\n"
	 "  plan  p.yaml:37, unreasonable: warned\n"
	 "  then  case-log 7qk flag unreasonable WORDS + flag "
	 "one-channel\n" ALREADY,
	 "flag unreasonable", "flag unreasonable", "jo", NULL},
	{RULE_LIMITS, OPEN "flag unreasonable", "flag one-channel",
	 "Kim, as counter, may not limit dealings with a customer\n"
	 "  plan  p.yaml:37, unreasonable\n"
	 "  ask   Eva\n"
	 "  then  case-log 7qk flag one-channel -b eva\n" ALREADY,
	 "override limits x @jo", "flag one-channel @eva", "jo", NULL},
	{RULE_OVER_AUTHORITY, OPEN, "give refund -a 72.00",
	 "72.00 is more than Kim may give on one case, 50.00\n"
	 "  plan  p.yaml:13, authority\n"
	 "  ask   Jo, here today until 18:00\n"
	 "  then  case-log 7qk approve refund -b jo\n"
	 "  or    add --already, if it was given: it is recorded, and listed "
	 "for Eva\n",
	 "approve refund a=72.00 @eva", "approve refund a=72.00 @eva", "jo",
	 "give refund -a 172.00"},
	{RULE_OWN_CASE, OPEN "amend about=kim", "finding upheld",
	 "the complaint is about Kim, who does not decide on it\n"
	 "  plan  p.yaml:13, authority: own-case\n"
	 "  ask   Jo\n"
	 "  then  case-log 7qk assign jo + finding upheld -b jo\n" ALREADY,
	 "amend about=sam", "assign eva", "jo", NULL},
	{RULE_ROLE, OPEN, "cannot all",
	 "Kim, as counter, may not decline\n"
	 "  plan  p.yaml:5, roles\n"
	 "  ask   Jo\n"
	 "  then  case-log 7qk cannot all 'It broke.' -b jo\n" ALREADY,
	 NULL, "approve refund", NULL, NULL},
};

/* What to hang the rule on, where it is not the plan's own. */
static char *
plan_of(const struct gate *gate, bool reminds)
{
	struct buffer plan = {0};

	buffer_add_string(&plan, PLAN "prevention: {causes: [unknown]}\n"
				      "follow-up: []\n");
	if (strcmp(gate->does, CLOSE) == 0)
		buffer_format(&plan, "closing: {need: [%s]}\n",
			      conditions_name(gate->rule));
	else
		buffer_add_string(&plan, "closing: {need: []}\n");
	buffer_format(&plan, "unreasonable: {who: %s}\n",
		      gate->rule == RULE_WARNED ? "counter" : "owner");
	if (reminds)
		buffer_format(&plan, "gates: {usual: refuse, remind: [%s]}\n",
			      conditions_name(gate->rule));
	return plan.at;
}

struct tried {
	char *plan;
	struct shop shop;
	struct entry entry;
	struct fail why;
	bool recorded;
};

/* The shop of tried->plan, once that has happened. */
static void
start(struct tried *tried, const struct gate *gate, const char *more)
{
	shop_open(&tried->shop, tried->plan);
	shop_happened(&tried->shop, gate->told);
	if (more)
		shop_happened(&tried->shop, more);
	tried->entry = (struct entry){.policy = tried->shop.policy,
				      .book = &tried->shop.book,
				      .who = "kim",
				      .when = &tried->shop.when,
				      .digits = 2,
				      .at = INSTANT_NONE,
				      .tool = "case-log 7qk"};
}

static void
begin(struct tried *tried, const struct gate *gate, bool reminds,
      const char *more)
{
	*tried = (struct tried){.plan = plan_of(gate, reminds)};
	start(tried, gate, more);
}

static void
end(struct tried *tried)
{
	entry_release(&tried->entry);
	shop_close(&tried->shop);
	free(tried->plan);
}

/* Take the step: "give refund -a 72.00". */
static void
take_step(struct tried *tried, const char *does)
{
	struct arena *arena = &tried->shop.book.arena;
	char *at = arena_copy(arena, does, strlen(does)), *rest;
	const char *words[4];
	struct draft_words given = {.words = words};
	struct draft *draft = arena_get(arena, sizeof(*draft));

	for (char *word = strtok_r(at, " ", &rest); word;
	     word = strtok_r(NULL, " ", &rest)) {
		if (strcmp(word, "-a") == 0)
			given.amount = strtok_r(NULL, " ", &rest);
		else
			words[given.count++] = word;
	}
	/* At a terminal it is asked for. */
	if (strcmp(words[0], "cannot") == 0 || strcmp(words[0], "restate") == 0)
		given.message = "It broke.";
	tried->recorded = draft_read(draft, &given, tried->shop.policy, false,
				     arena, &tried->why) &&
			  entry_add(&tried->entry, CASE_A, draft, &tried->why);
}

/* Of the record of the step: the key, as it has to be. */
static void
want_key(const struct gate *gate, const struct tried *tried, const char *key,
	 const char *want)
{
	const struct record *last =
		&tried->entry.records[tried->entry.count - 1];
	const char *got;

	if (!tried->recorded)
		fail_msg("%s: %s\n%s", conditions_name(gate->rule),
			 tried->why.text, buffer_string(&tried->entry.refusal));
	got = record_get(last, key);
	if ((got == NULL) != (want == NULL) || (got && strcmp(got, want) != 0))
		fail_msg("%s: %s is %s", conditions_name(gate->rule), key,
			 got ? got : "not there");
}

/* How often the skipped step is still to be made good. */
static size_t
times_owed(const struct gate *gate, struct tried *tried)
{
	struct duty_list list = {0};
	struct duty_view view;
	size_t count = 0;

	duty_view_init(&view, tried->shop.policy, tried->shop.policy->shop.zone,
		       tried->shop.when.now);
	owed_on_book(&list, &view, &tried->shop.book, &tried->shop.book.arena);
	for (size_t i = 0; i < list.count; i++)
		count += list.at[i].kind == DUTY_SKIPPED &&
			 strcmp(list.at[i].ref, conditions_name(gate->rule)) ==
				 0;
	duty_list_release(&list);
	return count;
}

static void
every_rule_has_a_row(void **state)
{
	bool seen[RULE_COUNT] = {false};

	(void)state;
	for (size_t i = 0; i < COUNT(gates); i++) {
		assert_false(seen[gates[i].rule]);
		seen[gates[i].rule] = true;
	}
	for (int rule = 0; rule < RULE_COUNT; rule++) {
		if (!seen[rule])
			fail_msg("no row: %s",
				 conditions_name((enum rule)rule));
	}
}

static void
without_it_the_step_is_refused_in_these_words(void **state)
{
	bool wrong = false;

	(void)state;
	for (size_t i = 0; i < COUNT(gates); i++) {
		const char *name = conditions_name(gates[i].rule);
		struct tried tried;

		begin(&tried, &gates[i], false, NULL);
		take_step(&tried, gates[i].does);
		if (tried.recorded || tried.why.kind != FAIL_REFUSED)
			fail_msg("%s holds nothing back: %s", name,
				 tried.why.text);
		if (strcmp(buffer_string(&tried.entry.refusal),
			   gates[i].says) != 0) {
			print_error("%s, expected:\n%sgot:\n%s", name,
				    gates[i].says, tried.entry.refusal.at);
			wrong = true;
		}
		assert_int_equal(tried.entry.count, 0);
		end(&tried);
	}
	assert_false(wrong);
}

/* But for what a person has to fill in: WHY, WORDS, 1-5. */
static void
the_line_that_a_refusal_gives_goes_through(void **state)
{
	static const char then[] = "\n  then  case-log 7qk ";
	size_t typed = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(gates); i++) {
		const char *line = strstr(gates[i].says, then);
		char *at, *plus;
		struct tried tried;

		begin(&tried, &gates[i], false, NULL);
		line = line ? line + strlen(then) : "";
		at = arena_copy(&tried.shop.book.arena, line,
				strcspn(line, "\n"));
		if (!*at || strcmp(gates[i].does, CLOSE) != 0 ||
		    strpbrk(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-")) {
			end(&tried);
			continue;
		}
		for (bool more = true; more; at = plus + 3) {
			plus = strstr(at, " + ");
			more = plus != NULL;
			if (more)
				*plus = '\0';
			take_step(&tried, at);
			want_key(&gates[i], &tried, "out-of-order", NULL);
			want_key(&gates[i], &tried, "skipped", NULL);
			if (!more)
				break;
		}
		typed++;
		end(&tried);
	}
	assert_true(typed > 10);
}

/* The steps are in the order in which each of them goes through, whatever the
 * order of the plan's list; what an offer needs first is among them. */
static void
so_does_a_line_of_all_that_is_missing(void **state)
{
	static const char *const steps[] = {
		"restate",       "confirm",       "offer",
		"accept refund", "give",          "apology",
		"tell done",     "cause unknown", CLOSE};
	static const struct gate all = {
		.rule = RULE_CAUSE,
		.told = OPEN,
		.says = "Ana is still owed 4 things\n"
			"  plan  p.yaml:36, closing: cause, customer-told, "
			"apology-if-at-fault,\n"
			"        fix-done-or-reason\n"
			"  why   why it happened is not written down:       "
			"case-log 7qk cause CAUSE\n"
			"  tell  they do not know that it is done:          "
			"case-log 7qk tell done\n"
			"  sorry nobody has said sorry yet:                 "
			"case-log 7qk apology\n"
			"  fix   no fix is done, and nothing says why not:  "
			"case-log 7qk offer + accept replace + give\n"
			"  say   \"I hear that you are upset because the mug "
			"came in pieces. I can\n"
			"        understand that. Have I got it right?\"\n"
			"  then  case-log 7qk restate + confirm + offer + "
			"accept replace + give + apology + tell done + cause "
			"CAUSE + close satisfied\n",
		.does = "close",
	};
	struct tried tried = {
		.plan = strdup(PLAN
			       "prevention: {causes: [unknown]}\n"
			       "follow-up: []\n"
			       "closing: {need: [cause, customer-told, "
			       "apology-if-at-fault, fix-done-or-reason]}\n"),
	};

	(void)state;
	start(&tried, &all, NULL);
	take_step(&tried, CLOSE);
	assert_false(tried.recorded);
	assert_string_equal(tried.entry.refusal.at, all.says);
	for (size_t i = 0; i < COUNT(steps); i++) {
		take_step(&tried, steps[i]);
		want_key(&all, &tried, "out-of-order", NULL);
		want_key(&all, &tried, "skipped", NULL);
	}
	end(&tried);
}

/* What is said of a rule that the plan hangs on an offer, and what is owed of
 * it once it was skipped. "" where nobody has it hang there. */
static const struct {
	enum rule rule;
	const char *not_yet, *owed;
} said[] = {
	{RULE_HEARD, "said all there is", "hear them out"},
	{RULE_RESTATED, "heard it back", "say it back to them"},
	{RULE_CONFIRMED, "agreed", "ask whether that is it"},
	{RULE_HEART, "said what the heart of it is", "find the heart of it"},
	{RULE_ALL_POINTS_ANSWERED, "had an answer to every point",
	 "answer every point"},
	{RULE_FIX_OFFERED, "been offered a fix", "offer to put it right"},
	{RULE_FIX_AGREED, "chosen a fix", "let them choose"},
	{RULE_FIX_DONE, "got the fix", "put it right"},
	{RULE_CUSTOMER_DECLINED_FIX, "declined every fix",
	 "write down what they declined"},
	{RULE_FIX_IMPOSSIBLE, "been told why it cannot be fixed",
	 "say why it cannot be put right"},
	{RULE_FIX_DONE_OR_REASON, "got the fix",
	 "put it right, or say why not"},
	{RULE_APOLOGY_IF_AT_FAULT, "heard that we are sorry", "apologise"},
	{RULE_CUSTOMER_TOLD, "been told that it is done",
	 "tell them that it is done"},
	{RULE_PROMISES_SETTLED, "got what was promised",
	 "keep what was promised"},
	{RULE_FEEDBACK_ASKED, "been asked how we put it right",
	 "ask how it was put right"},
	{RULE_SECOND_OFFER, "had a second offer", "make a second offer"},
	{RULE_SEEN_BY_OWNER, "been seen by the owner",
	 "have it seen at the top"},
	{RULE_OUTSIDE_TOLD, "been told who else can look at it",
	 "say who else can look at it"},
	{RULE_CAUSE, "been understood", "write down why it happened"},
	{RULE_PREVENTION, "changed anything",
	 "say what keeps it from happening again"},
	{RULE_WARNED, "", "tell them that it cannot go on like this"},
	{RULE_LIMITS, "", "have it decided by who may"},
	{RULE_OVER_AUTHORITY, "", "have it approved"},
	{RULE_OWN_CASE, "", "have somebody else look at it"},
	{RULE_ROLE, "", "have it approved"},
};

static const struct gate *
gate_of(enum rule rule)
{
	for (size_t i = 0; i < COUNT(gates); i++) {
		if (gates[i].rule == rule)
			return &gates[i];
	}
	return NULL;
}

static void
hung_on_an_offer_it_holds_that_back_in_these_words(void **state)
{
	(void)state;
	assert_int_equal(COUNT(said), RULE_COUNT);
	for (size_t i = 0; i < COUNT(said); i++) {
		const char *name = conditions_name(said[i].rule);
		const struct gate *gate = gate_of(said[i].rule);
		struct buffer plan = {0}, want = {0};
		struct tried tried;

		if (!*said[i].not_yet)
			continue;
		buffer_format(&plan,
			      PLAN "  rules: {before-any-offer: [%s]}\n"
				   "prevention: {causes: [unknown]}\n"
				   "follow-up: []\n",
			      name);
		buffer_format(&want,
			      "Ana has not yet %s\n"
			      "  plan  p.yaml:34, before-any-offer: %s\n",
			      said[i].not_yet, name);
		tried = (struct tried){.plan = plan.at};
		start(&tried, gate, NULL);
		take_step(&tried, "offer look");
		if (tried.recorded)
			fail_msg("%s holds no offer back", name);
		if (strncmp(buffer_string(&tried.entry.refusal), want.at,
			    want.len) != 0)
			fail_msg("expected:\n%sgot:\n%s", want.at,
				 tried.entry.refusal.at);
		buffer_release(&want);
		end(&tried);
	}
}

/* What the duty says that is left of a step that was skipped. */
static void
skipped_it_is_owed_in_these_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(said); i++) {
		const struct gate *gate = gate_of(said[i].rule);
		struct duty_list list = {0};
		struct duty_view view;
		struct tried tried;
		bool seen = false;

		begin(&tried, gate, true, NULL);
		take_step(&tried, gate->does);
		duty_view_init(&view, tried.shop.policy,
			       tried.shop.policy->shop.zone,
			       tried.shop.when.now);
		owed_on_book(&list, &view, &tried.shop.book,
			     &tried.shop.book.arena);
		for (size_t k = 0; k < list.count; k++) {
			if (list.at[k].kind != DUTY_SKIPPED)
				continue;
			assert_string_equal(list.at[k].text, said[i].owed);
			seen = true;
		}
		if (!seen)
			fail_msg("%s", conditions_name(said[i].rule));
		duty_list_release(&list);
		end(&tried);
	}
}

static void
with_it_the_step_goes_through(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(gates); i++) {
		struct tried tried;

		begin(&tried, &gates[i], false, gates[i].with);
		if (!gates[i].with)
			tried.entry.who = "jo";
		take_step(&tried, gates[i].does);
		want_key(&gates[i], &tried, "out-of-order", NULL);
		want_key(&gates[i], &tried, "skipped", NULL);
		end(&tried);
	}
}

static void
reminded_it_is_recorded_and_owed_until_it_is_made_good(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(gates); i++) {
		const char *name = conditions_name(gates[i].rule);
		struct tried tried;

		begin(&tried, &gates[i], true, NULL);
		take_step(&tried, gates[i].does);
		want_key(&gates[i], &tried, "skipped", name);
		if (times_owed(&gates[i], &tried) != 1)
			fail_msg("%s is not owed", name);
		tried.shop.told = tried.shop.when.now;
		shop_happened(&tried.shop, gates[i].good);
		tried.shop.when.now += ZONE_HOUR;
		if (times_owed(&gates[i], &tried) != 0)
			fail_msg("%s is not made good by %s", name,
				 gates[i].good);
		end(&tried);
	}
}

static void
already_done_it_is_recorded_and_listed_for_the_owner(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(gates); i++) {
		const char *name = conditions_name(gates[i].rule);
		struct buffer want = {0};
		struct tried tried;

		begin(&tried, &gates[i], false, NULL);
		tried.entry.already = true;
		take_step(&tried, gates[i].does);
		want_key(&gates[i], &tried, "out-of-order", name);
		buffer_format(&want,
			      "recorded out of order: %s; listed for Eva\n",
			      name);
		if (!strstr(buffer_string(&tried.entry.warnings), want.at))
			fail_msg("%s: %s", name, tried.entry.warnings.at);
		buffer_release(&want);
		end(&tried);
	}
}

static void
who_may_sets_it_aside_with_a_reason_and_nobody_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(gates); i++) {
		const struct gate *gate = &gates[i];
		const char *name = conditions_name(gate->rule);
		struct tried tried;

		begin(&tried, gate, false, NULL);
		tried.entry.override = "In a hurry";
		take_step(&tried, gate->does);
		assert_false(tried.recorded);
		if (gate->who)
			assert_string_equal(
				tried.why.text,
				"not recorded: Kim may not set rules aside; "
				"add --already, if it was done");
		else
			assert_string_equal(tried.entry.refusal.at, gate->says);
		end(&tried);
		if (!gate->who)
			continue;
		begin(&tried, gate, false,
		      gate->rule == RULE_OWN_CASE ? "amend about=jo" : NULL);
		tried.entry.override = "In a hurry";
		tried.entry.who = gate->who;
		take_step(&tried, gate->theirs ? gate->theirs : gate->does);
		want_key(gate, &tried, "out-of-order", NULL);
		if (tried.entry.count != 2)
			fail_msg("%s: %zu records", name, tried.entry.count);
		assert_string_equal(tried.entry.records[0].event, "override");
		assert_string_equal(tried.entry.records[0].what, name);
		assert_string_equal(tried.entry.records[0].text, "In a hurry");
		end(&tried);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_rule_has_a_row),
		cmocka_unit_test(without_it_the_step_is_refused_in_these_words),
		cmocka_unit_test(the_line_that_a_refusal_gives_goes_through),
		cmocka_unit_test(so_does_a_line_of_all_that_is_missing),
		cmocka_unit_test(
			hung_on_an_offer_it_holds_that_back_in_these_words),
		cmocka_unit_test(skipped_it_is_owed_in_these_words),
		cmocka_unit_test(with_it_the_step_goes_through),
		cmocka_unit_test(
			reminded_it_is_recorded_and_owed_until_it_is_made_good),
		cmocka_unit_test(
			already_done_it_is_recorded_and_listed_for_the_owner),
		cmocka_unit_test(
			who_may_sets_it_aside_with_a_reason_and_nobody_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
