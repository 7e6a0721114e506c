#include "listing.h"

#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "naming.h"
#include "owed.h"
#include "remedy.h"
#include "repeat.h"
#include "when.h"

/* The minor digits that a case's amounts are shown with. */
static int
digits_of(const struct casefile *file, const struct policy *policy)
{
	if (policy)
		return policy->shop.digits;
	for (size_t i = 0; i < file->event_count; i++) {
		if (file->events[i].record->amount != MONEY_NONE)
			return file->events[i].record->amount_digits;
	}
	return 2;
}

/* Set due to that of the duty that comes first. */
static void
set_next_due(struct record *record, const struct casefile *file,
	     const struct duty_view *view, struct arena *arena)
{
	struct duty_list list = {0};
	const struct duty *next = NULL;

	owed_on_case(&list, view, file, arena);
	for (size_t i = 0; i < list.count; i++) {
		if (list.at[i].due != INSTANT_NONE &&
		    (!next || list.at[i].due < next->due))
			next = &list.at[i];
	}
	if (next) {
		struct record due;

		duty_record(&due, next, view, arena);
		record->due = due.due;
		record->due_offset = due.due_offset;
	}
	duty_list_release(&list);
}

void
listing_case(struct record *record, const struct casefile *file,
	     const struct duty_view *view, struct arena *arena)
{
	const struct record *first =
		file->opening ? file->opening : file->lines;

	record_init(record);
	memcpy(record->id, file->id, CASEID_SIZE);
	record->at = file->opened;
	record->offset = first ? first->offset : 0;
	record->event = casefile_state_name(file->state);
	record->what = file->category;
	record->who = file->owner;
	record->text = file->opening ? file->opening->text : NULL;
	if (!file->merged_into) {
		if (!file->brief)
			set_next_due(record, file, view, arena);
		record->amount = file->given;
		record->amount_digits = digits_of(file, view->policy);
	}
	record->pairs = file->details;
	record->pair_count = (int32_t)file->detail_count;
	record_set_all(record,
		       (const struct record_pair[]){
			       {"cause", file->cause},
			       {"heat", file->heat},
			       {"merged-into", file->merged_into},
			       {"outcome", file->outcome},
			       {"short", naming_short(file->id)},
		       },
		       5, arena);
}

static const struct record *
line_of(const struct listing_event *event)
{
	return event->file->events[event->event].record;
}

static int
by_time(const void *a, const void *b)
{
	const struct listing_event *left = a, *right = b;
	int order;

	if (left->at != right->at)
		return left->at < right->at ? -1 : 1;
	order = strcmp(line_of(left)->id, line_of(right)->id);
	return order ? order : record_order(line_of(left), line_of(right));
}

static bool
lets_through(const struct listing_filter *filter,
	     const struct casefile_event *event)
{
	return event->record->at >= filter->from &&
	       event->record->at < filter->to &&
	       selection_has_verb(filter->selection, event->verb);
}

struct listing_event *
listing_events(const struct casebook *book, const struct listing_filter *filter,
	       size_t *count)
{
	struct listing_event *events = NULL;
	size_t room = 0;

	*count = 0;
	for (size_t i = 0; i < book->count; i++) {
		const struct casefile *file = &book->cases[i];

		/* Its events are among those of the case it lives on in. */
		if (file->merged_into || (filter->named && !filter->named[i]))
			continue;
		for (size_t k = 0; k < file->event_count; k++) {
			if (!lets_through(filter, &file->events[k]))
				continue;
			events = mem_grow(events, *count, &room,
					  sizeof(*events));
			events[(*count)++] = (struct listing_event){
				file, k, file->events[k].record->at};
		}
	}
	if (*count > 1)
		qsort(events, *count, sizeof(*events), by_time);
	return events;
}

/* The kind of the remedy that an offer or give speaks of; NULL if unknown. */
static const char *
remedy_kind_of(const struct record *record, const struct policy *policy)
{
	int remedy = policy && record->what
			     ? policy_remedy(policy, record->what)
			     : POLICY_NONE;

	return remedy == POLICY_NONE
		       ? NULL
		       : remedy_kind_name(policy->remedies[remedy].kind);
}

