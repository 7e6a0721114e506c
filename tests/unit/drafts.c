/*
 * Drafts as shops write them, and what the plan that comes with amends finds in
 * each: tests/data/words/drafts.tsv. And that this plan's words are those of a
 * plan that has none.
 */
#include "support.h"

#include "drafttext.h"
#include "text.h"
#include "words.h"

#define DRAFTS "tests/data/words/drafts.tsv"
#define SHIPPED "policies.yaml"
#define LEAST 150

static struct policy *
read_plan(const char *text, size_t len)
{
	struct policy *policy = NULL;
	struct faults faults = {0};

	if (!policy_parse(text, len, SHIPPED, &policy, &faults))
		fail_msg("%zu: %s", faults.at[0].line, faults.at[0].text);
	faults_release(&faults);
	return policy;
}

static struct policy *
shipped(void)
{
	struct buffer text = {0};
	struct policy *policy;
	struct fail why;

	assert_true(drafttext_read(SHIPPED, &text, &why));
	policy = read_plan(text.at, text.len);
	buffer_release(&text);
	return policy;
}

/* How a row of the table is to be looked at. */
static unsigned
kinds_of(const char *name)
{
	if (strcmp(name, "inside") == 0)
		return WORDS_ABOUT;
	if (strcmp(name, "apology") == 0)
		return WORDS_OUT | WORDS_APOLOGY;
	assert_string_equal(name, "out");
	return WORDS_OUT;
}

/* What is found, as the table has it: "Royal\nMail; soon", or "-". */
static void
say_found(struct buffer *out, const struct words *words, unsigned kinds,
	  const char *text, size_t len)
{
	struct words_findings found = {0};

	words_check(words, kinds, text, len, &found);
	for (size_t i = 0; i < found.count; i++) {
		const struct words_finding *one = &found.list[i];

		buffer_add_string(out, i > 0 ? "; " : "");
		if (one->len > 0)
			text_escape(out, text + one->at, one->len);
		else
			buffer_add_string(out, one->why);
	}
	if (found.count == 0)
		buffer_add_char(out, '-');
	words_findings_release(&found);
}

/* One row: how, what is found, the draft. False: it is another. */
static bool
holds(const struct words *words, char *row)
{
	char *want = strchr(row, '\t');
	char *draft = want ? strchr(want + 1, '\t') : NULL;
	struct buffer got = {0};
	size_t len, bad;
	bool same;

	assert_non_null(draft);
	*want++ = '\0';
	*draft++ = '\0';
	len = strlen(draft);
	assert_null(text_unescape(draft, &len, &bad));
	say_found(&got, words, kinds_of(row), draft, len);
	same = strcmp(got.at, want) == 0;
	if (!same)
		print_error("\"%s\": %s, not %s\n", draft, got.at, want);
	buffer_release(&got);
	return same;
}

static void
P40_in_each_draft_is_found_what_is_wrong_and_nothing_else(void **state)
{
	struct policy *policy = shipped();
	struct words *words = words_new(policy);
	struct buffer table = {0};
	struct fail why;
	size_t rows = 0, wrong = 0;
	char *rest;

	(void)state;
	assert_true(drafttext_read(DRAFTS, &table, &why));
	rest = (char *)buffer_string(&table);
	while (*rest) {
		char *row = rest;

		rest += strcspn(rest, "\n");
		assert_int_equal(*rest, '\n');
		*rest++ = '\0';
		if (*row == '#')
			continue;
		rows++;
		wrong += !holds(words, row);
	}
	assert_int_equal(wrong, 0);
	assert_true(rows >= LEAST);
	buffer_release(&table);
	words_free(words);
	policy_free(policy);
}

static void
same_list(const struct policy_list *left, const struct policy_list *right)
{
	assert_int_equal(left->count, right->count);
	for (size_t i = 0; i < left->count; i++)
		assert_string_equal(left->at[i], right->at[i]);
}

static void
same_text(const char *left, const char *right)
{
	assert_string_equal(left ? left : "", right ? right : "");
}

static void
a_plan_without_words_has_those_of_the_plan_that_is_shipped(void **state)
{
	struct policy *own = shipped();
	struct policy *none = read_plan(PLAN_SHOP, strlen(PLAN_SHOP));

	(void)state;
	assert_int_equal(own->words.avoid_count, none->words.avoid_count);
	for (size_t i = 0; i < own->words.avoid_count; i++) {
		const struct policy_avoid *left = &own->words.avoid[i];
		const struct policy_avoid *right = &none->words.avoid[i];

		same_list(&left->says, &right->says);
		same_list(&left->unless, &right->unless);
		same_text(left->kind, right->kind);
		same_text(left->instead, right->instead);
	}
	same_list(&own->words.blame, &none->words.blame);
	same_list(&own->words.blame_unless, &none->words.blame_unless);
	same_list(&own->words.about_customers, &none->words.about_customers);
	same_text(own->words.blame_try, none->words.blame_try);
	assert_int_equal(own->words.loud_caps_words,
			 none->words.loud_caps_words);
	assert_int_equal(own->words.loud_marks, none->words.loud_marks);
	assert_int_equal(own->words.suggest_count, none->words.suggest_count);
	for (size_t i = 0; i < own->words.suggest_count; i++)
		same_text(own->words.suggest[i].say,
			  policy_suggest(none, own->words.suggest[i].name));
	policy_free(own);
	policy_free(none);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			P40_in_each_draft_is_found_what_is_wrong_and_nothing_else),
		cmocka_unit_test(
			a_plan_without_words_has_those_of_the_plan_that_is_shipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
