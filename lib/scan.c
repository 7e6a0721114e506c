#include "scan.h"

#include <stdlib.h>
#include <string.h>

#include "badlines.h"
#include "caseid.h"
#include "skim.h"
#include "together.h"

/* What a part keeps until the others were scanned, at most; where there is
 * more, the lines are in no order, and are taken in that of their cases. */
#define ASIDE_MOST ((size_t)16 * 1024 * 1024)
/* After so many lines it is seen whether there is any order: there is none
 * where one in so many is older than the line before, and one in so many cases
 * was seen out of order. In what several tills wrote, or one file behind the
 * other, few lines are; and an import of complaints by any dates has no case
 * whose lines are. */
#define JUDGED_FROM 8192
#define OLDER_MOST 3
#define UNORDERED_MOST 4

/* Lines whose memory is fetched so far ahead, where they come in no order. */
#define AHEAD 8

/* Lines of which a thread counts or compares so many in the time that it takes
 * to make it, several times over. */
#define SHARED_FROM 2000000

struct scan_private {
	struct scans *scans;
	struct glancer glancer;
	bool skims;
	struct skimmer skimmer; /* of the same, where it does */
	struct buffer copy;     /* of a line that has to be decoded to know */
	struct arena pairs;     /* of that */

	/* Of its lines those older than the one before, and that one's instant.
	 */
	size_t older;
	int64_t before_it;

	/* Of a part but the first, until the others were read: */
	bool alone;
	bool too_much; /* to be kept: it is scanned behind the others */
	bool left;     /* too many of other cases to be kept: none are */
	size_t before; /* lines of its file stand before it */
	struct badlines bad;
	/* Lines of cases that began before, with their newlines. */
	struct buffer aside;
};

/* Of a line that was put among the places before. */
static const struct places_line nowhere;

static inline struct places_line
place(struct scan *scan, const struct journal_line *line)
{
	return (struct places_line){line->offset,
				    places_put(&scan->places, line)};
}

/* Have no more of a line looked at than is asked. */
static void
init_skimmer(struct scan_private *own)
{
	const struct outline_wanted *wanted = own->scans->wanted;

	own->skims = wanted->few || wanted->open_only;
	skim_init(&own->skimmer, &own->glancer);
	if (wanted->few)
		mentions_pass(&own->skimmer, wanted);
	else if (own->skims)
		outline_pass(&own->skimmer);
}

static struct scan *
add_scan(struct scans *scans)
{
	struct scan *scan = mem_apart(sizeof(*scan));

	*scan = (struct scan){.last = INSTANT_NONE,
			      .private = mem_apart(sizeof(*scan->private))};
	scan->private->scans = scans;
	scan->private->before_it = INT64_MIN;
	glance_init(&scan->private->glancer, scans->digits);
	init_skimmer(scan->private);
	outlines_init(&scan->outlines, scans->wanted);
	mentions_init(&scan->mentions);
	scans->at = mem_grow(scans->at, scans->count, &scans->room,
			     sizeof(struct scan *));
	scans->at[scans->count++] = scan;
	return scan;
}

void
scans_add_part(struct scans *scans)
{
	add_scan(scans);
}

static void
release_scan(struct scan *scan)
{
	struct scan_private *own = scan->private;

	places_release(&scan->places);
	mentions_release(&scan->mentions);
	badlines_release(&own->bad);
	buffer_release(&own->copy);
	buffer_release(&own->aside);
	arena_release(&own->pairs);
	free(own);
	outlines_release(&scan->outlines);
	free(scan->days);
	free(scan->given);
	free(scan);
}

void
scans_release(struct scans *scans)
{
	for (size_t i = 0; i < scans->count; i++)
		release_scan(scans->at[i]);
	free(scans->at);
	free(scans->merges);
	*scans = (struct scans){0};
}

/* Lines of cases that began in another part. */