void
listing_record(struct record *record, const struct listing_event *event,
	       const struct policy *policy, struct arena *arena)
{
	const struct casefile *file = event->file;
	enum verb verb = file->events[event->event].verb;
	const struct casefile_promise *promise =
		casefile_promise_of(file, event->event);

	*record = *line_of(event);
	record_set(record, "customer", casefile_detail(file, "customer"),
		   arena);
	record_set(record, "category", file->category, arena);
	record_set(record, "cause", file->cause, arena);
	record_set(record, "owner", file->owner, arena);
	if (promise)
		record_set(record, "state", promise_state_name(promise->state),
			   arena);
	if ((verb == VERB_OFFER || verb == VERB_GIVE) &&
	    !record_get(record, "kind"))
		record_set(record, "kind", remedy_kind_of(record, policy),
			   arena);
	if (verb == VERB_GIVE && record->amount == MONEY_NONE) {
		int64_t given = casefile_given(file, event->event);

		if (given > 0) {
			record->amount = given;
			record->amount_digits = digits_of(file, policy);
		}
	}
}

bool
listing_hides(const struct policy *policy, const char *key)
{
	const struct policy_list *hidden = &policy->privacy.hide_in_lists;

	for (size_t i = 0; i < hidden->count; i++) {
		if (record_same_key(hidden->at[i], key))
			return true;
	}
	return false;
}

void
listing_hide(struct record *record, const struct policy *policy,
	     struct arena *arena)
{
	struct record_pair *left = arena_get(
		arena, ((size_t)record->pair_count + 1) * sizeof(*left));
	int32_t count = 0;

	if (listing_hides(policy, "text"))
		record->text = NULL;
	for (int32_t i = 0; i < record->pair_count; i++) {
		if (!listing_hides(policy, record->pairs[i].key))
			left[count++] = record->pairs[i];
	}
	record->pairs = left;
	record->pair_count = count;
}

static void
cell_case(struct buffer *out, const struct record *record, const void *context)
{
	const struct listing_view *view = context;

	naming_shortest(out, view->book, record->id);
}

static void
cell_day(struct buffer *out, const struct record *record, const void *context)
{
	const struct listing_view *view = context;

	when_say_day(out, view->duties.zone, view->duties.now, record->at,
		     false);
}

static void
cell_time(struct buffer *out, const struct record *record, const void *context)
{
	const struct listing_view *view = context;

	when_say(out, view->duties.zone, view->duties.now, record->at);
}

/* "late 2 d", "today 18:00", "Wed 18:00" within the week, "4 Dec 18:00". */
static void
cell_next(struct buffer *out, const struct record *record, const void *context)
{
	const struct listing_view *view = context;
	const struct zone *zone = view->duties.zone;
	int64_t now = view->duties.now, due = record->due, ahead;
	struct buffer day = {0};

	if (due == INSTANT_NONE)
		return;
	if (due < now) {
		when_say_distance(out, now, due);
		return;
	}
	ahead = zone_day(zone, due) - view->duties.today;
	when_say_day(&day, zone, now, due, ahead < 7);
	if (ahead == 0)
		buffer_add_string(out, "today ");
	else
		buffer_format(out, "%.*s ", ahead < 7 ? 3 : (int)day.len,
			      buffer_string(&day));
	when_say_time(out, zone, due);
	buffer_release(&day);
}

static const struct output_name case_names[] = {
	{"opened", RECORD_TIME},   {"state", RECORD_EVENT},
	{"category", RECORD_WHAT}, {"owner", RECORD_WHO},
	{"next", RECORD_DUE},      {"given", RECORD_AMOUNT},
	{"words", RECORD_TEXT},    {0},
};

/* In the order of DESIGN, section 7, then the other details of an opening. */
static const struct output_key case_keys[] = {
	{"short", OUTPUT_TEXT},
	{"customer", OUTPUT_TEXT},
	{"phone", OUTPUT_TEXT},
	{"heat", OUTPUT_TEXT},
	{"channel", OUTPUT_TEXT},
	{"cause", OUTPUT_TEXT},
	{"outcome", OUTPUT_TEXT},
	{"email", OUTPUT_TEXT},
	{"address", OUTPUT_TEXT},
	{"postcode", OUTPUT_TEXT},
	{"severity", OUTPUT_TEXT},
	{"value", OUTPUT_MONEY},
	{"delivery", OUTPUT_MONEY},
	{"item", OUTPUT_TEXT},
	{"order", OUTPUT_TEXT},
	{"bought", OUTPUT_TEXT},
	{"about", OUTPUT_TEXT},
	{"happened", OUTPUT_TEXT},
	{"expected", OUTPUT_TEXT},
	{"effect", OUTPUT_TEXT},
	{"wants", OUTPUT_TEXT},
	{"wish", OUTPUT_TEXT},
	{"shop", OUTPUT_TEXT},
	{"merged-into", OUTPUT_TEXT},
	{0},
};

