#include "erasing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "authority.h"
#include "discreet.h"
#include "durable.h"
#include "erase.h"
#include "keeping.h"
#include "naming.h"
#include "record.h"
#include "recording.h"
#include "shop.h"

/* The journal, and what recorders and keepers put beside it. */
enum { JOURNAL_ITSELF, TORN, BAD, FILE_COUNT };

static const char *const endings[FILE_COUNT] = {"", ".torn", ".bad"};

struct erasing_file {
	struct buffer bytes; /* as they will be */
};

static bool
refuse(struct erasing *erasing, enum exitcode status, const char *sentence)
{
	if (sentence)
		diag_say("not erased: %s", sentence);
	erasing->status = exitcode_worse(erasing->status, status);
	return false;
}

static bool
fail(struct erasing *erasing, const struct fail *why)
{
	diag_fail(why);
	return refuse(erasing, fail_exitcode(why->kind), NULL);
}

/* Whether who acts may erase. */
static bool
may_erase(struct erasing *erasing)
{
	static const struct rules_step step = {VERB_ERASE, NULL, MONEY_NONE};
	const struct policy *policy = erasing->shop->policy;
	const char *who = erasing->cli->settings.who;
	const struct rules_view view = {
		.policy = policy, .who = who, .now = erasing->shop->now};
	const struct policy_staff *one = authority_who_may(&view, &step);
	struct buffer text = {0};

	if (policy_may(policy, who, MAY_ERASE))
		return true;
	buffer_format(&text, "%s, as %s, may not erase",
		      policy_staff_name(policy, who),
		      policy->roles[policy_role_of(policy, who)].id);
	if (one)
		buffer_format(&text, "; %s may: -b %s", one->name, one->id);
	refuse(erasing, EXITCODE_NO, text.at);
	buffer_release(&text);
	return false;
}

/* Which cases. */

static size_t
living_of(const struct casebook *book, size_t at)
{
	return (size_t)(casebook_living(book, &book->cases[at]) - book->cases);
}

/*
 * Mark all cases of the people whose cases are marked: by the plan's details,
 * and those joined to one of theirs, until that finds no more.
 */
static void
mark_people(struct erasing *erasing)
{
	const struct casebook *book = &erasing->book;
	bool *person = mem_zero(book->count + 1, sizeof(*person));
	bool *living = mem_zero(book->count + 1, sizeof(*living));
	bool more = true;

	casebook_find_persons(&erasing->book, erasing->shop->policy);
	while (more) {
		more = false;
		for (size_t i = 0; i < book->count; i++) {
			size_t who = casebook_person(book, &book->cases[i]);
			size_t lives = living_of(book, i);

			if (!erasing->marked[i] && !person[who] &&
			    !living[lives])
				continue;
			more = more || !erasing->marked[i] || !person[who] ||
			       !living[lives];
			erasing->marked[i] = person[who] = living[lives] = true;
		}
	}
	free(person);
	free(living);
}

/* Mark the cases that a word names, which have to be one person's. */
static bool
mark_word(struct erasing *erasing, const char *word)
{
	const struct casebook *book = &erasing->book;
	struct naming naming;
	struct buffer text = {0};
	struct fail why;
	bool one = naming_find_all(&naming, book, word, true, &why);

	for (size_t i = 1; one && i < naming.count; i++) {
		if (casebook_person(book, naming.fits[i]) !=
		    casebook_person(book, naming.fits[0]))
			one = fail_set(&why, FAIL_USAGE,
				       "'%s' fits cases of several people; "
				       "name one",
				       discreet_word(word));
	}
	for (size_t i = 0; one && i < naming.count; i++)
		erasing->marked[naming.fits[i] - book->cases] = true;
	if (!one) {
		naming_refusal(&text, &naming, &why, erasing->shop->zone,
			       erasing->shop->now);
		diag_block(text.at);
		refuse(erasing, EXITCODE_USAGE, NULL);
		buffer_release(&text);
	}
	naming_release(&naming);
	return one;
}

/* Take the cases out that the plan holds. False where one of those that were
 * named is held: then none of them is erased. */
