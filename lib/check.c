#include "check.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "casefile.h"
#include "event.h"
#include "hours.h"
#include "text.h"

#define DAY (24 * ZONE_HOUR)

/* Fields as columns are found: 0 to 7, then the keys. */
#define FIRST_KEY RECORD_FIELD_COUNT

struct check_line {
	struct record record;
	const char *file;
	size_t file_index, number;
};

/* The lines of one case, sorted: from begin up to end. */
struct group {
	size_t begin, end;
	size_t parent; /* the group it was merged into; itself if into none */
	bool merged;   /* with any other */
};

/* The good lines by case, then instant, then bytes; and the cases. */
struct view {
	struct check *check;
	const struct check_line *lines;
	struct group *groups;
	size_t count;
};

static void
add_finding(struct check *check, const struct check_finding *at,
	    const char *format, va_list args)
{
	struct buffer text = {0};
	struct check_finding *finding;

	check->findings = mem_grow(check->findings, check->count, &check->room,
				   sizeof(*check->findings));
	finding = &check->findings[check->count++];
	*finding = *at;
	buffer_vformat(&text, format, args);
	finding->text =
		arena_copy(&check->arena, buffer_string(&text), text.len);
	buffer_release(&text);
}

void
check_find(struct check *check, enum check_gravity gravity, const char *file,
	   const char *format, ...)
{
	struct check_finding at = {.gravity = gravity};
	va_list args;

	at.file = arena_copy(&check->arena, file, strlen(file));
	va_start(args, format);
	add_finding(check, &at, format, args);
	va_end(args);
}

/* The column, in characters, of a field or key in the record's line. */
static size_t
column_of(const struct record *record, size_t field)
{
	struct buffer line = {0};
	size_t column = 1;

	record_encode(&line, record);
	for (const char *at = line.at; *at && field > 0; at++) {
		column += ((unsigned char)*at & 0xC0) != 0x80;
		field -= *at == '\t';
	}
	buffer_release(&line);
	return column;
}

static size_t
key_field(const struct record *record, const char *key)
{
	size_t i = 0;

	while (strcmp(record->pairs[i].key, key) != 0)
		i++;
	return FIRST_KEY + i;
}

/* A finding about a field of a good line. */
static void __attribute__((format(printf, 5, 6)))
find(struct check *check, enum check_gravity gravity,
     const struct check_line *line, size_t field, const char *format, ...)
{
	struct check_finding at = {gravity,
				   line->file,
				   line->file_index,
				   line->number,
				   column_of(&line->record, field),
				   NULL};
	va_list args;

	va_start(args, format);
	add_finding(check, &at, format, args);
	va_end(args);
}

/* The name of the file that a line is of, kept. */
static const char *
file_of(struct check *check, const char *name, size_t index)
{
	size_t count = check->file_count;

	if (count == 0 || check->file_index != index ||
	    strcmp(check->files[count - 1], name) != 0) {
		check->files = mem_grow(check->files, count, &check->file_room,
					sizeof(*check->files));
		check->files[check->file_count++] =
			arena_copy(&check->arena, name, strlen(name));
		check->file_index = index;
	}
	return check->files[check->file_count - 1];
}

static void __attribute__((format(printf, 6, 7)))
find_at(struct check *check, enum check_gravity gravity,
	const struct journal_line *line, size_t number, size_t column,
	const char *format, ...)
{
	struct check_finding at = {
		gravity,          file_of(check, line->file, line->file_index),
		line->file_index, number,
		column,           NULL};
	va_list args;

	va_start(args, format);
	add_finding(check, &at, format, args);
	va_end(args);
}

void
check_long_line(void *context, const char *file, size_t number,
		const char *sentence)
{
	struct check *check = context;
	/* Of the file whose lines came before it, or of the next one. */
	struct journal_line line = {.file = file,
				    .file_index = check->file_index};

	if (check->file_count > 0 &&
	    strcmp(check->files[check->file_count - 1], file) != 0)
		line.file_index++;
	find_at(check, CHECK_DAMAGE, &line, number, 0, "%s", sentence);
}

