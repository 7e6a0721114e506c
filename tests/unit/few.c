/*
 * A question about few cases has the lines of those read that bear on it, all
 * of them, and of no others that it can tell from these.
 */
#include "few.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "caseid.h"
#include "person.h"
#include "sift.h"

#define COUNT(rows) (sizeof(rows) / sizeof(*(rows)))

#define BEGIN INT64_C(1793491200000) /* 2026-11-01T00:00:00Z */
#define LONG_GAP 9000                /* lines that are no records */
#define OTHERS 200                   /* cases of a shop that are closed */

static const char plan[] =
	"policy: 1\n"
	"shop: {name: Casa Luz, timezone: Europe/Madrid, currency: EUR}\n"
	"intake: {same-person-by: [phone, email, customer+postcode]}\n"
	"categories:\n"
	"  - {id: late, label: Late, fixes: [replace]}\n"
	"  - {id: faulty, label: Faulty, fixes: [replace]}\n"
	"remedies:\n"
	"  fix: [{id: replace, label: Replace it, cost: 5.00}]\n";

/*
 * What is tried. A line of the journal is a case's letter, the hour, a verb (!
 * behind it: only decoding can tell), its object, and details; "..." is a long
 * gap, and "#" many cases of another kind, each closed an hour after the one
 * before, from that hour on. Letters are the same but for their size where the
 * short ids of two cases begin alike.
 */
struct row {
	const char *says;
	const char *lines;
	const char *id;          /* the case that is named, by its letter; */
	const char *key, *value; /* or a detail that names cases */
	const char *person;      /* their details: who shares them is sought */
	unsigned since;          /* and went on after that hour; 0: ever */
	const char *earlier;     /* a case that is sought */
	const char *closed;      /* a category, of which the last is sought */
	const char *item;
	unsigned lately; /* the hour since which gifts and causes count */
	const char *given;
};

