#include "check.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "crosscheck.h"
#include "discreet.h"
#include "durable.h"
#include "event.h"
#include "hours.h"
#include "machinemark.h"
#include "planlanguage.h"
#include "text.h"

const char check_ahead[] =
	"more than a day ahead of now: a clock was wrong, or this one is";

/* Bytes of lines that are looked at together: decoded, they take three times
 * as much. */
#define PART_BYTES ((size_t)16 * 1024 * 1024)

void
check_find(struct check *check, enum check_gravity gravity, const char *file,
	   const char *format, ...)
{
	struct check_finding at = {.gravity = gravity};
	va_list args;

	at.file = arena_copy(&check->arena, file, strlen(file));
	va_start(args, format);
	finding_add(check, &at, format, args);
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
	    strcmp(check->files[check->file_count - 1].name, file) != 0)
		line.file_index++;
	finding_at(check, CHECK_DAMAGE, &line, number, 0, "%s", sentence);
	check->bad++;
}

void
check_torn(void *context, const struct journal_line *line)
{
	char *torn = durable_beside(line->file, ".torn");

	finding_at(context, CHECK_DAMAGE, line, line->number, line->len + 1,
		   "no newline at the end: %zu bytes that are not read; the "
		   "next recorder moves them to %s",
		   line->len, torn);
	free(torn);
}

/* Comments are the reader's own, but for those that mean something. */
void
check_comment(void *context, const struct journal_line *line)
{
	static const char header[] = "#amends";
	size_t len = line->len, begin = sizeof(header) - 1;

	finding_file(context, line->file, line->file_index);
	if (len > 0 && line->at[len - 1] == '\r')
		len--;
	machinemark_look(context, line, len);
	if (len < begin || memcmp(line->at, header, begin) != 0 ||
	    (len == begin + 2 && memcmp(line->at + begin, " 1", 2) == 0))
		return;
	finding_at(context, CHECK_DAMAGE, line, line->number, 1,
		   "a header is '#amends %d', and nothing else",
		   JOURNAL_FORMAT);
}

/* What no program of ours writes, and where it comes from. */
static bool
is_odd(const char *at, size_t len, struct fail *why)
{
	static const char *const marks[] = {"<<<<<<<", "|||||||",
					    "=======", ">>>>>>>"};
	const char *nul = memchr(at, '\0', len);
	size_t count = 0;

	for (size_t i = 0; nul && i < len; i++)
		count += at[i] == '\0';
	if (nul) {
		fail_at(why, FAIL_INPUT, (size_t)(nul - at) + 1,
			"%zu NUL byte%s: a power cut ate what stood here",
			count, count == 1 ? "" : "s");
		return true;
	}
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		if (len >= 7 && memcmp(at, marks[i], 7) == 0 &&
		    (len == 7 || at[7] == ' ' || at[7] == '\r')) {
			fail_at(why, FAIL_INPUT, 1,
				"a mark of a merge that git left to be done; "
				"both sides count, so this line can go");
			return true;
		}
	}
	return false;
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
	if (is_odd(at, len, why))
		return true;
	copy = arena_copy(&arena, at, len);
	good = record_parse_case(&record, copy, len, -1, &arena, why);
	arena_release(&arena);
	return !good;
}

/* What can be seen of a good line by itself. */
static void
check_record(struct check *check, const struct check_line *line, enum verb verb)
{
	static const char *const money[] = {"value", "delivery"};
	const struct record *record = &line->record;

	if (verb == VERB_UNKNOWN)
		finding_of(check, CHECK_ADVICE, line, RECORD_EVENT,
			   "no event '%s', so it has no effect%s",
			   record->event,
			   text_did_you_mean(event_guess(record->event)));
	else if ((event_kind(verb)->needs & EVENT_NEEDS_DUE) &&
		 record->due == INSTANT_NONE)
		finding_of(check, CHECK_ADVICE, line, RECORD_DUE,
			   "a %s without a due time", record->event);
	if (check_is_ahead(record->at, check->now))
		finding_of(check, CHECK_ADVICE, line, RECORD_TIME, "%s",
			   check_ahead);
	for (size_t i = 0;
	     record->pair_count > 0 && i < sizeof(money) / sizeof(*money);
	     i++) {
		const char *value = record_get(record, money[i]);
		int64_t amount;
		struct fail why;

		if (value && strcmp(value, "-") != 0 && check->digits >= 0 &&
		    !money_parse(value, check->digits, &amount, &why)) {
			discreet_fail(&why, value);
			finding_of(check, CHECK_ADVICE, line,
				   finding_key(record, money[i]), "%s",
				   why.text);
		}
	}
}

