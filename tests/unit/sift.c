/*
 * A journal read no further than a question needs, against the same journal
 * read and folded as a whole: over random journals, their lines shuffled,
 * doubled and spoilt, the answers are the same to the byte.
 */
#include "sift.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "about.h"
#include "casebook.h"
#include "casepage.h"
#include "entry.h"
#include "glance.h"
#include "guide.h"
#include "letter.h"
#include "listing.h"
#include "listrows.h"
#include "madeup.h"
#include "naming.h"
#include "optionlist.h"
#include "owed.h"
#include "remedy.h"
#include "repeat.h"
#include "segments.h"
#include "stats.h"
#include "statsperiod.h"
#include "text.h"

#define JOURNALS 24 /* of a plan; AMENDS_TEST_JOURNALS takes others */
#define WORDS 4     /* that cases are named by, in each */
#define LISTS 3     /* of each */

/* Words of a plan in both letter cases, triggers, levels, what is lent. */
static const char odd_plan[] =
	"policy: 1\n"
	"shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUR}\n"
	"hours: {week: {mon: [\"09:00-18:00\"], tue: [\"09:00-18:00\"], "
	"wed: [\"09:00-26:00\"], thu: [], fri: [\"09:00-18:00\"], sat: [], "
	"sun: []}}\n"
	"roles: [{id: counter, may: [open, log, promise, offer, close], "
	"cases-at-most: 2}]\n"
	"intake: {same-person-by: [email, customer+postcode, phone], repeat: "
	"{window: 90d, second-case: {severity: +1}}}\n"
	"severity: {levels: [low, normal, high, urgent], urgent-if: [injury], "
	"high-if: [promise-broken, repeat, value-over-50]}\n"
	"categories:\n"
	"  - {id: late, label: Late, fixes: [replace], recheck: 30d}\n"
	"  - {id: faulty, label: Faulty, fixes: [replace, lend]}\n"
	"remedies:\n"
	"  fix:\n"
	"    - {id: replace, label: Replace it, cost: 5.00, promise: {by: "
	"2bd}}\n"
	"    - {id: lend, label: Lend one, cost: 0.00, lasts-until: fix-done}\n"
	"promises: {broken: {apologise-within: 2bh, to-rung: +1, "
	"new-promise-by: rung-owner}}\n"
	"follow-up:\n"
	"  - {id: all-well, after: 2bd, how: phone, only: [high, urgent, "
	"late]}\n"
	"  - {id: feedback, after: 5bd, how: phone, unless: [injury, angry, "
	"best-done]}\n"
	"  - {id: thank-you, after: 10d, how: card, only: [delighted, press, "
	"calm, faulty]}\n"
	"  - {id: win-back, after: 20d, how: email, if-outcome: [placated]}\n"
	"prevention: {causes: [carrier, stock], again: {count: 2, window: 30d, "
	"same: category, due: 3bd}}\n";

static void
take_report(void *context, const char *file, size_t line, size_t column,
	    const char *sentence)
{
	buffer_format(context, "%s:%zu:%zu: %s\n", strrchr(file, '/'), line,
		      column, sentence);
}

static void
add_record(struct buffer *out, const struct record *record)
{
	record_encode(out, record);
}

static void
add_duties(struct buffer *out, const struct duty_list *list,
	   const struct duty_view *view, struct arena *arena)
{
	for (size_t i = 0; i < list->count; i++) {
		struct record record;

		duty_record(&record, &list->at[i], view, arena);
		add_record(out, &record);
	}
}

/* Keep of a list what is due soon. */
static void
leave_far(struct duty_list *list, const struct duty_view *view)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++) {
		if (duty_is_usual(&list->at[i], view))
			list->at[kept++] = list->at[i];
	}
	list->count = kept;
}

enum asked { OPEN_CASES, USUAL_DUTIES, ALL_DUTIES };

/* All that is asked of a book: what is owed, the letter, the open cases. */
static void
answer(struct buffer *out, struct casebook *book, const struct duty_view *view,
       enum asked asked)
{
	struct duty_list owed = {0}, apart = {0};
	struct letter letter = {view, book, &owed, &apart};
	struct arena arena = {0};

	repeat_mark(book, view->policy);
	if (asked != OPEN_CASES) {
		buffer_format(out, "%lld %d %zu\n", (long long)book->last,
			      (int)book->last_offset, book->bad);
		owed_on_book(&owed, view, book, &arena);
		if (asked == USUAL_DUTIES)
			leave_far(&owed, view);
		add_duties(out, &owed, view, &arena);
		owed_apart(&apart, view, book, &arena);
		letter_write(out, &letter);
	}
	for (size_t i = 0; i < book->count; i++) {
		struct record record;

		if (!casefile_is_open(&book->cases[i]))
			continue;
		listing_case(&record, &book->cases[i], view, &arena);
		add_record(out, &record);
	}
	duty_list_release(&owed);
	duty_list_release(&apart);
	arena_release(&arena);
}

/* Fails with the first line that differs. */
static void
assert_same(const struct buffer *got, const struct buffer *want)
{
	const char *a = buffer_string(got), *b = buffer_string(want);
	size_t begin = 0;

	for (size_t i = 0; a[i] == b[i]; i++) {
		if (a[i] == '\0')
			return;
		if (a[i] == '\n')
			begin = i + 1;
	}
	fail_msg("got %.*s; want %.*s", (int)strcspn(a + begin, "\n"),
		 a + begin, (int)strcspn(b + begin, "\n"), b + begin);
}

static void
release(struct buffer *const pairs[4])
{
	for (size_t i = 0; i < 4; i++)
		buffer_release(pairs[i]);
}

/* What a part of the journal came to, and the whole; what was told of bad lines
 * with the one, and with the other. They are the same, and done with. */
static void
end_alike(struct buffer *const pairs[4])
{
	assert_same(pairs[0], pairs[1]);
	assert_same(pairs[2], pairs[3]);
	release(pairs);
}

/* One of a word's characters as another. */
static void
mistype(char *word)
{
	word[below((unsigned)strlen(word))] = ONE_OF("7", "Q", "a", "x")[0];
}

/* A word that somebody may name a case by, or several, or a slip of one. */
static void
make_word(char word[32], const struct journal_text *text)
{
	const char *id = text->ids[below(CASES)];

	switch (below(8)) {
	case 0:
		snprintf(word, 32, "%s", id);
		break;
	case 1:
	case 2:
		snprintf(word, 32, "%.3s", id + CASEID_LEN - CASEID_SHORT_LEN);
		break;
	case 3:
		snprintf(word, 32, "%s",
			 ONE_OF("ana", "leo", "nobody", "Anna"));
		if (in_a_hundred(30))
			mistype(word);
		break;
	case 4:
		snprintf(word, 32, "00 00%02u", below(3 * CASES));
		break;
	case 5:
		snprintf(word, 32, "%s", id + CASEID_LEN - CASEID_SHORT_LEN);
		mistype(word);
		break;
	case 6:
		snprintf(word, 32, "%s", id);
		mistype(word);
		break;
	default:
		snprintf(word, 32, "p%u@example.org", below(3 * CASES));
		break;
	}
}

/* The cases that a word names, as records. */
static void
list_named(struct buffer *out, struct casebook *book, const char *word,
	   const struct duty_view *view)
{
	struct arena arena = {0};
	struct naming naming;
	struct fail why;

	if (!naming_find_all(&naming, book, word, true, &why))
		buffer_format(out, "%s\n", why.text);
	for (size_t i = 0; i < naming.count; i++) {
		struct record record;

		listing_case(&record, naming.fits[i], view, &arena);
		add_record(out, &record);
	}
	naming_release(&naming);
	arena_release(&arena);
}

