#include "crosscheck.h"

#include <stdlib.h>
#include <string.h>

#include "casefile.h"
#include "caselines.h"
#include "discreet.h"
#include "event.h"
#include "redact.h"

/* The lines of one case, sorted: from begin up to end. */
struct group {
	size_t begin, end;
	size_t parent; /* the group it was merged into; itself if into none */
	bool merged;   /* with any other */
	bool joined;   /* into is set */
	size_t into;   /* the group that its events count in: not undone */
};

/* The good lines by case, then instant, then bytes; and the cases. */
struct view {
	struct check *check;
	struct check_line *lines;
	size_t line_count;
	struct group *groups;
	size_t count;
	/* Those that give out what others speak of: by case, event, what. */
	const struct check_line **givers;
	size_t giver_count;
};

static bool
stands_before(const struct check_line *a, const struct check_line *b)
{
	return a->file_index != b->file_index ? a->file_index < b->file_index
					      : a->number < b->number;
}

static int
by_case(const void *a, const void *b)
{
	const struct check_line *left = a, *right = b;
	int order = strcmp(left->record.id, right->record.id);

	if (!order)
		order = record_order(&left->record, &right->record);
	/* Of two that are the same, the one that stands first is kept. */
	if (!order)
		order = stands_before(left, right) ? -1 : 1;
	return order;
}

static bool
same_line(const struct check_line *a, const struct check_line *b)
{
	return strcmp(a->record.id, b->record.id) == 0 &&
	       record_order(&a->record, &b->record) == 0;
}

/* Sort the lines and say which are there twice. */
static void
drop_doubles(struct view *view)
{
	struct check_line *lines = view->lines;
	size_t kept = 0;

	qsort(lines, view->line_count, sizeof(*lines), by_case);
	for (size_t i = 0; i < view->line_count; i++) {
		const struct check_line *last =
			kept > 0 ? &lines[kept - 1] : NULL;

		if (last && same_line(last, &lines[i]))
			finding_double(view->check, &lines[i], last);
		else
			lines[kept++] = lines[i];
	}
	view->line_count = kept;
}

static size_t
root_of(const struct view *view, size_t group)
{
	while (view->groups[group].parent != group)
		group = view->groups[group].parent;
	return group;
}

/* The group of an id, or view->count. */
static size_t
group_of(const struct view *view, const char *id)
{
	size_t low = 0, high = view->count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct group *group = &view->groups[middle];
		int order = strcmp(view->lines[group->begin].record.id, id);

		if (order == 0)
			return middle;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return view->count;
}

/* Whether a line of a group takes back the one of an instant. */
static bool
is_taken_back(const struct view *view, const struct group *group,
	      int64_t instant)
{
	for (size_t i = group->begin; i < group->end; i++) {
		const struct record *record = &view->lines[i].record;
		const char *of = record_get(record, "of");
		int64_t at;
		int offset;

		if (strcmp(record->event, "retract") == 0 && of &&
		    zone_parse_time(of, &at, &offset) && at == instant)
			return true;
	}
	return false;
}

/* A line of a group that is sought; NULL. One case may have thousands of lines
 * that speak of others: none of these may look through all. */
typedef const struct check_line *find(const struct view *view,
				      const struct group *group,
				      const void *sought);

/* The first of an instant. */
static const struct check_line *
find_instant(const struct view *view, const struct group *group,
	     const void *sought)
{
	const int64_t *at = sought;
	size_t low = group->begin, high = group->end;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (view->lines[middle].record.at < *at)
			low = middle + 1;
		else
			high = middle;
	}
	return low < group->end && view->lines[low].record.at == *at
		       ? &view->lines[low]
		       : NULL;
}

/* The order of what gives out an id. */
static int
order_given(const struct record *a, const struct record *b)
{
	int order = strcmp(a->id, b->id);

	if (!order)
		order = strcmp(a->event, b->event);
	return order ? order : strcmp(a->what, b->what);
}

static int
by_given(const void *a, const void *b)
{
	const struct check_line *const *left = a, *const *right = b;

	return order_given(&(*left)->record, &(*right)->record);
}