static const struct output_cell case_table[] = {
	{.heading = "OPENED", .cell = cell_day, .whole = true, .spare = 4},
	{.heading = "CASE", .cell = cell_case, .whole = true},
	{.heading = "CUSTOMER", .name = "customer"},
	{.heading = "STATE", .name = "state", .whole = true, .spare = 1},
	{.heading = "KIND", .name = "category", .spare = 3},
	{.heading = "WHOSE", .name = "owner", .whole = true, .spare = 2},
	{.heading = "NEXT", .cell = cell_next, .whole = true, .alarm = "late"},
	{.heading = "THEIR WORDS", .name = "words"},
	{0},
};

const struct output_kind listing_cases = {
	.names = case_names, .keys = case_keys, .table = case_table};

static const struct output_key event_keys[] = {
	{"customer", OUTPUT_TEXT},
	{"category", OUTPUT_TEXT},
	{"cause", OUTPUT_TEXT},
	{"owner", OUTPUT_TEXT},
	{"kind", OUTPUT_TEXT},
	{"state", OUTPUT_TEXT},
	{0},
};

static const struct output_key more_event_keys[] = {
	{"how", OUTPUT_TEXT},    {"remedy", OUTPUT_TEXT},
	{"of", OUTPUT_TIME},     {"from", OUTPUT_TIME},
	{"until", OUTPUT_TIME},  {"plan", OUTPUT_TEXT},
	{"once", OUTPUT_TEXT},   {"logged", OUTPUT_TIME},
	{"points", OUTPUT_TEXT}, {"out-of-order", OUTPUT_TEXT},
	{"phone", OUTPUT_TEXT},  {"email", OUTPUT_TEXT},
	{"heat", OUTPUT_TEXT},   {"channel", OUTPUT_TEXT},
	{"value", OUTPUT_MONEY}, {"delivery", OUTPUT_MONEY},
	{"order", OUTPUT_TEXT},  {"item", OUTPUT_TEXT},
	{"shop", OUTPUT_TEXT},   {0},
};

static const struct output_cell event_table[] = {
	{.heading = "WHEN", .cell = cell_time, .whole = true},
	{.heading = "CASE", .cell = cell_case, .whole = true},
	{.heading = "CUSTOMER", .name = "customer"},
	{.heading = "EVENT", .name = "event", .whole = true},
	{.heading = "WHAT", .name = "what"},
	{.heading = "WHO", .name = "who", .whole = true},
	{.heading = "AMOUNT", .name = "amount", .whole = true, .right = true},
	{.heading = "WORDS", .name = "text"},
	{0},
};

const struct output_kind listing_of_events = {
	.keys = event_keys, .more_keys = more_event_keys, .table = event_table};

/* Details that a line of the journal gives a case, and that -k can name all
 * cases by which are listed; of events that of their case alone. */
static const char *const details[] = {
	"customer", "phone", "email", "order", "item", "address", "postcode",
};

/* The one that all that is listed has, for a -k says so. Whether there is. */
static bool
find_detail(struct namedby_detail *detail, const struct selection *selection)
{
	size_t known =
		selection->has_events ? 1 : sizeof(details) / sizeof(*details);

	for (size_t i = 0; i < selection->count * known; i++) {
		const struct selector *one = &selection->at[i / known];

		if (one->relation != SELECTOR_IS ||
		    strcmp(one->key, details[i % known]) != 0 ||
		    strcmp(one->value, "-") == 0)
			continue;
		*detail = (struct namedby_detail){one->key, one->value};
		return true;
	}
	return false;
}

/* The verbs of -e, a bit each; all without. */
static uint64_t
verbs_asked(const struct selection *selection)
{
	uint64_t verbs = 0;

	if (!selection->has_events || selection->all_events)
		return UINT64_MAX;
	for (int verb = 0; verb < VERB_COUNT; verb++)
		verbs |= (uint64_t)selection->events[verb] << verb;
	return verbs;
}