/* How many cases there were in all, and how many were read. */
static size_t all_cases, read_cases; /* of a plan */
/* Bad lines that were told of, of all. */
static size_t all_told, part_told;
static size_t all_about, read_about, told_in_brief, lists;
static size_t all_counted, read_counted;

/* Find the journal, to be read in some parts at once where it is long enough.
 */
static void
find_journal(struct journal *journal, const char *folder)
{
	struct fail why;

	assert_true(journal_find(journal, folder, &why));
	journal->parts_most = 1 + below(5);
	journal->part_least = 500 + below(9000);
	journal->aside_most = 500 + below(9000);
	/* Whether there is any order is seen at once, or never. */
	journal->judged_from = in_a_hundred(50) ? 1 + below(60) : 0;
	journal->window_most = 1 + below(300);
}

/* The whole of it, read line by line. */
static void
load_whole(struct casebook *book, const struct journal *journal,
	   struct buffer *told)
{
	struct journal whole = *journal;
	struct fail why;

	whole.parts_most = 1;
	assert_true(
		casebook_load(book, &whole, false, 2, take_report, told, &why));
}

/* Read in parts, and folded by several threads, the whole is the same. */
static void
compare_parts(const struct journal *journal, const struct duty_view *view)
{
	struct buffer whole = {0}, parts = {0}, told = {0}, told_too = {0};
	struct casebook book;
	struct fail why;

	load_whole(&book, journal, &told);
	answer(&whole, &book, view, ALL_DUTIES);
	casebook_release(&book);
	assert_true(casebook_load(&book, journal, false, 2, take_report,
				  &told_too, &why));
	answer(&parts, &book, view, ALL_DUTIES);
	casebook_release(&book);
	end_alike((struct buffer *[]){&parts, &whole, &told_too, &told});
}

/* A line of the journal, by how it was told of: "/FILE:NUMBER:…". Whether its
 * id is one of those. */
static bool
is_line_of(const char *told, const char *folder, const struct buffer *ids)
{
	struct buffer path = {0};
	char line[4096], id[CASEID_SIZE] = "";
	size_t name = strcspn(told, ":");
	unsigned long number = strtoul(told + name + 1, NULL, 10);
	FILE *file;

	buffer_format(&path, "%s%.*s", folder, (int)name, told);
	file = fopen(path.at, "r");
	assert_non_null(file);
	buffer_release(&path);
	for (unsigned long i = 0; i < number; i++)
		assert_non_null(fgets(line, sizeof(line), file));
	fclose(file);
	if (strlen(line) > GLANCE_ID_AT + CASEID_LEN)
		memcpy(id, line + GLANCE_ID_AT, CASEID_LEN);
	return *id && strstr(buffer_string(ids), id);
}

/* Have the first that was told, with its newline: what is behind it. What
 * cannot stand in a field may be a newline. */
static const char *
first_told(struct buffer *first, const char *at)
{
	const char *end = strstr(at, "\n/");

	end = end ? end + 1 : at + strlen(at);
	buffer_clear(first);
	buffer_add(first, at, (size_t)(end - at));
	return end;
}

/* What was told of bad lines is so of the whole as well; and all that is told
 * there of the cases in question was told. */
static void
assert_told(const struct buffer *told, const struct buffer *whole,
	    const char *folder, const struct buffer *ids)
{
	const char *all = buffer_string(whole);
	struct buffer line = {0};

	for (const char *at = buffer_string(told); *at;) {
		at = first_told(&line, at);
		if (!strstr(all, buffer_string(&line)))
			fail_msg("nobody else told %s", line.at);
	}
	for (const char *at = all; *at;) {
		at = first_told(&line, at);
		all_told++;
		if (strstr(buffer_string(told), buffer_string(&line)))
			part_told++;
		else if (is_line_of(line.at, folder, ids))
			fail_msg("nobody told %s", line.at);
	}
	buffer_release(&line);
}

/* The ids of the open cases. */
static void
list_open(struct buffer *ids, const struct casebook *book)
{
	for (size_t i = 0; i < book->count; i++) {
		if (casefile_is_open(&book->cases[i]))
			buffer_format(ids, "%s\n", book->cases[i].id);
	}
}

/* word: that a case is named by; NULL: none is. */
static void
compare_asked(const char *folder, const struct duty_view *view,
	      enum asked asked, const char *word)
{
	struct buffer whole = {0}, part = {0}, told = {0}, told_too = {0};
	struct buffer open = {0};
	struct casebook_wanted wanted;
	struct about about = {
		.words = &word, .count = word != NULL, .beside = &wanted};
	struct casebook book;
	struct journal journal;
	struct fail why;

	find_journal(&journal, folder);
	load_whole(&book, &journal, &told);
	all_cases += book.count;
	list_open(&open, &book);
	answer(&whole, &book, view, asked);
	if (word)
		list_named(&whole, &book, word, view);
	casebook_release(&book);

	owed_wanted(&wanted, view);
	wanted.outline.promises_since = letter_since(view);
	if (asked == OPEN_CASES)
		wanted.cases = SIFT_OPEN;
	if (asked == USUAL_DUTIES)
		owed_leave_far(&wanted);
	assert_true(about_load(&book, &journal, false, view->policy, 2, &about,
			       take_report, &told_too, &why));
	read_cases += book.count;
	answer(&part, &book, view, asked);
	if (word)
		list_named(&part, &book, word, view);
	casebook_release(&book);
	if (asked != OPEN_CASES)
		compare_parts(&journal, view);
	journal_release(&journal);

	if (asked == OPEN_CASES)
		assert_told(&told_too, &told, folder, &open);
	else
		assert_same(&told_too, &told);
	assert_same(&part, &whole);
	release((struct buffer *[]){&part, &whole, &told_too, &told});
	buffer_release(&open);
}

/* What is owed, of any cases or of those that a word names as well; or the open
 * cases. */
static void
compare(const char *folder, const struct duty_view *view, bool owing,
	const struct journal_text *text)
{
	char word[32];

	make_word(word, text);
	if (!owing)
		compare_asked(folder, view, OPEN_CASES, NULL);
	else if (in_a_hundred(50))
		compare_asked(folder, view, ALL_DUTIES, word);
	else
		compare_asked(folder, view,
			      in_a_hundred(70) ? USUAL_DUTIES : ALL_DUTIES,
			      NULL);
}

/* A list of cases, or of events of a verb, of a time. */
struct listed {
	struct selection selection;
	int64_t from, to;
	const struct policy *hides; /* what its rows are without; NULL */
	const char *columns;        /* as -o has them; NULL */
	size_t in_brief; /* of all rows, those that were told in brief */
};

static bool
is_listed(const void *context, struct record *row, struct arena *arena)
{
	const struct listed *listed = context;

	if (listed->hides)
		listing_hide(row, listed->hides, arena);
	return row->at >= listed->from && row->at < listed->to;
}

static void
list_all(struct buffer *out, struct casebook *book, struct listed *listed,
	 const struct duty_view *view)
{
	const struct listing_filter filter = {&listed->selection, NULL,
					      listed->from, listed->to};
	bool *all = mem_zero(book->count + 1, sizeof(*all));
	const struct listrows rows = {
		.book = book,
		.view = view,
		.events = listed->selection.has_events ? &filter : NULL,
		.listed = all,
		.select = is_listed,
		.context = listed,
		.hides = listed->hides};
	char *written = NULL;
	size_t len;
	struct output *output =
		output_open(open_memstream(&written, &len),
			    listed->selection.has_events ? &listing_of_events
							 : &listing_cases);
	struct fail why;

	if (listed->columns)
		assert_true(output_set_columns(output, listed->columns, &why));
	memset(all, true, book->count);
	repeat_mark(book, view->policy);
	listed->in_brief += book->inbrief.count;
	assert_true(listrows_write(output, &rows, &why));
	assert_true(output_finish(output, &why));
	buffer_add(out, written, len);
	output_free(output);
	free(written);
	free(all);
}

