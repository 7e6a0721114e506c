#include "bytime.h"

#include <stdlib.h>
#include <string.h>

#include "together.h"
#include "zone.h"

/* Lines of a window, some 150 bytes each, unless one day has more; and in a
 * piece of the work. */
#define WINDOW_MOST ((size_t)1024 * 1024)
#define PIECE_LINES 8192
/* Stretches of time that a window's lines are told apart by at first; lines of
 * one that are sorted where they stand; and lines that are put side by side
 * before they are taken, and fetched from memory so far ahead. */
#define STRETCHES ((size_t)1 << 16)
#define INSERTED_MOST 32
#define SHEAF_LINES 8192
#define AHEAD 8
#define DAY ((int64_t)24 * ZONE_HOUR)
#define DATE_LEN 10 /* "2026-11-22" */

struct line {
	union {
		size_t offset; /* in its piece, while that is read */
		char *at;
	} bytes;
	int64_t time;
	int64_t offset; /* in its file */
	uint32_t number;
	uint32_t len;
};

/* Lines that follow one another, side by side: a thread's. */
struct sheaf {
	size_t from, end; /* of the window's lines */
	size_t stretch;   /* that of the first */
	struct buffer bytes;
	struct places_line *where;
	size_t room;
};

/* What was read of a piece. */
struct read_piece {
	const struct window *window;
	struct buffer bytes;
	struct line *lines;
	size_t count, room;
	struct fail failed;
};

/* Lines from an instant to before another. */
struct window {
	struct scans *scans;
	int64_t from, to;
	/* The first and the last date that a time of those may bear, wherever
	 * it was written. */
	char first_date[DATE_LEN], last_date[DATE_LEN];
	int64_t begin, step; /* of the first stretch, and of each, above 0 */
	size_t most;         /* lines that it may have */
	size_t day;          /* the first that is in no window yet */
	size_t found;        /* lines of all so far */
	struct places_pieces pieces;
	struct read_piece *read;
	struct line *lines; /* in the order of their stretches */
	size_t count;
	size_t *ends;   /* of each stretch, behind its last line */
	size_t stretch; /* whose lines come next */
	struct sheaf sheaves[TOGETHER_MOST];
	struct lines readers[TOGETHER_MOST]; /* a thread's */
};

/* Lines of a day, as far as they were noted. */
static size_t
lines_of(const struct scans *scans, size_t day)
{
	return scans->at[0]->days[day];
}

static void
write_date(char date[DATE_LEN], int64_t at)
{
	struct buffer time = {0};

	zone_format_time(&time, at, 0);
	memcpy(date, time.at, DATE_LEN);
	buffer_release(&time);
}

/* Have a window be of these days. The first day of all and the last are those
 * of what lies beyond as well. */
static void
begin_window(struct window *window, size_t from, size_t to)
{
	window->from = from == 0 ? INT64_MIN : (int64_t)from * DAY;
	window->to = to == SCAN_DAYS ? INT64_MAX : (int64_t)to * DAY;
	/* An offset is less than a day. */
	memcpy(window->first_date, "0000-00-00", DATE_LEN);
	memcpy(window->last_date, "9999-99-99", DATE_LEN);
	if (from > 0)
		write_date(window->first_date, window->from - DAY);
	if (to < SCAN_DAYS)
		write_date(window->last_date, window->to + DAY);
}

/* Cut a window into stretches, from its first day that has lines to behind the
 * last: it may reach over many years that have none. */
static void
cut(struct window *window, size_t from, size_t to)
{
	while (from < to && lines_of(window->scans, from) == 0)
		from++;
	while (to > from && lines_of(window->scans, to - 1) == 0)
		to--;
	window->begin = (int64_t)from * DAY;
	window->step = (int64_t)(to - from) * DAY / (int64_t)STRETCHES + 1;
}

/* The next window; false where all days were in one. */
static bool
choose(struct window *window)
{
	const struct scans *scans = window->scans;
	size_t from = window->day, to = from, lines = 0;

	if (from == SCAN_DAYS)
		return false;
	do
		lines += lines_of(scans, to++);
	while (to < SCAN_DAYS && lines + lines_of(scans, to) <= window->most);
	window->day = to;
	begin_window(window, from, to);
	cut(window, from, to);
	return true;
}