static void
find_givers(struct view *view)
{
	static const char givers[] = "promise point prevent";
	size_t room = 0;

	for (size_t i = 0; i < view->line_count; i++) {
		const struct check_line *line = &view->lines[i];

		if (!line->record.what ||
		    !event_list_has(givers, line->record.event))
			continue;
		view->givers = mem_grow(view->givers, view->giver_count, &room,
					sizeof(*view->givers));
		view->givers[view->giver_count++] = line;
	}
	if (view->giver_count > 0)
		qsort(view->givers, view->giver_count, sizeof(*view->givers),
		      by_given);
}

/* The one that gives out an id: event and what of the record sought. */
static const struct check_line *
find_giver(const struct view *view, const struct group *group,
	   const void *sought)
{
	struct check_line giver = {.record = *(const struct record *)sought};
	const struct check_line *key = &giver, *const *found = NULL;

	memcpy(giver.record.id, view->lines[group->begin].record.id,
	       CASEID_SIZE);
	if (view->giver_count > 0)
		found = bsearch(&key, view->givers, view->giver_count,
				sizeof(*view->givers), by_given);
	return found ? *found : NULL;
}

static void
make_groups(struct view *view)
{
	size_t room = 0;

	for (size_t i = 0; i < view->line_count; i++) {
		const char *id = view->lines[i].record.id;

		if (i > 0 && strcmp(view->lines[i - 1].record.id, id) == 0) {
			view->groups[view->count - 1].end = i + 1;
			continue;
		}
		view->groups = mem_grow(view->groups, view->count, &room,
					sizeof(*view->groups));
		view->groups[view->count] = (struct group){
			.begin = i, .end = i + 1, .parent = view->count};
		view->count++;
	}
	/* Undone merges, too: what refers across one is not wrong for that. */
	for (size_t i = 0; i < view->line_count; i++) {
		const struct record *record = &view->lines[i].record;
		size_t into, from;

		if (strcmp(record->event, "merge") != 0 || !record->what)
			continue;
		into = group_of(view, record->id);
		from = group_of(view, record->what);
		if (from == view->count)
			continue;
		view->groups[into].merged = view->groups[from].merged = true;
		view->groups[root_of(view, from)].parent = root_of(view, into);
		if (view->groups[from].joined ||
		    is_taken_back(view, &view->groups[into], record->at))
			continue;
		view->groups[from].joined = true;
		view->groups[from].into = into;
	}
}

/* The same in a group, and if it has none, in those merged with it. */
static const struct check_line *
line_near(const struct view *view, size_t at, find *find_in, const void *sought)
{
	const struct group *group = &view->groups[at];
	const struct check_line *found = find_in(view, group, sought);

	for (size_t i = 0; !found && group->merged && i < view->count; i++) {
		if (view->groups[i].merged &&
		    root_of(view, i) == root_of(view, at))
			found = find_in(view, &view->groups[i], sought);
	}
	return found;
}

/* The verb that gives out what an event's field 4 names; NULL if it names
 * nothing of the kind. */
static const char *
giver_of(enum verb verb)
{
	switch (event_kind(verb)->what) {
	case EVENT_WHAT_PROMISE:
		return "promise";
	case EVENT_WHAT_POINT:
		return "point";
	case EVENT_WHAT_TASK:
		return "prevent";
	default:
		return NULL;
	}
}