void
check_torn(void *context, const struct journal_line *line)
{
	find_at(context, CHECK_DAMAGE, line, line->number, line->len + 1,
		"no newline at the end: %zu bytes that are not read; the "
		"next recorder moves them to %s.torn",
		line->len, line->file);
}

/* Comments are the reader's own, but for those that mean something. */
void
check_comment(void *context, const struct journal_line *line)
{
	static const char header[] = "#amends";
	size_t len = line->len, begin = sizeof(header) - 1;

	file_of(context, line->file, line->file_index);
	if (len > 0 && line->at[len - 1] == '\r')
		len--;
	if (len < begin || memcmp(line->at, header, begin) != 0 ||
	    (len == begin + 2 && memcmp(line->at + begin, " 1", 2) == 0))
		return;
	find_at(context, CHECK_DAMAGE, line, line->number, 1,
		"a header is '#amends %d', and nothing else", JOURNAL_FORMAT);
}

bool
check_is_bad(const char *at, size_t len, struct fail *why)
{
	struct arena arena = {0};
	struct record record;
	char *copy;
	bool good;

	*why = (struct fail){0};
	if (len > 0 && *at == '#')
		return false;
	if (len + 1 > RECORD_LINE_MAX) {
		fail_set(why, FAIL_INPUT, "the line is longer than 1 MiB");
		return true;
	}
	copy = arena_copy(&arena, at, len);
	good = record_parse(&record, copy, len, -1, &arena, why);
	if (good && strcmp(record.id, "-") == 0)
		good = fail_at(why, FAIL_INPUT, column_of(&record, RECORD_CASE),
			       "a record about no case; the journal holds "
			       "none");
	arena_release(&arena);
	return !good;
}

/* What can be seen of a good line by itself. */
static void
check_record(struct check *check, const struct check_line *line)
{
	static const char *const money[] = {"value", "delivery"};
	const struct record *record = &line->record;
	enum verb verb = event_verb(record->event);

	if (verb == VERB_UNKNOWN)
		find(check, CHECK_ADVICE, line, RECORD_EVENT,
		     "no event '%s', so it has no effect%s", record->event,
		     text_did_you_mean(event_guess(record->event)));
	else if ((event_kind(verb)->needs & EVENT_NEEDS_DUE) &&
		 record->due == INSTANT_NONE)
		find(check, CHECK_ADVICE, line, RECORD_DUE,
		     "a %s without a due time", record->event);
	if (record->at > check->now + DAY)
		find(check, CHECK_ADVICE, line, RECORD_TIME,
		     "more than a day ahead of now: a clock was wrong, or "
		     "this one is");
	for (size_t i = 0; i < sizeof(money) / sizeof(*money); i++) {
		const char *value = record_get(record, money[i]);
		int64_t amount;
		struct fail why;

		if (value && strcmp(value, "-") != 0 && check->digits >= 0 &&
		    !money_parse(value, check->digits, &amount, &why))
			find(check, CHECK_ADVICE, line,
			     key_field(record, money[i]), "%s", why.text);
	}
}

/* Without a plan, the first amount says how many digits all others have. */
static void
check_digits(struct check *check, const struct check_line *line)
{
	const struct check_line *first = check->first_amount;

	if (line->record.amount == MONEY_NONE || check->digits >= 0)
		return;
	if (!first)
		check->first_amount = line;
	else if (first->record.amount_digits != line->record.amount_digits)
		find(check, CHECK_DAMAGE, line, RECORD_AMOUNT,
		     "%d minor digits, where %s:%zu has %d: a journal has one "
		     "currency",
		     line->record.amount_digits, first->file, first->number,
		     first->record.amount_digits);
}

