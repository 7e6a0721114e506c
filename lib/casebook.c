#include "casebook.h"

#include <stdlib.h>
#include <string.h>

#include "casefold.h"
#include "gathering.h"
#include "people.h"
#include "relatives.h"
#include "sift.h"
#include "together.h"

/* Cases for which threads are worth their making; and those that one takes at a
 * time, as some have many lines. */
#define FOLDED_LEAST 1000
#define FOLDED_PIECE ((size_t)32)

struct casebook_lines {
	struct gathered_cases gathered;
	int digits;
	casebook_report *report;
	void *context;
	struct casebook *book;
	const char **open; /* ids of open cases that are not in the book */
	size_t open_count, open_room;
	bool joins; /* a merge came since they were joined */
	struct people people;
	/* Until what is told in brief is no longer asked for. */
	struct outline_wanted wanted;
	struct rereading_taker taker;
	struct sift sift;
};

static void
gather(struct casebook_lines *lines, const struct record *record)
{
	gathered_add(&lines->gathered, record);
	if (record->at >= lines->book->last) {
		lines->book->last = record->at;
		lines->book->last_offset = record->offset;
	}
}

/* Fold one id with all that was joined to it. */
static void
fold_one(struct casebook *book, size_t at, struct casefile *file,
	 struct arena *arena)
{
	struct casebook_lines *lines = book->lines;
	struct gathered *gathered = &lines->gathered.cases[at];
	struct record *records = gathered->records;
	size_t count = gathered->count;
	bool joined = gathered->parent != at;
	size_t root;

	if (!joined && gathered->joined != CASEFILE_NONE)
		records = gathered_with_joined(&lines->gathered, at, &count,
					       arena);
	casefold_all(file, gathered->id, records, count, lines->digits, arena);
	if (!joined)
		return;
	file->erased = file->erased || gathered->erased;
	file->state = file->erased ? CASEFILE_ERASED : CASEFILE_MERGED;
	/* A copy, for cases that come later move these. */
	root = gathered_root(&lines->gathered, at);
	file->merged_into =
		arena_copy(arena, lines->gathered.cases[root].id, CASEID_LEN);
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
	const struct casebook_lines *lines = book->lines;

	book->shorts =
		mem_resize(book->shorts, book->count + lines->open_count + 1,
			   sizeof(*book->shorts));
	book->short_count = 0;
	for (size_t i = 0; i < lines->open_count; i++)
		book->shorts[book->short_count++] =
			lines->open[i] + CASEID_LEN - CASEID_SHORT_LEN;
	for (size_t i = 0; i < book->count; i++) {
		if (casefile_is_open(&book->cases[i]))
			book->shorts[book->short_count++] = book->cases[i].id +
							    CASEID_LEN -
							    CASEID_SHORT_LEN;
	}
	qsort(book->shorts, book->short_count, sizeof(*book->shorts), by_bytes);
}

static void
index_cases(struct casebook *book)
{
	struct casebook_lines *lines = book->lines;

	people_forget(&lines->people);
	qsort(book->cases, book->count, sizeof(*book->cases), by_opening);
	for (size_t i = 0; i < book->count; i++)
		lines->gathered
			.cases[gathered_index(&lines->gathered,
					      book->cases[i].id)]
			.folded = i;
	sort_shorts(book);
}

/* Of cases that were joined one looks at the others. */
static bool
is_joined(const struct casebook *book, size_t at)
{
	const struct gathered *gathered = &book->lines->gathered.cases[at];

	return gathered->parent != at || gathered->joined != CASEFILE_NONE;
}

/* What threads fold: those cases from one on that were not joined. */
struct folding {
	struct casebook *book;
	size_t from;
	struct arena arenas[TOGETHER_MOST];
};

