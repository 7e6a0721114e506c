#include "places.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mem.h"

/* Lines are found again by the block that they are in: a bit each. */
#define BLOCK_LINES 16

/* Bytes between what is needed that are read with it: as many as take the time
 * that it takes to ask for more. */
#define GAP_MOST ((int64_t)8 * 1024)

/* What a block can tell; of a larger file nothing is read twice. */
#define OFFSET_BITS 43
#define OFFSET_MOST ((INT64_C(1) << OFFSET_BITS) - 1)

struct places_file {
	int fd;          /* -1 where it is read once */
	int64_t size;    /* as it was when it was begun */
	uint32_t before; /* line numbers of the files before it, whole blocks */
	char *name;      /* owned */
	size_t lines;    /* of it, before the first that was put */
};

/* As small as can be, as there is one for a few lines each. */
struct places_block {
	uint64_t offset : OFFSET_BITS; /* of the first line that was put */
	uint64_t first : 5;            /* that line, from 1; 0: there is none */
	uint64_t needed : BLOCK_LINES; /* lines that are to be read again */
};

/* What is known of a line with a key; a length of 0: it has none. */
struct places_note {
	uint16_t len, key;
};

static struct places_block *
block_at(const struct places *places, size_t at)
{
	return table_at(&places->blocks, at);
}

static int64_t
offset_of(const struct places *places, size_t at)
{
	return (int64_t)block_at(places, at)->offset;
}

void
places_release(struct places *places)
{
	for (size_t i = 0; i < places->file_count && !places->borrowed; i++) {
		if (places->files[i].fd >= 0)
			close(places->files[i].fd);
		free(places->files[i].name);
	}
	free(places->files);
	table_release(&places->notes);
	table_release(&places->blocks);
	*places = (struct places){0};
}

bool
places_begin_file(struct places *places, const char *name, int fd, int64_t size)
{
	uint32_t before =
		(places->line + BLOCK_LINES - 1) / BLOCK_LINES * BLOCK_LINES;
	int own = size < 0 || size > OFFSET_MOST
			  ? -1
			  : fcntl(fd, F_DUPFD_CLOEXEC, 3);

	places->files = mem_grow(places->files, places->file_count,
				 &places->file_room, sizeof(*places->files));
	places->files[places->file_count++] =
		(struct places_file){own, size, before, mem_copy(name), 0};
	places->before = before;
	return own >= 0;
}

bool
places_begin_part(struct places *places, const struct places *of, int fd)
{
	const struct places_file *file = &of->files[of->file_count - 1];

	return places_begin_file(places, file->name, fd, file->size);
}

void
places_follow(struct places *places, size_t lines)
{
	places->files[0].lines = lines;
}

bool
places_are_kept(const struct places *places)
{
	return places->files[places->file_count - 1].fd >= 0;
}

static void
add_block(struct places *places, struct places_block block)
{
	if (places->block_count == 0)
		table_init(&places->blocks, sizeof(block));
	table_make_room(&places->blocks, places->block_count + 1);
	*block_at(places, places->block_count++) = block;
}

void
places_begin_block(struct places *places, uint32_t number,
		   const struct journal_line *line)
{
	size_t at = (number - 1) / BLOCK_LINES;

	while (places->block_count <= at)
		add_block(places, (struct places_block){0});
	*block_at(places, at) = (struct places_block){
		.offset = (uint64_t)line->offset & OFFSET_MOST,
		.first = (number - 1) % BLOCK_LINES + 1};
	places->blocked = (uint32_t)places->block_count * BLOCK_LINES;
}

static struct places_note *
note_at(const struct places *places, uint32_t number)
{
	return table_at(&places->notes, number);
}

/* Have notes up to a line, of the new ones nothing. */
static void
make_notes(struct places *places, uint32_t number)
{
	if (places->noted == 0)
		table_init(&places->notes, sizeof(struct places_note));
	table_make_room(&places->notes, (size_t)number + 1);
	while (places->noted < number)
		*note_at(places, ++places->noted) = (struct places_note){0, 0};
}

uint32_t
places_put_keyed(struct places *places, const struct journal_line *line,
		 size_t len, uint16_t key)
{
	uint32_t number = places_put(places, line);

	make_notes(places, number);
	if (len <= UINT16_MAX)
		*note_at(places, number) =
			(struct places_note){(uint16_t)len, key};
	return number;
}

void
places_need_keys(struct places *places, uint16_t from, uint16_t to)
{
	places->by_key = true;
	places->from_key = from;
	places->to_key = to;
}

