#include "batch.h"

#include <string.h>

#include "caselines.h"
#include "typed.h"

struct arena *
batch_arena(struct entry *entry)
{
	return &entry->book->arena;
}

const char *
batch_time_text(struct entry *entry, int64_t at, int offset)
{
	struct buffer text = {0};
	const char *copy;

	zone_format_time(&text, at, offset);
	copy = arena_copy(batch_arena(entry), text.at, text.len);
	buffer_release(&text);
	return copy;
}

int
batch_offset(const struct entry *entry, int64_t at)
{
	return entry->policy ? zone_offset(entry->policy->shop.zone, at)
			     : entry->offset;
}

const char *
batch_by_again(struct entry *entry)
{
	struct buffer by = {0};
	const char *copy;

	if (!entry->by)
		return NULL;
	typed_word(&by, entry->by);
	copy = arena_copy(batch_arena(entry), by.at, by.len);
	buffer_release(&by);
	return copy;
}

/* Whether an event of the case bears this instant already. */
static bool
is_taken(const struct casefile *file, int64_t at)
{
	size_t line =
		file ? caselines_first_at(file->lines, file->line_count, at)
		     : 0;

	return file && line < file->line_count && file->lines[line].at == at;
}

int64_t
batch_moment(const struct entry *entry, const struct draft *draft)
{
	if (draft->at != INSTANT_NONE)
		return draft->at;
	return entry->at != INSTANT_NONE ? entry->at : entry->when->now;
}

bool
batch_is_dated(const struct entry *entry, const struct draft *draft)
{
	return draft->at != INSTANT_NONE || entry->at != INSTANT_NONE;
}

/* Events of one batch are a millisecond apart, and a batch that moves leaves
 * one free before it, so that --undo can tell where the last one began. */
int64_t
batch_time_for(const struct adding *adding)
{
	struct entry *entry = adding->entry;
	const struct casefile *file = adding->file;
	const struct draft *draft = adding->draft;
	int64_t at = batch_moment(entry, draft);
	int64_t free = entry->count == 0 ? 1 : 0;
	const struct record *before =
		free ? NULL : &entry->records[entry->count - 1];
	const struct draft *last =
		entry->taken_count > 0
			? entry->taken[entry->taken_count - 1].draft
			: NULL;

	if (!batch_is_dated(entry, draft) && file &&
	    file->last != INSTANT_NONE && file->last + free >= at) {
		if (file->last - at <= 24 * ZONE_HOUR)
			at = file->last + 1 + free;
		else if (entry->count == 0)
			buffer_format(&entry->warnings,
				      "an event of %s lies more than a day "
				      "ahead, %s; it was left there\n",
				      file->id,
				      batch_time_text(
					      entry, file->last,
					      batch_offset(entry, file->last)));
	}
	/* In the order typed, or of the list, even where the first had to move.
	 */
	if (before &&
	    (draft->at == INSTANT_NONE || adding->chained ||
	     (last && last->at == draft->at)) &&
	    strcmp(before->id, adding->id) == 0 && at <= before->at)
		at = before->at + 1;
	if (is_taken(file, at)) {
		while (is_taken(file, at) || is_taken(file, at - free))
			at++;
	}
	return at;
}

bool
batch_push(struct adding *adding, struct record *record, struct fail *why)
{
	struct entry *entry = adding->entry;
	struct arena *arena = batch_arena(entry);
	int64_t now = entry->when->now, apart;

	record->at = batch_time_for(adding);
	record->offset = !entry->policy && adding->draft->at != INSTANT_NONE
				 ? adding->draft->offset
				 : batch_offset(entry, record->at);
	apart = record->at > now ? record->at - now : now - record->at;
	/* Also where another event would seem to have come later: which was
	 * written last, --undo has to know. */
	if (apart > ZONE_MINUTE ||
	    (batch_is_dated(entry, adding->draft) && adding->file &&
	     record->at < adding->file->last))
		record_set(
			record, "logged",
			batch_time_text(entry, now, batch_offset(entry, now)),
			arena);
	if (entry->once && entry->count == 0)
		record_set(record, "once", entry->once, arena);
	if (!record_check(record, why))
		return false;
	entry->records = mem_grow(entry->records, entry->count, &entry->room,
				  sizeof(*entry->records));
	entry->records[entry->count++] = *record;
	adding->chained = true;
	casebook_add(entry->book, record, 1);
	adding->file = casebook_find(entry->book, adding->id);
	return true;
}

/* Who did it: of a record whoever it says, who is one of the staff however that
 * is spelt. */
static const char *
who_did(const struct adding *adding)
{
	const char *who = adding->draft->who;

	return who ? policy_staff_id(adding->entry->policy, who)
		   : adding->entry->who;
}

void
batch_begin(struct adding *adding, struct record *record, enum verb verb)
{
	record_init(record);
	memcpy(record->id, adding->id, CASEID_SIZE);
	record->event = event_kind(verb)->name;
	record->who = who_did(adding);
}

struct rules_view
batch_view(const struct adding *adding)
{
	return (struct rules_view){
		.policy = adding->entry->policy,
		.file = adding->file,
		.book = adding->entry->book,
		.who = who_did(adding),
		.now = adding->entry->when->now,
	};
}

const struct policy_remedy *
batch_remedy(const struct adding *adding)
{
	const struct policy *policy = adding->entry->policy;
	enum event_what what = event_kind(adding->draft->verb)->what;
	int at = POLICY_NONE;

	if (policy && adding->record.what && what == EVENT_WHAT_REMEDY)
		at = policy_remedy(policy, adding->record.what);
	return at == POLICY_NONE ? NULL : &policy->remedies[at];
}

void
batch_refer(struct adding *adding, struct record *record, size_t event)
{
	const struct record *named = adding->file->events[event].record;

	record_set(record, "of",
		   batch_time_text(adding->entry, named->at, named->offset),
		   batch_arena(adding->entry));
}

void
batch_set_plan(struct entry *entry, struct record *record)
{
	if (entry->policy && entry->policy->version)
		record_set(record, "plan", entry->policy->version,
			   batch_arena(entry));
}

bool
batch_amount(const struct entry *entry, const char *text, int64_t *amount,
	     struct fail *why)
{
	char mark = entry->policy ? entry->policy->shop.decimal_mark : '.';

	return money_parse_marked(text, entry->digits, mark, amount, why);
}
