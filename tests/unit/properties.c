/*
 * What holds of every journal, tried on random ones (the same each time; SEED
 * and ROUNDS in the environment for others): the set of lines is the truth, a
 * case's options are its own, heat moves none of them, a lower limit never adds
 * one, and nothing is owed that no line could settle.
 */
#include "chance.h"
#include "owed.h"
#include "remedy.h"
#include "support.h"

#define CASES 3
#define MOST 80
#define LEVELS 4

/* Limits, lowest first, of which a plan takes one each. */
static const struct limit {
	const char *name, *levels[LEVELS];
} limits[] = {
	{"fix", {"5.00", "12.00", "30.00", "55.00"}},
	{"gesture", {"4.00", "6.00", "12.00", "unlimited"}},
	{"gesture-a-day", {"4.00", "8.00", "20.00", "900.00"}},
	{"gesture-a-customer", {"4.00", "8.00", "20.00", "900.00"}},
	{"senior's fix", {"60.00", "80.00", "160.00", "unlimited"}},
	{"gesture-cap", {"10pct", "30pct", "60pct", "100pct"}},
};
#define LIMITS COUNT(limits)

/* Where a plan differs. */
struct form {
	size_t level[LIMITS];
	bool asks; /* over the limit, the next rung is asked */
};

static struct policy *
plan_of(const struct form *form)
{
	struct buffer text = {0};
	struct policy *policy = NULL;
	struct faults faults = {0};
	const char *level[LIMITS];

	for (size_t i = 0; i < LIMITS; i++)
		level[i] = limits[i].levels[form->level[i]];
	buffer_format(
		&text,
		"policy: 1\n"
		"shop: {name: Casa Luz, timezone: Europe/Madrid, "
		"currency: EUR}\n"
		"roles:\n"
		"  - {id: counter, may: [open, log, promise, offer, close]}\n"
		"  - {id: senior, may: [open, log, promise, offer, approve, "
		"decline, close]}\n"
		"  - {id: owner, may: [open, log, promise, offer, approve, "
		"decline, close, override]}\n"
		"staff:\n"
		"  - {id: kim, name: Kim, role: counter}\n"
		"  - {id: jo, name: Jo, role: senior}\n"
		"  - {id: eva, name: Eva, role: owner}\n"
		"authority:\n"
		"  counter: {fix: %s, gesture: %s, gesture-a-day: %s, "
		"gesture-a-customer: {total: %s, window: 180d}}\n"
		"  senior: {fix: %s, gesture: unlimited}\n"
		"  owner: {fix: unlimited, gesture: unlimited}\n"
		"  over-limit: %s\n"
		"escalation: {rungs: [{id: counter, who: counter}, "
		"{id: senior, who: senior, reply-within: 4bh}, "
		"{id: owner, who: owner, reply-within: 1bd}]}\n"
		"heat: {levels: [calm, upset, angry, abusive], "
		"abusive: {to-rung: senior, say-once: steer-back}}\n"
		"severity: {levels: [low, normal, high, urgent], "
		"urgent-if: [injury]}\n"
		"categories:\n"
		"  - {id: damaged, label: Damaged, fixes: [replace, refund, "
		"part, mend], gestures: [coffee, voucher, service]}\n"
		"  - {id: rude, label: Rude, min-rung: senior, "
		"not-handled-by: person-named, fixes: [mend, refund], "
		"gestures: [coffee, voucher]}\n"
		"  - {id: faulty, label: Faulty, entitlements: [law], "
		"fixes: [mend, replace], gestures: [voucher, service]}\n"
		"remedies:\n"
		"  fix:\n"
		"    - {id: replace, label: New, cost: price, "
		"promise: {by: 2bd}}\n"
		"    - {id: refund, label: Back, cost: price, "
		"promise: {by: 3bd}}\n"
		"    - {id: part, label: Half, cost: agreed, cost-max: 50pct}\n"
		"    - {id: mend, label: Mend, cost: 11.00}\n"
		"  gesture:\n"
		"    - {id: coffee, label: Coffee, cost: 4.00}\n"
		"    - {id: voucher, label: Voucher, cost: 8.00}\n"
		"    - {id: service, label: Service, cost: 20.00}\n"
		"  entitlement:\n"
		"    - {id: law, label: The law, within: 30d}\n"
		"  rules: {before-any-offer: [], gesture-cap: %s, "
		"second-failure: {gesture-step: +1, min-rung: senior}}\n",
		level[0], level[1], level[2], level[3], level[4],
		form->asks ? "ask-next-rung" : "refuse", level[5]);
	if (!policy_parse(text.at, text.len, "p.yaml", &policy, &faults))
		fail_msg("%zu: %s", faults.at[0].line, faults.at[0].text);
	buffer_release(&text);
	return policy;
}

