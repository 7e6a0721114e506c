#include "casebook.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

#define SLOTS_AT_FIRST 1024

/* The lines of one id, as read. */
struct gathered {
	char id[CASEID_SIZE];
	struct record *records;
	size_t count, room;
	size_t parent;  /* the case that it was joined to; itself if to none */
	size_t joined;  /* the last case joined to this one, CASEFILE_NONE */
	size_t next;    /* the one joined to the same case before this one */
	int64_t erased; /* the last erase of what it was joined to, or none */
	size_t folded;  /* index in the book's cases, CASEFILE_NONE before */
};

struct casebook_lines {
	struct gathered *cases;
	size_t count, room;
	size_t *slots; /* hash of ids: index + 1, 0 for a free slot */
	size_t slot_count;
	int digits;
	casebook_report *report;
	void *context;
	struct casebook *book;
};

static size_t
hash_of(const char *id)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);

	for (; *id; id++)
		hash = (hash ^ (unsigned char)*id) * UINT64_C(0x100000001b3);
	return (size_t)(hash ^ hash >> 29);
}

static size_t *
slot_of(const struct casebook_lines *lines, const char *id)
{
	size_t at = hash_of(id) & (lines->slot_count - 1);

	while (lines->slots[at] &&
	       strcmp(lines->cases[lines->slots[at] - 1].id, id) != 0)
		at = (at + 1) & (lines->slot_count - 1);
	return &lines->slots[at];
}

static void
make_slots(struct casebook_lines *lines, size_t count)
{
	free(lines->slots);
	lines->slots = mem_zero(count, sizeof(*lines->slots));
	lines->slot_count = count;
	for (size_t i = 0; i < lines->count; i++)
		*slot_of(lines, lines->cases[i].id) = i + 1;
}

static size_t
index_of(const struct casebook_lines *lines, const char *id)
{
	size_t found = lines->slot_count ? *slot_of(lines, id) : 0;

	return found ? found - 1 : CASEFILE_NONE;
}

static struct gathered *
gathered_for(struct casebook_lines *lines, const char *id)
{
	struct gathered *gathered;
	size_t *slot;

	if (lines->count * 2 >= lines->slot_count)
		make_slots(lines, lines->slot_count ? lines->slot_count * 2
						    : SLOTS_AT_FIRST);
	slot = slot_of(lines, id);
	if (*slot)
		return &lines->cases[*slot - 1];
	lines->cases = mem_grow(lines->cases, lines->count, &lines->room,
				sizeof(*lines->cases));
	gathered = &lines->cases[lines->count];
	*gathered = (struct gathered){.parent = lines->count,
				      .joined = CASEFILE_NONE,
				      .next = CASEFILE_NONE,
				      .erased = INSTANT_NONE,
				      .folded = CASEFILE_NONE};
	memcpy(gathered->id, id, CASEID_LEN);
	*slot = ++lines->count;
	return gathered;
}

static void
gather(struct casebook_lines *lines, const struct record *record)
{
	struct gathered *gathered = gathered_for(lines, record->id);

	gathered->records = mem_grow(gathered->records, gathered->count,
				     &gathered->room, sizeof(*record));
	gathered->records[gathered->count++] = *record;
	if (record->at >= lines->book->last) {
		lines->book->last = record->at;
		lines->book->last_offset = record->offset;
	}
}

static void
tell_bad(void *context, const char *file, size_t number, const char *sentence)
{
	struct casebook_lines *lines = context;

	lines->book->bad++;
	if (lines->report)
		lines->report(lines->context, file, number, 0, sentence);
}

static bool
take_line(void *context, struct journal_line *line)
{
	struct casebook_lines *lines = context;
	struct casebook *book = lines->book;
	char *copy = arena_copy(&book->arena, line->at, line->len);
	struct record record;
	struct fail why;

	if (!record_parse(&record, copy, line->len, lines->digits, &book->arena,
			  &why)) {
		book->bad++;
		if (lines->report)
			lines->report(lines->context, line->file, line->number,
				      why.column, why.text);
		return true;
	}
	if (strcmp(record.id, "-") == 0) {
		book->bad++;
		if (lines->report)
			lines->report(lines->context, line->file, line->number,
				      0,
				      "a record about no case; the journal "
				      "holds none");
		return true;
	}
	gather(lines, &record);
	return true;
}