/* Whether a row has the customer, or is selected by them. */
static bool
is_customer_asked(const struct selection *selection, const char *columns)
{
	bool asked = !columns || strstr(columns, "customer");

	for (size_t i = 0; i < selection->count && !asked; i++)
		asked = strcmp(selection->at[i].key, "customer") == 0;
	return asked;
}

/* How much of an event a column of it asks for. */
static enum brief_shows
shows_of(const char *name, size_t len)
{
	static const char *const noted[] = {"case",     "event",    "amount",
					    "customer", "category", "cause",
					    "owner"};

	if (bytes_are(name, len, "what"))
		return BRIEF_SHOWS_WHAT;
	for (size_t i = 0; i < sizeof(noted) / sizeof(*noted); i++) {
		if (bytes_are(name, len, noted[i]))
			return BRIEF_SHOWS_AMOUNT;
	}
	return BRIEF_SHOWS_LINES;
}

static enum brief_shows
both_of(enum brief_shows one, enum brief_shows other)
{
	if (one == BRIEF_SHOWS_LINES || other == BRIEF_SHOWS_LINES)
		return BRIEF_SHOWS_LINES;
	return one > other ? one : other;
}

/* How much of its events a list shows, and is selected by. columns: as -o has
 * them, or NULL. An opening is read: it says itself what its case is. */
static enum brief_shows
shows_asked(const struct selection *selection, const char *columns)
{
	enum brief_shows all = BRIEF_SHOWS_AMOUNT;

	if (!columns || selection->events[VERB_OPEN])
		return BRIEF_SHOWS_LINES;
	for (size_t len; *columns; columns += strspn(columns, ", ")) {
		len = strcspn(columns, ", ");
		all = both_of(all, shows_of(columns, len));
		columns += len;
	}
	for (size_t i = 0; i < selection->count; i++) {
		const char *key = selection->at[i].key;

		all = both_of(all, shows_of(key, strlen(key)));
	}
	return all;
}

/* What can be told in brief. Of a promise that takes all of its case. */
static enum brief_of
brief_asked(const struct selection *selection, bool all,
	    const struct policy *policy)
{
	if (!selection->has_events)
		return all && policy ? BRIEF_CASES : BRIEF_NONE;
	return selection->all_events || selection->events[VERB_PROMISE] ||
			       selection->events[VERB_RENEW]
		       ? BRIEF_NONE
		       : BRIEF_EVENTS;
}

static int64_t
persons_since(const void *context, const struct casefile *file)
{
	return repeat_since(context, file);
}

bool
listing_wanted(struct casebook_wanted *wanted, struct namedby_detail *detail,
	       const struct selection *selection, bool all, int64_t from,
	       int64_t to, const char *columns, const struct policy *policy)
{
	bool by_detail = find_detail(detail, selection);

	*wanted = (struct casebook_wanted){
		.cases = by_detail                      ? SIFT_NAMED
			 : selection->has_events || all ? SIFT_ACTIVE
							: SIFT_OPEN,
		.outline = outline_wanted_of(policy),
		.since = persons_since,
		.context = policy};
	wanted->outline.persons =
		repeat_is_asked(policy) && !selection->has_events;
	wanted->outline.verbs = verbs_asked(selection);
	if (wanted->cases == SIFT_ACTIVE)
		wanted->outline.brief = brief_asked(selection, all, policy);
	wanted->outline.customers = is_customer_asked(selection, columns);
	if (wanted->outline.brief == BRIEF_EVENTS && policy)
		wanted->outline.shows = shows_asked(selection, columns);
	wanted->outline.active_since = from;
	wanted->outline.active_until = to;
	wanted->outline.details = detail;
	wanted->outline.detail_count = by_detail;
	/* What is all needed is read once. */
	return wanted->cases != SIFT_ACTIVE ||
	       wanted->outline.verbs != UINT64_MAX || from != INT64_MIN ||
	       wanted->outline.brief != BRIEF_NONE;
}

bool *
listing_selected(const struct selection *selection, const struct casebook *book,
		 const struct duty_view *view)
{
	bool *wanted;

	if (selection->count == 0)
		return NULL;
	wanted = mem_zero(book->count + 1, sizeof(*wanted));
	for (size_t i = 0; i < book->count; i++) {
		struct arena arena = {0};
		struct record record;

		listing_case(&record, &book->cases[i], view, &arena);
		wanted[i] = selection_selects(selection, &record, case_names);
		arena_release(&arena);
	}
	return wanted;
}
