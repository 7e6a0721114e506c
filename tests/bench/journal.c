/*
 * journal CASES FACTS: a journal of so many cases over six years, in order of
 * time, on standard output; what a tool has to find in it, as FACT TAB VALUE
 * lines, in the file FACTS. The same CASES give the same bytes.
 *
 * Of a hundred cases 45 come from an older list, 30 were put right on the spot,
 * 25 went the whole way. All verbs occur, and few cases are not done: those of
 * the last weeks, and now and then one that was forgotten.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "casefile.h"
#include "caseid.h"
#include "redact.h"
#include "text.h"
#include "words.h"
#include "zone.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

#define DAY (24 * ZONE_HOUR)
/* The shop is open from nine to half past five, UTC. */
#define OPENS (9 * ZONE_HOUR)
#define OPEN_FOR (17 * ZONE_HOUR / 2)

/* 2026-11-24T10:00:00Z: nothing is later, and the tools are told so. */
#define NOW (INT64_C(1795514400) * 1000)
#define BEGAN (NOW - 6 * 365 * DAY)
#define NO_AMOUNT (-1)
/* Numbers of second cases begin here. */
#define TWINS (UINT32_C(1) << 24)

/* A line that is to come, and what it changes for those who ask later. */
struct coming {
	int64_t at;
	char *line;
	bool opens;
	int open, promises;
	int64_t given; /* NO_AMOUNT: it is no give */
};

/* Cases that a tool is asked for by name. */
struct fact_ids {
	char open[CASEID_SIZE], middle[CASEID_SIZE];
};

static struct coming *heap;
static size_t heap_count, heap_room;

static struct facts {
	size_t cases, lines, open, promises, gives;
	int64_t given;
} facts;

static void
swap(size_t a, size_t b)
{
	struct coming kept = heap[a];

	heap[a] = heap[b];
	heap[b] = kept;
}

static void
push(struct coming coming)
{
	size_t at = heap_count;

	heap = mem_grow(heap, heap_count, &heap_room, sizeof(*heap));
	heap[heap_count++] = coming;
	for (; at > 0 && heap[(at - 1) / 2].at > heap[at].at; at = (at - 1) / 2)
		swap(at, (at - 1) / 2);
}

static struct coming
pop(void)
{
	struct coming first = heap[0];
	size_t at = 0;

	heap[0] = heap[--heap_count];
	for (;;) {
		size_t least = 2 * at + 1;

		if (least + 1 < heap_count &&
		    heap[least + 1].at < heap[least].at)
			least++;
		if (least >= heap_count || heap[at].at <= heap[least].at)
			return first;
		swap(at, least);
		at = least;
	}
}

static void
count(const struct coming *coming)
{
	facts.lines++;
	facts.cases += coming->opens;
	facts.open += (size_t)coming->open;
	facts.promises += (size_t)coming->promises;
	if (coming->given != NO_AMOUNT) {
		facts.gives++;
		facts.given += coming->given;
	}
}

/* Print what comes before a moment; forget what lies after now. */
static void
print_until(int64_t until)
{
	while (heap_count > 0 && (heap[0].at < until || until == NOW)) {
		struct coming next = pop();

		if (next.at < NOW) {
			count(&next);
			fputs(next.line, stdout);
		}
		free(next.line);
	}
}

/* Time. */

/* London: an hour ahead from the last Sunday of March to that of October. */
static int
offset_at(int64_t at)
{
	struct civil civil;
	int64_t change[2];

	civil_from_days(at / DAY, &civil);
	for (int i = 0; i < 2; i++) {
		int64_t last = civil_to_days(civil.year, i == 0 ? 3 : 10, 31);

		last -= (civil_weekday(last) + 1) % 7;
		change[i] = last * DAY + ZONE_HOUR;
	}
	return at >= change[0] && at < change[1] ? 3600 : 0;
}

/* So many open minutes later, or a millisecond for none. */
static int64_t
later(int64_t at, int64_t minutes, struct chance *chance)
{
	int64_t day = at / DAY, open = at % DAY - OPENS;

	if (minutes == 0)
		return at + 1;
	open += minutes * ZONE_MINUTE + 1 +
		chance_of(chance, (unsigned)ZONE_MINUTE);
	return (day + open / OPEN_FOR) * DAY + OPENS + open % OPEN_FOR;
}

/* Cases. */