/* What a list tells in brief is what a fold of all lines comes to. */
static void
compare_list(const char *folder, const struct duty_view *view,
	     struct listed *listed)
{
	struct casebook_wanted wanted;
	struct namedby_detail detail;
	struct buffer whole = {0}, part = {0}, told = {0}, told_too = {0};
	struct casebook book;
	struct journal journal;
	struct fail why;

	if (!listing_wanted(&wanted, &detail, &listed->selection, true,
			    listed->from, listed->to, listed->columns,
			    view->policy))
		return;
	find_journal(&journal, folder);
	load_whole(&book, &journal, &told);
	list_all(&whole, &book, listed, view);
	casebook_release(&book);
	assert_true(casebook_load_wanted(&book, &journal, false, 2, &wanted,
					 take_report, &told_too, &why));
	list_all(&part, &book, listed, view);
	casebook_release(&book);
	journal_release(&journal);
	told_in_brief += listed->in_brief;
	lists++;
	end_alike((struct buffer *[]){&part, &whole, &told_too, &told});
}

static void
compare_listed(const char *folder, const struct duty_view *view)
{
	static const enum verb verbs[] = {
		VERB_GIVE,   VERB_KEPT,  VERB_HEAT,  VERB_RETRACT, VERB_ERASE,
		VERB_CLOSE,  VERB_CAUSE, VERB_OPEN,  VERB_AMEND,   VERB_NOTE,
		VERB_REOPEN, VERB_TELL,  VERB_OFFER, VERB_PROMISE, VERB_MERGE};
	/* What a scan notes of events, and some that their lines say. */
	static const char *const columns[] = {
		"cause,amount",
		"case,event,what,amount,customer,category,cause,owner",
		"case, owner,what", "time,case,event,what,amount",
		"case,what,amount,kind,text,who"};
	struct listed listed = {
		.selection.has_events = in_a_hundred(50),
		.from = in_a_hundred(70) ? INT64_MIN : NOW - below(400) * DAY,
		.to = in_a_hundred(70) ? INT64_MAX : NOW - below(200) * DAY};

	if (in_a_hundred(80))
		listed.hides = view->policy;
	if (listed.selection.has_events && in_a_hundred(60))
		listed.columns = columns[below(COUNT(columns))];
	for (unsigned i = 0; i <= below(3); i++)
		listed.selection.events[verbs[below(COUNT(verbs))]] = true;
	compare_list(folder, view, &listed);
}

/* The cases that have a detail. */
static void
list_of(struct buffer *out, struct casebook *book,
	const struct namedby_detail *detail, const struct duty_view *view)
{
	struct arena arena = {0};

	repeat_mark(book, view->policy);
	for (size_t i = 0; i < book->count; i++) {
		const char *value =
			casefile_detail(&book->cases[i], detail->key);
		struct record record;

		if (!value || !text_same(value, detail->value))
			continue;
		listing_case(&record, &book->cases[i], view, &arena);
		add_record(out, &record);
	}
	arena_release(&arena);
}

static void
compare_of(const char *folder, const struct duty_view *view)
{
	static const struct selector details[] = {
		{"customer", SELECTOR_IS, "ANA C\xC3\x81n"},
		{"postcode", SELECTOR_IS, "bs1"},
		{"item", SELECTOR_IS, "lamp"},
		{"customer", SELECTOR_IS, "erased"},
		{"phone", SELECTOR_IS, "600 00 0011"},
	};
	struct selector chosen = details[below(COUNT(details))];
	struct selection selection = {.at = &chosen, .count = 1};
	struct casebook_wanted wanted;
	struct namedby_detail detail;
	struct buffer whole = {0}, part = {0}, told = {0};
	struct casebook book;
	struct journal journal;
	struct fail why;

	assert_true(listing_wanted(&wanted, &detail, &selection, true,
				   INT64_MIN, INT64_MAX, NULL, view->policy));
	find_journal(&journal, folder);
	load_whole(&book, &journal, &told);
	list_of(&whole, &book, &detail, view);
	casebook_release(&book);
	assert_true(casebook_load_wanted(&book, &journal, false, 2, &wanted,
					 take_report, &told, &why));
	list_of(&part, &book, &detail, view);
	casebook_release(&book);
	journal_release(&journal);
	assert_same(&part, &whole);
	buffer_release(&whole);
	buffer_release(&part);
	buffer_release(&told);
}

struct counted {
	int64_t from, to;
	enum statsperiod_unit unit;
	const char *says; /* somewhere; NULL: anything */
};

/* All that is counted of a period. */
static void
count_all(struct buffer *out, struct casebook *book,
	  const struct counted *counted, const struct duty_view *view)
{
	struct arena arena = {0};
	struct stats_period *periods;
	size_t count;

	repeat_mark(book, view->policy);
	casebook_find_persons(book, view->policy);
	periods = statsperiod_cut(counted->unit, counted->from, counted->to,
				  book, NULL, view->zone, NOW, &arena, &count);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; policy_report_names[k]; k++) {
			struct stats_report report;
			struct record record;

			stats_count(&report, policy_report_names[k],
				    &periods[i], book, view, &arena);
			for (size_t n = 0; n < report.count; n++) {
				stats_record(&record, &report,
					     &report.figures[n], &periods[i],
					     view, &arena);
				add_record(out, &record);
			}
		}
	}
	free(periods);
	arena_release(&arena);
}

static size_t
count_names(const char *const *names)
{
	size_t count = 0;

	while (names[count])
		count++;
	return count;
}

/* Figures of a time are the same of the cases opened then, and of all others
 * that bear on those, as of all. */
static void
compare_counted(const char *folder, const struct duty_view *view,
		const struct counted *counted)
{
	const struct stats_asked asked = {
		.policy = view->policy,
		.names = policy_report_names,
		.name_count = count_names(policy_report_names),
		.from = counted->from,
		.to = counted->to,
	};
	struct casebook_wanted wanted;
	struct buffer whole = {0}, part = {0}, told = {0}, told_too = {0};
	struct casebook book;
	struct journal journal;
	struct fail why;

	assert_true(stats_wanted(&wanted, &asked));
	find_journal(&journal, folder);
	load_whole(&book, &journal, &told);
	all_counted += book.count;
	count_all(&whole, &book, counted, view);
	casebook_release(&book);
	assert_true(casebook_load_wanted(&book, &journal, false, 2, &wanted,
					 take_report, &told_too, &why));
	read_counted += book.count;
	count_all(&part, &book, counted, view);
	casebook_release(&book);
	journal_release(&journal);
	if (counted->says)
		assert_non_null(strstr(buffer_string(&whole), counted->says));
	end_alike((struct buffer *[]){&part, &whole, &told_too, &told});
}

static void
compare_any_counted(const char *folder, const struct duty_view *view)
{
	struct counted counted = {.from = NOW - below(200) * DAY,
				  .to = INT64_MAX,
				  .unit = in_a_hundred(50) ? STATSPERIOD_ALL
							   : STATSPERIOD_MONTH};

	if (in_a_hundred(60))
		counted.to = counted.from + below(90) * DAY;
	if (in_a_hundred(20) && counted.to != INT64_MAX)
		counted.from = INT64_MIN;
	if (view->policy)
		compare_counted(folder, view, &counted);
}