/* A journal. */

#define PICK(from) ((from)[chance_below(COUNT(from))])

struct tale {
	struct record at[MOST];
	size_t count;
	struct arena arena;
	char ids[CASES][CASEID_SIZE];
	int64_t now;
};

static void
add_line(struct tale *tale, size_t which, int64_t at, const char *who,
	 const char *words)
{
	char *rest, *text = arena_copy(&tale->arena, words, strlen(words));
	struct casebook book = {.arena = tale->arena};
	struct record *record = &tale->at[tale->count++];
	char *word = strtok_r(text, " ", &rest);

	record_init(record);
	memcpy(record->id, tale->ids[which], CASEID_SIZE);
	record->at = at;
	record->offset = 3600;
	record->amount_digits = 2;
	record->event = word;
	record->who = who;
	while ((word = strtok_r(NULL, " ", &rest)))
		support_word(record, word, &book);
	if (strcmp(record->event, "open") == 0)
		record->text = "It broke.";
	tale->arena = book.arena;
}

static const char *const remedies[] = {"replace", "refund",  "part", "mend",
				       "coffee",  "voucher", "law",  "service"};
static const char *const heats[] = {"calm", "upset", "angry", "abusive"};

/* What may happen on a case, whatever else has. */
static const char *
something(struct tale *tale)
{
	static const char *const plain[] = {
		"heard",
		"restate - x",
		"confirm",
		"point pt1 x",
		"heart pt1",
		"apology",
		"tell done",
		"tell plan",
		"note - x",
		"flag injury",
		"kept p1",
		"close placated",
		"close satisfied",
		"reopen",
		"finding upheld",
		"cannot all x",
		"wish declined x",
		"cause carrier",
		"assign jo",
		"escalate senior",
		"amend wish=refund",
		"prevent t1 x",
		"wait - x",
		"resume",
		"promise p1 Ring d=2026-11-26T17:00:00.000+01:00",
	};
	static const char *const granting[] = {"offer",   "accept",
					       "decline", "give replace",
					       "approve", "cannot"};

	if (chance_below(3) > 0) {
		/* One after the other: compilers choose the order of arguments,
		 * and a tale has to be the same with each. */
		const char *amount = chance_below(4) ? "" : " a=7.00";
		const char *remedy = PICK(remedies), *event = PICK(granting);

		return arena_format(&tale->arena, "%s %s%s", event, remedy,
				    amount);
	}
	if (chance_below(8) == 0)
		return arena_format(&tale->arena, "heat %s", PICK(heats));
	return PICK(plain);
}

static int64_t
first_day(void)
{
	return instant("2026-11-02T09:00:00.000+01:00");
}

