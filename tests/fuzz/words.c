/*
 * Any bytes as a draft, and their first line as a phrase of the plan: what is
 * found lies in the text, in order, and reads as a sentence of one line; and a
 * text twice, apart by an empty line, has twice what it has once. A word that
 * is sought is the one that reading word by word comes to.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "exposed.h"
#include "mem.h"
#include "phrases.h"
#include "policy.h"
#include "wordreader.h"
#include "words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char plan[] =
	"policy: 1\n"
	"shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUR}\n"
	"reviews: {never-show: [customer, order, phone, email, address, "
	"postcode, value, health, staff]}\n";

static struct policy *
shop_plan(void)
{
	static struct policy *policy;
	struct faults faults = {0};

	if (!policy &&
	    !policy_parse(plan, strlen(plan), "plan", &policy, &faults))
		abort();
	return policy;
}

static void
check_findings(const struct words_findings *found, const char *text, size_t len)
{
	struct buffer said = {0};
	size_t before = 0;

	for (size_t i = 0; i < found->count; i++) {
		const struct words_finding *one = &found->list[i];

		if (one->len > 0 && (one->at < before || one->at > len ||
				     one->len > len - one->at))
			abort();
		if (one->line < 1 || one->column < 1)
			abort();
		before = one->len > 0 ? one->at : before;
		buffer_clear(&said);
		words_say(&said, one, text);
		for (size_t k = 0; k < said.len; k++)
			if ((unsigned char)said.at[k] < ' ')
				abort();
	}
	buffer_release(&said);
}

static void
check_draft(const struct policy *policy, const char *text, size_t len)
{
	static struct words *words;
	struct words_findings found = {0};
	struct arena arena = {0};

	if (!words)
		words = words_new(policy);
	exposed_check(policy, NULL, NULL, text, len, &arena, &found);
	words_check(words, WORDS_OUT | WORDS_ABOUT | WORDS_APOLOGY, text, len,
		    &found);
	check_findings(&found, text, len);
	words_findings_release(&found);
	arena_release(&arena);
}

static size_t
count_of(const struct phrases *phrases, const char *text, size_t len)
{
	struct phrases_matches found = {0};
	size_t count = 0;

	phrases_scan(phrases, text, len, &found);
	for (size_t i = 0; i < found.count; i++) {
		if (found.list[i].at > len ||
		    found.list[i].len > len - found.list[i].at)
			abort();
		count += found.list[i].tag == 7;
	}
	phrases_matches_release(&found);
	return count;
}

static void
check_phrase(const char *phrase, const char *text, size_t len)
{
	struct phrases *phrases = phrases_new();
	struct buffer both = {0};
	size_t once;

	if (phrases_add(phrases, phrase, 7)) {
		once = count_of(phrases, text, len);
		buffer_add(&both, text, len);
		buffer_add_string(&both, "\n\n");
		buffer_add(&both, text, len);
		if (count_of(phrases, both.at, both.len) != 2 * once)
			abort();
	}
	buffer_release(&both);
	phrases_free(phrases);
}

/* The first line's words are those sought. */
static void
check_seeking(const char *sought, const char *text, size_t len)
{
	uint64_t begins[WORDREADER_BEGINS] = {0};
	struct wordreader one, other;

	wordreader_begin(&one, sought, strlen(sought), true);
	while (wordreader_next(&one))
		wordreader_set_begins(begins, one.hash);
	wordreader_end(&one);
	wordreader_begin(&one, text, len, false);
	wordreader_begin(&other, text, len, false);
	while (wordreader_next(&one)) {
		if (!wordreader_may_begin(begins, one.hash) && !one.number &&
		    !(one.capitals && one.to - one.from > 1))
			continue;
		if (!wordreader_seek(&other, begins) || other.at != one.at ||
		    other.from != one.from || other.to != one.to ||
		    other.hash != one.hash || other.join != one.join)
			abort();
	}
	if (wordreader_seek(&other, begins))
		abort();
	wordreader_end(&one);
	wordreader_end(&other);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	const char *end = size ? memchr(data, '\n', size) : NULL;
	char *copy = malloc(size + 1);

	if (!copy)
		return 0;
	if (size)
		memcpy(copy, text, size);
	copy[size] = '\0';
	check_draft(shop_plan(), copy, size);
	if (end) {
		char *rest = copy + (end - text);

		*rest++ = '\0';
		check_phrase(copy, rest, size - (size_t)(rest - copy));
		check_seeking(copy, rest, size - (size_t)(rest - copy));
	}
	free(copy);
	return 0;
}
