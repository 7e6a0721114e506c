#include "outline.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS_AT_FIRST 16
#define DAYS_AT_FIRST 256

#define REFS_MOST 32

/* A promise that is open, or a task of prevention. */
struct owed {
	int64_t at, due;
	uint32_t next; /* made before it; 0: none */
	uint32_t ref;
	bool task;
};

/*
 * The cases of one day. Lines that follow one another are mostly of cases of
 * the same few weeks, whose places in one table for all would be far apart:
 * each would have to be fetched from memory anew.
 */
struct day {
	uint64_t date;
	uint32_t *slots; /* a hash of ids: index + 1; 0 free */
	size_t count, room;
};

struct outline_private {
	size_t room;
	struct day *days; /* a hash of those in ids */
	size_t day_count, day_room;
	size_t day;       /* the one asked for last */
	uint32_t *before; /* by line: the one before it of its case */
	size_t line_room;

	struct owed *owed; /* the first is not used */
	size_t owed_count, owed_room;
	uint32_t owed_free; /* the head of those given back */

	struct glance_id *joined; /* named by merges */
	size_t joined_count, joined_room;
};

/* The day in an id: its first six bytes. */
static uint64_t
date_of(struct glance_id id)
{
	return id.first & UINT64_C(0xFFFFFFFFFFFF);
}

static size_t
hash_of(uint64_t word)
{
	uint64_t hash = word * UINT64_C(0xFF51AFD7ED558CCD);

	return (size_t)(hash ^ hash >> 32);
}

/* Where the day is in the table, or would be. */
static struct day *
day_in(struct day *days, size_t room, uint64_t date)
{
	size_t at = hash_of(date) & (room - 1);

	while (days[at].room > 0 && days[at].date != date)
		at = (at + 1) & (room - 1);
	return &days[at];
}

static struct day *
day_for(struct outline_private *private, uint64_t date)
{
	struct day *day = &private->days[private->day];

	if (day->room > 0 && day->date == date)
		return day;
	day = day_in(private->days, private->day_room, date);
	private->day = (size_t)(day - private->days);
	if (day->room > 0)
		return day;
	if (++private->day_count * 2 > private->day_room) {
		size_t room = private->day_room * 2;
		struct day *days = mem_zero(room, sizeof(*days));

		for (size_t i = 0; i < private->day_room; i++) {
			if (private->days[i].room > 0)
				*day_in(days, room, private->days[i].date) =
					private->days[i];
		}
		free(private->days);
		private->days = days;
		private->day_room = room;
		day = day_in(days, room, date);
		private->day = (size_t)(day - days);
	}
	*day = (struct day){
		.date = date,
		.slots = mem_zero(SLOTS_AT_FIRST, sizeof(*day->slots)),
		.room = SLOTS_AT_FIRST};
	return day;
}

static uint32_t *
slot_in(const struct outlines *outlines, const struct day *day,
	struct glance_id id)
{
	size_t mask = day->room - 1, at = hash_of(id.last) & mask;

	while (day->slots[at] &&
	       !glance_same_id(outlines->cases[day->slots[at] - 1].id, id))
		at = (at + 1) & mask;
	return &day->slots[at];
}

static void
make_slots(struct outlines *outlines, struct day *day)
{
	uint32_t *old = day->slots;
	size_t room = day->room;

	day->room *= 2;
	day->slots = mem_zero(day->room, sizeof(*day->slots));
	for (size_t i = 0; i < room; i++) {
		if (old[i])
			*slot_in(outlines, day,
				 outlines->cases[old[i] - 1].id) = old[i];
	}
	free(old);
}

/* The outline of an id, made where there is none; NULL where `new`, the line
 * that says it, is given and it is no case's id. */
static struct outline *
outline_for(struct outlines *outlines, struct glance_id id,
	    const struct glance *new)
{
	struct outline_private *private = outlines->private;
	struct day *day = day_for(private, date_of(id));
	uint32_t *slot = slot_in(outlines, day, id);
	struct outline *made;

	if (*slot)
		return &outlines->cases[*slot - 1];
	if (new) {
		size_t len;
		const char *at = glance_field(new, RECORD_CASE, &len);

		if (!caseid_is_valid(at, len))
			return NULL;
	}
	if (++day->count * 2 > day->room) {
		make_slots(outlines, day);
		slot = slot_in(outlines, day, id);
	}
	outlines->cases = mem_grow(outlines->cases, outlines->count,
				   &private->room, sizeof(*made));
	relatives_make_room(&outlines->relatives, private->room);
	made = &outlines->cases[outlines->count];
	*made = (struct outline){.id = id, .last = INT64_MIN};
	*slot = (uint32_t)++outlines->count;
	return made;
}