struct life {
	struct chance chance;
	char id[CASEID_SIZE];
	uint32_t customer;
	const char *who, *channel, *category;
	int64_t at;     /* of the last event */
	int64_t joined; /* of a merge, which stands */
	int64_t amount; /* of the next; NO_AMOUNT */
	int64_t due;    /* of the next; INSTANT_NONE */
	unsigned promises;
	bool history;
	bool erased;    /* in the end, and so in every line */
	bool forgotten; /* nothing more is said of it */
};

/* How soon the next event comes, in open minutes. */
enum {
	AT_ONCE = 0,
	SOON = 10,
	TODAY = 120,
	NEXT_DAY = 510,
	IN_DAYS = 3 * 510,
};

/* Keys and values, each behind a tab, as they stand or as an erasure leaves
 * them. */
static void
add_pairs(struct buffer *out, const char *pairs, bool erased)
{
	while (*pairs) {
		size_t key = strcspn(pairs + 1, "="), len;
		char name[32] = "";

		len = strcspn(pairs + 1, "\t") + 1;
		if (key < sizeof(name))
			memcpy(name, pairs + 1, key);
		if (!erased || redact_key_survives(name)) {
			buffer_add(out, pairs, len);
		} else {
			buffer_add(out, pairs, key + 2);
			buffer_add_string(out, "erased");
		}
		pairs += len;
	}
}

/* What an event changes. */
static void
judge(struct coming *coming, const struct life *life, const char *verb)
{
	static const struct {
		const char *verb;
		int open, promises;
	} effects[] = {{"open", 1, 0},   {"close", -1, 0},  {"reopen", 1, 0},
		       {"merge", -1, 0}, {"promise", 0, 1}, {"kept", 0, -1},
		       {"broken", 0, -1}};

	for (size_t i = 0; i < COUNT(effects); i++) {
		if (strcmp(effects[i].verb, verb) == 0) {
			coming->open = life->history ? 0 : effects[i].open;
			coming->promises = effects[i].promises;
		}
	}
	coming->opens = strcmp(verb, "open") == 0;
	if (strcmp(verb, "give") == 0)
		coming->given = life->amount;
}

static void
say(struct life *life, int64_t minutes, const char *verb, const char *what,
    const char *text, const char *pairs)
{
	struct coming coming = {.given = NO_AMOUNT};
	struct buffer line = {0};

	if (life->forgotten)
		return;
	if (minutes > 0)
		minutes = 1 + chance_of(&life->chance, 2 * (unsigned)minutes);
	life->at = later(life->at, minutes, &life->chance);
	zone_format_time(&line, life->at, offset_at(life->at));
	buffer_format(&line, "\t%s\t%s\t%s\t%s\t", life->id, verb, what,
		      life->who);
	if (life->due == INSTANT_NONE)
		buffer_add_char(&line, '-');
	else
		zone_format_due(&line, life->due, offset_at(life->due));
	if (life->amount == NO_AMOUNT)
		buffer_add_string(&line, "\t-\t");
	else
		buffer_format(&line, "\t%d.%02d\t", (int)life->amount / 100,
			      (int)life->amount % 100);
	if (text && life->erased)
		buffer_add_string(&line, "erased");
	else if (text)
		text_escape(&line, text, strlen(text));
	else
		buffer_add_char(&line, '-');
	add_pairs(&line, pairs, life->erased);
	buffer_add_char(&line, '\n');
	judge(&coming, life, verb);
	coming.at = life->at;
	coming.line = line.at;
	push(coming);
	life->due = INSTANT_NONE;
	life->amount = NO_AMOUNT;
	if (chance_of(&life->chance, 10000) < 2)
		life->forgotten = true;
}

/* The same with words of staff. */
static void
note(struct life *life, int64_t minutes, const char *verb, const char *what,
     const char *pairs)
{
	struct buffer text = {0};

	words_note(&text, &life->chance);
	say(life, minutes, verb, what, text.at, pairs);
	buffer_release(&text);
}

/* Of an event at an instant. */
static void
refer(struct life *life, int64_t minutes, const char *verb, const char *what,
      const char *text, int64_t at)
{
	struct buffer pairs = {0};

	buffer_add_string(&pairs, "\tof=");
	zone_format_time(&pairs, at, offset_at(at));
	say(life, minutes, verb, what, text, pairs.at);
	buffer_release(&pairs);
}

static const char *
one_of(struct life *life, const char *const *words, size_t count)
{
	return words[chance_of(&life->chance, (unsigned)count)];
}
#define ONE_OF(life, ...)                                \
	one_of(life, (const char *const[]){__VA_ARGS__}, \
	       COUNT(((const char *const[]){__VA_ARGS__})))

