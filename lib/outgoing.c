#include "outgoing.h"

#include <string.h>

#include "discreet.h"
#include "exposed.h"
#include "words.h"

/* What is looked for in the words of an event that the customer is told, as our
 * reasons and findings are; what is said back to them, or felt with them,
 * promises nothing. They may ask to read the notes (P25). */
static unsigned
kinds_of(enum verb verb)
{
	const unsigned promising_nothing = WORDS_OUT & ~(unsigned)WORDS_VAGUE;

	switch (verb) {
	case VERB_OUT:
	case VERB_PROMISE:
	case VERB_TELL:
	case VERB_ANSWER:
		return WORDS_OUT;
	case VERB_RESTATE:
	case VERB_EMPATHY:
	case VERB_APOLOGY:
	case VERB_SIDE:
	case VERB_WISH:
	case VERB_CANNOT:
	case VERB_FINDING:
	case VERB_THANK:
		return promising_nothing;
	case VERB_NOTE:
		return WORDS_ABOUT;
	default:
		return 0;
	}
}

static bool
has_phrase(const struct words *words, const char *text, const char *phrase)
{
	struct words_findings found = {0};
	bool has = false;

	if (!text)
		return false;
	words_check(words, WORDS_OUT, text, strlen(text), &found);
	for (size_t i = 0; i < found.count && !has; i++)
		has = found.list[i].phrase == phrase;
	words_findings_release(&found);
	return has;
}

/* Whether the customer said so, and it is only said back. */
static bool
is_theirs(const struct words *words, const struct casefile *file,
	  const struct words_finding *finding)
{
	if (!file)
		return false;
	if (has_phrase(words, casefile_detail(file, "happened"),
		       finding->phrase))
		return true;
	for (size_t i = 0; i < file->event_count; i++) {
		enum verb verb = file->events[i].verb;

		if ((verb == VERB_OPEN || verb == VERB_POINT ||
		     verb == VERB_IN) &&
		    has_phrase(words, file->events[i].record->text,
			       finding->phrase))
			return true;
	}
	return false;
}

/* Whether everybody can read it. */
static bool
is_public(const struct adding *adding)
{
	return adding->draft->verb == VERB_OUT && adding->record.what &&
	       strcmp(adding->record.what, "review") == 0;
}

/* What is theirs may end in a log, where the plan's own words may. */
static void
say_finding(struct buffer *out, const struct words_finding *finding,
	    const char *text)
{
	if (finding->kind == WORDS_SHOWN && discreet_is())
		buffer_format(out, "\"%s\" %s", discreet_word(""),
			      finding->why);
	else
		words_say(out, finding, text);
}

void
outgoing_caution(struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct record *record = &adding->record;
	struct words_findings findings = {0};
	unsigned kinds = kinds_of(adding->draft->verb);

	if (!entry->policy || !record->text || kinds == 0)
		return;
	if (record->due != INSTANT_NONE)
		kinds &= ~(unsigned)WORDS_VAGUE;
	if (!entry->words)
		entry->words = words_new(entry->policy);
	if (is_public(adding))
		exposed_check(entry->policy, adding->file, NULL, record->text,
			      strlen(record->text), batch_arena(entry),
			      &findings);
	words_check(entry->words, kinds, record->text, strlen(record->text),
		    &findings);
	for (size_t i = 0; i < findings.count; i++) {
		if (adding->draft->verb == VERB_RESTATE &&
		    is_theirs(entry->words, adding->file, &findings.list[i]))
			continue;
		buffer_format(&entry->warnings, "%s: ", record->event);
		say_finding(&entry->warnings, &findings.list[i], record->text);
		buffer_add_char(&entry->warnings, '\n');
		entry->words_found = true;
		entry->words_promise |= findings.list[i].promises;
	}
	words_findings_release(&findings);
}

void
outgoing_end(struct entry *entry)
{
	/* "case-log 7qk", as it was typed, or a tool without a case. */
	const char *named = strchr(entry->tool, ' ');

	named = named ? named : " CASE";
	if (entry->words_found)
		buffer_format(&entry->warnings,
			      "recorded as it is; to put it in other words: "
			      "case-log --undo%s, and again\n",
			      named);
	if (entry->words_promise)
		buffer_format(&entry->warnings,
			      "and so that they hear by then: case-log%s "
			      "promise WORDS -d TIME -k how=phone\n",
			      named);
}
