#include "sift.h"

#include <stdlib.h>
#include <string.h>

#include "bytime.h"
#include "few.h"
#include "fewclosed.h"
#include "fewpersons.h"
#include "inorder.h"
#include "scan.h"
#include "scanneeds.h"

struct sift_private {
	struct caused_words causes; /* of SIFT_OWING */
	bool others_open;           /* cases that were not asked for at first */
	/* Cases that share what is sought, and were not given. */
	struct scan_case *related;
	size_t related_count, related_room;
	bool closed_sought[UINT8_MAX + 1]; /* of the plan's words */
	struct few few; /* where wanted->few: it does all of this */
};

/* In a for: each case. */
#define EACH_CASE(scans, at)          \
	struct scan_case at = {0, 0}; \
	scans_reach((scans), &(at));  \
	(at).index++

static bool
is_few(const struct sift *sift)
{
	return sift->scans.wanted->few;
}

/* What is the same for all parts. */
static struct outlining *
outlining_of(const struct sift *sift)
{
	return &sift->scans.at[0]->outlines.outlining;
}

static int64_t
noted_of(const struct scans *scans, struct scan_case at)
{
	return *outlining_noted(&scans->at[at.part]->outlines.outlining,
				at.index);
}

/* A case as one number, and back. */
static size_t
as_number(const struct scans *scans, struct scan_case at)
{
	return at.index * scans->count + at.part;
}

static struct scan_case
of_number(const struct scans *scans, size_t number)
{
	return (struct scan_case){number % scans->count, number / scans->count};
}

/* In a for: each entry of the parts' lists of those that have a cause. */
struct cause_at {
	size_t part, entry;
};
#define EACH_CAUSE(scans, at)                \
	struct cause_at at = {0, 1};         \
	reach_cause((scans), &(at)) != NULL; \
	(at).entry++

static struct caused *
reach_cause(const struct scans *scans, struct cause_at *at)
{
	for (; at->part < scans->count; at->part++, at->entry = 1) {
		const struct caused_list *list =
			&scans->at[at->part]->outlines.outlining.caused;

		if (at->entry < list->count)
			return &list->at[at->entry];
	}
	return NULL;
}

/* The case of such an entry. */
static struct scan_case
case_of(const struct scans *scans, struct cause_at at)
{
	return (struct scan_case){at.part, reach_cause(scans, &at)->index};
}

/* Find out of which causes the cases have to be read. */
static void
decide_causes(struct sift *sift)
{
	const struct scans *scans = &sift->scans;
	const struct caused_span *span = &scans->wanted->again;
	struct caused_tally tally;

	caused_tally_init(&tally);
	for (EACH_CAUSE(scans, cause)) {
		struct scan_case at = case_of(scans, cause);
		struct caused *caused = reach_cause(scans, &cause);

		caused->sure =
			!(scans_outline(scans, at)->marks &
			  (OUTLINE_ODD | OUTLINE_ERASED | OUTLINE_ELSEWHERE));
		caused_count(&tally, span, caused, as_number(scans, at));
	}
	caused_decide(&sift->private->causes, &tally, span);
}

/* Have those cases given whose causes have to be read. */
static void
need_caused(const struct sift *sift)
{
	const struct scans *scans = &sift->scans;

	for (EACH_CAUSE(scans, cause)) {
		struct scan_case at = case_of(scans, cause);

		if (caused_is_needed(&sift->private->causes,
				     reach_cause(scans, &cause)) &&
		    !(scans_outline(scans, at)->marks & OUTLINE_ELSEWHERE))
			scans_need(scans, at);
	}
}

/* Have those cases given that answer causes of which nothing is owed. */
static void
need_answers(const struct sift *sift)
{
	const struct caused_words *causes = &sift->private->causes;

	for (size_t i = 0; i <= UINT8_MAX; i++) {
		for (size_t k = 0; k < 2; k++) {
			if (causes->answers[i][k] != CAUSED_NONE)
				scans_need(&sift->scans,
					   of_number(&sift->scans,
						     causes->answers[i][k]));
		}
	}
}