static bool
spare_held(struct erasing *erasing)
{
	const struct casebook *book = &erasing->book;
	const struct policy *policy = erasing->shop->policy;
	bool *held = mem_zero(book->count + 1, sizeof(*held));
	bool all = true;

	for (size_t i = 0; i < book->count; i++) {
		const struct casefile *file = &book->cases[i];
		const struct record *flag =
			file->merged_into ? NULL : erase_held(policy, file);
		struct buffer text = {0};

		if (!flag || !erasing->marked[i])
			continue;
		held[i] = true;
		all = erasing->job != ERASING_NAMED;
		erase_say_held(&text, policy, file, flag);
		refuse(erasing, EXITCODE_NO, text.at);
		buffer_release(&text);
	}
	for (size_t i = 0; i < book->count; i++) {
		if (held[living_of(book, i)])
			erasing->marked[i] = false;
	}
	free(held);
	return all;
}

static bool
choose(struct erasing *erasing, const struct reading_words *words)
{
	const struct casebook *book = &erasing->book;

	erasing->marked = mem_zero(book->count + 1, sizeof(*erasing->marked));
	casebook_find_persons(&erasing->book, erasing->shop->policy);
	if (erasing->job == ERASING_NAMED) {
		erasing->several = words->count > 1;
		for (size_t i = 0; i < words->count; i++) {
			if (!mark_word(erasing, words->at[i]))
				return false;
		}
		mark_people(erasing);
	}
	for (size_t i = 0; i < book->count; i++) {
		const struct casefile *living =
			&book->cases[living_of(book, i)];

		if (erasing->job == ERASING_PENDING)
			erasing->marked[i] =
				casebook_erase(book, book->cases[i].id) != NULL;
		else if (erasing->job == ERASING_DUE)
			erasing->marked[i] =
				erase_is_due(erasing->shop->policy, living,
					     erasing->shop->now);
	}
	if (!spare_held(erasing))
		return false;
	for (size_t i = 0; i < book->count; i++) {
		if (erasing->marked[i])
			eraseplan_add(&erasing->plan, book->cases[i].id,
				      casebook_erase(book, book->cases[i].id));
	}
	return true;
}

/* What goes. */

static bool
is_own(const struct erasing *erasing, const struct journal_line *line)
{
	return strcmp(line->file, erasing->own_path) == 0;
}

static bool
look(void *context, struct journal_line *line)
{
	struct erasing *erasing = context;

	eraseplan_look(&erasing->plan, line, is_own(erasing, line));
	return true;
}

static void
look_at_comment(void *context, const struct journal_line *line)
{
	struct erasing *erasing = context;

	eraseplan_look_at_comment(&erasing->plan, line, is_own(erasing, line));
}

/*
 * The erase of each case that has words behind the last one. It stands behind
 * all lines of its case, whatever the clock says, for those are the ones that
 * it is about.
 */
static void
write_events(struct erasing *erasing)
{
	const struct shop *shop = erasing->shop;

	for (size_t i = 0; i < erasing->plan.count; i++) {
		struct eraseplan_case *one = &erasing->plan.cases[i];
		struct record_pair name = {"customer",
					   shop->policy->privacy.erase_name};
		struct record record;

		if (!one->fresh || erasing->job == ERASING_PENDING)
			continue;
		record_init(&record);
		memcpy(record.id, one->id, CASEID_SIZE);
		record.event = event_kind(VERB_ERASE)->name;
		record.who = erasing->cli->settings.who;
		record.at = shop->now > one->last ? shop->now : one->last + 1;
		/* Behind that nothing can be written. */
		if (record.at > ZONE_LATEST)
			record.at = ZONE_LATEST;
		record.offset = zone_offset(shop->zone, record.at);
		record.pairs = &name;
		record.pair_count = strcmp(name.value, "erased") != 0;
		one->until = record.at;
		one->name = name.value;
		record_encode(&erasing->events, &record);
	}
}