static void
tale_make(struct tale *tale)
{
	static const char *const kinds[] = {"damaged", "rude", "faulty",
					    "unknown"};
	static const char *const more[] = {"",
					   " wish=refund",
					   " wish=part",
					   " about=kim",
					   " heat=angry",
					   " channel=email",
					   " bought=2026-10-20"};
	static const char *const staff[] = {"kim", "kim", "jo", "eva"};
	int64_t at = first_day();

	*tale = (struct tale){0};
	for (size_t i = 0; i < CASES; i++) {
		size_t events = chance_below(20), value;
		const char *rest, *customer, *kind;

		caseid_make(tale->ids[i], 2026, 11, 2, (uint32_t)i + 7);
		at += (int64_t)chance_below(9000) * ZONE_MINUTE / 2;
		rest = PICK(more);
		customer = chance_below(2) ? "Ana" : "Leo";
		value = 4 + chance_below(90);
		kind = PICK(kinds);
		add_line(tale, i, at, "kim",
			 arena_format(&tale->arena,
				      "open %s value=%zu.00 customer=%s%s",
				      kind, value, customer, rest));
		for (size_t k = 0; k < events; k++) {
			const char *words = something(tale);

			add_line(tale, i,
				 at + (int64_t)(k + 1) * 37 * ZONE_MINUTE,
				 PICK(staff), words);
		}
	}
	tale->now = first_day() + 18 * 24 * ZONE_HOUR +
		    (int64_t)chance_below(9) * ZONE_HOUR;
}

/* What follows from it. */

static void
book_open(struct casebook *book)
{
	struct journal nothing = {.path = (char *)(uintptr_t) "/dev/null"};
	struct fail why;

	*book = (struct casebook){0};
	assert_true(casebook_load(book, &nothing, true, 2, NULL, NULL, &why));
}

/* The options of a case, each on a line; with the whole of it, or what is
 * picked alone. */
static void
add_options(struct buffer *out, const struct policy *policy,
	    const struct casebook *book, const char *id, int64_t now)
{
	struct arena arena = {0};
	struct remedy_choice choice;
	struct rules_view view = {policy, casebook_find(book, id), book, "kim",
				  now};

	view.file = casebook_living(book, (struct casefile *)view.file);
	remedy_choose(&choice, &view, &arena);
	for (size_t i = 0; i < choice.count; i++) {
		const struct remedy_option *option = &choice.options[i];

		buffer_format(out, "%s%s %lld %lld %d %s %zu\n",
			      option->picked ? "" : "-",
			      policy->remedies[option->remedy].id,
			      (long long)option->cost, (long long)option->by,
			      option->ask, option->why, option->line);
	}
	arena_release(&arena);
}

static void
add_duties(struct buffer *out, const struct policy *policy,
	   const struct casebook *book, int64_t now)
{
	struct arena arena = {0};
	struct duty_list list = {0};
	struct duty_view view;

	duty_view_init(&view, policy, policy->shop.zone, now);
	owed_on_book(&list, &view, book, &arena);
	for (size_t i = 0; i < list.count; i++)
		buffer_format(
			out, "%s %s %s %lld %s %s\n",
			duty_kind_name(list.at[i].kind), list.at[i].file->id,
			list.at[i].ref ? list.at[i].ref : "-",
			(long long)list.at[i].act_by,
			list.at[i].who ? list.at[i].who : "-", list.at[i].text);
	duty_list_release(&list);
	arena_release(&arena);
}

/* All that is looked at, of the lines in this order. */
static char *
answers(const struct tale *tale, const struct policy *policy)
{
	struct casebook book;
	struct buffer out = {0};

	book_open(&book);
	for (size_t i = 0; i < tale->count; i++)
		casebook_add(&book, &tale->at[i], 1);
	for (size_t i = 0; i < CASES; i++) {
		const struct casefile *file =
			casebook_find(&book, tale->ids[i]);

		buffer_format(&out, "%s %s %s %lld\n", file->id,
			      casefile_state_name(file->state),
			      file->owner ? file->owner : "-",
			      (long long)file->given);
		add_options(&out, policy, &book, tale->ids[i], tale->now);
	}
	add_duties(&out, policy, &book, tale->now);
	casebook_release(&book);
	return out.at ? out.at : mem_copy("");
}