/* Whether the last cause of one case came after that of another, as lessons.h
 * orders them. */
static bool
is_later(const struct scans *scans, struct cause_at a, struct cause_at b)
{
	int64_t left = reach_cause(scans, &a)->at;
	int64_t right = reach_cause(scans, &b)->at;
	char left_id[CASEID_SIZE], right_id[CASEID_SIZE];

	if (left != right)
		return left > right;
	glance_id_bytes(left_id,
			outline_id(scans_outline(scans, case_of(scans, a))));
	glance_id_bytes(right_id,
			outline_id(scans_outline(scans, case_of(scans, b))));
	return strcmp(left_id, right_id) > 0;
}

/* Of the month's cases that are not given, have the last one given, as it
 * stands for all; and those of which no number tells the cause. */
static void
need_of_month(const struct scans *scans)
{
	const struct caused_month *month = &scans->wanted->month;
	struct cause_at last = {0, 0};
	bool any = false;

	for (EACH_CAUSE(scans, cause)) {
		const struct caused *caused = reach_cause(scans, &cause);

		if (!caused_is_in(month, caused))
			continue;
		if (caused->word == 0)
			scans_need(scans, case_of(scans, cause));
		if (!any || is_later(scans, cause, last))
			last = cause;
		any = true;
	}
	if (any)
		scans_need(scans, case_of(scans, last));
}

/* Whether a brief tells of a case that is not odd. */
static bool
is_brief(const struct scans *scans, struct scan_case at)
{
	const struct outline_wanted *wanted = scans->wanted;
	const struct outline *outline = scans_outline(scans, at);
	const struct outlining *outlining =
		&scans->at[at.part]->outlines.outlining;
	const struct brief *brief;

	if (wanted->brief == BRIEF_NONE ||
	    outline->marks & (OUTLINE_ERASED | OUTLINE_MERGED))
		return false;
	brief = briefs_at(&outlining->briefs, at.index);
	/* Who joins it may say who the customer is. */
	if (brief->line == 0 || (outline->marks & OUTLINE_JOINED &&
				 wanted->customers && brief->customer == 0))
		return false;
	/* A row of a case has the state, and what is owed, as well. */
	return wanted->brief == BRIEF_EVENTS ||
	       !(outline_may_be_open(outline) ||
		 outline_may_owe(outlining, outline));
}

/* Whether a case has an event of those verbs, and one since that instant. */
static bool
is_active(const struct scans *scans, struct scan_case at)
{
	const struct outline_wanted *wanted = scans->wanted;

	return outline_last(scans_outline(scans, at)) >= wanted->active_since &&
	       (wanted->verbs == UINT64_MAX ||
		(uint64_t)noted_of(scans, at) & wanted->verbs);
}

/* Whether a case that is not odd was opened in a time. */
static bool
is_opened(const struct scans *scans, struct scan_case at, int64_t from,
	  int64_t to)
{
	int64_t opened = noted_of(scans, at);

	return opened >= from && opened < to;
}

static bool
is_asked_for(const struct sift *sift, struct scan_case at,
	     enum sift_cases cases)
{
	const struct scans *scans = &sift->scans;
	const struct outlining *outlining =
		&scans->at[at.part]->outlines.outlining;
	const struct outline *outline = scans_outline(scans, at);

	if (scans->all || outline->marks & (OUTLINE_ODD | OUTLINE_NAMED))
		return true;
	if (cases == SIFT_NAMED || cases == SIFT_NAMED_AND_OPEN)
		return outline->marks & (OUTLINE_CAUSED | OUTLINE_GIVEN) ||
		       (cases == SIFT_NAMED_AND_OPEN &&
			outline_may_be_open(outline));
	if (cases == SIFT_OPEN)
		return outline_may_be_open(outline);
	if (cases == SIFT_ACTIVE)
		return is_active(scans, at) && !is_brief(scans, at);
	if (cases == SIFT_OPENED)
		return is_opened(scans, at, scans->wanted->opened_from,
				 scans->wanted->opened_to);
	return outline->marks & (OUTLINE_CAUSED | OUTLINE_PROMISED |
				 OUTLINE_LOOKED_AT) ||
	       outline_may_owe(outlining, outline);
}