/* Note that so many lines of a block are needed. */
static void
note_needed(struct places *places, size_t at, size_t count)
{
	if (places->needed == 0 || at < places->needed_from)
		places->needed_from = at;
	if (places->needed == 0 || at >= places->needed_end)
		places->needed_end = at + 1;
	places->needed += count;
}

void
places_need(struct places *places, uint32_t number)
{
	size_t at = (number - 1) / BLOCK_LINES;

	block_at(places, at)->needed |= 1U << (number - 1) % BLOCK_LINES;
	note_needed(places, at, 1);
}

void
places_need_all(struct places *places)
{
	for (size_t i = 0; i < places->block_count; i++) {
		uint32_t before = (uint32_t)i * BLOCK_LINES;
		uint32_t lines = places->line - before;

		if (block_at(places, i)->first == 0)
			continue;
		/* Behind the last line there may be those of others. */
		if (lines > BLOCK_LINES)
			lines = BLOCK_LINES;
		block_at(places, i)->needed = (1U << lines) - 1;
		note_needed(places, i, lines);
	}
}

void
places_join(struct places *places, struct places *others)
{
	size_t block = (places->line + BLOCK_LINES - 1) / BLOCK_LINES;
	uint32_t before = (uint32_t)block * BLOCK_LINES;

	while (places->block_count < block)
		add_block(places, (struct places_block){0});
	for (size_t i = 0; i < others->block_count; i++)
		add_block(places, *block_at(others, i));
	if (others->noted > 0)
		make_notes(places, before + others->noted);
	for (uint32_t i = 1; i <= others->noted; i++)
		*note_at(places, before + i) = *note_at(others, i);
	for (size_t i = 0; i < others->file_count; i++) {
		places->files =
			mem_grow(places->files, places->file_count,
				 &places->file_room, sizeof(*places->files));
		places->files[places->file_count] = others->files[i];
		places->files[places->file_count++].before += before;
	}
	places->before = before + others->before;
	places->line = before + others->line;
	places->blocked = (uint32_t)places->block_count * BLOCK_LINES;
	if (others->needed > 0) {
		note_needed(places, block + others->needed_from,
			    others->needed);
		note_needed(places, block + others->needed_end - 1, 0);
	}
	others->file_count = 0;
	places_release(others);
}

void
places_copy(struct places *places, const struct places *of)
{
	*places = (struct places){.file_count = of->file_count,
				  .file_room = of->file_count,
				  .before = of->before,
				  .blocked = of->blocked,
				  .line = of->line,
				  .needed = of->needed,
				  .needed_from = of->needed_from,
				  .needed_end = of->needed_end,
				  .borrowed = true};
	places->files = mem_get((of->file_count + 1) * sizeof(*places->files));
	for (size_t i = 0; i < of->file_count; i++)
		places->files[i] = of->files[i];
	for (size_t i = 0; i < of->block_count; i++)
		add_block(places, *block_at(of, i));
	places_had(places);
}

/* Who takes the lines that are read. */
struct taker {
	places_take *take;
	void *context;
	struct fail failed;
};

/* Where a block of a file begins, or what is behind its last. */
static int64_t
begin_of(const struct places *places, const struct places_file *file, size_t at,
	 size_t file_end)
{
	return at < file_end ? offset_of(places, at) : file->size;
}

/* The block behind a run of those that are needed. Of a block that holds none
 * nobody may know where it begins. */
static size_t
end_of_run(const struct places *places, size_t at, size_t end)
{
	while (at < end && (block_at(places, at)->needed ||
			    block_at(places, at)->first == 0))
		at++;
	return at;
}

static size_t
next_needed(const struct places *places, size_t at, size_t end)
{
	while (at < end && block_at(places, at)->needed == 0)
		at++;
	return at;
}

/* The block behind the runs that are read at once. */
static size_t
end_of_stretch(const struct places *places, const struct places_file *file,
	       size_t at, size_t end, size_t file_end)
{
	for (;;) {
		size_t behind = end_of_run(places, at, end);

		at = next_needed(places, behind, end);
		if (at == end ||
		    offset_of(places, at) -
				    begin_of(places, file, behind, file_end) >
			    GAP_MOST)
			return behind;
	}
}

/* Lines that are read from a block on and up to another, or to an offset in the
 * file: there may be lines of other parts behind a file's last block, and
 * before the next one such as were not put. */
struct run {
	const struct places *places;
	int64_t from, until;
	uint32_t line; /* that comes next, from 0 */
	uint32_t end;  /* behind the last */
};

