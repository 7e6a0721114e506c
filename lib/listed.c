#include "listed.h"

#include <string.h>

#include "caselines.h"
#include "event.h"
#include "mem.h"
#include "money.h"
#include "record.h"

static bool
are_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Whether a line is of an event and object. */
static bool
is_of(const struct record *line, const struct draft *draft)
{
	return strcmp(line->event, event_kind(draft->verb)->name) == 0 &&
	       (!draft->what || are_same(line->what, draft->what));
}

/* Whether it says all that is said of the event, and in the same words. */
static bool
says_as_much(const struct record *line, const struct draft *draft)
{
	struct buffer amount = {0};
	bool says;

	if (line->amount != MONEY_NONE)
		money_format(&amount, line->amount, line->amount_digits);
	says = are_same(line->text, draft->text) &&
	       line->due == draft->due_at &&
	       (!draft->amount || are_same(amount.at, draft->amount));
	buffer_release(&amount);
	for (size_t i = 0; i < draft->pair_count && says; i++)
		says = are_same(record_get(line, draft->pairs[i].key),
				draft->pairs[i].value);
	return says;
}

/*
 * A line that was recorded before: same case, instant, event and object. Or it
 * had to move from that instant, as it was taken: then it is known by all that
 * it says.
 */
static bool
is_recorded(const struct adding *adding)
{
	const struct casefile *file = adding->file;
	const struct draft *draft = adding->draft;
	size_t i = file ? caselines_first_at(file->lines, file->line_count,
					     draft->at)
			: 0;
	int64_t last = draft->at;

	if (!file || i == file->line_count || file->lines[i].at != draft->at)
		return false;
	for (; i < file->line_count &&
	       file->lines[i].at - last <= BATCH_MOVED_MOST;
	     last = file->lines[i++].at) {
		const struct record *line = &file->lines[i];

		if (is_of(line, draft) &&
		    (line->at == draft->at || says_as_much(line, draft)))
			return true;
	}
	return false;
}

/* Whether two records say the same, but for when and of which case. */
static bool
say_the_same(const struct draft *a, const struct draft *b)
{
	bool same = a->verb == b->verb && are_same(a->what, b->what) &&
		    are_same(a->text, b->text) &&
		    are_same(a->amount, b->amount) &&
		    are_same(a->who, b->who) && a->due_at == b->due_at &&
		    a->pair_count == b->pair_count;

	for (size_t i = 0; i < a->pair_count && same; i++)
		same = strcmp(a->pairs[i].key, b->pairs[i].key) == 0 &&
		       strcmp(a->pairs[i].value, b->pairs[i].value) == 0;
	return same;
}

/*
 * Whether what is there of that instant, event and object came of records of
 * the same list, all of which say something else: a list whose times are to the
 * minute tells of two things, and neither may be lost.
 */
static bool
is_another(const struct entry *entry, const char *id, const struct draft *draft)
{
	bool any = false;

	for (size_t i = 0; i < entry->taken_count; i++) {
		const struct draft *taken = entry->taken[i].draft;

		if (taken->at != draft->at || taken->verb != draft->verb ||
		    strcmp(entry->taken[i].id, id) != 0)
			continue;
		if (say_the_same(taken, draft))
			return false;
		any = any || !draft->what || are_same(taken->what, draft->what);
	}
	return any;
}

bool
listed_is_there(const struct adding *adding)
{
	const struct draft *draft = adding->draft;

	return draft->at != INSTANT_NONE && is_recorded(adding) &&
	       !is_another(adding->entry, adding->id, draft);
}

void
listed_note(struct entry *entry, const char *id, const struct draft *draft)
{
	struct batch_taken *taken;

	if (!draft->is_record || draft->at == INSTANT_NONE)
		return;
	entry->taken = mem_grow(entry->taken, entry->taken_count,
				&entry->taken_room, sizeof(*entry->taken));
	taken = &entry->taken[entry->taken_count++];
	taken->draft = draft;
	memcpy(taken->id, id, CASEID_SIZE);
}
