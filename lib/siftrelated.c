#include "siftrelated.h"

#include <stdlib.h>

#include "mem.h"
#include "scan.h"
#include "scanneeds.h"

/* Which of the cases of a part share what is asked for. */
struct relating {
	const struct scans *scans;
	const struct relatives *sought;
	struct relating_part {
		size_t *at;
		size_t count, room;
	} * parts;
};

static void
relate_part(void *context, size_t part, size_t thread)
{
	const struct relating *relating = context;
	const struct scans *scans = relating->scans;
	const struct outlines *outlines = &scans->at[part]->outlines;
	const struct relatives *of = &outlines->outlining.relatives;
	const struct relatives *sought = relating->sought;
	struct relating_part *own = &relating->parts[part];
	size_t count = outlines->count;

	(void)thread;
	for (size_t i = relatives_next(sought, of, 0, count); i < count;
	     i = relatives_next(sought, of, i + 1, count)) {
		struct scan_case at = {part, i};

		if (!relatives_is(sought, of, i) || scans_is_given(scans, at) ||
		    outlines_at(outlines, i)->marks &
			    (OUTLINE_ELSEWHERE | OUTLINE_RELATED))
			continue;
		own->at = mem_grow(own->at, own->count, &own->room,
				   sizeof(*own->at));
		own->at[own->count++] = i;
	}
}

/* What the cases of the same part as one share with others. */
static const struct relatives *
relatives_of(const struct scans *scans, struct scan_case at)
{
	return &scans->at[at.part]->outlines.outlining.relatives;
}

static bool
seek_case(struct siftrelated *related, struct scan_case at)
{
	return relatives_seek_case(related->sought,
				   relatives_of(related->scans, at), at.index);
}

/* Note a case as related, and seek what it shares with others. Whether that is
 * news. */
static bool
take_case(struct siftrelated *related, struct scan_case at)
{
	const struct scans *scans = related->scans;
	struct scan_case other;
	bool news;

	scans_outline(scans, at)->marks |= OUTLINE_RELATED;
	related->at = mem_grow(related->at, related->count, &related->room,
			       sizeof(*related->at));
	related->at[related->count++] = at;
	news = seek_case(related, at);
	for (size_t next = 0; scans_joined(scans, at, &next, &other);)
		news = seek_case(related, other) || news;
	return news;
}

static bool
take_parts(struct siftrelated *related, const struct relating *relating)
{
	bool news = false;

	for (size_t i = 0; i < related->scans->count; i++) {
		struct relating_part *part = &relating->parts[i];

		for (size_t k = 0; k < part->count; k++) {
			struct scan_case at = {i, part->at[k]};

			news = take_case(related, at) || news;
		}
		part->count = 0;
	}
	return news;
}

bool
siftrelated_find(struct siftrelated *related)
{
	const struct scans *scans = related->scans;
	struct relating relating = {scans, related->sought, NULL};
	bool news = false, more = true;

	relating.parts = mem_zero(scans->count, sizeof(*relating.parts));
	while (more && relatives_ask(related->sought)) {
		scans_share_little(scans, relate_part, &relating);
		more = take_parts(related, &relating);
		news = news || more;
	}
	for (size_t i = 0; i < scans->count; i++)
		free(relating.parts[i].at);
	free(relating.parts);
	return news;
}

/* What persons are told of a case that is not given: its number there. */
static size_t
add_person(const struct scans *scans, struct personcases *persons,
	   struct scan_case at)
{
	uint32_t *hashes = mem_get((persons->rules + 1) * sizeof(*hashes));
	size_t number;

	relatives_hashes_of(relatives_of(scans, at), at.index, hashes);
	number = personcases_add(persons, hashes,
				 outline_last(scans_outline(scans, at)));
	free(hashes);
	return number;
}

static void
add_all(const struct siftrelated *related, struct personcases *persons,
	size_t *numbers)
{
	const struct scans *scans = related->scans;

	for (size_t i = 0; i < related->count; i++) {
		struct scan_case at = related->at[i], other;

		numbers[i] = add_person(scans, persons, at);
		for (size_t next = 0; scans_joined(scans, at, &next, &other);)
			personcases_join(persons, numbers[i],
					 add_person(scans, persons, other));
	}
}

void
siftrelated_seek(const struct siftrelated *related, struct personcases *persons)
{
	size_t *numbers = mem_get((related->count + 1) * sizeof(*numbers));

	if (persons)
		add_all(related, persons, numbers);
	for (size_t i = 0; i < related->count; i++) {
		if (!persons || personcases_bears(persons, numbers[i]))
			scans_need(related->scans, related->at[i]);
	}
	free(numbers);
}

void
siftrelated_release(struct siftrelated *related)
{
	free(related->at);
	*related = (struct siftrelated){0};
}
