#include "clock.h"

#include <string.h>

#include "approval.h"
#include "authority.h"
#include "conditions.h"
#include "dealings.h"
#include "facts.h"
#include "hours.h"
#include "ladder.h"
#include "pause.h"
#include "repeat.h"
#include "severity.h"
#include "whose.h"

/* A clock of `deadlines`. One without settled_by has a function of its own
 * below. */
struct clock {
	const char *text;
	const char *settled_by; /* verbs; "tell=plan" wants that WHAT */
	enum duty_kind kind;
	bool contact;    /* with the customer */
	bool to_the_end; /* runs on once no more is said on the matter */
};

static const struct clock clocks[CLOCK_COUNT] = {
	[CLOCK_ACKNOWLEDGE] = {"say that we have it, and what happens next",
			       "out tell restate promise apology",
			       DUTY_ACKNOWLEDGE, true, false},
	[CLOCK_FIRST_ACTION] = {"take the first step",
				"step evidence promise offer give",
				DUTY_FIRST_ACTION, false, false},
	[CLOCK_UPDATE] = {"say where it stands", NULL, DUTY_UPDATE, true,
			  false},
	[CLOCK_ANSWER] = {"say what we can do",
			  "offer accept decline wish give finding tell=plan",
			  DUTY_ANSWER, false, false},
	[CLOCK_FIX_DONE] = {"put it right", NULL, DUTY_FIX_DONE, false, true},
	[CLOCK_TELL_AFTER_FIX] = {"tell them that it is done", NULL,
				  DUTY_TELL_AFTER_FIX, true, true},
	[CLOCK_FINAL_WORD] = {"give our last word, and close it", "close",
			      DUTY_FINAL_WORD, false, true},
};

/* The duty of a clock that began at an event, if the plan has that clock and
 * it is not stopped. */
static void
add_clock(struct dutycase *looking, enum policy_clock clock, size_t event)
{
	const struct policy *policy = looking->view->policy;
	const struct policy_deadline *row =
		&policy->deadlines[looking->severity][clock];
	int64_t start = dutycase_time(looking->file, event);
	int64_t due = dutycase_deadline(policy, start, &row->span);

	if (!clocks[clock].to_the_end && dealings_is_over(looking->file))
		return;
	if (due == INSTANT_NONE || pause_stops(looking, clock, start, &due))
		return;
	dutycase_add(looking, (struct duty){.kind = clocks[clock].kind,
					    .event = event,
					    .since = start,
					    .from = INSTANT_NONE,
					    .due = due,
					    .act_by = INSTANT_NONE,
					    .contact = clocks[clock].contact,
					    .who = looking->file->owner,
					    .text = clocks[clock].text,
					    .rule_line = row->line});
}

/* The event that began the case's present course: the reopen, or the opening;
 * CASEFILE_NONE where it was never opened. */
static size_t
beginning(const struct casefile *file)
{
	if (file->reopened != CASEFILE_NONE)
		return file->reopened;
	for (size_t i = 0; file->opening && i < file->event_count; i++) {
		if (file->events[i].record == file->opening)
			return i;
	}
	return CASEFILE_NONE;
}

/* Whether a clock runs from the opening of a case. Who stands at the counter
 * or is on the phone has been told at once that we have it. */
static bool
runs_from_opening(enum policy_clock clock, const struct casefile *file)
{
	const char *channel = casefile_detail(file, "channel");

	return clocks[clock].settled_by &&
	       (clock != CLOCK_ACKNOWLEDGE || !channel ||
		!event_list_has("counter phone", channel));
}

static void
opening_clocks(struct dutycase *looking, size_t begin)
{
	const struct casefile *file = looking->file;

	for (int i = 0; i < CLOCK_COUNT; i++) {
		const char *settled_by = clocks[i].settled_by;

		if (!runs_from_opening((enum policy_clock)i, file))
			continue;
		if (dutycase_first(file, settled_by, file->since) ==
		    CASEFILE_NONE)
			add_clock(looking, (enum policy_clock)i, begin);
	}
}

/* promises.tries: whether so many words from us, so far apart and on so many
 * days, have all gone without one from them. */
