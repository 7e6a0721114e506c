#include "casepage.h"

#include <string.h>

#include "approval.h"
#include "casesaid.h"
#include "dutywords.h"
#include "earlier.h"
#include "handover.h"
#include "history.h"
#include "letterwords.h"
#include "dealings.h"
#include "ladder.h"
#include "naming.h"
#include "nextstep.h"
#include "owed.h"
#include "page.h"
#include "text.h"
#include "when.h"
#include "wording.h"

#define ABSENT CASEFILE_NONE

/* What all parts of a page look at. */
struct sheet {
	const struct rules_view *view;
	const struct casefile *file;
	const struct policy *policy; /* NULL: faulty */
	struct duty_view moment;
	struct duty_list duties;
	const char *name; /* "7qk" */
};

/* An empty line, unless one stands there already or nothing does. */
static void
part(struct buffer *out)
{
	if (out->len > 1 && out->at[out->len - 2] != '\n')
		buffer_add_char(out, '\n');
}

/* Whose it is, and since when. */

/* "open 2 days", by the calendar. */
static void
say_age(struct buffer *out, const struct sheet *sheet)
{
	int64_t days = sheet->moment.today -
		       duty_day(&sheet->moment, sheet->file->opened);

	if (days <= 0)
		buffer_add_string(out, "opened today");
	else
		buffer_format(out, "open %lld day%s", (long long)days,
			      days == 1 ? "" : "s");
}

static void
say_state(struct buffer *out, const struct sheet *sheet)
{
	const struct casefile *file = sheet->file;

	if (casefile_is_open(file)) {
		say_age(out, sheet);
		if (file->state == CASEFILE_WAITING)
			buffer_add_string(out, ", waiting for them");
		return;
	}
	buffer_add_string(out, casefile_state_name(file->state));
	if (file->closed == ABSENT)
		return;
	buffer_add_char(out, ' ');
	when_say_day(out, sheet->moment.zone, sheet->view->now,
		     file->events[file->closed].record->at, false);
	if (file->outcome)
		buffer_format(out, ", %s", file->outcome);
}

static void
add_heading(struct buffer *out, const struct sheet *sheet)
{
	const struct casefile *file = sheet->file;
	const char *customer = casefile_detail(file, "customer");
	const char *reach = casefile_detail(file, "phone");
	struct buffer left = {0}, right = {0};

	if (!reach)
		reach = casefile_detail(file, "email");
	buffer_format(&left, "%s  %s", file->id, naming_customer(file));
	if (customer && reach)
		buffer_format(&left, ", %s", reach);
	if (file->owner)
		letterwords_whose(&right, &sheet->moment, file->owner);
	else
		buffer_add_string(&right, "nobody's yet");
	buffer_add_string(&right, ", ");
	say_state(&right, sheet);
	page_heading(out, left.at, right.at);
	buffer_release(&left);
	buffer_release(&right);
}

/* "arrived-damaged, order 4711, 18.00 EUR, upset". */
static void
add_kind(struct buffer *out, const struct sheet *sheet)
{
	static const char *const named[] = {"order", "item", "bought", "about"};
	const struct casefile *file = sheet->file;
	struct buffer words = {0};

	buffer_add_string(&words,
			  file->category ? file->category : "no kind yet");
	for (size_t i = 0; i < sizeof(named) / sizeof(*named); i++) {
		const char *value = casefile_detail(file, named[i]);

		if (value && sheet->policy && strcmp(named[i], "about") == 0)
			value = policy_staff_name(sheet->policy, value);
		if (value)
			buffer_format(&words, ", %s %s", named[i], value);
	}
	if (file->value != MONEY_NONE && sheet->policy) {
		buffer_add_string(&words, ", ");
		money_show(&words, file->value, sheet->policy->shop.digits,
			   sheet->policy->shop.decimal_mark);
		buffer_format(&words, " %s", sheet->policy->shop.currency);
	}
	if (file->heat)
		buffer_format(&words, ", %s", file->heat);
	if (casefile_detail(file, "severity"))
		buffer_format(&words, ", %s",
			      casefile_detail(file, "severity"));
	page_under(out, "", words.at);
	buffer_release(&words);
}

/* Where else they can be reached: what the heading has no room for. */
static void
add_reach(struct buffer *out, const struct casefile *file)
{
	static const char *const keys[] = {"email", "address", "postcode"};
	struct buffer words = {0};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const char *value = casefile_detail(file, keys[i]);

		if (value && (i > 0 || (casefile_detail(file, "phone") &&
					casefile_detail(file, "customer"))))
			buffer_format(&words, "%s%s", words.len ? ", " : "",
				      value);
	}
	if (words.len > 0)
		page_row(out, "Reach them", words.at);
	buffer_release(&words);
}