static const struct row rows[] = {
	{.says = "of one case",
	 .lines = "A 1 open late\nB 2 open late\nA 3 note\nB 4 note",
	 .id = "A",
	 .given = "A"},
	{.says = "of one that was opened later than it went on",
	 .lines = "A 3 note\nB 2 open late\nB 4 note\nA 1 open late",
	 .id = "A",
	 .given = "A"},
	{.says = "of one behind many lines that are no records",
	 .lines = "A 1 open late\n...\nB 2 open late\nA 3 note\n...\nA 4 note",
	 .id = "A",
	 .given = "A"},
	{.says = "of those with a detail",
	 .lines = "A 1 open late customer=Ann\nB 2 open late customer=Leo\n"
		  "C 3 open late\nC 4 amend - customer=ANN",
	 .key = "customer",
	 .value = "ann",
	 .given = "A C"},
	{.says = "of one whose name was erased, by what it is called now",
	 .lines = "A 1 open late customer=Ann\nA 2 erase - customer=Zoe\n"
		  "B 1 open late customer=Leo\nB 2 erase",
	 .key = "customer",
	 .value = "Zoe",
	 .given = "A"},
	{.says = "of one whose name was erased, by what stands there",
	 .lines = "A 1 open late customer=Ann\nB 1 open late customer=Leo\n"
		  "B 2 erase",
	 .key = "customer",
	 .value = "erased",
	 .given = "B"},
	{.says = "with that which was joined to it",
	 .lines = "A 1 open late\nB 2 open late\nA 3 merge B\nC 4 open late",
	 .id = "A",
	 .given = "A B"},
	{.says = "with that which it was joined to",
	 .lines = "A 1 open late\nB 2 open late\nB 3 merge A\nC 4 open late\n"
		  "C 5 merge B",
	 .id = "A",
	 .given = "A B C"},
	{.says = "with one that only decoding can tell of, and what it joins",
	 .lines = "A 1 open late\nB 2 open late\nB 3 merge! C\nC 4 open late\n"
		  "D 5 open late",
	 .id = "A",
	 .given = "A B C"},
	{.says = "with what was given, or found to be the cause, lately",
	 .lines = "A 1 open late\nB 2 open late\nB 9 give replace\n"
		  "C 3 open late\nC 9 cause carrier\nD 4 open late\n"
		  "D 5 give replace\nD 6 cause carrier",
	 .id = "A",
	 .lately = 8,
	 .given = "A B C"},

	/* P51: other cases of the same person. */
	{.says = "with those that share a phone number",
	 .lines = "A 1 open late phone=600111222\n"
		  "B 2 open late phone=+34600111222\n"
		  "C 3 open late phone=600111223",
	 .id = "A",
	 .person = "phone=600111222",
	 .given = "A B"},
	{.says = "with those that share something with one of these",
	 .lines = "A 1 open late phone=600111222\n"
		  "B 2 open late email=b@x.eu phone=600111222\n"
		  "C 3 open late email=b@x.eu",
	 .id = "A",
	 .person = "phone=600111222",
	 .given = "A B C"},
	{.says = "with those that share two details only if both",
	 .lines = "A 1 open late customer=Ann postcode=28001\n"
		  "B 2 open late customer=Ann postcode=28001\n"
		  "C 3 open late customer=Ann postcode=28002\n"
		  "D 4 open late customer=Ann\n"
		  "E 5 open late postcode=28001",
	 .id = "A",
	 .person = "customer=Ann postcode=28001",
	 .given = "A B"},
	{.says = "with those whose amendment says one of the details",
	 .lines = "A 1 open late customer=Ann postcode=28001\n"
		  "B 2 open late customer=Ann\n"
		  "B 3 amend - postcode=28001\n"
		  "C 4 open late postcode=28001\n"
		  "C 5 amend - customer=Ann\n"
		  "D 6 open late customer=Ann\nD 7 note",
	 .id = "A",
	 .person = "customer=Ann postcode=28001",
	 .given = "A B C"},
	{.says = "with those that were opened twice, and say both in all",
	 .lines = "A 1 open late customer=Ann postcode=28001\n"
		  "B 2 open late postcode=28001\n"
		  "B 3 open late customer=Ann",
	 .id = "A",
	 .person = "customer=Ann postcode=28001",
	 .given = "A B"},
	{.says = "with those that say both with what they joined",
	 .lines = "A 1 open late customer=Ann postcode=28001\n"
		  "B 2 open late customer=Ann\n"
		  "C 3 open late postcode=28001\nB 4 merge C\n"
		  "D 5 open late postcode=28001\n"
		  "E 6 open late customer=Ann\nD 7 merge E\n"
		  "F 8 open late customer=Ann\nH 9 open late\nI 9 merge H",
	 .id = "A",
	 .person = "customer=Ann postcode=28001",
	 .given = "A B C D E"},
	{.says = "with those that share something with one that was joined",
	 .lines = "A 1 open late phone=600111222\n"
		  "B 2 open late phone=600111222\n"
		  "C 3 open late email=c@x.eu\nC 4 merge B\n"
		  "D 5 open late email=c@x.eu",
	 .id = "A",
	 .person = "phone=600111222",
	 .given = "A B C D"},
	{.says = "with those that share something with the one joined",
	 .lines = "A 1 open late phone=600111222\n"
		  "B 2 open late phone=600111222\n"
		  "C 3 open late email=c@x.eu\nB 4 merge C\n"
		  "D 5 open late email=c@x.eu",
	 .id = "A",
	 .person = "phone=600111222",
	 .given = "A B C D"},
	{.says = "without those that were done with before",
	 .lines = "B 1 open late phone=600111222\nB 2 close kept\n...\n"
		  "A 300 open late phone=600111222",
	 .id = "A",
	 .person = "phone=600111222",
	 .since = 100,
	 .given = "A"},
	{.says = "with those that went on lately",
	 .lines = "B 1 open late phone=600111222\n...\n"
		  "A 300 open late phone=600111222\nB 301 note",
	 .id = "A",
	 .person = "phone=600111222",
	 .since = 100,
	 .given = "A B"},
	{.says = "with one of before that shows who another's customer is",
	 .lines = "B 1 open late phone=600111222\nB 2 amend - email=b@x.eu\n"
		  "...\nC 290 open late email=b@x.eu\n"
		  "A 300 open late phone=600111222",
	 .id = "A",
	 .person = "phone=600111222",
	 .since = 100,
	 .given = "A B C"},
	{.says = "with one of before that was joined to it",
	 .lines = "B 1 open late phone=600111222\n"
		  "D 2 open late email=b@x.eu\nD 3 merge B\n...\n"
		  "C 290 open late email=b@x.eu\n"
		  "A 300 open late phone=600111222",
	 .id = "A",
	 .person = "phone=600111222",
	 .since = 100,
	 .given = "A B C D"},
	{.says = "with one of before that was joined to one that was lost",
	 .lines = "B 1 open late phone=600111222\n...\n"
		  "A 300 open late phone=600111222\nD 301 merge B",
	 .id = "A",
	 .person = "phone=600111222",
	 .since = 100,
	 .given = "A B D"},

	/* What else bears on a case. */
	{.says = "with the case that it follows on, and what that was joined "
		 "to",
	 .lines = "A 1 open late\nB 2 open late\nB 3 merge C\nC 4 open late\n"
		  "c 5 open late\nd 5 open late",
	 .id = "A",
	 .earlier = "B",
	 .given = "A B C c"},
	{.says = "with those about the same item",
	 .lines = "A 1 open late item=bike\nB 2 open late item=Bike\n"
		  "C 3 open late item=cable\nD 4 open late\n"
		  "D 5 amend - item=bike",
	 .id = "A",
	 .item = "bike",
	 .given = "A B D"},
	{.says = "with those closed last, however many others were since",
	 .lines = "B 1 open late\nB 20 close kept\nC 2 open late\n"
		  "C 30 close kept\nD 3 open faulty\nD 40 close kept\n#50\n"
		  "A 300 open late",
	 .id = "A",
	 .closed = "late",
	 .given = "A B C"},
	{.says = "with no more of those closed than it takes",
	 .lines = "B 1 open late\nB 20 close kept\n#50\n"
		  "C 2 open late\nC 230 close kept\nD 3 open late\n"
		  "D 240 close kept\nA 300 open late",
	 .id = "A",
	 .closed = "late",
	 .given = "A C D"},
	{.says = "with more where one of those closed was opened again",
	 .lines = "B 1 open late\nB 20 close kept\n#50\n"
		  "C 2 open late\nC 230 close kept\nD 3 open late\n"
		  "D 240 close kept\nD 250 reopen\nA 300 open late",
	 .id = "A",
	 .closed = "late",
	 .given = "A B C D"},
	{.says = "with more where one of those closed was erased",
	 .lines = "B 1 open late\nB 20 close kept\n#50\n"
		  "C 2 open late\nC 230 close kept\nD 3 open late\n"
		  "D 240 close kept\nD 250 erase\nA 300 open late",
	 .id = "A",
	 .closed = "late",
	 .given = "A B C D"},
	{.says = "with more where a closing was taken back",
	 .lines = "B 1 open late\nB 20 close kept\n#50\n"
		  "C 2 open late\nC 230 close kept\nD 3 open late\n"
		  "D 240 close kept\nD 250 retract close\nA 300 open late",
	 .id = "A",
	 .closed = "late",
	 .given = "A B C D"},
	{.says = "with more where only decoding can tell of one of those",
	 .lines = "B 1 open late\nB 20 close kept\n#50\n"
		  "C 2 open late\nC 230 close kept\nD 3 open late\n"
		  "D 240 close kept\nD 250 reopen!\nA 300 open late",
	 .id = "A",
	 .closed = "late",
	 .given = "A B C D"},
	{.says = "with more where one of those closed was opened twice",
	 .lines = "B 1 open late\nB 20 close kept\n#50\n"
		  "C 2 open late\nC 230 close kept\nD 3 open faulty\n"
		  "D 4 open late\nD 240 close kept\nA 300 open late",
	 .id = "A",
	 .closed = "late",
	 .given = "A B C D"},
	{.says = "with more where one was closed before it was opened",
	 .lines = "B 1 open late\nB 20 close kept\n#50\n"
		  "C 2 open late\nC 230 close kept\nD 250 open late\n"
		  "D 240 close kept\nA 300 open late",
	 .id = "A",
	 .closed = "late",
	 .given = "A B C D"},
	{.says = "with more where one of those closed is of a kind spelt so",
	 .lines = "B 1 open late\nB 20 close kept\n#50\n"
		  "C 2 open late\nC 230 close kept\nD 3 open LATE\n"
		  "D 240 close kept\nA 300 open late",
	 .id = "A",
	 .closed = "late",
	 .given = "A B C D"},
	{.says = "with one closed last whose kind one that it joined has",
	 .lines = "B 1 open late\nB 20 close kept\n#50\n"
		  "C 2 open late\nC 230 close kept\nD 3 open late\n"
		  "D 235 close kept\nE 3 open -\nF 4 open late\n"
		  "E 5 merge F\nE 240 close kept\nA 300 open late",
	 .id = "A",
	 .closed = "late",
	 .given = "A C D E F"},
	{.says = "with those closed last of a kind that they were said to be",
	 .lines = "B 1 open late\nB 20 close kept\n#50\n"
		  "C 2 open late\nC 230 close kept\nD 3 open late\n"
		  "D 240 close kept\nE 3 open faulty\n"
		  "E 4 amend - category=late\nE 245 close kept\n"
		  "F 3 open Rude\nF 246 close kept\nH 247 close kept\n"
		  "I 4 open faulty\nI 5 amend - item=bike\n"
		  "I 248 close kept\nA 300 open late",
	 .id = "A",
	 .closed = "late",
	 .given = "A C D E F H"},

	/* Short ids are cut to what no other open case has. */
	{.says = "with an open one whose id begins alike",
	 .lines = "A 1 open late\na 2 open late\nB 3 open late",
	 .id = "A",
	 .given = "A a"},
	{.says = "without a closed one whose id begins alike",
	 .lines = "A 1 open late\na 2 open late\na 3 close kept",
	 .id = "A",
	 .given = "A"},
	{.says = "without one of before whose id begins alike",
	 .lines = "A 1 open late\na 2 open late history=yes",
	 .id = "A",
	 .given = "A"},
	{.says = "with one opened again whose id begins alike",
	 .lines = "A 1 open late\na 2 open late\na 3 close kept\na 4 reopen\n"
		  "B 1 open late\nb 2 open late\nb 3 close kept\n"
		  "b 4 retract close",
	 .id = "A",
	 .given = "A a"},
	{.says = "with one whose closing was taken back, its id alike",
	 .lines = "B 1 open late\nb 2 open late\nb 3 close kept\n"
		  "b 4 retract close",
	 .id = "B",
	 .given = "B b"},
	{.says = "with one whose opening was lost, its id alike",
	 .lines = "A 1 open late\na 3 note\na 4 close kept",
	 .id = "A",
	 .given = "A a"},
	{.says = "with one that was closed before it was opened, its id alike",
	 .lines = "A 1 open late\na 3 open late\na 2 close kept",
	 .id = "A",
	 .given = "A a"},
	{.says = "with one that was opened once more, its id alike",
	 .lines = "A 1 open late\na 2 open late\na 3 close kept\n"
		  "a 4 open late\nB 1 open late\nb 4 open late\n"
		  "b 3 close kept\nb 2 open late",
	 .id = "A",
	 .given = "A a"},
	{.says = "with one that was opened once before, its id alike",
	 .lines = "B 1 open late\nb 4 open late\nb 3 close kept\n"
		  "b 2 open late",
	 .id = "B",
	 .given = "B b"},
	{.says = "with one that was opened anew, not of before, its id alike",
	 .lines = "A 1 open late\na 2 open late history=yes\na 3 open late",
	 .id = "A",
	 .given = "A a"},
};