bool
check_line(void *context, struct journal_line *line)
{
	struct check *check = context;
	struct check_line *kept;
	struct fail why;
	char *copy;

	if (check_is_bad(line->at, line->len, &why)) {
		find_at(check, CHECK_DAMAGE, line, line->number, why.column,
			"%s", why.text);
		return true;
	}
	copy = arena_copy(&check->arena, line->at, line->len);
	check->lines = mem_grow(check->lines, check->line_count,
				&check->line_room, sizeof(*check->lines));
	kept = &check->lines[check->line_count];
	if (!record_parse(&kept->record, copy, line->len, check->digits,
			  &check->arena, &why)) {
		find_at(check, CHECK_DAMAGE, line, line->number, why.column,
			"%s", why.text);
		return true;
	}
	check->line_count++;
	kept->file = file_of(check, line->file, line->file_index);
	kept->file_index = line->file_index;
	kept->number = line->number;
	check_record(check, kept);
	return true;
}

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
drop_doubles(struct check *check)
{
	struct check_line *lines = check->lines;
	size_t kept = 0;

	if (!lines)
		return;
	qsort(lines, check->line_count, sizeof(*lines), by_case);
	for (size_t i = 0; i < check->line_count; i++) {
		const struct check_line *last =
			kept > 0 ? &lines[kept - 1] : NULL;

		if (last && same_line(last, &lines[i]))
			find(check, CHECK_ADVICE, &lines[i], RECORD_TIME,
			     "the same line as %s:%zu; it counts once",
			     last->file, last->number);
		else
			lines[kept++] = lines[i];
	}
	check->line_count = kept;
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

static void
make_groups(struct view *view)
{
	const struct check *check = view->check;
	size_t room = 0;

	for (size_t i = 0; i < check->line_count; i++) {
		const char *id = view->lines[i].record.id;

		if (i > 0 && strcmp(view->lines[i - 1].record.id, id) == 0) {
			view->groups[view->count - 1].end = i + 1;
			continue;
		}
		view->groups = mem_grow(view->groups, view->count, &room,
					sizeof(*view->groups));
		view->groups[view->count] =
			(struct group){i, i + 1, view->count, false};
		view->count++;
	}
	/* Undone merges, too: what refers across one is not wrong for that. */
	for (size_t i = 0; i < check->line_count; i++) {
		const struct record *record = &check->lines[i].record;
		size_t into, from;

		if (strcmp(record->event, "merge") != 0 || !record->what)
			continue;
		into = group_of(view, record->id);
		from = group_of(view, record->what);
		if (from == view->count)
			continue;
		view->groups[into].merged = view->groups[from].merged = true;
		view->groups[root_of(view, from)].parent = root_of(view, into);
	}
}

/* A line of a group that fits; NULL. what NULL: any. */
typedef bool fits(const struct record *record, const void *sought);

static const struct check_line *
line_in(const struct view *view, const struct group *group, fits *fit,
	const void *sought)
{
	for (size_t i = group->begin; i < group->end; i++) {
		if (fit(&view->lines[i].record, sought))
			return &view->lines[i];
	}
	return NULL;
}

/* The same in a group, and if it has none, in those merged with it. */
static const struct check_line *
line_near(const struct view *view, size_t at, fits *fit, const void *sought)
{
	const struct group *group = &view->groups[at];
	const struct check_line *found = line_in(view, group, fit, sought);

	for (size_t i = 0; !found && group->merged && i < view->count; i++) {
		if (view->groups[i].merged &&
		    root_of(view, i) == root_of(view, at))
			found = line_in(view, &view->groups[i], fit, sought);
	}
	return found;
}

static bool
fits_instant(const struct record *record, const void *sought)
{
	return record->at == *(const int64_t *)sought;
}

/* What gives out the id that another event speaks of. */
struct given_out {
	const char *event, *what;
};

static bool
fits_given(const struct record *record, const void *sought)
{
	const struct given_out *given = sought;

	return strcmp(record->event, given->event) == 0 && record->what &&
	       strcmp(record->what, given->what) == 0;
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
		find(check, CHECK_DAMAGE, line, RECORD_EVENT,
		     "a retract without of=, so it has no effect");
	if (!of)
		return;
	if (!zone_parse_time(of, &at, &offset)) {
		find(check, CHECK_DAMAGE, line, key_field(&line->record, "of"),
		     "'%s' is not a time, as 2026-11-22T14:05:09.123+01:00 is",
		     of);
		return;
	}
	target = line_near(view, group, fits_instant, &at);
	if (!target)
		find(check, CHECK_DAMAGE, line, key_field(&line->record, "of"),
		     "%s of an event that is not there", line->record.event);
	else if (retracts && (strcmp(target->record.event, "open") == 0 ||
			      strcmp(target->record.event, "retract") == 0))
		find(check, CHECK_ADVICE, line, key_field(&line->record, "of"),
		     "an event '%s' cannot be retracted", target->record.event);
}

static void
check_references(const struct view *view, size_t group,
		 const struct check_line *line)
{
	const struct record *record = &line->record;
	enum verb verb = event_verb(record->event);
	struct given_out given = {NULL, record->what};

	check_of(view, group, line);
	if (verb == VERB_UNKNOWN || !record->what)
		return;
	if (verb == VERB_MERGE) {
		if (group_of(view, record->what) == view->count)
			find(view->check, CHECK_DAMAGE, line, RECORD_WHAT,
			     "no case '%s' to merge", record->what);
		return;
	}
	given.event = giver_of(verb);
	if (!given.event || strcmp(record->what, "pt0") == 0 ||
	    line_near(view, group, fits_given, &given))
		return;
	find(view->check, CHECK_DAMAGE, line, RECORD_WHAT,
	     "%s of '%s', which this case does not have", record->event,
	     record->what);
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
			find(view->check, CHECK_DAMAGE, line, RECORD_CASE,
			     "a second opening of this case, after %s:%zu: two "
			     "complaints with one id",
			     first->file, first->number);
	}
	if (!first)
		find(view->check, CHECK_DAMAGE, &view->lines[group->begin],
		     RECORD_CASE, "an event of a case that was never opened");
}