static char *
options_of_first(const struct tale *tale, const struct policy *policy)
{
	struct casebook book;
	struct buffer out = {0};

	book_open(&book);
	for (size_t i = 0; i < tale->count; i++)
		casebook_add(&book, &tale->at[i], 1);
	add_options(&out, policy, &book, tale->ids[0], tale->now);
	casebook_release(&book);
	return out.at ? out.at : mem_copy("");
}

/* The tests. */

static size_t
rounds(size_t usual)
{
	const char *given = getenv("ROUNDS"), *seed = getenv("SEED");

	chance_begin(seed ? strtoull(seed, NULL, 10) : 20261124);
	return given ? strtoul(given, NULL, 10) : usual;
}

/* They have to be the same; else the journal is shown. */
static void
want_same(char *want, char *got, const struct tale *tale)
{
	struct buffer text = {0};

	if (strcmp(want, got) != 0) {
		for (size_t i = 0; i < tale->count; i++)
			record_encode(&text, &tale->at[i]);
		print_error("%s", text.at);
		assert_string_equal(got, want);
	}
	free(want);
	free(got);
}

static void
shuffle(struct tale *tale)
{
	for (size_t i = tale->count; i > 1; i--) {
		size_t other = chance_below(i);
		struct record kept = tale->at[i - 1];

		tale->at[i - 1] = tale->at[other];
		tale->at[other] = kept;
	}
}

static struct policy *
plan_of_levels(size_t a_day, size_t a_customer)
{
	struct form form = {.level = {2, 2, a_day, a_customer, 2, 2},
			    .asks = true};

	return plan_of(&form);
}

static void
neither_order_nor_having_a_line_twice_matters(void **state)
{
	struct policy *policy = plan_of_levels(2, 2);
	size_t count = rounds(150);

	(void)state;
	for (size_t round = 0; round < count; round++) {
		struct tale tale;
		char *want;

		tale_make(&tale);
		want = answers(&tale, policy);
		for (size_t more = chance_below(5); more > 0; more--) {
			tale.at[tale.count] = tale.at[chance_below(tale.count)];
			tale.count++;
		}
		shuffle(&tale);
		want_same(want, answers(&tale, policy), &tale);
		arena_release(&tale.arena);
	}
	policy_free(policy);
}

/* Something more, on a case, a week before now. */
static void
happens(struct tale *tale, size_t which, const char *what)
{
	add_line(tale, which, tale->now - 7 * 24 * ZONE_HOUR, "kim", what);
}

static void
another_case_changes_nothing_but_by_what_was_granted_on_it(void **state)
{
	static const char *const granted[] = {"offer", "accept", "give replace",
					      "approve"};
	struct policy *policy = plan_of_levels(1, 1);
	size_t count = rounds(300);

	(void)state;
	for (size_t round = 0; round < count; round++) {
		struct tale tale;
		const char *what;
		char *want;
		bool grants;

		tale_make(&tale);
		want = options_of_first(&tale, policy);
		do {
			what = something(&tale);
			grants = false;
			for (size_t i = 0; i < COUNT(granted); i++)
				grants = grants ||
					 strncmp(what, granted[i],
						 strlen(granted[i])) == 0;
		} while (grants);
		happens(&tale, 1 + chance_below(CASES - 1), what);
		want_same(want, options_of_first(&tale, policy), &tale);
		arena_release(&tale.arena);
	}
	policy_free(policy);
}

static void
without_totals_another_case_changes_nothing_at_all(void **state)
{
	struct policy *policy = plan_of_levels(LEVELS - 1, LEVELS - 1);
	size_t count = rounds(300);

	(void)state;
	for (size_t round = 0; round < count; round++) {
		struct tale tale;
		const char *words;
		char *want;

		tale_make(&tale);
		want = options_of_first(&tale, policy);
		words = something(&tale);
		happens(&tale, 1 + chance_below(CASES - 1), words);
		want_same(want, options_of_first(&tale, policy), &tale);
		arena_release(&tale.arena);
	}
	policy_free(policy);
}

