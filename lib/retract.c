#include "retract.h"

#include <string.h>

#include "discreet.h"
#include "naming.h"

#define ABSENT CASEFILE_NONE

/* The event that a retract takes back: of those of an instant that stand, that
 * of the case's own, else that of one that was joined to it; ABSENT. */
static size_t
event_of(const struct casefile *file, int64_t at)
{
	size_t found = ABSENT;

	for (size_t i = 0; i < file->event_count; i++) {
		const struct casefile_event *event = &file->events[i];

		if (event->record->at != at || event->verb == VERB_OPEN ||
		    event->verb == VERB_ERASE)
			continue;
		if (strcmp(event->record->id, file->id) == 0)
			return i;
		found = i;
	}
	return found;
}

/* Where nothing of an instant can be taken back: what stands there, or that
 * nothing does. */
static bool
refuse(const struct adding *adding, int64_t at, const char *of,
       struct fail *why)
{
	const struct casefile *file = adding->file;

	for (size_t i = 0; i < file->line_count; i++) {
		enum verb verb = event_verb(file->lines[i].event);

		if (file->lines[i].at != at)
			continue;
		if (verb != VERB_OPEN && verb != VERB_RETRACT &&
		    verb != VERB_ERASE)
			return true;
		return fail_set(why, FAIL_USAGE,
				"retract: %s %s cannot be taken back",
				verb == VERB_RETRACT ? "a" : "an",
				file->lines[i].event);
	}
	/* One of another machine's waits for what it speaks of. */
	return adding->draft->at != INSTANT_NONE ||
	       fail_set(why, FAIL_USAGE, "retract: %s has no event of %s",
			naming_short(adding->id), of);
}

bool
retract_check(const struct adding *adding, const char *of, struct fail *why)
{
	const struct casefile *file = adding->file;
	int64_t at;
	int offset;
	size_t event;

	if (!of)
		return fail_set(why, FAIL_USAGE,
				"case-log --undo %s takes the last batch back",
				naming_short(adding->id));
	if (!zone_parse_time(of, &at, &offset))
		return fail_set(why, FAIL_USAGE,
				"retract: of=%s is not the time of an event, "
				"as field 1 has it",
				discreet_word(of));
	event = event_of(file, at);
	if (event == ABSENT)
		return refuse(adding, at, of, why);
	/* The words of the other case would come back. */
	if (file->events[event].verb == VERB_MERGE &&
	    casefile_first(file, VERB_ERASE, NULL, event) != ABSENT)
		return fail_set(why, FAIL_USAGE,
				"retract: a merge cannot be taken back once "
				"what was joined is erased");
	return true;
}

void
retract_place(struct adding *adding, const char *of)
{
	int64_t at;
	int offset;
	size_t event;

	if (!of || !zone_parse_time(of, &at, &offset))
		return;
	event = event_of(adding->file, at);
	if (event != ABSENT)
		memcpy(adding->record.id,
		       adding->file->events[event].record->id, CASEID_SIZE);
}