/* A case as its page, its options, and what stands of it say. */
static void
tell_case(struct buffer *out, const struct rules_view *view,
	  const struct duty_view *duties, struct arena *arena)
{
	struct remedy_choice choice;
	struct record record, *others;
	size_t count;

	listing_case(&record, view->file, duties, arena);
	add_record(out, &record);
	casepage_write(out, view, duties->zone);
	if (!view->policy)
		return;
	casepage_hand_over(out, view);
	guide_standing(out, view, duties->zone);
	remedy_choose(&choice, view, arena);
	for (size_t i = 0; i < choice.count; i++) {
		optionlist_record(&record, &choice.options[i], i, view, arena);
		add_record(out, &record);
	}
	others = optionlist_others(&count, view, arena);
	optionlist_show_others(out, others, count, view);
	free(others);
}

/* Events that look at other cases than their own, and one that does not. */
static const char *const events[][3] = {
	{"give", "voucher-5"}, {"give", "replace"}, {"offer"},
	{"accept", "refund"},  {"assign", "ruth"},  {"cause", "unknown"},
	{"cause", "carrier"},  {"reopen"},          {"tell", "plan"},
	{"note", "Seen"},      {"close"},           {"flag", "one-channel"},
};

/* What a recorder makes of the events of a batch, and says of it. */
static void
record_on(struct buffer *out, struct casebook *book, const char *id,
	  const struct segments *segments, const struct duty_view *duties)
{
	struct when_context when = {.hours = duties->policy->hours,
				    .zone = duties->zone,
				    .now = NOW};
	struct entry entry = {.policy = duties->policy,
			      .book = book,
			      .who = "kim",
			      .when = &when,
			      .digits = 2,
			      .at = INSTANT_NONE,
			      .already = segments->at->amount != NULL,
			      .tool = "case-log"};
	struct fail why = {0};

	if (!segments_add(segments, &entry, id, &why))
		buffer_format(out, "%s\n", why.text);
	entry_end(&entry);
	for (size_t i = 0; i < entry.count; i++)
		add_record(out, &entry.records[i]);
	buffer_add_string(out, buffer_string(&entry.warnings));
	buffer_add_string(out, buffer_string(&entry.refusal));
	entry_release(&entry);
}

/* Record something on the one case that a word names. */
static void
answer_recorded(struct buffer *out, struct casebook *book, const char *word,
		const struct duty_view *duties, const struct segments *segments)
{
	struct naming naming;
	struct fail why;
	char id[CASEID_SIZE];
	bool found = naming_find(&naming, book, word, &why);

	if (found)
		memcpy(id, naming.fits[0]->id, CASEID_SIZE);
	naming_release(&naming);
	if (found && duties->policy)
		record_on(out, book, id, segments, duties);
}

/* What is answered about a word. */
static void
answer_about(struct buffer *out, struct casebook *book, const char *word,
	     const struct duty_view *duties)
{
	struct rules_view view = {duties->policy, NULL, book, "kim", NOW};
	struct arena arena = {0};
	struct naming naming;
	struct fail why;

	repeat_mark(book, duties->policy);
	buffer_format(out, "%s:\n", word);
	if (!naming_find(&naming, book, word, &why))
		naming_refusal(out, &naming, &why, duties->zone, NOW);
	for (size_t i = 0; i < naming.count; i++) {
		view.file = naming.fits[i];
		tell_case(out, &view, duties, &arena);
	}
	naming_release(&naming);
	arena_release(&arena);
}

/* The ids of the cases that a word names. */
static void
list_ids(struct buffer *ids, const struct casebook *book, const char *word)
{
	struct naming naming;
	struct fail why;

	naming_find_all(&naming, book, word, true, &why);
	for (size_t i = 0; i < naming.count; i++)
		buffer_format(ids, "%s\n", naming.fits[i]->id);
	naming_release(&naming);
}

static void
compare_about(const char *folder, const struct duty_view *view,
	      const struct journal_text *text)
{
	struct buffer whole = {0}, part = {0}, told = {0}, told_too = {0};
	struct buffer ids = {0};
	int64_t last;
	char said[32];
	const char *word = said;
	size_t event = below(COUNT(events));
	const char *words[] = {events[event][0], events[event][1]};
	struct draft_words batch = {.words = words,
				    .count = words[1] ? 2 : 1,
				    .amount = in_a_hundred(50) && event < 4
						      ? ONE_OF("6.00", "60.00")
						      : NULL};
	struct segments segments = {.at = &batch, .count = 1};
	struct about about;
	struct casebook book;
	struct journal journal;
	struct fail why;

	make_word(said, text);
	assert_true(
		segments_about(&segments, &word, NOW, INSTANT_NONE, &about));
	find_journal(&journal, folder);
	load_whole(&book, &journal, &told);
	all_about += book.count;
	last = book.last;
	list_ids(&ids, &book, word);
	answer_about(&whole, &book, word, view);
	answer_recorded(&whole, &book, word, view, &segments);
	casebook_release(&book);

	assert_true(about_load(&book, &journal, false, view->policy, 2, &about,
			       take_report, &told_too, &why));
	read_about += book.count;
	/* Nobody judged what else the last line says, unless it was asked. */
	assert_true(book.last >= last);
	answer_about(&part, &book, word, view);
	answer_recorded(&part, &book, word, view, &segments);
	casebook_release(&book);
	journal_release(&journal);

	assert_same(&part, &whole);
	assert_told(&told_too, &told, folder, &ids);
	release((struct buffer *[]){&part, &whole, &told_too, &told});
	buffer_release(&ids);
}

static void
remove_journal(const char *folder)
{
	for (int file = 0; file < 2; file++) {
		struct buffer path = {0};

		buffer_format(&path, "%s/%d.tsv", folder, file);
		unlink(path.at);
		buffer_release(&path);
	}
	rmdir(folder);
}

static void
try_journals(const struct policy *policy, unsigned seed)
{
	char folder[] = "/tmp/amends-sift.XXXXXX";
	struct duty_view view;
	const char *given = getenv("AMENDS_TEST_JOURNALS");
	unsigned long rounds = given ? strtoul(given, NULL, 10) : JOURNALS;
	struct zone *zone = NULL;
	struct fail why;

	if (!policy)
		zone = zone_load("UTC", &why);
	duty_view_init(&view, policy, policy ? policy->shop.zone : zone, NOW);
	assert_non_null(mkdtemp(folder));
	all_cases = read_cases = 0;
	for (unsigned i = 0; i < rounds; i++) {
		struct journal_text text;

		chance_begin(seed * 1000 + i);
		make_journal(&text, i);
		write_journal(&text, folder, i % 5 == 4);
		compare(folder, &view, true, &text);
		compare(folder, &view, false, &text);
		compare_of(folder, &view);
		for (int word = 0; word < WORDS; word++)
			compare_about(folder, &view, &text);
		for (int list = 0; list < LISTS; list++)
			compare_listed(folder, &view);
		compare_any_counted(folder, &view);
		free_journal(&text);
	}
	remove_journal(folder);
	zone_free(zone);
	/* Something was passed over, else nothing was tried. */
	assert_true(read_cases * 10 < all_cases * 9);
}

static struct policy *
plan_of(const char *path)
{
	struct faults faults = {0};
	struct policy *policy = NULL;
	struct fail why;

	assert_true(policy_load(path, &policy, &faults, &why));
	return policy;
}

static void
with_every_key_of_the_plan(void **unused)
{
	struct policy *policy = plan_of("tests/data/full-plan.yaml");

	(void)unused;
	try_journals(policy, 1);
	policy_free(policy);
}

/* Where no cause comes again, its cases are only counted (P35). */
static void
with_a_plan_that_counts_the_causes_of_a_month_P35(void **unused)
{
	struct policy *policy = plan_of("tests/data/full-plan.yaml");

	(void)unused;
	policy->prevention.again_count = 0;
	policy->prevention.again_after_task.unit = DURATION_NONE;
	try_journals(policy, 4);
	policy_free(policy);
}

static void
with_the_default_plan(void **unused)
{
	struct policy *policy = plan_of("policies.yaml");

	(void)unused;
	try_journals(policy, 2);
	policy_free(policy);
}