static void
heat_never_changes_an_option_P20(void **state)
{
	struct policy *policy = plan_of_levels(2, 2);
	size_t count = rounds(200), offering = 0;

	(void)state;
	for (size_t round = 0; round < count; round++) {
		struct tale tale;
		char *options;

		tale_make(&tale);
		options = options_of_first(&tale, policy);
		offering += *options != '-' && *options != '\0';
		free(options);
		for (size_t i = 0; i < COUNT(heats); i++) {
			char *want = options_of_first(&tale, policy);

			happens(&tale, 0,
				arena_format(&tale.arena, "heat %s", heats[i]));
			want_same(want, options_of_first(&tale, policy), &tale);
		}
		arena_release(&tale.arena);
	}
	/* Most have something that could change. */
	assert_true(offering > count / 2);
	policy_free(policy);
}

/* Which remedies could be granted here and now, and which by asking. */
static void
picked(struct buffer *out, const struct policy *policy,
       const struct casebook *book, const struct tale *tale, bool asking)
{
	struct arena arena = {0};
	struct remedy_choice choice;
	struct rules_view view = {policy, casebook_find(book, tale->ids[0]),
				  book, "kim", tale->now};

	buffer_clear(out);
	buffer_add_char(out, ' ');
	remedy_choose(&choice, &view, &arena);
	for (size_t i = 0; i < choice.picked; i++) {
		if (asking || choice.options[i].ask == POLICY_NONE)
			buffer_format(
				out, "%s ",
				policy->remedies[choice.options[i].remedy].id);
	}
	arena_release(&arena);
}

static void
want_no_more(const struct buffer *lower, const struct buffer *higher,
	     const char *limit, const struct tale *tale)
{
	for (const char *at = lower->at + 1; *at;) {
		size_t len = strcspn(at, " ") + 1;
		char word[32];

		snprintf(word, sizeof(word), " %.*s", (int)len, at);
		if (!strstr(higher->at, word)) {
			struct buffer text = {0};

			for (size_t i = 0; i < tale->count; i++)
				record_encode(&text, &tale->at[i]);
			fail_msg("a lower %s adds%s: %s%s to%s\n%s", limit,
				 word, lower->at, "", higher->at, text.at);
		}
		at += len;
	}
}

/* A form for each limit and level, the others high. */
static void
a_lower_limit_never_adds_an_option(void **state)
{
	struct policy *plans[2][LIMITS][LEVELS];
	size_t count = rounds(800), fewer[LIMITS] = {0};

	(void)state;
	for (size_t asks = 0; asks < 2; asks++) {
		for (size_t i = 0; i < LIMITS * LEVELS; i++) {
			struct form form = {.level = {2, 2, 3, 3, 2, 3},
					    .asks = asks};

			form.level[i / LEVELS] = i % LEVELS;
			plans[asks][i / LEVELS][i % LEVELS] = plan_of(&form);
		}
	}
	for (size_t round = 0; round < count; round++) {
		struct buffer lower = {0}, higher = {0};
		struct casebook book;
		struct tale tale;

		tale_make(&tale);
		book_open(&book);
		for (size_t i = 0; i < tale.count; i++)
			casebook_add(&book, &tale.at[i], 1);
		for (size_t i = 0; i < 2 * 2 * LIMITS * (LEVELS - 1); i++) {
			size_t which = i / 4 / (LEVELS - 1);
			size_t level = i / 4 % (LEVELS - 1);
			struct policy **plan = plans[i % 2][which];

			picked(&lower, plan[level], &book, &tale, i & 2);
			picked(&higher, plan[level + 1], &book, &tale, i & 2);
			want_no_more(&lower, &higher, limits[which].name,
				     &tale);
			fewer[which] += lower.len < higher.len;
		}
		casebook_release(&book);
		buffer_release(&lower);
		buffer_release(&higher);
		arena_release(&tale.arena);
	}
	/* Each of them does limit. */
	for (size_t i = 0; i < LIMITS; i++) {
		if (fewer[i] == 0)
			fail_msg("a lower %s takes none away", limits[i].name);
	}
	for (size_t i = 0; i < 2 * LIMITS * LEVELS; i++)
		policy_free(plans[i % 2][i / 2 / LEVELS][i / 2 % LEVELS]);
}