void
outlines_init(struct outlines *outlines, const struct outline_wanted *wanted)
{
	struct outline_private *private = mem_zero(1, sizeof(*private));

	*outlines = (struct outlines){.wanted = wanted, .private = private};
	private->day_room = DAYS_AT_FIRST;
	private->days = mem_zero(DAYS_AT_FIRST, sizeof(*private->days));
	private->owed_count = 1;
	private->owed =
		mem_grow(NULL, 0, &private->owed_room, sizeof(*private->owed));
	planwords_init(&outlines->words, wanted->policy);
	relatives_init(&outlines->relatives,
		       wanted->persons ? wanted->policy : NULL);
}

void
outlines_release(struct outlines *outlines)
{
	struct outline_private *private = outlines->private;

	if (private) {
		for (size_t i = 0; i < private->day_room; i++)
			free(private->days[i].slots);
		free(private->days);
		free(private->before);
		free(private->owed);
		free(private->joined);
		free(private);
	}
	relatives_release(&outlines->relatives);
	free(outlines->cases);
	*outlines = (struct outlines){0};
}

/* Promises and tasks. */

/* The number of p1, t1…; 0 of any other reference. */
static uint32_t
number_of(const struct glance *glance, char letter)
{
	size_t len;
	const char *at = glance_field(glance, RECORD_WHAT, &len);

	if (len < 2 || len > 3 || at[0] != letter || at[1] < '1' || at[1] > '9')
		return 0;
	if (len == 2)
		return (uint32_t)(at[1] - '0');
	if (at[2] < '0' || at[2] > '9')
		return 0;
	return (uint32_t)((at[1] - '0') * 10 + at[2] - '0');
}

/* The due time of a line; INSTANT_NONE. */
static int64_t
due_of(const struct glance *glance)
{
	char due[32];
	size_t len;
	const char *at = glance_field(glance, RECORD_DUE, &len);
	int64_t instant;
	int offset;

	if (len >= sizeof(due))
		return INSTANT_NONE;
	memcpy(due, at, len);
	due[len] = '\0';
	return zone_parse_due(due, &instant, &offset) ? instant : INSTANT_NONE;
}

/* A time that stands in a key's value; INSTANT_NONE. */
static int64_t
time_in(const struct glance *glance, const char *key, bool *there)
{
	char time[32];
	size_t len;
	const char *at = glance_get(glance, key, &len);
	int64_t instant;
	int offset;

	*there = at != NULL;
	if (!at || len >= sizeof(time))
		return INSTANT_NONE;
	memcpy(time, at, len);
	time[len] = '\0';
	return zone_parse_time(time, &instant, &offset) ? instant
							: INSTANT_NONE;
}

static void
push_owed(struct outlines *outlines, struct outline *outline, struct owed owed)
{
	struct outline_private *private = outlines->private;
	uint32_t at = private->owed_free;

	if (at) {
		private->owed_free = private->owed[at].next;
	} else {
		private->owed =
			mem_grow(private->owed, private->owed_count,
				 &private->owed_room, sizeof(*private->owed));
		at = (uint32_t) private->owed_count++;
	}
	owed.next = outline->promises;
	private->owed[at] = owed;
	outline->promises = at;
}

static void
make_promise(struct outlines *outlines, struct outline *outline,
	     const struct glance *glance, uint32_t ref, bool task)
{
	struct owed owed = {
		.at = glance->time,
		.due = due_of(glance),
		.ref = ref,
		.task = task,
	};

	if (ref == 0)
		outline->marks |= OUTLINE_ODD;
	if (owed.due >= outlines->wanted->promises_since && !task)
		outline->marks |= OUTLINE_PROMISED;
	push_owed(outlines, outline, owed);
}

/*
 * Take out of those open the one that a line speaks of: by of=, else by its
 * reference. False where that is not certain.
 */
static bool
settle(struct outlines *outlines, struct outline *outline,
       const struct glance *glance, bool task, struct owed *settled)
{
	struct outline_private *private = outlines->private;
	uint32_t ref = number_of(glance, task ? 't' : 'p');
	uint32_t *link = &outline->promises;
	bool by_time;
	int64_t of = time_in(glance, "of", &by_time);

	while (*link) {
		uint32_t at = *link;
		struct owed *owed = &private->owed[at];

		/* A reference is given out once in what is not odd. */
		if (owed->task == task && owed->ref == ref && ref > 0 &&
		    (!by_time || owed->at == of)) {
			*settled = *owed;
			*link = owed->next;
			owed->next = private->owed_free;
			private->owed_free = at;
			return true;
		}
		link = &owed->next;
	}
	return false;
}