static bool
sometimes(struct life *life, unsigned in_a_thousand)
{
	return chance_is(&life->chance, in_a_thousand);
}

static void
begin(struct life *life, const char *pairs_of_import, bool settled)
{
	struct buffer words = {0}, pairs = {0};

	words_complaint(&words, &life->chance);
	buffer_format(&pairs, "\tchannel=%s\tcustomer=", life->channel);
	words_name(&pairs, life->customer);
	if (sometimes(life, 400)) {
		buffer_add_string(&pairs, "\temail=");
		words_email(&pairs, life->customer);
	}
	buffer_add_string(&pairs, pairs_of_import);
	if (sometimes(life, 400))
		buffer_format(&pairs, "\torder=%u",
			      4000 + chance_of(&life->chance, 6000000));
	buffer_add_string(&pairs, "\tphone=");
	words_phone(&pairs, life->customer);
	if (settled)
		buffer_add_string(&pairs, "\tsettled=yes");
	buffer_format(&pairs, "\tvalue=%u.%02u",
		      3 + chance_of(&life->chance, 180),
		      chance_of(&life->chance, 100));
	say(life, 0, "open", life->category, words.at, pairs.at);
	buffer_release(&words);
	buffer_release(&pairs);
}

static void
listen(struct life *life)
{
	if (sometimes(life, 60)) {
		note(life, SOON, "point", "pt1", "");
		refer(life, AT_ONCE, "heart", "pt1", NULL, life->at);
		refer(life, TODAY, "answer", "pt1",
		      "It was our slip, and is being seen to.", life->at - 1);
	}
	if (sometimes(life, 300))
		say(life, SOON, "heard", "-", NULL, "");
	note(life, SOON, "restate", "-", "");
	say(life, AT_ONCE, "confirm", "-", NULL, "");
	if (sometimes(life, 40))
		say(life, AT_ONCE, "heat",
		    ONE_OF(life, "calm", "upset", "angry"), NULL, "");
	if (sometimes(life, 15))
		say(life, AT_ONCE, "flag",
		    ONE_OF(life, "press", "manager", "personal", "solicitor"),
		    NULL, "");
	if (sometimes(life, 40))
		say(life, AT_ONCE, "empathy", "-", NULL, "");
	if (sometimes(life, 10))
		note(life, AT_ONCE, "side", "-", "");
}

static void
look_into(struct life *life)
{
	if (sometimes(life, 120))
		note(life, TODAY, "step", "-", "");
	if (sometimes(life, 80))
		say(life, SOON, "evidence", ONE_OF(life, "photo", "receipt"),
		    NULL, "");
	if (sometimes(life, 60))
		say(life, SOON, "assign", ONE_OF(life, "amy", "dev", "jo"),
		    NULL, "");
	if (sometimes(life, 20)) {
		note(life, SOON, "escalate", "senior", "");
		life->who = "jo";
		say(life, TODAY, "assign", "jo", NULL, "");
	}
	if (sometimes(life, 100))
		note(life, TODAY, ONE_OF(life, "out", "in"), life->channel, "");
	if (sometimes(life, 100))
		note(life, SOON, "note", "-", "");
	if (sometimes(life, 10) && life->at != life->joined)
		refer(life, SOON, "retract", "-", NULL, life->at);
	if (sometimes(life, 20)) {
		note(life, SOON, "wait", "-", "");
		say(life, IN_DAYS, "in", life->channel, NULL, "");
		say(life, AT_ONCE, "resume", "-", NULL, "");
	}
	if (sometimes(life, 15))
		say(life, SOON, "amend", "-", NULL,
		    "\taddress=4 Mill Lane\tpostcode=BS1 4QA");
	if (sometimes(life, 100))
		say(life, SOON, "finding",
		    ONE_OF(life, "upheld", "partly", "goodwill"), NULL, "");
}

/* A promise made, and what became of it. */
static void
promise(struct life *life, const char *pairs)
{
	char ref[16];
	int64_t made, due;

	snprintf(ref, sizeof(ref), "p%u", ++life->promises);
	due = (life->at / DAY + 2 + chance_of(&life->chance, 4)) * DAY + OPENS +
	      OPEN_FOR;
	life->due = due;
	note(life, AT_ONCE, "promise", ref, pairs);
	made = life->at;
	if (sometimes(life, 25)) {
		refer(life, NEXT_DAY, "broken", ref, NULL, made);
		note(life, SOON, "apology", "-", "");
		return;
	}
	if (sometimes(life, 40)) {
		due += 8 * DAY;
		life->due = due;
		refer(life, TODAY, "renew", ref, NULL, made);
		made = life->at;
	}
	refer(life, NEXT_DAY, "kept", ref, NULL, made);
	if (life->at > due)
		note(life, AT_ONCE, "apology", "-", "");
}