/* A plan that owes whatever can be owed. */
static struct policy *
plan_of_duties(void)
{
	static const char text[] =
		PLAN "reviews: {reply-within: 1bd}\n"
		     "gates: {usual: remind}\n"
		     "heat: {levels: [calm, upset, angry, abusive], "
		     "abusive: {to-rung: senior}}\n"
		     "severity: {levels: [low, normal, high, urgent]}\n"
		     "intake: {repeat: {window: 180d, second-case: "
		     "{to-rung: senior}}}\n"
		     "deadlines: {default: {acknowledge: 2bh, first-action: "
		     "1bd, update-every: 2bd, answer: 3bd, fix-done: 7d, "
		     "tell-after-fix: 4bh, final-word: 8w}, customer-silent: "
		     "{remind: [3bd, 7bd], then: close-waiting}}\n"
		     "promises: {broken: {apologise-within: 2bh}}\n"
		     "escalation: {rungs: [{id: counter, who: counter}, "
		     "{id: senior, who: senior, reply-within: 4bh}, "
		     "{id: owner, who: owner, reply-within: 1bd}], "
		     "up-one-when: [deadline-missed]}\n"
		     "follow-up:\n"
		     "  - {id: all-well, after: 2bd, ask: Is it right?}\n"
		     "  - {id: feedback, after: 5bd, ask: How was it?}\n"
		     "  - {id: thank-you, after: 10d, with: voucher-5}\n"
		     "prevention: {causes: [carrier, stock], again: {count: 2, "
		     "window: 60d, owner: owner, due: 3bd}, again-after-task: "
		     "{within: 90d}, tell-customer-what-changed: \"yes\", "
		     "monthly-review: {day: 1, who: owner}}\n"
		     "unreasonable: {who: owner, review-after: 90d}\n";
	struct policy *policy = NULL;
	struct faults faults = {0};

	if (!policy_parse(text, strlen(text), "p.yaml", &policy, &faults))
		fail_msg("%zu: %s", faults.at[0].line, faults.at[0].text);
	return policy;
}

/* What a tale of duties has besides. */
static const char *
something_owed(void)
{
	static const char *const events[] = {
		"promise p1 Ring d=2026-11-18T17:00:00.000+01:00",
		"prevent t1 Boxes d=2026-11-25T17:00:00.000+01:00",
		"prevented t1",
		"broken p1",
		"review google",
		"escalate owner",
		"flag one-channel",
		"cause stock",
		"heat abusive",
		"offer replace skipped=restated,heart,seen-by-owner",
		"close satisfied skipped=cause,feedback-asked",
	};

	return PICK(events);
}

/* The duty still owed after a tale: the same, since the same moment. */
static bool
is_still_owed(const struct duty *duty, const struct tale *tale,
	      const struct policy *policy)
{
	struct arena arena = {0};
	struct duty_list list = {0};
	struct duty_view view;
	struct casebook book;
	bool owed = false;

	book_open(&book);
	for (size_t i = 0; i < tale->count; i++)
		casebook_add(&book, &tale->at[i], 1);
	duty_view_init(&view, policy, policy->shop.zone, tale->now);
	owed_on_book(&list, &view, &book, &arena);
	for (size_t i = 0; i < list.count; i++)
		owed = owed || (list.at[i].kind == duty->kind &&
				list.at[i].since == duty->since &&
				!strcmp(list.at[i].file->id, duty->file->id) &&
				!strcmp(list.at[i].text, duty->text));
	duty_list_release(&list);
	casebook_release(&book);
	arena_release(&arena);
	return owed;
}