/* A journal in a folder, and what was read of it. */
struct tried {
	char folder[32];
	const struct policy *policy;
	struct journal journal;
	struct sift sift;
	struct outline_wanted wanted;
	struct namedby_detail detail;
	const char *ids[1];
	char id[CASEID_SIZE];
	struct rereading_taker taker;
	struct arena arena;
	size_t lines[UINT8_MAX], given[UINT8_MAX]; /* by letter */
	size_t bad;
};

static int64_t
hour(unsigned number)
{
	return BEGIN + (int64_t)number * ZONE_HOUR;
}

/* Ids that begin alike where the letters differ in size alone. */
static void
id_of(char id[CASEID_SIZE], char letter)
{
	uint32_t number = letter & 31;

	caseid_make(id, 26, 10, 1 + (int)number,
		    number << 25 | number << 15 | (letter & 32 ? 2 : 1));
}

/* Of one of the many that are closed. */
static void
id_of_other(char id[CASEID_SIZE], unsigned number)
{
	caseid_make(id, 26, 9, 1 + (int)number % 28,
		    UINT32_C(20) << 25 | number << 12);
}

static void
take_record(void *context, const struct record *record)
{
	struct tried *tried = context;
	char id[CASEID_SIZE];

	for (char letter = 'A'; letter <= 'z'; letter++) {
		id_of(id, letter);
		if (strcmp(id, record->id) == 0) {
			tried->given[(unsigned char)letter]++;
			return;
		}
	}
	tried->given['#']++;
}

