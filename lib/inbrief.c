#include "inbrief.h"

#include <stdlib.h>
#include <string.h>

/* Places that one is moved at most to where it comes in order, before all are
 * sorted: many are of one instant, and few of one out of order. */
#define NEAR 16

/* Items whose cases are fetched from memory so far ahead. */
#define AHEAD 16

/* A case by its index, as in struct scan_case, or an event by its number among
 * the part's briefs. */
struct inbrief_item {
	uint32_t part, number;
};

static const struct briefs *
briefs_of(const struct inbrief *inbrief, const struct inbrief_item *item)
{
	const struct scan *scan = inbrief->sift->scans.at[item->part];

	return &scan->outlines.outlining.briefs;
}

/* Its case, or that of which it is. */
static struct scan_case
case_of(const struct inbrief *inbrief, const struct inbrief_item *item)
{
	const struct briefs *briefs = briefs_of(inbrief, item);

	return (struct scan_case){
		item->part, briefs->of == BRIEF_EVENTS
				    ? briefs_event(briefs, item->number)->index
				    : item->number};
}

/* Have what a scan noted of its case fetched from memory: events of many cases
 * stand one behind the other. */
static void
expect(const struct inbrief *inbrief, const struct inbrief_item *item)
{
	const struct scan_case at = case_of(inbrief, item);

	mem_fetch(scans_outline(&inbrief->sift->scans, at));
	mem_fetch(briefs_at(briefs_of(inbrief, item), at.index));
}

/* What it says itself: of a case all but what came of it. */
static struct brief_event
event_of(const struct inbrief *inbrief, const struct inbrief_item *item)
{
	const struct briefs *briefs = briefs_of(inbrief, item);
	const struct brief *brief;

	if (briefs->of == BRIEF_EVENTS)
		return *briefs_event(briefs, item->number);
	brief = briefs_at(briefs, item->number);
	return (struct brief_event){brief->opened, brief->offset, brief->line,
				    item->number};
}

static void
id_of(char id[CASEID_SIZE], const struct inbrief *inbrief,
      const struct inbrief_item *item)
{
	glance_id_bytes(id, outline_id(scans_outline(&inbrief->sift->scans,
						     case_of(inbrief, item))));
}

/* What qsort has no argument for. */
struct sorted {
	struct inbrief_item item;
	int64_t at;
	char id[CASEID_SIZE];
};

static int
by_time(const void *a, const void *b)
{
	const struct sorted *left = a, *right = b;

	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	return strcmp(left->id, right->id);
}

static void
sort(struct inbrief *inbrief)
{
	struct sorted *sorted = mem_get(inbrief->count * sizeof(*sorted));

	for (size_t i = 0; i < inbrief->count; i++) {
		sorted[i].item = inbrief->items[i];
		sorted[i].at = event_of(inbrief, &inbrief->items[i]).at;
		id_of(sorted[i].id, inbrief, &inbrief->items[i]);
	}
	qsort(sorted, inbrief->count, sizeof(*sorted), by_time);
	for (size_t i = 0; i < inbrief->count; i++)
		inbrief->items[i] = sorted[i].item;
	free(sorted);
}

/* How one stands to what is of a time and of the case with an id: below 0
 * before that. */
static int
order_of(const struct inbrief *inbrief, const struct inbrief_item *item,
	 int64_t at, const char *id)
{
	int64_t own_at = event_of(inbrief, item).at;
	char own[CASEID_SIZE];

	if (own_at != at)
		return own_at < at ? -1 : 1;
	id_of(own, inbrief, item);
	return strcmp(own, id);
}

/* Whether one comes before another. */
static bool
is_before(const struct inbrief *inbrief, const struct inbrief_item *item,
	  const struct inbrief_item *other)
{
	int64_t at = event_of(inbrief, item).at;
	int64_t other_at = event_of(inbrief, other).at;
	char id[CASEID_SIZE], other_id[CASEID_SIZE];

	if (at != other_at)
		return at < other_at;
	id_of(id, inbrief, item);
	id_of(other_id, inbrief, other);
	return strcmp(id, other_id) < 0;
}

/* Add one behind those that are there, where it comes in order if that is near
 * the end. */
static void
add(struct inbrief *inbrief, struct inbrief_item item)
{
	size_t to = inbrief->count;

	for (; to > 0 && !inbrief->mixed &&
	       is_before(inbrief, &item, &inbrief->items[to - 1]);
	     to--) {
		inbrief->items[to] = inbrief->items[to - 1];
		inbrief->mixed = inbrief->count - to == NEAR;
	}
	inbrief->items[to] = item;
	inbrief->count++;
}

