#include "optionlist.h"

#include <stdlib.h>
#include <string.h>

#include "naming.h"
#include "saying.h"
#include "text.h"
#include "when.h"
#include "wording.h"

#define COLUMNS 78
#define BESIDE 49 /* where what stands beside a line begins */

const struct output_name optionlist_names[] = {
	{"remedy", RECORD_WHAT},
	{"cost", RECORD_AMOUNT},
	{"by", RECORD_DUE},
	{0},
};

static const struct output_key keys[] = {
	{"ask", OUTPUT_TEXT},
	{"customer", OUTPUT_TEXT},
	{"kind", OUTPUT_TEXT},
	{"law", OUTPUT_TEXT},
	{"n", OUTPUT_TEXT},
	{"outcome", OUTPUT_TEXT},
	{"rule", OUTPUT_TEXT},
	{"why", OUTPUT_TEXT},
	{0},
};

/* "Thu 18:00" within the week; what waits for a fix has no time yet. */
static void
cell_done_by(struct buffer *out, const struct record *record,
	     const void *context)
{
	const struct optionlist_view *view = context;
	size_t begin = out->len;

	if (record->due == INSTANT_NONE) {
		buffer_add_string(
			out, strcmp(record->event, "offer") == 0 ? "now" : "-");
	} else if (record->due - view->now < 6 * 24 * ZONE_HOUR) {
		when_say_day(out, view->zone, view->now, record->due, true);
		buffer_cut(out, begin + strlen("Thu "));
		when_say_time(out, view->zone, record->due);
	} else {
		when_say(out, view->zone, view->now, record->due);
	}
}

static const struct output_cell table[] = {
	{.heading = "", .name = "n", .whole = true},
	{.heading = "REMEDY", .name = "what", .whole = true},
	{.heading = "WHAT WE WOULD DO", .name = "text", .spare = 1},
	{.heading = "DONE BY", .cell = cell_done_by, .whole = true},
	{.heading = "COST", .name = "amount", .whole = true, .right = true},
	{.heading = "WHY", .name = "why", .spare = 2},
	{0},
};

const struct output_kind optionlist_kind = {
	.names = optionlist_names, .keys = keys, .table = table};

/* When the offers begin. Piped into `case-log -` none may sort before what
 * happened: past the case's last line by as much as the clock of a batch goes
 * past it, and no more than a day ahead. */
static int64_t
first_moment(const struct rules_view *view)
{
	int64_t last = view->file->last;

	return last >= view->now && last - view->now < 24 * ZONE_HOUR
		       ? last + 2
		       : view->now;
}

void
optionlist_record(struct record *record, const struct remedy_option *option,
		  size_t number, const struct rules_view *view,
		  struct arena *arena)
{
	const struct policy *policy = view->policy;
	const struct policy_remedy *remedy = &policy->remedies[option->remedy];

	record_init(record);
	memcpy(record->id, view->file->id, CASEID_SIZE);
	record->at = first_moment(view) + (int64_t)number;
	record->offset = zone_offset(policy->shop.zone, record->at);
	record->event = option->picked ? "offer" : "left-out";
	record->what = remedy->id;
	record->who = view->who;
	record->text = remedy->label;
	if (option->by != INSTANT_NONE) {
		record->due = option->by - option->by % ZONE_SECOND;
		record->due_offset =
			zone_offset(policy->shop.zone, record->due);
	}
	record->amount = option->cost;
	record->amount_digits = policy->shop.digits;
	record_set(record, "kind", remedy_kind_name(remedy->kind), arena);
	if (option->picked)
		record_set(record, "n", arena_format(arena, "%zu", number + 1),
			   arena);
	if (option->ask != POLICY_NONE)
		record_set(record, "ask", policy->staff[option->ask].id, arena);
	record_set(record, "law", remedy->law, arena);
	record_set(record, "why", option->why, arena);
	if (option->line)
		record_set(record, "rule",
			   arena_format(arena, "%s:%zu", policy->file,
					option->line),
			   arena);
}