static void
take_bad(void *context, const char *file, size_t line, size_t column,
	 const char *sentence)
{
	struct tried *tried = context;

	(void)file;
	(void)line;
	(void)column;
	(void)sentence;
	tried->bad++;
}

static void
put_line(FILE *file, const char *id, unsigned number, const char *rest)
{
	struct buffer line = {0};

	zone_format_time(&line, hour(number), 3600);
	fprintf(file, "%s\t%s\t%s\n", line.at, id, rest);
	buffer_release(&line);
}

static void
put_others(FILE *file, unsigned from)
{
	char id[CASEID_SIZE];

	for (unsigned i = 0; i < OTHERS; i++) {
		id_of_other(id, i);
		put_line(file, id, from + i - 10, "open\tfaulty\tjo\t-\t-\tx");
		put_line(file, id, from + i, "close\tkept\tjo\t-\t-\t-");
	}
}

static void
put_event(struct tried *tried, FILE *file, char *line)
{
	char id[CASEID_SIZE], other[CASEID_SIZE];
	char *next, *letter = strtok_r(line, " ", &next);
	unsigned at = (unsigned)atoi(strtok_r(NULL, " ", &next));
	char *verb = strtok_r(NULL, " ", &next);
	const char *what = strtok_r(NULL, " ", &next), *detail;
	bool odd = verb[strlen(verb) - 1] == '!';
	struct buffer rest = {0};

	verb[strcspn(verb, "!")] = '\0';
	id_of(id, *letter);
	if (what && strcmp(verb, "merge") == 0) {
		id_of(other, *what);
		what = other;
	}
	buffer_format(&rest, "%s\t%s\tjo\t-\t-\t-", verb, what ? what : "-");
	while ((detail = strtok_r(NULL, " ", &next)) != NULL)
		buffer_format(&rest, "\t%s", detail);
	for (unsigned i = 0; odd && i < GLANCE_FIELDS; i++)
		buffer_format(&rest, "\tx%03u=-x", i);
	put_line(file, id, at, rest.at);
	buffer_release(&rest);
	tried->lines[(unsigned char)*letter]++;
}

