#include "suspects.h"

#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "caseid.h"
#include "mem.h"
#include "zone.h"

#define REMEMBERED 7
#define ID_AT (ZONE_TIME_LEN + 1)

/* Ids that are remembered as given out: p1 to p8, pt1 to pt8, t1 to t8. */
enum given { GIVEN_PROMISE, GIVEN_POINT, GIVEN_TASK, GIVEN_COUNT };
#define GIVEN_MOST 8

struct suspects_case {
	uint64_t key;
	int64_t first, last; /* instants of its lines */
	uint32_t bytes;      /* of its lines; stays at UINT32_MAX */
	/* Of the latest events that others speak of, in milliseconds since the
	 * first; 0 for none. */
	uint32_t since[REMEMBERED];
	uint8_t given[GIVEN_COUNT]; /* a bit for each number */
	unsigned next : 3;          /* in since */
	unsigned suspect : 1;
	unsigned merged : 1;
	unsigned unsure : 1; /* erased, or something was taken back */
	/* The minute of the last close or reopen, doubled; odd: a close. */
	uint32_t ended;
};

_Static_assert(sizeof(struct suspects_case) == 64,
	       "what a check holds of each case");

/*
 * The bytes of an id as one number, different for each good one: four bits for
 * a figure, six for a letter, all at once, neighbours moved together. The check
 * says nothing that the others do not.
 */
static uint64_t
key_of(const char *id)
{
	uint64_t figures = bytes_low_first(id);
	uint64_t letters = bytes_low_first(id + 6) >> 8;

	figures = (figures & UINT64_C(0x000F000F000F)) |
		  (figures & UINT64_C(0x0F000F000F00)) >> 4;
	figures = (figures & 0xFF) | (figures >> 8 & 0xFF00) |
		  (figures >> 16 & 0xFF0000);
	letters = (letters & UINT64_C(0x003F003F003F)) |
		  (letters & UINT64_C(0x3F003F003F00)) >> 2;
	letters = (letters & 0xFFF) | (letters >> 4 & 0xFFF000) |
		  (letters >> 8 & UINT64_C(0xFFF000000));
	return letters << 24 | figures;
}

static uint64_t
hash_of(uint64_t key)
{
	key *= UINT64_C(0x9e3779b97f4a7c15);
	return key ^ key >> 32;
}

static struct suspects_case *
seen_at(const struct suspects *suspects, size_t number)
{
	return table_at(&suspects->seen, number);
}

static uint32_t
hash_at(const void *suspects, uint32_t number)
{
	return (uint32_t)hash_of(seen_at(suspects, number)->key);
}

/* The case of an id, by its date and key; NULL. */
static struct suspects_case *
find(const struct suspects *suspects, uint32_t date, uint64_t key)
{
	struct dayslots_search search =
		dayslots_seek(&suspects->slots, date, (uint32_t)hash_of(key));
	size_t number;

	while ((number = dayslots_next(&search)) != DAYSLOTS_NONE) {
		if (seen_at(suspects, number)->key == key)
			return seen_at(suspects, number);
	}
	return NULL;
}

static struct suspects_case *
add(struct suspects *suspects, uint32_t date, uint64_t key)
{
	struct suspects_case *seen;

	if (suspects->count == 0)
		table_init(&suspects->seen, sizeof(*seen));
	table_make_room(&suspects->seen, suspects->count + 1);
	seen = seen_at(suspects, suspects->count);
	*seen = (struct suspects_case){.key = key};
	dayslots_add(&suspects->slots, date, (uint32_t)hash_of(key),
		     suspects->count++, true, hash_at, suspects);
	return seen;
}

static struct suspects_case *
case_of(struct suspects *suspects, const char *id)
{
	uint64_t key = key_of(id);
	struct suspects_case *seen;
	uint32_t date;

	/* What is said together stands together. */
	if (suspects->latest && suspects->latest->key == key)
		return suspects->latest;
	date = dayslots_date(glance_id(id)).date;
	seen = find(suspects, date, key);
	suspects->latest = seen ? seen : add(suspects, date, key);
	return suspects->latest;
}

/* Remember an event that others may speak of. What is too long after the first
 * is not remembered: whoever speaks of it is suspected. */
static void
remember(struct suspects_case *seen, int64_t at)
{
	if (at <= seen->first || at - seen->first > UINT32_MAX)
		return;
	seen->since[seen->next] = (uint32_t)(at - seen->first);
	seen->next = (seen->next + 1) % REMEMBERED;
}