static void
check_of(const struct view *view, size_t group, const struct check_line *line)
{
	struct check *check = view->check;
	const char *of = record_get(&line->record, "of");
	const struct check_line *target;
	bool retracts = strcmp(line->record.event, "retract") == 0;
	int64_t at;
	int offset;

	if (!of && retracts)
		finding_of(check, CHECK_DAMAGE, line, RECORD_EVENT,
			   "a retract without of=, so it has no effect; "
			   "case-log --undo writes a whole one");
	if (!of)
		return;
	if (!zone_parse_time(of, &at, &offset)) {
		finding_of(check, CHECK_DAMAGE, line,
			   finding_key(&line->record, "of"),
			   "'%s' is not a time, as "
			   "2026-11-22T14:05:09.123+01:00 is",
			   discreet_word(of));
		return;
	}
	target = line_near(view, group, find_instant, &at);
	if (!target)
		finding_of(check, CHECK_DAMAGE, line,
			   finding_key(&line->record, "of"),
			   "%s of an event that is not there, so it has no "
			   "effect; is a machine's file missing?",
			   line->record.event);
	else if (retracts && !caselines_can_be_retracted(&target->record))
		finding_of(check, CHECK_ADVICE, line,
			   finding_key(&line->record, "of"),
			   "an event '%s' cannot be retracted",
			   target->record.event);
}

/* p3, or a case: anything else may be of a line that was shifted. */
static const char *
shown_reference(const char *what)
{
	return event_is_given_out(what) || caseid_is_valid(what, strlen(what))
		       ? what
		       : discreet_word(what);
}

static void
check_references(const struct view *view, size_t group,
		 const struct check_line *line)
{
	const struct record *record = &line->record;
	enum verb verb = event_verb(record->event);
	struct record given = {.what = record->what};

	check_of(view, group, line);
	if (verb == VERB_UNKNOWN || !record->what)
		return;
	if (verb == VERB_MERGE) {
		if (group_of(view, record->what) == view->count)
			finding_of(view->check, CHECK_DAMAGE, line, RECORD_WHAT,
				   "no case '%s' to merge; is a machine's file "
				   "missing?",
				   shown_reference(record->what));
		return;
	}
	given.event = giver_of(verb);
	if (!given.event || strcmp(record->what, "pt0") == 0 ||
	    line_near(view, group, find_giver, &given))
		return;
	finding_of(view->check, CHECK_DAMAGE, line, RECORD_WHAT,
		   "%s of '%s', which this case does not have; is a machine's "
		   "file missing?",
		   record->event, shown_reference(record->what));
}

/* Whether two openings are of one complaint: a row that two tills imported, or
 * the same line before and after an erasure. */
static bool
same_opening(const struct record *a, const struct record *b)
{
	const char *left = record_get(a, "once"),
		   *right = record_get(b, "once");

	return a->at == b->at || (left && right && strcmp(left, right) == 0);
}

static void
check_openings(const struct view *view, const struct group *group)
{
	const struct check_line *first = NULL;

	for (size_t i = group->begin; i < group->end; i++) {
		const struct check_line *line = &view->lines[i];

		if (strcmp(line->record.event, "open") != 0)
			continue;
		if (!first)
			first = line;
		else if (!same_opening(&first->record, &line->record))
			finding_of(view->check, CHECK_DAMAGE, line, RECORD_CASE,
				   "a second opening of this case, after "
				   "%s:%zu: two complaints with one id; write "
				   "this one down again with case-new",
				   first->file, first->number);
	}
	if (!first)
		finding_of(view->check, CHECK_DAMAGE,
			   &view->lines[group->begin], RECORD_CASE,
			   "an event of a case that was never opened; is a "
			   "machine's file missing?");
}

/* The last erase of a case, or of one that it was joined to, which counts for
 * all lines up to it; NULL. */
static const struct record *
erase_of(const struct view *view, const struct group *group)
{
	const struct record *last = NULL;

	/* Two that were merged into each other make no endless way. */
	for (size_t steps = 0; steps <= view->count; steps++) {
		for (size_t i = group->begin; i < group->end; i++) {
			if (redact_counts(&view->lines[i].record, last))
				last = &view->lines[i].record;
		}
		if (!group->joined)
			break;
		group = &view->groups[group->into];
	}
	return last;
}

/* The field of a word that an erasure takes away and that is still there;
 * SIZE_MAX if there is none. name: what stands for the customer's. */
static size_t
word_left(const struct record *record, const char *name)
{
	static const char erased[] = "erased";

	if (record->text && strcmp(record->text, erased) != 0)
		return RECORD_TEXT;
	for (int32_t i = 0; i < record->pair_count; i++) {
		const struct record_pair *pair = &record->pairs[i];
		const char *after =
			strcmp(pair->key, "customer") == 0 ? name : erased;

		if (!redact_key_survives(pair->key) &&
		    strcmp(pair->value, after) != 0)
			return finding_pair((size_t)i);
	}
	return SIZE_MAX;
}