/* What is decided of the cases of a part by its thread. */
struct decided {
	struct scan_case *spread; /* asked for, and not alone in the part */
	size_t spread_count, room;
	bool others_open; /* some that are not asked for */
};

struct deciding {
	const struct sift *sift;
	enum sift_cases cases;
	struct decided *parts;
};

/* Have a brief fetched from memory that is asked for soon: scans_reach has
 * outlines fetched. */
static void
expect_brief(const struct scans *scans, struct scan_case at)
{
	const struct outlines *outlines = &scans->at[at.part]->outlines;
	const struct briefs *briefs = &outlines->outlining.briefs;

	if (briefs->of != BRIEF_NONE &&
	    at.index + SCANS_AHEAD < outlines->count)
		mem_fetch(briefs_at(briefs, at.index + SCANS_AHEAD));
}

static void
decide_part(void *context, size_t part, size_t thread)
{
	const struct deciding *deciding = context;
	const struct scans *scans = &deciding->sift->scans;
	struct decided *decided = &deciding->parts[part];
	struct scan_case at = {part, 0};

	(void)thread;
	for (; scans_reach(scans, &at) && at.part == part; at.index++) {
		const struct outline *outline = scans_outline(scans, at);

		expect_brief(scans, at);
		if (!is_asked_for(deciding->sift, at, deciding->cases)) {
			if (outline_may_be_open(outline))
				decided->others_open = true;
		} else if (outline->marks & (OUTLINE_SPREAD | OUTLINE_JOINED)) {
			decided->spread = mem_grow(
				decided->spread, decided->spread_count,
				&decided->room, sizeof(*decided->spread));
			decided->spread[decided->spread_count++] = at;
		} else {
			scans_need(scans, at);
		}
	}
}

/* Have the cases given that are asked for. */
static void
decide(struct sift *sift, enum sift_cases cases)
{
	const struct scans *scans = &sift->scans;
	struct deciding deciding = {sift, cases, NULL};

	deciding.parts = mem_zero(scans->count, sizeof(*deciding.parts));
	scans_share(scans, decide_part, &deciding);
	for (size_t i = 0; i < scans->count; i++) {
		struct decided *decided = &deciding.parts[i];

		for (size_t k = 0; k < decided->spread_count; k++)
			scans_need(scans, decided->spread[k]);
		if (decided->others_open)
			sift->private->others_open = true;
		free(decided->spread);
	}
	free(deciding.parts);
}

static void
name(const struct scans *scans, const char *id)
{
	struct scan_case at;

	if (scans_find(scans, id, &at))
		scans_outline(scans, at)->marks |= OUTLINE_NAMED;
}

/* The last line in time, of all parts. */
static void
find_last(struct sift *sift)
{
	sift->last = INSTANT_NONE;
	for (size_t i = 0; i < sift->scans.count; i++) {
		const struct scan *scan = sift->scans.at[i];

		if (scan->last < sift->last)
			continue;
		sift->last = scan->last;
		sift->last_offset = scan->last_offset;
	}
}

bool
sift_begin(struct sift *sift, const struct journal *journal, bool may_be_absent,
	   int digits, enum sift_cases cases,
	   const struct outline_wanted *wanted, const struct scan_taker *taker,
	   struct arena *arena, struct fail *why)
{
	struct scans *scans = &sift->scans;
	bool read;