static void
fold_piece(void *context, size_t index, size_t thread)
{
	struct folding *folding = context;
	struct casebook *book = folding->book;
	size_t at = folding->from + index * FOLDED_PIECE;

	for (size_t i = at; i < at + FOLDED_PIECE && i < book->count; i++) {
		if (!is_joined(book, i))
			fold_one(book, i, &book->cases[i],
				 &folding->arenas[thread]);
	}
}

/* Fold the cases that came after so many, which were folded: none of those is
 * joined to one of these, for cases that were joined are given together
 * (sift.h). */
static void
fold_from(struct casebook *book, size_t before)
{
	struct casebook_lines *lines = book->lines;
	struct folding folding = {.book = book, .from = before};
	size_t count = lines->gathered.count - before;

	if (before == 0 || lines->joins)
		gathered_join(&lines->gathered, &book->arena);
	lines->joins = false;
	book->count = lines->gathered.count;
	book->cases =
		mem_resize(book->cases, book->count + 1, sizeof(*book->cases));
	together_by_turns((count + FOLDED_PIECE - 1) / FOLDED_PIECE,
			  count < FOLDED_LEAST ? 1 : together_most(),
			  fold_piece, &folding);
	for (size_t i = 0; i < TOGETHER_MOST; i++)
		arena_join(&book->arena, &folding.arenas[i]);
	for (size_t i = before; i < book->count; i++) {
		if (is_joined(book, i))
			fold_one(book, i, &book->cases[i], &book->arena);
	}
	index_cases(book);
}

bool
casebook_load(struct casebook *book, const struct journal *journal,
	      bool may_be_absent, int digits, casebook_report *report,
	      void *context, struct fail *why)
{
	struct gathering gathering;
	bool read = gathering_read(&gathering, journal, may_be_absent, digits,
				   report, context, why);

	*book = (struct casebook){
		.arena = gathering.arena,
		.bad = gathering.bad,
		.last = gathering.last,
		.last_offset = gathering.last_offset,
		.lines = mem_zero(1, sizeof(*book->lines)),
	};
	*book->lines = (struct casebook_lines){
		.gathered = gathering.cases, .digits = digits, .book = book};
	fold_from(book, 0);
	return read;
}

/* The journal's last line is the sift's to find. */
static void
take_record(void *context, const struct record *record)
{
	struct casebook_lines *lines = context;

	gathered_add(&lines->gathered, record);
	if (event_is(record->event, VERB_MERGE))
		lines->joins = true;
}

static void
take_bad(void *context, const char *file, size_t line, size_t column,
	 const char *sentence)
{
	struct casebook_lines *lines = context;

	lines->book->bad++;
	if (lines->report)
		lines->report(lines->context, file, line, column, sentence);
}

static bool
is_about_some(const struct casebook_wanted *wanted)
{
	return wanted->cases == SIFT_NAMED ||
	       wanted->cases == SIFT_NAMED_AND_OPEN;
}

/*
 * Whose persons' other cases are sought: everybody's; or where cases were named
 * those of these, and where they are of a time those opened then. Of a case
 * that is here only because its lines are odd nobody asks how often they came;
 * but it may be the one that shows that two are the same person.
 */
static bool *
find_asked(const struct casebook *book, const struct sift *sift,
	   const struct casebook_wanted *wanted)
{
	bool *asked = mem_zero(book->count + 1, sizeof(*asked));

	for (size_t i = 0; i < book->count; i++) {
		struct casefile *file = &book->cases[i];

		if ((wanted->cases == SIFT_OWING && wanted->mark) ||
		    wanted->cases == SIFT_ACTIVE)
			asked[i] = sift_may_owe(sift, file->id);
		else if (wanted->cases == SIFT_OPEN)
			asked[i] = casefile_is_open(file) ||
				   sift_is_named(sift, file->id);
		else if (wanted->cases == SIFT_OPENED)
			asked[i] =
				file->opened >= wanted->outline.opened_from &&
				file->opened < wanted->outline.opened_to;
		else if (!is_about_some(wanted))
			asked[i] = true;
		else if (sift_is_named(sift, file->id))
			asked[casebook_living(book, file) - book->cases] = true;
	}
	if (wanted->mark)
		wanted->mark(wanted->context, book, asked);
	/* Figures count what is closed, or only a record, too. */
	if (is_about_some(wanted) || wanted->cases == SIFT_OPENED)
		return asked;
	for (size_t i = 0; i < book->count; i++) {
		const struct casefile *file = &book->cases[i];

		asked[i] = asked[i] && !file->erased && !file->merged_into &&
			   !file->history;
	}
	return asked;
}