/* Where a part stands among the others. */
static size_t
number_of(const struct scan *scan)
{
	const struct scans *scans = scan->private->scans;
	size_t at = 0;

	while (scans->at[at] != scan)
		at++;
	return at;
}

/* Take a line into account that was judged before, for a case of it by its
 * index; OUTLINES_NEW where that is not known. where: nowhere of one that is
 * none of this part's. */
static void
take_judged(struct scan *scan, size_t index, struct places_line where, char *at,
	    size_t len)
{
	struct scan_private *own = scan->private;
	struct glance glance;
	struct record record;
	struct buffer copy = {0};
	struct fail why;

	if (glance_line(&glance, &own->glancer, at, len) == GLANCE_SOUND &&
	    outlines_take(&scan->outlines, index, &glance, NULL, where) !=
		    OUTLINES_UNSURE)
		return;
	/* It could be decoded before, and so it can be again; a copy, as
	 * others may look at what is behind it. */
	arena_release(&own->pairs);
	buffer_add(&copy, at, len);
	if (record_parse(&record, copy.at, len, own->scans->digits, &own->pairs,
			 &why))
		outlines_take(&scan->outlines, index, &glance, &record, where);
	buffer_release(&copy);
}

void
scan_take_again(struct scan *scan, char *at, size_t len)
{
	take_judged(scan, OUTLINES_NEW, nowhere, at, len);
}

void
scan_take_in_order(struct scan *scan, const struct places_line *lines,
		   size_t count, char *at, size_t len)
{
	struct glancer *glancer = &scan->private->glancer;
	char *end = at + len, *newline;
	struct glance glance;

	glance_begin(glancer, at, len);
	for (size_t i = 0; i < count && at < end; i++) {
		if (i + AHEAD < count)
			outlines_expect_line(&scan->outlines,
					     lines[i + AHEAD].number);
		if (glance_next(&glance, glancer) == GLANCE_SOUND &&
		    outlines_take(&scan->outlines, OUTLINES_NEW, &glance, NULL,
				  lines[i]) != OUTLINES_UNSURE) {
			at += glance.taken;
			continue;
		}
		newline = memchr(at, '\n', (size_t)(end - at));
		take_judged(scan, OUTLINES_NEW, lines[i], at,
			    (size_t)(newline - at));
		at = newline + 1;
		glance_begin(glancer, at, (size_t)(end - at));
	}
}

/* Take a line into account, where the outline of its case is: in a part before,
 * or here after all. GLANCE_BEHIND bytes behind it can be read. */
static void
take_other(struct scan *scan, char *at, size_t len)
{
	struct scans *scans = scan->private->scans;
	struct glance_id id = glance_id(at + GLANCE_ID_AT);
	struct scan *of = scan;
	struct scan_case found;

	if (scans_find_among(scans, number_of(scan), id, &found)) {
		of = scans->at[found.part];
		scans_outline(scans, found)->marks |= OUTLINE_SPREAD;
	} else {
		found.index = outlines_find(&scan->outlines, id);
		outlines_at(&scan->outlines, found.index)->marks &=
			~(uint32_t)OUTLINE_ELSEWHERE;
	}
	take_judged(of, found.index, nowhere, at, len);
}

/* Take those that were kept until the parts before were scanned. */
static void
take_all_aside(struct scan *scan)
{
	struct buffer *aside = &scan->private->aside;
	char *at, *newline;

	buffer_reserve(aside, GLANCE_BEHIND);
	for (at = aside->at; at < aside->at + aside->len; at = newline + 1) {
		newline = strchr(at, '\n');
		*newline = '\0';
		take_other(scan, at, (size_t)(newline - at));
	}
	buffer_release(aside);
}

