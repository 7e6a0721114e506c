#include "sift.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lines.h"

/* Lines are found again by the block that they are in: a bit each. */
#define BLOCK_LINES 32

/* So many are looked at before the first of them is taken into account. */
#define LINES_AT_ONCE 16

/* A file of the journal. */
struct source {
	int fd;          /* of our own; -1 where it is read once */
	int64_t size;    /* as it was when the scan began */
	uint32_t before; /* line numbers of the files before it, whole blocks */
};

struct block {
	int64_t offset;  /* of the first of its lines that are records */
	uint32_t number; /* that line's in its file; 0: there is none */
	uint32_t needed; /* lines that are to be given, a bit each */
};

struct sift_private {
	struct sift *sift;
	const struct sift_taker *taker;
	struct arena *arena;
	struct glancer glancer;
	int digits;

	struct source *sources;
	size_t source_count, source_room;
	struct block *blocks;
	size_t block_count, block_room;
	uint32_t line;      /* the last one, counted over all files */
	bool all;           /* some lines can be read once only: give all */
	struct buffer copy; /* of a line that has to be decoded to know */
	struct arena aside; /* its pairs */

	struct caused_words causes; /* of SIFT_OWING */
	bool *given;                /* by case */
	size_t given_count;
};

static void
begin_source(void *context, size_t index, int fd, int64_t size)
{
	struct sift_private *private = context;
	uint32_t before =
		(private->line + BLOCK_LINES - 1) / BLOCK_LINES * BLOCK_LINES;
	int own = size < 0 ? -1 : fcntl(fd, F_DUPFD_CLOEXEC, 3);

	(void)index;
	private->all = private->all || own < 0;
	private->sources =
		mem_grow(private->sources, private->source_count,
			 &private->source_room, sizeof(*private->sources));
	private->sources[private->source_count++] =
		(struct source){own, size, before};
}

static void
tell_bad(void *context, const char *file, size_t number, const char *sentence)
{
	struct sift_private *private = context;

	private->taker->bad(private->taker->context, file, number, 0, sentence);
}

/* Decode a copy of a line in the arena. */
static bool
decode(struct sift_private *private, const struct journal_line *line,
       char *copy, struct record *record, struct arena *arena)
{
	struct fail why;

	if (!record_parse(record, copy, line->len, private->digits, arena,
			  &why)) {
		private->taker->bad(private->taker->context, line->file,
				    line->number, why.column, why.text);
		return false;
	}
	if (strcmp(record->id, "-") != 0)
		return true;
	private->taker->bad(private->taker->context, line->file, line->number,
			    0,
			    "a record about no case; the journal holds none");
	return false;
}

static void
note_last(struct sift *sift, int64_t at, int offset)
{
	if (at >= sift->last) {
		sift->last = at;
		sift->last_offset = offset;
	}
}

/* A line of what can be read once only. */
static void
give_at_once(struct sift_private *private, const struct journal_line *line)
{
	struct record record;

	if (!decode(private, line,
		    arena_copy(private->arena, line->at, line->len), &record,
		    private->arena))
		return;
	note_last(private->sift, record.at, record.offset);
	private->taker->record(private->taker->context, &record);
}

/* A block that begins with a line. */
static void
begin_block(struct sift_private *private, size_t at,
	    const struct journal_line *line)
{
	while (private->block_count <= at) {
		private->blocks = mem_grow(
			private->blocks, private->block_count,
			&private->block_room, sizeof(*private->blocks));
		private->blocks[private->block_count++] = (struct block){0};
	}
	private->blocks[at] = (struct block){.offset = line->offset,
					     .number = (uint32_t)line->number};
}

/* Where a line is, so that it can be found again. */
static inline uint32_t
place(struct sift_private *private, const struct journal_line *line)
{
	uint32_t number = private->sources[private->source_count - 1].before +
			  (uint32_t)line->number;
	size_t at = (number - 1) / BLOCK_LINES;

	if (at >= private->block_count || private->blocks[at].number == 0)
		begin_block(private, at, line);
	private->line = number;
	return number;
}