static const struct check_file *
file_of(const struct check *check, const struct check_line *line)
{
	size_t i = 0;

	while (strcmp(check->files[i].name, line->file) != 0)
		i++;
	return &check->files[i];
}

static void
check_erasure(const struct view *view, const struct group *group,
	      const struct record *erase)
{
	const char *name = erase ? redact_name(erase) : NULL;

	for (size_t i = group->begin;
	     erase && i < group->end && view->lines[i].record.at <= erase->at;
	     i++) {
		size_t left = word_left(&view->lines[i].record, name);

		if (left != SIZE_MAX)
			finding_of(
				view->check, CHECK_ADVICE, &view->lines[i],
				left, "words of a case that was erased; %s",
				file_of(view->check, &view->lines[i])->is_copy
					? "they go with this copy"
					: "case-erase --pending takes them "
					  "out");
	}
}

/* Whether two lines stand in the files of two machines, each with its mark. */
static bool
are_of_two_tills(const struct check *check, const struct check_line *a,
		 const struct check_line *b)
{
	const char *left = file_of(check, a)->mark;
	const char *right = file_of(check, b)->mark;

	return left && right && strcmp(left, right) != 0;
}

/*
 * Whether two events of one instant are one that was changed in one of two
 * copies. A recorder's events are never of one instant; two tills' may be, even
 * of one kind and person, and then both are meant. What differs in logged=
 * alone, and the same row taken in twice, the fold counts once.
 */
static bool
is_edited(const struct check *check, const struct check_line *a,
	  const struct check_line *b)
{
	const struct record *one = &a->record, *other = &b->record;
	const char *left = record_get(one, "once"),
		   *right = record_get(other, "once");

	return strcmp(one->event, other->event) == 0 && one->who &&
	       other->who && strcmp(one->who, other->who) == 0 &&
	       !record_get(one, "logged") && !record_get(other, "logged") &&
	       !(left && right && strcmp(left, right) == 0) &&
	       !are_of_two_tills(check, a, b);
}

static void
check_instants(const struct view *view, const struct group *group,
	       bool is_erased)
{
	for (size_t i = group->begin + 1; i < group->end; i++) {
		const struct check_line *later = &view->lines[i];
		const struct check_line *before = later - 1;

		/* What an erasure left of an old copy is no other event. */
		if (later->record.at != before->record.at ||
		    (is_erased &&
		     strcmp(later->record.event, before->record.event) == 0))
			continue;
		if (stands_before(later, before)) {
			before = later;
			later = &view->lines[i - 1];
		}
		if (is_edited(view->check, before, later))
			finding_of(view->check, CHECK_DAMAGE, later,
				   RECORD_TIME,
				   "another version of %s:%zu, and both count: "
				   "somebody edited one; take one of them out",
				   before->file, before->number);
		else
			finding_of(view->check, CHECK_ADVICE, later,
				   RECORD_TIME,
				   "another event of this case has the same "
				   "instant, %s:%zu; what refers to one may "
				   "mean the other",
				   before->file, before->number);
	}
}

size_t
crosscheck(struct check *check, struct check_line *lines, size_t count)
{
	struct view view = {
		.check = check, .lines = lines, .line_count = count};

	if (count == 0)
		return 0;
	drop_doubles(&view);
	make_groups(&view);
	find_givers(&view);
	for (size_t i = 0; i < view.count; i++) {
		const struct group *group = &view.groups[i];
		const struct record *erase = erase_of(&view, group);

		check_openings(&view, group);
		check_instants(&view, group, erase != NULL);
		check_erasure(&view, group, erase);
		for (size_t k = group->begin; k < group->end; k++)
			check_references(&view, i, &view.lines[k]);
	}
	free(view.givers);
	free(view.groups);
	return count - view.line_count;
}
