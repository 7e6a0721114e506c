#include "siftcauses.h"

#include <string.h>

#include "scan.h"
#include "scanneeds.h"

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

void
siftcauses_decide(struct caused_words *causes, const struct scans *scans)
{
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
	caused_decide(causes, &tally, span);
}

/* Have those cases given whose causes have to be read. */
static void
need_caused(const struct caused_words *causes, const struct scans *scans)
{
	for (EACH_CAUSE(scans, cause)) {
		struct scan_case at = case_of(scans, cause);

		if (caused_is_needed(causes, reach_cause(scans, &cause)) &&
		    !(scans_outline(scans, at)->marks & OUTLINE_ELSEWHERE))
			scans_need(scans, at);
	}
}

/* Have those cases given that answer causes of which nothing is owed. */
static void
need_answers(const struct caused_words *causes, const struct scans *scans)
{
	for (size_t i = 0; i <= UINT8_MAX; i++) {
		for (size_t k = 0; k < 2; k++) {
			if (causes->answers[i][k] != CAUSED_NONE)
				scans_need(scans,
					   of_number(scans,
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

void
siftcauses_need(const struct caused_words *causes, const struct scans *scans)
{
	need_caused(causes, scans);
	need_answers(causes, scans);
	need_of_month(scans);
}

void
siftcauses_count(struct caused_count counts[UINT8_MAX + 1],
		 const struct scans *scans, const struct caused_month *month)
{
	for (EACH_CAUSE(scans, cause)) {
		const struct caused *caused = reach_cause(scans, &cause);
		struct caused_count *count;

		if (!caused_is_in(month, caused) ||
		    scans_is_given(scans, case_of(scans, cause)))
			continue;
		count = &counts[caused->word];
		if (count->cases++ == 0 || caused->at < count->first)
			count->first = caused->at;
	}
}