void
optionlist_above(struct buffer *text, const struct rules_view *view)
{
	const struct casefile *file = view->file;
	const char *customer = naming_customer(file);
	const char *wants = casefile_detail(file, "wants");

	buffer_format(text, "%s  ", file->id);
	text_escape(text, customer, strlen(customer));
	if (file->category)
		buffer_format(text, ", %s", file->category);
	if (file->value != MONEY_NONE) {
		buffer_add_string(text, ", ");
		money_show(text, file->value, view->policy->shop.digits,
			   view->policy->shop.decimal_mark);
		buffer_format(text, " %s", view->policy->shop.currency);
	}
	buffer_add_char(text, '\n');
	if (wants) {
		buffer_add_string(text, "They want: ");
		text_escape(text, wants, strlen(wants));
		buffer_add_char(text, '\n');
	}
	buffer_add_char(text, '\n');
}

/* What put a case right: the last fix, else whatever was given last;
 * CASEFILE_NONE. */
static size_t
last_given(const struct casefile *file, const struct policy *policy)
{
	size_t last = casefile_last(file, VERB_GIVE, NULL, 0);

	for (size_t i = file->event_count; i-- > 0;) {
		if (file->events[i].verb == VERB_GIVE &&
		    facts_is_fix(policy, file->events[i].record->what))
			return i;
	}
	return last;
}

/* A case like this one, and what was given in it; or one of somebody who has
 * the same item. No recorder takes either. */
static void
other_record(struct record *record, const struct casefile *file,
	     const char *event, const struct rules_view *view,
	     struct arena *arena)
{
	size_t give = last_given(file, view->policy);

	record_init(record);
	memcpy(record->id, file->id, CASEID_SIZE);
	record->at = file->closed == CASEFILE_NONE
			     ? file->opened
			     : file->events[file->closed].record->at;
	record->offset = zone_offset(view->policy->shop.zone, record->at);
	record->event = event;
	record->who = file->owner;
	record->amount_digits = view->policy->shop.digits;
	if (file->opening)
		record->text = file->opening->text;
	if (strcmp(event, "like") == 0 && give != CASEFILE_NONE) {
		record->what = file->events[give].record->what;
		record->amount = file->given;
	}
	if (strcmp(event, "like") != 0)
		record_set(record, "customer",
			   casefile_detail(file, "customer"), arena);
	record_set(record, "outcome", file->outcome, arena);
}

struct record *
optionlist_others(size_t *count, const struct rules_view *view,
		  struct arena *arena)
{
	size_t most = (size_t)view->policy->rules.show_like_cases, from = 0;
	const struct casefile **like = mem_get((most + 1) * sizeof(*like));
	size_t like_count = remedy_like(like, most, view), room = 0;
	const struct casefile *file;
	struct record *others = NULL;

	*count = 0;
	for (size_t i = 0; i < like_count; i++) {
		others = mem_grow(others, *count, &room, sizeof(*others));
		other_record(&others[(*count)++], like[i], "like", view, arena);
	}
	while ((file = remedy_next_other(view, &from))) {
		others = mem_grow(others, *count, &room, sizeof(*others));
		other_record(&others[(*count)++], file, "same-item", view,
			     arena);
	}
	free(like);
	return others;
}

/* "like  261101-AB3D5XK  replace, voucher-5 23.00, satisfied". */
static void
add_like(struct buffer *text, const struct record *record,
	 const struct casefile *file, const struct policy *policy)
{
	const char *outcome = record_get(record, "outcome");

	buffer_format(text, "%s  ", record->id);
	if (!record->what) {
		buffer_add_string(text, "nothing given");
	} else {
		size_t begin = text->len;

		facts_list_remedies(text, file, VERB_GIVE);
		if (text->len == begin) /* before it was opened again */
			buffer_add_string(text, record->what);
		buffer_add_char(text, ' ');
		money_show(text, record->amount, record->amount_digits,
			   policy->shop.decimal_mark);
	}
	buffer_format(text, ", %s\n", outcome ? outcome : "closed");
}