/* Leave those that were not kept to inorder.h: of each of their cases. */
static void
leave_others(struct scan *scan)
{
	struct scans *scans = scan->private->scans;
	size_t part = number_of(scan);

	for (size_t i = 0; i < scan->outlines.count; i++) {
		struct outline *outline = outlines_at(&scan->outlines, i);
		struct scan_case found = {part, i};

		if (!(outline->marks & OUTLINE_ELSEWHERE))
			continue;
		if (!scans_find_among(scans, part, outline_id(outline), &found))
			outline->marks &= ~(uint32_t)OUTLINE_ELSEWHERE;
		scans_outline(scans, found)->marks |=
			OUTLINE_ODD | OUTLINE_UNORDERED | OUTLINE_SPREAD;
		scans->at[found.part]->outlines.unordered++;
	}
}

/* A line of a case that began in another part: to be kept until those before
 * this one are read, or taken into account, now that they are. */
static void
set_aside(struct scan *scan, const char *at, size_t len)
{
	struct scan_private *own = scan->private;

	if (own->alone) {
		if (own->left)
			return;
		buffer_add(&own->aside, at, len);
		buffer_add_char(&own->aside, '\n');
		if (own->aside.len <= own->scans->aside_most)
			return;
		/* Where cases are told in brief it is scanned behind the
		 * others. */
		if (own->scans->wanted->brief != BRIEF_NONE) {
			own->too_much = true;
			return;
		}
		own->left = true;
		buffer_release(&own->aside);
		return;
	}
	buffer_clear(&own->copy);
	buffer_add(&own->copy, at, len);
	buffer_reserve(&own->copy, GLANCE_BEHIND);
	take_other(scan, own->copy.at, len);
}

/* Reading. */

static void
begin_file(void *context, const char *name, int fd, int64_t size)
{
	struct scan *scan = context;

	scan->private->before = 0;
	if (!places_begin_file(&scan->places, name, fd, size))
		scan->private->scans->all = true;
}

/* The lines behind those of a part, to be scanned at the same time. */
static void *
begin_part(void *context, int fd)
{
	const struct scan *before = context;
	const struct scan_private *of = before->private;
	struct scan *scan = add_scan(of->scans);

	scan->outlines.goes_on = true;
	scan->private->alone = true;
	if (!places_begin_part(&scan->places, &before->places, fd))
		of->scans->all = true;
	return scan;
}

static void
tell(struct scan_private *own, const char *file, size_t number, size_t column,
     const char *sentence)
{
	const struct rereading_taker *taker = own->scans->taker;

	if (!own->alone) {
		taker->bad(taker->context, file, number + own->before, column,
			   sentence);
		return;
	}
	if (!badlines_keep(&own->bad, file, number, column, sentence))
		own->too_much = true;
}

static void
tell_bad(void *context, const char *file, size_t number, const char *sentence)
{
	struct scan *scan = context;

	tell(scan->private, file, number, 0, sentence);
}

/* The parts before it were read. */
static void
end_part(void *context, size_t before)
{
	struct scan *scan = context;
	struct scan_private *own = scan->private;
	struct scans *scans = own->scans;
	size_t at = number_of(scan);

	own->alone = false;
	own->too_much = false;
	own->before = before;
	if (before != JOURNAL_LEFT_OUT) {
		places_follow(&scan->places, before);
		badlines_tell(&own->bad, before, scans->taker->bad,
			      scans->taker->context);
		if (own->left)
			leave_others(scan);
		else
			take_all_aside(scan);
		return;
	}
	scans->count--;
	memmove(&scans->at[at], &scans->at[at + 1],
		(scans->count - at) * sizeof(struct scan *));
	release_scan(scan);
}

/* Decode a copy of a line in the arena. */
static bool
decode(struct scan_private *own, const struct journal_line *line, char *copy,
       struct record *record, struct arena *arena)
{
	struct fail why;

	if (record_parse_case(record, copy, line->len, own->scans->digits,
			      arena, &why))
		return true;
	tell(own, line->file, line->number, why.column, why.text);
	return false;
}

