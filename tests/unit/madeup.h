/*
 * Journals by chance: cases that are opened, go on, are closed, joined and
 * erased as shops do it and as nobody does, with lines lost, doubled, spoilt
 * and in another order, and some that only decoding can judge.
 */
#ifndef MADEUP_H
#define MADEUP_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "caseid.h"
#include "chance.h"
#include "mem.h"
#include "zone.h"

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

#define NOW INT64_C(1795514400000) /* 2026-11-24T10:00:00Z */
#define DAY (24 * ZONE_HOUR)
#define CASES 40 /* of a journal */

/* Until then somebody looked at what the months taught. */
static int64_t reviewed_until;

static unsigned
below(unsigned count)
{
	return (unsigned)chance_below(count);
}

static bool
in_a_hundred(unsigned times)
{
	return below(100) < times;
}

static bool
in_a_thousand(unsigned times)
{
	return below(1000) < times;
}

static const char *
one_of(const char *const *words, size_t count)
{
	return words[below((unsigned)count)];
}
#define ONE_OF(...)                                \
	one_of((const char *const[]){__VA_ARGS__}, \
	       COUNT(((const char *const[]){__VA_ARGS__})))

struct journal_text {
	char **lines;
	size_t count, room;
	char ids[CASES][CASEID_SIZE];
	char twins[CASES][CASEID_SIZE]; /* of the same complaint, by mistake */
};

static void
add_text(struct journal_text *text, const char *line)
{
	text->lines = mem_grow(text->lines, text->count, &text->room,
			       sizeof(*text->lines));
	text->lines[text->count++] = mem_copy(line);
}

static void
add_time(struct buffer *line, int64_t at)
{
	zone_format_time(line, at, in_a_hundred(3) ? 0 : 3600);
}

/* A line of a case; left out now and then, so that something is owed. */
static void
say(struct journal_text *text, int64_t *at, const char *id, const char *event,
    const char *what, const char *rest)
{
	struct buffer line = {0};

	*at += in_a_thousand(4) ? 0 : 1 + below(3 * 3600 * 1000);
	if (in_a_hundred(2))
		*at += below(9) * DAY;
	add_time(&line, *at);
	buffer_format(&line, "\t%s\t%s\t%s\t%s\t%s", id, event, what,
		      ONE_OF("kim", "amy", "ruth"), rest);
	if (in_a_thousand(4))
		buffer_format(&line, "\tskipped=feedback-asked");
	buffer_add_char(&line, '\n');
	if (!in_a_thousand(8))
		add_text(text, line.at);
	buffer_release(&line);
}

/* A line of a case, in any event. */
static void
tell(struct journal_text *text, int64_t *at, const char *id, const char *event,
     const char *what, const char *rest)
{
	struct buffer line = {0};

	*at += ZONE_HOUR;
	add_time(&line, *at);
	buffer_format(&line, "\t%s\t%s\t%s\tkim\t%s\n", id, event, what, rest);
	add_text(text, line.at);
	buffer_release(&line);
}

/* An opening: its category, and behind a tab its keys. */
static void
tell_opening(struct journal_text *text, int64_t *at, const char *id,
	     const char *opening)
{
	struct buffer what = {0}, rest = {0};
	size_t len = strcspn(opening, "\t");

	buffer_add(&what, opening, len);
	buffer_format(&rest, "-\t-\tIt broke%s", opening + len);
	tell(text, at, id, "open", what.at, rest.at);
	buffer_release(&what);
	buffer_release(&rest);
}

static void
refer(struct journal_text *text, int64_t *at, const char *id, const char *event,
      const char *what, const char *due, int64_t of)
{
	struct buffer rest = {0};

	buffer_format(&rest, "%s\t-\t-", due);
	if (!in_a_hundred(15)) {
		buffer_add_string(&rest, "\tof=");
		zone_format_time(&rest, of, in_a_hundred(10) ? 0 : 3600);
	}
	say(text, at, id, event, what, rest.at);
	buffer_release(&rest);
}

#define PLAIN "-\t-\t-"