static void
end_promise(struct outlines *outlines, struct outline *outline,
	    const struct glance *glance)
{
	struct owed owed;
	bool in_time;

	if (!settle(outlines, outline, glance, false, &owed)) {
		outline->marks |= OUTLINE_ODD;
		return;
	}
	in_time = glance->time <= owed.due ||
		  (glance->verb == VERB_KEPT && owed.due == INSTANT_NONE);
	if (glance->verb == VERB_BROKEN || !in_time)
		outline->marks |= OUTLINE_UNSAID;
	if (glance->verb == VERB_RENEW)
		make_promise(outlines, outline, glance, owed.ref, false);
}

/* Lines. */

/* A word of the plan that a field is; 0. */
static uint8_t
word_in(const struct outlines *outlines, const struct glance *glance,
	size_t field)
{
	size_t len;
	const char *at = glance_field(glance, field, &len);

	return planwords_find(&outlines->words, at, len);
}

/* The word to the letter; 0. */
static uint8_t
exact_word_in(const struct outlines *outlines, const struct glance *glance,
	      size_t field)
{
	size_t len;
	const char *at = glance_field(glance, field, &len);

	return planwords_exact(&outlines->words, at, len);
}

static bool
is_key(const char *at, size_t len, const char *key)
{
	return *at == *key && strlen(key) == len && memcmp(at, key, len) == 0;
}

/* The details that an opening or an amendment gives. */
static void
take_details(struct outlines *outlines, struct outline *outline,
	     const struct glance *glance)
{
	struct relatives *relatives = &outlines->relatives;
	size_t index = (size_t)(outline - outlines->cases);

	for (size_t i = RECORD_FIELD_COUNT; i < glance->count; i++) {
		const char *key = glance->at + glance->ends[i - 1] + 1;
		const char *value = glance->at + glance->equals[i] + 1;
		size_t key_len = (size_t)(value - 1 - key);
		size_t len = glance->ends[i] - glance->equals[i] - 1;
		size_t number = relatives_key(relatives, key, key_len);
		/* Of an amendment a dash takes it away; no word is one. */
		bool away = glance->verb == VERB_AMEND && len == 2 &&
			    memcmp(value, "\\-", 2) == 0;

		if (number < relatives->key_count)
			relatives_know(relatives, index, number,
				       away ? NULL : value, len);
		if (is_key(key, key_len, "channel"))
			outline->channel =
				planwords_find(&outlines->words, value, len);
		else if (is_key(key, key_len, "heat"))
			outline->heat =
				planwords_find(&outlines->words, value, len);
		else if (is_key(key, key_len, "category"))
			outline->category =
				planwords_find(&outlines->words, value, len);
		else if (glance->verb == VERB_OPEN && len == 3 &&
			 is_key(key, key_len, "history") &&
			 memcmp(value, "yes", 3) == 0)
			outline->marks |= OUTLINE_HISTORY;
	}
}

/* What a line settles, and what it begins, in the words of owed.h. */
/* Whether a flag limits dealings with the customer. */
static bool
is_limit(const struct glance *glance)
{
	char word[32];
	size_t len;
	const char *at = glance_field(glance, RECORD_WHAT, &len);

	if (len >= sizeof(word))
		return false;
	memcpy(word, at, len);
	word[len] = '\0';
	return event_list_has(event_limits, word);
}