static bool
is_tried_enough(const struct policy *policy, const struct casefile *file)
{
	size_t heard = casefile_last(file, VERB_IN, NULL, file->since);
	size_t from = heard == CASEFILE_NONE ? file->since : heard + 1;
	int64_t next = INT64_MIN, day = INT64_MIN;
	int tries = 0, days = 0;

	if (policy->promises.tries <= 0)
		return false;
	for (size_t i = from; i < file->event_count; i++) {
		int64_t at = dutycase_time(file, i);

		if (file->events[i].verb != VERB_OUT || at < next)
			continue;
		tries++;
		if (policy->promises.tries_apart.unit != DURATION_NONE)
			next = hours_add(policy->hours, at,
					 &policy->promises.tries_apart);
		if (hours_day(policy->hours, at) != day)
			days++;
		day = hours_day(policy->hours, at);
	}
	return tries >= policy->promises.tries &&
	       days >= policy->promises.tries_different_days;
}

static void
update_clock(struct dutycase *looking, size_t begin)
{
	const struct casefile *file = looking->file;
	size_t last = dutycase_last(file, "out tell restate", file->since);
	size_t before = looking->list->count;

	add_clock(looking, CLOCK_UPDATE, last == CASEFILE_NONE ? begin : last);
	if (looking->list->count > before &&
	    is_tried_enough(looking->view->policy, file))
		looking->list->at[before].text =
			"tried often enough: write to them, and wait";
}

static void
fix_clock(struct dutycase *looking, size_t begin)
{
	const struct casefile *file = looking->file;
	const struct rules_view view = {.policy = looking->view->policy,
					.file = file};
	size_t start = casefile_chosen(file, file->since);

	if (conditions_is_fix_settled(&view) ||
	    (dealings_is_over(file) && !facts_fix_owed(&view)))
		return;
	add_clock(looking, CLOCK_FIX_DONE,
		  start == CASEFILE_NONE ? begin : start);
}

static void
tell_clock(struct dutycase *looking)
{
	const struct casefile *file = looking->file;
	const struct policy *policy = looking->view->policy;
	size_t told = casefile_last(file, VERB_TELL, "done", file->since);

	for (size_t i = told == CASEFILE_NONE ? file->since : told + 1;
	     i < file->event_count; i++) {
		const char *what = file->events[i].record->what;
		size_t before = looking->list->count;
		int remedy;

		if (file->events[i].verb != VERB_GIVE ||
		    !facts_is_to_be_told(policy, what))
			continue;
		add_clock(looking, CLOCK_TELL_AFTER_FIX, i);
		remedy = what ? policy_remedy(policy, what) : POLICY_NONE;
		/* Where the remedy itself asks for it, that is the rule. */
		if (looking->list->count > before && remedy != POLICY_NONE &&
		    policy->remedies[remedy].then == POLICY_THEN_TELL)
			looking->list->at[before].rule_line =
				policy->remedies[remedy].line;
		return;
	}
}

/* Whether an event takes a case up, and leaves it with somebody else than
 * `had`. */
static bool
takes_up(const struct casefile_event *event, const char *had)
{
	const char *what = event->record->what;

	return event->verb == VERB_APPROVE ||
	       (event->verb == VERB_ASSIGN &&
		!(had && what && strcmp(what, had) == 0));
}

/* Whether an event is a word to the customer, as who takes it up has. */
static bool
is_word(enum verb verb)
{
	return verb == VERB_OUT || verb == VERB_TELL || verb == VERB_RESTATE ||
	       verb == VERB_OFFER || verb == VERB_PROMISE ||
	       verb == VERB_APOLOGY;
}

/* Whether somebody of the rung took it up from an event on; who had it does
 * not, where the plan says never-same-person. */
static bool
is_answered(const struct policy *policy, const struct casefile *file,
	    size_t from, const char *had, int role)
{
	if (!policy->never_same_person)
		had = NULL;
	for (size_t i = from; i < file->event_count; i++) {
		const struct casefile_event *event = &file->events[i];
		const char *who = event->record->who;

		if (takes_up(event, had))
			return true;
		if (is_word(event->verb) && who &&
		    !(had && policy_same_staff(who, had)) &&
		    (policy->staff_count == 0 ||
		     policy_role_of(policy, who) >= role))
			return true;
	}
	return false;
}