static struct policy *
plan_of_odd_conditions(void)
{
	struct faults faults = {0};
	struct policy *policy = NULL;

	if (!policy_parse(odd_plan, strlen(odd_plan), "plan", &policy, &faults))
		fail_msg("%zu:%zu: %s", faults.at[0].line, faults.at[0].column,
			 faults.at[0].text);
	return policy;
}

static void
with_a_plan_of_odd_conditions(void **unused)
{
	struct policy *policy = plan_of_odd_conditions();

	(void)unused;
	try_journals(policy, 3);
	policy_free(policy);
}

/* Compare what is owed of as many cases, all of which have to be read, and be
 * done with them. */
static void
compare_said(struct journal_text *text, const struct duty_view *view,
	     size_t cases)
{
	char folder[] = "/tmp/amends-sift.XXXXXX";

	assert_non_null(mkdtemp(folder));
	write_journal(text, folder, false);
	all_cases = read_cases = 0;
	compare_asked(folder, view, ALL_DUTIES, NULL);
	assert_int_equal(read_cases, cases);
	remove_journal(folder);
	free_journal(text);
}

/* How many cases are read to say what is owed, which is what it should be. */
static size_t
read_of(const struct journal_text *text, const struct duty_view *view)
{
	char folder[] = "/tmp/amends-sift.XXXXXX";
	struct buffer whole = {0}, part = {0}, told = {0}, told_too = {0};
	struct casebook_wanted wanted;
	struct casebook book;
	struct journal journal;
	struct fail why;
	size_t read;

	assert_non_null(mkdtemp(folder));
	write_journal(text, folder, false);
	assert_true(journal_find(&journal, folder, &why));
	load_whole(&book, &journal, &told);
	answer(&whole, &book, view, ALL_DUTIES);
	casebook_release(&book);
	owed_wanted(&wanted, view);
	assert_true(casebook_load_wanted(&book, &journal, false, 2, &wanted,
					 take_report, &told_too, &why));
	answer(&part, &book, view, ALL_DUTIES);
	read = book.count;
	casebook_release(&book);
	journal_release(&journal);
	remove_journal(folder);
	end_alike((struct buffer *[]){&part, &whole, &told_too, &told});
	return read;
}

/* A case with nothing owed of it any more, opened at an instant. */
static void
tell_settled(struct journal_text *text, int64_t at, const char *id,
	     const char *opening)
{
	static const char *const after[][2] = {
		{"tell", "done"},
		{"close", "satisfied"},
		{"follow-up", "all-well"},
		{"follow-up", "recheck"},
		{"follow-up", "win-back"},
		{"feedback", "5"},
		{"thank", "-"},
	};

	tell_opening(text, &at, id, opening);
	for (size_t i = 0; i < COUNT(after); i++)
		tell(text, &at, id, after[i][0], after[i][1], PLAIN);
}

/* The plan counts how often a customer came in 90 days. One complaint is open;
 * of those before it all is settled. */
static void
of_a_customers_cases_those_alone_are_read_that_may_count_P51(void **unused)
{
	static const struct {
		const char *openings[2]; /* of those before */
		int days[2];             /* that they are older */
		size_t read;
	} rows[] = {
		{{"late\tchannel=web\tphone=600 000 001"}, {80}, 2},
		{{"late\tchannel=web\tphone=600 000 001"}, {100}, 1},
		{{"late\tchannel=web\tphone=600 000 002"}, {80}, 1},
		/* What shows that a late one is theirs as well is old. */
		{{"late\tchannel=web\temail=a@example.org\tphone=600 000 001",
		  "late\tchannel=web\temail=a@example.org"},
		 {100, 80},
		 3},
		{{"late\tchannel=web\temail=a@example.org\tphone=600 000 001",
		  "late\tchannel=web\temail=a@example.org"},
		 {110, 100},
		 1},
	};
	struct policy *policy = plan_of_odd_conditions();
	struct duty_view view;

	(void)unused;
	duty_view_init(&view, policy, policy->shop.zone, NOW);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct journal_text text = {0};
		int64_t now = NOW - 50 * DAY;
		size_t read;

		for (int id = 0; id < 3; id++)
			caseid_make(text.ids[id], 2026, 1, 28, (size_t)id);
		for (int id = 0; id < 2 && rows[i].openings[id]; id++)
			tell_settled(&text, now - rows[i].days[id] * DAY,
				     text.ids[id], rows[i].openings[id]);
		tell_opening(&text, &now, text.ids[2],
			     "late\tchannel=web\tphone=600 000 001");
		read = read_of(&text, &view);
		if (read != rows[i].read)
			fail_msg("%zu: %zu cases", i, read);
		free_journal(&text);
	}
	policy_free(policy);
}

/* What somebody has to look at is as grave as a complaint that came again. */
static void
of_whom_a_rule_was_passed_over_other_cases_are_read_P51(void **unused)
{
	static const char opening[] = "late\tchannel=web\tphone=600 000 001";
	struct policy *policy = plan_of_odd_conditions();
	struct journal_text text = {0};
	int64_t at = NOW - 40 * DAY;
	struct duty_view view;

	(void)unused;
	duty_view_init(&view, policy, policy->shop.zone, NOW);
	for (int id = 0; id < 2; id++) {
		caseid_make(text.ids[id], 2026, 1, 28, (size_t)id);
		tell_settled(&text, NOW - (80 - 30 * id) * DAY, text.ids[id],
			     opening);
	}
	tell(&text, &at, text.ids[1], "note", "-",
	     PLAIN "\tlogged=2026-11-24T08:00:00.000+00:00\t"
		   "out-of-order=heard");
	assert_int_equal(read_of(&text, &view), 2);
	free_journal(&text);
	policy_free(policy);
}

/* The case that one follows on is read for that, and shows as others do who
 * else is the same person. */
static void
who_shares_with_the_case_that_one_follows_on_is_read_P51(void **unused)
{
	static const char *const openings[] = {
		"late\tchannel=web\temail=a@example.org",
		"late\tchannel=web\temail=a@example.org\tphone=600 000 001",
	};
	struct policy *policy = plan_of_odd_conditions();

	(void)unused;
	for (int given = 0; given < 2; given++) {
		char folder[] = "/tmp/amends-sift.XXXXXX";
		struct journal_text text = {0};
		struct buffer opening = {0}, told = {0};
		int64_t at = NOW - 100 * DAY;
		const char *word = text.ids[2];
		const struct about about = {
			.words = &word, .count = 1, .at = NOW, .given = given};
		struct casebook book;
		struct journal journal;
		struct fail why;

		for (int id = 0; id < 3; id++)
			caseid_make(text.ids[id], 2026, 1, 28, (size_t)id);
		for (int id = 0; id < 2; id++)
			tell_opening(&text, &at, text.ids[id], openings[id]);
		buffer_format(
			&opening,
			"late\tchannel=web\tearlier=%s\tphone=600 000 001",
			text.ids[1]);
		tell_opening(&text, &at, text.ids[2], opening.at);
		assert_non_null(mkdtemp(folder));
		write_journal(&text, folder, false);
		find_journal(&journal, folder);
		assert_true(about_load(&book, &journal, false, policy, 2,
				       &about, take_report, &told, &why));
		for (int id = 0; id < 3; id++)
			assert_non_null(casebook_find(&book, text.ids[id]));
		assert_int_equal(told.len, 0);
		casebook_release(&book);
		journal_release(&journal);
		remove_journal(folder);
		free_journal(&text);
		buffer_release(&opening);
	}
	policy_free(policy);
}

static void
shuffle(struct journal_text *text)
{
	for (size_t i = text->count; i-- > 1;) {
		size_t other = below((unsigned)i + 1);
		char *kept = text->lines[i];

		text->lines[i] = text->lines[other];
		text->lines[other] = kept;
	}
}

