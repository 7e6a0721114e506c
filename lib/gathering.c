#include "gathering.h"

#include <stdlib.h>

/* What is the same for all parts. */
struct way {
	struct gathering *whole;
	int digits;
	badlines_report *report;
	void *context;
	struct part *parts; /* the last that was begun */
};

/* Where lines go: to what all of it comes to, or to what one part does until
 * those before it were read. */
struct part {
	struct way *way;
	struct gathering *to;
	struct gathering own;
	struct badlines bad;
	struct part *older;
};

static void
begin(struct gathering *gathering)
{
	*gathering = (struct gathering){.last = INSTANT_NONE};
}

static void
note_last(struct gathering *gathering, int64_t at, int32_t offset)
{
	if (at >= gathering->last) {
		gathering->last = at;
		gathering->last_offset = offset;
	}
}

/* Whether the part is to be gone on with. */
static bool
tell(struct part *part, const char *file, size_t number, size_t column,
     const char *sentence)
{
	const struct way *way = part->way;

	part->to->bad++;
	if (!way->report)
		return true;
	if (part->to != way->whole)
		return badlines_keep(&part->bad, file, number, column,
				     sentence);
	way->report(way->context, file, number, column, sentence);
	return true;
}

static void
tell_bad(void *context, const char *file, size_t number, const char *sentence)
{
	tell(context, file, number, 0, sentence);
}

static bool
take_line(void *context, struct journal_line *line)
{
	struct part *part = context;
	struct gathering *to = part->to;
	char *copy = arena_copy(&to->arena, line->at, line->len);
	struct record record;
	struct fail why;

	if (!record_parse_case(&record, copy, line->len, part->way->digits,
			       &to->arena, &why))
		return tell(part, line->file, line->number, why.column,
			    why.text);
	gathered_add(&to->cases, &record);
	note_last(to, record.at, record.offset);
	return true;
}

static struct part *
add_part(struct way *way)
{
	struct part *part = mem_zero(1, sizeof(*part));

	*part = (struct part){.way = way, .older = way->parts};
	begin(&part->own);
	way->parts = part;
	return part;
}

static void *
begin_part(void *context, int fd)
{
	const struct part *before = context;
	struct part *part = add_part(before->way);

	(void)fd;
	part->to = &part->own;
	return part;
}

static void
release(struct gathering *gathering)
{
	gathered_release(&gathering->cases);
	arena_release(&gathering->arena);
	begin(gathering);
}

/* The parts before it were read. */
static void
end_part(void *context, size_t before)
{
	struct part *part = context;
	struct way *way = part->way;
	struct gathering *whole = way->whole, *own = &part->own;

	part->to = whole;
	if (before != JOURNAL_LEFT_OUT) {
		if (way->report)
			badlines_tell(&part->bad, before, way->report,
				      way->context);
		gathered_take(&whole->cases, &own->cases);
		arena_join(&whole->arena, &own->arena);
		whole->bad += own->bad;
		note_last(whole, own->last, own->last_offset);
	}
	badlines_release(&part->bad);
	release(own);
}

bool
gathering_read(struct gathering *gathering, const struct journal *journal,
	       bool may_be_absent, int digits, badlines_report *report,
	       void *context, struct fail *why)
{
	struct way way = {.whole = gathering,
			  .digits = digits,
			  .report = report,
			  .context = context};
	struct journal_reader reader = {.line = take_line,
					.bad = tell_bad,
					.part = begin_part,
					.parted = end_part};
	struct part *part;
	bool read;

	begin(gathering);
	part = add_part(&way);
	part->to = gathering;
	reader.context = part;
	read = journal_read(journal, may_be_absent, &reader, why);
	while ((part = way.parts)) {
		way.parts = part->older;
		free(part);
	}
	return read;
}
