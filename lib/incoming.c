#include "incoming.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "diag.h"
#include "journal.h"
#include "lines.h"
#include "naming.h"

/* What messages call the input. */
#define INPUT_NAME "<stdin>"

static bool
has_case(const struct record *record)
{
	return strcmp(record->id, "-") != 0;
}

/* Where a field of a line begins, counted from 1; what stands before the event
 * is of one byte a character. */
static size_t
column_of(const char *at, enum record_field field)
{
	const char *begin = at;

	for (int i = 0; i < (int)field; i++)
		begin = strchr(begin, '\t') + 1;
	return (size_t)(begin - at) + 1;
}

/* One line, which stays in the arena: an event, or false with why not. */
static bool
take(struct incoming *incoming, const char *at, size_t len, int digits,
     struct fail *why)
{
	struct incoming_event event = {.line = 0};
	char *line = arena_copy(&incoming->arena, at, len);

	if (!record_parse_new(&event.record, line, len, digits,
			      &incoming->arena, why))
		return false;
	if (!draft_of_record(&event.draft, &event.record, &incoming->arena,
			     why)) {
		why->column = column_of(at, RECORD_EVENT);
		return false;
	}
	if (event.draft.verb == VERB_OPEN) {
		incoming->opens = true;
	} else if (!has_case(&event.record)) {
		fail_set(why, FAIL_INPUT, "field 2 does not say which case");
		why->column = column_of(at, RECORD_CASE);
		return false;
	}
	incoming->at = mem_grow(incoming->at, incoming->count, &incoming->room,
				sizeof(*incoming->at));
	incoming->at[incoming->count++] = event;
	return true;
}

enum exitcode
incoming_read(struct incoming *incoming, int fd, int digits)
{
	enum exitcode status = EXITCODE_NO;
	struct diag_tally bad = {0};
	struct fail why = {0};
	struct lines lines;
	enum lines_got got;
	char *at;
	size_t len;

	lines_init(&lines, fd, -1);
	while ((got = lines_next(&lines, &at, &len, &why)) != LINES_END &&
	       got != LINES_FAILED) {
		bool taken;

		why = (struct fail){0};
		if (got == LINES_LONG)
			taken = fail_set(&why, FAIL_INPUT,
					 "longer than a line may be");
		else if (journal_is_newer(at, len))
			taken = fail_set(&why, FAIL_INPUT,
					 "written by a newer amends; this one "
					 "reads format %d",
					 JOURNAL_FORMAT);
		else if (len == 0 || *at == '#')
			continue;
		else
			taken = take(incoming, at, len, digits, &why);
		if (taken)
			incoming->at[incoming->count - 1].line = lines.number;
		else
			diag_bad_line(&bad, INPUT_NAME, lines.number,
				      why.column, why.text);
	}
	if (got == LINES_FAILED) {
		diag_say(INPUT_NAME ": %s", why.text);
		status = fail_exitcode(why.kind);
	} else if (bad.count > 0) {
		status = EXITCODE_INPUT;
	} else if (incoming->count > 0) {
		status = EXITCODE_DONE;
	}
	diag_tally_end(&bad);
	lines_release(&lines);
	return status;
}

static bool
add(const struct incoming_event *event, struct entry *entry, struct fail *why)
{
	const struct record *record = &event->record;
	const struct casefile *file = casebook_find(entry->book, record->id);
	char opened[CASEID_SIZE];

	if (event->draft.verb == VERB_OPEN)
		return entry_open(entry, has_case(record) ? record->id : NULL,
				  &event->draft, opened, why);
	if (file)
		entry->tool = arena_format(
			&entry->book->arena, "case-log %s",
			naming_typed(entry->book, file, &entry->book->arena));
	return entry_add(entry, record->id, &event->draft, why);
}

static bool
is_offer(const struct incoming_event *event)
{
	return event->draft.verb == VERB_OFFER && event->record.what;
}

/* Say which offers stand right behind an offer, on the same case: they are put
 * to somebody together. */
static void
say_behind(const struct incoming *incoming, size_t at, struct entry *entry)
{
	const struct incoming_event *first = &incoming->at[at];
	struct rules_step *behind;
	size_t count = 0;

	if (entry->behind_count > 0) {
		entry->behind++;
		entry->behind_count--;
		return;
	}
	while (is_offer(first) && at + count + 1 < incoming->count &&
	       is_offer(&first[count + 1]) &&
	       strcmp(first[count + 1].record.id, first->record.id) == 0)
		count++;
	if (count == 0)
		return;
	behind = arena_get(&entry->book->arena, (count + 1) * sizeof(*behind));
	for (size_t i = 0; i < count; i++)
		behind[i] = (struct rules_step){VERB_OFFER,
						first[i + 1].record.what,
						first[i + 1].record.amount};
	entry->behind = behind;
	entry->behind_count = count;
}

/* Whether a line speaks of a case that is there, or opens one: then what is
 * wrong is the line itself, not which case was asked for. */
static bool
is_placed(const struct incoming *incoming, size_t at, const struct entry *entry)
{
	const struct incoming_event *event = &incoming->at[at];

	return event->draft.verb == VERB_OPEN ||
	       casebook_find(entry->book, event->record.id);
}

/* Say which lines happened days ahead: the first, and how many more. */
static void
say_ahead(const struct incoming *incoming, struct entry *entry)
{
	size_t count = 0, first = 0;

	for (size_t i = incoming->count; i-- > 0;) {
		if (!check_is_ahead(incoming->at[i].draft.at, entry->when->now))
			continue;
		first = incoming->at[i].line;
		count++;
	}
	if (count > 0)
		buffer_format(&entry->warnings, INPUT_NAME ":%zu:1: %s\n",
			      first, check_ahead);
	if (count > 1)
		buffer_format(&entry->warnings, "and %zu more such line%s\n",
			      count - 1, count > 2 ? "s" : "");
}

bool
incoming_add(const struct incoming *incoming, struct entry *entry,
	     struct fail *why)
{
	say_ahead(incoming, entry);
	for (size_t i = 0; i < incoming->count; i++) {
		struct fail bad = {0};

		say_behind(incoming, i, entry);
		if (add(&incoming->at[i], entry, &bad))
			continue;
		if (bad.kind == FAIL_REFUSED)
			*why = bad;
		else
			fail_set(why,
				 bad.kind == FAIL_USAGE &&
						 is_placed(incoming, i, entry)
					 ? FAIL_INPUT
					 : bad.kind,
				 INPUT_NAME ":%zu: %s", incoming->at[i].line,
				 bad.text);
		return false;
	}
	return true;
}

void
incoming_release(struct incoming *incoming)
{
	free(incoming->at);
	arena_release(&incoming->arena);
	*incoming = (struct incoming){0};
}