/* What intake.repeat, heat.abusive or a trigger sends a case up for. */
struct raised {
	int rung;     /* POLICY_NONE: it does not */
	size_t event; /* with which it came to be */
	const char *text;
};

/* The event since which they are abusive, as it stands now; CASEFILE_NONE. */
static size_t
abusive_since(const struct casefile *file)
{
	size_t since = CASEFILE_NONE;
	const char *heat = NULL;

	for (size_t i = 0; i < file->event_count; i++) {
		const struct record *record = file->events[i].record;
		enum verb verb = file->events[i].verb;
		const char *said = verb == VERB_HEAT ? record->what : NULL;

		if (verb == VERB_AMEND || record == file->opening ||
		    (verb == VERB_OPEN && !heat))
			said = record_get(record, "heat");
		if (!said)
			continue;
		heat = said;
		if (strcmp(said, "abusive") != 0)
			since = CASEFILE_NONE;
		else if (since == CASEFILE_NONE)
			since = i;
	}
	return since;
}

/* For intake.repeat, of which the opening tells. */
static struct raised
raised_by_repeat(const struct dutycase *looking, size_t begin)
{
	const struct policy_raise *raise =
		repeat_raise(looking->view->policy, looking->file);

	return (struct raised){
		raise ? raise->to_rung : POLICY_NONE, begin,
		"they were here before: take it up, or say who does"};
}

/* For heat.abusive; since it was opened again, where they were so before. */
static struct raised
raised_by_heat(const struct dutycase *looking, size_t begin)
{
	size_t since = abusive_since(looking->file);

	return (struct raised){
		since == CASEFILE_NONE
			? POLICY_NONE
			: looking->view->policy->heat.abusive.to_rung,
		since == CASEFILE_NONE || since < begin ? begin : since,
		"they are abusive: take it up, or say who does"};
}

/* The rung above whoever had a case when an event of it had happened. */
static int
next_rung(const struct policy *policy, const struct casefile *file,
	  size_t event)
{
	struct casefile then = *file;

	then.owner = whose_was(file, event + 1);
	return authority_current_rung(policy, &then) + 1;
}

static bool
is_category(const struct casefile *file, const char *trigger)
{
	return file->category && strcmp(file->category, trigger) == 0;
}

/* The event by which a trigger is the category or a flag of a case: in its
 * present course, where it was so before. CASEFILE_NONE. */
static size_t
raising_event(const struct casefile *file, const char *trigger, size_t begin)
{
	size_t flag = casefile_first(file, VERB_FLAG, trigger, 0);

	if (is_category(file, trigger))
		return begin;
	return flag != CASEFILE_NONE && flag < begin ? begin : flag;
}

/* For its category, or a flag, where escalation names that, up-one-when or
 * straight-to: of several the one that goes highest. */
static struct raised
raised_by_trigger(const struct dutycase *looking, size_t begin)
{
	const struct casefile *file = looking->file;
	const struct policy *policy = looking->view->policy;
	struct raised raised = {.rung = POLICY_NONE};
	struct ladder_trigger trigger;
	const char *name = NULL;

	for (size_t i = 0; ladder_trigger(&trigger, policy, i); i++) {
		size_t at = raising_event(file, trigger.name, begin);
		int rung = trigger.rung;

		if (at == CASEFILE_NONE)
			continue;
		if (rung == POLICY_NONE)
			rung = next_rung(policy, file, at);
		if (rung <= raised.rung || rung >= (int)policy->rung_count)
			continue;
		raised.rung = rung;
		raised.event = at;
		name = trigger.name;
	}
	if (name)
		raised.text = arena_format(
			looking->arena, "%s%s: take it up, or say who does",
			name, is_category(file, name) ? "" : " was flagged");
	return raised;
}

/* Somebody of a rung has to take the case up, for what happened at `since`
 * with an event of it; false where nobody has, or did since `from`. */