/* What a recorder puts into the line that ends it, of several p1 the one. */
static const char *
of_duty(const struct duty *duty, struct tale *tale)
{
	struct buffer of = {0};
	const char *kept = "";

	if (duty->event != CASEFILE_NONE) {
		buffer_add_string(&of, " of=");
		zone_format_time(
			&of, duty->file->events[duty->event].record->at, 3600);
		kept = arena_copy(&tale->arena, of.at, of.len);
	}
	buffer_release(&of);
	return kept;
}

/* Whether one line more, of the verbs that there are and with what the plan
 * has, settles it. */
static bool
can_be_settled(const struct duty *duty, struct tale *tale,
	       const struct policy *policy)
{
	static const char *const lines[] = {
		"kept",          "apology",          "out email",
		"tell done",     "close satisfied",  "give replace",
		"cannot all",    "assign eva",       "approve",
		"follow-up",     "feedback 5",       "thank card",
		"tell changed",  "prevent none Why", "prevented",
		"out review",    "restate - x",      "flag no-limit",
		"resume",        "heart pt0",        "approve replace",
		"cause carrier", "prevented t1",
	};
	size_t before = tale->count;
	bool settled = false;
	size_t which = 0;

	while (strcmp(tale->ids[which], duty->file->id) != 0)
		which++;
	for (size_t i = 0; i < COUNT(lines) && !settled; i++) {
		const char *words = lines[i];

		if (!strchr(words, ' ') && duty->ref)
			words = arena_format(&tale->arena, "%s %s%s", words,
					     duty->ref, of_duty(duty, tale));
		add_line(tale, which, tale->now, "eva", words);
		settled = !is_still_owed(duty, tale, policy);
		tale->count = before;
	}
	return settled;
}

static void
whatever_is_owed_one_line_settles(void **state)
{
	struct policy *policy = plan_of_duties();
	size_t count = rounds(60), seen[DUTY_KIND_COUNT] = {0};

	(void)state;
	for (size_t round = 0; round < count; round++) {
		struct arena arena = {0};
		struct duty_list list = {0};
		struct duty_view view;
		struct casebook book;
		struct tale tale;

		tale_make(&tale);
		for (size_t more = chance_below(4); more > 0; more--) {
			size_t which = chance_below(CASES);

			add_line(&tale, which,
				 tale.now - (int64_t)(more * 5 + 1) * ZONE_HOUR,
				 "kim", something_owed());
		}
		book_open(&book);
		for (size_t i = 0; i < tale.count; i++)
			casebook_add(&book, &tale.at[i], 1);
		duty_view_init(&view, policy, policy->shop.zone, tale.now);
		owed_on_book(&list, &view, &book, &arena);
		for (size_t i = 0; i < list.count; i++) {
			const struct duty *duty = &list.at[i];

			seen[duty->kind]++;
			if (duty->kind != DUTY_PASSED_OVER &&
			    !can_be_settled(duty, &tale, policy))
				fail_msg("nothing settles %s %s: %s",
					 duty_kind_name(duty->kind),
					 duty->ref ? duty->ref : "-",
					 duty->text);
		}
		duty_list_release(&list);
		casebook_release(&book);
		arena_release(&arena);
		arena_release(&tale.arena);
	}
	for (int kind = 0; kind < DUTY_PASSED_OVER; kind++) {
		if (seen[kind] == 0)
			fail_msg("%s is never owed",
				 duty_kind_name((enum duty_kind)kind));
	}
	policy_free(policy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(neither_order_nor_having_a_line_twice_matters),
		cmocka_unit_test(
			another_case_changes_nothing_but_by_what_was_granted_on_it),
		cmocka_unit_test(
			without_totals_another_case_changes_nothing_at_all),
		cmocka_unit_test(heat_never_changes_an_option_P20),
		cmocka_unit_test(a_lower_limit_never_adds_an_option),
		cmocka_unit_test(whatever_is_owed_one_line_settles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