/* Take the copy of a line into account that only its decoding can judge. */
static void
take_decoded(struct sift_private *private, const struct journal_line *line,
	     const struct glance *glance)
{
	struct record record;

	arena_release(&private->aside);
	buffer_clear(&private->copy);
	buffer_add(&private->copy, line->at, line->len);
	if (!decode(private, line, private->copy.at, &record, &private->aside))
		return;
	note_last(private->sift, record.at, record.offset);
	outlines_take(&private->sift->outlines, OUTLINES_NEW, glance, &record,
		      place(private, line));
}

static bool
take_line(void *context, struct journal_line *line)
{
	struct sift_private *private = context;
	struct sift *sift = private->sift;
	struct glance glance;

	if (private->sources[private->source_count - 1].fd < 0) {
		give_at_once(private, line);
		return true;
	}
	if (glance_line(&glance, &private->glancer, line->at, line->len) ==
		    GLANCE_SOUND &&
	    outlines_take(&sift->outlines, OUTLINES_NEW, &glance, NULL,
			  place(private, line)))
		note_last(sift, glance.time, glance.offset);
	else
		take_decoded(private, line, &glance);
	return true;
}

/* Look at the next lines, at most LINES_AT_ONCE, up to the first that is not
 * sound. How many there are. */
static size_t
look_ahead(struct sift_private *private, struct glance *glances,
	   size_t *indexes, const char *at, const char *end)
{
	const struct outlines *outlines = &private->sift->outlines;
	struct outlines_line lines[LINES_AT_ONCE];
	size_t count = 0;

	while (count < LINES_AT_ONCE && at < end &&
	       glance_line(&glances[count], &private->glancer, at,
			   (size_t)(end - at)) == GLANCE_SOUND) {
		outlines_announce(outlines, &lines[count], glances[count].id);
		at += glances[count++].taken;
	}
	for (size_t i = 0; i < count; i++)
		indexes[i] = outlines_expect(outlines, &lines[i]);
	return count;
}

/* Take sound lines into account, up to the first that is not. */
static size_t
take_run(void *context, const struct journal_line *first, size_t *count)
{
	struct sift_private *private = context;
	struct sift *sift = private->sift;
	struct journal_line line = *first;
	const char *end = first->at + first->len;
	struct glance glances[LINES_AT_ONCE];
	size_t indexes[LINES_AT_ONCE];
	size_t there, taken = 0;

	if (private->sources[private->source_count - 1].fd < 0)
		return 0;
	do {
		there = look_ahead(private, glances, indexes, line.at, end);
		for (taken = 0; taken < there; taken++) {
			const struct glance *glance = &glances[taken];

			if (!outlines_take(&sift->outlines, indexes[taken],
					   glance, NULL, place(private, &line)))
				break;
			note_last(sift, glance->time, glance->offset);
			line.at += glance->taken;
			line.offset += (int64_t)glance->taken;
			line.number++;
		}
	} while (taken == LINES_AT_ONCE);
	*count = line.number - first->number;
	return (size_t)(line.at - first->at);
}

/* Have the lines of a case given, unless they were. */
static void
need(struct sift_private *private, size_t at)
{
	struct outlines *outlines = &private->sift->outlines;

	if (private->given[at])
		return;
	private->given[at] = true;
	for (uint32_t line = outlines_at(outlines, at)->line; line > 0;
	     line = outlines_before(outlines, line))
	private->blocks[(line - 1) / BLOCK_LINES].needed |=
		UINT32_C(1) << (line - 1) % BLOCK_LINES;
}

/* Give what is needed of a run of lines, up to a block. */
static void
give_run(struct sift_private *private, const struct source *source,
	 struct lines *lines, uint32_t number, size_t end)
{
	struct fail why;
	char *at;
	size_t len;
	enum lines_got got;