/* Of cases that are settled nothing is read for it, however the journals of
 * several tills were put together. */
static void
lines_in_any_order_are_read_no_more_than_in_theirs(void **unused)
{
	struct policy *policy = plan_of_odd_conditions();
	struct duty_view view;

	(void)unused;
	duty_view_init(&view, policy, policy->shop.zone, NOW);
	for (int round = 0; round < 20; round++) {
		struct journal_text text = {0};
		int64_t at = NOW - 300 * DAY, open = NOW - 20 * DAY, last;
		int64_t lately = NOW - 25 * DAY;

		for (size_t i = 0; i < CASES; i++) {
			caseid_make(text.ids[i], 2026, 1, 28, i * 7919);
			tell_settled(&text, at += DAY, text.ids[i],
				     "late\tchannel=web");
		}
		/* Of its kind the only one in 30 days: it has not come again.
		 */
		caseid_make(text.twins[1], 2026, 1, 28, 2);
		tell_settled(&text, lately, text.twins[1],
			     "faulty\tchannel=web");
		caseid_make(text.twins[0], 2026, 1, 28, 1);
		tell_opening(&text, &open, text.twins[0], "late\tchannel=web");
		shuffle(&text);
		assert_int_equal(read_of(&text, &view), 1);
		/* One line that is there twice, and only a fold can tell. */
		last = NOW - 10 * DAY;
		add_text(&text, text.lines[below((unsigned)text.count)]);
		tell(&text, &last, text.ids[below(CASES)], "note", "-", PLAIN);
		shuffle(&text);
		assert_in_range(read_of(&text, &view), 1, 2);
		free_journal(&text);
	}
	policy_free(policy);
}

/* Nothing is owed of a case by itself; it was written down twice, and the other
 * joined to it. */
static void
a_case_is_passed_over_with_its_twin_if_that_adds_nothing(void **unused)
{
	static const struct {
		const char *opening; /* of the twin: its kind, and keys */
		const char *event, *what, *rest; /* or what else was said */
		const char *second;              /* what else is joined to it */
		size_t read;
	} rows[] = {
		{"late\tchannel=web", NULL, NULL, NULL, NULL, 0},
		{"late\tchannel=web\tcustomer=Ana", NULL, NULL, NULL, NULL, 0},
		/* Of three one says the name, and one where they live. */
		{"late\tchannel=web\tcustomer=Ana", NULL, NULL, NULL,
		 "late\tchannel=web\tpostcode=BS1", 3},
		{"faulty\tchannel=web", NULL, NULL, NULL, NULL, 2},
		{"-\tchannel=web", NULL, NULL, NULL, NULL, 2},
		/* No condition of the plan names either. */
		{"late\tchannel=phone", NULL, NULL, NULL, NULL, 0},
		{"late\tchannel=review", NULL, NULL, NULL, NULL, 2},
		{"late\tchannel=web\theat=calm", NULL, NULL, NULL, NULL, 2},
		{"late\tchannel=web\thistory=yes", NULL, NULL, NULL, NULL, 2},
		{"late\tchannel=web\tskipped=heard", NULL, NULL, NULL, NULL, 2},
		{"late\tchannel=web", "flag", "press", PLAIN, NULL, 2},
		{"late\tchannel=web", "note", "-", PLAIN, NULL, 2},
		{"late\tchannel=web", "erase", "-", PLAIN, NULL, 2},
		{"late\tchannel=web", "promise", "p1",
		 "2026-12-24T17:00:00+01:00\t-\tA new one", NULL, 2},
		/* Of three that were joined one is odd. */
		{"late\tchannel=web", NULL, NULL, NULL, "late\tchannel=web", 0},
		{"late\tchannel=web", NULL, NULL, NULL, "faulty\tchannel=web",
		 3},
	};
	struct policy *policy = plan_of_odd_conditions();
	struct duty_view view;

	(void)unused;
	duty_view_init(&view, policy, policy->shop.zone, NOW);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct journal_text text = {0};
		int64_t at = NOW - 300 * DAY;
		size_t read;

		for (int id = 0; id < 3; id++)
			caseid_make(text.ids[id], 2026, 1, 28, (size_t)id);
		tell_opening(&text, &at, text.ids[0], "late\tchannel=web");
		tell_opening(&text, &at, text.ids[1], rows[i].opening);
		if (rows[i].event)
			tell(&text, &at, text.ids[1], rows[i].event,
			     rows[i].what, rows[i].rest);
		tell(&text, &at, text.ids[0], "merge", text.ids[1], PLAIN);
		if (rows[i].second) {
			tell_opening(&text, &at, text.ids[2], rows[i].second);
			tell(&text, &at, text.ids[0], "merge", text.ids[2],
			     PLAIN);
		}
		tell(&text, &at, text.ids[0], "tell", "done", PLAIN);
		tell(&text, &at, text.ids[0], "close", "satisfied", PLAIN);
		tell(&text, &at, text.ids[0], "follow-up", "all-well", PLAIN);
		tell(&text, &at, text.ids[0], "follow-up", "recheck", PLAIN);
		tell(&text, &at, text.ids[0], "feedback", "5", PLAIN);
		read = read_of(&text, &view);
		if (read != rows[i].read)
			fail_msg("%zu: %zu cases", i, read);
		free_journal(&text);
	}
	policy_free(policy);
}

/* A merge that was taken back: of the twin, which is open then, it matters that
 * its customer was here before. */
static void
a_twin_that_is_parted_again_is_a_case_like_any_other(void **unused)
{
	struct policy *policy = plan_of("tests/data/full-plan.yaml");
	struct journal_text text = {0};
	struct buffer rest = {0};
	struct duty_view view;
	int64_t at = NOW - 30 * DAY;

	(void)unused;
	duty_view_init(&view, policy, policy->shop.zone, NOW);
	for (int id = 0; id < 3; id++)
		caseid_make(text.ids[id], 2026, 10, 25, (size_t)id);
	tell_opening(&text, &at, text.ids[2],
		     "faulty\tchannel=web\tphone=600 000 001");
	tell(&text, &at, text.ids[2], "tell", "done", PLAIN);
	tell(&text, &at, text.ids[2], "close", "satisfied", PLAIN);
	tell(&text, &at, text.ids[2], "follow-up", "all-well", PLAIN);
	tell(&text, &at, text.ids[2], "follow-up", "still-right", PLAIN);
	tell(&text, &at, text.ids[2], "feedback", "5", PLAIN);
	tell(&text, &at, text.ids[2], "thank", "-", PLAIN);
	tell_opening(&text, &at, text.ids[0], "faulty\tchannel=web");
	tell_opening(&text, &at, text.ids[1],
		     "faulty\tchannel=web\tphone=600 000 001");
	tell(&text, &at, text.ids[0], "merge", text.ids[1], PLAIN);
	buffer_add_string(&rest, PLAIN "\tof=");
	zone_format_time(&rest, at, 3600);
	tell(&text, &at, text.ids[0], "retract", "-", rest.at);
	assert_int_equal(read_of(&text, &view), 3);
	buffer_release(&rest);
	free_journal(&text);
	policy_free(policy);
}

/* Two cases of a category, which the plan counts; the opening of the second was
 * lost, and its category was written down later. */