/* A merge that stands, and where. */
struct joining {
	const struct record *record;
	size_t into, from;
};

static int
by_time(const void *a, const void *b)
{
	const struct joining *left = a, *right = b;

	return record_order(left->record, right->record);
}

static size_t
root_of(struct casebook_lines *lines, size_t at)
{
	/* Halving the path keeps long chains of merges cheap. */
	while (lines->cases[at].parent != at) {
		size_t parent = lines->cases[at].parent;

		lines->cases[at].parent = lines->cases[parent].parent;
		at = parent;
	}
	return at;
}

static int
by_instant(const void *a, const void *b)
{
	const int64_t *left = a, *right = b;

	return *left < *right ? -1 : *left > *right;
}

/* The instants that retracts of a case name, sorted. Caller frees. */
static int64_t *
retracted_instants(const struct gathered *gathered, size_t *count)
{
	int64_t *instants = NULL;
	size_t room = 0;

	*count = 0;
	for (size_t i = 0; i < gathered->count; i++) {
		const char *of;
		int64_t at;
		int offset;

		if (strcmp(gathered->records[i].event, "retract") != 0)
			continue;
		of = record_get(&gathered->records[i], "of");
		if (!of || !zone_parse_time(of, &at, &offset))
			continue;
		instants = mem_grow(instants, *count, &room, sizeof(*instants));
		instants[(*count)++] = at;
	}
	if (*count > 1)
		qsort(instants, *count, sizeof(*instants), by_instant);
	return instants;
}

/* Add the merges of a case that stand. */
static void
add_joinings(struct casebook_lines *lines, size_t at, struct joining **joinings,
	     size_t *count, size_t *room)
{
	const struct gathered *gathered = &lines->cases[at];
	int64_t *retracted = NULL;
	size_t retracted_count = 0;

	for (size_t i = 0; i < gathered->count; i++) {
		const struct record *record = &gathered->records[i];
		size_t other;

		if (strcmp(record->event, "merge") != 0 || !record->what)
			continue;
		if (!retracted)
			retracted =
				retracted_instants(gathered, &retracted_count);
		other = index_of(lines, record->what);
		if (other == CASEFILE_NONE ||
		    (retracted_count > 0 &&
		     bsearch(&record->at, retracted, retracted_count,
			     sizeof(*retracted), by_instant)))
			continue;
		*joinings =
			mem_grow(*joinings, *count, room, sizeof(**joinings));
		(*joinings)[(*count)++] = (struct joining){record, at, other};
	}
	free(retracted);
}

/*
 * The cases that were joined to one, however indirectly, itself first. Caller
 * frees.
 */
static size_t *
joined_to(const struct casebook_lines *lines, size_t at, size_t *count)
{
	size_t *all = mem_get(lines->count * sizeof(*all));

	all[0] = at;
	*count = 1;
	for (size_t done = 0; done < *count; done++) {
		for (size_t i = lines->cases[all[done]].joined;
		     i != CASEFILE_NONE; i = lines->cases[i].next)
			all[(*count)++] = i;
	}
	return all;
}

/* Redact a case up to the last erase of what it was joined to, and hand that
 * and its own on to the cases that were joined to it. */
static void
erase_joined(struct casebook *book, size_t at)
{
	struct casebook_lines *lines = book->lines;
	struct gathered *gathered = &lines->cases[at];
	int64_t until = gathered->erased;

	for (size_t i = 0; i < gathered->count; i++) {
		struct record *record = &gathered->records[i];

		if (record->at <= gathered->erased)
			casefile_redact(record, &book->arena);
		if (strcmp(record->event, "erase") == 0 && record->at > until)
			until = record->at;
	}
	for (size_t i = gathered->joined; i != CASEFILE_NONE;
	     i = lines->cases[i].next)
		lines->cases[i].erased = until;
}

/*
 * An erase of a case takes the personal data out of those that were joined to
 * it as well: parents come before what was joined to them.
 */
static void
spread_erasures(struct casebook *book)
{
	struct casebook_lines *lines = book->lines;

	for (size_t root = 0; root < lines->count; root++) {
		size_t count;
		size_t *all;

		if (lines->cases[root].parent != root ||
		    lines->cases[root].joined == CASEFILE_NONE)
			continue;
		all = joined_to(lines, root, &count);
		for (size_t i = 0; i < count; i++)
			erase_joined(book, all[i]);
		free(all);
	}
}