static bool
work_out(struct erasing *erasing, struct fail *why)
{
	bool ok = true;

	for (int i = 0; ok && i < FILE_COUNT; i++) {
		char *path = durable_beside(erasing->own_path, endings[i]);
		struct buffer old = {0};

		if (i != JOURNAL_ITSELF || !erasing->hold.name)
			ok = keeping_read_beside(path, &old, why);
		else
			ok = keeping_read(&erasing->hold.file, &old, why);
		if (ok && old.len > 0)
			(i == JOURNAL_ITSELF ? eraseplan_journal
					     : eraseplan_pieces)(
				&erasing->plan, old.at, old.len,
				&erasing->file[i].bytes, &erasing->files[i]);
		buffer_release(&old);
		free(path);
	}
	return ok;
}

static void
count(struct erasing *erasing)
{
	const struct casebook *book = &erasing->book;
	size_t room = 0;

	for (size_t i = 0; i < book->count; i++) {
		struct casefile *file = &book->cases[i];
		const struct eraseplan_case *one =
			eraseplan_find(&erasing->plan, file->id);

		if (!one || one->lines == 0)
			continue;
		erasing->cases = mem_grow(erasing->cases, erasing->case_count,
					  &room, sizeof(*erasing->cases));
		erasing->cases[erasing->case_count++] = file;
		erasing->open_count += casefile_is_open(file);
	}
	erasing->lines = erasing->plan.foreign;
	for (int i = 0; i < FILE_COUNT; i++)
		erasing->lines +=
			erasing->files[i].lines + erasing->files[i].gone;
}

static bool
find_own_file(struct erasing *erasing, bool held, struct fail *why)
{
	if (erasing->journal.input)
		return fail_set(why, FAIL_USAGE,
				"standard input is no journal to erase from");
	if (held && journal_is_yet_to_begin(&erasing->journal)) {
		/* One that begins meanwhile is not ours to write to. */
		journal_release(&erasing->journal);
		erasing->journal = (struct journal){
			.path = mem_copy("/dev/null"), .named = true};
	} else if (held && !journal_begin(&erasing->hold, &erasing->journal,
					  false, why)) {
		return false;
	}
	recording_tell_torn(&erasing->hold.file);
	erasing->own_path = journal_own_file(&erasing->journal, why);
	erasing->own = erasing->own_path;
	return erasing->own_path != NULL;
}

bool
erasing_begin(struct erasing *erasing, enum erasing_job job,
	      const struct reading_words *words, struct cli *cli,
	      const struct shop *shop, bool held)
{
	const struct journal_reader reader = {
		.context = erasing, .line = look, .comment = look_at_comment};
	struct fail why;

	*erasing = (struct erasing){.job = job, .cli = cli, .shop = shop};
	erasing->plan.policy = shop->policy;
	erasing->file = mem_zero(FILE_COUNT, sizeof(*erasing->file));
	erasing->files = mem_zero(FILE_COUNT, sizeof(*erasing->files));
	if (!shop->policy)
		return refuse(erasing, EXITCODE_INPUT,
			      "the plan is faulty, and says who may and what "
			      "is held; case-check says what is wrong");
	if (!may_erase(erasing))
		return false;
	if (!journal_find(&erasing->journal, cli->settings.journal, &why) ||
	    !find_own_file(erasing, held, &why) ||
	    !casebook_load(&erasing->book, &erasing->journal, false,
			   shop->digits, diag_bad_line, &erasing->bad, &why))
		return fail(erasing, &why);
	if (!choose(erasing, words))
		return false;
	if (erasing->plan.count > 0 &&
	    !journal_read(&erasing->journal, false, &reader, &why))
		return fail(erasing, &why);
	write_events(erasing);
	if (erasing->plan.count > 0 && !work_out(erasing, &why))
		return fail(erasing, &why);
	count(erasing);
	return true;
}

bool
erasing_has_work(const struct erasing *erasing)
{
	return erasing->events.len > 0 ||
	       erasing->lines > erasing->plan.foreign;
}

bool
erasing_is_same(const struct erasing *a, const struct erasing *b)
{
	if (a->case_count != b->case_count)
		return false;
	for (size_t i = 0; i < a->case_count; i++) {
		if (strcmp(a->cases[i]->id, b->cases[i]->id) != 0)
			return false;
	}
	return true;
}

/* Saying it. */

static void
say_count(struct buffer *out, size_t count, const char *one)
{
	buffer_format(out, "%zu %s%s", count, one, count == 1 ? "" : "s");
}

/* Whose cases they are: the name on the first, unless several people were
 * named. */