	for (; (got = lines_next(lines, &at, &len, &why)) == LINES_LINE ||
	       got == LINES_LONG;
	     number++) {
		uint32_t line = source->before + number - 1;
		const struct block *block =
			&private->blocks[line / BLOCK_LINES];
		struct record record;

		/* Behind the last record there may be bad lines. */
		if (line / BLOCK_LINES >= end)
			return;
		if (!(block->needed >> line % BLOCK_LINES & 1))
			continue;
		/* What was seen to be good is bad only where a recorder whose
		 * disk failed has cut it off meanwhile. */
		if (got == LINES_LINE &&
		    record_parse(&record, arena_copy(private->arena, at, len),
				 len, private->digits, private->arena, &why))
		private->taker->record(private->taker->context, &record);
	}
}

static void
give_source(struct sift_private *private, const struct source *source,
	    size_t end, struct lines *lines)
{
	size_t at = source->before / BLOCK_LINES;

	while (at < end) {
		const struct block *first = &private->blocks[at];
		int64_t until = source->size;

		if (first->needed == 0) {
			at++;
			continue;
		}
		while (at < end && (private->blocks[at].needed ||
				    private->blocks[at].number == 0))
			at++;
		if (at < end)
			until = private->blocks[at].offset;
		if (lseek(source->fd, first->offset, SEEK_SET) < 0)
			continue;
		lines_restart(lines, source->fd, until - first->offset);
		give_run(private, source, lines, first->number, end);
	}
}

/* Give all lines that are needed, in the order of reading. */
static void
give(struct sift_private *private)
{
	struct lines lines;

	lines_init(&lines, -1, 0);
	for (size_t i = 0; i < private->source_count; i++) {
		const struct source *source = &private->sources[i];
		size_t end = i + 1 < private->source_count
				     ? source[1].before / BLOCK_LINES
				     : private->block_count;

		if (end > private->block_count)
			end = private->block_count;
		if (source->fd >= 0)
			give_source(private, source, end, &lines);
	}
	lines_release(&lines);
	for (size_t i = 0; i < private->block_count; i++)
	private->blocks[i].needed = 0;
}

/* What is known of a case's causes; NULL where it has none, or only a fold can
 * tell. */
static const struct caused *
caused_of(const struct outlines *outlines, size_t at)
{
	const struct outline *outline = outlines_at(outlines, at);

	return outline->caused && !(outline->marks &
				    (OUTLINE_ODD | OUTLINE_ERASED))
		       ? &outlines->outlining.caused.at[outline->caused]
		       : NULL;
}

/* Have those cases given that answer causes of which nothing is owed. */
static void
need_answers(struct sift_private *private)
{
	for (size_t i = 0; i <= UINT8_MAX; i++) {
		for (size_t k = 0; k < 2; k++) {
			if (private->causes.answers[i][k] != CAUSED_NONE)
				need(private, private->causes.answers[i][k]);
		}
	}
}

/* Whether the last cause of one case came after that of another, as lessons.h
 * orders them. */
static bool
is_later(const struct outlines *outlines, size_t a, size_t b)
{
	int64_t left = caused_of(outlines, a)->at;
	int64_t right = caused_of(outlines, b)->at;
	char left_id[CASEID_SIZE], right_id[CASEID_SIZE];

	if (left != right)
		return left > right;
	glance_id_bytes(left_id, outlines_at(outlines, a)->id);
	glance_id_bytes(right_id, outlines_at(outlines, b)->id);
	return strcmp(left_id, right_id) > 0;
}

/* Of the month's cases that are not given, have the last one given, as it
 * stands for all; and those of which no number tells the cause. */
static void
need_of_month(struct sift_private *private)
{
	const struct outlines *outlines = &private->sift->outlines;
	const struct caused_month *month = &outlines->outlining.wanted->month;
	size_t last = outlines->count;

	for (size_t i = 0; i < outlines->count; i++) {
		const struct caused *caused = caused_of(outlines, i);

		if (!caused || !caused_is_in(month, caused))
			continue;
		if (caused->word == 0)
			need(private, i);
		if (last == outlines->count || is_later(outlines, i, last))
			last = i;
	}
	if (last < outlines->count)
		need(private, last);
}

static bool
is_asked_for(const struct sift_private *private, size_t at,
	     enum sift_cases cases)
{
	const struct outlines *outlines = &private->sift->outlines;
	const struct outline *outline = outlines_at(outlines, at);
	const struct outline_wanted *wanted =
		private->sift->outlines.outlining.wanted;