static size_t
stretch_of(const struct window *window, int64_t time)
{
	int64_t stretch = (time - window->begin) / window->step;

	if (stretch < 0)
		return 0;
	return stretch < (int64_t)STRETCHES ? (size_t)stretch : STRETCHES - 1;
}

static void
take_line(void *context, struct places_line where, char *at, size_t len)
{
	struct read_piece *read = context;
	const struct window *window = read->window;
	struct line line = {.bytes.offset = read->bytes.len,
			    .offset = where.offset,
			    .number = where.number,
			    .len = (uint32_t)len};
	int offset;

	/* What is bad was told. */
	if (len < ZONE_TIME_LEN ||
	    memcmp(at, window->first_date, DATE_LEN) < 0 ||
	    memcmp(at, window->last_date, DATE_LEN) > 0 ||
	    !zone_read(at, ZONE_TIME_LEN, &line.time, &offset) ||
	    line.time < window->from || line.time >= window->to)
		return;
	buffer_add(&read->bytes, at, len);
	read->lines = mem_grow(read->lines, read->count, &read->room,
			       sizeof(*read->lines));
	read->lines[read->count++] = line;
}

static void
read_one_piece(void *context, size_t index, size_t thread)
{
	struct window *window = context;
	struct read_piece *read = &window->read[index];

	read->window = window;
	places_read(&window->pieces.at[index], &window->readers[thread],
		    take_line, read, &read->failed);
	/* They are looked at where they are. */
	buffer_reserve(&read->bytes, GLANCE_BEHIND);
}

static bool
read_lines(struct window *window)
{
	struct scans *scans = window->scans;
	bool all = true;

	window->read = mem_zero(window->pieces.count, sizeof(*window->read));
	together_by_turns(window->pieces.count, together_most(), read_one_piece,
			  window);
	for (size_t i = 0; i < window->pieces.count; i++) {
		const struct fail *failed = &window->read[i].failed;

		if (failed->kind != FAIL_NONE)
			all = fail_set(&scans->failed, failed->kind, "%s: %s",
				       scans->path, failed->text);
	}
	return all;
}

static int
by_time(const void *a, const void *b)
{
	const struct line *left = a, *right = b;

	if (left->time != right->time)
		return left->time < right->time ? -1 : 1;
	return (left->number > right->number) - (left->number < right->number);
}

static void
sort(struct line *lines, size_t count)
{
	if (count > INSERTED_MOST) {
		qsort(lines, count, sizeof(*lines), by_time);
		return;
	}
	for (size_t i = 1; i < count; i++) {
		struct line line = lines[i];
		size_t to = i;

		for (; to > 0 && by_time(&lines[to - 1], &line) > 0; to--)
			lines[to] = lines[to - 1];
		lines[to] = line;
	}
}

/* Have all lines in one array, sorted by their stretches of time. */
static void
sort_by_stretch(struct window *window)
{
	/* Shifted by one, at first: where each stretch's next line comes. */
	size_t *ends = mem_zero(STRETCHES + 1, sizeof(*ends));

	for (size_t i = 0; i < window->pieces.count; i++) {
		const struct read_piece *read = &window->read[i];

		for (size_t k = 0; k < read->count; k++)
			ends[stretch_of(window, read->lines[k].time) + 1]++;
		window->count += read->count;
	}
	for (size_t i = 1; i <= STRETCHES; i++)
		ends[i] += ends[i - 1];
	window->lines = mem_get(window->count * sizeof(*window->lines));
	for (size_t i = 0; i < window->pieces.count; i++) {
		struct read_piece *read = &window->read[i];

		for (size_t k = 0; k < read->count; k++) {
			struct line line = read->lines[k];

			line.bytes.at = read->bytes.at + line.bytes.offset;
			window->lines[ends[stretch_of(window, line.time)]++] =
				line;
		}
		free(read->lines);
		read->lines = NULL;
	}
	window->ends = ends;
	window->stretch = 0;
}