static void
a_case_whose_opening_was_lost_counts_by_its_category(void **unused)
{
	char id[CASEID_SIZE];
	struct journal_text text = {0};
	struct policy *policy = plan_of_odd_conditions();
	struct duty_view view;

	(void)unused;
	duty_view_init(&view, policy, policy->shop.zone, NOW);
	for (int i = 0; i < 2; i++) {
		int64_t at = NOW - (9 - i) * DAY;

		caseid_make(id, 2026, 11, 1 + i, (size_t)i);
		if (i == 0)
			tell(&text, &at, id, "open", "safety", PLAIN);
		tell(&text, &at, id, "amend", "-", PLAIN "\tcategory=safety");
		tell(&text, &at, id, "tell", "done", PLAIN);
		tell(&text, &at, id, "close", "satisfied", PLAIN);
		tell(&text, &at, id, "follow-up", "all-well", PLAIN);
		tell(&text, &at, id, "feedback", "5", PLAIN);
	}
	compare_said(&text, &view, 2);
	policy_free(policy);
}

/* Three closed cases of one cause; the customer of the first came once before,
 * which makes it, and so the duty of the cause, graver. */
static void
a_cause_that_came_again_is_as_grave_as_its_first_case(void **unused)
{
	static const struct {
		const char *phone;
		unsigned days; /* ago */
		const char *cause;
	} cases[] = {
		{"1", 35, NULL},
		{"1", 14, "carrier"},
		{"2", 13, "carrier"},
		{"3", 12, "carrier"},
	};
	char id[CASEID_SIZE];
	struct journal_text text = {0};
	struct policy *policy = plan_of("tests/data/full-plan.yaml");
	struct duty_view view;

	(void)unused;
	duty_view_init(&view, policy, policy->shop.zone, NOW);
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t at = NOW - cases[i].days * DAY;
		struct buffer rest = {0};

		caseid_make(id, 2026, 11, 1 + (int)i, i);
		buffer_format(&rest, PLAIN "\tphone=60000000%s",
			      cases[i].phone);
		tell(&text, &at, id, "open", "late", rest.at);
		if (cases[i].cause)
			tell(&text, &at, id, "cause", cases[i].cause, PLAIN);
		tell(&text, &at, id, "tell", "done", PLAIN);
		tell(&text, &at, id, "close", "satisfied", PLAIN);
		tell(&text, &at, id, "follow-up", "all-well", PLAIN);
		tell(&text, &at, id, "feedback", "5", PLAIN);
		tell(&text, &at, id, "thank", "-", PLAIN);
		buffer_release(&rest);
	}
	compare_said(&text, &view, COUNT(cases));
	policy_free(policy);
}

/* Of all plans together; of one it is a matter of chance. */
static void
something_was_passed_over_or_told_in_brief_else_nothing_was_tried(void **unused)
{
	(void)unused;
	assert_true(read_about * 20 < all_about * 19);
	assert_true(part_told < all_told);
	assert_true(told_in_brief > 2 * lists);
	assert_true(read_counted * 10 < all_counted * 9);
}

/* Compare what is counted, and what is owed, of a journal. How many cases were
 * read to count. */
static size_t
read_to_count(struct journal_text *text, const struct duty_view *view,
	      const struct counted *counted)
{
	char folder[] = "/tmp/amends-sift.XXXXXX";

	assert_non_null(mkdtemp(folder));
	write_journal(text, folder, false);
	read_counted = 0;
	compare_counted(folder, view, counted);
	compare_asked(folder, view, ALL_DUTIES, NULL);
	remove_journal(folder);
	free_journal(text);
	return read_counted;
}

/* A cause came back after a change that stands on a case older than the time:
 * one that was joined to one of it. */
static void
lessons_of_a_joined_case_know_what_came_before_the_time_P35(void **unused)
{
	static const unsigned days[] = {300, 200, 150, 20, 5}; /* ago */
	struct policy *policy = plan_of("tests/data/full-plan.yaml");
	const struct counted counted = {.from = NOW - 30 * DAY,
					.to = NOW - 10 * DAY,
					.says = "; it came back 1 time"};
	struct journal_text text = {0};
	struct duty_view view;

	(void)unused;
	duty_view_init(&view, policy, policy->shop.zone, NOW);
	for (size_t i = 0; i < COUNT(days); i++) {
		int64_t at = NOW - days[i] * DAY;
		const char *id = text.ids[i];

		caseid_make(text.ids[i], 2026, 1, 1 + (int)i, i);
		tell_opening(&text, &at, id, "late\tchannel=web");
		tell(&text, &at, id, "cause", "pricing", PLAIN);
		if (i == 1) {
			tell(&text, &at, id, "prevent", "t1",
			     "-\t-\tNew boxes");
			tell(&text, &at, id, "prevented", "t1", PLAIN);
		}
		if (i == 3)
			tell(&text, &at, id, "merge", text.ids[1], PLAIN);
		tell(&text, &at, id, "close", "satisfied", PLAIN);
	}
	/* All but the first, and that since the time. */
	assert_int_equal(read_to_count(&text, &view, &counted), 3);
	policy_free(policy);
}

/* Neither a case nor its twin says all that a rule asks for (customer and
 * postcode); both together do. */
static void
who_is_known_by_a_case_and_its_twin_together_came_before_P51(void **unused)
{
	static const struct {
		unsigned days; /* ago */
		const char *opening;
	} cases[] = {
		{60, "late\tcustomer=Ana"},
		{60, "late\tpostcode=BS1"},
		{2, "late\tcustomer=Ana\tpostcode=BS1"},
	};
	struct policy *policy = plan_of_odd_conditions();
	const struct counted counted = {.from = NOW - 10 * DAY,
					.to = NOW,
					.says = "1 of 1 were here before"};
	struct journal_text text = {0};
	struct duty_view view;

	(void)unused;
	duty_view_init(&view, policy, policy->shop.zone, NOW);
	for (size_t i = 0; i < COUNT(cases); i++) {
		int64_t at = NOW - cases[i].days * DAY;

		caseid_make(text.ids[i], 2026, 9, 1 + (int)i, i);
		tell_opening(&text, &at, text.ids[i], cases[i].opening);
		if (i == 1)
			tell(&text, &at, text.ids[0], "merge", text.ids[1],
			     PLAIN);
	}
	assert_int_equal(read_to_count(&text, &view, &counted), COUNT(cases));
	policy_free(policy);
}

/* Each part has a descriptor of its own; the lines of those for which there is
 * none left are read behind the others. */
static void
with_too_few_descriptors(void **unused)
{
	char folder[] = "/tmp/amends-sift.XXXXXX";
	struct policy *policy = plan_of("tests/data/full-plan.yaml");
	struct journal_text text;
	struct duty_view view;
	struct rlimit before, few;
	int lowest = dup(0);

	(void)unused;
	assert_true(lowest > 0);
	close(lowest);
	duty_view_init(&view, policy, policy->shop.zone, NOW);
	chance_begin(5);
	make_journal(&text, 0);
	assert_non_null(mkdtemp(folder));
	write_journal(&text, folder, false);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	/* One is for the file. */
	for (int more = 1; more <= 6; more++) {
		few = before;
		few.rlim_cur = (rlim_t)(lowest + more);
		assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
		compare(folder, &view, true, &text);
		assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	}
	remove_journal(folder);
	free_journal(&text);
	policy_free(policy);
}

/* As where files were put together by hand: more of them are out of order than
 * are moved one by one. */