/* Seek of the cases that were found to be the same persons' those that have to
 * be read. */
static void
seek_related(const struct casebook *book, struct sift *sift,
	     const struct casebook_wanted *wanted, const bool *asked)
{
	struct relatives *relatives = sift_relatives(sift);
	struct personcases persons;
	uint32_t *hashes;

	if (!wanted->since || relatives->too_many) {
		sift_seek_related(sift, NULL);
		return;
	}
	hashes = mem_get((relatives->rule_count + 1) * sizeof(*hashes));
	personcases_init(&persons, relatives->rule_count);
	for (size_t i = 0; i < book->count; i++) {
		const struct casefile *file = &book->cases[i];

		relatives_hashes(relatives, people_detail, file, hashes);
		personcases_add_read(
			&persons, hashes,
			asked[i] ? wanted->since(wanted->context, file)
				 : INT64_MAX);
	}
	sift_seek_related(sift, &persons);
	personcases_release(&persons);
	free(hashes);
}

/* Find the other cases of the persons of those that are asked for. */
static void
find_related(struct casebook *book, struct sift *sift,
	     const struct casebook_wanted *wanted, const bool *asked)
{
	struct relatives *relatives = sift_relatives(sift);
	bool *sought = mem_zero(book->count + 1, sizeof(*sought));
	bool more = true;

	for (size_t i = 0; i < book->count; i++) {
		sought[i] = asked[i];
		if (asked[i])
			relatives_seek(relatives, people_detail,
				       &book->cases[i]);
	}
	while (more) {
		more = sift_find_related(sift);
		for (size_t i = 0; i < book->count; i++) {
			struct casefile *file = &book->cases[i];

			if (sought[i] ||
			    !relatives_are(relatives, people_detail, file))
				continue;
			sought[i] = true;
			more = relatives_seek(relatives, people_detail, file) ||
			       more;
		}
	}
	free(sought);
	seek_related(book, sift, wanted, asked);
}

/* Find what else bears on the cases that were named. */
static void
find_beside(const struct casebook *book, struct sift *sift,
	    const struct casebook_wanted *wanted, const bool *asked)
{
	for (size_t i = 0; i < book->count; i++) {
		const struct casefile *file = &book->cases[i];
		const char *earlier = casefile_detail(file, "earlier");
		const char *item = casefile_detail(file, "item");

		if (!asked[i])
			continue;
		if (earlier && strlen(earlier) == CASEID_LEN)
			sift_seek(sift, earlier);
		if (item && wanted->outline.items)
			sift_seek_item(sift, item);
		if (file->category && wanted->like_cases > 0)
			sift_seek_last_closed(sift, file->category,
					      wanted->like_cases);
		if (file->category && wanted->given)
			sift_seek_given(sift, file->category);
	}
}

/* Find what bears on the cases of a time, whoever complained. */
static void
find_bearing(const struct casebook *book, struct sift *sift,
	     const struct casebook_wanted *wanted, const bool *asked)
{
	int64_t from = INT64_MAX, to = INT64_MIN;

	for (size_t i = 0; i < book->count; i++) {
		if (asked[i])
			wanted->bearing(wanted->context, &book->cases[i], &from,
					&to);
	}
	if (from < to)
		sift_seek_opened(sift, from, to);
}