static void
write_journal(struct tried *tried, const char *name, const char *lines)
{
	char *copy = mem_copy(lines), *next, *line;
	struct buffer path = {0};
	FILE *file;

	buffer_format(&path, "%s/%s.tsv", tried->folder, name);
	file = fopen(path.at, "w");
	assert_non_null(file);
	fputs("#amends 1\n", file);
	for (line = strtok_r(copy, "\n", &next); line;
	     line = strtok_r(NULL, "\n", &next)) {
		if (*line == '#')
			put_others(file, (unsigned)atoi(line + 1));
		else if (*line != '.')
			put_event(tried, file, line);
		for (size_t i = 0; *line == '.' && i < LONG_GAP; i++)
			fputs("?\n", file);
	}
	assert_int_equal(fclose(file), 0);
	buffer_release(&path);
	free(copy);
}

static void
begin(struct tried *tried, const struct policy *policy)
{
	struct fail why;

	memset(tried, 0, sizeof(*tried));
	memcpy(tried->folder, "/tmp/amends-few.XXXXXX", 23);
	assert_non_null(mkdtemp(tried->folder));
	tried->policy = policy;
	tried->wanted = outline_wanted_of(policy);
	tried->wanted.few = true;
	tried->taker = (struct rereading_taker){tried, take_record, take_bad};
	assert_true(journal_find(&tried->journal, tried->folder, &why));
}