/* Take the next lines in hand. */
static bool
take_sheaf(void *context, size_t thread)
{
	struct window *window = context;
	struct sheaf *sheaf = &window->sheaves[thread];
	size_t stretch = window->stretch;

	sheaf->stretch = stretch;
	sheaf->from = stretch > 0 ? window->ends[stretch - 1] : 0;
	sheaf->end = sheaf->from;
	while (stretch < STRETCHES && sheaf->end - sheaf->from < SHEAF_LINES)
		sheaf->end = window->ends[stretch++];
	window->stretch = stretch;
	return sheaf->end > sheaf->from;
}

/* Put lines in order side by side: where they were read to, each is somewhere
 * else. */
static void
bind(struct sheaf *sheaf, const struct line *lines, size_t count)
{
	buffer_clear(&sheaf->bytes);
	if (count > sheaf->room) {
		sheaf->room = count;
		sheaf->where = mem_resize(sheaf->where, sheaf->room,
					  sizeof(*sheaf->where));
	}
	for (size_t i = 0; i < count; i++) {
		if (i + AHEAD < count) {
			mem_fetch(lines[i + AHEAD].bytes.at);
			mem_fetch(lines[i + AHEAD].bytes.at + 64);
		}
		buffer_add(&sheaf->bytes, lines[i].bytes.at, lines[i].len);
		buffer_add_char(&sheaf->bytes, '\n');
		sheaf->where[i] =
			(struct places_line){lines[i].offset, lines[i].number};
	}
	buffer_reserve(&sheaf->bytes, GLANCE_BEHIND);
}

static void
bind_sheaf(void *context, size_t thread)
{
	struct window *window = context;
	struct sheaf *sheaf = &window->sheaves[thread];
	size_t at = sheaf->from;

	for (size_t i = sheaf->stretch; at < sheaf->end; i++) {
		sort(window->lines + at, window->ends[i] - at);
		at = window->ends[i];
	}
	bind(sheaf, window->lines + sheaf->from, sheaf->end - sheaf->from);
}

static void
hand_over(void *context, size_t thread)
{
	struct window *window = context;
	struct sheaf *sheaf = &window->sheaves[thread];

	scan_take_in_order(window->scans->at[0], sheaf->where, sheaf->bytes.at,
			   sheaf->bytes.len);
}

/* Take a window's lines in order. */
static void
take_all(struct window *window)
{
	static const struct together_pieces sheaves = {take_sheaf, bind_sheaf,
						       hand_over};

	sort_by_stretch(window);
	together_in_order(together_most(), &sheaves, window);
}

static void
release_lines(struct window *window)
{
	for (size_t i = 0; i < window->pieces.count; i++) {
		buffer_release(&window->read[i].bytes);
		free(window->read[i].lines);
	}
	free(window->read);
	free(window->lines);
	free(window->ends);
	window->lines = NULL;
	window->ends = NULL;
	window->count = 0;
}

void
bytime_outline(struct scans *scans)
{
	struct window window = {.scans = scans};
	struct places *places;
	bool read = true;

	if (!atomic_load(&scans->mixed))
		return;
	scans_begin_again(scans);
	window.most = scans->window_most ? scans->window_most : WINDOW_MOST;
	places = &scans->at[0]->places;
	places_cut(&window.pieces, places, PIECE_LINES);
	for (size_t i = 0; i < together_most(); i++)
		lines_init(&window.readers[i], -1, 0);
	while (read && choose(&window)) {
		read = read_lines(&window);
		if (read)
			take_all(&window);
		window.found += window.count;
		release_lines(&window);
	}
	if (read && window.found < scans->at[0]->lines)
		fail_set(&scans->failed, FAIL_SYSTEM,
			 "%s: changed while it was read", scans->path);
	places_had(places);
	for (size_t i = 0; i < together_most(); i++) {
		lines_release(&window.readers[i]);
		buffer_release(&window.sheaves[i].bytes);
		free(window.sheaves[i].where);
	}
	free(window.pieces.at);
}