void
optionlist_show_others(struct buffer *text, const struct record *others,
		       size_t count, const struct rules_view *view)
{
	for (size_t i = 0; i < count; i++) {
		const char *customer;

		if (strcmp(others[i].event, "like") == 0) {
			buffer_add_string(text, i == 0 ? "\nlike  " : "      ");
			add_like(text, &others[i],
				 casebook_find(view->book, others[i].id),
				 view->policy);
			continue;
		}
		customer = naming_customer(
			casebook_find(view->book, others[i].id));
		buffer_format(text, "%stell  %s  ", i == 0 ? "\n" : "",
			      others[i].id);
		text_escape(text, customer, strlen(customer));
		buffer_add_string(text, ", who has the same item\n");
	}
}

/* "say   "I can replace it by …"": how it is put to them; where there is too
 * little that who asks may grant, that it is in good hands. */
static void
say_options(struct buffer *text, const struct remedy_choice *choice,
	    const struct rules_view *view)
{
	struct buffer words = {0};
	struct saying saying;

	saying_init(&saying, view->policy, view->file, view->who, view->now);
	wording_set_options(&saying, choice, view->policy);
	buffer_add_char(&words, '"');
	if (choice->picked > 0 && (saying_add(&words, "options", &saying) ||
				   saying_add(&words, "own", &saying))) {
		buffer_add_char(&words, '"');
		text_wrap(text, words.at, COLUMNS, "say   ", "      ");
	}
	buffer_release(&words);
}

/* A line to type, and what stands beside it. */
static void
add_beside(struct buffer *text, const struct buffer *line,
	   const struct buffer *beside)
{
	buffer_add_string(text, line->at);
	if (beside->len > 0) {
		size_t wide = line->len + 2 > BESIDE ? line->len + 2 : BESIDE;

		for (size_t at = line->len; at < wide; at++)
			buffer_add_char(text, ' ');
		buffer_add_string(text, beside->at);
	}
	buffer_add_char(text, '\n');
}

/* The first that who asks may grant; else the first. */
static const struct remedy_option *
first_to_grant(const struct remedy_choice *choice)
{
	for (size_t i = 0; i < choice->picked; i++) {
		if (choice->options[i].ask == POLICY_NONE)
			return &choice->options[i];
	}
	return &choice->options[0];
}

/* "or refund, or part-refund", as far as there is room: what they can have
 * without asking, too. A gesture comes on top of a fix, and is nothing to
 * choose in place of one. */
static void
add_others(struct buffer *beside, const struct remedy_choice *choice,
	   const struct policy *policy)
{
	const struct remedy_option *first = first_to_grant(choice);

	for (size_t i = 0; i < choice->picked; i++) {
		const struct remedy_option *option = &choice->options[i];
		const struct policy_remedy *remedy =
			&policy->remedies[option->remedy];

		if (option == first || option->ask != POLICY_NONE ||
		    (remedy->kind == REMEDY_GESTURE &&
		     policy->remedies[first->remedy].kind != REMEDY_GESTURE))
			continue;
		if (BESIDE + beside->len + strlen(", or ") +
			    strlen(remedy->id) >
		    COLUMNS)
			break;
		buffer_format(beside, "%sor %s", beside->len > 0 ? ", " : "",
			      remedy->id);
	}
}

/* The first option from `from` on that is this person's to grant; picked. */
static size_t
next_asked_of(const struct remedy_choice *choice, int staff, size_t from)
{
	while (from < choice->picked && choice->options[from].ask != staff)
		from++;
	return from;
}

/* "ask   Jo Marsh for replace or refund: case-log 7qk approve replace -b jo",
 * a line for each person who has something to grant, in two where it is too
 * long for one. */