static bool
owe_reply(struct dutycase *looking, int rung, int64_t since, size_t event,
	  size_t from, const char *had, const char *text)
{
	const struct policy *policy = looking->view->policy;
	const struct policy_rung *up =
		rung == POLICY_NONE ? NULL : &policy->rungs[rung];
	int64_t due;

	if (!up || up->external || up->reply_within.unit == DURATION_NONE ||
	    is_answered(policy, looking->file, from, had, up->role))
		return false;
	due = dutycase_deadline(policy, since, &up->reply_within);
	if (due == INSTANT_NONE)
		return false;
	dutycase_add(looking, (struct duty){.kind = DUTY_REPLY,
					    .event = event,
					    .since = since,
					    .from = INSTANT_NONE,
					    .due = due,
					    .act_by = INSTANT_NONE,
					    .who = whose_rung(
						    policy, looking->file, rung,
						    had, looking->view->today),
					    .text = text,
					    .ref = up->id,
					    .rule_line = up->line});
	return true;
}

/* The duty of a rung that something sends the case to, if whoever has it stands
 * lower, and it has not been sent up since (`gone_up`). */
static bool
owe_raised(struct dutycase *looking, const struct raised *raised,
	   size_t gone_up)
{
	const struct casefile *file = looking->file;
	const struct policy *policy = looking->view->policy;

	if (raised->rung == POLICY_NONE ||
	    (gone_up != CASEFILE_NONE && gone_up >= raised->event) ||
	    (file->owner && policy_role_of(policy, file->owner) >=
				    policy->rungs[raised->rung].role))
		return false;
	return owe_reply(looking, raised->rung,
			 dutycase_time(file, raised->event), raised->event,
			 raised->event + 1, file->owner, raised->text);
}

/* What was escalated. */
static bool
owe_gone_up(struct dutycase *looking, size_t event)
{
	const struct casefile *file = looking->file;
	const struct record *record = file->events[event].record;
	int rung = record->what
			   ? policy_rung(looking->view->policy, record->what)
			   : POLICY_NONE;

	return owe_reply(looking, rung, record->at, event, event + 1,
			 whose_was(file, event),
			 record->text ? record->text
				      : "take it up, or say who does");
}

/* What was escalated, or what the plan takes up by itself, the highest first.
 */
static bool
reply(struct dutycase *looking, size_t begin)
{
	const struct raised raised[] = {raised_by_repeat(looking, begin),
					raised_by_heat(looking, begin),
					raised_by_trigger(looking, begin)};
	size_t gone_up = approval_gone_up(looking->file);

	if (gone_up != CASEFILE_NONE && owe_gone_up(looking, gone_up))
		return true;
	for (int rung = (int)looking->view->policy->rung_count; rung-- > 0;) {
		for (size_t i = 0; i < sizeof(raised) / sizeof(*raised); i++) {
			if (raised[i].rung == rung &&
			    owe_raised(looking, &raised[i], gone_up))
				return true;
		}
	}
	return false;
}

/* The clock among the duties from `first` on that was missed first, and after
 * `taken`; NULL. */
static const struct duty *
missed_first(const struct dutycase *looking, size_t first, int64_t taken)
{
	const struct duty *missed = NULL;

	for (size_t i = first; i < looking->list->count; i++) {
		const struct duty *duty = &looking->list->at[i];

		if (duty->state == DUTY_LATE && duty->due > taken &&
		    (!missed || duty->due < missed->due))
			missed = duty;
	}
	return missed;
}

/*
 * The trigger deadline-missed: one of our clocks, among the duties from `first`
 * on, ran out and is not met yet. It takes the case up where the plan has it,
 * and again where another is missed with whoever took it up.
 */
static void
missed(struct dutycase *looking, size_t first)
{
	static const char trigger[] = "deadline-missed";
	const struct casefile *file = looking->file;
	const struct policy *policy = looking->view->policy;
	int rung = POLICY_NONE, now = authority_current_rung(policy, file);
	int64_t taken = INT64_MIN, due;
	const struct duty *duty;
	size_t from = file->since, event;

	if (policy_list_has(&policy->up_one_when, trigger))
		rung = now + 1;
	for (size_t i = 0; i < policy->straight_count; i++) {
		if (policy_list_has(&policy->straight_to[i].triggers, trigger))
			rung = policy->straight_to[i].rung;
	}
	if (rung <= now || rung >= (int)policy->rung_count)
		return;
	for (size_t i = from; i < file->event_count; i++) {
		if (takes_up(&file->events[i], NULL) ||
		    i == approval_gone_up(file))
			taken = dutycase_time(file, i);
	}
	duty = missed_first(looking, first, taken);
	if (!duty)
		return;
	due = duty->due;
	event = duty->event;
	while (from < file->event_count && dutycase_time(file, from) <= due)
		from++;
	owe_reply(looking, rung, due, event, from, whose_was(file, from),
		  "a deadline was missed: take it up, or say who does");
}