/* The instant of the last erasure of a case; INSTANT_NONE. */
static int64_t
erased_at(const struct view *view, const struct group *group)
{
	int64_t erased = INSTANT_NONE;

	for (size_t i = group->begin; i < group->end; i++) {
		if (strcmp(view->lines[i].record.event, "erase") == 0)
			erased = view->lines[i].record.at;
	}
	return erased;
}

/* The field of a word that an erasure takes away and that is still there;
 * SIZE_MAX if there is none. */
static size_t
word_left(const struct record *record)
{
	static const char erased[] = "erased";

	if (record->text && strcmp(record->text, erased) != 0)
		return RECORD_TEXT;
	for (int32_t i = 0; i < record->pair_count; i++) {
		const struct record_pair *pair = &record->pairs[i];

		if (!casefile_key_survives(pair->key) &&
		    strcmp(pair->value, erased) != 0)
			return FIRST_KEY + (size_t)i;
	}
	return SIZE_MAX;
}

static void
check_erasure(const struct view *view, const struct group *group)
{
	int64_t erased = erased_at(view, group);

	for (size_t i = group->begin;
	     i < group->end && view->lines[i].record.at < erased; i++) {
		size_t left = word_left(&view->lines[i].record);

		if (left != SIZE_MAX)
			find(view->check, CHECK_ADVICE, &view->lines[i], left,
			     "words of a case that was erased; case-erase "
			     "--pending takes them out");
	}
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
		find(view->check, CHECK_ADVICE, later, RECORD_TIME,
		     "another event of this case has the same instant, "
		     "%s:%zu; what refers to one may mean the other",
		     before->file, before->number);
	}
}

static int
by_place(const void *a, const void *b)
{
	const struct check_finding *left = a, *right = b;

	if (left->file_index != right->file_index)
		return left->file_index < right->file_index ? -1 : 1;
	if (left->line != right->line)
		return left->line < right->line ? -1 : 1;
	if (left->column != right->column)
		return left->column < right->column ? -1 : 1;
	return strcmp(left->text, right->text);
}