static bool
is_remembered(const struct suspects_case *seen, int64_t at)
{
	for (int i = 0; i < REMEMBERED; i++) {
		if (seen->since[i] && at == seen->first + seen->since[i])
			return true;
	}
	return false;
}

/* The bit of an id such as "pt3" behind its letters; 0 where it has none. */
static uint8_t
bit_of(const struct suspects_event *event, const char *letters)
{
	size_t len = strlen(letters);
	const char *what = event->what;

	if (!what || event->what_len != len + 1 ||
	    memcmp(what, letters, len) != 0 || what[len] < '1' ||
	    what[len] > '0' + GIVEN_MOST)
		return 0;
	return (uint8_t)(1 << (what[len] - '1'));
}

static const char *const letters[GIVEN_COUNT] = {"p", "pt", "t"};

static void
note_given(struct suspects_case *seen, enum given given,
	   const struct suspects_event *event)
{
	seen->given[given] |= bit_of(event, letters[given]);
	remember(seen, event->at);
}

static bool
was_given(const struct suspects_case *seen, enum given given,
	  const struct suspects_event *event)
{
	return seen->given[given] & bit_of(event, letters[given]);
}

/* Whether it speaks of an event that is remembered. */
static bool
is_of_known(const struct suspects_case *seen,
	    const struct suspects_event *event)
{
	char of[ZONE_TIME_LEN + 1];
	int64_t at;
	int offset;

	if (event->of_len != ZONE_TIME_LEN)
		return false;
	memcpy(of, event->of, ZONE_TIME_LEN);
	of[ZONE_TIME_LEN] = '\0';
	return zone_parse_time(of, &at, &offset) && is_remembered(seen, at);
}

/* Whether a line speaks of nothing but what this case is known to have. */
static bool
refers_to_known(const struct suspects_case *seen,
		const struct suspects_event *event)
{
	if (event->of && !is_of_known(seen, event))
		return false;
	if (event->verb == VERB_UNKNOWN || !event->what ||
	    (event->what_len == 3 && memcmp(event->what, "pt0", 3) == 0))
		return true;
	switch (event_kind(event->verb)->what) {
	case EVENT_WHAT_PROMISE:
		return was_given(seen, GIVEN_PROMISE, event);
	case EVENT_WHAT_POINT:
		return was_given(seen, GIVEN_POINT, event);
	case EVENT_WHAT_TASK:
		return was_given(seen, GIVEN_TASK, event);
	default:
		return true;
	}
}

/* Whether a line follows those before it: an opening, then rising instants. */
static bool
follows(const struct suspects_case *seen, const struct suspects_event *event)
{
	if (seen->bytes == 0)
		return event->verb == VERB_OPEN;
	return event->verb != VERB_OPEN && event->at > seen->last;
}

/* Both cases of a merge are suspected, whatever came of it. */
static void
merge(struct suspects *suspects, const struct suspects_event *event)
{
	struct suspects_case *seen = case_of(suspects, event->id);

	seen->suspect = seen->merged = 1;
	if (!event->what || !caseid_is_valid(event->what, event->what_len))
		return;
	seen = case_of(suspects, event->what);
	seen->suspect = seen->merged = 1;
}

static void
note_end(struct suspects_case *seen, int64_t at, bool closes)
{
	int64_t minute = at / (60 * 1000);

	if (minute > 0 && minute < UINT32_MAX / 2 &&
	    (uint32_t)minute >= seen->ended / 2)
		seen->ended = (uint32_t)minute * 2 + closes;
}

void
suspects_line(struct suspects *suspects, const struct suspects_event *event)
{
	struct suspects_case *seen = case_of(suspects, event->id);
	size_t len = event->len + 1;

	if (!follows(seen, event))
		seen->suspect = 1;
	if (seen->bytes == 0) {
		suspects->cases++;
		seen->first = seen->last = event->at;
	}
	if (event->at > seen->last)
		seen->last = event->at;
	seen->bytes = len < UINT32_MAX - seen->bytes
			      ? seen->bytes + (uint32_t)len
			      : UINT32_MAX;
	if (!refers_to_known(seen, event))
		seen->suspect = 1;
	switch (event->verb) {
	case VERB_PROMISE:
		note_given(seen, GIVEN_PROMISE, event);
		break;
	case VERB_RENEW:
		remember(seen, event->at);
		break;
	case VERB_POINT:
		note_given(seen, GIVEN_POINT, event);
		break;
	case VERB_PREVENT:
		note_given(seen, GIVEN_TASK, event);
		break;
	case VERB_RETRACT:
	case VERB_ERASE:
		seen->suspect = seen->unsure = 1;
		break;
	case VERB_CLOSE:
	case VERB_REOPEN:
		note_end(seen, event->at, event->verb == VERB_CLOSE);
		break;
	case VERB_MERGE:
		merge(suspects, event);
		break;
	default:
		break;
	}
}

