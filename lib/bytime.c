#include "bytime.h"

#include <stdlib.h>
#include <string.h>

#include "heldlines.h"
#include "scan.h"
#include "together.h"
#include "zone.h"

/* Lines of a window, some 150 bytes each, unless one day has more; and in a
 * piece of the work. */
#define WINDOW_MOST ((size_t)1024 * 1024)
#define PIECE_LINES 8192
/* Stretches of time that a window's lines are told apart by at first; and lines
 * that are put side by side before they are taken, and fetched from memory so
 * far ahead. */
#define STRETCHES ((size_t)1 << 15)
#define SHEAF_LINES 8192
#define AHEAD 8
#define DAY ((int64_t)24 * ZONE_HOUR)

/* Lines that follow one another, side by side: a thread's. */
struct sheaf {
	struct buffer bytes;
	struct places_line *where;
	size_t room;
};

/* Lines from an instant to before another. */
struct window {
	struct scans *scans;
	int64_t from, to;
	int64_t begin, step; /* of the first stretch, and of each, above 0 */
	size_t most;         /* lines that it may have */
	size_t day;          /* the first that is in no window yet */
	size_t found;        /* lines of all so far */
	struct places_pieces pieces;
	/* Keyed by the part of their case, and within it by their stretch. */
	struct heldlines held;
	struct sheaf sheaves[TOGETHER_MOST]; /* of each part */
};

/* Lines of a day, as far as they were noted. */
static size_t
lines_of(const struct scans *scans, size_t day)
{
	return scans->at[0]->days[day];
}

/* Have a window be of these days. The first day of all and the last are those
 * of what lies beyond as well. */
static void
begin_window(struct window *window, size_t from, size_t to)
{
	window->from = from == 0 ? INT64_MIN : (int64_t)from * DAY;
	window->to = to == SCAN_DAYS ? INT64_MAX : (int64_t)to * DAY;
	places_need_keys(&window->scans->at[0]->places, (uint16_t)from,
			 (uint16_t)(to - 1));
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

/* The part that outlines a case: any, and always the same. */
static size_t
part_of(const struct window *window, const char *at, size_t len)
{
	if (len < GLANCE_ID_AT + CASEID_LEN)
		return 0;
	return (size_t)(glance_id(at + GLANCE_ID_AT).last *
				UINT64_C(0x9E3779B97F4A7C15) >>
			32) %
	       window->scans->count;
}

/* What is of the window. What is bad was told. */
static bool
is_of_window(const void *context, const char *at, struct held_line *line)
{
	const struct window *window = context;
	int offset;

	if (line->len < ZONE_TIME_LEN ||
	    !zone_read(at, ZONE_TIME_LEN, &line->time, &offset) ||
	    line->time < window->from || line->time >= window->to)
		return false;
	line->key = (uint32_t)(part_of(window, at, line->len) * STRETCHES +
			       stretch_of(window, line->time));
	return true;
}

/* Put lines in order side by side: where they were read to, each is somewhere
 * else. */
static void
bind(struct sheaf *sheaf, const struct held_line *lines, size_t count)
{
	buffer_clear(&sheaf->bytes);
	if (count > sheaf->room) {
		sheaf->room = count;
		sheaf->where = mem_resize(sheaf->where, sheaf->room,
					  sizeof(*sheaf->where));
	}
	for (size_t i = 0; i < count; i++) {
		if (i + AHEAD < count) {
			mem_fetch(lines[i + AHEAD].at);
			mem_fetch(lines[i + AHEAD].at + 64);
		}
		buffer_add(&sheaf->bytes, lines[i].at, lines[i].len);
		buffer_add_char(&sheaf->bytes, '\n');
		sheaf->where[i] =
			(struct places_line){lines[i].offset, lines[i].number};
	}
	buffer_reserve(&sheaf->bytes, GLANCE_BEHIND);
}

/* Take the lines of a part's cases in order. */
static void
take_part(void *context, size_t part)
{
	struct window *window = context;
	struct sheaf *sheaf = &window->sheaves[part];
	struct held_line *lines = window->held.at;
	size_t key = part * STRETCHES, end_key = key + STRETCHES;
	size_t at = heldlines_begin(&window->held, key);

	while (key < end_key) {
		size_t from = at;

		for (; key < end_key && at - from < SHEAF_LINES; key++) {
			heldlines_sort_by_time(lines + at,
					       window->held.ends[key] - at);
			at = window->held.ends[key];
		}
		bind(sheaf, lines + from, at - from);
		scan_take_in_order(window->scans->at[part], sheaf->where,
				   at - from, sheaf->bytes.at,
				   sheaf->bytes.len);
	}
}

/* Read and take what is of a window. False where not all could be read. */
static bool
outline(struct window *window)
{
	struct scans *scans = window->scans;
	struct fail why;

	if (!heldlines_read(&window->held, &window->pieces, together_most(),
			    is_of_window, window, &why))
		return fail_set(&scans->failed, why.kind, "%s: %s", scans->path,
				why.text);
	heldlines_sort(&window->held, scans->count * STRETCHES);
	together(scans->count, take_part, window);
	window->found += window->held.count;
	return true;
}

void
bytime_outline(struct scans *scans)
{
	struct window window = {.scans = scans};
	struct places *places;
	bool read = true;

	if (!atomic_load(&scans->mixed))
		return;
	scans_begin_again(scans, together_most());
	window.most = scans->window_most ? scans->window_most : WINDOW_MOST;
	places = &scans->at[0]->places;
	places_cut(&window.pieces, places, PIECE_LINES);
	while (read && choose(&window))
		read = outline(&window);
	if (read && window.found < scans->at[0]->lines)
		fail_set(&scans->failed, FAIL_SYSTEM,
			 "%s: changed while it was read", scans->path);
	places_had(places);
	heldlines_release(&window.held);
	for (size_t i = 0; i < TOGETHER_MOST; i++) {
		buffer_release(&window.sheaves[i].bytes);
		free(window.sheaves[i].where);
	}
	free(window.pieces.at);
}