/* Without a plan, the first amount says how many digits all others have. */
static void
check_digits(struct check *check, const struct check_line *line)
{
	if (line->record.amount == MONEY_NONE || check->digits >= 0)
		return;
	if (!check->first_amount.file) {
		check->first_amount.file = line->file;
		check->first_amount.number = line->number;
		check->first_amount.digits = line->record.amount_digits;
	} else if (check->first_amount.digits != line->record.amount_digits) {
		finding_of(check, CHECK_DAMAGE, line, RECORD_AMOUNT,
			   "%d minor digits, where %s:%zu has %d: a journal "
			   "has one currency",
			   line->record.amount_digits, check->first_amount.file,
			   check->first_amount.number,
			   check->first_amount.digits);
	}
}

/*
 * Parse a line as the journal's own: first as any currency's, so that what is
 * said of a bad one does not depend on the plan.
 */
static bool
parse_line(struct check *check, struct check_line *good, char *at, size_t len,
	   struct arena *arena, struct fail *why)
{
	return record_parse_quickly(&good->record, at, len, check->digits,
				    arena) ||
	       (!check_is_bad(at, len, why) &&
		record_parse(&good->record, arena_copy(arena, at, len), len,
			     check->digits, arena, why));
}

/* Keep a good line until crosscheck has seen it. */
static void
keep(struct check *check, const struct check_line *line)
{
	check->lines = mem_grow(check->lines, check->line_count,
				&check->line_room, sizeof(*check->lines));
	check->lines[check->line_count++] = *line;
}

static void
suspect(struct check *check, const struct record *record, enum verb verb,
	size_t len)
{
	const char *of = record_get(record, "of");
	struct suspects_event event = {
		.id = record->id,
		.at = record->at,
		.verb = verb,
		.what = record->what,
		.what_len = record->what ? strlen(record->what) : 0,
		.of = of,
		.of_len = of ? strlen(of) : 0,
		.len = len,
	};

	suspects_line(&check->suspects, &event);
}

bool
check_line(void *context, struct journal_line *line)
{
	struct check *check = context;
	struct arena *arena = check->twice ? &check->scratch : &check->kept;
	char *at = line->at;
	struct check_line good;
	struct fail why;
	enum verb verb;

	if (!check->twice)
		at = arena_copy(arena, at, line->len);
	if (!parse_line(check, &good, at, line->len, arena, &why)) {
		finding_at(check, CHECK_DAMAGE, line, line->number, why.column,
			   "%s", why.text);
		check->bad += check_is_bad(at, line->len, &why);
	} else {
		good.file = finding_file(check, line->file, line->file_index);
		good.file_index = line->file_index;
		good.number = line->number;
		verb = event_verb(good.record.event);
		check_record(check, &good, verb);
		check_digits(check, &good);
		suspect(check, &good.record, verb, line->len);
		check->events++;
		check->files[check->file_latest].events++;
		if (!check->twice)
			keep(check, &good);
	}
	arena_clear(&check->scratch);
	return true;
}

/* What a key of a line is for; by its number, looked up once. */
enum { KEY_NEW, KEY_OTHER, KEY_MONEY, KEY_OF };

static int
key_use(struct check *check, const struct glance *glance, size_t field)
{
	static const struct {
		const char *key;
		unsigned char use;
	} uses[] = {
		{"value", KEY_MONEY}, {"delivery", KEY_MONEY}, {"of", KEY_OF}};
	unsigned char *use = &check->key_uses[glance->keys[field]];

	if (*use == KEY_NEW || glance->keys[field] == 0) {
		size_t len;
		const char *at = glance_key(glance, field, &len);

		*use = KEY_OTHER;
		for (size_t i = 0; i < sizeof(uses) / sizeof(*uses); i++) {
			if (strlen(uses[i].key) == len &&
			    memcmp(uses[i].key, at, len) == 0)
				*use = uses[i].use;
		}
	}
	return *use;
}