static void
open_case(struct journal_text *text, int64_t *at, const char *id)
{
	struct buffer rest = {0};
	unsigned person = below(3 * CASES);

	/* Some are sound, and only their decoding can tell. */
	buffer_add_string(&rest,
			  in_a_hundred(5)
				  ? "-\t-\tIt \\x07 broke"
				  : "-\t-\tIt broke\\n\"twice\" caf\xC3\xA9");
	if (in_a_hundred(8))
		buffer_format(&rest, "\tabout=%s", ONE_OF("kim", "Amy", "jo"));
	buffer_format(&rest, "\tchannel=%s",
		      ONE_OF("web", "phone", "counter", "review"));
	if (in_a_hundred(80))
		buffer_format(&rest, "\tcustomer=%s %c\xC3\x81\xC3\xB1",
			      ONE_OF("Ana", "ana", "\xC3\x81na", "Leo"),
			      'A' + (int)person % 26);
	if (in_a_hundred(40))
		buffer_format(&rest, "\temail=%s%u@example.org",
			      ONE_OF("p", "P"), person);
	if (in_a_hundred(5))
		buffer_format(&rest, "\tearlier=%s", text->ids[below(CASES)]);
	if (in_a_hundred(10))
		buffer_format(&rest, "\theat=%s", ONE_OF("angry", "calm"));
	if (in_a_hundred(15))
		buffer_add_string(&rest, "\thistory=yes");
	if (in_a_hundred(10))
		buffer_format(&rest, "\titem=%s",
			      ONE_OF("Lamp", "lamp", "L\xC3\xA1mp", "Mug"));
	if (in_a_hundred(60))
		buffer_format(&rest, "\tphone=%s600 00 00%02u",
			      ONE_OF("+34 ", "", "0034"), person);
	if (in_a_hundred(10))
		buffer_format(&rest, "\tpostcode=BS%u", person % 3);
	if (in_a_hundred(50))
		buffer_format(&rest, "\tvalue=%u.00", below(90));
	if (in_a_hundred(5))
		buffer_add_string(&rest, "\twhere-the-van-was=here");
	say(text, at, id, "open",
	    ONE_OF("late", "faulty", "safety", "repair-not-right", "Late", "-"),
	    rest.at);
	buffer_release(&rest);
}

static void
promise(struct journal_text *text, int64_t *at, const char *id, unsigned number)
{
	struct buffer rest = {0};
	char ref[16];
	int64_t made;

	snprintf(ref, sizeof(ref), "p%u", in_a_hundred(4) ? 1 : number);
	zone_format_due(&rest, *at / 1000 * 1000 + below(5) * DAY, 3600);
	buffer_add_string(&rest, "\t-\tRing them");
	say(text, at, id, "promise", ref, rest.at);
	made = *at;
	if (in_a_hundred(20)) {
		buffer_clear(&rest);
		zone_format_due(&rest, *at / 1000 * 1000 + 9 * DAY, 3600);
		refer(text, at, id, "renew", ref, rest.at, made);
		if (in_a_hundred(80))
			made = *at;
	}
	refer(text, at, id, in_a_hundred(10) ? "broken" : "kept", ref, "-",
	      made);
	if (in_a_hundred(40))
		say(text, at, id, "apology", "-", PLAIN);
	buffer_release(&rest);
}

static void
prevent(struct journal_text *text, int64_t *at, const char *id)
{
	int64_t made;

	if (in_a_hundred(50))
		return;
	if (!in_a_hundred(30)) {
		say(text, at, id, "prevent", "none", "-\t-\tOnce only");
		return;
	}
	say(text, at, id, "prevent", "t1",
	    "2026-12-24T17:00:00+01:00\t-\tNew boxes");
	made = *at;
	refer(text, at, id, "prevented", "t1", "-", made);
	if (in_a_hundred(80))
		say(text, at, id, ONE_OF("tell", "follow-up"), "changed",
		    PLAIN);
}

/* Take back the last line, or the one before a note. */
static void
take_back(struct journal_text *text, int64_t *at, const char *id)
{
	int64_t before = *at;

	if (in_a_hundred(70))
		say(text, at, id, "note", "-",
		    ONE_OF(PLAIN, PLAIN "\tskipped=feedback-asked",
			   PLAIN "\tout-of-order=heard"));
	if (in_a_hundred(50))
		before = *at;
	refer(text, at, id, "retract", "-", "-", before);
}

/* Something out of the way. */
static void
stray(struct journal_text *text, int64_t *at, const char *id)
{
	const char *other = text->ids[below(CASES)];

	switch (below(17)) {
	case 0:
	case 15:
		take_back(text, at, id);
		break;
	case 1:
		say(text, at, id, "merge", other, PLAIN);
		break;
	case 2:
		say(text, at, id, "erase", "-", PLAIN);
		break;
	case 3:
		say(text, at, id, "amend", "-",
		    PLAIN "\temail=p1@example.org\tphone=\\-");
		break;
	case 4:
		say(text, at, id, "amend", "-",
		    PLAIN "\tcategory=safety\tchannel=web\tpostcode=BS1");
		break;
	case 5:
		say(text, at, id, "override", "heard", "-\t-\tIt is late");
		break;
	case 6:
		say(text, at, id, "note", "-",
		    PLAIN "\tlogged=2026-11-24T08:00:00.000+00:00"
			  "\tout-of-order=heard");
		break;
	case 7:
		say(text, at, id, "flag",
		    ONE_OF("injury", "safety", "Safety", "press"), PLAIN);
		break;
	case 8:
		say(text, at, id, "review", "web", PLAIN);
		if (in_a_hundred(50))
			say(text, at, id, "out", "review", PLAIN);
		break;
	case 9:
		say(text, at, id, "give", ONE_OF("lend", "loan-bike"), PLAIN);
		say(text, at, id, "give",
		    ONE_OF("voucher-5", "voucher-10", "free-delivery"),
		    "-\t4.00\t-");
		break;
	case 10:
		say(text, at, id, "wish", "declined", PLAIN);
		break;
	case 11:
		say(text, at, id, "heat", ONE_OF("angry", "calm", "-"), PLAIN);
		break;
	case 12:
		say(text, at, id, "yodel", "loud", PLAIN "\tkey=value");
		break;
	case 13:
		say(text, at, id, "feedback", ONE_OF("1", "declined"), PLAIN);
		break;
	case 14:
		open_case(text, at, id);
		break;
	default:
		say(text, at, id, "wait", "-", PLAIN);
		break;
	}
}

