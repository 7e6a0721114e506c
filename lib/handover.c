#include "handover.h"

#include <string.h>

#include "facts.h"
#include "text.h"

#define ABSENT CASEFILE_NONE

static void
add_quoted(struct buffer *words, const char *what, const char *text)
{
	buffer_format(words, "%s: \"", what);
	text_escape(words, text, strlen(text));
	buffer_add_char(words, '"');
}

void
handover_part(struct buffer *words, const char *part,
	      const struct casefile *file)
{
	size_t restated = casefile_last(file, VERB_RESTATE, NULL, file->since),
	       begin = words->len;

	if (strcmp(part, "restated") == 0) {
		if (restated == ABSENT || !file->events[restated].record->text)
			buffer_add_string(words, "not said back yet");
		else
			add_quoted(words, "said back",
				   file->events[restated].record->text);
	} else if (strcmp(part, "heart") == 0 && file->heart != ABSENT) {
		add_quoted(words, "the heart of it",
			   file->points[file->heart].text);
	} else if (strcmp(part, "points-open") == 0) {
		for (size_t i = 0; i < file->point_count; i++) {
			const struct casefile_point *point = &file->points[i];

			if (!point->ref || !point->text ||
			    facts_is_answered(file, point, 0))
				continue;
			buffer_add_string(words,
					  words->len > begin ? "; " : "");
			add_quoted(words, point->ref, point->text);
		}
		if (words->len == begin)
			buffer_add_string(words, "no point is open");
	} else if (strcmp(part, "promises-open") == 0) {
		for (size_t i = 0; i < file->promise_count; i++) {
			const struct casefile_promise *promise =
				&file->promises[i];

			if (promise->state != PROMISE_OPEN || !promise->text)
				continue;
			buffer_add_string(
				words, words->len > begin ? "; " : "promised ");
			add_quoted(words, promise->ref ? promise->ref : "-",
				   promise->text);
		}
		if (words->len == begin)
			buffer_add_string(words, "no promise is open");
	} else if (strcmp(part, "offered-so-far") == 0) {
		buffer_add_string(words, casefile_last(file, VERB_OFFER, NULL,
						       file->since) == ABSENT
						 ? "nothing offered so far"
						 : "offered so far: ");
		facts_list_remedies(words, file, VERB_OFFER);
	} else if (strcmp(part, "heat") == 0) {
		if (file->heat)
			buffer_format(words, "said as %s", file->heat);
		else
			buffer_add_string(words,
					  "how it was said is not noted");
	} else if (strcmp(part, "wants") == 0 &&
		   casefile_detail(file, "wants")) {
		add_quoted(words, "they want", casefile_detail(file, "wants"));
	} else if (strcmp(part, "steps") == 0) {
		for (size_t i = file->since; i < file->event_count; i++) {
			const struct record *record = file->events[i].record;

			if (file->events[i].verb == VERB_STEP && record->text)
				add_quoted(words,
					   words->len > begin ? "; done"
							      : "done",
					   record->text);
		}
		if (words->len == begin)
			buffer_add_string(words, "no step taken yet");
	}
}