/* Whether a value is an amount of this currency. */
static bool
is_money(const struct check *check, const char *at, size_t len)
{
	char amount[32];
	int64_t found;
	struct fail why;

	if (len >= sizeof(amount))
		return false;
	memcpy(amount, at, len);
	amount[len] = '\0';
	return money_parse(amount, check->digits, &found, &why);
}

/* Whether an id is that of a case: of those seen lately as it was then. */
static bool
is_id(struct check *check, const char *at, struct glance_id id)
{
	struct glance_id *seen =
		&check->ids[(id.last ^ id.last >> 32) % CHECK_IDS];

	if (glance_same_id(*seen, id))
		return true;
	if (!caseid_is_valid(at, CASEID_LEN))
		return false;
	*seen = id;
	return true;
}

/* Whether a sound line has nothing that check_record would speak of; if so,
 * what matters of it. */
static bool
is_quiet(struct check *check, const struct glance *glance,
	 struct suspects_event *event)
{
	size_t len;

	*event = (struct suspects_event){
		.id = glance_field(glance, RECORD_CASE, &len),
		.at = glance->time,
		.verb = glance->verb,
		.len = glance->taken - 1,
	};
	if (!is_id(check, event->id, glance->id) ||
	    check_is_ahead(glance->time, check->now) ||
	    ((event_kind(glance->verb)->needs & EVENT_NEEDS_DUE) &&
	     glance_is(glance, RECORD_DUE, "-")))
		return false;
	event->what = glance_field(glance, RECORD_WHAT, &event->what_len);
	if (event->what_len == 1 && *event->what == '-')
		event->what = NULL;
	for (size_t i = RECORD_FIELD_COUNT; i < glance->count; i++) {
		const char *value = glance_value(glance, i, &len);
		int use = key_use(check, glance, i);

		if (use == KEY_MONEY && !is_money(check, value, len))
			return false;
		if (use == KEY_OF) {
			event->of = value;
			event->of_len = len;
		}
	}
	return true;
}

size_t
check_run(void *context, const struct journal_line *first, size_t *count)
{
	struct check *check = context;
	size_t taken = 0;
	struct suspects_event event;
	struct glance glance;

	/* What comes once is kept whole; without a plan amounts are compared.
	 */
	if (!check->twice || check->digits < 0)
		return 0;
	if (!check->glancer.verbs)
		glance_init(&check->glancer, check->digits);
	glance_begin(&check->glancer, first->at, first->len);
	while (glance_next(&glance, &check->glancer) == GLANCE_SOUND &&
	       is_quiet(check, &glance, &event)) {
		suspects_line(&check->suspects, &event);
		taken += glance.taken;
		++*count;
	}
	if (*count > 0) {
		finding_file(check, first->file, first->file_index);
		check->events += *count;
		check->files[check->file_latest].events += *count;
	}
	return taken;
}

size_t
check_run_again(void *context, const struct journal_line *first, size_t *count)
{
	const struct check *check = context;
	const char *at = first->at, *end = at + first->len;

	while (at < end) {
		const char *newline = memchr(at, '\n', (size_t)(end - at));

		/* Behind a comment there may be nothing to read. */
		if (*at == '#' ||
		    suspects_has(&check->suspects, at, (size_t)(newline - at),
				 check->part))
			break;
		at = newline + 1;
		++*count;
	}
	return (size_t)(at - first->at);
}

bool
check_line_again(void *context, struct journal_line *line)
{
	struct check *check = context;
	struct check_line good;
	struct fail why;
	char *at;

	if (!suspects_has(&check->suspects, line->at, line->len, check->part))
		return true;
	at = arena_copy(&check->kept, line->at, line->len);
	if (!parse_line(check, &good, at, line->len, &check->kept, &why))
		return true;
	good.file = finding_file(check, line->file, line->file_index);
	good.file_index = line->file_index;
	good.number = line->number;
	keep(check, &good);
	return true;
}

/* Look at the lines that were kept, and let go of them. */
static void
cross(struct check *check)
{
	check->events -= crosscheck(check, check->lines, check->line_count);
	check->line_count = 0;
	arena_clear(&check->kept);
}

bool
check_again(struct check *check)
{
	if (!check->twice)
		return false;
	if (check->parts == 0) {
		check->parts = suspects_divide(&check->suspects, PART_BYTES);
		return check->parts > 0;
	}
	cross(check);
	return ++check->part < check->parts;
}

void
check_end(struct check *check)
{
	cross(check);
	check->cases = check->suspects.cases;
	finding_sort(check);
}