static void
take_event(struct outlines *outlines, struct outline *outline,
	   const struct glance *glance)
{
	const struct planwords *words = &outlines->words;
	const struct policy *policy = outlines->wanted->policy;
	uint32_t ref;
	uint8_t word;
	struct owed owed;

	switch (glance->verb) {
	case VERB_OPEN:
		outline->category = word_in(outlines, glance, RECORD_WHAT);
		if (glance->time >= outlines->wanted->causes_since && policy &&
		    policy->prevention.again_same_category)
			outline->marks |= OUTLINE_CAUSED;
		take_details(outlines, outline, glance);
		break;
	case VERB_AMEND:
		take_details(outlines, outline, glance);
		break;
	case VERB_HEAT:
		if (!glance_is(glance, RECORD_WHAT, "-"))
			outline->heat = word_in(outlines, glance, RECORD_WHAT);
		break;
	case VERB_FLAG:
		word = exact_word_in(outlines, glance, RECORD_WHAT);
		if (word > 0 && word < PLANWORDS_FLAGS)
			outline->flags |= UINT32_C(1) << word;
		/* A limit is looked at again, of a closed case, too. */
		if (is_limit(glance))
			outline->marks |= OUTLINE_ODD;
		break;
	case VERB_OUT:
		if (glance_is(glance, RECORD_WHAT, "review"))
			outline->marks &= ~(uint32_t)OUTLINE_REVIEWED;
		break;
	case VERB_TELL:
		if (glance_is(glance, RECORD_WHAT, "done")) {
			outline->marks |= OUTLINE_TOLD;
			outline->done = 0;
		} else if (glance_is(glance, RECORD_WHAT, "changed")) {
			outline->marks &= ~(uint32_t)OUTLINE_CHANGED;
		}
		break;
	case VERB_APOLOGY:
		outline->marks &= ~(uint32_t)OUTLINE_UNSAID;
		break;
	case VERB_GIVE:
		word = exact_word_in(outlines, glance, RECORD_WHAT);
		if (words->words[word].lent)
			outline->marks |= OUTLINE_LENT;
		break;
	case VERB_PROMISE:
		ref = number_of(glance, 'p');
		if (ref > REFS_MOST ||
		    (ref > 0 && (outline->refs >> (ref - 1) & 1)))
			ref = 0;
		if (ref > 0)
			outline->refs |= UINT32_C(1) << (ref - 1);
		make_promise(outlines, outline, glance, ref, false);
		break;
	case VERB_KEPT:
	case VERB_BROKEN:
	case VERB_RENEW:
		end_promise(outlines, outline, glance);
		break;
	case VERB_PREVENT:
		if (!glance_is(glance, RECORD_DUE, "-") &&
		    !glance_is(glance, RECORD_WHAT, "none"))
			make_promise(outlines, outline, glance,
				     number_of(glance, 't'), true);
		break;
	case VERB_PREVENTED:
		outline->marks |= OUTLINE_CHANGED;
		if (!settle(outlines, outline, glance, true, &owed))
			outline->marks |= OUTLINE_ODD;
		break;
	case VERB_CAUSE:
		if (glance->time >= outlines->wanted->causes_since)
			outline->marks |= OUTLINE_CAUSED;
		break;
	case VERB_CLOSE:
		outline->marks |= OUTLINE_CLOSED;
		outline->outcome = word_in(outlines, glance, RECORD_WHAT);
		if (!(outline->marks & OUTLINE_TOLD))
			outline->done = 0;
		break;
	case VERB_FOLLOW_UP:
		word = exact_word_in(outlines, glance, RECORD_WHAT);
		outline->done |= words->words[word].steps;
		if (glance_is(glance, RECORD_WHAT, "changed"))
			outline->marks &= ~(uint32_t)OUTLINE_CHANGED;
		break;
	case VERB_FEEDBACK: {
		size_t len;
		const char *at = glance_field(glance, RECORD_WHAT, &len);

		outline->done |= words->feedback;
		/* No answer may be one that is asked for again. */
		if (glance_is(glance, RECORD_WHAT, "unanswered"))
			outline->marks |= OUTLINE_ODD;
		if (policy && *at >= '0' && *at <= '9' && len == 1 &&
		    *at - '0' <= policy->feedback.low)
			outline->marks |= OUTLINE_LOW;
		break;
	}
	case VERB_THANK:
		outline->done |= words->thank;
		break;
	case VERB_REVIEW:
		outline->marks |= OUTLINE_REVIEWED;
		break;
	case VERB_REOPEN:
		outline->marks &= ~(uint32_t)(OUTLINE_CLOSED | OUTLINE_HISTORY |
					      OUTLINE_TOLD | OUTLINE_SKIPPED);
		outline->outcome = 0;
		outline->done = 0;
		break;
	case VERB_RETRACT:
	case VERB_MERGE:
		outline->marks |= OUTLINE_ODD;
		break;
	case VERB_ERASE:
		outline->marks |= OUTLINE_ERASED;
		break;
	default:
		break;
	}
}

/* Keys that any event may have. */
static void
take_keys(struct outlines *outlines, struct outline *outline,
	  const struct glance *glance)
{
	bool passed = glance->verb == VERB_OVERRIDE, logged;
	int64_t written;

	for (size_t i = RECORD_FIELD_COUNT; i < glance->count; i++) {
		size_t begin = glance->ends[i - 1] + 1;
		size_t len = glance->equals[i] - begin;
		const char *key = glance->at + begin;

		if (len == 7 && memcmp(key, "skipped", len) == 0)
			outline->marks |= OUTLINE_SKIPPED;
		if (len == 12 && memcmp(key, "out-of-order", len) == 0)
			passed = true;
	}
	if (!passed)
		return;
	written = time_in(glance, "logged", &logged);
	if (!logged || written == INSTANT_NONE)
		written = glance->time;
	if (written >= outlines->wanted->passed_since)
		outline->marks |= OUTLINE_PASSED_OVER;
}