static void
remove_file(const struct tried *tried, const char *name)
{
	struct buffer path = {0};

	buffer_format(&path, "%s/%s.tsv", tried->folder, name);
	unlink(path.at);
	buffer_release(&path);
}

static void
end(struct tried *tried)
{
	sift_end(&tried->sift);
	journal_release(&tried->journal);
	arena_release(&tried->arena);
	remove_file(tried, "a");
	remove_file(tried, "b");
	assert_int_equal(rmdir(tried->folder), 0);
}

/* A detail of key=value pairs. */
static const char *
detail_of(const void *context, const char *key)
{
	static char value[32];
	const char *at = context;
	size_t len = strlen(key);

	while (*at) {
		size_t pair = strcspn(at, " ");

		if (strncmp(at, key, len) == 0 && at[len] == '=') {
			snprintf(value, sizeof(value), "%.*s",
				 (int)(pair - len - 1), at + len + 1);
			return value;
		}
		at += pair + (at[pair] == ' ');
	}
	return NULL;
}

static void
seek_person(struct tried *tried, const char *details, unsigned since)
{
	struct relatives *sought = sift_relatives(&tried->sift);
	struct personcases persons;
	uint32_t hashes[RELATIVES_KEYS];

	relatives_seek(sought, detail_of, details);
	while (sift_find_related(&tried->sift))
		continue;
	if (since == 0) {
		sift_seek_related(&tried->sift, NULL);
		return;
	}
	personcases_init(&persons, sought->rule_count);
	relatives_hashes(sought, detail_of, details, hashes);
	personcases_add_read(&persons, hashes, hour(since));
	sift_seek_related(&tried->sift, &persons);
	personcases_release(&persons);
}

static void
ask(struct tried *tried, const struct row *row)
{
	struct outline_wanted *wanted = &tried->wanted;
	struct fail why;

	wanted->persons = row->person != NULL;
	wanted->items = row->item != NULL;
	if (row->lately > 0)
		wanted->gives_since = wanted->causes_since = hour(row->lately);
	if (row->id) {
		id_of(tried->id, *row->id);
		tried->ids[0] = tried->id;
		wanted->ids = tried->ids;
		wanted->id_count = 1;
	} else {
		tried->detail = (struct namedby_detail){row->key, row->value};
		wanted->details = &tried->detail;
		wanted->detail_count = 1;
	}
	assert_true(sift_begin(&tried->sift, &tried->journal, false, 2,
			       SIFT_NAMED, wanted, &tried->taker, &tried->arena,
			       &why));
	if (row->earlier) {
		char earlier[CASEID_SIZE];

		id_of(earlier, *row->earlier);
		sift_seek(&tried->sift, earlier);
	}
	if (row->closed)
		sift_seek_last_closed(&tried->sift, row->closed, 1);
	if (row->item)
		sift_seek_item(&tried->sift, row->item);
	if (row->person)
		seek_person(tried, row->person, row->since);
	sift_give_found(&tried->sift);
	assert_true(sift_gave_all(&tried->sift, &why));
}

/* Which cases were given: each with all of its lines. */
static void
assert_given(const struct tried *tried, const struct row *row)
{
	struct buffer given = {0};

	for (size_t i = 0; i < UINT8_MAX; i++) {
		if (tried->given[i] == 0)
			continue;
		buffer_format(&given, "%s%c", given.len > 0 ? " " : "", (int)i);
		if (i != '#' && tried->given[i] != tried->lines[i])
			buffer_format(&given, " (%zu of %zu lines)",
				      tried->given[i], tried->lines[i]);
	}
	if (strcmp(buffer_string(&given), row->given) != 0)
		fail_msg("%s: %s, not %s", row->says, buffer_string(&given),
			 row->given);
	buffer_release(&given);
}

static struct policy *
load_plan(void)
{
	struct policy *policy;
	struct faults faults = {0};

	assert_true(
		policy_parse(plan, sizeof(plan) - 1, "plan", &policy, &faults));
	return policy;
}

/* parts: how many a file is read in. */
static void
try_rows(size_t parts)
{
	struct policy *policy = load_plan();

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct tried tried;

		begin(&tried, policy);
		tried.journal.parts_most = parts;
		tried.journal.part_least = parts > 1 ? 1 : 0;
		write_journal(&tried, "a", rows[i].lines);
		ask(&tried, &rows[i]);
		assert_given(&tried, &rows[i]);
		end(&tried);
	}
	policy_free(policy);
}

