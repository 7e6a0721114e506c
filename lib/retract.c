#include "retract.h"

#include <string.h>

#include "caselines.h"
#include "discreet.h"
#include "naming.h"

#define ABSENT CASEFILE_NONE

/* The event that a retract takes back: of those of an instant that stand, and
 * that it means, that of the case's own, else that of one that was joined to
 * it; ABSENT. */
static size_t
event_of(const struct casefile *file, int64_t at)
{
	size_t found = ABSENT;

	for (size_t i = 0; i < file->event_count; i++) {
		const struct casefile_event *event = &file->events[i];

		if (event->record->at != at ||
		    !caselines_can_be_retracted(event->record) ||
		    caselines_retracted_by(file->lines, file->line_count,
					   event->record) != event->record)
			continue;
		if (strcmp(event->record->id, file->id) == 0)
			return i;
		found = i;
	}
	return found;
}

/* Where nothing of an instant can be taken back: what stands there, or was
 * taken back, or that nothing was. One of another machine's is recorded all the
 * same: it waits for what it speaks of, or took the same back. */
static bool
refuse(const struct adding *adding, int64_t at, const char *of,
       struct fail *why)
{
	const struct casefile *file = adding->file;

	for (size_t i = 0; i < file->line_count; i++) {
		const struct record *line = &file->lines[i];

		if (line->at != at)
			continue;
		if (!caselines_can_be_retracted(line))
			return fail_set(why, FAIL_USAGE,
					"retract: %s %s cannot be taken back",
					event_is(line->event, VERB_RETRACT)
						? "a"
						: "an",
					line->event);
		return adding->draft->at != INSTANT_NONE ||
		       fail_set(why, FAIL_USAGE,
				"retract: %s%s%s of %s is taken back already",
				line->event, line->what ? " " : "",
				line->what ? line->what : "", of);
	}
	return adding->draft->at != INSTANT_NONE ||
	       fail_set(why, FAIL_USAGE, "retract: %s has no event of %s",
			naming_short(adding->id), of);
}

/* Whether a case was erased after one of its merges: the words of the other
 * would come back with that. */
static bool
is_erased_behind(const struct casefile *file, size_t merge)
{
	const char *id = file->events[merge].record->id;
	bool erased = false;

	for (size_t i = merge; i < file->event_count && !erased; i++)
		erased = file->events[i].verb == VERB_ERASE &&
			 strcmp(file->events[i].record->id, id) == 0;
	return erased;
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
	if (file->events[event].verb == VERB_MERGE &&
	    is_erased_behind(file, event))
		return fail_set(why, FAIL_USAGE,
				"retract: a merge cannot be taken back once "
				"what was joined is erased");
	return true;
}

/* Where it is not of the case's own, though that had one of the instant, too:
 * which. */
static void
say_whose(struct adding *adding, const struct record *record)
{
	const struct casefile *file = adding->file;
	bool own = false;

	for (size_t i = 0; i < file->line_count; i++)
		own = own || (file->lines[i].at == record->at &&
			      strcmp(file->lines[i].id, file->id) == 0);
	if (own && strcmp(record->id, file->id) != 0)
		buffer_format(
			&adding->entry->warnings,
			"that of %s is taken back already; this is %s%s%s "
			"of %s, which was joined to it\n",
			naming_short(file->id), record->event,
			record->what ? " " : "",
			record->what ? record->what : "",
			naming_short(record->id));
}

void
retract_place(struct adding *adding, const char *of)
{
	const struct record *record;
	int64_t at;
	int offset;
	size_t event;

	if (!of || !zone_parse_time(of, &at, &offset))
		return;
	event = event_of(adding->file, at);
	if (event == ABSENT)
		return;
	record = adding->file->events[event].record;
	memcpy(adding->record.id, record->id, CASEID_SIZE);
	say_whose(adding, record);
}