static void
note_last(struct scan *scan, int64_t at, int32_t offset)
{
	if (at >= scan->last) {
		scan->last = at;
		scan->last_offset = offset;
	}
}

/* Of a line of a journal in no order, where it is and its day alone. */
static void
note_day(struct scan *scan, int64_t at, const struct journal_line *line,
	 size_t len)
{
	uint16_t day = outline_day(at);

	if (!scan->days)
		scan->days = mem_zero(SCAN_DAYS, sizeof(*scan->days));
	places_put_keyed(&scan->places, line, len, day);
	scan->days[day]++;
}

/* Take a line into account: record where it had to be decoded, else NULL. */
static inline enum outlines_took
take_into(struct scan *scan, const struct glance *glance,
	  const struct record *record, struct places_line line)
{
	struct outlines *outlines = &scan->outlines;

	if (!scan->private->scans->wanted->few)
		return outlines_take(outlines, OUTLINES_NEW, glance, record,
				     line);
	if (record)
		mentions_take_decoded(&scan->mentions, &outlines->outlining,
				      record, line.number);
	else if (!mentions_take(&scan->mentions, &outlines->outlining, glance,
				line.number))
		return OUTLINES_UNSURE;
	return OUTLINES_TOOK;
}

/* A line of what can be read once only. */
static void
give_at_once(struct scan *scan, const struct journal_line *line)
{
	struct scans *scans = scan->private->scans;
	struct record record;

	if (!decode(scan->private, line,
		    arena_copy(scans->arena, line->at, line->len), &record,
		    scans->arena))
		return;
	note_last(scan, record.at, record.offset);
	scans->taker->record(scans->taker->context, &record);
}

/* Take the copy of a line into account that only its decoding can judge. */
static void
take_decoded(struct scan *scan, const struct journal_line *line,
	     const struct glance *glance)
{
	struct scan_private *own = scan->private;
	struct record record;

	arena_release(&own->pairs);
	buffer_clear(&own->copy);
	buffer_add(&own->copy, line->at, line->len);
	if (!decode(own, line, own->copy.at, &record, &own->pairs))
		return;
	note_last(scan, record.at, record.offset);
	scan->lines++;
	if (atomic_load(&own->scans->mixed))
		note_day(scan, record.at, line, line->len);
	else if (take_into(scan, glance, &record, place(scan, line)) ==
		 OUTLINES_ASIDE)
		set_aside(scan, line->at, line->len);
}

/* Whether a line is sound, or nobody asks now. */
static inline bool
may_be_taken(enum glance_seen seen)
{
	return seen == GLANCE_SOUND || seen == GLANCE_PASSED;
}

static enum glance_seen
look_at(struct glance *glance, struct scan_private *own,
	const struct journal_line *line)
{
	return own->skims
		       ? skim_line(glance, &own->skimmer, line->at, line->len)
		       : glance_line(glance, &own->glancer, line->at,
				     line->len);
}

/* The lines that stand there, one by one: GLANCE_BEHIND. */
static void
begin_run(struct scan_private *own, const char *at, size_t len)
{
	if (own->skims)
		skim_begin(&own->skimmer, at, len);
	else
		glance_begin(&own->glancer, at, len);
}

static inline enum glance_seen
look_at_next(struct glance *glance, struct scan_private *own)
{
	return own->skims ? skim_next(glance, &own->skimmer)
			  : glance_next(glance, &own->glancer);
}

/* Whether a line's id is one, where no outline says so. */
static bool
has_id(const struct glance *glance)
{
	return caseid_is_valid(glance->at + GLANCE_ID_AT, CASEID_LEN);
}