static void
what_bears_on_a_case_is_read_and_no_more_P51(void **unused)
{
	(void)unused;
	try_rows(1);
}

static void
whatever_parts_the_journal_is_read_in(void **unused)
{
	(void)unused;
	try_rows(2);
	try_rows(5);
}

/* The cases that are named, as they are if each has an outline, too. */
static void
a_line_that_only_decoding_can_judge_names_its_case(void **unused)
{
	static const struct {
		const char *lines, *key, *value;
		bool named;
	} lines[] = {
		{"A 1 open! late customer=Ann", "customer", "ann", true},
		{"A 1 open! late customer=Ann", "customer", "Leo", false},
		{"A 1 open late\nA 2 amend! - phone=600111222", "phone",
		 "600111222", true},
		{"A 1 open late customer=Ann\nA 2 erase!", "customer", "erased",
		 true},
		/* Where it is about few, nobody looks at a note for that. */
		{"A 1 open late customer=Leo\nA 2 note!", "customer", "erased",
		 false},
	};
	struct policy *policy = load_plan();
	char id[CASEID_SIZE];

	(void)unused;
	id_of(id, 'A');
	for (size_t i = 0; i < 2 * COUNT(lines); i++) {
		struct row row = {.says = lines[i / 2].lines,
				  .key = lines[i / 2].key,
				  .value = lines[i / 2].value,
				  .given = "A"};
		struct tried tried;

		if (i % 2 && strstr(row.says, "note"))
			row.given = "";
		begin(&tried, policy);
		tried.wanted.few = i % 2;
		write_journal(&tried, "a", lines[i / 2].lines);
		ask(&tried, &row);
		assert_int_equal(sift_is_named(&tried.sift, id),
				 lines[i / 2].named);
		assert_given(&tried, &row);
		end(&tried);
	}
	policy_free(policy);
}

static void
a_category_is_the_like_of_all_that_opened_it_where_the_plan_counts_them(
	void **unused)
{
	static const char counting[] =
		"prevention: {causes: [carrier], again: {count: 2, window: "
		"30d, same: category, due: 3bd}}\n";
	const struct row row = {.says = "with those opened lately",
				.id = "A",
				.lately = 8,
				.given = "A C"};
	struct policy *policy;
	struct faults faults = {0};
	struct buffer text = {0};
	struct tried tried;

	(void)unused;
	buffer_format(&text, "%s%s", plan, counting);
	assert_true(policy_parse(text.at, text.len, "plan", &policy, &faults));
	begin(&tried, policy);
	write_journal(&tried, "a",
		      "A 1 open late\nB 2 open late\nC 9 open late");
	ask(&tried, &row);
	assert_given(&tried, &row);
	end(&tried);
	policy_free(policy);
	buffer_release(&text);
}

static void
where_a_file_can_be_read_once_only_all_of_the_others_is_read_too(void **unused)
{
	const struct row row = {
		.says = "of two files", .id = "A", .given = "A B C"};
	struct policy *policy = load_plan();
	struct rlimit before, few;
	struct tried tried;
	int lowest = dup(0);

	(void)unused;
	assert_true(lowest > 0);
	close(lowest);
	begin(&tried, policy);
	write_journal(&tried, "a", "A 1 open late\nB 2 open late\nB 3 note");
	write_journal(&tried, "b", "C 4 open late\nA 5 note");
	/* The folder, a file, a copy of the first; the second has none. */
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
	few = before;
	few.rlim_cur = (rlim_t)(lowest + 2);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
	ask(&tried, &row);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	assert_true(tried.sift.scans.all);
	assert_given(&tried, &row);
	end(&tried);
	policy_free(policy);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_bears_on_a_case_is_read_and_no_more_P51),
		cmocka_unit_test(whatever_parts_the_journal_is_read_in),
		cmocka_unit_test(
			a_line_that_only_decoding_can_judge_names_its_case),
		cmocka_unit_test(
			a_category_is_the_like_of_all_that_opened_it_where_the_plan_counts_them),
		cmocka_unit_test(
			where_a_file_can_be_read_once_only_all_of_the_others_is_read_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