/* Whether there is another, at an offset. */
static inline bool
goes_on(const struct run *run, int64_t offset)
{
	return run->line < run->end && offset < run->until;
}

/* What is noted of the line that comes next. */
static inline struct places_note
next_note(const struct run *run)
{
	uint32_t number = run->line + 1;

	return run->places->by_key && number <= run->places->noted
		       ? *note_at(run->places, number)
		       : (struct places_note){0, 0};
}

static inline bool
is_needed(const struct run *run, struct places_note note)
{
	const struct places *places = run->places;

	return (note.len == 0 ||
		(note.key >= places->from_key && note.key <= places->to_key)) &&
	       block_at(places, run->line / BLOCK_LINES)->needed >>
			       run->line % BLOCK_LINES &
		       1;
}

static inline void
take_if_needed(const struct run *run, struct places_note note, int64_t offset,
	       char *at, size_t len, struct taker *taker)
{
	if (!is_needed(run, note))
		return;
	at[len] = '\0';
	taker->take(taker->context, (struct places_line){offset, run->line + 1},
		    at, len);
}

/* Where the line ends that comes next, of whole ones, as its note has it: what
 * stands there now may be another. */
static inline char *
find_newline(char *at, char *end, struct places_note note)
{
	if (note.len < end - at && at[note.len] == '\n')
		return at + note.len;
	return memchr(at, '\n', (size_t)(end - at));
}

/* Take the whole lines that were read. */
static void
take_whole(struct run *run, struct lines *lines, struct taker *taker)
{
	int64_t offset = run->from + lines_offset(lines);
	char *begin, *at, *end;
	size_t count = 0, len = lines_run(lines, &begin);

	end = begin + len;
	for (at = begin; at < end && goes_on(run, offset + (at - begin));
	     run->line++, count++) {
		struct places_note note = next_note(run);
		char *newline = find_newline(at, end, note);

		take_if_needed(run, note, offset + (at - begin), at,
			       (size_t)(newline - at), taker);
		at = newline + 1;
	}
	lines_pass(lines, (size_t)(at - begin), count);
}

static void
read_run(const struct places *places, struct lines *lines, size_t at,
	 size_t end, int64_t from, int64_t until, struct taker *taker)
{
	struct run run = {
		.places = places,
		.from = from,
		.until = until,
		.line = (uint32_t)at * BLOCK_LINES +
			block_at(places, at)->first - 1,
		.end = (uint32_t)end * BLOCK_LINES,
	};
	enum lines_got got = LINES_LINE;
	char *bytes;
	size_t len;

	for (; got == LINES_LINE || got == LINES_LONG; run.line++) {
		int64_t offset;

		take_whole(&run, lines, taker);
		offset = from + lines_offset(lines);
		if (!goes_on(&run, offset))
			return;
		got = lines_next(lines, &bytes, &len, &taker->failed);
		if (got == LINES_LINE)
			take_if_needed(&run, next_note(&run), offset, bytes,
				       len, taker);
	}
}

/* Read what is needed of blocks of a file, which ends at file_end. */
static void
read_file(const struct places *places, const struct places_file *file,
	  size_t at, size_t end, size_t file_end, struct lines *lines,
	  struct taker *taker)
{
	at = next_needed(places, at, end);
	while (at < end) {
		size_t stop = end_of_stretch(places, file, at, end, file_end);
		int64_t from = offset_of(places, at);

		lines_restart(lines, file->fd, from,
			      begin_of(places, file, stop, file_end) - from);
		while (at < stop) {
			size_t behind = end_of_run(places, at, stop);
			int64_t until =
				begin_of(places, file, behind, file_end);

			read_run(places, lines, at, behind, from, until, taker);
			at = next_needed(places, behind, stop);
			if (at < stop)
				lines_skip(lines, offset_of(places, at) - from -
							  lines_offset(lines));
		}
		at = next_needed(places, stop, end);
	}
}

/* The block that a file's lines end before. */
static size_t
end_of_file(const struct places *places, size_t file)
{
	size_t end = file + 1 < places->file_count
			     ? places->files[file + 1].before / BLOCK_LINES
			     : places->block_count;

	return end < places->block_count ? end : places->block_count;
}

static bool
tell_failed(const struct taker *taker, struct fail *why)
{
	return taker->failed.kind == FAIL_NONE ||
	       fail_set(why, taker->failed.kind, "%s", taker->failed.text);
}