/* Note the id of an open case that is not in the book. */
static void
note_open(void *context, const char *id)
{
	struct casebook *book = context;
	struct casebook_lines *lines = book->lines;

	if (gathered_index(&lines->gathered, id) != CASEFILE_NONE)
		return;
	lines->open = mem_grow(lines->open, lines->open_count,
			       &lines->open_room, sizeof(*lines->open));
	lines->open[lines->open_count++] =
		arena_copy(&book->arena, id, CASEID_LEN);
}

/* Count the month's cases that are not in the book. */
static void
count_month(struct casebook *book, const struct sift *sift,
	    const struct casebook_wanted *wanted)
{
	struct caused_count counts[UINT8_MAX + 1] = {{0}};
	const struct planwords *words;
	size_t room = 0;

	book->month = wanted->outline.month;
	if (wanted->left)
		wanted->left(wanted->context, book, &book->month);
	words = sift_count_month(sift, &book->month, counts);
	for (size_t i = 1; i <= words->count; i++) {
		if (counts[i].cases == 0)
			continue;
		book->causes = mem_grow(book->causes, book->cause_count, &room,
					sizeof(*book->causes));
		book->causes[book->cause_count++] = (struct casebook_cause){
			words->words[i].text, counts[i].cases, counts[i].first};
	}
}

/* Find and fold all that was not in the cases' own lines. */
static void
find_rest(struct casebook *book, struct sift *sift,
	  const struct casebook_wanted *wanted)
{
	bool *asked = find_asked(book, sift, wanted);

	/* First: of what is sought for another reason, and not read yet,
	 * nobody asks what it shares. */
	if (wanted->outline.persons)
		find_related(book, sift, wanted, asked);
	if (is_about_some(wanted))
		find_beside(book, sift, wanted, asked);
	if (wanted->bearing)
		find_bearing(book, sift, wanted, asked);
	free(asked);
	sift_give_found(sift);
	sift_find_open(sift, note_open, book);
	count_month(book, sift, wanted);
	fold_from(book, book->count);
}

/* What is asked of cases, besides their outlines, to know which are wanted. */
static enum outline_noted
noted_for(const struct casebook_wanted *wanted,
	  const struct outline_wanted *outline)
{
	if (wanted->cases == SIFT_OPENED)
		return OUTLINE_NOTED_OPENED;
	if (wanted->cases == SIFT_ACTIVE)
		return outline->verbs == UINT64_MAX ? OUTLINE_NOTED_NONE
						    : OUTLINE_NOTED_VERBS;
	return wanted->like_cases > 0 && !outline->few ? OUTLINE_NOTED_CLOSED
						       : OUTLINE_NOTED_NONE;
}

bool
casebook_load_wanted(struct casebook *book, const struct journal *journal,
		     bool may_be_absent, int digits,
		     const struct casebook_wanted *wanted,
		     casebook_report *report, void *context, struct fail *why)
{
	struct casebook_lines *lines = mem_zero(1, sizeof(*lines));
	struct outline_wanted *outline = &lines->wanted;
	struct sift *sift = &lines->sift;
	bool read;

	*book = (struct casebook){.last = INSTANT_NONE, .lines = lines};
	*lines = (struct casebook_lines){
		.digits = digits,
		.report = report,
		.context = context,
		.book = book,
		.wanted = wanted->outline,
		.taker = {.context = lines,
			  .record = take_record,
			  .bad = take_bad},
	};
	outline->few = wanted->cases == SIFT_NAMED && !wanted->given;
	outline->open_only = wanted->cases == SIFT_OPEN;
	outline->noted = noted_for(wanted, outline);
	read = sift_begin(sift, journal, may_be_absent, digits, wanted->cases,
			  outline, &lines->taker, &book->arena, why);
	book->last = sift->last;
	book->last_offset = sift->last_offset;
	fold_from(book, 0);
	find_rest(book, sift, wanted);
	read = read && sift_gave_all(sift, why);
	lines->report = NULL;
	/* What names cases was asked while they were scanned, and is the
	 * caller's. */
	outline->meant_count = outline->id_count = outline->detail_count = 0;
	inbrief_find(&book->inbrief, sift);
	if (book->inbrief.count == 0)
		sift_end(sift);
	return read;
}