static void
put_right(struct life *life)
{
	const char *fix = ONE_OF(life, "replace", "repair-free", "refund-item",
				 "ask-and-agree", "swap-we-collect");
	unsigned cost = 300 + chance_of(&life->chance, 6000);

	if (sometimes(life, 10))
		note(life, SOON, "cannot", "outside-mechanic", "");
	life->amount = cost;
	note(life, TODAY, "offer", fix, "\tplan=2026-12-01");
	if (sometimes(life, 250)) {
		life->amount = cost / 2;
		note(life, AT_ONCE, "offer", "part-refund",
		     "\tplan=2026-12-01");
	}
	if (sometimes(life, 40))
		say(life, SOON, "decline", "part-refund", NULL, "");
	if (sometimes(life, 20))
		say(life, SOON, "wish", "granted", NULL, "");
	if (sometimes(life, 15))
		say(life, SOON, "approve", fix, NULL, "");
	if (sometimes(life, 3))
		note(life, SOON, "override", "before-any-offer", "");
	say(life, SOON, "accept", fix, NULL, "");
	promise(life, "\thow=phone\tplan=2026-12-01\tremedy=replace");
	if (sometimes(life, 100))
		promise(life, "\thow=phone");
	life->amount = cost;
	say(life, SOON, "give", fix, NULL, "");
}

static void
finish(struct life *life)
{
	static const char *const causes[] = {
		"overpromised", "time-management", "misinformed", "stock",
		"pricing",      "workmanship",     "product",     "supplier",
		"carrier",      "website"};

	if (sometimes(life, 500))
		note(life, AT_ONCE, "apology", "-", "");
	say(life, AT_ONCE, "tell", "done", NULL, "");
	say(life, AT_ONCE, "cause", one_of(life, causes, COUNT(causes)), NULL,
	    "");
	if (sometimes(life, 30)) {
		int64_t set;

		life->due = life->at + 21 * DAY;
		note(life, SOON, "prevent", "t1", "");
		set = life->at;
		refer(life, IN_DAYS, "prevented", "t1", NULL, set);
		say(life, SOON, "tell", "changed", NULL, "");
	} else {
		note(life, AT_ONCE, "prevent", "none", "");
	}
}

static void
close_case(struct life *life)
{
	unsigned luck = chance_of(&life->chance, 100);
	const char *outcome = luck < 25   ? "delighted"
			      : luck < 88 ? "satisfied"
			      : luck < 95 ? "placated"
			      : luck < 98 ? "unhappy"
					  : "walked-away";
	bool sad = luck >= 88 && luck < 98;

	if (sometimes(life, 600))
		say(life, SOON, "feedback", luck < 88 ? "5" : "4", NULL, "");
	else
		say(life, IN_DAYS, "feedback", luck < 88 ? "4" : "3", NULL, "");
	say(life, AT_ONCE, "close", outcome, NULL, "");
	say(life, NEXT_DAY, "follow-up",
	    strcmp(life->category, "safety") == 0 ? "all-well-safety"
						  : "all-well",
	    NULL, "");
	if (luck < 95 || luck >= 98)
		say(life, IN_DAYS, "thank", "-", NULL, "");
	if (strcmp(life->category, "faulty") == 0 ||
	    strcmp(life->category, "repair-not-right") == 0 ||
	    strcmp(life->category, "safety") == 0)
		say(life, 5 * IN_DAYS, "follow-up", "still-right", NULL, "");
	if (strcmp(life->category, "repair-not-right") == 0)
		say(life, 5 * IN_DAYS, "follow-up", "recheck", NULL, "");
	if (sad)
		say(life, 20 * IN_DAYS, "follow-up", "win-back", NULL, "");
	if (sometimes(life, 10)) {
		note(life, IN_DAYS, "review", "web", "");
		note(life, NEXT_DAY, "out", "review", "");
	}
	if (life->erased)
		say(life, 20 * IN_DAYS, "erase", "-", NULL, "");
}

static void
make_id(char id[CASEID_SIZE], int64_t at, uint32_t number)
{
	struct civil civil;

	civil_from_days(at / DAY, &civil);
	/* Odd, so that no two numbers have the same bits. */
	caseid_make(id, civil.year, civil.month, civil.day,
		    (number + 1) * UINT32_C(0x9e3779b1) & 0x3fffffff);
}

