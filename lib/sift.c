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
#include "siftcauses.h"
#include "siftrelated.h"

struct sift_private {
	struct caused_words causes; /* of SIFT_OWING */
	bool others_open;           /* cases that were not asked for at first */
	struct siftrelated related;
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
	   const struct outline_wanted *wanted,
	   const struct rereading_taker *taker, struct arena *arena,
	   struct fail *why)
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
	sift->private->related = (struct siftrelated){
		.scans = scans, .sought = sift_relatives(sift)};
	siftcauses_decide(&sift->private->causes, scans);
	for (size_t i = 0; i < wanted->id_count; i++)
		name(scans, wanted->ids[i]);
	decide(sift, cases);
	if (cases == SIFT_OWING)
		siftcauses_need(&sift->private->causes, scans);
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

bool
sift_find_related(struct sift *sift)
{
	return is_few(sift) ? fewpersons_find(&sift->private->few)
			    : siftrelated_find(&sift->private->related);
}

void
sift_seek_related(struct sift *sift, struct personcases *persons)
{
	if (is_few(sift))
		fewpersons_seek(&sift->private->few, persons);
	else
		siftrelated_seek(&sift->private->related, persons);
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
		 struct caused_count counts[UINT8_MAX + 1])
{
	siftcauses_count(counts, &sift->scans, month);
	return &outlining_of(sift)->words;
}

void
sift_end(struct sift *sift)
{
	scans_release(&sift->scans);
	if (sift->private) {
		few_end(&sift->private->few);
		siftrelated_release(&sift->private->related);
	}
	free(sift->private);
	*sift = (struct sift){0};
}