static void
add_asks(struct buffer *text, const struct remedy_choice *choice,
	 const struct policy *policy, const char *name)
{
	struct buffer who = {0}, line = {0};
	bool begun = false;

	for (size_t i = 0; i < choice->picked; i++) {
		int staff = choice->options[i].ask;
		size_t next = i;

		if (staff == POLICY_NONE ||
		    next_asked_of(choice, staff, 0) < i) /* had already */
			continue;
		buffer_clear(&who);
		buffer_clear(&line);
		buffer_format(&who, "%s%s for ", begun ? "      " : "ask   ",
			      policy->staff[staff].name);
		begun = true;
		while (next < choice->picked) {
			size_t after = next_asked_of(choice, staff, next + 1);

			buffer_format(
				&who, "%s%s",
				next == i                ? ""
				: after < choice->picked ? ", "
							 : " or ",
				policy->remedies[choice->options[next].remedy]
					.id);
			next = after;
		}
		buffer_format(&line, "case-log %s approve %s -b %s", name,
			      policy->remedies[choice->options[i].remedy].id,
			      policy->staff[staff].id);
		buffer_format(text, "%s:%s%s\n", who.at,
			      who.len + line.len + 2 > COLUMNS ? "\n      "
							       : " ",
			      line.at);
	}
	buffer_release(&who);
	buffer_release(&line);
}

/* The line to type, and whom to ask for what is somebody else's to grant: first
 * of all where all of it is. */
static void
add_then(struct buffer *text, const struct remedy_choice *choice,
	 const struct policy *policy, const char *name)
{
	const struct remedy_option *first = first_to_grant(choice);
	const char *remedy = policy->remedies[first->remedy].id;
	struct buffer line = {0}, beside = {0};

	if (first->ask != POLICY_NONE)
		add_asks(text, choice, policy, name);
	buffer_format(&line, "then  case-log %s offer + accept %s", name,
		      remedy);
	add_others(&beside, choice, policy);
	add_beside(text, &line, &beside);
	if (first->ask == POLICY_NONE)
		add_asks(text, choice, policy, name);
	buffer_release(&line);
	buffer_release(&beside);
}

/* "why   replace  policies.yaml:61, their wish": of each the line of the plan
 * and what decided. */
static void
add_whys(struct buffer *text, const struct remedy_choice *choice,
	 const struct policy *policy)
{
	struct buffer words = {0}, indent = {0};
	size_t wide = 0;

	for (size_t i = 0; i < choice->count; i++) {
		size_t len =
			strlen(policy->remedies[choice->options[i].remedy].id);

		wide = len > wide ? len : wide;
	}
	buffer_format(&indent, "%*s", (int)(wide + strlen("why     ")), "");
	for (size_t i = 0; i < choice->count; i++) {
		const struct remedy_option *option = &choice->options[i];
		struct buffer first = {0};

		buffer_format(&first, "%s%-*s  ", i == 0 ? "why   " : "      ",
			      (int)wide, policy->remedies[option->remedy].id);
		buffer_clear(&words);
		if (option->line)
			buffer_format(&words, "%s:%zu, ", policy->file,
				      option->line);
		text_escape(&words, option->why, strlen(option->why));
		text_wrap(text, words.at, COLUMNS, first.at, indent.at);
		buffer_release(&first);
	}
	buffer_release(&words);
	buffer_release(&indent);
}

void
optionlist_below(struct buffer *text, const struct remedy_choice *choice,
		 size_t shown, const struct rules_view *view, const char *name,
		 bool whys)
{
	const struct policy *policy = view->policy;
	size_t left_out = choice->count - shown;
	struct buffer line = {0}, beside = {0};

	buffer_add_char(text, '\n');
	say_options(text, choice, view);
	if (choice->picked > 0)
		add_then(text, choice, policy, name);
	if (whys) {
		add_whys(text, choice, policy);
	} else {
		buffer_clear(&line);
		buffer_clear(&beside);
		buffer_format(&line, "why   remedy-pick --why %s", name);
		if (left_out > 0)
			buffer_format(&beside, "%zu other%s left out", left_out,
				      left_out == 1 ? " was" : "s were");
		add_beside(text, &line, &beside);
	}
	buffer_release(&line);
	buffer_release(&beside);
}