static void
finish(struct journal_text *text, int64_t *at, const char *id)
{
	if (in_a_hundred(80))
		say(text, at, id, "tell", "done", PLAIN);
	say(text, at, id, "cause",
	    ONE_OF("carrier", "stock", "pricing", "product", "website",
		   "conduct", "Carrier"),
	    PLAIN);
	prevent(text, at, id);
	/* It was looked at again. */
	if (in_a_hundred(10))
		say(text, at, id, "cause", ONE_OF("stock", "supplier"), PLAIN);
	say(text, at, id, "close",
	    ONE_OF("satisfied", "delighted", "placated", "best-done"), PLAIN);
	if (in_a_hundred(15))
		stray(text, at, id);
	say(text, at, id, "follow-up", ONE_OF("all-well", "all-well-safety"),
	    PLAIN);
	say(text, at, id, "feedback", ONE_OF("4", "5"), PLAIN);
	say(text, at, id, "thank", "-", PLAIN);
	if (in_a_hundred(60))
		say(text, at, id, "follow-up", "still-right", PLAIN);
	if (in_a_hundred(60))
		say(text, at, id, "follow-up", "win-back", PLAIN);
	if (in_a_hundred(60))
		say(text, at, id, "follow-up", "recheck", PLAIN);
	/* Before the day on which it is due, or behind it; or it was given up
	 * some months ago. */
	if (reviewed_until > *at && *at > reviewed_until - 40 * DAY &&
	    in_a_hundred(40))
		say(text, at, id, "follow-up", "monthly-review", PLAIN);
}

/* What the limits of a day, of a load and of unknown causes count, on a case
 * that is closed or has another owner's. */
static void
live_lately(struct journal_text *text, const char *id)
{
	bool today = in_a_hundred(40);
	int64_t at = NOW - 6 * ZONE_HOUR - (today ? 0 : 30 * DAY);
	struct buffer line = {0};

	add_time(&line, at);
	buffer_format(&line, "\t%s\topen\tlate\tkim\t-\t-\tIt is late\n", id);
	add_time(&line, at + 1);
	buffer_format(&line, "\t%s\tgive\tvoucher-5\tkim\t-\t%s\t-\n", id,
		      today ? "40.00" : "2.00");
	add_time(&line, at + 2);
	buffer_format(&line, "\t%s\tcause\t%s\tkim\t-\t-\t-\n", id,
		      ONE_OF("unknown", "stock", "pricing"));
	add_time(&line, at + 3);
	buffer_format(&line, "\t%s\t%s\t-\t-\t-\n", id,
		      in_a_hundred(70) ? "assign\truth\tkim"
				       : "close\tsatisfied\tkim");
	for (char *one = line.at; *one;) {
		size_t len = strcspn(one, "\n") + 1;
		char end = one[len];

		one[len] = '\0';
		add_text(text, one);
		one[len] = end;
		one += len;
	}
	buffer_release(&line);
}

/* The last line, if it is the opening of a case, as that of another. */
static void
add_copy(struct journal_text *text, int64_t *at, const char *id,
	 const char *other)
{
	const char *last = text->lines[text->count - 1];
	const char *there = strstr(last, id);
	struct buffer line = {0};

	if (!there || !strstr(last, "\topen\t"))
		return;
	*at += 1 + below(3600 * 1000);
	add_time(&line, *at);
	buffer_format(&line, "\t%s%s", other, there + CASEID_LEN);
	add_text(text, line.at);
	buffer_release(&line);
}

