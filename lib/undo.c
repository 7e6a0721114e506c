#include "undo.h"

#include <stdlib.h>
#include <string.h>

#include "caselines.h"
#include "naming.h"

#define ABSENT CASEFILE_NONE

/* Whether two neighbours were written in one batch: a millisecond apart, or at
 * the same moment for an earlier time. */
static bool
same_batch(const struct record *earlier, const struct record *later)
{
	if (!earlier->who != !later->who ||
	    (earlier->who && strcmp(earlier->who, later->who) != 0) ||
	    strcmp(earlier->id, later->id) != 0)
		return false;
	return later->at - earlier->at == 1 &&
	       (record_written(earlier) == record_written(later) ||
		record_written(later) - record_written(earlier) == 1);
}

/* What a retract of an event takes back: that, or another of its instant. */
static const struct record *
taken_with(const struct casefile *file, const struct record *record)
{
	return caselines_retracted_by(file->lines, file->line_count, record);
}

/* The event that was written down last; of those of one instant that were
 * written down at once, the one that can be taken back. ABSENT. */
static size_t
newest_of(const struct casefile *file)
{
	size_t newest = ABSENT;

	for (size_t i = 0; i < file->event_count; i++) {
		const struct record *record = file->events[i].record, *last;

		/* An erasure of a case that was joined bars none of this
		 * one's. */
		if (file->events[i].verb == VERB_OPEN ||
		    (file->events[i].verb == VERB_ERASE &&
		     strcmp(record->id, file->id) != 0))
			continue;
		last = newest == ABSENT ? NULL : file->events[newest].record;
		if (!last || record_written(record) > record_written(last) ||
		    (record_written(record) == record_written(last) &&
		     (record->at != last->at ||
		      taken_with(file, record) == record)))
			newest = i;
	}
	return newest;
}

static void
add_name(struct buffer *out, const struct record *record)
{
	buffer_format(out, "%s%s%s", record->event, record->what ? " " : "",
		      record->what ? record->what : "");
}

/*
 * Whether a retract of an event takes back that event. Where two tills recorded
 * something of one instant it may mean the other, which nobody wants back.
 */
static bool
is_meant(struct entry *entry, const struct casefile *file,
	 const struct record *record, struct fail *why)
{
	const struct record *taken = taken_with(file, record);
	struct buffer name = {0}, other = {0};

	if (taken == record)
		return true;
	add_name(&name, record);
	add_name(&other, taken);
	if (!caselines_can_be_retracted(taken) ||
	    casefile_event_of(file, taken) == ABSENT)
		fail_set(
			why, FAIL_REFUSED,
			"nothing to take back: %s has the instant of %s, and a "
			"retract of that takes nothing more",
			name.at, other.at);
	else
		fail_set(why, FAIL_REFUSED,
			 "nothing is taken back: %s has the instant of %s, and "
			 "a retract takes that one; if it is meant: case-log "
			 "%s retract -k of=%s",
			 name.at, other.at, naming_short(file->id),
			 batch_time_text(entry, taken->at, taken->offset));
	buffer_release(&name);
	buffer_release(&other);
	return false;
}

bool
undo_last(struct entry *entry, const char *id, struct buffer *said,
	  struct fail *why)
{
	struct draft draft = {.verb = VERB_RETRACT,
			      .at = INSTANT_NONE,
			      .due_at = INSTANT_NONE,
			      .typed = "retract"};
	struct adding adding = {
		.entry = entry, .draft = &draft, .refers = ABSENT};
	struct casefile *file =
		casebook_living(entry->book, casebook_find(entry->book, id));
	struct record *batch; /* copies: each push folds the case anew */
	size_t newest = newest_of(file), first, count = 0;
	bool pushed = true;

	if (newest == ABSENT)
		return fail_set(why, FAIL_REFUSED,
				"nothing to take back: a complaint that was "
				"written down stays");
	/* Not what was done before it, either: nobody means that. */
	if (file->events[newest].verb == VERB_ERASE)
		return fail_set(why, FAIL_REFUSED,
				"nothing to take back: what was erased last "
				"stays erased");
	for (first = newest; first > 0; first--) {
		if (file->events[first - 1].verb == VERB_OPEN ||
		    !same_batch(file->events[first - 1].record,
				file->events[first].record))
			break;
	}
	for (size_t i = first; i <= newest; i++) {
		if (!is_meant(entry, file, file->events[i].record, why))
			return false;
	}
	batch = mem_get((newest - first + 1) * sizeof(*batch));
	for (size_t i = first; i <= newest; i++)
		batch[count++] = *file->events[i].record;
	memcpy(adding.id, file->id, CASEID_SIZE);
	adding.file = file;
	for (size_t i = 0; i < count && pushed; i++) {
		struct record record;

		batch_begin(&adding, &record, VERB_RETRACT);
		/* A joined case's event is taken back where it stands. */
		memcpy(record.id, batch[i].id, CASEID_SIZE);
		record_set(&record, "of",
			   batch_time_text(entry, batch[i].at, batch[i].offset),
			   batch_arena(entry));
		buffer_add_string(said, said->len ? ", " : "");
		add_name(said, &batch[i]);
		pushed = batch_push(&adding, &record, why);
	}
	free(batch);
	return pushed;
}

bool
undo_on_case(struct entry *entry, const struct casefile *file,
	     struct buffer *said, struct fail *why)
{
	struct buffer undone = {0}, name = {0};
	char id[CASEID_SIZE];
	bool done;

	/* The file is gone once an event is added. */
	memcpy(id, file->id, CASEID_SIZE);
	done = undo_last(entry, id, &undone, why);
	file = casebook_find(entry->book, id);
	naming_shortest(&name, entry->book, file->id);
	if (done)
		buffer_format(said, "%s %s: taken back: %s.\n", name.at,
			      naming_customer(file), undone.at);
	buffer_release(&name);
	buffer_release(&undone);
	return done;
}