/*
 * Join cases in order of time: the same pairs of merges give the same answer in
 * any order of lines, and two cases merged into each other end in one.
 */
static void
join(struct casebook *book)
{
	struct casebook_lines *lines = book->lines;
	struct joining *joinings = NULL;
	size_t count = 0, room = 0;

	for (size_t i = 0; i < lines->count; i++) {
		lines->cases[i].parent = i;
		lines->cases[i].joined = CASEFILE_NONE;
		lines->cases[i].next = CASEFILE_NONE;
		lines->cases[i].erased = INSTANT_NONE;
	}
	for (size_t i = 0; i < lines->count; i++)
		add_joinings(lines, i, &joinings, &count, &room);
	if (count > 1)
		qsort(joinings, count, sizeof(*joinings), by_time);
	for (size_t i = 0; i < count; i++) {
		size_t into = root_of(lines, joinings[i].into);
		size_t from = root_of(lines, joinings[i].from);

		if (from == into)
			continue;
		lines->cases[from].parent = into;
		lines->cases[from].next = lines->cases[into].joined;
		lines->cases[into].joined = from;
	}
	if (count > 0)
		spread_erasures(book);
	free(joinings);
}

/* The lines of a case and of all that was joined to it. */
static struct record *
with_joined(struct casebook *book, size_t at, size_t *count)
{
	struct casebook_lines *lines = book->lines;
	size_t case_count, room = 0;
	size_t *all = joined_to(lines, at, &case_count);
	struct record *records;

	for (size_t i = 0; i < case_count; i++)
		room += lines->cases[all[i]].count;
	records = arena_get(&book->arena, (room + 1) * sizeof(*records));
	*count = 0;
	for (size_t i = 0; i < case_count; i++) {
		const struct gathered *one = &lines->cases[all[i]];

		if (one->count > 0)
			memcpy(records + *count, one->records,
			       one->count * sizeof(*records));
		*count += one->count;
	}
	free(all);
	return records;
}

/* Fold one id with all that was joined to it. */
static void
fold_one(struct casebook *book, size_t at, struct casefile *file)
{
	struct casebook_lines *lines = book->lines;
	struct gathered *gathered = &lines->cases[at];
	struct record *records = gathered->records;
	size_t count = gathered->count;
	bool joined = gathered->parent != at;

	if (!joined && gathered->joined != CASEFILE_NONE)
		records = with_joined(book, at, &count);
	casefile_fold(file, gathered->id, records, count, lines->digits,
		      &book->arena);
	if (!joined)
		return;
	file->erased = file->erased || gathered->erased != INSTANT_NONE;
	file->state = file->erased ? CASEFILE_ERASED : CASEFILE_MERGED;
	file->merged_into = lines->cases[root_of(lines, at)].id;
}