/* Whether an instant is of the time that is asked for. */
static bool
is_of_time(const struct inbrief *inbrief, int64_t at)
{
	const struct outline_wanted *wanted = inbrief->sift->scans.wanted;

	return at >= wanted->active_since && at < wanted->active_until;
}

/* How many there may be of a part. */
static size_t
most_of(const struct scans *scans, size_t part)
{
	const struct outlines *outlines = &scans->at[part]->outlines;

	return scans->wanted->brief == BRIEF_CASES
		       ? outlines->count
		       : outlines->outlining.briefs.event_count;
}

/* Find those of a part, by its thread. */
static void
find_part(void *context, size_t part, size_t thread)
{
	struct inbrief *found = (struct inbrief *)context + part;
	const struct sift *sift = found->sift;
	size_t most = most_of(&sift->scans, part);

	(void)thread;
	for (size_t i = 0; i < most; i++) {
		struct inbrief_item item = {(uint32_t)part, (uint32_t)i};
		struct inbrief_item later = {(uint32_t)part,
					     (uint32_t)(i + AHEAD)};

		if (i + AHEAD < most)
			expect(found, &later);
		if (sift_is_in_brief(sift, case_of(found, &item)) &&
		    is_of_time(found, event_of(found, &item).at))
			add(found, item);
	}
}

/* Have those of a part behind the others, which stand before them in the same
 * array. */
static void
join(struct inbrief *inbrief, const struct inbrief *part)
{
	size_t i = 0;

	while (i < part->count && inbrief->count > 0 &&
	       is_before(inbrief, &part->items[i],
			 &inbrief->items[inbrief->count - 1]))
		add(inbrief, part->items[i++]);
	memmove(inbrief->items + inbrief->count, part->items + i,
		(part->count - i) * sizeof(*part->items));
	inbrief->count += part->count - i;
	inbrief->mixed = inbrief->mixed || part->mixed;
}

void
inbrief_find(struct inbrief *inbrief, const struct sift *sift)
{
	const struct scans *scans = &sift->scans;
	struct inbrief *parts;
	size_t most = 0;

	*inbrief = (struct inbrief){.sift = sift};
	if (scans->wanted->brief == BRIEF_NONE)
		return;
	for (size_t i = 0; i < scans->count; i++)
		most += most_of(scans, i);
	inbrief->items = mem_get(most * sizeof(*inbrief->items));
	parts = mem_zero(scans->count, sizeof(*parts));
	most = 0;
	for (size_t i = 0; i < scans->count; i++) {
		parts[i].sift = sift;
		parts[i].items = inbrief->items + most;
		most += most_of(scans, i);
	}
	scans_share_little(scans, find_part, parts);
	for (size_t i = 0; i < scans->count; i++)
		join(inbrief, &parts[i]);
	free(parts);
	if (inbrief->mixed)
		sort(inbrief);
}

void
inbrief_release(struct inbrief *inbrief)
{
	free(inbrief->items);
	*inbrief = (struct inbrief){0};
}

bool
inbrief_is_before(const struct inbrief *inbrief, size_t index, int64_t at,
		  const char *id)
{
	return order_of(inbrief, &inbrief->items[index], at, id) < 0;
}

/* A line of an item of a stretch: its own, or the nth that amended it. */
struct wanted_line {
	uint32_t part, nth;
	struct places_line line;
	size_t item;
};

/* Those of a stretch, in the order of reading. */
struct wanted_lines {
	struct wanted_line *at;
	size_t count, room;
};

static int
by_line(const void *a, const void *b)
{
	const struct wanted_line *left = a, *right = b;

	if (left->part != right->part)
		return left->part < right->part ? -1 : 1;
	return left->line.number < right->line.number ? -1 : 1;
}

static void
want(struct wanted_lines *lines, struct wanted_line line)
{
	if (lines->count == lines->room)
		lines->at = mem_grow(lines->at, lines->count, &lines->room,
				     sizeof(*lines->at));
	lines->at[lines->count++] = line;
}

/* Its last amendment; 0 where it has none. */
static uint32_t
last_amendment(const struct briefs *briefs, uint32_t index)
{
	return briefs->of == BRIEF_CASES ? briefs_at(briefs, index)->amended
					 : 0;
}

static void
want_item(struct wanted_lines *lines, const struct inbrief *inbrief,
	  size_t from, size_t item)
{
	const struct inbrief_item *of = &inbrief->items[from + item];
	const struct briefs *briefs = briefs_of(inbrief, of);
	const struct brief_event event = event_of(inbrief, of);
	uint32_t number = last_amendment(briefs, event.index);

	want(lines, (struct wanted_line){
			    of->part, 0, {event.offset, event.line}, item});
	while (number > 0) {
		const struct brief_amendment *amendment =
			briefs_amendment(briefs, number);

		want(lines,
		     (struct wanted_line){of->part,
					  amendment->nth,
					  {amendment->offset, amendment->line},
					  item});
		number = amendment->before;
	}
}