static void __attribute__((format(printf, 5, 6)))
advise(struct check *check, const char *path, size_t line, size_t column,
       const char *format, ...)
{
	struct check_finding at = {
		.gravity = CHECK_ADVICE,
		.file = arena_copy(&check->arena, path, strlen(path)),
		.line = line,
		.column = column};
	va_list args;

	va_start(args, format);
	finding_add(check, &at, format, args);
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

/* A draft in two languages is none. */
static void
check_language(struct check *check, const struct policy *policy,
	       const char *path)
{
	struct buffer keys = {0};

	if (planlanguage_is_other(policy) &&
	    planlanguage_english(&keys, policy))
		advise(check, path, 0, 0,
		       "its language is not English, and what it leaves out "
		       "of its words is: %s",
		       keys.at);
	buffer_release(&keys);
}

/* New currencies come before new programs do, so that one is not refused. */
static void
check_currency(struct check *check, const struct policy *policy,
	       const char *path)
{
	const char *guess;

	if (!money_is_currency(policy->shop.currency, &guess))
		advise(check, path, policy->shop.currency_line,
		       policy->shop.currency_column,
		       "'%s' is no currency of ISO 4217; its amounts have %d "
		       "decimals here%s",
		       policy->shop.currency, policy->shop.digits,
		       text_did_you_mean(guess));
}

/* The default urgent-if needs its level: with others alone it goes. */
static void
check_levels(struct check *check, const struct policy *policy, const char *path)
{
	if (policy->severity.urgent_if.count == 0 &&
	    !policy_list_has(&policy->severity.levels, "urgent"))
		advise(check, path, 0, 0,
		       "none of severity.levels is called 'urgent', so nothing "
		       "makes a case urgent, not even that somebody may be "
		       "hurt");
}

void
check_plan(struct check *check, const struct policy *policy, const char *path)
{
	const struct zone *zone = policy->shop.zone;
	int64_t last = hours_last_dated(policy->hours);
	struct buffer date = {0};

	if (policy_is_old(policy, check->now)) {
		add_date(&date, policy->reviewed);
		advise(check, path, 0, 0,
		       "last reviewed on %s; its own review-every is over",
		       buffer_string(&date));
	}
	if (last != INT64_MIN &&
	    policy->warn_when_closures_run_out.unit != DURATION_NONE &&
	    day_begins(zone, last) <
		    hours_add(policy->hours, check->now,
			      &policy->warn_when_closures_run_out)) {
		buffer_clear(&date);
		add_date(&date, last);
		advise(check, path, policy->hours_line, 0,
		       "the last closed or special day is %s; which are next?",
		       buffer_string(&date));
	}
	buffer_release(&date);
	check_currency(check, policy, path);
	check_levels(check, policy, path);
	check_language(check, policy, path);
}

/* Whether what was closed at an instant is past its time. */
static bool
is_past(const struct policy *policy, int64_t closed, int64_t now)
{
	int64_t until =
		hours_add(policy->hours, closed, &policy->privacy.keep_closed);

	return until != INSTANT_NONE && until < now;
}

void
check_kept(struct check *check, const struct policy *policy, const char *path)
{
	struct buffer span = {0};
	int64_t past = 0, kept = check->now;
	size_t count;

	if (policy->privacy.keep_closed.unit == DURATION_NONE ||
	    !is_past(policy, past, check->now))
		return;
	/* The last instant that is past: what closed later is kept. */
	while (kept - past > 1) {
		int64_t middle = past + (kept - past) / 2;

		if (is_past(policy, middle, check->now))
			past = middle;
		else
			kept = middle;
	}
	count = suspects_closed_before(&check->suspects, kept);
	if (count == 0)
		return;
	duration_say(&span, &policy->privacy.keep_closed);
	advise(check, path, 0, 0,
	       "%zu case%s closed longer than %s ago, which is as long as "
	       "keep-closed keeps the words; case-erase --closed-long-ago -n "
	       "lists what would go",
	       count, count == 1 ? " was" : "s were", span.at);
	buffer_release(&span);
}

void
check_release(struct check *check)
{
	free(check->findings);
	free(check->lines);
	free(check->files);
	free(check->doubles);
	suspects_release(&check->suspects);
	arena_release(&check->kept);
	arena_release(&check->scratch);
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
			finding_at(moved, CHECK_DAMAGE, &line, line.number,
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