/* Written down once more, and joined at once: mostly the same, and no more. */
static void
write_twice(struct journal_text *text, int64_t *at, const char *id,
	    const char *other)
{
	int64_t again = *at;

	if (in_a_hundred(40))
		open_case(text, &again, other);
	else
		add_copy(text, &again, id, other);
	if (in_a_hundred(40))
		say(text, &again, other, ONE_OF("note", "heat", "flag", "give"),
		    ONE_OF("-", "calm", "press", "lend"), PLAIN);
	*at = again;
	say(text, at, in_a_hundred(90) ? id : other, "merge",
	    in_a_hundred(95) ? other : text->ids[below(CASES)], PLAIN);
	if (in_a_hundred(10))
		say(text, &again, other, "note", "-", PLAIN);
}

static void
live(struct journal_text *text, const char *id, const char *twin)
{
	int64_t at = NOW - DAY * (1 + below(in_a_hundred(30) ? 20 : 600));

	/* Of a till whose clock was never set, or was set by chance. */
	if (in_a_hundred(2))
		at = (int64_t)below(4) * 200 * 365 * DAY - 300 * DAY;
	if (!in_a_hundred(2))
		open_case(text, &at, id);
	if (text->count > 0 && in_a_hundred(10))
		write_twice(text, &at, id, twin);
	if (in_a_hundred(10))
		stray(text, &at, id);
	for (unsigned i = 1; i < 3; i++) {
		if (in_a_hundred(40))
			promise(text, &at, id, i);
	}
	if (in_a_hundred(12))
		return;
	finish(text, &at, id);
	if (in_a_hundred(8)) {
		say(text, &at, id, "reopen", "-", PLAIN);
		if (in_a_hundred(60))
			finish(text, &at, id);
	}
}

static int
by_line(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A journal of all that, in order of time or not. */
static void
make_journal(struct journal_text *text, unsigned kind)
{
	static const char *const bad[] = {
		"what is this\n",
		"\n",
		"# a comment\n",
		"2026-13-24T10:00:00.000+01:00\t261124-7QK4XME\tclose\t-\tk"
		"\t-\t-\t-\n",
		"2026-11-24T10:00:00.000+01:00\t261124-7QK4XMZ\tclose\t-\tk"
		"\t-\t-\t-\n",
		"2026-11-24T10:00:00.000+01:00\t-\tdue\t-\tk\t-\t-\t-\n",
	};
	size_t made;

	*text = (struct journal_text){0};
	reviewed_until = NOW - (int64_t)(kind % 5) * (kind % 5) * 25 * DAY;
	/* The check letter is all that an id's day has to fit. */
	for (unsigned i = 0; i < CASES; i++)
		caseid_make(text->ids[i], 2026, 1 + (int)(i % 11),
			    1 + (int)below(in_a_hundred(5) ? 99 : 28),
			    i * 7919 + below(1000));
	for (unsigned i = 0; i < CASES; i++)
		caseid_make(text->twins[i], 2026, 1 + (int)(i % 11),
			    1 + (int)below(28), i * 7919 + 2000 + below(1000));
	for (unsigned i = 0; i < CASES; i++)
		i % 5 == 4 && kind % 2
			? live_lately(text, text->ids[i])
			: live(text, text->ids[i], text->twins[i]);
	qsort(text->lines, text->count, sizeof(*text->lines), by_line);
	made = text->count;
	for (size_t i = 0; i < made && kind % 6 == 1; i++) {
		size_t other = below((unsigned)made);
		char *kept = text->lines[i];

		text->lines[i] = text->lines[other];
		text->lines[other] = kept;
	}
	for (size_t i = 0; i < made && kind % 6 == 2; i += 1 + below(60))
		add_text(text, text->lines[i]);
	/* Spoilt ones: an event that is not there settles nothing. */
	for (size_t i = 0; i < made && kind % 3 == 0; i++) {
		size_t len = strlen(text->lines[i]);

		if (in_a_thousand(10))
			text->lines[i][len / 2 + below((unsigned)len / 2)] =
				ONE_OF("\t", "\\", "=", "\x01", "\xFF", "-")[0];
		if (in_a_hundred(2))
			add_text(text, one_of(bad, COUNT(bad)));
	}
}

static void
free_journal(struct journal_text *text)
{
	for (size_t i = 0; i < text->count; i++)
		free(text->lines[i]);
	free(text->lines);
}

/* Write it as a file, or as two in a folder. */
static void
write_journal(const struct journal_text *text, const char *folder, bool split)
{
	for (int file = 0; file < 2; file++) {
		struct buffer path = {0};
		FILE *out;

		buffer_format(&path, "%s/%d.tsv", folder, file);
		out = fopen(path.at, "w");
		assert_non_null(out);
		for (size_t i = 0; i < text->count; i++) {
			if ((split && i % 3 == 0) == (file == 0))
				fputs(text->lines[i], out);
		}
		fclose(out);
		buffer_release(&path);
	}
}

#endif
