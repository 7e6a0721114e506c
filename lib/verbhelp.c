#include "verbhelp.h"

#include <stdlib.h>
#include <string.h>

#include "draft.h"
#include "fitting.h"
#include "text.h"

#define COLUMNS 78

void
verbhelp_list(struct buffer *out)
{
	buffer_add_string(
		out,
		"usage: case-log CASE EVENT [WHAT] [WORDS] [+ EVENT ...]\n"
		"CASE: an id or its beginning (7qk), or the customer (ruiz).\n"
		"WORDS: asked for if left out, so nothing needs quotes; or -m "
		"\"TEXT\".\n\n");
	for (int group = 0; group < EVENT_GROUP_COUNT; group++) {
		buffer_format(out, "%-13s",
			      event_group_name((enum event_group)group));
		for (int verb = 0; verb < VERB_COUNT; verb++) {
			const struct event_kind *kind =
				event_kind((enum verb)verb);

			if ((int)kind->group == group && verb != VERB_OPEN)
				buffer_format(out, "  %s", kind->name);
		}
		buffer_add_char(out, '\n');
	}
	buffer_add_string(
		out,
		"\ncase-log --undo CASE takes the last batch back.\n"
		"case-log CASE says what comes next. case-log --help EVENT "
		"explains one.\n");
}

/* What is typed in place of a verb that is not: a retract needs to know which
 * event of which instant, and a complaint has a tool of its own. */
static const char *
typed_instead(enum verb verb)
{
	switch (verb) {
	case VERB_OPEN:
		return "case-new WORDS";
	case VERB_RETRACT:
		return "case-log --undo CASE, which takes the last batch "
		       "back; one event of it alone wants -k of=TIME";
	default:
		return NULL;
	}
}

/* "people also say: rang, called; type out". */
static void
add_also(struct buffer *out, const struct event_kind *kind)
{
	const char *at = kind->also;

	while (at && *at) {
		size_t len = strcspn(at, " ");

		buffer_format(out, "%s %.*s",
			      at == kind->also ? "people also say:" : ",",
			      (int)len, at);
		at += len + (at[len] == ' ');
	}
	if (kind->also && !typed_instead(event_verb(kind->name)))
		buffer_format(out, "; type %s", kind->name);
}

/* What an event is about where no WHAT is typed. */
static const char *
where_left_out(enum verb verb)
{
	const struct event_kind *kind = event_kind(verb);

	if (verb == VERB_OFFER)
		return "; left out: all that remedy-pick would offer";
	if (kind->what == EVENT_WHAT_POINT_NEW ||
	    kind->what == EVENT_WHAT_PROMISE_NEW ||
	    kind->what == EVENT_WHAT_TASK_NEW)
		return "; left out: the next one";
	return kind->needs & EVENT_NEEDS_WHAT && fitting_is_for(verb)
		       ? "; may be left out where one thing fits"
		       : "";
}

/* What stands behind it and its WHAT. */
static const char *
takes_words(const struct event_kind *kind)
{
	if (kind->takes_no_text)
		return event_is(kind->name, VERB_AMEND)     ? " -k KEY=VALUE"
		       : event_is(kind->name, VERB_RETRACT) ? " -k of=TIME"
							    : "";
	return kind->needs & EVENT_NEEDS_TEXT ? " WORDS" : " [WORDS]";
}

void
verbhelp_verb(struct buffer *out, enum verb verb, const struct policy *policy)
{
	const struct event_kind *kind = event_kind(verb);
	struct arena arena = {0};
	const char **objects = draft_objects(verb, policy, &arena);
	struct buffer words = {0};

	buffer_format(out, "case-log CASE %s", kind->name);
	if (kind->what != EVENT_WHAT_NONE)
		buffer_format(out, kind->needs & EVENT_NEEDS_WHAT ? " WHAT"
								  : " [WHAT]");
	buffer_add_string(out, takes_words(kind));
	if (kind->takes_due)
		buffer_add_string(out, kind->needs & EVENT_NEEDS_DUE
					       ? " -d TIME"
					       : " [-d TIME]");
	if (kind->takes_amount)
		buffer_add_string(out, " [-a AMOUNT]");
	buffer_add_char(out, '\n');
	buffer_format(&words, "%s%s", kind->meaning,
		      kind->inside && !strstr(kind->meaning, "inside")
			      ? " (stays inside)"
			      : "");
	text_wrap(out, words.at, COLUMNS, "  ", "  ");
	buffer_clear(&words);
	if (kind->what != EVENT_WHAT_NONE) {
		buffer_format(&words, "WHAT is %s", draft_object_name(verb));
		for (size_t i = 0; objects[i]; i++)
			buffer_format(&words, "%s %s", i ? "," : ":",
				      objects[i]);
		buffer_add_string(&words, where_left_out(verb));
		text_wrap(out, words.at, COLUMNS, "  ", "  ");
		buffer_clear(&words);
	}
	if (typed_instead(verb)) {
		buffer_format(&words, "type instead: %s", typed_instead(verb));
		text_wrap(out, words.at, COLUMNS, "  ", "  ");
		buffer_clear(&words);
	}
	add_also(&words, kind);
	if (words.len > 0)
		text_wrap(out, words.at, COLUMNS, "  ", "    ");
	buffer_release(&words);
	free(objects);
	arena_release(&arena);
}

bool
verbhelp_word(struct buffer *out, const char *word, const struct policy *policy,
	      struct fail *why)
{
	enum verb verb = event_verb(word);

	if (verb == VERB_UNKNOWN)
		verb = event_also(word);
	if (verb == VERB_UNKNOWN)
		return fail_set(why, FAIL_USAGE, "no event '%s'%s", word,
				text_did_you_mean(event_guess(word)));
	verbhelp_verb(out, verb, policy);
	return true;
}