static bool
take_line(void *context, struct journal_line *line)
{
	struct scan *scan = context;
	struct scan_private *own = scan->private;
	enum outlines_took took = OUTLINES_UNSURE;
	struct glance glance;

	if (!places_are_kept(&scan->places)) {
		/* What is given is given in order. */
		if (!own->alone)
			give_at_once(scan, line);
		return !own->alone;
	}
	if (!may_be_taken(look_at(&glance, own, line))) {
		took = OUTLINES_UNSURE;
	} else if (atomic_load(&own->scans->mixed)) {
		if (has_id(&glance)) {
			note_day(scan, glance.time, line, line->len);
			took = OUTLINES_TOOK;
		}
	} else {
		took = take_into(scan, &glance, NULL, place(scan, line));
	}
	if (took == OUTLINES_UNSURE) {
		take_decoded(scan, line, &glance);
	} else {
		note_last(scan, glance.time, glance.offset);
		scan->lines++;
		if (took == OUTLINES_ASIDE)
			set_aside(scan, line->at, line->len);
	}
	return !own->too_much;
}

/* A line of a run was taken: go on to the next. */
static inline void
pass_line(struct scan *scan, struct journal_line *line,
	  const struct glance *glance)
{
	note_last(scan, glance->time, glance->offset);
	line->at += glance->taken;
	line->offset += (int64_t)glance->taken;
	line->number++;
}

/* The lines of a run before one were taken: their bytes. */
static size_t
end_run(struct scan *scan, const struct journal_line *first,
	const struct journal_line *line, size_t *count)
{
	*count = line->number - first->number;
	scan->lines += *count;
	return (size_t)(line->at - first->at);
}

/* Note sound lines of a journal in no order, up to the first that is not. */
static size_t
note_run(struct scan *scan, const struct journal_line *first, size_t *count)
{
	struct journal_line line = *first;
	struct glance glance;

	while (may_be_taken(look_at_next(&glance, scan->private)) &&
	       has_id(&glance)) {
		note_day(scan, glance.time, &line, glance.taken - 1);
		pass_line(scan, &line, &glance);
	}
	return end_run(scan, first, &line, count);
}

/* Note sound lines where the question is about few cases, up to the first that
 * is not. */
static size_t
mention_run(struct scan *scan, const struct journal_line *first, size_t *count)
{
	struct skimmer *skimmer = &scan->private->skimmer;
	struct outlining *outlining = &scan->outlines.outlining;
	struct journal_line line = *first;
	struct glance glance;

	while (may_be_taken(skim_next(&glance, skimmer)) &&
	       mentions_take(&scan->mentions, outlining, &glance,
			     places_put(&scan->places, &line))) {
		pass_line(scan, &line, &glance);
	}
	return end_run(scan, first, &line, count);
}

/* After some more lines: whether there is any order. */
static void
judge_order(struct scan *scan)
{
	struct scan_private *own = scan->private;
	const struct outlines *outlines = &scan->outlines;

	if (scan->lines >= own->scans->judged_from &&
	    own->older > scan->lines / OLDER_MOST &&
	    outlines->unordered > outlines->count / UNORDERED_MOST)
		atomic_store(&own->scans->mixed, true);
}

/* Take sound lines into account, up to the first that is not. */
static size_t
take_run(void *context, const struct journal_line *first, size_t *count)
{
	struct scan *scan = context;
	struct scan_private *own = scan->private;
	struct journal_line line = *first;
	const char *end = first->at + first->len;
	struct glance glance;
	size_t taken;

	if (!places_are_kept(&scan->places))
		return 0;
	begin_run(own, line.at, first->len);
	if (own->scans->wanted->few)
		return mention_run(scan, first, count);
	if (atomic_load(&own->scans->mixed))
		return note_run(scan, first, count);
	while (!own->too_much && may_be_taken(look_at_next(&glance, own))) {
		enum outlines_took took =
			outlines_take(&scan->outlines, OUTLINES_NEW, &glance,
				      NULL, place(scan, &line));

		if (took == OUTLINES_UNSURE)
			break;
		pass_line(scan, &line, &glance);
		own->older += glance.time < own->before_it;
		own->before_it = glance.time;
		if (took == OUTLINES_ASIDE) {
			/* By the same glancer, which may look at it again. */
			set_aside(scan, glance.at, glance.len);
			if (!own->skims)
				begin_run(own, line.at,
					  (size_t)(end - line.at));
		}
	}
	taken = end_run(scan, first, &line, count);
	judge_order(scan);
	return taken;
}