static void
link_line(struct outline_private *private, struct outline *outline,
	  uint32_t line)
{
	if (line >= private->line_room) {
		size_t room = private->line_room ? private->line_room * 2
						 : (size_t)1 << 16;

		private->line_room = line < room ? room : (size_t)line + 1;
		private->before =
			mem_resize(private->before, private->line_room,
				   sizeof(*private->before));
	}
	private->before[line] = outline->line;
	outline->line = line;
}

/* Remember the case that a merge joins to this one. */
static void
note_joined(struct outline_private *private, const char *id, size_t len)
{
	if (len != CASEID_LEN)
		return;
	private->joined =
		mem_grow(private->joined, private->joined_count,
			 &private->joined_room, sizeof(*private->joined));
	private->joined[private->joined_count++] = glance_id(id);
}

bool
outlines_take(struct outlines *outlines, const struct glance *glance,
	      const struct record *record, uint32_t line)
{
	struct outline_private *private = outlines->private;
	bool seen = glance->count > 0;
	int64_t time = seen ? glance->time : record->at;
	struct outline *outline =
		outline_for(outlines, seen ? glance->id : glance_id(record->id),
			    record ? NULL : glance);

	if (!outline)
		return false;
	link_line(private, outline, line);
	/* Nothing stands before an opening, but of a till with another clock.
	 */
	if (time <= outline->last ||
	    (outline->last != INT64_MIN && seen && glance->verb == VERB_OPEN))
		outline->marks |= OUTLINE_ODD;
	if (time > outline->last)
		outline->last = time;
	if (!seen) {
		outline->marks |= OUTLINE_ODD;
		if (record->what && strcmp(record->event, "merge") == 0)
			note_joined(private, record->what,
				    strlen(record->what));
		return true;
	}
	take_event(outlines, outline, glance);
	if (glance->verb == VERB_MERGE) {
		size_t len;
		const char *id = glance_field(glance, RECORD_WHAT, &len);

		note_joined(private, id, len);
	}
	if (glance->count > RECORD_FIELD_COUNT || glance->verb == VERB_OVERRIDE)
		take_keys(outlines, outline, glance);
	if (time >= outlines->wanted->promises_since &&
	    (glance->verb == VERB_KEPT || glance->verb == VERB_BROKEN ||
	     glance->verb == VERB_RENEW))
		outline->marks |= OUTLINE_PROMISED;
	return true;
}

void
outlines_end(struct outlines *outlines)
{
	struct outline_private *private = outlines->private;

	for (size_t i = 0; i < private->joined_count; i++) {
		struct glance_id id = private->joined[i];
		uint32_t found =
			*slot_in(outlines, day_for(private, date_of(id)), id);

		if (found)
			outlines->cases[found - 1].marks |= OUTLINE_ODD;
	}
}

uint32_t
outlines_before(const struct outlines *outlines, uint32_t line)
{
	return outlines->private->before[line];
}

bool
outline_may_be_open(const struct outline *outline)
{
	if (outline->marks & OUTLINE_ODD)
		return true;
	return !(outline->marks &
		 (OUTLINE_ERASED | OUTLINE_CLOSED | OUTLINE_HISTORY));
}

bool
outline_may_owe(const struct outlines *outlines, const struct outline *outline)
{
	const struct policy *policy = outlines->wanted->policy;
	uint32_t marks = outline->marks;
	struct planwords_case known;

	if (marks & OUTLINE_ODD)
		return true;
	if (marks & OUTLINE_ERASED)
		return false;
	if (marks & OUTLINE_HISTORY)
		return policy && outline->promises;
	if (!(marks & OUTLINE_CLOSED) || outline->promises)
		return true;
	if (!policy)
		return false;
	if (marks & (OUTLINE_UNSAID | OUTLINE_REVIEWED | OUTLINE_SKIPPED |
		     OUTLINE_PASSED_OVER | OUTLINE_LOW) ||
	    (marks & OUTLINE_CHANGED && policy->prevention.tell_what_changed))
		return true;
	known = (struct planwords_case){
		.category = outline->category,
		.channel = outline->channel,
		.heat = outline->heat,
		.outcome = outline->outcome,
		.flags = outline->flags,
		.done = outline->done,
		.lent = marks & OUTLINE_LENT,
	};
	return planwords_may_owe(&outlines->words, &known);
}