static const char *
whose(const struct erasing *erasing)
{
	if (erasing->case_count == 0)
		return "this customer";
	return erasing->several ? "these customers"
				: naming_customer(erasing->cases[0]);
}

/* What is promised on each of the cases. */
static void
say_dropped(struct buffer *out, const struct erasing *erasing)
{
	for (size_t i = 0; i < erasing->case_count; i++) {
		const struct casefile *file = erasing->cases[i];
		struct buffer dropped = {0};

		if (erase_say_dropped(&dropped, file, erasing->shop->zone,
				      erasing->shop->now))
			buffer_format(out, "%s, %s.\n", naming_short(file->id),
				      dropped.at);
		buffer_release(&dropped);
	}
}

#define LISTED 20 /* cases; of more the number alone is said */

void
erasing_say(struct buffer *out, const struct erasing *erasing)
{
	const struct policy_list *keeps =
		&erasing->shop->policy->privacy.erase_keeps;
	struct naming list = {.fits = erasing->cases,
			      .count = erasing->case_count};
	struct buffer head = {0};
	struct fail why;

	if (erasing->job == ERASING_DUE) {
		buffer_add_string(&head, "Erase what was closed longer than ");
		duration_say(&head,
			     &erasing->shop->policy->privacy.keep_closed);
		buffer_add_string(&head, " ago? ");
	} else {
		buffer_format(&head, "Erase what is known of %s? ",
			      whose(erasing));
	}
	say_count(&head, erasing->case_count, "case");
	buffer_add_string(&head, ", ");
	say_count(&head, erasing->lines, "line");
	buffer_add_char(&head, '.');
	if (list.count > LISTED)
		list.count = 0;
	fail_set(&why, FAIL_USAGE, "%s", head.at);
	naming_refusal(out, &list, &why, erasing->shop->zone,
		       erasing->shop->now);
	if (erasing->open_count > 0)
		buffer_format(out,
			      "%zu still open: what is owed there is dropped "
			      "with it.\n",
			      erasing->open_count);
	say_dropped(out, erasing);
	buffer_add_string(out, "What stays: ");
	for (size_t i = 0; i < keeps->count; i++)
		buffer_format(out, "%s%s", i ? ", " : "", keeps->at[i]);
	buffer_format(out, "%s. Nothing brings back the rest.\nErase? [y/n] ",
		      keeps->count == 0 ? "none" : "");
	buffer_release(&head);
}

/* A file without any machine's mark, as one is that was put into the folder. */
static void
tell_nobodys_file(const struct eraseplan_file *file)
{
	char *machine = journal_machine_of(file->name);

	diag_say("%zu line%s in %s, which no machine writes to: %s"
		 "AMENDS_MACHINE=%s case-erase --pending",
		 file->lines, file->lines == 1 ? " is" : "s are", file->name,
		 machine ? "" : "call it NAME.tsv, without blanks, then ",
		 machine ? machine : "NAME");
	free(machine);
}

/* What is left in other files: other machines', and those that no machine takes
 * it out of, which are a copy of this one's, or nobody's. */
static void
tell_other_files(const struct erasing *erasing)
{
	const struct eraseplan *plan = &erasing->plan;
	size_t theirs = plan->foreign;

	for (size_t i = 0; i < plan->file_count; i++) {
		const struct eraseplan_file *file = &plan->files[i];
		bool copy = eraseplan_is_copy(plan, file);

		if (file->lines == 0 || file->own || (file->mark && !copy))
			continue;
		theirs -= file->lines;
		if (copy)
			diag_say("%zu line%s in %s, a copy of this machine's "
				 "file: take it out of the folder (case-check "
				 "says how)",
				 file->lines,
				 file->lines == 1 ? " is" : "s are",
				 file->name);
		else
			tell_nobodys_file(file);
	}
	/* These do it of themselves. */
	if (theirs > 0 && erasing->job != ERASING_PENDING)
		diag_say("%zu line%s in files of other machines: there, "
			 "case-erase --pending",
			 theirs, theirs == 1 ? " is" : "s are");
}

