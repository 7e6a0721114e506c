#include "closing.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "event.h"
#include "joined.h"
#include "mem.h"

/* A case that was joined with others, and what ended it. */
struct member {
	const char *id;
	bool closed, history;
};

/* All of them in order of their ids, and which stand together so far. */
struct members {
	struct member *at;
	size_t *joined;
	size_t count;
};

static int
by_id(const void *a, const void *b)
{
	const struct member *left = a, *right = b;

	return strcmp(left->id, right->id);
}

static void
gather(struct members *members, const struct record *const *events,
       size_t event_count)
{
	struct member *at = mem_get((event_count + 1) * sizeof(*at));
	size_t count = 0;

	for (size_t i = 0; i < event_count; i++) {
		const char *id = events[i]->id;

		if (count == 0 || strcmp(at[count - 1].id, id) != 0)
			at[count++] = (struct member){.id = id};
	}
	if (count > 1)
		qsort(at, count, sizeof(*at), by_id);
	members->at = at;
	members->count = 0;
	for (size_t i = 0; i < count; i++) {
		if (i == 0 || strcmp(at[i - 1].id, at[i].id) != 0)
			at[members->count++] = at[i];
	}
	members->joined = mem_get((members->count + 1) * sizeof(size_t));
	for (size_t i = 0; i < members->count; i++)
		members->joined[i] = i;
}

/* The number of an id; SIZE_MAX of one that has no event. */
static size_t
number_of(const struct members *members, const char *id)
{
	const struct member key = {.id = id};
	const struct member *found =
		id ? bsearch(&key, members->at, members->count, sizeof(key),
			     by_id)
		   : NULL;

	return found ? (size_t)(found - members->at) : SIZE_MAX;
}

/* What an event says of one holds for all that it was joined with before. */
static void
end_all(struct members *members, size_t member, bool closed)
{
	size_t all = joined_of(members->joined, member);

	for (size_t i = 0; i < members->count; i++) {
		if (joined_of(members->joined, i) != all)
			continue;
		members->at[i].closed = closed;
		if (!closed)
			members->at[i].history = false;
	}
}

static void
take(struct members *members, const struct record *event)
{
	size_t member = number_of(members, event->id), other;
	const char *history;

	switch (event_verb(event->event)) {
	case VERB_OPEN:
		history = record_get(event, "history");
		if (history && strcmp(history, "yes") == 0)
			members->at[member].history = true;
		break;
	case VERB_CLOSE:
		end_all(members, member, true);
		break;
	case VERB_REOPEN:
		end_all(members, member, false);
		break;
	case VERB_MERGE:
		other = number_of(members, event->what);
		if (other != SIZE_MAX)
			joined_join(members->joined, member, other);
		break;
	default:
		break;
	}
}

bool
closing_is_of_all(const struct record *const *events, size_t count)
{
	struct members members;
	bool all = true;

	gather(&members, events, count);
	for (size_t i = 0; i < count; i++)
		take(&members, events[i]);
	for (size_t i = 0; i < members.count && all; i++)
		all = members.at[i].closed || members.at[i].history;
	free(members.at);
	free(members.joined);
	return all;
}