/* "may they have refund, 72.00? approve it, or say why not". */
static const char *
asked_text(const struct dutycase *looking, const struct approval *asked,
	   int64_t half)
{
	const struct policy *policy = looking->view->policy;
	struct buffer words = {0};
	const char *copy;

	if (half != MONEY_NONE)
		buffer_add_string(&words, "nobody answered: up to ");
	else
		buffer_format(&words, "may they have %s", asked->remedy);
	if (half == MONEY_NONE && asked->amount != MONEY_NONE)
		buffer_add_string(&words, ", ");
	if (half != MONEY_NONE || asked->amount != MONEY_NONE)
		money_format(&words, half != MONEY_NONE ? half : asked->amount,
			     policy->shop.digits);
	if (half != MONEY_NONE)
		buffer_format(&words, " of %s may be granted", asked->remedy);
	else
		buffer_add_string(&words, "? approve it, or say why not");
	copy = arena_copy(looking->arena, words.at, words.len);
	buffer_release(&words);
	return copy;
}

/* An approval that was asked for: the answer of whoever was asked, then of
 * their deputy; then it is whose case it is that goes on. */
static void
answer_asked(struct dutycase *looking, const struct approval *asked)
{
	const struct casefile *file = looking->file;
	const struct policy *policy = looking->view->policy;
	const struct record *record = file->events[asked->event].record;
	int64_t now = looking->view->now;
	int64_t half = approval_unanswered(asked, policy, now);
	bool passed = asked->deputy && now >= asked->asked_until;

	dutycase_add(
		looking,
		(struct duty){.kind = DUTY_REPLY,
			      .event = asked->event,
			      .since = record->at,
			      .from = INSTANT_NONE,
			      .due = passed ? asked->until : asked->asked_until,
			      .act_by = INSTANT_NONE,
			      .who = half != MONEY_NONE ? file->owner
				     : passed           ? asked->deputy
							: asked->asked,
			      .text = asked_text(looking, asked, half),
			      .ref = asked->remedy,
			      .rule_line = policy->authority.line});
}

static void
answers_asked(struct dutycase *looking)
{
	const struct casefile *file = looking->file;
	struct approval asked;

	for (size_t i = file->since; i < file->event_count; i++) {
		if (approval_read(&asked, looking->view->policy, file, i) &&
		    asked.rung != POLICY_NONE && !asked.settled &&
		    asked.asked_until != INSTANT_NONE)
			answer_asked(looking, &asked);
	}
}

void
clock_add_all(struct dutycase *looking)
{
	size_t begin = beginning(looking->file), first = looking->list->count;

	if (begin == CASEFILE_NONE)
		return;
	opening_clocks(looking, begin);
	update_clock(looking, begin);
	fix_clock(looking, begin);
	tell_clock(looking);
	if (!reply(looking, begin))
		missed(looking, first);
	answers_asked(looking);
}

bool
clock_first_met(const struct duty_view *view, const struct casefile *file,
		enum policy_clock clock, int64_t *due, int64_t *met)
{
	const struct policy *policy = view->policy;
	struct casefile course = *file;
	struct dutycase looking = {.view = view, .file = &course};
	int severity = severity_of(policy, file);
	size_t first;

	if (!file->opening || file->history || !runs_from_opening(clock, file))
		return false;
	course.since = 0;
	*due = dutycase_deadline(policy, file->opened,
				 &policy->deadlines[severity][clock].span);
	if (*due == INSTANT_NONE ||
	    pause_stops(&looking, clock, file->opened, due))
		return false;
	first = dutycase_first(file, clocks[clock].settled_by, 0);
	*met = first == CASEFILE_NONE ? INSTANT_NONE
				      : dutycase_time(file, first);
	return true;
}