bool
places_read(const struct places_piece *piece, struct lines *lines,
	    places_take *take, void *context, struct fail *why)
{
	const struct places *places = piece->places;
	struct taker taker = {take, context, {.kind = FAIL_NONE}};

	for (size_t i = 0; i < places->file_count; i++) {
		const struct places_file *file = &places->files[i];
		size_t from = file->before / BLOCK_LINES;
		size_t file_end = end_of_file(places, i), end = file_end;

		if (from < piece->from)
			from = piece->from;
		if (end > piece->end)
			end = piece->end;
		if (file->fd >= 0)
			read_file(places, file, from, end, file_end, lines,
				  &taker);
	}
	return tell_failed(&taker, why);
}

static size_t
block_of(uint32_t number)
{
	return (number - 1) / BLOCK_LINES;
}

static size_t
file_of(const struct places *places, uint32_t number)
{
	size_t file = places->file_count - 1;

	while (places->files[file].before >= number)
		file--;
	return file;
}

const char *
places_file_of(const struct places *places, uint32_t number, size_t *line)
{
	const struct places_file *file =
		&places->files[file_of(places, number)];

	*line = file->lines + (number - file->before);
	return file->name;
}

/* Where the next block begins behind that of a line, or else the file ends. */
static int64_t
behind_block_of(const struct places *places, size_t file, uint32_t number)
{
	size_t block = block_of(number), end = end_of_file(places, file);

	do
		block++;
	while (block < end && block_at(places, block)->first == 0);
	return begin_of(places, &places->files[file], block, end);
}

/* The first line behind one that is not read in one go with it. */
static size_t
end_of_go(const struct places *places, size_t file,
	  const struct places_line *which, size_t at, size_t count)
{
	uint32_t last = places->line;

	if (file + 1 < places->file_count)
		last = places->files[file + 1].before;
	for (at++; at < count && which[at].number <= last; at++) {
		if (which[at].offset - which[at - 1].offset > GAP_MOST)
			break;
	}
	return at;
}

bool
places_read_lines(const struct places *places, const struct places_line *which,
		  size_t count, struct lines *lines, places_take *take,
		  void *context, struct fail *why)
{
	struct taker taker = {take, context, {.kind = FAIL_NONE}};

	for (size_t at = 0; at < count;) {
		size_t file = file_of(places, which[at].number);
		size_t stop = end_of_go(places, file, which, at, count);
		int64_t from = which[at].offset;

		lines_restart(
			lines, places->files[file].fd, from,
			behind_block_of(places, file, which[stop - 1].number) -
				from);
		for (; at < stop; at++) {
			char *line;
			size_t len;

			lines_skip(lines, which[at].offset - from -
						  lines_offset(lines));
			if (lines_next(lines, &line, &len, &taker.failed) ==
			    LINES_LINE)
				take(context, which[at], line, len);
			else
				take(context, which[at], NULL, 0);
		}
	}
	return tell_failed(&taker, why);
}

static size_t
needed_in(const struct places_block *block)
{
	size_t count = 0;

	for (unsigned bits = block->needed; bits; bits &= bits - 1)
		count++;
	return count;
}

static void
add_piece(struct places_pieces *pieces, const struct places_piece *piece)
{
	pieces->at = mem_grow(pieces->at, pieces->count, &pieces->room,
			      sizeof(*pieces->at));
	pieces->at[pieces->count++] = *piece;
}

void
places_cut(struct places_pieces *pieces, const struct places *places,
	   size_t most)
{
	struct places_piece piece = {.places = places,
				     .from = places->needed_from};

	if (places->needed == 0)
		return;
	for (size_t at = places->needed_from; at < places->needed_end; at++) {
		const struct places_block *block = block_at(places, at);
		size_t needed = needed_in(block);

		if (needed > 0 && piece.lines > 0 &&
		    piece.lines + needed > most) {
			piece.end = at;
			add_piece(pieces, &piece);
			piece.from = at;
			piece.lines = 0;
		}
		piece.lines += needed;
	}
	/* Of a block that holds none nobody may know where it begins. */
	piece.end = places->needed_end;
	while (piece.end < places->block_count &&
	       block_at(places, piece.end)->first == 0)
		piece.end++;
	add_piece(pieces, &piece);
}

void
places_had(struct places *places)
{
	for (size_t i = places->needed_from;
	     places->needed > 0 && i < places->needed_end; i++)
		block_at(places, i)->needed = 0;
	places->needed = 0;
	table_release(&places->notes);
	places->noted = 0;
	places->by_key = false;
}
