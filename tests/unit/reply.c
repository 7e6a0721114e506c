/* Whatever a case holds, a draft of it is one that may go out: every kind of
 * reply for every case of the stories, and for cases full of hostile words. */
#include "reply.h"

#include "drafttext.h"
#include "owed.h"
#include "support.h"
#include "text.h"

/* What came of it, over all drafts of a test. */
struct tally {
	size_t written[32]; /* by kind */
	size_t refused;
};

/* Nothing in it is what the plan would rather not have said. */
static void
check_words(const struct policy *policy, const struct words *words,
	    const struct reply_kind *kind, const char *draft)
{
	bool apology = strcmp(reply_kind_name(kind), "apology") == 0;
	struct words_findings findings = {0};

	(void)policy;
	words_check(words, apology ? WORDS_OUT | WORDS_APOLOGY : WORDS_OUT,
		    draft, strlen(draft), &findings);
	if (findings.count > 0)
		fail_msg("%zu found in %s:\n%s", findings.count,
			 reply_kind_name(kind), draft);
	words_findings_release(&findings);
}

/* Lines of printable UTF-8 that a mailer and its reader take for what they
 * are. */
static void
check_lines(const char *draft)
{
	size_t len = strlen(draft), bad;

	assert_true(text_is_utf8(draft, len, &bad));
	assert_true(len > 0 && draft[len - 1] == '\n');
	for (const char *line = draft; *line; line += strcspn(line, "\n") + 1) {
		size_t width = strcspn(line, "\n");
		uint32_t code;

		if (*line == '>' || strncmp(line, "From ", 5) == 0 ||
		    (*line == '.' && width == 1))
			fail_msg("a line of its own: %s", draft);
		size_t indent = strspn(line, " ");

		/* One blank more guards what a mailer would mistake. */
		if (text_width(line, width) > REPLY_COLUMNS + (indent == 1) &&
		    memchr(line + indent, ' ', width - indent))
			fail_msg("too wide: %s", draft);
		for (size_t i = 0; i < width;) {
			size_t step =
				text_character(line + i, width - i, &code);

			assert_false(text_is_control(code));
			i += step;
		}
	}
}

/* In public no detail of theirs. */
static void
check_public(const struct casefile *file, const char *draft)
{
	static const char *const keys[] = {"order", "phone", "email"};

	for (size_t i = 0; i < COUNT(keys); i++) {
		const char *value = casefile_detail(file, keys[i]);

		if (value && strlen(value) > 3 && strstr(draft, value))
			fail_msg("%s is shown: %s", keys[i], draft);
	}
}

static void
draft_all(struct tally *tally, const struct rules_view *view,
	  const struct words *words)
{
	const struct reply_kind *kind;
	struct arena arena = {0};
	struct duty_list duties = {0};
	struct duty_view moment;

	duty_view_init(&moment, view->policy, view->policy->shop.zone,
		       view->now);
	owed_on_case(&duties, &moment, view->file, &arena);
	for (size_t i = 0; (kind = reply_kind(i)); i++) {
		const struct reply_from from = {view, &duties, words, "7qk",
						i % 2};
		struct buffer draft = {0}, refused = {0};

		if (reply_write(&draft, kind, &from, &refused)) {
			check_words(view->policy, words, kind, draft.at);
			check_lines(draft.at);
			if (strcmp(reply_kind_name(kind), "review") == 0)
				check_public(view->file, draft.at);
			assert_int_equal(refused.len, 0);
			tally->written[i]++;
		} else {
			assert_int_equal(draft.len, 0);
			assert_true(refused.len > 0);
			tally->refused++;
		}
		buffer_release(&draft);
		buffer_release(&refused);
	}
	duty_list_release(&duties);
	arena_release(&arena);
}

static struct policy *
plan_of(const char *path)
{
	struct faults faults = {0};
	struct policy *policy = NULL;

	if (!policy_load(path, &policy, &faults, NULL))
		fail_msg("%s:%zu: %s", path, faults.at[0].line,
			 faults.at[0].text);
	faults_release(&faults);
	return policy;
}