void
check_end(struct check *check)
{
	struct view view = {.check = check, .lines = check->lines};

	for (size_t i = 0; view.lines && i < check->line_count; i++)
		check_digits(check, &view.lines[i]);
	drop_doubles(check);
	if (view.lines)
		make_groups(&view);
	for (size_t i = 0; i < view.count; i++) {
		const struct group *group = &view.groups[i];

		check_openings(&view, group);
		check_instants(&view, group,
			       erased_at(&view, group) != INSTANT_NONE);
		check_erasure(&view, group);
		for (size_t k = group->begin; k < group->end; k++)
			check_references(&view, i, &view.lines[k]);
	}
	free(view.groups);
	check->cases = view.count;
	check->events = check->line_count;
	if (check->count > 1)
		qsort(check->findings, check->count, sizeof(*check->findings),
		      by_place);
}

static void __attribute__((format(printf, 4, 5)))
advise(struct check *check, const char *path, size_t line, const char *format,
       ...)
{
	struct check_finding at = {.gravity = CHECK_ADVICE, .line = line};
	va_list args;

	at.file = arena_copy(&check->arena, path, strlen(path));
	va_start(args, format);
	add_finding(check, &at, format, args);
	va_end(args);
}

/* The beginning of a day in the shop's zone. */
static int64_t
day_begins(const struct zone *zone, int64_t day)
{
	struct civil civil;
	int64_t first, second;

	civil_from_days(day, &civil);
	zone_instants(zone, &civil, &first, &second);
	return first;
}

static void
add_date(struct buffer *out, int64_t day)
{
	struct civil civil;

	civil_from_days(day, &civil);
	buffer_format(out, "%04d-%02d-%02d", civil.year, civil.month,
		      civil.day);
}

void
check_plan(struct check *check, const struct policy *policy, const char *path)
{
	const struct zone *zone = policy->shop.zone;
	int64_t last = hours_last_dated(policy->hours);
	struct buffer date = {0};

	for (size_t i = 0; i < policy->idle_count; i++)
		advise(check, path, policy->idle[i].line,
		       "'%s' has no effect in this version",
		       policy->idle[i].name);
	if (policy->reviewed != INT64_MIN &&
	    policy->review_every.unit != DURATION_NONE) {
		int64_t again = hours_add(policy->hours,
					  day_begins(zone, policy->reviewed),
					  &policy->review_every);

		if (again != INSTANT_NONE && again < check->now) {
			add_date(&date, policy->reviewed);
			advise(check, path, 0,
			       "last reviewed on %s; its own review-every is "
			       "over",
			       buffer_string(&date));
		}
	}
	if (last != INT64_MIN &&
	    policy->warn_when_closures_run_out.unit != DURATION_NONE &&
	    day_begins(zone, last) <
		    hours_add(policy->hours, check->now,
			      &policy->warn_when_closures_run_out)) {
		buffer_clear(&date);
		add_date(&date, last);
		advise(check, path, policy->hours_line,
		       "the last closed or special day is %s; which are next?",
		       buffer_string(&date));
	}
	buffer_release(&date);
}

void
check_release(struct check *check)
{
	free(check->findings);
	free(check->lines);
	free(check->files);
	arena_release(&check->arena);
	*check = (struct check){0};
}

size_t
check_split(struct check *moved, const char *file, const char *at, size_t len,
	    struct buffer *keep, struct buffer *aside)
{
	struct journal_line line = {.file = file};
	size_t count = 0;

	while (len > 0) {
		const char *newline = memchr(at, '\n', len);
		size_t step = newline ? (size_t)(newline - at) + 1 : len;
		struct fail why;

		line.number++;
		if (!check_is_bad(at, newline ? step - 1 : step, &why)) {
			buffer_add(keep, at, step);
		} else {
			count++;
			find_at(moved, CHECK_DAMAGE, &line, line.number,
				why.column, "%s", why.text);
			buffer_format(aside, "#%s:%zu: ", file, line.number);
			text_escape(aside, why.text, strlen(why.text));
			buffer_add_char(aside, '\n');
			buffer_add(aside, at, step);
			if (!newline)
				buffer_add_char(aside, '\n');
		}
		at += step;
		len -= step;
	}
	return count;
}