/* What is owed. */

static void
say_due(struct buffer *out, const struct sheet *sheet, const struct duty *duty,
	bool again)
{
	const struct zone *zone = sheet->moment.zone;
	int64_t now = sheet->view->now;

	if (duty->due == INSTANT_NONE)
		return;
	if (duty->state == DUTY_LATE) {
		buffer_add_string(out, "late since ");
		when_say_near(out, zone, now, duty->due);
		return;
	}
	if (duty->from != INSTANT_NONE) {
		when_say_near(out, zone, now, duty->from);
		buffer_add_string(out, " to ");
		when_say_time(out, zone, duty->due);
	} else {
		buffer_add_string(out, "by ");
		when_say_near(out, zone, now, duty->due);
	}
	if (again || !sheet->policy)
		return;
	buffer_add_string(out, ", ");
	when_say_ahead(out, sheet->policy->hours, now, duty->due);
}

/* Whether it is on the page: what presses; but never nothing at all. */
static bool
is_shown(const struct sheet *sheet, size_t at)
{
	const struct duty *duty = &sheet->duties.at[at];

	if (duty_is_usual(duty, &sheet->moment))
		return true;
	for (size_t i = 0; i < sheet->duties.count; i++) {
		if (i < at ||
		    duty_is_usual(&sheet->duties.at[i], &sheet->moment))
			return i == at;
	}
	return at == 0;
}

/* "p1"; "" beside one that has it; NULL where none has. */
static const char *
tag_of(const struct sheet *sheet, const struct duty *duty)
{
	if (duty->kind == DUTY_PROMISE && duty->ref)
		return duty->ref;
	for (size_t i = 0; i < sheet->duties.count; i++) {
		if (sheet->duties.at[i].kind == DUTY_PROMISE &&
		    sheet->duties.at[i].ref)
			return "";
	}
	return NULL;
}

/* ", Eva's", where it is not that of whoever has the case. */
static void
say_whose(struct buffer *out, const struct sheet *sheet,
	  const struct duty *duty)
{
	const char *owner = sheet->file->owner;

	if (!duty->who || (owner && policy_same_staff(duty->who, owner)))
		return;
	buffer_add_string(out, out->len ? ", " : "");
	letterwords_whose(out, &sheet->moment, duty->who);
}

static void
add_owed(struct buffer *out, const struct sheet *sheet)
{
	const char *label = "We owe";
	int64_t said = INSTANT_NONE;

	for (size_t i = 0; i < sheet->duties.count; i++) {
		const struct duty *duty = &sheet->duties.at[i];
		struct buffer what = {0}, due = {0};

		if (!is_shown(sheet, i))
			continue;
		dutywords_say(&what, duty, sheet->policy);
		say_due(&due, sheet, duty, duty->due == said);
		say_whose(&due, sheet, duty);
		/* How far off it is can go where there is no room. */
		if (PAGE_RIGHT + due.len > PAGE_COLUMNS) {
			buffer_clear(&due);
			say_due(&due, sheet, duty, true);
			say_whose(&due, sheet, duty);
		}
		said = duty->due;
		page_halves(out, label, tag_of(sheet, duty), what.at,
			    buffer_string(&due));
		label = "";
		buffer_release(&what);
		buffer_release(&due);
	}
}

/* What a shop writes down of every case, whatever its plan needs. */
static bool
is_expected(enum rule rule)
{
	return rule == RULE_APOLOGY_IF_AT_FAULT || rule == RULE_CAUSE ||
	       rule == RULE_PREVENTION;
}

/* "apology, prevention: not written down yet": what closing will ask for, and
 * is not among what is owed. */
static void
say_not_written(struct buffer *out, const struct sheet *sheet)
{
	static const struct {
		enum rule rule;
		const char *name;
	} kinds[] = {
		{RULE_ALL_POINTS_ANSWERED, "an answer to each point"},
		{RULE_APOLOGY_IF_AT_FAULT, "apology"},
		{RULE_CAUSE, "cause"},
		{RULE_PREVENTION, "prevention"},
		{RULE_FEEDBACK_ASKED, "feedback"},
	};
	const struct policy_list *need = &sheet->policy->closing.need;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		if ((is_expected(kinds[i].rule) ||
		     policy_list_has(need, conditions_name(kinds[i].rule))) &&
		    !rules_is_met(kinds[i].rule, sheet->view))
			buffer_format(out, "%s%s", out->len ? ", " : "",
				      kinds[i].name);
	}
	if (out->len > 0)
		buffer_add_string(out, ": not written down yet");
}