	if (private->all || outline->marks & (OUTLINE_ODD | OUTLINE_NAMED))
		return true;
	if (cases == SIFT_NAMED || cases == SIFT_NAMED_AND_OPEN)
		return outline->marks & (OUTLINE_CAUSED | OUTLINE_GIVEN) ||
		       (cases == SIFT_NAMED_AND_OPEN &&
			outline_may_be_open(outline));
	if (cases == SIFT_OPEN)
		return outline_may_be_open(outline);
	if (cases == SIFT_ACTIVE)
		return outlining_more(&outlines->outlining, at)->verbs &
			       wanted->verbs &&
		       outline->last >= wanted->active_since;
	if (outline->caused &&
	    caused_is_needed(&private->causes,
			     &outlines->outlining.caused.at[outline->caused]))
		return true;
	return outline->marks & (OUTLINE_CAUSED | OUTLINE_PROMISED |
				 OUTLINE_LOOKED_AT) ||
	       outline_may_owe(&private->sift->outlines.outlining, outline);
}

static void
name(struct sift *sift, const char *id)
{
	size_t at = outlines_find(&sift->outlines, id);

	if (at < sift->outlines.count)
		outlines_at(&sift->outlines, at)->marks |= OUTLINE_NAMED;
}

bool
sift_begin(struct sift *sift, const struct journal *journal, bool may_be_absent,
	   int digits, enum sift_cases cases,
	   const struct outline_wanted *wanted, const struct sift_taker *taker,
	   struct arena *arena, struct fail *why)
{
	struct sift_private *private = mem_zero(1, sizeof(*private));
	struct journal_reader reader = {.context = private,
					.file = begin_source,
					.run = take_run,
					.line = take_line,
					.bad = tell_bad};
	bool read;

	*sift = (struct sift){.last = INSTANT_NONE, .private = private};
	private->sift = sift;
	private->taker = taker;
	private->arena = arena;
	private->digits = digits;
	glance_init(&private->glancer, digits);
	outlines_init(&sift->outlines, wanted);
	read = journal_read(journal, may_be_absent, &reader, why);
	outlines_end(&sift->outlines);
	outlines_decide(&sift->outlines, &private->causes);
	for (size_t i = 0; i < wanted->id_count; i++)
		name(sift, wanted->ids[i]);
	private->given_count = sift->outlines.count;
	private->given = mem_zero(private->given_count, sizeof(bool));
	for (size_t i = 0; i < sift->outlines.count; i++) {
		if (is_asked_for(private, i, cases))
			need(private, i);
	}
	if (cases == SIFT_OWING) {
		need_answers(private);
		need_of_month(private);
	}
	give(private);
	return read;
}

bool
sift_find_related(struct sift *sift)
{
	struct sift_private *private = sift->private;
	struct relatives *relatives = &sift->outlines.outlining.relatives;
	bool news = false, more = true;

	while (more) {
		more = false;
		for (size_t i = 0; i < sift->outlines.count; i++) {
			if (private->given[i] || !relatives_is(relatives, i))
				continue;
			need(private, i);
			more = relatives_seek_case(relatives, i) || more;
		}
		news = news || more;
	}
	return news;
}

void
sift_seek(struct sift *sift, const char *id)
{
	size_t at = outlines_find(&sift->outlines, id);

	if (at < sift->outlines.count)
		need(sift->private, at);
}

bool
sift_is_named(const struct sift *sift, const char *id)
{
	size_t at = outlines_find(&sift->outlines, id);

	return at < sift->outlines.count &&
	       outlines_at(&sift->outlines, at)->marks & OUTLINE_NAMED;
}

/* When a case that is known to be closed was closed; INSTANT_NONE. */
static int64_t
closed_at(const struct outlines *outlines, size_t at)
{
	return (outlines_at(outlines, at)->marks &
		(OUTLINE_CLOSED | OUTLINE_ERASED | OUTLINE_ODD)) ==
			       OUTLINE_CLOSED
		       ? outlining_more(&outlines->outlining, at)->closed
		       : INSTANT_NONE;
}