static void
draft_journal(struct tally *tally, const char *path, const char *plan,
	      const char *now)
{
	struct policy *policy = plan_of(plan);
	struct words *words = words_new(policy);
	struct journal journal = {.path = (char *)(uintptr_t)path};
	struct casebook book;
	struct fail why;

	assert_true(casebook_load(&book, &journal, true, policy->shop.digits,
				  NULL, NULL, &why));
	assert_true(book.count > 0);
	for (size_t i = 0; i < book.count; i++) {
		struct rules_view view = {policy, &book.cases[i], &book, "sam",
					  instant(now)};

		draft_all(tally, &view, words);
	}
	casebook_release(&book);
	words_free(words);
	policy_free(policy);
}

static void
every_draft_of_every_story_may_go_out(void **state)
{
	static const char *const plans[] = {"policies.yaml",
					    "tests/data/full-plan.yaml",
					    "tests/data/drafts/spanish.yaml"};
	static const struct {
		const char *journal, *now;
	} stories[] = {
		{"tests/data/questions/journal.tsv",
		 "2026-11-26T08:30:00.000+01:00"},
		{"tests/data/morning/journal.tsv",
		 "2026-11-26T08:30:00.000+01:00"},
		{"tests/data/plan-keys/journal.tsv",
		 "2026-11-24T12:00:00.000+01:00"},
		{"tests/data/drafts/spanish.tsv",
		 "2026-11-24T11:00:00.000+01:00"},
	};
	struct tally tally = {0};
	size_t kinds = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(stories); i++) {
		for (size_t j = 0; j < COUNT(plans); j++)
			draft_journal(&tally, stories[i].journal, plans[j],
				      stories[i].now);
	}
	/* Not one kind is passed over. */
	for (; reply_kind(kinds); kinds++) {
		if (tally.written[kinds] == 0)
			fail_msg("no %s", reply_kind_name(reply_kind(kinds)));
	}
	assert_int_equal(kinds, 17);
	assert_true(tally.refused > 0);
}

/* Each kind for a case, as a shop would see it. */
static void
write_all(struct buffer *out, const struct rules_view *view,
	  const struct words *words)
{
	const struct reply_kind *kind;
	struct arena arena = {0};
	struct duty_list duties = {0};
	struct duty_view moment;

	duty_view_init(&moment, view->policy, view->policy->shop.zone,
		       view->now);
	owed_on_case(&duties, &moment, view->file, &arena);
	for (size_t i = 0; (kind = reply_kind(i)); i++) {
		const struct reply_from from = {view, &duties, words,
						view->file->id, false};

		struct buffer draft = {0}, refused = {0};

		if (reply_write(&draft, kind, &from, &refused))
			buffer_format(out, "== %s %s\n%s", view->file->id,
				      reply_kind_name(kind), draft.at);
		buffer_release(&draft);
		buffer_release(&refused);
	}
	duty_list_release(&duties);
	arena_release(&arena);
}

static void
write_journal(struct buffer *out, const char *path, const char *plan,
	      const char *now, const char *who)
{
	struct policy *policy = plan_of(plan);
	struct words *words = words_new(policy);
	struct journal journal = {.path = (char *)(uintptr_t)path};
	struct casebook book;
	struct fail why;

	assert_true(casebook_load(&book, &journal, true, policy->shop.digits,
				  NULL, NULL, &why));
	buffer_format(out, "# %s, by %s\n", path, plan);
	for (size_t i = 0; i < book.count; i++) {
		struct rules_view view = {policy, &book.cases[i], &book, who,
					  instant(now)};

		write_all(out, &view, words);
	}
	casebook_release(&book);
	words_free(words);
	policy_free(policy);
}

#define GOLDEN "tests/data/drafts/english.txt"
#define WRITTEN "build/english.txt"

static void
each_draft_of_the_stories_is_as_it_was_agreed_on(void **state)
{
	struct buffer got = {0}, want = {0};
	struct fail why;

	(void)state;
	write_journal(&got, "tests/data/questions/journal.tsv", "policies.yaml",
		      "2026-11-26T08:30:00.000+01:00", "kim");
	write_journal(&got, "tests/data/plan-keys/journal.tsv",
		      "tests/data/full-plan.yaml",
		      "2026-11-26T11:00:00.000+00:00", "amy");
	if (!drafttext_read(GOLDEN, &want, &why) ||
	    strcmp(buffer_string(&want), got.at) != 0) {
		FILE *file = fopen(WRITTEN, "w");

		if (file) {
			fwrite(got.at, 1, got.len, file);
			fclose(file);
		}
		fail_msg("what is drafted now is in " WRITTEN
			 "; diff it against " GOLDEN);
	}
	buffer_release(&got);
	buffer_release(&want);
}