/* What comes after what is owed now, once they have chosen. */
static void
add_then(struct buffer *out, const struct sheet *sheet)
{
	const struct casefile *file = sheet->file;
	int severity =
		sheet->duties.count > 0 ? sheet->duties.at[0].severity : -1;
	const char *label = "Then";
	struct buffer words = {0};

	if (casefile_chosen(file, file->since) == ABSENT &&
	    casefile_last(file, VERB_GIVE, NULL, file->since) == ABSENT)
		return;
	if (facts_fix_owed(sheet->view)) {
		buffer_add_string(&words, "tell them it is done");
		if (severity >= 0 &&
		    sheet->policy->deadlines[severity][CLOCK_TELL_AFTER_FIX]
				    .span.unit != DURATION_NONE) {
			buffer_add_string(&words, ", within ");
			duration_say(&words,
				     &sheet->policy
					      ->deadlines[severity]
							 [CLOCK_TELL_AFTER_FIX]
					      .span);
		}
		page_list(out, &label, words.at);
		buffer_clear(&words);
	}
	say_not_written(&words, sheet);
	if (words.len > 0)
		page_list(out, &label, words.at);
	buffer_release(&words);
}

/* How the promises went that are over (P72). */
static void
add_promises(struct buffer *out, const struct sheet *sheet)
{
	static const char *const how[] = {
		[PROMISE_KEPT] = "kept in time",
		[PROMISE_LATE] = "kept, but late",
		[PROMISE_MOVED] = "a new time was agreed",
		[PROMISE_BROKEN] = "not kept",
		[PROMISE_DECLINED] = "not wanted after all",
	};
	const struct casefile *file = sheet->file;
	const char *label = "Promises";

	for (size_t i = 0; i < file->promise_count; i++) {
		const struct casefile_promise *promise = &file->promises[i];
		struct buffer went = {0};

		if (promise->state == PROMISE_OPEN)
			continue;
		buffer_format(&went, "%s, ", how[promise->state]);
		when_say_near(&went, sheet->moment.zone, sheet->view->now,
			      promise->ended);
		page_halves(out, label, promise->ref ? promise->ref : "",
			    promise->text ? promise->text : "", went.at);
		label = "";
		buffer_release(&went);
	}
}

/* What to say, and what to type. */

/* When the line is typed, by what it begins with. */
static const char *
when_typed(const char *type)
{
	static const struct {
		const char *words, *when;
	} kinds[] = {
		{"heard", "when they have said it all"},
		{"restate", "as you say it back"},
		{"confirm", "once they agree"},
		{"heart", "or whichever it is"},
		{"approve", "once it is granted"},
		{"offer", "as you put it to them"},
		{"accept", "and what they chose"},
		{"give", "once that is done"},
		{"tell", "as you tell them"},
		{"close", "once they are content"},
		{"resume", "once they have answered"},
		{"kept", "once that is done"},
		{"apology", "as you say it"},
		{"prevented", "once that is done"},
		{"follow-up", "as you ask them"},
		{"feedback", "with what they say"},
		{"thank", "once it is on its way"},
		{"out review", "once you have answered"},
		{"out", "once you have reminded them"},
		{"reopen", "if it is not right after all"},
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		size_t len = strlen(kinds[i].words);

		if (strncmp(type, kinds[i].words, len) == 0 &&
		    (type[len] == ' ' || type[len] == '\0'))
			return kinds[i].when;
	}
	return "";
}

/* Whether saying it is an event of its own, and not the step's. */
static bool
is_contact(const char *said)
{
	return said &&
	       (strcmp(said, "update") == 0 || strcmp(said, "promise") == 0 ||
		strcmp(said, "acknowledge") == 0 ||
		strcmp(said, "decline") == 0);
}

static void
add_line(struct buffer *out, const struct sheet *sheet, const char **label,
	 const struct buffer *type)
{
	struct buffer words = {0};

	if (type->len > 0) {
		buffer_format(&words, "case-log %s %s", sheet->name, type->at);
		page_halves(out, *label, NULL, words.at, when_typed(type->at));
		*label = "";
	}
	buffer_release(&words);
}