/* The instants of the last to be closed of a category, the first of them last.
 */
struct last_closed {
	int64_t *at;
	size_t count;
};

static void
note_closed(struct last_closed *last, size_t most, int64_t at)
{
	size_t to = last->count;

	while (to > 0 && last->at[to - 1] < at)
		to--;
	if (to == most)
		return;
	if (last->count < most)
		last->count++;
	memmove(&last->at[to + 1], &last->at[to],
		(last->count - to - 1) * sizeof(*last->at));
	last->at[to] = at;
}

void
sift_seek_last_closed(struct sift *sift, size_t most)
{
	const struct outlines *outlines = &sift->outlines;
	struct last_closed last[UINT8_MAX + 1] = {{0}};
	int64_t *instants =
		mem_get((UINT8_MAX + 1) * ++most * sizeof(*instants));

	for (size_t i = 0; i <= UINT8_MAX; i++)
		last[i].at = instants + i * most;
	for (size_t i = 0; i < outlines->count; i++) {
		const struct outline *outline = outlines_at(outlines, i);
		int64_t closed = closed_at(outlines, i);

		if (closed != INSTANT_NONE &&
		    !(outline->marks & OUTLINE_OTHER_KIND))
			note_closed(&last[outline->category], most, closed);
	}
	for (size_t i = 0; i < outlines->count; i++) {
		const struct outline *outline = outlines_at(outlines, i);
		const struct last_closed *of = &last[outline->category];
		int64_t closed = closed_at(outlines, i);

		if (closed == INSTANT_NONE)
			continue;
		if (outline->marks & OUTLINE_OTHER_KIND ||
		    (outline->category > 0 && closed >= of->at[of->count - 1]))
			need(sift->private, i);
	}
	free(instants);
}

void
sift_seek_given(struct sift *sift, const char *category)
{
	const struct outlines *outlines = &sift->outlines;
	uint8_t word = planwords_exact(&outlines->outlining.words, category,
				       strlen(category));

	for (size_t i = 0; i < outlines->count; i++) {
		const struct outline *outline = outlines_at(outlines, i);

		if (outline->marks & OUTLINE_GAVE &&
		    (outline->marks & OUTLINE_OTHER_KIND ||
		     (word > 0 && outline->category == word)))
			need(sift->private, i);
	}
}

void
sift_seek_item(struct sift *sift, const char *item)
{
	struct outlines *outlines = &sift->outlines;
	struct buffer escaped = {0};
	uint32_t hash;

	record_encode_value(&escaped, item);
	hash = relatives_hash(&outlines->outlining.relatives, "item",
			      escaped.at, escaped.len);
	for (size_t i = 0; hash && i < outlines->count; i++) {
		if (outlining_more(&outlines->outlining, i)->item == hash)
			need(sift->private, i);
	}
	buffer_release(&escaped);
}

void
sift_give_found(struct sift *sift)
{
	give(sift->private);
}

bool
sift_may_owe(const struct sift *sift, const char *id)
{
	size_t at = outlines_find(&sift->outlines, id);

	return at == sift->outlines.count ||
	       outline_may_owe(&sift->outlines.outlining,
			       outlines_at(&sift->outlines, at));
}

void
sift_count_month(const struct sift *sift, size_t counts[UINT8_MAX + 1])
{
	const struct outlines *outlines = &sift->outlines;

	for (size_t i = 0; i < outlines->count; i++) {
		const struct caused *caused = caused_of(outlines, i);

		if (caused && !sift->private->given[i] &&
		    caused_is_in(&outlines->outlining.wanted->month, caused))
			counts[caused->word]++;
	}
}

void
sift_end(struct sift *sift)
{
	struct sift_private *private = sift->private;

	for (size_t i = 0; i < private->source_count; i++) {
		if (private->sources[i].fd >= 0)
			close(private->sources[i].fd);
	}
	free(private->sources);
	free(private->blocks);
	free(private->given);
	buffer_release(&private->copy);
	arena_release(&private->aside);
	free(private);
	outlines_release(&sift->outlines);
	*sift = (struct sift){0};
}