static int
by_opening(const void *a, const void *b)
{
	const struct casefile *left = a, *right = b;

	if (left->opened != right->opened)
		return left->opened < right->opened ? -1 : 1;
	return strcmp(left->id, right->id);
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
sort_shorts(struct casebook *book)
{
	book->shorts = mem_resize(book->shorts, book->count + 1,
				  sizeof(*book->shorts));
	book->short_count = 0;
	for (size_t i = 0; i < book->count; i++) {
		if (casefile_is_open(&book->cases[i]))
			book->shorts[book->short_count++] = book->cases[i].id +
							    CASEID_LEN -
							    CASEID_SHORT_LEN;
	}
	qsort(book->shorts, book->short_count, sizeof(*book->shorts), by_bytes);
}

static void
fold_all(struct casebook *book)
{
	struct casebook_lines *lines = book->lines;

	join(book);
	book->cases =
		mem_resize(book->cases, lines->count + 1, sizeof(*book->cases));
	book->count = lines->count;
	for (size_t i = 0; i < lines->count; i++)
		fold_one(book, i, &book->cases[i]);
	qsort(book->cases, book->count, sizeof(*book->cases), by_opening);
	for (size_t i = 0; i < book->count; i++)
		lines->cases[index_of(lines, book->cases[i].id)].folded = i;
	sort_shorts(book);
}

bool
casebook_load(struct casebook *book, const struct journal *journal,
	      bool may_be_absent, int digits, casebook_report *report,
	      void *context, struct fail *why)
{
	struct journal_reader reader = {.line = take_line, .bad = tell_bad};
	bool read;

	*book = (struct casebook){.last = INSTANT_NONE};
	book->lines = mem_zero(1, sizeof(*book->lines));
	*book->lines = (struct casebook_lines){.digits = digits,
					       .report = report,
					       .context = context,
					       .book = book};
	reader.context = book->lines;
	read = journal_read(journal, may_be_absent, &reader, why);
	book->lines->report = NULL;
	fold_all(book);
	return read;
}

void
casebook_release(struct casebook *book)
{
	if (book->lines) {
		for (size_t i = 0; i < book->lines->count; i++)
			free(book->lines->cases[i].records);
		free(book->lines->cases);
		free(book->lines->slots);
		free(book->lines);
	}
	free(book->cases);
	free(book->persons);
	free(book->shorts);
	arena_release(&book->arena);
	*book = (struct casebook){0};
}

struct casefile *
casebook_find(const struct casebook *book, const char *id)
{
	size_t at = index_of(book->lines, id);

	return at == CASEFILE_NONE
		       ? NULL
		       : &book->cases[book->lines->cases[at].folded];
}

struct casefile *
casebook_living(const struct casebook *book, struct casefile *file)
{
	return file->merged_into ? casebook_find(book, file->merged_into)
				 : file;
}

/* Whether a new line can change which cases are joined, or what joined ones
 * show: one that takes something back or away, where there are merges. */
static bool
is_part_of_joining(const struct casebook_lines *lines,
		   const struct record *record)
{
	size_t at = index_of(lines, record->id);
	const struct gathered *gathered = &lines->cases[at];

	return (gathered->joined != CASEFILE_NONE || gathered->parent != at) &&
	       (strcmp(record->event, "retract") == 0 ||
		strcmp(record->event, "erase") == 0);
}

struct casefile *
casebook_add(struct casebook *book, const struct record *records, size_t count)
{
	struct casebook_lines *lines = book->lines;
	size_t before = lines->count;
	bool joins = false;

	for (size_t i = 0; i < count; i++) {
		gather(lines, &records[i]);
		joins = joins || strcmp(records[i].event, "merge") == 0 ||
			is_part_of_joining(lines, &records[i]);
	}
	if (lines->count != before || joins) {
		fold_all(book);
	} else {
		for (size_t i = 0; i < count; i++) {
			size_t at =
				root_of(lines, index_of(lines, records[i].id));

			/* Once for a run of lines of one case. */
			if (i + 1 < count &&
			    strcmp(records[i].id, records[i + 1].id) == 0)
				continue;
			fold_one(book, at,
				 &book->cases[lines->cases[at].folded]);
		}
	}
	return casebook_find(book, records[0].id);
}

static const struct record *
once_in(const struct gathered *gathered, const char *key, bool openings)
{
	for (size_t i = 0; i < gathered->count; i++) {
		const struct record *record = &gathered->records[i];
		const char *once = record_get(record, "once");

		if (once && strcmp(once, key) == 0 &&
		    (!openings || strcmp(record->event, "open") == 0))
			return record;
	}
	return NULL;
}

const struct record *
casebook_once(const struct casebook *book, const char *id, const char *key)
{
	const struct record *found = NULL;

	if (id) {
		size_t at = index_of(book->lines, id);

		return at == CASEFILE_NONE
			       ? NULL
			       : once_in(&book->lines->cases[at], key, false);
	}
	for (size_t i = 0; i < book->lines->count && !found; i++)
		found = once_in(&book->lines->cases[i], key, true);
	return found;
}

bool
casebook_has(const struct casebook *book, const struct record *record)
{
	size_t at = index_of(book->lines, record->id);

	for (size_t i = 0;
	     at != CASEFILE_NONE && i < book->lines->cases[at].count; i++) {
		if (record_order(&book->lines->cases[at].records[i], record) ==
		    0)
			return true;
	}
	return false;
}

/* Numbers are the same with and without a country's code: by the last nine. */
#define PHONE_DIGITS 9

/* One detail, in the form in which two of the same person's are equal; nothing
 * where the case does not say. */
static void
comparable(struct buffer *out, const struct casefile *file, const char *key)
{
	const char *value = casefile_detail(file, key);
	size_t begin = out->len;

	if (!value || file->erased)
		return;
	if (strcmp(key, "phone") != 0) {
		text_fold(out, value, strlen(value));
		return;
	}
	for (; *value; value++) {
		if (*value >= '0' && *value <= '9')
			buffer_add_char(out, *value);
	}
	if (out->len - begin > PHONE_DIGITS) {
		memmove(out->at + begin, out->at + out->len - PHONE_DIGITS,
			PHONE_DIGITS);
		buffer_cut(out, begin + PHONE_DIGITS);
	}
}

/* All details of "customer+postcode", each ended by a tab; false, and nothing
 * added, where one is missing. */
static bool
comparable_all(struct buffer *out, const struct casefile *file,
	       const char *keys)
{
	size_t begin = out->len;

	while (*keys) {
		size_t len = strcspn(keys, "+"), before = out->len;
		char key[32];

		if (len < sizeof(key)) {
			memcpy(key, keys, len);
			key[len] = '\0';
			comparable(out, file, key);
		}
		if (out->len == before) {
			buffer_cut(out, begin);
			return false;
		}
		buffer_add_char(out, '\t');
		keys += len;
		keys += *keys == '+';
	}
	return out->len > begin;
}

static bool
same_by(const char *keys, const struct casefile *a, const struct casefile *b)
{
	struct buffer left = {0}, right = {0};
	bool same = comparable_all(&left, a, keys) &&
		    comparable_all(&right, b, keys) &&
		    strcmp(buffer_string(&left), buffer_string(&right)) == 0;

	buffer_release(&left);
	buffer_release(&right);
	return same;
}

bool
casebook_same_person(const struct policy *policy, const struct casefile *a,
		     const struct casefile *b)
{
	for (size_t i = 0; i < policy->intake.same_person_by.count; i++) {
		if (same_by(policy->intake.same_person_by.at[i], a, b))
			return true;
	}
	return false;
}

struct casefile **
casebook_others(const struct casebook *book, const struct policy *policy,
		const struct casefile *file, size_t *count)
{
	struct casefile **others = NULL;
	size_t room = 0;

	*count = 0;
	for (size_t i = 0; i < book->count; i++) {
		struct casefile *other = &book->cases[i];

		if (other == file || other->merged_into ||
		    !casebook_same_person(policy, file, other))
			continue;
		others = mem_grow(others, *count, &room, sizeof(*others));
		others[(*count)++] = other;
	}
	return others;
}

static size_t
person_of(size_t *persons, size_t at)
{
	while (persons[at] != at) {
		persons[at] = persons[persons[at]];
		at = persons[at];
	}
	return at;
}

/* The lower index stands for both, so that the order of joining is no matter.
 */
static void
same_person_at(size_t *persons, size_t a, size_t b)
{
	size_t first = person_of(persons, a), second = person_of(persons, b);

	if (first < second)
		persons[second] = first;
	else
		persons[first] = second;
}

/* Join all cases whose details of one rule are the same. */
static void
join_persons(struct casebook *book, const char *keys)
{
	size_t slot_count = 1024, *slots;
	char **details = mem_zero(book->count, sizeof(*details));

	while (slot_count < book->count * 2)
		slot_count *= 2;
	slots = mem_zero(slot_count, sizeof(*slots));
	for (size_t i = 0; i < book->count; i++) {
		struct buffer detail = {0};
		size_t at;

		if (!comparable_all(&detail, &book->cases[i], keys)) {
			buffer_release(&detail);
			continue;
		}
		details[i] = mem_copy(buffer_string(&detail));
		buffer_release(&detail);
		at = hash_of(details[i]) & (slot_count - 1);
		while (slots[at] &&
		       strcmp(details[slots[at] - 1], details[i]) != 0)
			at = (at + 1) & (slot_count - 1);
		if (slots[at])
			same_person_at(book->persons, slots[at] - 1, i);
		else
			slots[at] = i + 1;
	}
	for (size_t i = 0; i < book->count; i++)
		free(details[i]);
	free(details);
	free(slots);
}

void
casebook_find_persons(struct casebook *book, const struct policy *policy)
{
	free(book->persons);
	book->persons = mem_zero(book->count, sizeof(*book->persons));
	for (size_t i = 0; i < book->count; i++)
		book->persons[i] = i;
	for (size_t i = 0; i < policy->intake.same_person_by.count; i++)
		join_persons(book, policy->intake.same_person_by.at[i]);
}

size_t
casebook_person(const struct casebook *book, const struct casefile *file)
{
	return person_of(book->persons, (size_t)(file - book->cases));
}