/* The bit of an id in the filter, by its six random characters and what stands
 * beside them: quick, and far from different for all. */
static uint64_t
filter_bit(const struct suspects *suspects, const char *id)
{
	uint64_t word;

	memcpy(&word, id + 6, sizeof(word));
	return (word * UINT64_C(0x9e3779b97f4a7c15)) >> 32 &
	       (suspects->filter_bits - 1);
}

/* The same of a case. */
static uint64_t
filter_bit_of(const struct suspects *suspects, const struct suspects_case *seen)
{
	char id[CASEID_SIZE] = "000000-";
	uint64_t key = seen->key;

	for (int i = 0; i < 6; i++, key >>= 4)
		id[i] = (char)('0' + (key & 0x0F));
	for (int i = 7; i < 13; i++, key >>= 6) {
		char low = (char)(key & 0x3F);

		id[i] = (char)(low >= 0x30 ? low : low | 0x40);
	}
	id[CASEID_LEN - 1] = caseid_check(id);
	return filter_bit(suspects, id);
}

/* The part of a case that was not merged, by its key; the others' is 0. */
static size_t
part_of(const struct suspects *suspects, uint64_t key)
{
	return (hash_of(key) >> 20) % suspects->parts;
}

size_t
suspects_divide(struct suspects *suspects, size_t bytes)
{
	uint64_t all = 0;
	size_t few = 0;

	for (size_t i = 0; i < suspects->count; i++) {
		if (seen_at(suspects, i)->suspect) {
			few++;
			all += seen_at(suspects, i)->bytes;
		}
	}
	suspects->parts = few ? (size_t)(all / bytes) + 1 : 0;
	/* Few lines that are of no suspect pass sixteen bits for each. */
	suspects->filter_bits = 64;
	while (suspects->filter_bits < few * 16)
		suspects->filter_bits *= 2;
	free(suspects->filter);
	suspects->filter =
		mem_zero(suspects->filter_bits / 64, sizeof(uint64_t));
	for (size_t i = 0; i < suspects->count; i++) {
		uint64_t bit;

		if (!seen_at(suspects, i)->suspect)
			continue;
		bit = filter_bit_of(suspects, seen_at(suspects, i));
		suspects->filter[bit / 64] |= UINT64_C(1) << bit % 64;
	}
	return suspects->parts;
}

bool
suspects_has(const struct suspects *suspects, const char *line, size_t len,
	     size_t part)
{
	const struct suspects_case *seen;
	const char *id = line + ID_AT;
	uint64_t bit, key;

	if (len < ID_AT + CASEID_LEN)
		return false;
	/* Most cases of a journal in no order are suspects, of other parts. */
	key = key_of(id);
	if (part > 0 && part_of(suspects, key) != part)
		return false;
	bit = filter_bit(suspects, id);
	if (!(suspects->filter[bit / 64] >> bit % 64 & 1))
		return false;
	seen = find(suspects, dayslots_date(glance_id(id)).date, key);
	return seen && seen->suspect &&
	       (seen->merged ? 0 : part_of(suspects, key)) == part;
}

size_t
suspects_closed_before(const struct suspects *suspects, int64_t instant)
{
	size_t count = 0;

	for (size_t i = 0; i < suspects->count; i++) {
		const struct suspects_case *seen = seen_at(suspects, i);

		count += (seen->ended & 1) && !seen->merged && !seen->unsure &&
			 seen->ended / 2 < instant / (60 * 1000);
	}
	return count;
}

void
suspects_release(struct suspects *suspects)
{
	table_release(&suspects->seen);
	dayslots_release(&suspects->slots);
	free(suspects->filter);
	*suspects = (struct suspects){0};
}