	*sift = (struct sift){.private = mem_zero(1, sizeof(*sift->private))};
	read = scans_read(scans, journal, may_be_absent, digits, wanted, taker,
			  arena, why);
	find_last(sift);
	if (is_few(sift)) {
		few_begin(&sift->private->few, scans);
		return read;
	}
	bytime_outline(scans);
	inorder_outline(scans);
	scans_join(scans);
	decide_causes(sift);
	for (size_t i = 0; i < wanted->id_count; i++)
		name(scans, wanted->ids[i]);
	decide(sift, cases);
	if (cases == SIFT_OWING) {
		need_caused(sift);
		need_answers(sift);
		need_of_month(scans);
	}
	scans_give(scans);
	return read;
}

bool
sift_is_in_brief(const struct sift *sift, struct scan_case at)
{
	const struct scans *scans = &sift->scans;

	return !(scans_outline(scans, at)->marks & OUTLINE_ELSEWHERE) &&
	       !scans_is_given(scans, at) && is_active(scans, at);
}

struct relatives *
sift_relatives(const struct sift *sift)
{
	return is_few(sift) ? &sift->private->few.sought
			    : &outlining_of(sift)->relatives;
}

/* Which of the cases of a part share what is asked for. */
struct relating {
	const struct scans *scans;
	const struct relatives *sought;
	struct related {
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
	struct related *related = &relating->parts[part];
	size_t count = outlines->count;

	(void)thread;
	for (size_t i = relatives_next(sought, of, 0, count); i < count;
	     i = relatives_next(sought, of, i + 1, count)) {
		struct scan_case at = {part, i};

		if (!relatives_is(sought, of, i) || scans_is_given(scans, at) ||
		    outlines_at(outlines, i)->marks &
			    (OUTLINE_ELSEWHERE | OUTLINE_RELATED))
			continue;
		related->at = mem_grow(related->at, related->count,
				       &related->room, sizeof(*related->at));
		related->at[related->count++] = i;
	}
}

static bool
seek_case(struct sift *sift, struct scan_case at)
{
	return relatives_seek_case(
		sift_relatives(sift),
		&sift->scans.at[at.part]->outlines.outlining.relatives,
		at.index);
}

/* Note a case as related, and seek what it shares with others. Whether that is
 * news. */
static bool
take_related(struct sift *sift, struct scan_case at)
{
	struct sift_private *own = sift->private;
	struct scan_case other;
	bool news;

	scans_outline(&sift->scans, at)->marks |= OUTLINE_RELATED;
	own->related = mem_grow(own->related, own->related_count,
				&own->related_room, sizeof(*own->related));
	own->related[own->related_count++] = at;
	news = seek_case(sift, at);
	for (size_t next = 0; scans_joined(&sift->scans, at, &next, &other);)
		news = seek_case(sift, other) || news;
	return news;
}

static bool
take_parts(struct sift *sift, const struct relating *relating)
{
	bool news = false;

	for (size_t i = 0; i < sift->scans.count; i++) {
		struct related *related = &relating->parts[i];

		for (size_t k = 0; k < related->count; k++) {
			struct scan_case at = {i, related->at[k]};

			news = take_related(sift, at) || news;
		}
		related->count = 0;
	}
	return news;
}

bool
sift_find_related(struct sift *sift)
{
	struct relatives *sought = sift_relatives(sift);
	struct relating relating = {&sift->scans, sought, NULL};
	size_t parts = sift->scans.count;
	bool news = false, more = true;

	if (is_few(sift))
		return fewpersons_find(&sift->private->few);
	relating.parts = mem_zero(parts, sizeof(*relating.parts));
	while (more && relatives_ask(sought)) {
		scans_share_little(&sift->scans, relate_part, &relating);
		more = take_parts(sift, &relating);
		news = news || more;
	}
	for (size_t i = 0; i < parts; i++)
		free(relating.parts[i].at);
	free(relating.parts);
	return news;
}

/* What persons are told of a case that is not given: its number there. */
static size_t
add_person(const struct sift *sift, struct personcases *persons,
	   struct scan_case at)
{
	uint32_t *hashes = mem_get((persons->rules + 1) * sizeof(*hashes));
	size_t number;