/* A second case of the same complaint, which is joined to the first. */
static void
join_twin(struct life *life, uint32_t number)
{
	struct life twin = *life;

	twin.chance.state ^= UINT64_C(0x5555555555555555);
	make_id(twin.id, life->at, number + TWINS);
	begin(&twin, "", false);
	life->at = twin.at;
	say(life, SOON, "merge", twin.id, NULL, "");
	life->joined = life->at;
}

/* From an older list: it counts, and nothing is owed. */
static void
import(struct life *life, uint32_t number)
{
	struct buffer pairs = {0};

	life->history = true;
	buffer_add_string(&pairs, "\thistory=yes\tlogged=");
	zone_format_time(&pairs, NOW - 30 * DAY, offset_at(NOW - 30 * DAY));
	buffer_format(&pairs, "\tonce=Complaint:%u", (unsigned)number);
	begin(life, pairs.at, false);
	buffer_release(&pairs);
}

static void
live(struct life *life, uint32_t number)
{
	unsigned kind = chance_of(&life->chance, 100);

	if (kind < 45) {
		import(life, number);
		return;
	}
	life->erased = sometimes(life, 2);
	begin(life, "", kind < 75);
	listen(life);
	if (sometimes(life, 3))
		join_twin(life, number);
	if (kind < 75) {
		life->amount = 100 + chance_of(&life->chance, 1500);
		say(life, SOON, "give", "ask-and-agree", NULL, "");
	} else {
		look_into(life);
		put_right(life);
	}
	finish(life);
	close_case(life);
	if (sometimes(life, 10)) {
		say(life, NEXT_DAY, "reopen", "fix-failed", NULL, "");
		finish(life);
		close_case(life);
	}
}

/* Case number i of count, opened in its turn. */
static void
make_case(uint32_t i, uint32_t count, struct fact_ids *ids)
{
	static const char *const staff[] = {"amy", "dev", "jo", "ruth"};
	static const char *const channels[] = {"counter", "phone", "email",
					       "web"};
	static const char *const categories[] = {
		"late",        "wrong-item", "arrived-damaged",
		"faulty",      "told-wrong", "repair-not-right",
		"overcharged", "rude",       "safety",
		"other"};
	int64_t open = (NOW - BEGAN) / DAY * OPEN_FOR;
	int64_t at = open / count * i;
	struct life life = {
		.chance = {i}, .amount = NO_AMOUNT, .due = INSTANT_NONE};

	chance_of(&life.chance, 1);
	life.at = (BEGAN / DAY + at / OPEN_FOR) * DAY + OPENS + at % OPEN_FOR;
	life.who = one_of(&life, staff, COUNT(staff));
	life.channel = one_of(&life, channels, COUNT(channels));
	life.category = one_of(&life, categories, COUNT(categories));
	life.customer = chance_of(&life.chance, count / 5 * 4 + 1);
	make_id(life.id, life.at, i);
	print_until(life.at);
	if (i == count / 2)
		memcpy(ids->middle, life.id, CASEID_SIZE);
	if (i != count - 1 - count / 500) {
		live(&life, i);
		return;
	}
	/* One that is sure to be open, and to have been heard. */
	memcpy(ids->open, life.id, CASEID_SIZE);
	begin(&life, "", false);
	note(&life, SOON, "restate", "-", "");
	say(&life, AT_ONCE, "confirm", "-", NULL, "");
}

int
main(int argc, char **argv)
{
	struct fact_ids ids = {0};
	uint32_t count = argc == 3 ? (uint32_t)strtoul(argv[1], NULL, 10) : 0;
	FILE *out = count > 0 && count < TWINS ? fopen(argv[2], "w") : NULL;

	if (!out) {
		fputs("usage: journal CASES FACTS\n", stderr);
		return 2;
	}
	puts("#amends 1");
	for (uint32_t i = 0; i < count; i++)
		make_case(i, count, &ids);
	print_until(NOW);
	fprintf(out, "cases\t%zu\nlines\t%zu\nopen\t%zu\npromises\t%zu\n",
		facts.cases, facts.lines, facts.open, facts.promises);
	fprintf(out, "gives\t%zu\ngiven\t%lld.%02d\n", facts.gives,
		(long long)facts.given / 100, (int)(facts.given % 100));
	fprintf(out, "open-case\t%s\nmiddle-case\t%s\n", ids.open, ids.middle);
	free(heap);
	return fflush(stdout) != 0 || fclose(out) != 0;
}