void
casebook_release(struct casebook *book)
{
	if (book->lines) {
		people_forget(&book->lines->people);
		inbrief_release(&book->inbrief);
		sift_end(&book->lines->sift);
		gathered_release(&book->lines->gathered);
		free(book->lines->open);
		free(book->lines);
	}
	free(book->cases);
	free(book->causes);
	free(book->shorts);
	arena_release(&book->arena);
	*book = (struct casebook){0};
}

struct casefile *
casebook_find(const struct casebook *book, const char *id)
{
	size_t at = gathered_index(&book->lines->gathered, id);

	return at == CASEFILE_NONE
		       ? NULL
		       : &book->cases[book->lines->gathered.cases[at].folded];
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
	size_t at = gathered_index(&lines->gathered, record->id);
	const struct gathered *gathered = &lines->gathered.cases[at];

	return (gathered->joined != CASEFILE_NONE || gathered->parent != at) &&
	       (strcmp(record->event, "retract") == 0 ||
		strcmp(record->event, "erase") == 0);
}

struct casefile *
casebook_add(struct casebook *book, const struct record *records, size_t count)
{
	struct casebook_lines *lines = book->lines;
	size_t before = lines->gathered.count;
	bool joins = false;

	people_forget(&lines->people);
	for (size_t i = 0; i < count; i++) {
		gather(lines, &records[i]);
		joins = joins || strcmp(records[i].event, "merge") == 0 ||
			is_part_of_joining(lines, &records[i]);
	}
	if (lines->gathered.count != before || joins) {
		fold_from(book, 0);
	} else {
		for (size_t i = 0; i < count; i++) {
			size_t at =
				gathered_root(&lines->gathered,
					      gathered_index(&lines->gathered,
							     records[i].id));

			/* Once for a run of lines of one case. */
			if (i + 1 < count &&
			    strcmp(records[i].id, records[i + 1].id) == 0)
				continue;
			fold_one(book, at,
				 &book->cases[lines->gathered.cases[at].folded],
				 &book->arena);
		}
	}
	return casebook_find(book, records[0].id);
}

const struct record *
casebook_erase(const struct casebook *book, const char *id)
{
	const struct gathered_cases *cases = &book->lines->gathered;
	size_t at = gathered_index(cases, id);

	return at == CASEFILE_NONE ? NULL : gathered_erase(&cases->cases[at]);
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
		size_t at = gathered_index(&book->lines->gathered, id);

		return at == CASEFILE_NONE
			       ? NULL
			       : once_in(&book->lines->gathered.cases[at], key,
					 false);
	}
	for (size_t i = 0; i < book->lines->gathered.count && !found; i++)
		found = once_in(&book->lines->gathered.cases[i], key, true);
	return found;
}

size_t
casebook_owned(const struct casebook *book, const char *who)
{
	size_t owned = 0;

	for (size_t i = 0; i < book->count; i++) {
		const struct casefile *file = &book->cases[i];

		owned += file->owner && policy_same_staff(file->owner, who) &&
			 casefile_is_open(file);
	}
	return owned;
}

struct casefile **
casebook_others(const struct casebook *book, const struct policy *policy,
		const struct casefile *file, size_t *count)
{
	return people_others(&book->lines->people, policy, book->cases,
			     book->count, file, count);
}

void
casebook_find_persons(struct casebook *book, const struct policy *policy)
{
	people_find(&book->lines->people, policy, book->cases, book->count);
}

size_t
casebook_person(const struct casebook *book, const struct casefile *file)
{
	return people_person(&book->lines->people,
			     (size_t)(file - book->cases));
}