/* Lines and pieces of its own file that are to be looked at. */
static void
tell_own_file(const struct erasing *erasing)
{
	const struct eraseplan_done *journal = &erasing->files[JOURNAL_ITSELF];
	struct diag_tally lines = {0};

	/* Other cases are the same person's where it is for one that is old. */
	for (size_t i = 0;
	     erasing->job == ERASING_NAMED && i < journal->named_count; i++)
		diag_bad_line(&lines, erasing->own_path, journal->named[i], 0,
			      "a line of another case names who is erased; "
			      "look whether it has to");
	for (size_t i = 0; i < journal->unsure; i++)
		diag_bad_line(&lines, erasing->own_path,
			      journal->unsure_lines[i], 0,
			      "a bad line that no case can be told of; look "
			      "whether it is theirs");
	diag_tally_end(&lines);
	for (int i = TORN; i < FILE_COUNT; i++) {
		char *path = durable_beside(erasing->own_path, endings[i]);

		if (erasing->files[i].unsure > 0)
			diag_say("%s: %zu piece%s that no case can be told "
				 "of; look whether it is theirs",
				 path, erasing->files[i].unsure,
				 erasing->files[i].unsure == 1 ? "" : "s");
		free(path);
	}
}

/* What the plan reaches that is in no journal. */
static void
tell_outside(const struct erasing *erasing)
{
	const struct policy_list *reaches =
		&erasing->shop->policy->privacy.erase_reaches;
	bool drafts = policy_list_has(reaches, "drafts");
	bool exports = policy_list_has(reaches, "exports");

	if ((drafts || exports) && !erasing->cli->settings.dry_run)
		diag_say(
			"not in the journal, and to be deleted by hand: %s%s%s "
			"made of these cases",
			drafts ? "drafts" : "",
			drafts && exports ? " and " : "",
			exports ? "exports" : "");
}

void
erasing_remark(const struct erasing *erasing)
{
	bool work = erasing_has_work(erasing);

	if (work)
		tell_own_file(erasing);
	if (erasing->cli->settings.quiet)
		return;
	tell_other_files(erasing);
	if (work && erasing->job != ERASING_PENDING)
		tell_outside(erasing);
}

/* Writing it. */

/* The new bytes of the journal, with the erases behind. */
static bool
write_journal(struct erasing *erasing, struct fail *why)
{
	const struct eraseplan_done *done = &erasing->files[JOURNAL_ITSELF];
	struct buffer *bytes = &erasing->file[JOURNAL_ITSELF].bytes;

	if (done->lines + done->gone == 0)
		return erasing->events.len == 0 ||
		       journal_append(&erasing->hold, erasing->events.at,
				      erasing->events.len, why);
	if (erasing->events.len > 0) {
		buffer_add(bytes, buffer_string(&erasing->hold.header),
			   erasing->hold.header.len);
		buffer_add(bytes, erasing->events.at, erasing->events.len);
	}
	return durable_replace(erasing->own_path, buffer_string(bytes),
			       bytes->len, why);
}

bool
erasing_write(struct erasing *erasing)
{
	struct fail why;
	bool ok = true;

	for (int i = TORN; ok && i < FILE_COUNT; i++) {
		char *path = durable_beside(erasing->own_path, endings[i]);

		if (erasing->files[i].gone > 0)
			ok = durable_replace(
				path, buffer_string(&erasing->file[i].bytes),
				erasing->file[i].bytes.len, &why);
		free(path);
	}
	ok = ok && write_journal(erasing, &why);
	/* Others may go on before the printing, which can block. */
	journal_end(&erasing->hold);
	erasing->cli->recorded = ok;
	return ok || fail(erasing, &why);
}

enum exitcode
erasing_end(struct erasing *erasing)
{
	for (int i = 0; i < FILE_COUNT; i++) {
		buffer_release(&erasing->file[i].bytes);
		eraseplan_done_release(&erasing->files[i]);
	}
	diag_tally_end(&erasing->bad);
	journal_end(&erasing->hold);
	eraseplan_release(&erasing->plan);
	casebook_release(&erasing->book);
	journal_release(&erasing->journal);
	buffer_release(&erasing->events);
	free(erasing->file);
	free(erasing->files);
	free(erasing->cases);
	free(erasing->marked);
	free(erasing->own_path);
	return erasing->status;
}