static const char *const hostile[] = {
	"no",
	"No. No! NO!!",
	"THE COURIER'S FAULT AND YOURS",
	"calm\ndown",
	"We can\xe2\x80\x99t",
	"sorry if you feel",
	"> no",
	"From eve",
	".",
	"as soon as possible",
	"\r\nBcc: all@example.org\r\n\r\n",
	"\x1b]0;title\x07\x9b"
	"2J",
	"\xff\xfe\xc3",
	"\xe2\x80\xae\xe2\x81\xa6mirror\xe2\x81\xa9",
	"{by} {heart} {",
	"\xc2\xbfQu\xc3\xa9?",
	"4711",
	"unfortunately, mistakes were made",
	"a",
	"wort\xcc\x88"
	"e ohne blank ---------------------------------------"
	"-----------------------------------------------------------------",
};

/* One of the words above, or several in a row. */
static const char *
worst(struct arena *arena, uint32_t *seed)
{
	struct buffer words = {0};
	char *copy;

	do {
		*seed = *seed * 1103515245u + 12345u;
		buffer_add_string(&words,
				  hostile[(*seed >> 16) % COUNT(hostile)]);
		buffer_add_char(&words, ' ');
	} while ((*seed >> 9) % 3 != 0);
	copy = arena_copy(arena, words.at, words.len - 1);
	buffer_release(&words);
	return copy;
}

static void
put_in(struct shop *shop, uint32_t *seed)
{
	static const char *const keys[] = {"happened", "effect", "wants",
					   "customer", "item"};
	static const struct {
		const char *event, *what, *due;
	} events[] = {
		{"open", "arrived-damaged", NULL},
		{"point", "pt1", NULL},
		{"restate", NULL, NULL},
		{"side", NULL, NULL},
		{"finding", "upheld", NULL},
		{"wish", "declined", NULL},
		{"promise", "p1", "2026-11-26T18:00:00.000+01:00"},
		{"step", NULL, NULL},
		{"offer", "replace", NULL},
		{"offer", "refund", NULL},
		{"prevent", "t1", NULL},
		{"give", "replace", NULL},
	};
	struct arena *arena = &shop->book.arena;

	for (size_t i = 0; i < COUNT(events); i++) {
		struct record record;

		record_init(&record);
		memcpy(record.id, CASE_A, CASEID_SIZE);
		record.at = shop->told += ZONE_MINUTE;
		record.offset = 3600;
		record.who = "kim";
		record.event = events[i].event;
		record.what = events[i].what;
		record.text = worst(arena, seed);
		if (events[i].due)
			record.due = instant(events[i].due);
		for (size_t j = 0; i == 0 && j < COUNT(keys); j++) {
			if ((*seed >> 12) % 4 != 0)
				record_set(&record, keys[j], worst(arena, seed),
					   arena);
		}
		casebook_add(&shop->book, &record, 1);
	}
}

static void
hostile_words_come_through_none_of_them(void **state)
{
	struct tally tally = {0};
	uint32_t seed = 20261128;
	size_t written = 0;

	(void)state;
	for (size_t i = 0; i < 300; i++) {
		struct policy *policy =
			i % 2 ? plan_of("tests/data/full-plan.yaml") : NULL;
		struct words *words;
		struct shop shop;

		shop_open(&shop, PLAN);
		put_in(&shop, &seed);
		words = words_new(policy ? policy : shop.policy);
		draft_all(&tally,
			  &(struct rules_view){policy ? policy : shop.policy,
					       shop_case(&shop), &shop.book,
					       worst(&shop.book.arena, &seed),
					       shop.when.now},
			  words);
		words_free(words);
		policy_free(policy);
		shop_close(&shop);
	}
	for (size_t i = 0; i < COUNT(tally.written); i++)
		written += tally.written[i];
	assert_true(written > 1000 && tally.refused > 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_draft_of_every_story_may_go_out),
		cmocka_unit_test(
			each_draft_of_the_stories_is_as_it_was_agreed_on),
		cmocka_unit_test(hostile_words_come_through_none_of_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