static void
expect_all(const struct inbrief *inbrief, size_t from, size_t count)
{
	for (size_t i = from; i < from + count; i++)
		expect(inbrief, &inbrief->items[i]);
}

/* Find the lines of a stretch. */
static void
want_all(struct wanted_lines *lines, const struct inbrief *inbrief, size_t from,
	 size_t count)
{
	bool sorted = true;

	*lines = (struct wanted_lines){
		.at = mem_get(count * sizeof(*lines->at)), .room = count};
	for (size_t i = 0; i < count; i++)
		want_item(lines, inbrief, from, i);
	for (size_t i = 1; i < lines->count && sorted; i++)
		sorted = by_line(&lines->at[i - 1], &lines->at[i]) < 0;
	if (!sorted)
		qsort(lines->at, lines->count, sizeof(*lines->at), by_line);
}

static struct inbrief_one
one_of(const struct inbrief *inbrief, size_t index)
{
	const struct inbrief_item *item = &inbrief->items[index];
	const struct briefs *briefs = briefs_of(inbrief, item);
	const struct brief_event event = event_of(inbrief, item);
	const struct brief *brief = briefs_at(briefs, event.index);
	const struct lexicon *words = &briefs->words;
	struct inbrief_one one = {.index = index, .at = event.at};
	struct casefold_course *course = &one.course;

	id_of(one.id, inbrief, item);
	course->owner =
		lexicon_word(words, brief->owner ? brief->owner : brief->first);
	course->cause = lexicon_word(words, brief->cause);
	if (briefs->of == BRIEF_EVENTS) {
		course->customer = lexicon_word(words, brief->customer);
		course->category = lexicon_word(words, brief->category);
	} else {
		course->outcome = lexicon_word(words, brief->outcome);
		course->heat = lexicon_word(words, brief->heat);
		course->given = brief->given;
	}
	return one;
}

/* The lines of an item that have been read, where there is more than one: its
 * own, and what amended it in order of time. */
struct item_lines {
	struct inbrief_line *lines;
	size_t count, read;
};

/* A stretch that is being read. */
struct reading {
	const struct inbrief *inbrief;
	size_t from;
	const struct wanted_line *next;
	struct item_lines *items; /* of each item; NULL: all have one line */
	struct arena arena;       /* of their lines */
	bool all;                 /* were there */
	inbrief_take *take;
	void *context;
};

/* Keep a line until the others of its item were read. Whether they were. */
static bool
keep_line(struct reading *reading, const struct wanted_line *line,
	  const char *at, size_t len)
{
	struct item_lines *of = &reading->items[line->item];

	of->lines[line->nth] = (struct inbrief_line){
		arena_copy(&reading->arena, at, len), len};
	return ++of->read == of->count;
}

static void
take_line(void *context, struct places_line line, char *at, size_t len)
{
	struct reading *reading = context;
	const struct wanted_line *wanted = reading->next++;
	const struct item_lines *of =
		reading->items ? &reading->items[wanted->item] : NULL;
	struct inbrief_one one;

	(void)line;
	if (!at) {
		reading->all = false;
		return;
	}
	if (of && of->count > 1) {
		if (!keep_line(reading, wanted, at, len))
			return;
		at = of->lines->at;
		len = of->lines->len;
	}
	one = one_of(reading->inbrief, reading->from + wanted->item);
	if (of && of->count > 1) {
		one.amended = of->lines + 1;
		one.amended_count = of->count - 1;
	}
	if (!reading->take(reading->context, &one, at, len))
		reading->all = false;
}

/* Have room for the lines of items that were amended, of which there are. */
static void
begin_items(struct reading *reading, const struct wanted_lines *lines,
	    size_t count)
{
	reading->items =
		arena_get(&reading->arena, count * sizeof(*reading->items));
	memset(reading->items, 0, count * sizeof(*reading->items));
	for (size_t i = 0; i < lines->count; i++)
		reading->items[lines->at[i].item].count++;
	for (size_t i = 0; i < count; i++) {
		struct item_lines *of = &reading->items[i];

		of->lines = arena_get(&reading->arena,
				      of->count * sizeof(struct inbrief_line));
	}
}