/* Where the plan takes it up the ladder, until somebody does (P39). */
static void
add_rung(struct buffer *out, const struct sheet *sheet, const char **label)
{
	struct buffer words = {0}, why = {0};
	struct ladder_call call;

	ladder_find(&call, sheet->policy, sheet->file);
	for (size_t i = 0; i < sheet->duties.count; i++)
		ladder_consider(&call, sheet->policy, &sheet->duties.at[i]);
	if (call.rung != POLICY_NONE) {
		buffer_format(&words, "case-log %s ", sheet->name);
		ladder_type(&words, &call, sheet->policy);
		ladder_say(&why, &call, sheet->policy);
		page_halves(out, *label, NULL, words.at,
			    why.len > 0 ? why.at : "to take it up");
		*label = "";
	}
	buffer_release(&words);
	buffer_release(&why);
}

static void
add_next(struct buffer *out, const struct sheet *sheet)
{
	const char *channel = casefile_detail(sheet->file, "channel");
	const char *label = "Next", *said = NULL;
	struct nextstep step = {0};
	struct buffer words = {0};

	nextstep_find(&step, sheet->view, &sheet->duties);
	buffer_add_char(&words, '"');
	if (sheet->file->state <= CASEFILE_CLOSED)
		said = wording_add(&words, sheet->view, &sheet->duties, &step);
	if (words.len > 1) {
		buffer_add_char(&words, '"');
		page_row(out, "Say now", words.at);
	}
	buffer_clear(&words);
	if (is_contact(said)) {
		buffer_format(&words, "case-log %s out%s%s", sheet->name,
			      channel ? " " : "", channel ? channel : "");
		page_halves(out, label, NULL, words.at,
			    "after you have told them so");
		label = "";
		buffer_clear(&words);
	}
	add_line(out, sheet, &label, &step.first);
	add_line(out, sheet, &label, &step.type);
	add_rung(out, sheet, &label);
	nextstep_release(&step);
	buffer_release(&words);
}

static void
add_card(struct buffer *out, const struct policy *policy,
	 const struct casefile *file)
{
	const char *label = "Hand over";

	for (size_t i = 0; i < policy->handover_must_say.count; i++) {
		struct buffer words = {0};

		handover_part(&words, policy->handover_must_say.at[i], file);
		if (words.len > 0)
			page_list(out, &label, words.at);
		buffer_release(&words);
	}
}

static void
add_earlier(struct buffer *out, const struct sheet *sheet)
{
	struct buffer words = {0};

	if (earlier_say(&words, sheet->view) > 0)
		page_row(out, "Before", words.at);
	buffer_clear(&words);
	if (dealings_say(&words, sheet->view) > 0)
		page_row(out, "Limits", words.at);
	buffer_release(&words);
}

/* What needs the plan, and a case that somebody still has to do with. */
static void
add_work(struct buffer *out, const struct sheet *sheet)
{
	const struct casefile *file = sheet->file;

	part(out);
	add_owed(out, sheet);
	if (sheet->policy && casefile_is_open(file))
		add_then(out, sheet);
	add_promises(out, sheet);
	part(out);
	if (sheet->policy)
		add_next(out, sheet);
	part(out);
	if (sheet->policy && casefile_is_open(file) &&
	    approval_gone_up(file) != ABSENT)
		add_card(out, sheet->policy, file);
}

void
casepage_write(struct buffer *out, const struct rules_view *view,
	       const struct zone *zone)
{
	struct arena arena = {0};
	struct sheet sheet = {
		.view = view,
		.file = view->file,
		.policy = view->policy,
		.name = naming_typed(view->book, view->file, &arena),
	};
	struct history history = {view->file, view->policy, zone, view->now};
	struct buffer page = {0};

	duty_view_init(&sheet.moment, view->policy, zone, view->now);
	owed_on_case(&sheet.duties, &sheet.moment, view->file, &arena);
	add_heading(&page, &sheet);
	add_kind(&page, &sheet);
	add_reach(&page, view->file);
	part(&page);
	casesaid_write(&page, view->file, view->policy);
	add_work(&page, &sheet);
	part(&page);
	history_write(&page, &history);
	part(&page);
	if (view->policy)
		add_earlier(&page, &sheet);
	while (page.len > 1 && page.at[page.len - 2] == '\n')
		buffer_cut(&page, page.len - 1);
	buffer_add(out, page.at, page.len);
	buffer_release(&page);
	duty_list_release(&sheet.duties);
	arena_release(&arena);
}

void
casepage_hand_over(struct buffer *out, const struct rules_view *view)
{
	struct sheet sheet = {
		.view = view, .file = view->file, .policy = view->policy};

	duty_view_init(&sheet.moment, view->policy, view->policy->shop.zone,
		       view->now);
	add_heading(out, &sheet);
	add_kind(out, &sheet);
	buffer_add_char(out, '\n');
	add_card(out, view->policy, view->file);
}