/* Putting together. */

/* A case that was opened in two parts: only a fold can tell. */
static void
join_openings(struct outlines *outlines, const struct outlines *before)
{
	size_t count = outlines->count;

	for (size_t i = outlines_next_of_day(outlines, 0, before); i < count;
	     i = outlines_next_of_day(outlines, i + 1, before)) {
		struct outline *outline = outlines_at(outlines, i), *first;
		size_t index;

		if (outline->marks & OUTLINE_ELSEWHERE)
			continue;
		index = outlines_find(before, outline_id(outline));
		if (index == OUTLINES_NEW)
			continue;
		first = outlines_at(before, index);
		if (first->marks & OUTLINE_ELSEWHERE)
			continue;
		first->marks |=
			OUTLINE_ODD | OUTLINE_SPREAD |
			(outline->marks & (OUTLINE_NAMED | OUTLINE_UNORDERED));
		outline->marks |= OUTLINE_ELSEWHERE;
	}
}

bool
scans_read(struct scans *scans, const struct journal *journal,
	   bool may_be_absent, int digits, const struct outline_wanted *wanted,
	   const struct rereading_taker *taker, struct arena *arena,
	   struct fail *why)
{
	struct journal_reader reader = {.file = begin_file,
					.run = take_run,
					.line = take_line,
					.bad = tell_bad,
					.part = begin_part,
					.parted = end_part};
	bool read;

	*scans = (struct scans){
		.wanted = wanted,
		.taker = taker,
		.arena = arena,
		.digits = digits,
		.path = journal->path,
		.aside_most =
			journal->aside_most ? journal->aside_most : ASIDE_MOST,
		.judged_from = journal->judged_from ? journal->judged_from
						    : JUDGED_FROM,
		.window_most = journal->window_most,
		.shared_from = journal->part_least ? 0 : SHARED_FROM};
	reader.context = add_scan(scans);
	read = journal_read(journal, may_be_absent, &reader, why);
	for (size_t i = 1; i < scans->count; i++) {
		for (size_t before = 0; before < i; before++)
			join_openings(&scans->at[i]->outlines,
				      &scans->at[before]->outlines);
	}
	return read;
}

/* Have all that the parts found of lines be in the first, which is alone then.
 */
static void
join_lines(struct scans *scans)
{
	struct scan *first = scans->at[0];

	if (!first->days)
		first->days = mem_zero(SCAN_DAYS, sizeof(*first->days));
	for (; scans->count > 1; scans->count--) {
		struct scan *scan = scans->at[1];

		first->lines += scan->lines;
		places_need_all(&scan->places);
		places_join(&first->places, &scan->places);
		for (size_t day = 0; scan->days && day < SCAN_DAYS; day++)
			first->days[day] += scan->days[day];
		if (scan->last >= first->last) {
			first->last = scan->last;
			first->last_offset = scan->last_offset;
		}
		memmove(&scans->at[1], &scans->at[2],
			(scans->count - 2) * sizeof(struct scan *));
		release_scan(scan);
	}
}

void
scans_begin_again(struct scans *scans, size_t parts)
{
	struct scan *first = scans->at[0];

	outlines_release(&first->outlines);
	outlines_init(&first->outlines, scans->wanted);
	places_need_all(&first->places);
	join_lines(scans);
	while (scans->count < parts)
		places_copy(&add_scan(scans)->places, &first->places);
	for (size_t i = 0; i < scans->count; i++)
		outlines_share_lines(&scans->at[i]->outlines, &first->outlines,
				     first->places.line);
}
