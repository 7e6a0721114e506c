#include "undo.h"

#include <stdlib.h>
#include <string.h>

#include "naming.h"

#define ABSENT CASEFILE_NONE

/* When an event was written down: logged=, else its own time. */
static int64_t
written(const struct record *record)
{
	const char *logged = record_get(record, "logged");
	int64_t at;
	int offset;

	return logged && zone_parse_time(logged, &at, &offset) ? at
							       : record->at;
}

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
	       (written(earlier) == written(later) ||
		written(later) - written(earlier) == 1);
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
	size_t newest = ABSENT, first, count = 0;
	bool pushed = true;

	for (size_t i = 0; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;

		/* That of a case that was joined bars none of this one's. */
		if (file->events[i].verb == VERB_OPEN ||
		    (file->events[i].verb == VERB_ERASE &&
		     strcmp(record->id, file->id) != 0))
			continue;
		if (newest == ABSENT ||
		    written(record) >= written(file->events[newest].record))
			newest = i;
	}
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
		buffer_format(said, "%s%s%s%s", said->len ? ", " : "",
			      batch[i].event, batch[i].what ? " " : "",
			      batch[i].what ? batch[i].what : "");
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