	relatives_hashes_of(
		&sift->scans.at[at.part]->outlines.outlining.relatives,
		at.index, hashes);
	number = personcases_add(persons, hashes,
				 outline_last(scans_outline(&sift->scans, at)));
	free(hashes);
	return number;
}

static void
add_related(const struct sift *sift, struct personcases *persons,
	    size_t *numbers)
{
	const struct sift_private *own = sift->private;

	for (size_t i = 0; i < own->related_count; i++) {
		struct scan_case at = own->related[i], other;

		numbers[i] = add_person(sift, persons, at);
		for (size_t next = 0;
		     scans_joined(&sift->scans, at, &next, &other);)
			personcases_join(persons, numbers[i],
					 add_person(sift, persons, other));
	}
}

void
sift_seek_related(struct sift *sift, struct personcases *persons)
{
	const struct sift_private *own = sift->private;
	size_t *numbers;

	if (is_few(sift)) {
		fewpersons_seek(&sift->private->few, persons);
		return;
	}
	numbers = mem_get((own->related_count + 1) * sizeof(*numbers));
	if (persons)
		add_related(sift, persons, numbers);
	for (size_t i = 0; i < own->related_count; i++) {
		if (!persons || personcases_bears(persons, numbers[i]))
			scans_need(&sift->scans, own->related[i]);
	}
	free(numbers);
}

void
sift_seek_opened(struct sift *sift, int64_t from, int64_t to)
{
	for (EACH_CASE(&sift->scans, at)) {
		if (is_opened(&sift->scans, at, from, to))
			scans_need(&sift->scans, at);
	}
}

void
sift_seek(struct sift *sift, const char *id)
{
	struct scan_case at;

	if (is_few(sift))
		few_seek(&sift->private->few, glance_id(id));
	else if (scans_find(&sift->scans, id, &at))
		scans_need(&sift->scans, at);
}

void
sift_find_open(const struct sift *sift,
	       void (*found)(void *context, const char *id), void *context)
{
	const struct scans *scans = &sift->scans;

	if (!sift->private->others_open)
		return;
	for (EACH_CASE(scans, at)) {
		const struct outline *outline = scans_outline(scans, at);
		char id[CASEID_SIZE];

		if (scans_is_given(scans, at) || !outline_may_be_open(outline))
			continue;
		glance_id_bytes(id, outline_id(outline));
		found(context, id);
	}
}

bool
sift_is_named(const struct sift *sift, const char *id)
{
	struct scan_case at;

	if (is_few(sift))
		return few_is_named(&sift->private->few, glance_id(id));
	return scans_find(&sift->scans, id, &at) &&
	       scans_outline(&sift->scans, at)->marks & OUTLINE_NAMED;
}

/* When a case that is known to be closed was closed; INSTANT_NONE. */
static int64_t
closed_at(const struct scans *scans, struct scan_case at)
{
	return (scans_outline(scans, at)->marks &
		(OUTLINE_CLOSED | OUTLINE_ERASED | OUTLINE_ODD)) ==
			       OUTLINE_CLOSED
		       ? noted_of(scans, at)
		       : INSTANT_NONE;
}

/* The instants of those closed last, the first of them last. */
struct last_closed {
	int64_t *at;
	size_t count, most;
};

static void
note_closed(struct last_closed *last, int64_t at)
{
	size_t to = last->count;

	while (to > 0 && last->at[to - 1] < at)
		to--;
	if (to == last->most)
		return;
	if (last->count < last->most)
		last->count++;
	memmove(&last->at[to + 1], &last->at[to],
		(last->count - to - 1) * sizeof(*last->at));
	last->at[to] = at;
}

/* The same of outlines. */
static void
seek_last_closed(const struct scans *scans, uint8_t word, size_t most)
{
	struct last_closed last = {.most = most + 1};
	int64_t since = INT64_MAX;

	last.at = mem_get(last.most * sizeof(*last.at));
	for (EACH_CASE(scans, at)) {
		const struct outline *outline = scans_outline(scans, at);
		int64_t closed = closed_at(scans, at);

		if (closed != INSTANT_NONE && word > 0 &&
		    outline->category == word &&
		    !(outline->marks & OUTLINE_OTHER_KIND))
			note_closed(&last, closed);
	}
	if (last.count > 0)
		since = last.at[last.count - 1];
	free(last.at);
	for (EACH_CASE(scans, at)) {
		const struct outline *outline = scans_outline(scans, at);
		int64_t closed = closed_at(scans, at);

		if (closed == INSTANT_NONE)
			continue;
		if (outline->marks & OUTLINE_OTHER_KIND ||
		    (outline->category == word && closed >= since))
			scans_need(scans, at);
	}
}

void
sift_seek_last_closed(struct sift *sift, const char *category, size_t most)
{
	uint8_t word = planwords_exact(&outlining_of(sift)->words, category,
				       strlen(category));

	if (sift->private->closed_sought[word])
		return;
	sift->private->closed_sought[word] = true;
	if (is_few(sift))
		fewclosed_seek(&sift->private->few, word, most);
	else
		seek_last_closed(&sift->scans, word, most);
}

void
sift_seek_given(struct sift *sift, const char *category)
{
	const struct scans *scans = &sift->scans;
	uint8_t word = planwords_exact(&outlining_of(sift)->words, category,
				       strlen(category));

	for (EACH_CASE(scans, at)) {
		const struct outline *outline = scans_outline(scans, at);

		if (outline->marks & OUTLINE_GAVE &&
		    (outline->marks & OUTLINE_OTHER_KIND ||
		     (word > 0 && outline->category == word)))
			scans_need(scans, at);
	}
}

void
sift_seek_item(struct sift *sift, const char *item)
{
	const struct scans *scans = &sift->scans;
	struct buffer escaped = {0};
	uint32_t hash;

	record_encode_value(&escaped, item);
	hash = relatives_hash(sift_relatives(sift), "item", escaped.at,
			      escaped.len);
	buffer_release(&escaped);
	if (!hash)
		return;
	if (is_few(sift)) {
		few_seek_item(&sift->private->few, hash);
		return;
	}
	for (EACH_CASE(scans, at)) {
		if (*outlining_item(&scans->at[at.part]->outlines.outlining,
				    at.index) == hash)
			scans_need(scans, at);
	}
}

void
sift_give_found(struct sift *sift)
{
	if (is_few(sift))
		few_give_found(&sift->private->few);
	else
		scans_give(&sift->scans);
}

bool
sift_gave_all(const struct sift *sift, struct fail *why)
{
	const struct fail *failed = &sift->scans.failed;

	return failed->kind == FAIL_NONE ||
	       fail_set(why, failed->kind, "%s", failed->text);
}

bool
sift_may_owe(const struct sift *sift, const char *id)
{
	struct scan_case at;

	return !scans_find(&sift->scans, id, &at) ||
	       outline_may_owe(&sift->scans.at[at.part]->outlines.outlining,
			       scans_outline(&sift->scans, at));
}

const struct planwords *
sift_count_month(const struct sift *sift, const struct caused_month *month,
		 struct sift_count counts[UINT8_MAX + 1])
{
	const struct scans *scans = &sift->scans;

	for (EACH_CAUSE(scans, cause)) {
		const struct caused *caused = reach_cause(scans, &cause);
		struct sift_count *count;

		if (!caused_is_in(month, caused) ||
		    scans_is_given(scans, case_of(scans, cause)))
			continue;
		count = &counts[caused->word];
		if (count->cases++ == 0 || caused->at < count->first)
			count->first = caused->at;
	}
	return &outlining_of(sift)->words;
}

void
sift_end(struct sift *sift)
{
	scans_release(&sift->scans);
	if (sift->private) {
		few_end(&sift->private->few);
		free(sift->private->related);
	}
	free(sift->private);
	*sift = (struct sift){0};
}