/* Read lines of one part, at most INBRIEF_STRETCH. */
static bool
read_part(struct reading *reading, size_t count, struct lines *lines,
	  struct fail *why)
{
	const struct scans *scans = &reading->inbrief->sift->scans;
	const struct wanted_line *wanted = reading->next;
	struct places_line which[INBRIEF_STRETCH];

	for (size_t i = 0; i < count; i++)
		which[i] = wanted[i].line;
	reading->all = true;
	if (!scans_read_lines(scans, wanted->part, which, count, lines,
			      take_line, reading, why))
		return false;
	return reading->all ||
	       fail_set(why, FAIL_SYSTEM, "%s: changed while it was read",
			scans->path);
}

bool
inbrief_read_lines(const struct inbrief *inbrief, size_t from, size_t count,
		   struct lines *lines, inbrief_take *take, void *context,
		   struct fail *why)
{
	struct reading reading = {.inbrief = inbrief,
				  .from = from,
				  .take = take,
				  .context = context};
	struct wanted_lines wanted;
	bool all = true;

	expect_all(inbrief, from, count);
	want_all(&wanted, inbrief, from, count);
	if (wanted.count > count)
		begin_items(&reading, &wanted, count);
	for (size_t at = 0, end; at < wanted.count; at = end) {
		for (end = at; end < wanted.count &&
			       end - at < INBRIEF_STRETCH &&
			       wanted.at[end].part == wanted.at[at].part;)
			end++;
		reading.next = wanted.at + at;
		all = read_part(&reading, end - at, lines, why) && all;
	}
	free(wanted.at);
	arena_release(&reading.arena);
	return all;
}

/* Decode a line of one. */
static bool
decode_line(struct record *record, const struct inbrief_one *one,
	    const char *at, size_t len, int digits, struct arena *arena)
{
	struct fail why;

	return record_parse(record, arena_copy(arena, at, len), len, digits,
			    arena, &why) &&
	       strcmp(record->id, one->id) == 0;
}

bool
inbrief_fold(const struct inbrief *inbrief, const struct inbrief_one *one,
	     const char *at, size_t len, struct casefile *file,
	     struct arena *arena)
{
	int digits = inbrief->sift->scans.digits;
	size_t count = 1 + one->amended_count;
	struct record *lines = arena_get(arena, count * sizeof(*lines));

	if (!decode_line(lines, one, at, len, digits, arena) ||
	    lines->at != one->at)
		return false;
	for (size_t i = 1; i < count; i++) {
		const struct inbrief_line *amended = &one->amended[i - 1];

		if (!decode_line(&lines[i], one, amended->at, amended->len,
				 digits, arena) ||
		    !event_is(lines[i].event, VERB_AMEND))
			return false;
	}
	casefold_brief(file, lines, count, &one->course, digits, arena);
	return true;
}

/* Items that are being decoded. */
struct decoding {
	const struct inbrief *inbrief;
	size_t from;
	struct casefile *files;
	struct arena *arena;
};

static bool
decode(void *context, const struct inbrief_one *one, char *at, size_t len)
{
	const struct decoding *decoding = context;

	return inbrief_fold(decoding->inbrief, one, at, len,
			    &decoding->files[one->index - decoding->from],
			    decoding->arena);
}

/* An event as it is shown, without its line. */
static void
show(const struct inbrief *inbrief, size_t index, struct casefile *file,
     struct arena *arena)
{
	const struct inbrief_item *item = &inbrief->items[index];
	const struct briefs *briefs = briefs_of(inbrief, item);
	const struct brief_shown *shown = briefs_shown(briefs, item->number);
	const struct inbrief_one one = one_of(inbrief, index);
	struct record *line = arena_get(arena, sizeof(*line));

	record_init(line);
	line->at = one.at;
	memcpy(line->id, one.id, sizeof(line->id));
	line->event = event_kind(shown->verb)->name;
	line->what = briefs_what(briefs, shown);
	line->amount = shown->amount;
	line->amount_digits = briefs->digits;
	casefold_brief(file, line, 1, &one.course, briefs->digits, arena);
}

bool
inbrief_read(const struct inbrief *inbrief, size_t from, size_t count,
	     struct lines *lines, struct casefile *files, struct arena *arena,
	     struct fail *why)
{
	struct decoding decoding = {inbrief, from, files, arena};

	if (inbrief->sift->scans.wanted->shows != BRIEF_SHOWS_LINES) {
		expect_all(inbrief, from, count);
		for (size_t i = 0; i < count; i++)
			show(inbrief, from + i, &files[i], arena);
		return true;
	}
	memset(files, 0, count * sizeof(*files));
	return inbrief_read_lines(inbrief, from, count, lines, decode,
				  &decoding, why);
}