static void
cases_that_stand_last_first_are_listed_in_order_of_time(void **unused)
{
	enum { MANY = 100 };
	char folder[] = "/tmp/amends-sift.XXXXXX";
	struct policy *policy = plan_of("tests/data/full-plan.yaml");
	struct journal_text text = {0};
	struct duty_view view;

	(void)unused;
	duty_view_init(&view, policy, policy->shop.zone, NOW);
	for (size_t i = 0; i < MANY; i++) {
		int64_t at = NOW - (int64_t)(60 + i) * DAY;
		char id[CASEID_SIZE];

		caseid_make(id, 2026, 1, 1 + (int)i % 28, i * 7919);
		tell(&text, &at, id, "open", "late", PLAIN);
		tell(&text, &at, id, "tell", "done", PLAIN);
		tell(&text, &at, id, "close", "satisfied", PLAIN);
		tell(&text, &at, id, "follow-up", "all-well", PLAIN);
		tell(&text, &at, id, "follow-up", "still-right", PLAIN);
		tell(&text, &at, id, "feedback", "5", PLAIN);
		tell(&text, &at, id, "thank", "-", PLAIN);
	}
	assert_non_null(mkdtemp(folder));
	write_journal(&text, folder, false);
	/* In any number of parts. */
	for (int i = 0; i < 40; i++) {
		bool of = i % 2 > 0;
		struct listed listed = {.from = INT64_MIN,
					.to = INT64_MAX,
					.selection.has_events = of,
					.selection.events[VERB_CLOSE] = of};

		compare_list(folder, &view, &listed);
		assert_in_range(listed.in_brief, MANY / 2, MANY);
	}
	remove_journal(folder);
	free_journal(&text);
	policy_free(policy);
}

/* Closed cases that were amended once, twice or not at all, their lines in
 * order or not: all are told in brief. */
static void
amended_cases_are_listed_as_a_fold_has_them(void **unused)
{
	enum { MANY = 300 };
	static const char *const amendments[] = {
		"customer=Leo\tphone=600 000 001", "phone=\\-\tvalue=12.50",
		"category=late\tcustomer=\\-"};
	struct policy *policy = plan_of("tests/data/full-plan.yaml");
	struct duty_view view;
	size_t in_brief = 0;

	(void)unused;
	duty_view_init(&view, policy, policy->shop.zone, NOW);
	for (int split = 0; split < 2; split++) {
		char folder[] = "/tmp/amends-sift.XXXXXX";
		struct listed listed = {.from = INT64_MIN, .to = INT64_MAX};
		struct journal_text text = {0};

		for (size_t i = 0; i < MANY; i++) {
			int64_t at = NOW - (int64_t)(60 + i) * DAY;
			struct buffer rest = {0};
			char id[CASEID_SIZE];

			caseid_make(id, 2026, 1, 1 + (int)i % 28, i * 7919);
			tell_opening(&text, &at, id,
				     "late\tcustomer=Ana\theat=upset");
			tell(&text, &at, id, "tell", "done", PLAIN);
			for (size_t k = 0; k < i % 3; k++) {
				buffer_clear(&rest);
				buffer_format(&rest, PLAIN "\t%s",
					      amendments[(i + k) % 3]);
				tell(&text, &at, id, "amend", "-", rest.at);
			}
			tell(&text, &at, id, "close", "satisfied", PLAIN);
			tell(&text, &at, id, "follow-up", "all-well", PLAIN);
			tell(&text, &at, id, "follow-up", "still-right", PLAIN);
			tell(&text, &at, id, "feedback", "5", PLAIN);
			tell(&text, &at, id, "thank", "-", PLAIN);
			buffer_release(&rest);
		}
		assert_non_null(mkdtemp(folder));
		write_journal(&text, folder, split);
		for (int i = 0; i < 20; i++) {
			listed.hides = i % 2 ? policy : NULL;
			listed.in_brief = 0;
			compare_list(folder, &view, &listed);
			in_brief += listed.in_brief;
		}
		remove_journal(folder);
		free_journal(&text);
	}
	assert_true(in_brief > (size_t)20 * MANY);
	policy_free(policy);
}

/* A case that another joined, which was opened and no more. */
static void
events_of_joined_cases_are_listed_as_a_fold_has_them(void **unused)
{
	static const struct {
		const char *opening; /* of the one that goes on */
		enum verb verb, too;
		size_t in_brief;
		const char *other; /* NULL: of Leo */
	} rows[] = {
		{"late\tcustomer=Ana", VERB_GIVE, VERB_MERGE, 2, NULL},
		{"late\tcustomer=Ana", VERB_GIVE, VERB_GIVE, 1, NULL},
		/* The other one says who it is. */
		{"late\tchannel=web", VERB_GIVE, VERB_MERGE, 0, NULL},
		/* An opening of either. */
		{"late\tcustomer=Ana", VERB_GIVE, VERB_OPEN, 0, NULL},
		/* The other one is of another kind. */
		{"faulty\tcustomer=Ana", VERB_GIVE, VERB_MERGE, 0, NULL},
		/* The other one says that it is about whoever works on it. */
		{"late\tcustomer=Ana", VERB_GIVE, VERB_MERGE, 0,
		 "late\tabout=kim"},
	};
	struct policy *policy = plan_of("tests/data/full-plan.yaml");
	struct duty_view view;

	(void)unused;
	duty_view_init(&view, policy, policy->shop.zone, NOW);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		char folder[] = "/tmp/amends-sift.XXXXXX";
		struct listed listed = {.from = INT64_MIN,
					.to = INT64_MAX,
					.selection.has_events = true};
		struct journal_text text = {0};
		int64_t at = NOW - 60 * DAY;

		for (int id = 0; id < 2; id++)
			caseid_make(text.ids[id], 2026, 9, 25, (size_t)id);
		tell_opening(&text, &at, text.ids[0], rows[i].opening);
		tell_opening(&text, &at, text.ids[1],
			     rows[i].other ? rows[i].other
					   : "late\tcustomer=Leo");
		tell(&text, &at, text.ids[0], "merge", text.ids[1], PLAIN);
		tell(&text, &at, text.ids[0], "give", "voucher", "-\t5.00\t-");
		assert_non_null(mkdtemp(folder));
		write_journal(&text, folder, false);
		listed.selection.events[rows[i].verb] = true;
		listed.selection.events[rows[i].too] = true;
		compare_list(folder, &view, &listed);
		if (listed.in_brief != rows[i].in_brief)
			fail_msg("row %zu: %zu in brief", i, listed.in_brief);
		remove_journal(folder);
		free_journal(&text);
	}
	policy_free(policy);
}

static void
without_a_plan(void **unused)
{
	(void)unused;
	try_journals(NULL, 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(with_every_key_of_the_plan),
		cmocka_unit_test(
			with_a_plan_that_counts_the_causes_of_a_month_P35),
		cmocka_unit_test(with_the_default_plan),
		cmocka_unit_test(with_a_plan_of_odd_conditions),
		cmocka_unit_test(
			something_was_passed_over_or_told_in_brief_else_nothing_was_tried),
		cmocka_unit_test(
			a_case_whose_opening_was_lost_counts_by_its_category),
		cmocka_unit_test(
			a_cause_that_came_again_is_as_grave_as_its_first_case),
		cmocka_unit_test(
			a_case_is_passed_over_with_its_twin_if_that_adds_nothing),
		cmocka_unit_test(
			of_a_customers_cases_those_alone_are_read_that_may_count_P51),
		cmocka_unit_test(
			of_whom_a_rule_was_passed_over_other_cases_are_read_P51),
		cmocka_unit_test(
			who_shares_with_the_case_that_one_follows_on_is_read_P51),
		cmocka_unit_test(
			lines_in_any_order_are_read_no_more_than_in_theirs),
		cmocka_unit_test(
			a_twin_that_is_parted_again_is_a_case_like_any_other),
		cmocka_unit_test(
			lessons_of_a_joined_case_know_what_came_before_the_time_P35),
		cmocka_unit_test(
			who_is_known_by_a_case_and_its_twin_together_came_before_P51),
		cmocka_unit_test(with_too_few_descriptors),
		cmocka_unit_test(
			cases_that_stand_last_first_are_listed_in_order_of_time),
		cmocka_unit_test(amended_cases_are_listed_as_a_fold_has_them),
		cmocka_unit_test(
			events_of_joined_cases_are_listed_as_a_fold_has_them),
		cmocka_unit_test(without_a_plan),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
